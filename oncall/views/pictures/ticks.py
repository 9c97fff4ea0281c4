"""The dates below which a picture stands: as often and as full as there is room for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.zones import DAY, MONDAY, WEEK
from oncall.views.wording import MONTHS, WEEKDAYS, clock, day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from oncall.views.pictures.scales import Scale

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MONTH, _YEAR = 30.4 * DAY, 365.25 * DAY
_TIMES = (*(1, 5, 15, 30), *(60 * minutes for minutes in (1, 5, 15, 30)), *(3600 * hours for hours in (1, 2, 3, 6, 12)))
_TIME_ROOM, _LONG_TIME_ROOM = 52, 76
_WEEKDAY_ROOM, _DAY_ROOM, _MONTH_ROOM, _YEAR_ROOM = 60, 28, 42, 48
_YEARS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)


@attrs.frozen
class Tick:
    """An instant, and what stands there: the first of `labels` that there is room for."""

    instant: int
    labels: tuple[str, ...]


@attrs.frozen(kw_only=True)
class Ticks:
    """Two rows: the greater units above, from the beginning of the range on, and the smaller ones below."""

    greater: tuple[Tick, ...] = ()
    smaller: tuple[Tick, ...] = ()


def ticks(scale: Scale) -> Ticks:
    """The ticks of a scale, all within its range."""
    step = next((step for step in _TIMES if step * scale.second >= _room_of(step)), None)
    if step is not None:
        days = _dates(scale, _midnights(scale, DAY), _whole_date)
        return Ticks(greater=days, smaller=tuple(_times(scale, step)))
    for step, room, label in ((DAY, _WEEKDAY_ROOM, _weekday), (DAY, _DAY_ROOM, _day), (WEEK, _DAY_ROOM, _day)):
        if step * scale.second >= room:
            found = tuple(Tick(at, label(each)) for at, each in _midnights(scale, step))
            return Ticks(greater=_dates(scale, _firsts(scale, 1), _month_and_year), smaller=found)
    for months in (1, 3):
        if months * _MONTH * scale.second >= _MONTH_ROOM:
            found = tuple(Tick(at, _month(each)) for at, each in _firsts(scale, months))
            return Ticks(greater=_dates(scale, _firsts(scale, 12), _year), smaller=found)
    years = next((years for years in _YEARS if years * _YEAR * scale.second >= _YEAR_ROOM), _YEARS[-1])
    return Ticks(smaller=tuple(Tick(at, _year(each)) for at, each in _firsts(scale, 12 * years)))


def _room_of(step: int) -> int:
    return _LONG_TIME_ROOM if step % 60 else _TIME_ROOM


def _times(scale: Scale, step: int) -> Iterator[Tick]:
    """Times of day, every `step` seconds as the clock shows them: one that is shown twice has two ticks."""
    edges = [scale.since, *scale.zone.changes(scale.since + 1, scale.until), scale.until]
    for start, end in pairwise(edges):
        offset = scale.zone.offset_at(start)
        first = -(-(start + offset) // step) * step
        for reading in range(first, end + offset, step):
            yield Tick(reading - offset, (clock(reading),))


def _dates(
    scale: Scale, begun: Iterable[tuple[int, date]], labels: Callable[[date], tuple[str, ...]]
) -> tuple[Tick, ...]:
    """A tick where the range begins, and one for each date."""
    first = (scale.since, day(scale.zone.reading_of(scale.since)))
    found = dict([first, *begun])  # a date that begins where the range does is there once
    return tuple(Tick(at, labels(each)) for at, each in found.items())


def _midnights(scale: Scale, step: int) -> Iterator[tuple[int, date]]:
    """When every day of the range begins, or every Monday."""
    first, last = scale.zone.reading_of(scale.since), scale.zone.reading_of(scale.until)
    readings = range(MONDAY + (first - MONDAY) // step * step, last + 1, step)
    return _within(scale, ((reading, day(reading)) for reading in readings))


def _firsts(scale: Scale, months: int) -> Iterator[tuple[int, date]]:
    """When every month of the range begins, or every third, or every so many years that divide the year's number."""
    first, last = day(scale.zone.reading_of(scale.since)), day(scale.zone.reading_of(scale.until))
    numbers = range(_month_number(first) // months * months, _month_number(last) + 1, months)
    dates = (date(number // 12, number % 12 + 1, 1) for number in numbers if number >= 12)  # noqa: PLR2004 - of year 1
    return _within(scale, (((each.toordinal() - _EPOCH_ORDINAL) * DAY, each) for each in dates))


def _within(scale: Scale, begun: Iterable[tuple[int, date]]) -> Iterator[tuple[int, date]]:
    instants = {scale.zone.instant_of(reading): each for reading, each in begun}  # of two, one was skipped by the clock
    return ((at, each) for at, each in instants.items() if scale.since <= at < scale.until)


def _month_number(each: date) -> int:
    return each.year * 12 + each.month - 1


def _whole_date(each: date) -> tuple[str, ...]:
    (name,), (month,) = _weekday(each), _month(each)
    return f"{name} {month} {each.year}", f"{name} {month}", name, str(each.day)


def _weekday(each: date) -> tuple[str, ...]:
    return (f"{WEEKDAYS[each.weekday()]} {each.day}",)


def _day(each: date) -> tuple[str, ...]:
    return (str(each.day),)


def _month_and_year(each: date) -> tuple[str, ...]:
    (month,) = _month(each)
    return f"{month} {each.year}", month


def _month(each: date) -> tuple[str, ...]:
    return (MONTHS[each.month - 1],)


def _year(each: date) -> tuple[str, ...]:
    return (str(each.year),)
