"""What the colours and patterns of a picture mean, below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.shortening import apart
from oncall.views.pictures.drawing import PADDING, SIZE, box, path, shortened, text, upright
from oncall.views.pictures.texts import safe, text_width, width_at

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from xml.etree.ElementTree import Element

    from oncall.model import User
    from oncall.views.people import Badge
    from oncall.views.pictures.style import Paints

ROW, SWATCH, GAP = 22.0, 16.0, 6.0
_APART = 18.0
WIDEST = 260.0
"""A longer name of somebody is cut."""


@attrs.frozen(kw_only=True)
class Entry:
    """A swatch, if there is `paint` for one, and what it means; with the badge of a person, their letter is on it."""

    words: str
    paint: dict[str, str] | None = None
    badge: Badge | None = None
    is_line: bool = False

    @classmethod
    def of(cls, badge: Badge, paint: dict[str, str]) -> Entry:
        """The entry of a person."""
        return cls(paint=paint, words=safe(badge.full_name), badge=badge)

    @classmethod
    def of_others(cls, users: Collection[User], paints: Paints, share: str = "") -> Entry:
        """How many people are not listed; with the colour that they share, if columns have it."""
        words = f"and {len(users)} more{share}"
        if "others" in paints.asked:
            return cls(paint=paints.of("others"), words=f"{words}, as one in columns")
        return cls(words=words)


def legend(parent: Element, entries: Sequence[Entry], *, left: float, right: float, top: float) -> float:
    """Draw the entries in lines from `left` to `right`, and give back where that ends."""
    x, y = left, top
    names = iter(apart([entry.words for entry in entries if entry.badge is not None], WIDEST, width_at(SIZE)))
    for entry in entries:
        room = 0.0 if entry.paint is None else SWATCH + GAP
        words = entry.words if entry.badge is None else next(names)
        width = room + text_width(words, SIZE)
        if x > left and x + width > right:
            x, y = left, y + ROW
        swatch(parent, entry, x, y)
        shortened(parent, entry.words, words, x + room, y + SWATCH - 3)
        x += width + _APART
    return y + SWATCH + PADDING if entries else top


def swatch(parent: Element, entry: Entry, x: float, y: float) -> None:
    """The swatch of an entry at a place, if it has one."""
    if entry.paint is None:
        return
    middle = x + SWATCH / 2
    lines = upright(middle, y - 2, y + SWATCH + 2) if entry.is_line else box(x, y, SWATCH, SWATCH)
    path(parent, lines, **entry.paint)
    if entry.badge is not None:
        text(parent, entry.badge.symbol, middle, y + SWATCH - 4, kind=f"n i{entry.badge.ink[1]}")
