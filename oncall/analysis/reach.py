"""Reach: how soon a policy notifies so many different people, for every instant at which an incident may begin."""

from __future__ import annotations

from itertools import chain
from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.walks import HOUR, LONGEST_WALK, disturbing
from oncall.chronology.spans import Span, canonical
from oncall.chronology.zones import DAY, WEEK
from oncall.engine.lanes import NOBODY, Lane
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER
from oncall.model.outcomes import actual_lane, outcomes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oncall.chronology.zones import Zone
    from oncall.engine.stack import Stack
    from oncall.model.escalation import EscalationPolicy
    from oncall.model.outcomes import Outcome
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class Reach:
    """What comes of incidents from `since` on, cut off once enough people have been notified.

    The `outcomes` are those of real instants: up to one joint period after the last start or end of any schedule, and
    around every clock change up to 2050. `patterns` are those of one joint period on the wall clock, each with the span
    of the first instants that show it; `readings` the same, each with the span of readings at which it was found.
    `until` is None if together they decide all time.
    """

    policy: EscalationPolicy
    since: int
    outcomes: tuple[Outcome, ...]
    patterns: tuple[Outcome, ...]
    readings: tuple[Outcome, ...]
    period: int | None
    until: int | None
    _times: dict[int, list[tuple[Outcome, int | None]]] = attrs.field(
        factory=dict[int, "list[tuple[Outcome, int | None]]"], init=False, eq=False, repr=False
    )

    def slowest(self, people: int) -> tuple[Outcome, int] | None:
        """The first of the outcomes that take longest to notify so many people, and how many seconds that is.

        Outcomes that never notify so many are left out. None: there is no other.
        """
        known = [(outcome, seconds) for outcome, seconds in self._timed(people) if seconds is not None]
        return max(known, key=lambda pair: pair[1], default=None)

    def short_of(self, people: int) -> list[Outcome]:
        """The outcomes that never notify so many different people."""
        return [outcome for outcome, seconds in self._timed(people) if seconds is None]

    def _timed(self, people: int) -> list[tuple[Outcome, int | None]]:
        """Every outcome with how long it takes; worked out once for each number of people."""
        if people not in self._times:
            every = chain(self.outcomes, self.patterns)
            self._times[people] = [(outcome, outcome.seconds_to(people)) for outcome in every]
        return self._times[people]


def reach(policy: EscalationPolicy, people: int, since: int | None = None, *, at_all_times: bool = False) -> Reach:
    """How `policy` reaches `people` different people, from `since` on, or from when the first of its schedules starts.

    Incidents of every number are looked at, for the rules with the strategy `round_robin`. If the schedules are in
    zones of different clocks, they have no joint period: then the answer is up to 2050. Of all that goes the same way
    as once before only the first is given, unless what happens `at_all_times` is wanted. Linear in the turns of one
    joint period, times the number of rules and loops that it takes; but what goes the same way is worked out once.
    """
    stacks = [schedule.compiled.stack for schedule in policy.schedules]
    begun, end, period, until = _range(stacks, since)
    longest = policy.plan.seconds
    changes = [] if period is None else _changes(stacks, end, longest, every=at_all_times)
    walked: list[Outcome] = []
    patterns: list[Outcome] = []
    readings: list[Outcome] = []
    for number in range(policy.turns):
        asked = _Asked(policy, people, number, at_all_times=at_all_times)
        walked += asked.outcomes(begun, end)
        if period is not None:
            zone = next(stack.zone for stack in stacks if stack.pattern is not None)
            for change in changes:
                walked += asked.outcomes(max(change - longest, begun), change + DAY)
            reading = zone.reading_of(end)
            found = asked.outcomes(reading, reading + period, lane=_pattern_lane)
            patterns += (_shown(outcome, zone, period, longest) for outcome in found)
            readings += found
    return Reach(
        policy=policy,
        since=begun,
        outcomes=tuple(walked),
        patterns=tuple(patterns),
        readings=tuple(readings),
        period=period,
        until=until,
    )


