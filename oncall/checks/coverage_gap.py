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

from typing import TYPE_CHECKING

from oncall.analysis.proofs import Proof
from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import Zone
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        yield from _gaps(scope, schedule, seen)


def _gaps(scope: Scope, schedule: Schedule, seen: Course) -> Iterator[Answer]:
    allowed, zone = scope.settings.gap_seconds, schedule.time_zone
    gaps = [(start, end) for start, end in seen.spans(_is_gap) if end - start > allowed]
    listed = [gap for gap in gaps if gap[0] < scope.horizon(seen)] or gaps[:1]
    evidence = scope.evidence(listed, zone)
    statement = "somebody is always on call"
    yield Proof(
        code=CHECK.code,
        subject=schedule.id,
        statement=statement if not allowed else f"nobody is missing for more than {duration(allowed)}",
        holds=not gaps,
        since=seen.since,
        period_seconds=seen.period,
        until=seen.until,
        counterexample=evidence[0] if evidence else None,
        zone=zone,
    )
    if gaps:
        yield CHECK.finding(
            subject=schedule.id,
            message=f"{schedule.name}: {_sentence(seen, gaps[0], zone)}",
            fix="Lengthen the restrictions, or add a layer below that shows through where the others are silent.",
            where=schedule.where,
            spans=evidence,
        )


def _sentence(seen: Course, gap: tuple[int, int], zone_name: str) -> str:
    zone = Zone.named(zone_name)
    start, end = gap
    if seen.pattern is None and seen.until is None and end == seen.walked[0].until:
        return f"nobody is on call from {moment(start, zone)} on, for ever."
    times = seen.recurrences(_is_gap)
    often = ""
    if times and seen.period is not None:
        often = (
            f", and again {times} times every {duration(seen.period)}"
            if times > 1
            else f", every {duration(seen.period)}"
        )
    return f"nobody is on call from {moment(start, zone)} to {moment(end, zone)} ({duration(end - start)}){often}."


def _is_gap(place: int) -> bool:
    return place == NOBODY


CHECK = Check(code="OC101", name="coverage-gap", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
