"""Repeats: what is laid along the wall clock is what is found layer by layer."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Override, Schedule, User
from oncall.chronology.instants import to_seconds as at
from oncall.chronology.zones import Zone
from oncall.engine.lanes import GAP, NOBODY, Lane, Runs, stretches
from oncall.engine.lookups import lookup
from oncall.engine.repeats import Repeat
from oncall.engine.stack import FOREVER
from tests import strategies
from tests.strategies import DAY, HOUR, Scene, scenes

if TYPE_CHECKING:
    from oncall.engine.stack import Stack

PEOPLE = [User(name) for name in ("alice", "bob", "carol")]
MINUTES_30 = 1800
ZONES = ["America/New_York", "Europe/Dublin", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia", "Etc/UTC"]
SINCE, UNTIL = at("2010-01-01T00:00:00Z"), at("2030-01-01T00:00:00Z")


def steps(lane: Lane, begin: int) -> list[tuple[int, int]]:
    """A lane from `begin` on as the instants at which the place changes, each with the place that follows."""
    found: list[tuple[int, int]] = []
    for start, place in zip(lane.starts, lane.places, strict=True):
        assert start >= begin
        if not found or found[-1][1] != place:
            found.append((start, place))
    return found


@st.composite
def restless_stacks(draw: st.DrawFn) -> Stack:
    """Up to three layers whose turns and windows begin at any half hour, mostly at those that clock changes touch."""
    hours = st.one_of(st.integers(0, 8), st.integers(0, 47))
    layers: list[Layer] = []
    for _ in range(draw(st.integers(1, 3))):
        begun = SINCE + MINUTES_30 * draw(st.integers(0, 96))
        windows = [
            DailyRestriction(
                start_time_of_day=f"{half // 2:02}:{half % 2 * 30:02}:00",
                duration_seconds=MINUTES_30 * draw(st.integers(1, 24)),
            )
            for half in draw(st.lists(hours, max_size=2))
        ]
        layers.append(
            Layer(
                start=begun,
                end=begun + HOUR * draw(st.integers(1, 20 * 366 * 24)) if draw(st.booleans()) else None,
                rotation_virtual_start=begun + MINUTES_30 * draw(hours),
                rotation_turn_length_seconds=MINUTES_30 * draw(st.sampled_from([2, 3, 5, 24, 48, 7 * 48])),
                users=PEOPLE[: draw(st.integers(1, 3))],
                restrictions=windows,
            )
        )
    starts = draw(st.lists(st.integers(SINCE, UNTIL), max_size=2))
    overrides = [Override(user=PEOPLE[0], start=start, end=start + draw(st.integers(1, DAY))) for start in starts]
    zone = draw(st.sampled_from(ZONES))
    return Schedule(name="s", time_zone=zone, layers=layers, overrides=overrides).compiled.stack


@given(restless_stacks(), st.data())
def test_around_clock_changes_a_lane_is_what_is_found_layer_by_layer(stack: Stack, data: st.DataObject) -> None:
    """Whatever begins in an hour that is left out or repeated, or beside it, is laid at the same second."""
    changes = stack.zone.changes(SINCE, UNTIL) or [SINCE]
    change = data.draw(st.sampled_from(changes))
    since = change + MINUTES_30 * data.draw(st.integers(-4, 4)) - data.draw(st.integers(0, 2 * DAY))
    until = max(since, change) + data.draw(st.integers(1, 3 * HOUR) | st.integers(1, 400 * DAY))
    swept = stack.swept(since, until)
    assert steps(stack.lane(since, until), since) == steps(swept, since)
    assert stack.stretches(since, until) == stretches(swept, stack.owners)


@given(scenes(), st.data())
def test_a_lane_is_what_is_found_layer_by_layer(scene: Scene, data: st.DataObject) -> None:
    """So it is for any schedule, and so are the stretches of one owner each, with their places."""
    stack = scene.schedule.compiled.stack
    since, until = data.draw(strategies.ranges(scene))
    swept = stack.swept(since, until)
    assert steps(stack.lane(since, until), since) == steps(swept, since)
    assert stack.stretches(since, until) == stretches(swept, stack.owners)


@given(restless_stacks(), st.data())
def test_what_is_looked_up_is_what_the_layers_say(stack: Stack, data: st.DataObject) -> None:
    """A look-up knows each settled instant of its range, and says the place that arithmetic finds there."""
    known = lookup(stack)
    if known is None:
        return
    instants = data.draw(st.lists(st.integers(SINCE, UNTIL), min_size=1, max_size=20))
    for instant in [*instants, *stack.zone.changes(SINCE, UNTIL)]:
        place = known.place_at(instant)
        is_known = instant >= stack.steady_since
        settled = stack.zone.settled_reading(instant) is not None
        claimed = stack.claimed.at(instant) != NOBODY
        assert (place is not None) == (is_known and (settled or claimed))
        assert place is None or place == stack.place_at(instant)


def test_weeks_beneath_nights_can_be_looked_up() -> None:
    """From the start of the layers on, to the end of time, in whatever order the years are asked about."""
    weeks = Layer(start=SINCE, rotation_virtual_start=SINCE, rotation_turn_length_seconds=7 * DAY, users=PEOPLE)
    nights = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * HOUR)
    apart = Layer(
        start=SINCE,
        rotation_virtual_start=SINCE,
        rotation_turn_length_seconds=DAY,
        users=PEOPLE[::-1],
        restrictions=[nights],
    )
    stack = Schedule(name="s", time_zone="America/New_York", layers=[weeks, apart]).compiled.stack
    known = lookup(stack)
    assert known is not None
    assert known.unit == HOUR  # turns begin at 19:00, where midnight in UTC is, and nights at 20:00
    for instant in (SINCE, UNTIL, at("2500-03-12T15:00:00Z"), UNTIL, at("9999-03-12T15:00:00Z")):
        assert known.place_at(instant) == stack.place_at(instant)
    assert known.place_at(SINCE - 1) is None


@pytest.mark.parametrize("until", ["9999-12-30T00:00:00Z", "9999-12-29T00:00:00Z"])
def test_an_override_that_lasts_for_ever_is_looked_up(until: str) -> None:
    """Up to the end of time here, or nearly: alice has it from the first second on, and what was before stays."""
    layer = Layer(start=SINCE, rotation_virtual_start=SINCE, rotation_turn_length_seconds=DAY, users=PEOPLE[1:])
    brief = Override(user=PEOPLE[2], start=SINCE + 10 * DAY, end=SINCE + 11 * DAY)
    lasting = Override(user=PEOPLE[0], start=SINCE + 20 * DAY, end=until)
    for overrides in ([lasting], [brief, lasting]):
        schedule = Schedule(name="s", time_zone="Etc/UTC", layers=[layer], overrides=overrides)
        known = lookup(schedule.compiled.stack)
        assert known is not None
        for instant in (SINCE, SINCE + 10 * DAY, SINCE + 15 * DAY, SINCE + 20 * DAY - 1):
            assert known.place_at(instant) == schedule.compiled.stack.place_at(instant)
        for instant in (SINCE + 20 * DAY, UNTIL, at("9999-12-27T00:00:00Z")):
            assert known.place_at(instant) == schedule.compiled.stack.place_at(instant)
            assert schedule.on_call(instant) == PEOPLE[0]


def repeat_of(edges: list[int], places: list[int], period: int) -> Repeat:
    """The repeat of a pattern in which each place is a person of its own."""
    return Repeat.of(Lane(edges, places, period), range(10))


PATTERNS = st.integers(1, 30).flatmap(
    lambda period: st.lists(
        st.tuples(st.integers(0, period - 1), st.integers(NOBODY, 3)), min_size=1, unique_by=lambda each: each[0]
    ).map(lambda pairs: (sorted({0: NOBODY, **dict(pairs)}.items()), period))
)


@given(PATTERNS, st.integers(-100, 100), st.integers(1, 100))
def test_borders_are_where_the_owner_changes(
    pattern: tuple[list[tuple[int, int]], int], first: int, width: int
) -> None:
    """Counted one by one: the numbers before which somebody else is the owner, and what changes in between."""
    pairs, period = pattern
    repeat = repeat_of([edge for edge, _ in pairs], [place for _, place in pairs], period)

    def owner(number: int) -> int:
        return [place for edge, place in pairs if edge <= number % period][-1]

    counted = [each for each in range(first, first + width) if owner(each) != owner(each - 1)]
    numbers = range(repeat.borders_up_to(first), repeat.borders_up_to(first + width))
    assert [repeat.border(number) for number in numbers] == counted
    edges = {edge for edge, place in pairs if place != owner(edge - 1)} or {0}  # of one that never changes, its begin
    has_edge = any(each % period in edges for each in range(first + 1, first + width + 1))
    assert repeat.changes_within(first, first + width) == has_edge
    assert all(repeat.place_on(each) == owner(each) for each in range(first, first + width))


@given(PATTERNS, st.integers(-100, 100), st.integers(1, 100), st.integers(-5, 5))
def test_runs_are_laid_from_border_to_border(
    pattern: tuple[list[tuple[int, int]], int], first: int, width: int, offset: int
) -> None:
    """Counted one by one: each number has the owner that its remainder has, and neighbours have different ones."""
    pairs, period = pattern
    repeat = repeat_of([edge for edge, _ in pairs], [place for _, place in pairs], period)
    numbers = (repeat.borders_up_to(first), repeat.borders_up_to(first + width) - 1)
    if numbers[0] >= numbers[1]:
        return
    found = Runs([], [], 0, dict(repeat.table))
    repeat.lay_runs(*numbers, offset, found)
    owners = [owner for owner, _ in found.table]
    counted = [
        (start + offset, end + offset, owners[kind])
        for start, end, kind in zip(found.starts, found.ends, found.kinds, strict=True)
    ]
    assert counted[0][0] == repeat.border(numbers[0])
    assert counted[-1][1] == repeat.border(numbers[1])
    for start, end, owner in counted:
        for each in range(start, end):
            assert owner == [place for edge, place in pairs if edge <= each % period][-1]
    assert all(before != after for (_, _, before), (_, _, after) in pairwise(counted))


def test_one_owner_for_ever_has_no_borders() -> None:
    """Two places of one person take turns: the owner never changes, so there is nothing to lay."""
    repeat = Repeat.of(Lane([0, 5], [0, 1], 10), [7, 7])
    assert repeat.borders_up_to(-1000) == repeat.borders_up_to(1000)
    assert list(repeat.table) == [GAP]


def test_a_long_joint_period_is_not_written_out() -> None:
    """3601 s and a day of eight hours repeat together after 3601 days: far more pieces than any question asks for."""
    layer = Layer(
        start=SINCE,
        rotation_virtual_start=SINCE,
        rotation_turn_length_seconds=3601,
        users=PEOPLE,
        restrictions=[DailyRestriction(start_time_of_day="00:00:00", duration_seconds=8 * HOUR)],
    )
    stack = Schedule(name="s", time_zone="Etc/UTC", layers=[layer]).compiled.stack
    assert stack.repeat is None
    assert stack.stretches(SINCE, SINCE + DAY)


@pytest.mark.parametrize("name", ZONES)
def test_steps_make_up_a_range(name: str) -> None:
    """Each begins where the one before ends; in those of a known offset the clock shows the instant plus the offset."""
    zone = Zone.named(name)
    found = zone.steps(SINCE, UNTIL)
    assert [start for start, _, _ in found] == [SINCE, *(end for _, end, _ in found[:-1])]
    assert found[-1][1] == UNTIL
    for start, end, offset in found:
        expected = [None if offset is None else each + offset for each in (start, end - 1)]
        assert [zone.settled_reading(each) for each in (start, end - 1)] == expected


def test_a_lane_to_the_end_of_time_ends_there() -> None:
    """Nobody is on call at the last instant of all, and asking beyond is no error."""
    layer = Layer(start=SINCE, rotation_virtual_start=SINCE, rotation_turn_length_seconds=DAY, users=PEOPLE)
    stack = Schedule(name="s", time_zone="Etc/UTC", layers=[layer]).compiled.stack
    assert stack.stretches(FOREVER - DAY, FOREVER + 1)[-1].end == FOREVER
