"""Clocks: of schedules in zones whose clocks change on different days, the instants that show anything new.

They have no joint period. But from one clock change of any of them to the next, the distances between their clocks stay
as they are, and for as long they do repeat together. What was seen at the same distances, a number of joint periods
before, need not be looked at again.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from oncall.chronology.spans import canonical, without
from oncall.chronology.zones import DAY

if TYPE_CHECKING:
    from collections.abc import Collection

    from oncall.chronology.zones import Zone


def new_instants(zones: Collection[Zone], since: int, until: int, period: int, margin: int) -> list[tuple[int, int]]:
    """The stretches of `[since, until)` in which something may happen that did not in the ones before.

    `period` is after how many seconds all repeat together while no clock is changed. What happens depends on up to
    `margin` seconds before and after it; so around each clock change as much is always new, and a day after it.
    """
    changes = sorted({change for zone in zones for change in zone.changes(since, until)})
    found = [(change - margin, change + DAY + margin) for change in changes]
    seen: dict[tuple[int, ...], list[tuple[int, int]]] = {}
    for begin, end in pairwise([since, *changes, until]):
        before = seen.setdefault(tuple(zone.offset_at(begin) for zone in zones), [])
        remainders = _remainders(begin, end, period)
        new = without(remainders, before)
        before[:] = canonical((*before, *remainders))
        found += (piece for pair in new for piece in _within(begin, end, period, *pair))
    return canonical((max(begin, since), min(end, until)) for begin, end in found)


def _remainders(begin: int, end: int, period: int) -> list[tuple[int, int]]:
    """What the numbers of `[begin, end)` leave when divided by `period`."""
    if end - begin >= period:
        return [(0, period)]
    start = begin % period
    length = end - begin
    return canonical([(start, min(start + length, period)), (0, start + length - period)])


def _within(begin: int, end: int, period: int, low: int, high: int) -> list[tuple[int, int]]:
    """The first numbers of `[begin, end)` that leave remainders from `low` up to `high`."""
    first, end = begin - begin % period, min(end, begin + period)
    shifted = ((first + turn * period + low, first + turn * period + high) for turn in range(2))
    return [(max(start, begin), min(stop, end)) for start, stop in shifted if max(start, begin) < min(stop, end)]
