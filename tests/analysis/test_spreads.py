"""How evenly something is shared."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Load, User
from oncall.analysis.spreads import beyond, moved_hours, spread_of
from oncall.errors import InvalidValueError

PEOPLE = [User(name) for name in ("alice", "bob", "carol", "dave", "erin")]
_seconds = st.lists(st.integers(0, 10**9), min_size=1, max_size=5)


def loads(*seconds: int, weights: tuple[float, ...] = (1,) * 5) -> list[Load]:
    """So many seconds of each person."""
    return [
        Load(user=user, seconds=each, shifts=each, weight=weight)
        for user, each, weight in zip(PEOPLE, seconds, weights, strict=False)
    ]


@given(_seconds, st.lists(st.sampled_from((0, 0.5, 1, 1 / 3, 2)), min_size=5, max_size=5))
def test_jain_lies_between_one_person_and_all(seconds: list[int], weights: list[float]) -> None:
    """From 1/n, where one of n has everything, to 1; and the most is never less than the mean."""
    found = spread_of(loads(*seconds, weights=tuple(weights)), "hours")
    taking = [weight for weight, _ in zip(weights, seconds, strict=False) if weight]
    assert 1 / max(len(taking), 1) - 1e-12 <= found.jain <= 1
    assert found.ratio >= 1


@given(_seconds)
def test_what_some_have_too_much_others_lack(seconds: list[int]) -> None:
    """The differences add up to nothing, and are in order."""
    off = [by for _, by in spread_of(loads(*seconds), "hours").off_by]
    assert sum(off) == pytest.approx(0, abs=1e-3)
    assert off == sorted(off, reverse=True)


@given(st.integers(1, 10**9), st.integers(1, 5))
def test_equal_parts_are_exactly_even(seconds: int, count: int) -> None:
    """No rounding makes a fair rotation unfair by a hair."""
    found = spread_of(loads(*[seconds] * count), "hours")
    assert (found.ratio, found.jain, {by for _, by in found.off_by}) == (1, 1, {0})


@given(st.integers(1, 10**6), st.lists(st.sampled_from((0.5, 1, 1.5, 2)), min_size=5, max_size=5))
def test_what_is_shared_by_weight_is_even(unit: int, weights: list[float]) -> None:
    """Whoever has twice the weight has twice as much."""
    amounts = [int(unit * weight * 2) for weight in weights]
    found = spread_of(loads(*amounts, weights=tuple(weights)), "shifts")
    assert (found.ratio, found.jain, found.mean) == (1, 1, 2 * unit)


def test_the_numbers_of_a_small_example() -> None:
    """3, 1 and 0 hours: the mean is 4/3, the most 9/4 of it, Jain's index 16 / (3 * 10)."""
    found = spread_of(loads(3 * 3600, 3600, 0), "hours")
    assert (found.most, found.mean, found.ratio) == (3, 4 / 3, 9 / 4)
    assert found.jain == 16 / 30
    assert [(user.id, round(by, 9)) for user, by in found.off_by] == [
        ("alice", round(5 / 3, 9)),
        ("bob", round(-1 / 3, 9)),
        ("carol", round(-4 / 3, 9)),
    ]
    assert found.to_dict()["off_by"][0] == {"user": "alice", "name": "alice", "more": 5 / 3}


def test_nothing_is_fair() -> None:
    """Nobody has any, or nobody is there."""
    for each in ([], loads(0, 0)):
        found = spread_of(each, "hours")
        assert (found.ratio, found.jain, found.mean, found.most) == (1, 1, 0, 0)


def test_whoever_takes_no_part_is_not_in_the_mean() -> None:
    """Of weight 0 nothing is expected: what they have all the same is too much."""
    found = spread_of(loads(3600, 3600, 7200, weights=(1, 1, 0)), "hours")
    assert (found.ratio, found.mean) == (1, 1)
    assert [(user.id, by) for user, by in found.off_by] == [("carol", 2), ("alice", 0), ("bob", 0)]
    alone = spread_of(loads(7200, weights=(0,)), "hours")
    assert (alone.ratio, alone.off_by) == (1, ((PEOPLE[0], 2),))


def test_there_are_six_measures() -> None:
    """Any other is refused, also where nobody is there to be measured."""
    wrong: Any = "minutes"
    with pytest.raises(
        InvalidValueError, match="measure must be one of hours, nights, weekends, holidays, shifts, pages"
    ):
        spread_of([], wrong)


# --- Too much -----------------------------------------------------------------------------------------------------

HOUR = 3600


@given(_seconds, st.lists(st.sampled_from((0, 0.5, 1, 1 / 3, 2)), min_size=5, max_size=5), st.floats(1, 3))
def test_who_is_beyond_a_limit(seconds: list[int], weights: list[float], limit: float) -> None:
    """Whoever takes part, has more than so many fair shares, and two hours more than one; the most first."""
    found = loads(*seconds, weights=tuple(weights))
    whole, total = sum(load.weight for load in found), sum(load.seconds for load in found if load.weight)
    over = beyond(found, "hours", limit)
    times = {load.user: load.seconds * whole / load.weight / total for load in found if load.weight and total}
    margin = 1e-9  # of numbers that are not exact here
    for load in found:
        more = load.seconds - total * load.weight / whole if whole else 0
        if load in over:
            assert times[load.user] > limit - margin
            assert more > 2 * HOUR * (1 - margin)
        elif load.weight and total:
            assert times[load.user] <= limit + margin or more <= 2 * HOUR * (1 + margin)
    assert [times[load.user] for load in over] == sorted((times[load.user] for load in over), reverse=True)


def test_clock_changes_move_some_hours() -> None:
    """Two of all; of nights and weekends one for each day on call or each shift, up to eight; no shifts, no pages."""
    days, weeks, shifts = (
        Load(user=PEOPLE[0], seconds=seconds, shifts=shifts)
        for seconds, shifts in ((49 * HOUR, 1), (14 * 24 * HOUR, 2), (40 * HOUR, 5))
    )
    assert [moved_hours(each, "nights") for each in (days, weeks, shifts)] == [3, 8, 5]
    assert [moved_hours(each, "weekends") for each in (days, weeks, shifts)] == [3, 8, 5]
    assert [moved_hours(weeks, measure) for measure in ("hours", "holidays", "shifts", "pages")] == [2, 0, 0, 0]


def test_what_clock_changes_may_move_is_not_too_much() -> None:
    """Of one and five hours the mean is three: five are two above. One second more is too much."""
    assert beyond(loads(1 * HOUR, 5 * HOUR), "hours", 1.25) == ()
    (found,) = beyond(loads(1 * HOUR, 5 * HOUR + 2), "hours", 1.25)
    assert found.user == PEOPLE[1]
    assert beyond(loads(1, 2), "shifts", 1.25)  # 4/3 of the mean, and no clock changes that
