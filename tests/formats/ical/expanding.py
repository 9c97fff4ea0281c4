"""Readers of calendars that recur: two libraries, and RFC 5545 as written here, with two sources of offsets.

Each gives the events that touch a range, as their start and end in UTC seconds and their SUMMARY. They differ in the
wild, as these do: the libraries count hours on the wall clock, while section 3.3.6 has them exact; most look offsets up
by the name of the zone, while Outlook takes them from the VTIMEZONE.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from datetime import UTC, datetime, timedelta, tzinfo
from typing import TYPE_CHECKING, TypeAlias
from zoneinfo import ZoneInfo

import attrs
import icalendar
import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
from dateutil import tz
from dateutil.rrule import rrulestr
from ical.calendar_stream import IcsCalendarStream

from tests.formats.ical.readers import Line, parsed, unescaped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Occurrence: TypeAlias = tuple[int, int, str]
Reader: TypeAlias = "Callable[[bytes, int, int], list[Occurrence]]"

_FAR = timedelta(days=800)  # an event is no longer: two turns of a year


def by_ical(written: bytes, since: int, until: int) -> list[Occurrence]:
    """What the library `ical` finds."""
    (calendar,) = IcsCalendarStream.from_ics(written.decode()).calendars
    found = calendar.timeline_tz(UTC).overlapping(_utc(since), _utc(until))
    return sorted((_second(event.start_datetime), _second(event.end_datetime), str(event.summary)) for event in found)


def by_recurring_ical_events(written: bytes, since: int, until: int) -> list[Occurrence]:
    """What `recurring_ical_events` finds by what icalendar reads."""
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(written), components=["VEVENT"])
    found = [event for event in query.between(_utc(since), _utc(until)) if isinstance(event, icalendar.Event)]
    whole = [(event.start, event.end, str(event["SUMMARY"])) for event in found]
    return sorted(
        (_second(start), _second(end), summary)
        for start, end, summary in whole
        if isinstance(start, datetime) and isinstance(end, datetime)
    )


def by_zone_names(written: bytes, since: int, until: int) -> list[Occurrence]:
    """What RFC 5545 says with the offsets that the standard library knows for the TZIDs."""
    return sorted(_by_rfc(written, since, until, ZoneInfo))


def by_time_zones(written: bytes, since: int, until: int) -> list[Occurrence]:
    """What RFC 5545 says with the offsets of the VTIMEZONEs, as dateutil reads them."""
    return sorted(_by_rfc(written, since, until, vtimezones(written)))


READERS: tuple[Reader, ...] = (by_ical, by_recurring_ical_events, by_zone_names, by_time_zones)


def vtimezones(written: bytes) -> Callable[[str], tzinfo]:
    """The VTIMEZONEs by their TZID, read by `dateutil.tz.tzical`."""
    found = re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", written.decode(), re.DOTALL)
    if not found:
        return ZoneInfo
    text = "\n".join(found).replace("\r\n ", "").replace("\r\n", "\n")
    read = tz.tzical(io.StringIO(text))

    def zone(name: str) -> tzinfo:
        known: object = read.get(name)
        assert isinstance(known, tzinfo), f"no VTIMEZONE is called {name}"
        return known

    return zone


# --- The rules of RFC 5545 --------------------------------------------------------------------------------------------

_PARTS = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?")


@attrs.frozen
class _Local:
    """A DATE-TIME: what a clock shows, and the zone that it hangs in."""

    shown: datetime
    zone: tzinfo

    @property
    def instant(self) -> int:
        """The first of two, and with the offset from before a gap (section 3.3.5): what `fold=0` means to Python."""
        offset = self.shown.replace(tzinfo=self.zone).utcoffset()
        assert offset is not None
        return _second((self.shown - offset).replace(tzinfo=UTC))


def _by_rfc(written: bytes, since: int, until: int, zone: Callable[[str], tzinfo]) -> Iterator[Occurrence]:
    for events in _by_uid(written).values():
        replaced = {_moment(line, zone).shown for event in events for line in event if line.name == "RECURRENCE-ID"}
        for event in events:
            (summary,) = (unescaped(line.value) for line in event if line.name == "SUMMARY")
            for start, end in _times(event, replaced, (since, until), zone):
                if start < until and end > since:
                    yield start, end, summary


def _by_uid(written: bytes) -> dict[str, list[list[Line]]]:
    found: dict[str, list[list[Line]]] = defaultdict(list)
    event: list[Line] = []
    for line in parsed(written):
        if line.name == "BEGIN" and line.value == "VEVENT":
            event = []
        elif line.within == ("VCALENDAR", "VEVENT"):
            event.append(line)
            if line.name == "UID":
                found[line.value].append(event)
    return found


def _times(
    event: list[Line], replaced: set[datetime], within: tuple[int, int], zone: Callable[[str], tzinfo]
) -> Iterator[tuple[int, int]]:
    lines = {line.name: line for line in event}
    start = _moment(lines["DTSTART"], zone)
    if "RRULE" not in lines:
        assert "EXDATE" not in lines
        yield start.instant, _moment(lines["DTEND"], zone).instant
        return
    left_out = {each.shown for each in _moments(lines["EXDATE"], zone)} if "EXDATE" in lines else set[datetime]()
    rule, last = _rule(lines["RRULE"].value)
    recurring = rrulestr(rule, dtstart=start.shown)
    assert start.shown == recurring[0], "DTSTART is the first occurrence of its rule (section 3.8.5.3)"
    shown = list(
        recurring.between(
            _utc(within[0]).replace(tzinfo=None) - _FAR, _utc(within[1]).replace(tzinfo=None) + timedelta(days=2)
        )
    )
    for each in shown:
        begin = _Local(each, start.zone)
        if each not in left_out and each not in replaced and begin.instant <= last:
            yield begin.instant, _after(begin, lines["DURATION"].value)


def _after(begin: _Local, length: str) -> int:
    """Days are added on the clock, and hours, minutes and seconds to the instant (section 3.3.6)."""
    match = _PARTS.fullmatch(length)
    assert match
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return _Local(begin.shown + timedelta(days=days), begin.zone).instant + hours * 3600 + minutes * 60 + seconds


def _rule(value: str) -> tuple[str, int]:
    """A rule without its UNTIL, and that instant, which is included (section 3.3.10)."""
    parts = dict(part.split("=") for part in value.split(";"))
    last = parts.pop("UNTIL", "99991231T000000Z")
    assert last.endswith("Z"), "an UNTIL is UTC where DTSTART has a zone"
    return ";".join("=".join(part) for part in parts.items()), _moment_of(last, UTC).instant


def _moment(line: Line, zone: Callable[[str], tzinfo]) -> _Local:
    (found,) = _moments(line, zone)
    return found


def _moments(line: Line, zone: Callable[[str], tzinfo]) -> list[_Local]:
    name = dict(line.parameters).get("TZID")
    return [_moment_of(value, UTC if name is None else zone(name)) for value in line.value.split(",")]


def _moment_of(value: str, zone: tzinfo) -> _Local:
    assert value.endswith("Z") is (zone is UTC)
    return _Local(datetime.strptime(value.removesuffix("Z"), "%Y%m%dT%H%M%S"), zone)


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


def _second(moment: datetime) -> int:
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())
