"""The laws of a set, for sets of instants."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.spans import SpanSet, canonical

Pairs = list[tuple[int, int]]

# Small numbers, so that ends meet, and three far-apart clusters, so that some never do.
edges = st.builds(lambda cluster, edge: cluster * 1_000_000 + edge, st.integers(0, 2), st.integers(0, 24))
pairs = st.lists(st.tuples(edges, edges), max_size=8)
sets = st.builds(SpanSet, pairs)


@given(sets, sets)
def test_union_and_intersection_commute(a: SpanSet, b: SpanSet) -> None:
    """The order of two sets does not matter."""
    assert a | b == b | a
    assert a & b == b & a


@given(sets, sets, sets)
def test_union_and_intersection_associate(a: SpanSet, b: SpanSet, c: SpanSet) -> None:
    """The grouping of three sets does not matter."""
    assert (a | b) | c == a | (b | c)
    assert (a & b) & c == a & (b & c)


@given(sets)
def test_union_and_intersection_are_idempotent(a: SpanSet) -> None:
    """A set with itself is itself, and nothing is left of it without itself."""
    assert a | a == a
    assert a & a == a
    assert a - a == SpanSet()


@given(sets, sets, sets)
def test_union_and_intersection_distribute(a: SpanSet, b: SpanSet, c: SpanSet) -> None:
    """Each of the two distributes over the other, and difference turns one into the other."""
    assert a & (b | c) == (a & b) | (a & c)
    assert a | (b & c) == (a | b) & (a | c)
    assert a - (b | c) == (a - b) & (a - c)
    assert a - (b & c) == (a - b) | (a - c)


@given(sets, sets)
def test_difference_and_intersection_make_up_the_set(a: SpanSet, b: SpanSet) -> None:
    """What is not in b and what is in b are together a, and have nothing in common."""
    assert (a - b) | (a & b) == a
    assert (a - b) & b == SpanSet()
    assert (a - b).seconds + (a & b).seconds == a.seconds


@given(pairs, pairs)
def test_membership_agrees_with_every_operator(left: Pairs, right: Pairs) -> None:
    """A second is in what an operator makes of two sets as it is in what it makes of two sets of numbers."""
    a, b = SpanSet(left), SpanSet(right)
    for low, high in (*left, *right):
        for second in (low - 1, low, low + 1, high - 1, high, high + 1):
            inside_a = any(start <= second < end for start, end in left)
            inside_b = any(start <= second < end for start, end in right)
            assert (second in a, second in b) == (inside_a, inside_b)
            assert (second in a | b) == (inside_a or inside_b)
            assert (second in a & b) == (inside_a and inside_b)
            assert (second in a - b) == (inside_a and not inside_b)


@given(pairs)
def test_equal_sets_are_held_alike(given_pairs: Pairs) -> None:
    """However a set is put together, it is held as the same disjoint spans, in order, none touching the next."""
    held = canonical(given_pairs)
    assert canonical(held) == held
    assert canonical(reversed(given_pairs)) == held
    assert all(start < end for start, end in held)
    assert all(before[1] < after[0] for before, after in pairwise(held))
    assert [span.bounds for span in SpanSet(given_pairs)] == held
    assert hash(SpanSet(given_pairs)) == hash(SpanSet(held))
