"""Lines of a terminal that are too long: where they go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs
from rich.cells import cell_len, chop_cells
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import Console, ConsoleOptions, RenderResult

STEP = 2
"""By how much a sentence is indented where it goes on."""
_WORD = re.compile(r"\s*(?P<bare>\S+)")
"""A word with the blanks before it."""


@attrs.frozen
class Hanging:
    """A text of one line, with its styles; where the width is too small for it, it goes on indented."""

    text: Text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The lines."""
        if cell_len(self.text.plain) <= options.max_width:  # As most are; there may be thousands.
            yield self.text
            return
        for start, end in _parts(self.text.plain, STEP, options.max_width):
            yield Text(" " * STEP if start else "").append_text(self.text[start:end])


def wrapped(text: str, indent: int, width: int) -> Iterator[str]:
    """The parts of a text that fit the width, all but the first indented; only a word that is longer is cut.

    It begins on a line of its own, unless it is the first: that stays where it is.
    """
    return (" " * (indent if start else 0) + text[start:end] for start, end in _parts(text, indent, width))


def beside(line: str, margin: int, indent: int, width: int) -> Iterator[str]:
    """The parts of a line whose first columns, the `margin`, are blanks or a label; beside it the rest is wrapped."""
    for index, part in enumerate(wrapped(line[margin:], indent, width - margin)):
        yield (" " * margin if index else line[:margin]) + part


def _parts(text: str, indent: int, width: int) -> Iterator[tuple[int, int]]:
    """Where each part begins and ends in the text; what is left out are blanks."""
    start, end, room = 0, 0, width
    for word in _WORD.finditer(text.rstrip()):  # Blanks without a word would be looked at again from each of them.
        if cell_len(text[start : word.end()]) <= room:  # quadratic in the words of a line, of which there are few
            end = word.end()
            continue
        if end:
            yield start, end
        if end or word.start("bare") >= width:
            start, room = word.start("bare"), width - indent
        *cuts, end = _cuts(text, start, word.end(), room, width - indent)
        for cut in cuts:
            yield start, cut
            start, room = cut, width - indent
    yield start, end


def _cuts(text: str, start: int, end: int, first: int, rest: int) -> Iterator[int]:
    """Where a word ends in its lines, the first of which may have another room than the others."""
    found = chop_cells(text[start:end], first)
    cut = start + len(next(filter(None, found), ""))
    if cut > start:
        yield cut
    for part in chop_cells(text[cut:end], rest)[:-1]:
        cut += len(part)
        yield cut
    if cut < end:
        yield end
