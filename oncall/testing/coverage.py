"""Whether somebody is always on call, or paged, and in words when nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.proving import prove_covered
from oncall.analysis.recurrence import again
from oncall.checks import Settings
from oncall.checks.asking import check
from oncall.chronology.instants import to_seconds
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from oncall.model import Configuration, EscalationPolicy, Schedule
from oncall.testing.wording import paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.chronology.instants import Instant

_NOBODY_PAGED = Settings(select=["OC606"])


def uncovered(subject: Schedule | EscalationPolicy | Configuration, since: Instant | None) -> str:
    """What is not covered, a paragraph each; empty: everything is.

    Raises:
        InvalidValueError: the subject is no schedule, policy or configuration, or a configuration of none of them.
        NotAnInstantError: `since` is no instant.
    """
    if since is not None:
        to_seconds(since, "since")
    return "\n".join(paragraph(sentence) for sentence in _sentences(subject, since))


def _sentences(subject: object, since: Instant | None) -> Iterator[str]:
    match subject:
        case Schedule():
            yield from _of_schedule(subject, since)
        case EscalationPolicy():
            report = check(Configuration(escalation_policies=[subject]), settings=_NOBODY_PAGED, since=since)
            yield from (finding.message for finding in report.findings)
        case Configuration() if subject.schedules or subject.escalation_policies:
            for part in (*subject.schedules.values(), *subject.escalation_policies.values()):
                yield from _sentences(part, since)
        case _:
            expected = "a Schedule, an EscalationPolicy, or a Configuration that has any"
            raise InvalidValueError("subject", expected, subject)


def _of_schedule(schedule: Schedule, since: Instant | None) -> Iterator[str]:
    proof = prove_covered(schedule, since=since)
    if proof.holds:
        return
    if proof.counterexample is None:
        yield f"{schedule.name}: nobody is ever on call."
        return
    zone = Zone.named(schedule.time_zone)
    start, end = proof.counterexample.bounds
    if schedule.compiled.stack.next_stretch(start) is None:
        yield f"{schedule.name}: nobody is on call from {moment(start, zone)} on, for ever."
        return
    length, often = duration(end - start), again(proof.recurs, end - start)
    yield f"{schedule.name}: nobody is on call from {moment(start, zone)} to {moment(end, zone)} ({length}){often}."
