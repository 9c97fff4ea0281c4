"""What a notebook shows of a policy and of a configuration: what is in them, a row for each thing."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from oncall.chronology.words import duration
from oncall.model import Schedule
from oncall.model.users import full_names
from oncall.views.html.elements import element
from oncall.views.html.notebooks import MOST_ROWS, in_notebook, named
from oncall.views.html.tabular import table
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from oncall.model import Configuration, EscalationPolicy, EscalationRule, User
    from oncall.model.pages import Target
    from oncall.views.html.elements import Child

_MOST_WARNINGS = 5


def policy_html(policy: EscalationPolicy) -> str:
    """Each level: whom it notifies, and how long they have to answer; below, what comes of a level without anybody."""
    rules = policy.rules[:MOST_ROWS]
    full = full_names(each for rule in rules for each in rule.targets if not isinstance(each, Schedule))
    rows = [_level(number, rule, full) for number, rule in enumerate(rules, start=1)]
    caption: list[Child] = [named(policy.name), f": {_levels(policy)}"]
    found = table(("level", "notifies", "to answer"), rows, caption=caption, more=len(policy.rules) - len(rows))
    waits = "A level that reaches nobody lets its time run out." if policy.empty_rules == "wait" else ""
    return in_notebook(found, waits)


def configuration_html(configuration: Configuration) -> str:
    """Each schedule, policy, service and user, in this order; below, what was there to read and is no part of it."""
    rows = [*islice(_things(configuration), MOST_ROWS)]
    kinds = (
        (configuration.schedules, "schedule", "schedules"),
        (configuration.escalation_policies, "escalation policy", "escalation policies"),
        (configuration.services, "service", "services"),
        (configuration.users, "user", "users"),
    )
    counts = [f"{len(things):,} {one if len(things) == 1 else many}" for things, one, many in kinds if things]
    more = sum(len(things) for things, _, _ in kinds) - len(rows)
    if not rows:
        found = element("p", "There is nothing in it.")
    else:
        found = table(("kind", "name", "id", "what it is"), rows, caption=", ".join(counts), more=more)
    return in_notebook(found, *_warnings(configuration))


def _levels(policy: EscalationPolicy) -> str:
    times = policy.num_loops + 1
    run = "once" if times == 1 else f"{times} times until somebody answers"
    return f"{counted(len(policy.rules), 'level')}, run {run}"


def _level(number: int, rule: EscalationRule, full: Mapping[User, str]) -> Sequence[Child]:
    targets = [*_targets(rule.targets, full)]
    notified: list[Child] = ["one an incident, in turn: ", targets] if rule.is_round_robin else targets
    return str(number), notified, duration(rule.delay_seconds)


def _targets(targets: Sequence[Target], full: Mapping[User, str]) -> Iterator[Child]:
    for index, target in enumerate(targets):
        what = "who is on call in " if isinstance(target, Schedule) else None
        yield from (", " if index else None, what, named(target.name if isinstance(target, Schedule) else full[target]))


def _things(configuration: Configuration) -> Iterator[Sequence[Child]]:
    for schedule in configuration.schedules.values():
        yield "schedule", named(schedule.name), named(schedule.id), _schedule(schedule)
    for policy in configuration.escalation_policies.values():
        yield "escalation policy", named(policy.name), named(policy.id), _levels(policy)
    for service in configuration.services.values():
        about: list[Child] = ["escalated by ", named(service.escalation_policy.name)]
        yield "service", named(service.name), named(service.id), about
    for user in configuration.users.values():
        yield "user", named(user.name), named(user.id), named(user.time_zone or "")


def _schedule(schedule: Schedule) -> str:
    people = len(schedule.users)
    counts = [counted(len(schedule.layers), "layer")]
    counts += [counted(len(schedule.overrides), "override")] if schedule.overrides else []
    return ", ".join([schedule.time_zone, *counts, "1 person" if people == 1 else f"{people} people"])


def _warnings(configuration: Configuration) -> Iterator[str]:
    """The first warnings, and how many more there are."""
    warnings = configuration.warnings
    yield from (f"Warning: {each}" for each in warnings[:_MOST_WARNINGS])
    if len(warnings) > _MOST_WARNINGS:
        yield f"and {counted(len(warnings) - _MOST_WARNINGS, 'more warning')}"
