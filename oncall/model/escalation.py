"""Escalation: which people are paged, one level after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.chronology.instants import Instant, to_datetime, to_seconds, to_text
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.model.outcomes import Outcome, outcomes
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.chronology.instants import DateTime
    from oncall.errors import Location

Target: TypeAlias = User | Schedule

_MOST_TARGETS = 10  # of one rule: PagerDuty's openapiv3.json


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


def _page_targets(values: Iterable[Target]) -> tuple[Target, ...]:
    return fields.tuple_of_either((User, Schedule), "targets", values)


def _ids(targets: Iterable[Target]) -> str:
    return f"({', '.join(target.id for target in targets)})"


def _page_at(value: Instant) -> int:
    return to_seconds(value, "at")


@attrs.frozen(kw_only=True)
class Page:
    """One person, notified once, at one instant.

    `level` is the rule's position, from 1; `loop` the pass through the rules, from 0. `targets` are those of the rule
    that led to the person: schedules, the person themselves, or both. `at` is shown in `zone`.
    """

    _at: int = attrs.field(alias="at", converter=_page_at)
    user: User = attrs.field(validator=fields.instance_of(User))
    level: int = attrs.field(default=1, validator=fields.within(1, 1_000_000))
    loop: int = attrs.field(default=0, validator=fields.within(0, 1_000_000))
    targets: tuple[Target, ...] = attrs.field(default=(), converter=_page_targets, repr=_ids)
    zone: str = attrs.field(default=UTC_ZONE, eq=False)

    @property
    def at(self) -> DateTime:
        """When the person is notified."""
        return to_datetime(self._at, Zone.named(self.zone))

    @property
    def instant(self) -> int:
        """When the person is notified, as a UTC second."""
        return self._at

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The schedules through which the person was reached; none if the rule names the person alone."""
        return tuple(target for target in self.targets if isinstance(target, Schedule))

    def to_dict(self) -> dict[str, Any]:
        """Plain values: an ISO 8601 time with the zone's offset, ids, numbers."""
        return {
            "at": to_text(self._at, Zone.named(self.zone)),
            "user": self.user.id,
            "name": self.user.name,
            "level": self.level,
            "loop": self.loop,
            "targets": [target.id for target in self.targets],
        }


@attrs.frozen(kw_only=True)
class EscalationRule:
    """One level: its `targets` are notified together, and have `escalation_delay_in_minutes` to answer.

    Raises:
        InvalidValueError: the delay is not a whole number of minutes from 1, or there are not 1 to 10 targets.
    """

    escalation_delay_in_minutes: int = attrs.field(validator=fields.at_least(1))
    targets: tuple[Target, ...] = attrs.field(converter=_targets)
    where: Location | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def delay_seconds(self) -> int:
        """The delay in seconds."""
        return self.escalation_delay_in_minutes * 60

    def reached(self, at: Instant) -> dict[User, tuple[Target, ...]]:
        """Whom the rule reaches at an instant, each once, with the targets that lead to them."""
        found: dict[User, tuple[Target, ...]] = {}
        for target in self.targets:
            user = target.on_call(at) if isinstance(target, Schedule) else target
            if user is not None:
                found[user] = (*found.get(user, ()), target)
        return found


