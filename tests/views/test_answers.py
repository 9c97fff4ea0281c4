"""What the command answers with: when an escalation is over, and with whom the incident stays then."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from oncall import EscalationPolicy, EscalationRule, Schedule, Service, User
from oncall.views.answers import Escalation

if TYPE_CHECKING:
    from oncall.model.escalation import EmptyRules

ALICE, BOB = User("alice"), User("bob")
EMPTY = Schedule(name="empty", time_zone="Etc/UTC", layers=[])
TRIGGER = 1_741_791_600  # 2025-03-12T15:00:00Z
MINUTE = 60


def policy(*levels: tuple[int, User | Schedule], empty_rules: EmptyRules = "skip") -> EscalationPolicy:
    """A policy of one target a rule, each with its delay in minutes."""
    rules = [EscalationRule(escalation_delay_in_minutes=minutes, targets=[target]) for minutes, target in levels]
    return EscalationPolicy(name="policy", rules=rules, empty_rules=empty_rules)


@pytest.mark.parametrize(("empty_rules", "minutes"), [("skip", 5), ("wait", 15)])
def test_a_last_level_that_waits_is_waited_for(empty_rules: EmptyRules, minutes: int) -> None:
    """After alice's five minutes an empty level of ten takes no time, or its ten minutes."""
    escalation = Escalation(policy=policy((5, ALICE), (10, EMPTY), empty_rules=empty_rules), triggered_at=TRIGGER)
    assert escalation.over == TRIGGER + minutes * MINUTE
    assert escalation.holders == (ALICE,)


@pytest.mark.parametrize(
    ("acknowledged", "resolved", "over"),
    [
        (None, None, 15),  # 5 + 10
        (3, None, 3),  # before bob is paged, and for good
        (20, None, 15),  # when all was over already
        (None, 7, 7),
        (7, 9, 7),
    ],
)
def test_an_answer_ends_it(acknowledged: int | None, resolved: int | None, over: int) -> None:
    """What comes first after the last page: the end of the last delay, an acknowledgement, or a resolution."""
    escalation = Escalation(
        policy=policy((5, ALICE), (10, BOB)),
        triggered_at=TRIGGER,
        acknowledged_after=None if acknowledged is None else acknowledged * MINUTE,
        resolved_after=None if resolved is None else resolved * MINUTE,
    )
    assert escalation.over == TRIGGER + over * MINUTE


def test_an_acknowledgement_that_runs_out_does_not_end_it() -> None:
    """Acknowledged at +3 for half an hour, alice is paged again at +33, then bob: over at 33 + 5 + 10."""
    asked = policy((5, ALICE), (10, BOB))
    service = Service(name="service", escalation_policy=asked, acknowledgement_timeout=1800)
    escalation = Escalation(policy=asked, service=service, triggered_at=TRIGGER, acknowledged_after=3 * MINUTE)
    assert escalation.over == TRIGGER + 48 * MINUTE
    assert escalation.holders == (BOB,)


def test_an_acknowledgement_may_outlive_the_incident() -> None:
    """It holds until +33, but at +20 the service resolves the incident: nobody is paged from +3 on."""
    asked = policy((5, ALICE), (10, BOB))
    service = Service(
        name="service", escalation_policy=asked, acknowledgement_timeout=1800, auto_resolve_timeout=20 * MINUTE
    )
    escalation = Escalation(policy=asked, service=service, triggered_at=TRIGGER, acknowledged_after=3 * MINUTE)
    assert escalation.over == TRIGGER + 3 * MINUTE


def test_nothing_is_over_that_never_began() -> None:
    """A policy that reaches nobody has no end, and nobody has the incident."""
    escalation = Escalation(policy=policy((5, EMPTY)), triggered_at=TRIGGER)
    assert (escalation.over, escalation.holders) == (None, ())


def test_the_end_of_time_is_an_end() -> None:
    """A minute before the last instant the last delay cannot run out."""
    escalation = Escalation(policy=policy((5, ALICE)), triggered_at="9999-12-29T23:59:00Z")
    # LATEST is 9999-12-30T00:00:00Z, which is 60 seconds later.
    assert escalation.over == escalation.triggered_at + 60
