"""What a change brings people of weekends and holidays."""

from __future__ import annotations

from datetime import date

from oncall.analysis.exchanges import Amount, Exchange, HolidayOnCall
from oncall.views.diffs.gains import day_words, gains, holiday_sentences
from oncall.views.diffs.words import told
from tests.views.diffs.changes import ALICE, BOB, CAROL, DAVE

CHRISTMAS, NEW_YEAR = (
    HolidayOnCall(day=date.fromisoformat(day), name=name)
    for day, name in (("2025-12-25", "Christmas Day"), ("2026-01-01", "New Year's Day"))
)


def test_what_is_lost_as_well_is_not_gained() -> None:
    """Of two holidays and three weekends, one holiday and two weekends are lost: one of each is gained."""
    gained = Amount(seconds=1, weekends=3, holidays=(CHRISTMAS, NEW_YEAR))
    exchange = Exchange(user=ALICE, gained=gained, lost=Amount(seconds=1, weekends=2, holidays=(NEW_YEAR,)))
    assert [told(each, str) for each in gains([exchange], 3)] == ["Alice gains Christmas Day and 1 weekend"]
    assert [told(each, str) for each in holiday_sentences(exchange)] == ["Alice gains Christmas Day (Thu 2025-12-25)."]


def test_those_with_most_are_named_first() -> None:
    """Holidays count before weekends; whoever has more of neither is not named, and the rest is counted."""
    exchanges = [
        Exchange(user=user, gained=Amount(weekends=weekends, holidays=holidays), lost=Amount(weekends=1, holidays=()))
        for user, weekends, holidays in (
            (ALICE, 1, ()),
            (BOB, 3, ()),
            (CAROL, 2, (NEW_YEAR,)),
            (DAVE, 4, ()),
        )
    ]
    assert [told(each, str) for each in gains(exchanges, 3)] == [
        "Carol gains New Year's Day and 1 weekend",
        "Dave gains 3 weekends",
        "Bob gains 2 weekends",
    ]
    assert [told(each, str) for each in gains(exchanges, 2)][-1] == "1 more person gains weekends or holidays"
    assert [told(each, str) for each in gains(exchanges, 1)][-1] == "2 more people gain weekends or holidays"


def test_many_holidays_are_counted() -> None:
    """Of twelve days, given as dates, the verdict has the number, and the sentence the first ten."""
    days = tuple(HolidayOnCall(day=date(2025, 1, day), name=f"2025-01-{day:02}") for day in range(1, 13))
    exchange = Exchange(user=ALICE, gained=Amount(holidays=()), lost=Amount(holidays=()))
    exchange = Exchange(user=ALICE, gained=Amount(holidays=days), lost=exchange.lost)
    assert [told(each, str) for each in gains([exchange], 3)] == ["Alice gains 12 public holidays"]
    (sentence,) = (told(each, str) for each in holiday_sentences(exchange))
    assert sentence.startswith("Alice gains Wed 2025-01-01, Thu 2025-01-02, ")
    assert sentence.endswith("Fri 2025-01-10 and 2 more.")


def test_a_date_has_its_weekday() -> None:
    """Christmas of 2025 is a Thursday."""
    assert day_words(CHRISTMAS.day) == "Thu 2025-12-25"
