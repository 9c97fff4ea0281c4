"""Statements about all time, against arithmetic on paper and against walks of years."""

from __future__ import annotations

from datetime import timedelta

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import oncall
from oncall import DailyRestriction, Layer, Override, Schedule, User, WeeklyRestriction
from oncall.errors import InvalidValueError, NotAnInstantError
from tests.analysis.test_periods import repeating
from tests.strategies import DAY, WEEK, Scene, clock_changes, moments, scenes, schedule_near

MIDNIGHT = "2025-01-06T00:00:00-05:00"  # a Monday
WEEKDAYS = [WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * DAY)]
WEEKEND = [WeeklyRestriction(start_day_of_week=6, start_time_of_day="00:00:00", duration_seconds=2 * DAY)]
PEOPLE = [User(f"person {number}") for number in range(31)]


def rotation(people: list[User], turn: int, **others: object) -> Layer:
    """A layer whose turns change hands at midnight in New York."""
    return Layer(
        start=MIDNIGHT,
        rotation_virtual_start=MIDNIGHT,
        rotation_turn_length_seconds=turn,
        users=people,
        **others,  # type: ignore[arg-type]
    )


def schedule(*layers: Layer, name: str = "rota", zone: str = "America/New_York", **others: object) -> Schedule:
    """A schedule in New York."""
    return Schedule(name=name, time_zone=zone, layers=layers, **others)  # type: ignore[arg-type]


# --- the numbers of the book --------------------------------------------------------------------------------------


