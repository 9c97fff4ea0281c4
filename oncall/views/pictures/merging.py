"""What is too narrow to be drawn alone: many short pieces in a row become columns that show how they are shared."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from oncall.model import User
    from oncall.views.pictures.bars import Piece
    from oncall.views.pictures.scales import Scale

NARROW = 3.0
"""What is narrower is drawn alone only where fewer than `_FEW` such pieces stand close together."""
LEAST, LEAST_GAP = 1.0, 2.0
"""So wide is at least what is drawn alone, so that it is seen, and so wide is a gap, or so high in a column."""
_FEW = 3
_LEAST_COLUMN, _MOST_COLUMN = 4 / 3, 8 / 3
"""How wide a column is, as a multiple of what is narrow."""

Who: TypeAlias = "User | Literal['others'] | None"
"""A person who is listed, all who are not, or nobody."""
Key: TypeAlias = "tuple[Who, bool]"
"""Who has it, and whether a lane above decides."""


@attrs.frozen
class Column:
    """The pieces of `[start, end)`, which together are wide enough to be seen, and who has how many seconds of it."""

    start: int
    end: int
    seconds: dict[Key, int]


@attrs.frozen
class Run:
    """Pieces that follow each other: to draw together as columns, or else of one bar, to draw as it is."""

    is_together: bool
    pieces: Sequence[Piece]
    narrow: float
    """What counted as narrow."""


def runs(pieces: Iterable[Piece], scale: Scale, narrow: float = NARROW) -> list[Run]:
    """The pieces of a lane as runs, in order; with a greater `narrow`, fewer of them are drawn alone."""
    found: list[Run] = []
    for (is_together, _), same in groupby(
        _closest(pieces, scale, narrow), key=lambda run: (run.is_together, id(run.pieces[0].bar))
    ):
        alike = [*same]
        found += (
            alike if is_together else [attrs.evolve(alike[0], pieces=[each for run in alike for each in run.pieces])]
        )
    return found


def _closest(pieces: Iterable[Piece], scale: Scale, narrow: float) -> Iterator[Run]:
    """Narrow pieces that stand close together as runs; any other piece as one of its own."""
    close: list[Piece] = []
    limit = narrow / scale.second
    for piece in pieces:
        is_narrow = piece.end - piece.start < limit
        if close and not (is_narrow and piece.start - close[-1].end < limit):
            yield from _closed(close, narrow)
            close = []
        if is_narrow:
            close.append(piece)
        else:
            yield Run(is_together=False, pieces=[piece], narrow=narrow)
    yield from _closed(close, narrow)


def columns(run: Run, scale: Scale, people: Container[User]) -> list[Column]:
    """The columns of a run, each from its first piece to the next column, so that none is cut in two.

    Those of others than these people have one part together.

    A column is as narrow as can be seen where the next piece is somebody else's, and up to twice that otherwise; what
    is left at the end and narrower belongs to the last one.
    """
    pieces, firsts = run.pieces, [0]
    least, most = (times * run.narrow / scale.second for times in (_LEAST_COLUMN, _MOST_COLUMN))
    for index, (before, piece) in enumerate(pairwise(pieces), start=1):
        lasts = piece.start - pieces[firsts[-1]].start
        if lasts >= most or (lasts >= least and piece.bar.user != before.bar.user):
            firsts.append(index)
    if pieces[-1].end - pieces[firsts[-1]].start < least:
        firsts = firsts[:-1] or firsts
    ends = [*(pieces[first].start for first in firsts[1:]), pieces[-1].end]
    return [
        _column(pieces[first:last], end, people)
        for first, last, end in zip(firsts, [*firsts[1:], len(pieces)], ends, strict=True)
    ]


def _closed(close: Sequence[Piece], narrow: float) -> Iterator[Run]:
    if len(close) >= _FEW:
        yield Run(is_together=True, pieces=close, narrow=narrow)
    else:
        yield from (Run(is_together=False, pieces=[piece], narrow=narrow) for piece in close)


def _column(pieces: Sequence[Piece], end: int, people: Container[User]) -> Column:
    seconds: dict[Key, int] = {}
    for piece in pieces:
        user = piece.bar.user
        key: Key = (user if user is None or user in people else "others", piece.is_hidden)
        seconds[key] = seconds.get(key, 0) + piece.seconds
    return Column(pieces[0].start, end, seconds)
