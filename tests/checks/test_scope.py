"""What the checks look at is worked out once."""

import pytest

from oncall import Configuration, Page, PageLog, Settings, User
from oncall.checks.pack import seam
from oncall.checks.scope import Scope
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, DAY, WEEK, finding, layer, policy, schedule

ROTA = schedule(layer(ALICE, BOB))
POLICY = policy((5, ROTA), (5, CAROL))


def test_courses_and_reaches_are_shared_between_checks() -> None:
    """Asked twice, the same answer comes back, not an equal one made again."""
    scope = Scope(Configuration(schedules=[ROTA], escalation_policies=[POLICY]), Settings())
    assert scope.course(ROTA) is scope.course(ROTA)
    assert scope.reach(POLICY) is scope.reach(POLICY)
    assert scope.levels(POLICY) is scope.levels(POLICY)


FEBRUARY = "2025-02-03T09:00:00-05:00"


@pytest.mark.parametrize(
    ("code", "users", "turn"),
    [
        ("OC203", [ALICE, BOB, CAROL, DAVE, *map(User, "xyz")], DAY),
        ("OC301", [ALICE, ALICE, BOB], WEEK),
        ("OC302", [ALICE, ALICE, BOB], WEEK),
        ("OC303", [ALICE, ALICE, BOB], WEEK),
        ("OC305", [ALICE, BOB], WEEK),
        ("OC306", [ALICE, BOB], WEEK),
        ("OC307", [User(f"p{number}") for number in range(20)], WEEK),
    ],
)
def test_what_is_so_in_the_long_run_is_said_from_when(code: str, users: list[User], turn: int) -> None:
    """A layer that ends in February, and one that begins then; a start after the time that is asked about.

    Where nothing starts or ends after the time that is asked about, or after the first start, nothing is said of it.
    """
    told = "rota: from Mon 2025-02-03 09:00 -05:00 on, "
    rota = schedule(layer(ALICE, BOB, CAROL, DAVE, end=FEBRUARY), layer(*users, turn=turn, start=FEBRUARY))
    assert finding(code, rota).message.startswith(told)
    assert not finding(code, rota, since=FEBRUARY).message.startswith("rota: from ")
    alone = schedule(layer(*users, turn=turn, start=FEBRUARY))
    assert finding(code, alone, since="2025-01-06T00:00:00Z").message.startswith(told)
    assert not finding(code, alone).message.startswith("rota: from ")


def test_pages_are_attributed_once() -> None:
    """Four checks look at the same attribution."""
    page = Page(at="2025-01-07T12:00:00-05:00", user=ALICE)
    scope = Scope(Configuration(schedules=[ROTA]), Settings(), log=PageLog([page]))
    assert scope.attribution is scope.attribution
    assert [each.page for each in scope.attribution.pages] == [page]


def test_a_schedule_without_anybody_has_no_course() -> None:
    """It is left out of what the checks walk."""
    scope = Scope(Configuration(schedules=[schedule()]), Settings())
    assert list(scope.courses) == []


def test_evidence_reaches_to_until() -> None:
    """Without an end, evidence is listed over twelve weeks at least."""
    open_ended = Scope(Configuration(schedules=[ROTA]), Settings())
    ((_, seen),) = open_ended.courses
    assert open_ended.horizon(seen) - seen.since == 12 * 604_800
    assert Scope(Configuration(schedules=[ROTA]), Settings(), until=seen.since + 60).horizon(seen) == seen.since + 60


def test_a_check_can_know_whether_another_is_asked() -> None:
    """What is ignored, or not selected, finds nothing that need not be found twice."""
    configuration = Configuration(schedules=[ROTA])
    assert Scope(configuration, Settings()).asks(seam.CHECK)
    assert not Scope(configuration, Settings(ignore=["OC103"])).asks(seam.CHECK)
    assert not Scope(configuration, Settings(select=["OC101"])).asks(seam.CHECK)


def test_the_last_shift_is_looked_for_once() -> None:
    """bob has the second of two weeks, and nobody is on call after him; a rotation without an end has no last shift."""
    ended = schedule(layer(ALICE, BOB, end="2025-01-20T09:00:00-05:00"), name="ended")
    scope = Scope(Configuration(schedules=[ROTA, ended]), Settings())
    last = scope.last_stretch(ended)
    assert last is not None
    assert last is scope.last_stretch(ended)
    assert ended.compiled.people[last.owner] == BOB
    assert scope.last_stretch(ROTA) is None
