"""How fast the calendars of others are read: `pytest tests/benchmarks`."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from oncall.formats import ical

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

SINCE, UNTIL = "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"


def calendar(events: list[str]) -> bytes:
    """A calendar of events, each with a UID of its own."""
    bodies = "".join(
        f"BEGIN:VEVENT\r\nUID:{number}\r\nDTSTAMP:20250101T000000Z\r\nSUMMARY:away\r\n{lines}\r\nEND:VEVENT\r\n"
        for number, lines in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example//EN\r\n{bodies}END:VCALENDAR\r\n".encode()


FIRST = datetime(2025, 1, 1)
SINGLE = calendar([f"DTSTART:{FIRST + timedelta(hours=4 * n):%Y%m%dT%H%M%SZ}\r\nDURATION:PT4H" for n in range(2000)])
RECURRING = calendar(
    [f"DTSTART;TZID=America/New_York:20250106T{n:02}0000\r\nDURATION:PT1H\r\nRRULE:FREQ=WEEKLY" for n in range(20)]
)


@pytest.mark.benchmark(group="reading calendars")
def test_two_thousand_events(benchmark: BenchmarkFixture) -> None:
    """As many as of an engineer with six shifts a day, for a year."""
    assert len(benchmark(ical.loads, SINGLE, SINCE, UNTIL)) == 2000


@pytest.mark.benchmark(group="reading calendars")
def test_twenty_that_recur_for_a_year(benchmark: BenchmarkFixture) -> None:
    """From the first Monday of 2025 there are 52 Mondays: 6 January to 29 December."""
    assert len(benchmark(ical.loads, RECURRING, SINCE, UNTIL)) == 20 * 52
