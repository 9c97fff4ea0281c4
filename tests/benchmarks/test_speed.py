"""How fast the questions are that people ask most: `pytest tests/benchmarks`.

Each is asked of the article's schedule (two weekly layers of four people) and of one with a nightly layer (733 shifts
a year), beside the obvious solution with the standard library, which gives the same answers.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

import attrs
import pendulum
import pytest

from oncall import DailyRestriction, EscalationPolicy, EscalationRule, Layer, Schedule, User

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

T = TypeVar("T")

NEW_YORK = ZoneInfo("America/New_York")
PEOPLE = [User(name) for name in ("alice", "bob", "carol", "dave")]
SINCE, UNTIL = 1_735_707_600, 1_767_243_600  # 2025-01-01T00:00-05:00 to 2026-01-01T00:00-05:00
AT = 1_741_791_600  # 2025-03-12T15:00Z


def layer(name: str, virtual_start: str, turn: int = 604_800, **others: object) -> Layer:
    """A layer of four people that starts with 2025."""
    return Layer(
        name=name,
        start="2025-01-01T00:00:00-05:00",
        rotation_virtual_start=virtual_start,
        rotation_turn_length_seconds=turn,
        users=PEOPLE,
        **others,  # type: ignore[arg-type]
    )


ARTICLE = Schedule(
    name="article",
    time_zone="America/New_York",
    layers=[layer("Primary", "2025-01-01T00:00:00-05:00"), layer("Secondary", "2025-01-08T00:00:00-05:00")],
)
NIGHTLY = Schedule(
    name="nightly",
    time_zone="America/New_York",
    layers=[
        layer("Weekly", "2025-01-01T00:00:00-05:00"),
        layer(
            "Nights",
            "2025-01-01T20:00:00-05:00",
            86_400,
            restrictions=[DailyRestriction(start_time_of_day="20:00:00", duration_seconds=43_200)],
        ),
    ],
)
POLICY = EscalationPolicy(
    name="policy",
    num_loops=2,
    rules=[
        EscalationRule(escalation_delay_in_minutes=10, targets=[ARTICLE]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[User("manager")]),
    ],
)
SCHEDULES = [attrs.evolve(ARTICLE, name=f"schedule {number}") for number in range(1000)]
RANDOM = random.Random(0)  # noqa: S311 - no secret, the same instants every time
INSTANTS = [RANDOM.randrange(SINCE, UNTIL) for _ in range(1_000_000)]


def standard_library(at: int) -> User:
    """Secondary, the layer that wins, by the wall clock: the obvious solution, right except in an autumn fold."""
    wall = datetime.fromtimestamp(at, UTC).astimezone(NEW_YORK).replace(tzinfo=None)
    turn = (wall - datetime(2025, 1, 8)) // timedelta(weeks=1)
    return PEOPLE[turn % 4]


def thrice(benchmark: BenchmarkFixture, action: Callable[[], T]) -> T:
    """What the action gives; it takes long enough for three rounds to tell."""
    result: T = benchmark.pedantic(action, rounds=3)  # type: ignore[no-untyped-call]
    return result


@pytest.mark.benchmark(group="point query")
@pytest.mark.parametrize("schedule", [ARTICLE, NIGHTLY], ids=str)
def test_point_query_from_an_int(benchmark: BenchmarkFixture, schedule: Schedule) -> None:
    """Who is on call at a UTC second."""
    assert benchmark(schedule.on_call, AT) == schedule.shifts(SINCE, UNTIL).at(AT)


@pytest.mark.benchmark(group="point query")
def test_point_query_from_pendulum(benchmark: BenchmarkFixture) -> None:
    """Who is on call at a pendulum.DateTime."""
    moment = pendulum.datetime(2025, 3, 12, 11, tz="America/New_York")
    assert benchmark(ARTICLE.on_call, moment) == PEOPLE[1]


@pytest.mark.benchmark(group="point query")
def test_point_query_of_the_standard_library(benchmark: BenchmarkFixture) -> None:
    """The same answer by datetime and zoneinfo."""
    assert benchmark(standard_library, AT) == PEOPLE[1]


@pytest.mark.benchmark(group="a year")
@pytest.mark.parametrize("schedule", [ARTICLE, NIGHTLY], ids=str)
def test_a_year_of_shifts(benchmark: BenchmarkFixture, schedule: Schedule) -> None:
    """The Timeline of 2025."""
    assert benchmark(schedule.shifts, SINCE, UNTIL).coverage == 1


@pytest.mark.benchmark(group="a year")
@pytest.mark.parametrize("schedule", [ARTICLE, NIGHTLY], ids=str)
def test_a_year_of_shift_objects(benchmark: BenchmarkFixture, schedule: Schedule) -> None:
    """The Timeline of 2025, with every Shift made, and its start and end as pendulum values."""

    def render() -> list[tuple[object, object]]:
        return [(shift.start, shift.end) for shift in schedule.shifts(SINCE, UNTIL)]

    assert benchmark(render)


@pytest.mark.benchmark(group="a year")
def test_a_year_of_the_standard_library(benchmark: BenchmarkFixture) -> None:
    """The article's year by walking the hours with datetime and zoneinfo."""

    def render() -> list[tuple[int, User]]:
        found: list[tuple[int, User]] = []
        for at in range(SINCE, UNTIL, 3600):
            user = standard_library(at)
            if not found or found[-1][1] != user:
                found.append((at, user))
        return found

    assert len(benchmark(render)) == len(ARTICLE.shifts(SINCE, UNTIL))


@pytest.mark.benchmark(group="1,000 schedules")
def test_a_thousand_schedules_for_a_year(benchmark: BenchmarkFixture) -> None:
    """The Timelines of 2025 of 1,000 schedules, each compiled first."""

    def render() -> int:
        return sum(len(attrs.evolve(schedule).shifts(SINCE, UNTIL)) for schedule in SCHEDULES)

    assert thrice(benchmark, render) == 53_000


@pytest.mark.benchmark(group="a million points")
@pytest.mark.parametrize("schedule", [ARTICLE, NIGHTLY], ids=str)
def test_a_million_points(benchmark: BenchmarkFixture, schedule: Schedule) -> None:
    """Who is on call at a million random instants of 2025."""
    found = thrice(benchmark, lambda: schedule.on_call_many(INSTANTS))
    assert found[:100] == [schedule.on_call(at) for at in INSTANTS[:100]]


@pytest.mark.benchmark(group="a million points")
def test_a_million_points_by_bisection(benchmark: BenchmarkFixture) -> None:
    """The least that a million look-ups in a sorted list can cost here."""
    starts = [shift.bounds[0] for shift in ARTICLE.shifts(SINCE, UNTIL)]

    def look_up() -> list[int]:
        return [bisect_right(starts, at) for at in INSTANTS]

    assert len(thrice(benchmark, look_up)) == len(INSTANTS)


@pytest.mark.benchmark(group="escalation")
def test_pages_of_an_incident(benchmark: BenchmarkFixture) -> None:
    """Six pages in three passes."""
    assert len(benchmark(POLICY.pages, AT)) == 6
