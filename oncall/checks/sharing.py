"""Sharing: how the load of a schedule is shared in the long run, which several checks ask about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from oncall.analysis.by_person import known_people
from oncall.analysis.fairness import catalog_of, days_of, fairness_over
from oncall.analysis.fairness_text import amount
from oncall.analysis.loads import HOUR
from oncall.analysis.measuring import Expectations
from oncall.analysis.people import users_of
from oncall.analysis.proving import starved
from oncall.analysis.terms import term
from oncall.chronology.words import abridged, duration, every

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.loads import Load, Measure
    from oncall.analysis.meters import Days
    from oncall.analysis.periods import Course
    from oncall.analysis.public_holidays import HolidaysOf
    from oncall.analysis.terms import Term
    from oncall.checks.definition import Answer, Check
    from oncall.checks.scope import Scope
    from oncall.checks.settings import Settings
    from oncall.engine.lanes import Lane
    from oncall.model import Configuration, Schedule, User

_MOST_PIECES = 20_000
"""Of longer joint periods so many turns and windows tell well enough who has a quarter more than the others."""


class Sharing:
    """How the load of each schedule of a configuration is shared, worked out once."""

    def __init__(self, configuration: Configuration, settings: Settings, since: int | None) -> None:
        self._settings = settings
        self._since = since
        self._people = catalog_of(users_of(configuration))
        self._weights = dict(known_people(settings.weights, self._people))
        self._found: dict[str, Fairness | None] = {}

    def lasting(self, schedule: Schedule, seen: Course | None) -> Fairness | None:
        """The fairness of a schedule over one joint period; None: it ends, or one person alone is in it."""
        if schedule.id not in self._found:
            self._found[schedule.id] = self._over(schedule, seen)
        return self._found[schedule.id]

    def with_holidays(self, schedule: Schedule, seen: Course | None) -> Fairness | None:
        """The same with the public holidays of one year."""
        return self._over(schedule, seen, with_holidays=True)

    def _over(self, schedule: Schedule, seen: Course | None, *, with_holidays: bool = False) -> Fairness | None:
        if seen is None or seen.period is None:
            return None
        stack = schedule.compiled.stack
        begin = max(stack.settled, stack.settled if self._since is None else self._since)
        span = term([stack], begin, pieces=_MOST_PIECES)
        expected = Expectations(
            weights=self._weights,
            holidays=self._holidays(span) if with_holidays else None,
            night=self._settings.night,
        )
        found = fairness_over(span, [schedule], expected, lane=_lane(seen, span))
        return found if len(found.loads) > 1 else None

    def _holidays(self, span: Term) -> Mapping[User, Days]:
        given = self._settings.holidays or ()
        if isinstance(given, Mapping):
            own: dict[User | str, HolidaysOf] = dict(known_people(given, self._people))
            return days_of(own, self._people, span)
        return days_of(given, self._people, span)


def uneven(check: Check, scope: Scope, measure: Measure, *, limit: float, noun: str, fix: str) -> Iterator[Answer]:
    """A finding for each schedule of which somebody has more than `limit` times their fair share of a measure in hours.

    Where somebody is starved that comes first, and is for OC202 to find: then everybody else has too much. Of a joint
    period that is too long to look at nothing is said, since a part of it makes fair rotations look unfair.
    """
    for schedule, seen in scope.courses:
        found = scope.fairness(schedule)
        if found is None or found.period_seconds is None or is_starving(scope, seen):
            continue
        over = found.over(measure, limit)
        if over:
            message = scope.lasting_from(seen) + _uneven(scope, found, over, measure, noun)
            yield check.finding(subject=schedule, message=message, fix=fix)


def is_starving(scope: Scope, seen: Course) -> bool:
    """Whether OC202 is asked, and finds that somebody of a schedule is never on call."""
    return scope.settings.chooses("OC202", "never-on-call") and bool(starved(seen))


def span_words(found: Fairness) -> str:
    """How often what was found comes again, or within what time it was: `every 8 weeks`, `in 38 years`."""
    if found.period_seconds is not None:
        return every(found.period_seconds)
    since, until = found.bounds
    return f"in {duration(until - since, units=1)}"


def _uneven(scope: Scope, found: Fairness, over: Sequence[Load], measure: Measure, noun: str) -> str:
    taking = [load for load in found.loads if load.weight]
    parts = {load.user: load.counted(measure) / load.weight / HOUR for load in taking}
    first, mean = over[0], found.spread(measure).mean
    most = [load for load in over if parts[load.user] >= parts[first.user]]
    least = min(taking, key=lambda load: parts[load.user])
    fair = amount(mean * first.weight)
    who = abridged([scope.called(load.user) for load in most])
    has = "has" if len(most) == 1 else "each have"
    share = f"the mean of {fair}" if all(load.weight == 1 for load in found.loads) else f"a fair share of {fair}"
    return (
        f"{who} {has} {amount(first.counted(measure) / HOUR)} {noun} {span_words(found)}, "
        f"{parts[first.user] / mean:.2f} times {share}; "
        f"{scope.called(least.user)} has {amount(least.counted(measure) / HOUR)}."
    )


def _lane(seen: Course, span: Term) -> Lane | None:
    """What the course has walked already of a term; None: not all of it."""
    first = seen.walked[0]
    if first.starts[0] <= span.since and span.until <= first.until:
        return first.cut(span.since, span.until)
    return None
