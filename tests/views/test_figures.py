"""How the figures of a page log look."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall import Incident, MonthlyFigures, UnattributedIncident
from oncall.analysis.figures import Mean
from oncall.views.figures import figures_text
from oncall.views.text import Canvas

CANVAS = Canvas()
MARCH = MonthlyFigures(year=2025, month=3, incidents=1, severities=(("SEV-1\x1b[31m", 1),))
LEFT = UnattributedIncident(incident=Incident(triggered_at=0), reason="no service is called 'x\n'")


def test_lengths_of_time_have_their_two_largest_units() -> None:
    """90 061 s are a day and an hour and more; the mean of 1 and 2 s is 1.5, which is rounded to the even 2."""
    month = MonthlyFigures(
        year=2025, month=3, to_acknowledge=Mean(90_061, 1), to_resolve=Mean(3, 2), to_detect=Mean(0, 3)
    )
    line = figures_text([month], [], CANVAS).splitlines()[1]
    assert line.split() == ["2025-03", "0", "1d", "1h", "2s", "0s", "0", "-", "-"]


def test_names_from_a_log_cannot_move_the_cursor() -> None:
    """A severity with an escape sequence and a reason with a line break are shown as what they are."""
    text = figures_text([MARCH], [LEFT], CANVAS)
    assert "1 SEV-1\\x1b[31m" in text
    assert "No page is known of 1 incident:\n  1: no service is called 'x\\n'" in text
    assert "\x1b" not in text


def test_severities_have_no_table_where_there_is_none() -> None:
    """A log without severities, or without incidents, is shorter."""
    assert "severities" not in figures_text([MonthlyFigures(year=2025, month=3)], [], CANVAS)
    assert figures_text([], [], CANVAS).strip() == "There is no incident."


def test_many_reasons_are_cut_short() -> None:
    """The ten most frequent are there, and how many more there are."""
    many = [UnattributedIncident(incident=Incident(triggered_at=0), reason=f"r{number}") for number in range(12)]
    assert "and 2 reasons more" in figures_text([MARCH], many, CANVAS)


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
    assert all(cell_len(line) <= 80 for line in figures_text(months, [LEFT], CANVAS).splitlines())
