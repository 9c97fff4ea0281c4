"""JUnit's XML, as CI systems read it: a test case for each check and subject.

There is no standard. What is written is what Jenkins, GitLab, Azure and the like have in common, and of two cases with
one name GitLab shows only the first, so everything that a check says of one subject is in one case.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import attrs

from oncall.checks.findings import Severity, about, subjects
from oncall.checks.refutations import Refutation, refutations
from oncall.formats.finding_text import paragraph, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.proofs import Proof
    from oncall.checks import Finding, Report, SuppressedFinding
    from oncall.checks.findings import About
    from oncall.errors import Location


@attrs.define
class _Case:
    """What a report says of one check and subject."""

    suite: str
    name: str
    findings: list[Finding] = attrs.field(factory=list["Finding"])
    suppressed: list[SuppressedFinding] = attrs.field(factory=list["SuppressedFinding"])
    proofs: list[Proof] = attrs.field(factory=list["Proof"])
    refuted: Refutation | None = None

    @property
    def failures(self) -> list[Finding]:
        """The findings that are worse than an info, or those that speak of it where there is none of its own."""
        return [
            *(finding for finding in self.findings if finding.severity != Severity.INFO),
            *(self.refuted.findings if self.refuted else ()),
        ]

    @property
    def fails(self) -> bool:
        """Whether there is anything worse than an info, or what should hold does not."""
        return bool(self.failures) or (self.refuted is not None and not self.refuted.is_ignored)

    @property
    def ignored(self) -> list[SuppressedFinding]:
        """What comments ignore: of its own, or of what speaks of it."""
        return [*self.suppressed, *(self.refuted.suppressed if self.refuted else ())]

    @property
    def is_skipped(self) -> bool:
        """Whether all that was found is ignored by a comment."""
        return bool(self.ignored) and not self.findings and not self.fails

    @property
    def where(self) -> Location | None:
        """The first place that is known."""
        found = [*self.failures, *self.findings, *(each.finding for each in self.ignored)]
        return next((finding.where for finding in found if finding.where and finding.where.path), None)


def dumps(report: Report) -> str:
    """A document with one suite.

    An error or a warning makes its case fail, an info does not: that is in the case's output, as proofs are. What is
    refuted fails too, where another check has the finding. What a comment ignores is skipped, with its reason. A report
    that says nothing has one case, which passes: Jenkins takes a report without any for a broken one. Characters that
    XML cannot hold are written as Python's escapes.
    """
    cases = _cases(report) or [_Case("oncall", "nothing found")]
    counts = {
        "tests": len(cases),
        "failures": sum(case.fails for case in cases),
        "errors": 0,
        "skipped": sum(case.is_skipped for case in cases),
        "time": 0,
    }
    attributes = {"name": "oncall"} | {key: str(count) for key, count in counts.items()}
    root = ET.Element("testsuites", attributes)
    suite = ET.SubElement(root, "testsuite", attributes)
    for case in cases:
        _append(suite, case)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _cases(report: Report) -> list[_Case]:
    """A case for each check and subject, in the order of the codes, then of the subjects.

    A schedule and a policy of one id have a case each, which then says which of them it is about.
    """
    from oncall.checks.pack import CHECKS

    names = {check.code: check.name for check in CHECKS}
    cases: dict[About, _Case] = {}

    def case(said: Finding | Proof, name: str) -> _Case:
        return cases.setdefault(about(said), _Case(f"{said.code} {name}".rstrip(), said.subject))

    for finding in report.findings:
        case(finding, finding.name).findings.append(finding)
    for each in report.suppressed:
        case(each.finding, each.finding.name).suppressed.append(each)
    for proof in report.proofs:
        case(proof, names.get(proof.code, "")).proofs.append(proof)
    for key, refuted in refutations(report).items():
        cases[key].refuted = refuted
    for key, name in subjects(cases).items():
        cases[key].name = name
    return [cases[key] for key in sorted(cases)]


def _append(suite: ET.Element, case: _Case) -> None:
    where = case.where
    place = {} if where is None else {"file": printable(where.path), "line": str(where.line)}
    named = {"classname": printable(case.suite), "name": printable(case.name), "time": "0"}
    element = ET.SubElement(suite, "testcase", named | place)
    if case.fails:
        ET.SubElement(element, "failure", _words(case)).text = printable("\n\n".join(_failures(case)))
    elif case.is_skipped:
        reasons = "; ".join(dict.fromkeys(filter(None, (each.suppression.reason for each in case.ignored))))
        ET.SubElement(element, "skipped", {"message": printable(f"ignored: {reasons or 'no reason is given'}")})
    said = [_failure(finding) for finding in case.findings if finding.severity == Severity.INFO]
    said += [*map(str, case.ignored), *map(str, case.proofs)]
    if said:
        ET.SubElement(element, "system-out").text = printable("\n".join(said))


def _words(case: _Case) -> dict[str, str]:
    """How bad it is that a case fails, and why in a sentence."""
    if case.refuted is not None:
        return {"type": str(case.refuted.check.severity), "message": printable(str(case.refuted.proofs[0]))}
    severity = min((finding.severity for finding in case.failures), key=[*Severity].index)
    return {"type": str(severity), "message": printable(case.failures[0].message)}


def _failures(case: _Case) -> Iterator[str]:
    """What is refuted, and the findings."""
    if case.refuted is not None:
        yield "\n".join(map(str, case.refuted.proofs))
    yield from map(_failure, case.failures)


def _failure(finding: Finding) -> str:
    place = f"{finding.where}: " if finding.where else ""
    return f"{place}{finding.severity} {finding.code} {finding.name}\n{paragraph(finding)}"
