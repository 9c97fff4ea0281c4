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

from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import duration, listing, moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.proofs import Proof
    from oncall.checks.scope import Scope
    from oncall.model import EscalationPolicy, Outcome


def _ask(scope: Scope) -> Iterator[Answer]:
    for policy in scope.policies:
        if scope.settings.response_minutes:
            yield from _policy(scope, policy)


def _policy(scope: Scope, policy: EscalationPolicy) -> Iterator[Answer]:
    seen = scope.reach(policy)
    asked = scope.settings.response_minutes[0][1]
    slowest = seen.slowest(2)
    late = [] if slowest is None or slowest[1] <= asked * 60 else [slowest[0]]
    never = seen.short_of(2)
    proof = CHECK.proof(
        subject=policy,
        statement=f"a second person is paged within {asked} minutes",
        holds=not (late or never),
        seen=seen,
        counterexample=(late or never)[0].span if late or never else None,
    )
    yield proof
    if slowest is not None and late:
        yield _finding(scope, policy, *slowest, proof)


def _finding(scope: Scope, policy: EscalationPolicy, outcome: Outcome, seconds: int, proof: Proof) -> Answer:
    missed = [(name, minutes) for name, minutes in scope.settings.response_minutes if seconds > minutes * 60]
    asks = listing(
        f"{name} {'asks for an answer ' if index == 0 else ''}within {minutes} minutes"
        for index, (name, minutes) in enumerate(missed)
    )
    begin = moment(outcome.span.bounds[0], Zone.named(policy.time_zone))
    incident = f", for an incident at {begin}" if policy.schedules else ""
    level = next(step.level for step in outcome.steps if step.offset_seconds == seconds)
    return CHECK.finding(
        subject=policy,
        message=f"{asks}, but if the first page is missed the second person is paged after {duration(seconds)} "
        f"({listing(map(str, outcome.users[:2]))}{incident}).",
        fix=f"Shorten the delays before level {level} to {missed[0][1]} minutes in all, or page two people at once.",
        where=policy.rules[level - 2].where if level > 1 else policy.rules[0].where,
        spans=(outcome.span,),
        proof=proof,
    )


CHECK = Check(code="OC605", name="response-time", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
