"""Which findings a comment in the file asks to ignore."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.findings import Finding, SuppressedFinding
from oncall.checks.settings import means

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.model import Suppression

ABOUT_COMMENTS = "OC906"
"""The check about these comments themselves, which none without a reason can silence."""


def divided(
    findings: Iterable[Finding], suppressions: Iterable[Suppression]
) -> tuple[tuple[Finding, ...], tuple[SuppressedFinding, ...]]:
    """The findings that stay, and those that a comment asks to ignore, each in their order.

    A finding is ignored if it has a place, which lies on the lines that a comment covers, and if one of the comment's
    words means its check. Where several comments do so, the one with the fewest lines counts, of them one with a
    reason.
    """
    about: dict[str, list[Suppression]] = {}  # by the code of the check
    comments = tuple(suppressions)
    stay: list[Finding] = []
    ignored: list[SuppressedFinding] = []
    for finding in findings:
        if finding.code not in about:
            about[finding.code] = [each for each in comments if _is_about(each, finding)]
        found = min((each for each in about[finding.code] if each.covers(finding.where)), key=_breadth, default=None)
        if found is None:
            stay.append(finding)
        else:
            ignored.append(SuppressedFinding(finding, found))
    return tuple(stay), tuple(ignored)


def _is_about(suppression: Suppression, finding: Finding) -> bool:
    """Whether a comment names the check of a finding, wherever both stand."""
    return any(means(word, finding.code, finding.name) for word in suppression.checks) and (
        bool(suppression.reason) or finding.code != ABOUT_COMMENTS
    )


def _breadth(suppression: Suppression) -> tuple[int, bool]:
    assert suppression.first_line is not None, "one that covers nothing ignores nothing"
    assert suppression.last_line is not None, "one that covers nothing ignores nothing"
    return suppression.last_line - suppression.first_line, not suppression.reason
