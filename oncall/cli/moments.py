"""Times as they are typed, and the one place that reads the clock."""

from __future__ import annotations

import re
import time
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import to_seconds
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.words import moment
from oncall.chronology.zones import DAY, LATEST, WEEK, Zone
from oncall.errors import InvalidValueError, NotAnInstantError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.model import Schedule

MOST_PIECES = 50_000
"""Longer lists than this are a mistake in a year, not a wish."""

_NAIVE_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a plain local time has no zone of its own
_LENGTH = re.compile(r"(?:(\d{1,5})d)?(?:(\d{1,5})h)?(?:(\d{1,6})m(?:in)?)?(?:(\d{1,8})s)?", re.ASCII)
_SIZES = (DAY, 3600, 60, 1)
_ONE_DIGIT = re.compile(r"(?<![\d.])\d(?!\d)", re.ASCII)
_HOW = "write 2025-03-12, '2025-03-12 09:00' (in the schedule's zone) or 2025-03-12T09:00:00-04:00"


@attrs.frozen
class Typed:
    """A time as it was typed, in a `text`: an instant, or a reading of whatever wall clock it is asked about."""

    seconds: int
    is_reading: bool
    text: str = attrs.field(default="", eq=False)

    def instant(self, zone: Zone) -> int:
        """The UTC second; a reading that occurs twice is its first occurrence, a skipped one moves forward.

        Raises:
            NotAnInstantError: it is outside of the years that every zone can show.
        """
        return _seconds(zone.instant_of(self.seconds), self.text) if self.is_reading else self.seconds

    @property
    def at_the_hour(self) -> Typed:
        """The same, floored to the hour."""
        return attrs.evolve(self, seconds=self.seconds // 3600 * 3600)


def typed(text: str) -> Typed:
    """The time that a text says.

    Raises:
        NotAnInstantError: it says none, or one outside of the years 1 to 9999.
    """
    try:
        said = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise NotAnInstantError(text, _how(text)) from error
    if said.tzinfo is not None:
        return Typed(_seconds(text.strip(), text), is_reading=False, text=text)
    return Typed(_seconds((said - _NAIVE_EPOCH) // timedelta(seconds=1), text), is_reading=True, text=text)


def _how(text: str) -> str:
    """How a text that is no time would be written: with two digits, if it is one then."""
    whole = _ONE_DIGIT.sub(lambda digit: f"0{digit[0]}", text.strip()).replace(" ", "T")
    try:
        datetime.fromisoformat(whole)
    except ValueError:
        return _HOW
    return f"write two digits, as in {whole}"


def _seconds(value: str | int, text: str) -> int:
    """The UTC second of a value; an error names the text that it was made from."""
    try:
        return to_seconds(value)
    except NotAnInstantError as error:
        raise NotAnInstantError(text, error.reason) from error


def lasting(text: str) -> int:
    """The seconds of a length of time such as `12m`, `90s`, `1h30m` or `2d`.

    Raises:
        InvalidValueError: the text says no such length.
    """
    found = _LENGTH.fullmatch(text.strip().lower())
    if found is None or not any(found.groups()):
        raise InvalidValueError("the time", "a length such as 12m, 90s or 1h30m", text)
    return sum(int(count) * size for count, size in zip(found.groups("0"), _SIZES, strict=True))


def now() -> Typed:
    """The time that it is."""
    return Typed(int(time.time()), is_reading=False)


@attrs.frozen(kw_only=True)
class Range:
    """A range as it was typed: from `since`, else from `at`; up to `until`, else for so many `weeks`."""

    at: Typed
    since: Typed | None = None
    until: Typed | None = None
    weeks: int = 4

    def within(self, zone: Zone) -> tuple[int, int]:
        """The UTC seconds of it, where the clock of `zone` hangs; the default end is at the same time of the day.

        Raises:
            InvalidValueError: it is empty.
        """
        since = (self.since or self.at).instant(zone)
        later = min(zone.instant_of(zone.reading_of(since) + self.weeks * WEEK), LATEST)
        until = later if self.until is None else self.until.instant(zone)
        if until <= since:
            raise InvalidValueError("--until", f"after {moment(since, zone)}", moment(until, zone))
        return since, until

    def of(self, schedule: Schedule) -> tuple[int, int]:
        """The UTC seconds of it, for a schedule.

        Raises:
            InvalidValueError: it is empty, or holds more hand-offs than anybody could read.
        """
        zone = Zone.named(schedule.time_zone)
        since, until = self.within(zone)
        if schedule.compiled.stack.pieces_within(since, until) > MOST_PIECES:
            expected = (
                f"so near that {schedule.id} has no more than {MOST_PIECES:,} hand-offs in all its layers until then"
            )
            raise InvalidValueError("--until", expected, moment(until, zone))
        return since, until

    def across(self, schedules: Iterable[Schedule]) -> tuple[int, int]:
        """The UTC seconds of what it is for any of the schedules; in UTC if there is none.

        Raises:
            InvalidValueError: as `of`.
        """
        ranges = [self.of(schedule) for schedule in schedules] or [self.within(Zone.named(UTC_ZONE))]
        return min(since for since, _ in ranges), max(until for _, until in ranges)
