"""OC502 offset-mismatch: a time of a layer with an offset that the zone does not have then.

## What it finds

A `start`, `rotation_virtual_start` or `end` of a layer that is written with a UTC offset which is not the one of the
schedule's `time_zone` at that moment, and what local time it really is. One finding a layer.

`Z` (or `+00:00`) is how programs write times, and many people on purpose. It is found only where it looks like a local
time: in a `rotation_virtual_start` that as it is written would be midnight or within the `working_hours` of the
settings, and really is neither; or in a zone that itself is at `+00:00` half a year before or after, which is London's
in summer. A `rotation_virtual_start` on which nothing depends, because one person has every turn, is left out.

## Why it matters

The provider wants an offset with every time, the schedule already has a zone, and nobody compares the two (provider
issue 728). So the winter offset is copied into summer, and every hand-off for years is an hour off what was meant; or
`T09:00:00Z` is written for nine o'clock, and people in New York hand over at four in the morning.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Weekly"
    start                        = "2025-07-07T09:00:00-05:00"
    rotation_virtual_start       = "2025-07-07T09:00:00-05:00"
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
    start                        = "2025-07-07T09:00:00-04:00"
    rotation_virtual_start       = "2025-07-07T09:00:00-04:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Write the offset that the zone has at that moment. If the time is right as it is, write the same instant with the zone's
offset: nothing changes but what people read.

## What it cannot see

What was meant: `T14:00:00Z` in New York is nine in winter and ten in summer, and both look fine. What PagerDuty itself
answered is left out, because those are its own words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.instants import to_text
from oncall.chronology.words import listing, moment
from oncall.chronology.zones import DAY, EARLIEST, WEEK
from oncall.engine.stack import FOREVER
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.checks.settings import Settings
    from oncall.chronology.instants import DateTime
    from oncall.chronology.zones import Zone
    from oncall.engine.stack import Track
    from oncall.model import Layer, Schedule

_Written: TypeAlias = "tuple[DateTime, int]"  # a time as it was written, and its UTC second
_HALF_A_YEAR = 26 * WEEK


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        for index, (layer, track) in enumerate(zip(schedule.layers, schedule.compiled.stack.tracks, strict=True)):
            if not layer.is_as_answered:
                fields = _mismatches(layer, track, scope.settings)
                if fields:
                    yield _finding(schedule, index, fields)


def _mismatches(layer: Layer, track: Track, settings: Settings) -> dict[str, _Written]:
    """The fields of a layer whose offset is not the zone's."""
    zone = track.rotation.zone
    found: dict[str, _Written] = {}
    if _differs(layer.start, track.start, zone):
        found["start"] = (layer.start, track.start)
    virtual, seconds = layer.rotation_virtual_start, track.rotation.virtual_start
    if track.places > 1 and (_differs(virtual, seconds, zone) or _is_taken_for_local(virtual, seconds, zone, settings)):
        found["rotation_virtual_start"] = (virtual, seconds)
    if layer.end is not None and _differs(layer.end, track.end, zone):
        found["end"] = (layer.end, track.end)
    return found


def _differs(written: DateTime, seconds: int, zone: Zone) -> bool:
    """Whether an offset claims to be the zone's and is not; UTC claims nothing, but where the zone itself is in UTC.

    The last days there are, which people write for "for ever", claim nothing either.
    """
    offset = _offset(written)
    if not EARLIEST <= seconds < FOREVER or offset == zone.offset_at(seconds):
        return False
    return offset != 0 or 0 in {zone.offset_at(seconds - _HALF_A_YEAR), zone.offset_at(seconds + _HALF_A_YEAR)}


def _is_taken_for_local(written: DateTime, seconds: int, zone: Zone, settings: Settings) -> bool:
    """Whether a time in UTC would be one to hand over at, if it was a local time, and really is none."""
    if _offset(written) != 0:
        return False
    return _is_likely(seconds, settings) and not _is_likely(zone.reading_of(seconds), settings)


def _is_likely(reading: int, settings: Settings) -> bool:
    """Whether it is midnight, or within working hours."""
    first, last = (hour * 3600 for hour in settings.working_hours)
    return reading % DAY == 0 or first <= reading % DAY <= last


def _offset(written: DateTime) -> int:
    offset = written.utcoffset()
    assert offset is not None, "what was written has an offset"
    return offset.days * DAY + offset.seconds


def _finding(schedule: Schedule, index: int, fields: dict[str, _Written]) -> Answer:
    zone = schedule.compiled.stack.zone
    together: dict[_Written, list[str]] = {}
    for field, each in fields.items():
        together.setdefault(each, []).append(field)
    said = [
        f"{listing(names)} {_text(written)} {'is' if len(names) == 1 else 'are'} {moment(seconds, zone)}"
        for (written, seconds), names in together.items()
    ]
    written, seconds = next(iter(together))
    meant = zone.instant_of(seconds + _offset(written))
    return CHECK.finding(
        subject=schedule,
        message=f"in {source_name(schedule, index)}, {listing(said)} in {schedule.time_zone}.",
        fix=f"Write the offset that {schedule.time_zone} has then: {to_text(meant, zone)} if {written:%H:%M} is meant, "
        f"and {to_text(seconds, zone)} if the time is right as it is.",
        where=schedule.layers[index].where,
    )


def _text(written: DateTime) -> str:
    return written.isoformat().replace("+00:00", "Z")


CHECK = Check(code="OC502", name="offset-mismatch", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
