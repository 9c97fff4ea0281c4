"""Findings, and the report that they make up with the proofs."""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.analysis.proofs import Proof, span_dict
from oncall.chronology.characters import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.spans import Span
    from oncall.errors import Location
    from oncall.model import Suppression


class Severity(StrEnum):
    """How bad a finding is: an error hurts somebody, a warning will, an info is worth knowing."""

    ERROR = "error"
    """It hurts somebody."""
    WARNING = "warning"
    """It will hurt somebody."""
    INFO = "info"
    """It is worth knowing."""


About: TypeAlias = tuple[str, str, str]
"""The code of a check, and the id and the kind of a subject."""


@attrs.frozen(kw_only=True)
class Finding:
    """What a check found."""

    code: str
    """The code of the check, such as `OC201`."""
    name: str
    """The name of the check, such as `layer-hidden`."""
    severity: Severity
    """How bad it is."""
    subject: str
    """The id of what it is about."""
    message: str
    """One sentence, with the people, times and numbers in it."""
    fix: str
    """How to mend it."""
    where: Location | None = attrs.field(default=None, eq=False)
    """The place in the file that it came from; None: it came from none. It takes no part in equality."""
    spans: tuple[Span, ...] = ()
    """The evidence: half-open, in the zone of the schedule."""
    also_about: tuple[str, ...] = attrs.field(default=(), eq=False)
    """The ids of other subjects of this kind that it speaks of and that have no finding of their own."""
    kind: str = attrs.field(default="", eq=False)
    """What the subject is: a `schedule`, a `policy` or a `person`, which may share an id; empty: not said."""

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
            "kind": self.kind,
            "message": self.message,
            "fix": self.fix,
            "where": None if where is None else {"path": where.path, "line": where.line, "column": where.column},
            "spans": [span_dict(span) for span in self.spans],
            "page": self.page,
        }

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return visible(f"{place}{self.severity} {self.code} {self.name}: {self.message}")


def about(said: Finding | Proof) -> About:
    """The check that says something, and what it is about: what has one id may be a schedule and a policy."""
    return said.code, said.subject, said.kind


def subjects(abouts: Iterable[About]) -> dict[About, str]:
    """What the subject of each is called in a list of them: its id, with the kind where one of another kind has it too.

    Examples:
        >>> print(
        ...     *subjects([("OC001", "one", "schedule"), ("OC001", "one", "policy"), ("OC001", "b", "policy")]).values()
        ... )
        one (schedule) one (policy) b
    """
    listed = [*dict.fromkeys(abouts)]
    counts = Counter((code, id_) for code, id_, _ in listed)
    return {each: f"{each[1]} ({each[2]})" if counts[each[:2]] > 1 and each[2] else each[1] for each in listed}


@attrs.frozen
class SuppressedFinding:
    """What a check found and a comment in the file asks to ignore."""

    finding: Finding
    """What was found."""
    suppression: Suppression
    """The comment that asks to ignore it."""

    def to_dict(self) -> dict[str, Any]:
        """The plain values of the finding, and `suppression`: the comment's path and line, what it covers, and why."""
        return {**self.finding.to_dict(), "suppression": self.suppression.to_dict()}

    def __str__(self) -> str:
        return f"{self.finding} (ignored by {visible(str(self.suppression))})"


@attrs.frozen
class Report:
    """What the checks found, in the order of file, line and code, what they proved, and what a comment ignores."""

    findings: tuple[Finding, ...] = ()
    """What was found, in the order of file, line and code."""
    proofs: tuple[Proof, ...] = ()
    """What was decided for all time, or up to a stated instant."""
    suppressed: tuple[SuppressedFinding, ...] = ()
    """What was found and a comment asks to ignore."""

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
