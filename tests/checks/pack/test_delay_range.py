"""OC604: delays that are too short or too long."""

from pathlib import Path

import pytest

from oncall import Settings, load
from tests.checks.builders import ALICE, BOB, CAROL, asked, finding, policy

CHECKOUT = Path(__file__).parents[3] / "examples" / "checkout" / "pagerduty.tf"


@pytest.mark.parametrize(("minutes", "found"), [(4, 1), (5, 0), (30, 0), (31, 1)])
def test_five_to_thirty_minutes_are_fine(minutes: int, found: int) -> None:
    """Both limits are included."""
    assert len(asked("OC604", policy((minutes, ALICE), (10, BOB))).findings) == found


def test_the_level_and_its_minutes_are_named() -> None:
    """The second of three levels waits an hour before the third."""
    found = finding("OC604", policy((5, ALICE), (60, BOB), (5, CAROL)))
    assert found.message == "policy: level 2 waits 1 hour before level 3; 5 to 30 minutes are asked for."


def test_the_last_delay_counts_if_the_rules_are_run_again() -> None:
    """Without loops nothing follows the last level."""
    assert not asked("OC604", policy((5, ALICE), (60, BOB))).findings
    found = finding("OC604", policy((5, ALICE), (60, BOB), loops=1))
    assert "level 2 waits 1 hour before the rules are run again" in found.message
    assert not asked("OC604", policy((1, ALICE))).findings


def test_the_limits_are_a_setting() -> None:
    """A team may allow one to sixty minutes."""
    wide = Settings(select=["OC604"], delay_minutes=(1, 60))
    assert not asked("OC604", policy((1, ALICE), (60, BOB), (5, CAROL)), settings=wide).findings
    (found,) = asked("OC604", policy((61, ALICE), (5, CAROL)), settings=wide).findings
    assert "1 to 60 minutes" in found.message


def test_the_rule_is_pointed_at() -> None:
    """The finding is at the line of the rule: here the second one of a file, whose rules are run again."""
    (article,) = load(CHECKOUT).escalation_policies.values()
    strict = Settings(select=["OC604"], delay_minutes=(5, 12))
    (found,) = asked("OC604", article, settings=strict).findings
    rules = [number for number, line in enumerate(CHECKOUT.read_text().splitlines(), start=1) if line == "  rule {"]
    assert found.where is not None
    assert found.where.line == rules[1]
