"""Series: the pattern that a schedule repeats for ever, as recurrence rules on its wall clock."""

from __future__ import annotations

from collections import defaultdict
from math import isqrt, lcm
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.spans import without
from oncall.chronology.words import clock_time, duration, every, weekly_times
from oncall.chronology.zones import DAY, WEEK
from oncall.engine.lanes import NOBODY, stretches
from oncall.engine.stack import FOREVER
from oncall.errors import NotRecurringError
from oncall.formats.ical.timezones import WEEKDAYS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TypeAlias

    from oncall.engine.stack import Stack

    _Run: TypeAlias = tuple[int, int, int, tuple[int, ...]]

MOST_PIECES = 5_000
"""A pattern of more turns and windows than this has no short form."""

_NAMED_STEPS = (1, 7)  # "daily" and "Mondays" say how often
_MONDAY_AFTER_EPOCH = 4  # 1970-01-01 was a Thursday
_SUNDAY = 6


@attrs.frozen(kw_only=True, order=True)
class Series:
    """Stretches of one owner that begin at one time of day, last equally long and come back after so many days.

    `second` is counted from midnight on the wall clock, `seconds` is the length on it. They begin on those days whose
    number, from 1970-01-01 on, leaves one of `days` when it is divided by `step`: several only within one week.
    """

    owner: int
    second: int
    seconds: int
    step: int
    days: tuple[int, ...]

    @property
    def rule(self) -> str:
        """The RRULE, of a series that begins on one of its days (RFC 5545 section 3.3.10; weeks begin on Monday)."""
        weeks, rest = divmod(self.step, 7)
        interval = weeks if rest == 0 else self.step
        parts = ["FREQ=DAILY" if rest else "FREQ=WEEKLY", f"INTERVAL={interval}" if interval > 1 else ""]
        if rest == 0:
            weekdays = sorted((day - _MONDAY_AFTER_EPOCH) % 7 for day in self.days)
            parts.append(f"BYDAY={','.join(WEEKDAYS[day] for day in weekdays)}")
            if interval > 1 and weekdays[-1] == _SUNDAY and len(weekdays) > 1:
                parts.append("WKST=MO")  # the default, where whoever takes weeks to begin on Sunday would err
        return ";".join(filter(None, parts))

    def starts(self, since: int, until: int | None = None) -> Iterator[int]:
        """The readings of `[since, until)` at which it begins, in order; without `until` they never end."""
        cycle = (since // DAY // self.step - 1) * self.step
        while True:
            for day in sorted(self.days):
                start = (cycle + day) * DAY + self.second
                if until is not None and start >= until:
                    return
                if start >= since:
                    yield start
            cycle += self.step

    def within(self, seconds: int) -> int:
        """About how often it begins within so many seconds."""
        return seconds * len(self.days) // (self.step * DAY)

    def __str__(self) -> str:
        length, again = duration(self.seconds, units=3), every(self.step * DAY)
        if self.step % 7:
            times = clock_time(self.second) if self.step > 1 else weekly_times(range(self.second, WEEK, DAY))
        else:
            times = weekly_times((day - _MONDAY_AFTER_EPOCH) % 7 * DAY + self.second for day in self.days)
        return f"{times}, for {length}" if self.step in _NAMED_STEPS else f"{times}, for {length}, {again}"


@attrs.frozen(kw_only=True)
class Repeated:
    """A series, with the owners who have the time before and after it, and the places that it goes through.

    `NOBODY` among the owners is nobody.
    """

    series: Series
    before: frozenset[int]
    after: frozenset[int]
    places: frozenset[tuple[int, ...]]
    is_endless: bool = False
    """Its owner has all the time, which is told week by week."""


def repeated(stack: Stack, settled: int, subject: str, *, of_gaps: bool) -> list[Repeated]:
    """The shifts, or the gaps, that a stack without overrides repeats on the wall clock once it has settled.

    Raises:
        NotRecurringError: nothing lasts for ever, or the pattern is too long to be written.
    """
    lasting = stack.pattern
    if lasting is None:
        raise NotRecurringError(subject, "no layer of it is without an end, so nothing comes back for ever")
    period = lcm(stack.period, DAY)
    if lasting.pieces_within(0, period) > MOST_PIECES:
        reason = f"it takes {duration(period)}, and more than {MOST_PIECES} turns, until everything begins again"
        raise NotRecurringError(subject, reason)
    reading = stack.zone.reading_of(settled)
    if reading + 3 * period >= FOREVER - DAY:
        reason = f"it takes {duration(period)} until everything begins again, and the year 9999 is over before"
        raise NotRecurringError(subject, reason)
    lane = lasting.lane(reading, reading + 3 * period)
    shifts = [(each.start, each.end, each.owner, each.places) for each in stretches(lane, lasting.owners)]
    gaps = without([(lane.starts[0], lane.until)], [(start, end) for start, end, *_ in shifts])
    found: list[_Run] = sorted([*shifts, *((start, end, NOBODY, ()) for start, end in gaps)])
    if len(found) == 1:
        return [_all_the_time(*found[0])] if (found[0][2] == NOBODY) is of_gaps else []
    return list(_series_of(found, reading + period, period, of_gaps=of_gaps))


def endless(start: int, owner: int) -> Series:
    """The weeks, one after the other, of somebody who has all the time from a reading on."""
    return Series(owner=owner, second=start % DAY, seconds=WEEK, step=7, days=(start // DAY % 7,))


def _all_the_time(start: int, _end: int, owner: int, places: tuple[int, ...]) -> Repeated:
    nobody_else: frozenset[int] = frozenset()
    return Repeated(
        series=endless(start, owner),
        before=nobody_else,
        after=nobody_else,
        places=frozenset({places}),
        is_endless=True,
    )


def _series_of(found: list[_Run], since: int, period: int, *, of_gaps: bool) -> Iterator[Repeated]:
    """The series of the runs that begin within the period from `since` on; the runs leave nothing between them."""
    alike: dict[tuple[int, int, int], list[int]] = defaultdict(list)
    for index, (start, end, owner, _) in enumerate(found):
        if since <= start < since + period and (owner == NOBODY) is of_gaps:
            alike[owner, start % DAY, end - start].append(index)
    for (owner, second, seconds), members in alike.items():
        days = {index: found[index][0] // DAY for index in members}
        step = _shortest_step(set(days.values()), period // DAY)
        together: dict[int, list[int]] = defaultdict(list)
        for index, day in days.items():
            together[day % step if step % 7 else (day - _MONDAY_AFTER_EPOCH) // 7 % (step // 7)].append(index)
        for group in together.values():
            turns = tuple(sorted({days[index] % step for index in group}))
            yield Repeated(
                series=Series(owner=owner, second=second, seconds=seconds, step=step, days=turns),
                before=frozenset(found[index - 1][2] for index in group),
                after=frozenset(found[index + 1][2] for index in group),
                places=frozenset(found[index][3] for index in group),
            )


def _shortest_step(days: set[int], period: int) -> int:
    """The fewest days after which the same days come again, of a set that comes again after `period` days."""
    numbers = {day % period for day in days}
    small = [step for step in range(1, isqrt(period) + 1) if period % step == 0]
    steps = sorted({*small, *(period // step for step in small)})
    return next(step for step in steps if {(day + step) % period for day in numbers} == numbers)
