"""How fast 100,000 incidents go through a policy: `pytest tests/benchmarks`.

They are spread over 2025, at random instants. Of ten, eight are acknowledged within 20 minutes and resolved within the
hour that follows, one is acknowledged and stays open, and one is never answered. The policy has three levels and three
passes: a nightly schedule (731 shifts a year), a weekly one, and a person.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

import oncall
from oncall import EscalationPolicy, EscalationRule, Incident, PageLog, Service, User
from tests.benchmarks.inputs import ARTICLE, DAY_PEOPLE, NIGHT_PEOPLE, NIGHTLY, SINCE, UNTIL
from tests.benchmarks.repeating import thrice

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

POLICY = EscalationPolicy(
    name="three levels",
    num_loops=2,
    rules=[
        EscalationRule(escalation_delay_in_minutes=5, targets=[NIGHTLY]),
        EscalationRule(escalation_delay_in_minutes=10, targets=[ARTICLE]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[User("manager")]),
    ],
)
CHANGED = EscalationPolicy(name="two levels", num_loops=2, rules=POLICY.rules[1:])
SERVICE = Service(name="service", escalation_policy=POLICY)
RANDOM = random.Random(0)  # noqa: S311 - no secret, the same incidents every time


def incident() -> Incident:
    """One of the incidents."""
    triggered, answer = RANDOM.randrange(SINCE, UNTIL), RANDOM.randrange(10)
    if answer == 0:
        return Incident(triggered_at=triggered)
    acknowledged = triggered + RANDOM.randrange(20 * 60)
    resolved = None if answer == 1 else acknowledged + RANDOM.randrange(3600)
    return Incident(triggered_at=triggered, acknowledged_at=acknowledged, resolved_at=resolved)


LOG = PageLog(incident() for _ in range(100_000))


@pytest.mark.benchmark(group="replay of 100,000 incidents")
def test_a_policy(benchmark: BenchmarkFixture) -> None:
    """What comes of each; the first hundred are as `EscalationPolicy.pages` has them."""
    replay = thrice(benchmark, lambda: oncall.replay(POLICY, LOG))
    for replayed in replay[:100]:
        triggered, acknowledged, resolved = replayed.incident.timing
        assert replayed.pages == POLICY.pages(triggered, acknowledged_at=acknowledged, resolved_at=resolved)


@pytest.mark.benchmark(group="replay of 100,000 incidents")
def test_a_policy_and_who_is_woken(benchmark: BenchmarkFixture) -> None:
    """The same, and the numbers of every person."""
    loads = thrice(benchmark, lambda: oncall.replay(POLICY, LOG).loads)
    assert {load.user.id for load in loads if load.woken} == {*DAY_PEOPLE, *NIGHT_PEOPLE, "manager"}


@pytest.mark.benchmark(group="replay of 100,000 incidents")
def test_a_service(benchmark: BenchmarkFixture) -> None:
    """With its timeouts: the half of the acknowledgements that is older than 30 minutes before the end runs out."""
    assert len(thrice(benchmark, lambda: oncall.replay(SERVICE, LOG))) == len(LOG)


@pytest.mark.benchmark(group="replay of 100,000 incidents")
def test_a_comparison(benchmark: BenchmarkFixture) -> None:
    """Two replays, which incidents differ, and the numbers of every person."""

    def compare() -> int:
        comparison = oncall.replay(POLICY, LOG).compared_with(oncall.replay(CHANGED, LOG))
        return len(comparison.loads)

    assert thrice(benchmark, compare) == 9


@pytest.mark.benchmark(group="replay of three incidents")
def test_three_incidents_in_a_century(benchmark: BenchmarkFixture) -> None:
    """What lies between them costs nothing."""
    log = PageLog([SINCE, SINCE + 50 * 31_536_000, SINCE + 100 * 31_536_000])
    assert len(thrice(benchmark, lambda: oncall.replay(POLICY, log))) == 3
