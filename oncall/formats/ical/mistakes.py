"""Mistakes: what is wrong with an event that was read, in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from oncall.chronology.zones import DAY
from oncall.formats.ical.values import EPOCH_DAY, is_aware, is_cancelled, naive, several

if TYPE_CHECKING:
    from collections.abc import Iterator

    from icalendar import Event
    from icalendar.prop import vRecur

    from oncall.chronology.zones import Zone

MOST_OCCURRENCES = 50_000
"""What a rule may have up to the end of a range: to list more takes minutes."""

_FIRST_YEAR, _LAST_YEAR = 2, 9998
_OCCURRENCES = {"SECONDLY": (86_400, 1), "MINUTELY": (1_440, 1), "HOURLY": (24, 1), "DAILY": (1, 1), "WEEKLY": (1, 1)}
"""How many there may be in how many days, by a rule that says nothing else; of all others, one in 28."""


def mistakes(event: Event, zone: Zone | None, until: int) -> Iterator[str]:
    """What is wrong with an event that is asked about up to an instant; `zone` is that of times which name none.

    Each goes on after the name of the event: `ends before it begins`.
    """
    for name, message in event.errors:
        yield f"has a {name or 'line'} that cannot be read: {message}"
    if event.errors:
        return
    if "DTSTART" not in event:
        yield "has no DTSTART"
        return
    for name in ("DTSTART", "DTEND", "RECURRENCE-ID"):
        unknown = _unknown_zone(event, name)
        if unknown:
            yield f"has a {name} in {unknown!r}, which is no zone that anybody knows"
            return
    try:
        start, end = event.start, event.end
    except ValueError as error:
        yield f"has no times that fit together: {error}"
        return
    yield from _time_mistakes(event, start, end, zone)
    for rule in several(event, "RRULE"):
        yield from _rule_mistakes(rule, start, until)


def _time_mistakes(event: Event, start: date, end: date, zone: Zone | None) -> Iterator[str]:
    if _length_is_negative(event) or type(start) is not type(end) or _is_before(end, start):
        yield "ends before it begins"
    if not _FIRST_YEAR <= start.year <= _LAST_YEAR:
        yield f"begins in the year {start.year}, not in {_FIRST_YEAR} to {_LAST_YEAR}, which are years in every zone"
    if zone is None and not is_cancelled(event) and not (is_aware(start) and is_aware(end)):
        what = "times without a zone" if isinstance(start, datetime) else "dates"
        yield f"has {what}, and nothing says in which zone: give time_zone"


def _rule_mistakes(rule: vRecur, start: date, until: int) -> Iterator[str]:
    """What is wrong with a rule: it is none, or has so many occurrences up to an instant that listing takes minutes."""
    interval, *_ = map(int, [*rule.get("INTERVAL", []), 1])
    count, *_ = map(int, [*rule.get("COUNT", []), 1])
    if min(interval, count) < 1:
        yield "has an RRULE with an INTERVAL or COUNT below 1"
        return
    days = max(until // DAY + EPOCH_DAY - start.toordinal(), 0) + 1
    often, apart = _OCCURRENCES.get(str(rule.get("FREQ", [""])[0]).upper(), (1, 28))
    for part in ("BYHOUR", "BYMINUTE", "BYSECOND"):
        often *= max(len(rule.get(part, ())), 1)
    if often * days > MOST_OCCURRENCES * apart * interval:
        yield f"comes back more than {MOST_OCCURRENCES} times until then"


def _is_before(one: date, other: date) -> bool:
    """Whether a time is earlier than another one; on one clock, or where only one of them has a zone, by its hands."""
    return one < other if is_aware(one) is is_aware(other) else naive(one) < naive(other)


def _length_is_negative(event: Event) -> bool:
    length: Any = event.get("DURATION")
    return length is not None and length.dt < timedelta(0)


def _unknown_zone(event: Event, name: str) -> str:
    """The zone of a time that nobody knows; nothing, if there is none."""
    value = event.get(name)
    zone = "" if value is None else str(value.params.get("TZID", ""))
    moment = getattr(value, "dt", None)
    return zone if isinstance(moment, datetime) and moment.tzinfo is None else ""
