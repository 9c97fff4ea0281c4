"""OC301 hours-share, and what it has in common with OC302 and OC303."""

from __future__ import annotations

import pytest

from oncall import Configuration, Layer, Schedule, Settings, User, WeeklyRestriction, check
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, DAY, MONDAY, NEW_YORK, asked, finding, layer, schedule

OFFICE = [
    WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=8 * 3600)
    for day in (1, 2, 3, 4, 5)
]


def test_a_name_that_is_listed_twice_has_twice_as_much() -> None:
    """Of five turns of 40 hours alice has two: 80 hours, 1.6 times the mean of 200 / 4."""
    found = finding("OC301", schedule(layer(ALICE, BOB, ALICE, CAROL, DAVE, restrictions=OFFICE)))
    assert found.message == "rota: alice has 80 hours on call every 5 weeks, 1.60 times the mean of 50; bob has 40."


def test_of_several_people_it_is_what_each_has() -> None:
    """Of five turns of 40 hours alice and bob have two each, carol one: 200 / 3 is the mean, and 80 is 1.2 times it."""
    rota = schedule(layer(ALICE, BOB, ALICE, BOB, CAROL, restrictions=OFFICE))
    (found,) = asked("OC301", rota, settings=Settings(select=["OC301"], hours_share=1.19)).findings
    assert found.message == (
        "rota: alice, bob each have 80 hours on call every 5 weeks, 1.20 times the mean of 66.7; carol has 40."
    )


def test_up_to_the_limit_it_is_even_enough() -> None:
    """Of five turns one has two, of four people: 1.6 is the limit, and then it is not over it."""
    rota = schedule(layer(ALICE, BOB, ALICE, CAROL, DAVE, restrictions=OFFICE))
    for limit, count in ((1.6, 0), (1.59, 1)):
        assert len(asked("OC301", rota, settings=Settings(select=["OC301"], hours_share=limit)).findings) == count


def test_a_clock_change_makes_nobody_unfair() -> None:
    """The week of 167 hours, or of 169, is less than two hours off, however low the limit."""
    rota = schedule(layer(ALICE, BOB))
    for since in ("2025-03-03T09:00:00-05:00", "2025-10-27T09:00:00-04:00"):
        settings = Settings(select=["OC3"], hours_share=1, weekend_share=1, night_share=1, on_call_percent=50)
        report = check(Configuration(schedules=[rota]), settings=settings, since=since)
        assert {each.code for each in report.findings} == {"OC306"}


def test_weights_say_what_is_expected() -> None:
    """Bob works half of the time: the same turns are twice as much for him. Whoever is not there is passed over."""
    rota = schedule(layer(ALICE, BOB))
    settings = Settings(select=["OC301"], weights={"bob": 0.5, "somebody else": 3})
    (found,) = asked("OC301", rota, settings=settings).findings
    # 336 hours for 1.5 people are 224 of each, and 112 of bob.
    assert (
        found.message == "rota: bob has 168 hours on call every 2 weeks, 1.50 times a fair share of 112; alice has 168."
    )
    assert not asked("OC301", schedule(layer(ALICE, BOB, ALICE)), settings=settings).findings


def test_what_ends_or_has_one_person_is_left_out() -> None:
    """It says nothing about for ever, or there is nobody to share with."""
    assert not asked("OC301", schedule(layer(ALICE, BOB, ALICE, end="2027-01-01T00:00:00Z"))).findings
    assert not asked("OC301", schedule(layer(ALICE))).findings
    assert not asked("OC301", schedule()).findings


def test_somebody_starved_is_news_for_another_check() -> None:
    """Alice's turns are always hidden: OC202 says so; only if it is not asked do her hours make the mean smaller."""
    days = WeeklyRestriction(start_day_of_week=1, start_time_of_day="09:00:00", duration_seconds=5 * DAY)
    people = [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace")]
    rota = schedule(layer(*people, turn=DAY, restrictions=[days]))
    both = check(Configuration(schedules=[rota]), settings=Settings(select=["OC202", "OC301"]))
    assert [each.code for each in both.findings] == ["OC202"]
    assert len(asked("OC301", rota).findings) == 1


@pytest.mark.parametrize("count", [2, 5, 8, 13])
def test_weekly_turns_are_fair(count: int) -> None:
    """Whatever the number of people, in whatever zone, for ever."""
    people = [User(f"user {number}") for number in range(count)]
    for zone in (NEW_YORK, "Europe/Madrid", "Etc/UTC"):
        weekly = Layer.weekly(people, start=MONDAY, hand_off="mon 09:00", time_zone=zone)
        rota = Schedule(name="rota", time_zone=zone, layers=[weekly])
        report = check(Configuration(schedules=[rota]), settings=Settings(select=["OC301", "OC302", "OC303"]))
        assert not report.findings
