"""Where lines that are too long go on."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.text import Text

from oncall.views.text import Canvas
from oncall.views.wrapping import STEP, Hanging, beside, wrapped

WIDE = "ab 山é\u0301🦄 "
"""Letters of one column and of two, an accent of none, and many blanks."""


def test_a_sentence_goes_on_indented() -> None:
    """Of twelve columns ten are left from the second line on."""
    assert [*wrapped("nobody else is paged after that", STEP, 12)] == ["nobody else", "  is paged", "  after that"]


def test_a_word_that_is_longer_is_cut() -> None:
    """It begins on a line of its own, after the indentation."""
    assert [*wrapped("to Bartholomew", 2, 8)] == ["to", "  Bartho", "  lomew"]


def test_a_first_word_that_is_longer_begins_in_its_place() -> None:
    """At the margin, or after its blanks; no line before it is empty."""
    assert [*wrapped("Bartholomew is next", 2, 8)] == ["Bartholo", "  mew is", "  next"]
    assert [*wrapped("  Bartholomew", 4, 8)] == ["  Bartho", "    lome", "    w"]


def test_blanks_alone_fill_no_line() -> None:
    """A text that begins with more of them than there is room for begins with its first word."""
    assert [*wrapped(f"{' ' * 30}a b", 2, 8)] == ["  a b"]


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_is_one_empty_line(text: str) -> None:
    """So that something stands where there is nothing to say."""
    assert [*wrapped(text, STEP, 8)] == [""]


@pytest.mark.parametrize("text", ["a{}", "{}a", "a{}b"])
def test_many_blanks_take_time_in_proportion(text: str) -> None:
    """A name may have hundreds of thousands of them."""
    assert "".join(wrapped(text.format(" " * 300_000), STEP, 8)).replace(" ", "") == text.format("")


def test_what_stands_beside_a_label_goes_on_beside_it() -> None:
    """Of sixteen columns eight are left; a word that is longer begins beside the label all the same."""
    assert [*beside("  now   Bob, until Friday", 8, 0, 16)] == ["  now   Bob,", "        until", "        Friday"]
    assert [*beside("  next  Bartholomew", 8, 0, 16)] == ["  next  Bartholo", "        mew"]
    assert [*beside("  Bartholomew: 8 hours", 2, 2, 16)] == ["  Bartholomew: 8", "    hours"]


@given(st.text(alphabet=WIDE, max_size=60), st.integers(4, 30))
def test_nothing_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    """But for blanks all characters are there, in their order, and only the first line may begin further left."""
    first, *others = wrapped(text, STEP, width)
    assert "".join("".join([first, *others]).split()) == "".join(text.split())
    assert all(cell_len(line) <= width for line in [first, *others])
    assert text.lstrip().startswith(first.lstrip())
    assert all(re.match(r"  \S", line) for line in others)


@given(st.text(alphabet="abc ", min_size=1, max_size=60), st.integers(8, 30))
def test_words_are_cut_only_where_they_must_be(text: str, width: int) -> None:
    """Where none is wider than a line that goes on, the lines have the same words."""
    words = [word for word in text.split() if len(word) <= width - STEP]
    assert " ".join(wrapped(" ".join(words), STEP, width)).split() == words


@given(st.text(alphabet="ab ", max_size=30), st.text(alphabet="ab ", max_size=30), st.integers(20, 40))
def test_what_hangs_is_wrapped_alike_and_keeps_its_styles(bold: str, plain: str, width: int) -> None:
    """The letters of a style are the same ones as before it was wrapped, and the indentation has none."""
    text = Text.assemble((bold, "bold"), plain)
    assert Canvas(width=width).draw([Hanging(text)]) == "\n".join(
        [*map(str.rstrip, wrapped(bold + plain, STEP, width)), ""]
    )
    coloured = Canvas(width=width, color=True).draw([Hanging(text)])
    inked = re.findall(r"\x1b\[1m(.*?)\x1b\[0m", coloured)
    assert "".join("".join(inked).split()) == "".join(bold.split())
    assert not any(line.startswith("\x1b[1m  ") for line in coloured.split("\n")[1:])
