"""Seams: gaps between two shifts that are so short that nobody meant them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.spans import canonical
from oncall.chronology.zones import EARLIEST
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from oncall.analysis.walks import Walkable


def whole_seam(stack: Walkable, gap: tuple[int, int], most: int) -> tuple[int, int] | None:
    """The gap between two shifts that `gap` is, or is a part of, if it lasts no more than `most` seconds; else None.

    A walk that begins or ends within a gap cuts it: so a little before and after it is looked at too. Where nobody is
    on call before, or after, is no seam but the beginning, or the end.
    """
    start, end = gap
    if end - start > most:
        return None
    # A gap of `most` seconds that holds [start, end) lies within these bounds, and does not reach them.
    lane = stack.lane(max(start - most, EARLIEST), end + most)
    pieces = zip(lane.starts, lane.ends, lane.places, strict=True)
    gaps = canonical((begun, over) for begun, over, place in pieces if place == NOBODY)
    return next((each for each in gaps if each[0] <= start < each[1] <= each[0] + most), None)
