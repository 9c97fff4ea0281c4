"""Figures: a month of incidents in numbers."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.analysis.attribution import attribute
from oncall.analysis.people import schedules_of
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.words import duration
from oncall.chronology.zones import DAY, EARLIEST, LATEST, Zone
from oncall.errors import InvalidValueError
from oncall.model.logs import PageLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.chronology.instants import Instant
    from oncall.model.configuration import Configuration
    from oncall.model.incidents import Incident
    from oncall.model.pages import Page

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_MONTHS = 12
_MOST_MONTHS = 100 * _MONTHS


@attrs.frozen
class Mean:
    """A mean as what it is made of: the `total` of `count` whole numbers."""

    total: int = 0
    count: int = 0

    @classmethod
    def of(cls, numbers: Iterable[int | None]) -> Mean:
        """The mean of what is known."""
        known = [number for number in numbers if number is not None]
        return cls(sum(known), len(known))

    @property
    def value(self) -> float | None:
        """The mean; None: of nothing."""
        return self.total / self.count if self.count else None


@attrs.frozen(kw_only=True)
class MonthlyFigures:
    """What a calendar month of incidents comes to, on a wall clock; everything counts in the month of the trigger.

    A mean is None where nothing is known; `acknowledged`, `resolved` and `detected` are how many incidents it rests
    on, those of which an acknowledgement, a resolution, or the start of the trouble is known. `pages` are those of the
    incidents, recorded or else the model's; `pages_recorded` are those that were recorded, `pages_on_shifts` those
    of all of them that fell on somebody's shift, and `shifts` how many shifts, of all schedules, have a part in the
    month.
    """

    year: int
    """The year."""
    month: int
    """The month, 1 to 12."""
    incidents: int = 0
    """How many incidents were triggered in it."""
    severities: tuple[tuple[str, int], ...] = ()
    """How many incidents there are of each severity, sorted; of none of them it is the empty text."""
    to_acknowledge: Mean = Mean()
    """From the trigger to the first acknowledgement: the sum in seconds, and of how many incidents."""
    to_resolve: Mean = Mean()
    """From the trigger to the resolution, likewise."""
    to_detect: Mean = Mean()
    """From the start of the trouble to the trigger, likewise."""
    pages: int = 0
    """How many pages the incidents had, recorded or else the model's."""
    pages_recorded: int = 0
    """How many of them were recorded."""
    pages_on_shifts: int = 0
    """How many of them fell on somebody's shift."""
    shifts: int = 0
    """How many shifts, of all schedules, have a part in the month."""
    without_action: Mean = Mean()
    """Of the pages whose incident says whether it needed action, how many needed none."""

    @property
    def name(self) -> str:
        """The month: `2025-03`."""
        return f"{self.year:04}-{self.month:02}"

    @property
    def by_severity(self) -> dict[str, int]:
        """How many incidents there are of each severity, in sorted order; of none of them it is the empty text."""
        return dict(self.severities)

    @property
    def mean_seconds_to_acknowledge(self) -> float | None:
        """MTTA: from the trigger to the first acknowledgement."""
        return self.to_acknowledge.value

    @property
    def mean_seconds_to_resolve(self) -> float | None:
        """MTTR: from the trigger to the resolution."""
        return self.to_resolve.value

    @property
    def mean_seconds_to_detect(self) -> float | None:
        """MTTD: from the start of the trouble to the trigger."""
        return self.to_detect.value

    @property
    def acknowledged(self) -> int:
        """How many incidents were acknowledged."""
        return self.to_acknowledge.count

    @property
    def resolved(self) -> int:
        """How many incidents were resolved."""
        return self.to_resolve.count

    @property
    def detected(self) -> int:
        """Of how many incidents the start of the trouble is known."""
        return self.to_detect.count

    @property
    def pages_per_shift(self) -> float | None:
        """Pages that fell on shifts, for each of the shifts; None: there were no shifts, or no configuration."""
        return self.pages_on_shifts / self.shifts if self.shifts else None

    @property
    def share_without_action(self) -> float | None:
        """The share of pages that needed no action, from 0 to 1, of those of which that is known; None: of none.

        An incident of which no page is known counts as one.
        """
        return self.without_action.value

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "month": self.name,
            "incidents": self.incidents,
            "by_severity": self.by_severity,
            "mean_seconds_to_acknowledge": self.mean_seconds_to_acknowledge,
            "acknowledged": self.acknowledged,
            "mean_seconds_to_resolve": self.mean_seconds_to_resolve,
            "resolved": self.resolved,
            "mean_seconds_to_detect": self.mean_seconds_to_detect,
            "detected": self.detected,
            "pages": self.pages,
            "pages_recorded": self.pages_recorded,
            "pages_on_shifts": self.pages_on_shifts,
            "shifts": self.shifts,
            "pages_per_shift": self.pages_per_shift,
            "share_without_action": self.share_without_action,
            "pages_with_known_action": self.without_action.count,
        }

    def __str__(self) -> str:
        means = (("MTTA", self.to_acknowledge), ("MTTR", self.to_resolve), ("MTTD", self.to_detect))
        counts = ", ".join(f"{count} {severity or 'without severity'}" for severity, count in self.severities)
        parts = [f"{self.incidents} incidents" + (f" ({counts})" if self.by_severity.keys() - {""} else "")]
        parts += [
            f"{name} {duration(round(mean.value))} of {mean.count}" for name, mean in means if mean.value is not None
        ]
        parts += [f"{self.pages} pages" + (f" ({self.pages_recorded} recorded)" * (self.pages_recorded < self.pages))]
        if self.pages_per_shift is not None:
            parts += [f"{self.pages_per_shift:.2f} a shift"]
        if self.share_without_action is not None:
            parts += [f"{self.share_without_action:.0%} needed no action"]
        return f"{self.name}: {', '.join(parts)}"


