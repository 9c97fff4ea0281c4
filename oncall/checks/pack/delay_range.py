"""OC604 delay-range: a level that waits too short or too long before the next one.

## What it finds

A rule whose `escalation_delay_in_minutes` is less than 5 or more than 30. The delay of the last rule counts only if the
rules are run again (`num_loops`): otherwise nothing follows it.

## Why it matters

In less than five minutes nobody who sleeps can find their glasses, and two people are woken where one would have
answered; PagerDuty's guides take five minutes as the least. After half an hour without an answer the outage is a long
one: even for systems that are not urgent, Google's SRE book asks for an answer within 30 minutes.

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

resource "pagerduty_escalation_policy" "checkout" {
  name = "Checkout"

  rule {
    escalation_delay_in_minutes = 2

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

Set `escalation_delay_in_minutes` to 5 to 30. Where a tool answers before people do, a short first delay may be meant:
allow it with `delay_minutes`.

## What it cannot see

How long it takes in all until somebody else is paged: that is for OC605.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import duration

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import EscalationPolicy


def _ask(scope: Scope) -> Iterator[Answer]:
    for policy in scope.policies:
        yield from _policy(scope, policy)


def _policy(scope: Scope, policy: EscalationPolicy) -> Iterator[Answer]:
    least, most = scope.settings.delay_minutes
    followed = policy.rules if policy.num_loops else policy.rules[:-1]
    for level, rule in enumerate(followed, start=1):
        if not least <= rule.escalation_delay_in_minutes <= most:
            following = f"level {level + 1}" if level < len(policy.rules) else "the rules are run again"
            yield CHECK.finding(
                subject=policy,
                message=f"level {level} waits {duration(rule.delay_seconds)} before {following}; "
                f"{least} to {most} minutes are asked for.",
                fix=f"Set escalation_delay_in_minutes to {least} to {most}.",
                where=rule.where,
            )


CHECK = Check(code="OC604", name="delay-range", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
