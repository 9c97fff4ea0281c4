"""OC002 two-week: a turn, or a stretch on call, of more than two weeks.

## What it finds

A layer whose turn is longer than two weeks, and somebody on call for longer than that without a break, through
whatever layers and overrides. Counted on the wall clock, so that the hour of a clock change does not break the rule.
Decided for all time.

## Why it matters

Nobody sleeps well for three weeks with a pager. The article's rule: weekly turns, never longer than two weeks.

## Example

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Three weeks each"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 1814400
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
    name                         = "One week each"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Shorten `rotation_turn_length_seconds` to a week (604800). Where a person stands next to themselves in `users`, or two
layers hand over from a person to the same person, put somebody between.

## What it cannot see

Somebody who is on call in several schedules in turn: each schedule is looked at by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import DAY, LATEST, Zone
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        too_long = list(_turns(scope, schedule, seen))
        for index, seconds in too_long:
            yield CHECK.finding(
                subject=schedule,
                message=f"a turn of {source_name(schedule, index)} lasts {duration(seconds)}; "
                f"{duration(_most(scope))} are the most.",
                fix="Shorten rotation_turn_length_seconds, to a week (604800) if you can.",
                where=schedule.layers[index].where,
            )
        yield from _stretches(scope, schedule, seen, named=max((seconds for _, seconds in too_long), default=0))


def _most(scope: Scope) -> int:
    return scope.settings.longest_days * DAY


def _turns(scope: Scope, schedule: Schedule, seen: Course) -> Iterator[tuple[int, int]]:
    """The layers whose turns are too long, and how long those are; without layers that are over."""
    for index, (layer, track) in enumerate(zip(schedule.layers, schedule.compiled.stack.tracks, strict=True)):
        if layer.rotation_turn_length_seconds > _most(scope) and track.end > max(seen.since, track.start):
            yield index, layer.rotation_turn_length_seconds


def _stretches(scope: Scope, schedule: Schedule, seen: Course, *, named: int) -> Iterator[Answer]:
    """What is said of stretches; one no longer than `named`, a turn that has been found, is no finding of its own."""
    too_long = [each for each in seen.shift_lengths() if each[2] is None or each[2] > _most(scope)]
    too_long.sort(key=lambda each: each[1])
    proof = CHECK.proof(
        subject=schedule,
        statement=f"nobody is on call for more than {scope.settings.longest_days} days without a break",
        holds=not too_long,
        seen=seen,
        counterexample=_span(schedule, *too_long[0][1:]) if too_long else None,
    )
    yield proof
    for user, start, length in too_long:
        if length is None or length > named:
            lasting = "for ever" if length is None else f"for {duration(length)}"
            yield CHECK.finding(
                subject=schedule,
                message=f"{scope.called(user)} is on call {lasting} without a break from "
                f"{moment(start, Zone.named(schedule.time_zone))} on; {duration(_most(scope))} are the most.",
                fix="Put somebody else between two turns of the same person.",
                spans=() if length is None else (_span(schedule, start, length),),
                proof=proof,
            )
            return  # one is enough to mend, and the others come back with it


def _span(schedule: Schedule, start: int, length: int | None) -> Span:
    """A stretch of some length on the wall clock; None: to the end of time."""
    zone = Zone.named(schedule.time_zone)
    end = LATEST if length is None else zone.instant_of(zone.reading_of(start) + length)
    return Span(start, end, zone=schedule.time_zone)


CHECK = Check(code="OC002", name="two-week", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
