"""Which part of a range a picture shows."""

from __future__ import annotations

from oncall.views.diffs.windows import window
from tests.views.diffs.changes import ALICE, BOB, CAROL, changed, joined, week, weekly

BEGIN, WEEK = 1_736_154_000, 604_800  # 2025-01-06T09:00:00Z


def test_a_short_range_is_shown_as_a_whole() -> None:
    """Nine weeks are; of ten, eight are."""
    assert window(joined().schedules[0]) == (BEGIN, BEGIN + 4 * WEEK)
    assert window(joined(until="2025-03-10T09:00:00Z").schedules[0]) == (BEGIN, BEGIN + 9 * WEEK)
    assert window(joined(until="2025-03-17T09:00:00Z").schedules[0]) == (BEGIN, BEGIN + 8 * WEEK)


def test_a_long_range_is_shown_around_its_first_change() -> None:
    """Carol has week 100: of two years and a half that is shown from week 99 on, and of 104 weeks to their end."""
    after = weekly(ALICE, BOB, overrides=(week(CAROL, 100),))
    diff = changed(weekly(ALICE, BOB), after, until="2027-07-05T09:00:00Z").schedules[0]
    assert window(diff) == (BEGIN + 99 * WEEK, BEGIN + 107 * WEEK)
    diff = changed(weekly(ALICE, BOB), after, until="2027-01-04T09:00:00Z").schedules[0]
    assert window(diff) == (BEGIN + 99 * WEEK, BEGIN + 104 * WEEK)
