"""OC301 hours-share: somebody has many more hours on call than the others.

## What it finds

A schedule in which, over one joint period of its layers, somebody has more than 1.25 times the mean of everybody's
hours on call (`hours_share`; with `weights`, of their fair share). Two hours are left out, which clock changes may
make. Everybody who is listed counts, also with no hours. Since the joint period comes again for ever, so does the
difference. What is so only from a later time on, once layers or overrides have begun or ended, is said with that time.

## Why it matters

Being on call costs everybody the same, whoever is paged. A list that names somebody twice, a second layer for some, or
a part-timer with full turns shows in no week, only in the sum; and those who carry more are seldom the ones who say so.

## Example

Office hours in turns, and alice has two of nine.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Office hours"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "alice", "erin", "frank", "grace", "heidi"]

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
}
```

Nobody is on call outside of these hours, which this team means:

```toml
[tool.oncall]
ignore = ["coverage-gap"]
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
}
```

```toml
[tool.oncall]
ignore = ["coverage-gap"]
```

## How to mend it

Name everybody once in each layer, and the same people in all of them. If less is expected of somebody, say so:
`weights = { alice = 0.5 }` in the settings; 0 for whoever only helps out.

## What it cannot see

Who swaps turns by hand, since overrides are over before the joint period begins. Each schedule is looked at alone:
`oncall fairness` also adds up what people have in all of them. Where the joint period has more than 20,000 turns and
windows, nothing is said: a part of it could make a fair rotation look unfair. If somebody is never on call, OC202 says
so, and this check waits until that is mended. Schedules that end, and those of one person, are not looked at.
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
    "Name everybody once in each layer, and the same people in all of them; if less is expected of somebody, say so "
    "with `weights` in the settings."
)


def _ask(scope: Scope) -> Iterator[Answer]:
    limit = scope.settings.hours_share
    return uneven(CHECK, scope, "hours", limit=limit, noun="hours on call", fix=_FIX)


CHECK = Check(code="OC301", name="hours-share", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
