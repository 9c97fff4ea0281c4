"""OC202: people who are listed and never serve."""

from oncall import User, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, asked, finding, layer, proof, schedule

DAY = 86_400
WEEKDAYS = WeeklyRestriction(start_day_of_week=1, start_time_of_day="09:00:00", duration_seconds=5 * DAY)


def test_the_finding_names_them() -> None:
    """Seven people, a new one each day at 09:00, Monday 09:00 to Saturday 09:00: places 5 and 6 have the weekend."""
    people = [User(f"p{number}") for number in range(7)]
    rota = schedule(layer(*people, turn=DAY, restrictions=[WEEKDAYS]))
    assert finding("OC202", rota).message == "rota: p5 and p6 are listed, and never on call."
    assert proof("OC202", rota).because == "p5 and p6 never are"


def test_many_are_abridged() -> None:
    """With 28 people the eight places 5 and 6 modulo 7 are left out; the finding names five and counts the rest."""
    people = [User(f"p{number}") for number in range(28)]
    found = finding("OC202", schedule(layer(*people, turn=DAY, restrictions=[WEEKDAYS])))
    assert found.message == "rota: p5, p6, p12, p13, p19 and 3 more are listed, and never on call."


def test_a_hidden_person_is_found_beside_the_hidden_layer() -> None:
    """carol is listed beneath a layer that never is silent; dave, who is in it too, serves."""
    rota = schedule(layer(CAROL, DAVE), layer(DAVE, ALICE))
    assert finding("OC202", rota).message == "rota: carol is listed, and never on call."


def test_whoever_served_before_is_found_from_when_on() -> None:
    """alice and bob have January; from 3 February on a later layer, carol's, always wins."""
    later = layer(CAROL, start="2025-02-03T09:00:00-05:00")
    rota = schedule(layer(ALICE, BOB), later)
    told = "from Mon 2025-02-03 09:00 -05:00 on, alice and bob are listed, and never on call."
    assert finding("OC202", rota).message == f"rota: {told}"
    assert finding("OC202", rota, since="2025-01-06T00:00:00Z").message == f"rota: {told}"
    assert finding("OC202", rota, since="2025-02-03T14:00:00Z").message == (
        "rota: alice and bob are listed, and never on call."
    )
    assert proof("OC202", rota).because == "alice and bob never are from Mon 2025-02-03 09:00 -05:00 on"
    hidden = schedule(layer(DAVE), layer(ALICE, BOB), later)
    assert finding("OC202", hidden).message == f"rota: dave is listed, and never on call; {told}"


def test_whoever_serves_is_not_found() -> None:
    """Weekly turns on weekdays give everybody a week; eight people who change daily share every weekday."""
    eight = [User(f"p{number}") for number in range(8)]
    for rota in (
        schedule(layer(ALICE, BOB, restrictions=[WEEKDAYS])),
        schedule(layer(*eight, turn=DAY, restrictions=[WEEKDAYS])),
        schedule(),
    ):
        assert not asked("OC202", rota).findings
