"""Where lines that are too long go on."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall.views.wrapping import STEP, wrapped


def test_a_sentence_goes_on_indented() -> None:
    """Of twelve columns ten are left from the second line on."""
    assert [*wrapped("nobody else is paged after that", STEP, 12)] == ["nobody else", "  is paged", "  after that"]


def test_a_word_that_is_longer_is_cut() -> None:
    """It begins on a line of its own, after the indentation."""
    assert [*wrapped("to Bartholomew", 2, 8)] == ["to", "  Bartho", "  lomew"]


@given(st.text(alphabet="ab 山é ", max_size=60), st.integers(4, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    """But for blanks all characters are there, in their order."""
    lines = [*wrapped(text, STEP, width)]
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in lines)
