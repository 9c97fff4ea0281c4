"""OC901 zone-utc: a time zone that the Terraform provider refuses, where `Etc/UTC` is meant.

## What it finds

Schedules and users whose `time_zone` is `UTC`, or another name of the same clock (`GMT`, `Zulu`, `Etc/GMT`). Also those
that were written in Python, or loaded from PagerDuty: written as Terraform, they could not be applied.

## Why it matters

The provider compares `time_zone` with a list of names of its own, on which `Etc/UTC` is, and none of these: `terraform
plan` ends with an error.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "UTC"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00Z"
    rotation_virtual_start       = "2025-01-06T09:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## Use instead

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "Etc/UTC"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00Z"
    rotation_virtual_start       = "2025-01-06T09:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Write `Etc/UTC`. It is the same clock, so nobody's turns change.

## What it cannot see

Other names of the IANA database that are not on the provider's list. Whether UTC is a good choice at all: that is for
OC503.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.people import users_of
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import UTC_ZONE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import Schedule, User

_REFUSED = frozenset(
    prefix + name
    for prefix in ("", "Etc/")
    for name in ("UTC", "UCT", "Universal", "Zulu", "GMT", "GMT0", "GMT+0", "GMT-0", "Greenwich")
) - {UTC_ZONE}
"""The other names of the clock that is UTC, in the IANA database. The provider's list is `validTZ` in its util.go."""


def _ask(scope: Scope) -> Iterator[Answer]:
    subjects: list[Schedule | User] = [*scope.paged_schedules, *users_of(scope.configuration)]
    for subject in subjects:
        if subject.time_zone in _REFUSED:
            yield CHECK.finding(
                subject=subject,
                message=f'the provider refuses time_zone = "{subject.time_zone}".',
                fix=f'Write time_zone = "{UTC_ZONE}", which is the same clock.',
            )


CHECK = Check(code="OC901", name="zone-utc", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
