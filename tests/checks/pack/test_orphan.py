"""OC607: schedules that no policy uses."""

from oncall import Configuration, EscalationPolicy, EscalationRule, Service, check
from tests.checks.builders import ALICE, BOB, CAROL, asked, finding, layer, policy, schedule

USED, UNUSED = schedule(layer(ALICE, BOB), name="used"), schedule(layer(ALICE, BOB), name="unused")


def test_a_schedule_without_a_policy_is_found() -> None:
    """The one that a rule names is not."""
    found = finding("OC607", USED, UNUSED, policy((5, USED), (5, CAROL)))
    assert (found.subject, found.message) == (
        "unused",
        "unused: no escalation policy uses it: nobody is ever paged through it.",
    )


def test_any_level_is_a_use() -> None:
    """Also the second target of the last rule."""
    last = EscalationRule(escalation_delay_in_minutes=5, targets=[CAROL, UNUSED])
    both = EscalationPolicy(name="policy", rules=[*policy((5, USED)).rules, last])
    assert not asked("OC607", USED, UNUSED, both).findings


def test_without_policies_nothing_is_said() -> None:
    """They are kept elsewhere."""
    assert not asked("OC607", USED, UNUSED).findings


def test_the_policy_of_a_service_counts() -> None:
    """A policy that only a service names uses its schedules as well."""
    service = Service(name="checkout", escalation_policy=policy((5, USED), (5, CAROL)))
    report = check(Configuration(schedules=[USED, UNUSED], services=[service]))
    assert [each.subject for each in report.findings if each.code == "OC607"] == ["unused"]
