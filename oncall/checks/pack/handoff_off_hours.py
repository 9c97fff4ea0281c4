"""OC504 handoff-off-hours: hand-offs at night or at the weekend.

## What it finds

Hand-offs from one person to another outside of 08:00 to 18:00, Monday to Friday, in the zone of either of them (the
schedule's zone for people of whom none is known). One finding a schedule, with the pattern: "Wednesdays 00:00".

## Why it matters

A hand-off is a conversation: what is broken, what is being watched. At midnight nobody has it, and whoever takes over
starts asleep. PagerDuty's guide on going on call asks for hand-offs within working hours.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-01T00:00:00-05:00"
    rotation_virtual_start       = "2025-01-01T00:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
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
    start                        = "2025-01-01T10:00:00-05:00"
    rotation_virtual_start       = "2025-01-01T10:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Move the time of `rotation_virtual_start`, or of an override, into the working day of the people who hand over.

## What it cannot see

It looks at one joint period, and at least at a year. Where a shift ends and nobody follows there is no hand-off.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import DAYS, clock_time, weekly_times
from oncall.chronology.zones import DAY, MONDAY, WEEK, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.checks.settings import Settings
    from oncall.model import Schedule, User

_YEAR = 53 * WEEK
_SATURDAY = DAYS.index("Saturday")


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        unwelcome = [each for each in _hand_offs(schedule, seen) if _is_unwelcome(scope.settings, schedule, *each)]
        if unwelcome:
            first, last = scope.settings.working_hours
            zone = Zone.named(schedule.time_zone)
            pattern = weekly_times({_week_minute(at, zone) for at, _, _ in unwelcome})
            yield CHECK.finding(
                subject=schedule,
                message=f"hand-offs {pattern}, outside of {first:02}:00 to "
                f"{last:02}:00, Monday to Friday{_elsewhere(scope, unwelcome)}.",
                fix=_WITH_LAYERS if schedule.layers else _OF_OVERRIDES,
            )


def _hand_offs(schedule: Schedule, seen: Course) -> Iterator[tuple[int, User, User]]:
    """When who hands over to whom."""
    end = seen.walked[0].until if seen.until is not None else max(seen.walked[0].until, seen.since + _YEAR)
    parts = schedule.compiled
    for before, after in pairwise(parts.stack.stretches(seen.since, end)):
        if before.end == after.start:
            yield after.start, parts.people[before.owner], parts.people[after.owner]


def _is_unwelcome(settings: Settings, schedule: Schedule, at: int, *people: User) -> bool:
    zones = {user.time_zone or schedule.time_zone for user in people}
    return any(_is_off_hours(settings, at, zone) for zone in zones)


def _is_off_hours(settings: Settings, at: int, zone: str) -> bool:
    first, last = settings.working_hours
    day, time = divmod(_week_minute(at, Zone.named(zone)), DAY)
    return day >= _SATURDAY or not first * 3600 <= time <= last * 3600


def _week_minute(at: int, zone: Zone) -> int:
    """The full minute that a clock shows, in seconds since Monday 00:00."""
    reading = (zone.reading_of(at) - MONDAY) % WEEK
    return reading - reading % 60


def _elsewhere(scope: Scope, unwelcome: Iterable[tuple[int, User, User]]) -> str:
    """For whom, in a zone of their own: ` (Wednesday 22:00 for Ann in Asia/Tokyo)`, the first of them."""
    for at, *people in unwelcome:
        for user in people:
            if user.time_zone is not None and _is_off_hours(scope.settings, at, user.time_zone):
                day, time = divmod(_week_minute(at, Zone.named(user.time_zone)), DAY)
                return f" ({DAYS[day]} {clock_time(time)} for {scope.called(user)} in {user.time_zone})"
    return ""


_WITH_LAYERS = (
    "Move what makes them, the time of rotation_virtual_start or of a restriction, into the working day of the people "
    "who hand over; or let weekly turns leave a weekend to one person."
)
_OF_OVERRIDES = (
    "Move what makes them, the start or the end of an override, into the working day of the people who hand over; or "
    "let one override leave a weekend to one person."
)

CHECK = Check(code="OC504", name="handoff-off-hours", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
