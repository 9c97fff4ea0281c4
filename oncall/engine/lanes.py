"""A lane: who holds each stretch of a range, as a step function on instants."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from heapq import heappop, heappush
from operator import ne
from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY = -1
"""The place that nobody holds."""

Kind: TypeAlias = "tuple[int, tuple[int, ...]]"
"""An owner, and the different places that a stretch of theirs goes through, in order."""

GAP: Kind = (NOBODY, ())
"""The kind of a stretch that nobody owns."""


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


@attrs.define(eq=False)
class Runs:
    """The longest stretches of one owner each that make up a range, as columns; those that nobody owns are among them.

    Number i is of the kind `kinds[i]`, from `starts[i]` up to the start that follows, the last one up to `until`. The
    `table` numbers the kinds in order; `GAP`, the kind that nobody owns, is 0. So a year is laid by adding to lists of
    numbers, and a value is made only of what is looked at.
    """

    starts: list[int]
    kinds: list[int]
    until: int
    table: dict[Kind, int]

    def number(self, kind: Kind) -> int:
        """The number of a kind, which may be new."""
        return self.table.setdefault(kind, len(self.table))

    def extend(self, others: Runs) -> None:
        """Add others, which begin where these end; the first of them is not the last of these going on."""
        numbers = [self.number(kind) for kind in others.table]
        self.starts += others.starts
        self.kinds += [numbers[kind] for kind in others.kinds]
        self.until = others.until

    @property
    def ends(self) -> list[int]:
        """Where each ends."""
        return [*self.starts[1:], self.until]

    @property
    def stretches(self) -> list[Stretch]:
        """Each that somebody owns, as a value."""
        table = list(self.table)
        columns = zip(self.starts, self.ends, self.kinds, strict=True)
        return [Stretch(start, end, *table[kind]) for start, end, kind in columns if kind]


def overlay(lower: Lane, upper: Lane) -> Lane:
    """The lane in which `upper` wins wherever it holds anything, and `lower` shows through elsewhere.

    Both are over the same range. Linear in the pieces of the two.
    """
    if len(lower.starts) < len(upper.starts):
        return _filled(lower, upper)
    starts: list[int] = []
    places: list[int] = []
    shown, held = lower.starts, lower.places
    following = 0
    for start, end, place in zip(upper.starts, upper.ends, upper.places, strict=True):
        starts.append(start)
        if place != NOBODY:
            places.append(place)
            continue
        following = bisect_right(shown, start, following)
        places.append(held[following - 1])
        last = bisect_left(shown, end, following)
        if following < last:
            starts += shown[following:last]
            places += held[following:last]
    return Lane(starts, places, upper.until)


def _filled(lower: Lane, upper: Lane) -> Lane:
    """The same, by going through the pieces of `lower`, where they are fewer."""
    starts: list[int] = []
    places: list[int] = []
    shown, held = upper.starts, upper.places
    following = 0
    for start, end, place in zip(lower.starts, lower.ends, lower.places, strict=True):
        if shown[following : following + 1] != [start] and held[following - 1] == NOBODY:
            starts.append(start)
            places.append(place)
        last = bisect_left(shown, end, following)
        starts += shown[following:last]
        places += [place if above == NOBODY else above for above in held[following:last]]
        following = last
    return Lane(starts, places, upper.until)


def mask(lane: Lane, openings: list[tuple[int, int]]) -> Lane:
    """The lane left only within `openings`, which are sorted, disjoint and inside of its range."""
    starts: list[int] = []
    places: list[int] = []
    shown, held = lane.starts, lane.places
    closed_from, following = shown[0], 0
    for start, end in openings:
        if closed_from < start:
            starts.append(closed_from)
            places.append(NOBODY)
        starts.append(start)
        following = bisect_right(shown, start, following)
        places.append(held[following - 1])
        last = bisect_left(shown, end, following)
        if following < last:
            starts += shown[following:last]
            places += held[following:last]
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


def runs(lane: Lane, owners: Sequence[int]) -> Runs:
    """The longest unbroken stretches of one owner each; `owners[place]` owns a place."""
    held_by = [NOBODY if place == NOBODY else owners[place] for place in lane.places]
    if all(map(ne, held_by, held_by[1:])):
        return _each_apart(lane, held_by)
    starts: list[int] = []
    kinds: list[int] = []
    table = {GAP: 0}
    begun, held = lane.starts[0], NOBODY
    places: tuple[int, ...] = ()
    for start, place, owner in zip(lane.starts, lane.places, held_by, strict=True):
        if owner != held:
            if begun < start:
                starts.append(begun)
                kinds.append(table.setdefault((held, places), len(table)))
            begun, held, places = start, owner, () if place == NOBODY else (place,)
        elif place not in places and place != NOBODY:
            places = (*places, place)
    starts.append(begun)
    kinds.append(table.setdefault((held, places), len(table)))
    return Runs(starts, kinds, lane.until, table)


def _each_apart(lane: Lane, held_by: list[int]) -> Runs:
    """The runs of a lane in which no piece has the owner of the one before, as is most common: each is one of them."""
    owners = {NOBODY: NOBODY, **dict(zip(lane.places, held_by, strict=True))}
    numbers = {place: number for number, place in enumerate(owners)}
    table = {GAP if place == NOBODY else (owner, (place,)): numbers[place] for place, owner in owners.items()}
    return Runs([*lane.starts], [numbers[place] for place in lane.places], lane.until, table)


def stretches(lane: Lane, owners: Sequence[int]) -> list[Stretch]:
    """The longest unbroken stretches of one owner each, as values; gaps are left out."""
    return runs(lane, owners).stretches
