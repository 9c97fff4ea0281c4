"""OC103 seam: a gap of two minutes or less between two shifts.

## What it finds

Somebody is on call, then nobody for no more than two minutes, and then somebody again. A window from 09:00:00 that
lasts 28799 seconds ends at 16:59:59, and a layer that ends at 09:00 leaves a minute to one that starts at 09:01. Finds
the first such gap, and how often it comes back. Decided for all time.

## Why it matters

Nobody means such a gap: it is a slip of the pen, made where an end is taken for the last second on call. Ends are
half-open, in PagerDuty as here: whoever ends at 17:00:00 is on call up to then, and not at 17:00:00 itself. An incident
that is triggered in the gap finds nobody, and PagerDuty does not open it. PagerDuty's own examples of restrictions are
written to 16:59:59. What is longer than two minutes is OC101's.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekdays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 374399
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["erin", "frank", "grace", "heidi", "alice", "bob", "carol", "dave"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "17:00:00"
      duration_seconds  = 230400
    }
  }
}
```

## Use instead

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekdays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 374400
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["erin", "frank", "grace", "heidi", "alice", "bob", "carol", "dave"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "17:00:00"
      duration_seconds  = 230400
    }
  }
}
```

## How to mend it

Let the one end when the other begins: a `duration_seconds` of whole minutes (28800, not 28799), an `end` that is the
next layer's `start`.

## What it cannot see

Whether another schedule of the same policy covers the gap. A gap that a clock change shortens to two minutes counts as
it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.proving import is_gap
from oncall.analysis.recurrence import again
from oncall.analysis.seams import whole_seam
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import MONDAY, WEEK
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.walks import Walk, Walkable
    from oncall.checks.scope import Scope
    from oncall.errors import Location
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    if scope.settings.seam_seconds:
        for schedule in scope.schedules:
            seen = scope.coverage(schedule)
            if seen is not None:
                yield from _seams(scope, schedule, seen)


def _seams(scope: Scope, schedule: Schedule, seen: Walk) -> Iterator[Answer]:
    most = scope.settings.seam_seconds

    def is_seam(stack: Walkable, gap: tuple[int, int]) -> bool:
        return whole_seam(stack, gap, most) is not None

    found = seen.spans(is_gap, which=is_seam)
    found[:1] = [whole_seam(schedule.compiled.stack, gap, most) or gap for gap in found[:1]]
    listed = [gap for gap in found if gap[0] < scope.horizon(seen)] or found[:1]
    evidence = tuple(Span(start, end, zone=schedule.time_zone) for start, end in listed)
    recurs = seen.recurrence(is_gap, which=is_seam) if found else None
    proof = CHECK.proof(
        subject=schedule,
        statement=f"no two shifts miss each other by {duration(most)} or less",
        holds=not found,
        seen=seen,
        counterexample=evidence[0] if evidence else None,
        recurs=recurs,
    )
    yield proof
    if found:
        yield CHECK.finding(
            subject=schedule,
            message=f"{_sentence(scope, schedule, found[0])}{again(recurs, found[0][1] - found[0][0])}.",
            fix=_WITH_LAYERS if schedule.layers else _OF_OVERRIDES,
            where=_place(schedule, found[0]),
            spans=evidence,
            proof=proof,
        )


def _sentence(scope: Scope, schedule: Schedule, gap: tuple[int, int]) -> str:
    parts, (start, end) = schedule.compiled, gap
    before, after = (scope.called(parts.holders[parts.stack.place_at(each)]) for each in (start - 1, end))
    around = f"between two shifts of {before}" if before == after else f"between the shifts of {before} and {after}"
    first, last = (moment(each, parts.stack.zone) for each in gap)
    return f"nobody is on call from {first} to {last} ({duration(end - start)}), {around}"


def _place(schedule: Schedule, gap: tuple[int, int]) -> Location | None:
    """Where it is written that the shift before a gap ends there; else, that the one after it begins there."""
    parts, (start, end) = schedule.compiled, gap
    zone = parts.stack.zone
    before, after = (parts.tracks[parts.stack.place_at(each)] for each in (start - 1, end))
    if before != NOBODY:
        layer, reading = schedule.layers[before], zone.reading_of(start)
        for restriction in layer.restrictions:
            if any((MONDAY + begin + length - reading) % WEEK == 0 for begin, length in restriction.weekly):
                return restriction.where
        return layer.where
    return None if after == NOBODY else schedule.layers[after].where


_WITH_LAYERS = (
    "Let the one end when the other begins: ends are half-open, so 09:00:00 for 28800 seconds, not 28799, is until "
    "17:00:00."
)
_OF_OVERRIDES = "Let the one override end when the other begins: ends are half-open, so 17:00:00, not 16:59:59."

CHECK = Check(code="OC103", name="seam", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
