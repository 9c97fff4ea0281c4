"""Cycles: arithmetic finds exactly the meetings that a walk over the whole joint period finds."""

from math import lcm

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.spans import canonical
from oncall.engine.cycles import Cycle, count_meetings, cycle_of, first_meeting, first_multiple, meet, overlap

WEEK = 604_800


@st.composite
def cycles(draw: st.DrawFn) -> Cycle:
    """A short period, and up to three pairs in it, some of them empty or before 0."""
    period = draw(st.integers(1, 24))
    pairs = draw(st.lists(st.tuples(st.integers(-10, 40), st.integers(0, period)), max_size=3))
    return Cycle(period, [(start, start + length) for start, length in pairs])


def _holds(cycle: Cycle, number: int) -> bool:
    """Whether a number is in a cycle, by its definition."""
    return any((number - start) % cycle.period < end - start for start, end in cycle.pairs)


@given(cycles(), cycles())
def test_arithmetic_agrees_with_a_walk(one: Cycle, other: Cycle) -> None:
    """Two cycles meet if they do within one joint period."""
    joint = lcm(one.period, other.period)
    assert meet(one, other) == any(_holds(one, number) and _holds(other, number) for number in range(joint))


@st.composite
def apart(draw: st.DrawFn) -> Cycle:
    """A cycle whose pairs do not touch each other, or one that holds everything."""
    period = draw(st.integers(2, 24))
    edges = sorted(draw(st.lists(st.integers(0, period - 1), max_size=6, unique=True)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return Cycle(period, draw(st.sampled_from([pairs, pairs, pairs, [(5, 5 + period)]])))


@given(apart(), apart(), st.integers(-30, 30))
def test_meetings_are_the_stretches_in_common(one: Cycle, other: Cycle, since: int) -> None:
    """Where pairs lie apart, the meetings are the longest unbroken stretches of common numbers, which a walk counts."""
    joint = lcm(one.period, other.period)

    def is_common(number: int) -> bool:
        return _holds(one, number) and _holds(other, number)

    begins = [number for number in range(since, since + joint) if is_common(number) and not is_common(number - 1)]
    assert count_meetings(one, other) == len(begins)
    found = first_meeting(one, other, since)
    if not begins:
        assert found is None
        return
    end = begins[0]
    while is_common(end):
        end += 1
    assert found == (begins[0], end)


@given(st.integers(0, 60), st.integers(1, 60), st.integers(-80, 80), st.integers(1, 60))
def test_the_first_multiple_is_the_first(step: int, modulus: int, offset: int, width: int) -> None:
    """What Euclid's rounds find is what trying one number after the other finds; remainders repeat after `modulus`."""
    tried = (n for n in range(modulus) if (n * step - offset) % modulus < width)
    assert first_multiple(step, modulus, offset, width) == next(tried, None)


def test_no_period_is_too_long() -> None:
    """Turns of 90,001 s among 31 people and a week have a joint period of 53,000 years; a meeting is found at once.

    31 * 90,001 = 2,790,031 shares no factor with 604,800 (it is odd, ends in 1, and is no multiple of 3 or 7), so
    every second of the one meets every second of the other: by the remainder theorem n * 2,790,031 leaves 5 by a week
    for exactly one n below 604,800, which trying finds.
    """
    rotation, week = Cycle(2_790_031, [(0, 1)]), Cycle(WEEK, [(5, 6)])
    times = next(n for n in range(WEEK) if n * 2_790_031 % WEEK == 5)
    assert first_meeting(rotation, week, 0) == (times * 2_790_031, times * 2_790_031 + 1)
    assert not meet(Cycle(2 * WEEK, [(0, 1)]), Cycle(WEEK, [(1, 2)]))


def test_a_pair_that_is_empty_holds_nothing() -> None:
    """It is left out, and so is one that ends before it begins."""
    assert Cycle(24, [(3, 3), (9, 8), (5, 6)]).pairs == ((5, 6),)


def test_numbers_are_folded_into_their_remainders() -> None:
    """By 4: 5, 6 and 7 leave 1, 2 and 3; 7 and 8 leave 3 and 0; four numbers in a row leave every remainder."""
    assert Cycle(12, [(5, 8)]).folded(4) == [(1, 4)]
    assert Cycle(12, [(7, 9)]).folded(4) == [(0, 1), (3, 4)]
    assert Cycle(12, [(100, 101)]).folded(4) == [(0, 1)]
    assert Cycle(12, [(6, 10)]).folded(4) == [(0, 4)]
    assert Cycle(12, [(6, 11)]).folded(4) == [(0, 4)]
    assert Cycle(12, []).folded(4) == []


@pytest.mark.parametrize(
    ("runs", "less", "pairs"),
    [
        ([(100, 148)], 0, ((100, 124),)),  # both periods through: it never ends
        ([(100, 148)], 5, ((100, 124),)),  # and is not ended sooner either
        ([(103, 107), (127, 131)], 0, ((103, 107),)),
        ([(103, 107), (127, 131)], 1, ((103, 106),)),
        ([(103, 107), (127, 131)], 4, ()),  # four numbers, ended four sooner
        ([(100, 102), (120, 126), (144, 148)], 0, ((120, 126),)),  # the first is what is left of a run from 96 to 102
        ([(100, 102), (124, 126)], 0, ((124, 126),)),  # begins with the period: it is met where that ends
        ([(100, 110), (120, 134), (144, 148)], 0, ((120, 134),)),
        ([], 0, ()),
    ],
)
def test_a_cycle_is_read_out_of_two_periods(
    runs: list[tuple[int, int]], less: int, pairs: tuple[tuple[int, int], ...]
) -> None:
    """Of runs from 100 to 148, the periods of 24 being from 100 and from 124, each is there once and whole."""
    assert cycle_of(runs, 100, 24, less) == Cycle(24, pairs)


@given(apart(), st.integers(-50, 50))
def test_a_cycle_that_is_shown_for_two_periods_is_the_cycle(cycle: Cycle, begin: int) -> None:
    """Wherever one begins to look, the cycle that is found holds the same numbers."""
    end = begin + 2 * cycle.period
    shown = canonical((number, number + 1) for number in range(begin, end) if _holds(cycle, number))
    found = cycle_of(shown, begin, cycle.period)
    assert [_holds(found, number) for number in range(begin, end)] == [_holds(cycle, n) for n in range(begin, end)]
    assert found.is_steady == cycle.is_steady


@pytest.mark.parametrize(
    ("one", "other", "since", "count", "first"),
    [
        # By hand, over the joint period 12 of 4 and 6: 1, 5, 9 and 1-2, 7-8 have 1 in common.
        (Cycle(4, [(1, 2)]), Cycle(6, [(1, 3)]), 0, 1, (1, 2)),
        (Cycle(4, [(1, 2)]), Cycle(6, [(1, 3)]), 1, 1, (1, 2)),
        (Cycle(4, [(1, 2)]), Cycle(6, [(1, 3)]), 2, 1, (13, 14)),
        # 0-2, 4-6, 8-10 and 1-4, 7-10: 1-2 (begun by the other), 4 and 8-10 (begun by the one).
        (Cycle(4, [(0, 3)]), Cycle(6, [(1, 5)]), 0, 3, (1, 3)),
        # 3, 7, 11 and 0, 6 have nothing in common: one is odd.
        (Cycle(4, [(3, 4)]), Cycle(6, [(0, 1)]), 0, 0, None),
        # One that holds everything meets each pair of the other: 2 of 12 over 6, once a pair.
        (Cycle(4, [(5, 9)]), Cycle(6, [(1, 3), (4, 5)]), 2, 4, (4, 5)),
        (Cycle(6, [(1, 3), (4, 5)]), Cycle(4, [(5, 9)]), 5, 4, (7, 9)),
        # Of one that holds everything no pair begins: not at 5 either, in the midst of the other's 1-6 of 10.
        (Cycle(4, [(5, 9)]), Cycle(10, [(1, 6)]), 2, 2, (11, 16)),
        # Two that hold everything meet without beginning.
        (Cycle(4, [(0, 4)]), Cycle(6, [(1, 7)]), 0, 0, None),
        # The pair reaches over the end of the other's: 10-14 and 12-13 of 24.
        (Cycle(24, [(10, 15)]), Cycle(24, [(12, 14)]), 0, 1, (12, 14)),
        (Cycle(24, [(10, 13)]), Cycle(24, [(12, 20)]), 40, 1, (60, 61)),
    ],
)
def test_meetings_are_counted_and_found(
    one: Cycle, other: Cycle, since: int, count: int, first: tuple[int, int] | None
) -> None:
    """How many there are in a joint period, and the first from an instant on, cut to what both hold."""
    assert count_meetings(one, other) == count_meetings(other, one) == count
    assert first_meeting(one, other, since) == first_meeting(other, one, since) == first


@given(st.lists(st.integers(0, 40), max_size=10, unique=True), st.lists(st.integers(0, 40), max_size=10, unique=True))
def test_pairs_overlap_if_they_have_a_number_in_common(some: list[int], others: list[int]) -> None:
    """Half-open pairs that only touch have none."""
    one, other = ([*zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False)] for edges in (some, others))
    numbers, more = ({number for pair in pairs for number in range(*pair)} for pairs in (one, other))
    assert overlap(one, other) == bool(numbers & more)


@pytest.mark.parametrize(
    ("some", "others", "expected"),
    [
        ([(0, 4)], [(4, 8)], False),
        ([(4, 8)], [(0, 4)], False),
        ([(0, 4), (10, 12)], [(4, 8), (11, 13)], True),
        ([(0, 1), (2, 3), (20, 30)], [(5, 6), (7, 25)], True),
        ([(5, 6), (7, 25)], [(0, 1), (2, 3), (20, 30)], True),
        ([(0, 1), (2, 3), (4, 5)], [(3, 4)], False),
        ([(0, 1), (2, 4), (6, 7)], [(1, 2), (3, 4)], True),
        ([(0, 4), (9, 10)], [(4, 5), (5, 6), (6, 7), (9, 10)], True),
        ([(0, 1), (5, 6)], [(0, 0), (5, 6)], True),
    ],
)
def test_pairs_are_looked_at_one_after_the_other(
    some: list[tuple[int, int]], others: list[tuple[int, int]], *, expected: bool
) -> None:
    """Whichever ends first is left behind, and no other."""
    assert overlap(some, others) is expected
