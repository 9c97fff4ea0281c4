"""A lane: who holds each stretch of a range, as a step function on instants."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY = -1
"""The place that nobody holds."""


@attrs.frozen
class Lane:
    """Who holds which instants of `[starts[0], until)`: `places[i]` from `starts[i]` up to the start that follows.

    A place is a number that its maker gives a meaning to. Starts ascend strictly; two neighbours may have one place.
    """

    starts: list[int]
    places: list[int]
    until: int

    @property
    def ends(self) -> list[int]:
        """Where each piece ends."""
        return [*self.starts[1:], self.until]

    def at(self, instant: int) -> int:
        """The place that holds `instant`, which must lie within the range."""
        return self.places[bisect_right(self.starts, instant) - 1]

    def cut(self, since: int, until: int) -> Lane:
        """The same lane over `[since, until)`, which must lie within the range and not be empty."""
        first = bisect_right(self.starts, since) - 1
        last = bisect_left(self.starts, until)
        return Lane([since, *self.starts[first + 1 : last]], self.places[first:last], until)


@attrs.frozen
class Stretch:
    """An unbroken stretch of one owner: `[start, end)`, and the different places it went through, in order."""

    start: int
    end: int
    owner: int
    places: tuple[int, ...]


def overlay(lower: Lane, upper: Lane) -> Lane:
    """The lane in which `upper` wins wherever it holds anything, and `lower` shows through elsewhere.

    Both are over the same range. Linear in the pieces of the two.
    """
    starts: list[int] = []
    places: list[int] = []
    for start, end, place in zip(upper.starts, upper.ends, upper.places, strict=True):
        if place == NOBODY:
            _append_cut(lower, start, end, starts, places)
        else:
            starts.append(start)
            places.append(place)
    return Lane(starts, places, upper.until)


def mask(lane: Lane, openings: list[tuple[int, int]]) -> Lane:
    """The lane left only within `openings`, which are sorted, disjoint and inside of its range."""
    starts: list[int] = []
    places: list[int] = []
    closed_from = lane.starts[0]
    for start, end in openings:
        if closed_from < start:
            starts.append(closed_from)
            places.append(NOBODY)
        _append_cut(lane, start, end, starts, places)
        closed_from = end
    if closed_from < lane.until:
        starts.append(closed_from)
        places.append(NOBODY)
    return Lane(starts, places, lane.until)


def stacked(claims: Sequence[tuple[int, int]], since: int, until: int) -> Lane:
    """The lane over `[since, until)` in which each instant belongs to the last of the `claims` that cover it.

    A claim is a half-open pair of instants; its place is its index.
    """
    edges = sorted({since, *(edge for claim in claims for edge in claim if since < edge < until)})
    arrivals = sorted((max(start, since), index) for index, (start, _) in enumerate(claims))
    waiting: list[int] = []
    places: list[int] = []
    arrived = 0
    for edge in edges:
        while arrived < len(arrivals) and arrivals[arrived][0] <= edge:
            heappush(waiting, -arrivals[arrived][1])
            arrived += 1
        while waiting and claims[-waiting[0]][1] <= edge:
            heappop(waiting)
        places.append(-waiting[0] if waiting else NOBODY)
    return Lane(edges, places, until)


def stretches(lane: Lane, owners: Sequence[int]) -> list[Stretch]:
    """The longest unbroken stretches of one owner each; `owners[place]` owns a place, gaps are left out."""
    found: list[Stretch] = []
    begun, held, places = lane.starts[0], NOBODY, [NOBODY]
    for start, place in zip(lane.starts, lane.places, strict=True):
        owner = NOBODY if place == NOBODY else owners[place]
        if owner != held:
            if held != NOBODY:
                found.append(Stretch(begun, start, held, tuple(places)))
            begun, held, places = start, owner, [place]
        elif place not in places:
            places.append(place)
    if held != NOBODY:
        found.append(Stretch(begun, lane.until, held, tuple(places)))
    return found


def _append_cut(lane: Lane, since: int, until: int, starts: list[int], places: list[int]) -> None:
    first = bisect_right(lane.starts, since) - 1
    last = bisect_left(lane.starts, until, first + 1)
    starts.append(since)
    starts += lane.starts[first + 1 : last]
    places += lane.places[first:last]
