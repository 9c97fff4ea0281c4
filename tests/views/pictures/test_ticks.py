"""The dates above a picture."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.zones import Zone
from oncall.views.pictures.scales import Scale
from oncall.views.pictures.ticks import Ticks, ticks
from tests.strategies import ODD_ZONES


def of(since: str, until: str, zone: str = "America/New_York") -> Ticks:
    """The ticks of a picture 850 wide from one local time to another."""
    begin, end = (
        int(datetime.fromisoformat(each).replace(tzinfo=ZoneInfo(zone)).timestamp()) for each in (since, until)
    )
    return ticks(Scale(zone=Zone.named(zone), since=begin, until=end, left=100, right=950))


def labels(found: Ticks) -> tuple[list[str], list[str]]:
    """The first label of each tick of both rows."""
    return [tick.labels[0] for tick in found.greater], [tick.labels[0] for tick in found.smaller]


@pytest.mark.parametrize(
    ("since", "until", "greater", "smaller"),
    [
        ("2025-03-12T00:00:00", "2025-03-12T00:00:05", ["Wed 12 Mar 2025"], ["00:00", "00:00:01", "00:00:02"]),
        ("2025-03-12T00:00:00", "2025-03-12T01:00:00", ["Wed 12 Mar 2025"], ["00:00", "00:05", "00:10"]),
        ("2025-03-12T09:10:00", "2025-03-12T20:00:00", ["Wed 12 Mar 2025"], ["10:00", "11:00", "12:00"]),
        ("2025-03-12T00:00:00", "2025-03-13T00:00:00", ["Wed 12 Mar 2025"], ["00:00", "02:00", "04:00"]),
        ("2025-03-12T12:00:00", "2025-03-14T00:00:00", ["Wed 12 Mar 2025", "Thu 13 Mar 2025"], ["12:00", "15:00"]),
        ("2025-03-12T00:00:00", "2025-03-19T00:00:00", ["Wed 12 Mar 2025", "Thu 13 Mar 2025"], ["00:00", "12:00"]),
        ("2025-03-12T00:00:00", "2025-03-26T00:00:00", ["Mar 2025"], ["Wed 12", "Thu 13", "Fri 14"]),
        ("2025-03-12T00:00:00", "2025-04-09T00:00:00", ["Mar 2025", "Apr 2025"], ["12", "13", "14"]),
        ("2025-03-12T00:00:00", "2025-06-12T00:00:00", ["Mar 2025", "Apr 2025"], ["17", "24", "31", "7"]),
        ("2025-03-12T00:00:00", "2026-03-12T00:00:00", ["2025", "2026"], ["Apr", "May", "Jun"]),
        ("2025-03-12T00:00:00", "2028-03-12T00:00:00", ["2025", "2026"], ["Apr", "Jul", "Oct", "Jan"]),
        ("2025-03-12T00:00:00", "2035-03-12T00:00:00", [], ["2026", "2027", "2028"]),
        ("2025-03-12T00:00:00", "2075-03-12T00:00:00", [], ["2030", "2035", "2040"]),
        ("2025-03-12T00:00:00", "9025-03-12T00:00:00", [], ["2500", "3000", "3500"]),
    ],
)
def test_dates_fit_the_length(since: str, until: str, greater: list[str], smaller: list[str]) -> None:
    """Seconds, minutes, hours, days, Mondays, months, quarters, years and so on, as often as there is room."""
    above, below = labels(of(since, until))
    assert above[: len(greater)] == greater
    assert below[: len(smaller)] == smaller
    assert bool(above) == bool(greater)


def test_a_skipped_hour_has_no_tick() -> None:
    """On 9 March 2025 the clocks of New York go from 02:00 to 03:00."""
    _, below = labels(of("2025-03-09T00:00:00", "2025-03-09T06:00:00"))
    assert [label for label in below if label.endswith(":00")] == ["00:00", "01:00", "03:00", "04:00", "05:00"]


def test_an_hour_that_comes_twice_has_two_ticks() -> None:
    """On 2 November they go from 02:00 back to 01:00: an hour of real time lies between the two."""
    found = of("2025-11-02T00:00:00", "2025-11-02T06:00:00").smaller
    first, second = (tick.instant for tick in found if tick.labels == ("01:00",))
    assert second - first == 3600


def test_a_day_that_was_skipped_has_no_tick() -> None:
    """Samoa had no 30 December 2011."""
    _, below = labels(of("2011-12-26T00:00:00", "2012-01-05T00:00:00", "Pacific/Apia"))
    assert below == ["Mon 26", "Tue 27", "Wed 28", "Thu 29", "Sat 31", "Sun 1", "Mon 2", "Tue 3", "Wed 4"]


def test_the_end_of_the_calendar() -> None:
    """Up to the last days of year 9999 there are ticks, and none beyond."""
    below = labels(of("9990-01-01T00:00:00", "9999-12-29T00:00:00", "Etc/UTC"))[1]
    assert below[-1] == "9999"


@given(
    st.sampled_from(ODD_ZONES),
    st.integers(-2_000_000_000, 4_000_000_000),
    st.integers(1, 30).map(lambda power: 2**power),
)
def test_ticks_are_few_and_within(zone: str, since: int, length: int) -> None:
    """Every tick lies in the range, in order; there is room for 28 of them at least, and there are no more than fit."""
    found = ticks(Scale(zone=Zone.named(zone), since=since, until=since + length, left=100, right=950))
    for row in (found.greater, found.smaller):
        instants = [tick.instant for tick in row]
        assert instants == sorted({*instants})
        assert all(since <= instant < since + length for instant in instants)
    assert len(found.smaller) <= 850 / 28 + 2
    assert not found.greater or found.greater[0].instant == since
