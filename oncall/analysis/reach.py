"""Reach: how soon a policy notifies so many different people, for every instant at which an incident may begin."""

from __future__ import annotations

from bisect import bisect_right
from itertools import chain
from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.clocks import new_instants
from oncall.analysis.together import together
from oncall.analysis.walks import HOUR, LONGEST_WALK, disturbing, walk
from oncall.chronology.spans import Span, canonical
from oncall.chronology.zones import DAY, WEEK, Zone
from oncall.engine.ensembles import presence
from oncall.engine.lanes import NOBODY, Lane
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER
from oncall.model.outcomes import actual_lane, outcomes
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.engine.ensembles import Ensemble
    from oncall.engine.stack import Stack
    from oncall.model.escalation import EscalationPolicy
    from oncall.model.outcomes import Outcome


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

    @property
    def settled(self) -> int:
        """From when nothing starts or ends any more in any schedule; not before the incidents are looked at."""
        return max([self.since, *(each.compiled.stack.settled for each in self.policy.schedules)])

    def slowest(self, people: int) -> tuple[Outcome, int] | None:
        """The first of the outcomes that take longest to notify so many people, and how many seconds that is.

        Outcomes that never notify so many are left out. None: there is no other.
        """
        known = [(outcome, seconds) for outcome, seconds in self._timed(people) if seconds is not None]
        return max(known, key=lambda pair: (pair[1], -pair[0].span.bounds[0]), default=None)

    def short_of(self, people: int) -> list[Outcome]:
        """The outcomes that never notify so many different people, in order of time."""
        short = (outcome for outcome, seconds in self._timed(people) if seconds is None)
        return sorted(short, key=lambda outcome: outcome.span.bounds)

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
    as once before only the first is given, unless what happens `at_all_times` is wanted. If the first rules reach so
    many people whenever an incident is triggered, the others do not matter. Linear in the turns of one joint period,
    times the number of rules and loops that it takes; but what goes the same way is worked out once.
    """
    fewest, begun = _fewest_rules(policy, people), _begun(policy, since)
    for rules in range(fewest, min(fewest + 2, len(policy.rules))):
        first = attrs.evolve(policy, rules=policy.rules[:rules], num_loops=0)
        seen = _steady(first, people, begun) or _reach(first, people, begun, at_all_times=at_all_times)
        if seen.since == begun and not seen.short_of(people):
            return attrs.evolve(seen, policy=policy)
    return _reach(policy, people, since, at_all_times=at_all_times)


def _steady(policy: EscalationPolicy, people: int, begun: int) -> Reach | None:
    """The reach of a policy in which every incident goes the same way, whoever has the turn; None: it is another one.

    So it is if all of its schedules always have somebody, none of them is asked twice, and nobody is in two of them, or
    is named by a rule besides.
    """
    targets = [target for rule in policy.rules for target in rule.targets]
    schedules = [target for target in targets if isinstance(target, Schedule)]
    listed = [user for schedule in schedules for user in schedule.users] + list(_named(policy))
    if len(set(listed)) < len(listed) or not schedules:
        return None
    walks = [walk(presence(schedule.compiled.stack), begun) for schedule in schedules]
    for seen in walks:
        if seen is None or seen.since > begun or seen.period is None or NOBODY in seen.seen_places or seen.until:
            return None
    found = [
        outcome
        for number in range(policy.turns)
        for outcome in outcomes(policy, begun, begun + 1, people=people, incident_number=number)
    ]
    if any(outcome.seconds_to(people) is None for outcome in found):
        return None
    zone = Zone.named(policy.time_zone)
    reading = zone.reading_of(begun)
    steady = tuple(attrs.evolve(each, span=Span(begun, begun + WEEK, zone=zone.name)) for each in found)
    readings = tuple(attrs.evolve(each, span=Span(reading, reading + WEEK, zone=zone.name)) for each in found)
    return Reach(
        policy=policy, since=begun, outcomes=steady, patterns=steady, readings=readings, period=WEEK, until=None
    )


def _fewest_rules(policy: EscalationPolicy, people: int) -> int:
    """How many of the first rules it takes at least to reach so many people: as many as have so many targets."""
    targets: set[str] = set()
    for count, rule in enumerate(policy.rules, start=1):
        targets |= {target.id for target in rule.targets}
        if len(targets) >= people:
            return count
    return len(policy.rules)


def _begun(policy: EscalationPolicy, since: int | None) -> int:
    begun, *_ = _range([schedule.compiled.stack for schedule in policy.schedules], since, 1)
    return begun


def _reach(policy: EscalationPolicy, people: int, since: int | None, *, at_all_times: bool) -> Reach:
    """The reach of all rules of a policy."""
    stacks = [schedule.compiled.stack for schedule in policy.schedules]
    begun, end, period, until = _range(stacks, since, policy.turns)
    longest = policy.plan.seconds
    changes = [] if period is None else _changes(stacks, end, longest, every=at_all_times)
    walked: list[Outcome] = []
    patterns: list[Outcome] = []
    readings: list[Outcome] = []
    for number in range(policy.turns):
        asked = _Asked(policy, people, number, at_all_times=at_all_times)
        for span in _spans(stacks, begun, end, longest, every=at_all_times or period is not None):
            walked += asked.outcomes(*span)
        if period is not None:
            zone = next(stack.zone for stack in stacks if stack.pattern is not None)
            for change in changes:
                walked += asked.outcomes(max(change - longest, begun), change + DAY)
            reading = zone.reading_of(end)
            found = asked.outcomes(reading, reading + period, on_the_wall=True)
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
    _ensemble: Ensemble = attrs.field(
        init=False,
        default=attrs.Factory(lambda self: _ensemble(self.policy), takes_self=True),
    )
    _named: range = attrs.field(
        init=False, default=attrs.Factory(lambda self: range(len(_named(self.policy))), takes_self=True)
    )
    _likeness: dict[tuple[int, ...], tuple[int, ...]] = attrs.field(
        factory=dict["tuple[int, ...]", "tuple[int, ...]"], init=False
    )
    _known: set[tuple[tuple[int, ...], ...]] = attrs.field(factory=set["tuple[tuple[int, ...], ...]"], init=False)

    def outcomes(self, since: int, until: int, *, on_the_wall: bool = False) -> list[Outcome]:
        """What comes of incidents of a range, of instants or of readings; of those that go the same way, the first."""
        whole = self.at_all_times or not self.policy.schedules
        spans = [(since, until)] if whole else canonical(self._new_spans(since, until, on_the_wall))
        lane = _pattern_lane if on_the_wall else actual_lane
        return [
            outcome
            for span in spans
            for outcome in outcomes(self.policy, *span, people=self.people, incident_number=self.number, lane=lane)
        ]

    def _new_spans(self, since: int, until: int, on_the_wall: bool) -> Iterator[tuple[int, int]]:  # noqa: FBT001 - handed on
        """The spans of a range in which incidents may go as in none before.

        How soon people are reached depends on who is on call at the trigger and for as long as the escalation may
        last: on the distances between hand-offs, and on who is the same person as who, whoever that is.
        """
        longest = self.policy.plan.seconds
        stack = self._ensemble.pattern if on_the_wall else self._ensemble
        assert stack is not None, "readings are asked for where there is a pattern"
        lane = stack.lane(since, until + longest)
        starts, ends, here = lane.starts, lane.ends, lane.places
        for index, (start, end) in enumerate(zip(starts, ends, strict=True)):
            if start >= until:
                return
            later = bisect_right(starts, end + longest, index + 1)
            distances = (min(end - start, longest + 1), *(each - end for each in starts[index + 1 : later]))
            way = (self._alike(tuple(here[index:later])), distances)
            if way not in self._known:
                self._known.add(way)
                yield start, min(end, until)

    def _alike(self, chords: tuple[int, ...]) -> tuple[int, ...]:
        """Who is on call at each step of a sequence of chords, with people numbered as they come.

        Those whom a rule names by themselves keep their numbers: it matters that they are these.
        """
        if chords not in self._likeness:
            labels = {NOBODY: NOBODY, **{number: number for number in self._named}}
            numbers = (number for chord in chords for number in self._ensemble.chords[chord])
            fresh = len(self._named)
            self._likeness[chords] = tuple(labels.setdefault(number, fresh + len(labels)) for number in numbers)
        return self._likeness[chords]


def _ensemble(policy: EscalationPolicy) -> Ensemble:
    """The schedules of a policy together; those whom a rule names by themselves have the first numbers."""
    ensemble, _ = together(policy.schedules, named=_named(policy))
    return ensemble


def _named(policy: EscalationPolicy) -> dict[User, None]:
    """Whom the rules of a policy name by themselves."""
    targets = (target for rule in policy.rules for target in rule.targets)
    return dict.fromkeys(target for target in targets if isinstance(target, User))


def _spans(stacks: list[Stack], begun: int, end: int, longest: int, *, every: bool) -> list[tuple[int, int]]:
    """What to walk: all of it, or, of several clocks, once nothing starts or ends any more, what shows anything new."""
    lasting = [stack for stack in stacks if stack.pattern is not None]
    settled = max(begun, *(stack.settled + DAY for stack in stacks)) if stacks else end
    if every or settled >= end:
        return [(begun, end)]
    period = lcm(*(stack.period for stack in lasting))
    zones = {stack.zone.name: stack.zone for stack in lasting}.values()
    return canonical([(begun, settled), *new_instants(zones, settled, end, period, longest + HOUR)])


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


def _range(stacks: list[Stack], since: int | None, turns: int) -> tuple[int, int, int | None, int | None]:
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
    pieces = turns * sum(stack.pieces_within(begun, min(end, FOREVER - WEEK)) for stack in stacks)
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
