"""OC302 weekend-share: somebody has many more weekends on call than the others.

## What it finds

A schedule in which, over one joint period of its layers, somebody has more than 1.25 times the mean of everybody's
weekend hours (`weekend_share`; with `weights`, of their fair share). A weekend is Saturday and Sunday, 00:00 to 24:00,
where the person lives; in the schedule's zone if that is not known. An hour for each day on call, of at most eight, is
left out: so much may come of clocks that are changed on different days. What is so only from a later time on, once
layers or overrides have begun or ended, is said with that time.

## Why it matters

Equal hours are not equal weekends: turns, hand-offs and layers can share the week evenly and leave Saturdays to a few
(grafana/oncall issue 1304 asks for this very count). A weekend is what people remember of being on call.

## Example

On weekdays eight people take turns, at weekends too, but alice has two turns of nine.

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

    dynamic "restriction" {
      for_each = [1, 2, 3, 4, 5]
      content {
        type              = "weekly_restriction"
        start_day_of_week = restriction.value
        start_time_of_day = "09:00:00"
        duration_seconds  = 28800
      }
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "alice", "erin", "frank", "grace", "heidi"]

    dynamic "restriction" {
      for_each = [6, 7]
      content {
        type              = "weekly_restriction"
        start_day_of_week = restriction.value
        start_time_of_day = "09:00:00"
        duration_seconds  = 28800
      }
    }
  }
}
```

Nobody is on call at night, and weekends begin on Saturdays, which this team means:

```toml
[tool.oncall]
ignore = ["coverage-gap", "handoff-off-hours"]
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

    dynamic "restriction" {
      for_each = [1, 2, 3, 4, 5]
      content {
        type              = "weekly_restriction"
        start_day_of_week = restriction.value
        start_time_of_day = "09:00:00"
        duration_seconds  = 28800
      }
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    dynamic "restriction" {
      for_each = [6, 7]
      content {
        type              = "weekly_restriction"
        start_day_of_week = restriction.value
        start_time_of_day = "09:00:00"
        duration_seconds  = 28800
      }
    }
  }
}
```

```toml
[tool.oncall]
ignore = ["coverage-gap", "handoff-off-hours"]
```

## How to mend it

Weekly turns give everybody whole weekends. Give weekends a layer of their own in which everybody is named once, or let
the number of people share no factor with the turns of a week. If less is expected of somebody, say so with `weights`.

## What it cannot see

Weekends on other days, as in Israel or Egypt. Who swaps turns by hand. Each schedule is looked at alone. If somebody is
never on call, OC202 says so, and this check waits until that is mended. Where the joint period has more than 20,000
turns and windows, nothing is said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.sharing import uneven

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope

_FIX = (
    "Let weekends go round: weekly turns, or a layer for weekends in which everybody is named once; if less is "
    "expected of somebody, say so with `weights` in the settings."
)


def _ask(scope: Scope) -> Iterator[Answer]:
    limit = scope.settings.weekend_share
    return uneven(CHECK, scope, "weekends", limit=limit, noun="weekend hours", fix=_FIX)


CHECK = Check(code="OC302", name="weekend-share", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
