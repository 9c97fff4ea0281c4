"""What `oncall check` shows: the findings of each file with their evidence, what is ignored, and what was proved."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from oncall.formats.finding_text import evidence
from oncall.views import verdicts
from oncall.views.sentences import worst_first
from oncall.views.wording import shown
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType

    from oncall.checks import Finding, Report, SuppressedFinding


def findings(report: Report) -> Iterator[RenderableType]:
    """Every finding below the file it is in, or else its subject; what is wrong, when, and how to mend it.

    Files are in their order, and the worst findings of each come first. Where all of them are in one file, it is named
    beside each finding only.
    """
    groups: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        groups[_group(finding)].append(finding)
    if not groups:
        yield Text("Nothing found.")
    for index, (place, found) in enumerate(groups.items()):
        if len(groups) > 1:
            yield from [Text()] if index else []
            yield Hanging(Text(shown(place), style="bold underline"))
        for number, finding in enumerate(worst_first(found)):
            yield from [Text()] if number else []
            yield from _finding(finding)


def ignored(report: Report) -> Iterator[RenderableType]:
    """A line for each finding that a comment ignores, with its reason."""
    for each in report.suppressed:
        yield _ignored(each)


def _group(finding: Finding) -> str:
    return finding.where.path if finding.where and finding.where.path else finding.subject


def _finding(finding: Finding) -> Iterator[RenderableType]:
    yield verdicts.heading(finding)
    told = "".join(f"{'      ' if index else 'When: '}{line}\n" for index, line in enumerate(evidence(finding.spans)))
    message, fix = shown(finding.message), shown(finding.fix)
    # One text and not four: there may be thousands of findings, and rich pays for each.
    yield Padding(Text.assemble(f"{message}\n", (told, "dim"), ("Mend: ", "green"), fix), (0, 0, 0, 2))


def _ignored(each: SuppressedFinding) -> Hanging:
    place = each.finding.where or each.finding.subject
    reason = f": {each.suppression.reason}" if each.suppression.reason else ""
    return Hanging(Text(f"{each.finding.code} {each.finding.name}  {shown(str(place))}{shown(reason)}"))
