"""Laying: what repeats is put along a clock that is changed, to the second, wherever a range begins and ends."""

from __future__ import annotations

from datetime import datetime
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Override, Schedule, User
from oncall.chronology.instants import to_seconds as at
from oncall.chronology.zones import Zone
from oncall.engine.lanes import NOBODY, Lane, Runs, Stretch, stretches
from oncall.engine.repeats import Repeat
from oncall.engine.stack import FOREVER, Stack, Track
from oncall.engine.turns import Rotation
from tests.strategies import DAY, HOUR, instant_at

ALICE, BOB, CAROL = User("alice"), User("bob"), User("carol")
BEGUN = at("2020-01-01T00:00:00Z")
CHANGES = {
    # 02:00 becomes 03:00, five hours behind UTC before; 02:00 becomes 01:00, four hours behind.
    "spring": ("America/New_York", at("2025-03-09T07:00:00Z"), HOUR),
    "autumn": ("America/New_York", at("2025-11-02T06:00:00Z"), HOUR),
    # 01:00 becomes 02:00 and 02:00 becomes 01:00, ahead of UTC in summer.
    "spring ahead": ("Europe/London", at("2025-03-30T01:00:00Z"), HOUR),
    "autumn ahead": ("Europe/London", at("2025-10-26T01:00:00Z"), HOUR),
    # Half an hour: 02:00 becomes 02:30, 10:30 ahead of UTC before; 02:00 becomes 01:30, 11:00 ahead.
    "spring by half": ("Australia/Lord_Howe", at("2025-10-04T15:30:00Z"), HOUR // 2),
    "autumn by half": ("Australia/Lord_Howe", at("2025-04-05T15:00:00Z"), HOUR // 2),
}
TIMES = [
    *("00:59:59", "01:00:00", "01:00:01", "01:15:00", "01:29:59", "01:30:00", "01:59:59", "02:00:00", "02:00:01"),
    *("02:15:00", "02:30:00", "02:59:59", "03:00:00", "03:30:00", "03:59:59", "04:00:00"),
]


def two(zone: str, window: DailyRestriction, *, overrides: tuple[Override, ...] = ()) -> Stack:
    """Alice in a window of each day, above bob."""
    layers = [
        Layer(start=BEGUN, rotation_virtual_start=BEGUN, rotation_turn_length_seconds=DAY, users=[BOB]),
        Layer(
            start=BEGUN,
            rotation_virtual_start=BEGUN,
            rotation_turn_length_seconds=DAY,
            users=[ALICE],
            restrictions=[window],
        ),
    ]
    return Schedule(name="s", time_zone=zone, layers=layers, overrides=overrides).compiled.stack


def turns(name: str, time: str) -> Stack:
    """Three people take a day each from a time of day on, which may have seconds, unlike those of a schedule."""
    zone = Zone.named(name)
    rotation = Rotation(zone, instant_at(name, datetime.fromisoformat(f"2020-01-01T{time}")), DAY)
    return Stack(zone, (Track(BEGUN, FOREVER, rotation, first_place=0, places=3),), owners=(0, 1, 2))


def assert_laid_as_swept(stack: Stack, since: int, until: int) -> None:
    """The lane of a range, where anything changes, and its stretches are those found layer by layer."""
    swept, lane = stack.swept(since, until), stack.lane(since, until)
    assert lane.starts[0] == since
    assert lane.until == until
    for instant in (*swept.starts, *lane.starts, *(start - 1 for start in (*swept.starts, *lane.starts)[1:])):
        if since <= instant < until:
            assert lane.at(instant) == swept.at(instant)
    assert stack.stretches(since, until) == stretches(swept, stack.owners)


def ranges_around(change: int, moved: int) -> list[tuple[int, int]]:
    """Ranges that begin, or end, at the change, when it is settled, between, and a second or two aside."""
    near = [change + edge + aside for edge in (0, moved // 2, moved) for aside in (-2, -1, 0, 1, 2)]
    return [
        *((since, until) for since, until in product(near, near) if since < until),
        *((since, change + 2 * DAY) for since in near),
        *((change - 2 * DAY, until) for until in near),
    ]


@pytest.mark.parametrize("season", CHANGES)
def test_hand_offs_beside_a_change_come_at_their_second(season: str) -> None:
    """Whether the time of a hand-off is left out, repeated, or a second beside that."""
    zone, change, moved = CHANGES[season]
    for time in TIMES:
        stack = turns(zone, time)
        assert stack.repeat is not None
        for since, until in ranges_around(change, moved)[::3]:
            assert_laid_as_swept(stack, since, until)


@pytest.mark.parametrize("season", CHANGES)
def test_windows_beside_a_change_open_at_their_second(season: str) -> None:
    """Whether a window's begin, or its end, or both are left out, repeated, or a second beside that."""
    zone, change, moved = CHANGES[season]
    for time, seconds in product(TIMES, (1, HOUR // 2, 75 * 60)):
        stack = two(zone, DailyRestriction(start_time_of_day=time, duration_seconds=seconds))
        assert stack.repeat is not None
        for since, until in ranges_around(change, moved)[::11]:
            assert_laid_as_swept(stack, since, until)


@pytest.mark.parametrize(
    ("time", "seconds", "since", "until"),
    [
        # 02:30 is left out and becomes 03:30; 03:45 is 03:45.
        ("02:30:00", 75 * 60, "2025-03-09T03:30-04:00", "2025-03-09T03:45-04:00"),
        # 02:00, the first reading that is left out, becomes 03:00, the second of the change; 04:00 is 04:00.
        ("02:00:00", 2 * HOUR, "2025-03-09T03:00-04:00", "2025-03-09T04:00-04:00"),
        # The last second of those after the change in which the clock is not settled, and the first that is.
        ("03:59:59", 1, "2025-03-09T03:59:59-04:00", "2025-03-09T04:00-04:00"),
        ("04:00:00", 1, "2025-03-09T04:00-04:00", "2025-03-09T04:00:01-04:00"),
        # 01:59:59 is the last second before the change.
        ("01:59:59", 1, "2025-03-09T01:59:59-05:00", "2025-03-09T03:00-04:00"),
        # In autumn the first 01:30 counts, and the only 02:00.
        ("01:30:00", 30 * 60, "2025-11-02T01:30-04:00", "2025-11-02T02:00-05:00"),
        ("01:00:00", 30 * 60, "2025-11-02T01:00-04:00", "2025-11-02T01:30-04:00"),
    ],
)
def test_what_shows_only_while_a_clock_changes_is_no_part_of_the_night(
    time: str, seconds: int, since: str, until: str
) -> None:
    """Bob before and bob after do not make a night of bob's: between them alice has her window, however short."""
    stack = two("America/New_York", DailyRestriction(start_time_of_day=time, duration_seconds=seconds))
    begin, end = at(since), at(until)
    for before, after in product((1, HOUR, 12 * HOUR), (1, HOUR, 12 * HOUR)):
        assert stack.stretches(begin - before, end + after) == [
            Stretch(begin - before, begin, 0, (0,)),
            Stretch(begin, end, 1, (1,)),
            Stretch(end, end + after, 0, (0,)),
        ]


@pytest.mark.parametrize("season", CHANGES)
@pytest.mark.parametrize("count", [1, 5, 25])
def test_overrides_are_laid_above_what_repeats(season: str, count: int) -> None:
    """Few and many of them, around a change; each of 100 s, the n-th begins 700 s after the one before."""
    zone, change, moved = CHANGES[season]
    begins = [change - 2 * HOUR + 700 * number for number in range(count)]
    overrides = tuple(Override(user=CAROL, start=begin, end=begin + 100) for begin in begins)
    window = DailyRestriction(start_time_of_day="01:30:00", duration_seconds=HOUR)
    stack = two(zone, window, overrides=overrides)
    for since, until in (*ranges_around(change, moved)[::5], (change - DAY, change + DAY)):
        assert_laid_as_swept(stack, since, until)
    found = stack.stretches(change - DAY, change + DAY)
    assert [(each.start, each.end) for each in found if each.owner == 2] == [(it, it + 100) for it in begins]


@pytest.mark.parametrize("aside", [-1, 0, 1, HOUR])
def test_a_layer_that_begins_late_is_laid_from_then_on(aside: int) -> None:
    """Until the second layer starts there is only the first; a range that begins before, then, or after is one list.

    Both layers are bob's until the third begins, which is alice's for a minute at midnight.
    """
    begun = at("2025-06-01T12:00:00Z")
    minute = DailyRestriction(start_time_of_day="00:00:00", duration_seconds=60)
    layers = [
        Layer(start=BEGUN, rotation_virtual_start=BEGUN, rotation_turn_length_seconds=DAY, users=[BOB], end=begun + 60),
        Layer(start=begun, rotation_virtual_start=BEGUN, rotation_turn_length_seconds=DAY, users=[BOB]),
        Layer(
            start=begun - HOUR,
            rotation_virtual_start=BEGUN,
            rotation_turn_length_seconds=DAY,
            users=[ALICE],
            restrictions=[minute],
        ),
    ]
    stack = Schedule(name="s", time_zone="Etc/UTC", layers=layers).compiled.stack
    assert stack.steady_since == begun + 60
    midnight = at("2025-06-02T00:00:00Z")
    since, until = stack.steady_since + aside, midnight + 60 + HOUR
    # Bob's places: 0 of the first layer up to 12:00:00, 1 of the second from then on, as that one is above.
    assert stack.stretches(since, until) == [
        Stretch(since, midnight, 0, (1,)),
        Stretch(midnight, midnight + 60, 1, (2,)),
        Stretch(midnight + 60, until, 0, (1,)),
    ]
    assert stack.stretches(begun - 5, until)[0] == Stretch(begun - 5, midnight, 0, (0, 1))


PATTERNS = st.integers(1, 30).flatmap(
    lambda period: st.lists(
        st.tuples(st.integers(0, period - 1), st.integers(NOBODY, 5)), min_size=1, unique_by=lambda each: each[0]
    ).map(lambda pairs: (sorted({0: NOBODY, **dict(pairs)}.items()), period))
)
OWNERS = (0, 0, 1, 1, 1, 2)
"""Six places of three people."""


@given(PATTERNS, st.integers(-100, 100), st.integers(0, 100), st.integers(-5, 5))
def test_what_begins_at_a_border_is_of_one_person_in_one_place(
    pattern: tuple[list[tuple[int, int]], int], first: int, width: int, offset: int
) -> None:
    """Counted one by one: who owns the numbers, up to where the owner changes again, and in which places."""
    pairs, period = pattern
    repeat = Repeat.of(Lane([edge for edge, _ in pairs], [place for _, place in pairs], period), OWNERS)

    def place(number: int) -> int:
        return [place for edge, place in pairs if edge <= number % period][-1]

    def owner(number: int) -> int:
        return NOBODY if place(number) == NOBODY else OWNERS[place(number)]

    last, changes = first + width, {each for each in range(period) if owner(each) != owner(each - 1)}
    numbers = range(repeat.borders_up_to(first), repeat.borders_up_to(last))
    assert len(numbers) == sum(each % period in changes for each in range(first, last))
    for number in numbers:
        start = repeat.border(number)
        end = next(each for each in range(start + 1, start + period + 1) if each % period in changes)
        places = {place(each) for each in range(start, end)} - {NOBODY}
        kind = repeat.kind_from(number)
        told = None if kind is None else list(repeat.table)[kind]
        assert told == (None if len(places) > 1 else (owner(start), tuple(places)))
    found = Lane([], [], last - offset)
    repeat.lay(first - offset, last + 1 - offset, offset, found)
    assert found.starts[0] == first - offset
    assert found.starts == sorted(set(found.starts))
    assert all(found.at(each - offset) == place(each) for each in range(first, last + 1))
    assert found.starts[-1] <= last - offset


@pytest.mark.parametrize("days", [1, 2, 5, 100])
def test_an_override_hides_every_hand_off_beneath_it(days: int) -> None:
    """Alice, bob and carol have a day each, in turn; bob takes some days over, from noon to noon, in one piece."""
    since = at("2025-06-01T00:00:00Z")
    midnights = [since + DAY * day for day in range(days + 4)]
    start, end = since + 12 * HOUR, since + 12 * HOUR + days * DAY
    rotation = Rotation(Zone.named("Etc/UTC"), since, DAY)
    track = Track(BEGUN, FOREVER, rotation, first_place=0, places=3)
    stack = Stack(rotation.zone, (track,), owners=(0, 1, 2, 1), claims=((start, end),))
    # Whoever has the day on which it ends has the rest of it; if that is bob, his shift goes on.
    rest = days % 3
    after = [(midnights[day], midnights[day + 1], day % 3) for day in range(days + 1, days + 3)]
    found = [(each.start, each.end, each.owner) for each in stack.stretches(since, midnights[-1])]
    if rest == 1:
        assert found == [(since, start, 0), (start, midnights[days + 1], 1), *after]
    else:
        assert found == [(since, start, 0), (start, end, 1), (end, midnights[days + 1], rest), *after]


def test_a_run_of_two_places_is_of_no_one_kind() -> None:
    """Alice has 0 to 5 in her first place, 5 to 8 in her second; carol has 8 to 10, and again ten later."""
    repeat = Repeat.of(Lane([0, 5, 8], [0, 1, 5], 10), OWNERS)
    assert [repeat.border(number) for number in (-1, 0, 1, 2)] == [-2, 0, 8, 10]
    carols = repeat.table[2, (5,)]
    assert [repeat.kind_from(number) for number in (-1, 0, 1, 2)] == [carols, None, carols, None]


def test_before_a_layer_of_one_person_there_is_nobody() -> None:
    """Who is alone for ever, once it has begun, has not been so for ever."""
    track = Track(BEGUN, FOREVER, Rotation(Zone.named("Etc/UTC"), BEGUN, DAY), first_place=0, places=1)
    stack = Stack(track.rotation.zone, (track,), owners=(0,))
    assert stack.repeat is not None
    assert stack.stretches(BEGUN - DAY, BEGUN + DAY) == [Stretch(BEGUN, BEGUN + DAY, 0, (0,))]
    assert stack.runs(BEGUN - DAY, BEGUN + DAY).kinds == [0, 1]


@pytest.mark.parametrize("periods", [0, 1, 2, 30])
@pytest.mark.parametrize("aside", [-1, 0, 1])
def test_whole_periods_are_laid_like_parts_of_them(periods: int, aside: int) -> None:
    """From border to border over many periods: alice, carol and bob at 0, 3 and 7 of ten, as they are counted."""
    repeat = Repeat.of(Lane([0, 3, 7], [0, 5, 2], 10), OWNERS)
    first, last = 10 * aside, 10 * aside + 10 * periods + 13
    found = Runs([], [], 0, dict(repeat.table))
    repeat.lay_runs(repeat.borders_up_to(first), repeat.borders_up_to(last), 4, found)
    owners = [owner for owner, _ in repeat.table]
    expected = [(each - 4, {0: 0, 3: 2, 7: 1}[each % 10]) for each in range(first, last) if each % 10 in {0, 3, 7}]
    assert [(start, owners[kind]) for start, kind in zip(found.starts, found.kinds, strict=True)] == expected
    assert found.until == last - 4


@pytest.mark.parametrize("time", ["09:00:00", "01:00:00", "01:30:00", "02:00:00", "02:30:00", "03:00:00"])
@pytest.mark.parametrize("zone", ["Etc/UTC", "America/New_York", "Australia/Lord_Howe"])
def test_years_are_laid_as_they_are_swept(zone: str, time: str) -> None:
    """Turns of a day repeat after three, on a clock that is never changed and on those that are, twice a year.

    In New York 02:00 to 03:00 are left out, and 01:00 to 02:00 come twice; on Lord Howe Island half an hour is.
    """
    stack = turns(zone, time)
    assert stack.repeat is not None
    assert stack.repeat.period == 3 * DAY
    assert_laid_as_swept(stack, BEGUN - DAY, BEGUN + 3650 * DAY)
