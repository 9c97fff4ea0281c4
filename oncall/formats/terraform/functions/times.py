"""Functions of times, which are strings of RFC 3339; none of them asks what time it is."""

from __future__ import annotations

import re
from calendar import day_abbr, day_name, month_abbr, month_name, monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from oncall.formats.resources.conversions import concatenated
from oncall.formats.resources.values import NoValueError, Value
from oncall.formats.terraform.functions.parameters import TEXT, Function

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,100}))?(?:Z|([-+])(\d\d):(\d\d))", re.ASCII)
_DURATION = re.compile(r"(\d{0,40})(?:\.(\d{0,40}))?(ns|us|µs|μs|ms|s|m|h)", re.ASCII)
_NANOSECONDS = {
    "ns": 1,
    "us": 1000,
    "µs": 1000,
    "μs": 1000,
    "ms": 10**6,
    "s": 10**9,
    "m": 60 * 10**9,
    "h": 3600 * 10**9,
}
_DAY = 86_400
_MAX_DURATION = 200  # characters
_CALENDAR = 400  # years after which the days of the Gregorian calendar repeat


@attrs.frozen
class Timestamp:
    """A reading of a clock with its distance from UTC, both in seconds; `nanoseconds` of the second that has begun."""

    year: int
    month: int
    day: int
    second_of_day: int
    nanoseconds: int
    offset: int

    @property
    def instant(self) -> int:
        """Nanoseconds since the year 400 began in UTC; only distances mean something."""
        days = date(self.year + _CALENDAR, self.month, self.day).toordinal()
        return (days * _DAY + self.second_of_day - self.offset) * 10**9 + self.nanoseconds

    @property
    def weekday(self) -> int:
        """0 on Mondays."""
        return date(self.year + _CALENDAR, self.month, self.day).weekday()


def timestamp(text: str) -> Timestamp:
    """The time that a text of RFC 3339 says.

    Raises:
        NoValueError: it says none.
    """
    found = _TIME.fullmatch(text)
    if not found:
        raise NoValueError(f"{text[:60]!r} is not a time of RFC 3339, as '2024-01-01T09:00:00Z' is")
    year, month, day, hour, minute, second = (int(found[at]) for at in range(1, 7))
    hours, minutes = int(found[9] or 0), int(found[10] or 0)
    is_date = 1 <= month <= 12 and 1 <= day <= monthrange(year + _CALENDAR, month)[1]  # noqa: PLR2004 - a year's months
    if not is_date or max(hour, hours) > 23 or max(minute, second, minutes) > 59:  # noqa: PLR2004 - a clock's readings
        raise NoValueError(f"{text[:60]!r} is not a time: a part of it is out of range")
    offset = (hours * 60 + minutes) * 60
    nanoseconds = int((found[7] or "0")[:9].ljust(9, "0"))
    seconds = (hour * 60 + minute) * 60 + second
    return Timestamp(year, month, day, seconds, nanoseconds, -offset if found[8] == "-" else offset)


