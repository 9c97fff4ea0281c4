"""OC304 holiday-share."""

from __future__ import annotations

from typing import Any

from oncall import Settings, User
from tests.checks.builders import ALICE, BOB, asked, layer, schedule


def holidays(given: Any, **others: Any) -> Settings:
    """Settings with holidays, for this check alone."""
    return Settings(select=["OC304"], holidays=given, **others)


CHRISTMAS = ["2025-12-24", "2025-12-25", "2025-12-26"]


def test_without_holidays_nothing_is_asked() -> None:
    """Nobody said when they are."""
    assert not asked("OC304", schedule(layer(ALICE, BOB))).findings


def test_whoever_has_christmas_has_all_of_it() -> None:
    """The 22nd of December 2025 is 50 weeks after the first turn: alice's. Three days, the mean is 1.5."""
    rota = schedule(layer(ALICE, BOB))
    (found,) = asked("OC304", rota, settings=holidays(CHRISTMAS)).findings
    assert found.message == (
        "rota: over a year some are on call for many more public holidays than a fair share (the mean is 1.5 days): "
        "alice 1.5 days more; from Mon 2025-01-06 09:00 -05:00 to Tue 2026-01-06 09:00 -05:00 (America/New_York)."
    )


def test_the_limit_is_in_days_a_year() -> None:
    """Alice has 1.5 days more than the mean, in one year."""
    rota = schedule(layer(ALICE, BOB))
    for days, count in ((1.5, 0), (1.49, 1)):
        assert len(asked("OC304", rota, settings=holidays(CHRISTMAS, holiday_days=days)).findings) == count


def test_no_date_counts_twice() -> None:
    """Whenever it is asked: the first of January of every year is one day a year, half of it more than the mean.

    Alice and bob take turns by the week, so one of them has it; over 54 weeks, somebody would have two.
    """
    rota = schedule(layer(ALICE, BOB))
    days = [f"{year}-01-01" for year in range(2025, 2030)]
    for month in range(1, 13):
        since, half_a_day = f"2026-{month:02}-01T00:00:00Z", holidays(days, holiday_days=0.5)
        assert not asked("OC304", rota, settings=half_a_day, since=since).findings


def test_holidays_of_each_person() -> None:
    """Alice has none where she lives; of others, who are not in the configuration, nothing is asked."""
    rota = schedule(layer(ALICE, BOB))
    assert not asked("OC304", rota, settings=holidays({"bob": CHRISTMAS, "zoe": "2025-12-25"})).findings
    assert asked("OC304", rota, settings=holidays({"alice": CHRISTMAS})).findings


def test_a_holiday_is_where_the_person_lives() -> None:
    """The 13th of January begins in Tokyo at 10:00 on the 12th in New York: of 48 hours ann still has 23."""
    ann = User("ann", time_zone="Asia/Tokyo")
    rota = schedule(layer(ann, BOB))
    # Up to the hand-off on Monday the 13th, 09:00 in New York, which is 23:00 in Tokyo.
    (found,) = asked("OC304", rota, settings=holidays({"ann": ["2025-01-13"]}, holiday_days=0)).findings
    assert "(the mean is 0.5 days): ann 0.5 days more" in found.message  # 23 hours of one, half of them too many
