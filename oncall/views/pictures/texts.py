"""Texts of a picture: what XML can hold, isolated where it reads from right to left, and how wide it is."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import TYPE_CHECKING

from oncall.views.wording import reads_right_to_left, shared_beginnings, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_FORBIDDEN = str.maketrans(dict.fromkeys("\ufffe\uffff", "\N{REPLACEMENT CHARACTER}"))
"""What XML 1.0 has no character for (its section 2.2), and `shown` does not write as an escape."""
_ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

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


def isolated(text: str) -> str:
    """`safe`, for a name within a sentence: one that reads from right to left does not reorder the rest."""
    return (
        f"\N{FIRST STRONG ISOLATE}{safe(text)}\N{POP DIRECTIONAL ISOLATE}" if reads_right_to_left(text) else safe(text)
    )


def text_width(text: str, size: float) -> float:
    """How wide a text is at most in the fonts of most readers, in the unit of the font size."""
    return sum(map(_char_width, text)) * size / 100


def cut(text: str, room: float, size: float, *, keeps_end: bool = True) -> str:
    """The text, its middle replaced by an ellipsis if it is wider than `room`; nothing if not even that has room.

    Without `keeps_end`, what the ellipsis replaces is the end.
    """
    if text_width(text, size) <= room:
        return text
    left = (room - text_width(_ELLIPSIS, size)) * 100 / size
    head = _beginning(text, left / 2 if keeps_end else left)
    tail = _beginning(text[::-1], left - sum(map(_char_width, head)))[::-1] if keeps_end else ""
    while tail and _char_width(tail[0]) == 0:  # an accent is of the letter before it
        tail = tail[1:]
    return f"{head.rstrip()}{_ELLIPSIS}{tail.lstrip()}" if head else ""


def apart(texts: Sequence[str], room: float, size: float) -> list[str]:
    """Each text, cut if it is wider than `room`, so that as many as possible can be told from each other.

    Of what is too wide is left out as much of the beginning that it shares as needed, and then the end; or the middle.
    """
    long = {text for text in texts if text_width(text, size) > room}
    middle = [cut(text, room, size) for text in texts]
    ways = [
        [
            cut(_ELLIPSIS + text[place:].lstrip() if text in long else text, room, size, keeps_end=False)
            for text in texts
        ]
        for place in shared_beginnings(long)
    ]
    whole = (way for way in ways if not any(text.endswith(_ELLIPSIS) for text in way))
    return max(next(whole, middle), *ways[-1:], middle, key=lambda way: len({*way}))


def brief(text: str, most: int = 60) -> str:
    """The text, its middle replaced by an ellipsis if it has more than `most` characters.

    So a tooltip that is there a hundred times over stays short, and names are told apart that begin or end alike.
    """
    if len(text) <= most:
        return text
    tail = (most - 1) // 2
    return f"{text[: most - 1 - tail]}{_ELLIPSIS}{text[len(text) - tail :]}"


def _beginning(text: str, room: float) -> str:
    """As much of a text as has room, in hundredths of the font size."""
    return text[: sum(1 for _ in takewhile(room.__ge__, accumulate(map(_char_width, text))))]


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
