"""Findings, and the report that they make up with the proofs."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.proofs import Proof, span_dict

if TYPE_CHECKING:
    from oncall.chronology.spans import Span
    from oncall.errors import Location
    from oncall.model import Suppression


class Severity(StrEnum):
    """How bad a finding is: an error hurts somebody, a warning will, an info is worth knowing."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@attrs.frozen(kw_only=True)
class Finding:
    """What a check found.

    `subject` is the id of what it is about, `message` one sentence with the people, times and numbers in it, `spans`
    the evidence (half-open, in the schedule's zone), `fix` how to mend it, `where` the place in the file it came from,
    `also_about` the ids of other subjects that it speaks of and that have no finding of their own.
    """

    code: str
    name: str
    severity: Severity
    subject: str
    message: str
    fix: str
    where: Location | None = attrs.field(default=None, eq=False)
    spans: tuple[Span, ...] = ()
    also_about: tuple[str, ...] = attrs.field(default=(), eq=False)

    @property
    def page(self) -> str:
        """The check's page, below the documentation's root."""
        return f"checks/{self.code}.md"

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `where` as path, line and column, the spans as pairs of ISO 8601 times."""
        where = self.where
        return {
            "code": self.code,
            "name": self.name,
            "severity": str(self.severity),
            "subject": self.subject,
            "message": self.message,
            "fix": self.fix,
            "where": None if where is None else {"path": where.path, "line": where.line, "column": where.column},
            "spans": [span_dict(span) for span in self.spans],
            "page": self.page,
        }

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.severity} {self.code} {self.name}: {self.message}"


@attrs.frozen
class SuppressedFinding:
    """What a check found and a comment in the file asks to ignore."""

    finding: Finding
    suppression: Suppression

    def to_dict(self) -> dict[str, Any]:
        """The plain values of the finding, and `suppression`: the comment's path and line, what it covers, and why."""
        return {**self.finding.to_dict(), "suppression": self.suppression.to_dict()}

    def __str__(self) -> str:
        return f"{self.finding} (ignored by {self.suppression})"


@attrs.frozen
class Report:
    """What the checks found, in the order of file, line and code, what they proved, and what a comment ignores."""

    findings: tuple[Finding, ...] = ()
    proofs: tuple[Proof, ...] = ()
    suppressed: tuple[SuppressedFinding, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether there is nothing worse than an info; what a comment ignores does not count."""
        return all(finding.severity == Severity.INFO for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "ok": self.ok,
            "findings": [finding.to_dict() for finding in self.findings],
            "proofs": [proof.to_dict() for proof in self.proofs],
            "suppressed": [each.to_dict() for each in self.suppressed],
        }

    def __str__(self) -> str:
        return "\n".join(map(str, (*self.findings, *self.proofs)))

    def _repr_html_(self) -> str:
        """What a notebook shows: a table of the findings; of more than fifty, the first."""
        from oncall.views.html.notebooks import report_html

        return report_html(self)
