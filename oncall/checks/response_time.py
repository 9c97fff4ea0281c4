"""OC605 response-time: the second person is paged later than a severity allows.

## What it finds

Escalation policies in which a missed first page breaks a severity's response time: the second person is paged later
than 5 minutes (SEV-1), 15 (SEV-2) or 30 (SEV-3) after the trigger. It looks at every trigger time, so a level that is
empty, or that has the first person once more, for ten minutes a week counts as well. Decided for all time.

## Why it matters

The first person is in the shower. Who asks for an answer within five minutes (the article's response times) and
escalates after ten has made a promise that one missed page breaks.

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
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]
  }
}

resource "pagerduty_escalation_policy" "checkout" {
  name = "Checkout"

  rule {
    escalation_delay_in_minutes = 10

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout.id
    }
  }

  rule {
    escalation_delay_in_minutes = 15

    target {
      type = "user_reference"
      id   = pagerduty_user.carol.id
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
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]
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
      id   = pagerduty_user.carol.id
    }
  }
}
```

## How to mend it

Shorten the delay of the first rule to the response time, or page two people at once.

## What it cannot see

Which services are SEV-1: a policy for slower work may ignore the check, or set other response times. A policy that
never reaches a second person is for OC001 to find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.proofs import Proof
from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import duration, listing, moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import EscalationPolicy


def _ask(scope: Scope) -> Iterator[Answer]:
    for policy in scope.policies:
        yield from _policy(scope, policy)


def _policy(scope: Scope, policy: EscalationPolicy) -> Iterator[Answer]:
    seen = scope.reach(policy)
    slowest = seen.slowest(2)
    if slowest is None:
        return
    outcome, seconds = slowest
    missed = [(name, minutes) for name, minutes in scope.settings.response_minutes if seconds > minutes * 60]
    asked = min((minutes for _, minutes in scope.settings.response_minutes), default=0)
    yield Proof(
        code=CHECK.code,
        subject=policy.id,
        statement=f"the second person is paged within {asked} minutes",
        holds=not missed,
        since=seen.since,
        period_seconds=seen.period,
        until=seen.until,
        counterexample=outcome.span if missed else None,
        zone=policy.time_zone,
    )
    if missed:
        asks = listing(f"{name} asks for an answer within {minutes} minutes" for name, minutes in missed)
        begin = moment(outcome.span.bounds[0], Zone.named(policy.time_zone))
        people = listing(map(str, outcome.users[:2]))
        yield CHECK.finding(
            subject=policy.id,
            message=f"{policy.name}: {asks}, but if the first page is missed the second person is paged after "
            f"{duration(seconds)} ({people}, for an incident at {begin}).",
            fix=f"Let the first rule escalate after {missed[0][1]} minutes, or page two people at once.",
            where=policy.rules[0].where or policy.where,
            spans=(outcome.span,),
        )


CHECK = Check(code="OC605", name="response-time", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
