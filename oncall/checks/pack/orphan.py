"""OC607 orphan: a schedule that no escalation policy uses.

## What it finds

Schedules that are a target of no rule of any escalation policy. Where there is no policy at all, nothing is found: the
policies are kept elsewhere.

## Why it matters

Nobody is paged through a schedule, only through a policy. Whoever is on call in an orphan plans their week around a
pager that cannot ring.

## Example

```terraform
resource "pagerduty_schedule" "primary" {
  name      = "Primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}

resource "pagerduty_schedule" "secondary" {
  name      = "Secondary"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-02-03T09:00:00-05:00"
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
      id   = pagerduty_schedule.primary.id
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

## Use instead

```terraform
resource "pagerduty_schedule" "primary" {
  name      = "Primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}

resource "pagerduty_schedule" "secondary" {
  name      = "Secondary"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-02-03T09:00:00-05:00"
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
      id   = pagerduty_schedule.primary.id
    }
  }

  rule {
    escalation_delay_in_minutes = 15

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.secondary.id
    }
  }
}
```

## How to mend it

Give a policy a rule for the schedule, or delete it.

## What it cannot see

Policies in other configurations, and people who read the schedule without being paged by it: a calendar of releases,
or of who answers questions. Ignore the check for these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.people import policies_of
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope


def _ask(scope: Scope) -> Iterator[Answer]:
    policies = policies_of(scope.configuration)
    used = {schedule.id for policy in policies for schedule in policy.schedules}
    for schedule in scope.schedules:
        if policies and schedule.id not in used:
            yield CHECK.finding(
                subject=schedule,
                message="no escalation policy uses it: nobody is ever paged through it.",
                fix="Make it a target of a policy's rule, or delete it.",
            )


CHECK = Check(code="OC607", name="orphan", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
