"""What comes of an incident, for every trigger time at once; the agreement with a simulation is in tests/agreement."""

from __future__ import annotations

from itertools import pairwise

import attrs
import pytest

from oncall import EscalationPolicy, EscalationRule, Outcome, Schedule, Step, User
from oncall.chronology.spans import Span
from oncall.errors import InvalidValueError
from oncall.model import Layer
from tests.strategies import DAY

ALICE, BOB, MANAGER = User("alice"), User("bob"), User("manager")
MIDNIGHT = 1_735_689_600  # 2025-01-01T00:00:00Z
ROTA = Schedule(
    name="rota",
    time_zone="Etc/UTC",
    layers=[
        Layer(start=MIDNIGHT, rotation_virtual_start=MIDNIGHT, rotation_turn_length_seconds=DAY, users=[ALICE, BOB])
    ],
)
POLICY = EscalationPolicy(
    name="p",
    num_loops=1,
    rules=[
        EscalationRule(escalation_delay_in_minutes=10, targets=[ROTA]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[MANAGER]),
    ],
)


def people(outcome: Outcome) -> list[str]:
    """Who is notified, step by step."""
    return ["+".join(user.id for user in step.users) for step in outcome.steps]


def test_triggers_before_a_hand_off_have_an_outcome_of_their_own() -> None:
    """The second pass comes 25 minutes later, so triggers of the 25 minutes before midnight page both people."""
    found = POLICY.outcomes(MIDNIGHT + DAY - 3600, MIDNIGHT + DAY + 3600)
    edges = [MIDNIGHT + DAY + aside for aside in (-3600, -25 * 60, 0, 3600)]
    assert [it.span.bounds for it in found] == list(pairwise(edges))
    assert [people(it) for it in found] == [
        ["alice", "manager", "alice", "manager"],
        ["alice", "manager", "bob", "manager"],
        ["bob", "manager", "bob", "manager"],
    ]
    assert [(it.offset_seconds, it.level, it.loop) for it in found[0].steps] == [
        (0, 1, 0),
        (600, 2, 0),
        (1500, 1, 1),
        (2100, 2, 1),
    ]
    assert {it.span.zone for it in found} == {"Etc/UTC"}


def test_before_the_schedule_starts_its_rule_is_skipped() -> None:
    """Triggers of the day before reach the manager at once, then whoever is on call when the second pass comes."""
    found = POLICY.outcomes(MIDNIGHT - 3600, MIDNIGHT)
    # The manager's 15 minutes run from the trigger, so the second pass asks the rota 15 minutes after it, and after
    # alice's 10 minutes the manager again.
    assert [(it.span.seconds, people(it)) for it in found] == [
        (45 * 60, ["manager", "manager"]),
        (15 * 60, ["manager", "alice", "manager"]),
    ]


def test_steps_can_stop_at_so_many_people() -> None:
    """With one person the first step is all there is, with two the second ends it."""
    since, until = MIDNIGHT + 3600, MIDNIGHT + 7200
    assert [people(it) for it in POLICY.outcomes(since, until, people=1)] == [["alice"]]
    assert [people(it) for it in POLICY.outcomes(since, until, people=2)] == [["alice", "manager"]]
    assert [people(it) for it in POLICY.outcomes(since, until, people=3)] == [["alice", "manager"] * 2]


def test_an_outcome_knows_how_long_so_many_people_take() -> None:
    """The first person at once, the second after ten minutes, a third never."""
    (outcome,) = POLICY.outcomes(MIDNIGHT + 3600, MIDNIGHT + 7200)
    assert [outcome.seconds_to(count) for count in (1, 2, 3)] == [0, 600, None]
    assert outcome.users == (ALICE, MANAGER)


def test_an_outcome_may_be_that_nobody_is_notified() -> None:
    """A policy that reaches nobody has one outcome without steps."""
    empty = Schedule(name="empty", time_zone="Etc/UTC", layers=[])
    policy = attrs.evolve(POLICY, rules=[EscalationRule(escalation_delay_in_minutes=1, targets=[empty])])
    (outcome,) = policy.outcomes(0, 100)
    assert outcome == Outcome(span=Span(0, 100), steps=())
    assert (outcome.users, outcome.seconds_to(1)) == ((), None)


def test_people_notified_together_are_one_step() -> None:
    """A rule's targets make one step, each person once."""
    rule = EscalationRule(escalation_delay_in_minutes=1, targets=[MANAGER, ROTA, MANAGER, ALICE])
    (outcome,) = attrs.evolve(POLICY, rules=[rule], num_loops=0).outcomes(MIDNIGHT, MIDNIGHT + 60)
    assert outcome.steps == (Step(offset_seconds=0, level=1, loop=0, users=(MANAGER, ALICE)),)


def test_outcomes_need_a_range() -> None:
    """An empty range is refused."""
    with pytest.raises(InvalidValueError, match="until must be after since"):
        POLICY.outcomes(0, 0)
