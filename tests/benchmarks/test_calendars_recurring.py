"""What a recurring calendar costs to write: `pytest tests/benchmarks/test_calendars_recurring.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall import Configuration, DailyRestriction, Layer, Override, Schedule, User
from oncall.formats import ical
from tests.benchmarks.repeating import thrice

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

SINCE, DAY, WEEK = 1_735_707_600, 86_400, 604_800  # 2025-01-01, midnight in New York
ALICE, BOB, CAROL, DAVE = PEOPLE = [User(name) for name in ("alice", "bob", "carol", "dave")]
NIGHTS = [DailyRestriction(start_time_of_day="22:00:00", duration_seconds=28_800)]


def rota(turn: int = WEEK, *, name: str = "Checkout", nights: bool = False, overrides: int = 0) -> Schedule:
    """Four people in turn, with so many overrides of two hours, one every three days."""
    layer = Layer(
        start=SINCE,
        rotation_virtual_start=SINCE,
        rotation_turn_length_seconds=turn,
        users=PEOPLE,
        restrictions=NIGHTS if nights else [],
    )
    starts = [SINCE + 3 * DAY * number for number in range(overrides)]
    return Schedule(
        name=name,
        time_zone="America/New_York",
        layers=[layer],
        overrides=[Override(user=ALICE, start=start, end=start + 7200) for start in starts],
    )


def test_a_weekly_rotation(benchmark: BenchmarkFixture) -> None:
    """Four series, and no exception up to 2050: 3 ms on the machine where this was written."""
    written = thrice(benchmark, lambda: ical.dumps(rota(), recurring=True))
    assert written.count(b"BEGIN:VEVENT") == 4


def test_nights(benchmark: BenchmarkFixture) -> None:
    """Eight hours each night, of which those of 50 clock changes in 25 years stand apart: 22 ms."""
    written = thrice(benchmark, lambda: ical.dumps(rota(nights=True), recurring=True))
    assert written.count(b"RECURRENCE-ID") == 50


def test_a_hundred_schedules(benchmark: BenchmarkFixture) -> None:
    """A week each, of one configuration: 0.3 s."""
    configuration = Configuration(schedules=[rota(name=f"schedule {number}") for number in range(100)])
    written = thrice(benchmark, lambda: ical.dumps(configuration, recurring=True))
    assert written.count(b"BEGIN:VEVENT") == 400


def test_a_thousand_overrides(benchmark: BenchmarkFixture) -> None:
    """Swaps of two hours over eight years, each an event and an exception or two: 0.2 s."""
    written = thrice(benchmark, lambda: ical.dumps(rota(overrides=1000), recurring=True))
    assert written.count(b"On call: alice") >= 750
