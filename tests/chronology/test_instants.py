"""The door between people's times and seconds: through it and back, the timestamp is the same."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from zoneinfo import ZoneInfo

import pendulum
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.instants import checked_range, shown, to_datetime, to_seconds, to_text, to_written
from oncall.chronology.zones import EARLIEST, LATEST, Zone
from oncall.errors import InvalidValueError, NotAnInstantError, OncallError
from tests.strategies import EVERY_ZONE, moments

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def local(instant: int, zone: str) -> datetime:
    """The standard library's datetime of an instant."""
    return (EPOCH + timedelta(seconds=instant)).astimezone(ZoneInfo(zone))


@given(moments())
def test_through_the_door_and_back_never_changes_the_timestamp(moment: tuple[str, int]) -> None:
    """A number, its pendulum value, its standard library value and its text are one instant, in every zone."""
    name, instant = moment
    zone = Zone.named(name)
    assert to_seconds(instant) == instant
    assert to_seconds(to_datetime(instant, zone)) == instant
    assert to_seconds(local(instant, name)) == instant
    assert to_seconds(to_text(instant, zone)) == instant
    assert to_seconds(local(instant, name).isoformat()) == instant
    assert to_seconds(local(instant, "Etc/UTC").isoformat().replace("+00:00", "Z")) == instant


@pytest.mark.parametrize("part", range(4))
def test_every_zone_shows_what_the_standard_library_shows(part: int) -> None:
    """In every zone of the database, on both sides of its last two clock changes, a value is the standard library's."""
    for name in EVERY_ZONE[part::4]:
        zone = Zone.named(name)
        changes = zone.changes(*(to_seconds(f"{year}-01-01T00:00:00Z") for year in (2016, 2034)))[-2:]
        for instant in (1_735_689_600, *(change + aside for change in changes for aside in (-3600, -1, 0, 3599, 3600))):
            shown, expected = to_datetime(instant, zone), local(instant, name)
            assert (shown.isoformat(), shown.fold) == (expected.isoformat(), expected.fold), name
            assert shown.timestamp() == to_seconds(shown) == to_seconds(expected) == instant, name


@given(moments())
def test_what_comes_out_is_what_the_standard_library_shows(moment: tuple[str, int]) -> None:
    """The value that is handed out has the standard library's fields, fold, offset and text."""
    name, instant = moment
    shown, expected = to_datetime(instant, Zone.named(name)), local(instant, name)
    assert isinstance(shown, pendulum.DateTime)
    assert shown.timetuple()[:6] == expected.timetuple()[:6]
    assert (shown.fold, shown.utcoffset()) == (expected.fold, expected.utcoffset())
    assert shown.isoformat() == expected.isoformat() == to_text(instant, Zone.named(name))
    assert shown.timestamp() == instant
    assert shown.timezone_name in {name, "UTC"}  # pendulum calls every name of UTC so


@given(moments())
def test_pendulums_own_values_come_in_as_the_instants_they_are(moment: tuple[str, int]) -> None:
    """A pendulum value in either of two repeated hours is the instant it was made from."""
    name, instant = moment
    made = pendulum.from_timestamp(instant, tz=name)
    assert to_seconds(made) == (datetime.__sub__(made, EPOCH)) // timedelta(seconds=1)
    assert to_seconds(pendulum.from_timestamp(instant)) == instant


@given(moments(), st.integers(0, 1), st.integers(-7200, 7200))
def test_local_times_in_gaps_and_folds_mean_what_they_mean_to_the_standard_library(
    moment: tuple[str, int], fold: int, aside: int
) -> None:
    """A datetime that names a skipped or a repeated local time counts by its own fold and offset."""
    name, instant = moment
    wall = local(instant, name).replace(tzinfo=None) + timedelta(seconds=aside)
    given_time = wall.replace(tzinfo=ZoneInfo(name), fold=fold)
    assert to_seconds(given_time) == (given_time - EPOCH) // timedelta(seconds=1)


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-1439, 1439))
def test_parts_of_a_second_are_dropped_downwards(moment: datetime, minutes: int) -> None:
    """A datetime with microseconds is the second that it lies in, before 1970 too."""
    aware = moment.replace(tzinfo=timezone(timedelta(minutes=minutes)))
    assert to_seconds(aware) == (aware - EPOCH) // timedelta(seconds=1)
    assert to_seconds(aware.isoformat()) == to_seconds(aware) == to_seconds(to_written(aware))


