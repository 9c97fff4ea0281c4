"""Restrictions as they are written: their limits, and the windows of a week that they open."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from oncall import DailyRestriction, WeeklyRestriction
from oncall.errors import InvalidValueError
from tests.agreement import oracle
from tests.strategies import DAY, HOUR, WEEK, Restriction, as_window, restriction_lists

KINDS: list[tuple[Any, dict[str, Any]]] = [(DailyRestriction, {}), (WeeklyRestriction, {"start_day_of_week": 1})]


@given(restriction_lists())
def test_the_windows_of_a_week_are_the_oracles(restrictions: list[Restriction]) -> None:
    """A restriction opens, in the week from Monday, the windows that begin on its days."""
    # 1970-01-05, day 4, was a Monday.
    for restriction in restrictions:
        windows = oracle.windows_starting(as_window(restriction), 4, 10)
        assert restriction.weekly == tuple((start - 4 * DAY, end - start) for start, end in windows)


def test_a_daily_restriction_opens_seven_windows() -> None:
    """09:00 for eight hours opens on each day from Monday to Sunday."""
    found = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
    assert found.weekly == tuple((day * DAY + 9 * HOUR, 8 * HOUR) for day in range(7))


@pytest.mark.parametrize("time", ["00:00:00", "23:59:59", "09:30:01"])
@pytest.mark.parametrize("length", [1, DAY - 1])
def test_times_and_lengths_within_the_limits_are_taken(time: str, length: int) -> None:
    """Every second of the day and every length of less than a day is fine."""
    assert DailyRestriction(start_time_of_day=time, duration_seconds=length).start_time_of_day == time
    for day in (1, 7):
        weekly = WeeklyRestriction(start_day_of_week=day, start_time_of_day=time, duration_seconds=WEEK - length)
        assert (weekly.start_day_of_week, weekly.duration_seconds) == (day, WEEK - length)


@pytest.mark.parametrize(
    "time",
    [
        "9:00:00",
        "09:00",
        "24:00:00",
        "09:60:00",
        "09:00:60",
        "",
        "09:00:00\n",
        " 09:00:00",
        "٠٩:00:00",
        "09-00-00",
        None,
        9,
        True,
    ],
)
def test_a_time_of_day_is_written_as_00_00_00(time: Any) -> None:
    """Anything but HH:MM:SS is refused in the words of the provider."""
    for kind, extra in KINDS:
        with pytest.raises(InvalidValueError, match="start_time_of_day must be of 00:00:00 format") as caught:
            kind(start_time_of_day=time, duration_seconds=1, **extra)
        assert (caught.value.field, caught.value.value) == ("start_time_of_day", time)


@pytest.mark.parametrize("seconds", [0, -1, WEEK, 10**12, True, 1.0, "3600", None])
def test_a_duration_is_less_than_a_week(seconds: Any) -> None:
    """Anything but 1 to 604 799 whole seconds is refused in the words of the provider."""
    for kind, extra in KINDS:
        with pytest.raises(InvalidValueError) as caught:
            kind(start_time_of_day="00:00:00", duration_seconds=seconds, **extra)
        assert (
            str(caught.value) == f"duration_seconds must be a whole number in the range (1 - 604799), got {seconds!r}"
        )
        assert (caught.value.field, caught.value.value) == ("duration_seconds", seconds)


@pytest.mark.parametrize("seconds", [DAY, DAY + 1, WEEK - 1])
def test_a_daily_restriction_is_shorter_than_a_day(seconds: int) -> None:
    """A length that a weekly restriction may have can be too long for a daily one."""
    with pytest.raises(InvalidValueError, match="shorter than a day") as caught:
        DailyRestriction(start_time_of_day="00:00:00", duration_seconds=seconds)
    assert (caught.value.field, caught.value.value) == ("duration_seconds", seconds)
    assert str(seconds) in str(caught.value)


@pytest.mark.parametrize("day", [0, 8, -1, True, "mon", None])
def test_a_weekday_is_a_number_from_1_to_7(day: Any) -> None:
    """Monday is 1, Sunday is 7, and there is nothing else."""
    with pytest.raises(InvalidValueError) as caught:
        WeeklyRestriction(start_day_of_week=day, start_time_of_day="00:00:00", duration_seconds=1)
    assert str(caught.value) == f"start_day_of_week must be a whole number in the range (1 - 7), got {day!r}"


def test_only_a_weekly_restriction_has_a_weekday() -> None:
    """A daily restriction takes no weekday, and a weekly one does not do without."""
    fields: dict[str, Any] = {"start_time_of_day": "00:00:00", "duration_seconds": 1}
    with pytest.raises(TypeError, match="start_day_of_week"):
        DailyRestriction(**fields, start_day_of_week=1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    with pytest.raises(TypeError, match="start_day_of_week"):
        WeeklyRestriction(**fields)
