"""Terms: over which stretch of time people's loads are compared."""

from __future__ import annotations

from datetime import date
from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.walks import LONGEST_WALK
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import DAY, EARLIEST, LATEST, WEEK, Zone
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.engine.stack import Stack

_YEAR = 52 * WEEK
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_LONGEST_YEAR = 10 * LONGEST_WALK  # the year of a thousand schedules of office hours
_LONGEST = 1_000 * _YEAR  # nor are the clock changes of thousands of years of use to anybody


@attrs.frozen(kw_only=True)
class Term:
    """From `since` up to `until`, on the clock of `zone`; and `evidence`, what that tells about the rest of time.

    `repeats` is after how many seconds of the wall clock everything comes again, if the term is just that long; None:
    it is some stretch of time, and nothing is said about what comes before and after it. Public holidays are measured
    from `since` up to `holidays_until`: a year of them, also where the term is shorter or longer, so that no day of the
    year counts twice. `clocks` are the zones of the schedules that last.
    """

    since: int
    until: int
    zone: Zone
    evidence: str
    repeats: int | None = None
    holidays_until: int = attrs.field(default=attrs.Factory(lambda self: self.until, takes_self=True))
    clocks: tuple[Zone, ...] = ()

    @property
    def holidays(self) -> tuple[int, int]:
        """From when to when public holidays are measured."""
        return self.since, self.holidays_until

    def told(self, homes: Iterable[Zone] = (), *, has_holidays: bool = False) -> str:
        """The evidence in words, for people who live in these zones, with or without public holidays.

        Nights and weekends of somebody whose clock is changed on other days than the schedule's do not come again to
        the hour, nor do the hours of schedules with several clocks.
        """
        zones = {*self.clocks, *homes} if self.repeats is not None else {self.zone}
        is_parted = any(_part(self.zone, each, self.since) for each in zones)
        parted = ", but for the hours by which clock changes part the zones" if is_parted else ""
        return f"{self.evidence}{parted}{self._holidays_told() if has_holidays else ''}"

    def _holidays_told(self) -> str:
        if self.holidays_until != self.until:
            return f"; public holidays are those of one year, up to {moment(self.holidays_until, self.zone)}"
        if self.clocks:
            return "; public holidays are those of that time, since a year of it takes too long to walk"
        return ""


def term(
    stacks: Sequence[Stack],
    since: int | None = None,
    until: int | None = None,
    *,
    pieces: int = LONGEST_WALK,
) -> Term:
    """The term of some stacks: what is asked for, else one joint period.

    The joint period is that of all layers that never end and of the week, which nights and weekends repeat with. It
    begins at `since`, or once everything that is ever to start or end has done so; on the clock of the first stack that
    lasts for ever. One of more turns and windows than so many `pieces` is cut. Where nothing lasts for ever, it is all
    the time in which anybody is on call. Public holidays are measured over one year from its beginning; over a range
    that is asked for, and what ends, as it is, as they are where a year takes too long to walk.

    Raises:
        InvalidValueError: the range is empty.
    """
    lasting = [stack for stack in stacks if _lasts(stack)]
    zone = lasting[0].zone if lasting else stacks[0].zone if stacks else Zone.named(UTC_ZONE)
    begins = min((stack.begins for stack in stacks), default=FOREVER)
    settled = max((stack.settled for stack in stacks), default=EARLIEST)
    begin = (settled if lasting else begins) if since is None else since
    if until is not None:
        return _asked(begin if since is not None or begin < until else min(begins, begin), until, zone)
    if not lasting:
        is_nothing = begins >= FOREVER and since is None
        evidence = (
            "nobody is ever on call; this is a week of nothing"
            if is_nothing
            else "everything ends, and all of it was looked at"
        )
        return _ended(begin, settled, zone, evidence if since is None else f"{evidence} from then on")
    period = lcm(WEEK, *(stack.period for stack in lasting))
    return _period(lasting, begin, period, pieces=pieces, is_settled=begin >= settled)


def _lasts(stack: Stack) -> bool:
    return any(track.start < track.end == FOREVER for track in stack.tracks)


