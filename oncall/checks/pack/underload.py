"""OC307 underload: somebody is on call less than once a quarter.

## What it finds

A schedule that lasts for ever, in which thirteen weeks or more (`underload_weeks`) pass, on the wall clock, between two
shifts of one person. What is so only from a later time on, once layers or overrides have begun or ended, is said with
that time.

## Why it matters

Google's SRE book (chapter 11): whoever is on call less than once or twice a quarter loses touch with production, and
then is the one who is paged. A very long list of names is no safety.

## Example

Fourteen people: after each turn, thirteen weeks without one.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace",
      "heidi", "ivan", "judy", "kim", "leo", "mallory", "niaj",
    ]
  }
}
```

## Use instead

Two schedules of seven would do as well; or thirteen people.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace",
      "heidi", "ivan", "judy", "kim", "leo", "mallory",
    ]
  }
}
```

## How to mend it

Shorter turns, or two schedules for two halves of the services. Rehearsals keep those in touch who are on call seldom.

## What it cannot see

Shifts in other schedules. People with turns longer than two weeks are left out, since OC002 asks for shorter ones,
which mend this as well. Somebody who is never on call is OC202's finding; somebody of whom nothing is expected
(`weights`, 0) is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged, duration
from oncall.chronology.zones import DAY, WEEK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope

_CLOCK_CHANGE = 2 * 3600


def _ask(scope: Scope) -> Iterator[Answer]:
    limit = scope.settings.underload_weeks * WEEK
    longest = scope.settings.longest_days * DAY + _CLOCK_CHANGE
    for schedule, seen in scope.courses:
        found = scope.fairness(schedule)
        if found is None:
            continue
        away = [
            (load.absence_seconds, load.user)
            for load in found.loads
            if load.absence_seconds is not None
            and load.absence_seconds >= limit
            and load.weight
            and load.longest_seconds <= longest
        ]
        if away:
            pause = duration(max(seconds for seconds, _ in away))
            names = abridged([scope.called(user) for _, user in away])
            yield CHECK.finding(
                subject=schedule,
                message=f"{scope.lasting_from(seen)}between two shifts of {names} pass up to {pause}: "
                f"less than one in {duration(limit)}.",
                fix="Make the turns shorter, or two schedules of one, so that everybody stays in practice.",
            )


CHECK = Check(code="OC307", name="underload", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
