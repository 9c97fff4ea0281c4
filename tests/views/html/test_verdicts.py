"""Findings and proofs on the page."""

from __future__ import annotations

import attrs

from oncall import Proof, Report, Span, User
from oncall.checks.findings import Finding, Severity, SuppressedFinding
from oncall.errors import Location
from oncall.model import Suppression
from oncall.views.html import verdicts
from oncall.views.html.anchors import Anchors
from oncall.views.html.elements import element, written
from tests.views.html.markup import Node, parsed
from tests.views.html.overviews import article, overview

ANCHORS = Anchors.of(overview(article()))
GAP = Finding(
    code="OC101",
    name="coverage-gap",
    severity=Severity.ERROR,
    subject="Checkout",
    message="Checkout: nobody is on call.",
    fix="Let the windows meet.",
    where=Location("infra/a.tf", 7),
    spans=(Span("2025-03-08T17:00:00-05:00", "2025-03-10T09:00:00-04:00", zone="America/New_York"),),
    also_about=("pagerduty_user.bob", "Checkout Escalation"),
)


def shown(*parts: object) -> Node:
    """Parts of the page, parsed."""
    return parsed(written(element("main", parts)))  # type: ignore[arg-type]


def test_a_finding_says_everything() -> None:
    """Severity, code and name; file and line; what it is about; what is wrong, when, and how to mend it."""
    (found,) = shown(verdicts.findings(Report((GAP,)), ANCHORS)).each("article")
    assert found.attributes["class"] == "finding error"
    assert [" ".join(each.text.split()) for each in found.each("h3", "p", "li")] == [
        "error OC101 coverage-gap",
        "infra/a.tf:7 · Checkout, pagerduty_user.bob, Checkout Escalation",
        "Checkout: nobody is on call.",
        "Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00",
        "Mend: Let the windows meet.",
    ]
    assert [each.attributes["href"] for each in found.each("a")] == [
        "#schedule-checkout",
        "#policy-checkout-escalation",
    ]


def test_the_worst_comes_first() -> None:
    """By severity, and in the order of the report within one; what stands in backticks is code."""
    findings = [
        attrs.evolve(GAP, code=code, severity=severity, fix="Say `team_size`, <b>`a`</b> or `")
        for code, severity in (
            ("1", Severity.INFO),
            ("2", Severity.ERROR),
            ("3", Severity.WARNING),
            ("4", Severity.ERROR),
        )
    ]
    found = [*shown(verdicts.findings(Report(tuple(findings)), ANCHORS)).each("article")]
    assert [next(each.each("h3")).text.split()[:2] for each in found] == [
        ["error", "2"],
        ["error", "4"],
        ["warning", "3"],
        ["info", "1"],
    ]
    assert [each.attributes["id"] for each in found] == ["finding-1", "finding-2", "finding-3", "finding-4"]
    assert [each.text for each in found[0].each("code")] == ["team_size", "a"]
    assert not [*found[0].each("b")]


def test_without_findings_that_is_said() -> None:
    """Nothing found."""
    assert shown(verdicts.findings(Report(), ANCHORS)).text.strip() == "Nothing found."


def test_what_is_ignored_has_its_reason() -> None:
    """A comment without a reason is listed as well."""
    lines = []
    for reason in ("it goes in May", ""):
        comment = Suppression(where=Location("infra/a.tf", 6), first_line=6, last_line=9, checks=["OC1"], reason=reason)
        report = Report((), (), (SuppressedFinding(GAP, comment),))
        (line,) = shown(verdicts.ignored(report, ANCHORS)).each("li")
        lines.append(line.text)
    assert lines == [
        "OC101 coverage-gap Checkout infra/a.tf:7: it goes in May",
        "OC101 coverage-gap Checkout infra/a.tf:7",
    ]


def test_proofs_of_the_same_evidence_stand_together() -> None:
    """Those that say the same are one line, with everything that it is about; what does not hold is a finding."""
    said = {"code": "OC101", "statement": "somebody is always on call", "since": 0, "holds": True}
    proofs = (
        Proof(subject="Checkout", period_seconds=604_800, **said),  # type: ignore[arg-type]
        Proof(subject="Search", period_seconds=604_800, **said),  # type: ignore[arg-type]
        Proof(subject="Days", period_seconds=86_400, **said),  # type: ignore[arg-type]
        Proof(subject="Nights", **(said | {"holds": False})),  # type: ignore[arg-type]
    )
    found = shown(*verdicts.proofs(proofs, ANCHORS))
    assert [each.text for each in found.each("li")] == [
        "OC101somebody is always on call: Days",
        "OC101somebody is always on call: Checkout, Search",
    ]
    days, weeks = (each.text for each in found.each("figcaption"))
    assert days.startswith("From Thu 1970-01-01 00:00 +00:00 on: the layers repeat every day;")
    assert weeks.startswith("From Thu 1970-01-01 00:00 +00:00 on: the layers repeat every week;")
    assert User("Nights").name not in found.text
