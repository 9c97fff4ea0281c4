"""OC702 unknown-user: a person who is referred to, but declared nowhere.

## What it finds

People who take turns, or are paged by a policy, and of whom there is neither a `pagerduty_user` (a resource or a data
source) nor a user of PagerDuty's API: only their id is known. It names where they are used first. Where no user is
declared at all, nothing is found: people are kept elsewhere. An id that an expression gives (`var.manager`) is left
alone, since it may well be that of somebody who is declared.

## Why it matters

An id that was copied from a browser says nothing to a reader, and stays in the rotation when the person has left: then
the next `terraform apply` fails, or the pages go nowhere.

## Example

```terraform
resource "pagerduty_user" "engineer" {
  for_each = toset(["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])

  name  = each.key
  email = "${each.key}@example.com"
}

resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = concat([for user in pagerduty_user.engineer : user.id], ["PD4VQ7M"])
  }
}
```

## Use instead

```terraform
resource "pagerduty_user" "engineer" {
  for_each = toset(["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])

  name  = each.key
  email = "${each.key}@example.com"
}

resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = [for user in pagerduty_user.engineer : user.id]
  }
}
```

## How to mend it

Declare the person: a `pagerduty_user` resource, or `data "pagerduty_user"` with the e-mail address, and refer to its
`id`.

## What it cannot see

Whether PagerDuty knows the id. Of more than 20 people the first is found, and the others are told of with them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.people import policies_of, schedules_of
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged
from oncall.model import User

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import Configuration

_MOST_FINDINGS = 20


def _ask(scope: Scope) -> Iterator[Answer]:
    declared = {user.id for user in scope.configuration.users.values() if not user.is_only_referred_to}
    used = _first_uses(scope.configuration).values() if declared else ()
    unknown = [(user, place) for user, place in used if user.id not in declared]
    if len(unknown) <= _MOST_FINDINGS:
        for user, place in unknown:
            yield _finding(scope, user, f"{place} refers to this person, who is declared nowhere.")
        return
    (first, place), *others = unknown
    names = abridged([scope.called(user) for user, _ in others])
    yield _finding(scope, first, f"{place} refers to this person, who is declared nowhere; nor are {names}.")


def _finding(scope: Scope, user: User, message: str) -> Answer:
    return CHECK.finding(
        subject=attrs.evolve(user, name=scope.called(user)),
        message=message,
        fix='Declare a pagerduty_user, or look one up with data "pagerduty_user", and refer to its id.',
    )


def _first_uses(configuration: Configuration) -> dict[str, tuple[User, str]]:
    """Everybody who is on call or paged, by id, and what names them first."""
    found: dict[str, tuple[User, str]] = {}
    for schedule in schedules_of(configuration):
        for user in schedule.users:
            found.setdefault(user.id, (user, f"the schedule {schedule.name}"))
    for policy in policies_of(configuration):
        for user in (target for rule in policy.rules for target in rule.targets if isinstance(target, User)):
            found.setdefault(user.id, (user, f"the escalation policy {policy.name}"))
    return found


CHECK = Check(code="OC702", name="unknown-user", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
