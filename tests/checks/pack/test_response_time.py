"""OC605: the second person is paged later than a severity allows."""

import attrs
import pytest

from oncall import EscalationPolicy, ResponseTimes, Settings
from tests.checks.builders import ALICE, BOB, CAROL, asked, finding, layer, policy, proof, schedule

ROTA = schedule(layer(ALICE, BOB))
DAY_MINUTES = 1440


def message(subject: EscalationPolicy, times: ResponseTimes | None = None) -> str:
    """What the one finding says, without the policy's name."""
    settings = Settings(response_times=ResponseTimes() if times is None else times)
    (found,) = asked("OC605", subject, settings=settings).findings
    return found.message.removeprefix("policy: ")


@pytest.mark.parametrize(
    ("minutes", "too_late", "in_time"),
    [
        (6, "SEV-1 (5 minutes)", "SEV-2, SEV-3 and SEV-4"),
        (15, "SEV-1 (5 minutes)", "SEV-2, SEV-3 and SEV-4"),
        (16, "SEV-1 (5 minutes) and SEV-2 (15 minutes)", "SEV-3 and SEV-4"),
        (31, "SEV-1 (5 minutes), SEV-2 (15 minutes) and SEV-3 (30 minutes)", "SEV-4"),
    ],
)
def test_each_severity_has_its_minutes(minutes: int, too_late: str, in_time: str) -> None:
    """A delay of exactly the response time keeps it; a minute more does not."""
    said = message(policy((minutes, ALICE), (5, CAROL)))
    assert said == (
        f"if alice does not answer, carol is paged after {minutes} minutes (the delay of level 1): "
        f"too late for {too_late}, in time for {in_time}."
    )
    assert not asked("OC605", policy((5, ALICE), (5, CAROL))).findings


def test_the_same_person_again_is_no_second_person() -> None:
    """In her own weeks alice is both levels, and carol comes after 4 + 4 minutes."""
    found = finding("OC605", policy((4, ROTA), (4, ALICE), (4, CAROL)))
    assert "carol is paged after 4 (level 1) + 4 (level 2) = 8 minutes: too late for SEV-1" in found.message
    assert found.fix.startswith("Shorten the delays before level 3 to 5 minutes in all")
    assert not asked("OC605", policy((4, ROTA), (4, CAROL))).findings


def test_a_policy_without_a_second_person_is_another_checks() -> None:
    """Where nobody second is ever paged OC001 speaks, not this check; nor is anything proved."""
    lonely = policy((30, ALICE), (30, ALICE))
    assert not asked("OC605", lonely).findings
    assert not proof("OC605", lonely).holds


def test_the_second_pass_counts() -> None:
    """An incident twenty minutes before alice hands over pages her twice, and in the second pass bob."""
    # alice at 08:40 through the rota, at 08:50 by name; at 09:00 the rota is bob's.
    assert message(policy((10, ROTA), (10, ALICE), loops=1)).startswith(
        "if alice does not answer an incident at Mon 2025-01-13 08:40 -05:00, "
        "bob is paged after 10 (level 1) + 10 (level 2) = 20 minutes: too late for SEV-1 (5 minutes) and SEV-2"
    )


def test_a_level_that_is_run_again_is_multiplied() -> None:
    """Half an hour before she hands over alice is paged three times, and in the fourth pass bob."""
    # alice at 08:30, 08:40 and 08:50; at 09:00 the rota is bob's. Earlier incidents never reach him.
    said = message(policy((10, ROTA), loops=3))
    assert "incident at Mon 2025-01-13 08:30 -05:00, bob is paged after 3 * 10 (level 1) = 30 minutes" in said


def test_a_level_that_is_skipped_takes_no_delay_unless_rules_wait() -> None:
    """Before the second schedule starts its level is skipped at once; where rules wait, its 20 minutes count."""
    later = schedule(layer(BOB, start="2025-02-03T09:00:00-05:00"), name="later")
    three = policy((6, schedule(layer(ALICE))), (20, later), (5, CAROL))
    assert "carol is paged after 6 minutes (the delay of level 1)" in message(three)
    assert "carol is paged after 6 (level 1) + 20 (level 2) = 26 minutes" in message(
        attrs.evolve(three, empty_rules="wait")
    )


