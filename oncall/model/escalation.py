"""Escalation: which people are paged, one level after the other."""

from __future__ import annotations

from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Any, Literal

import attrs

from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.spans import UTC_ZONE
from oncall.engine.escalation import UNANSWERED, Handling, Plan, escalation
from oncall.engine.stack import FOREVER
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.model.pages import Pages, Target, found_page
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.errors import Location
    from oncall.model.oncalls import OnCalls
    from oncall.model.outcomes import Outcomes
    from oncall.model.policy_explanations import PolicyExplanation

Strategy = Literal["assign_to_everyone", "round_robin"]
EmptyRules = Literal["skip", "wait"]

_MOST_TARGETS = 10  # of one rule: PagerDuty's openapiv3.json
_STRATEGIES = ("assign_to_everyone", "round_robin")


def _targets(values: Iterable[Target]) -> tuple[Target, ...]:
    targets = fields.tuple_of_either((User, Schedule), "targets", values)
    if not 1 <= len(targets) <= _MOST_TARGETS:
        raise InvalidValueError("targets", f"a list of 1 to {_MOST_TARGETS} users and schedules", [*map(str, targets)])
    return targets


def _rules(values: Iterable[EscalationRule]) -> tuple[EscalationRule, ...]:
    rules = fields.tuple_of(EscalationRule, "rules", values)
    if not rules:
        raise InvalidValueError("rules", "a list of at least one EscalationRule", values)
    return rules


