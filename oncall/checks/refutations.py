"""Statements that do not hold, and of which the check that makes them has no finding: another one speaks of it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

import attrs

from oncall.checks.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.proofs import Proof
    from oncall.checks.definition import Check
    from oncall.checks.findings import Finding, Report, SuppressedFinding

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


def refutations(report: Report) -> dict[tuple[str, str], Refutation]:
    """What is refuted and has no finding of its own, by the code of the check and the subject.

    A check whose findings are no more than infos has none here, as these make nothing fail.
    """
    from oncall.checks.pack import CHECKS

    checks = {check.code: check for check in CHECKS if check.severity != Severity.INFO}
    own = {(each.code, each.subject) for each in (*report.findings, *(each.finding for each in report.suppressed))}
    refuted: dict[tuple[str, str], list[Proof]] = defaultdict(list)
    for proof in report.proofs:
        if not proof.holds and proof.code in checks and (proof.code, proof.subject) not in own:
            refuted[proof.code, proof.subject].append(proof)
    if not refuted:
        return {}
    findings = _by_about((each, each) for each in report.findings)
    suppressed = _by_about((each.finding, each) for each in report.suppressed)
    return {
        (code, subject): Refutation(
            check=checks[code],
            subject=subject,
            proofs=tuple(proofs),
            findings=tuple(each for teller in checks[code].told_by for each in findings.get((teller, subject), ())),
            suppressed=tuple(each for teller in checks[code].told_by for each in suppressed.get((teller, subject), ())),
        )
        for (code, subject), proofs in refuted.items()
    }


def _by_about(found: Iterator[tuple[Finding, T]]) -> dict[tuple[str, str], list[T]]:
    """What belongs to findings, by their code and by each subject that they speak of."""
    told: dict[tuple[str, str], list[T]] = defaultdict(list)
    for finding, value in found:
        for subject in (finding.subject, *finding.also_about):
            told[finding.code, subject].append(value)
    return told
