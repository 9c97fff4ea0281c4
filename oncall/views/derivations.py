"""How an explanation looks in a terminal: its lines, wrapped below what they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from oncall.model import Explanation, PolicyExplanation
    from oncall.views.text import Canvas

_LABEL = re.compile(r"\s*(?:\S.{0,40}?\s{2,})*(?=\S)")
"""What stands before the last blank of two or more columns: an indentation, and labels such as `  turn     `."""


def explanations_text(explanations: Sequence[Explanation | PolicyExplanation], canvas: Canvas) -> str:
    """Every explanation, with an empty line between two."""
    lines: list[str] = []
    for explanation in explanations:
        lines += [*([""] if lines else []), *explanation.lines()]
    return canvas.draw(drawn for line in lines for drawn in _drawn(line, canvas.width))


def _drawn(line: str, width: int) -> Iterator[RenderableType]:
    """A line; where it is too long it goes on below its text, to the right of its label."""
    text = shown(line)
    found = _LABEL.match(text)
    label = found[0] if found is not None else ""
    if cell_len(label) > width // 2:
        label = ""
    if cell_len(text) <= width or not label:
        yield Text(text, style="" if text.startswith(" ") else "bold", overflow="fold")
        return
    grid = Table.grid()
    grid.add_column(width=cell_len(label), no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(Text(label.rstrip()), Text(text[len(label) :]))
    yield grid
