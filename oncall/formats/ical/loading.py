"""Reading: what is in an `.ics` file over a range of time, with everything that recurs."""

from __future__ import annotations

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import attrs
from icalendar import Calendar, Event
from icalendar.prop import vDDDTypes, vDuration, vRecur, vText

from oncall.chronology.instants import Instant, checked_range, to_datetime, to_seconds
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import DAY, EARLIEST, LATEST, Zone
from oncall.errors import Location, MissingLibraryError, NotAnInstantError, OncallError, Problem, SourceError
from oncall.formats.ical.occurrences import CalendarEvent, CalendarEvents
from oncall.formats.logs.texts import Text, decode, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_MARGIN = 2 * DAY  # a date may begin or end so much earlier or later somewhere else
_MOST_OCCURRENCES = 50_000
_LAST_YEAR = 9900
_LONGEST = 3653 * DAY
_NOMINAL, _EXACT, _IS_LONG = "X-ONCALL-NOMINAL", "X-ONCALL-EXACT", "X-ONCALL-IS-LONG"
"""The properties in which an event carries its DURATION, or how long its first occurrence lasts, to each of them."""
_OCCURRENCES = {"SECONDLY": (86_400, 1), "MINUTELY": (1_440, 1), "HOURLY": (24, 1), "DAILY": (1, 1), "WEEKLY": (1, 1)}
"""How many there may be in how many days, by a rule that says nothing else; of all others, one in 28."""
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
        if str(calendar.get("METHOD", "")).upper() == "CANCEL":
            continue
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
    if not _is_cancelled(event) and frame.zone is None and (not isinstance(start, datetime) or start.tzinfo is None):
        what = "times without a zone" if isinstance(start, datetime) else "dates"
        yield frame.problem(f"has {what}, and nothing says in which zone: give time_zone", event, line)
    for rule in _several(event, "RRULE"):
        yield from (frame.problem(message, event, line) for message in _rule_mistakes(rule, start, frame.until))


def _rule_mistakes(rule: vRecur, start: date, until: int) -> Iterator[str]:
    """What is wrong with a rule: it is none, or has so many occurrences up to an instant that listing takes minutes."""
    interval, *_ = map(int, [*rule.get("INTERVAL", []), 1])
    count, *_ = map(int, [*rule.get("COUNT", []), 1])
    if min(interval, count) < 1:
        yield "has an RRULE with an INTERVAL or COUNT below 1"
        return
    days = max(until // DAY + _EPOCH_DAY - start.toordinal(), 0) + 1
    often, apart = _OCCURRENCES.get(str(rule.get("FREQ", [""])[0]).upper(), (1, 28))
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        often *= max(len(rule.get(part, ())), 1)
    if often * days > _MOST_OCCURRENCES * apart * interval:
        yield f"comes back more than {_MOST_OCCURRENCES} times until then"


def _unknown_zone(event: Event, name: str) -> str:
    """The zone of a time that nobody knows; nothing, if there is none."""
    value = event.get(name)
    zone = "" if value is None else str(value.params.get("TZID", ""))
    moment = getattr(value, "dt", None)
    return zone if isinstance(moment, datetime) and moment.tzinfo is None else ""


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
    for event in calendar.events:
        _note_length(event, frame)
    query = recurring_ical_events.of(calendar, components=["VEVENT"])
    try:
        components: Sequence[object] = query.between(to_datetime(since, utc), to_datetime(until, utc))
    except (ValueError, TypeError, OverflowError) as error:
        raise SourceError([frame.problem(f"its recurrences cannot be told: {_first_line(error)}")]) from error
    for component in components:
        if isinstance(component, Event) and not _is_cancelled(component):
            found = _event(component, frame)
            if found is not None and found.bounds[0] < frame.until and frame.since < found.bounds[1]:
                yield found


def _event(component: Event, frame: _Frame) -> CalendarEvent | None:
    """One occurrence; None: it has no length."""
    start = component.start
    try:
        begin, end = _instant(start, frame.zone), _end(component, frame.zone)
    except (NotAnInstantError, OverflowError):
        return None  # beyond the years that there are
    if end <= begin:
        return None
    return CalendarEvent(
        bounds=(begin, end),
        summary=" ".join(_text(component, "SUMMARY").split()),
        uid=_text(component, "UID"),
        days=_days(start, end, frame.zone) if not isinstance(start, datetime) else None,
        emails=tuple(_emails(component)),
        zone=UTC_ZONE if frame.zone is None else frame.zone.name,
    )


def _note_length(event: Event, frame: _Frame) -> None:
    """Keep with an event how long its occurrences are to last: the library that repeats it keeps local times only.

    And it cannot calculate with ends that nobody lives to see, as people write them for "for ever".
    """
    if _is_cancelled(event):
        return
    if "DURATION" in event:
        event[_NOMINAL] = event["DURATION"]
        return
    start, end = event.start, event.end
    if end.year > _LAST_YEAR:
        end = end.replace(year=_LAST_YEAR, day=min(end.day, 28))
    exact = _instant(end, frame.zone) - _instant(start, frame.zone)
    event[_EXACT] = vDuration(timedelta(seconds=exact))
    if exact > _LONGEST:
        event[_IS_LONG] = vText("")
        event["DTEND"] = vDDDTypes(start + timedelta(seconds=_LONGEST))


def _end(component: Event, zone: Zone | None) -> int:
    """The UTC second at which an occurrence is over.

    With DURATION, its days pass on the wall clock and the rest in time that passes (RFC 5545 section 3.3.6). Else it
    ends when the clock shows what it showed at the end of the first one; where a clock change leaves nothing of it, it
    lasts as long as that. A date that ends on itself is a whole day.
    """
    start = component.start
    noted: Any = component.get(_NOMINAL) or component[_EXACT]
    length: timedelta = noted.dt
    if _NOMINAL in component:
        return _instant(start + timedelta(days=length.days), zone) + length.seconds
    begin, end = _instant(start, zone), _instant(component.end, zone)
    if end > begin and _IS_LONG not in component:
        return end
    if not isinstance(start, datetime) and end == begin:
        return _instant(start + timedelta(days=1), zone)
    return begin + length // timedelta(seconds=1)


def _days(start: date, end: int, zone: Zone | None) -> tuple[date, date]:
    """The first and the last date of an event of whole days that is over at an instant."""
    assert zone is not None, "dates have been refused, if no zone is stated"
    last = date.fromordinal(_EPOCH_DAY + (zone.reading_of(end) - 1) // DAY)
    return start, last


def _is_cancelled(event: Event) -> bool:
    return _text(event, "STATUS").upper() == "CANCELLED"


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
