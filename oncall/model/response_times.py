"""Response times: by when an incident of each severity asks for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import attrs

from oncall.chronology.instants import Instant, to_datetime, to_seconds
from oncall.chronology.zones import DAY, MONDAY, WEEK, Zone
from oncall.errors import InvalidValueError, NotFoundError
from oncall.model import fields

if TYPE_CHECKING:
    from oncall.chronology.instants import DateTime

_BUSINESS_DAYS = 5  # Monday to Friday


def _optional_minutes(instance: object, attribute: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None:
        fields.at_least(1)(instance, attribute, value)


@attrs.frozen
class ResponseTime:
    """By when incidents of one `severity` ask for an answer: within so many `minutes`, or by the `next_business_day`.

    "By the next business day" is our choice to define: by the end of the next day Monday to Friday after the day of the
    trigger, on the wall clock of a zone, so up to the midnight that ends it. An incident of a Friday, a Saturday or a
    Sunday has until the end of Monday. Public holidays are not known here. A day that a zone skipped (Samoa's 30
    December 2011) is none.

    Raises:
        InvalidValueError: `minutes` is not a whole number from 1, or both or none of the two are given.

    Examples:
        >>> print(ResponseTime("SEV-1", minutes=5))
        SEV-1 (5 minutes)
        >>> ResponseTime("SEV-4", next_business_day=True).due("2025-01-10T17:00:00Z", "Etc/UTC").isoformat()  # a Friday
        '2025-01-14T00:00:00+00:00'
    """

    severity: str = attrs.field(validator=fields.name)
    """The severity that it is about."""
    minutes: int | None = attrs.field(default=None, kw_only=True, validator=_optional_minutes)
    """Within how many minutes of the trigger; None: by the next business day."""
    next_business_day: bool = attrs.field(default=False, kw_only=True, validator=fields.instance_of(bool))
    """Whether by the end of the next business day instead."""

    def __attrs_post_init__(self) -> None:
        if (self.minutes is not None) == self.next_business_day:
            expected = "given without next_business_day, or next_business_day=True without minutes"
            raise InvalidValueError("minutes", expected, self.minutes)

    @property
    def least_seconds(self) -> int:
        """How much time there is at least, whenever an incident is triggered.

        To the end of the next business day it is half a day or more: no zone ever had a shorter day, but for those that
        were skipped altogether.
        """
        return DAY // 2 if self.minutes is None else self.minutes * 60

    @property
    def allowance(self) -> str:
        """How long there is, in words: `5 minutes`, `next business day`."""
        if self.minutes is None:
            return "next business day"
        return "1 minute" if self.minutes == 1 else f"{self.minutes} minutes"

    def due(self, triggered_at: Instant, time_zone: str) -> DateTime:
        """The instant by which an answer is asked for, in `time_zone`; an answer at that instant is in time.

        If the clock skips the midnight that ends the business day, it is the first instant after the gap; if it shows
        that midnight twice, the first time.

        Raises:
            NotAnInstantError: `triggered_at` is no instant, or the answer has until after the year 9999.
            UnknownZoneError: `time_zone` is no IANA zone.
        """
        zone = Zone.named(time_zone)
        return to_datetime(to_seconds(self.due_second(to_seconds(triggered_at, "triggered_at"), zone), "due"), zone)

    def due_second(self, triggered: int, zone: Zone) -> int:
        """The same on UTC seconds."""
        if self.minutes is not None:
            return triggered + self.minutes * 60
        tomorrow = zone.reading_of(triggered) // DAY + 1
        day = next(day for day in count(tomorrow) if _is_business_day(day, zone))
        return zone.instant_of((day + 1) * DAY)

    def __str__(self) -> str:
        return f"{self.severity} ({self.allowance})"


def _is_business_day(day: int, zone: Zone) -> bool:
    """Whether a day, by its number since 1970, is a Monday to Friday that the zone did not skip."""
    begin, end = zone.instants_of([day * DAY, (day + 1) * DAY])
    return (day * DAY - MONDAY) % WEEK < _BUSINESS_DAYS * DAY and begin < end


_ARTICLE = (
    ResponseTime("SEV-1", minutes=5),
    ResponseTime("SEV-2", minutes=15),
    ResponseTime("SEV-3", minutes=30),
    ResponseTime("SEV-4", next_business_day=True),
)


def _times(values: Mapping[str, Any] | Iterable[ResponseTime]) -> tuple[ResponseTime, ...]:
    times = fields.tuple_of(ResponseTime, "times", _listed(values), hint=", or a mapping of severities")
    if len({time.severity for time in times}) != len(times):
        raise InvalidValueError("times", "a list in which every severity is named once", [*map(str, times)])
    return tuple(sorted(times, key=_urgency))


def _listed(values: Mapping[str, Any] | Iterable[ResponseTime]) -> Iterable[ResponseTime]:
    if isinstance(values, Mapping):
        return [_time(severity, allowed) for severity, allowed in cast("Mapping[str, Any]", values).items()]
    return values


def _time(severity: str, allowed: object) -> ResponseTime:
    match allowed:
        case ResponseTime():
            return attrs.evolve(allowed, severity=severity)
        case "next business day":
            return ResponseTime(severity, next_business_day=True)
        case int():
            return ResponseTime(severity, minutes=allowed)
        case _:
            raise InvalidValueError(f"times[{severity!r}]", "a number of minutes or 'next business day'", allowed)


def _urgency(time: ResponseTime) -> tuple[bool, int, str]:
    return time.next_business_day, time.minutes or 0, time.severity


@attrs.frozen(repr=False)
class ResponseTimes(Mapping[str, ResponseTime]):
    """The `ResponseTime` of each severity, the most urgent first, those with the next business day last.

    By default those of the article: SEV-1 within 5 minutes, SEV-2 within 15, SEV-3 within 30, SEV-4 by the next
    business day. It takes a list of `ResponseTime`, or a mapping from severities to minutes or `"next business day"`.

    Raises:
        InvalidValueError: a severity is named twice, or has no such time.

    Examples:
        >>> times = ResponseTimes({"P2": "next business day", "P1": 5})
        >>> print(*times.values())
        P1 (5 minutes) P2 (next business day)
        >>> times.due("P1", "2025-01-10T17:00:00-05:00", "America/New_York").isoformat()
        '2025-01-10T17:05:00-05:00'
    """

    _times: tuple[ResponseTime, ...] = attrs.field(default=_ARTICLE, alias="times", converter=_times)

    def due(self, severity: str, triggered_at: Instant, time_zone: str) -> DateTime:
        """The instant by which an incident of a severity asks for an answer, as `ResponseTime.due`.

        Raises:
            NotFoundError: there is no such severity.
            NotAnInstantError, UnknownZoneError: as there.
        """
        return self[severity].due(triggered_at, time_zone)

    def __getitem__(self, severity: str) -> ResponseTime:
        """The response time of a severity.

        Raises:
            NotFoundError: there is no such severity; the error lists those it may have meant.
        """
        for time in self._times:
            if time.severity == severity:
                return time
        raise NotFoundError(
            "severity", severity, tuple(get_close_matches(str(severity), self, cutoff=0.5)), known=(*self,)
        )

    def __iter__(self) -> Iterator[str]:
        return (time.severity for time in self._times)

    def __len__(self) -> int:
        return len(self._times)

    def __repr__(self) -> str:
        return f"ResponseTimes([{', '.join(map(repr, self._times))}])"

    def __str__(self) -> str:
        return ", ".join(map(str, self._times))
