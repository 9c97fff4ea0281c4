"""Lookups: the lists in which to find who is on call at an instant."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from itertools import pairwise
from math import gcd
from typing import TYPE_CHECKING

import attrs

from oncall.engine.lanes import NOBODY
from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from oncall.chronology.zones import Table, Zone
    from oncall.engine.lanes import Lane
    from oncall.engine.stack import Stack


_MOST_ENTRIES = 4096
"""Four weeks of ten minutes, in which hand-offs hardly ever come, take 4,032."""

_ENTRIES_A_CLAIM = 8
"""So many of them that most are near to no override, and so few that they take less room than the overrides."""


@attrs.frozen
class Claims:
    """The overrides, found by when they are: from `since`, the start of the first one, to `until`, the end of the last.

    `nearest[n]` is the number of the first piece that claims any of the `n`-th `width` seconds; -1: none does. So one
    number tells of most instants that nobody claims them, and where to look from of the others.
    """

    since: int
    until: int
    width: int
    nearest: array[int]
    starts: array[int]
    places: array[int]

    @staticmethod
    def of(lane: Lane) -> Claims:
        """The overrides of a lane, which begins with nobody; the last one may last as long as the lane."""
        since = lane.starts[1]
        until = lane.starts[-1] if lane.places[-1] == NOBODY else lane.until
        width = max((until - since) // (_ENTRIES_A_CLAIM * len(lane.starts)), 1)
        nearest = array("i", [-1]) * ((until - since) // width + 1)
        for index, (start, end, place) in enumerate(zip(lane.starts, lane.ends, lane.places, strict=True)):
            if place != NOBODY:
                first, last = (start - since) // width, (end - 1 - since) // width + 1
                before = index if nearest[first] < 0 else nearest[first]
                nearest[first:last] = array("i", [before, *[index] * (last - first - 1)])
        return Claims(since, until, width, nearest, array("q", [*lane.starts, lane.until]), array("i", lane.places))


@attrs.define(kw_only=True)
class Lookup:
    """Which place is on call once no layer starts or ends, from `begins` on; nothing is known of others.

    `table` is what the zone knew when it was last asked, over `[since, until)`. After each `period` the readings come
    back, and within each `unit` seconds of them the place, one of `places`, is the same.
    """

    zone: Zone
    begins: int
    claims: Claims | None
    period: int
    unit: int
    places: list[int]
    table: Table
    since: int = 0
    until: int = 0

    def place_at(self, instant: int) -> int | None:
        """The place that is on call at `instant`; None: that is not known. The same as `Stack.place_at`, but faster."""
        if not self.since <= instant < self.until and not self._reaches(instant):
            return None
        claims = self.claims
        if claims is not None and claims.since <= instant < claims.until:
            index = claims.nearest[(instant - claims.since) // claims.width]
            starts = claims.starts
            if index >= 0 and starts[index] <= instant:
                if starts[index + 1] <= instant:
                    index = bisect_right(starts, instant, index + 1) - 1
                claimed = claims.places[index]
                if claimed != NOBODY:
                    return claimed
        table = self.table
        offset = table.step_offsets[bisect_right(table.steps, instant) - 1]
        return None if offset is None else self.places[(instant + offset) % self.period // self.unit]

    def _reaches(self, instant: int) -> bool:
        """Whether `instant` is known once the zone has been asked for what it knows by now, and about that instant."""
        if not self.begins <= instant < FOREVER:
            return False
        self.zone.offset_at(instant)
        self.table = table = self.zone.table  # first of all: another thread may look while the range is old
        self.since, self.until = max(self.begins, table.first + 1), min(FOREVER, table.last)
        return self.since <= instant < self.until


def lookup(stack: Stack) -> Lookup | None:
    """Where to look for what a stack repeats; None: nowhere."""
    repeat = stack.repeat
    if repeat is None:
        return None
    unit = gcd(repeat.period, *repeat.edges)
    if repeat.period // unit > _MOST_ENTRIES:
        return None
    edges, places = [0, *repeat.edges, repeat.period], [repeat.places[-1], *repeat.places]
    return Lookup(
        zone=stack.zone,
        begins=stack.steady_since,
        claims=Claims.of(stack.claimed) if stack.claims else None,
        period=repeat.period,
        unit=unit,
        table=stack.zone.table,
        places=[
            place
            for (first, last), place in zip(pairwise(edges), places, strict=True)
            for _ in range(first, last, unit)
        ],
    )