def test_the_next_business_day_is_judged_by_its_last_seconds() -> None:
    """A second page after a day is in time for SEV-4; one a minute later misses incidents of Monday's last minute."""
    # 2025-01-06, when the rota starts, is a Monday: an incident of its last second has until Wednesday 00:00:00, a day
    # and a second later. New York's shorter day is a Sunday, which is nobody's next business day.
    assert "SEV-4 (" not in message(policy((DAY_MINUTES, ROTA), (5, CAROL)))
    said = message(policy((DAY_MINUTES + 1, ROTA), (5, CAROL)))
    assert said.endswith(
        "; if alice does not answer an incident at Mon 2025-01-06 23:59:59 -05:00, carol is paged after 1441 minutes "
        "(the delay of level 1): too late for SEV-4 (next business day), which ends Wed 2025-01-08 00:00 -05:00."
    )


def test_the_next_business_day_is_that_of_a_policy_without_schedules_too() -> None:
    """People by name are paged alike on every day; their business days are those of UTC."""
    times = ResponseTimes({"P4": "next business day"})
    # 1970-01-01, from which on the policy is looked at, was a Thursday; it has until Friday's end.
    assert message(policy((DAY_MINUTES + 1, ALICE), (5, CAROL)), times) == (
        "if alice does not answer an incident at Thu 1970-01-01 23:59:59 +00:00, carol is paged after 1441 minutes "
        "(the delay of level 1): too late for P4 (next business day), which ends Sat 1970-01-03 00:00 +00:00."
    )
    settings = Settings(response_times=times)
    assert not asked("OC605", policy((DAY_MINUTES, ALICE), (5, CAROL)), settings=settings).findings


def test_the_response_times_are_a_setting() -> None:
    """A team may promise an answer within the hour, or none at all."""
    relaxed = Settings(response_times=ResponseTimes({"SEV-1": 60}))
    assert not asked("OC605", policy((45, ROTA), (5, CAROL)), settings=relaxed).findings
    assert asked("OC605", policy((61, ROTA), (5, CAROL)), settings=relaxed).findings
    silent = asked("OC605", policy((61, ROTA), (5, CAROL)), settings=Settings(response_times=ResponseTimes({})))
    assert (silent.findings, silent.proofs) == ((), ())


def test_it_is_proved() -> None:
    """Five minutes to the second person are proved for all time."""
    proved = proof("OC605", policy((5, ROTA), (5, CAROL)))
    assert (proved.holds, proved.until) == (True, None)
    assert proved.statement == "a second person is paged within 5 minutes"


@pytest.mark.parametrize(
    ("times", "statement"),
    [
        ({"P1": 30, "P2": "next business day"}, "within 30 minutes"),
        ({"P1": 900, "P2": "next business day"}, "within 900 minutes and by the end of the next business day"),
        ({"P1": "next business day", "P2": "next business day"}, "by the end of the next business day"),
    ],
)
def test_what_is_proved_keeps_every_severity(times: dict[str, int], statement: str) -> None:
    """Half an hour keeps the next business day, too; fifteen hours need not."""
    settings = Settings(response_times=ResponseTimes(times))
    (proved,) = asked("OC605", policy((5, ROTA), (5, CAROL)), settings=settings).proofs
    assert proved.statement == f"a second person is paged {statement}"


@pytest.mark.parametrize(
    ("subject", "mend"),
    [
        (policy((10, ROTA), (10, ALICE), loops=1), "let level 2 reach somebody else at that time"),
        (policy((10, ROTA), loops=3), "add a level that reaches them"),
    ],
)
def test_shorter_delays_do_not_mend_what_a_later_pass_reaches(subject: EscalationPolicy, mend: str) -> None:
    """Run again sooner, the first level has alice once more: only somebody else helps."""
    expected = f"Page a second person within 5 minutes: {mend}, or page two people at once."
    assert finding("OC605", subject).fix == expected
