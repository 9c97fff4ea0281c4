"""OC102 schedule-ends: a schedule after whose last end nobody is on call.

## What it finds

A schedule of which everything ends: no layer lasts for ever, and after the last `end`, or the last override, nobody is
on call any more. Says when that is, and who is the last. Decided for all time.

## Why it matters

An `end` is written for a layer that another one takes over from. If none does, the schedule goes silent on that day
without any change that somebody could review, and PagerDuty does not open an incident that finds nobody on call.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    end                          = "2025-12-08T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## Use instead

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Delete the `end` of the layer that is the last, or add the layer that takes over then; in a schedule made of overrides
alone, add the next override, or a layer without an end. Delete a schedule that has done its work.

## What it cannot see

Whether the policy has another level for the time after. A schedule that never begins, because nobody is ever on call in
it, is OC101's; so are the gaps before the last end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import moment
from oncall.chronology.zones import LATEST, Zone
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.engine.lanes import Stretch
    from oncall.errors import Location
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        last = scope.last_stretch(schedule)
        if last is None and seen.period is None:
            continue  # nobody is ever on call: that is OC101's
        gap = None if last is None else Span(max(last.end, seen.since), LATEST, zone=schedule.time_zone)
        proof = CHECK.proof(
            subject=schedule, statement="no shift is the last one", holds=last is None, seen=seen, counterexample=gap
        )
        # Whether a layer has an end is known, however long it would take to walk there.
        proof = attrs.evolve(proof, until=None, by_arithmetic=seen.until is not None)
        yield proof
        if last is not None:
            at = moment(last.end, Zone.named(schedule.time_zone))
            yield CHECK.finding(
                subject=schedule,
                message=f"nobody is on call from {at} on, for ever: "
                f"the last shift is {scope.called(schedule.compiled.people[last.owner])}'s.",
                fix=f"{_takeover(schedule)}, or delete the schedule if it has done its work.",
                where=_place(schedule, last),
                proof=proof,
            )


def _takeover(schedule: Schedule) -> str:
    if schedule.layers:
        return "Delete the end of the layer that is the last, add the layer that takes over"
    return "Add the override that takes over, or a layer without an end"


def _place(schedule: Schedule, last: Stretch) -> Location | None:
    """Where the layer is written that the last shift comes from; None: from an override."""
    track = schedule.compiled.tracks[last.places[-1]]
    return None if track == NOBODY else schedule.layers[track].where


CHECK = Check(code="OC102", name="schedule-ends", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
