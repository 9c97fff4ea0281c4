"""OC204 window-split: a hand-off inside a restriction window.

## What it finds

A layer whose turns change hands in the middle of one of its windows, so that two people share what looks like one
shift. One finding a layer, with the weekdays and local times of those hand-offs in the pattern that repeats, and the
first time that it happens. Decided for all time, by arithmetic.

A hand-off where a restriction begins or ends splits nothing. A window that is longer than a turn has to be split, so
that is a design and not a mistake: Monday 00:00 to Friday 24:00 with daily turns, say. The same goes for a window
longer than a day that is split within the `working_hours` of the settings, Monday to Friday: with round-the-clock cover
on weekdays that is when people hand over. Windows with no more than `seam_seconds` between them count as one.

## Why it matters

A restriction hides a layer and does not slow its rotation: turns go by while nobody of the layer is on call, and end
when they end. PagerDuty's guide to schedules recommends that the hand-off time be at the beginning of the shift;
otherwise one person has the morning and another one the afternoon, and the person who was told "your week is from the
13th on" is not there at nine.

## Example

An office-hours desk of which nobody is meant to be there at night, and whose weekly turns begin on Wednesdays at noon:

```terraform
resource "pagerduty_schedule" "desk" {
  name      = "Desk"
  time_zone = "America/New_York"

  layer {
    name                         = "Office hours"
    start                        = "2025-01-08T12:00:00-05:00"
    rotation_virtual_start       = "2025-01-08T12:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 28800
    }
  }
}
```

```toml
[tool.oncall]
ignore = ["coverage-gap"]
```

## Use instead

```terraform
resource "pagerduty_schedule" "desk" {
  name      = "Desk"
  time_zone = "America/New_York"

  layer {
    name                         = "Office hours"
    start                        = "2025-01-08T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-08T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 28800
    }
  }
}
```

```toml
[tool.oncall]
ignore = ["coverage-gap"]
```

## How to mend it

Move the local time of `rotation_virtual_start` to where a window begins. If people are meant to change in the middle of
a window, write two windows, one after the other, in a layer each; or ignore the check for this layer.

## What it cannot see

Whether another layer, or an override, decides at that time instead. It looks at the wall clock: a window that a clock
change cuts short, or one of several turns that it swallows, is not taken into account.
"""

from __future__ import annotations

from heapq import merge
from itertools import islice, pairwise
from math import gcd
from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import clock_time, moment, wall, weekly_times
from oncall.chronology.zones import DAY, EARLIEST, MONDAY, WEEK
from oncall.engine.cycles import first_multiple
from oncall.engine.windows import windows
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.checks.settings import Settings
    from oncall.engine.stack import Stack, Track
    from oncall.model import Layer, Schedule

_Stretch: TypeAlias = tuple[int, int, int, int]
"""A half-open stretch of the week, and the window that it lies in, whose end may be in the next week."""
_MOST_POSITIONS = 50  # of a rotation that drifts through the week, so many hand-offs are put into words
_WORKING_DAYS = 5


@attrs.frozen
class _Split:
    """A hand-off at the reading `at`, between the positions `turn - 1` and `turn` of a rotation, inside a window."""

    at: int
    turn: int
    window: tuple[int, int]
    """As readings."""


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        for index, track in enumerate(schedule.compiled.stack.tracks):
            if track.places > 1 and track.windows is not None:
                yield from _splits(scope, schedule, index, track)


def _splits(scope: Scope, schedule: Schedule, index: int, track: Track) -> Iterator[Answer]:
    turns = _changing_turns(schedule.compiled.stack, track)
    if not _meets(track, turns):
        return
    whole = _whole_windows(schedule.layers[index], track, scope.settings)
    positions = [*islice(_positions(track, whole, turns), _MOST_POSITIONS + 1)]
    since = EARLIEST if scope.since is None else scope.since
    found = _first(track, whole, turns, max(track.start, since)) if positions else None
    if found is None:
        return
    name, zone, places = source_name(schedule, index), track.rotation.zone, schedule.compiled.holders
    turns_around = (found.turn - 1, found.turn)
    before, after = (scope.called(places[track.first_place + turn % track.places]) for turn in turns_around)
    begin, end = found.window
    yield CHECK.finding(
        subject=schedule,
        message=f"{name} changes hands inside a window, {_pattern(positions)}: first on "
        f"{moment(zone.instant_of(found.at), zone)}, where {before} has the window that is open from {wall(begin)} "
        f"to {_until(begin, end)}, and {after} the rest of it.",
        fix=f"Let the turns of {name} change hands where a window begins: move the local time of "
        "rotation_virtual_start there.",
        where=schedule.layers[index].where,
        spans=(Span(zone.instant_of(begin), zone.instant_of(end), zone=schedule.time_zone),),
    )


