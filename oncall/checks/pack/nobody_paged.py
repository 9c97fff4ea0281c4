"""OC606 nobody-paged: times at which an incident pages nobody at all.

## What it finds

Times at which an escalation policy reaches nobody: an incident that is triggered then finds every level empty. It says
when that first is, how often it comes back, and which schedules are at fault. Where a level has the strategy
`round_robin`, it is enough that this happens to the incidents of some turn; where empty rules wait (`empty_rules`),
each level is looked at when its rule is run. Decided for all time.

## Why it matters

PagerDuty does not open an incident that finds nobody on call: no page, no e-mail, no record. It is the one mistake of
a policy that nobody is told of.

## Example

Nobody is there at the weekend. (That the schedules have gaps, and that five minutes before them one person is left,
are findings of their own, OC101 and OC001.)

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

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 374400
    }
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

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 374400
    }
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

```toml
[tool.oncall]
ignore = ["coverage-gap", "two-person"]
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

Close the gap of one of the schedules, or add a last level that names a person. If nobody is to be paged at these times,
ignore the check for this policy.

## What it cannot see

Anything before the first start of the policy's schedules. Whether some other policy is told of the same trouble.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.levels import Seen
from oncall.checks.by_level import spans_of
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import duration, listing
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
    allowed = scope.settings.nobody_paged_seconds
    look = scope.levels(policy).silent(longer_than=allowed)
    proof = CHECK.proof(
        subject=policy,
        statement=f"at no time of more than {duration(allowed)} an incident pages nobody"
        if allowed
        else "every incident pages somebody",
        holds=look.sighting is None,
        seen=Seen.of([look]),
        counterexample=next(iter(spans_of(policy, look)), None),
        recurs=look.sighting.recurs if look.sighting else None,
    )
    yield proof
    if look.sighting is not None:
        yield _finding(policy, look, proof)


def _finding(policy: EscalationPolicy, look: Look, proof: Proof) -> Answer:
    assert look.sighting is not None, "it was found"
    names = [schedule.name for schedule in look.schedules]
    when = f"an incident pages nobody {look.sighting.words(Zone.named(policy.time_zone))}"
    turn = " whenever its turn comes to them" if any(rule.is_round_robin for rule in policy.rules) else ""
    have = "has" if len(names) == 1 else "have"
    return CHECK.finding(
        subject=policy,
        message=f"{when if look.sighting.span else 'no incident ever pages anybody'}{turn}: "
        f"{listing(names)} {have} nobody on call, and no other target is there.",
        fix="Close the gap of one of the schedules, or add a last level that names a person.",
        spans=spans_of(policy, look),
        proof=proof,
    )


CHECK = Check(code="OC606", name="nobody-paged", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
