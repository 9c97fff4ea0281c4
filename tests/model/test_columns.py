"""Columns: what is known of their order is never trusted further than it reaches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Shift, Timeline, User
from oncall.errors import InvalidValueError
from oncall.model.columns import Columns

ALICE = User("alice")


def columns(pairs: list[tuple[int, int | None]], *, are_apart: bool) -> Columns:
    """Shifts of alice, by none in particular."""
    starts, ends = tuple(start for start, _ in pairs), tuple(end for _, end in pairs)
    return Columns(starts, ends, (1,) * len(pairs), {1: (ALICE, ())}, are_apart=are_apart)


SORTED = st.lists(st.integers(0, 20), min_size=2, max_size=8, unique=True).map(sorted)


@given(SORTED, st.booleans(), st.integers(-1, 21), st.integers(1, 22))
def test_rows_that_are_apart_are_misplaced_where_a_walk_finds_them_so(
    edges: list[int],
    is_open: bool,  # noqa: FBT001
    since: int,
    width: int,
) -> None:
    """The first that ends before the range or at its start, or begins at its end or later; the last may have no end."""
    pairs: list[tuple[int, int | None]] = list(zip(edges[::2], edges[1::2], strict=False))
    if is_open:
        pairs[-1] = (pairs[-1][0], None)
    until = since + width
    outside = (i for i, (start, end) in enumerate(pairs) if start >= until or (end is not None and end <= since))
    expected = next(outside, None)
    for are_apart in (True, False):
        assert columns(pairs, are_apart=are_apart).first_misplaced(since, until) == expected


def test_a_timeline_that_is_moved_is_looked_at_again() -> None:
    """Shifts of 10 to 20 and 30 to 40 are within 19 to 31; from 20 on the first is outside, and up to 30 the second."""
    shifts = [Shift(user=ALICE, start=10, end=20), Shift(user=ALICE, start=30, end=40)]
    assert len(Timeline(shifts, since=19, until=31)) == 2
    for since, until in ((20, 31), (19, 30)):
        with pytest.raises(InvalidValueError, match="shifts must be in order, apart, and within the range"):
            Timeline(shifts, since=since, until=until)


def test_columns_are_equal_to_columns_alone() -> None:
    """By what they hold; nothing else is one."""
    found = columns([(0, 1)], are_apart=True)
    assert found == columns([(0, 1)], are_apart=False)
    assert found != columns([(0, 2)], are_apart=True)
    assert found.__eq__(((0,), (1,), (1,))) is NotImplemented
    assert list(found) == [found[0]] == [(0, 1, ALICE, ())]


@pytest.mark.parametrize(
    ("pairs", "since", "until", "misplaced"),
    [
        ([(10, 20), (30, 40)], 19, 31, None),
        ([(10, 20), (30, 40)], 20, 31, 0),
        ([(10, 20), (30, 40)], 19, 30, 1),
        ([(10, None)], 11, 12, None),
        ([(10, None)], 0, 10, 0),
        ([(10, 20), (20, None)], 10, 20, 1),
        ([], 0, 1, None),
    ],
)
@pytest.mark.parametrize("are_apart", [True, False])
def test_a_row_touches_its_range(
    pairs: list[tuple[int, int | None]],
    since: int,
    until: int,
    misplaced: int | None,
    are_apart: bool,  # noqa: FBT001
) -> None:
    """A row that ends where the range begins is outside of it, and so is one that begins where it ends."""
    assert columns(pairs, are_apart=are_apart).first_misplaced(since, until) == misplaced
