"""Edits: two versions of a schedule, as somebody may have changed it."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

import attrs
from hypothesis import strategies as st

from oncall.model import Layer, Override, Schedule, User
from tests.strategies import PEOPLE, moments, nudges, schedule_near, turn_lengths

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

_MOST_PIECES = 3000
_kind = st.sampled_from(("other", "other", "people", "people", "start", "turn", "fewer", "override", "nothing"))
_moment = moments()
_rotation = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=5)
_nudge = nudges()
_turn_length = turn_lengths()
_person = st.sampled_from(PEOPLE)
_length = st.sampled_from((1, 3600, 86_400, 604_800))
_which = st.integers(0, 9)


@attrs.frozen
class Edit:
    """A schedule before and after an edit, and an instant at which something may happen to it."""

    before: Schedule
    after: Schedule
    near: int

    @property
    def is_short(self) -> bool:
        """Whether a joint period of both is quick to walk."""
        stacks = [each.compiled.stack for each in (self.before, self.after)]
        period = lcm(*(stack.period for stack in stacks))
        return sum(stack.pieces_within(0, period) for stack in stacks) < _MOST_PIECES


@st.composite
def edits(draw: DrawFn) -> Edit:
    """Another schedule in its place, or one field of it changed, or nothing at all."""
    zone, near = draw(_moment)
    before = schedule_near(draw, zone, near, layers=3)
    kind = draw(_kind)
    if kind == "other" or not before.layers:
        return Edit(before, schedule_near(draw, zone, near, layers=3), near)
    if kind == "override":
        start = near + draw(_nudge)
        added = Override(user=draw(_person), start=start, end=start + draw(_length))
        return Edit(before, attrs.evolve(before, overrides=[*before.overrides, added]), near)
    index = draw(_which) % len(before.layers)
    layers: list[Layer] = [*before.layers]
    layer = layers[index]
    match kind:
        case "people":
            layers[index] = attrs.evolve(layer, users=draw(_rotation))
        case "start":
            moved = int(layer.rotation_virtual_start.timestamp()) + draw(_nudge) // 60 * 60
            layers[index] = attrs.evolve(layer, rotation_virtual_start=moved)
        case "turn":
            layers[index] = attrs.evolve(layer, rotation_turn_length_seconds=draw(_turn_length))
        case "fewer":
            del layers[index]
        case _:
            pass
    return Edit(before, attrs.evolve(before, layers=layers), near)


def weekly(*names: str, zone: str = "America/New_York", since: str = "2025-01-06T09:00:00-05:00") -> Schedule:
    """People who take weeks, from a Monday on; the first of them begins."""
    layer = Layer(
        name="weekly",
        start=since,
        rotation_virtual_start=since,
        rotation_turn_length_seconds=604_800,
        users=[*map(User, names)],
    )
    return Schedule(name="checkout", time_zone=zone, layers=[layer])
