"""OC605: the second person is paged later than a severity allows."""

import pytest

from oncall import Settings
from tests.checks.builders import ALICE, BOB, CAROL, asked, finding, layer, policy, proof, schedule

ROTA = schedule(layer(ALICE, BOB))


@pytest.mark.parametrize(
    ("minutes", "severities"),
    [(5, []), (6, ["SEV-1"]), (15, ["SEV-1"]), (16, ["SEV-1", "SEV-2"]), (31, ["SEV-1", "SEV-2", "SEV-3"])],
)
def test_each_severity_has_its_minutes(minutes: int, severities: list[str]) -> None:
    """A delay of exactly the response time keeps it; a minute more does not."""
    found = asked("OC605", policy((minutes, ROTA), (5, CAROL))).findings
    named = [name for name in ("SEV-1", "SEV-2", "SEV-3") if found and name in found[0].message]
    assert named == severities


def test_the_same_person_again_is_no_second_person() -> None:
    """In her own weeks alice is both levels, and carol comes after 4 + 4 minutes."""
    found = finding("OC605", policy((4, ROTA), (4, ALICE), (4, CAROL)))
    assert "after 8 minutes (alice and carol" in found.message
    assert not asked("OC605", policy((4, ROTA), (4, CAROL))).findings


def test_a_policy_without_a_second_person_is_another_checks() -> None:
    """Where nobody second is ever paged OC001 speaks, not this check."""
    assert not asked("OC605", policy((30, ALICE), (30, ALICE))).findings


def test_the_second_pass_counts() -> None:
    """An incident twenty minutes before alice hands over pages her twice, and in the second pass bob."""
    found = finding("OC605", policy((10, ROTA), (10, ALICE), loops=1))
    # alice at 08:40 through the rota, at 08:50 by name; at 09:00 the rota is bob's.
    assert "after 20 minutes (alice and bob, for an incident at Mon 2025-01-13 08:40 -05:00)" in found.message


def test_the_response_times_are_a_setting() -> None:
    """A team may promise an answer within the hour."""
    relaxed = Settings(response_minutes={"SEV-1": 60})
    assert not asked("OC605", policy((45, ROTA), (5, CAROL)), settings=relaxed).findings
    assert asked("OC605", policy((61, ROTA), (5, CAROL)), settings=relaxed).findings


def test_it_is_proved() -> None:
    """Five minutes to the second person are proved for all time."""
    proved = proof("OC605", policy((5, ROTA), (5, CAROL)))
    assert (proved.holds, proved.until) == (True, None)
    assert proved.statement == "a second person is paged within 5 minutes"
