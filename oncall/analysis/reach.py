"""Reach: how soon a policy notifies so many different people, for every instant at which an incident may begin."""

from __future__ import annotations

from itertools import chain
from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.periods import LONGEST_WALK
from oncall.chronology.spans import Span
from oncall.chronology.zones import DAY, WEEK
from oncall.engine.lanes import NOBODY, Lane
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER
from oncall.model.outcomes import outcomes

if TYPE_CHECKING:
    from oncall.chronology.zones import Zone
    from oncall.engine.stack import Stack
    from oncall.model.escalation import EscalationPolicy
    from oncall.model.outcomes import Outcome
    from oncall.model.schedules import Schedule


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


def reach(policy: EscalationPolicy, people: int, since: int | None = None) -> Reach:
    """How `policy` reaches `people` different people, from `since` on, or from when the first of its schedules starts.

    Incidents of every number are looked at, for the rules with the strategy `round_robin`. If the schedules are in
    zones of different clocks, they have no joint period: then the answer is up to 2050. Linear in the turns of one
    joint period, times the number of rules and loops that it takes.
    """
    stacks = [schedule.compiled.stack for schedule in policy.schedules]
    begun, end, period, until = _range(stacks, since)
    longest = policy.plan.seconds
    walked: list[Outcome] = []
    patterns: list[Outcome] = []
    readings: list[Outcome] = []
    for number in range(policy.turns):
        walked += outcomes(policy, begun, end, people=people, incident_number=number)
        if period is not None:
            zone = next(stack.zone for stack in stacks if stack.pattern is not None)
            for change in zone.changes(end, max(end, CLOCK_CHANGES_UNTIL)):
                around = max(change - longest, begun), change + DAY
                walked += outcomes(policy, *around, people=people, incident_number=number)
            reading = zone.reading_of(end)
            found = outcomes(
                policy, reading, reading + period, people=people, incident_number=number, lane=_pattern_lane
            )
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
