"""The findings as `oncall check` shows them."""

from __future__ import annotations

import re

from hypothesis import given

from oncall import Report, Severity
from oncall.errors import Location
from oncall.views.text import Canvas, report_text
from tests.formats.reports import HOSTILE, WEEKEND, finding, reports, suppressed


def test_findings_stand_below_their_files() -> None:
    """Those of one file together, then those without one by their subjects; each with its place."""
    report = Report(
        (
            finding(where=None, subject="b"),
            finding(where=None, subject="a"),
            finding(where=None, subject="b", code="OC102"),
            finding(),
        )
    )
    lines = report_text(report, Canvas()).splitlines()
    heads = [line for line in lines if line and not line.startswith((" ", "-"))]
    assert heads[:8] == [
        "Findings (4 errors)",
        "b",
        "error OC101 coverage-gap  b",
        "error OC102 coverage-gap  b",
        "a",
        "error OC101 coverage-gap  a",
        "infra/night.tf",
        "error OC101 coverage-gap  infra/night.tf:7",
    ]


def test_the_worst_of_a_file_comes_first() -> None:
    """Errors, then warnings, then infos; those of one severity, and the files, stay in their order."""
    report = Report(
        tuple(
            finding(code=code, severity=severity, where=Location(path, 7))
            for path, code, severity in (
                ("b.tf", "1", Severity.INFO),
                ("b.tf", "2", Severity.WARNING),
                ("a.tf", "3", Severity.ERROR),
                ("b.tf", "4", Severity.ERROR),
                ("b.tf", "5", Severity.WARNING),
                ("b.tf", "6", Severity.ERROR),
            )
        )
    )
    lines = report_text(report, Canvas()).splitlines()
    heads = [line.split()[:2] for line in lines[2:] if line.endswith(("tf", "tf:7"))]
    assert heads == [
        ["b.tf"],
        ["error", "4"],
        ["error", "6"],
        ["warning", "2"],
        ["warning", "5"],
        ["info", "1"],
        ["a.tf"],
        ["error", "3"],
    ]


@given(reports())
def test_no_finding_is_lost(report: Report) -> None:
    """Each has its head."""
    lines = report_text(report, Canvas(width=200)).splitlines()
    heads = [line.split()[:2] for line in lines if re.match("(error|warning|info) OC", line)]
    assert sorted(heads) == sorted([str(each.severity), each.code] for each in report.findings)


def test_heads_go_on_indented() -> None:
    """Those of findings, of files and of what is ignored; a file whose name has no blank begins at the margin."""
    report = Report((finding(), finding(where=None, subject="b")), suppressed=(suppressed("the office is closed"),))
    text = report_text(report, Canvas(width=24))
    assert "\nerror OC101 coverage-gap\n  infra/night.tf:7\n  Night: nobody is on\n" in text
    assert "\nOC101 coverage-gap\n  infra/night.tf:7: the\n  office is closed\n" in text
    long = finding(where=Location(f"infra/{'x' * 30}.tf", 7))
    lines = report_text(Report((long, finding())), Canvas(width=24)).splitlines()
    assert lines[2:4] == [f"infra/{'x' * 18}", f"  {'x' * 12}.tf"]


def test_the_evidence_is_told_in_local_times() -> None:
    """The first three spans, and how many more there are."""
    text = report_text(Report((finding(spans=(WEEKEND,) * 5),)), Canvas())
    assert text.split("-\n", 1)[1].startswith(
        "error OC101 coverage-gap  infra/night.tf:7\n"
        "  Night: nobody is on call.\n"
        "  When: Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00\n"
        "        Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00\n"
        "        Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00\n"
        "        and 2 more\n"
        "  Mend: Add a layer.\n"
    )


def test_what_a_comment_ignores_is_counted_and_named() -> None:
    """In the title, and in a line with the reason."""
    report = Report((finding(severity=Severity.INFO),), suppressed=(suppressed("the office is closed"),))
    text = report_text(report, Canvas())
    assert text.startswith("Findings (1 info, 1 ignored)\n")
    assert (
        "\nIgnored by comments\n-------------------\nOC101 coverage-gap  infra/night.tf:7: the office is closed\n"
        in text
    )


def test_a_hostile_name_does_nothing_to_the_terminal() -> None:
    """Control characters and line breaks of a name are escapes on the page."""
    report = Report((finding(subject=HOSTILE, message=HOSTILE, where=None),), suppressed=(suppressed(HOSTILE),))
    text = report_text(report, Canvas())
    assert not {"\x1b", "\x00", "\r"} & set(text)
    assert "\n::error" not in text
