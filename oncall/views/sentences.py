"""What the text and the page both say, sentence by sentence, without anything to draw with."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from oncall.chronology.instants import to_seconds
from oncall.chronology.words import NEAR_DAYS, after, duration, listing, moment
from oncall.chronology.zones import DAY, Zone
from oncall.model.users import full_names
from oncall.views.wording import counted, day_name, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oncall.analysis.proofs import Proof
    from oncall.checks import Finding, Report
    from oncall.chronology.spans import Span
    from oncall.model import Timeline, User
    from oncall.views.answers import Escalation, Outlook

SEVERITIES = ("error", "warning", "info")
"""The worst first."""


def now(outlooks: Sequence[Outlook]) -> str:
    """The title of who is on call; it says when, unless that is another instant in every zone."""
    instants = {each.watch.at for each in outlooks}
    if len(instants) != 1:
        return "On call"
    first = outlooks[0].watch
    return f"On call at {moment(first.at, Zone.named(first.schedule.time_zone))}"


def days(outlook: Outlook) -> str:
    """From which day to which day the shifts are shown; with the times, where that is less than two days."""
    zone = Zone.named(outlook.rota.schedule.time_zone)
    since, until = (to_seconds(each) for each in (outlook.rota.timeline.since, outlook.rota.timeline.until))
    if until - since < 2 * DAY:
        return f"{local(since, zone)} to {local(until, zone)}"
    return f"{day_name(zone.reading_of(since))} to {day_name(zone.reading_of(until))}"


def bare(timeline: Timeline) -> str:
    """For how long nobody is on call; empty: somebody always is."""
    if not timeline.gaps:
        return ""
    lasts = duration(sum(gap.seconds for gap in timeline.gaps))
    first = local(timeline.gaps[0].bounds[0], Zone.named(timeline.zone))
    return f"Nobody is on call for {lasts}, in {counted(len(timeline.gaps), 'gap')}, the first from {first}."


def stretches(timeline: Timeline, gaps: Iterable[Span]) -> list[tuple[int, int | None, User | None, tuple[str, ...]]]:
    """Shifts and gaps in order of time: start, end (None: never), who (None: nobody), and through what."""
    shifts = [(*shift.bounds, shift.user, shift.sources) for shift in timeline]
    return sorted([*shifts, *((*gap.bounds, None, ()) for gap in gaps)], key=itemgetter(0))


def times(instant: int, escalation: Escalation) -> tuple[str, str]:
    """The time since the trigger, and the local time: after the weekday, or the date, if that was on another day."""
    zone, begun = Zone.named(escalation.policy.time_zone), escalation.triggered_at
    weekday, date, time = local(instant, zone).split(maxsplit=2)
    passed = zone.reading_of(instant) // DAY - zone.reading_of(begun) // DAY
    on = "" if passed == 0 else f"{weekday} " if passed < NEAR_DAYS else f"{weekday} {date} "
    return after(instant - begun), f"{on}{time}"


def trigger(escalation: Escalation) -> str:
    """When the incident is triggered."""
    zone = Zone.named(escalation.policy.time_zone)
    return f"triggered {moment(escalation.triggered_at, zone)} ({zone.name})"


def ending(escalation: Escalation) -> str:
    """When an incident with pages is over, and with whom it stays."""
    over, resolved = escalation.over, escalation.resolved_at
    assert over is not None, "an incident with pages has an end"
    when = "After {} ({})".format(*times(over, escalation))
    if over == resolved:
        return f"{when} it is resolved, and nobody else is paged."
    full = full_names((*(page.user for page in escalation.pages), *escalation.holders))
    holders = listing(full[user] for user in escalation.holders)
    until = "" if resolved is None else ", until it is resolved after {} ({})".format(*times(resolved, escalation))
    return f"{when} nobody else is paged; the incident stays with {holders}{_late_answer(escalation)}{until}."


def silence(escalation: Escalation) -> str:
    """Why nobody is paged about an incident without pages."""
    policy = escalation.policy
    reached = policy.first_responder(escalation.triggered_at, incident_number=escalation.incident_number)
    if reached is not None:
        return "Nobody is paged: the incident was answered before anybody could be."
    is_opened = policy.empty_rules == "wait"
    return f"Nobody is paged: no rule reaches anybody{'' if is_opened else ', so the incident would never be opened'}."


def is_resolved(instant: int, escalation: Escalation) -> bool:
    """Whether the incident is resolved by then."""
    return escalation.resolved_at is not None and instant >= escalation.resolved_at


def is_over(instant: int, escalation: Escalation) -> bool:
    """Whether nobody can be paged any more by then."""
    return escalation.over is not None and instant > escalation.over


def tally(report: Report) -> str:
    """How many findings there are of each severity, the worst first: `2 warnings, 1 info`; then the ignored ones."""
    counts = {severity: sum(finding.severity == severity for finding in report.findings) for severity in SEVERITIES}
    found = [
        f"{counts['info']} info" if name == "info" else counted(counts[name], name) for name in counts if counts[name]
    ]
    if report.suppressed:
        found.append(f"{len(report.suppressed)} ignored")
    return ", ".join(found) or "none"


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """The findings by severity, those of one severity in the order of the files."""
    order: list[str] = [*SEVERITIES]
    return sorted(findings, key=lambda finding: order.index(str(finding.severity)))


def by_evidence(proofs: Iterable[Proof]) -> list[tuple[str, list[Proof]]]:
    """What holds, with what was looked at; the codes of the same evidence stay in order."""
    holding = sorted((proof for proof in proofs if proof.holds), key=_evidence)
    return [(evidence, list(same)) for evidence, same in groupby(holding, key=_evidence)]


def _evidence(proof: Proof) -> str:
    """From when the statement holds, and what was looked at."""
    if proof.since is None:
        return proof.evidence
    return f"From {moment(to_seconds(proof.since), Zone.named(proof.zone))} on: {proof.evidence}"


def _late_answer(escalation: Escalation) -> str:
    """The acknowledgement, where nobody would have been paged any more without it."""
    instant = escalation.acknowledged_at
    if instant is None or is_resolved(instant, escalation) or not is_over(instant, escalation):
        return ""
    return ", acknowledged after {} ({})".format(*times(instant, escalation))
