"""OC203: time that always falls to the same people."""

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import DailyRestriction, Schedule, User, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, asked, finding, layer, proof, schedule

DAY, WEEK = 86_400, 604_800
MIDNIGHT = "2025-01-06T00:00:00-05:00"


def daily(people: int, start: str = MIDNIGHT) -> Schedule:
    """So many people, a new one every day."""
    return schedule(layer(*(User(f"p{number}") for number in range(people)), turn=DAY, start=start))


def test_seven_people_have_the_same_day_for_ever() -> None:
    """With daily turns from midnight, places 5 and 6 have every weekend and place 0 every Monday."""
    assert finding("OC203", daily(7)).message == (
        "rota: in layer 1, weekends always fall to p5 and p6, Mondays to p0 and 6 other weekdays to the same people "
        "each, for ever."
    )


@pytest.mark.parametrize(("people", "resonant"), [(6, False), (7, True), (8, False), (13, False), (14, True)])
def test_it_is_the_common_factor_with_the_week(people: int, resonant: bool) -> None:  # noqa: FBT001 - the expected answer
    """Daily turns go round the weekdays unless the number of people is a multiple of 7."""
    assert bool(asked("OC203", daily(people)).findings) == resonant
    assert proof("OC203", daily(people)).holds != resonant


def test_turns_of_twelve_hours_give_the_nights_to_some() -> None:
    """Of two people who change at 10:00 and 22:00, alice has the days; nights, 22:00 to 07:00, are bob's."""
    rota = schedule(layer(ALICE, BOB, turn=DAY // 2, start="2025-01-06T10:00:00-05:00"))
    assert finding("OC203", rota).message == "rota: in layer 1, nights always fall to bob, for ever."
    three = schedule(layer(ALICE, BOB, CAROL, turn=DAY // 2, start="2025-01-06T10:00:00-05:00"))
    assert not asked("OC203", three).findings


def test_what_a_layer_is_made_for_is_no_resonance() -> None:
    """Weekends of their own that go round, a night layer, one person alone, weekly turns: all fine."""
    weekend = WeeklyRestriction(start_day_of_week=6, start_time_of_day="00:00:00", duration_seconds=2 * DAY)
    night = DailyRestriction(start_time_of_day="22:00:00", duration_seconds=9 * 3600)
    for rota in (
        schedule(layer(ALICE, BOB), layer(CAROL, DAVE, restrictions=[weekend])),
        schedule(layer(ALICE, BOB), layer(CAROL, DAVE, restrictions=[night])),
        schedule(layer(ALICE), layer(BOB, restrictions=[weekend])),
        schedule(layer(ALICE, BOB, CAROL)),
    ):
        assert not asked("OC203", rota).findings


def test_whoever_never_serves_is_the_finding_of_another_check() -> None:
    """Seven people on weekdays only: OC202 names two, and what mends that mends this."""
    weekdays = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * DAY)
    (it,) = daily(7).layers
    assert not asked("OC203", schedule(attrs.evolve(it, restrictions=[weekdays]))).findings


@given(
    people=st.integers(2, 9),
    turn=st.sampled_from([DAY // 2, DAY, 2 * DAY, DAY + DAY // 2, WEEK // 2, WEEK]),
    hour=st.integers(0, 23),
)
def test_it_agrees_with_looking_at_every_hour(people: int, turn: int, hour: int) -> None:
    """Hour by hour over a joint period in a zone without clock changes: who ever has weekends, and each weekday."""
    users = [User(f"p{number}") for number in range(people)]
    rota = schedule(layer(*users, turn=turn, start=f"2025-01-06T{hour:02}:00:00Z"), zone="Etc/UTC")
    assume(people * turn * 7 <= 9 * 7 * WEEK)
    first = 1_736_121_600  # Monday 2025-01-06 00:00 UTC
    having: list[set[User]] = [set() for _ in range(9)]  # the weekdays, weekends, nights
    for at in range(first + WEEK, first + WEEK + people * turn * 14, 3600):
        user, day, clock = rota.on_call(at), (at - first) // DAY % 7, (at - first) // 3600 % 24
        assert user is not None
        kinds = [day, *([7] if day >= 5 else []), *([8] if clock >= 22 or clock < 7 else [])]
        for kind in kinds:
            having[kind].add(user)
    assert bool(asked("OC203", rota).findings) == any(found != set(users) for found in having)
