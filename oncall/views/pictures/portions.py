"""Who is who in a picture, each with a bar for how much of the time in which somebody is on call is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.shortening import apart
from oncall.chronology.words import duration
from oncall.views.pictures.drawing import SIZE, box, group, path, shortened, text, titled
from oncall.views.pictures.legend import GAP, ROW, SWATCH, WIDEST, Entry, swatch
from oncall.views.pictures.texts import text_width, width_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from xml.etree.ElementTree import Element

_COLUMNS, _APART = 3, 26.0
_LEAST_BAR, _MOST_BAR = 48.0, 160.0
_HEAD = 20.0
_HEIGHT = 10.0
"""How high a bar is."""


@attrs.frozen
class Portion:
    """For how many seconds somebody is on call, what tooltips call them, and how they are drawn."""

    name: str
    seconds: int
    entry: Entry


def portions(parent: Element, found: Sequence[Portion], total: int, *, left: float, right: float, top: float) -> float:
    """Draw everybody's part of `total` seconds, down one column after the other, and give back where that ends."""
    text(parent, "Share of the time on call", left, top + 10, kind="s")
    top += _HEAD
    names = apart([each.entry.words for each in found], WIDEST, width_at(SIZE))
    bar = SWATCH + GAP + max(text_width(name, SIZE) for name in names) + GAP
    number = GAP + text_width("100.0%", SIZE)
    rooms = {columns: (right - left + _APART) / columns - _APART for columns in range(_COLUMNS, 0, -1)}
    columns = next((each for each, room in rooms.items() if bar + _LEAST_BAR + number <= room), 1)
    room, rows = rooms[columns], -(-len(found) // columns)
    longest = min(room - bar - number, _MOST_BAR)
    most = max(each.seconds for each in found)
    for place, (each, name) in enumerate(zip(found, names, strict=True)):
        x, y = left + place // rows * (room + _APART), top + place % rows * ROW
        swatch(parent, each.entry, x, y)
        shortened(parent, each.entry.words, name, x + SWATCH + GAP, y + SWATCH - 3)
        share, width = f"{each.seconds / total:.1%}", longest * each.seconds / most
        row = titled(group(parent), f"{each.name}: {share}, {duration(each.seconds)}")
        path(row, box(x + bar, y + (SWATCH - _HEIGHT) / 2, width, _HEIGHT), **(each.entry.paint or {}))
        text(row, share, x + bar + width + GAP, y + SWATCH - 3, kind="s")
    return top + rows * ROW
