"""Lines of a terminal that are too long: where they go on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells

if TYPE_CHECKING:
    from collections.abc import Iterator

STEP = 2
"""By how much a sentence is indented where it goes on."""
_WORD = re.compile(r"\s*\S+")
"""A word with the blanks before it."""


def wrapped(text: str, indent: int, width: int) -> Iterator[str]:
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
