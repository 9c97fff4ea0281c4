"""OC101 coverage-gap: times at which nobody is on call.

## What it finds

The spans, from the first start of a schedule on, in which no layer and no override puts anybody on call: the first one,
how often it comes back, and the list of them within a horizon. Decided for all time.

Where those checks are asked too, a gap of two minutes or less between two shifts is found by OC103, and the time after
the last end of everything by OC102. What is proved here is about every gap, whoever finds it: that somebody is always
on call does not hold if there is any.

## Why it matters

If an incident finds nobody on call at any level, PagerDuty does not open it: no page, no e-mail, no record.

## Example

Nobody is there at night:

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Days"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "08:00:00"
      duration_seconds  = 43200
    }
  }
}
```

## Use instead

A layer below it, which shows through wherever the restricted one is silent:

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Always"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }

  layer {
    name                         = "Days"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "08:00:00"
      duration_seconds  = 43200
    }
  }
}
```

## How to mend it

Lengthen the restriction, or add a layer below; in a schedule made of overrides alone, let one begin when the other
ends, or add a layer. If the gap is meant, ignore the check for this schedule and make sure that the policy has another
level then.

## What it cannot see

Whether another schedule of the same policy covers the gap. Before a schedule's first start it finds no gap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.proving import is_endless, is_gap
from oncall.analysis.recurrence import again
from oncall.analysis.seams import whole_seam
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.pack import schedule_ends, seam
from oncall.chronology.spans import Span
from oncall.chronology.words import duration, moment
from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.walks import Walk, Which
    from oncall.checks.scope import Scope
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        yield from _gaps(scope, schedule)


def _gaps(scope: Scope, schedule: Schedule) -> Iterator[Answer]:
    allowed, seen = scope.settings.gap_seconds, scope.coverage(schedule)
    gaps = [] if seen is None else seen.spans(is_gap, longer_than=allowed)
    proof = CHECK.proof(
        subject=schedule,
        statement=f"nobody is missing for more than {duration(allowed)}" if allowed else "somebody is always on call",
        holds=seen is not None and not gaps,
        seen=seen,
        counterexample=_span(schedule, seen, gaps[0]) if seen and gaps else None,
        recurs=seen.recurrence(is_gap, longer_than=allowed) if seen and gaps else None,
    )
    yield proof
    which = _which(scope)
    own = _own(scope, schedule, seen, which, gaps) if seen else []
    listed = [gap for gap in own if seen and gap[0] < scope.horizon(seen)] or own[:1]
    if own or not seen:
        yield CHECK.finding(
            subject=schedule,
            message=_sentence(schedule, seen, own[0], allowed, which) if seen else "nobody is ever on call.",
            fix=_fix(schedule),
            spans=tuple(_span(schedule, seen, gap) for gap in listed if seen),
            proof=proof,
        )


def _fix(schedule: Schedule) -> str:
    if schedule.layers:
        return (
            "Let the windows or the layers meet (one's end is the next one's start), or add a layer below that shows "
            "through where the others are silent."
        )
    if schedule.overrides:
        return (
            "Let the overrides meet (one's end is the next one's start), or add a layer that shows through where there "
            "is none."
        )
    return "Add a layer."


def _span(schedule: Schedule, seen: Walk, gap: tuple[int, int]) -> Span:
    start, end = gap
    return Span(start, FOREVER if is_endless(seen, end) else end, zone=schedule.time_zone)


def _which(scope: Scope) -> Which | None:
    """Which gaps are not OC103's; None: all of them."""
    most = scope.settings.seam_seconds if scope.asks(seam.CHECK) else 0
    return (lambda stack, gap: whole_seam(stack, gap, most) is None) if most else None


def _own(
    scope: Scope, schedule: Schedule, seen: Walk, which: Which | None, gaps: list[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The gaps that are left to this check, of all there are: those that no other one speaks of."""
    if gaps and which is not None:
        gaps = seen.spans(is_gap, longer_than=scope.settings.gap_seconds, which=which)
    if gaps and is_endless(seen, gaps[-1][1]) and scope.asks(schedule_ends.CHECK) and scope.last_stretch(schedule):
        return gaps[:-1]
    return gaps


def _sentence(schedule: Schedule, seen: Walk, gap: tuple[int, int], allowed: int, which: Which | None) -> str:
    stack = schedule.compiled.stack
    (start, end), zone = gap, stack.zone
    if is_endless(seen, gap[1]):
        return f"nobody is on call from {moment(start, zone)} on, for ever."
    begun_before = start == seen.since > stack.begins
    length = "it began before" if begun_before else duration(end - start)
    recurs = seen.recurrence(is_gap, longer_than=allowed, which=which)
    often = again(recurs, None if begun_before else end - start)
    return f"nobody is on call from {moment(start, zone)} to {moment(end, zone)} ({length}){often}."


CHECK = Check(
    code="OC101", name="coverage-gap", severity=Severity.ERROR, ask=_ask, page=__doc__ or "", told_by=("OC102", "OC103")
)