def _asked(since: int, until: int, zone: Zone) -> Term:
    if until <= since:
        raise InvalidValueError(
            "until", f"after {moment(since, zone)}, where there is anything to see", moment(until, zone)
        )
    return Term(since=since, until=until, zone=zone, evidence="the range that was asked for, and nothing beyond it")


def _ended(since: int, settled: int, zone: Zone, evidence: str) -> Term:
    """All that is left of what ends; a week of nothing, if nothing is."""
    begin = min(since if since < FOREVER else 0, LATEST - WEEK)
    until = settled if settled > begin else begin + WEEK
    return Term(since=begin, until=until, zone=zone, evidence=evidence)


def _period(lasting: Sequence[Stack], since: int, period: int, *, pieces: int, is_settled: bool) -> Term:
    """The joint period from `since` on, or as much of it as can be walked."""
    zone = lasting[0].zone
    clocks = tuple(stack.zone for stack in lasting)
    year = min(a_year_after(since, zone), LATEST)
    until = _after(zone, since, period)
    if until is not None and _pieces(lasting, since, until) <= pieces:
        return Term(
            since=since,
            until=until,
            zone=zone,
            evidence=f"one joint period of {duration(period)}"
            + (", which comes again for ever" if is_settled else "; things start or end in it, or after it"),
            repeats=period if is_settled else None,
            holidays_until=year if _pieces(lasting, since, year) <= _LONGEST_YEAR else until,
            clocks=clocks,
        )
    weeks = max(min(pieces * _YEAR // max(_pieces(lasting, 0, _YEAR), 1), _LONGEST) // WEEK, 1)
    until = _after(zone, since, weeks * WEEK) or LATEST
    if until <= since:
        raise InvalidValueError("since", "before the end of time, which is the year 9999", moment(since, zone))
    evidence = (
        f"the layers repeat together only after {duration(period, units=1)}; "
        f"every turn up to {moment(until, zone)} was looked at"
    )
    can_be_walked = until >= year or _pieces(lasting, since, year) <= _LONGEST_YEAR
    year = year if can_be_walked else until
    return Term(since=since, until=until, zone=zone, evidence=evidence, holidays_until=year, clocks=clocks)


def a_year_after(instant: int, zone: Zone) -> int:
    """When the clock shows the same date and time of the next year; of the 29th of February, the 28th.

    So no day of the calendar comes twice, but for the part of the first one that the last one has more.
    """
    reading = zone.reading_of(instant)
    day = date.fromordinal(reading // DAY + _EPOCH_ORDINAL)
    is_leap_day = (day.month, day.day) == (2, 29)
    if day.year == date.max.year:
        return LATEST
    later = day.replace(year=day.year + 1, day=28 if is_leap_day else day.day)
    return zone.instant_of(reading + (later - day).days * DAY)


def _part(zone: Zone, other: Zone, since: int) -> bool:
    """Whether the clocks of two zones are changed on different days, or by different amounts.

    Looked at is the time up to 2050, or a year if that is over. Clocks that are changed in the same night, each at an
    hour of its own, are changed together: what that moves is not more than what the change itself does.
    """
    if zone == other:
        return False
    until = min(max(CLOCK_CHANGES_UNTIL, since + _YEAR), LATEST)
    changes, others = ([*_changes(each, since, until)] for each in (zone, other))
    if len(changes) != len(others):
        return True
    return any(
        abs(at - other_at) > DAY or by != other_by
        for (at, by), (other_at, other_by) in zip(changes, others, strict=True)
    )


def _changes(zone: Zone, since: int, until: int) -> Iterator[tuple[int, int]]:
    """When the clock is changed, and by how much."""
    for at in zone.changes(since, until):
        yield at, zone.offset_at(at) - zone.offset_at(at - 1)


def _after(zone: Zone, since: int, seconds: int) -> int | None:
    """The instant at which so much has passed on the clock; None: that is too far away."""
    reading = zone.reading_of(since) + seconds
    return None if seconds > _LONGEST or reading > LATEST - DAY else zone.instant_of(reading)


def _pieces(stacks: Sequence[Stack], since: int, until: int) -> int:
    """About how many turns and windows there are to walk."""
    return sum(stack.pieces_within(since, until) for stack in stacks)
