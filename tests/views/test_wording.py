"""How names and times read as plain text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import Zone
from oncall.views.wording import clock, counted, day_name, hours, local, shown, shown_lines


@given(st.text())
def test_whatever_is_shown_only_shows(text: str) -> None:
    """No shown text holds a character that moves the cursor, breaks the line or turns the direction around."""
    assert not {unicodedata.category(char) for char in shown(text).removesuffix("\u200e")} & {
        "Cc",
        "Cf",
        "Cs",
        "Zl",
        "Zp",
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Zoë Ünï", "Zoë Ünï"),
        ("[red]Ann[/red]", "[red]Ann[/red]"),
        ("two\nlines\ttab", r"two\nlines\ttab"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\u202eturned", r"\u202eturned"),
        ("half \ud83d", r"half \ud83d"),
        ("\u3164", r"\u3164"),  # the Hangul filler, a letter of which nothing is shown
        ("a\u034fb\u115f\u180e", r"a\u034fb\u115f\u180e"),
        ("\U000e0100", r"\U000e0100"),
    ],
)
def test_what_would_do_something_is_written_as_an_escape(text: str, expected: str) -> None:
    """A name is shown as its characters; controls are shown as Python writes them."""
    assert shown(text) == expected


def test_a_name_read_from_the_right_ends_in_a_mark_without_width() -> None:
    """The mark keeps the numbers that follow in their column, and takes no column itself."""
    assert shown("אליס") == "אליס\u200e"
    assert cell_len(shown("אליס")) == 4


def test_joined_emoji_are_shown_side_by_side() -> None:
    """Terminals disagree about the width of joined emoji, not about the two that they are made of."""
    assert cell_len(shown("👩‍🚒")) == 4


def test_line_breaks_may_stay() -> None:
    """A message of several lines keeps them, and nothing else."""
    assert shown_lines("a\n    b\r\x1b") == "a\n    b\\r\\x1b"


def test_a_local_time_says_its_offset_only_where_the_clock_shows_it_twice() -> None:
    """In New York, 01:30 on 2025-11-02 is shown at 05:30Z and at 06:30Z; 00:30 and 02:30 are shown once."""
    zone = Zone.named("America/New_York")
    found = [local(to_seconds(f"2025-11-02T0{hour}:30:00Z"), zone) for hour in (4, 5, 6, 7)]
    assert found == [
        "Sun 2025-11-02 00:30",
        "Sun 2025-11-02 01:30 -04:00",
        "Sun 2025-11-02 01:30 -05:00",
        "Sun 2025-11-02 02:30",
    ]


def test_a_spring_hour_is_shown_once() -> None:
    """Where the clock goes forward, nothing needs an offset."""
    zone = Zone.named("America/New_York")
    assert local(to_seconds("2025-03-09T07:00:00Z"), zone) == "Sun 2025-03-09 03:00"
    assert local(to_seconds("2025-03-09T06:59:59Z"), zone) == "Sun 2025-03-09 01:59:59"


def test_readings() -> None:
    """The reading 0 is midnight of Thursday 1970-01-01."""
    assert (day_name(0), clock(0), clock(86_399)) == ("Thu 1970-01-01", "00:00", "23:59:59")


def test_one_is_singular() -> None:
    """One gap, two gaps."""
    assert (counted(1, "gap"), counted(2, "gap"), counted(0, "gap")) == ("1 gap", "2 gaps", "0 gaps")


def test_a_few_seconds_are_not_no_hours() -> None:
    """18 seconds are half of a hundredth of an hour; 36 are one, and nothing is 0."""
    assert [hours(seconds) for seconds in (0, 1, 17, 36, 5400)] == ["0", "<0.01", "<0.01", "0.01", "1.5"]
