"""The colours that stand for people: the same in a terminal, in SVG and in other figures."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias
from zlib import crc32

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

Look: TypeAlias = "tuple[int, int]"
"""A number of `HUES`, and a mark: 0 is the plain colour, each further number another pattern over it."""

BLACK, WHITE = "#000000", "#ffffff"


@attrs.frozen
class Hue:
    """A colour, and black or white, whichever can be read on it (WCAG 2.2 asks for a contrast of 4.5)."""

    color: str
    ink: str


# The first seven are those of Okabe and Ito, "Color Universal Design" (2008, https://jfly.uni-koeln.de/color/), without
# black. A grey as the eighth is, with deuteranopia, the purple. So the others were searched for: far from all before
# them, also as protanopia and deuteranopia show them (Machado, Oliveira and Fernandes, 2009), and visible on white as
# well as on a dark ground. tests/views/test_palette.py measures that.
HUES = (
    Hue("#e69f00", BLACK),  # orange
    Hue("#56b4e9", BLACK),  # sky blue
    Hue("#009e73", BLACK),  # bluish green
    Hue("#f0e442", BLACK),  # yellow
    Hue("#0072b2", WHITE),  # blue
    Hue("#d55e00", BLACK),  # vermilion
    Hue("#cc79a7", BLACK),  # reddish purple
    Hue("#8c2d04", WHITE),  # brown
    Hue("#5c6ee8", BLACK),  # indigo
    Hue("#bcdba0", BLACK),  # pale green
    Hue("#2f5757", WHITE),  # dark teal
    Hue("#b0905a", BLACK),  # sand
)
FIRST = 8
"""So many colours are used before any of the others: those furthest apart."""
MARKS = 4
"""No mark, stripes one way, the other way, and dots."""


def looks(keys: Iterable[str]) -> dict[str, Look]:
    """A look for each of the keys, which does not depend on their order; up to 48 have one of their own.

    Each key has a place of its own to begin at, which its checksum says. Who comes first where two want the same is
    decided by the checksum too: so somebody who joins moves those alone whose colour they take, who may move others.
    """
    taken: set[int] = set()
    found: dict[str, Look] = {}
    for checksum, key in sorted((crc32(key.encode("utf-8", "surrogatepass")), key) for key in set(keys)):
        place = next((place for place in _wanted(checksum) if place not in taken), None)
        if place is None:  # as many people as looks: from here on they share
            place = checksum % (len(HUES) * MARKS)
        taken.add(place)
        found[key] = (place % len(HUES), place // len(HUES))
    return found


def _wanted(checksum: int) -> Iterable[int]:
    """The places for a key, best first: one of the first colours, else another colour, else one with a mark."""
    first = [(checksum + step) % FIRST for step in range(FIRST)]
    others = range(FIRST, len(HUES))
    marked = [hue + mark * len(HUES) for mark in range(1, MARKS) for hue in (*first, *others)]
    return (*first, *others, *marked)
