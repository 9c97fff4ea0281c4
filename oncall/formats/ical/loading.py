"""Reading: what is in an `.ics` file over a range of time, with everything that recurs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from icalendar import Calendar

from oncall.chronology.instants import Instant, checked_range
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.errors import Location, OncallError, Problem, SourceError
from oncall.formats.ical.mistakes import mistakes
from oncall.formats.ical.occurrences import CalendarEvent, CalendarEvents
from oncall.formats.ical.repeating import occurrences
from oncall.formats.ical.values import text as text_of
from oncall.formats.logs.texts import Text, decode, read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event


def load(
    source: str | os.PathLike[str] | BinaryIO, since: Instant, until: Instant, *, time_zone: str | None = None
) -> CalendarEvents:
    """The events of a file that have a part in `[since, until)`: a path, or a file that was opened for bytes.

    See `loads`.

    Raises:
        SourceError, NotAnInstantError, InvalidValueError, UnknownZoneError, MissingLibraryError: as `loads`, or the
            file cannot be read.
    """
    if not isinstance(source, str | os.PathLike):
        return loads(source.read(), since, until, time_zone=time_zone, path=str(getattr(source, "name", "<file>")))
    if not os.fspath(source):
        raise SourceError([Problem("", "the path is empty: give the file of a calendar")])
    return _events(read(Path(source)), since, until, time_zone)


def loads(
    text: str | bytes, since: Instant, until: Instant, *, time_zone: str | None = None, path: str = "<text>"
) -> CalendarEvents:
    """The events of a calendar that have a part in `[since, until)`, each occurrence of what recurs, and whole.

    Dates, and times that name no zone, are those of `time_zone`, else of the zone that the calendar itself names
    (X-WR-TIMEZONE). A local time that a clock change skips moves forward by the length of the gap, one that it repeats
    is the first; an occurrence ends at the same local time as the first one does. Cancelled events are left out, and
    those without a length. Several calendars in one text are read together. `path` is what errors call it.

    Raises:
        SourceError: with everything that is wrong in the text: it is no calendar, a time is of a zone that nobody
            knows, an event ends before it begins, or recurs far too often.
        NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
        UnknownZoneError: `time_zone` is no IANA zone.
        MissingLibraryError: the package recurring-ical-events is not installed.

    Examples:
        >>> calendar = '''BEGIN:VCALENDAR
        ... VERSION:2.0
        ... PRODID:-//example//EN
        ... BEGIN:VEVENT
        ... UID:1
        ... DTSTART;VALUE=DATE:20260803
        ... DTEND;VALUE=DATE:20260805
        ... SUMMARY:Summer
        ... END:VEVENT
        ... END:VCALENDAR
        ... '''
        >>> for event in loads(calendar, "2026-01-01T00:00Z", "2027-01-01T00:00Z", time_zone="Europe/Berlin"):
        ...     print(event)
        Summer (2026-08-03T00:00:00+02:00 to 2026-08-05T00:00:00+02:00)
    """
    content = text if isinstance(text, bytes) else text.encode(errors="surrogatepass")
    return _events(decode(path, content), since, until, time_zone)


def _events(text: Text | Problem, since: Instant, until: Instant, time_zone: str | None) -> CalendarEvents:
    begin, end = checked_range(since, until)
    stated = None if time_zone is None else Zone.named(time_zone)
    if isinstance(text, Problem):
        raise SourceError([text])
    lines = _event_lines(text.content)
    found: list[CalendarEvent] = []
    problems: list[Problem] = []
    for calendar in _parsed(text):
        zone = stated or _own_zone(calendar)
        placed = [(event, Location(text.path, next(lines, 1))) for event in calendar.events]
        if str(calendar.get("METHOD", "")).upper() == "CANCEL":
            continue
        wrong = [
            Problem(text.path, f"the event {_name(event)!r} {message}", location)
            for event, location in placed
            for message in mistakes(event, zone, end)
        ]
        problems += wrong
        if not wrong:
            found += _told(text, calendar, begin, end, zone)
    if problems:
        raise SourceError(problems)
    zone_name = UTC_ZONE if stated is None else stated.name
    return CalendarEvents(tuple(sorted(found, key=lambda event: (event.bounds, event.uid, event.summary))), zone_name)


def _told(text: Text, calendar: Calendar, since: int, until: int, zone: Zone | None) -> list[CalendarEvent]:
    """The events of a calendar in a range.

    Raises:
        SourceError: the library that knows how events recur refuses them.
    """
    try:
        return list(occurrences(calendar, since, until, zone))
    except (ValueError, TypeError, OverflowError) as error:
        if isinstance(error, OncallError):
            raise
        problem = Problem(text.path, f"its recurrences cannot be told: {_first_line(error)}")
        raise SourceError([problem]) from error


def _name(event: Event) -> str:
    return text_of(event, "SUMMARY") or text_of(event, "UID")


def _parsed(text: Text) -> list[Calendar]:
    """The calendars of a text.

    Raises:
        SourceError: there is none.
    """
    try:
        found = Calendar.from_ical(text.content, multiple=True)
    except ValueError as error:
        raise SourceError([Problem(text.path, f"it is no iCalendar: {_first_line(error)}")]) from error
    calendars = [each for each in found if isinstance(each, Calendar)]
    if not calendars or text.content.count("BEGIN:VCALENDAR") > text.content.count("END:VCALENDAR"):
        missing = "it breaks off: END:VCALENDAR is missing" if "BEGIN:VCALENDAR" in text.content else "it holds none"
        raise SourceError([Problem(text.path, f"it is no iCalendar: {missing}")])
    return calendars


def _own_zone(calendar: Calendar) -> Zone | None:
    """The zone that a calendar itself names, as Google's do."""
    name = calendar.get("X-WR-TIMEZONE")
    try:
        return None if name is None else Zone.named(str(name))
    except OncallError:
        return None


def _event_lines(content: str) -> Iterator[int]:
    """The numbers of the lines with which events begin, in order."""
    lines = enumerate(content.split("\n"), 1)  # what begins with a blank goes on with the line before it
    return iter([number for number, line in lines if line.rstrip().upper() == "BEGIN:VEVENT"])


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
