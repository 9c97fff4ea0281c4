"""SARIF, validated against the schema of the standard."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

import oncall
from oncall import Report, Severity
from oncall.checks.pack import CHECKS
from oncall.errors import Location
from oncall.formats import sarif
from tests.formats.reports import HOSTILE, WEEKEND, finding, reports, suppressed

SCHEMA = json.loads(Path(__file__).with_name("sarif-schema-2.1.0.json").read_text(encoding="utf-8"))
RESULT = Draft7Validator({"$ref": "#/definitions/result", "definitions": SCHEMA["definitions"]})
# RFC 3986: a relative reference without a scheme, or a `file` URI; each character allowed, or escaped.
URI = re.compile(r"(?:file://[A-Za-z0-9.-]*/(?:[A-Za-z]:/)?)?(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})*")


def run(report: Report) -> dict[str, Any]:
    """The one run of the log, which is valid."""
    log = json.loads(sarif.dumps(report))
    assert [error.message for error in Draft7Validator(SCHEMA).iter_errors(log)] == []
    (found,) = log["runs"]
    return dict(found)


def result(report: Report) -> dict[str, Any]:
    """The one result of a report."""
    (found,) = run(report)["results"]
    return dict(found)


def uri(path: str) -> str:
    """The URI of the file that a finding is in."""
    found = result(Report((finding(where=Location(path, 7)),)))
    return str(found["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])


def test_the_schema_is_that_of_the_standard() -> None:
    """It is the one of 2.1.0, and refuses what is no SARIF."""
    assert SCHEMA["title"] == "Static Analysis Results Format (SARIF) Version 2.1.0 JSON Schema"
    assert not Draft7Validator(SCHEMA).is_valid({"version": "2.1.0"})
    assert not RESULT.is_valid({"message": {"text": "a"}, "level": "info"})


def test_an_empty_report_is_a_run_without_results() -> None:
    """The list is there and empty: everything was looked at, and nothing was found."""
    assert run(Report())["results"] == []


def test_every_check_is_a_rule() -> None:
    """With its code, its name, its page as Markdown and its severity, in the order of the pack."""
    driver = run(Report())["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("oncall", oncall.__version__)
    assert [(rule["id"], rule["name"]) for rule in driver["rules"]] == [(each.code, each.name) for each in CHECKS]
    for rule in driver["rules"]:
        assert rule["help"]["markdown"].startswith("## What it finds\n")
        assert rule["shortDescription"]["text"].endswith(".")
        assert "\n" not in rule["fullDescription"]["text"]
        assert "helpUri" not in rule
    (gap,) = (rule for rule in driver["rules"] if rule["id"] == "OC101")
    assert gap["defaultConfiguration"]["level"] == "error"


def test_a_finding_is_a_result() -> None:
    """It points at its rule, at the line and at the resource; the evidence is beside it."""
    report = Report((finding(spans=(WEEKEND,) * 5),))
    found = result(report)
    assert run(report)["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"] == "OC101"
    assert found["level"] == "error"
    assert found["message"]["text"] == "Night: nobody is on call.\nMend: Add a layer."
    assert found["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "infra/night.tf", "uriBaseId": "%SRCROOT%"},
                "region": {"startLine": 7, "startColumn": 3},
            },
            "logicalLocations": [{"fullyQualifiedName": "pagerduty_schedule.night", "kind": "resource"}],
        }
    ]
    weekend = "Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00"
    assert found["properties"]["evidence"] == [weekend, weekend, weekend, "and 2 more"]
    assert "suppressions" not in found


def test_the_levels_are_those_of_the_standard() -> None:
    """An info is a note."""
    results = run(Report(tuple(finding(severity=each) for each in Severity)))["results"]
    assert [each["level"] for each in results] == ["error", "warning", "note"]


def test_a_finding_without_a_file_has_a_logical_location_only() -> None:
    """From JSON and from Python there is nothing else to point at."""
    for where in (None, Location("", 1)):
        (location,) = result(Report((finding(where=where),)))["locations"]
        assert [*location] == ["logicalLocations"]


def test_a_check_outside_of_the_pack_gets_a_rule() -> None:
    """The index of the rule is right for whatever is in a report."""
    report = Report((finding(code="OC999", name="made-up"),))
    rules = run(report)["tool"]["driver"]["rules"]
    assert rules[result(report)["ruleIndex"]]["name"] == "made-up"


def test_what_a_comment_ignores_is_suppressed() -> None:
    """It is a result all the same, so that a reader of the file can count it; the comment's reason justifies it."""
    found = result(Report(suppressed=(suppressed("the office is closed"),)))
    assert found["suppressions"] == [{"kind": "inSource", "justification": "the office is closed"}]
    assert result(Report(suppressed=(suppressed(""),)))["suppressions"] == [{"kind": "inSource"}]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("infra/night.tf", "infra/night.tf"),
        ("./night.tf", "night.tf"),
        ("../night shift/a.tf", "../night%20shift/a.tf"),
        ("a:b.tf", "a%3Ab.tf"),
        ("50%/ü?#.tf", "50%25/%C3%BC%3F%23.tf"),
        ("infra\\night.tf", "infra/night.tf"),
        ("/srv/a b.tf", "file:///srv/a%20b.tf"),
        ("C:\\infra\\a b.tf", "file:///C:/infra/a%20b.tf"),
        ("\\\\server\\share\\a.tf", "file://server/share/a.tf"),
    ],
)
def test_a_path_is_a_uri(path: str, expected: str) -> None:
    """Relative ones stay so; what has a meaning in a URI is escaped (RFC 3986, section 2)."""
    assert uri(path) == expected
    assert URI.fullmatch(expected)


def test_fingerprints_stay_when_lines_move_and_days_pass() -> None:
    """Neither the place nor the words, which tell dates, change one; the subject and the check do."""

    def prints(*found: oncall.Finding) -> list[str]:
        return [each["partialFingerprints"]["oncallFinding/v1"] for each in run(Report(found))["results"]]

    (first,) = prints(finding())
    assert prints(finding(where=Location("infra/night.tf", 99), message="Night: nobody is on call on Friday.")) == [
        first
    ]
    assert len({first, *prints(finding(), finding(), finding(subject="another"), finding(code="OC102"))}) == 4


def test_braces_and_brackets_in_a_name_are_no_placeholders_and_links() -> None:
    """A name is text: braces are doubled (section 3.11.5), and what looks like a link is none (3.11.6)."""
    text = result(Report((finding(message=HOSTILE),)))["message"]["text"]
    assert "{{0}} \\[x](y)" in text


@given(reports())
def test_every_result_is_valid(report: Report) -> None:
    """Whatever is in the names and paths, in the order of the report, and its file is a URI."""
    results = json.loads(sarif.dumps(report).encode())["runs"][0]["results"]
    assert [each["ruleId"] for each in results] == [
        *(each.code for each in report.findings),
        *(each.finding.code for each in report.suppressed),
    ]
    for each in results:
        assert RESULT.is_valid(each)
        physical = each["locations"][0].get("physicalLocation")
        assert physical is None or URI.fullmatch(physical["artifactLocation"]["uri"])