@attrs.frozen(kw_only=True)
class EscalationPolicy:
    """Rules that are run one after the other, `num_loops + 1` times, until somebody answers.

    A schedule is looked up when its rule is reached. A rule that reaches nobody is skipped at once, without its delay;
    if a whole pass reaches nobody, nothing more is paged, and an incident that finds nobody at its trigger is never
    opened. `id` is the address or REST id, else the name.

    Raises:
        InvalidValueError: a field is outside of its limits: 0 to 9 loops, at least one rule.
    """

    name: str = attrs.field(validator=fields.name)
    rules: tuple[EscalationRule, ...] = attrs.field(converter=_rules)
    num_loops: int = attrs.field(default=0, validator=fields.within(0, 9))
    description: str = attrs.field(default="", validator=fields.text)
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), validator=fields.name)
    where: Location | None = attrs.field(default=None, eq=False, repr=False)

    @property
    def schedules(self) -> tuple[Schedule, ...]:
        """The schedules that the rules name, in order, each once."""
        named = (target for rule in self.rules for target in rule.targets if isinstance(target, Schedule))
        return tuple({schedule.id: schedule for schedule in named}.values())

    @property
    def time_zone(self) -> str:
        """Where its times are shown: in the zone of its first schedule, else in UTC."""
        return next((schedule.time_zone for schedule in self.schedules), UTC_ZONE)

    def pages(self, triggered_at: Instant, *, acknowledged_at: Instant | None = None) -> tuple[Page, ...]:
        """Who is notified, and when, of an incident that nobody resolves; in order of time.

        Nobody is notified at or after `acknowledged_at`.

        Raises:
            NotAnInstantError: an argument is no instant.
            InvalidValueError: the acknowledgement is before the trigger.
        """
        triggered = to_seconds(triggered_at, "triggered_at")
        ended = None if acknowledged_at is None else to_seconds(acknowledged_at, "acknowledged_at")
        if ended is not None and ended < triggered:
            raise InvalidValueError("acknowledged_at", f"at or after the trigger ({triggered_at!r})", acknowledged_at)
        zone = self.time_zone
        return tuple(
            Page(at=at, user=user, level=level, loop=loop, targets=targets, zone=zone)
            for at, level, loop, reached in self._levels(triggered)
            if ended is None or at < ended
            for user, targets in reached.items()
        )

    def assigned(self, triggered_at: Instant, *, at: Instant) -> tuple[User, ...]:
        """Who has the incident at the instant `at`: those of the level that was notified last.

        After the last delay of the last pass it stays with them. Before the trigger, and if nobody was ever reached,
        nobody has it.

        Raises:
            NotAnInstantError: an argument is no instant.
        """
        triggered, moment = to_seconds(triggered_at, "triggered_at"), to_seconds(at, "at")
        holders: tuple[User, ...] = ()
        for begun, _, _, reached in self._levels(triggered):
            if begun > moment:
                break
            holders = tuple(reached)
        return holders

    def outcomes(self, since: Instant, until: Instant, *, people: int | None = None) -> tuple[Outcome, ...]:
        """What comes of an incident, for every trigger time in `[since, until)`: spans of equal outcome, in order.

        With `people`, each sequence of steps stops as soon as so many different people have been notified.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
        """
        return outcomes(self, since, until, people=people)

    def _levels(self, triggered: int) -> Iterator[tuple[int, int, int, dict[User, tuple[Target, ...]]]]:
        """Each level that reaches anybody: when, its number from 1, the pass from 0, and whom."""
        at = triggered
        for loop in range(self.num_loops + 1):
            anybody = False
            for level, rule in enumerate(self.rules, start=1):
                reached = rule.reached(at)
                if reached:
                    anybody = True
                    yield at, level, loop, reached
                    at += rule.delay_seconds
            if not anybody:
                return

    def __str__(self) -> str:
        return self.name


def _optional_seconds(instance: object, attribute: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None:
        fields.at_least(1)(instance, attribute, value)


@attrs.frozen(kw_only=True)
class Service:
    """What incidents are about; they are escalated by its `escalation_policy`.

    The timeouts are seconds; None: switched off.
    """

    name: str = attrs.field(validator=fields.name)
    escalation_policy: EscalationPolicy = attrs.field(validator=fields.instance_of(EscalationPolicy))
    acknowledgement_timeout: int | None = attrs.field(default=1800, validator=_optional_seconds)
    auto_resolve_timeout: int | None = attrs.field(default=14_400, validator=_optional_seconds)
    description: str = attrs.field(default="", validator=fields.text)
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), validator=fields.name)
    where: Location | None = attrs.field(default=None, eq=False, repr=False)

    def __str__(self) -> str:
        return self.name
