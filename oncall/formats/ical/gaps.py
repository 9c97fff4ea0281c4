"""Gaps as whole as shifts: when nobody is on call, from the end of one shift to the start of the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from oncall.chronology.spans import SpanSet
from oncall.chronology.zones import EARLIEST
from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.engine.stack import Stack
    from oncall.model import Schedule, Timeline, User

Gap: TypeAlias = "tuple[int, int | None, User | None, tuple[str, ...]]"
"""Start and end in UTC seconds (None: for ever); nobody; no sources: a row as that of a shift."""


def of_schedule(schedule: Schedule, since: int, until: int) -> list[Gap]:
    """The whole gaps with a part in `[since, until)`; before the first layer or override begins there are none."""
    return [_row(start, end) for start, end in schedule.compiled.stack.gaps(since, until)]


def of_timeline(timeline: Timeline) -> list[Gap]:
    """The gaps of a timeline, cut to its range."""
    return [_row(*span.bounds) for span in timeline.gaps]


def of_all(schedules: Iterable[Schedule], since: int, until: int) -> list[Gap]:
    """The whole stretches in which none of some schedules has anybody, with a part in `[since, until)`.

    Before the first one of them begins there are none.
    """
    stacks = [schedule.compiled.stack for schedule in schedules]
    begun = min(stack.begins for stack in stacks)
    if begun >= until:
        return []
    joint = SpanSet([(begun, FOREVER)])
    for stack in stacks:
        joint &= SpanSet(_silence(stack, since, until))
    bounds = (span.bounds for span in joint)
    return [_row(start, end) for start, end in bounds if start < until and end > since]


def _row(start: int, end: int) -> Gap:
    return (start, None if end >= FOREVER else end, None, ())


def _silence(stack: Stack, since: int, until: int) -> list[tuple[int, int]]:
    """The whole gaps with a part in `[since, until)`, and the time before anything begins."""
    if stack.begins < until:
        return [*_before(stack.begins), *stack.gaps(since, until)]
    following = stack.next_stretch(until)
    return _before(FOREVER if following is None else following.start)


def _before(instant: int) -> list[tuple[int, int]]:
    return [(EARLIEST, instant)] if instant > EARLIEST else []
