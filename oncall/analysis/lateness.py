"""Lateness: an incident whose answer comes later than a severity asks for, if there ever is one."""

from __future__ import annotations

from itertools import pairwise
from math import gcd
from operator import itemgetter
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.reach import Reach, reach
from oncall.chronology.spans import Span
from oncall.chronology.zones import DAY, MONDAY, WEEK, Zone
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER, WALL_CLOCK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.model.outcomes import Outcome
    from oncall.model.response_times import ResponseTime


def late(seen: Reach, people: int, time: ResponseTime) -> Outcome | None:
    """What comes of an incident in which so many people are notified later than `time` asks for; None: there is none.

    With a number of minutes it is the slowest outcome; with a business day the first late one, its span the one second
    of the trigger. Outcomes that never notify so many are left out. Business days are those of the policy's zone, or,
    if it has schedules that last for ever, of theirs. Decided for as long as `seen` is: for all time, if that has no
    `until`.
    """
    slowest = seen.slowest(people)
    if slowest is None or slowest[1] <= time.least_seconds:
        return None
    if time.minutes is not None:
        return slowest[0]
    # A day on which the clock changes is shorter or longer, even where nothing else happens on it.
    seen = reach(seen.policy, people, seen.since, at_all_times=True)
    zone = Zone.named(seen.patterns[0].span.zone if seen.patterns else seen.policy.time_zone)
    found = next(_real(seen, people, time, zone), None)
    if found is None:
        found = min(_repeated(seen, people, time, zone), key=itemgetter(1), default=None)
    if found is None:
        return None
    outcome, triggered = found
    return attrs.evolve(outcome, span=Span(triggered, triggered + 1, zone=zone.name))


def _real(seen: Reach, people: int, time: ResponseTime, zone: Zone) -> Iterator[tuple[Outcome, int]]:
    """The late incidents of real instants, each as what comes of it and when it is triggered.

    What is left to answer in falls with every second, until the local day or the clock changes: so the last second
    before either, or before the outcome does, is as bad as it gets.
    """
    last = max(outcome.span.bounds[1] for outcome in seen.outcomes)
    ends = seen.period is None and seen.until is None  # then the last outcome is that of all later incidents, too
    for outcome in seen.outcomes:
        seconds = outcome.seconds_to(people)
        if seconds is not None and seconds > time.least_seconds:
            start, end = outcome.span.bounds
            until = max(end + WEEK, CLOCK_CHANGES_UNTIL) if ends and end == last else end
            for triggered in _last_seconds(start, until, zone):
                if triggered + seconds > time.due_second(triggered, zone):
                    yield outcome, triggered


def _last_seconds(start: int, end: int, zone: Zone) -> Iterator[int]:
    """The last instants of `[start, end)` before a local midnight, a clock change, or the end; in order."""
    for begin, until in pairwise([start, *zone.changes(start + 1, end), end]):
        midnight = begin + DAY - zone.reading_of(begin) % DAY
        yield from (each - 1 for each in range(midnight, until, DAY))
        yield until - 1


def _repeated(seen: Reach, people: int, time: ResponseTime, zone: Zone) -> Iterator[tuple[Outcome, int]]:
    """The late incidents of the wall clock.

    A pattern comes back every joint period, so in the course of time its readings meet every point of the week that is
    a multiple of the step away. Of those, the last ones before each midnight of a week are as bad as it gets.
    """
    if seen.period is None:
        return
    step = gcd(seen.period, WEEK)
    for outcome in seen.readings:
        seconds = outcome.seconds_to(people)
        if seconds is not None and seconds > time.least_seconds:
            for midnight in range(MONDAY + DAY, MONDAY + DAY + WEEK, DAY):
                reading = _last_before(midnight, *outcome.span.bounds, step)
                if reading + seconds > time.due_second(reading, WALL_CLOCK):
                    triggered = _first_instant(outcome, reading, seen.period, zone)
                    if triggered is not None:  # else the week and the period first meet so after the end of time
                        yield outcome, triggered


def _last_before(midnight: int, start: int, end: int, step: int) -> int:
    """The last number before `midnight` of those in `[start, end)`, moved by any multiples of `step`."""
    if (midnight - 1 - start) % step < end - start:
        return midnight - 1
    return midnight - 1 - (midnight - end) % step


def _first_instant(outcome: Outcome, reading: int, period: int, zone: Zone) -> int | None:
    """The first instant that shows an outcome at a reading's point of the week, with no clock change anywhere near."""
    start, _ = outcome.span.bounds
    margin = WEEK + outcome.steps[-1].offset_seconds
    for each in range(start + (reading - start) % gcd(period, WEEK), FOREVER - margin, period):
        if (each - reading) % WEEK == 0:
            instant = zone.instant_of(each)
            if not zone.changes(instant - DAY, instant + margin):
                return instant
    return None