@pytest.mark.parametrize(
    ("microsecond", "offset", "second"),
    [
        (250_000, 500_000, -1),  # 0.25 s - 0.5 s = -0.25 s
        (500_000, 500_000, 0),  # 0.5 s - 0.5 s = 0 s
        (750_000, 500_000, 0),  # 0.75 s - 0.5 s = 0.25 s
        (250_000, -500_000, 0),  # 0.25 s + 0.5 s = 0.75 s
        (750_000, -500_000, 1),  # 0.75 s + 0.5 s = 1.25 s
    ],
)
def test_an_offset_may_have_parts_of_a_second(microsecond: int, offset: int, second: int) -> None:
    """A zone of the standard library may be ahead of UTC by half a second; what is left is dropped downwards."""
    zone = timezone(timedelta(microseconds=offset))
    assert to_seconds(datetime(1970, 1, 1, 0, 0, 0, microsecond, tzinfo=zone)) == second


@given(moments())
def test_a_written_time_keeps_its_offset_and_compares_by_its_instant(moment: tuple[str, int]) -> None:
    """A time that a value keeps has the offset it was written with, and is equal to the same instant in another."""
    name, instant = moment
    expected = local(instant, name)
    for source in (expected, expected.isoformat(), to_datetime(instant, Zone.named(name))):
        written = to_written(source)
        assert (written.timestamp(), written.utcoffset(), written.fold) == (instant, expected.utcoffset(), 0)
        assert written.isoformat() == expected.isoformat()
        in_utc = to_written(instant)
        assert written == in_utc
        assert hash(written) == hash(in_utc)
        for same in (copy.copy(written), copy.deepcopy(written), pickle.loads(pickle.dumps(written))):  # noqa: S301
            assert (same, same.utcoffset(), same.timestamp()) == (written, written.utcoffset(), instant)


def test_the_two_half_past_ones_of_an_autumn_night_are_an_hour_apart() -> None:
    """In New York 01:30 of 2 November 2025 happens at 05:30Z and again at 06:30Z, and each stays what it is."""
    new_york = Zone.named("America/New_York")
    first, second = to_seconds("2025-11-02T05:30:00Z"), to_seconds("2025-11-02T06:30:00Z")
    assert second - first == 3600
    shown = [to_datetime(each, new_york) for each in (first, second)]
    assert [each.isoformat() for each in shown] == ["2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00"]
    assert [to_seconds(each) for each in shown] == [first, second]


def test_a_skipped_half_past_two_is_half_past_three() -> None:
    """A standard library 02:30 that New York skipped on 9 March 2025 is 07:30Z, an hour and a half past midnight."""
    skipped = datetime(2025, 3, 9, 2, 30, tzinfo=ZoneInfo("America/New_York"))
    # The clock went from 02:00 -05:00 (07:00Z) to 03:00 -04:00, so half an hour later is 03:30 -04:00.
    assert to_text(to_seconds(skipped), Zone.named("America/New_York")) == "2025-03-09T03:30:00-04:00"
    assert to_seconds(skipped) == to_seconds("2025-03-09T07:30:00Z")


NAIVE = (
    "'2024-01-01T09:00:00' is not an instant: it has no UTC offset; "
    "write '2024-01-01T09:00:00-05:00' (with its own offset) or '2024-01-01T09:00:00Z'"
)


class Whole:
    """A whole number of somebody else's, as numpy has them."""

    def __index__(self) -> int:
        return 1_735_707_600


def test_any_whole_number_is_utc_seconds() -> None:
    """A number counts seconds since 1970 in UTC, whatever library it is from."""
    # 20 089 days from 1970-01-01 to 2025-01-01 (55 * 365 + 14 leap days), and five hours.
    assert to_seconds(Whole()) == (55 * 365 + 14) * 86_400 + 5 * 3600
    assert to_seconds("2025-01-01T00:00:00-05:00") == to_seconds(Whole())
    assert to_written(Whole()).isoformat() == "2025-01-01T05:00:00+00:00"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            "2024-01-01T09:00:00",
            NAIVE,
        ),
        (
            datetime(2024, 1, 1, 9),
            NAIVE,
        ),
        (datetime(2024, 1, 1, 9, 0, 0, 500_000), NAIVE),
        ("2024-01-01", "write '2024-01-01T00:00:00-05:00'"),
        ("now", "'now' is not an instant: write ISO 8601 with an offset"),
        ("", "'' is not an instant: write ISO 8601 with an offset"),
        ("1735707600", "is not an instant"),
        ("2025-02-30T00:00:00Z", "'2025-02-30T00:00:00Z' is not an instant: "),
        (
            "2025-01-01T00:00:00+05:99",
            "'2025-01-01T00:00:00+05:99' is not an instant: the minutes and seconds of its UTC offset",
        ),
        ("2025-01-01T00:00:00-0560", "of its UTC offset end at 59"),
        ("20250101T000000+05:45:60", "of its UTC offset end at 59"),
        (True, "True is not an instant: it is a truth value"),
        (None, "None is not an instant: give whole UTC seconds, an aware datetime or an ISO 8601 text"),
        (1.5, "1.5 is not an instant: give whole UTC seconds"),
        (datetime(2024, 1, 1).date(), "is not an instant: give whole UTC seconds"),
        (10**15, "1000000000000000 is not an instant: it is before 0001-01-03 or after 9999-12-29"),
        (-(10**15), "it is before 0001-01-03 or after 9999-12-29"),
    ],
)
def test_what_is_no_instant_is_refused_with_a_way_out(value: Any, message: str) -> None:
    """A naive time, or anything else that names no instant, is an error that shows how to write one."""
    with pytest.raises(NotAnInstantError) as caught:
        to_seconds(value, "since")
    assert message in str(caught.value)
    assert str(caught.value).startswith("since: ")
    assert caught.value.field == "since"
    assert caught.value.reason in str(caught.value)
    assert isinstance(caught.value, OncallError)
    assert isinstance(caught.value, ValueError)
    with pytest.raises(NotAnInstantError):
        to_written(value)