def monthly_figures(
    log: PageLog | Iterable[Incident | Page | Instant],
    configuration: Configuration | None = None,
    *,
    time_zone: str = UTC_ZONE,
) -> tuple[MonthlyFigures, ...]:
    """A log in numbers: one value for each calendar month from the first incident to the last, on a wall clock.

    A month without incidents is there too. The pages are those that were recorded; with a configuration also those that
    its policies would have sent about incidents without (`attribute`). A shift counts in each month in which it has a
    part, so that one over the end of a month counts in both.

    Raises:
        UnknownZoneError: `time_zone` is no IANA zone.
        NotAnInstantError, InvalidValueError: something in the log is no incident, page or instant, or there are more
            than a hundred years between the first and the last.

    Examples:
        >>> from oncall import Incident
        >>> log = [Incident(triggered_at="2025-03-12T15:00:00Z", resolved_at="2025-03-12T16:30:00Z"), 1741800000]
        >>> print(monthly_figures(log)[0])
        2025-03: 2 incidents, MTTR 1 hour 30 minutes of 1, 0 pages
    """
    zone, incidents = Zone.named(time_zone), log if isinstance(log, PageLog) else PageLog(log)
    if not incidents:
        return ()
    months = _months(zone, incidents)
    of_month: dict[int, list[Incident]] = defaultdict(list)
    for incident in incidents:
        of_month[_month(zone, incident.timing[0])].append(incident)
    pages: dict[int, list[_Paged]] = defaultdict(list)
    for paged in _pages(incidents, configuration):
        pages[_month(zone, paged[0].timing[0])].append(paged)
    shifts = _shifts(zone, months, configuration)
    return tuple(_figures(month, of_month[month], pages[month], shifts[month]) for month in months)


_Paged: TypeAlias = "tuple[Incident, int, int, int]"
"""A page by its incident, and 1 or 0 for each: it is known, it was recorded, it fell on somebody's shift."""


def _months(zone: Zone, log: PageLog) -> range:
    """The months from that of the first incident to that of the last, as months since year 0."""
    numbers = {_month(zone, incident.timing[0]) for incident in log}  # a clock set back may show the month before
    months = range(min(numbers), max(numbers) + 1)
    if len(months) > _MOST_MONTHS:
        ends = (f"{each.triggered_at.isoformat()} ({each.id})".removesuffix(" ()") for each in (log[0], log[-1]))
        raise InvalidValueError("log", "a list of incidents within a hundred years", " to ".join(ends))
    return months


def _month(zone: Zone, instant: int) -> int:
    day = date.fromordinal(zone.reading_of(instant) // DAY + _EPOCH_ORDINAL)
    return day.year * _MONTHS + day.month - 1


def _begin(zone: Zone, month: int) -> int:
    """The first instant of a month, on a wall clock."""
    if month >= (date.max.year + 1) * _MONTHS:
        return LATEST
    reading = (date(month // _MONTHS, month % _MONTHS + 1, 1).toordinal() - _EPOCH_ORDINAL) * DAY
    return min(max(zone.instant_of(reading), EARLIEST), LATEST)


def _pages(log: PageLog, configuration: Configuration | None) -> Iterator[_Paged]:
    """Every page that is known, and one that is not for each incident without."""
    if configuration is None:
        for incident in log:
            yield from ((incident, 1, 1, 0) for _ in incident.pages) if incident.pages else [(incident, 0, 0, 0)]
        return
    attribution = attribute(log, configuration)
    for page in attribution.pages:
        yield page.incident, 1, int(page.is_recorded), int(page.shift is not None)
    yield from ((each.incident, 0, 0, 0) for each in attribution.unattributed)


def _shifts(zone: Zone, months: range, configuration: Configuration | None) -> Counter[int]:
    """How many shifts have a part in each month."""
    found: Counter[int] = Counter()
    for schedule in () if configuration is None else schedules_of(configuration):
        for month in months:
            begin, end = _begin(zone, month), _begin(zone, month + 1)
            found[month] += len(schedule.shifts(begin, end)) if begin < end else 0
    return found


def _figures(month: int, incidents: list[Incident], pages: list[_Paged], shifts: int) -> MonthlyFigures:
    return MonthlyFigures(
        year=month // _MONTHS,
        month=month % _MONTHS + 1,
        incidents=len(incidents),
        severities=tuple(sorted(Counter(incident.severity for incident in incidents).items())),
        to_acknowledge=Mean.of(incident.seconds_to_acknowledge for incident in incidents),
        to_resolve=Mean.of(incident.seconds_to_resolve for incident in incidents),
        to_detect=Mean.of(incident.seconds_to_detect for incident in incidents),
        pages=sum(known for _, known, _, _ in pages),
        pages_recorded=sum(is_recorded for _, _, is_recorded, _ in pages),
        pages_on_shifts=sum(on_shift for _, _, _, on_shift in pages),
        shifts=shifts,
        without_action=Mean.of(
            None if incident.needed_action is None else int(not incident.needed_action) for incident, *_ in pages
        ),
    )
