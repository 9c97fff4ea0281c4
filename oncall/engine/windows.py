"""Restrictions: the windows of the wall clock in which a layer speaks at all."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from operator import lt
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.spans import canonical
from oncall.chronology.zones import DAY, MONDAY, WEEK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.zones import Zone

_AROUND = 4 * WEEK  # so many weeks before and after, no clock change swallows every opening, or every closing


@attrs.frozen
class Windows:
    """The weekly pattern of readings in which a layer is open.

    `pattern` holds the longest open stretches as `(begin, end)`, in seconds since Monday 00:00 on the wall clock; a
    begin lies within the week, an end may lie in the next one. Each end of a stretch becomes an instant by itself, so
    09:00 for eight hours is until 17:00 also on a day of a clock change.
    """

    zone: Zone
    pattern: tuple[tuple[int, int], ...]

    @cached_property
    def _edges(self) -> list[int]:
        """Where windows open and close within one week, in turn; one that began in the last week opens at its start."""
        edges = [edge for stretch in self.pattern for edge in stretch]
        return edges if edges[-1] <= WEEK else [0, edges[-1] - WEEK, *edges[:-1], WEEK]

    @cached_property
    def period(self) -> int:
        """After how many seconds of the wall clock the pattern repeats: a day or a week."""
        begins = [(begin, end - begin) for begin, end in self.pattern]
        return DAY if sorted([((begin + DAY) % WEEK, length) for begin, length in begins]) == begins else WEEK

    @property
    def week(self) -> tuple[tuple[int, int], ...]:
        """The open stretches of one week in seconds since Monday 00:00, cut to it, sorted and apart."""
        return tuple(zip(self._edges[::2], self._edges[1::2], strict=True))

    def open_at(self, instant: int) -> bool:
        """Whether the windows are open at `instant`."""
        reading = self.zone.settled_reading(instant)
        if reading is not None:
            return self.open_on(reading)
        return any(begin <= instant < end for begin, end in zip(*self._near(instant, instant), strict=True))

    def open_on(self, reading: int) -> bool:
        """Whether a clock that shows `reading`, and was not changed just before, finds the windows open."""
        return bisect_right(self._edges, (reading - MONDAY) % WEEK) % 2 == 1

    def edges_on_wall(self, period: int) -> list[int]:
        """The readings of `[0, period)` at which the windows open or close."""
        weeks = range(MONDAY % WEEK - WEEK, period, WEEK)
        return [edge for week in weeks for opening in self._edges if 0 <= (edge := week + opening) < period]

    def unchanged_around(self, instant: int) -> tuple[int, int]:
        """The longest stretch around `instant` in which the windows are as open, or as closed, as they are then."""
        since, until = instant - _AROUND, instant + _AROUND
        edges = [edge for pair in self.openings(since, until) for edge in pair if since < edge < until]
        after = bisect_right(edges, instant)
        assert 0 < after < len(edges), "windows open and close every week, but for what a clock change swallows"
        return edges[after - 1], edges[after]

    def openings(self, since: int, until: int) -> list[tuple[int, int]]:
        """The open stretches of `[since, until)` as sorted, disjoint pairs of instants, cut to it."""
        begins, ends = self._near(since, until)
        are_apart = all(map(lt, begins, ends)) and all(map(lt, ends, begins[1:]))
        if not are_apart:  # a clock change has joined or swallowed some
            return canonical((max(begin, since), min(end, until)) for begin, end in zip(begins, ends, strict=True))
        first, last = bisect_right(ends, since), bisect_left(begins, until)
        found = list(zip(begins[first:last], ends[first:last], strict=True))
        if found:
            found[0] = (max(found[0][0], since), found[0][1])
            found[-1] = (found[-1][0], min(found[-1][1], until))
        return found

    def _near(self, since: int, until: int) -> tuple[list[int], list[int]]:
        """When all that could touch the range begin, and end: one lasts less than a week, a clock is moved by a day."""
        first = (self.zone.reading_of(since) - MONDAY - DAY) // WEEK - 1
        last = (self.zone.reading_of(until) - MONDAY + DAY) // WEEK
        weeks = range(MONDAY + first * WEEK, MONDAY + last * WEEK + 1, WEEK)
        begins = self.zone.instants_of([week + begin for week in weeks for begin, _ in self.pattern])
        ends = self.zone.instants_of([week + end for week in weeks for _, end in self.pattern])
        return begins, ends


def windows(zone: Zone, weekly: Iterable[tuple[int, int]]) -> Windows | None:
    """The union of `weekly`, pairs of a begin within the week and a length of less than a week, both in seconds.

    They are united as readings, before any becomes an instant. None if together they cover the whole week.
    """
    pairs = sorted((begin, begin + length) for begin, length in weekly)
    following = [begin for begin, _ in pairs[1:]] + [pairs[0][0] + WEEK]
    if all(end < begin for (_, end), begin in zip(pairs, following, strict=True)):
        return Windows(zone, tuple(pairs))
    weeks = (0, WEEK, 2 * WEEK)
    united = canonical((week + begin, week + end) for begin, end in pairs for week in weeks)
    if any(end - begin >= WEEK for begin, end in united):
        return None
    # Written out over three weeks, a stretch that begins in the second one is whole.
    return Windows(zone, tuple((begin - WEEK, end - WEEK) for begin, end in united if WEEK <= begin < 2 * WEEK))
