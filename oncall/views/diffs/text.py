"""What a change does to people, as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.padding import Padding
from rich.text import Text

from oncall.views import columns
from oncall.views.diffs.documents import Code, Listing, Paragraph, Picture, Table
from oncall.views.diffs.sections import Limits, document
from oncall.views.diffs.strips import strip
from oncall.views.diffs.words import told
from oncall.views.text import Canvas
from oncall.views.wording import shown
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from oncall.checks.diffing import Diff
    from oncall.views.diffs.documents import Block, Document, Item, Mood, Part, Section
    from oncall.views.diffs.words import Words

LIMITS = Limits(rows=20, parts=50)
_NARROW = 72
"""Below so many columns a table that is wider leaves out what it can do without, and times may have several lines."""
_BETWEEN = 2
"""So many columns are between two of a table."""
_STYLES: dict[Mood, str] = {
    "": "",
    "soft": "dim",
    "error": "bold red",
    "warning": "bold yellow",
    "info": "bold cyan",
    "fine": "green",
}


def diff_text(diff: Diff, canvas: Canvas | None = None, *, more: Sequence[Section] = (), left_out: int = 0) -> str:
    """The verdict, then the sections with pictures and tables; without a canvas 80 columns without colours.

    `more` are sections to show besides, before the reassignments; `left_out` is how many schedules and policies are no
    part of the diff, since nobody knows what becomes of them.
    """
    canvas = canvas or Canvas()
    return canvas.draw(_lines(document(diff, LIMITS, more, left_out), canvas))


def _lines(shown_document: Document, canvas: Canvas) -> Iterator[RenderableType]:
    for sentence in shown_document.verdict:
        yield Hanging(Text(_told(sentence), style="bold"))
    yield Hanging(Text(_told(shown_document.about), style="dim"))
    for section in shown_document.sections:
        yield Text()
        yield Hanging(Text(section.title, style="bold"))
        yield Text("-" * cell_len(section.title), style="dim", no_wrap=True, overflow="crop")
        for place, part in enumerate(section.parts):
            yield from [Text()] if place else []
            yield from _part(part, shown_document, canvas)


def _part(part: Part, shown_document: Document, canvas: Canvas) -> Iterator[RenderableType]:
    if part.title:
        yield Hanging(Text(_told(part.title), style="bold"))
    for block in part.blocks:
        yield from _block(block, shown_document, canvas)


def _block(block: Block, shown_document: Document, canvas: Canvas) -> Iterator[RenderableType]:
    match block:
        case Paragraph(words, mood):
            yield Hanging(Text(_told(words), style=_STYLES[mood]))
        case Table():
            yield _table(block, is_narrow=canvas.width < min(_NARROW, _width(block)))
            yield from _more(block.more)
        case Picture():
            yield strip(block, shown_document.roster, width=canvas.width, color=canvas.color)
        case Listing(items, more):
            for item in items:
                yield from _item(item)
            yield from _more(more)
        case Code(text):
            yield from (Text(shown(line), overflow="fold") for line in text.splitlines())


def _table(table: Table, *, is_narrow: bool) -> columns.Table:
    kept = [place for place in range(len(table.titles)) if not (is_narrow and place in table.spare)]
    titles = [
        columns.Column(
            table.titles[place],
            is_right=place in table.numbers,
            is_whole=place in table.numbers or (place in table.times and not is_narrow),
        )
        for place in kept
    ]
    return columns.Table(
        columns=titles, rows=[[_told(row[place]) for place in kept] for row in table.rows], gap=_BETWEEN
    )


def _width(table: Table) -> int:
    """How many columns all of a table takes."""
    found = zip(*(map(_told, row) for row in table.rows), strict=True)
    widths = [max(map(cell_len, (title, *cells))) for title, cells in zip(table.titles, found, strict=True)]
    return sum(widths) + _BETWEEN * (len(widths) - 1)


def _item(item: Item) -> Iterator[RenderableType]:
    """The heading of an item, and its lines below it; a heading that is all there is needs no emphasis."""
    yield Hanging(Text(_told(item.heading), style=_STYLES[item.mood]))
    yield from (Padding(Text(_told(line)), (0, 0, 0, 2)) for line in item.lines)


def _more(count: int) -> Iterator[Text]:
    if count:
        yield Text(f"and {count:,} more", style="dim")


def _told(words: Words) -> str:
    return told(words, shown)
