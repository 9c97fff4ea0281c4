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
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]
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
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]
  }
}
```

## How to mend it

Move the time of `rotation_virtual_start` into the working day of the people who hand over.

## What it cannot see

It looks at one joint period, and at least at a year. Where a shift ends and nobody follows there is no hand-off.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.instants import to_datetime
from oncall.chronology.words import DAYS, listing
from oncall.chronology.zones import WEEK, Zone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.checks.settings import Settings
    from oncall.model import Schedule, User

_YEAR = 53 * WEEK
_SATURDAY = DAYS.index("Saturday")
_MOST_PATTERNS = 4


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        unwelcome = [each for each in _hand_offs(schedule, seen) if _is_unwelcome(scope.settings, schedule, *each)]
        if unwelcome:
            first, last = scope.settings.working_hours
            yield CHECK.finding(
                subject=schedule,
                message=f"hand-offs {_pattern(schedule, (at for at, _, _ in unwelcome))}, outside of {first:02}:00 to "
                f"{last:02}:00, Monday to Friday{_elsewhere(scope.settings, unwelcome)}.",
                fix="Move what makes them, the time of rotation_virtual_start or of a restriction, into the working "
                "day of the people who hand over; or let weekly turns leave a weekend to one person.",
            )


def _hand_offs(schedule: Schedule, seen: Course) -> Iterator[tuple[int, User, User]]:
    """When who hands over to whom."""
    end = seen.walked[0].until if seen.until is not None else max(seen.walked[0].until, seen.since + _YEAR)
    for before, after in pairwise(schedule.shifts(seen.since, end)):
        at = after.bounds[0]
        if before.bounds[1] == at:
            yield at, before.user, after.user


def _is_unwelcome(settings: Settings, schedule: Schedule, at: int, *people: User) -> bool:
    return any(_is_off_hours(settings, at, user.time_zone or schedule.time_zone) for user in people)


def _is_off_hours(settings: Settings, at: int, zone: str) -> bool:
    first, last = settings.working_hours
    local = to_datetime(at, Zone.named(zone))
    return local.weekday() >= _SATURDAY or not first <= local.hour + local.minute / 60 <= last


def _elsewhere(settings: Settings, unwelcome: Iterable[tuple[int, User, User]]) -> str:
    """For whom, in a zone of their own: ` (Wednesday 22:00 for Ann in Asia/Tokyo)`, the first of them."""
    for at, *people in unwelcome:
        for user in people:
            if user.time_zone is not None and _is_off_hours(settings, at, user.time_zone):
                local = to_datetime(at, Zone.named(user.time_zone))
                return f" ({DAYS[local.weekday()]} {local:%H:%M} for {user} in {user.time_zone})"
    return ""


def _pattern(schedule: Schedule, instants: Iterable[int]) -> str:
    """Instants as weekdays and local times: `Wednesdays 00:00`, `daily 09:00`; in the order of the time."""
    zone = Zone.named(schedule.time_zone)
    days: dict[str, set[int]] = {}
    for instant in instants:
        local = to_datetime(instant, zone)
        days.setdefault(local.strftime("%H:%M"), set()).add(local.weekday())
    patterns = [
        f"{'daily' if len(found) == len(DAYS) else listing(DAYS[day] + 's' for day in sorted(found))} {time}"
        for time, found in sorted(days.items())
    ]
    if len(patterns) > _MOST_PATTERNS + 1:
        patterns[_MOST_PATTERNS:] = [f"{len(patterns) - _MOST_PATTERNS} other times"]
    return listing(patterns)


CHECK = Check(code="OC504", name="handoff-off-hours", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
