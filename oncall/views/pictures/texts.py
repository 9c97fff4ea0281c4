"""Texts of a picture: what XML can hold, isolated where it reads from right to left, and how wide it is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from oncall.chronology.shortening import cut
from oncall.views.wording import MOST_LETTERS, reads_right_to_left, shown

if TYPE_CHECKING:
    from collections.abc import Callable

_FORBIDDEN = str.maketrans(dict.fromkeys("\ufffe\uffff", "\N{REPLACEMENT CHARACTER}"))
"""What XML 1.0 has no character for (its section 2.2), and `shown` does not write as an escape."""

# Hundredths of the font size: the greater of what DejaVu Sans and Helvetica have. Of the fonts that browsers take for
# `sans-serif` the first is one of the widest; the second, and Arial, which is like it, are wider in J, P, Y and a few.
_WIDTHS = {
    30: "'ijlłI",
    34: " ,./:;\\|·",
    40: "f-ľ()[]",
    42: "t!r",
    46: '"',
    53: "*J`sz",
    58: "c?L_Łk",
    62: "vxyFTaeoø",
    64: "0123456789bdghnpqu$ß€đ{}",
    69: "EKPSYABVXZ",
    76: "CRUNH",
    79: "D&GOQØ",
    84: "w#+<=>^~",
    87: "M",
    98: "%mÆ",
    102: "Wæ@\N{HORIZONTAL ELLIPSIS}\N{EM DASH}",
    107: "œŒ",
    135: "\N{PER MILLE SIGN}",
}
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_WIDE, _OTHER = 115, 122
_NO_ROOM = {"Mn", "Me", "Cf"}


def safe(text: str) -> str:
    """`text` on one line, with nothing in it that XML forbids or that moves what stands around it."""
    return shown(text).translate(_FORBIDDEN)


@lru_cache(maxsize=4096)
def isolated(text: str) -> str:
    """`safe`, for a name within a sentence: one that reads from right to left does not reorder the rest."""
    return (
        f"\N{FIRST STRONG ISOLATE}{safe(text)}\N{POP DIRECTIONAL ISOLATE}" if reads_right_to_left(text) else safe(text)
    )


def text_width(text: str, size: float) -> float:
    """How wide a text is at most in the fonts of most readers, in the unit of the font size."""
    return sum(map(_char_width, text)) * size / 100


def width_at(size: float) -> Callable[[str], float]:
    """`text_width` at a size, as the measure by which texts are cut."""
    return partial(text_width, size=size)


def brief(text: str, most: int = MOST_LETTERS) -> str:
    """The text, its middle replaced by an ellipsis if it has more than `most` characters.

    So a tooltip that is there a hundred times over stays short, and names are told apart that begin or end alike.
    """
    return cut(text, most, len)


@lru_cache(maxsize=4096)
def _char_width(char: str) -> int:
    if char in _WIDTH_OF:
        return _WIDTH_OF[char]
    if unicodedata.category(char) in _NO_ROOM:
        return 0
    if unicodedata.east_asian_width(char) in {"W", "F"}:
        return _WIDE
    base = unicodedata.normalize("NFD", char)[0]
    return _WIDTH_OF.get(base, _OTHER)
