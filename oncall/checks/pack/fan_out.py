"""OC608 fan-out: a level that pages too many people at the same instant.

## What it finds

A rule that at some time pages more than three different people together: who they are, when that first is, and how
often it comes back. A rule with the strategy `round_robin` pages one of its targets for each incident, and is never
found. Decided for all time.

## Why it matters

Of four people who are woken, three were woken for nothing, and each may think that another has it. One person who is
paged answers; the others are for the next level.

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
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.checkout.id
    }

    target {
      type = "user_reference"
      id   = "ivan"
    }

    target {
      type = "user_reference"
      id   = "judy"
    }

    target {
      type = "user_reference"
      id   = "mallory"
    }
  }

  rule {
    escalation_delay_in_minutes = 15

    target {
      type = "user_reference"
      id   = "olivia"
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

    target {
      type = "user_reference"
      id   = "judy"
    }

    target {
      type = "user_reference"
      id   = "mallory"
    }
  }
}
```

## How to mend it

Page one schedule first and move the others to a later level, or let the rule page its targets in turn: `type =
"round_robin"` in `escalation_rule_assignment_strategy`.

## What it cannot see

Several policies that are told of the same trouble. A last level that is meant to wake everybody: allow it with
`fan_out`, or ignore the check for this policy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.by_level import proof_of, spans_of
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.levels import Look
    from oncall.analysis.proofs import Proof
    from oncall.checks.scope import Scope
    from oncall.model import EscalationPolicy


def _ask(scope: Scope) -> Iterator[Answer]:
    for policy in scope.policies:
        yield from _policy(scope, policy)


def _policy(scope: Scope, policy: EscalationPolicy) -> Iterator[Answer]:
    levels, most = scope.levels(policy), scope.settings.fan_out
    looks = {level: levels.crowded(level, most) for level in range(1, len(policy.rules) + 1)}
    proof = proof_of(CHECK, policy, f"no level pages more than {most} people at the same instant", looks)
    yield proof
    for level, look in looks.items():
        if look.sighting is not None:
            yield _finding(scope, policy, level, look, proof)


def _finding(scope: Scope, policy: EscalationPolicy, level: int, look: Look, proof: Proof) -> Answer:
    assert look.sighting is not None, "it was found"
    when = look.sighting.words(Zone.named(policy.time_zone))
    names = abridged([*map(scope.called, look.users)])
    return CHECK.finding(
        subject=policy,
        message=f"level {level} pages {len(look.users)} people together ({names}) {when}; "
        f"{scope.settings.fan_out} are the most.",
        fix="Page fewer targets, and move the others to a later level, or let them be paged in turn (round_robin).",
        where=policy.rules[level - 1].where,
        spans=spans_of(policy, look),
        proof=proof,
    )


CHECK = Check(code="OC608", name="fan-out", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
