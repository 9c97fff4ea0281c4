"""The bytes of a calendar, written directly: what `to_ical` of its icalendar objects gives, in a fraction of the time.

Properties stand in the order in which icalendar sorts them, and lines are folded where it folds them.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from oncall.chronology.zones import DAY
from oncall.formats.ical.entries import PRODID, REFRESH_SECONDS, Again, Once
from oncall.formats.ical.texts import escaped, mailto, parameter
from oncall.formats.ical.timezones import observances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.formats.ical.entries import Document, Entry
    from oncall.formats.ical.timezones import Observance

_WIDTH = 74  # icalendar keeps lines shorter than the 75 octets of RFC 5545 section 3.1
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_CONTINUATION = range(0x80, 0xC0)  # the octets of UTF-8 that begin no character


def bytes_of(document: Document) -> bytes:
    """The calendar as UTF-8, in lines that end with CRLF."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{escaped(PRODID)}"]
    if not document.names_people:
        lines.append("METHOD:PUBLISH")
    name, refresh = escaped(document.name), written_duration(REFRESH_SECONDS)
    lines += [
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
        f"COLOR:{escaped(document.color)}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}",
        f"X-PUBLISHED-TTL:{refresh}",
    ]
    for zone, since, until in document.time_zones:
        lines += _time_zone(zone, since, until)
    for entry in document.entries:
        lines += event_lines(entry, document)
    lines.append("END:VCALENDAR")
    return b"".join(map(folded, lines))


def event_lines(entry: Entry, document: Document) -> list[str]:
    """The lines of an event, not folded."""
    stamp, summary = written_utc(entry.stamp), escaped(entry.summary)
    start, rest = _times(entry)
    lines = ["BEGIN:VEVENT", f"SUMMARY:{summary}", *start, f"DTSTAMP:{stamp}", f"UID:{escaped(entry.uid)}", *rest]
    if entry.person is not None:
        name, email = entry.person
        lines.append(f"ATTENDEE;CN={parameter(name)}:{mailto(email)}")
    lines += [f"CATEGORIES:{','.join(map(escaped, entry.categories))}", f"COLOR:{escaped(entry.color)}"]
    if entry.person is not None:
        lines.append(f"CONTACT:{escaped(', '.join(entry.person))}")
    lines += [
        f"DESCRIPTION:{escaped(entry.description)}",
        f"LAST-MODIFIED:{stamp}",
        f"STATUS:{'CANCELLED' if entry.is_cancelled else 'CONFIRMED'}",
        f"TRANSP:{'OPAQUE' if document.busy and not entry.is_cancelled else 'TRANSPARENT'}",
    ]
    if not entry.is_cancelled:
        for before in document.alarms:
            lines += ["BEGIN:VALARM", "ACTION:DISPLAY", f"DESCRIPTION:{summary}"]
            lines += [f"TRIGGER:{written_duration(-before)}", "END:VALARM"]
    lines.append("END:VEVENT")
    return lines


def folded(line: str) -> bytes:
    """A line with its CRLF, in pieces of at most 74 octets, none of which ends within a character or an escape."""
    octets = line.encode()
    if len(octets) <= _WIDTH:
        return octets + b"\r\n"
    pieces: list[bytes] = []
    begin = 0
    while len(octets) - begin > _WIDTH:
        end = begin + _WIDTH
        while octets[end] in _CONTINUATION:
            end -= 1
        if octets[end - 1] in b"\\^":
            end -= 1
        pieces.append(octets[begin:end])
        begin = end
    pieces.append(octets[begin:])
    return b"\r\n ".join(pieces) + b"\r\n"


def written_duration(seconds: int) -> str:
    """A length of time as RFC 5545 section 3.3.6 writes it: `P7D`, `PT8H`, `-PT30M`."""
    days, rest = divmod(abs(seconds), DAY)
    hours, minutes, left = rest // 3600, rest % 3600 // 60, rest % 60
    # Minutes stand between hours and seconds, also if there are none.
    parts = [
        f"{hours}H" if hours else "",
        f"{minutes}M" if minutes or (hours and left) else "",
        f"{left}S" if left else "",
    ]
    time = "".join(parts)
    sign = "-" if seconds < 0 else ""
    return f"{sign}P{f'{days}D' if days or not time else ''}{f'T{time}' if time else ''}"


def _times(entry: Entry) -> tuple[list[str], list[str]]:
    """The lines about when, before and after DTSTAMP and UID."""
    sequence = [f"SEQUENCE:{entry.sequence}"] if entry.sequence else []
    match entry.when:
        case Once(start=start, end=end, instead_of=instead_of, zone=zone):
            instead = [] if instead_of is None else [f"RECURRENCE-ID{_on(zone, [instead_of])}"]
            return [f"DTSTART:{written_utc(start)}", f"DTEND:{written_utc(end)}"], [*instead, *sequence]
        case Again(zone=zone, start=start, seconds=seconds, rule=rule, left_out=left_out):
            without = [f"EXDATE{_on(zone, left_out)}"] if left_out else []
            begins = [f"DTSTART{_on(zone, [start])}", f"DURATION:{written_duration(seconds)}"]
            return begins, [*sequence, f"RRULE:{rule}", *without]


def _on(zone: str, readings: Iterable[int]) -> str:
    """Readings as the value of a property, with their zone as its parameter."""
    return f";TZID={zone}:{','.join(map(_local, readings))}" if zone else f":{','.join(map(written_utc, readings))}"


def _time_zone(name: str, since: int, until: int) -> Iterator[str]:
    yield from ("BEGIN:VTIMEZONE", f"TZID:{escaped(name)}")
    for each in observances(name, since, until):
        yield from _observance(each)
    yield "END:VTIMEZONE"


def _observance(observance: Observance) -> Iterator[str]:
    first, *others = observance.onsets
    yield f"BEGIN:{observance.kind}"
    yield f"DTSTART:{_local(first)}"
    if others:
        yield f"RDATE:{','.join(map(_local, others))}"
    if observance.rule:
        yield f"RRULE:{observance.rule}"
    yield f"TZOFFSETFROM:{_offset(observance.before)}"
    yield f"TZOFFSETTO:{_offset(observance.after)}"
    yield f"END:{observance.kind}"


def _offset(seconds: int) -> str:
    hours, minutes, rest = abs(seconds) // 3600, abs(seconds) % 3600 // 60, abs(seconds) % 60
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")


def written_utc(seconds: int) -> str:
    """An instant as RFC 5545 section 3.3.5 writes it: `20250312T040000Z`."""
    return f"{_local(seconds)}Z"


def _local(reading: int) -> str:
    day, second = divmod(reading, DAY)
    moment = date.fromordinal(_EPOCH_ORDINAL + day).isoformat().replace("-", "")
    return f"{moment}T{second // 3600:02}{second % 3600 // 60:02}{second % 60:02}"
