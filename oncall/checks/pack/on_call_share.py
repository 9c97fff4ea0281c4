"""OC305 on-call-share: somebody is on call for more than a quarter of the time.

## What it finds

A schedule in which, over one joint period of its layers, somebody is on call for more than 25 % of the time
(`on_call_percent`): of all the time there is, also where the schedule does not cover it. What clock changes move within
the period does not count. What is so only from a later time on, once layers or overrides have begun or ended, is said
with that time.

## Why it matters

Google's SRE book (chapter 11, "Being On-Call") keeps time on call to a quarter: the rest is for the work that makes
pages rarer. Whoever is on call every second or third week never really is off.

## Example

Three people, each on call for a third of the time.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol"]
  }
}
```

This team knows that it is small:

```toml
[tool.oncall]
ignore = ["team-size"]
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
    users                        = ["alice", "bob", "carol", "dave"]
  }
}
```

```toml
[tool.oncall]
ignore = ["team-size"]
```

## How to mend it

More people, fewer turns for those who have many, or fewer hours that need somebody. Two small teams that look after
each other's services make one large enough.

## What it cannot see

Time on call in other schedules: `oncall fairness` adds that up. Schedules that end, and those of one person, are not
looked at.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from oncall.analysis.fairness_text import amount
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.sharing import span_words
from oncall.chronology.words import abridged
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.fairness import Fairness
    from oncall.checks.scope import Scope


def _ask(scope: Scope) -> Iterator[Answer]:
    percent = scope.settings.on_call_percent
    for schedule, seen in scope.courses:
        found = scope.fairness(schedule)
        if found is None:
            continue
        since, until = found.bounds
        allowed = (until - since) * percent / 100 + _moved(found)
        over = sorted((load for load in found.loads if load.seconds > allowed), key=lambda load: -load.seconds)
        if over:
            shares = [f"{scope.called(load.user)} {_percent(load.seconds, until - since)}" for load in over]
            who = "one person is" if len(over) == 1 else f"{len(over)} people are"
            yield CHECK.finding(
                subject=schedule,
                message=f"{scope.lasting_from(seen)}{who} on call for more than {percent} % of the time: "
                f"{abridged(shares)} ({amount(over[0].hours)} hours {span_words(found)}).",
                fix="Let more people take turns, or share the service with another team.",
            )


def _moved(found: Fairness) -> int:
    """By how many seconds clock changes make the weeks of a fairness longer or shorter."""
    zone, (since, until) = Zone.named(found.zone), found.bounds
    instants = [since, *zone.changes(since + 1, until)]
    return sum(abs(zone.offset_at(after) - zone.offset_at(before)) for before, after in pairwise(instants))


def _percent(part: int, whole: int) -> str:
    return f"{part / whole * 100:.1f}".removesuffix(".0") + " %"


CHECK = Check(code="OC305", name="on-call-share", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
