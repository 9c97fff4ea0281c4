"""The door between people's times and UTC seconds; the only importer of pendulum.

What pendulum does with repeated and skipped local hours is kept outside: texts are read by the standard library, an
aware datetime is taken by its fields and its own offset, and a `pendulum.DateTime` is made from the seconds.
"""

from __future__ import annotations

import operator
import re
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, SupportsIndex, TypeAlias

import pendulum

from oncall.chronology.zones import DAY, EARLIEST, LATEST, Zone
from oncall.errors import InvalidValueError, NotAnInstantError

if TYPE_CHECKING:
    from datetime import tzinfo

DateTime = pendulum.DateTime

Instant: TypeAlias = str | datetime | SupportsIndex
"""What a person may give for an instant: an ISO 8601 text with an offset, an aware datetime, or UTC seconds."""

_OUTSIDE = "it is before 0001-01-03 or after 9999-12-29, where not every zone has a date"
_WRONG_OFFSET = re.compile(r"[+-]\d\d:?(?:[0-5]\d:?)?[6-9]\d")
"""What the standard library takes for an offset all the same, `+05:99` for six hours and 39 minutes."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ORDINAL = _EPOCH.toordinal()


def to_seconds(value: Instant, field: str = "") -> int:
    """The UTC second that `value` names, floored.

    A whole number is UTC seconds already. A datetime counts by its own offset and fold. `field` names the argument in
    an error.

    Raises:
        NotAnInstantError: not an instant, without a UTC offset, or outside of the years that every zone can show.

    Examples:
        >>> to_seconds("2025-01-01T00:00:00-05:00")
        1735707600
    """
    seconds = value if type(value) is int else _seconds(value, field)
    if not EARLIEST <= seconds <= LATEST:
        raise NotAnInstantError(value, _OUTSIDE, field)
    return seconds


def written_seconds(moment: DateTime) -> int:
    """The UTC second of what `to_written` gave, also where that lies beyond what every zone can show."""
    return _seconds(moment, "")


def _seconds(value: Instant, field: str) -> int:
    match value:
        case datetime():
            return _from_datetime(value, field)
        case str():
            return _from_datetime(_parsed(value, field), field, given=value)
        case bool():
            reason = "it is a truth value; give UTC seconds, a datetime or an ISO 8601 text"
            raise NotAnInstantError(value, reason, field)
        case _:
            return _from_number(value, field)


def to_datetime(seconds: int, zone: Zone) -> DateTime:
    """The `pendulum.DateTime` of a UTC second, in `zone`; it keeps which of two repeated hours is meant."""
    reading, fold = zone.settled_reading(seconds), 0
    if reading is None:  # shortly after a clock change: an hour may be repeated
        reading = zone.reading_of(seconds)
        fold = int(zone.instant_of(reading) != seconds)
    return _at_reading(reading, _pendulum_zone(zone.name), fold)


@lru_cache(maxsize=64)  # where a shift ends the next one begins
def shown(seconds: int, zone: str) -> DateTime:
    """`to_datetime` in a zone given by its name."""
    known, its_own = _zones(zone)
    reading = known.settled_reading(seconds)
    return to_datetime(seconds, known) if reading is None else _at_reading(reading, its_own, 0)


def to_written(value: Instant, field: str = "") -> DateTime:
    """The instant of `value` as a `pendulum.DateTime` with the fixed offset that it was written with.

    A whole number is in UTC. With a fixed offset no local hour occurs twice, so the value compares, hashes, copies and
    pickles by the instant that it is. Of the years 1 to 9999 every instant is taken, also the last days, in which not
    every zone has a date: people write them for "for ever".

    Raises:
        NotAnInstantError: as `to_seconds`, but for those days.
    """
    seconds = _seconds(value, field)
    moment = _parsed(value, field) if isinstance(value, str) else value
    offset = moment.utcoffset() if isinstance(moment, datetime) else None
    shift = (offset.days * DAY + offset.seconds) if offset else 0
    zone = pendulum.FixedTimezone(shift) if shift else pendulum.UTC
    try:
        return _at_reading(seconds + shift, zone, 0)
    except (ValueError, OverflowError) as error:
        raise NotAnInstantError(value, "it is outside of the years 1 to 9999", field) from error


def to_text(seconds: int, zone: Zone) -> str:
    """ISO 8601 with the zone's offset at that instant: `2025-03-12T00:00:00-04:00`."""
    return to_datetime(seconds, zone).isoformat()


def checked_range(since: Instant, until: Instant) -> tuple[int, int]:
    """The UTC seconds of a half-open range.

    Raises:
        NotAnInstantError: either end is no instant.
        InvalidValueError: the range is empty.
    """
    begin, end = to_seconds(since, "since"), to_seconds(until, "until")
    if end <= begin:
        raise InvalidValueError("until", f"after since ({since!r})", until)
    return begin, end


@lru_cache(maxsize=1024)
def _pendulum_zone(name: str) -> tzinfo:
    # pendulum by itself forgets a zone that nobody holds, and reads its file again.
    return pendulum.timezone(name)


@lru_cache(maxsize=1024)
def _zones(name: str) -> tuple[Zone, tzinfo]:
    return Zone.named(name), _pendulum_zone(name)


def _parsed(text: str, field: str) -> datetime:
    if _WRONG_OFFSET.search(text, len("20240101")):
        raise NotAnInstantError(text, "the minutes and seconds of its UTC offset end at 59", field)
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        has_form = not str(error).startswith("Invalid isoformat")  # then only a number in it is wrong
        reason = str(error) if has_form else "write ISO 8601 with an offset, such as '2024-01-01T09:00:00-05:00'"
        raise NotAnInstantError(text, reason, field) from error


def _from_datetime(moment: datetime, field: str, given: str | None = None) -> int:
    offset = moment.utcoffset()
    if offset is None:
        written = moment.isoformat(timespec="seconds")
        reason = f"it has no UTC offset; write '{written}-05:00' (with its own offset) or '{written}Z'"
        raise NotAnInstantError(given or written, reason, field)
    # By its fields: to subtract the epoch would ask both for their offsets, and pendulum's own way takes longer still.
    days = moment.toordinal() - _EPOCH_ORDINAL - offset.days
    seconds = days * DAY + moment.hour * 3600 + moment.minute * 60 + moment.second - offset.seconds
    return seconds - (moment.microsecond < offset.microseconds)


def _from_number(value: object, field: str) -> int:
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        reason = "give whole UTC seconds, an aware datetime or an ISO 8601 text with an offset"
        raise NotAnInstantError(value, reason, field) from None


def _at_reading(reading: int, zone: tzinfo, fold: int) -> DateTime:
    days, second = divmod(reading, DAY)
    day = date.fromordinal(days + _EPOCH_ORDINAL)
    hour, minute = second // 3600, second // 60 % 60
    if fold:
        return DateTime(day.year, day.month, day.day, hour, minute, second % 60, 0, zone, fold=fold)
    return DateTime(day.year, day.month, day.day, hour, minute, second % 60, 0, zone)  # names cost as much as the rest
