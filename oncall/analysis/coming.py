"""Coming: the next shift of each person that is to begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.zones import EARLIEST, LATEST, WEEK
from oncall.model.timelines import Shift

if TYPE_CHECKING:
    from oncall.engine.stack import Stack
    from oncall.model.schedules import Schedule
    from oncall.model.users import User

_FIRST_LOOK = 12 * WEEK
_MOST_PIECES = 20_000
_FARTHEST = 100 * 52 * WEEK


def coming_shifts(known: Schedule | None, schedule: Schedule | None, at: int) -> dict[User, Shift]:
    """The shift of each person that is the first to begin at `at` or later, in the order in which they begin.

    Before `at` the schedule is the one that is `known`: whoever has been on call in that goes on with their shift, and
    does not begin it. Whoever begins none is left out: one joint period is looked at, once nothing starts or ends any
    more, of a long one 20,000 turns and windows. A schedule of None has nobody on call.
    """
    if schedule is None:
        return {}
    holder = None if known is None or at <= EARLIEST else known.on_call(at - 1)
    stack = schedule.compiled.stack
    found: dict[User, Shift] = {}
    missing = set(schedule.users)
    since, horizon = at, min(max(at, stack.settled) + stack.period + WEEK, at + _affordable(stack), LATEST)
    while missing and since < horizon:
        until = min(since + max(_FIRST_LOOK, since - at), horizon)
        for shift in schedule.shifts(since, until):
            start = shift.bounds[0]
            goes_on = start == since and shift.user == holder
            if shift.user in missing and not goes_on:
                missing.discard(shift.user)
                found[shift.user] = shift if since < start and shift.bounds[1] != until else _whole(shift, schedule)
        holder = schedule.on_call(until - 1)
        since = until
    return found


def _affordable(stack: Stack) -> int:
    """For how many seconds it is looked ahead at most; overrides do not come back, and so do not count."""
    layers = attrs.evolve(stack, claims=())
    return min(_MOST_PIECES * WEEK // max(layers.pieces_within(0, WEEK), 1), _FARTHEST)


def _whole(shift: Shift, schedule: Schedule) -> Shift:
    """A shift of a cut range with the end that it has."""
    start = shift.bounds[0]
    whole = schedule.shift_at(start)
    assert whole is not None, "somebody is on call then"
    return Shift(user=whole.user, start=start, end=whole.bounds[1], sources=whole.sources, zone=whole.zone)