def _whole_windows(layer: Layer, track: Track, settings: Settings) -> list[_Stretch]:
    """Where a hand-off splits a window, in seconds of the week.

    Windows are joined where a seam parts them, and left out if they are longer than a turn. Where a restriction begins
    or ends, people may change.
    """
    assert track.windows is not None, "only layers with windows are asked for"
    seam = settings.seam_seconds
    lengthened = windows(track.rotation.zone, ((begin, end - begin + seam) for begin, end in track.windows.pattern))
    edges = _edges(layer)
    found: list[_Stretch] = []
    for begin, lengthened_end in lengthened.pattern if lengthened is not None else ():
        end = lengthened_end - seam
        if end - begin > track.rotation.seconds:
            continue
        for low, high in pairwise(edge for edge in edges if begin <= edge <= end):
            if track.windows.open_on(MONDAY + low):
                inside = [(low + 1, high)] if end - begin <= DAY else _outside_of_work(low + 1, high, settings)
                found += [(first, last, begin, end) for first, last in inside if first < last]
    return found


def _edges(layer: Layer) -> list[int]:
    """Where restrictions begin and end, in seconds since the Monday of one week, up to the end of the next one."""
    weekly = [window for restriction in layer.restrictions for window in restriction.weekly]
    once = {edge % WEEK for begin, length in weekly for edge in (begin, begin + length)}
    return sorted({*once, *(edge + WEEK for edge in once)})


def _outside_of_work(low: int, high: int, settings: Settings) -> list[tuple[int, int]]:
    """What is left of a stretch of the week without the hours, Monday to Friday, in which hand-offs are welcome."""
    first, last = (hour * 3600 for hour in settings.working_hours)
    left: list[tuple[int, int]] = []
    for day in range(2 * WEEK // DAY):
        if day % 7 < _WORKING_DAYS:
            left.append((low, min(high, day * DAY + first)))
            low = max(low, day * DAY + last + 1)
    return [*left, (low, high)]


def _changing_turns(stack: Stack, track: Track) -> list[int]:
    """The positions of a rotation that somebody takes over from somebody else."""
    owners = stack.owners[track.first_place : track.first_place + track.places]
    return [turn for turn in range(track.places) if owners[turn - 1] != owners[turn]]


def _first(track: Track, whole: list[_Stretch], turns: list[int], since: int) -> _Split | None:
    """The first hand-off inside a window after `since`, and within the life of the layer; None: there is none."""
    rotation = track.rotation
    around = track.places * rotation.seconds
    reading = rotation.zone.reading_of(since)
    while True:
        found: list[tuple[int, int, int, int]] = []
        for turn in turns:
            begin = rotation.origin + turn * rotation.seconds
            begin -= (begin - reading - 1) // around * around
            for low, high, opens, closes in whole:
                rounds = first_multiple(around, WEEK, low + MONDAY - begin, high - low)
                if rounds is not None:
                    found.append((begin + rounds * around, turn, opens, closes))
        if not found:
            return None
        at, turn, opens, closes = min(found)
        instant = rotation.zone.instant_of(at)
        if instant > since:
            week = at - (at - MONDAY - opens) % WEEK
            return _Split(at, turn, (week, week + closes - opens)) if instant < track.end else None
        reading = at  # it has been, before a clock change made the hour come again


def _meets(track: Track, turns: list[int]) -> bool:
    """Whether a hand-off ever comes while the layer is open; mostly none does, and that is soon said."""
    assert track.windows is not None, "only layers with windows are asked for"
    rests, step = _rests(track, turns)
    return any(_those(begin + 1, end, rest, step) for begin, end in track.windows.pattern for rest in rests)


def _positions(track: Track, whole: list[_Stretch], turns: list[int]) -> Iterator[int]:
    """The hand-offs inside windows, in seconds of the week."""
    rests, step = _rests(track, turns)
    return (at for low, high, _, _ in whole for at in merge(*(_those(low, high, rest, step) for rest in rests)))


def _rests(track: Track, turns: list[int]) -> tuple[set[int], int]:
    """The seconds of the week at which turns begin, as the rests that they leave when divided by a step.

    Turn k begins k turns after the origin, and the same position of the rotation comes again after a round: so modulo
    a week these are the multiples of the greatest common divisor of a round and a week, from its first turn on.
    """
    rotation = track.rotation
    step = gcd(track.places * rotation.seconds, WEEK)
    return {(rotation.origin - MONDAY + turn * rotation.seconds) % step for turn in turns}, step


def _pattern(positions: list[int]) -> str:
    others = " and at other times" if len(positions) > _MOST_POSITIONS else ""
    return f"{weekly_times(positions[:_MOST_POSITIONS])}{others}"


def _those(low: int, high: int, rest: int, step: int) -> range:
    """The numbers of `[low, high)` that leave `rest` when divided by `step`."""
    return range(low + (rest - low) % step, high, step)


def _until(begin: int, end: int) -> str:
    """When a window closes: only the time, if that is on the day on which it opens."""
    return clock_time(end) if begin // DAY == end // DAY else wall(end)


CHECK = Check(code="OC204", name="window-split", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
