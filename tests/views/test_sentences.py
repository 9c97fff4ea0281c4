"""What the text and the page both say."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall import EscalationPolicy, EscalationRule, Proof, Report
from oncall.checks.findings import Finding, Severity, SuppressedFinding
from oncall.errors import Location
from oncall.model import Suppression
from oncall.views import sentences
from oncall.views.answers import Escalation
from tests.views.rotas import ALICE, checkout, office_hours


def test_shifts_and_gaps_make_up_the_range() -> None:
    """In order, each where the one before ends."""
    timeline = office_hours(ALICE).shifts("2025-06-02T00:00:00-04:00", "2025-06-04T00:00:00-04:00")
    found = sentences.stretches(timeline, timeline.gaps)
    # Two days of eight hours, and what is around them: 00:00, 09:00, 17:00, 09:00, 17:00, 00:00.
    assert [(end - start) // 3600 for start, end, _, _ in found if end is not None] == [9, 8, 16, 8, 7]
    assert [user and user.name for _, _, user, _ in found] == [None, "Alice", None, "Alice", None]
    assert sentences.stretches(timeline, ())[0][2] == ALICE


def test_what_is_covered_is_not_bare() -> None:
    """Nine hours before and seven after eight of cover; of cover all day there is nothing to say."""
    day = ("2025-06-02T00:00:00-04:00", "2025-06-03T00:00:00-04:00")
    assert sentences.bare(office_hours(ALICE).shifts(*day)) == (
        "Nobody is on call for 16 hours, in 2 gaps, the first from Mon 2025-06-02 00:00."
    )
    assert sentences.bare(checkout().shifts(*day)) == ""


@given(severities=st.lists(st.sampled_from(Severity)), ignored=st.integers(0, 3))
def test_a_tally_adds_up(severities: list[Severity], ignored: int) -> None:
    """The numbers in it are those of the findings, and of the ignored ones; the worst comes first."""
    finding = [
        Finding(code="OC101", name="x", severity=severity, subject="s", message="m", fix="f") for severity in Severity
    ]
    by_severity = dict(zip(Severity, finding, strict=True))
    comment = Suppression(where=Location("a.tf", 1))
    report = Report(
        tuple(by_severity[each] for each in severities), (), (SuppressedFinding(finding[0], comment),) * ignored
    )
    said = sentences.tally(report)
    words = [part.split() for part in said.split(", ") if said != "none"]
    assert sum(int(count) for count, _ in words) == len(severities) + ignored
    order = ("error", "warning", "info", "ignored")
    places = [order.index(word.removesuffix("s")) for _, word in words]
    assert places == sorted(places)
    assert (said == "none") is (not severities and not ignored)


def test_proofs_by_their_evidence() -> None:
    """What does not hold is left out; what is the same at every instant has no beginning."""
    always = Proof(code="OC1", subject="a", statement="x", holds=True, since=None)
    later = Proof(code="OC2", subject="a", statement="x", holds=True, since=0, period_seconds=604_800)
    never = Proof(code="OC3", subject="a", statement="x", holds=False, since=0)
    found = sentences.by_evidence([always, later, never])
    assert [proof.code for _, same in found for proof in same] == ["OC2", "OC1"]
    assert found[1][0] == "it is the same at every instant"


def test_a_level_that_waits_is_opened() -> None:
    """Where a rule that reaches nobody waits all the same, an incident is opened though nobody is paged."""
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[office_hours(ALICE)])]
    for waits, said in (("wait", "reaches anybody."), ("skip", "so the incident would never be opened.")):
        policy = EscalationPolicy(name="P", rules=rules, empty_rules=waits)  # type: ignore[arg-type]
        night = Escalation(policy=policy, triggered_at="2025-06-02T23:00:00-04:00")
        assert sentences.silence(night).endswith(said)
