"""What comes of an incident, as a step function of the instant at which it is triggered."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import Instant, checked_range
from oncall.chronology.spans import Span
from oncall.engine.lanes import Lane
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from oncall.model.escalation import EscalationPolicy, EscalationRule
    from oncall.model.schedules import Schedule


@attrs.frozen(kw_only=True)
class Step:
    """The people notified together, `offset_seconds` after the trigger, by the rule `level` (from 1) in pass `loop`."""

    offset_seconds: int
    level: int
    loop: int
    users: tuple[User, ...]


@attrs.frozen(kw_only=True)
class Outcome:
    """What comes of an incident triggered at any instant of `span`: the steps that reach anybody, in order."""

    span: Span
    steps: tuple[Step, ...]

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody notified, each once, in the order in which it happens."""
        return tuple(dict.fromkeys(user for step in self.steps for user in step.users))

    def seconds_to(self, people: int) -> int | None:
        """How long until so many different people have been notified; None: that never happens."""
        known: set[User] = set()
        for step in self.steps:
            known.update(step.users)
            if len(known) >= people:
                return step.offset_seconds
        return None


@attrs.frozen
class _Reach:
    """Whom a rule reaches, as a step function: `users[i]` from `starts[i]` on."""

    starts: list[int]
    users: list[tuple[User, ...]]

    def pieces(self, since: int, until: int) -> Iterator[tuple[int, int, tuple[User, ...]]]:
        first, last = bisect_right(self.starts, since) - 1, bisect_left(self.starts, until)
        starts = [since, *self.starts[first + 1 : last]]
        return zip(starts, [*starts[1:], until], self.users[first:last], strict=True)


@attrs.frozen
class _Path:
    """The trigger times `[since, until)`, for which the same has happened up to `offset` seconds later."""

    since: int
    until: int
    offset: int = 0
    steps: tuple[Step, ...] = ()
    known: frozenset[User] = frozenset()
    """Everybody notified until now."""

    def through(self, rule: EscalationRule, reach: _Reach, level: int, loop: int) -> Iterator[_Path]:
        """The paths that this one divides into at a rule."""
        offset = self.offset
        for since, until, users in reach.pieces(self.since + offset, self.until + offset):
            if users:
                steps = (*self.steps, Step(offset_seconds=offset, level=level, loop=loop, users=users))
                later = offset + rule.delay_seconds
                yield _Path(since - offset, until - offset, later, steps, self.known.union(users))
            else:
                yield _Path(since - offset, until - offset, offset, self.steps, self.known)

    def is_silent_in(self, loop: int) -> bool:
        """Whether a pass has reached nobody."""
        return not self.steps or self.steps[-1].loop != loop


def actual_lane(schedule: Schedule, since: int, until: int) -> Lane:
    """The places of a schedule over a range of instants."""
    return schedule.compiled.stack.lane(since, until)


def outcomes(
    policy: EscalationPolicy,
    since: Instant,
    until: Instant,
    *,
    people: int | None,
    lane: Callable[[Schedule, int, int], Lane] = actual_lane,
) -> tuple[Outcome, ...]:
    """As `EscalationPolicy.outcomes`: the schedules' boundaries, moved back by the offsets at which they are looked up.

    `lane` gives the places of a schedule over a range.
    """
    begin, end = checked_range(since, until)
    longest = sum(rule.delay_seconds for rule in policy.rules) * (policy.num_loops + 1)
    reaches = [_reach(rule, begin, end + longest, lane) for rule in policy.rules]
    under_way: list[_Path] = [_Path(begin, end)]
    over: list[_Path] = []
    for loop in range(policy.num_loops + 1):
        for level, (rule, reach) in enumerate(zip(policy.rules, reaches, strict=True), start=1):
            divided = [piece for path in under_way for piece in path.through(rule, reach, level, loop)]
            under_way = [path for path in divided if people is None or len(path.known) < people]
            over += [path for path in divided if people is not None and len(path.known) >= people]
        over += [path for path in under_way if path.is_silent_in(loop)]
        under_way = [path for path in under_way if not path.is_silent_in(loop)]
    return tuple(_merged(sorted((*under_way, *over), key=attrgetter("since")), policy.time_zone))


def _reach(rule: EscalationRule, since: int, until: int, lane_of: Callable[[Schedule, int, int], Lane]) -> _Reach:
    found: list[tuple[Lane, Sequence[User | None]]] = [
        (Lane([since], [0], until), [target])
        if isinstance(target, User)
        else (lane_of(target, since, until), target.compiled.holders)
        for target in rule.targets
    ]
    starts = sorted({start for lane, _ in found for start in lane.starts})
    reached: list[tuple[User, ...]] = []
    for start in starts:
        holders = (users[lane.at(start)] for lane, users in found)
        reached.append(tuple(dict.fromkeys(user for user in holders if user is not None)))
    return _Reach(starts, reached)


def _merged(paths: list[_Path], zone: str) -> Iterator[Outcome]:
    """An outcome for each run of neighbouring paths with the same steps."""
    for steps, run in groupby(paths, key=attrgetter("steps")):
        same = list(run)
        yield Outcome(span=Span(same[0].since, same[-1].until, zone=zone), steps=steps)
