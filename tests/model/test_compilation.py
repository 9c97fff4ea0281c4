"""From names to numbers and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from hypothesis import given

from oncall import Layer, Override, Schedule, User
from oncall.engine.lanes import NOBODY
from oncall.model.compilation import OVERRIDE, compiled, source_name
from tests.strategies import DAY, Scene, scenes

if TYPE_CHECKING:
    from collections.abc import Iterable

ALICE, BOB, CAROL = map(User, ("alice", "bob", "carol"))


def schedule(*rotations: Iterable[User], overrides: Iterable[Override] = ()) -> Schedule:
    """Layers of daily turns, and overrides."""
    layers = [
        Layer(start=0, rotation_virtual_start=0, rotation_turn_length_seconds=DAY, users=tuple(users))
        for users in rotations
    ]
    return Schedule(name="s", time_zone="Etc/UTC", layers=layers, overrides=tuple(overrides))


def test_every_place_has_a_holder_and_a_source() -> None:
    """Places are the positions of the layers in order, then the overrides, then nobody."""
    parts = compiled(schedule([ALICE, BOB], [BOB, CAROL], overrides=[Override(user=ALICE, start=0, end=1)]))
    assert parts.people == (ALICE, BOB, CAROL)
    assert parts.holders == (ALICE, BOB, BOB, CAROL, ALICE, None)
    assert parts.sources == ("layer 1", "layer 1", "layer 2", "layer 2", OVERRIDE)
    assert parts.tracks == (0, 0, 1, 1, NOBODY)
    assert parts.stack.owners == (0, 1, 1, 2, 0)
    assert [(track.first_place, track.places) for track in parts.stack.tracks] == [(0, 2), (2, 2)]


def test_a_rotation_that_repeats_its_users_is_the_shorter_one() -> None:
    """Alice, bob, alice, bob is alice, bob; one person twice is one; alice, bob, alice stays as it is."""
    parts = compiled(schedule([ALICE, BOB, ALICE, BOB], [CAROL, CAROL], [ALICE, BOB, ALICE]))
    assert [track.places for track in parts.stack.tracks] == [2, 1, 3]
    assert parts.holders == (ALICE, BOB, CAROL, ALICE, BOB, ALICE, None)


def test_a_layer_is_called_by_its_name_or_its_number() -> None:
    """Layers are counted from one where they have no name."""
    two = schedule([ALICE], [BOB])
    named = attrs.evolve(two, layers=[attrs.evolve(two.layers[0], name="Primary"), two.layers[1]])
    assert [source_name(named, index) for index in range(2)] == ["Primary", "layer 2"]


@given(scenes())
def test_the_engines_view_has_the_people_of_the_schedule(scene: Scene) -> None:
    """Everybody of the layers and the overrides is there once, in order, and each place is held by one of them."""
    parts = scene.schedule.compiled
    named = [user for layer in scene.schedule.layers for user in layer.users]
    named += [override.user for override in scene.schedule.overrides]
    assert parts.people == tuple(dict.fromkeys(named)) == scene.schedule.users
    assert [parts.people[owner] for owner in parts.stack.owners] == list(parts.holders[:-1])
    assert len(parts.sources) == len(parts.tracks) == len(parts.holders) - 1
