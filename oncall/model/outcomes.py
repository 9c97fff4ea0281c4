"""What comes of an incident, as a step function of the instant at which it is triggered."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeAlias, overload

import attrs

from oncall.chronology.instants import Instant, to_seconds, to_text
from oncall.chronology.spans import Span, SpanSet
from oncall.chronology.zones import Zone
from oncall.engine.escalation import escalation
from oncall.engine.lanes import Lane
from oncall.engine.stack import FOREVER
from oncall.errors import InvalidValueError, OutsideTimelineError
from oncall.model import fields
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.engine.escalation import Plan
    from oncall.model.escalation import EscalationPolicy, EscalationRule
    from oncall.model.schedules import Schedule


@attrs.frozen(kw_only=True)
class Step:
    """The people notified together, `offset_seconds` after the trigger, by the rule `level` (from 1) in pass `loop`."""

    offset_seconds: int
    """How many seconds after the trigger."""
    level: int
    """The position of the rule, from 1."""
    loop: int
    """The pass through the rules, from 0."""
    users: tuple[User, ...]
    """The people who are notified together."""

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "after_seconds": self.offset_seconds,
            "level": self.level,
            "loop": self.loop,
            "users": [user.id for user in self.users],
        }


@attrs.frozen(kw_only=True)
class Outcome:
    """What comes of an incident triggered at any instant of `span`: the steps that reach anybody, in order."""

    span: Span
    """The instants of the trigger."""
    steps: tuple[Step, ...]
    """Who is notified, step by step, in order; empty: nobody."""
    incident_number: int = 0
    """Whose turn it is in rules with the strategy `round_robin`."""

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody notified, each once, in the order in which it happens."""
        return tuple(dict.fromkeys(user for step in self.steps for user in step.users))

    @property
    def last_resort(self) -> tuple[User, ...]:
        """With whom an incident stays that nobody answers: those notified last."""
        return self.steps[-1].users if self.steps else ()

    def seconds_to(self, people: int) -> int | None:
        """How long until so many different people have been notified; None: that never happens."""
        known: set[User] = set()
        for step in self.steps:
            known.update(step.users)
            if len(known) >= people:
                return step.offset_seconds
        return None

    def users_within(self, seconds: int) -> tuple[User, ...]:
        """Everybody notified up to so many seconds after the trigger, that second included; each once, in order."""
        steps = (step for step in self.steps if step.offset_seconds <= seconds)
        return tuple(dict.fromkeys(user for step in steps for user in step.users))

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the ends of the span in ISO 8601, and the steps."""
        start, end = self.span.bounds
        zone = Zone.named(self.span.zone)
        steps = [step.to_dict() for step in self.steps]
        return {"start": to_text(start, zone), "end": to_text(end, zone), "pages": steps}


def _outcomes(values: Iterable[Outcome]) -> tuple[Outcome, ...]:
    return fields.tuple_of(Outcome, "outcomes", values)


@attrs.frozen(repr=False)
class Outcomes(Sequence[Outcome]):
    """The outcomes of every trigger time of a range: they are in order, and each begins where the one before ends.

    Raises:
        InvalidValueError: there is none, or they do not follow each other.
    """

    _outcomes: tuple[Outcome, ...] = attrs.field(alias="outcomes", converter=_outcomes)

    def __attrs_post_init__(self) -> None:
        edges = [outcome.span.bounds for outcome in self._outcomes]
        if not edges or any(before[1] != after[0] for before, after in pairwise(edges)):
            raise InvalidValueError("outcomes", "outcomes of spans that follow each other", [*map(str, edges)])

    def at(self, triggered_at: Instant) -> Outcome:
        """What comes of an incident triggered at an instant of the range.

        Raises:
            NotAnInstantError: it is no instant.
            OutsideTimelineError: it is outside of the range.
        """
        triggered = to_seconds(triggered_at, "triggered_at")
        (since, _), (_, until) = self._outcomes[0].span.bounds, self._outcomes[-1].span.bounds
        if not since <= triggered < until:
            zone = Zone.named(self._outcomes[0].span.zone)
            raise OutsideTimelineError(*(to_text(each, zone) for each in (triggered, since, until)))
        return self._outcomes[bisect_right(self._outcomes, triggered, key=_start) - 1]

    def slowest(self, people: int) -> Outcome:
        """The first of the outcomes that take longest to notify so many different people; never is slowest of all."""
        return max(self._outcomes, key=lambda outcome: _or_never(outcome.seconds_to(people)))

    def longest_seconds_to(self, people: int) -> int | None:
        """The longest time until so many different people have been notified; None: for some trigger, never."""
        return self.slowest(people).seconds_to(people)

    @property
    def nobody(self) -> SpanSet:
        """Every instant at which an incident may be triggered of which nobody is ever notified."""
        return SpanSet((it.span for it in self._outcomes if not it.steps), zone=self._outcomes[0].span.zone)

    @property
    def last_resorts(self) -> tuple[User, ...]:
        """Everybody with whom an incident may stay that nobody answers, in the order in which that first happens."""
        return tuple(dict.fromkeys(user for outcome in self._outcomes for user in outcome.last_resort))

    def fewest_within(self, seconds: int) -> int:
        """How many different people are notified within so many seconds, whenever the incident is triggered."""
        return min(len(outcome.users_within(seconds)) for outcome in self._outcomes)

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dictionary of plain values for each outcome, as `Outcome.to_dict`."""
        return [outcome.to_dict() for outcome in self._outcomes]

    def __len__(self) -> int:
        return len(self._outcomes)

    @overload
    def __getitem__(self, index: int) -> Outcome: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Outcome, ...]: ...
    def __getitem__(self, index: int | slice) -> Outcome | tuple[Outcome, ...]:
        return self._outcomes[index]

    def __repr__(self) -> str:
        return f"<Outcomes: {len(self)}, {self._outcomes[0].span.start} to {self._outcomes[-1].span.end}>"