@attrs.frozen
class _Asked:
    """Incidents of one number, about whom a policy reaches; `_known` are the courses of events that were met before."""

    policy: EscalationPolicy
    people: int
    number: int
    at_all_times: bool = attrs.field(kw_only=True)
    _known: set[tuple[object, ...]] = attrs.field(factory=set[tuple[object, ...]], init=False)

    def outcomes(
        self, since: int, until: int, *, lane: Callable[[Schedule, int, int], Lane] = actual_lane
    ) -> list[Outcome]:
        """What comes of incidents of a range; of those that go the same way, mostly the first ones alone."""
        spans = [(since, until)] if self.at_all_times else canonical(self._new_spans(since, until, lane))
        return [
            outcome
            for span in spans
            for outcome in outcomes(self.policy, *span, people=self.people, incident_number=self.number, lane=lane)
        ]

    def _new_spans(
        self, since: int, until: int, lane: Callable[[Schedule, int, int], Lane]
    ) -> Iterator[tuple[int, int]]:
        """The spans of a range in which incidents may go as in none before.

        How one goes depends on who is on call at its trigger and for as long as its escalation may last: on the people
        and on the distances between hand-offs, and on nothing else.
        """
        longest = self.policy.plan.seconds
        edges, people = self._on_call(since, until + longest, lane)
        for index, (start, here) in enumerate(zip(edges, people, strict=True)):
            end = edges[index + 1] if index + 1 < len(edges) else until + longest
            if start >= until:
                return
            following: list[object] = []
            for later in range(index + 1, len(edges)):
                if edges[later] - end > longest:
                    break
                following += (edges[later] - end, people[later])
            way = (here, min(end - start, longest + 1), *following)
            if way not in self._known:
                self._known.add(way)
                yield start, min(end, until)

    def _on_call(
        self, since: int, until: int, lane: Callable[[Schedule, int, int], Lane]
    ) -> tuple[list[int], list[tuple[User | None, ...]]]:
        """Whom the schedules have on call, as a step function: the instants at which that changes, and who it is."""
        lanes = [(lane(it, since, until), it.compiled.holders) for it in self.policy.schedules]
        edges = sorted({since, *(start for each, _ in lanes for start in each.starts)})
        here = [tuple(holders[each.at(edge)] for each, holders in lanes) for edge in edges]
        changed = [index for index in range(len(edges)) if not index or here[index] != here[index - 1]]
        return [edges[index] for index in changed], [here[index] for index in changed]


def _changes(stacks: list[Stack], end: int, longest: int, *, every: bool) -> list[int]:
    """The clock changes from `end` up to 2050: every one, or those near which incidents may go as on no other day."""
    zone = next(stack.zone for stack in stacks if stack.pattern is not None)
    changes = zone.changes(end, max(end, CLOCK_CHANGES_UNTIL))
    return changes if every else disturbing(changes, stacks, end, around=longest + HOUR)


def _shown(outcome: Outcome, zone: Zone, period: int, longest: int) -> Outcome:
    """An outcome of readings, at the first instants that show them with no clock change before it is over."""
    start, end = outcome.span.bounds
    while zone.changes(zone.instant_of(start) - DAY, zone.instant_of(start) + longest + 1) and end < FOREVER - period:
        start, end = start + period, end + period
    begin = zone.instant_of(start)
    until = begin + end - start
    cuts = [change - longest for change in zone.changes(begin + longest + 1, until + longest)]
    return attrs.evolve(outcome, span=Span(begin, min([until, *cuts]), zone=zone.name))


def _range(stacks: list[Stack], since: int | None) -> tuple[int, int, int | None, int | None]:
    """From when to when to walk, the joint period if there is one, and up to when that decides (None: all time)."""
    begins = [stack.begins for stack in stacks if stack.begins < FOREVER]
    if not begins:
        any_time = since or 0  # one instant is like any other
        return any_time, any_time + DAY, None, None
    begun = min(begins) if since is None else max(since, min(begins))
    settled = max(begun, *(stack.settled for stack in stacks))
    lasting = [stack for stack in stacks if stack.pattern is not None]
    joint = lcm(*(stack.period for stack in lasting))
    one_clock = len({stack.zone.name for stack in lasting}) == 1
    end = settled + (joint if lasting else 0) + WEEK
    if lasting and not one_clock:
        end = max(end, CLOCK_CHANGES_UNTIL)
    pieces = sum(stack.pieces_within(begun, min(end, FOREVER - WEEK)) for stack in stacks)
    if pieces > LONGEST_WALK or end > FOREVER - WEEK:
        end = begun + max((min(end, FOREVER - WEEK) - begun) * LONGEST_WALK // max(pieces, LONGEST_WALK), WEEK)
        return begun, end, None, end
    if lasting and not one_clock:
        return begun, end, None, end
    return begun, end, joint if lasting else None, None


def _pattern_lane(schedule: Schedule, since: int, until: int) -> Lane:
    """The lane of a schedule on the wall clock, once everything has settled."""
    pattern = schedule.compiled.stack.pattern
    return Lane([since], [NOBODY], until) if pattern is None else pattern.lane(since, until)