@pytest.mark.parametrize("later", range(4))
def test_five_and_four_people_meet_four_times_in_twenty_weeks(later: int) -> None:
    """Whatever the offset: each of the four who are in both has one week of the twenty in which both turns are theirs.

    Person i has the weeks i of every 5, and (i + offset) of every 4; the Chinese remainder theorem gives one in 20.
    """
    five, four = schedule(rotation(PEOPLE[:5], WEEK)), schedule(rotation(PEOPLE[later : later + 4], WEEK), name="other")
    shared = len({*PEOPLE[:5]} & {*PEOPLE[later : later + 4]})
    proof = oncall.prove_distinct(five, four)
    assert not proof.holds
    assert proof.period_seconds == 20 * WEEK
    weeks = [
        week for week in range(20) if PEOPLE[:5][week % 5] == PEOPLE[later : later + 4][week % 4]
    ]  # each is a stretch of its own: the people differ from one week to the next
    assert len(weeks) == shared
    assert proof.counterexample is not None
    zone_start = oncall.Span(MIDNIGHT, "2050-01-01T00:00:00Z", zone="America/New_York").start
    assert proof.counterexample.start == zone_start.add(weeks=weeks[0])
    assert proof.recurs is not None
    times = proof.recurs.times * (20 * WEEK // proof.recurs.seconds)
    assert times == shared


@pytest.mark.parametrize(("people", "left_out"), [(7, 2), (14, 4), (21, 6)])
def test_a_daily_rotation_on_weekdays_leaves_people_out(people: int, left_out: int) -> None:
    """Days 5 and 6 of each week are a weekend: of 7, 14 and 21 people the places 5 and 6 modulo 7 never serve."""
    proof = oncall.prove_everyone_serves(schedule(rotation(PEOPLE[:people], DAY, restrictions=WEEKDAYS)))
    assert not proof.holds
    missing = [str(user) for place, user in enumerate(PEOPLE[:people]) if place % 7 in {5, 6}]
    assert len(missing) == left_out
    assert proof.because == f"{', '.join(missing[:-1])} and {missing[-1]} never are"


def test_the_same_two_of_seven_take_every_weekend() -> None:
    """With a daily round-the-clock rotation of 7, places 5 and 6 have Saturday and Sunday for ever."""
    everybody, *both = rotation(PEOPLE[:7], DAY), *PEOPLE[5:7]
    weekends = schedule(attrs.evolve(everybody, restrictions=WEEKEND))
    proof = oncall.prove_everyone_serves(weekends)
    never = [user for user in PEOPLE[:7] if user not in both]
    assert proof.because == f"{', '.join(map(str, never[:-1]))} and {never[-1]} never are"


# --- covered ------------------------------------------------------------------------------------------------------


def test_a_restriction_leaves_a_gap_and_says_how_often() -> None:
    """Weekdays only: from Friday midnight on, every week; the period of a rotation does not matter to it."""
    proof = oncall.prove_covered(schedule(rotation(PEOPLE[:5], WEEK, restrictions=WEEKDAYS)))
    assert not proof.holds
    assert str(proof.counterexample) == "2025-01-11T00:00:00-05:00 to 2025-01-13T00:00:00-05:00"
    assert str(proof.recurs) == "every week"
    assert proof.period_seconds == WEEK
    assert proof.until is None


def test_windows_that_meet_leave_no_gap_on_any_night() -> None:
    """Two windows that meet at 02:30 leave no gap on the night that skips 02:30.

    Both edges move to 03:30 (T4), so they still meet: the schedule is covered on every real clock change.
    """
    early = DailyRestriction(start_time_of_day="00:00:00", duration_seconds=9000)
    late = DailyRestriction(start_time_of_day="02:30:00", duration_seconds=DAY - 9000)
    both = schedule(rotation(PEOPLE[:2], WEEK, restrictions=[early]), rotation(PEOPLE[:2], WEEK, restrictions=[late]))
    assert oncall.prove_covered(both).holds


def test_coverage_is_decided_however_long_the_joint_period_is() -> None:
    """Turns of 3601 s under turns of 3607 s by day meet after ages, but somebody always has the turn."""
    day = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=DAY // 2)
    ages = schedule(rotation(PEOPLE[:5], 3601), rotation(PEOPLE[:7], 3607, restrictions=[day]))
    proof = oncall.prove_covered(ages)
    assert proof.holds
    assert proof.until is None


def test_nobody_is_no_cover() -> None:
    """A schedule without layers, and one whose layers are over, do not hold."""
    assert not oncall.prove_covered(schedule()).holds
    assert oncall.prove_covered(schedule()).because == "nobody is ever on call"
    over = schedule(rotation(PEOPLE[:2], WEEK, end="2025-02-03T00:00:00-05:00"))
    assert str(oncall.prove_covered(over).counterexample).startswith("2025-02-03T00:00:00-05:00 to ")


@given(scene=scenes(), data=st.data())
def test_where_cover_is_proved_no_instant_is_without(scene: Scene, data: st.DataObject) -> None:
    """At no instant whatever, near clock changes or far away, is anybody missing; and a counter-example is a gap."""
    rota = scene.schedule
    proof = oncall.prove_covered(rota)
    if proof.counterexample is not None:
        start, end = proof.counterexample.bounds
        assert rota.on_call(start) is None
        assert rota.on_call(end - 1) is None
    if proof.holds:
        assert proof.since is not None
        changes = clock_changes(rota.time_zone)
        near = st.builds(int.__add__, st.sampled_from(changes), st.integers(-DAY, DAY)) if changes else st.nothing()
        since = int(proof.since.timestamp())
        at = max(since, data.draw(near | st.builds(since.__add__, st.integers(0, 500 * WEEK))))
        assert rota.on_call(at) is not None


# --- everyone serves ----------------------------------------------------------------------------------------------


def test_who_serves_is_decided_however_long_the_joint_period_is() -> None:
    """31 people with turns of 90,001 s meet every second of the week (2,790,031 and 604,800 share no factor).

    With turns of a day, 31 people meet weekdays too: 31 and 7 share none.
    """
    for turn in (90_001, DAY):
        proof = oncall.prove_everyone_serves(schedule(rotation(PEOPLE, turn, restrictions=WEEKDAYS)))
        assert proof.holds
        assert proof.until is None


def test_arithmetic_says_that_it_decided() -> None:
    """By day 3607 s turns win over 3601 s turns: all serve, decided by arithmetic and not by a walk of ages."""
    day = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=DAY // 2)
    proof = oncall.prove_everyone_serves(
        schedule(rotation(PEOPLE[:5], 3601), rotation(PEOPLE[5:12], 3607, restrictions=[day]))
    )
    assert proof.holds
    assert proof.by_arithmetic
    assert "arithmetic decided, and every clock change up to 2050" in proof.evidence


def test_whoever_is_only_in_a_hidden_layer_never_serves() -> None:
    """The last layer wins at every instant; the people of the first one are told."""
    proof = oncall.prove_everyone_serves(schedule(rotation(PEOPLE[:2], WEEK), rotation(PEOPLE[1:3], WEEK)))
    assert proof.because == "person 0 never is"


def test_layers_that_are_over_or_never_begin_do_not_count() -> None:
    """Their people are no longer expected, nor were they ever; an override does not make up for a rotation."""
    over = rotation(PEOPLE[:2], WEEK, end="2025-02-03T00:00:00-05:00")
    never = rotation(PEOPLE[2:4], WEEK, end=MIDNIGHT)
    lasting = rotation(PEOPLE[4:6], WEEK)
    assert oncall.prove_everyone_serves(schedule(over, never, lasting), since="2025-03-01T00:00:00Z").holds
    once = Override(user=PEOPLE[6], start="2025-03-01T00:00:00Z", end="2025-03-02T00:00:00Z")
    starving = rotation([*PEOPLE[:5], PEOPLE[6], PEOPLE[7]], DAY, restrictions=WEEKDAYS)
    # The override ends at 00:00 UTC, which is 19:00 of the day before in New York.
    assert oncall.prove_everyone_serves(schedule(starving, overrides=[once])).because == (
        "person 7 never is; person 6 never is from Sat 2025-03-01 19:00 -05:00 on"
    )


# --- distinct -----------------------------------------------------------------------------------------------------


def test_a_secondary_that_is_one_turn_behind_is_distinct() -> None:
    """The same four people, a week apart, never meet."""
    behind = attrs.evolve(rotation(PEOPLE[:4], WEEK), rotation_virtual_start="2025-01-13T00:00:00-05:00")
    proof = oncall.prove_distinct(schedule(rotation(PEOPLE[:4], WEEK)), schedule(behind, name="secondary"))
    assert proof.holds
    assert proof.period_seconds == 4 * WEEK
    assert str(proof).startswith("proved: rota and secondary: nobody is on call in both at once (the layers repeat")


def test_a_meeting_thousands_of_years_away_is_found_by_arithmetic() -> None:
    """Rotations of 3601 s and of 3607 s among two people, one hour-long window a day each: never walked to the end.

    alice has the place 0 of 2 in both: 7202 and 7214 share the factor 2 only, and both begin at a multiple of it after
    the same instant, so by the remainder theorem her turns meet; when, a simulation of turns finds independently.
    """
    alice, bob, carol = PEOPLE[:3]
    one = schedule(rotation([alice, bob], 3601))
    other = schedule(rotation([carol, alice], 3607), name="other")
    proof = oncall.prove_distinct(one, other)
    begin = 0
    while not (begin // 3601 % 2 == 0 and begin // 3607 % 2 == 1):
        begin += 1
    assert proof.counterexample is not None
    assert proof.counterexample.start == oncall.Span(MIDNIGHT, "2050-01-01T00:00:00Z").start.add(seconds=begin)


def test_two_clocks_are_decided_up_to_2050() -> None:
    """New York and London have no joint period; the bound is said. Where no person is in both, there is none to say."""
    sundays = [WeeklyRestriction(start_day_of_week=7, start_time_of_day="12:00:00", duration_seconds=3600)]
    here = schedule(rotation(PEOPLE[:2], WEEK, restrictions=WEEKDAYS))
    there = schedule(rotation(PEOPLE[:2], WEEK, restrictions=sundays), name="there", zone="Europe/London")
    proof = oncall.prove_distinct(here, there)
    assert proof.holds
    assert proof.until is not None
    assert proof.until.isoformat() == "2049-12-31T19:00:00-05:00"
    others = schedule(rotation(PEOPLE[2:4], WEEK), name="there", zone="Europe/London")
    proof = oncall.prove_distinct(here, others)
    assert proof.holds
    assert proof.until is None
    assert proof.evidence == "it is the same at every instant"
    assert not oncall.prove_distinct(here, schedule(rotation(PEOPLE[:1], WEEK), name="x", zone="Europe/London")).holds


def test_an_override_can_double_book() -> None:
    """A finite meeting does not recur."""
    both = Override(user=PEOPLE[0], start="2025-03-01T00:00:00Z", end="2025-03-02T00:00:00Z")
    one = schedule(rotation(PEOPLE[:1], WEEK))
    proof = oncall.prove_distinct(one, schedule(rotation(PEOPLE[1:2], WEEK), name="other", overrides=[both]))
    assert str(proof.counterexample) == "2025-02-28T19:00:00-05:00 to 2025-03-01T19:00:00-05:00"
    assert proof.recurs is None
    assert oncall.prove_distinct(one, schedule(name="nobody")).holds


@given(moment=moments(), data=st.data())
def test_where_two_are_proved_distinct_nobody_is_in_both(moment: tuple[str, int], data: st.DataObject) -> None:
    """At no instant whatever; and the counter-example is one person's, from its first second to its last."""
    zone, near = moment
    one, other = (
        repeating(data.draw(st.composite(lambda draw, it: schedule_near(draw, zone, near, name=it, layers=1))(name)))
        for name in ("one", "other")
    )
    proof = oncall.prove_distinct(one, other)
    if proof.counterexample is not None:
        for at in (proof.counterexample.bounds[0], proof.counterexample.bounds[1] - 1):
            assert one.on_call(at) == other.on_call(at) is not None
    if proof.holds and proof.since is not None:
        since = int(proof.since.timestamp())
        at = max(since, near + data.draw(st.integers(-WEEK, WEEK) | st.integers(0, 200 * WEEK)))
        assume(proof.until is None or at < proof.until.timestamp())
        assert one.on_call(at) is None or one.on_call(at) != other.on_call(at)


def test_wrong_arguments_are_refused() -> None:
    """With a sentence that names the argument."""
    with pytest.raises(InvalidValueError, match="schedule must be a Schedule"):
        oncall.prove_covered("rota")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="other must be a Schedule"):
        oncall.prove_distinct(schedule(), None)  # type: ignore[arg-type]
    with pytest.raises(NotAnInstantError):
        oncall.prove_everyone_serves(schedule(), since="tomorrow")


def test_what_never_comes_back_is_for_ever() -> None:
    """After the last end nobody is on call: the counter-example has no end that was made up."""
    over = schedule(rotation(PEOPLE[:2], WEEK, end="2025-02-03T00:00:00-05:00"))
    proof = oncall.prove_covered(over)
    assert proof.counterexample is not None
    assert proof.counterexample.end.year == 9999
    assert "first from Mon 2025-02-03 00:00 -05:00 on, for ever" in str(proof)


def test_before_the_first_start_is_a_gap_if_it_is_asked_about() -> None:
    """Without `since` the statement is about the schedule's life; with one, about what is asked."""
    rota = schedule(rotation(PEOPLE[:2], WEEK))
    assert oncall.prove_covered(rota).holds
    proof = oncall.prove_covered(rota, since="2025-01-01T00:00:00-05:00")
    assert str(proof.counterexample) == "2025-01-01T00:00:00-05:00 to 2025-01-06T00:00:00-05:00"
    assert proof.recurs is None
    assert oncall.prove_covered(rota, since="2025-01-06T00:00:00-05:00").holds


def test_of_what_ends_nobody_says_again_and_again() -> None:
    """Where a layer ends, whoever is listed in it has only to serve at all, and the statement says no more."""
    ends = schedule(rotation(PEOPLE[:2], WEEK, end="2025-02-03T00:00:00-05:00"))
    assert oncall.prove_everyone_serves(ends).statement == "everybody listed in a layer that is not over is on call"
    lasts = oncall.prove_everyone_serves(schedule(rotation(PEOPLE[:2], WEEK)))
    assert lasts.statement.endswith("is on call again and again")


def test_a_schedule_knows_its_period() -> None:
    """Five weekly turns are five weeks; what ends has none."""
    assert schedule(rotation(PEOPLE[:5], WEEK)).period == timedelta(weeks=5)
    assert schedule(rotation(PEOPLE[:2], WEEK, end="2025-02-03T00:00:00-05:00")).period is None


# --- what clock changes hide --------------------------------------------------------------------------------------

SUNDAY_HOUR = [WeeklyRestriction(start_day_of_week=7, start_time_of_day="02:00:00", duration_seconds=3600)]


def test_the_first_meeting_is_the_first_also_if_a_clock_change_skips_one() -> None:
    """Five and four people, Sundays 02:00 to 03:00: alice meets herself in week 8, whose hour New York skips in 2025.

    alice has week 3 of five and week 0 of four: 8 (3 + 5) is the first of every 20. Week 8 from 12 January 2025 is
    the 9th of March, so the first that is shown is 20 weeks later, the 27th of July.
    """
    alice = PEOPLE[0]
    first = "2025-01-12T00:00:00-05:00"
    one, other = (
        schedule(
            attrs.evolve(rotation(users, WEEK, restrictions=SUNDAY_HOUR), start=first, rotation_virtual_start=first)
        )
        for users in ([*PEOPLE[1:4], alice, PEOPLE[4]], [alice, *PEOPLE[5:8]])
    )
    proof = oncall.prove_distinct(one, attrs.evolve(other, name="other", id="other"), since="2025-02-15T00:00:00Z")
    assert str(proof.counterexample) == "2025-07-27T02:00:00-04:00 to 2025-07-27T03:00:00-04:00"
    assert str(proof.recurs) == "every 20 weeks"
    assert proof.because == "person 0 is"


def test_a_meeting_that_is_skipped_is_none_by_arithmetic_either() -> None:
    """Of 61 and 53 people, Sundays 02:00 to 03:00, one meets herself every 3,233 weeks, first in a skipped hour.

    So the proof names the next time, 3,233 weeks after the 11th of March 2040: the 26th of February 2102.
    """
    alice, others = User("alice"), [User(f"other {number}") for number in range(120)]
    first = "2040-03-05T00:00:00-05:00"  # the Monday before
    one, other = (
        schedule(
            attrs.evolve(
                rotation([alice, *users], WEEK, restrictions=SUNDAY_HOUR),
                start="2025-01-06T00:00:00-05:00",
                rotation_virtual_start=first,
            ),
            name=name,
        )
        for name, users in (("one", others[:60]), ("other", others[60:112]))
    )
    proof = oncall.prove_distinct(one, other)
    assert proof.by_arithmetic
    assert str(proof.counterexample) == "2102-02-26T02:00:00-05:00 to 2102-02-26T03:00:00-05:00"


def test_one_who_is_always_on_call_meets_in_whole_turns() -> None:
    """alice alone, and alice among 3,000 with turns of two weeks and an hour: her whole turn, 7 times a joint period.

    3,000 turns of 1,213,200 s are 3,639,600,000 s; with a week, 604,800 s, the least common multiple is 7 times that.
    """
    alice, others = User("alice"), [User(f"other {number}") for number in range(2_999)]
    alone = schedule(rotation([alice], WEEK), zone="Etc/UTC")
    crowd = schedule(rotation([*others, alice], 2 * WEEK + 3600), name="crowd", zone="Etc/UTC")
    proof = oncall.prove_distinct(alone, crowd)
    assert proof.counterexample is not None
    assert proof.counterexample.seconds == 2 * WEEK + 3600
    assert proof.recurs is not None
    assert proof.recurs.times == 7
