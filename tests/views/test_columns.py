"""Tables, against those of rich, which are slow and right."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.table import Table as Slow
from rich.text import Text

from oncall.views.columns import Column, Table
from oncall.views.text import Canvas

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall.views.columns import Cell

NAMES = [Column("name"), Column("number", is_right=True, is_whole=True), Column("what")]
LETTERS = "abc \N{LATIN SMALL LETTER E WITH ACUTE}\N{CJK UNIFIED IDEOGRAPH-6F22}\U0001f984\u0301-"
WORDS = st.lists(st.text(LETTERS, max_size=12).map(str.strip), min_size=1, max_size=3).map("\n".join)
CELLS = WORDS | st.builds(Text, WORDS, st.sampled_from(["bold red", "dim", ""]))


def slow(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], gap: int) -> Slow:
    """The same as one of rich's tables."""
    table = Slow(box=None, pad_edge=False, padding=(0, gap, 0, 0), header_style="dim")
    table.show_header = any(column.title for column in columns)
    for column in columns:
        justify: Literal["left", "right"] = "right" if column.is_right else "left"
        table.add_column(
            column.title, justify=justify, no_wrap=column.is_whole, overflow="fold", min_width=column.least
        )
    for row in rows:
        table.add_row(*row)
    return table


def unstyled(columns: Sequence[Column], rows: Sequence[Sequence[Cell]], width: int) -> list[str]:
    """The lines of a table on so many columns."""
    return Canvas(width=width).draw([Table(columns=columns, rows=rows)]).splitlines()


@given(
    columns=st.lists(
        st.builds(Column, WORDS, is_right=st.booleans(), is_whole=st.booleans(), least=st.integers(1, 4)),
        min_size=1,
        max_size=4,
    ),
    gap=st.integers(0, 3),
    data=st.data(),
)
def test_where_there_is_room_it_is_what_rich_draws(columns: list[Column], gap: int, data: st.DataObject) -> None:
    """Whatever the letters, line breaks and styles of the cells."""
    rows = data.draw(st.lists(st.tuples(*[CELLS] * len(columns)), max_size=5))
    assume(rows or any(column.title for column in columns))
    canvas = Canvas(width=200)
    assert canvas.draw([Table(columns=columns, rows=rows, gap=gap)]) == canvas.draw([slow(columns, rows, gap)])


@given(
    rows=st.lists(st.tuples(WORDS, st.integers(0, 999).map(str), WORDS), min_size=1, max_size=5),
    width=st.integers(20, 40),
)
def test_where_there_is_little_room_no_letter_is_lost(rows: list[tuple[str, str, str]], width: int) -> None:
    """Every line has room, and all that stands in the cells is in the table."""
    head, *lines = unstyled(NAMES, rows, width)
    assert head.split() == ["name", "number", "what"]
    assert max(map(cell_len, lines)) <= width
    found, there = (Counter("".join(words)) for words in (lines, chain(*rows)))
    assert all(found[letter] == there[letter] for letter in {*LETTERS, *"0123456789"} - {" "})


def test_the_widest_column_gives_way_first() -> None:
    """Of 24 columns 4 are gaps and 6 the number: of the other 14, 4 are the name, and 10 are left."""
    assert unstyled(NAMES, [("erin", "7", "one two three"), ("bob", "12", "four")], 24) == [
        "name  number  what",
        "erin       7  one two",
        "              three",
        "bob       12  four",
    ]


def test_a_column_that_keeps_its_words_whole_gives_way_first() -> None:
    """Of 19 columns 2 are the gap; the long word needs 12 of the 17, and 5 are enough for any of the others."""
    assert unstyled([Column("who"), Column("what")], [("bob", "x"), ("ab ghijklmnopqr", "four five sixes")], 19) == [
        "who           what",
        "bob           x",
        "ab            four",
        "ghijklmnopqr  five",
        "              sixes",
    ]


def test_a_word_that_is_wider_than_its_column_goes_on_in_the_next_line() -> None:
    """Of 10 columns, 2 are the gap: each column has 4."""
    rows = [("abcdef", "ghijklmn")]
    assert unstyled([Column(), Column()], rows, 10) == ["abcd  ghij", "ef    klmn"]


def test_a_column_that_stays_whole_is_cut_only_if_nothing_else_can_give_way() -> None:
    """On 9 columns the other has one, its least; on 6 it still has, and 3 are left for the date."""
    rows = [("2025-1", "ab")]
    columns = [Column(is_whole=True), Column()]
    assert unstyled(columns, rows, 9) == ["2025-1  a", "        b"]
    assert unstyled(columns, rows, 6) == ["20\N{HORIZONTAL ELLIPSIS}  a", "     b"]


def test_wide_letters_take_two_columns() -> None:
    """What stands beside them is aligned all the same."""
    wide = "\N{CJK UNIFIED IDEOGRAPH-6F22}" * 2
    assert unstyled([Column(), Column()], [(wide, "x"), ("bob", "y")], 80) == [f"{wide}  x", "bob   y"]


@pytest.mark.parametrize("color", [True, False])
def test_styles_are_seen_where_there_are_colours(color: bool) -> None:  # noqa: FBT001 - a parameter
    """The head stands back, and a cell has its own style; without colours there is no escape."""
    table = Table(columns=[Column("who"), Column("n")], rows=[(Text("nobody", "bold red"), "1")], caption="Alone.")
    drawn = Canvas(color=color).draw([table])
    if color:
        assert drawn.splitlines() == [
            "\x1b[2mwho     n\x1b[0m",
            "\x1b[1;31mnobody\x1b[0m  1",
            "\x1b[2mAlone.\x1b[0m",
        ]
    else:
        assert drawn.splitlines() == ["who     n", "nobody  1", "Alone."]
