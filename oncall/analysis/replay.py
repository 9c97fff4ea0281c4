"""Replay: whom a policy would have paged about incidents that really happened."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.nights import Night
from oncall.analysis.replayed import Replay
from oncall.chronology.zones import EARLIEST, WEEK, Zone
from oncall.engine.escalation import UNANSWERED, Handling, escalation
from oncall.engine.stack import FOREVER
from oncall.errors import InvalidValueError
from oncall.model.escalation import EscalationPolicy
from oncall.model.logs import PageLog
from oncall.model.outcomes import actual_lane
from oncall.model.schedules import Schedule
from oncall.model.services import Service

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.analysis.replayed import Hits, Steps
    from oncall.chronology.instants import Instant
    from oncall.engine.escalation import Plan
    from oncall.model.escalation import EscalationRule
    from oncall.model.incidents import Incident
    from oncall.model.pages import Page, Target
    from oncall.model.users import User


def replay(
    policy: EscalationPolicy | Service,
    log: PageLog | Iterable[Incident | Page | Instant],
    *,
    night: tuple[int, int] = (22, 7),
) -> Replay:
    """Whom `policy`, as it is or as somebody proposes it, would have paged about the incidents of `log`, and when.

    Acknowledgements and resolutions hold at the instants at which they were recorded, as if whoever is paged now would
    have answered then. Of a `Service` the policy is taken, and its timeouts: an acknowledgement runs out, and an
    incident that is open for long is resolved. Rules with the strategy `round_robin` take turns by `incident.number`,
    and where an incident has none, by its place in the log, from 0. What the log says about who was paged is not
    looked at.

    A page wakes somebody if it comes in the `night`, two full hours on the clock of the person's own zone: that of the
    user, else that of the schedule through which they are reached, else the policy's.

    Linear in the number of incidents: 100,000 of a year take a fraction of a second. Each week of its own, and each
    acknowledgement that runs out, costs some more.

    Raises:
        NotAnInstantError, InvalidValueError: what is given is no policy and no service, no log, or no night.

    Examples:
        >>> from oncall import EscalationPolicy, EscalationRule, Incident, User
        >>> rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[User(name)]) for name in ("ann", "bob")]
        >>> incident = Incident(triggered_at="2025-03-12T21:58:00Z", acknowledged_at="2025-03-12T22:04:00Z")
        >>> replayed = replay(EscalationPolicy(name="checkout", rules=rules), [incident])
        >>> [page.user.id for page in replayed.pages], [page.user.id for page in replayed.woken]
        (['ann', 'bob'], ['bob'])
    """
    match policy:
        case EscalationPolicy():
            escalated, service = policy, None
        case Service():
            escalated, service = policy.escalation_policy, policy
        case _:
            raise InvalidValueError("policy", "an EscalationPolicy or a Service", policy)
    replayed = log if isinstance(log, PageLog) else PageLog(log)
    steps = tuple(_steps(_Courses.of(escalated), replayed.incidents, service))
    return Replay(policy=escalated, service=service, night=Night(night), log=replayed, steps=steps)


def _steps(courses: _Courses, incidents: Iterable[Incident], service: Service | None) -> Iterator[Steps]:
    """What comes of each incident.

    Unless an acknowledgement runs out, that is what comes of one that nobody answers, up to the first answer.
    """
    timeout = None if service is None else service.acknowledgement_timeout
    open_for = None if service is None else service.auto_resolve_timeout
    for index, incident in enumerate(incidents):
        triggered, acknowledged, resolved = incident.timing
        number = index if incident.number is None else incident.number
        over = FOREVER if resolved is None else resolved
        if open_for is not None:
            over = min(over, triggered + open_for)
        if acknowledged and timeout is not None and acknowledged[0] + timeout < over:
            yield courses.walk(triggered, number, Handling(acknowledged, timeout, over))[0]
        else:
            answered = min(over, acknowledged[0]) if acknowledged else over
            yield courses.unanswered(triggered, number, answered)


@attrs.frozen
class _Courses:
    """What becomes of incidents of one policy, asked in the order of their triggers; it keeps what it finds."""

    plan: Plan
    turns: int
    reaches: tuple[tuple[_Reach, ...], ...]
    """By rule; of one with the strategy `round_robin` by turn."""
    known: dict[int, _Known] = attrs.field(factory=dict[int, "_Known"])
    """By turn: what came of the last incident that nobody answered, as far as that was asked."""

    @classmethod
    def of(cls, policy: EscalationPolicy) -> _Courses:
        zone = Zone.named(policy.time_zone)
        reaches = (
            tuple(_Reach(rule, turn, zone) for turn in range(len(rule.targets) if rule.is_round_robin else 1))
            for rule in policy.rules
        )
        return cls(policy.plan, policy.turns, tuple(reaches))

    def unanswered(self, triggered: int, number: int, answered: int) -> Steps:
        """The steps before `answered` of an incident that nobody answers until then."""
        turn = number % self.turns
        known = self.known.get(turn)
        if known is None or triggered >= known.change:
            known = self.known[turn] = _Known(*self.walk(triggered, number))
        return known.before(answered - triggered)

    def walk(self, triggered: int, number: int, handling: Handling = UNANSWERED) -> tuple[Steps, int]:
        """The steps of an incident, and up to which later trigger they are those of one that nobody answers too."""
        reaches = [turns[number % len(turns)] for turns in self.reaches]
        change = FOREVER

        def reach(rule: int, at: int) -> Hits:
            nonlocal change
            hits, until = reaches[rule].at(at)
            change = min(change, until - (at - triggered))
            return hits

        walked = escalation(self.plan, triggered, reach, handling)
        return tuple((at - triggered, rule, loop, hits) for at, rule, loop, hits in walked), change


@attrs.frozen
class _Known:
    """The steps of incidents that nobody answers, and up to which trigger they are these.

    Their beginnings are shared by the incidents that have them.
    """

    steps: Steps
    change: int
    offsets: list[int] = attrs.field(
        init=False, default=attrs.Factory(lambda self: [step[0] for step in self.steps], takes_self=True)
    )
    beginnings: dict[int, Steps] = attrs.field(init=False, factory=dict[int, "Steps"])

    def before(self, offset: int) -> Steps:
        """The steps less than so many seconds after the trigger."""
        count = bisect_left(self.offsets, offset)
        if count not in self.beginnings:
            self.beginnings[count] = self.steps[:count]
        return self.beginnings[count]


@attrs.frozen
class _Reach:
    """Whom a rule reaches in one of its turns, as a step function that is worked out where it is asked for.

    It is cut into weeks, so that neither a year without an incident costs anything, nor one more incident in a week.
    """

    rule: EscalationRule
    turn: int
    zone: Zone
    weeks: dict[int, tuple[list[int], dict[int, Hits]]] = attrs.field(
        factory=dict[int, "tuple[list[int], dict[int, Hits]]"]
    )
    """By number of the week: the edges of its pieces, the end of the last one too; whom those asked for reach."""

    def at(self, instant: int) -> tuple[Hits, int]:
        """Whom the rule reaches at an instant, and the instant from which that may be different."""
        week = instant // WEEK
        if week not in self.weeks:
            self.weeks[week] = self._edges(week), {}
        edges, hits = self.weeks[week]
        piece = bisect_right(edges, instant) - 1
        if piece not in hits:
            hits[piece] = self._hits(edges[piece])
        return hits[piece], edges[piece + 1]

    def _edges(self, week: int) -> list[int]:
        since, until = max(week * WEEK, EARLIEST), min((week + 1) * WEEK, FOREVER)
        schedules = (target for target in self.rule.targets_of(self.turn) if isinstance(target, Schedule))
        lanes = (actual_lane(schedule, since, until) for schedule in schedules)
        return sorted({since, until}.union(*(lane.starts for lane in lanes)))

    def _hits(self, instant: int) -> Hits:
        found = self.rule.reached(instant, incident_number=self.turn)
        return tuple((user, targets, self._own_zone(user, targets)) for user, targets in found.items())

    def _own_zone(self, user: User, targets: tuple[Target, ...]) -> Zone:
        """Where the night of somebody is who is reached through `targets`."""
        through = (target.time_zone for target in targets if isinstance(target, Schedule))
        name = user.time_zone or next(through, None)
        return self.zone if name is None else Zone.named(name)
