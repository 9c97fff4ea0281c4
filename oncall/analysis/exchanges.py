"""Exchanges: what a change takes from each person on call, and gives to them."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.meters import WEEKEND, Meter, night_hours
from oncall.analysis.public_holidays import day_names
from oncall.chronology.spans import canonical
from oncall.chronology.zones import DAY, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from oncall.analysis.meters import Repeating
    from oncall.analysis.nights import Night
    from oncall.analysis.public_holidays import Day
    from oncall.analysis.reassignments import Reassignment
    from oncall.model.users import User

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()

Stretches = list[tuple[int, int]]


@attrs.frozen(kw_only=True)
class HolidayOnCall:
    """A public holiday on which somebody is on call for a while: its date where they live, and its name."""

    day: date
    """Its date, where the person lives."""
    name: str
    """What it is called; empty: nobody said."""

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"day": self.day.isoformat(), "name": self.name}

    def __str__(self) -> str:
        return self.name if self.name == self.day.isoformat() else f"{self.name} ({self.day.isoformat()})"


@attrs.frozen(kw_only=True)
class Amount:
    """How much time on call some stretches are, and what time of the day, the week and the year they fall on.

    Nights, weekends and holidays are those where the person lives.
    """

    seconds: int = 0
    """The time on call, in seconds of real time."""
    shifts: int = 0
    """How many unbroken stretches it has."""
    nights: int = 0
    """In how many nights any of it falls."""
    night_seconds: int = 0
    """How many of the seconds fall into a night, where the person lives."""
    weekends: int = 0
    """In how many weekends any of it falls."""
    weekend_seconds: int = 0
    """How many of the seconds fall on a Saturday or Sunday, where the person lives."""
    holidays: tuple[HolidayOnCall, ...] | None = None
    """The public holidays on which any of it falls, in order; None: nobody said when those are."""

    @property
    def hours(self) -> float:
        """The seconds, in hours."""
        return self.seconds / 3600

    def to_dict(self) -> dict[str, Any]:
        """Plain values; lengths of time in hours."""
        return {
            "hours": self.hours,
            "shifts": self.shifts,
            "nights": self.nights,
            "night_hours": self.night_seconds / 3600,
            "weekends": self.weekends,
            "weekend_hours": self.weekend_seconds / 3600,
            "holidays": None if self.holidays is None else [each.to_dict() for each in self.holidays],
        }


@attrs.frozen(kw_only=True)
class Exchange:
    """What one person has of a change: the time on call that is `gained` and `lost`."""

    user: User
    """Who it is about."""
    gained: Amount
    """The time on call that they have after the change alone."""
    lost: Amount
    """The time on call that they had before it alone."""

    @property
    def seconds(self) -> int:
        """By how much their time on call becomes longer; below 0: shorter."""
        return self.gained.seconds - self.lost.seconds

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "user": self.user.id,
            "name": self.user.name,
            "gained": self.gained.to_dict(),
            "lost": self.lost.to_dict(),
        }


@attrs.frozen(kw_only=True)
class Customs:
    """What time counts as what: the hours of the `night`, and each person's public holidays (None: nobody's)."""

    night: Night
    holidays: Mapping[User, Sequence[Day]] | None = None


def exchanges(changes: Iterable[tuple[Reassignment, Zone]], customs: Customs) -> tuple[Exchange, ...]:
    """What everybody has of some reassignments, each given with the zone of its schedule; who has most of them first.

    Time that somebody gains in two schedules at once is gained once, and so it is with what they lose. But whoever
    takes over in one schedule what they lose in another one at the same time both gains and loses it.
    """
    gained: dict[User, Stretches] = defaultdict(list)
    lost: dict[User, Stretches] = defaultdict(list)
    zones: dict[User, Zone] = {}
    for change, zone in changes:
        for user, side in ((change.after, gained), (change.before, lost)):
            if user is not None:
                side[user].append(change.span.bounds)
                zones.setdefault(user, zone if user.time_zone is None else Zone.named(user.time_zone))
    found = [
        Exchange(
            user=user,
            gained=_amount(gained[user], zone, customs, user),
            lost=_amount(lost[user], zone, customs, user),
        )
        for user, zone in zones.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.gained.seconds - each.lost.seconds))


def _amount(stretches: Stretches, zone: Zone, customs: Customs, user: User) -> Amount:
    holidays = None if customs.holidays is None else customs.holidays.get(user, ())
    if not stretches:
        return Amount(holidays=None if holidays is None else ())
    shifts = canonical(stretches)
    since, until = shifts[0][0], shifts[-1][1]
    nights = night_hours(customs.night)
    readings = [(zone.reading_of(start), zone.reading_of(end - 1) + 1) for start, end in shifts]
    begin, end = customs.night.hours
    return Amount(
        seconds=sum(end - start for start, end in shifts),
        shifts=len(shifts),
        nights=_met(readings, _Recurring(DAY, begin * 3600, (end - begin) % 24 * 3600)),
        night_seconds=_passing(nights, zone, shifts, since, until),
        weekends=_met(readings, _Recurring(WEEKEND.period, WEEKEND.origin + 5 * DAY, 2 * DAY)),
        weekend_seconds=_passing(WEEKEND, zone, shifts, since, until),
        holidays=None if holidays is None else _holidays(readings, holidays),
    )


def _passing(kind: Repeating, zone: Zone, stretches: Stretches, since: int, until: int) -> int:
    return Meter.of(kind, zone, since, until).seconds(stretches)


@attrs.frozen
class _Recurring:
    """A stretch of readings that comes again after every `period`: one begins at `first` and lasts for `length`."""

    period: int
    first: int
    length: int


def _met(readings: Stretches, kind: _Recurring) -> int:
    """In how many of what recurs any of some readings fall; those are in order."""
    count, after = 0, -(10**18)
    for start, end in readings:
        first = max((start - kind.first - kind.length) // kind.period + 1, after)
        last = -(-(end - kind.first) // kind.period) - 1
        if first <= last:
            count, after = count + last - first + 1, last + 1
    return count


def _holidays(readings: Stretches, days: Sequence[Day]) -> tuple[HolidayOnCall, ...]:
    """The holidays on which any of some readings fall, in order."""
    numbers = sorted({day for start, end in readings for day in range(start // DAY, (end - 1) // DAY + 1)})
    if not numbers:
        return ()
    dates = [date.fromordinal(number + _EPOCH_ORDINAL) for number in numbers]
    names = day_names(days, range(dates[0].year, dates[-1].year + 1))
    return tuple(HolidayOnCall(day=day, name=names[day]) for day in dates if day in names)
