"""What a finite walk and a pattern say about all time."""

from __future__ import annotations

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

import oncall
from oncall import DailyRestriction, Layer, Schedule, User, WeeklyRestriction
from oncall.analysis.periods import course
from oncall.analysis.walks import LONGEST_WALK
from oncall.engine.lanes import NOBODY
from tests.strategies import DAY, WEEK, Scene, clock_changes, scenes

START = "2025-01-06T09:00:00-05:00"  # a Monday
WEEKDAYS = [
    WeeklyRestriction(start_day_of_week=day, start_time_of_day="00:00:00", duration_seconds=DAY) for day in range(1, 6)
]


def rotation(people: int, turn: int, **others: object) -> Layer:
    """A layer of so many people, each for one turn."""
    users = [User(f"person {number}") for number in range(people)]
    return Layer(start=START, rotation_virtual_start=START, rotation_turn_length_seconds=turn, users=users, **others)  # type: ignore[arg-type]


def schedule(*layers: Layer) -> Schedule:
    """A schedule in New York."""
    return Schedule(name="schedule", time_zone="America/New_York", layers=layers)


def repeating(rota: Schedule) -> Schedule:
    """The same schedule with turns, and numbers of people, that soon repeat together."""
    turns = (DAY, WEEK, 2 * WEEK, DAY // 2)
    layers = [
        attrs.evolve(
            layer,
            users=layer.users[:4],
            rotation_turn_length_seconds=turns[layer.rotation_turn_length_seconds % len(turns)],
        )
        for layer in rota.layers
    ]
    return attrs.evolve(rota, layers=layers)


def test_rotations_meet_after_their_least_common_multiple() -> None:
    """Weekly rotations of five people and, by night, of four repeat together every 20 weeks."""
    night = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * 3600)
    seen = course(schedule(rotation(5, WEEK), rotation(4, WEEK, restrictions=[night])))
    assert seen is not None
    assert seen.period == 20 * WEEK


def test_what_never_shows_does_not_lengthen_the_period() -> None:
    """A rotation of five beneath one of four that never is silent repeats every 4 weeks; one of one person, at once."""
    for below, above, weeks in ((5, 4, 4), (5, 1, 1)):
        seen = course(schedule(rotation(below, WEEK), rotation(above, WEEK)))
        assert seen is not None
        assert seen.period == weeks * WEEK


def test_a_pattern_within_the_list_of_users_shortens_the_period() -> None:
    """alice, bob, alice, bob is a rotation of two: it repeats every two weeks."""
    alice, bob = User("alice"), User("bob")
    layer = Layer.weekly([alice, bob] * 2, start=START, hand_off="mon 09:00", time_zone="America/New_York")
    seen = course(schedule(layer))
    assert seen is not None
    assert seen.period == 2 * WEEK


def test_a_daily_rotation_on_weekdays_starves_people() -> None:
    """Of 7, 14 and 21 people who turn daily and work on weekdays, 2, 4 and 6 are never on call."""
    for people, left_out in ((7, 2), (14, 4), (21, 6)):
        seen = course(schedule(rotation(people, DAY, restrictions=WEEKDAYS)))
        assert seen is not None
        # The hand-off is at 09:00, so each weekday has two people: the window 00:00-24:00 of five days meets six turns.
        midnight = Layer(
            start="2025-01-06T00:00:00-05:00",
            rotation_virtual_start="2025-01-06T00:00:00-05:00",
            rotation_turn_length_seconds=DAY,
            users=[User(f"person {number}") for number in range(people)],
            restrictions=WEEKDAYS,
        )
        at_midnight = course(schedule(midnight))
        assert at_midnight is not None
        assert people - len(at_midnight.users) == left_out


def test_an_end_leaves_no_period() -> None:
    """A schedule of which everything ends repeats nothing, and all of it is seen."""
    seen = course(schedule(rotation(3, WEEK, end="2026-01-05T09:00:00-05:00")))
    assert seen is not None
    assert (seen.period, seen.pattern, seen.until) == (None, None, None)
    assert NOBODY in seen.places


def test_a_schedule_without_layers_has_no_course() -> None:
    """Where nobody is ever on call there is nothing to say about all time."""
    assert course(schedule()) is None
    assert course(schedule(rotation(2, WEEK, end=START))) is None


def test_a_period_too_long_to_walk_is_decided_up_to_a_date() -> None:
    """Turns of 3601 s under turns of 3607 s by day hardly ever meet; the course says up to when it looked."""
    day = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=12 * 3600)
    seen = course(schedule(rotation(5, 3601), rotation(7, 3607, restrictions=[day])))
    assert seen is not None
    assert seen.until is not None
    assert seen.walked[0].until == seen.until
    assert len(seen.walked[0].starts) <= 2 * LONGEST_WALK


def test_a_window_that_only_a_clock_change_opens_is_seen() -> None:
    """02:00 to 03:00 is a gap every day, also on the one day on which no clock shows it."""
    layer = rotation(2, WEEK, restrictions=[DailyRestriction(start_time_of_day="03:00:00", duration_seconds=23 * 3600)])
    seen = course(schedule(layer))
    assert seen is not None
    assert NOBODY in seen.places
    assert len(seen.recurrences(lambda place: place == NOBODY)) == 14  # one a day, in a joint period of two weeks


