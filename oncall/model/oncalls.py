"""On-calls: who stands ready on which level of an escalation policy, as PagerDuty's `/oncalls` lists it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.chronology.instants import Instant, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.zones import Zone
from oncall.model import fields
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.chronology.instants import DateTime
    from oncall.model.escalation import EscalationPolicy


def _id(thing: EscalationPolicy | Schedule | None) -> str:
    return "None" if thing is None else thing.id


def _start(value: Instant | None) -> int | None:
    return None if value is None else to_seconds(value, "start")


def _end(value: Instant | None) -> int | None:
    return None if value is None else to_seconds(value, "end")


@attrs.frozen(kw_only=True)
class OnCall:
    """A person on call for one level (from 1) of a policy: through `schedule`, or always if that is None.

    `start` and `end` are those of the whole shift, in the zone of the schedule. Whoever is a target by name is on call
    always: `start` and `end` are None, as they are in PagerDuty's answers. An `end` of None by itself is a shift that
    nothing ends.

    Raises:
        NotAnInstantError, InvalidValueError: a field is of another kind.
    """

    escalation_policy: EscalationPolicy = attrs.field(repr=_id)
    """The policy."""
    level: int = attrs.field(validator=fields.at_least(1))
    """The level, from 1."""
    user: User = attrs.field(validator=fields.instance_of(User))
    """Who is on call for it."""
    schedule: Schedule | None = attrs.field(
        default=None, repr=_id, validator=attrs.validators.optional(fields.instance_of(Schedule))
    )
    """Through which schedule; None: the rule names the person."""
    _start: int | None = attrs.field(default=None, alias="start", converter=_start)
    _end: int | None = attrs.field(default=None, alias="end", converter=_end)

    __repr__ = as_written

    @property
    def start(self) -> DateTime | None:
        """When the shift began; None: the person is always on call."""
        return None if self._start is None else to_datetime(self._start, self._zone)

    @property
    def end(self) -> DateTime | None:
        """When it is over; None: never."""
        return None if self._end is None else to_datetime(self._end, self._zone)

    @property
    def _zone(self) -> Zone:
        return Zone.named(self.escalation_policy.time_zone if self.schedule is None else self.schedule.time_zone)

    def to_dict(self) -> dict[str, Any]:
        """The shape of PagerDuty's answer to `GET /oncalls`: references, and null where it has null."""
        return {
            "escalation_policy": _reference(self.escalation_policy, "escalation_policy"),
            "escalation_level": self.level,
            "schedule": None if self.schedule is None else _reference(self.schedule, "schedule"),
            "user": _reference(self.user, "user"),
            "start": None if self._start is None else to_text(self._start, self._zone),
            "end": None if self._end is None else to_text(self._end, self._zone),
        }


class OnCalls(tuple[OnCall, ...]):
    """Who stands ready, level by level: a tuple, which a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """A row for each; of more than fifty, the first, and how many more there are."""
        from oncall.views.html.notebooks import on_calls_html

        return on_calls_html(self)


def on_calls(policy: EscalationPolicy, at: int) -> Iterator[OnCall]:
    """Who is on call for `policy` at an instant, level by level, in the order of the targets."""
    for level, rule in enumerate(policy.rules, start=1):
        for target in rule.targets:
            if isinstance(target, Schedule):
                shift = target.shift_at(at)
                if shift is not None:
                    start, end = shift.bounds
                    yield OnCall(
                        escalation_policy=policy, level=level, user=shift.user, schedule=target, start=start, end=end
                    )
            else:
                yield OnCall(escalation_policy=policy, level=level, user=target)


def _reference(thing: EscalationPolicy | Schedule | User, kind: str) -> dict[str, str]:
    return {"id": thing.id, "type": f"{kind}_reference", "summary": thing.name}
