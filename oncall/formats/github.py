"""GitHub's annotations: a workflow command for each finding, which GitHub shows beside the line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.findings import Severity
from oncall.formats.finding_text import paragraph, printable

if TYPE_CHECKING:
    from oncall.checks import Finding, Report

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
# The escapes of GitHub's own toolkit, @actions/core: those of the text after `::`, and more of them in properties.
_IN_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES = _IN_DATA | str.maketrans({":": "%3A", ",": "%2C"})


def dumps(report: Report) -> str:
    """A line for each finding, in their order; the empty text where there is none.

    What a comment ignores has no line. A finding that came from no file is shown with the whole run. GitHub shows ten
    annotations of each kind for a step, and all of them in its log.

    Examples:
        >>> from oncall import Finding, Report, Severity
        >>> what = {"code": "OC101", "name": "coverage-gap", "severity": Severity.ERROR, "subject": "night"}
        >>> print(dumps(Report((Finding(**what, message="50% of the time nobody is on call.", fix="Add people."),))))
        ::error title=OC101 coverage-gap::50%25 of the time nobody is on call.%0AMend: Add people.
    """
    return "\n".join(map(_annotation, report.findings))


def _annotation(finding: Finding) -> str:
    where = finding.where
    place: dict[str, object] = {}
    if where is not None and where.path:
        place = {"file": where.path.replace("\\", "/"), "line": where.line, "col": where.column}
    title = {"title": f"{finding.code} {finding.name}"}
    properties = ",".join(f"{key}={_escaped(str(value), _IN_PROPERTIES)}" for key, value in (place | title).items())
    return f"::{_COMMANDS[finding.severity]} {properties}::{_escaped(paragraph(finding), _IN_DATA)}"


def _escaped(text: str, escapes: dict[int, str]) -> str:
    # A carriage return has an escape of its own here, all the other control characters have none.
    kept = "\r".join(map(printable, text.split("\r")))
    return kept.translate(escapes)
