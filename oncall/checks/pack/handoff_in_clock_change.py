"""OC501 handoff-in-clock-change: a hand-off at a local time that a clock change skips or repeats.

## What it finds

Hand-offs from one person to another, by the turns of a layer or because a window opens or closes, that fall into an
hour that the schedule's clock skips in spring or shows twice in autumn. One finding a schedule: the first such night,
what happens then, and on how many nights that is so. Every real clock change of the zone is looked at, from the
beginning of the schedule up to 2050.

Rotations with turns, and restrictions with days, that are no longer than what the clock is moved by are left out: there
no other time would be better.

## Why it matters

At a time that does not exist, or exists twice, nobody can say from the calendar who is on call, and systems disagree.
Here a time that is skipped moves forward by the length of the gap, so 02:30 becomes 03:30, and of one that is repeated
the first counts, as in RFC 5545, section 3.3.5. On the night of all nights on which jobs run twice or not at all, two
people think that the other one has it.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-01-05T02:30:00-05:00"
    rotation_virtual_start       = "2025-01-05T02:30:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

A hand-off on Sundays at 02:30 is outside of working hours too, which is another check's business:

```toml
[tool.oncall]
ignore = ["handoff-off-hours"]
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
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Hand over in daylight; in nearly every zone any time from 04:00 to 23:00 is safe, and so is any day but the one on which
clocks are changed, mostly Sunday.

## What it cannot see

What governments decide from now on, and clock changes after 2050. Single starts and ends of layers and overrides, which
are written with an offset, are exact instants and never ambiguous.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import moment, wall
from oncall.chronology.zones import MONDAY, WEEK
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.checks.scope import Scope
    from oncall.chronology.zones import Zone
    from oncall.engine.stack import Track
    from oncall.model import Schedule
    from oncall.model.compilation import Compiled


@attrs.frozen
class _Change:
    """A clock change: of the readings from `low` on, so many seconds long, each is skipped, or shown twice."""

    at: int
    low: int
    seconds: int
    skips: bool


@attrs.frozen
class _HandOff:
    """A hand-off at a `reading` that a clock change skips or repeats, and the instant at which it comes."""

    instant: int
    reading: int
    layer: int
    change: _Change


def _ask(scope: Scope) -> Iterator[Answer]:
    known: dict[str, tuple[int, list[_Change]]] = {}
    for schedule, seen in scope.courses:
        zone = schedule.compiled.stack.zone
        since, changes = known.get(zone.name, (FOREVER, []))
        if seen.since < since:
            changes = _changes(zone, seen.since)
            known[zone.name] = (seen.since, changes)
        found = [each for each in _hand_offs(schedule.compiled, changes) if each.instant >= seen.since]
        if found:
            yield _finding(scope, schedule, found)


def _changes(zone: Zone, since: int) -> list[_Change]:
    """The clock changes up to 2050, in order."""
    found: list[_Change] = []
    for at in zone.changes(since, max(since, CLOCK_CHANGES_UNTIL)):
        before, after = zone.reading_of(at - 1) + 1, zone.reading_of(at)
        found.append(_Change(at, min(before, after), abs(after - before), before < after))
    return found


def _hand_offs(parts: Compiled, changes: list[_Change]) -> Iterator[_HandOff]:
    """The hand-offs that fall into the readings of clock changes."""
    for layer, track in enumerate(parts.stack.tracks):
        for change, reading in _edges(track, changes):
            instant = parts.stack.zone.instant_of(reading)
            if _hands_over(parts, layer, instant):
                yield _HandOff(instant, reading, layer, change)


def _edges(track: Track, changes: list[_Change]) -> Iterator[tuple[_Change, int]]:
    """The readings that a clock change skips or repeats, at which a turn begins, or a window opens or closes."""
    turn = track.rotation.seconds if track.places > 1 else 0
    cycle = 0 if track.windows is None else track.windows.period
    edges = [] if track.windows is None else [edge for window in track.windows.pattern for edge in window]
    of_week: dict[tuple[int, int], list[int]] = {}  # most clock changes skip, or repeat, the same hour of the week
    for change in changes:
        ahead = (track.rotation.origin - change.low) % track.rotation.seconds
        if ahead < change.seconds < turn:
            yield change, change.low + ahead
        hour = ((change.low - MONDAY) % WEEK, change.seconds)
        if hour not in of_week:
            of_week[hour] = [
                (edge - hour[0]) % WEEK for edge in edges if (edge - hour[0]) % WEEK < change.seconds < cycle
            ]
        for ahead in of_week[hour]:
            yield change, change.low + ahead


def _hands_over(parts: Compiled, layer: int, instant: int) -> bool:
    """Whether one person follows another at an instant, and one of them through this layer."""
    before, after = (parts.stack.place_at(at) for at in (instant - 1, instant))
    if NOBODY in {before, after} or layer not in {parts.tracks[before], parts.tracks[after]}:
        return False
    return parts.stack.owners[before] != parts.stack.owners[after]


def _finding(scope: Scope, schedule: Schedule, found: list[_HandOff]) -> Answer:
    first = min(found, key=lambda each: (each.instant, each.layer))
    nights = len({each.change.at for each in found})
    return CHECK.finding(
        subject=schedule,
        message=f"a hand-off of {source_name(schedule, first.layer)} falls into a clock change of "
        f"{schedule.time_zone}: {_what_happens(scope, schedule, first)}. {_how_often(found, nights)}",
        fix="Move the time of day of rotation_virtual_start, or of the restriction, out of the hours in which clocks "
        "are changed.",
        where=schedule.layers[first.layer].where,
    )


def _what_happens(scope: Scope, schedule: Schedule, first: _HandOff) -> str:
    parts = schedule.compiled
    zone, holders = parts.stack.zone, parts.holders
    around = (first.instant - 1, first.instant)
    before, after = (scope.called(holders[parts.stack.place_at(at)]) for at in around)
    shown = f"{wall(first.reading)} is"
    if first.change.skips:
        return f"{shown} skipped, so {before} hands over to {after} at {moment(first.instant, zone)}"
    again = moment(zone.occurrences(first.reading)[-1], zone)
    return (
        f"{shown} shown twice, and {before} hands over to {after} at the first, {moment(first.instant, zone)}, not at "
        f"{again}"
    )


def _how_often(found: Iterable[_HandOff], nights: int) -> str:
    skipped = len({each.change.at for each in found if each.change.skips})
    times = "once" if nights == 1 else f"{nights} times"
    kinds = f", {skipped} of them skipped" if 0 < skipped < nights else ""
    return f"Up to 2050 that happens {times}{kinds}."


CHECK = Check(code="OC501", name="handoff-in-clock-change", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
