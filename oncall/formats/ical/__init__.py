"""Calendars as iCalendar (RFC 5545, RFC 7986): `calendar`, `dumps` and `dump` write them, `loads` and `load` read."""

from oncall.formats.ical.calendars import STAMP, Source, calendar, dump, dumps
from oncall.formats.ical.loading import load, loads
from oncall.formats.ical.occurrences import CalendarEvent, CalendarEvents, Whose

__all__ = [
    "STAMP",
    "CalendarEvent",
    "CalendarEvents",
    "Source",
    "Whose",
    "calendar",
    "dump",
    "dumps",
    "load",
    "loads",
]
