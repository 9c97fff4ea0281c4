"""How much of a schedule a picture shows, so that none becomes larger than a page wants to carry."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.views.pictures.bars import MOST_PEOPLE
from oncall.views.pictures.merging import NARROW

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.views.people import Roster

MOST_BYTES = 50_000
"""A picture that is larger is drawn with less detail."""

LONGEST = 500
"""More letters than these no tooltip needs."""

Told: TypeAlias = Literal["all", "deciding", "result", "people"]
"""Which bars have a tooltip each: all, those that decide, or those of the result; with `people` without their layers.

Of the others, all of one person in a lane have one together.
"""


@attrs.frozen
class Detail:
    """What is told of bars, and what is too narrow to be drawn alone, below the result and in it."""

    told: Told = "all"
    narrow: float = NARROW
    narrow_result: float = NARROW
    letters: int = LONGEST
    """No name, and no label, has more of them in a tooltip."""
    people: int = MOST_PEOPLE
    """So many are listed."""
    has_all_colors: bool = True
    """Whether those who are not listed have colours of their own in columns; else all have one together."""


_BRIEF, _BRIEFEST, _LEAST_LETTERS = 60, 24, 12


def _wide(times: float, letters: int) -> Detail:
    """With little in tooltips, and with all columns so many times as wide as where there is room."""
    return Detail("people", times * NARROW, times * NARROW, letters)


def _together(times: float, people: int) -> Detail:
    """Besides with one colour for all but so many people."""
    return attrs.evolve(_wide(times, _BRIEFEST), people=people, has_all_colors=False)


_DETAILS = (
    Detail(),
    Detail("deciding"),
    Detail("result"),
    Detail("people"),
    Detail("people", letters=_BRIEF),
    Detail("people", 2 * NARROW, letters=_BRIEF),
    Detail("people", 2 * NARROW, 1.5 * NARROW, letters=_BRIEF),
    _wide(2, _BRIEF),
    _wide(4, _BRIEF),
    _wide(8, _BRIEFEST),
    *(_together(times, MOST_PEOPLE) for times in (2, 4)),
    *(_together(times, 12) for times in (4, 8, 16, 32)),
    *(_together(times, 6) for times in (32, 64, 256)),
    attrs.evolve(_together(256, 3), letters=_LEAST_LETTERS),
)
"""From one to the next nearly all pictures become smaller."""


def with_room(roster: Roster, drawn: Callable[[Roster, Detail], str]) -> str:
    """What is drawn with the most detail that has room, else with the least: of people whose names are as short."""
    found: dict[int, str] = {}
    within = cache(roster.within)

    def drawn_at(place: int) -> str:
        if place not in found:
            found[place] = drawn(within(_DETAILS[place].letters), _DETAILS[place])
        return found[place]

    def fits(place: int) -> bool:
        return len(drawn_at(place).encode()) <= MOST_BYTES

    last = len(_DETAILS) - 1
    return drawn_at(0 if fits(0) else bisect_left(range(last), x=True, lo=1, key=fits))
