"""How the figures of a page log look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall import MonthlyFigures
from oncall.analysis.figures import Mean
from oncall.views.figures import figures_text
from oncall.views.text import Canvas

CANVAS = Canvas()
MARCH = MonthlyFigures(year=2025, month=3, incidents=1, severities=(("SEV-1\x1b[31m", 1),))


def test_lengths_of_time_have_their_two_largest_units() -> None:
    """90 061 s are a day and an hour and more; the mean of 1 and 2 s is 1.5, which is rounded to the even 2."""
    month = MonthlyFigures(
        year=2025, month=3, to_acknowledge=Mean(90_061, 1), to_resolve=Mean(3, 2), to_detect=Mean(0, 3)
    )
    line = figures_text([month], CANVAS).splitlines()[1]
    assert line.split() == ["2025-03", "0", "1d", "1h", "2s", "0s", "0", "-", "-"]


def test_names_from_a_log_cannot_move_the_cursor() -> None:
    """A severity with an escape sequence is shown as what it is."""
    text = figures_text([MARCH], CANVAS)
    assert "1 SEV-1\\x1b[31m" in text
    assert "\x1b" not in text


def test_severities_have_no_table_where_there_is_none() -> None:
    """A log without severities, or without incidents, is shorter."""
    assert "severities" not in figures_text([MonthlyFigures(year=2025, month=3)], CANVAS)
    assert figures_text([], CANVAS).strip() == "There is no incident."


def test_pages_that_nobody_recorded_are_counted() -> None:
    """Four of nine, or one of one; a log that records all of them needs no such line."""
    months = [
        MonthlyFigures(year=2025, month=each, pages=pages, pages_recorded=pages - 2) for each, pages in ((3, 4), (4, 5))
    ]
    text = figures_text(months, CANVAS)
    assert "4 of 9 pages are what the policies say; the log records none for those incidents." in " ".join(text.split())
    one = figures_text([MonthlyFigures(year=2025, month=3, pages=1)], CANVAS)
    assert "1 of 1 page is what the policies say; the log records none for that incident." in " ".join(one.split())
    assert "policies" not in figures_text([MonthlyFigures(year=2025, month=3, pages=1, pages_recorded=1)], CANVAS)


COUNTS = st.integers(0, 10**6)
MEANS = st.builds(Mean, st.integers(0, 10**9), st.integers(0, 10**3))


@given(
    months=st.lists(
        st.builds(
            MonthlyFigures,
            year=st.integers(1, 9999),
            month=st.integers(1, 12),
            incidents=COUNTS,
            severities=st.lists(st.tuples(st.text(max_size=30), COUNTS), max_size=9).map(tuple),
            to_acknowledge=MEANS,
            to_resolve=MEANS,
            to_detect=MEANS,
            pages=COUNTS,
            pages_on_shifts=COUNTS,
            shifts=st.integers(1, 100),
        ),
        max_size=3,
    )
)
def test_the_table_fits_eighty_columns(months: list[MonthlyFigures]) -> None:
    """With up to a million incidents, and severities of any kind."""
    assert all(cell_len(line) <= 80 for line in figures_text(months, CANVAS).splitlines())


def test_where_the_table_has_no_room_each_number_has_a_line() -> None:
    """Eight columns of 7, 9, 5, 4, 4, 5, 7 and 9 with seven gaps of two are 64; in one less nothing is cut."""
    # Five hours until somebody acknowledges, on average; four pages, of which three fell on the two shifts: 1.5 each.
    month = MonthlyFigures(
        year=2025,
        month=3,
        incidents=2,
        to_acknowledge=Mean(36_000, 2),
        pages=4,
        pages_recorded=4,
        pages_on_shifts=3,
        shifts=2,
    )
    assert figures_text([month], Canvas(width=64)).startswith(
        "month    incidents   MTTA  MTTR  MTTD  pages  a shift  no action"
    )
    assert figures_text([month], Canvas(width=63)).rstrip("\n").splitlines() == [
        "2025-03",
        "  incidents  2",
        "  MTTA       5h 0m",
        "  MTTR       -",
        "  MTTD       -",
        "  pages      4",
        "  a shift    1.50",
        "  no action  -",
    ]
