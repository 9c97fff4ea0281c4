"""Calls: every kind of source with every argument, and names that nobody should have."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import strategies as st

from oncall import Configuration, EscalationPolicy, Schedule, User
from oncall.errors import NotRecurringError
from oncall.formats import ical
from tests.formats.ical.names import emails, hostile_names
from tests.strategies import PEOPLE, policy_near, ranges, scenes

if TYPE_CHECKING:
    import icalendar

_name, _email, _yes, _stamp = hostile_names(), emails(), st.booleans(), st.integers(0, 4_000_000_000)
_seldom = st.sampled_from((False, False, False, True))
_alarms = st.lists(st.sampled_from((0, 1, 60, 1800, 3600, 3601, 86_400, 90_061)).map(lambda it: timedelta(seconds=it)))
_person = st.sampled_from(PEOPLE)
_kind = st.sampled_from(("schedule", "timeline", "policy", "configuration"))
_scenes = scenes()


@attrs.frozen
class Call:
    """A source and the arguments that go with it."""

    source: ical.Source
    arguments: dict[str, Any]

    def dumps(self, **others: Any) -> bytes:
        """The bytes."""
        return ical.dumps(self.source, **self.arguments | others)

    def calendar(self, **others: Any) -> icalendar.Calendar:
        """The objects."""
        return ical.calendar(self.source, **self.arguments | others)

    @property
    def opposite(self) -> Call:
        """The shifts instead of the gaps, or the other way round: nothing in it is in this one."""
        others = {name: value for name, value in self.arguments.items() if name not in {"user", "recurring", "gaps"}}
        return Call(self.source, others | {"gaps": "gaps" not in self.arguments})


@st.composite
def calls(draw: st.DrawFn) -> Call:
    """A call that is not refused; half of them with people, schedules and layers of hostile names."""
    scene = draw(_scenes)
    schedule, near = scene.schedule, scene.near
    since, until = draw(ranges(scene, pieces=4))
    policy = policy_near(draw, schedule.time_zone, near)
    if draw(_yes):
        people = {each.id: User(each.id, name=draw(_name), email=draw(_email)) for each in PEOPLE}
        schedule = disguised(schedule, people, draw(_name), draw(_name))
        policy = _disguised_policy(policy, people, draw(_name))
    source, arguments = _source(draw(_kind), schedule, policy, since, until)
    if draw(_yes):
        arguments["gaps"] = True
    elif draw(_yes):
        arguments["user"] = draw(_person)
    arguments |= {"contacts": draw(_yes), "busy": draw(_yes), "alarms": draw(_alarms), "stamp": draw(_stamp)}
    arguments |= {"name": draw(_name)} if draw(_seldom) else {}
    found = Call(source, arguments)
    if draw(_yes):
        recurring = Call(source, arguments | {"recurring": True})
        found = recurring if _is_recurring(recurring) else found
    return found


def _source(
    kind: str, schedule: Schedule, policy: EscalationPolicy, since: int, until: int
) -> tuple[ical.Source, dict[str, Any]]:
    arguments: dict[str, Any] = {"since": since, "until": until}
    match kind:
        case "schedule":
            return schedule, arguments | {"policies": [policy]}
        case "timeline":
            return schedule.shifts(since, until), {}
        case "policy":
            return policy, arguments
        case _:
            return Configuration(schedules=[schedule], escalation_policies=[policy]), arguments


def _is_recurring(call: Call) -> bool:
    try:
        call.dumps()
    except NotRecurringError:
        return False
    return True


def disguised(schedule: Schedule, people: dict[str, User], name: str, layer_name: str) -> Schedule:
    """The schedule under another name, with its people and its layers."""
    layers = [
        attrs.evolve(layer, name=f"{layer_name}{index}", users=[people[user.id] for user in layer.users])
        for index, layer in enumerate(schedule.layers)
    ]
    overrides = [attrs.evolve(each, user=people[each.user.id]) for each in schedule.overrides]
    return attrs.evolve(schedule, name=name, id=schedule.id, layers=layers, overrides=overrides)


def _disguised_policy(policy: EscalationPolicy, people: dict[str, User], name: str) -> EscalationPolicy:
    known = {each.id: disguised(each, people, name, name) for each in policy.schedules} | people
    rules = [attrs.evolve(rule, targets=[known[each.id] for each in rule.targets]) for rule in policy.rules]
    return attrs.evolve(policy, name=name, id=policy.id, rules=rules)
