"""OC202 never-on-call: somebody listed who is never on call.

## What it finds

Somebody in the `users` of a layer who is never on call: their turns always fall where the layer is restricted, or where
later layers win. In a layer that lasts for ever it asks for again and again: an override or a first turn is not enough,
and the finding says from when on they never are. Decided for all time, however long it takes until turns and
restrictions repeat together.

## Why it matters

Turns go by while a layer is silent. When the length of a round and the restrictions share a factor, the same people are
skipped every time, for ever: of seven people who change daily and work on weekdays, two never do (goalert issue 55).
They believe that they share the load, and so does everybody else.

## Example

Weekdays only, and a new person every day: of these fourteen, frank, grace, mallory and niaj always have a weekend.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekdays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 86400
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace",
      "heidi", "ivan", "judy", "kim", "leo", "mallory", "niaj",
    ]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 432000
    }
  }
}
```

Nobody is on call at the weekend, which this team means:

```toml
[tool.oncall]
ignore = ["coverage-gap"]
```

## Use instead

Thirteen people: 13 and the 7 days of a week share no factor, so everybody gets every weekday in turn.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekdays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 86400
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace",
      "heidi", "ivan", "judy", "kim", "leo", "mallory",
    ]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 432000
    }
  }
}
```

```toml
[tool.oncall]
ignore = ["coverage-gap"]
```

## How to mend it

Let the turns be as long as the restrictions take to repeat (a week), or let the number of people share no factor with
the number of turns in a week. Take whoever is not meant to serve off the list.

## What it cannot see

Who is on call for a minute a year counts as serving. Layers that are over, or never begin, are not looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.proving import everyone_serves, starved, starved_later
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged, listing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.model import User


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        proof = everyone_serves(schedule, seen)
        yield proof
        missing = starved(seen)
        if missing:
            yield CHECK.finding(
                subject=schedule,
                message=_sentence(scope, seen, missing),
                fix="Let the turns be as long as the restrictions take to repeat, or change the number of people, so "
                "that everybody's turn meets the hours of the layer; or take off the list whoever is not to serve.",
                where=next(layer.where for layer in schedule.layers if missing[0] in layer.users),
                proof=proof,
            )


def _sentence(scope: Scope, seen: Course, missing: list[User]) -> str:
    """Who never is on call; and who is not once everything that ends has ended, from when on."""
    later = starved_later(seen)
    never = [user for user in missing if user not in later]
    known = (("", never), (scope.lasting_from(seen), later))
    parts = [f"{begin}{_named(scope, users)}" for begin, users in known if users]
    return f"{'; '.join(parts)}."


def _named(scope: Scope, users: list[User]) -> str:
    names = [*map(scope.called, users)]
    who = listing(names) if len(names) <= _MOST_NAMED else abridged(names)
    return f"{who} {'is' if len(names) == 1 else 'are'} listed, and never on call"


_MOST_NAMED = 6

CHECK = Check(code="OC202", name="never-on-call", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
