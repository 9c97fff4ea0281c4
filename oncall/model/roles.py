"""Incident roles: who leads an incident, who mends, who tells others, and who writes down."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.chronology.instants import Instant, checked_range, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE, SpanSet
from oncall.chronology.words import listing, moment
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.model.escalation import EscalationPolicy
from oncall.model.outcomes import outcomes
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from oncall.chronology.instants import DateTime

Source: TypeAlias = User | Schedule | EscalationPolicy
"""Where the person of a role comes from: themselves, whoever is on call, or whoever a policy pages first."""

ROLES = {
    "commander": "Incident Commander",
    "technical_lead": "Technical Lead",
    "communications": "Communications Lead",
    "scribe": "Scribe",
}
"""The article's roles: the fields of `IncidentRoles`, and what people call them."""


def _optional_user(instance: object, attribute: attrs.Attribute[Any], value: User | None) -> None:
    if value is not None:
        fields.instance_of(User)(instance, attribute, value)


def _optional_source(instance: object, attribute: attrs.Attribute[Any], value: Source | None) -> None:
    if value is not None and not isinstance(value, User | Schedule | EscalationPolicy):
        raise InvalidValueError(attribute.name, "a User, a Schedule, an EscalationPolicy or None", value)


def _id(source: Source | None) -> str:
    return "None" if source is None else f"{type(source).__name__}({source.id!r})"


def _at(value: Instant) -> int:
    return to_seconds(value, "at")


