"""Times as they are typed."""

from __future__ import annotations

import pytest

from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import Zone
from oncall.cli.moments import Range, lasting, typed
from oncall.errors import InvalidValueError, NotAnInstantError

NEW_YORK = Zone.named("America/New_York")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-03-12", "2025-03-12T00:00:00-04:00"),
        ("2025-03-12 09:00", "2025-03-12T09:00:00-04:00"),
        ("2025-03-12T09:00", "2025-03-12T09:00:00-04:00"),
        ("2025-01-12T09:00:30", "2025-01-12T09:00:30-05:00"),
        ("2025-03-12T09:00Z", "2025-03-12T09:00:00Z"),
        ("2025-03-12 09:00+05:45", "2025-03-12T09:00:00+05:45"),
        (" 2025-03-12T09:00:00.999Z ", "2025-03-12T09:00:00Z"),
        ("1969-12-31T18:59:59.5", "1969-12-31T18:59:59-05:00"),
    ],
)
def test_a_time_is_read_in_the_zone_unless_it_has_an_offset(text: str, expected: str) -> None:
    """A plain local time hangs on the schedule's wall; one with an offset is an instant; both are floored."""
    assert typed(text).instant(NEW_YORK) == to_seconds(expected)


def test_a_time_that_occurs_twice_is_the_first() -> None:
    """On 2025-11-02 in New York 01:30 is shown at 05:30Z and 06:30Z."""
    assert typed("2025-11-02 01:30").instant(NEW_YORK) == to_seconds("2025-11-02T05:30:00Z")


def test_a_time_that_is_skipped_moves_forward() -> None:
    """On 2025-03-09 in New York 02:30 is not shown: it is 03:30, at 07:30Z."""
    assert typed("2025-03-09 02:30").instant(NEW_YORK) == to_seconds("2025-03-09T07:30:00Z")


@pytest.mark.parametrize("text", ["", "now", "never", "2025-13-01", "12/03/2025", "09:00", "1741791600", "0001-01-01"])
def test_what_is_no_time_is_refused(text: str) -> None:
    """The error shows how a time is written, or says what its limits are."""
    with pytest.raises(NotAnInstantError, match=r"write 2025-03-12|before 0001-01-03"):
        typed(text)


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("2026-12-25 3:00", "2026-12-25T03:00"),
        ("2026-12-5", "2026-12-05"),
        ("2026-1-5T9:05:07+5:30", "2026-01-05T09:05:07+05:30"),
        (" 2026-12-25T3:00Z ", "2026-12-25T03:00Z"),
    ],
)
def test_one_digit_is_told_how_it_is_written(text: str, whole: str) -> None:
    """ISO 8601 has two everywhere; what is shown is a time."""
    with pytest.raises(NotAnInstantError) as caught:
        typed(text)
    assert str(caught.value) == f"{text!r} is not an instant: write two digits, as in {whole}"
    typed(whole)


def test_an_offset_has_minutes_up_to_59() -> None:
    """As RFC 3339 has it; to Python 99 minutes are an hour and 39."""
    assert typed("2026-12-25T03:00+05:59").seconds == to_seconds("2026-12-24T21:01:00Z")
    with pytest.raises(NotAnInstantError, match="its UTC offset end at 59"):
        typed("2026-12-25T03:00+05:99")


def test_a_range_lasts_four_weeks_on_the_wall_clock() -> None:
    """From noon before the clock goes forward to noon after it, which is an hour less than 28 days."""
    since, until = Range(at=typed("2025-03-01 12:00")).within(NEW_YORK)
    assert until - since == 28 * 86_400 - 3600
    assert until == to_seconds("2025-03-29T12:00:00-04:00")


def test_since_goes_before_at() -> None:
    """`--at` is what is taken for now, and a range begins now only if nothing else is said."""
    asked = Range(at=typed("2025-03-12"), since=typed("2025-03-01"), until=typed("2025-03-02"))
    assert asked.within(NEW_YORK) == (to_seconds("2025-03-01T05:00:00Z"), to_seconds("2025-03-02T05:00:00Z"))


def test_an_empty_range_is_refused() -> None:
    """The end must come after the begin."""
    with pytest.raises(InvalidValueError, match="--until must be after Wed 2025-03-12 00:00 -04:00"):
        Range(at=typed("2025-03-12"), until=typed("2025-03-12")).within(NEW_YORK)


def test_a_range_stops_before_the_end_of_time() -> None:
    """The default end of a range at the end of year 9999 is the last instant there is."""
    since, until = Range(at=typed("9999-12-20")).within(NEW_YORK)
    assert since < until


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("12m", 720), ("90s", 90), ("1h30m", 5400), ("2d", 172_800), (" 1H ", 3600), ("5min", 300), ("0s", 0)],
)
def test_lengths_of_time(text: str, seconds: int) -> None:
    """Days, hours, minutes and seconds, in that order, each with its letter."""
    assert lasting(text) == seconds


@pytest.mark.parametrize(
    "text", ["", "12", "m", "1m1h", "-5m", "1.5h", "12 m", "\N{ARABIC-INDIC DIGIT ONE}m", "9" * 30 + "s"]
)
def test_what_is_no_length_of_time(text: str) -> None:
    """A bare number is none, since nobody can know of what."""
    with pytest.raises(InvalidValueError, match="must be a length such as 12m, 90s or 1h30m"):
        lasting(text)


@pytest.mark.parametrize("text", ["9999-12-31T23:00Z", "9999-12-31", "0001-01-01T00:00Z"])
def test_a_time_out_of_bounds_is_named_as_it_was_typed(text: str) -> None:
    """The error's value is the text."""
    with pytest.raises(NotAnInstantError) as caught:
        typed(text)
    assert caught.value.value == text


def test_a_local_time_may_be_out_of_bounds_in_its_zone() -> None:
    """A minute before the end of 9999-12-29 in New York is five hours after the last instant, at midnight in UTC."""
    with pytest.raises(NotAnInstantError) as caught:
        typed("9999-12-29 23:59").instant(NEW_YORK)
    assert caught.value.value == "9999-12-29 23:59"
    typed("9999-12-29 23:59").instant(Zone.named("Etc/UTC"))
