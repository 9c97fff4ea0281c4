"""Texts in a figure of matplotlib: as they are, on one line, and no wider than the Axes."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.text import Text

POINTS = 72
"""In an inch."""
_LETTER = 0.64
"""How wide a letter or digit is that is wider than most, as a multiple of the font size."""
_LEAST_LETTERS = 12
_LABEL, _LABEL_IN_MARGIN = 0.2, 0.13
"""How much of the width of an Axes a label beside it takes at most: where room is made for it, and where not."""


def as_it_is(*texts: Text) -> None:
    """Have the texts shown letter by letter: a `$` is a dollar and begins no formula, and LaTeX never reads them."""
    for text in texts:
        text.set_parse_math(False)
        text.set_usetex(False)


def room(axes: Axes) -> float:
    """How many points wide the Axes is, as far as is known before it is laid out."""
    return axes.bbox.width * POINTS / axes.figure.dpi


def is_laid_out(axes: Axes) -> bool:
    """Whether the figure makes room for what stands around the Axes."""
    return axes.figure.get_layout_engine() is not None


def label_room(axes: Axes) -> float:
    """How many points wide a label to the left of the Axes may be."""
    return room(axes) * (_LABEL if is_laid_out(axes) else _LABEL_IN_MARGIN)


def wrapped(axes: Axes, words: str, text: Text) -> str:
    """The words in as many lines as they need beside the Axes, at the font size of a text."""
    return fill(words, max(int(room(axes) / (_LETTER * float(text.get_fontsize()))), _LEAST_LETTERS))
