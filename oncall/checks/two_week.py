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
    name                         = "One week each"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.alice.id, pagerduty_user.bob.id]
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

from oncall.analysis.proofs import Proof
from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import DAY, LATEST, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        yield from _turns(scope, schedule, seen)
        yield from _stretches(scope, schedule, seen)


def _turns(scope: Scope, schedule: Schedule, seen: Course) -> Iterator[Answer]:
    longest = scope.settings.longest_days * DAY
    for layer in schedule.layers:
        over = layer.end is not None and layer.end.timestamp() <= seen.since
        if layer.rotation_turn_length_seconds > longest and not over:
            yield CHECK.finding(
                subject=schedule.id,
                message=f"{schedule.name}: a turn of {layer.name or 'a layer'} lasts "
                f"{duration(layer.rotation_turn_length_seconds)}; {duration(longest)} are the most.",
                fix="Shorten rotation_turn_length_seconds, to a week (604800) if you can.",
                where=layer.where or schedule.where,
            )


def _stretches(scope: Scope, schedule: Schedule, seen: Course) -> Iterator[Answer]:
    longest, zone = scope.settings.longest_days * DAY, Zone.named(schedule.time_zone)
    too_long = [
        (user, start, length) for user, start, length in seen.shift_lengths() if length is None or length > longest
    ]
    first = min(too_long, key=lambda each: each[1], default=None)
    span = None
    if first is not None:
        _, start, length = first
        end = LATEST if length is None else zone.instant_of(zone.reading_of(start) + length)
        span = Span(start, end, zone=schedule.time_zone)
    yield Proof(
        code=CHECK.code,
        subject=schedule.id,
        statement=f"nobody is on call for more than {scope.settings.longest_days} days without a break",
        holds=first is None,
        since=seen.since,
        period_seconds=seen.period,
        until=seen.until,
        counterexample=span,
        zone=schedule.time_zone,
    )
    by_turns = any(layer.rotation_turn_length_seconds > longest for layer in schedule.layers)
    if first is None or by_turns:
        return  # a turn that is too long has been named already, and every stretch of it would only say so again
    user, start, length = first
    lasting = "for ever" if length is None else f"for {duration(length)}"
    yield CHECK.finding(
        subject=schedule.id,
        message=f"{schedule.name}: {user} is on call {lasting} without a break from {moment(start, zone)} on; "
        f"{duration(longest)} are the most.",
        fix="Put somebody else between two turns of the same person.",
        where=schedule.where,
        spans=() if span is None or length is None else (span,),
    )


CHECK = Check(code="OC002", name="two-week", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
