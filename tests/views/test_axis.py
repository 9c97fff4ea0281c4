"""The dates and times above a picture."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import Zone
from oncall.views.axis import axis
from oncall.views.grid import Grid

NEW_YORK = Zone.named("America/New_York")
ZONES = ("America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca", "Etc/UTC")
WIDTH = 69


def dates(since: str, until: str, room: int = WIDTH) -> str:
    """The line of dates of a range."""
    return axis(Grid.fitted(NEW_YORK, to_seconds(since), to_seconds(until), room), None, room)[0]


# The smallest cells of which no more than 69 are needed, and the marks with room for a label: cells of 1 s, marks of
# 10; 5 s, a minute; a minute, 10; half an hour, 6 hours; 3 hours, a day; 12 hours, a week;
# of 731 days 52.2 cells of two weeks, half a year; 65.2 of 8 weeks, a year; of 36 525 days 68.7 of 532, ten years, of
# which 2030 begins after 1 756 days, in column 3, 2040 after 5 408, in 10, and 2050 after 9 061, in 17.
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2025-03-12T09:12:00-04:00", "2025-03-12T09:13:00-04:00", "09:12     09:12:10  09:12:20  09:12:30"),
        (
            "2025-03-12T09:12:00-04:00",
            "2025-03-12T09:17:00-04:00",
            "09:12       09:13       09:14       09:15       09:16",
        ),
        ("2025-03-12T09:00:00-04:00", "2025-03-12T10:00:00-04:00", "09:00     09:10     09:20     09:30     09:40"),
        ("2025-03-12T09:00:00-04:00", "2025-03-13T12:00:00-04:00", "09:00 12:00       18:00       Thu 13 Mar  06:00"),
        ("2025-03-12T00:00:00-04:00", "2025-03-19T00:00:00-04:00", "12 Mar  13 Mar  14 Mar  15 Mar  16 Mar  17 Mar"),
        ("2025-03-12T00:00:00-04:00", "2025-04-09T00:00:00-04:00", "Wed 12 Mar    Wed 19 Mar    Wed 26 Mar"),
        ("2025-03-12T00:00:00-04:00", "2027-03-12T00:00:00-05:00", "       Jul 2025      Jan 2026     Jul 2026"),
        ("2025-03-12T00:00:00-04:00", "2035-03-12T00:00:00-05:00", "2025 2026  2027   2028  2029   2030"),
        ("2025-03-12T00:00:00-04:00", "2125-03-12T00:00:00-05:00", "   2030   2040   2050"),
    ],
)
def test_from_a_minute_to_a_century(since: str, until: str, expected: str) -> None:
    """Times, then days, weeks, months, years, decades, with as many marks as there is room for."""
    assert dates(since, until).startswith(expected)


@pytest.mark.parametrize(
    ("since", "until", "room", "expected"),
    [
        # Six cells of four hours a day, marks every second one: 30 and 31 December share one, which is the 31st's.
        ("2011-12-26T00:00:00-10:00", "2012-01-05T00:00:00+14:00", 69, "Mon 26 Dec  Wed 28 Dec        Sat 31 Dec"),
        # Cells of two hours, and a mark a day.
        (
            "2011-12-28T00:00:00-10:00",
            "2012-01-02T00:00:00+14:00",
            69,
            "Wed 28 Dec  Thu 29 Dec              Sat 31 Dec",
        ),
    ],
)
def test_a_day_that_never_was_is_not_named(since: str, until: str, room: int, expected: str) -> None:
    """In Samoa 31 December 2011 came after the 29th, so its mark stands behind the cells that the clock skips."""
    grid = Grid.fitted(Zone.named("Pacific/Apia"), to_seconds(since), to_seconds(until), room)
    line, marks = axis(grid, None, room)
    assert line.startswith(expected)
    assert "30 Dec" not in line
    assert marks[line.index("Sat 31 Dec")] == "|"


def test_a_time_that_never_was_is_not_named() -> None:
    """Marks every two hours: on 9 March 2025 New York's clocks showed 03:00 after 01:59."""
    line = dates("2025-03-08T00:00:00-05:00", "2025-03-09T22:00:00-04:00", 190)
    assert "9 Mar   03:00       06:00   08:00" in line


@given(
    st.sampled_from(ZONES),
    st.integers(-(2**33), 2**33),
    st.integers(0, 33).flatmap(lambda power: st.integers(1, 2**power)),
    st.integers(15, 200),
)
def test_dates_fit_and_say_something(zone: str, since: int, lasts: int, room: int) -> None:
    """Of a range of a second as of three centuries: no line is too wide, something is said, and above a mark."""
    grid = Grid.fitted(Zone.named(zone), since, since + lasts, room)
    line, marks = axis(grid, None, room)
    assert len(line) <= room
    assert len(marks) <= len(grid)
    assert line.strip()
    assert marks[len(line) - len(line.lstrip())] == "|"
