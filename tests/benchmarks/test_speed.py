"""What `python -m tests.benchmarks` has no peer for: the article's schedule, and a schedule's first answer.

The article's schedule has two weekly layers and no restriction, of which the upper one always wins: 53 shifts a year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from tests.benchmarks.inputs import ARTICLE, AT, NIGHTLY, SINCE, UNTIL, random_instants
from tests.benchmarks.repeating import thrice

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from oncall import Schedule

BOB = ARTICLE.users[1]  # 12 March lies in the tenth week of "Secondary"


@pytest.mark.benchmark(group="the article's schedule")
def test_point_query(benchmark: BenchmarkFixture) -> None:
    """Who is on call at a UTC second."""
    assert benchmark(ARTICLE.on_call, AT) == BOB


@pytest.mark.benchmark(group="the article's schedule")
def test_a_year_of_shifts(benchmark: BenchmarkFixture) -> None:
    """The Timeline of 2025: 1 to 8 January, and 51 weeks and two days after it."""
    assert len(benchmark(ARTICLE.shifts, SINCE, UNTIL)) == 53


@pytest.mark.benchmark(group="the article's schedule")
def test_a_million_points(benchmark: BenchmarkFixture) -> None:
    """Who is on call at a million random instants of 2025."""
    instants = random_instants(1_000_000)
    found = thrice(benchmark, lambda: ARTICLE.on_call_many(instants))
    assert found[:100] == [ARTICLE.on_call(at) for at in instants[:100]]


@pytest.mark.benchmark(group="a first answer")
@pytest.mark.parametrize("schedule", [ARTICLE, NIGHTLY], ids=str)
def test_a_first_answer(benchmark: BenchmarkFixture, schedule: Schedule) -> None:
    """Who is on call at a UTC second, of a schedule that nothing has been asked of."""
    assert benchmark(lambda: attrs.evolve(schedule).on_call(AT)) == schedule.on_call(AT)
