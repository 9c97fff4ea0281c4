"""What if: the same schedule without somebody, or with two people in each other's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import checked_range, to_written, written_seconds
from oncall.chronology.spans import Span
from oncall.chronology.zones import EARLIEST, LATEST
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.model.configuration import Catalog
from oncall.model.schedules import Override, Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.chronology.instants import DateTime, Instant
    from oncall.model.layers import Layer


def without(schedule: Schedule, user: User | str, since: Instant | None, until: Instant | None) -> Schedule:
    """The schedule without a person; see `Schedule.without`."""
    who = _person(schedule, user, "user")
    begin, end = _full_minute(since, "since"), _full_minute(until, "until")
    if begin is not None and end is not None:
        checked_range(begin, end)
    layers = [part for layer in schedule.layers for part in _parts(layer, who, begin, end)]
    overrides = [part for each in schedule.overrides for part in _left(each, who, begin, end)]
    return attrs.evolve(schedule, layers=layers, overrides=overrides)


def swapped(schedule: Schedule, one: User | str, other: User | str, span: Span | tuple[Instant, Instant]) -> Schedule:
    """The schedule with two people in each other's place; see `Schedule.swap`."""
    first, second = _person(schedule, one, "a"), _person(schedule, other, "b")
    if first == second:
        raise InvalidValueError("b", f"somebody else than a ({first})", other)
    begin, end = _bounds(span)
    partners = {first: second, second: first}
    overrides = [
        Override(user=partners[shift.user], start=start, end=end if last is None else last)
        for shift in schedule.shifts(begin, end)
        if shift.user in partners
        for start, last in [shift.bounds]
    ]
    return attrs.evolve(schedule, overrides=[*schedule.overrides, *overrides])


def _person(schedule: Schedule, who: User | str, field: str) -> User:
    """A user as given, else whom of the schedule an id or a name means."""
    if isinstance(who, User):
        return who
    given: object = who
    if not isinstance(given, str):
        raise InvalidValueError(field, "a User, an id or a name", given)
    return Catalog("person", {user.id: user for user in schedule.users})[given]


def _bounds(span: Span | tuple[Instant, Instant]) -> tuple[int, int]:
    match span:
        case Span():
            return span.bounds
        case (since, until):
            return checked_range(since, until)
        case _:
            raise InvalidValueError("span", "a Span, or a pair of instants", span)


def _full_minute(value: Instant | None, field: str) -> DateTime | None:
    written = None if value is None else to_written(value, field)
    fields.full_minute(written, field)
    return written


def _parts(layer: Layer, who: User, begin: DateTime | None, end: DateTime | None) -> Iterator[Layer]:
    """A layer before somebody is away, while they are, and after it; itself, if they have no turn in it."""
    if who not in layer.users:
        yield layer
        return
    if begin is not None and layer.start < begin:
        yield layer if layer.end is not None and layer.end <= begin else attrs.evolve(layer, end=begin)
    start = layer.start if begin is None or layer.start > begin else begin
    users = _stand_ins(layer.users, who) if end is not None else tuple(each for each in layer.users if each != who)
    last = end if end is not None and (layer.end is None or end < layer.end) else layer.end
    if users and (last is None or start < last):
        yield attrs.evolve(layer, start=start, end=last, users=users)
    if end is not None and (layer.end is None or end < layer.end):
        yield attrs.evolve(layer, start=max(layer.start, end))


def _stand_ins(users: tuple[User, ...], who: User) -> tuple[User, ...]:
    """The users with whoever follows in the place of one of them; nobody, if there is nobody else."""
    if all(user == who for user in users):
        return ()
    ahead = [*users, *users]
    return tuple(next(user for user in ahead[index:] if user != who) for index in range(len(users)))


def _left(override: Override, who: User, begin: DateTime | None, end: DateTime | None) -> Iterator[Override]:
    """What is left of an override outside of the time in which its user is away."""
    if override.user != who:
        yield override
        return
    start, last = written_seconds(override.start), written_seconds(override.end)
    away = EARLIEST if begin is None else written_seconds(begin), LATEST if end is None else written_seconds(end)
    for first, until in ((start, min(last, away[0])), (max(start, away[1]), last)):
        if first < until:
            yield attrs.evolve(override, start=first, end=until)
