"""How an explanation looks in a terminal: its lines, wrapped below what they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from oncall.views.wording import shown
from oncall.views.wrapping import STEP, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.model import Explanation, PolicyExplanation
    from oncall.views.text import Canvas

_LABEL = re.compile(r"\s*(?:\S.{0,40}?\s{2,})*(?=\S)")
"""What stands before the last blank of two or more columns: an indentation, and labels such as `  turn     `."""
_DEEP = 8
"""A line with so many blanks before it is itself below the text of another, and goes on at its own margin."""


def explanations_text(explanations: Sequence[Explanation | PolicyExplanation], canvas: Canvas) -> str:
    """Every explanation, with an empty line between two."""
    lines: list[str] = []
    for explanation in explanations:
        lines += [*([""] if lines else []), *explanation.lines()]
    return canvas.draw(drawn for line in lines for drawn in _drawn(line, canvas.width))


def _drawn(line: str, width: int) -> Iterator[Text]:
    """A line; where it is too long it goes on below its text, at most so far to the right as leaves room for it."""
    text, most = shown(line), width * 3 // 8
    found = _LABEL.match(text)
    label, bare = "" if found is None else found[0], text.lstrip()
    blanks = min(len(text) - len(bare), most)
    indent = cell_len(label) if label.strip() else blanks + (STEP if blanks < _DEEP else 0)
    style = "" if blanks else "bold"
    return (Text(part, style=style) for part in wrapped(" " * blanks + bare, min(indent, most), width))
