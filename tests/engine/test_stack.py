"""Layers beneath overrides: what holds for all time, and how far a shift reaches."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Override, Schedule, User
from oncall.chronology.instants import to_seconds as at
from oncall.chronology.zones import EARLIEST
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import FOREVER, Stack
from tests import strategies
from tests.strategies import DAY, HOUR, WEEK, Scene, scenes

ALICE, BOB = User("alice"), User("bob")
JANUARY = at("2025-01-01T00:00:00Z")


def layer(*users: User, seconds: int = WEEK, start: int = JANUARY, end: int | None = None, hours: int = 0) -> Layer:
    """A layer from a start, which is its virtual start too; with `hours`, only from midnight for so long."""
    restriction = DailyRestriction(start_time_of_day="00:00:00", duration_seconds=hours * HOUR or 1)
    return Layer(
        start=start,
        end=end,
        rotation_virtual_start=start,
        rotation_turn_length_seconds=seconds,
        users=users,
        restrictions=[restriction] if hours else [],
    )


def stack_of(*layers: Layer, overrides: tuple[Override, ...] = ()) -> Stack:
    """The engine's view of a schedule in UTC."""
    return Schedule(name="s", time_zone="Etc/UTC", layers=layers, overrides=overrides).compiled.stack


@given(scenes(), st.data())
def test_a_rendered_lane_agrees_with_the_point_query(scene: Scene, data: st.DataObject) -> None:
    """The place that a lane has at the ends of each of its pieces is the place on call there."""
    since, until = data.draw(strategies.ranges(scene))
    stack = scene.schedule.compiled.stack
    lane = stack.lane(since, until)
    for start, end, place in zip(lane.starts, lane.ends, lane.places, strict=True):
        assert stack.place_at(start) == stack.place_at((start + end) // 2) == stack.place_at(end - 1) == place


@given(scenes(), st.integers(0, 400 * DAY))
def test_nobody_is_on_call_before_anything_begins(scene: Scene, earlier: int) -> None:
    """Before the first instant at which anybody could be on call nobody is, and a stack without any never has one."""
    stack = scene.schedule.compiled.stack
    begins = scene.near if stack.begins == FOREVER else stack.begins
    assert stack.place_at(begins - 1 - earlier) == NOBODY


@given(scenes())
def test_after_a_gap_comes_the_next_shift(scene: Scene) -> None:
    """Nobody is on call until it begins, and it is the whole shift that is found at its start."""
    stack = scene.schedule.compiled.stack
    if stack.place_at(scene.near) != NOBODY:
        return
    found = stack.next_stretch(scene.near)
    if found is None:
        assert not stack.stretches(scene.near, scene.near + 1000 * DAY)
        return
    assert found == stack.stretch_at(found.start)
    assert not stack.stretches(scene.near, found.start)


@given(scenes(), st.data())
def test_gaps_are_whole_and_all_there_are(scene: Scene, data: st.DataObject) -> None:
    """Nobody has a gap, somebody what is beside it, and what no gap of a range covers somebody has."""
    since, until = data.draw(strategies.ranges(scene))
    stack = scene.schedule.compiled.stack
    gaps = stack.gaps(since, until)
    for start, end in gaps:
        assert start < until
        assert end > since
        assert stack.place_at(start) == stack.place_at((start + min(end, until)) // 2) == NOBODY
        assert start == stack.begins or stack.place_at(start - 1) != NOBODY
        assert end == FOREVER or (stack.place_at(end - 1) == NOBODY and stack.place_at(end) != NOBODY)
    lane = stack.lane(since, until)
    for begin, place in zip(lane.starts, lane.places, strict=True):
        is_in_one = any(start <= begin < end for start, end in gaps)
        assert is_in_one is (place == NOBODY and begin >= stack.begins)


@given(scenes(), st.integers(0, 800 * DAY))
def test_once_settled_the_pattern_says_who_is_on_call(scene: Scene, later: int) -> None:
    """After the last start and end, who is on call is told by the wall clock, save shortly after that is changed."""
    stack = scene.schedule.compiled.stack
    instant = max(stack.settled, scene.near) + later
    reading, pattern = stack.zone.settled_reading(instant), stack.pattern
    if pattern is None:
        assert stack.place_at(instant) == NOBODY
    elif reading is not None:
        assert pattern.place_at(reading) == stack.place_at(instant)


@given(scenes(), st.integers(0, 800 * DAY))
def test_the_pattern_repeats_with_its_period(scene: Scene, later: int) -> None:
    """A joint period later on an unchanged wall clock the same person, or nobody, is on call."""
    stack = scene.schedule.compiled.stack
    reading = max(stack.settled, scene.near) + DAY + later
    if stack.pattern is not None and stack.period < 50 * 366 * DAY:
        places = [stack.pattern.place_at(each) for each in (reading, reading + stack.period)]
        owners = [NOBODY if place == NOBODY else stack.owners[place] for place in places]
        assert owners[0] == owners[1]


@pytest.mark.parametrize(
    ("stack", "period"),
    [
        (stack_of(layer(ALICE, BOB)), 2 * WEEK),
        (stack_of(layer(ALICE, BOB, ALICE, BOB)), 2 * WEEK),
        (stack_of(layer(ALICE, ALICE, seconds=3601)), WEEK),
        (stack_of(layer(ALICE, BOB, seconds=DAY, hours=8)), 2 * DAY),
        (stack_of(layer(ALICE, BOB, BOB, seconds=DAY), layer(ALICE, BOB, hours=8)), 6 * WEEK),
        (stack_of(layer(ALICE, BOB, seconds=3601), layer(ALICE, BOB)), 2 * WEEK),
        (stack_of(layer(ALICE, BOB, seconds=3601), layer(ALICE, BOB, end=JANUARY + DAY)), 2 * 3601),
        # lcm(86 400, 2 * 3601): 3601 = 13 * 277 has no factor in common with 86 400 = 2^7 * 3^3 * 5^2, 2 has.
        (stack_of(layer(ALICE, BOB, seconds=3601, hours=8)), 3601 * DAY),
        (stack_of(), WEEK),
    ],
)
def test_layers_repeat_together_with_what_changes_and_shows(stack: Stack, period: int) -> None:
    """The joint period counts a layer's turns until its users repeat, if they differ and it is not always hidden."""
    assert stack.period == period


def test_a_stack_settles_with_the_last_start_or_end() -> None:
    """The last thing that happens once is the latest start or end of a layer or an override."""
    forever, ended = layer(ALICE), layer(BOB, start=JANUARY + DAY, end=JANUARY + 9 * DAY)
    override = Override(user=BOB, start=JANUARY - DAY, end=JANUARY + 20 * DAY)
    assert (stack_of(forever).settled, stack_of(forever).begins) == (JANUARY, JANUARY)
    assert stack_of(forever, ended).settled == JANUARY + 9 * DAY
    both = stack_of(forever, ended, overrides=(override,))
    assert (both.settled, both.begins) == (JANUARY + 20 * DAY, JANUARY - DAY)
    assert stack_of().begins == FOREVER


@pytest.mark.parametrize(
    "layers",
    [
        [layer(ALICE)],
        [layer(ALICE, ALICE, seconds=3601), layer(ALICE, seconds=3607)],
        [layer(BOB, ALICE, seconds=3601), layer(BOB, ALICE, seconds=3607), layer(ALICE, seconds=3613)],
        [layer(ALICE, hours=8), layer(ALICE, seconds=3607)],
        [layer(ALICE, seconds=90_000), layer(ALICE, seconds=3601, hours=8)],
    ],
)
def test_a_shift_that_nothing_ends_is_known_to_be_for_ever(layers: list[Layer]) -> None:
    """One person in every layer that shows has one shift without an end, however odd the turns are."""
    stretch = stack_of(*layers).stretch_at(JANUARY + 1000 * DAY)
    assert stretch is not None
    assert (stretch.start, stretch.end) == (JANUARY, FOREVER)


@pytest.mark.parametrize("year", [2051, 2100, 2400])
def test_a_shift_of_a_far_year_has_an_end(year: int) -> None:
    """Past the years whose clock changes are looked at, a turn is still followed by the next one's."""
    stretch = stack_of(layer(ALICE, BOB)).stretch_at(at(f"{year}-01-01T00:00:00Z"))
    assert stretch is not None
    assert stretch.end - stretch.start == WEEK


def test_a_shift_is_whole_however_long_it_is() -> None:
    """A shift of twenty years is found from any instant within it."""
    end = at("2045-01-01T00:00:00Z")
    stack = stack_of(layer(ALICE, seconds=HOUR), layer(BOB, start=end, seconds=DAY))
    for instant in (JANUARY, at("2031-05-05T05:05:05Z"), end - 1):
        stretch = stack.stretch_at(instant)
        assert stretch is not None
        assert (stretch.start, stretch.end) == (JANUARY, end)
    assert stack.stretch_at(JANUARY - 1) is None


@pytest.mark.parametrize("weeks", [8, 16, 24, 56])
@pytest.mark.parametrize("aside", [-1, 0, 1])
@pytest.mark.parametrize("neighbours", [(), (BOB,)])
def test_a_shift_is_whole_wherever_it_is_looked_for(weeks: int, aside: int, neighbours: tuple[User, ...]) -> None:
    """However far its ends are from the instant, the shift is not cut and joins nobody else's."""
    end = JANUARY + weeks * WEEK + aside
    stack = stack_of(
        *(layer(user, start=JANUARY - 500 * DAY) for user in neighbours),
        overrides=(Override(user=ALICE, start=JANUARY, end=end),),
    )
    for instant in (JANUARY, JANUARY + 1, end - 1, end - 2):
        stretch = stack.stretch_at(instant)
        assert stretch is not None
        assert (stretch.start, stretch.end) == (JANUARY, end)
    after = stack.stretch_at(end)
    assert (after is None) == (not neighbours)
    assert after is None or (after.start, after.end) == (end, FOREVER)


def test_nothing_begins_before_every_zone_has_a_date() -> None:
    """A layer that starts with year 1 begins on its third day, and whoever is on call then has been since."""
    stack = stack_of(
        Layer(start="0001-01-01T00:00Z", rotation_virtual_start=0, rotation_turn_length_seconds=WEEK, users=[ALICE])
    )
    assert stack.begins == EARLIEST
    found = stack.stretch_at(EARLIEST)
    assert found is not None
    assert (found.start, found.end) == (EARLIEST, FOREVER)


def test_a_stack_is_its_only_part() -> None:
    """An ensemble has one part for each schedule."""
    stack = stack_of(layer(ALICE))
    assert stack.parts == (stack,)


@pytest.mark.parametrize("year", [2051, 2100, 2400])
def test_a_far_year_is_as_any_other(year: int) -> None:
    """Past the years whose clock changes are looked at, turns of a day are a day long, and windows open again."""
    since = at(f"{year}-01-01T00:00:00Z")
    days = stack_of(layer(ALICE, BOB, seconds=DAY)).stretch_at(since + HOUR)
    assert days is not None
    assert (days.start, days.end) == (since, since + DAY)
    nights = stack_of(layer(ALICE, hours=8))
    following = nights.next_stretch(since + 9 * HOUR)
    assert following is not None
    assert (following.start, following.end) == (since + DAY, since + DAY + 8 * HOUR)
    assert nights.gaps(since + 9 * HOUR, since + 10 * HOUR) == [(since + 8 * HOUR, since + DAY)]


@pytest.mark.parametrize("earlier", [1, DAY, 900 * DAY])
def test_a_layer_that_opens_late_begins_with_a_gap(earlier: int) -> None:
    """From noon on, of which the window of midnight is over: nobody up to the next one, and no gap before the start."""
    noon = JANUARY + 12 * HOUR
    stack = stack_of(layer(ALICE, hours=8, start=noon, seconds=DAY))
    shut = (noon, noon + 12 * HOUR)  # its turns begin at noon, its windows at midnight
    assert stack.gaps(noon - earlier, noon + HOUR) == stack.gaps(noon, noon + HOUR) == [shut]
    assert stack.gaps(noon - earlier, noon) == []
    assert stack.gaps(noon + HOUR, noon + 2 * HOUR) == [shut]


@pytest.mark.parametrize("end", [JANUARY - 400 * DAY, JANUARY - 500 * DAY])
def test_a_layer_that_never_is_begins_nothing(end: int) -> None:
    """One that ends at its start, or before it, has no gap either; what begins is the other one."""
    never_start = JANUARY - 400 * DAY
    never = layer(BOB, start=never_start, end=end)
    stack = stack_of(never, layer(ALICE))
    assert (stack.begins, stack.steady_since, stack.settled) == (JANUARY, JANUARY, JANUARY)
    assert stack.gaps(JANUARY - 700 * DAY, JANUARY + DAY) == []
    later = stack_of(attrs.evolve(never, start=JANUARY + DAY, end=JANUARY + DAY + end - never_start), layer(ALICE))
    assert (later.begins, later.steady_since) == (JANUARY, JANUARY)
    assert stack_of(never).begins == FOREVER
    assert stack_of(never).gaps(JANUARY - 700 * DAY, JANUARY + DAY) == []


@pytest.mark.parametrize("aside", [-60, 0, 60])
def test_a_layer_that_begins_at_the_end_of_time_never_does(aside: int) -> None:
    """Bob is alone until then; the layer above his begins a minute before the end of all time, at it, or after it."""
    stack = stack_of(layer(BOB), layer(ALICE, BOB, seconds=3601, start=FOREVER + aside))
    found = stack.stretches(JANUARY, JANUARY + DAY)
    assert [(each.start, each.end, each.owner) for each in found] == [(JANUARY, JANUARY + DAY, 0)]
    owners = [each.owner for each in stack.stretches(FOREVER - DAY, FOREVER)]
    assert owners == ([0, 1] if aside < 0 else [0])
    assert (stack.steady_since, stack.period) == ((JANUARY, WEEK) if aside >= 0 else (FOREVER + aside, 2 * 3601))


def test_a_shift_through_two_layers_is_whole_once() -> None:
    """Alice has the lower layer for 20 days, and the first week of the upper one, which begins after five days."""
    lower = layer(ALICE, end=JANUARY + 20 * DAY)
    upper = layer(ALICE, BOB, start=JANUARY + 5 * DAY, end=JANUARY + 30 * DAY)
    stack = stack_of(lower, upper)
    assert stack.repeat is None
    for since, until in ((DAY, 10 * DAY), (0, 12 * DAY), (4 * DAY, 6 * DAY), (6 * DAY, 7 * DAY)):
        found = stack.whole_runs(JANUARY + since, JANUARY + until)
        assert (found.starts, found.until) == ([JANUARY], JANUARY + 12 * DAY)
        (whole,) = found.stretches
        assert (whole.start, whole.end, whole.owner, whole.places) == (JANUARY, JANUARY + 12 * DAY, 0, (0, 1))
    # The upper weeks are alice's from 5, bob's from 12, alice's from 19, bob's from 26 to 30.
    cut = stack.runs(JANUARY, JANUARY + 40 * DAY)
    assert [start - JANUARY for start in cut.starts] == [0, 12 * DAY, 19 * DAY, 26 * DAY, 30 * DAY]
    assert [kind != 0 for kind in cut.kinds] == [True, True, True, True, False]
