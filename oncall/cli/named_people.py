"""People who are named, and are nobody in what was read, or never paged: a slip of the pen, or people of elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oncall.analysis.by_person import strangers
from oncall.analysis.fairness import catalog_of
from oncall.analysis.people import policies_of, schedules_of, users_of
from oncall.chronology.words import abridged
from oncall.cli import output
from oncall.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall import Settings
    from oncall.cli.choices import Choice
    from oncall.errors import NotFoundError
    from oncall.model import Catalog, Configuration, EscalationPolicy, User


def warn_of_strangers(settings: Settings, configuration: Configuration, choice: Choice) -> None:
    """Warn on the standard error of every setting that names people whom a configuration does not have."""
    if not settings.weights and not settings.holidays:
        return
    people = catalog_of(users_of(configuration))
    for message in _messages(settings, people):
        output.warn(Problem(str(choice.path or ""), message))


def is_named(user: User, policy: EscalationPolicy) -> bool:
    """Whether a rule of a policy has somebody as its target, not only through a schedule."""
    return any(user in rule.targets for rule in policy.rules)


def warn_of_the_unpaged(files: Iterable[tuple[User, str]], configuration: Configuration) -> None:
    """Warn on the standard error of those with a file, whom nothing in a configuration ever pages."""
    scheduled = {user for schedule in schedules_of(configuration) for user in schedule.users}
    policies = policies_of(configuration)
    for user, path in files:
        if user not in scheduled and not any(is_named(user, policy) for policy in policies):
            output.warn(Problem(path, f"{user} is in no schedule here, and no escalation policy names them"))


def _messages(settings: Settings, people: Catalog[User]) -> Iterator[str]:
    for key, values in (("weights", settings.weights), ("holidays", settings.holidays)):
        errors = [*strangers(values, people)] if isinstance(values, Mapping) else []
        if errors:
            names = abridged([_named(error) for error in errors])
            yield f"{key}: nobody here is meant by {names}; people are named by their id or name, to the letter"


def _named(error: NotFoundError) -> str:
    if error.ambiguous:
        return f"{error.name!r} (which may be {' or '.join(error.near)})"
    return f"{error.name!r} (near: {', '.join(error.near)})" if error.near else repr(error.name)
