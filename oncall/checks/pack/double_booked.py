"""OC701 double-booked: one person on call in two schedules at once.

## What it finds

Somebody who is on call in two schedules of the configuration at the same time: who, in which, when first, and how often
that comes back. One finding a schedule, about the first other one, with the number of those that follow. Decided for
all time, however long it takes until the two repeat together; between zones of different clocks up to 2050.

## Why it matters

Two incidents at once are when a second person is needed, and then both pages go to the same one. Rotations of different
lengths look independent and are not: a primary one of five people and a secondary one of four of them put the same
person into both chairs in four weeks of every twenty.

## Example

```terraform
resource "pagerduty_schedule" "primary" {
  name      = "Primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Primary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan",
    ]
  }
}

resource "pagerduty_schedule" "secondary" {
  name      = "Secondary"
  time_zone = "America/New_York"

  layer {
    name                         = "Secondary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-13T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## Use instead

The same people in the same order, a turn behind: they never meet.

```terraform
resource "pagerduty_schedule" "primary" {
  name      = "Primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Primary"
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
    name                         = "Secondary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-13T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Give both schedules the same people in the same order and turns of the same length, and let `rotation_virtual_start` of
one be a turn later; or share no people. An override that puts somebody into a second chair should take them out of the
first.

## What it cannot see

People under two ids. Two schedules that one team means to have one person: ignore it there, with a reason. Overrides
that PagerDuty has and no file names.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.bookings import bookings
from oncall.analysis.meetings import Meetings, meetings
from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.proofs import Proof
    from oncall.checks.scope import Scope
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    courses = {schedule.id: seen for schedule, seen in scope.courses}
    found = bookings(courses, scope.since, longer_than=scope.settings.double_booked_seconds)
    partners: dict[str, list[Schedule]] = defaultdict(list)
    for one, other in found.shared:
        partners[one].append(courses[other].schedule)
    booked = {name for pair in found.shared for name in pair}
    for name in found.people:
        seen = courses[name]
        others = partners.get(name, [])
        first = _meetings(scope, seen.schedule, others[0]) if others else None
        proof = CHECK.proof(
            subject=seen.schedule,
            statement="whoever is on call is on call in no other schedule at once",
            holds=name not in booked,
            seen=seen,
            counterexample=_span(seen.schedule, first),
            recurs=None if first is None else first.recurs,
        )
        proof = attrs.evolve(proof, until=found.until.get(name), by_arithmetic=seen.until is not None)
        yield proof
        if first is not None and first.first is not None:
            yield _finding(seen.schedule, others, first, proof)


def _meetings(scope: Scope, one: Schedule, other: Schedule) -> Meetings:
    return meetings(one, other, scope.since, longer_than=scope.settings.double_booked_seconds)


def _span(schedule: Schedule, found: Meetings | None) -> Span | None:
    return None if found is None or found.first is None else Span(*found.first, zone=schedule.time_zone)


def _finding(schedule: Schedule, others: list[Schedule], found: Meetings, proof: Proof) -> Answer:
    span = _span(schedule, found)
    assert span is not None, "there is a first meeting"
    start, end = (moment(each, Zone.named(schedule.time_zone)) for each in span.bounds)
    often = f", {found.recurs}" if found.recurs else ""
    more = f"; so is somebody in {len(others) - 1} more" if others[1:] else ""
    return CHECK.finding(
        subject=schedule,
        message=f"{found.user} is on call here and in {others[0]} at once from {start} to {end}{often}{more}.",
        fix=f"Give {schedule} and {others[0]} the same people in the same order and turns of one length, with "
        "rotation_virtual_start a turn apart; or share nobody.",
        spans=(span,),
        proof=proof,
    )


CHECK = Check(code="OC701", name="double-booked", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
