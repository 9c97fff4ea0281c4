"""OC602 level-empty: a level of an escalation policy that at some time reaches nobody.

## What it finds

The rules of a policy of which no target leads to anybody for some time: their schedules have nobody on call then. It
says when that first is, how often it comes back, and which schedules are at fault. Of a rule with the strategy
`round_robin`, one of whose targets is paged for each incident, it is enough that one of them has nobody. Decided for
all time.

## Why it matters

PagerDuty skips a level that reaches nobody, at once and without a word. Who was promised a second level at night finds
out in the night that there is none.

## Example

The second level is there from Monday to Friday. (That the schedule has gaps is a finding of its own, OC101.)

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
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.secondary.id
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

```toml
[tool.oncall]
ignore = ["coverage-gap"]
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
    escalation_delay_in_minutes = 5

    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.secondary.id
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

Close the gaps of the schedules, or give the level one more target: a person, or a schedule that is there at these
times. If the level is meant to be silent then, ignore the check for this policy.

## What it cannot see

Whether whoever a level reaches can be woken. Unless told from when on to look (`since`; the command takes now), it
looks at each level from the first start of its schedules on. Where all levels are empty whenever one is, it leaves the
finding to OC606.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.by_level import proof_of, spans_of
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.pack import nobody_paged
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
    levels, allowed = scope.levels(policy), scope.settings.empty_level_seconds
    looks = {level: levels.empty(level, longer_than=allowed) for level in range(1, len(policy.rules) + 1)}
    statement = f"no level reaches nobody for more than {duration(allowed)}"
    proof = proof_of(CHECK, policy, statement if allowed else "every level always reaches somebody", looks)
    yield proof
    for level, look in looks.items():
        if look.sighting is not None and not _is_said_elsewhere(scope, policy, level):
            yield _finding(policy, level, look, proof)


def _is_said_elsewhere(scope: Scope, policy: EscalationPolicy, level: int) -> bool:
    """Whether the level is empty only when the whole policy is, and another check finds that."""
    levels = scope.levels(policy)
    silence = scope.settings.nobody_paged_seconds
    if not scope.asks(nobody_paged.CHECK) or levels.silent(longer_than=silence).sighting is None:
        return False
    return levels.is_empty_only_in_silence(level)


def _finding(policy: EscalationPolicy, level: int, look: Look, proof: Proof) -> Answer:
    assert look.sighting is not None, "it was found"
    rule, names = policy.rules[level - 1], [schedule.name for schedule in look.schedules]
    zone = Zone.named(policy.time_zone)
    when = f"reaches nobody {look.sighting.words(zone)}" if look.sighting.span else "never reaches anybody"
    turn = f" if the turn comes to {listing(names)}" if rule.is_round_robin and len(rule.targets) > 1 else ""
    have = "has" if len(names) == 1 else "have"
    return CHECK.finding(
        subject=policy,
        message=f"level {level} {when}{turn}: {listing(names)} {have} nobody on call.",
        fix="Close the gaps of the schedules, or add a target to the level that is there at these times.",
        where=rule.where,
        spans=spans_of(policy, look),
        proof=proof,
    )


CHECK = Check(
    code="OC602", name="level-empty", severity=Severity.ERROR, ask=_ask, page=__doc__ or "", told_by=("OC606",)
)
