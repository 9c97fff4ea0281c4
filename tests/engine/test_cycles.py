"""Cycles: arithmetic finds exactly the meetings that a walk over the whole joint period finds."""

from math import lcm

from hypothesis import given
from hypothesis import strategies as st

from oncall.engine.cycles import Cycle, count_meetings, first_meeting, first_multiple, meet

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
