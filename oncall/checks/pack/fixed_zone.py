"""OC503 fixed-zone: a schedule in UTC whose people live where clocks are changed.

## What it finds

A schedule whose `time_zone` is UTC or a fixed offset (`Etc/UTC`, `Etc/GMT+5`, `GMT`, `EST` and the like), with people
in its layers whose own `time_zone` is known and has clock changes: what moves, and for whom. Zones of real places where
clocks are not changed, such as Asia/Tokyo, are left out. So are layers that are over, and people in zones that have
given clock changes up, such as America/Sao_Paulo.

## Why it matters

In UTC nothing ever moves, and so it does for people: a hand-off at 08:30 in winter is at 09:30 in summer, and a window
of office hours misses the first or the last of them for half of the year, in which nobody of the layer is on call.
Teams notice when the first page of the season goes to the wrong person, and then make every schedule anew by hand
(grafana/oncall issue 3261).

## Example

```terraform
resource "pagerduty_user" "team" {
  for_each  = toset(["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
  name      = each.key
  email     = "${each.key}@example.com"
  time_zone = "Europe/London"
}

resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "Etc/UTC"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00Z"
    rotation_virtual_start       = "2025-01-06T09:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = [for user in pagerduty_user.team : user.id]
  }
}
```

## Use instead

```terraform
resource "pagerduty_user" "team" {
  for_each  = toset(["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
  name      = each.key
  email     = "${each.key}@example.com"
  time_zone = "Europe/London"
}

resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "Europe/London"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-06T09:00:00Z"
    rotation_virtual_start       = "2025-01-06T09:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = [for user in pagerduty_user.team : user.id]
  }
}
```

## How to mend it

Give the schedule the zone that its people live in, or most of them. For sites in several zones make a schedule each, in
its own zone, if a moving hour matters there.

## What it cannot see

People whose zone nobody wrote down, and those in overrides only. A team all over the world may prefer UTC knowingly:
whatever zone it takes, hand-offs move for somebody.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged, clock_time, listing, moment
from oncall.chronology.zones import MONDAY, WEEK, Zone
from oncall.engine.stack import CLOCK_CHANGES_UNTIL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.engine.stack import Track
    from oncall.model import Schedule, User

_A_YEAR = 53 * WEEK
_OF_NO_PLACE = frozenset(
    {"UTC", "UCT", "Zulu", "Universal", "Greenwich", "GMT", "GMT0", "GMT+0", "GMT-0", "EST", "MST", "HST"}
)


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        if schedule.time_zone in _OF_NO_PLACE or schedule.time_zone.startswith("Etc/"):
            yield from _moved(scope, schedule, seen)


def _moved(scope: Scope, schedule: Schedule, seen: Course) -> Iterator[Answer]:
    """What there is to say of a schedule whose clock is never changed."""
    tracks = schedule.compiled.stack.tracks
    moving = [index for index, track in enumerate(tracks) if _moves(track, seen.since)]
    people = [user for user in _users(schedule, moving) if user.time_zone is not None]
    changes = {user: change for user in people if (change := _first_change(user, seen.since)) is not None}
    if changes:
        user = min(changes, key=lambda each: changes[each])
        layer = next(index for index in moving if user in schedule.layers[index].users)
        yield CHECK.finding(
            subject=schedule,
            message=f"the clock of {schedule.time_zone} is never changed, but those of its people are, in "
            f"{_zones(scope, changes)}: {_example(scope, schedule, tracks[layer], user, changes[user])}.",
            fix="Give the schedule the time_zone that its people live in, and its times the offset of that zone.",
        )


def _moves(track: Track, since: int) -> bool:
    """Whether a layer has anything, turns or windows, that keeps its time of day, and is not over."""
    return track.start < track.end > since and (track.places > 1 or track.windows is not None)


def _users(schedule: Schedule, layers: list[int]) -> list[User]:
    return [*dict.fromkeys(user for index in layers for user in schedule.layers[index].users)]


def _first_change(user: User, since: int) -> int | None:
    """When the clock of somebody whose zone is known is next changed; None: it no longer is by 2050."""
    assert user.time_zone is not None, "only people whose zone is known are asked for"
    zone = Zone.named(user.time_zone)
    if not zone.changes(max(since, CLOCK_CHANGES_UNTIL - _A_YEAR), max(since, CLOCK_CHANGES_UNTIL) + _A_YEAR):
        return None
    return zone.changes(since, max(since, CLOCK_CHANGES_UNTIL) + _A_YEAR)[0]


def _zones(scope: Scope, people: Iterable[User]) -> str:
    """Where people live, and who: `Europe/London (alice and bob)`."""
    found: dict[str, list[str]] = {}
    for user in people:
        found.setdefault(user.time_zone or "", []).append(scope.called(user))
    return listing(f"{zone} ({abridged(names)})" for zone, names in found.items())


def _example(scope: Scope, schedule: Schedule, track: Track, user: User, change: int) -> str:
    """What a clock change does to a time of day of a layer: of a hand-off, else of the opening of a window."""
    assert user.time_zone is not None, "only people whose zone is known are asked for"
    zone = Zone.named(user.time_zone)
    if track.places > 1:
        what, reading = "a hand-off", track.rotation.origin
    else:
        assert track.windows is not None, "a layer without turns and windows has nothing that moves"
        what, reading = "the begin of a window", MONDAY + track.windows.pattern[0][0]
    utc = reading - schedule.compiled.stack.zone.offset_at(change)
    before, after = (clock_time(utc + zone.offset_at(at)) for at in (change - 1, change))
    return (
        f"from {moment(change, zone)} on {what} at {clock_time(reading)} is at {after} "
        f"for {scope.called(user)}, and no longer at {before}"
    )


CHECK = Check(code="OC503", name="fixed-zone", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
