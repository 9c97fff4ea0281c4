"""Reports as tests need them: findings with little said, and any findings at all."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from oncall import Finding, Report, Severity, Span, SuppressedFinding, Suppression
from oncall.errors import Location

HOSTILE = "alice\n::error::<b>&amp; 50%,{0} [x](y) \x00\x1b[31m\r\ud800\uffff é 夜 ]]>"
"""A name of everything that means something to some format."""
WEEKEND = Span("2025-03-08T17:00:00-05:00", "2025-03-10T09:00:00-04:00", zone="America/New_York")
"""A weekend in which clocks change."""


def finding(**said: Any) -> Finding:
    """A gap in a schedule, in line 7 of a file, unless told otherwise."""
    what: dict[str, Any] = {
        "code": "OC101",
        "name": "coverage-gap",
        "severity": Severity.ERROR,
        "subject": "pagerduty_schedule.night",
        "message": "Night: nobody is on call.",
        "fix": "Add a layer.",
        "where": Location("infra/night.tf", 7, 3),
    }
    return Finding(**(what | said))


def suppressed(reason: str = "the office is closed", **said: Any) -> SuppressedFinding:
    """A finding that a comment on the line above its block ignores."""
    found = finding(**said)
    place = found.where or Location("infra/night.tf", 7)
    comment = Suppression(where=Location(place.path, 6), first_line=7, last_line=20, checks=[found.code], reason=reason)
    return SuppressedFinding(found, comment)


_texts = st.text(st.characters(exclude_categories=())) | st.just(HOSTILE)
_places = st.none() | st.builds(Location, _texts, st.integers(1, 10**6), st.integers(1, 500))
_findings = st.builds(
    finding,
    code=st.sampled_from(["OC101", "OC201", "OC999"]),
    severity=st.sampled_from(Severity),
    subject=_texts,
    message=_texts,
    fix=_texts,
    where=_places,
    spans=st.lists(st.just(WEEKEND), max_size=5).map(tuple),
)


def reports() -> st.SearchStrategy[Report]:
    """Any findings, some of which a comment ignores."""
    ignored = st.builds(
        lambda found, reason: SuppressedFinding(found, suppressed(reason).suppression), _findings, _texts
    )
    return st.builds(
        Report,
        findings=st.lists(_findings, max_size=4).map(tuple),
        suppressed=st.lists(ignored, max_size=2).map(tuple),
    )