@attrs.frozen(kw_only=True)
class RoleAssignment:
    """Who has which role of an incident at an instant; None: nobody. `at` is shown in `zone`."""

    _at: int = attrs.field(alias="at", converter=_at)
    commander: User | None = attrs.field(default=None, validator=_optional_user)
    """The Incident Commander; None: nobody."""
    technical_lead: User | None = attrs.field(default=None, validator=_optional_user)
    """The Technical Lead; None: nobody."""
    communications: User | None = attrs.field(default=None, validator=_optional_user)
    """The Communications Lead; None: nobody."""
    scribe: User | None = attrs.field(default=None, validator=_optional_user)
    """The Scribe; None: nobody."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False, validator=fields.zone)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    @property
    def at(self) -> DateTime:
        """The instant for which the roles are assigned."""
        return to_datetime(self._at, Zone.named(self.zone))

    @property
    def unfilled(self) -> tuple[str, ...]:
        """The roles that nobody has, as the names of the fields, in their order."""
        return tuple(role for role in ROLES if self._holder(role) is None)

    @property
    def doubled(self) -> dict[User, tuple[str, ...]]:
        """Who has two roles or more, with the names of the fields, in the order of the roles."""
        held: dict[User, tuple[str, ...]] = {}
        for role in ROLES:
            user = self._holder(role)
            if user is not None:
                held[user] = (*held.get(user, ()), role)
        return {user: roles for user, roles in held.items() if len(roles) > 1}

    @property
    def ok(self) -> bool:
        """Whether every role has somebody, and nobody has two."""
        return not (self.unfilled or self.doubled)

    def to_dict(self) -> dict[str, Any]:
        """Plain values: an ISO 8601 time with the zone's offset, ids, lists of the fields' names."""
        holders = {role: self._holder(role) for role in ROLES}
        return {
            "at": to_text(self._at, Zone.named(self.zone)),
            **{role: None if user is None else user.id for role, user in holders.items()},
            "unfilled": list(self.unfilled),
            "doubled": {user.id: list(roles) for user, roles in self.doubled.items()},
            "ok": self.ok,
        }

    def _holder(self, role: str) -> User | None:
        user: User | None = getattr(self, role)
        return user

    def __str__(self) -> str:
        rows = [f"{title:20} {self._holder(role) or 'nobody'}" for role, title in ROLES.items()]
        doubled = [f"{user} has {len(roles)} roles: {_titles(roles)}" for user, roles in self.doubled.items()]
        unfilled = [f"nobody is {_titles(self.unfilled)}"] if self.unfilled else []
        return "\n".join([moment(self._at, Zone.named(self.zone)), *rows, *unfilled, *doubled])


def _titles(roles: tuple[str, ...]) -> str:
    return listing(ROLES[role] for role in roles)


@attrs.frozen(kw_only=True)
class IncidentRoles:
    """Where the people of an incident's roles come from.

    The article asks for all four to be assigned explicitly in incidents of SEV-1 and SEV-2. Each role takes a user, a
    schedule (whoever is on call), a policy (whoever it would page first of an incident triggered then), or None: it is
    not planned, so nobody has it. Times are shown in the zone of the first schedule among them, else in UTC.

    Raises:
        InvalidValueError: a role is given something else.

    Examples:
        >>> roles = IncidentRoles(commander=User("alice"), technical_lead=User("bob"), communications=User("alice"))
        >>> print(roles.assign("2025-03-12T15:00:00Z"))
        Wed 2025-03-12 15:00 +00:00
        Incident Commander   alice
        Technical Lead       bob
        Communications Lead  alice
        Scribe               nobody
        nobody is Scribe
        alice has 2 roles: Incident Commander and Communications Lead
    """

    commander: Source | None = attrs.field(default=None, validator=_optional_source, repr=_id)
    """Where the Incident Commander comes from; None: nobody has the role."""
    technical_lead: Source | None = attrs.field(default=None, validator=_optional_source, repr=_id)
    """Where the Technical Lead comes from."""
    communications: Source | None = attrs.field(default=None, validator=_optional_source, repr=_id)
    """Where the Communications Lead comes from."""
    scribe: Source | None = attrs.field(default=None, validator=_optional_source, repr=_id)
    """Where the Scribe comes from."""

    @property
    def time_zone(self) -> str:
        """Where times are shown: in the zone of the first schedule, that of a policy too, else in UTC."""
        return next((schedule.time_zone for source in self._sources for schedule in _schedules(source)), UTC_ZONE)

    def assign(self, at: Instant) -> RoleAssignment:
        """Who has which role at an instant.

        Of rules with the strategy `round_robin` the first target has the turn.

        Raises:
            NotAnInstantError: `at` is no instant.
        """
        second = to_seconds(at, "at")
        return self._assignment(second, [_person(source, second) for source in self._sources])

    def conflicts(self, since: Instant, until: Instant) -> SpanSet:
        """The instants of `[since, until)` at which a role has nobody, or somebody has two: `assign` is not `ok`.

        Exact, and linear in the shifts of the range.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
        """
        begin, end = checked_range(since, until)
        courses = [_course(source, begin, end) for source in self._sources]
        starts = sorted({start for course in courses for start, _ in course})
        wrong = [
            (start, after)
            for start, after in zip(starts, [*starts[1:], end], strict=True)
            if not self._assignment(start, [_person_at(course, start) for course in courses]).ok
        ]
        return SpanSet(wrong, zone=self.time_zone)

    @property
    def _sources(self) -> tuple[Source | None, ...]:
        return (self.commander, self.technical_lead, self.communications, self.scribe)

    def _assignment(self, at: int, people: list[User | None]) -> RoleAssignment:
        return RoleAssignment(at=at, **dict(zip(ROLES, people, strict=True)), zone=self.time_zone)


def _schedules(source: Source | None) -> tuple[Schedule, ...]:
    match source:
        case Schedule():
            return (source,)
        case EscalationPolicy():
            return source.schedules
        case _:
            return ()


def _person(source: Source | None, at: int) -> User | None:
    """Whom a source gives at an instant."""
    match source:
        case Schedule():
            return source.on_call(at)
        case EscalationPolicy():
            return source.first_responder(at)
        case _:
            return source


_Course: TypeAlias = list[tuple[int, User | None]]
"""Whom a source gives from each instant on; the first is that of the range, and the others follow in order."""


def _course(source: Source | None, since: int, until: int) -> _Course:
    match source:
        case Schedule():
            timeline = source.shifts(since, until)
            edges = {since, *(edge for shift in timeline for edge in shift.bounds if edge is not None and edge < until)}
            return [(edge, timeline.at(edge)) for edge in sorted(edges)]
        case EscalationPolicy():
            found = outcomes(source, since, until, people=1)
            return [(outcome.span.bounds[0], next(iter(outcome.users), None)) for outcome in found]
        case _:
            return [(since, source)]


def _person_at(course: _Course, at: int) -> User | None:
    return course[bisect_right(course, at, key=_start) - 1][1]


def _start(piece: tuple[int, User | None]) -> int:
    return piece[0]
