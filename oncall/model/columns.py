"""Shifts as columns of plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.chronology.zones import EARLIEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from oncall.model.users import User

Holder: TypeAlias = "tuple[User, tuple[str, ...]]"
"""Who is on call, and the sources that say so."""

Row: TypeAlias = "tuple[int, int | None, User, tuple[str, ...]]"
"""A shift as plain values: start and end in UTC seconds (None: for ever), the user, the sources."""


@attrs.frozen(eq=False)
class Columns:
    """Rows, one list a field, all of one length: thousands of shifts are a few lists of numbers.

    The holder of row i is `table[kinds[i]]`. `are_apart` is what whoever made them knows of their order: that none
    begins before the one before has ended.
    """

    starts: tuple[int, ...] = ()
    ends: tuple[int | None, ...] = ()
    kinds: tuple[int, ...] = ()
    table: Mapping[int, Holder] = attrs.field(factory=dict[int, Holder])
    are_apart: bool = True

    @staticmethod
    def of(rows: Iterable[Row]) -> Columns:
        """The columns of some rows, in any order."""
        found = [(start, end, (user, sources)) for start, end, user, sources in rows]
        starts, ends, holders = zip(*found, strict=True) if found else ((), (), ())
        return Columns(starts, ends, tuple(range(len(found))), dict(enumerate(holders)), are_apart=False)

    @property
    def holders(self) -> tuple[Holder, ...]:
        """Who is on call in each row, and by what."""
        return tuple([self.table[kind] for kind in self.kinds])

    def first_misplaced(self, since: int, until: int) -> int | None:
        """The index of a row that is out of order, overlaps the one before or is outside of a range; None: none is."""
        if not self.starts or (
            self.are_apart and self.starts[-1] < until and (self.ends[0] is None or self.ends[0] > since)
        ):
            return None
        before = (EARLIEST, *self.ends[:-1])
        walk = enumerate(zip(before, self.starts, self.ends, strict=True))
        return next(
            (
                index
                for index, (edge, start, end) in walk
                if edge is None or not edge <= start < until or (end is not None and end <= since)
            ),
            None,
        )

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Row:
        return self.starts[index], self.ends[index], *self.table[self.kinds[index]]

    def __iter__(self) -> Iterator[Row]:
        columns = zip(self.starts, self.ends, self.holders, strict=True)
        return ((start, end, user, sources) for start, end, (user, sources) in columns)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Columns):
            return NotImplemented
        return (self.starts, self.ends, self.holders) == (other.starts, other.ends, other.holders)

    def __hash__(self) -> int:
        return hash((self.starts, self.ends, self.holders))
