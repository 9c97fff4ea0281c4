"""Suppressions: which lines a comment covers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Suppression
from oncall.errors import InvalidValueError, Location

HERE = Location("a.tf", 1)


@given(st.integers(1, 9), st.integers(0, 9), st.integers(1, 20))
def test_it_covers_its_lines_both_ends_included(first: int, more: int, line: int) -> None:
    """A place is covered exactly where its line is one of those from the first to the last."""
    comment = Suppression(where=HERE, first_line=first, last_line=first + more, checks=["OC1"])
    assert comment.covers(Location("a.tf", line, 7)) == (line in range(first, first + more + 1))


def test_it_covers_nothing_else() -> None:
    """Neither another file, nor what has no place; without lines, not even the line that it is on."""
    comment = Suppression(where=HERE, first_line=1, last_line=9)
    assert comment.covers(HERE)
    assert not comment.covers(Location("b.tf", 1))
    assert not comment.covers(None)
    assert not Suppression(where=HERE).covers(HERE)


@pytest.mark.parametrize(("first", "last"), [(None, 3), (3, None), (3, 2), (0, 2), (1.5, 2)])
def test_lines_come_in_order_or_not_at_all(first: int | None, last: int | None) -> None:
    """One line without the other, the last before the first, and lines before the first of a file are refused."""
    with pytest.raises(InvalidValueError, match=r"last_line must be a line from first_line \("):
        Suppression(where=HERE, first_line=first, last_line=last)


def test_what_is_no_word_and_no_place_is_refused() -> None:
    """One word alone would be taken for its letters."""
    with pytest.raises(InvalidValueError, match="checks must be a list of str, got 'OC201'"):
        Suppression(where=HERE, checks="OC201")
    with pytest.raises(InvalidValueError, match="where must be a Location"):
        Suppression(where="a.tf:1")  # type: ignore[arg-type]


def test_it_is_plain_values_and_a_line() -> None:
    """Its place, its lines, its words and its reason."""
    comment = Suppression(
        where=Location("a.tf", 3), first_line=4, last_line=9, checks=["OC201", "noise"], reason="it goes in May"
    )
    assert comment.to_dict() == {
        "path": "a.tf",
        "line": 3,
        "first_line": 4,
        "last_line": 9,
        "checks": ["OC201", "noise"],
        "reason": "it goes in May",
    }
    assert str(comment) == "a.tf:3: ignore[OC201, noise] because it goes in May"
    assert str(Suppression(where=HERE, checks=["OC2"])) == "a.tf:1: ignore[OC2]"
