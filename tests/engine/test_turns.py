"""Rotation arithmetic: where turns begin, and which one is current."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.instants import to_seconds as at
from oncall.chronology.zones import Zone
from oncall.engine.turns import Rotation
from tests import strategies
from tests.agreement import oracle
from tests.strategies import DAY, HOUR, WEEK

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn


@attrs.frozen
class Case:
    """A rotation of a zone, and an instant to ask about."""

    zone: str
    virtual_start: int
    seconds: int
    near: int

    @property
    def rotation(self) -> Rotation:
        """The rotation of the engine."""
        return Rotation(Zone.named(self.zone), self.virtual_start, self.seconds)

    def turn(self, instant: int) -> int:
        """The oracle's turn at an instant."""
        return oracle.turn_number(self.told, self.zone, instant)

    @property
    def told(self) -> oracle.Layer:
        """The rotation as the oracle has it."""
        return oracle.Layer(0, None, self.virtual_start, self.seconds, ("alice",))


@st.composite
def cases(draw: DrawFn) -> Case:
    """Any rotation, near a clock change mostly."""
    zone, near = draw(strategies.moments())
    return Case(zone, strategies.virtual_start(draw, zone, near), draw(strategies.turn_lengths()), near)


@given(cases(), st.lists(strategies.nudges(), max_size=5))
def test_the_current_turn_is_the_largest_that_has_begun(case: Case, asides: list[int]) -> None:
    """At any instant the turn is the oracle's, which tries every turn that could be current."""
    for instant in (case.near, *(case.near + aside for aside in asides)):
        assert case.rotation.turn_at(instant) == case.turn(instant)


@given(cases(), st.integers(-2, 2))
def test_a_turn_begins_at_its_local_time(case: Case, aside: int) -> None:
    """The start of a turn is the oracle's, and a second before it the turn is an earlier one."""
    turn = case.turn(case.near) + aside
    start = case.rotation.start_of(turn)
    assert start == oracle.start_of(case.told, case.zone, turn)
    assert case.rotation.turn_at(start) >= turn
    assert case.rotation.turn_at(start - 1) == case.turn(start - 1)


@given(cases())
def test_a_turn_ends_when_a_later_one_is_current(case: Case) -> None:
    """A second before its end the current turn still is, and at its end the oracle has a later one."""
    turn = case.turn(case.near)
    end = case.rotation.end_of(turn)
    assert end > case.near
    assert case.turn(end - 1) == turn
    assert case.turn(end) > turn


@given(cases(), st.lists(strategies.nudges(), min_size=2, max_size=8))
def test_a_turn_never_comes_back(case: Case, asides: list[int]) -> None:
    """Later instants have later turns or the same one."""
    turns = [case.rotation.turn_at(case.near + aside) for aside in sorted(asides)]
    assert turns == sorted(turns)


@given(cases(), st.integers(1, 40), st.integers(0, 39), st.integers(1, 7))
def test_a_lane_holds_the_turn_of_every_instant(case: Case, pieces: int, before: int, places: int) -> None:
    """Rendered turns change exactly where the current turn does, and are that turn modulo the places."""
    since = case.near - before * min(case.seconds, DAY)
    until = since + pieces * min(case.seconds, 3 * DAY)
    lane = case.rotation.lane(since, until, places)
    assert lane.starts[0] == since
    assert all(low < high for low, high in zip(lane.starts, [*lane.starts[1:], until], strict=True))
    for start, end, place in zip(lane.starts, lane.ends, lane.places, strict=True):
        assert place == case.turn(start) % places == case.turn(end - 1) % places


NEW_YORK = Zone.named("America/New_York")


def starts(rotation: Rotation, since: str, until: str) -> list[int]:
    """Where turns begin within a range."""
    return rotation.lane(at(since), at(until), 1_000_000).starts[1:]


def test_a_weekly_turn_over_a_clock_change_has_167_or_169_hours() -> None:
    """A hand-off keeps its local time, so the week around a clock change is an hour short or long."""
    rotation = Rotation(NEW_YORK, at("2025-01-01T00:00:00-05:00"), WEEK)
    # Wednesdays: 5 March 05:00Z, 12 March 04:00Z; 29 October 04:00Z, 5 November 05:00Z.
    spring, autumn = at("2025-03-05T05:00:00Z"), at("2025-10-29T04:00:00Z")
    assert rotation.start_of(rotation.turn_at(spring) + 1) - spring == 167 * HOUR
    assert rotation.start_of(rotation.turn_at(autumn) + 1) - autumn == 169 * HOUR


