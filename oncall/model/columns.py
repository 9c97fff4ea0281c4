"""Shifts as columns of plain values."""

from __future__ import annotations

from operator import le
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.chronology.zones import EARLIEST

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.model.users import User

Holder: TypeAlias = "tuple[User, tuple[str, ...]]"
"""Who is on call, and the sources that say so."""

Row: TypeAlias = "tuple[int, int | None, User, tuple[str, ...]]"
"""A shift as plain values: start and end in UTC seconds (None: for ever), the user, the sources."""


@attrs.frozen
class Columns:
    """Rows, one list a field, all of one length: thousands of shifts are a few lists of numbers."""

    starts: tuple[int, ...] = ()
    ends: tuple[int | None, ...] = ()
    holders: tuple[Holder, ...] = ()

    @staticmethod
    def of(rows: Iterable[Row]) -> Columns:
        """The columns of some rows."""
        given = [(start, end, (user, sources)) for start, end, user, sources in rows]
        return Columns(*zip(*given, strict=True)) if given else Columns()

    def first_misplaced(self, since: int, until: int) -> int | None:
        """The index of a row that is out of order, overlaps the one before or is outside of a range; None: none is."""
        if not self.starts:
            return None
        before: tuple[Any, ...] = (EARLIEST, *self.ends[:-1])
        is_within = self.starts[-1] < until and (self.ends[0] is None or self.ends[0] > since)
        if is_within and None not in before and all(map(le, before, self.starts)):
            return None
        walk = enumerate(zip(before, self.starts, self.ends, strict=True))
        return next(
            index
            for index, (edge, start, end) in walk
            if edge is None or not edge <= start < until or (end is not None and end <= since)
        )

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, index: int) -> Row:
        user, sources = self.holders[index]
        return self.starts[index], self.ends[index], user, sources

    def __iter__(self) -> Iterator[Row]:
        columns = zip(self.starts, self.ends, self.holders, strict=True)
        return ((start, end, user, sources) for start, end, (user, sources) in columns)
