"""Rotations that calendars are made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st

from oncall import Configuration, Layer, Schedule, User
from tests.strategies import PEOPLE, Scene, ranges, scenes

if TYPE_CHECKING:
    from collections.abc import Sequence

ALICE, BOB, CAROL, DAVE, ERIN = PEOPLE
NEW_YORK = "America/New_York"
START = "2025-01-01T00:00:00-05:00"


def rota(users: Sequence[User] = (ALICE, BOB, CAROL, DAVE), *, name: str = "Checkout", key: str = "") -> Schedule:
    """A week each from Wednesday to Wednesday, midnight in New York, from the start of 2025."""
    layer = Layer.weekly(users, start=START, hand_off="wed 00:00", time_zone=NEW_YORK, name="weekly")
    return Schedule(name=name, id=key or name, time_zone=NEW_YORK, layers=[layer])


def two_rotas(*, reverse: bool = False) -> Configuration:
    """Two rotations that alice is in, of which the second is a week behind, and one that she is not in."""
    found = [
        rota(key="pagerduty_schedule.checkout"),
        rota([DAVE, ALICE, BOB, CAROL], name="Search", key="pagerduty_schedule.search"),
        rota([BOB, CAROL], name="Other"),
    ]
    return Configuration(schedules=found[::-1] if reverse else found)


@st.composite
def published(draw: st.DrawFn) -> tuple[Scene, int, int]:
    """A schedule, and a range of it that holds a few shifts, around a clock change mostly."""
    scene = draw(scenes())
    since, until = draw(ranges(scene, pieces=6))
    return scene, since, until
