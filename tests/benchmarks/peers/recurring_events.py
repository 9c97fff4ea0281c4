"""With recurring-ical-events: a calendar of one series a person and layer, where an event of the night wins."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events

from tests.benchmarks.inputs import NIGHT_BEGINS, NIGHT_ENDS
from tests.benchmarks.peers.merging import merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.inputs import Rota
    from tests.benchmarks.peers import Row

NAME = "recurring-ical-events"
NIGHT, WEEK = 1, 5  # priorities: 1 is the highest


def calendar(rota: Rota) -> icalendar.Calendar:
    """The rota as a calendar. Each series begins a round early, for a night that lasts into the first day."""
    nights = timedelta(hours=24 - NIGHT_BEGINS + NIGHT_ENDS)
    found = icalendar.Calendar()
    for frequency, people, begun, turn, length, priority in (
        ("WEEKLY", rota.weeks, rota.weeks_from, timedelta(weeks=1), timedelta(weeks=1), WEEK),
        ("DAILY", rota.nights, rota.nights_from, timedelta(days=1), nights, NIGHT),
    ):
        for place, person in enumerate(people):
            start = (begun + (place - len(people)) * turn).replace(tzinfo=ZoneInfo(rota.zone))
            event = icalendar.Event()
            event.add("UID", f"{frequency}-{place}")
            event.add("DTSTAMP", datetime(2025, 1, 1, tzinfo=UTC))
            event.add("DTSTART", start)
            event.add("DTEND", start + length)
            event.add("RRULE", {"FREQ": frequency, "INTERVAL": len(people)})
            event.add("PRIORITY", priority)
            event.add("SUMMARY", person)
            found.add_component(event)
    return found


def asked_ints(rota: Rota) -> Callable[[int], str]:
    """The event at that second with the highest priority; a datetime in the events' own zone is answered soonest."""
    query, zone = recurring_ical_events.of(calendar(rota)), ZoneInfo(rota.zone)

    def ask(at: int) -> str:
        events: list[Any] = query.at(datetime.fromtimestamp(at, zone))
        return str(min(events, key=lambda event: event["PRIORITY"])["SUMMARY"])

    return ask


def asked_datetimes(rota: Rota) -> Callable[[datetime], str]:
    """The event at that second with the highest priority."""
    ask = asked_ints(rota)

    return lambda moment: ask(int(moment.timestamp()))


def rendered(rota: Rota) -> Callable[[int, int], list[Row]]:
    """All events of the range, the nights laid over the weeks."""
    zone = ZoneInfo(rota.zone)
    query = recurring_ical_events.of(calendar(rota))

    def render(since: int, until: int) -> list[Row]:
        events: list[Any] = query.between(datetime.fromtimestamp(since, zone), datetime.fromtimestamp(until, zone))
        shown: dict[int, list[Row]] = {NIGHT: [], WEEK: []}
        for event in events:
            start, end = int(event.start.timestamp()), int(event.end.timestamp())
            shown[int(event["PRIORITY"])].append((start, end, str(event["SUMMARY"])))
        nights, weeks = sorted(shown[NIGHT]), sorted(shown[WEEK])

        def ask(at: int) -> str:
            night = bisect_right(nights, at, key=lambda row: row[0]) - 1
            if night >= 0 and at < nights[night][1]:
                return nights[night][2]
            return weeks[bisect_right(weeks, at, key=lambda row: row[0]) - 1][2]

        return merged((edge for row in (*nights, *weeks) for edge in row[:2]), ask, since, until)

    return render
