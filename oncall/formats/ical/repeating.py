"""Repeating: every occurrence of the events of a calendar, by the library recurring-ical-events."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from icalendar import Calendar, Event
from icalendar.prop import vDDDTypes, vDuration, vText

from oncall.chronology.instants import to_datetime
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import DAY, EARLIEST, LATEST, Zone
from oncall.errors import MissingLibraryError, NotAnInstantError
from oncall.formats.ical.occurrences import CalendarEvent
from oncall.formats.ical.values import EPOCH_DAY, instant, is_cancelled, several, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MARGIN = 2 * DAY  # a date may begin or end so much earlier or later somewhere else
_LAST_YEAR = 9900
_LONGEST = 3653 * DAY
_NOMINAL, _EXACT, _IS_LONG = "X-ONCALL-NOMINAL", "X-ONCALL-EXACT", "X-ONCALL-IS-LONG"
"""The properties in which an event carries its DURATION, or how long its first occurrence lasts, to each of them."""


def occurrences(calendar: Calendar, since: int, until: int, zone: Zone | None) -> Iterator[CalendarEvent]:
    """The events of a calendar without mistakes that have a part in `[since, until)`; `zone` is that of floating times.

    Raises:
        ValueError, TypeError, OverflowError: the library refuses them.
        MissingLibraryError: it is not installed.
    """
    try:
        import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingLibraryError("reading calendars", "recurring-ical-events", "ical") from error
    for event in calendar.events:
        if not is_cancelled(event):
            _note_length(event, zone)
        _complete_until(event)
    begin, end = (to_datetime(each, Zone.named(UTC_ZONE)) for each in _around(since, until))
    query = recurring_ical_events.of(calendar, components=["VEVENT"])
    components: Sequence[object] = query.between(begin, end)
    for component in components:
        if isinstance(component, Event) and not is_cancelled(component):
            found = _event(component, zone)
            if found is not None and found.bounds[0] < until and since < found.bounds[1]:
                yield found


def _around(since: int, until: int) -> tuple[int, int]:
    return max(since - _MARGIN, EARLIEST), min(until + _MARGIN, LATEST)


def _event(component: Event, zone: Zone | None) -> CalendarEvent | None:
    """One occurrence; None: it has no length."""
    start = component.start
    try:
        begin, end = instant(start, zone), _end(component, zone)
    except (NotAnInstantError, OverflowError):
        return None  # beyond the years that there are
    if end <= begin:
        return None
    return CalendarEvent(
        bounds=(begin, end),
        summary=" ".join(text(component, "SUMMARY").split()),
        uid=text(component, "UID"),
        days=_days(start, end, zone) if not isinstance(start, datetime) else None,
        emails=tuple(_emails(component)),
        zone=UTC_ZONE if zone is None else zone.name,
    )


def _note_length(event: Event, zone: Zone | None) -> None:
    """Keep with an event how long its occurrences are to last: the library that repeats it keeps local times only.

    And it cannot calculate with ends that nobody lives to see, as people write them for "for ever".
    """
    if "DURATION" in event:
        event[_NOMINAL] = event["DURATION"]
        return
    start, end = event.start, event.end
    if end.year > _LAST_YEAR:
        end = end.replace(year=_LAST_YEAR, day=min(end.day, 28))
    exact = instant(end, zone) - instant(start, zone)
    event[_EXACT] = vDuration(timedelta(seconds=exact))
    if exact > _LONGEST:
        event[_IS_LONG] = vText("")
        event["DTEND"] = vDDDTypes(start + timedelta(seconds=_LONGEST))


def _complete_until(event: Event) -> None:
    """Let a rule whose last day is given as a date, though its times have hours, go on to the end of that day."""
    start = event.start
    if not isinstance(start, datetime):
        return
    for rule in several(event, "RRULE"):
        (until,) = rule.get("UNTIL") or (start,)
        if not isinstance(until, datetime):
            rule["UNTIL"] = [datetime.combine(until, time(23, 59, 59), start.tzinfo)]


def _end(component: Event, zone: Zone | None) -> int:
    """The UTC second at which an occurrence is over.

    With DURATION, its days pass on the wall clock and the rest in time that passes (RFC 5545 section 3.3.6). Else it
    ends when the clock shows what it showed at the end of the first one; where a clock change leaves nothing of it, it
    lasts as long as that. A date that ends on itself is a whole day.
    """
    start, over = component.start, component.end
    noted: Any = component.get(_NOMINAL) or component[_EXACT]
    length: timedelta = noted.dt
    if _NOMINAL in component and over == start + length:  # else an RDATE has a length of its own
        return instant(start + timedelta(days=length.days), zone) + length.seconds
    begin, end = instant(start, zone), instant(over, zone)
    if end > begin and _IS_LONG not in component:
        return end
    if not isinstance(start, datetime) and end == begin:
        return instant(start + timedelta(days=1), zone)
    return begin + length // timedelta(seconds=1)


def _days(start: date, end: int, zone: Zone | None) -> tuple[date, date]:
    """The first and the last date of an event of whole days that is over at an instant."""
    assert zone is not None, "dates have been refused, if no zone is stated"
    last = date.fromordinal(EPOCH_DAY + (zone.reading_of(end) - 1) // DAY)
    return start, last


def _emails(component: Event) -> Iterator[str]:
    for name in ("ATTENDEE", "ORGANIZER"):
        for value in several(component, name):
            scheme, colon, address = str(value).partition(":")
            if colon and scheme.lower() == "mailto":
                yield address
