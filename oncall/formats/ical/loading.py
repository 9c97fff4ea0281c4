"""Reading: what is in an `.ics` file over a range of time, with everything that recurs."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import attrs
from icalendar import Calendar, Event

from oncall.chronology.instants import Instant, checked_range, to_datetime, to_seconds
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import DAY, EARLIEST, LATEST, Zone
from oncall.errors import Location, MissingLibraryError, NotAnInstantError, OncallError, Problem, SourceError
from oncall.formats.ical.occurrences import CalendarEvent, CalendarEvents
from oncall.formats.logs.texts import Text, decode, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MARGIN = 2 * DAY  # a date may begin or end so much earlier or later somewhere else
_MOST_OCCURRENCES = 100_000
_PER_DAY = {"SECONDLY": 86_400, "MINUTELY": 1_440, "HOURLY": 24}
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a reading; its zone is stated


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


@attrs.frozen
class _Frame:
    """The range that is asked about, and the zone of what names none; `path` is for errors."""

    path: str
    since: int
    until: int
    zone: Zone | None

    def problem(self, message: str, event: Event | None = None, line: int | None = None) -> Problem:
        """What is wrong, with the place in the file."""
        subject = "" if event is None else f"the event {_name(event)!r} "
        return Problem(self.path, subject + message, None if line is None else Location(self.path, line))


def _events(text: Text | Problem, since: Instant, until: Instant, time_zone: str | None) -> CalendarEvents:
    begin, end = checked_range(since, until)
    stated = None if time_zone is None else Zone.named(time_zone)
    if isinstance(text, Problem):
        raise SourceError([text])
    calendars = _parsed(text)
    lines = _event_lines(text.content)
    found: list[CalendarEvent] = []
    problems: list[Problem] = []
    for calendar in calendars:
        frame = _Frame(text.path, begin, end, stated or _own_zone(calendar))
        wrong = [problem for event in calendar.events for problem in _mistakes(event, frame, next(lines, None))]
        problems += wrong
        if not wrong:
            found += _occurrences(calendar, frame)
    if problems:
        raise SourceError(problems)
    zone = UTC_ZONE if stated is None else stated.name
    return CalendarEvents(tuple(sorted(found, key=lambda event: (event.bounds, event.uid, event.summary))), zone)


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
    lines = enumerate(content.splitlines(), 1)
    return iter([number for number, line in lines if line.strip().upper() == "BEGIN:VEVENT"])


def _mistakes(event: Event, frame: _Frame, line: int | None) -> Iterator[Problem]:
    """What is wrong with one event."""
    for name, message in event.errors:
        yield frame.problem(f"has a {name or 'line'} that cannot be read: {message}", event, line)
    if event.errors:
        return
    if "DTSTART" not in event:
        yield frame.problem("has no DTSTART", event, line)
        return
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        zone = _unknown_zone(event, name)
        if zone:
            yield frame.problem(f"has a {name} in {zone!r}, which is no zone that anybody knows", event, line)
            return
    try:
        start, end = event.start, event.end
    except ValueError as error:
        yield frame.problem(f"has no times that fit together: {_first_line(error)}", event, line)
        return
    if type(start) is not type(end) or _naive(end) < _naive(start):
        yield frame.problem("ends before it begins", event, line)
    if frame.zone is None and (not isinstance(start, datetime) or start.tzinfo is None):
        what = "times without a zone" if isinstance(start, datetime) else "dates"
        yield frame.problem(f"has {what}, and nothing says in which zone: give time_zone", event, line)
    if _too_often(event, start, frame):
        yield frame.problem(f"comes back more than {_MOST_OCCURRENCES} times until then", event, line)


def _unknown_zone(event: Event, name: str) -> str:
    """The zone of a time that nobody knows; nothing, if there is none."""
    value = event.get(name)
    zone = "" if value is None else str(value.params.get("TZID", ""))
    moment = getattr(value, "dt", None)
    return zone if isinstance(moment, datetime) and moment.tzinfo is None else ""


def _too_often(event: Event, start: date, frame: _Frame) -> bool:
    """Whether a rule could have so many occurrences up to the end of the range that to list them takes minutes."""
    days = max(frame.until // DAY + _EPOCH_DAY - start.toordinal(), 0) + 1
    for rule in _several(event, "RRULE"):
        often = _PER_DAY.get(str(rule.get("FREQ", [""])[0]).upper(), 1)
        for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
            often *= max(len(rule.get(part, ())), 1)
        if often * days > _MOST_OCCURRENCES * max(int(rule.get("INTERVAL", [1])[0]), 1) and often > 1:
            return True
    return False


def _occurrences(calendar: Calendar, frame: _Frame) -> Iterator[CalendarEvent]:
    """The events of a calendar that have a part in the range.

    Raises:
        SourceError: the library that knows how events recur refuses them.
    """
    try:
        import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
    except ImportError as error:
        raise MissingLibraryError("reading calendars", "recurring-ical-events", "ical") from error
    since, until = max(frame.since - _MARGIN, EARLIEST), min(frame.until + _MARGIN, LATEST)
    utc = Zone.named(UTC_ZONE)
    query = recurring_ical_events.of(calendar, components=["VEVENT"])
    try:
        components: Sequence[object] = query.between(to_datetime(since, utc), to_datetime(until, utc))
    except (ValueError, TypeError, OverflowError) as error:
        raise SourceError([frame.problem(f"its recurrences cannot be told: {_first_line(error)}")]) from error
    for component in components:
        if isinstance(component, Event) and str(component.get("STATUS", "")).upper() != "CANCELLED":
            found = _event(component, frame)
            if found is not None and found.bounds[0] < frame.until and frame.since < found.bounds[1]:
                yield found


def _event(component: Event, frame: _Frame) -> CalendarEvent | None:
    """One occurrence; None: it has no length."""
    start, end = component.start, component.end
    try:
        bounds = _instant(start, frame.zone), _instant(end, frame.zone)
    except NotAnInstantError:
        return None  # beyond the years that there are
    if bounds[1] <= bounds[0]:
        return None
    is_all_day = not isinstance(start, datetime) and not isinstance(end, datetime)
    return CalendarEvent(
        bounds=bounds,
        summary=" ".join(_text(component, "SUMMARY").split()),
        uid=_text(component, "UID"),
        days=(start, end - timedelta(days=1)) if is_all_day else None,
        emails=tuple(_emails(component)),
        zone=UTC_ZONE if frame.zone is None else frame.zone.name,
    )


def _instant(moment: date, zone: Zone | None) -> int:
    """The UTC second of a date or a time; one without a zone is a reading of the stated zone's clock."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return to_seconds(moment)
    assert zone is not None, "a time without a zone has been refused, if no zone is stated"
    return to_seconds(zone.instant_of(_naive(moment)))


def _naive(moment: date) -> int:
    """The reading of a date or a time, as the second that it would be in UTC."""
    if not isinstance(moment, datetime):
        return (moment.toordinal() - _EPOCH_DAY) * DAY
    passed = moment.replace(tzinfo=None) - _NAIVE_EPOCH
    return passed.days * DAY + passed.seconds


def _emails(component: Event) -> Iterator[str]:
    for name in ("ATTENDEE", "ORGANIZER"):
        for value in _several(component, name):
            scheme, colon, address = str(value).partition(":")
            if colon and scheme.lower() == "mailto":
                yield address


def _name(event: Event) -> str:
    return _text(event, "SUMMARY") or _text(event, "UID")


def _text(event: Event, name: str) -> str:
    """The text of a property; the first one, of an event that has it twice."""
    return next((str(value) for value in _several(event, name)), "")


def _several(event: Event, name: str) -> list[Any]:
    """The values of a property, which icalendar gives without a list if there is one."""
    value: Any = event.get(name, [])
    return [*cast("Iterable[Any]", value)] if isinstance(value, list) else [value]


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).splitlines()[0]
