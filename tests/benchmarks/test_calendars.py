"""Writing calendars: 10,000 events, against icalendar alone.

The promise is a third of the time that icalendar's `to_ical` needs for the same bytes, from the schedule to the bytes
(and not only the writing): `pytest tests/benchmarks/test_calendars.py -s`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from oncall import Layer, Schedule, User
from oncall.formats import ical

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

EVENTS = 10_000
NEW_YORK = ZoneInfo("America/New_York")
ROUNDS = 5


def days() -> Schedule:
    """Four people, a day each, in New York."""
    people = [User(name) for name in ("alice", "bob", "carol", "dave")]
    layer = Layer.daily(people, start=range_of(1)[0], hand_off="00:00", time_zone="America/New_York", name="days")
    return Schedule(name="Checkout", time_zone="America/New_York", layers=[layer])


def range_of(events: int) -> tuple[int, int]:
    """So many days from 2025 on, from midnight to midnight in New York."""
    since = datetime(2025, 1, 1, tzinfo=NEW_YORK)
    return int(since.timestamp()), int((since + timedelta(days=events)).timestamp())


def test_ten_thousand_events(benchmark: BenchmarkFixture) -> None:
    """Round by round, each writer in turn, so that whatever else the machine does slows both down."""
    schedule = days()
    since, until = range_of(EVENTS)
    calendar = ical.calendar(schedule, since, until)
    ours: list[float] = []
    theirs: list[float] = []
    for _ in range(ROUNDS):
        written, seconds = timed(lambda: ical.dumps(schedule, since, until))
        ours.append(seconds)
        expected, seconds = timed(calendar.to_ical)
        theirs.append(seconds)
        assert written == expected
        assert written.count(b"BEGIN:VEVENT\r\n") == EVENTS
    ratio = median(ours) / median(theirs)
    print(f"\n{median(ours):.2f} s against {median(theirs):.2f} s: {ratio:.2f}")  # noqa: T201 - what is measured
    benchmark.extra_info["icalendar_seconds"] = median(theirs)
    benchmark.extra_info["ratio"] = ratio
    benchmark.pedantic(ical.dumps, (schedule, since, until))  # type: ignore[no-untyped-call]
    assert ratio <= 1 / 3


def timed(write: Callable[[], bytes]) -> tuple[bytes, float]:
    """What is written, and how many seconds that took."""
    begun = perf_counter()
    written = write()
    return written, perf_counter() - begun