def _strategy(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value not in _STRATEGIES:
        raise InvalidValueError(attribute.name, "'assign_to_everyone' or 'round_robin'", value)


def _empty_rules(instance: object, attribute: attrs.Attribute[Any], value: object) -> None:
    if value not in {"skip", "wait"}:
        expected = "'skip' (as PagerDuty, ilert and incident.io do) or 'wait' (as GoAlert does)"
        raise InvalidValueError(attribute.name, expected, value)


@attrs.frozen(kw_only=True)
class EscalationRule:
    """One level: its `targets` are notified together, and have `escalation_delay_in_minutes` to answer.

    With the strategy `round_robin` one target is notified per incident, in turn: of incident number n (from 0) the
    target n modulo their number. PagerDuty counts the incidents of a policy; here the caller does.

    Raises:
        InvalidValueError: the delay is not a whole number of minutes from 1, there are not 1 to 10 targets, or the
            strategy is no such strategy.
    """

    escalation_delay_in_minutes: int = attrs.field(validator=fields.at_least(1))
    """How many minutes its targets have to answer: at least 1."""
    targets: tuple[Target, ...] = attrs.field(converter=_targets)
    """Users and schedules, 1 to 10."""
    escalation_rule_assignment_strategy: Strategy = attrs.field(default="assign_to_everyone", validator=_strategy)
    """`assign_to_everyone`, or `round_robin`: one target an incident, in turn."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""

    @property
    def delay_seconds(self) -> int:
        """The delay in seconds."""
        return self.escalation_delay_in_minutes * 60

    @property
    def is_round_robin(self) -> bool:
        """Whether one target is notified per incident, instead of all of them."""
        return self.escalation_rule_assignment_strategy == "round_robin"

    def targets_of(self, incident_number: int) -> tuple[Target, ...]:
        """The targets that an incident notifies."""
        return (self.targets[incident_number % len(self.targets)],) if self.is_round_robin else self.targets

    def reached(self, at: Instant, *, incident_number: int = 0) -> dict[User, tuple[Target, ...]]:
        """Whom the rule reaches at an instant, each once, with the targets that lead to them.

        A schedule whose turn it is, by `round_robin`, while it has nobody on call reaches nobody.
        """
        found: dict[User, tuple[Target, ...]] = {}
        for target in self.targets_of(incident_number):
            user = target.on_call(at) if isinstance(target, Schedule) else target
            if user is not None:
                found[user] = (*found.get(user, ()), target)
        return found


@attrs.frozen(kw_only=True)
class EscalationPolicy:
    """Rules that are run one after the other, `num_loops + 1` times, until somebody answers.

    A schedule is looked up when its rule is reached. `empty_rules` says what a rule that reaches nobody does: `"skip"`
    (PagerDuty, ilert, incident.io) skips it at once, without its delay, and an incident that finds nobody at its
    trigger is never opened; `"wait"` (GoAlert) lets its delay run out.

    Raises:
        InvalidValueError: a field is outside of its limits: 0 to 9 loops, at least one rule.
    """

    name: str = attrs.field(validator=fields.name)
    """What people call it."""
    rules: tuple[EscalationRule, ...] = attrs.field(converter=_rules)
    """Its levels, the first one first."""
    num_loops: int = attrs.field(default=0, validator=fields.within(0, 9))
    """How many more passes follow the first: 0 to 9."""
    description: str = attrs.field(default="", validator=fields.text)
    """What it is for, for people to read."""
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), validator=fields.name)
    """The address or REST id that it came with, else the name."""
    empty_rules: EmptyRules = attrs.field(default="skip", validator=_empty_rules)
    """What a rule that reaches nobody does: `"skip"` its delay, as PagerDuty, or `"wait"`, as GoAlert."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The schedules that the rules name, in order, each once."""
        named = (target for rule in self.rules for target in rule.targets if isinstance(target, Schedule))
        return tuple({schedule.id: schedule for schedule in named}.values())

    @property
    def time_zone(self) -> str:
        """Where its times are shown: in the zone of its first schedule, else in UTC."""
        return next((schedule.time_zone for schedule in self.schedules), UTC_ZONE)

    @cached_property
    def plan(self) -> Plan:
        """The engine's view of the rules, made once."""
        delays = tuple(rule.delay_seconds for rule in self.rules)
        return Plan(delays, self.num_loops + 1, waits=self.empty_rules == "wait")

    @property
    def turns(self) -> int:
        """After how many incidents the same targets have their turn again, in all rules that are `round_robin`."""
        return lcm(*(len(rule.targets) for rule in self.rules if rule.is_round_robin))

    def pages(
        self,
        triggered_at: Instant,
        *,
        acknowledged_at: Instant | Iterable[Instant] | None = None,
        acknowledgement_timeout: int | None = None,
        resolved_at: Instant | None = None,
        incident_number: int = 0,
    ) -> Pages:
        """Who is notified, and when, of an incident; in order of time.

        Nobody is notified at or after `acknowledged_at`, which may be several instants. If the acknowledgement is
        older than `acknowledgement_timeout` seconds, the escalation goes on from the rule that it had reached, which
        notifies whoever it reaches by then; PagerDuty also notifies whoever had acknowledged. (That the rule is run
        again is a choice of this library: PagerDuty documents only that notifications are sent again.) Nobody is
        notified at or after `resolved_at`. `incident_number` is for rules with the strategy `round_robin`.

        Raises:
            NotAnInstantError: an argument is no instant.
            InvalidValueError: the acknowledgement or the resolution is before the trigger, the timeout is not a whole
                number of seconds from 1, or the number is negative.
        """
        triggered = to_seconds(triggered_at, "triggered_at")
        handling = _handling(triggered_at, acknowledged_at, acknowledgement_timeout, resolved_at)
        zone = self.time_zone
        return Pages(
            found_page(at, each, level=rule + 1, loop=loop, zone=zone)
            for at, rule, loop, reached in self._levels(triggered, handling, incident_number)
            for each in reached.items()
        )

    def explain(
        self,
        triggered_at: Instant,
        *,
        acknowledged_at: Instant | Iterable[Instant] | None = None,
        acknowledgement_timeout: int | None = None,
        resolved_at: Instant | None = None,
        incident_number: int = 0,
    ) -> PolicyExplanation:
        """Why `pages` of the same arguments are what they are: each level that is run, whom its targets gave, and why.

        Raises:
            NotAnInstantError, InvalidValueError: as `pages`.
        """
        from oncall.model.policy_explanations import PolicyExplanation

        fields.whole("incident_number", incident_number, least=0)
        return PolicyExplanation(
            policy=self,
            triggered_at=to_seconds(triggered_at, "triggered_at"),
            handling=_handling(triggered_at, acknowledged_at, acknowledgement_timeout, resolved_at),
            incident_number=incident_number,
        )

    def assigned(
        self,
        triggered_at: Instant,
        *,
        at: Instant,
        acknowledged_at: Instant | Iterable[Instant] | None = None,
        acknowledgement_timeout: int | None = None,
        resolved_at: Instant | None = None,
        incident_number: int = 0,
    ) -> tuple[User, ...]:
        """Who has the incident at the instant `at`: those of the level that was notified last.

        After the last delay of the last pass it stays with them. Before the trigger, once it is resolved, and if nobody
        was ever reached, nobody has it. The other arguments are those of `pages`.

        Raises:
            NotAnInstantError, InvalidValueError: as `pages`.
        """
        triggered, moment = to_seconds(triggered_at, "triggered_at"), to_seconds(at, "at")
        handling = _handling(triggered_at, acknowledged_at, acknowledgement_timeout, resolved_at)
        if moment >= handling.resolved:
            return ()
        holders: tuple[User, ...] = ()
        for begun, _, _, reached in self._levels(triggered, handling, incident_number):
            if begun > moment:
                break
            holders = tuple(reached)
        return holders

    def on_call(self, at: Instant) -> OnCalls:
        """Who stands ready at an instant: level by level, in the order of the targets, as PagerDuty's `/oncalls`.

        Somebody on call through two targets is listed for each.

        Raises:
            NotAnInstantError: `at` is no instant.
        """
        from oncall.model.oncalls import OnCalls, on_calls

        return OnCalls(on_calls(self, to_seconds(at, "at")))

    def first_responder(self, at: Instant, *, incident_number: int = 0) -> User | None:
        """Who is paged first about an incident that is triggered at `at`; of several the first; None: nobody is.

        Raises:
            NotAnInstantError: `at` is no instant.
        """
        levels = self._levels(to_seconds(at, "at"), UNANSWERED, incident_number)
        return next((user for _, _, _, reached in levels for user in reached), None)

    def time_to(self, people: int, at: Instant, *, incident_number: int = 0) -> int | None:
        """How many seconds pass until so many different people have been paged of an incident triggered at `at`.

        None: so many never are, however long nobody answers.

        Raises:
            NotAnInstantError: `at` is no instant.
            InvalidValueError: `people` is not a whole number from 1.
        """
        fields.whole("people", people, least=1)
        triggered = to_seconds(at, "at")
        known: set[User] = set()
        for begun, _, _, reached in self._levels(triggered, UNANSWERED, incident_number):
            known.update(reached)
            if len(known) >= people:
                return begun - triggered
        return None

    def outcomes(self, since: Instant, until: Instant, *, incident_number: int = 0) -> Outcomes:
        """What comes of an incident that nobody answers, for every trigger time in `[since, until)`.

        It is a sequence of spans of equal outcome, in order, of which more can be asked.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, the range is empty, or the number
                is negative.
        """
        from oncall.model.outcomes import Outcomes, outcomes

        begin, end = checked_range(since, until)
        fields.whole("incident_number", incident_number, least=0)
        return Outcomes(outcomes(self, begin, end, incident_number=incident_number))

    def _repr_html_(self) -> str:
        """What a notebook shows: a row for each level; of more than fifty, the first."""
        from oncall.views.html.contents import policy_html

        return policy_html(self)

    def _levels(
        self, triggered: int, handling: Handling, incident_number: int
    ) -> Iterator[tuple[int, int, int, dict[User, tuple[Target, ...]]]]:
        """Each time that a rule reaches anybody: when, the rule from 0, the pass from 0, and whom."""
        fields.whole("incident_number", incident_number, least=0)
        rules = self.rules
        return escalation(
            self.plan, triggered, lambda rule, at: rules[rule].reached(at, incident_number=incident_number), handling
        )

    def __str__(self) -> str:
        return self.name


def _handling(
    triggered_at: Instant,
    acknowledged_at: Instant | Iterable[Instant] | None,
    acknowledgement_timeout: int | None,
    resolved_at: Instant | None,
) -> Handling:
    triggered = to_seconds(triggered_at, "triggered_at")
    acknowledged = sorted(to_seconds(each, "acknowledged_at") for each in fields.each_instant(acknowledged_at))
    resolved = FOREVER if resolved_at is None else to_seconds(resolved_at, "resolved_at")
    if acknowledged and acknowledged[0] < triggered:
        raise InvalidValueError("acknowledged_at", f"at or after the trigger ({triggered_at!r})", acknowledged_at)
    if resolved < triggered:
        raise InvalidValueError("resolved_at", f"at or after the trigger ({triggered_at!r})", resolved_at)
    if acknowledgement_timeout is not None:
        fields.whole("acknowledgement_timeout", acknowledgement_timeout, least=1)
    return Handling(tuple(acknowledged), acknowledgement_timeout, resolved)
