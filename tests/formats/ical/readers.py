"""Readers of calendars: two libraries that know nothing of each other, and the rules of RFC 5545 as written here."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import attrs
import icalendar
import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
from ical.calendar_stream import IcsCalendarStream

Event = tuple[str, int, int]
"""The UID of an event, and its start and end as UTC seconds."""


def by_ical(written: bytes) -> list[Event]:
    """The events that the library `ical` finds."""
    (found,) = IcsCalendarStream.from_ics(written.decode()).calendars
    return sorted((str(event.uid), second(event.dtstart), second(event.dtend)) for event in found.events)


def by_recurring_ical_events(written: bytes) -> list[Event]:
    """The events that `recurring_ical_events` finds by what icalendar reads."""
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(written), components=["VEVENT"])
    found = [event for event in query.between(date(1900, 1, 1), date(2100, 1, 1)) if isinstance(event, icalendar.Event)]
    return sorted((event.uid, second(event.start), second(event.end)) for event in found)


READERS = (by_ical, by_recurring_ical_events)


def second(moment: object) -> int:
    """An instant that is written in UTC, as a UTC second."""
    assert isinstance(moment, datetime)
    assert moment.utcoffset() == timedelta(0)
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


def events(written: bytes) -> list[icalendar.Event]:
    """The events as icalendar reads them, in the order in which they are written."""
    return icalendar.Calendar.from_ical(written).events


def event_bytes(written: bytes) -> dict[bytes, bytes]:
    """The lines of each event, by its UID."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", written, re.DOTALL)
    return {re.findall(rb"\r\nUID:(.*)\r\n", event)[0]: event for event in found}


def uids(written: bytes) -> set[bytes]:
    """The UIDs of a calendar."""
    return set(event_bytes(written))


def logical_lines(written: bytes) -> list[str]:
    """The content lines, unfolded as RFC 5545 section 3.1 says: CRLF and a blank are taken out."""
    return written.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def unescaped(value: str) -> str:
    """A TEXT as RFC 5545 section 3.3.11 reads it."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def texts(written: bytes, name: str) -> list[str]:
    """The values of a TEXT property, wherever it occurs."""
    return [unescaped(line.partition(":")[2]) for line in logical_lines(written) if line.startswith(f"{name}:")]


# --- The grammar of RFC 5545 section 3.1, strictly --------------------------------------------------------------------

_SAFE = r"[\t !#-+\--9<-~\u0080-\U0010ffff]*"
_QUOTED = r'"[\t !#-~\u0080-\U0010ffff]*"'
_PARAMETER = rf";([A-Za-z0-9-]+)=((?:{_QUOTED}|{_SAFE})(?:,(?:{_QUOTED}|{_SAFE}))*)"
_LINE = re.compile(rf"([A-Za-z0-9-]+)((?:{_PARAMETER})*):([\t -~\u0080-\U0010ffff]*)")
_TEXT = re.compile(r"(?:[^\\;,\x00-\x08\x0a-\x1f\x7f]|\\[\\;,Nn])*")  # section 3.3.11


@attrs.frozen
class Line:
    """A content line: the components it stands in, its name, its parameters as they are written, its value."""

    within: tuple[str, ...]
    name: str
    parameters: tuple[tuple[str, str], ...]
    value: str

    @property
    def shape(self) -> tuple[object, ...]:
        """All but the values; BEGIN and END with them."""
        names = tuple(name for name, _ in self.parameters)
        return (self.within, self.name, names, self.value if self.name in {"BEGIN", "END"} else "")


def parsed(written: bytes) -> list[Line]:
    """The lines of a calendar; an assertion fails where one breaks the grammar, or components are not nested."""
    assert written.endswith(b"END:VCALENDAR\r\n")
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    found: list[Line] = []
    within: list[str] = []
    for line in logical_lines(written):
        match = _LINE.fullmatch(line)
        assert match, line
        name, parameters, value = match[1], tuple(re.findall(_PARAMETER, match[2])), match[5]
        if name == "END":
            assert within.pop() == value
        found.append(Line(tuple(within), name, parameters, value))
        if name == "BEGIN":
            within.append(value)
    assert not within
    return found


def is_text(value: str, *, several: bool = False) -> bool:
    """Whether a value is a TEXT, or `several` with commas between them."""
    return _TEXT.fullmatch(re.sub(r"(\\.)|,", r"\1", value) if several else value) is not None
