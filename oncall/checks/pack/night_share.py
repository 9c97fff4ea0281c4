"""OC303 night-share: somebody has many more nights on call than the others.

## What it finds

A schedule in which, over one joint period of its layers, somebody has more than 1.25 times the mean of everybody's
night hours (`night_share`; with `weights`, of their fair share). Night is from 22:00 to 07:00 (`night`) where the
person lives, or in the schedule's zone if that is not known. An hour for each day on call, of at most eight, is left
out: so much may come of clocks that are changed on different days. What is so only from a later time on, once layers or
overrides have begun or ended, is said with that time.

## Why it matters

A page at night costs the next day, too. Who lives elsewhere, or is alone in a layer for the nights, carries more than
the hours say; and the colleagues who never wake up do not notice.

## Example

Office hours go round among eight people, the night of the weekly maintenance among four of them.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Office hours"
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
    name                         = "Maintenance"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["erin", "frank", "erin", "frank", "alice", "bob", "alice", "bob"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "22:00:00"
      duration_seconds  = 32400
    }
  }
}
```

Nobody is on call at other times, and the night begins and ends when it does, which this team means:

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
    name                         = "Office hours"
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
    name                         = "Maintenance"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["erin", "frank", "grace", "heidi", "alice", "bob", "carol", "dave"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "22:00:00"
      duration_seconds  = 32400
    }
  }
}
```

```toml
[tool.oncall]
ignore = ["coverage-gap", "handoff-off-hours"]
```

## How to mend it

Name everybody in the layers that cover nights. With people on several continents give each site its own day. If less is
expected of somebody, say so with `weights`.

## What it cannot see

Who is woken: OC801 asks a page log. Who lives where, unless `time_zone` of the user says so. Each schedule is looked at
alone. If somebody is never on call, OC202 says so, and this check waits until that is mended. Where the joint period
has more than 20,000 turns and windows, nothing is said.
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
    "Name everybody in the layers that cover nights, or give each continent its own day; if less is expected of "
    "somebody, say so with `weights` in the settings."
)


def _ask(scope: Scope) -> Iterator[Answer]:
    limit = scope.settings.night_share
    return uneven(CHECK, scope, "nights", limit=limit, noun="night hours", fix=_FIX)


CHECK = Check(code="OC303", name="night-share", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
