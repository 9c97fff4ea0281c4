"""OC603 same-person-next-level: a level that reaches only people whom the level before it has paged already.

## What it finds

Two consecutive levels of a policy of which the later one, at some time, reaches somebody, but nobody whom the earlier
one does not reach at the same instant: escalating changes nothing. It says when that is first, how often it comes back,
whoever it is then, and who it is the first time. If the later level also reaches somebody new, nothing is found.
Decided for all time.

## Why it matters

Somebody who did not hear the first page is paged once more, and the minutes that a second person would have had are
gone. Two schedules that take turns at different speeds, of the same people, meet in this way every few weeks.

## Example

Whoever is on call is paged together with ivan, and then ivan alone:

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

Let the later level reach somebody else: give two rotations of the same people the same length of turn, and one of them
a `rotation_virtual_start` that is a few turns away; or take the person out of one of the levels.

## What it cannot see

The hand-off between the two pages: somebody who is paged in the last minutes of a turn, and on the next level after it.
OC001 finds that, if nobody else is ever paged. The last level and the first one, which follows it when the rules are
run again, are not compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.by_level import proof_of, spans_of
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged, duration, listing
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.levels import Look
    from oncall.analysis.proofs import Proof
    from oncall.checks.scope import Scope
    from oncall.model import EscalationPolicy

_MOST_NAMED = 3


def _ask(scope: Scope) -> Iterator[Answer]:
    for policy in scope.policies:
        if len(policy.rules) > 1:
            yield from _policy(scope, policy)


def _policy(scope: Scope, policy: EscalationPolicy) -> Iterator[Answer]:
    levels, allowed = scope.levels(policy), scope.settings.same_person_seconds
    looks = {level: levels.repeated(level, longer_than=allowed) for level in range(2, len(policy.rules) + 1)}
    length = f" for more than {duration(allowed)}" if allowed else ""
    proof = proof_of(CHECK, policy, f"no level reaches only people of the level before it{length}", looks)
    yield proof
    for level, look in looks.items():
        if look.sighting is not None:
            yield _finding(scope, policy, level, look, proof)


def _finding(scope: Scope, policy: EscalationPolicy, level: int, look: Look, proof: Proof) -> Answer:
    assert look.sighting is not None, "it was found"
    names = [*map(scope.called, look.users)]
    who = listing(names) if len(names) <= _MOST_NAMED else abridged(names)
    first = "The first time it" if look.sighting.recurs else "It"
    return CHECK.finding(
        subject=policy,
        message=f"level {level} reaches only people whom level {level - 1} reaches too, "
        f"{look.sighting.words(Zone.named(policy.time_zone))}: escalating changes nothing then. {first} is {who}.",
        fix=f"Let level {level} reach somebody else at these times: move one of two rotations by some turns, or name "
        "another person.",
        where=policy.rules[level - 1].where,
        spans=spans_of(policy, look),
        proof=proof,
    )


CHECK = Check(code="OC603", name="same-person-next-level", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
