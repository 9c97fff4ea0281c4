"""What the checks say, on the page: findings with their places and how to mend them, and what was proved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats.finding_text import evidence
from oncall.views.html.anchors import place
from oncall.views.html.elements import element, prose
from oncall.views.sentences import by_evidence, worst_first
from oncall.views.wording import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from oncall.analysis.proofs import Proof
    from oncall.checks import Finding, Report
    from oncall.views.html.anchors import Anchors
    from oncall.views.html.elements import Child


def findings(report: Report, anchors: Anchors) -> Child:
    """Every finding, the worst first: severity, code, name and place; what is wrong, and when; how to mend it."""
    if not report.findings:
        return element("p", "Nothing found.")
    return [_finding(each, number, anchors) for number, each in enumerate(worst_first(report.findings), start=1)]


def ignored(report: Report, anchors: Anchors) -> Element:
    """A line for each finding that a comment ignores, with its reason."""
    return element(
        "ul",
        [
            element(
                "li",
                element("code", each.finding.code),
                f" {each.finding.name} ",
                anchors.subject(each.finding.subject, each.finding.kind),
                element("span", " ", place(each.finding.where), class_="soft"),
                f": {each.suppression.reason}" if each.suppression.reason else None,
            )
            for each in report.suppressed
        ],
        class_="plain",
    )


def proofs(found: Iterable[Proof], anchors: Anchors) -> Iterator[Element]:
    """Every statement that holds, those with the same evidence together, and of these those that say the same."""
    for told, same in by_evidence(found):
        rows: dict[tuple[str, str], list[Proof]] = {}
        for proof in same:
            rows.setdefault((proof.code, proof.statement), []).append(proof)
        yield element(
            "figure",
            element(
                "ul",
                [_statement(*said, proved, anchors) for said, proved in rows.items()],
                class_="proofs",
                role="list",
            ),
            element("figcaption", sentence(told)),
            class_="proof",
        )


def _finding(finding: Finding, number: int, anchors: Anchors) -> Element:
    severity, anchor = str(finding.severity), f"finding-{number}"
    return element(
        "article",
        element(
            "h3",
            element("span", severity, class_="severity"),
            f" {finding.code} {finding.name}",
            id=f"name-{anchor}",
        ),
        element(
            "p", place(finding.where), " · " if finding.where else None, _subjects(finding, anchors), class_="soft"
        ),
        element("p", prose(finding.message)),
        _when(finding),
        element("p", element("strong", "Mend: "), prose(finding.fix), class_="mend"),
        id=anchor,
        class_=f"finding {severity}",
        aria_labelledby=f"name-{anchor}",
    )


def _subjects(finding: Finding, anchors: Anchors) -> Iterator[Child]:
    for index, id_ in enumerate(dict.fromkeys((finding.subject, *finding.also_about))):
        yield from (", " if index else None, anchors.subject(id_, finding.kind))


def _when(finding: Finding) -> Element | None:
    told = evidence(finding.spans)
    return element("ul", [element("li", each) for each in told], class_="spans") if told else None


def _statement(code: str, statement: str, proved: Iterable[Proof], anchors: Anchors) -> Element:
    about: list[Child] = []
    for proof in proved:
        about += [", " if about else None, anchors.subject(proof.subject, proof.kind)]
    return element("li", element("code", code), element("span", statement, element("span", ": ", about, class_="soft")))
