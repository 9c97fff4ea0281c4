"""OC303 night-share; what it has in common with OC301 is tried there."""

from __future__ import annotations

from oncall import DailyRestriction, Settings, User, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, DAY, asked, finding, layer, schedule

OFFICE = [
    WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=8 * 3600)
    for day in (1, 2, 3, 4, 5)
]


def test_nights_of_one() -> None:
    """Alice has all nights, bob all days: 63 night hours a week, twice the mean."""
    nights = layer(ALICE, restrictions=[DailyRestriction(start_time_of_day="22:00:00", duration_seconds=9 * 3600)])
    rota = schedule(layer(BOB), nights)
    found = finding("OC303", rota)
    assert found.message == "rota: alice has 63 night hours every week, 2.00 times the mean of 31.5; bob has 0."
    (other,) = asked("OC303", rota, settings=Settings(select=["OC303"], night=(9, 17))).findings
    assert other.message == "rota: bob has 56 night hours every week, 2.00 times the mean of 28; alice has 0."


def test_nights_are_those_of_the_person() -> None:
    """09:00 to 17:00 in New York is at night in Tokyo, and Friday's is Saturday's."""
    ann = User("ann", time_zone="Asia/Tokyo")
    rota = schedule(layer(ann, BOB, CAROL, restrictions=OFFICE))
    assert finding("OC303", rota).message.startswith("rota: ann has 40 night hours every 3 weeks, 3.00 times the mean")


def test_clocks_that_are_changed_on_other_days_are_no_burden() -> None:
    """In the three weeks of March in which New York is ahead, 07:30 in Madrid is 06:30: five hours for one of three."""
    crew = [User(f"{each} of Madrid", time_zone="Europe/Madrid") for each in (ALICE, BOB, CAROL, DAVE)]
    early = [
        WeeklyRestriction(start_day_of_week=day, start_time_of_day="01:00:00", duration_seconds=8 * 3600)
        for day in (1, 2, 3, 4, 5)
    ]
    assert not asked("OC303", schedule(layer(*crew, restrictions=early)), since="2025-02-24T06:00:00Z").findings


def test_two_nights_of_seven_are_too_many() -> None:
    """Seven daily turns of a week, of which alice has two: 18 night hours, the mean of six people is 63 / 6."""
    crew = [User(name) for name in ("alice", "bob", "alice", "carol", "dave", "erin", "frank")]
    found = finding("OC303", schedule(layer(*crew, turn=DAY)))
    assert found.message == "rota: alice has 18 night hours every week, 1.71 times the mean of 10.5; bob has 9."
