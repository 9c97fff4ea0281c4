"""Checking: a large company's configuration, with everything that the pack asks.

The promise is a configuration of 1,000 schedules and 300 policies in under 20 seconds and 500 MB:
`pytest tests/benchmarks/test_checks.py`.
"""

from __future__ import annotations

import resource
from time import perf_counter
from typing import TYPE_CHECKING

import pytest

import oncall
from oncall import (
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Schedule,
    User,
    WeeklyRestriction,
)

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

SINCE = "2026-01-01T00:00:00Z"
WEEK, DAY = 604_800, 86_400
ZONES = ("America/New_York", "Europe/Madrid", "Asia/Kolkata", "Australia/Sydney")
NIGHTS = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * 3600)
WEEKENDS = WeeklyRestriction(start_day_of_week=6, start_time_of_day="09:00:00", duration_seconds=2 * DAY)


def company(schedules: int, policies: int) -> Configuration:
    """Teams of 3 to 10 people, each with a primary and a secondary schedule, most with nights or weekends apart."""
    found: list[Schedule] = []
    for team in range(schedules // 2):
        zone = ZONES[team % len(ZONES)]
        own = team - (team % 10 == 1)  # every tenth team works with the people of the one before, in another zone
        people = [User(f"user {own}.{number}", time_zone=zone) for number in range(3 + team % 8)]
        for behind, name in enumerate(("primary", "secondary")):
            base = Layer.weekly(
                people, start="2025-01-06T12:00:00Z", hand_off="mon 09:00", time_zone=zone, name="weeks"
            )
            turned = people[behind:] + people[:behind]
            weeks = Layer.weekly(
                turned, start="2025-01-06T12:00:00Z", hand_off="mon 09:00", time_zone=zone, name="weeks"
            )
            hours = [NIGHTS] if team % 3 == 0 else [WEEKENDS]
            apart = Layer.daily(
                people, start="2025-01-06T12:00:00Z", hand_off="09:00", time_zone=zone, name="apart", restrictions=hours
            )
            layers = [weeks] if team % 3 == 2 else [base if team % 5 == 0 else weeks, apart]
            found.append(Schedule(name=f"{name} {team}", time_zone=zone, layers=layers))
    chains = [
        EscalationPolicy(
            name=f"policy {number}",
            num_loops=2,
            rules=[
                EscalationRule(escalation_delay_in_minutes=5, targets=[found[2 * number]]),
                EscalationRule(escalation_delay_in_minutes=15, targets=[found[2 * number + 1]]),
                EscalationRule(escalation_delay_in_minutes=30, targets=[User(f"manager {number}")]),
            ],
        )
        for number in range(policies)
    ]
    return Configuration(schedules=found, escalation_policies=chains)


@pytest.fixture(scope="module")
def configuration() -> Configuration:
    """1,000 schedules, 300 policies."""
    return company(1_000, 300)


def test_the_whole_pack(benchmark: BenchmarkFixture, configuration: Configuration) -> None:
    """Everything that is asked of 1,000 schedules and 300 policies, within what is promised."""
    begun = perf_counter()
    report = benchmark.pedantic(oncall.check, (configuration,), {"since": SINCE})  # type: ignore[no-untyped-call]
    seconds = perf_counter() - begun
    benchmark.extra_info["peak_megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    benchmark.extra_info["findings"] = len(report.findings)
    assert {finding.code for finding in report.findings} >= {"OC306", "OC504", "OC701"}
    assert benchmark.extra_info["peak_megabytes"] < 500
    assert seconds < 20
