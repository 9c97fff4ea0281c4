"""OC402 consecutive-hours: somebody on call for longer than so many hours without a break.

## What it finds

Somebody who is on call for more than `consecutive_hours` without a break, through whatever layers and overrides. It is
counted on the wall clock, so that the hour of a clock change does not break the rule. Decided for all time.

This check is off unless `consecutive_hours` is set. Teams that want such a limit often take 72 hours, but one that
everybody should keep to has no source, and weekly turns, which the article recommends, last 168 hours. OC002 has the
limit of two weeks.

## Why it matters

Where pages come in every night, a few nights are what a person can bear. PagerDuty's guide "Going On-Call" advises more
shifts of a shorter duration for services that are very noisy.

## Example

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

A week is too long with these settings:

```toml
[tool.oncall]
consecutive_hours = 72
```

## Use instead

Two days, two days, and a weekend of three, which all change hands in the working day:

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Mondays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 172800
    }
  }

  layer {
    name                         = "Wednesdays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["dave", "erin", "frank", "grace", "heidi", "alice", "bob", "carol"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "09:00:00"
      duration_seconds  = 172800
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["grace", "heidi", "alice", "bob", "carol", "dave", "erin", "frank"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "09:00:00"
      duration_seconds  = 259200
    }
  }
}
```

```toml
[tool.oncall]
consecutive_hours = 72
```

## How to mend it

Shorten `rotation_turn_length_seconds`, or divide the week between several layers as above.

## What it cannot see

Somebody who is on call in several schedules in turn: each schedule is looked at by itself. A break of a second is a
break.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import LATEST, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.model import Schedule

_HOUR = 3600


def _ask(scope: Scope) -> Iterator[Answer]:
    hours = scope.settings.consecutive_hours
    if hours is not None:
        for schedule, seen in scope.courses:
            yield from _stretches(scope, schedule, seen, hours)


def _stretches(scope: Scope, schedule: Schedule, seen: Course, hours: int) -> Iterator[Answer]:
    too_long = [each for each in seen.shift_lengths() if each[2] is None or each[2] > hours * _HOUR]
    user, start, length = min(too_long, key=lambda each: each[1], default=(None, 0, 0))
    zone = Zone.named(schedule.time_zone)
    end = LATEST if length is None else zone.instant_of(zone.reading_of(start) + length)
    spans = (Span(start, end, zone=schedule.time_zone),) if too_long else ()
    proof = CHECK.proof(
        subject=schedule,
        statement=f"nobody is on call for more than {duration(hours * _HOUR)} without a break",
        holds=not too_long,
        seen=seen,
        counterexample=spans[0] if spans else None,
    )
    yield proof
    if too_long:
        lasting = "for ever" if length is None else f"for {duration(length)}"
        yield CHECK.finding(
            subject=schedule,
            message=f"{scope.called(user)} is on call {lasting} without a break from {moment(start, zone)} on; "
            f"{duration(hours * _HOUR)} are the most.",
            fix="Shorten the turns, or put somebody else between two turns of the same person.",
            spans=() if length is None else spans,
            proof=proof,
        )


CHECK = Check(code="OC402", name="consecutive-hours", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
