"""The two lines above a picture: the local dates, and the marks below them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.zones import DAY, WEEK
from oncall.views.wording import MONTHS, WEEKDAYS, day

if TYPE_CHECKING:
    from oncall.views.grid import Grid

_STEPS = (DAY, 2 * DAY, WEEK, 2 * WEEK, 4 * WEEK, 8 * WEEK, 12 * WEEK, 24 * WEEK, 52 * WEEK, 260 * WEEK, 1040 * WEEK)
_DAY_ROOM = len("12 Mar ")
_MONTH_ROOM = len("Mar 2025  ")
_WEEKDAY_ROOM = len("Wed 12 Mar  ")
_NOW = "v now"


def axis(grid: Grid, now: int | None) -> tuple[str, str]:
    """The dates and the marks, as wide as the grid or less; `now` is the column to mark as that."""
    width = len(grid)
    step, labels = _labels(grid)
    dates = ""
    marks = [" "] * width
    for column, label in zip(range(0, width, step), labels, strict=False):
        if column + len(label) <= width:
            dates = dates.ljust(column) + label
        marks[column] = "|"
    if now is not None:
        free = len(_NOW) <= width - now and not "".join(marks[now + 1 : now + len(_NOW)]).strip()
        word = _NOW if free else _NOW[0]
        marks[now : now + len(word)] = word
    return dates.rstrip(), "".join(marks).rstrip()


def _labels(grid: Grid) -> tuple[int, list[str]]:
    """How many columns lie between two dates, and the dates: as often and as full as there is room for."""
    far = grid.lasts > 48 * WEEK
    least, room = WEEK if grid.lasts >= 2 * WEEK else DAY, _MONTH_ROOM if far else _DAY_ROOM
    steps = (step // grid.cell for step in _STEPS if step >= least and step % grid.cell == 0)
    step = next((step for step in steps if step >= room), room)
    days = [day(grid.origin + column * grid.cell) for column in range(0, len(grid), step)]
    if far:
        return step, [f"{MONTHS[each.month - 1]} {each.year}" for each in days]
    short = [f"{each.day} {MONTHS[each.month - 1]}" for each in days]
    if step < _WEEKDAY_ROOM:
        return step, short
    return step, [f"{WEEKDAYS[each.weekday()]} {text}" for each, text in zip(days, short, strict=True)]
