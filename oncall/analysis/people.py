"""People: which user of a configuration somebody is who was recorded elsewhere."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.model.addresses import address
from oncall.model.escalation import EscalationPolicy
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from oncall.model.configuration import Configuration

T = TypeVar("T", User, Schedule, EscalationPolicy)


def policies_of(configuration: Configuration) -> tuple[EscalationPolicy, ...]:
    """The escalation policies of a configuration, and those that only its services name; each id once."""
    named = (service.escalation_policy for service in configuration.services.values())
    return _each_id_once((*configuration.escalation_policies.values(), *named))


def schedules_of(configuration: Configuration) -> tuple[Schedule, ...]:
    """The schedules of a configuration, and those that only its policies name; each id once."""
    named = (schedule for policy in policies_of(configuration) for schedule in policy.schedules)
    return _each_id_once((*configuration.schedules.values(), *named))


def users_of(configuration: Configuration) -> tuple[User, ...]:
    """The users of a configuration, and those that only its schedules and policies name; each id once."""
    scheduled = (user for schedule in schedules_of(configuration) for user in schedule.users)
    targets = (each for policy in policies_of(configuration) for rule in policy.rules for each in rule.targets)
    direct = (each for each in targets if isinstance(each, User))
    return _each_id_once((*configuration.users.values(), *scheduled, *direct))


def _each_id_once(things: Iterable[T]) -> tuple[T, ...]:
    found: dict[str, T] = {}
    for thing in things:
        found.setdefault(thing.id, thing)
    return tuple(found.values())


@attrs.frozen
class People:
    """The users of a configuration by whatever names them: ids, e-mail addresses, names, labels of resources."""

    _known: dict[tuple[str, str, str], User]
    """By id, e-mail address and name, as they were recorded."""
    _namings: tuple[dict[str, list[User]], ...]

    @classmethod
    def of(cls, configuration: Configuration) -> People:
        """The people of a configuration."""
        users = users_of(configuration)
        return cls({}, tuple(_by(users, naming) for naming in (_id, _email, _name, _label)))

    def the(self, person: User) -> User:
        """The user of the configuration that a recorded person is; whoever is nobody there stays as they are.

        That is the one with the same id, else the same e-mail address (in small or capital letters), else the same
        name; a text that was recorded without saying which of these it is, is tried as each, and as the label of a
        Terraform resource. What fits several users decides nothing, and the next is tried.
        """
        recorded = (person.id, person.email, person.name)
        if recorded not in self._known:
            self._known[recorded] = self._found(person)
        return self._known[recorded]

    def __contains__(self, user: User) -> bool:
        """Whether somebody is a user of the configuration, by the id."""
        return user.id in self._namings[0]

    def _found(self, person: User) -> User:
        texts = (person.id, (person.email or person.id).casefold(), person.name, person.id)
        for users, text in zip(self._namings, texts, strict=True):
            if len(users.get(text, ())) == 1:
                return users[text][0]
        return person


def _by(users: Iterable[User], naming: Callable[[User], str]) -> dict[str, list[User]]:
    found: dict[str, list[User]] = defaultdict(list)
    for user in users:
        if naming(user):
            found[naming(user)].append(user)
    return dict(found)


def _id(user: User) -> str:
    return user.id


def _email(user: User) -> str:
    return user.email.casefold()


def _name(user: User) -> str:
    return user.name


def _label(user: User) -> str:
    found = address(user.id)
    return found.name if found else ""
