"""How an explanation looks in a terminal: its lines, wrapped below what they belong to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells
from rich.text import Text

from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.model import Explanation, PolicyExplanation
    from oncall.views.text import Canvas

_LABEL = re.compile(r"\s*(?:\S.{0,40}?\s{2,})*(?=\S)")
"""What stands before the last blank of two or more columns: an indentation, and labels such as `  turn     `."""
_WORD = re.compile(r"\s*\S+")
"""A word with the blanks before it."""
_STEP, _DEEP = 2, 8
"""By how much a line without a label is indented where it goes on, unless it is itself below the text of another."""


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
    indent = cell_len(label) if label.strip() else blanks + (_STEP if blanks < _DEEP else 0)
    style = "" if blanks else "bold"
    return (Text(part, style=style) for part in _wrapped(" " * blanks + bare, min(indent, most), width))


def _wrapped(text: str, indent: int, width: int) -> Iterator[str]:
    """The parts of a text that fit the width, all but the first indented; only a word that is longer is cut."""
    line = ""
    for word in _WORD.findall(text):
        if cell_len(line + word) <= width:  # quadratic in the words of a line, of which there are few
            line += word
            continue
        if line.strip():
            yield line
        *full, line = [" " * indent + part for part in chop_cells(word.lstrip(), width - indent)]
        yield from full
    yield line
