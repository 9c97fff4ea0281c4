"""How much of a schedule a picture shows, so that none becomes larger than a page wants to carry."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.views.pictures.bars import MOST_LAYERS
from oncall.views.pictures.merging import NARROW

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 50_000
"""A picture that is larger is drawn with less detail, as long as there is less."""

Told: TypeAlias = Literal["all", "deciding", "result", "people"]
"""Which bars have a tooltip each: all, those that decide, or those of the result; with `people` without their layers.

Of the others, all of one person in a lane have one together.
"""


@attrs.frozen
class Detail:
    """What is told of bars, what is too narrow to be drawn alone below the result and in it, and how many layers."""

    told: Told = "all"
    narrow: float = NARROW
    narrow_result: float = NARROW
    layers: int = MOST_LAYERS


_DETAILS = (
    Detail(),
    Detail("deciding"),
    Detail("result"),
    Detail("people"),
    Detail("people", 2 * NARROW),
    Detail("people", 2 * NARROW, 1.5 * NARROW),
    *(Detail("people", times * NARROW, times * NARROW) for times in (2, 4, 8, 16, 32, 64, 128, 256)),
    *(Detail("people", 256 * NARROW, 256 * NARROW, layers) for layers in (6, 3, 1)),
)
_MOST_SAVED = 4
"""No step makes a picture smaller by more than about this factor: if it is far too large, some are skipped."""


def with_room(drawn: Callable[[Detail], str]) -> str:
    """What is drawn with the most detail that has room, else with the least."""
    place, last = 0, len(_DETAILS) - 1
    while True:
        svg = drawn(_DETAILS[place])
        size = len(svg.encode())
        if size <= MOST_BYTES or place == last:
            return svg
        place = min(place + 1 + int(math.log(size / MOST_BYTES, _MOST_SAVED)), last)
