"""What the checks say, in words: findings with their places and how to mend them, and what was proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.padding import Padding
from rich.text import Text

from oncall.views.columns import LABELLED, Table
from oncall.views.sentences import by_evidence, worst_first
from oncall.views.wording import shown
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from oncall.analysis.proofs import Proof
    from oncall.checks import Finding, Report
    from oncall.views.columns import Cell

_STYLES = {"error": "bold red", "warning": "bold yellow", "info": "bold cyan"}


def findings(report: Report) -> Group:
    """Every finding, the worst first: severity, code, name and place; what is wrong; how to mend it."""
    blocks = [Group(*_finding(finding)) for finding in worst_first(report.findings)]
    return Group(*_apart(blocks)) if blocks else Group(Text("Nothing found."))


def proofs(report: Report) -> Group:
    """Every statement that is proved to hold for all time, those with the same evidence together."""
    return _holding(proof for proof in report.proofs if proof.until is None)


def bounded(report: Report) -> Group:
    """Every statement that holds as far as it was decided, those with the same evidence together."""
    return _holding(proof for proof in report.proofs if proof.until is not None)


def _holding(proofs: Iterable[Proof]) -> Group:
    groups = [Group(*_proved(evidence, same)) for evidence, same in by_evidence(proofs)]
    return Group(*_apart(groups)) if groups else Group(Text("Nothing."))


def heading(finding: Finding) -> Hanging:
    """The severity, code, name and place of a finding."""
    place = finding.subject if finding.where is None else str(finding.where)
    severity = str(finding.severity)
    told = ((severity, _STYLES[severity]), f" {finding.code} {finding.name}  ", (shown(place), "dim"))
    return Hanging(Text.assemble(*told))


def _finding(finding: Finding) -> Iterator[RenderableType]:
    yield heading(finding)
    yield _indented(Text(shown(finding.message)))
    yield _indented(Text.assemble(("Mend: ", "green"), shown(finding.fix)))


def _proved(evidence: str, same: Sequence[Proof]) -> Iterator[RenderableType]:
    rows: list[tuple[Cell, Cell]] = [
        (Text(proof.code, style="green"), f"{shown(proof.subject)}: {shown(proof.statement)}") for proof in same
    ]
    rows.append(("", Text(f"{shown(evidence)}.", style="dim")))
    yield Table(columns=LABELLED, rows=rows, gap=1)


def _indented(text: Text) -> Padding:
    return Padding(text, (0, 0, 0, 2))


def _apart(blocks: Sequence[RenderableType]) -> Iterator[RenderableType]:
    for index, block in enumerate(blocks):
        if index:
            yield Text()
        yield block
