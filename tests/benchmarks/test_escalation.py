"""How fast every trigger time is answered for, and an answer explained: `pytest tests/benchmarks`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from oncall import EscalationPolicy, EscalationRule, User
from tests.benchmarks.inputs import ARTICLE, AT, NIGHTLY, POLICY, SINCE, UNTIL

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from oncall import Schedule


NIGHTS = EscalationPolicy(
    name="nights",
    num_loops=2,
    rules=[
        EscalationRule(escalation_delay_in_minutes=10, targets=[NIGHTLY]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[ARTICLE]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[User("manager")]),
    ],
)


@pytest.mark.benchmark(group="escalation over a year")
@pytest.mark.parametrize("policy", [POLICY, NIGHTS], ids=str)
def test_outcomes_of_a_year(benchmark: BenchmarkFixture, policy: EscalationPolicy) -> None:
    """What comes of an incident of any instant of 2025, in three passes."""
    assert benchmark(policy.outcomes, SINCE, UNTIL).last_resorts == (User("manager"),)


@pytest.mark.benchmark(group="explanation")
@pytest.mark.parametrize("schedule", [ARTICLE, NIGHTLY], ids=str)
def test_a_schedule_explained(benchmark: BenchmarkFixture, schedule: Schedule) -> None:
    """The winner and every layer, as values."""
    assert benchmark(lambda: schedule.explain(AT).layers)


@pytest.mark.benchmark(group="explanation")
@pytest.mark.parametrize("schedule", [ARTICLE, NIGHTLY], ids=str)
def test_a_schedule_explained_in_words(benchmark: BenchmarkFixture, schedule: Schedule) -> None:
    """The text, with the whole shift."""
    assert "on call" in benchmark(lambda: str(schedule.explain(AT)))


@pytest.mark.benchmark(group="explanation")
def test_a_policy_explained(benchmark: BenchmarkFixture) -> None:
    """Six levels in three passes, as values."""
    assert len(benchmark(lambda: POLICY.explain(AT).levels)) == 6


@pytest.mark.benchmark(group="explanation")
def test_a_policy_explained_in_words(benchmark: BenchmarkFixture) -> None:
    """The text: a schedule is explained once."""
    assert "stays with" in benchmark(lambda: str(POLICY.explain(AT)))


@pytest.mark.benchmark(group="explanation")
def test_a_policy_explained_as_plain_values(benchmark: BenchmarkFixture) -> None:
    """The dictionary: a schedule is explained at each of its look-ups."""
    assert len(benchmark(lambda: POLICY.explain(AT).to_dict())["events"]) == 7
