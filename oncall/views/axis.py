"""The two lines above a picture: the local dates or times, and the marks below them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.zones import DAY, WEEK
from oncall.views.wording import MONTHS, WEEKDAYS, clock, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from oncall.views.grid import Grid

_TIMES = (
    *(5, 10, 15, 30),
    *(60 * minutes for minutes in (1, 2, 5, 10, 15, 30)),
    *(3600 * hours for hours in (1, 2, 3, 6, 12)),
)
_DAYS = (DAY, 2 * DAY, *(weeks * WEEK for weeks in (1, 2, 4, 8, 12, 24)))
_MONTHS = (1, 3, 6)
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_NEAR, _FAR = 2 * WEEK, 48 * WEEK
"""Up to the one there are times and single days, then weeks, and above the other months and years."""
_LEAST_MONTH, _LEAST_YEAR = 28 * DAY, 365 * DAY
_TIME_ROOM, _DAY_ROOM, _WEEKDAY_ROOM = len("12 Mar  "), len("12 Mar "), len("Wed 12 Mar  ")
_MONTH_ROOM, _YEAR_ROOM = len("Mar 2025  "), len("2025  ")
_NOW = "v now"


@attrs.frozen
class _Scale:
    """Marks along the wall clock: so many are at or before a reading, and what a mark is called by its number.

    `first` is what the beginning of the picture may be called, best first; the last one if none leaves room for a mark.
    """

    number: Callable[[int], int]
    name: Callable[[int], str]
    first: Sequence[str]


def axis(grid: Grid, now: int | None, room: int) -> tuple[str, str]:
    """The dates or times and the marks, each up to `room` columns wide; `now` is the column to mark as that."""
    dates, marks = "", [" "] * room
    for column, name in _named(grid, _scale(grid), room):
        marks[column] = "|"
        if column + len(name) <= room and (column > len(dates) or not dates):
            dates = dates.ljust(column) + name
    if now is not None:
        is_free = len(_NOW) <= room - now and not "".join(marks[now + 1 : now + len(_NOW)]).strip()
        word = _NOW if is_free else _NOW[0]
        marks[now : now + len(word)] = word
    return dates.rstrip(), "".join(marks).rstrip()


def _named(grid: Grid, scale: _Scale, room: int) -> Iterator[tuple[int, str]]:
    """The columns to mark, each with its name: the first one, and those in which the number of marks changes.

    What a clock change skips has no mark: it never was.
    """
    numbers = [scale.number(reading + grid.cell - 1) for reading in grid.readings]
    real = [column for column in range(len(grid)) if not grid.is_skipped(column)]
    changed = [column for before, column in pairwise(real) if numbers[column] != numbers[before]]
    free = changed[0] - 1 if changed else room
    yield 0, next((name for name in scale.first if len(name) <= free), scale.first[-1])
    yield from ((column, scale.name(numbers[column])) for column in changed)


def _scale(grid: Grid) -> _Scale:
    """The scale with the most marks that there is room for."""
    return next(_scales(grid), _Scale(lambda _: 0, lambda _: "", (_month(grid.readings[0]), "")))


def _scales(grid: Grid) -> Iterator[_Scale]:
    """The scales that there is room for, those with the most marks first."""
    begin = grid.readings[0]
    if grid.lasts > _FAR:
        months = (count for count in _MONTHS if count * _LEAST_MONTH >= _MONTH_ROOM * grid.cell)
        years = (count for count in _YEARS if count * _LEAST_YEAR >= _YEAR_ROOM * grid.cell)
        yield from (_of_months(count, begin) for count in months)
        yield from (_of_years(count, begin) for count in years)
        return
    if grid.lasts <= _NEAR:
        yield from (_of_times(step, grid) for step in _TIMES if step >= _TIME_ROOM * grid.cell)
    least = DAY if grid.lasts < _NEAR else WEEK
    yield from (_of_days(step, grid) for step in _DAYS if step >= max(least, _DAY_ROOM * grid.cell))


def _of_times(step: int, grid: Grid) -> _Scale:
    """Times of the day, and at midnight the date."""
    begin = grid.readings[0]
    has_weekday = step >= _WEEKDAY_ROOM * grid.cell

    def name(number: int) -> str:
        reading = _shown(number * step, grid)
        return clock(reading) if reading % DAY else _date(reading, has_weekday=has_weekday)

    first = [_date(begin, has_weekday=full) for full in (True, False)]
    if begin % DAY:
        first = [*(f"{date} {clock(begin)}" for date in first), clock(begin)]
    return _Scale(lambda reading: reading // step, name, first)


def _of_days(step: int, grid: Grid) -> _Scale:
    """Dates, counted from where the picture begins."""
    begin = grid.readings[0]
    has_weekday = step >= _WEEKDAY_ROOM * grid.cell

    def name(number: int) -> str:
        return _date(_shown(begin + number * step, grid), has_weekday=has_weekday)

    return _Scale(lambda reading: (reading - begin) // step, name, [name(0)])


def _of_months(count: int, begin: int) -> _Scale:
    """The first of a month, every so many months from January on."""

    def number(reading: int) -> int:
        date = day(reading)
        return (date.year * 12 + date.month - 1) // count

    def name(number: int) -> str:
        year, month = divmod(number * count, 12)
        return f"{MONTHS[month]} {year}"

    return _Scale(number, name, (_month(begin), ""))


def _of_years(count: int, begin: int) -> _Scale:
    """The first of January, of every year that so many divide."""
    return _Scale(
        lambda reading: day(reading).year // count,
        lambda number: str(number * count),
        (_month(begin), str(day(begin).year), ""),
    )


def _shown(reading: int, grid: Grid) -> int:
    """What the clock shows at a reading: a later one, if it skips that."""
    return grid.zone.reading_of(grid.zone.instant_of(reading))


def _month(reading: int) -> str:
    date = day(reading)
    return f"{MONTHS[date.month - 1]} {date.year}"


def _date(reading: int, *, has_weekday: bool) -> str:
    date = day(reading)
    short = f"{date.day} {MONTHS[date.month - 1]}"
    return f"{WEEKDAYS[date.weekday()]} {short}" if has_weekday else short
