"""OC101 coverage-gap: times at which nobody is on call.

## What it finds

The spans, from the first start of a schedule on, in which no layer and no override puts anybody on call: the first one,
how often it comes back, and the list of them within a horizon. Decided for all time.

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
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]

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
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]
  }

  layer {
    name                         = "Days"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "08:00:00"
      duration_seconds  = 43200
    }
  }
}
```

## How to mend it

Lengthen the restriction, add a layer below, or, if the gap is meant, ignore the check for this schedule and make sure
that the policy has another level then.

## What it cannot see

Whether another schedule of the same policy covers the gap. Before a schedule's first start it finds no gap.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import duration, every, moment
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        yield from _gaps(scope, schedule)


def _gaps(scope: Scope, schedule: Schedule) -> Iterator[Answer]:
    allowed, seen = scope.settings.gap_seconds, scope.course(schedule)
    gaps = [] if seen is None else seen.spans(_is_gap, longer_than=allowed)
    listed = [gap for gap in gaps if seen and gap[0] < scope.horizon(seen)] or gaps[:1]
    evidence = tuple(Span(start, end, zone=schedule.time_zone) for start, end in listed)
    proof = CHECK.proof(
        subject=schedule,
        statement=f"nobody is missing for more than {duration(allowed)}" if allowed else "somebody is always on call",
        holds=seen is not None and not gaps,
        seen=seen,
        counterexample=evidence[0] if evidence else None,
    )
    yield proof
    if not proof.holds:
        yield CHECK.finding(
            subject=schedule,
            message=_sentence(seen, gaps[0], allowed) if seen else "nobody is ever on call.",
            fix="Let the windows or the layers meet (one's end is the next one's start), or add a layer below that "
            "shows through where the others are silent.",
            spans=evidence,
            proof=proof,
        )


def _sentence(seen: Course, gap: tuple[int, int], allowed: int) -> str:
    zone = seen.schedule.compiled.stack.zone
    start, end = gap
    if seen.pattern is None and seen.until is None and end == seen.walked[0].until:
        return f"nobody is on call from {moment(start, zone)} on, for ever."
    begun_before = start == seen.since > seen.schedule.compiled.stack.begins
    length = "it began before" if begun_before else duration(end - start)
    often = _often(seen, allowed)
    return f"nobody is on call from {moment(start, zone)} to {moment(end, zone)} ({length}){often}."


def _often(seen: Course, allowed: int) -> str:
    """How often gaps come back: `, every week` if that is regular, else `, 6 times every week`."""
    begins = seen.recurrences(_is_gap, longer_than=allowed)
    if not begins or seen.period is None:
        return ""
    steps = {after - before for before, after in pairwise([*begins, begins[0] + seen.period])}
    if len(steps) == 1:
        return f", {every(steps.pop())}"
    return f", {len(begins)} times {every(seen.period)}"


def _is_gap(place: int) -> bool:
    return place == NOBODY


CHECK = Check(code="OC101", name="coverage-gap", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