def _start(outcome: Outcome) -> int:
    return outcome.span.bounds[0]


def _or_never(seconds: int | None) -> float:
    return float("inf") if seconds is None else seconds


@attrs.frozen
class Reached:
    """Whom a rule reaches, as a step function of the instant: `users[i]` from `starts[i]` on, up to `until`."""

    starts: list[int]
    users: list[tuple[User, ...]]
    until: int

    def at(self, instant: int) -> tuple[tuple[User, ...], int]:
        """Whom it reaches at an instant, and the instant from which that may be different."""
        after = bisect_right(self.starts, instant)
        return self.users[after - 1], self.starts[after] if after < len(self.starts) else self.until


def actual_lane(schedule: Schedule, since: int, until: int) -> Lane:
    """The places of a schedule over a range of instants."""
    return schedule.compiled.stack.lane(since, until)


def reached(
    rule: EscalationRule,
    since: int,
    until: int,
    *,
    incident_number: int = 0,
    lane: Callable[[Schedule, int, int], Lane] = actual_lane,
) -> Reached:
    """Whom a rule reaches over `[since, until)`; `lane` gives the places of a schedule over a range."""
    found: list[tuple[Lane, Sequence[User | None]]] = [
        (Lane([since], [0], until), [target])
        if isinstance(target, User)
        else (lane(target, since, until), target.compiled.holders)
        for target in rule.targets_of(incident_number)
    ]
    starts: list[int] = []
    users: list[tuple[User, ...]] = []
    for start in sorted({start for each, _ in found for start in each.starts}):
        holders = (people[each.at(start)] for each, people in found)
        here = tuple(dict.fromkeys(user for user in holders if user is not None))
        if not users or users[-1] != here:
            starts.append(start)
            users.append(here)
    return Reached(starts, users, until)


def outcomes(
    policy: EscalationPolicy,
    since: int,
    until: int,
    *,
    people: int | None = None,
    incident_number: int = 0,
    lane: Callable[[Schedule, int, int], Lane] = actual_lane,
) -> list[Outcome]:
    """What comes of incidents of `[since, until)`, as `EscalationPolicy.outcomes`.

    With `people`, steps stop as soon as so many different people have been notified. What comes of one trigger comes
    of every later one too, until a look-up that it took would give another answer.
    """
    plan, zone = policy.plan, policy.time_zone
    tables = [
        reached(rule, since, until + plan.seconds, incident_number=incident_number, lane=lane) for rule in policy.rules
    ]
    found: list[Outcome] = []
    rows: _Rows | None = None
    begun = triggered = since
    while triggered < until:
        these, change = _rows(plan, tables, triggered, people)
        if rows is not None and these != rows:
            found.append(_outcome(Span(begun, triggered, zone=zone), rows, incident_number))
            begun = triggered
        rows, triggered = these, change
    assert rows is not None, "the range is not empty"
    found.append(_outcome(Span(begun, until, zone=zone), rows, incident_number))
    return found


_Rows: TypeAlias = "list[tuple[int, int, int, tuple[User, ...]]]"
"""Steps as plain values: the offset, the rule and the pass, both from 0, and the people."""


def _rows(plan: Plan, tables: list[Reached], triggered: int, people: int | None) -> tuple[_Rows, int]:
    """The steps of one trigger, and up to which trigger time they are the same."""
    change = FOREVER

    def reach(rule: int, at: int) -> tuple[User, ...]:
        nonlocal change
        users, until = tables[rule].at(at)
        change = min(change, until - (at - triggered))
        return users

    rows: _Rows = []
    known: set[User] = set()
    for at, rule, loop, users in escalation(plan, triggered, reach):
        rows.append((at - triggered, rule, loop, users))
        if people is not None:
            known.update(users)
            if len(known) >= people:
                break
    return rows, change


def _outcome(span: Span, rows: _Rows, incident_number: int) -> Outcome:
    steps = tuple(
        Step(offset_seconds=after, level=rule + 1, loop=loop, users=users) for after, rule, loop, users in rows
    )
    return Outcome(span=span, steps=steps, incident_number=incident_number)
