"""What is refuted has a finding of its own check, or is known to be told by another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall import Configuration, EscalationPolicy, Report, Schedule, Settings, SuppressedFinding
from oncall.checks.pack import CHECKS
from oncall.checks.refutations import refutations
from oncall.testing import strategies
from tests.checks.builders import ALICE, BOB, CAROL, layer, policy, schedule
from tests.formats.reports import suppressed

if TYPE_CHECKING:
    from oncall.checks.definition import Check
    from oncall.checks.findings import About
    from oncall.checks.refutations import Refutation

ENDED = schedule(layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00"), name="ended")


def told(*schedules: Schedule, policies: tuple[EscalationPolicy, ...] = (), settings: Settings | None = None) -> Report:
    """What the checks say."""
    return oncall.check(Configuration(schedules=schedules, escalation_policies=policies), settings=settings)


def tellers(report: Report) -> dict[About, set[str]]:
    """The codes of the findings that speak of what is refuted."""
    return {about: {each.code for each in refuted.findings} for about, refuted in refutations(report).items()}


def test_the_end_of_a_schedule_is_told_by_another_check() -> None:
    """That somebody is always on call is refuted, and OC102 has the finding; where it is not asked, OC101 has it."""
    assert tellers(told(ENDED))["OC101", "ended", "schedule"] == {"OC102"}
    assert ("OC101", "ended", "schedule") not in refutations(told(ENDED, settings=Settings(ignore="OC102")))


def test_silence_is_told_of_a_policy() -> None:
    """An incident after the end reaches nobody: OC606 speaks for a second person, an empty level, and being in time."""
    found = tellers(told(ENDED, policies=(policy((5, ENDED), (10, ENDED)),)))
    assert found["OC602", "policy", "policy"] == {"OC606"}
    assert "OC606" in found["OC605", "policy", "policy"]


def test_the_finding_of_a_pair_is_told_of_both() -> None:
    """Alice and Bob have both schedules at once; only the first has the finding."""
    one, other = (schedule(layer(ALICE, BOB), name=name) for name in ("one", "other"))
    report = told(one, other, schedule(layer(CAROL), name="apart"))
    assert {each.subject for each in report.findings if each.code == "OC701"} == {"one"}
    assert {about: codes for about, codes in tellers(report).items() if about[0] == "OC701"} == {
        ("OC701", "other", "schedule"): {"OC701"}
    }


def test_a_policy_does_not_speak_of_the_schedule_with_its_id() -> None:
    """One person is alone in both; without the finding of the schedule its refutation stands, and nothing tells it."""
    alone = attrs.evolve(schedule(layer(ALICE)), id="one")
    report = told(alone, policies=(attrs.evolve(policy((5, ALICE)), id="one"),), settings=Settings(select=["OC001"]))
    (of_policy,) = (each for each in report.findings if each.kind == "policy")
    refuted = refutations(attrs.evolve(report, findings=(of_policy,)))
    assert [*refuted] == [("OC001", "one", "schedule")]
    assert not refuted["OC001", "one", "schedule"].findings


def test_what_comments_ignore_is_told_apart() -> None:
    """It is ignored as soon as nothing else speaks of it."""
    report = told(ENDED)
    (finding,) = (each for each in report.findings if each.code == "OC102")
    ignored = SuppressedFinding(finding, suppressed().suppression)
    rest = tuple(each for each in report.findings if each is not finding)
    hidden: Refutation = refutations(attrs.evolve(report, findings=rest, suppressed=(ignored,)))[
        "OC101", "ended", "schedule"
    ]
    assert (hidden.is_ignored, hidden.findings, hidden.suppressed) == (True, (), (ignored,))
    both = refutations(attrs.evolve(report, suppressed=(ignored,)))["OC101", "ended", "schedule"]
    assert not both.is_ignored


def test_a_refuted_info_is_none() -> None:
    """As its findings make nothing fail."""
    info = next(check for check in CHECKS if check.severity == "info")
    proof = next(each for each in told(ENDED).proofs if not each.holds)
    assert refutations(Report(proofs=(attrs.evolve(proof, code=info.code),))) == {}
    assert len(refutations(Report(proofs=(proof,)))) == 1


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_those_who_tell_are_checks(check: Check) -> None:
    """By their codes."""
    assert set(check.told_by) <= {each.code for each in CHECKS}


@st.composite
def configurations(draw: st.DrawFn) -> Configuration:
    """A policy, and the schedules of it."""
    drawn = draw(strategies.escalation_policies())
    return Configuration(schedules=drawn.schedules, escalation_policies=[drawn])


@given(configurations())
def test_nothing_is_refuted_without_a_word(configuration: Configuration) -> None:
    """Where every check is asked, some finding speaks of whatever is refuted."""
    for refuted in refutations(oncall.check(configuration)).values():
        assert refuted.findings, [*map(str, refuted.proofs)]
