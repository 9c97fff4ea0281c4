"""OC205 never-active: a layer that is never active.

## What it finds

A layer whose `end` is not after its `start`, or whose restrictions are closed all through its life, however long it
waits. Decided exactly, on real instants.

## Why it matters

The Terraform provider and PagerDuty take both without a word (provider issue 308 asks for an error), and nobody of the
layer is ever paged. Mostly a year or an offset was mistyped, or `start` was moved on and `end` was forgotten.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Always"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }

  layer {
    name                         = "Winter holidays"
    start                        = "2025-12-22T09:00:00-05:00"
    end                          = "2025-12-15T09:00:00-05:00"
    rotation_virtual_start       = "2025-12-22T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["heidi"]
  }
}
```

## Use instead

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Always"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }

  layer {
    name                         = "Winter holidays"
    start                        = "2025-12-22T09:00:00-05:00"
    end                          = "2025-12-29T09:00:00-05:00"
    rotation_virtual_start       = "2025-12-22T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["heidi"]
  }
}
```

## How to mend it

Write the right `end`, or the right restrictions; or delete the layer, if it was only meant to be switched off.

## What it cannot see

A layer that is over by now, or has not begun yet, was or will be active: it is none of these. One that is active and
always covered by others is OC201. What PagerDuty itself answered is left out, as far as `end` is concerned: there a
layer cannot be deleted, and one that was taken away before it began ends before it starts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import moment
from oncall.chronology.zones import EARLIEST, WEEK
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.engine.stack import Track
    from oncall.model import Layer, Schedule

_SURELY_OPEN = 4 * WEEK  # a window opens every week, and no clock change swallows four of them


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        for index, (layer, track) in enumerate(zip(schedule.layers, schedule.compiled.stack.tracks, strict=True)):
            if layer.end is None:
                continue
            if track.end > track.start:
                yield from _closed(schedule, index, track)
            elif not layer.is_as_answered:
                yield _reversed(schedule, index, layer)


def _reversed(schedule: Schedule, index: int, layer: Layer) -> Answer:
    assert layer.end is not None, "only layers with an end are asked for"
    name = source_name(schedule, index)
    same = "the same instant as" if layer.end == layer.start else "before"
    return CHECK.finding(
        subject=schedule,
        message=f"{name} is never active: it ends at {layer.end.isoformat()}, {same} its start at "
        f"{layer.start.isoformat()}.",
        fix=f"Let {name} end after it starts, or delete it.",
        where=layer.where,
    )


def _closed(schedule: Schedule, index: int, track: Track) -> Iterator[Answer]:
    """What there is to say of a layer whose windows are closed from its start to its end."""
    start, end = max(track.start, EARLIEST), track.end
    if track.windows is None or end - start > _SURELY_OPEN or track.windows.openings(start, end):
        return
    name, zone = source_name(schedule, index), track.rotation.zone
    yield CHECK.finding(
        subject=schedule,
        message=f"{name} is never active: none of its restrictions is open between its start, {moment(start, zone)}, "
        f"and its end, {moment(end, zone)}.",
        fix=f"Let the restrictions of {name} meet the time from its start to its end, or delete it.",
        where=schedule.layers[index].where,
        spans=(Span(start, end, zone=schedule.time_zone),),
    )


CHECK = Check(code="OC205", name="never-active", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
