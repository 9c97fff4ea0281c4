"""Texts of a picture: what XML can hold, isolated where it reads from right to left, and how wide it is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate, takewhile

from oncall.views.wording import reads_right_to_left, shown

_FORBIDDEN = str.maketrans(dict.fromkeys("\ufffe\uffff", "\N{REPLACEMENT CHARACTER}"))
"""What XML 1.0 has no character for (its section 2.2), and `shown` does not write as an escape."""
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# Hundredths of the font size, of DejaVu Sans: of the fonts that browsers take for `sans-serif` it is one of the widest.
_WIDTHS = {
    30: "'ijlIJ,. ",
    41: "/:;\\|f-()[]t!r",
    50: '"*_`',
    56: "sz?cL",
    61: "FkvxyPTYao",
    64: "eESbdghnpqu$0123456789{}",
    70: "KAVBRXZC",
    78: "UHNDG&OQ",
    84: "w#+<=>^~",
    100: "M%mW@\N{HORIZONTAL ELLIPSIS}\N{EM DASH}",
}
_WIDTH_OF = {char: width for width, chars in _WIDTHS.items() for char in chars}
_WIDE, _OTHER = 115, 116
_NO_ROOM = {"Mn", "Me", "Cf"}


def safe(text: str) -> str:
    """`text` on one line, with nothing in it that XML forbids or that moves what stands around it."""
    return shown(text).translate(_FORBIDDEN)


def isolated(text: str) -> str:
    """`safe`, for a name within a sentence: one that reads from right to left does not reorder the rest."""
    return (
        f"\N{FIRST STRONG ISOLATE}{safe(text)}\N{POP DIRECTIONAL ISOLATE}" if reads_right_to_left(text) else safe(text)
    )


def text_width(text: str, size: float) -> float:
    """How wide a text is at most, in the unit of the font size."""
    return sum(map(_char_width, text)) * size / 100


def cut(text: str, room: float, size: float) -> str:
    """The text, its end replaced by an ellipsis if it is wider than `room`; nothing if not even that has room."""
    if text_width(text, size) <= room:
        return text
    left = room - text_width(_ELLIPSIS, size)
    ends = accumulate(_char_width(char) * size / 100 for char in text)
    kept = text[: sum(1 for _ in takewhile(left.__ge__, ends))].rstrip()
    return f"{kept}{_ELLIPSIS}" if kept else ""


def brief(text: str, most: int = 60) -> str:
    """The first `most` characters: a tooltip that is there a hundred times over stays short."""
    return text if len(text) <= most else f"{text[: most - 1]}{_ELLIPSIS}"


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
