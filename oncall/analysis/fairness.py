"""Fairness: what being on call asks of everybody, and how evenly that is shared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal

import attrs

from oncall.analysis.attribution import Attribution, attribute
from oncall.analysis.by_person import person_of, written_weight
from oncall.analysis.loads import MEASURES
from oncall.analysis.measuring import Expectations, measured
from oncall.analysis.meters import Days
from oncall.analysis.nights import Night
from oncall.analysis.people import schedules_of, users_of
from oncall.analysis.public_holidays import Day, Holidays, day_numbers, days_by_person
from oncall.analysis.spreads import Spread, beyond, spread_of
from oncall.analysis.terms import term
from oncall.chronology.instants import Instant, checked_range, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.zones import DAY, Zone
from oncall.errors import InvalidValueError
from oncall.model.configuration import Catalog, Configuration
from oncall.model.schedules import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.axes import Axes

    from oncall.analysis.loads import Load, Measure
    from oncall.analysis.terms import Term
    from oncall.chronology.instants import DateTime
    from oncall.engine.lanes import Lane
    from oncall.model import Incident, Page, PageLog, User

NOT_GIVEN: tuple[()] = ()


def _seconds(value: Instant) -> int:
    return to_seconds(value)


@attrs.frozen(kw_only=True)
class Fairness:
    """The load of everybody who is listed over `[since, until)`, and how evenly it is shared.

    `evidence` says in words what that tells about the rest of time; `period_seconds` is after how much time of the wall
    clock all of it comes again, but for public holidays; None if nothing is said beyond the range. Public holidays are
    those of `[holidays_since, holidays_until)`: one year, unless a range was asked for. Times are shown in `zone`.
    """

    loads: tuple[Load, ...]
    """What each person has, in the order in which they are listed."""
    _since: int = attrs.field(alias="since", converter=_seconds)
    _until: int = attrs.field(alias="until", converter=_seconds)
    evidence: str
    """What the range tells about the rest of time, in words."""
    period_seconds: int | None = None
    """After how many seconds of the wall clock all of it comes again, but for public holidays; None: not known."""
    night: Night = attrs.field(factory=Night)
    """Which hours of the wall clock are night, where people live."""
    zone: str
    """The IANA zone in which times are shown."""
    holiday_bounds: tuple[int, int] | None = None
    """The range in which public holidays were counted, as two UTC seconds, the second not included; None: in none."""

    __repr__ = as_written

    @property
    def since(self) -> DateTime:
        """Where the range begins."""
        return to_datetime(self._since, Zone.named(self.zone))

    @property
    def until(self) -> DateTime:
        """Where the range ends; not itself part of it."""
        return to_datetime(self._until, Zone.named(self.zone))

    @property
    def bounds(self) -> tuple[int, int]:
        """Both ends as UTC seconds."""
        return self._since, self._until

    @property
    def holidays_since(self) -> DateTime | None:
        """Where the time begins over which public holidays were measured; None: they were not."""
        return None if self.holiday_bounds is None else to_datetime(self.holiday_bounds[0], Zone.named(self.zone))

    @property
    def holidays_until(self) -> DateTime | None:
        """Where that time ends; not itself part of it."""
        return None if self.holiday_bounds is None else to_datetime(self.holiday_bounds[1], Zone.named(self.zone))

    @property
    def measures(self) -> tuple[Measure, ...]:
        """What was measured: holidays only if somebody said when they are, pages only with a log."""
        first = self.loads[0] if self.loads else None
        left_out = {
            name
            for name, value in (("holidays", first and first.holiday_seconds), ("pages", first and first.pages))
            if value is None
        }
        return tuple(each for each in MEASURES if each not in left_out)

    def spread(self, measure: Measure) -> Spread:
        """How evenly hours, nights, weekends, holidays, shifts or pages are shared.

        Raises:
            InvalidValueError: there is no such measure, or it was not measured.
        """
        return spread_of(self.loads, measure)

    def over(self, measure: Measure, limit: float) -> tuple[Load, ...]:
        """The loads of those who have more than `limit` times their fair share of a measure, the one with most first.

        Whoever is over it by no more than clock changes may move is left out, as `oncall.analysis.spreads.beyond`.

        Raises:
            InvalidValueError: there is no such measure, or it was not measured.
        """
        return beyond(self.loads, measure, limit)

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the range, the loads, and the spread of each measure."""
        zone = Zone.named(self.zone)
        return {
            "time_zone": self.zone,
            "since": to_text(self._since, zone),
            "until": to_text(self._until, zone),
            "period_seconds": self.period_seconds,
            "evidence": self.evidence,
            "holidays_since": None if self.holiday_bounds is None else to_text(self.holiday_bounds[0], zone),
            "holidays_until": None if self.holiday_bounds is None else to_text(self.holiday_bounds[1], zone),
            "night": list(self.night.hours),
            "loads": self.to_dicts(),
            "spreads": [self.spread(measure).to_dict() for measure in self.measures],
        }

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dictionary of plain values for each person, as `Load.to_dict`."""
        return [load.to_dict() for load in self.loads]

    def to_dataframe(self, library: Literal["pandas", "polars"] | None = None) -> Any:  # noqa: ANN401 - either's own
        """A row for each person with the columns of `to_dicts`, of the library named, else of the one installed.

        Raises:
            MissingLibraryError: the library is not installed; without a name, neither is.
            InvalidValueError: there is no such library.
        """
        from oncall.analysis.frames import frame

        return frame(self.to_dicts(), library)

    def plot(self, ax: Axes | None = None) -> Axes:
        """What part of each measure everybody has, in percent, beside their fair share, drawn into an `Axes`.

        `ax` is an Axes of matplotlib; without one, a figure of its own is made, which `pyplot` knows nothing of.

        Raises:
            InvalidValueError: `ax` is no Axes.
            MissingLibraryError: matplotlib is not installed.
        """
        from oncall.views.plots import fairness_axes

        return fairness_axes(self, ax)

    def to_svg(self) -> str:
        """A picture as SVG: for each person and measure a bar with its number, beside a line for the fair share.

        Bars are compared within a measure, not between measures. Of more than 24 people those are
        drawn who have the most hours.
        """
        from oncall.views.pictures import fairness_svg

        return fairness_svg(self)

    def _repr_svg_(self) -> str:
        """What a notebook shows: the picture."""
        return self.to_svg()

    def _repr_html_(self) -> str:
        """The picture with the table of `str`, of the first fifty people if there are more."""
        from oncall.views.html.notebooks import fairness_html

        return fairness_html(self)

    def __str__(self) -> str:
        from oncall.views.fairness_table import fairness_table

        return fairness_table(self)


def fairness(
    subject: Schedule | Configuration,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    holidays: Holidays | None = None,
    weights: Mapping[User | str, float] | None = None,
    pages: Attribution | PageLog | Iterable[Incident | Page | Instant] = NOT_GIVEN,
    night: Night | tuple[int, int] = (22, 7),
) -> Fairness:
    """What being on call asks of everybody in a schedule, or in all schedules of a configuration together.

    By default over one joint period of the layers and the week, once everything that starts or ends has done so: what
    is found then comes again for ever, and a range that is no multiple of the rotation cannot make a fair one look
    unfair. With `since` alone: over as long from there. Where nothing lasts for ever: over all the time in which
    anybody is on call. Public holidays do not come again with the rotation: they are measured over one year from where
    that begins (from the 29th of February to the 28th), or over the range that is given.

    Everybody counts who is in a layer whose life overlaps the range, also with no hours, and everybody who is on call
    in it. Somebody who is on call in several schedules at once is on call once. Nights (`night`: the full hours with
    which they begin and end), weekends (Saturday and Sunday) and holidays are those where the person lives, or in the
    schedule's zone if that is not known. All is exact to the second: a Sunday of 25 hours counts 25.

    `holidays` are countries (`"DE"`, `"DE-BY"`; by the package `holidays`), dates, or several of these, for everybody
    or in a mapping from people. `weights` say how much of a full share is expected of whom: 0.5 of somebody who works
    half of the time, 0 of whoever takes no part. People are named by user, id or name. `pages` is a page log, or what
    one is made from; those of the log that fell on somebody's shift count, of a given range only those within it.

    Raises:
        NotAnInstantError, InvalidValueError: an argument is of another kind, or the range is empty.
        NotFoundError: a weight or a holiday is of somebody who is not there.
        MissingLibraryError: a country is named, and the package `holidays` is not installed.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> layer = Layer.weekly(
        ...     [User("alice"), User("bob")],
        ...     start="2025-01-06T09:00:00Z",
        ...     hand_off="mon 09:00",
        ...     time_zone="Etc/UTC",
        ... )
        >>> found = fairness(Schedule(name="checkout", time_zone="Etc/UTC", layers=[layer]))
        >>> [(load.user.name, load.hours, load.weekend_hours) for load in found.loads]
        [('alice', 168.0, 48.0), ('bob', 168.0, 48.0)]
        >>> found.spread("hours").ratio
        1.0
    """
    schedules, people = _subject(subject)
    begin, end = _range(since, until)
    span = term([schedule.compiled.stack for schedule in schedules], begin, end)
    counts = None if pages == NOT_GIVEN else _counts(pages, subject, schedules, (begin, end))
    return fairness_over(
        span,
        schedules,
        Expectations(
            weights=weights_of(weights or {}, people),
            holidays=None if holidays is None else days_of(holidays, people, span),
            night=night if isinstance(night, Night) else Night(night),
        ),
        pages=counts,
    )


def fairness_over(
    span: Term,
    schedules: Sequence[Schedule],
    expected: Expectations,
    *,
    pages: Mapping[User, int] | None = None,
    lane: Lane | None = None,
) -> Fairness:
    """The fairness of schedules over a term, where everything else is known; as `measured`."""
    loads = measured(schedules, span, expected, pages=pages, lane=lane)
    has_holidays = expected.holidays is not None
    homes = {load.user.time_zone for load in loads if load.seconds and load.user.time_zone is not None}
    return Fairness(
        loads=loads,
        since=span.since,
        until=span.until,
        evidence=span.told(map(Zone.named, homes), has_holidays=has_holidays),
        holiday_bounds=span.holidays if has_holidays else None,
        period_seconds=span.repeats,
        night=expected.night,
        zone=span.zone.name,
    )


def weights_of(weights: Mapping[User | str, float], people: Catalog[User]) -> dict[User, float]:
    """The weight of each person who has one.

    Raises:
        NotFoundError: somebody is not one of the people.
        InvalidValueError: a weight is not a number of at least 0.
    """
    given: object = weights
    if not isinstance(given, Mapping):
        raise InvalidValueError("weights", "a mapping from people to numbers, such as {'alice': 0.5}", given)
    return {person_of(who, people, "weights"): written_weight(value) for who, value in weights.items()}


def days_of(holidays: Holidays, people: Catalog[User], span: Term) -> dict[User, Days]:
    """The holidays of each person who has any, as far as a term looks at them.

    Raises:
        NotFoundError: somebody is not one of the people.
        InvalidValueError, MissingLibraryError: as `day_numbers`.
    """
    first, last = (to_datetime(edge, span.zone).year for edge in (span.holidays[0] - DAY, span.holidays[1] + DAY))
    years = range(first, last + 1)
    return {user: _days(days, years) for user, days in days_by_person(holidays, people).items()}


@lru_cache(maxsize=256)
def _days(days: tuple[Day, ...], years: range) -> Days:
    return Days(day_numbers(days, years))


def _subject(subject: Schedule | Configuration) -> tuple[tuple[Schedule, ...], Catalog[User]]:
    """The schedules that a subject is about, and everybody who is known there."""
    match subject:
        case Schedule():
            return (subject,), catalog_of(subject.users)
        case Configuration():
            return schedules_of(subject), catalog_of(users_of(subject))
        case _:
            raise InvalidValueError("subject", "a Schedule or a Configuration", subject)


def catalog_of(users: Iterable[User]) -> Catalog[User]:
    """People by whatever names them."""
    return Catalog("person", {user.id: user for user in users})


def _range(since: Instant | None, until: Instant | None) -> tuple[int | None, int | None]:
    if since is not None and until is not None:
        return checked_range(since, until)
    begin = None if since is None else to_seconds(since, "since")
    return begin, None if until is None else to_seconds(until, "until")


def _counts(
    pages: Attribution | PageLog | Iterable[Incident | Page | Instant],
    subject: Schedule | Configuration,
    schedules: Sequence[Schedule],
    asked: tuple[int | None, int | None],
) -> Counter[User]:
    """How many pages fell on shifts of each person."""
    if not isinstance(pages, Attribution):
        known = subject if isinstance(subject, Configuration) else Configuration(schedules=[subject])
        pages = attribute(pages, known)
    since, until = asked
    ids = {schedule.id for schedule in schedules}
    return Counter(
        each.user
        for each in pages.pages
        if each.schedule is not None
        and each.schedule.id in ids
        and (since is None or since <= each.instant)
        and (until is None or each.instant < until)
    )
