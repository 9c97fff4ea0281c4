"""What the colours and patterns of a picture mean, below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.views.pictures.drawing import PADDING, SIZE, box, fitted, path, text, upright
from oncall.views.pictures.texts import safe, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

    from oncall.model import User
    from oncall.views.people import Badge

_ROW, _SWATCH, _GAP, _APART = 22.0, 16.0, 6.0, 18.0
_WIDEST = 260.0
"""A longer name of somebody is cut."""


@attrs.frozen(kw_only=True)
class Entry:
    """A swatch, if there is `paint` for one, and what it means; with the badge of a person, their letter is on it."""

    words: str
    paint: dict[str, str] | None = None
    badge: Badge | None = None
    is_line: bool = False

    @classmethod
    def of(cls, user: User, badge: Badge, paint: dict[str, str]) -> Entry:
        """The entry of a person."""
        return cls(paint=paint, words=safe(user.name), badge=badge)


def legend(parent: Element, entries: Sequence[Entry], *, left: float, right: float, top: float) -> float:
    """Draw the entries in lines from `left` to `right`, and give back where that ends."""
    x, y = left, top
    for entry in entries:
        room = 0.0 if entry.paint is None else _SWATCH + _GAP
        words = text_width(entry.words, SIZE)
        words = words if entry.badge is None else min(words, _WIDEST)
        width = room + words
        if x > left and x + width > right:
            x, y = left, y + _ROW
        _swatch(parent, entry, x, y)
        fitted(parent, entry.words, x + room, y + _SWATCH - 3, words)
        x += width + _APART
    return y + _SWATCH + PADDING if entries else top


def _swatch(parent: Element, entry: Entry, x: float, y: float) -> None:
    if entry.paint is None:
        return
    middle = x + _SWATCH / 2
    lines = upright(middle, y - 2, y + _SWATCH + 2) if entry.is_line else box(x, y, _SWATCH, _SWATCH)
    path(parent, lines, **entry.paint)
    if entry.badge is not None:
        text(parent, entry.badge.symbol, middle, y + _SWATCH - 4, kind=f"n i{entry.badge.ink[1]}")
