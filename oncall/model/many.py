"""Who is on call at each of many instants."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from oncall.chronology.instants import Instant, to_seconds
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from oncall.engine.lanes import Lane
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@runtime_checkable
class _Array(Protocol):
    """An array of numbers: numpy's, or a series of pandas."""

    dtype: Any

    def tolist(self) -> list[int]: ...


def on_call_many(schedule: Schedule, instants: Iterable[Instant]) -> list[User | None]:
    """Who is on call at each of `instants`, in their order; see `Schedule.on_call_many`."""
    if isinstance(instants, _Array):
        _check_whole(instants)
        column = _one_column(instants)
        if column is not None:
            return _of_column(schedule, column)
        instants = instants.tolist()
    return _of_list(schedule, [each if type(each) is int else to_seconds(each, "instants") for each in instants])


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
    if not seconds:
        return []
    lane = _lane(schedule, min(seconds), max(seconds), len(seconds))
    if lane is None:
        on_call = schedule.on_call
        return [on_call(each) for each in seconds]
    holders = schedule.compiled.holders
    starts, held = lane.starts, [holders[place] for place in lane.places]
    return [held[bisect_right(starts, each) - 1] for each in seconds]


def _of_column(schedule: Schedule, seconds: NDArray[np.integer]) -> list[User | None]:
    """The same with the loops of numpy."""
    if not seconds.size:
        return []
    lane = _lane(schedule, int(seconds.min()), int(seconds.max()), seconds.size)
    if lane is None:
        return _of_list(schedule, seconds.tolist())
    from numpy import array, int64

    holders = schedule.compiled.holders
    held = array([None, *(holders[place] for place in lane.places)], dtype=object)
    found: list[User | None] = held[array(lane.starts).searchsorted(seconds.astype(int64), side="right")].tolist()
    return found


def _lane(schedule: Schedule, first: int, last: int, count: int) -> Lane | None:
    """The lane that holds all instants; None: it has more pieces than there are questions."""
    since, until = to_seconds(first, "instants"), to_seconds(last, "instants") + 1
    stack = schedule.compiled.stack
    return None if stack.pieces_within(since, until) > count else stack.lane(since, until)
