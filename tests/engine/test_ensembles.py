"""Several stacks at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall.engine.ensembles import Ensemble, presence
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import FOREVER, WALL_CLOCK
from tests.strategies import DAY, Scene, scenes


def together(*found: Scene) -> Ensemble:
    """The stacks of some schedules, with their people by number."""
    parts = [scene.schedule.compiled for scene in found]
    people = tuple((*each.stack.owners, NOBODY) for each in parts)
    return Ensemble(tuple(each.stack for each in parts), people)


@given(scenes(), scenes(), st.integers(0, 30 * DAY))
def test_a_chord_is_what_each_stack_says(one: Scene, other: Scene, aside: int) -> None:
    """At an instant the lane's chord has each stack's own person, and neighbours differ."""
    both = together(one, other)
    lane = both.lane(one.near - DAY, one.near + 31 * DAY)
    assert all(before != after for before, after in zip(lane.places, lane.places[1:], strict=False))
    for at in (one.near + aside, *lane.starts[:3]):
        expected = tuple(people[stack.place_at(at)] for stack, people in zip(both.stacks, both.people, strict=True))
        assert both.chords[lane.at(at)] == expected


@given(scenes(), st.integers(-30 * DAY, 800 * DAY))
def test_presence_is_whether_anybody_is_there(scene: Scene, aside: int) -> None:
    """A stack of presence holds a place exactly when somebody is on call."""
    stack = scene.schedule.compiled.stack
    at = scene.near + aside
    assert (presence(stack).place_at(at) == NOBODY) == (stack.place_at(at) == NOBODY)


@given(scenes())
def test_an_ensemble_of_one_is_that_one(scene: Scene) -> None:
    """It begins, settles and repeats as its only stack does."""
    stack, alone = scene.schedule.compiled.stack, together(scene)
    assert (alone.begins, alone.settled) == (stack.begins, stack.settled)
    assert (alone.pattern is None) == (stack.pattern is None)
    if stack.pattern is not None:
        assert alone.period == stack.period
        assert alone.zone in (stack.zone, WALL_CLOCK)


def test_no_stacks_never_begin() -> None:
    """Of nothing at all there is one chord, and no pattern."""
    nothing = Ensemble((), ())
    assert (nothing.begins, nothing.pattern, nothing.has_one_clock) == (FOREVER, None, True)
