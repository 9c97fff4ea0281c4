"""Where things stand on the page, so that one part can link to another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from oncall.views.html.elements import bidi, element
from oncall.views.sentences import worst_first

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from xml.etree.ElementTree import Element

    from oncall.checks import Finding
    from oncall.errors import Location
    from oncall.views.answers import Overview
    from oncall.views.html.elements import Child

_SCHEDULE, _POLICY = "schedule", "policy"
"""The kinds of what has findings and a place on the page, as findings name them."""
_OTHER = re.compile(r"[^A-Za-z0-9_]+")


@attrs.frozen
class Anchors:
    """The anchor and the name of each schedule and policy, by its id, and the findings about each.

    A schedule and a policy may have one id: written in Python, it is the name. An anchor is made of the id, so that a
    link to it still leads there when other things are added to the page.
    """

    schedules: Mapping[str, tuple[str, str]]
    policies: Mapping[str, tuple[str, str]]
    _findings: Mapping[tuple[str, str], list[tuple[int, Finding]]] = attrs.field(alias="findings")

    @classmethod
    def of(cls, overview: Overview) -> Anchors:
        """The anchors of everything that has a place of its own on the page."""
        schedules = [each.rota.schedule for each in overview.outlooks]
        policies = [each.policy for each in overview.escalations]
        taken: set[str] = set()
        findings: dict[tuple[str, str], list[tuple[int, Finding]]] = {}
        for number, finding in enumerate(worst_first(overview.report.findings), start=1):
            for id_ in dict.fromkeys((finding.subject, *finding.also_about)):
                for kind in (finding.kind,) if finding.kind else (_SCHEDULE, _POLICY):
                    findings.setdefault((kind, id_), []).append((number, finding))
        return cls(
            {each.id: (_free(f"schedule-{_slug(each.id)}", taken), each.name) for each in schedules},
            {each.id: (_free(f"policy-{_slug(each.id)}", taken), each.name) for each in policies},
            findings,
        )

    def schedule(self, id_: str) -> str:
        """The anchor of a schedule that is on the page."""
        return self.schedules[id_][0]

    def policy(self, id_: str) -> str:
        """The anchor of a policy that is on the page."""
        return self.policies[id_][0]

    def schedule_findings(self, id_: str) -> Element | None:
        """Links to what was found about a schedule, those of one check together; None: nothing was."""
        return _links(self._findings.get((_SCHEDULE, id_), ()))

    def policy_findings(self, id_: str) -> Element | None:
        """Links to what was found about a policy, those of one check together; None: nothing was."""
        return _links(self._findings.get((_POLICY, id_), ()))

    def subject(self, id_: str, kind: str = "") -> Element:
        """The name of what a finding or a proof is about, as a link to it; its id, if it has no place on the page."""
        places = {_SCHEDULE: (self.schedules,), _POLICY: (self.policies,), "": (self.schedules, self.policies)}
        anchor, name = next((each[id_] for each in places.get(kind, ()) if id_ in each), ("", id_))
        return element("a", bidi(name), href=f"#{anchor}") if anchor else bidi(id_)


def place(where: Location | None) -> Element | None:
    """The file and the line; None, if it came from no file."""
    return None if where is None else bidi(str(where), class_="place")


def _slug(id_: str) -> str:
    return _OTHER.sub("-", id_).strip("-").lower()


def _free(wanted: str, taken: set[str]) -> str:
    """The anchor, with a number after it if another thing has it."""
    found, count = wanted, 1
    while found in taken:
        count += 1
        found = f"{wanted}-{count}"
    taken.add(found)
    return found


def _links(findings: Iterable[tuple[int, Finding]]) -> Element | None:
    found: dict[str, list[int]] = {}
    for number, finding in findings:
        found.setdefault(f"{finding.code} {finding.name}", []).append(number)
    links: list[Child] = []
    for name, numbers in found.items():
        links += [", " if links else None, element("a", name, href=f"#finding-{numbers[0]}")]
        for count, number in enumerate(numbers[1:], start=2):
            links += [" ", element("a", f"({count})", href=f"#finding-{number}", aria_label=f"{name}, {count}")]
    return element("p", "Findings: ", links) if links else None
