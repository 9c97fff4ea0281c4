"""Several stacks at once."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Override, Schedule, User
from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import EARLIEST
from oncall.engine.ensembles import Ensemble, presence
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import FOREVER, WALL_CLOCK, Stack
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


ALICE, BOB, CAROL = User("alice"), User("bob"), User("carol")
WEEK = 7 * DAY


def rota(*users: User, turn: int = WEEK, start: str = "2025-01-06T09:00:00Z") -> Layer:
    """Turns from a Monday on."""
    return Layer(start=start, rotation_virtual_start=start, rotation_turn_length_seconds=turn, users=users)


def stack(layer: Layer, *overrides: Override, zone: str = "Europe/London", end: str | None = None) -> Stack:
    """The stack of one layer."""
    layers = [attrs.evolve(layer, end=end)]
    return Schedule(name="one", time_zone=zone, layers=layers, overrides=overrides).compiled.stack


def ensemble(*stacks: Stack) -> Ensemble:
    """Stacks whose people are numbered by their places."""
    return Ensemble(stacks, tuple((*each.owners, NOBODY) for each in stacks))


PAIR = stack(rota(ALICE, BOB))
LATER = stack(rota(ALICE, BOB, CAROL, turn=DAY, start="2025-02-03T09:00:00Z"))
ALONE = stack(rota(CAROL), zone="America/New_York")
ABROAD = stack(rota(ALICE, BOB), zone="America/New_York")
OVER = stack(
    rota(ALICE, BOB),
    Override(user=CAROL, start="2025-01-10T00:00:00Z", end="2025-05-01T00:00:00Z"),
    end="2025-03-01T00:00:00Z",
    zone="America/New_York",
)


def test_several_begin_with_the_first_and_settle_with_the_last() -> None:
    """Before the first start nobody is on call, and after the last end, an override's too, nothing ends any more."""
    both = ensemble(LATER, PAIR)
    assert both.parts == (LATER, PAIR)
    assert both.begins == to_seconds("2025-01-06T09:00:00Z")
    assert attrs.evolve(both, begun=5).begins == 5
    assert ensemble(PAIR, OVER).settled == ensemble(OVER, PAIR).settled == to_seconds("2025-05-01T00:00:00Z")
    assert ensemble().settled == EARLIEST


def test_only_what_changes_in_the_end_needs_a_clock() -> None:
    """One person for ever changes nothing, and nor does what is over: the zone is that of the others."""
    assert ensemble(PAIR, ALONE, OVER).changing == (PAIR,)
    assert ensemble(ALONE, OVER, PAIR).zone.name == "Europe/London"
    assert ensemble(ALONE, OVER).changing == ()
    assert ensemble(ALONE, OVER).zone is WALL_CLOCK
    assert ensemble(ALONE, OVER).has_one_clock
    assert ensemble(ALONE, PAIR, OVER).has_one_clock
    assert ensemble(PAIR, LATER).has_one_clock
    assert not ensemble(PAIR, ABROAD).has_one_clock
    assert ensemble(PAIR, ABROAD).pattern is None
    assert ensemble(OVER).pattern is None


def test_together_they_repeat_when_all_do() -> None:
    """Two weeks and three days make six weeks; what is over counts no more."""
    assert ensemble(PAIR, LATER, OVER).period == 6 * WEEK
    assert ensemble(PAIR, OVER).period == 2 * WEEK
    assert ensemble(LATER).period == 3 * DAY


def test_the_pattern_has_a_place_for_everybody_and_nobody_in_what_is_over() -> None:
    """On its clock alice and bob take turns of a week at 09:00; what will be over shows nobody, not even before."""
    both = ensemble(OVER, PAIR)
    pattern = both.pattern
    assert pattern is not None
    assert pattern.chords is both.chords
    begin = to_seconds("2025-02-03T09:00:00Z")  # the reading of a Monday four weeks after the first: alice's
    lane = pattern.lane(begin, begin + 2 * WEEK)
    alice, bob = (PAIR.owners[place] for place in (0, 1))
    assert lane.starts == [begin, begin + WEEK]
    assert [pattern.chords[place] for place in lane.places] == [(NOBODY, alice), (NOBODY, bob)]


def test_the_pieces_of_all_are_looked_at() -> None:
    """A year has 53 pieces of a week, and 366 of a day."""
    year = (0, 365 * DAY)
    assert (PAIR.pieces_within(*year), LATER.pieces_within(*year)) == (53, 366)
    assert ensemble(PAIR, LATER).pieces_within(*year) == 53 + 366


def test_a_change_of_nothing_is_no_piece() -> None:
    """Two stacks that change at one instant make one piece, up to the end of the range."""
    begin = to_seconds("2025-02-03T09:00:00Z")
    both = ensemble(PAIR, LATER)
    lane = both.lane(begin, begin + 8 * DAY)
    # A day each of three people, and a hand-off of the week at the same 09:00 as that of the day.
    assert lane.starts == [begin + day * DAY for day in range(8)]
    assert lane.until == begin + 8 * DAY
    # 3 February is four weeks after the first Monday: alice's week. Then come bob's week and the eighth day.
    assert [both.chords[place] for place in lane.places] == [(0, day % 3) for day in range(7)] + [(1, 7 % 3)]


def test_presence_has_one_place_a_layer_and_one_owner() -> None:
    """Turns are no changes; the layer that is open at all hours and never ends comes last, the ended one does not."""
    daily = attrs.evolve(
        rota(ALICE, BOB), restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=3600)]
    )
    ended = attrs.evolve(rota(BOB, CAROL), end="2025-03-01T00:00:00Z")
    override = Override(user=CAROL, start="2025-01-10T00:00:00Z", end="2025-01-11T00:00:00Z")
    schedule = Schedule(
        name="one", time_zone="Europe/London", layers=[rota(ALICE, BOB, CAROL), daily, ended], overrides=[override]
    )
    found = presence(schedule.compiled.stack)
    assert [track.places for track in found.tracks] == [1, 1, 1]
    assert [track.first_place for track in found.tracks] == [1, 2, 0]
    assert [track.windows is None for track in found.tracks] == [False, True, True]
    assert found.tracks[-1].end == FOREVER
    assert found.owners == (0, 0, 0, 0)  # three layers and an override
    # What a week looks like: somebody is there throughout, so nothing ever changes hands.
    begin = to_seconds("2025-01-06T09:00:00Z")
    assert [(each.start, each.end) for each in found.stretches(begin, begin + WEEK)] == [(begin, begin + WEEK)]