def test_what_no_calendar_has_cannot_be_written() -> None:
    """A number may lie so far away that no year is left for it."""
    with pytest.raises(NotAnInstantError) as caught:
        to_written(10**12)
    assert str(caught.value) == "1000000000000 is not an instant: it is outside of the years 1 to 9999"


@pytest.mark.parametrize("text", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:00Z", "9999-12-31T23:59:00-14:00"])
def test_the_ends_of_time_can_be_written_but_not_asked_about(text: str) -> None:
    """In the first and the last days not every zone has a date: no question is answered, but people write them."""
    with pytest.raises(NotAnInstantError, match="before 0001-01-03 or after 9999-12-29"):
        to_seconds(text)
    assert to_written(text).isoformat() == text.replace("Z", "+00:00")


def test_a_naive_pendulum_value_is_refused() -> None:
    """Pendulum's naive values are as naive as any other."""
    with pytest.raises(NotAnInstantError, match="no UTC offset"):
        to_seconds(pendulum.naive(2025, 1, 1))


@pytest.mark.parametrize("name", ["Pacific/Apia", "Etc/GMT+12"])
def test_the_ends_of_time_can_be_shown(name: str) -> None:
    """The first and the last instant go through the door in zones far from UTC."""
    zone = Zone(name, ZoneInfo(name))
    for instant in (EARLIEST, LATEST):
        assert to_seconds(to_datetime(instant, zone)) == instant
    for beyond in (EARLIEST - 1, LATEST + 1):
        with pytest.raises(NotAnInstantError):
            to_seconds(beyond)


def test_a_range_has_a_beginning_before_its_end() -> None:
    """A range is two instants of which the second is later."""
    assert checked_range("2025-01-01T00:00:00Z", "2025-01-01T00:00:00-00:01") == (1_735_689_600, 1_735_689_660)
    for until in ("2025-01-01T00:00:00Z", "2024-12-31T23:59:59.5Z"):
        with pytest.raises(InvalidValueError, match="until must be after since") as caught:
            checked_range("2025-01-01T00:00:00Z", until)
        assert (caught.value.field, caught.value.value) == ("until", until)
        assert str(caught.value) == f"until must be after since ('2025-01-01T00:00:00Z'), got {until!r}"
    with pytest.raises(NotAnInstantError, match="^until: "):
        checked_range(0, "tomorrow")


@pytest.mark.parametrize(
    ("utc", "text"),
    [
        ("2025-11-02T05:30:00Z", "2025-11-02T01:30:00-04:00"),
        ("2025-11-02T05:59:59Z", "2025-11-02T01:59:59-04:00"),
        ("2025-11-02T06:00:00Z", "2025-11-02T01:00:00-05:00"),
        ("2025-11-02T06:30:00Z", "2025-11-02T01:30:00-05:00"),
        ("2025-11-02T07:00:00Z", "2025-11-02T02:00:00-05:00"),
        ("2025-03-09T06:59:59Z", "2025-03-09T01:59:59-05:00"),
        ("2025-03-09T07:00:00Z", "2025-03-09T03:00:00-04:00"),
        ("2025-03-09T07:30:00Z", "2025-03-09T03:30:00-04:00"),
    ],
)
def test_a_time_that_is_shown_twice_is_shown_with_its_own_offset(utc: str, text: str) -> None:
    """In the hour before a clock is put back, in the hour after it, and where an hour was left out."""
    assert shown(to_seconds(utc), "America/New_York").isoformat() == text
    assert to_seconds(shown(to_seconds(utc), "America/New_York")) == to_seconds(utc)


@pytest.mark.parametrize("text", ["2024-01-01", "2024-01-01 09:00", "20240101T090000"])
def test_a_text_without_an_offset_is_told_as_it_was_written(text: str) -> None:
    """Whatever form of ISO 8601 it has; how to write it has another."""
    with pytest.raises(NotAnInstantError) as caught:
        to_seconds(text)
    assert caught.value.value == text
