"""GitHub's annotations, read as its runner reads them."""

from __future__ import annotations

import re

from hypothesis import given

from oncall import Report, Severity
from oncall.errors import Location
from oncall.formats import github
from tests.formats.reports import HOSTILE, WEEKEND, finding, reports, suppressed

# Of actions/runner, src/Runner.Common/ActionCommand.cs: what it takes for a command, and how it undoes the escapes.
COMMAND = re.compile(r"::(\w+) ((?:(?!::).)*)::(.*)", re.DOTALL)
ESCAPES = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}


def read(line: str) -> tuple[str, dict[str, str], str]:
    """The command, the properties and the message of a line."""
    found = COMMAND.fullmatch(line)
    assert found is not None
    pairs = (pair.split("=", 1) for pair in found[2].split(","))
    data = [escape for escape in ESCAPES if escape not in {"%3A", "%2C"}]
    return found[1], {key: undone(value, [*ESCAPES]) for key, value in pairs}, undone(found[3], data)


def undone(text: str, escapes: list[str]) -> str:
    """The text behind the escapes; that of the per cent sign is undone last."""
    for escape in escapes:
        text = text.replace(escape, ESCAPES[escape])
    return text


def test_a_finding_is_beside_its_line() -> None:
    """File, line and column, the check as the title; message, evidence and what to do in the text."""
    assert github.dumps(Report((finding(spans=(WEEKEND,)),))) == (
        "::error file=infra/night.tf,line=7,col=3,title=OC101 coverage-gap::Night: nobody is on call.%0A"
        "Sat 2025-03-08 17:00 -05:00 to Mon 2025-03-10 09:00 -04:00%0AMend: Add a layer."
    )


def test_an_info_is_a_notice() -> None:
    """The three severities are GitHub's three commands."""
    lines = github.dumps(Report(tuple(finding(severity=each) for each in Severity))).splitlines()
    assert [read(line)[0] for line in lines] == ["error", "warning", "notice"]


def test_nothing_found_is_no_text() -> None:
    """What a comment ignores is not annotated either."""
    assert github.dumps(Report(suppressed=(suppressed(),))) == ""


def test_a_hostile_name_stays_inside_of_its_line() -> None:
    """A line break, `::`, `%` and `,` in a message or a path begin no command and no property of their own."""
    found = finding(message=HOSTILE, where=Location("a,b:c%\n.tf", 7))
    (line,) = github.dumps(Report((found,))).split("\n")
    _, properties, message = read(line)
    assert properties["file"] == "a,b:c%\n.tf"
    assert [*properties] == ["file", "line", "col", "title"]
    assert message.startswith("alice\n::error::<b>&amp; 50%,{0} [x](y) \\x00\\x1b[31m\r\\ud800\\uffff é 夜 ]]>\nMend: ")


def test_a_path_of_windows_has_the_slashes_of_a_repository() -> None:
    """GitHub knows its files by forward slashes."""
    (line,) = github.dumps(Report((finding(where=Location("infra\\night.tf", 7)),))).splitlines()
    assert read(line)[1]["file"] == "infra/night.tf"


def test_a_finding_without_a_file_belongs_to_the_run() -> None:
    """There is no `file`, not an empty one."""
    assert github.dumps(Report((finding(where=None),))).startswith("::error title=OC101 coverage-gap::")


@given(reports())
def test_every_finding_is_one_command(report: Report) -> None:
    """Whatever is in the names: as many lines as findings, each one that the runner takes apart as it was meant."""
    lines = github.dumps(report).split("\n") if report.findings else []
    assert len(lines) == len(report.findings)
    for line, each in zip(lines, report.findings, strict=True):
        assert "\r" not in line
        _, properties, message = read(line)
        assert properties["title"] == f"{each.code} {each.name}"
        assert ("file" in properties) == bool(each.where and each.where.path)
        assert message.count("Mend: ") >= 1
