"""How often something comes back: the shortest time that says all of it, and how long the longest of it lasts."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import WeeklyRestriction, prove_covered
from oncall.analysis.recurrence import Recurrence, again
from oncall.testing import assert_covered
from tests.checks.builders import ALICE, BOB, WEEK, finding, layer, schedule

HOUR = 3600


@given(st.sets(st.integers(0, 11), min_size=1), st.integers(1, 5))
def test_it_is_said_of_the_shortest_time_after_which_all_comes_back(places: set[int], rounds: int) -> None:
    """Whatever the period that was looked at: by trying every time up to it, of a dozen places on a circle."""
    begins = [turn * 12 + place for turn in range(rounds) for place in sorted(places)]
    found = Recurrence.of(begins, 12 * rounds)
    assert found is not None
    circle = {*begins}
    shortest = next(
        step for step in range(1, 12 * rounds + 1) if {(each + step) % (12 * rounds) for each in begins} == circle
    )
    assert (found.seconds, found.times) == (shortest, len(begins) * shortest // (12 * rounds))
    assert 12 % found.seconds == 0


def test_what_never_begins_does_not_come_back() -> None:
    """Neither with lengths nor without."""
    assert Recurrence.of([], WEEK) is None
    assert Recurrence.of_spans([], WEEK) is None


@given(st.lists(st.integers(0, 1000), min_size=2, unique=True).map(sorted))
def test_the_longest_of_several_is_told(ends: list[int]) -> None:
    """Stretches that follow each other: the largest difference."""
    found = Recurrence.of_spans([*pairwise(ends)], 2000)
    assert found is not None
    assert found.longest_seconds == max(after - before for before, after in pairwise(ends))


def test_a_sentence_says_what_the_first_one_does_not_show() -> None:
    """Nothing if all are as long as the first; how long they get if one is longer, or the first one's is unknown."""
    recurs = Recurrence(7, WEEK, longest_seconds=14 * HOUR)
    assert again(recurs, 4 * HOUR) == ", 7 times every week, for up to 14 hours"
    assert again(recurs) == ", 7 times every week, for up to 14 hours"
    assert again(recurs, 14 * HOUR) == ", 7 times every week"
    assert again(Recurrence(7, WEEK), 4 * HOUR) == ", 7 times every week"
    assert again(None, 4 * HOUR) == ""


def test_gaps_of_several_lengths_are_not_taken_for_equal_ones() -> None:
    """Nobody from 20:00 to midnight, on Wednesdays from 19:00, and on Saturdays to 10:00 on Sunday, which is 14 hours.

    Two people take turns of a week, so a joint period of two weeks is looked at; the gaps are the same in each.
    """
    days = [
        WeeklyRestriction(
            start_day_of_week=day, start_time_of_day="00:00:00", duration_seconds=(20 - (day == 3)) * HOUR
        )
        for day in range(1, 7)
    ]
    sunday = WeeklyRestriction(start_day_of_week=7, start_time_of_day="10:00:00", duration_seconds=10 * HOUR)
    rota = schedule(layer(ALICE, BOB, restrictions=[*days, sunday]))
    said = "(4 hours), 7 times every week, for up to 14 hours"
    assert finding("OC101", rota).message.endswith(f"{said}.")
    proof = prove_covered(rota)
    assert proof.recurs == Recurrence(7, WEEK, longest_seconds=14 * HOUR)
    assert f"{said.removeprefix('(4 hours)')}; " in str(proof)
    with pytest.raises(AssertionError) as told:
        assert_covered(rota)
    assert said in " ".join(str(told.value).split())
