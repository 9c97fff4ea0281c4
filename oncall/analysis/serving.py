"""Serving: which places of layers that last for ever are on call again and again, by arithmetic.

A layer speaks where its own windows are open and those of all later layers are closed: a pattern of one week. Whoever
has a place in its rotation serves if their turn ever meets that pattern. Two things that repeat meet by the Chinese
remainder theorem, however long the joint period of all layers may be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.spans import canonical, without
from oncall.chronology.zones import MONDAY, WEEK
from oncall.engine.cycles import Cycle, meet
from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.engine.stack import Stack, Track

_ALL_WEEK = ((0, WEEK),)


def speaking(stack: Stack) -> Iterator[tuple[Track, list[tuple[int, int]]]]:
    """The layers that never end, from the top, each with the times of the week at which it decides.

    Those are sorted, disjoint pairs of seconds since Monday 00:00 on the wall clock; none: it never does.
    """
    closed: list[tuple[int, int]] = []
    for track in reversed(stack.tracks):
        if track.start < track.end == FOREVER:
            opened = _ALL_WEEK if track.windows is None else track.windows.week
            yield track, without(opened, closed)
            closed = canonical((*closed, *opened))


def serving(track: Track, times: Sequence[tuple[int, int]]) -> frozenset[int]:
    """The places of a layer whose turns ever meet some times of the week, given as seconds since Monday 00:00."""
    week = Cycle(WEEK, [(MONDAY + start, MONDAY + end) for start, end in times])
    origin, length = track.rotation.origin, track.rotation.seconds
    turns = ((place, origin + place * length) for place in range(track.places))
    return frozenset(
        track.first_place + place
        for place, begin in turns
        if meet(Cycle(track.places * length, [(begin, begin + length)]), week)
    )


def serving_places(stack: Stack) -> frozenset[int]:
    """The places that are on call again and again, once everything that ends has ended."""
    return frozenset(place for track, times in speaking(stack) for place in serving(track, times))
