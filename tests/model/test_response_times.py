"""Response times: by when a severity asks for an answer."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import ResponseTime, ResponseTimes
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError, UnknownZoneError
from tests.strategies import DAY, moments

if TYPE_CHECKING:
    from datetime import date

NEW_YORK = "America/New_York"
LATER = ResponseTime("SEV-4", next_business_day=True)


def walked_to_the_end_of_the_next_business_day(triggered: int, zone: str) -> int:
    """The instant, found by looking at the date every half minute: no zone has a finer offset since 1965."""
    clock = ZoneInfo(zone)
    today = datetime.fromtimestamp(triggered, clock).date()
    business_day: date | None = None
    instant = triggered // 30 * 30
    while True:
        instant += 30
        now = datetime.fromtimestamp(instant, clock).date()
        if business_day is None and now > today and now.weekday() < 5:
            business_day = now
        if business_day is not None and now > business_day:
            return instant


@given(moments())
def test_the_next_business_day_is_what_a_walk_finds(moment: tuple[str, int]) -> None:
    """Whatever the clock does, the answer is asked for when the date first goes beyond the next Monday to Friday."""
    zone, triggered = moment
    expected = walked_to_the_end_of_the_next_business_day(triggered, zone)
    assert LATER.due(triggered, zone).timestamp() == expected
    assert expected - triggered >= LATER.least_seconds


@given(moments(), st.integers(1, 100_000))
def test_minutes_are_minutes(moment: tuple[str, int], minutes: int) -> None:
    """Minutes pass alike in every zone, through every clock change."""
    zone, triggered = moment
    time = ResponseTime("SEV-1", minutes=minutes)
    assert time.due(triggered, zone).timestamp() == triggered + 60 * minutes
    assert time.least_seconds == 60 * minutes


def test_the_default_is_the_articles() -> None:
    """SEV-1 has 5 minutes, SEV-2 15, SEV-3 30, SEV-4 until the end of the next business day."""
    times = ResponseTimes()
    assert [(time.severity, time.minutes, time.next_business_day) for time in times.values()] == [
        ("SEV-1", 5, False),
        ("SEV-2", 15, False),
        ("SEV-3", 30, False),
        ("SEV-4", None, True),
    ]
    assert str(times) == "SEV-1 (5 minutes), SEV-2 (15 minutes), SEV-3 (30 minutes), SEV-4 (next business day)"


@pytest.mark.parametrize(
    ("triggered_at", "due"),
    [
        ("2025-01-06T00:00:00-05:00", "2025-01-08T00:00:00-05:00"),  # a Monday from its first second
        ("2025-01-06T23:59:59-05:00", "2025-01-08T00:00:00-05:00"),  # to its last
        ("2025-01-10T00:00:00-05:00", "2025-01-14T00:00:00-05:00"),  # a Friday
        ("2025-01-11T12:00:00-05:00", "2025-01-14T00:00:00-05:00"),  # a Saturday
        ("2025-01-12T23:59:59-05:00", "2025-01-14T00:00:00-05:00"),  # a Sunday
        ("2025-01-13T00:00:00-05:00", "2025-01-15T00:00:00-05:00"),  # the Monday after
        ("2025-03-08T12:00:00-05:00", "2025-03-11T00:00:00-04:00"),  # a Saturday; clocks change on the Sunday
    ],
)
def test_the_next_business_day_ends_at_a_midnight(triggered_at: str, due: str) -> None:
    """Monday to Thursday have the day after, Friday to Sunday have the Monday."""
    assert ResponseTimes().due("SEV-4", triggered_at, NEW_YORK).isoformat() == due


def test_a_day_that_never_was_is_no_business_day() -> None:
    """Samoa went from Thursday 29 December 2011 to Saturday 31: an incident of the Thursday has until Monday's end."""
    assert LATER.due("2011-12-29T12:00:00-10:00", "Pacific/Apia").isoformat() == "2012-01-03T00:00:00+14:00"


def test_the_zone_decides_which_day_it_is() -> None:
    """Friday 23:00 in New York is Saturday in London; both have until the end of their Monday."""
    friday = "2025-01-10T23:00:00-05:00"
    assert LATER.due(friday, "Europe/London").isoformat() == "2025-01-14T00:00:00+00:00"
    thursday = "2025-01-09T23:00:00-05:00"  # a Friday in London
    assert LATER.due(thursday, NEW_YORK).isoformat() == "2025-01-11T00:00:00-05:00"
    assert LATER.due(thursday, "Europe/London").isoformat() == "2025-01-14T00:00:00+00:00"


