"""Over which time loads are compared; most of it is tried with `oncall.fairness`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Layer, Schedule, User
from oncall.analysis.terms import Term, a_year_after, term
from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import LATEST, Zone
from oncall.errors import InvalidValueError
from tests import strategies

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def of(*schedules: Schedule, since: int | None = None) -> Term:
    """Their term."""
    return term([schedule.compiled.stack for schedule in schedules], since)


def test_a_period_is_counted_on_the_wall_clock() -> None:
    """Over the night in March in which an hour is missing, two weeks are an hour less."""
    found = of(weekly("alice", "bob"), since=START + 8 * WEEK)
    assert found.until - found.since == 2 * WEEK - 3600
    assert found.repeats == 2 * WEEK


def test_the_week_is_part_of_every_period() -> None:
    """Turns of 30 hours among two take 60 hours; with the week that is five weeks."""
    assert of(weekly("alice", "bob", turn=30 * 3600)).repeats == 5 * WEEK


def test_public_holidays_are_those_of_a_year() -> None:
    """Whether the joint period is of two weeks or of 53; from the 6th of January to the 6th, which are 365 days."""
    for people in (2, 53):
        found = of(weekly(*map(str, range(people))))
        assert found.repeats == people * WEEK
        assert found.holidays == (START, START + 365 * 86_400)


def test_a_year_that_is_too_long_to_walk_is_none() -> None:
    """240 schedules with turns of an hour have 40,320 in a week, and more than 2,000,000 in a year."""
    stack = weekly("alice", "bob", turn=3600).compiled.stack
    found = term([stack] * 240, START)
    assert found.holidays == (found.since, found.until) == (START, START + WEEK)
    assert found.told(has_holidays=True).endswith("those of that time, since a year of it takes too long to walk")
    assert term([stack] * 220, START).holidays[1] == START + 365 * 86_400


def test_a_range_is_for_holidays_too() -> None:
    """It is taken as it is; so is all the time of what ends."""
    stack = weekly("alice", "bob").compiled.stack
    assert term([stack], START, START + 3 * WEEK).holidays == (START, START + 3 * WEEK)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2024-02-29T09:00:00-05:00", "2025-02-28T09:00:00-05:00"),
        ("2024-02-28T09:00:00-05:00", "2025-02-28T09:00:00-05:00"),
        ("2024-03-01T00:00:00-05:00", "2025-03-01T00:00:00-05:00"),
        ("2025-03-09T01:30:00-05:00", "2026-03-09T01:30:00-04:00"),  # after the clock change of 2026, on the 8th
    ],
)
def test_a_year_ends_on_the_same_date(since: str, until: str) -> None:
    """At the same hour of the clock; of the 29th of February it is the 28th."""
    assert a_year_after(to_seconds(since), Zone.named("America/New_York")) == to_seconds(until)


@given(st.dates(date(1990, 1, 1), date(2050, 1, 1)), st.sampled_from(strategies.ODD_ZONES))
def test_no_day_of_a_year_comes_twice(day: date, name: str) -> None:
    """From a local midnight on: the last day is the one before the same date, or the 27th after a 29th of February."""
    zone = Zone.named(name)
    midnight = (day - date(1970, 1, 1)).days * 86_400
    last = date(1970, 1, 1) + timedelta(seconds=zone.reading_of(a_year_after(zone.instant_of(midnight), zone) - 1))
    assert (day.year, day.month, day.day) < (last.year, last.month, last.day)
    assert (last.year - day.year, last.month, last.day) <= (1, day.month, day.day)


def test_clocks_part_if_they_are_changed_on_other_days() -> None:
    """Los Angeles follows New York by three hours; Madrid by weeks, Sydney and UTC never do."""
    found = of(weekly("alice", "bob"))
    parted = "one joint period of 2 weeks, which comes again for ever, but for the hours by which clock changes part"
    told: Sequence[tuple[str, bool]] = [
        ("America/New_York", False),
        ("America/Los_Angeles", False),
        ("Europe/Madrid", True),
        ("Australia/Sydney", True),
        ("Etc/UTC", True),
    ]
    for name, is_parted in told:
        assert found.told([Zone.named(name)]).startswith(parted) == is_parted
    never = of(weekly("alice", "bob", zone="Etc/UTC"))
    assert "but for" not in never.told([Zone.named("Asia/Tokyo"), Zone.named("Asia/Kolkata")])
    assert "but for" in never.told([Zone.named("America/New_York")])
    asked = term([weekly("alice", "bob").compiled.stack], START, START + WEEK)
    assert asked.told([Zone.named("Etc/UTC")]) == "the range that was asked for, and nothing beyond it"


def test_the_last_days_of_time_are_not_for_ever() -> None:
    """Near the year 10,000 there is less than a period left; after it nothing."""
    assert of(weekly("alice", "bob"), since=LATEST - 3 * 86_400).until <= LATEST
    with pytest.raises(InvalidValueError, match="since must be before the end of time"):
        of(weekly("alice", "bob"), since=LATEST)


def test_without_any_schedule_it_is_a_week_of_nothing() -> None:
    """Some week is as good as another."""
    assert of().until - of().since == WEEK
