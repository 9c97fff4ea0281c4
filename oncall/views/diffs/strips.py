"""The picture of a change in a terminal: who is on call before, and after, and below them a mark where that differs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from rich.text import Text

from oncall.chronology.zones import LATEST, Zone
from oncall.model import fields
from oncall.views.axis import axis
from oncall.views.brush import Brush, flowed, labels
from oncall.views.grid import Grid
from oncall.views.lanes import Lane, cell, gaps, whole_gaps
from oncall.views.picture import LEAST_WIDTH

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.model import Schedule, User
    from oncall.views.diffs.documents import Picture
    from oncall.views.people import Roster

_CHANGED = "changed"
_MARK = ("^", "bold red")


def strip(picture: Picture, roster: Roster, *, width: int, color: bool) -> Text:
    """The lanes of the picture's window, no wider than `width` columns, and a legend.

    A schedule that is not there has no lane. A cell is marked if somebody else is on call in any part of it.

    Raises:
        InvalidValueError: there are less than `LEAST_WIDTH` columns.
    """
    fields.whole("width", width, least=LEAST_WIDTH)
    margin = min(len(_CHANGED), width - LEAST_WIDTH) + 2
    diff, (since, until) = picture.diff, picture.window
    grid = Grid.fitted(Zone.named(diff.zone), since, until, width - margin)
    known = (("before", diff.before), ("after", diff.after))
    lanes = [_lane(name, schedule, grid, since, until) for name, schedule in known if schedule is not None]
    spans = [each.span.bounds for each in diff.reassignments]
    brush = Brush(roster, color)
    names = [*(lane.label for lane in lanes), _CHANGED]
    drawn = [*map(brush.lane, lanes), _marks(spans, grid, since, until)]
    lines = [
        *(Text(" " * margin + line, style="dim") for line in axis(grid, None, width - margin)),
        *(label.append_text(line) for label, line in zip(labels(names, margin), drawn, strict=True)),
        *flowed([*brush.legend(lanes, width - margin - 2)], margin, width),
    ]
    return Text("\n", no_wrap=True, overflow="crop").join(lines)


def _lane(name: str, schedule: Schedule, grid: Grid, since: int, until: int) -> Lane:
    """Who is on call in each cell, as far as it lies within the range."""
    tally = grid.tally(_pieces(schedule, since, until))
    lengths = [max(min(end, until) - max(start, since), 0) for start, end in pairwise(grid.edges)]
    cells = [cell(counts, length) for counts, length in zip(tally, lengths, strict=True)]
    covered = [sum(counts.values()) for counts in tally]
    return Lane(name, cells, whole_gaps(gaps(grid, lengths, covered)))


def _pieces(schedule: Schedule, since: int, until: int) -> Iterator[tuple[int, int, User]]:
    for shift in schedule.shifts(since, until):
        start, end = shift.bounds
        yield start, LATEST if end is None else end, shift.user


def _marks(spans: list[tuple[int, int]], grid: Grid, since: int, until: int) -> Text:
    within = ((max(start, since), min(end, until)) for start, end in spans)
    tally = grid.tally((start, end, True) for start, end in within if start < end)
    line = Text()
    for counts in tally:
        line.append_text(Text(*_MARK) if counts else Text(" "))
    return line