def test_a_table_is_ordered_however_it_is_given() -> None:
    """The most urgent comes first, the next business day last; a mapping and a list say the same."""
    given = ResponseTimes({"later": "next business day", "slow": 60, "fast": 5})
    assert list(given) == ["fast", "slow", "later"]
    listed = [
        ResponseTime("slow", minutes=60),
        ResponseTime("later", next_business_day=True),
        ResponseTime("fast", minutes=5),
    ]
    assert given == ResponseTimes(listed) == ResponseTimes(given)
    assert ResponseTimes({"urgent": ResponseTime("SEV-1", minutes=5)})["urgent"].severity == "urgent"
    assert not ResponseTimes({})


def test_an_unknown_severity_is_named_with_those_near_it() -> None:
    """A slip of the finger is answered with what it may have meant."""
    with pytest.raises(NotFoundError, match="no severity is called 'SEV1'; near: SEV-1") as caught:
        ResponseTimes().due("SEV1", 0, NEW_YORK)
    assert caught.value.near[0] == "SEV-1"
    assert "SEV1" not in ResponseTimes()
    assert "SEV-1" in ResponseTimes()


@pytest.mark.parametrize(
    ("times", "message"),
    [
        ({"P1": 0}, "minutes must be a whole number of at least 1, got 0"),
        ({"P1": True}, "minutes must be a whole number of at least 1, got True"),
        ({"P1": "soon"}, r"times\['P1'\] must be a number of minutes or 'next business day', got 'soon'"),
        ({"": 5}, "severity must be"),
        ([ResponseTime("P1", minutes=5), ResponseTime("P1", minutes=6)], "every severity is named once"),
        ("P1", "times must be a list of ResponseTime, got 'P1'"),
        ([("P1", 5)], "times must be a list of ResponseTime, or a mapping of severities, got"),
    ],
)
def test_what_is_no_table_is_refused(times: Any, message: str) -> None:
    """Each error names what was expected and what came."""
    with pytest.raises(InvalidValueError, match=message):
        ResponseTimes(times)


def test_a_severity_has_minutes_or_the_next_business_day() -> None:
    """Neither both nor none of the two."""
    for fields in ({}, {"minutes": 5, "next_business_day": True}):
        with pytest.raises(InvalidValueError, match="minutes must be given without next_business_day"):
            ResponseTime("P1", **fields)  # type: ignore[arg-type]


def test_due_needs_an_instant_a_zone_and_a_calendar() -> None:
    """A time without an offset, a zone that is none, and an answer after the end of time are refused."""
    with pytest.raises(NotAnInstantError, match="triggered_at: .*has no UTC offset"):
        LATER.due("2025-01-06T00:00:00", NEW_YORK)
    with pytest.raises(UnknownZoneError):
        LATER.due(0, "Mars/Olympus")
    with pytest.raises(NotAnInstantError, match="due: "):
        ResponseTime("P1", minutes=10**10).due(0, "Etc/UTC")  # 19 000 years
    assert ResponseTime("P1", minutes=1440).due(0, "Etc/UTC").timestamp() == DAY


def test_minutes_come_before_names() -> None:
    """Of names in the other order, the shorter time is first; of equal times, the first name."""
    assert list(ResponseTimes({"a": 60, "z": 5, "c": 60, "b": "next business day"})) == ["z", "a", "c", "b"]


def test_by_the_next_business_day_there_is_half_a_day_at_least() -> None:
    """Twelve hours; `5 minutes`, `1 minute` and `next business day` are what there is in words."""
    assert LATER.least_seconds == 12 * 3600
    assert [ResponseTime("P1", minutes=it).allowance for it in (1, 2)] == ["1 minute", "2 minutes"]
    assert LATER.allowance == "next business day"


def test_severities_that_have_half_of_their_letters_in_common_are_near() -> None:
    """`abxy` and `abcd` have two in a row of four and four: 2 * 2 / 8 is a half; `acbd` has one, or two apart."""
    with pytest.raises(NotFoundError) as caught:
        ResponseTimes({"abxy": 5, "wxyz": 6})["abcd"]
    assert caught.value.near == ("abxy",)
