"""Incident roles: who has them at an instant, and when somebody is missing or has two."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import EscalationPolicy, EscalationRule, IncidentRoles, Layer, RoleAssignment, Schedule, User
from oncall.errors import InvalidValueError, NotAnInstantError
from tests.strategies import DAY, PEOPLE, instant_near_change, policy_near, schedule_near, zones

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))
WEDNESDAY = "2025-03-12T15:00:00Z"


def weekly(*users: User, name: str = "rota") -> Schedule:
    """Weekly turns from Monday 2025-01-06 09:00 in New York on."""
    start = "2025-01-06T09:00:00-05:00"
    layer = Layer(start=start, rotation_virtual_start=start, rotation_turn_length_seconds=7 * DAY, users=users)
    return Schedule(name=name, time_zone="America/New_York", layers=[layer])


def manager(target: User | Schedule) -> EscalationPolicy:
    """A policy that pages one target, then dave."""
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[each]) for each in (target, DAVE)]
    return EscalationPolicy(name="managers", rules=rules)


@st.composite
def planned(draw: DrawFn) -> tuple[IncidentRoles, int]:
    """Roles from schedules, policies and people near a clock change, some of them not planned."""
    zone = draw(zones())
    near = instant_near_change(draw, zone)
    schedules = [schedule_near(draw, zone, near, name=name, layers=2) for name in ("first", "second")]
    choices = (*schedules, policy_near(draw, zone, near), *PEOPLE[:2], None)
    picks = [choices[draw(st.integers(0, len(choices) - 1))] for _ in range(4)]
    roles = IncidentRoles(commander=picks[0], technical_lead=picks[1], communications=picks[2], scribe=picks[3])
    return roles, near


@given(planned(), st.integers(1, 20 * DAY), st.integers(0, 20 * DAY))
def test_conflicts_are_where_an_assignment_is_not_ok(plan: tuple[IncidentRoles, int], after: int, before: int) -> None:
    """Around every boundary of any schedule, and of every conflict, the two questions have one answer."""
    roles, near = plan
    since, until = near - before, near + after
    found = roles.conflicts(since, until)
    sources = (roles.commander, roles.technical_lead, roles.communications, roles.scribe)
    shifts = [shift for each in sources if isinstance(each, Schedule) for shift in each.shifts(since, until)]
    policies = [each for each in sources if isinstance(each, EscalationPolicy)]
    shifts += [shift for each in policies for schedule in each.schedules for shift in schedule.shifts(since, until)]
    edges = {since, until, near, *(edge for span in found for edge in span.bounds)}
    edges |= {edge for shift in shifts for edge in shift.bounds if edge is not None}
    tried = {edge + aside for edge in edges for aside in (-1, 0, 1)}
    for instant in sorted(each for each in tried if since <= each < until):
        assert (instant in found) == (not roles.assign(instant).ok)


def test_each_source_gives_its_person() -> None:
    """A schedule gives whoever is on call, a policy whoever it pages first, a user themselves."""
    assigned = IncidentRoles(
        commander=manager(BOB), technical_lead=weekly(ALICE), communications=CAROL, scribe=DAVE
    ).assign(WEDNESDAY)
    people = (assigned.commander, assigned.technical_lead, assigned.communications, assigned.scribe)
    assert people == (BOB, ALICE, CAROL, DAVE)
    assert (assigned.unfilled, assigned.doubled, assigned.ok) == ((), {}, True)


def test_a_policy_whose_first_level_is_empty_gives_the_next() -> None:
    """Before a schedule starts its level is skipped, and dave would be paged first."""
    roles = IncidentRoles(commander=manager(weekly(ALICE)))
    assert roles.assign("2025-01-06T13:59:59Z").commander == DAVE
    assert roles.assign("2025-01-06T14:00:00Z").commander == ALICE


def test_what_nobody_has_is_unfilled() -> None:
    """A role that is not planned, and one whose schedule has nobody on call."""
    assigned = IncidentRoles(commander=ALICE, scribe=weekly(BOB)).assign("2025-01-06T13:59:59Z")
    assert assigned.unfilled == ("technical_lead", "communications", "scribe")
    assert not assigned.ok


def test_who_has_two_roles_is_named_with_them() -> None:
    """alice commands and writes down, bob does the other two."""
    assigned = IncidentRoles(commander=ALICE, technical_lead=BOB, communications=weekly(BOB), scribe=ALICE).assign(
        WEDNESDAY
    )
    assert assigned.doubled == {ALICE: ("commander", "scribe"), BOB: ("technical_lead", "communications")}
    assert (assigned.unfilled, assigned.ok) == ((), False)


def test_two_rotations_of_two_and_three_meet_every_six_weeks() -> None:
    """alice is first of both: in the weeks of 2025-01-06 and, 2 * 3 weeks later, of 2025-02-17 she has two roles."""
    roles = IncidentRoles(
        commander=weekly(ALICE, BOB), technical_lead=weekly(ALICE, CAROL, DAVE), communications=User("erin"),
        scribe=User("frank"),
    )  # fmt: skip
    found = roles.conflicts("2025-01-06T09:00:00-05:00", "2025-03-03T09:00:00-05:00")
    assert [str(span) for span in found] == [
        "2025-01-06T09:00:00-05:00 to 2025-01-13T09:00:00-05:00",
        "2025-02-17T09:00:00-05:00 to 2025-02-24T09:00:00-05:00",
    ]


def test_an_assignment_is_shown_in_the_zone_of_the_first_schedule() -> None:
    """Also if only a policy has one; without any in UTC."""
    assert IncidentRoles(commander=ALICE, scribe=weekly(BOB)).assign(WEDNESDAY).at.isoformat() == (
        "2025-03-12T11:00:00-04:00"
    )
    assert IncidentRoles(commander=manager(weekly(BOB))).time_zone == "America/New_York"
    assert IncidentRoles(commander=ALICE).assign(WEDNESDAY).at.isoformat() == "2025-03-12T15:00:00+00:00"


def test_an_assignment_reads_well() -> None:
    """Every role with its person, then what is wrong."""
    assigned = RoleAssignment(at=WEDNESDAY, commander=ALICE, technical_lead=BOB, communications=ALICE)
    assert str(assigned).splitlines() == [
        "Wed 2025-03-12 15:00 +00:00",
        "Incident Commander   alice",
        "Technical Lead       bob",
        "Communications Lead  alice",
        "Scribe               nobody",
        "nobody is Scribe",
        "alice has 2 roles: Incident Commander and Communications Lead",
    ]
    assert assigned.to_dict() == {
        "at": "2025-03-12T15:00:00+00:00",
        "commander": "alice",
        "technical_lead": "bob",
        "communications": "alice",
        "scribe": None,
        "unfilled": ["scribe"],
        "doubled": {"alice": ["commander", "communications"]},
        "ok": False,
    }


def test_what_is_no_source_is_refused() -> None:
    """A name is not a person, a person's id is not a role, and a range is not empty."""
    with pytest.raises(InvalidValueError, match="commander must be a User, a Schedule, an EscalationPolicy or None"):
        IncidentRoles(commander="alice")  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="scribe must be a User"):
        RoleAssignment(at=0, scribe=weekly(ALICE))  # type: ignore[arg-type]
    with pytest.raises(NotAnInstantError, match="at: "):
        IncidentRoles().assign("2025-03-12")
    with pytest.raises(InvalidValueError, match="until must be after since"):
        IncidentRoles().conflicts(0, 0)