def test_a_hand_off_in_a_repeated_hour_happens_once() -> None:
    """A daily 01:30 hand-off is at the first 01:30 of an autumn night, and the second changes nothing."""
    rotation = Rotation(NEW_YORK, at("2025-10-31T01:30:00-04:00"), DAY)
    # 1 and 2 November 05:30Z (-04:00), 3 November 06:30Z (-05:00).
    expected = [at(f"2025-11-0{day}Z") for day in ("1T05:30", "2T05:30", "3T06:30")]
    assert starts(rotation, "2025-10-31T06:00Z", "2025-11-04T00:00Z") == expected
    assert [rotation.turn_at(at(f"2025-11-02T{time}Z")) for time in ("05:29:59", "05:30", "06:15", "06:30")] == [
        1,
        2,
        2,
        2,
    ]


def test_a_day_that_is_missing_takes_its_turn_with_it() -> None:
    """In Apia, which had no 30 December 2011, a daily turn of that day never is current."""
    rotation = Rotation(Zone.named("Pacific/Apia"), at("2011-12-28T09:00:00-10:00"), DAY)
    # 09:00 on the 29th is 19:00Z; on the 31st, turn 3, it is 19:00Z on the 30th (+14:00).
    instants = [at(f"2011-12-{day}T19:00:00Z") for day in ("28", "29", "30", "31")]
    assert [rotation.turn_at(instant) for instant in instants] == [0, 1, 3, 4]
    assert starts(rotation, "2011-12-28T20:00:00Z", "2012-01-01T00:00:00Z") == instants[1:]
    assert rotation.end_of(1) == rotation.end_of(2) == instants[2]


def test_a_turn_that_is_overtaken_is_not_the_next() -> None:
    """In that night turns of five hours go from the third, at 31 December 00:00, to the eighth at 01:00."""
    rotation = Rotation(Zone.named("Pacific/Apia"), at("2011-12-29T09:00:00-10:00"), 5 * HOUR)
    # Turns 3 to 7 are those of 30 December 00:00 to 20:00, which become the same times of the 31st (+14:00).
    third, eighth = at("2011-12-31T00:00:00+14:00"), at("2011-12-31T01:00:00+14:00")
    assert (rotation.end_of(2), rotation.end_of(3)) == (third, eighth)
    assert [rotation.turn_at(it) for it in (third - 1, third, eighth - 1, eighth)] == [2, 3, 3, 8]


@pytest.mark.parametrize("places", [1, 2])
def test_a_rotation_of_one_place_is_one_piece(places: int) -> None:
    """Where there is nobody to hand over to, there are no hand-offs to count."""
    lane = Rotation(NEW_YORK, 0, HOUR).lane(0, 10 * HOUR, places)
    assert lane.places == ([0] if places == 1 else [0, 1] * 5)


@pytest.mark.parametrize("until", ["2012-03-31T13:15:00Z", "2012-03-31T14:15:00Z", "2012-03-31T14:45:00Z"])
def test_the_last_turn_of_a_range_is_kept_though_one_before_was_overtaken(until: str) -> None:
    """Samoa's 30 December 2011 takes a turn with it; on 1 April 2012 the hour from 03:00 comes twice.

    The hand-off at 03:30 is at the first of the two, 13:30Z: it has been both at the second 03:15 and the second 03:45.
    """
    rotation = Rotation(Zone.named("Pacific/Apia"), at("2011-12-01T03:30:00-10:00"), DAY)
    lane = rotation.lane(at("2011-12-20T00:00:00Z"), at(until), 1000)
    # From 1 December to 1 April there are 122 days, by the calendar.
    expected = 121 if until == "2012-03-31T13:15:00Z" else 122
    assert lane.places[-1] == expected
    assert lane.at(at(until) - 1) == rotation.turn_at(at(until) - 1) == expected
