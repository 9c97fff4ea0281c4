"""Components: a calendar as the objects of the library icalendar, for whoever goes on working with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vCalAddress, vCategory, vDatetime, vDDDLists, vDuration, vInt, vRecur, vText, vUTCOffset

from oncall.formats.ical.entries import PRODID, REFRESH_SECONDS, Again, Once
from oncall.formats.ical.texts import escaped, mailto
from oncall.formats.ical.timezones import observances

if TYPE_CHECKING:
    from oncall.formats.ical.entries import Document, Entry
    from oncall.formats.ical.timezones import Observance

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a reading


class _Text(vText):
    r"""A TEXT that reads back as it was: icalendar's own turns a backslash before an N into the end of a line."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        return escaped(self).encode()


def calendar_of(document: Document) -> Calendar:
    """The calendar, with its time zones first and its events in their order."""
    name = _Text(document.name)
    found = Calendar()
    found["PRODID"] = _Text(PRODID)
    found["VERSION"] = _Text("2.0")
    if not document.names_people:
        found["METHOD"] = _Text("PUBLISH")
    found["NAME"] = name
    found["X-WR-CALNAME"] = name
    found["COLOR"] = _Text(document.color)
    # RFC 7986 section 5.7 requires the parameter; icalendar leaves it out.
    found["REFRESH-INTERVAL"] = vDuration(timedelta(seconds=REFRESH_SECONDS), {"VALUE": "DURATION"})
    found["X-PUBLISHED-TTL"] = vDuration(timedelta(seconds=REFRESH_SECONDS))
    for zone, since, until in document.time_zones:
        found.add_component(_time_zone(zone, since, until))
    for entry in document.entries:
        found.add_component(_event(entry, document))
    return found


def _event(entry: Entry, document: Document) -> Event:
    categories = vCategory([])
    categories.cats = [*map(_Text, entry.categories)]  # its constructor unmakes a _Text
    found = Event()
    found["UID"] = _Text(entry.uid)
    found["DTSTAMP"] = vDatetime(_utc(entry.stamp))
    found["LAST-MODIFIED"] = vDatetime(_utc(entry.stamp))
    _add_times(found, entry)
    found["SUMMARY"] = _Text(entry.summary)
    found["DESCRIPTION"] = _Text(entry.description)
    found["CATEGORIES"] = categories
    found["COLOR"] = _Text(entry.color)
    found["TRANSP"] = _Text("OPAQUE" if document.busy and not entry.is_cancelled else "TRANSPARENT")
    found["STATUS"] = _Text("CANCELLED" if entry.is_cancelled else "CONFIRMED")
    if entry.sequence:
        found["SEQUENCE"] = vInt(entry.sequence)
    if entry.person is not None:
        name, email = entry.person
        found["ATTENDEE"] = vCalAddress(mailto(email), params={"CN": name})
        found["CONTACT"] = _Text(f"{name}, {email}")
    if not entry.is_cancelled:
        for before in document.alarms:
            found.add_component(_alarm(entry, before))
    return found


def _add_times(event: Event, entry: Entry) -> None:
    match entry.when:
        case Once(start=start, end=end, instead_of=instead_of, zone=zone):
            event["DTSTART"] = vDatetime(_utc(start))
            event["DTEND"] = vDatetime(_utc(end))
            if instead_of is not None:
                event["RECURRENCE-ID"] = vDatetime(_local(instead_of, zone))
        case Again(zone=zone, start=start, seconds=seconds, rule=rule, left_out=left_out):
            event["DTSTART"] = vDatetime(_local(start, zone))
            event["DURATION"] = vDuration(timedelta(seconds=seconds))
            event["RRULE"] = vRecur.from_ical(rule)
            if left_out:
                event["EXDATE"] = vDDDLists([_local(reading, zone) for reading in left_out])


def _alarm(entry: Entry, before: int) -> Alarm:
    found = Alarm()
    found["ACTION"] = _Text("DISPLAY")
    found["DESCRIPTION"] = _Text(entry.summary)
    found["TRIGGER"] = vDuration(timedelta(seconds=-before))
    return found


def _time_zone(name: str, since: int, until: int) -> Timezone:
    found = Timezone()
    found["TZID"] = _Text(name)
    for each in observances(name, since, until):
        found.add_component(_observance(each))
    return found


def _observance(observance: Observance) -> TimezoneStandard | TimezoneDaylight:
    found = TimezoneDaylight() if observance.kind == "DAYLIGHT" else TimezoneStandard()
    first, *others = observance.onsets
    found["DTSTART"] = vDatetime(_floating(first))
    found["TZOFFSETFROM"] = vUTCOffset(timedelta(seconds=observance.before))
    found["TZOFFSETTO"] = vUTCOffset(timedelta(seconds=observance.after))
    if others:
        found["RDATE"] = vDDDLists([*map(_floating, others)])
    if observance.rule:
        found["RRULE"] = vRecur.from_ical(observance.rule)
    return found


def _utc(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)


def _local(reading: int, zone: str) -> datetime:
    """What the clock shows; which instant one that occurs twice or never stands for does not matter here."""
    return _floating(reading).replace(tzinfo=ZoneInfo(zone) if zone else UTC)


def _floating(reading: int) -> datetime:
    return _NAIVE_EPOCH + timedelta(seconds=reading)
