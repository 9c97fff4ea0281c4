"""Repeats: what a stack shows over and over, rendered once and laid along the wall clock."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import attrs

from oncall.engine.lanes import GAP, NOBODY, Lane, Runs, runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.engine.lanes import Kind

_LEAST = 200
"""What is laid is written out to about so many runs: to lay it once more costs as much as to lay some tens of them."""


@attrs.frozen(kw_only=True)
class Repeat:
    """The places of every `period` seconds of the wall clock: `places[i]` from the reading `edges[i]` on, by remainder.

    In every `span` seconds, which are some periods, the owner changes at the readings `borders`, over the end of a span
    too. What begins there is of the kind `kinds[i]` in `table`: its owner, and the places up to the border that
    follows. `GAP` is 0 in the table; kinds of several places are `composed`.
    """

    period: int
    edges: list[int]
    places: list[int]
    span: int
    borders: list[int]
    kinds: list[int]
    table: dict[Kind, int]
    composed: frozenset[int]

    @staticmethod
    def of(pattern: Lane, owners: Sequence[int]) -> Repeat:
        """What repeats, from the lane of the readings of one period, which begins at 0."""
        edges, places, period = pattern.starts, pattern.places, pattern.until
        holders = [NOBODY if place == NOBODY else owners[place] for place in places]
        first = next((index for index, owner in enumerate(holders) if owner != holders[index - 1]), None)
        found = Runs([], [], period, {GAP: 0})
        if first is not None:  # from here on around the period nothing is cut
            starts = [*edges[first:], *(edge + period for edge in edges[:first])]
            found = runs(Lane(starts, places[first:] + places[:first], edges[first] + period), owners)
        rounds = max(_LEAST // len(edges), 1)
        moves = range(0, rounds * period, period)
        return Repeat(
            period=period,
            edges=edges,
            places=places,
            span=rounds * period,
            borders=[move + start for move in moves for start in found.starts],
            kinds=found.kinds * rounds,
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

    def borders_within(self, first: int, last: int) -> tuple[int, int] | None:
        """The first and the last reading of `(first, last)` at which the owner changes; None: there are not two."""
        borders, span = self.borders, self.span
        if not borders or last <= first:
            return None
        begin, end = first - first % span, last - last % span
        low, high = bisect_right(borders, first - begin), bisect_left(borders, last - end) - 1
        lowest = begin + borders[low] if low < len(borders) else begin + span + borders[0]
        highest = end + borders[high] if high >= 0 else end - span + borders[-1]
        return (lowest, highest) if lowest < highest else None

    def kind_between(self, first: int, last: int) -> int | None:
        """The one kind that the readings of `[first, last)` have, in one place; None: several, or several places."""
        borders, begin = self.borders, first % self.span
        if not borders:
            return None
        index = bisect_right(borders, begin)
        following = borders[index] if index < len(borders) else borders[0] + self.span
        kind = self.kinds[index - 1]
        return None if following < begin + last - first or kind in self.composed else kind

    def lay_runs(self, first: int, last: int, offset: int, found: Runs) -> None:
        """Add to `found` all between two readings at which the owner changes, at a time of one offset from UTC."""
        borders, kinds, span = self.borders, self.kinds, self.span
        starts, numbers = found.starts, found.kinds
        for base in range(first - first % span, last, span):
            move = base - offset
            if first <= base and base + span <= last:
                starts += [move + border for border in borders]
                numbers += kinds
            else:
                low, high = bisect_left(borders, first - base), bisect_left(borders, last - base)
                starts += [move + border for border in borders[low:high]]
                numbers += kinds[low:high]
        found.until = last - offset
