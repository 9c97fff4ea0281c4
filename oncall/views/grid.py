"""The cells of a picture: equal stretches of time, and who has how much of each."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.chronology.zones import DAY, EARLIEST, LATEST, WEEK, Zone

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Sequence

K = TypeVar("K", bound="Hashable")

_MINUTE, _HOUR = 60, 3600
_PARTS = (1, 2, 3, 5, 10, 15, 20, 30)
_CELLS = (
    *(unit * part for unit in (1, _MINUTE) for part in _PARTS),
    *(_HOUR * hours for hours in (1, 2, 3, 4, 6, 8, 12)),
    *(DAY, 2 * DAY, WEEK, 2 * WEEK, 4 * WEEK),
)
_SHORT = 2 * DAY


@attrs.frozen
class Grid:
    """Cells of `cell` seconds: cell i lasts from the instant `edges[i]` up to `edges[i + 1]`.

    When it begins, the wall clock of `zone` shows `readings[i]`. From two days on, the first cell begins at midnight
    and all are equal on that clock: one that a clock change skips is empty. In a shorter range all last equally long.
    """

    zone: Zone
    cell: int
    readings: Sequence[int]
    edges: tuple[int, ...]

    @classmethod
    def fitted(cls, zone: Zone, since: int, until: int, columns: int) -> Grid:
        """The grid of a range, with the smallest cells that fit into `columns`; it begins at or before `since`."""
        most = max(columns, 1)
        if until - since < _SHORT:
            return cls._of_lengths(zone, since, until, most)
        origin = zone.reading_of(since) // DAY * DAY
        lasts = max(zone.reading_of(until) - origin, 1)
        needed = -(-lasts // most)
        coarsest = -(-needed // _CELLS[-1]) * _CELLS[-1]
        cell = next((size for size in _CELLS if size >= needed), coarsest)
        readings = range(origin, origin + -(-lasts // cell) * cell + 1, cell)
        return cls(zone, cell, readings[:-1], _ascending(zone.instants_of(readings)))

    @classmethod
    def _of_lengths(cls, zone: Zone, since: int, until: int, columns: int) -> Grid:
        """Cells that all last equally long; the first begins where the clock shows a multiple of that."""
        reading = zone.reading_of(since)
        found = ((size, since - reading % size) for size in _CELLS)
        exact = (-(-(until - since) // columns), since)
        cell, start = next((pair for pair in found if until - pair[1] <= pair[0] * columns), exact)
        edges = [start + number * cell for number in range(-(-(until - start) // cell) + 1)]
        return cls(zone, cell, [zone.reading_of(edge) for edge in edges[:-1]], _ascending(edges))

    def __len__(self) -> int:
        return len(self.edges) - 1

    def is_skipped(self, column: int) -> bool:
        """Whether no time passes in a cell: a clock change skips it."""
        start, end = self.edges[column : column + 2]
        return start == end and EARLIEST < start < LATEST

    @property
    def lasts(self) -> int:
        """For how many seconds there are cells."""
        return len(self) * self.cell

    def column_of(self, instant: int) -> int | None:
        """The cell that an instant lies in; None: outside of the grid."""
        found = (index for index, (start, end) in enumerate(pairwise(self.edges)) if start <= instant < end)
        return next(found, None)

    def tally(self, pieces: Iterable[tuple[int, int, K]]) -> list[dict[K, int]]:
        """For each cell, how many seconds of it each key has; `pieces` are (start, end, key), in order and apart."""
        counts: list[dict[K, int]] = [{} for _ in range(len(self))]
        column = 0
        for start, end, key in pieces:
            while column < len(self) and self.edges[column + 1] <= start:
                column += 1
            reached = column
            while reached < len(self) and self.edges[reached] < end:
                seconds = min(end, self.edges[reached + 1]) - max(start, self.edges[reached])
                if seconds > 0:
                    counts[reached][key] = counts[reached].get(key, 0) + seconds
                reached += 1
        return counts


def _ascending(instants: Sequence[int]) -> tuple[int, ...]:
    """The same instants where none is later than the one after it: a skipped reading is the end of what was skipped."""
    lowest = LATEST
    edges: list[int] = []
    for instant in reversed(instants):
        lowest = max(min(lowest, instant), EARLIEST)
        edges.append(lowest)
    return tuple(reversed(edges))
