"""OC601 single-level: an escalation policy with fewer levels than there should be.

## What it finds

An escalation policy with fewer than two rules: once those of its only level have been paged, nobody else ever is. That
the level is run again, `num_loops`, does not add anybody.

## Why it matters

A phone without reception is all it takes for an incident to be nobody's. PagerDuty's guides ask for a level to fall
back on in every policy.

## Example

The schedule and ivan are paged together, and then nobody:

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

resource "pagerduty_escalation_policy" "checkout" {
  name = "Checkout"

  rule {
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout.id
    }

    target {
      type = "user_reference"
      id   = "ivan"
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
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}

resource "pagerduty_escalation_policy" "checkout" {
  name = "Checkout"

  rule {
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout.id
    }
  }

  rule {
    escalation_delay_in_minutes = 15

    target {
      type = "user_reference"
      id   = "ivan"
    }
  }
}
```

## How to mend it

Add a rule: a secondary schedule, or the engineering manager.

## What it cannot see

Whether a second level reaches anybody else, or anybody at all: OC603 and OC602 look at that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope


def _ask(scope: Scope) -> Iterator[Answer]:
    wanted = scope.settings.rules
    for policy in scope.policies:
        count = len(policy.rules)
        if count < wanted:
            levels = "one level" if count == 1 else f"{count} levels"
            yield CHECK.finding(
                subject=policy,
                message=f"it has {levels}, after which there is nobody to fall back on; at least {wanted} should be.",
                fix="Add a level that reaches somebody else: a secondary schedule, or the engineering manager.",
            )


CHECK = Check(code="OC601", name="single-level", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
