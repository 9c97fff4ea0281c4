"""Whether being on call is shared evenly, and in words who has too much."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.fairness import fairness
from oncall.chronology.words import abridged, duration, moment
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from oncall.model import PageLog, Schedule
from oncall.model.users import full_names
from oncall.testing.wording import indented, paragraph, table
from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.loads import Load, Measure
    from oncall.analysis.nights import Night
    from oncall.analysis.public_holidays import Holidays
    from oncall.analysis.spreads import Spread
    from oncall.chronology.instants import Instant
    from oncall.model import Configuration, Incident, Page, User

USUAL: dict[Measure, float] = {"hours": 1.25, "nights": 1.25, "weekends": 1.25}
"""The limits of OC301, OC302 and OC303, which count where none is given."""


def _log(value: PageLog | Iterable[Incident | Page | Instant] | None) -> PageLog | None:
    return value if value is None or isinstance(value, PageLog) else PageLog(value)


@attrs.frozen(kw_only=True)
class Asked:
    """What is measured besides the limits, as `oncall.fairness` takes it."""

    since: Instant | None = None
    until: Instant | None = None
    holidays: Holidays | None = None
    weights: Mapping[User | str, float] | None = None
    pages: PageLog | None = attrs.field(default=None, converter=_log)
    night: Night | tuple[int, int] = (22, 7)

    def of(self, subject: Schedule | Configuration) -> Fairness:
        """The fairness of a subject."""
        options = {} if self.pages is None else {"pages": self.pages}
        return fairness(
            subject, self.since, self.until, holidays=self.holidays, weights=self.weights, night=self.night, **options
        )


def unfairness(subject: Schedule | Configuration, limits: Mapping[Measure, float | None], asked: Asked) -> str:
    """Who has more than so many times the mean, or nothing at all; empty: nobody.

    Raises:
        InvalidValueError: a limit is no number of at least 1, or nobody is listed, or expected to do anything; or as
            `oncall.fairness`.
    """
    given: Mapping[Measure, float] = {
        measure: _limit(measure, limit) for measure, limit in limits.items() if limit is not None
    } or USUAL
    for measure, argument, value in (("holidays", "holiday_dates", asked.holidays), ("pages", "page_log", asked.pages)):
        if measure in given and value is None:
            raise InvalidValueError(argument, f"given where {measure} has a limit", value)
    found = asked.of(subject)
    if not found.loads:
        raise InvalidValueError("subject", "a Schedule or a Configuration in which anybody is listed", str(subject))
    if not any(load.weight for load in found.loads):
        raise InvalidValueError("weights", "above 0 for somebody: otherwise nothing is expected of anybody", 0)
    if asked.pages and not any(load.pages for load in found.loads):
        expected = "of incidents of the subject's own policies (of a Configuration, which has them)"
        raise InvalidValueError("page_log", expected, f"{len(asked.pages)} incidents of which none fell on a shift")
    names = full_names(load.user for load in found.loads)
    shares = [
        _Share(spread=found.spread(measure), limit=limit, over=found.over(measure, limit), names=names)
        for measure, limit in given.items()
    ]
    unfair = [str(share) for share in shares if not share.is_fair]
    never = [*_never([names[load.user] for load in found.loads if load.weight and not load.seconds])]
    if not unfair and not never:
        return ""
    name = subject.name if isinstance(subject, Schedule) else "the configuration"
    zone = Zone.named(found.zone)
    since, until = found.bounds
    span = f"from {moment(since, zone)} to {moment(until, zone)} ({duration(until - since)}: {found.evidence})"
    head = paragraph(f"{name} is not shared fairly, {span}:")
    return "\n".join((head, *map(indented, (*unfair, *never)), *_table(found.loads, shares, names)))


@attrs.frozen(kw_only=True)
class _Share:
    """One measure, how many times the mean somebody may have of it, and who has more than that, the most first."""

    spread: Spread
    limit: float
    over: tuple[Load, ...]
    names: Mapping[User, str]
    """What everybody is called."""

    @property
    def is_fair(self) -> bool:
        """Whether nobody has more, but for what clock changes may move."""
        return not self.over

    @property
    def most(self) -> float:
        """The most that somebody with a full share may have."""
        return self.spread.mean * self.limit

    def amount(self, load: Load) -> float:
        """What somebody has: hours, shifts or pages."""
        count = load.counted(self.spread.measure)
        return count if self.spread.measure in {"shifts", "pages"} else count / 3600

    def has_too_much(self, load: Load) -> bool:
        """Whether it is more than they may have; of part-timers, in proportion."""
        return load in self.over

    def __str__(self) -> str:
        names = [shown(self.names[load.user]) for load in self.over]
        has = "has" if len(names) == 1 else "have up to"
        times = self.amount(self.over[0]) / self.over[0].weight / self.spread.mean
        often = f"{_number(times)} times the mean (limit {_number(self.limit)})"
        return f"{self.spread.measure}: {abridged(names)} {has} {often}"


def _never(starved: Sequence[str]) -> Iterator[str]:
    if starved:
        names = abridged([*map(shown, starved)])
        yield f"{names} {'is' if len(starved) == 1 else 'are'} listed and never on call"


def _table(loads: Sequence[Load], shares: Sequence[_Share], names: Mapping[User, str]) -> Iterator[str]:
    """Everybody, what they have, and the most that it may be; what is too much has a star."""
    has_weights = any(load.weight != 1 for load in loads)
    weights = ["weight"] if has_weights else []
    rows = [
        [
            shown(names[load.user]),
            *([_number(load.weight)] if has_weights else []),
            *(_number(share.amount(load)) + (" *" if share.has_too_much(load) else "") for share in shares),
        ]
        for load in loads
    ]
    most = ["at most", *(["1"] if has_weights else []), *(_number(share.most) for share in shares)]
    return table(["", *weights, *(share.spread.measure for share in shares)], [*rows, most])


def _number(value: float) -> str:
    """A number with two decimals, if it needs them."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _limit(field: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value < float("inf"):
        raise InvalidValueError(field, "a number of at least 1, such as 1.25", value)
    return value
