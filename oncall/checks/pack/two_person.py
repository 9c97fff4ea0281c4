"""OC001 two-person: a schedule or a policy that rests on one person.

## What it finds

A schedule in which fewer than two different people are ever on call, also if that is so only once every layer that ends
has ended; and an escalation policy that for some trigger time reaches fewer than two different people in all of its
levels and loops. Decided for all time.

## Why it matters

Whoever is alone cannot be ill, asleep or on a plane. Two people in every rotation are the least that incident
management for on-call teams asks for; it is the article's first rule.

## Example

The policy has one level, so each incident reaches exactly one person:

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
}
```

A policy of one rule is a finding of its own, [OC601](OC601.md), which is left out here:

```toml
[tool.oncall]
ignore = ["single-level"]
```

## Use instead

A second level, behind the schedule:

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

Add people to the rotation; give the policy a level that reaches somebody else at every hour.

## What it cannot see

Whether the second person can really answer: a level that pages the same person again does not count, a level that
pages somebody on holiday does. Incidents that reach nobody at all are left to OC606, where that is asked as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.pack import nobody_paged
from oncall.chronology.words import listing, moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import EscalationPolicy, Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        yield from _schedule(scope, schedule)
    for policy in scope.policies:
        yield from _policy(scope, policy)


def _schedule(scope: Scope, schedule: Schedule) -> Iterator[Answer]:
    wanted, seen = scope.settings.people, scope.course(schedule)
    people = () if seen is None else seen.lasting_users
    statement = f"at least {wanted} different people take turns"
    proof = CHECK.proof(
        subject=schedule, statement=statement, holds=len(people) >= wanted, seen=seen, is_about_who_serves=True
    )
    yield proof
    if not proof.holds:
        begin = ""
        if seen is not None and len(seen.users) > len(people):
            begin = f"from {moment(schedule.compiled.stack.settled, Zone.named(schedule.time_zone))} on, "
        yield CHECK.finding(
            subject=schedule,
            message=f"{begin}only {listing(map(scope.called, people))} is ever on call; "
            f"at least {wanted} people should be."
            if people
            else "nobody is ever on call.",
            fix="Add people to the rotation, or merge the schedule with one that has more.",
            proof=proof,
        )


def _policy(scope: Scope, policy: EscalationPolicy) -> Iterator[Answer]:
    wanted, seen = scope.settings.people, scope.reach(policy)
    short = seen.short_of(wanted)
    proof = CHECK.proof(
        subject=policy,
        statement=f"every incident reaches at least {wanted} different people",
        holds=not short,
        seen=seen,
        counterexample=short[0].span if short else None,
    )
    yield proof
    found = [outcome for outcome in short if outcome.steps] if _is_nobody_said_elsewhere(scope) else short
    if found:
        begin = moment(found[0].span.bounds[0], Zone.named(policy.time_zone))
        incident = f"an incident at {begin}" if policy.schedules else "an incident"
        reached = f"only {listing(map(scope.called, found[0].users))}" if found[0].users else "nobody"
        yield CHECK.finding(
            subject=policy,
            message=f"{incident} reaches {reached} in all levels and loops; at least {wanted} people should be paged.",
            fix="Add a level that reaches somebody else: a second schedule, or the engineering manager.",
            spans=(found[0].span,),
            proof=proof,
        )


def _is_nobody_said_elsewhere(scope: Scope) -> bool:
    """Whether another check finds every incident that reaches nobody at all."""
    return scope.asks(nobody_paged.CHECK) and not scope.settings.nobody_paged_seconds


CHECK = Check(
    code="OC001", name="two-person", severity=Severity.ERROR, ask=_ask, page=__doc__ or "", told_by=("OC606",)
)
