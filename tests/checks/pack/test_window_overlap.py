"""OC206: restrictions of one layer that overlap."""

from __future__ import annotations

import attrs
from hypothesis import given

from oncall import DailyRestriction, WeeklyRestriction
from oncall.errors import Location
from tests.checks.builders import ALICE, BOB, asked, finding, layer, schedule
from tests.strategies import restriction_lists

HOUR, WEEK = 3600, 604_800


def daily(time: str, hours: float) -> DailyRestriction:
    """Every day from a time, for so many hours."""
    return DailyRestriction(start_time_of_day=f"{time}:00", duration_seconds=int(hours * HOUR))


def weekly(day: int, time: str, hours: float) -> WeeklyRestriction:
    """Every week from a day (1 = Monday) and a time, for so many hours."""
    return WeeklyRestriction(start_day_of_week=day, start_time_of_day=f"{time}:00", duration_seconds=int(hours * HOUR))


def overlaps(*restrictions: DailyRestriction | WeeklyRestriction) -> int:
    """How many restrictions are found."""
    return len(asked("OC206", schedule(layer(ALICE, BOB, restrictions=restrictions))).findings)


def test_weekdays_and_office_hours_are_added_up() -> None:
    """A daily nine to five next to Monday to Friday is in it, and only goes on at the weekend."""
    restrictions = (weekly(1, "00:00", 120), daily("09:00", 8))
    found = finding("OC206", schedule(layer(ALICE, BOB, name="Days", restrictions=restrictions)))
    assert found.message == (
        "rota: restriction 2 of Days (daily 09:00 for 8 hours) overlaps restriction 1 (Mondays 00:00 for 5 days): "
        "the layer is open whenever any of them is."
    )


def test_touching_is_no_overlap() -> None:
    """From 17:00 on is after 17:00; from 16:59 on is not."""
    assert not overlaps(daily("09:00", 8), daily("17:00", 16))
    assert overlaps(daily("09:00", 8), daily("16:59", 1))
    assert overlaps(daily("16:59", 1), daily("09:00", 8))


def test_past_midnight_and_past_the_week() -> None:
    """22:00 for ten hours is until 08:00, also from Sunday to Monday."""
    assert overlaps(daily("22:00", 10), daily("07:00", 2))
    assert not overlaps(daily("22:00", 10), daily("08:00", 2))
    assert overlaps(weekly(7, "22:00", 10), weekly(1, "07:00", 2))
    assert not overlaps(weekly(7, "22:00", 10), weekly(1, "08:00", 2))
    assert not overlaps(weekly(7, "22:00", 10), weekly(2, "07:00", 2))


def test_five_days_of_a_week_do_not_overlap() -> None:
    """Nine to five on each weekday is the way to write weekdays."""
    assert not overlaps(*(weekly(day, "09:00", 8) for day in range(1, 6)))


def test_the_same_twice_is_an_overlap() -> None:
    """Identical restrictions overlap; three of them are two findings, at the later ones."""
    assert overlaps(daily("09:00", 8), daily("09:00", 8)) == 1
    assert overlaps(*[weekly(3, "09:00", 8)] * 3) == 2


def test_the_finding_is_at_the_later_restriction() -> None:
    """Its line is that of the restriction, where that has one, else that of the layer."""
    second = attrs.evolve(daily("10:00", 1), where=Location("main.tf", 20))
    rota = schedule(layer(ALICE, BOB, restrictions=[daily("09:00", 8), second]))
    assert finding("OC206", rota).where == Location("main.tf", 20)


def test_layers_do_not_overlap_each_other() -> None:
    """Windows of two layers are what layers are for."""
    rota = schedule(layer(ALICE, restrictions=[daily("09:00", 8)]), layer(BOB, restrictions=[daily("09:00", 8)]))
    assert not asked("OC206", rota).findings


@given(restriction_lists())
def test_overlapping_hours_are_counted_twice(restrictions: list[DailyRestriction | WeeklyRestriction]) -> None:
    """A restriction is found exactly if it opens, or is open, within an earlier one, in this week or the next ones."""
    expected = 0
    for number, restriction in enumerate(restrictions):
        mine = [(begin, begin + length) for begin, length in restriction.weekly]
        others = [window for each in restrictions[:number] for window in each.weekly]
        expected += any(
            max(begin, other + week) < min(end, other + length + week)
            for begin, end in mine
            for other, length in others
            for week in (-WEEK, 0, WEEK)
        )
    assert overlaps(*restrictions) == expected
