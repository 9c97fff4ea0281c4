"""Statements that do not hold, and of which the check that makes them has no finding: another one speaks of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.checks.findings import Severity, about

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.proofs import Proof
    from oncall.checks.definition import Check
    from oncall.checks.findings import About, Finding, Report, SuppressedFinding

T = TypeVar("T")


@attrs.frozen(kw_only=True)
class Refutation:
    """What a check says of a subject of which it has no finding: `proofs` that do not hold.

    `findings` are those that speak of it instead, `suppressed` those of them that a comment ignores.
    """

    check: Check
    subject: str
    proofs: tuple[Proof, ...]
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[SuppressedFinding, ...] = ()

    @property
    def is_ignored(self) -> bool:
        """Whether comments ignore everything that speaks of it."""
        return bool(self.suppressed) and not self.findings


def refutations(report: Report) -> dict[About, Refutation]:
    """What is refuted and has no finding of its own, by the check and what it is about.

    A check whose findings are no more than infos has none here, as these make nothing fail.
    """
    from oncall.checks.pack import CHECKS

    checks = {check.code: check for check in CHECKS if check.severity != Severity.INFO}
    own = {about(each) for each in (*report.findings, *(each.finding for each in report.suppressed))}
    refuted: dict[About, list[Proof]] = defaultdict(list)
    for proof in report.proofs:
        if not proof.holds and proof.code in checks and about(proof) not in own:
            refuted[about(proof)].append(proof)
    if not refuted:
        return {}
    findings = _by_about((each, each) for each in report.findings)
    suppressed = _by_about((each.finding, each) for each in report.suppressed)
    return {
        (code, subject, kind): Refutation(
            check=checks[code],
            subject=subject,
            proofs=tuple(proofs),
            findings=tuple(
                each for teller in checks[code].told_by for each in findings.get((teller, subject, kind), ())
            ),
            suppressed=tuple(
                each for teller in checks[code].told_by for each in suppressed.get((teller, subject, kind), ())
            ),
        )
        for (code, subject, kind), proofs in refuted.items()
    }


def _by_about(found: Iterator[tuple[Finding, T]]) -> dict[About, list[T]]:
    """What belongs to findings, by their check and by each subject that they speak of."""
    told: dict[About, list[T]] = defaultdict(list)
    for finding, value in found:
        for subject in (finding.subject, *finding.also_about):
            told[finding.code, subject, finding.kind].append(value)
    return told
