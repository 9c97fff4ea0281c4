"""Repeats: what a stack shows over and over, rendered once and laid along the wall clock."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate, compress
from operator import ne, sub
from typing import TYPE_CHECKING

import attrs

from oncall.engine.lanes import GAP, Lane, Runs, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.engine.lanes import Kind


@attrs.frozen(kw_only=True)
class Repeat:
    """The places of every `period` seconds of the wall clock: `places[i]` from the reading `edges[i]` on, by remainder.

    The owner changes at the readings `borders`, by remainder, of which each is `lengths[i]` before the one that follows
    it, over the end of a period too. What begins there is of the kind `kinds[i]` in `table`: its owner, and the places
    up to the border that follows. `GAP` is 0 in the table; kinds of several places are `composed`. The borders of all
    time have numbers: 0 is the first from the reading 0 on.
    """

    period: int
    edges: list[int]
    places: list[int]
    borders: list[int]
    lengths: list[int]
    kinds: list[int]
    table: dict[Kind, int]
    composed: frozenset[int]

    @staticmethod
    def of(pattern: Lane, owners: Sequence[int]) -> Repeat:
        """What repeats, from the lane of the readings of one period, which begins at 0."""
        places, period = pattern.places, pattern.until
        changes = list(map(ne, places, (places[-1], *places)))
        edges, places = list(compress(pattern.starts, changes)) or [0], list(compress(places, changes)) or places[:1]
        found = _runs_around(edges, places, period, owners)
        borders = found.starts
        following = [*borders[1:], *(border + period for border in borders[:1])]
        return Repeat(
            period=period,
            edges=edges,
            places=places,
            borders=borders,
            lengths=list(map(sub, following, borders)),
            kinds=found.kinds,
            table=found.table,
            composed=frozenset(number for (_, places), number in found.table.items() if len(places) > 1),
        )

    def place_on(self, reading: int) -> int:
        """The place that has a reading."""
        return self.places[bisect_right(self.edges, reading % self.period) - 1]

    def changes_within(self, first: int, last: int) -> bool:
        """Whether there is an edge after the reading `first`, up to `last`."""
        begin = first % self.period
        edge = bisect_right(self.edges, begin)
        following = self.edges[edge] if edge < len(self.edges) else self.edges[0] + self.period
        return following <= begin + last - first

    def lay(self, since: int, until: int, offset: int, lane: Lane) -> None:
        """Add to `lane` the pieces of `[since, until)`, in which the clock is `offset` seconds ahead of UTC."""
        edges, places, period = self.edges, self.places, self.period
        first, last = since + offset, until + offset
        base = first - first % period
        index = bisect_right(edges, first - base)
        lane.starts.append(since)
        lane.places.append(places[index - 1])
        while base < last:
            end = bisect_left(edges, last - base)
            shift = base - offset
            lane.starts.extend([shift + edge for edge in edges[index:end]])
            lane.places.extend(places[index:end])
            base, index = base + period, 0

    def borders_up_to(self, reading: int) -> int:
        """The number of the first border at or after a reading; without borders 0."""
        periods, rest = divmod(reading, self.period)
        return periods * len(self.borders) + bisect_left(self.borders, rest)

    def border(self, number: int) -> int:
        """The reading of the border of a number."""
        periods, index = divmod(number, len(self.borders))
        return periods * self.period + self.borders[index]

    def kind_from(self, number: int) -> int | None:
        """The kind of what begins at the border of a number; None: it goes through several places."""
        kind = self.kinds[number % len(self.kinds)]
        return None if kind in self.composed else kind

    def lay_runs(self, first: int, last: int, offset: int, found: Runs) -> None:
        """Add to `found` all from the border numbered `first` to that numbered `last`, at one offset from UTC."""
        index, count = first % len(self.borders), last - first
        rounds = (index + count) // len(self.borders) + 1
        lengths = (self.lengths * rounds)[index : index + count - 1]
        found.starts.extend(accumulate(lengths, initial=self.border(first) - offset))
        found.kinds.extend((self.kinds * rounds)[index : index + count])
        found.until = self.border(last) - offset


def _runs_around(edges: list[int], places: list[int], period: int, owners: Sequence[int]) -> Runs:
    """The runs of one period of places that differ from their neighbours, none cut at either end; none: all is one."""
    found = runs(Lane(edges, places, edges[0] + period), owners)
    holders = [holder for holder, _ in found.table]
    if holders[found.kinds[0]] != holders[found.kinds[-1]]:
        return found
    if len(found.kinds) == 1:
        return Runs([], [], period, {GAP: 0})
    first = edges.index(found.starts[1])
    starts = [*edges[first:], *(edge + period for edge in edges[:first])]
    return runs(Lane(starts, places[first:] + places[:first], edges[first] + period), owners)
