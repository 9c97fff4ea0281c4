"""By which service or policy an incident is escalated."""

from __future__ import annotations

import attrs
import pytest

from oncall import Configuration, EscalationPolicy, EscalationRule, Incident, Service, User
from oncall.analysis.routes import Routes

FIRST, SECOND, HIDDEN = (
    EscalationPolicy(
        name=name, rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[User(name)])], id=f"id-{name}"
    )
    for name in ("first", "second", "hidden")
)
SERVICE = Service(name="checkout", escalation_policy=FIRST)
OTHER = Service(name="search", escalation_policy=HIDDEN)
CONFIGURATION = Configuration(escalation_policies=[FIRST, SECOND], services=[SERVICE, OTHER])


@pytest.mark.parametrize(
    ("service", "policy", "expected"),
    [
        ("checkout", "", SERVICE),
        ("checkout", "first", SERVICE),
        ("checkout", "id-second", attrs.evolve(SERVICE, escalation_policy=SECOND)),
        ("checkout", "nowhere", SERVICE),
        ("nowhere", "second", SECOND),
        ("", "hidden", HIDDEN),  # only a service names it
    ],
)
def test_the_service_counts_and_a_policy_that_is_named_with_it(
    service: str, policy: str, expected: Service | EscalationPolicy
) -> None:
    """Timeouts are those of the service, whichever policy escalates; names and ids are taken."""
    assert Routes(CONFIGURATION).of(Incident(triggered_at=0, service=service, escalation_policy=policy)) == expected


def test_what_is_not_known_has_a_reason() -> None:
    """Wrong names are said, and so is that there is no only policy; with one policy it is the one."""
    routes = Routes(CONFIGURATION)
    wrong = routes.of(Incident(triggered_at=0, service="chekout", escalation_policy="frist"))
    assert isinstance(wrong, str)
    assert "'chekout'" in wrong
    assert "'frist'" in wrong
    assert routes.of(Incident(triggered_at=0)) == "it names no service and no escalation policy, of which there are 3"
    assert Routes(Configuration(escalation_policies=[SECOND])).of(Incident(triggered_at=0)) == SECOND


def test_whatever_leads_to_the_same_is_the_same() -> None:
    """A policy named by id or by name is one route, whose incidents take turns together."""
    routes = Routes(CONFIGURATION)
    named, by_id = (
        routes.of(Incident(triggered_at=0, service="checkout", escalation_policy=name))
        for name in ("second", "id-second")
    )
    assert named is by_id