def offset_text(offset: int, colon: str) -> str:
    """A distance from UTC as `+02:00`, or with another text than the colon."""
    hours, minutes = divmod(abs(offset) // 60, 60)
    return f"{'-' if offset < 0 else '+'}{hours:02}{colon}{minutes:02}"


def written_time(time: Timestamp) -> str:
    """A time in RFC 3339, without fractions of its second."""
    minutes, second = divmod(time.second_of_day, 60)
    hour, minute = divmod(minutes, 60)
    zone = offset_text(time.offset, ":") if time.offset else "Z"
    return f"{time.year:04}-{time.month:02}-{time.day:02}T{hour:02}:{minute:02}:{second:02}{zone}"


def _timecmp(left: str, right: str) -> Value:
    first, second = timestamp(left).instant, timestamp(right).instant
    return Fraction((first > second) - (first < second))


def _timeadd(text: str, duration: str) -> Value:
    start = timestamp(text)
    added = _duration(duration)
    days, rest = divmod(start.second_of_day * 10**9 + start.nanoseconds + added, _DAY * 10**9)
    try:
        found = date(start.year + _CALENDAR, start.month, start.day) + timedelta(days=days)
    except (OverflowError, ValueError):
        raise NoValueError("the time is beyond the year 9999") from None
    year = found.year - _CALENDAR
    if not 0 <= year <= 9999:  # noqa: PLR2004 - the last year of RFC 3339
        raise NoValueError("the time is before the year 0 or beyond the year 9999")
    return written_time(Timestamp(year, found.month, found.day, rest // 10**9, 0, start.offset))


def _duration(text: str) -> int:
    """Nanoseconds."""
    if len(text) > _MAX_DURATION:
        raise NoValueError(f"the duration {text[:40]!r} is too long")
    unsigned = text[1:] if text[:1] in {"-", "+"} else text
    parts = list(_DURATION.finditer(unsigned))
    end = 0
    total = Fraction(0)
    for part in parts:
        if part.start() != end or not (part[1] or part[2]):
            break
        total += Fraction(f"{part[1] or 0}.{part[2] or 0}") * _NANOSECONDS[part[3]]
        end = part.end()
    is_zero = unsigned == "0"
    if not is_zero and (not end or end != len(unsigned)):
        raise NoValueError(f"{text[:40]!r} is not a duration, as '1h30m' is")
    if total >= 2**63:
        raise NoValueError(f"the duration {text[:40]!r} is too long")
    return -int(total) if text.startswith("-") else int(total)


# --- formatdate ------------------------------------------------------------------------------------------------------


_PART = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^'A-Za-z]+")


def _formatdate(template: str, text: str) -> Value:
    time = timestamp(text)
    parts: list[str] = []
    end = 0
    for found in _PART.finditer(template):
        if found.start() != end:
            break
        end = found.end()
        if found[1] is not None:
            parts.append(found[1].replace("''", "'") or "'")
        elif found[2]:
            parts.append(_date_part(found[0], time))
        else:
            parts.append(found[0])
    if end != len(template):
        raise NoValueError("a ' of the date format has no other")
    return concatenated(parts)


def _date_part(verb: str, time: Timestamp) -> str:
    minutes, second = divmod(time.second_of_day, 60)
    hour, minute = divmod(minutes, 60)
    short_hour = hour % 12 or 12
    texts: Mapping[str, Callable[[], str]] = {
        "YYYY": lambda: f"{time.year:04}",
        "YY": lambda: f"{time.year % 100:02}",
        "MMMM": lambda: month_name[time.month],
        "MMM": lambda: month_abbr[time.month],
        "MM": lambda: f"{time.month:02}",
        "M": lambda: str(time.month),
        "DD": lambda: f"{time.day:02}",
        "D": lambda: str(time.day),
        "EEEE": lambda: day_name[time.weekday],
        "EEE": lambda: day_abbr[time.weekday],
        "hh": lambda: f"{hour:02}",
        "h": lambda: str(hour),
        "HH": lambda: f"{short_hour:02}",
        "H": lambda: str(short_hour),
        "AA": lambda: "AM" if hour == short_hour % 12 else "PM",
        "aa": lambda: "am" if hour == short_hour % 12 else "pm",
        "mm": lambda: f"{minute:02}",
        "m": lambda: str(minute),
        "ss": lambda: f"{second:02}",
        "s": lambda: str(second),
        "Z": lambda: offset_text(time.offset, ":") if time.offset else "Z",
        "ZZZ": lambda: offset_text(time.offset, "") if time.offset else "UTC",
        "ZZZZ": lambda: offset_text(time.offset, ""),
        "ZZZZZ": lambda: offset_text(time.offset, ":"),
    }
    if verb not in texts:
        raise NoValueError(f"the date format has no {verb[:40]!r}; text is written in ' '")
    return texts[verb]()


FUNCTIONS: Mapping[str, Function] = {
    "formatdate": Function(_formatdate, (TEXT, TEXT)),
    "timeadd": Function(_timeadd, (TEXT, TEXT)),
    "timecmp": Function(_timecmp, (TEXT, TEXT)),
}
