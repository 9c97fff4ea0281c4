"""Which of many schedules ever share somebody: the same pairs that `meetings` finds two by two."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall import Layer, Schedule, User
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
