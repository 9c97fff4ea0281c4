"""The picture of a schedule in a terminal: a lane for the result, one for the overrides, and one for each layer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.zones import Zone
from oncall.model import fields
from oncall.model.compilation import source_name
from oncall.views.axis import axis
from oncall.views.brush import Brush, flowed, labels
from oncall.views.grid import Grid
from oncall.views.lanes import lanes
from oncall.views.wording import shown

if TYPE_CHECKING:
    from oncall.model import Schedule
    from oncall.views.people import Roster

LEAST_WIDTH = 3
"""A label of no letters, two blanks after it, and one column of time."""
_WIDEST_LABEL = 24


def picture(
    schedule: Schedule,
    since: Instant,
    until: Instant,
    roster: Roster,
    *,
    width: int,
    color: bool,
    now: Instant | None = None,
) -> Text:
    """A schedule from `since` to `until`, in up to `width` columns; with `now`, that is marked.

    One of two days or more begins at midnight. The lanes stand as precedence goes: at the bottom the first layer, above
    it the later ones, then the overrides, and on top who is on call after all. With `color` a person is a colour;
    without, a letter.

    Raises:
        NotAnInstantError, InvalidValueError: an end of the range is no instant, the range is empty, or there are less
            than `LEAST_WIDTH` columns.
    """
    fields.whole("width", width, least=LEAST_WIDTH)
    begin, end = checked_range(since, until)
    names = ["overrides", *(source_name(schedule, index) for index in range(len(schedule.layers)))]
    margin = min(max(cell_len(shown(name)) for name in names), width // 4, _WIDEST_LABEL) + 2
    grid = Grid.fitted(Zone.named(schedule.time_zone), begin, end, width - margin)
    dates, marks = axis(grid, None if now is None else grid.column_of(to_seconds(now, "now")), width - margin)
    drawn = list(lanes(schedule, grid))
    brush = Brush(roster, color)
    lines = [
        *(Text(" " * margin + line, style="dim") for line in (dates, marks)),
        *(
            label.append_text(brush.lane(lane))
            for label, lane in zip(labels([lane.label for lane in drawn], margin), drawn, strict=True)
        ),
        *flowed(list(brush.legend(drawn, width - margin - 2)), margin, width),
    ]
    return Text("\n", no_wrap=True, overflow="crop").join(lines)
