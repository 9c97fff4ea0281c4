"""What the checks look at is worked out once."""

from oncall import Configuration, Page, PageLog, Settings
from oncall.checks.scope import Scope
from tests.checks.builders import ALICE, BOB, CAROL, layer, policy, schedule

ROTA = schedule(layer(ALICE, BOB))
POLICY = policy((5, ROTA), (5, CAROL))


def test_courses_and_reaches_are_shared_between_checks() -> None:
    """Asked twice, the same answer comes back, not an equal one made again."""
    scope = Scope(Configuration(schedules=[ROTA], escalation_policies=[POLICY]), Settings())
    assert scope.course(ROTA) is scope.course(ROTA)
    assert scope.reach(POLICY) is scope.reach(POLICY)


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
