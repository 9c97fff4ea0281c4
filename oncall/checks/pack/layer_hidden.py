"""OC201 layer-hidden: a layer that never decides who is on call.

## What it finds

A layer that later layers, and overrides, always cover: whoever has its turn is never paged through this schedule.
Decided for all time.

## Why it matters

Of the layers that are active at an instant, PagerDuty takes the last one in the Terraform file, and only that one. Two
round-the-clock layers called "Primary" and "Secondary" are not two people on call: Primary is hidden completely.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Primary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }

  layer {
    name                         = "Secondary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-13T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## Use instead

```terraform
resource "pagerduty_schedule" "primary" {
  name      = "Checkout primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Primary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}

resource "pagerduty_schedule" "secondary" {
  name      = "Checkout secondary"
  time_zone = "America/New_York"

  layer {
    name                         = "Secondary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-13T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

For a second person, make two schedules and give the escalation policy a rule for each. If the layer is a leftover,
delete it; if it should win at some hours, restrict the layers after it, or move it behind them.

## What it cannot see

A layer that decides only for an hour a year counts as seen. A layer that is over already, or never active, is not
hidden.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import MOST_LISTED, abridged, listing
from oncall.chronology.zones import WEEK
from oncall.engine.lanes import NOBODY
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.engine.stack import Track
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        yield from _layers(schedule, seen)


def _layers(schedule: Schedule, seen: Course) -> Iterator[Answer]:
    parts = schedule.compiled
    deciding = {parts.tracks[place] for place in seen.places if place != NOBODY}
    for index, track in enumerate(parts.stack.tracks):
        if track.end <= max(seen.since, track.start) or _is_silent(track, seen):
            continue
        name = source_name(schedule, index)
        statement = f"layer {name!r} decides at some time who is on call"
        proof = CHECK.proof(
            subject=schedule, statement=statement, holds=index in deciding, seen=seen, is_about_who_serves=True
        )
        yield proof
        if not proof.holds:
            others = _hiding(schedule, seen, track)
            hiding = listing(others) if len(others) <= MOST_LISTED else abridged(others)
            yield CHECK.finding(
                subject=schedule,
                message=f"{name} is never paged through this schedule: {hiding}, listed later, "
                f"always {'wins' if len(others) == 1 else 'win'}.",
                fix=f"For two people at a time, make {name} a schedule of its own and give the escalation policy "
                "a rule for each; otherwise delete the layer or restrict the ones after it.",
                where=schedule.layers[index].where,
                proof=proof,
            )


def _is_silent(track: Track, seen: Course) -> bool:
    """Whether a layer's restrictions leave it nothing within its life: it is then not hidden by another."""
    start = max(track.start, seen.since)
    return set(track.lane(start, min(track.end, start + 2 * WEEK)).places) == {NOBODY}


def _hiding(schedule: Schedule, seen: Course, track: Track) -> list[str]:
    """What decides who is on call while a layer is active, in the order of the layers, overrides last."""
    parts, first = schedule.compiled, seen.walked[0]
    start, end = max(track.start, seen.since), min(track.end, first.until)
    places = set(first.cut(start, end).places if start < end else first.places) - {NOBODY}
    return list(dict.fromkeys(parts.sources[place] for place in sorted(places)))


CHECK = Check(code="OC201", name="layer-hidden", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
