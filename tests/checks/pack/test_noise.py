"""OC803: most pages needed no action."""

from __future__ import annotations

from oncall import Configuration, Finding, Incident, Page, PageLog, Settings, Severity, User, check
from tests.checks.builders import ALICE, BOB, DAVE, layer, policy, schedule

CONFIGURATION = Configuration(schedules=[schedule(layer(ALICE, BOB))])
KNOWN = {"yes": True, "no": False, "?": None}
TUESDAY = "2025-01-07T12:00:00-05:00"


def found(noted: str, *, percent: int = 50, user: User = ALICE) -> tuple[Finding, ...]:
    """What the check finds in pages of which it was noted whether they needed action: `yes`, `no`, or `?`."""
    page = Page(at=TUESDAY, user=user)
    log = PageLog(Incident(triggered_at=TUESDAY, pages=[page], needed_action=KNOWN[each]) for each in noted.split())
    return check(CONFIGURATION, pages=log, settings=Settings(select="OC803", noise_percent=percent)).findings


def test_half_of_the_pages_may_be_noise() -> None:
    """One of two is not found, two of three are."""
    assert not found("no yes")
    (finding,) = found("no yes no")
    assert finding.message == "rota: 2 of 3 pages needed no action; 50 % are the most."
    assert finding.severity == Severity.INFO


def test_what_nobody_noted_does_not_count() -> None:
    """Neither way."""
    assert not found("? ?")
    assert not found("no yes ?")
    assert found("no ? ?")


def test_a_page_on_nobodys_shift_does_not_count() -> None:
    """Dave has no part in the schedule."""
    assert not found("no no", user=DAVE)


def test_a_schedule_that_only_a_policy_names_is_judged_too() -> None:
    """Pages fall on its shifts as on any other's."""
    configuration = Configuration(escalation_policies=[policy((5, schedule(layer(ALICE, BOB))))])
    log = PageLog([Incident(triggered_at=TUESDAY, pages=[Page(at=TUESDAY, user=ALICE)], needed_action=False)])
    (finding,) = check(configuration, pages=log, settings=Settings(select="OC803")).findings
    assert finding.subject == "rota"


def test_the_share_is_a_setting() -> None:
    """None of them, or all of them."""
    assert found("no yes", percent=0)
    assert not found("no no", percent=100)
