"""Over which time loads are compared; most of it is tried with `oncall.fairness`."""

from __future__ import annotations

import pytest

from oncall import Layer, Schedule, User
from oncall.analysis.terms import YEAR, Term, term
from oncall.chronology.zones import LATEST
from oncall.errors import InvalidValueError

WEEK = 604_800
START = 1_736_172_000  # 2025-01-06T14:00:00Z, a Monday


def weekly(*names: str, zone: str = "America/New_York", turn: int = WEEK) -> Schedule:
    """Turns that begin on a Monday at 09:00 in New York."""
    layer = Layer(
        start=START,
        rotation_virtual_start=START,
        rotation_turn_length_seconds=turn,
        users=[User(name) for name in names],
    )
    return Schedule(name="rota", time_zone=zone, layers=[layer])


def of(*schedules: Schedule, since: int | None = None, at_least: int = 0) -> Term:
    """Their term."""
    return term([schedule.compiled.stack for schedule in schedules], since, at_least=at_least)


def test_a_period_is_counted_on_the_wall_clock() -> None:
    """Over the night in March in which an hour is missing, two weeks are an hour less."""
    found = of(weekly("alice", "bob"), since=START + 8 * WEEK)
    assert found.until - found.since == 2 * WEEK - 3600
    assert found.repeats == 2 * WEEK


def test_the_week_is_part_of_every_period() -> None:
    """Turns of 30 hours among two take 60 hours; with the week that is five weeks."""
    assert of(weekly("alice", "bob", turn=30 * 3600)).repeats == 5 * WEEK


def test_a_year_is_as_few_periods_as_there_can_be() -> None:
    """Of 53 weeks one is enough, of 52 it takes two."""
    for people, weeks in ((53, 53), (52, 104)):
        found = of(weekly(*map(str, range(people))), at_least=YEAR)
        assert found.repeats == weeks * WEEK


def test_the_last_days_of_time_are_not_for_ever() -> None:
    """Near the year 10,000 there is less than a period left; after it nothing."""
    assert of(weekly("alice", "bob"), since=LATEST - 3 * 86_400).until <= LATEST
    with pytest.raises(InvalidValueError, match="since must be before the end of time"):
        of(weekly("alice", "bob"), since=LATEST)


def test_without_any_schedule_it_is_a_week_of_nothing() -> None:
    """Some week is as good as another."""
    assert of().until - of().since == WEEK
