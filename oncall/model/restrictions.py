"""Restrictions: when, on the wall clock, a layer speaks at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.chronology.zones import DAY, WEEK
from oncall.errors import InvalidValueError
from oncall.model import fields

if TYPE_CHECKING:
    from oncall.errors import Location

_TIME_OF_DAY = re.compile(r"([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])")


def time_of_day(value: str) -> str:
    """A local time as HH:MM:SS, from 00:00:00 to 23:59:59."""
    if not isinstance(value, str) or not _TIME_OF_DAY.fullmatch(value):
        raise InvalidValueError("start_time_of_day", "of 00:00:00 format, up to 23:59:59", value)
    return value


def _shorter_than_a_day(instance: object, attribute: attrs.Attribute[int], value: int) -> None:
    if value >= DAY:
        raise InvalidValueError(attribute.name, "shorter than a day (86400) for a daily_restriction", value)


@attrs.frozen(kw_only=True)
class DailyRestriction:
    """Every local day from `start_time_of_day`, for `duration_seconds` on the wall clock, less than a day.

    09:00:00 and 28 800 seconds is 09:00 to 17:00, on a day of a clock change too; a window may run past midnight.

    Raises:
        InvalidValueError: a field is outside of the provider's limits.
    """

    start_time_of_day: str = attrs.field(converter=time_of_day)
    """When the window opens, `HH:MM:SS` on the wall clock of the schedule."""
    duration_seconds: int = attrs.field(validator=[fields.within(1, WEEK - 1), _shorter_than_a_day])
    """For how long, in seconds of the wall clock: at least 1, less than a day."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""

    @property
    def weekly(self) -> tuple[tuple[int, int], ...]:
        """Its windows of a week: begins as seconds since Monday 00:00, each with its length in seconds."""
        begin = _seconds(self.start_time_of_day)
        return tuple((day * DAY + begin, self.duration_seconds) for day in range(7))


@attrs.frozen(kw_only=True)
class WeeklyRestriction:
    """Every week from `start_time_of_day` on `start_day_of_week` (1 = Monday … 7 = Sunday), for `duration_seconds`.

    The duration is counted on the wall clock and is less than a week; a window may run past the end of the week.

    Raises:
        InvalidValueError: a field is outside of the provider's limits.
    """

    start_day_of_week: int = attrs.field(validator=fields.within(1, 7))
    """The day on which the window opens: 1 is Monday, 7 Sunday."""
    start_time_of_day: str = attrs.field(converter=time_of_day)
    """When it opens on that day, `HH:MM:SS` on the wall clock of the schedule."""
    duration_seconds: int = attrs.field(validator=fields.within(1, WEEK - 1))
    """For how long, in seconds of the wall clock: at least 1, less than a week."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""

    @property
    def weekly(self) -> tuple[tuple[int, int], ...]:
        """Its window of a week: the begin as seconds since Monday 00:00, with its length in seconds."""
        begin = (self.start_day_of_week - 1) * DAY + _seconds(self.start_time_of_day)
        return ((begin, self.duration_seconds),)


Restriction: TypeAlias = DailyRestriction | WeeklyRestriction


def _seconds(time: str) -> int:
    hours, minutes, seconds = map(int, time.split(":"))
    return hours * 3600 + minutes * 60 + seconds
