"""SARIF 2.1.0, the format in which code scanners report: OASIS Standard, 27 March 2020, with errata 01."""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from oncall.checks.findings import Severity, about
from oncall.formats import descriptions
from oncall.formats.finding_text import evidence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.checks import Finding, Report, SuppressedFinding
    from oncall.checks.definition import Check
    from oncall.checks.findings import About
    from oncall.errors import Location

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_DRIVE = re.compile(r"[A-Za-z]:/")
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def dumps(report: Report) -> str:
    """One run with every check as a rule, and the findings as results; what a comment ignores is suppressed there.

    Paths are as they were given to `load`: those that are relative stay so, below the base `%SRCROOT%`. The fingerprint
    of a result stays the same wherever the lines go and whatever the date, as long as its check finds the same number
    of things about its subject.
    """
    from oncall import __version__
    from oncall.checks.pack import CHECKS

    found = [*report.findings, *(each.finding for each in report.suppressed)]
    rules = [*map(_rule, CHECKS)]
    known = {rule["id"] for rule in rules}
    rules += [_unknown(finding) for finding in {each.code: each for each in found if each.code not in known}.values()]
    driver = {"name": "oncall", "version": __version__, "semanticVersion": __version__, "rules": rules}
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "columnKind": "unicodeCodePoints",
        "results": [*_results(found, report.suppressed, {rule["id"]: index for index, rule in enumerate(rules)})],
    }
    text = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
    # What UTF-8 cannot encode, half a surrogate pair, is written as JSON's escape for it, which looks like Python's.
    return text.encode("utf-8", errors="backslashreplace").decode("utf-8")


def _rule(check: Check) -> dict[str, Any]:
    page = descriptions.body(check)
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": descriptions.summary(check)},
        "fullDescription": {"text": descriptions.first_paragraph(check)},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[check.severity]},
    }


def _unknown(finding: Finding) -> dict[str, Any]:
    """The rule of a finding whose check is not in the pack."""
    level = _LEVELS[finding.severity]
    return {"id": finding.code, "name": finding.name, "defaultConfiguration": {"level": level}}


def _results(
    found: Sequence[Finding], suppressed: Sequence[SuppressedFinding], indices: dict[str, int]
) -> Iterator[dict[str, Any]]:
    reasons = [None] * (len(found) - len(suppressed)) + [each.suppression.reason for each in suppressed]
    counts: Counter[About] = Counter()
    for finding, reason in zip(found, reasons, strict=True):
        key = about(finding)
        yield {
            "ruleId": finding.code,
            "ruleIndex": indices[finding.code],
            "level": _LEVELS[finding.severity],
            "message": {"text": _message(f"{finding.message}\nMend: {finding.fix}")},
            "locations": [_location(finding)],
            "partialFingerprints": {"oncallFinding/v1": _fingerprint(key, counts[key])},
            "properties": {"fix": finding.fix, "evidence": evidence(finding.spans)},
            **({} if reason is None else {"suppressions": [_suppression(reason)]}),
        }
        counts[key] += 1


def _suppression(reason: str) -> dict[str, str]:
    return {"kind": "inSource", "justification": reason} if reason else {"kind": "inSource"}


def _location(finding: Finding) -> dict[str, Any]:
    place = finding.where
    logical = {"fullyQualifiedName": finding.subject, "kind": "resource"}
    physical = {} if place is None or not place.path else {"physicalLocation": _physical(place)}
    return {**physical, "logicalLocations": [logical]}


def _physical(place: Location) -> dict[str, Any]:
    region = {"startLine": max(place.line, 1), "startColumn": max(place.column, 1)}
    return {"artifactLocation": _artifact(place.path), "region": region}


def _artifact(path: str) -> dict[str, str]:
    """The URI of a file (RFC 3986): of a path from a root or a drive an absolute one."""
    plain = path.replace("\\", "/")
    # A name may hold bytes that are no UTF-8, which Python keeps as halves of surrogate pairs.
    encoded = quote(plain, safe="/", errors="surrogatepass")
    if _DRIVE.match(plain):
        return {"uri": f"file:///{plain[0]}:{encoded[4:]}"}  # the colon is three characters in `encoded`
    if plain.startswith("//"):
        return {"uri": f"file:{encoded}"}
    if plain.startswith("/"):
        return {"uri": f"file://{encoded}"}
    return {"uri": encoded.removeprefix("./"), "uriBaseId": "%SRCROOT%"}


def _message(text: str) -> str:
    """A text in which nothing is a placeholder (section 3.11.5) or a link (3.11.6)."""
    return _LINK.sub(r"\\[", text.replace("{", "{{").replace("}", "}}"))


def _fingerprint(key: About, number: int) -> str:
    """Of the `number`th thing that a check finds about a subject. Messages tell dates, so they take no part."""
    return sha256(json.dumps([*key, number]).encode()).hexdigest()
