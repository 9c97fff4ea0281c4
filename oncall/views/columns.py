"""The tables of the text: cells in columns below their titles, without lines."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, TypeAlias

import attrs
from rich.cells import cell_len
from rich.segment import Segment
from rich.text import Text

from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import Console, ConsoleOptions, RenderResult

Cell: TypeAlias = "str | Text"
"""Words, as text if they have a style."""


@attrs.frozen
class Column:
    """The title of a column, and how its cells stand in it: to the left, unless it `is_right`.

    Where there is too little room a cell goes on in the next line. Those of a column that `is_whole` do not; they are
    cut, once no other column can be narrower. No column is narrower than `least`, as long as others can be.
    """

    title: str = ""
    is_right: bool = attrs.field(default=False, kw_only=True)
    is_whole: bool = attrs.field(default=False, kw_only=True)
    least: int = attrs.field(default=1, kw_only=True)


LABELLED = (Column(is_whole=True), Column())
"""A label, and the words beside it, which go on below themselves."""


def numbers(titles: Iterable[str]) -> list[Column]:
    """A column of numbers for each title: they stand to the right, and are whole."""
    return [Column(title, is_right=True, is_whole=True) for title in titles]


@attrs.frozen(kw_only=True)
class Table:
    """Columns as wide as their widest cells, with so many blanks between two; a caption may stand below them.

    It takes some 3 us for a cell. One of rich's tables takes 60, which for a year of many schedules is minutes.
    """

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    gap: int = 2
    caption: str | None = None

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines; those of the head and of the caption stand back."""
        titles = [column.title for column in self.columns]
        head: list[Sequence[Cell]] = [titles] if any(titles) else []
        sizes = [[*map(_size, cells)] for cells in (*head, *self.rows)]
        widths = self._widths([max(column) for column in zip(*sizes, strict=True)], options.max_width)
        for cells, wide in zip(head, sizes, strict=False):
            lines = self._lines(cells, wide, widths, console, is_head=True)
            yield from Segment.apply_style(lines, console.get_style("dim"))
        for cells, wide in zip(self.rows, sizes[len(head) :], strict=True):
            yield from self._lines(cells, wide, widths, console)
        if self.caption:
            yield Hanging(Text(self.caption, style="dim"))

    def _widths(self, widest: Sequence[int], room: int) -> list[int]:
        """How wide each column is: where there is too little room, the widest of those that can give way do.

        First those of which all words stay whole.
        """
        widths = [max(size, column.least) for size, column in zip(widest, self.columns, strict=False)]
        excess = sum(widths) + self.gap * (len(widths) - 1) - room
        words = self._longest_words() if excess > 0 else widths
        for _ in range(excess):
            able = [index for index, width in enumerate(widths) if width > self.columns[index].least]
            first = [index for index in able if not self.columns[index].is_whole]
            easily = [index for index in first if widths[index] > words[index]]
            narrower = max(easily or first or able or range(len(widths)), key=widths.__getitem__)
            widths[narrower] = max(widths[narrower] - 1, 1)
        return widths

    def _longest_words(self) -> list[int]:
        """How wide the longest word of each column is, that of its title among them."""
        columns = zip(*self.rows, strict=True) if self.rows else [()] * len(self.columns)
        return [
            max((_size(word) for cell in (column.title, *cells) for word in _words(cell)), default=0)
            for column, cells in zip(self.columns, columns, strict=False)
        ]

    def _lines(
        self,
        cells: Sequence[Cell],
        sizes: Sequence[int],
        widths: Sequence[int],
        console: Console,
        *,
        is_head: bool = False,
    ) -> Iterator[Segment]:
        """The lines of one row; most have one. What is shorter than another cell stands above, in the head below."""
        if all(map(int.__le__, sizes, widths)) and not any("\n" in cell for cell in cells):
            yield from self._line(cells, sizes, widths, console)
            return
        parts: list[list[Cell]] = [
            [*_parts(cell, column, width, console)]
            for cell, column, width in zip(cells, self.columns, widths, strict=True)
        ]
        missing: Cell = ""
        most = max(map(len, parts))
        lowered = [[missing] * (most - len(part)) + part for part in parts] if is_head else parts
        for line in zip_longest(*lowered, fillvalue=missing):
            yield from self._line(line, [*map(_size, line)], widths, console)

    def _line(
        self, cells: Sequence[Cell], sizes: Sequence[int], widths: Sequence[int], console: Console
    ) -> Iterator[Segment]:
        words: list[Cell] = []
        between = ""
        for cell, size, width, column in zip(cells, sizes, widths, self.columns, strict=True):
            blanks = " " * (width - size)
            words += (between, blanks, cell) if column.is_right else (between, cell, blanks)
            between = " " * self.gap
        plain = [word for word in words if isinstance(word, str)]
        if len(plain) == len(words):
            yield Segment("".join(plain) + "\n")
        else:
            yield from Text.assemble(*words).render(console, end="\n")


def _size(cell: Cell) -> int:
    """How many columns of a terminal the widest line of a cell takes."""
    words = cell if isinstance(cell, str) else cell.plain
    if words.isascii() and words.isprintable():
        return len(words)
    return max(map(cell_len, words.split("\n")))


def _words(cell: Cell) -> list[str]:
    return (cell if isinstance(cell, str) else cell.plain).split()


def _parts(cell: Cell, column: Column, width: int, console: Console) -> Iterable[Text]:
    """The lines of a cell. Only a word that is wider than the column is cut where the line is full."""
    text = Text(cell) if isinstance(cell, str) else cell
    return text.wrap(console, width, overflow="ellipsis" if column.is_whole else "fold", no_wrap=column.is_whole)
