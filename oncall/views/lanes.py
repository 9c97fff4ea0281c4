"""The lanes of a picture, cell by cell: who has a cell, how much of it, and whether that decides anything."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.chronology.instants import to_seconds
from oncall.engine.lanes import NOBODY
from oncall.model.compilation import source_name
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.model import Schedule, Timeline
    from oncall.views.grid import Grid

State: TypeAlias = Literal["whole", "part", "hidden"]
"""What somebody has of a cell: all of it, some of it, or nothing that counts, because a lane above decides."""

Cell: TypeAlias = tuple[User, State] | frozenset[User] | None
"""The person who has most of a cell; those who share it so that nobody clearly has; None: nobody has any."""

Gap: TypeAlias = Literal["whole", "part", "skipped"] | None
"""Whether in all of a cell nobody is on call, or in a part of it, or a clock change skips it."""

_CLEAR = 100


@attrs.frozen
class Lane:
    """One line of a picture, of cells with people, or with `gaps`, if given, where nobody has them."""

    label: str
    cells: Sequence[Cell]
    gaps: Sequence[Gap] = ()


def lanes(schedule: Schedule, grid: Grid) -> Iterator[Lane]:
    """The lanes from top to bottom: the result, its gaps, the overrides, the last layer, …, the first layer.

    The lane of the gaps is there if some cell is covered in part only, and the lane of the overrides if there are any.
    """
    since, until = grid.edges[0], grid.edges[-1]
    lengths = [end - start for start, end in pairwise(grid.edges)]
    final = schedule.shifts(since, until)
    covered = [sum(cell.values()) for cell in grid.tally(_pieces(final))]
    bare = gaps(grid, lengths, covered)
    yield Lane("on call", _cells(final, grid, covered), whole_gaps(bare))
    if "part" in bare:
        yield Lane("gaps", [None] * len(grid), bare)
    deciding = _deciding(schedule, grid)
    if schedule.overrides:
        yield Lane("overrides", _cells(attrs.evolve(schedule, layers=()).shifts(since, until), grid, deciding[NOBODY]))
    for index in reversed(range(len(schedule.layers))):
        timeline = schedule.layer_shifts(index, since, until)
        yield Lane(source_name(schedule, index), _cells(timeline, grid, deciding[index]))


def _cells(timeline: Timeline, grid: Grid, deciding: list[int]) -> list[Cell]:
    """Who has each cell; `deciding` is for how many seconds of it this lane decides who is on call."""
    lengths = [end - start for start, end in pairwise(grid.edges)]
    counts = grid.tally(_pieces(timeline))
    return [
        _decided(cell(count, length), count, decided)
        for count, length, decided in zip(counts, lengths, deciding, strict=True)
    ]


def cell(count: dict[User, int], length: int) -> Cell:
    """Who has a cell of `length` seconds, of which everybody has so many.

    Whoever has most of what is had clearly does with a lead over all others of more than a hundredth of it: the hour in
    a week that a clock change gives is none.
    """
    if not count:
        return None
    covered = sum(count.values())
    most = max(count, key=lambda user: count[user])
    if (2 * count[most] - covered) * _CLEAR <= covered:
        return frozenset(count)
    return (most, "whole" if covered == length else "part")


def gaps(grid: Grid, lengths: Iterable[int], covered: Iterable[int]) -> list[Gap]:
    """What is to be said of each cell, of which so many seconds count, and in so many of them somebody is on call."""

    def gap(column: int, length: int, seconds: int) -> Gap:
        if grid.is_skipped(column):
            return "skipped"
        if seconds == length:
            return None
        return "part" if seconds else "whole"

    return [*map(gap, range(len(grid)), lengths, covered)]


def whole_gaps(found: Iterable[Gap]) -> list[Gap]:
    """The same for a lane that shows who is on call: there a cell of which only a part is a gap has somebody."""
    whole: list[Gap] = [None if gap == "part" else gap for gap in found]
    return whole


def _decided(found: Cell, count: dict[User, int], decided: int) -> Cell:
    """The same cell, hidden if this lane decides less than half of what it has."""
    if isinstance(found, tuple) and decided * 2 < sum(count.values()):
        return (found[0], "hidden")
    return found


def _pieces(timeline: Timeline) -> Iterator[tuple[int, int, User]]:
    last = to_seconds(timeline.until)
    for shift in timeline:
        start, end = shift.bounds
        yield start, last if end is None else end, shift.user


def _deciding(schedule: Schedule, grid: Grid) -> dict[int, list[int]]:
    """For each layer by its index, and `NOBODY` for the overrides, how many seconds of each cell it decides."""
    parts = schedule.compiled
    lane = parts.stack.lane(grid.edges[0], grid.edges[-1])
    held = zip(lane.starts, lane.ends, lane.places, strict=True)
    counts = grid.tally((start, end, parts.tracks[place]) for start, end, place in held if place != NOBODY)
    return {track: [count.get(track, 0) for count in counts] for track in (NOBODY, *range(len(schedule.layers)))}
