"""Who is on call at each of many instants."""

from __future__ import annotations

from bisect import bisect_right
from math import gcd
from operator import countOf
from typing import TYPE_CHECKING, Any, Protocol, cast

import attrs

from oncall.chronology.instants import Instant, to_seconds
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from oncall.engine.lanes import Lane
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


class _Array(Protocol):
    """An array of numbers: numpy's, or a series of pandas."""

    dtype: Any

    def tolist(self) -> list[int]: ...


def on_call_many(schedule: Schedule, instants: Iterable[Instant]) -> list[User | None]:
    """Who is on call at each of `instants`, in their order; see `Schedule.on_call_many`."""
    if hasattr(instants, "dtype") and hasattr(instants, "tolist"):
        array = cast("_Array", instants)
        _check_whole(array)
        column = _one_column(array)
        if column is not None:
            return _of_column(schedule, column)
        instants = array.tolist()
    given: list[Any] = instants if isinstance(instants, list) else [*instants]
    are_seconds = countOf(map(type, given), int) == len(given)  # faster than to look at each in Python
    return _of_list(schedule, given if are_seconds else [to_seconds(each, "instants") for each in given])


def _check_whole(array: _Array) -> None:
    if getattr(array.dtype, "kind", "") not in {"i", "u"}:
        expected = "whole UTC seconds (from datetime64: array.astype('datetime64[s]').astype('int64'), if it is in UTC)"
        raise InvalidValueError("instants", expected, f"an array of {array.dtype}")


def _one_column(array: _Array) -> NDArray[np.integer] | None:
    """The array as numpy's; None: there is no numpy, or it is no single column of numbers that are all there."""
    try:
        from numpy import asarray
    except ImportError:
        return None
    column = asarray(array)
    return column if column.ndim == 1 and column.dtype.kind in {"i", "u"} else None


def _of_list(schedule: Schedule, seconds: list[int]) -> list[User | None]:
    lane = _lane(schedule, min(seconds), max(seconds), len(seconds)) if seconds else None
    if lane is None:
        on_call = schedule.on_call
        return [on_call(each) for each in seconds]
    held = _held(schedule, lane)
    table = _table(lane, held, len(seconds))
    if table is None:
        starts = lane.starts
        return [held[bisect_right(starts, each) - 1] for each in seconds]
    since, step, entries = table.since, table.step, table.entries
    return [entries[(each - since) // step] for each in seconds]


def _of_column(schedule: Schedule, seconds: NDArray[np.integer]) -> list[User | None]:
    """The same with the loops of numpy."""
    lane = _lane(schedule, int(seconds.min()), int(seconds.max()), seconds.size) if seconds.size else None
    if lane is None:
        return _of_list(schedule, seconds.tolist())
    from numpy import array, int64

    held, whole = _held(schedule, lane), seconds.astype(int64)
    table = _table(lane, held, seconds.size)
    if table is None:
        entries, indices = held, array(lane.starts, dtype=int64).searchsorted(whole, side="right") - 1
    else:
        entries, indices = table.entries, (whole - table.since) // table.step
    found: list[User | None] = array(entries, dtype=object)[indices].tolist()
    return found


def _lane(schedule: Schedule, first: int, last: int, count: int) -> Lane | None:
    """Who is on call from the first instant to the last; None: to find that costs more than so many questions."""
    since, until = to_seconds(first, "instants"), to_seconds(last, "instants") + 1
    stack = schedule.compiled.stack
    return None if stack.pieces_within(since, until) > count else stack.lane(since, until)


def _held(schedule: Schedule, lane: Lane) -> list[User | None]:
    """Who holds each piece of a lane."""
    holders = schedule.compiled.holders
    return [holders[place] for place in lane.places]


@attrs.frozen
class _Table:
    """Who is on call in each `step` seconds from `since` on: nobody else ever is within one."""

    since: int
    step: int
    entries: list[User | None]


def _table(lane: Lane, held: list[User | None], count: int) -> _Table | None:
    """The lane as a table; None: it would be much longer than the answers to so many questions.

    Hand-offs come at full hours or minutes, so their greatest common divisor is a good step.
    """
    since, starts = lane.starts[0], lane.starts[1:]
    step = gcd(*(start - starts[0] for start in starts)) or lane.until - since
    begin = since if not starts else starts[0] - -(-(starts[0] - since) // step) * step
    if (lane.until - begin) // step > 8 * count:
        return None
    entries: list[User | None] = []
    for end, user in zip(lane.ends, held, strict=True):
        entries += [user] * (-(-(end - begin) // step) - len(entries))
    return _Table(begin, step, entries)