@given(scene=scenes(), data=st.data())
def test_whoever_is_on_call_is_among_those_seen(scene: Scene, data: st.DataObject) -> None:
    """Nobody is on call, and no gap is open, at any instant whatever, who is not in the course."""
    rota = repeating(scene.schedule)
    seen = course(rota)
    assume(seen is not None)
    assert seen is not None
    # Around this zone's clock changes, or anywhere in the 60 years that follow.
    changes = [each for each in clock_changes(rota.time_zone) if each > seen.since]
    near = st.sampled_from(changes) if changes else st.nothing()
    instant = data.draw(st.builds(int.__add__, near, st.integers(-DAY, DAY)) | st.integers(0, 60 * 52 * WEEK))
    at = max(seen.since, instant if instant > seen.since else seen.since + instant)
    assert rota.compiled.stack.place_at(at) in seen.places


@given(scene=scenes())
def test_whatever_is_seen_happens(scene: Scene) -> None:
    """Every place of the course is on call, and every gap open, at an instant that the course can name."""
    rota = repeating(scene.schedule)
    seen = course(rota)
    assume(seen is not None)
    assert seen is not None
    for place in seen.places:
        ((start, end), *_) = seen.spans(lambda each, wanted=place: each == wanted)  # type: ignore[misc]
        assert start >= seen.since
        assert rota.compiled.stack.place_at(start) == place
        assert rota.compiled.stack.place_at(end - 1) == place


@given(scene=scenes())
def test_shift_lengths_are_those_of_whole_shifts(scene: Scene) -> None:
    """Each shift that the course measures is the whole shift at that instant, as long as the wall clock says."""
    rota = repeating(scene.schedule)
    seen = course(rota)
    assume(seen is not None)
    assert seen is not None
    zone = rota.compiled.stack.zone
    for user, start, length in list(seen.shift_lengths())[:20]:
        shift = rota.shift_at(start)
        assert shift is not None
        assert shift.user == user
        begin, end = shift.bounds
        if begin != start:
            continue
        if end is None:
            assert length is None
            continue
        shown = zone.reading_of(end) - zone.reading_of(begin)
        if None in (zone.settled_reading(begin), zone.settled_reading(end)):
            assert length in {shown, end - begin}
        else:
            assert length == shown


@given(scene=scenes(), data=st.data())
def test_no_shift_is_longer_than_the_longest_that_is_told(scene: Scene, data: st.DataObject) -> None:
    """Up to 2050, no whole shift lasts longer on the wall clock than one that the course tells of."""
    rota = repeating(scene.schedule)
    seen = course(rota)
    assume(seen is not None)
    assert seen is not None
    changes = [each for each in clock_changes(rota.time_zone) if seen.since < each < 2_524_608_000]
    near = st.builds(int.__add__, st.sampled_from(changes), st.integers(-DAY, DAY)) if changes else st.nothing()
    at = max(seen.since, data.draw(near | st.builds(seen.since.__add__, st.integers(0, 500 * WEEK))))
    shift = rota.shift_at(at)
    told = [length for _, _, length in seen.shift_lengths()]
    if shift is not None and None not in told:
        zone = rota.compiled.stack.zone
        begin, end = shift.bounds
        assert end is not None
        shown = zone.reading_of(end) - zone.reading_of(begin)
        assert min(shown, end - begin) <= max(length for length in told if length is not None)


@given(scene=scenes(), data=st.data())
def test_no_gap_is_longer_than_those_that_are_listed(scene: Scene, data: st.DataObject) -> None:
    """If no gap of more than an hour is listed, there is none at any instant up to 2050."""
    rota = repeating(scene.schedule)
    hour = 3600
    seen = course(rota, margin=hour)
    assume(seen is not None)
    assert seen is not None
    if not seen.spans(lambda place: place == NOBODY, longer_than=hour):
        changes = [each for each in clock_changes(rota.time_zone) if seen.since < each < 2_524_608_000]
        near = st.builds(int.__add__, st.sampled_from(changes), st.integers(-DAY, DAY)) if changes else st.nothing()
        at = max(seen.since, data.draw(near | st.builds(seen.since.__add__, st.integers(0, 500 * WEEK))))
        gaps = rota.shifts(at, at + DAY).gaps
        assert all(gap.seconds <= hour for gap in gaps)


def test_the_beginning_of_time_is_no_special_time() -> None:
    """Whoever writes the first day there is for "always" has everybody serve; west of Greenwich too."""
    first = "0001-01-02T00:00:00Z"
    for zone in ("America/New_York", "Etc/UTC", "Asia/Tokyo"):
        layer = attrs.evolve(rotation(2, WEEK), start=first, rotation_virtual_start=first)
        rota = attrs.evolve(schedule(layer), time_zone=zone)
        seen = course(rota)
        assert seen is not None
        assert len(seen.lasting_users) == 2
        assert oncall.check(oncall.Configuration(schedules=[rota])).findings
