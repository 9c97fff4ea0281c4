"""Which of many schedules ever share somebody: the same pairs that `meetings` finds two by two."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Schedule, User
from oncall.analysis.bookings import bookings
from oncall.analysis.meetings import meetings
from oncall.analysis.periods import course
from tests.analysis.test_periods import repeating
from tests.strategies import moments, schedule_near

MONDAY = "2025-01-06T09:00:00-05:00"
ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))


def weekly(name: str, *users: User, turn: int = 604_800, zone: str = "America/New_York") -> Schedule:
    """A rotation from a Monday on."""
    layer = Layer(start=MONDAY, rotation_virtual_start=MONDAY, rotation_turn_length_seconds=turn, users=users)
    return Schedule(name=name, time_zone=zone, layers=[layer])


def shared(*schedules: Schedule) -> set[tuple[str, str]]:
    """The pairs that share somebody."""
    courses = {it.id: seen for it in schedules if (seen := course(it)) is not None}
    return set(bookings(courses).shared)


def test_of_many_only_those_who_meet_are_paired() -> None:
    """alice has even weeks in a and odd ones in b; in c of three people she meets both; d shares nobody."""
    a, b = weekly("a", ALICE, BOB), weekly("b", BOB, ALICE)
    c, d = weekly("c", ALICE, CAROL, CAROL), weekly("d", DAVE)
    assert shared(a, b, c, d) == {("a", "c"), ("b", "c")}


def test_zones_are_told_apart() -> None:
    """In different zones it is decided on instants: alice's even weeks of London begin before those of New York."""
    here = weekly("a", ALICE, BOB)
    there = weekly("there", BOB, ALICE, turn=86_400, zone="Europe/London")
    found = bookings({it.id: seen for it in (here, there) if (seen := course(it)) is not None})
    assert list(found.shared) == [("a", "there")]
    assert set(found.until) == {"a", "there"}


@pytest.mark.parametrize(("place", "first_day"), [(28, 1857), (46, 2229)])
def test_a_meeting_of_two_zones_may_be_years_away(place: int, first_day: int) -> None:
    """alice has one week of 53 in New York and one day of 59 in London; years go by until one falls into the other."""
    tried = (day for day in range(9_000) if day % (53 * 7) < 7 and day % 59 == place)
    assert next(tried) == first_day
    crowd = [User(f"person {number}") for number in range(110)]
    here = weekly("here", ALICE, *crowd[:52])
    there = weekly("there", *crowd[52 : 52 + place], ALICE, *crowd[52 + place :], turn=86_400, zone="Europe/London")
    assert len(there.users) == 59
    assert shared(here, there) == {("here", "there")}


def test_those_who_are_never_awake_together_never_meet() -> None:
    """alice answers from 09:00 to 17:00 in New York, which is after noon in London, and there from 02:00 to 06:00."""

    def within(schedule: Schedule, start: str, hours: int) -> Schedule:
        window = DailyRestriction(start_time_of_day=start, duration_seconds=hours * 3600)
        return attrs.evolve(schedule, layers=[attrs.evolve(schedule.layers[0], restrictions=[window])])

    here = within(weekly("here", ALICE, BOB), "09:00:00", 8)
    there = within(weekly("there", ALICE, CAROL, turn=86_400, zone="Europe/London"), "02:00:00", 4)
    assert shared(here, there) == set()
    assert shared(here, within(there, "16:00:00", 2)) == {("here", "there")}


def test_what_is_too_long_to_walk_is_asked_two_by_two() -> None:
    """Turns of 3601 s under a thousand people do not come round within the bound; alice meets herself at once."""
    crowd = [User(f"person {number}") for number in range(1_000)]
    endless = Schedule(
        name="endless",
        time_zone="America/New_York",
        layers=[
            Layer(start=MONDAY, rotation_virtual_start=MONDAY, rotation_turn_length_seconds=turn, users=[ALICE, *crowd])
            for turn in (3601,)
        ],
    )
    assert shared(endless, weekly("a", ALICE)) == {("endless", "a")}


@given(moment=moments(), data=st.data())
def test_the_pairs_are_those_that_meet(moment: tuple[str, int], data: st.DataObject) -> None:
    """Two schedules are found exactly if there is a meeting of the two."""
    zone, near = moment
    one, other = (
        repeating(data.draw(st.composite(lambda draw, it: schedule_near(draw, zone, near, name=it, layers=1))(name)))
        for name in ("one", "other")
    )
    assert shared(one, other) == ({("one", "other")} if meetings(one, other).first is not None else set())
