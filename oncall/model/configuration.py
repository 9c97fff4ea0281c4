"""Configurations: everything that one load brought in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Generic, Protocol, TypeVar

import attrs

from oncall.errors import InvalidValueError, NotFoundError, Problem
from oncall.model import fields
from oncall.model.addresses import address
from oncall.model.escalation import EscalationPolicy
from oncall.model.schedules import Schedule
from oncall.model.services import Service
from oncall.model.suppressions import Suppression
from oncall.model.users import User


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


V = TypeVar("V", bound=_Named)
_MOST_NEAR = 3


@attrs.frozen(repr=False)
class Catalog(Mapping[str, V], Generic[V]):
    """Things by their id, in the order in which they came.

    A look-up also takes what tells one thing from the others: the resource's name (`checkout` for
    `pagerduty_schedule.checkout`; `this["data"]` or `this` for `module.eu.pagerduty_schedule.this["data"]`), or the
    `name`. Iteration, `len` and `in` know the ids first, and these as well.
    """

    kind: str
    """What is in it, in a word for messages, such as `schedule`."""
    _by_id: dict[str, V]

    def __getitem__(self, key: str) -> V:
        """The one thing that `key` means.

        Raises:
            NotFoundError: it means nothing, or more than one thing; the error lists what it may have meant, or what
                there is.
        """
        if key in self._by_id:
            return self._by_id[key]
        for naming in _NAMINGS:
            found = [thing for thing in self._by_id.values() if naming(thing) == key]
            if len(found) > 1:
                raise NotFoundError(self.kind, key, tuple(thing.id for thing in found), ambiguous=True)
            if found:
                return found[0]
        raise NotFoundError(self.kind, key, self._near(key), known=tuple(self._by_id))

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __hash__(self) -> int:
        return hash((self.kind, frozenset(self._by_id)))

    def __repr__(self) -> str:
        return f"<Catalog of {len(self)}: {', '.join(self._by_id)}>"

    def _near(self, key: str) -> tuple[str, ...]:
        names = {naming(thing).casefold(): thing.id for thing in self._by_id.values() for naming in _NAMINGS}
        names |= {name.casefold(): name for name in self._by_id}
        wanted = str(key).casefold()
        of_a_word = [name for name in names if wanted in re.findall(r"\w+", name)]
        close = get_close_matches(wanted, names, n=_MOST_NEAR, cutoff=0.5)
        return tuple(dict.fromkeys(names[name] for name in (*of_a_word, *close)))[:_MOST_NEAR]


def _resource_name(thing: _Named) -> str:
    found = address(thing.id)
    return found.short if found else thing.id


def _bare_resource_name(thing: _Named) -> str:
    found = address(thing.id)
    return found.name if found else thing.id


def _given_name(thing: _Named) -> str:
    return thing.name


_NAMINGS = (_resource_name, _bare_resource_name, _given_name)


def _catalog(kind: type[V], field: str, word: str, things: Iterable[V] | Catalog[V]) -> Catalog[V]:
    values: Iterable[V] = things.values() if isinstance(things, Catalog) else things
    found: dict[str, V] = {}
    for thing in fields.tuple_of(kind, field, values):
        if found.setdefault(thing.id, thing) != thing:
            raise InvalidValueError(field, "a list in which every id is one thing", thing.id)
    return Catalog(word, found)


def _schedules(things: Iterable[Schedule] | Catalog[Schedule]) -> Catalog[Schedule]:
    return _catalog(Schedule, "schedules", "schedule", things)


def _policies(things: Iterable[EscalationPolicy] | Catalog[EscalationPolicy]) -> Catalog[EscalationPolicy]:
    return _catalog(EscalationPolicy, "escalation_policies", "escalation policy", things)


def _users(things: Iterable[User] | Catalog[User]) -> Catalog[User]:
    return _catalog(User, "users", "user", things)


def _services(things: Iterable[Service] | Catalog[Service]) -> Catalog[Service]:
    return _catalog(Service, "services", "service", things)


def _warnings(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return fields.tuple_of(Problem, "warnings", problems)


def _suppressions(comments: Iterable[Suppression]) -> tuple[Suppression, ...]:
    return fields.tuple_of(Suppression, "suppressions", comments)


@attrs.frozen(kw_only=True)
class Configuration:
    """Everything that one load brought in, each kind by address or REST id.

    `warnings` are about what was there to read and is not part of it; `suppressions` are the comments in the files that
    ask for findings to be ignored.

    Raises:
        InvalidValueError: two different things have one id.

    Examples:
        >>> configuration = Configuration(users=[User("pagerduty_user.bob", name="Bob")])
        >>> configuration.users["bob"] is configuration.users["Bob"]
        True
    """

    schedules: Catalog[Schedule] = attrs.field(factory=lambda: Catalog("schedule", {}), converter=_schedules)
    """The schedules, by address or REST id."""
    escalation_policies: Catalog[EscalationPolicy] = attrs.field(
        factory=lambda: Catalog("escalation policy", {}), converter=_policies
    )
    """The escalation policies, by address or REST id."""
    users: Catalog[User] = attrs.field(factory=lambda: Catalog("user", {}), converter=_users)
    """The users, by address or REST id."""
    services: Catalog[Service] = attrs.field(factory=lambda: Catalog("service", {}), converter=_services)
    """The services, by address or REST id."""
    warnings: tuple[Problem, ...] = attrs.field(default=(), converter=_warnings, eq=False)
    """What was there to read and is no part of it, each with its place."""
    suppressions: tuple[Suppression, ...] = attrs.field(default=(), converter=_suppressions, eq=False)
    """The comments in the files that ask for findings to be ignored."""

    def _repr_html_(self) -> str:
        """What a notebook shows: a row for each thing in it; of more than fifty, the first."""
        from oncall.views.html.contents import configuration_html

        return configuration_html(self)
