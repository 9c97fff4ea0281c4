"""How much of a schedule a picture shows, so that none becomes larger than a page wants to carry."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.views.pictures.merging import NARROW

if TYPE_CHECKING:
    from collections.abc import Callable

MOST_BYTES = 50_000
"""A picture that is larger is drawn with less detail, as long as there is less."""

Told: TypeAlias = Literal["each", "deciding", "nothing"]
"""Which bars below the result have a tooltip each; of the others all of one person in a lane have one together."""


@attrs.frozen
class Detail:
    """What is told of the bars below the result, and what is too narrow to be drawn alone, there and in the result."""

    told: Told = "each"
    narrow: float = NARROW
    narrow_result: float = NARROW


_DETAILS = (
    Detail(),
    Detail("deciding"),
    Detail("nothing"),
    Detail("nothing", 2 * NARROW),
    Detail("nothing", 2 * NARROW, 1.5 * NARROW),
    *(Detail("nothing", times * NARROW, times * NARROW) for times in (2, 4, 8, 16, 32, 64, 128, 256)),
)


def with_room(drawn: Callable[[Detail], str]) -> str:
    """What is drawn with the most detail that has room, else with the least."""
    svg = ""
    for detail in _DETAILS:
        svg = drawn(detail)
        if len(svg.encode()) <= MOST_BYTES:
            break
    return svg
