"""OC302 weekend-share; what it has in common with OC301 is tried there."""

from __future__ import annotations

from oncall import Settings, User, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, DAY, asked, finding, layer, schedule


def test_weekends_of_a_few() -> None:
    """Daily turns of seven: the same three people share every weekend.

    The one of Friday has 9 hours of it, that of Saturday 15 and 9, that of Sunday 15: the mean is 48 / 7.
    """
    people = [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace")]
    found = finding("OC302", schedule(layer(*people, turn=DAY)))
    assert found.message == "rota: frank has 24 weekend hours every week, 3.50 times the mean of 6.9; alice has 0."


def test_the_limit_can_be_set() -> None:
    """Alice has two of five weekends: 96 hours, 1.6 times the mean of 60."""
    rota = schedule(layer(ALICE, BOB, ALICE, CAROL, DAVE))
    for limit, count in ((1.6, 0), (1.59, 1)):
        settings = Settings(select=["OC302"], weekend_share=limit)
        assert len(asked("OC302", rota, settings=settings).findings) == count


def test_a_few_hours_are_no_burden() -> None:
    """Friday 13:30 in New York is midnight in Kolkata: in two weeks ann has one hour of the weekend, and bob none."""
    ann = User("ann", time_zone="Asia/Kolkata")
    hour = WeeklyRestriction(start_day_of_week=5, start_time_of_day="09:00:00", duration_seconds=19_800)
    assert not asked("OC302", schedule(layer(ann, BOB, restrictions=[hour]))).findings
