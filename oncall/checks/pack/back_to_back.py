"""OC401 back-to-back: less free time between two shifts of one person than the first one was long.

## What it finds

Somebody who is on call for some time, free for less than that, and on call again. The free time is counted on the wall
clock, against the shift before it and the factor that is set, so two people who take weeks in turn have just enough,
also in the week of a clock change. Overrides count. Finds the first time, whose that is, and how often it comes back
for this person; then for whom else it is so, and how often for all of them together.

The windows that one turn opens are one job: a turn of seven nights has seven shifts, and the days between them are not
measured here. Otherwise a week of nights would be worse than a week round the clock. The same goes for a turn that
somebody else interrupts, who covers two hours of it, and a layer of one person has a single turn. How much rest there
is from one day to the next is OC403's.

## Why it matters

PagerDuty's guide "Going On-Call" asks to lengthen the time between the shifts of each person, and to share a rotation
with another team if there are too few people for that. Whoever is on call for longer than they are free is on call for
more than half of their life. The factor of one is the least that follows from that.

## Example

Whoever has the weekend, of three days, has Wednesday to Friday after two days:

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Mondays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 172800
    }
  }

  layer {
    name                         = "Wednesdays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["carol", "dave", "erin", "frank", "grace", "heidi", "alice", "bob"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "09:00:00"
      duration_seconds  = 172800
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["dave", "erin", "frank", "grace", "heidi", "alice", "bob", "carol"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "09:00:00"
      duration_seconds  = 259200
    }
  }
}
```

## Use instead

The same layers, with other people at the head of each list:

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Mondays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "09:00:00"
      duration_seconds  = 172800
    }
  }

  layer {
    name                         = "Wednesdays"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["dave", "erin", "frank", "grace", "heidi", "alice", "bob", "carol"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "09:00:00"
      duration_seconds  = 172800
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["grace", "heidi", "alice", "bob", "carol", "dave", "erin", "frank"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "09:00:00"
      duration_seconds  = 259200
    }
  }
}
```

## How to mend it

Change the order of the users in one of the layers, so that the turns of one person lie farther apart; where somebody
stands twice in a list, put more people between. One who swaps shifts by an override should give one away as well.

## What it cannot see

Shifts in other schedules: each schedule is looked at by itself. It is decided on the wall clock: the hour that a clock
change adds to a shift, or takes away, is not looked at. A break of two minutes or less between two shifts of one person
is OC103's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.rests import earliest, first_rests, is_of_one_turn, layer_of, recurrence, repeated_rests
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import abridged, duration, moment
from oncall.chronology.zones import DAY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.analysis.recurrence import Recurrence
    from oncall.analysis.rests import Rest
    from oncall.checks.scope import Scope
    from oncall.checks.settings import Settings
    from oncall.chronology.zones import Zone
    from oncall.engine.stack import Stack
    from oncall.model import Schedule


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        yield from _rests(scope, schedule, seen)


def _rests(scope: Scope, schedule: Schedule, seen: Course) -> Iterator[Answer]:
    settings = scope.settings
    once, again = _short(settings, schedule.compiled.stack, seen)
    first = earliest(seen, once, again)
    span = None if first is None else Span(*first[1], zone=schedule.time_zone)
    times = "" if settings.rest_factor == 1 else f", times {settings.rest_factor:g}"
    proof = CHECK.proof(
        subject=schedule,
        statement=f"between two shifts everybody is free for as long as the first one lasts{times}",
        holds=first is None,
        seen=seen,
        counterexample=span,
        recurs=recurrence(seen, again),
    )
    yield proof
    if first is not None and span is not None:
        rest, _ = first
        layer = layer_of(seen, rest)
        lengths = _lengths(rest) if rest in again else _shown(schedule.compiled.stack.zone, rest)
        owners = sorted({each.owner for each in (*once, *again)} - {rest.owner})
        name, *others = (scope.called(schedule.compiled.people[owner]) for owner in (rest.owner, *owners))
        yield CHECK.finding(
            subject=schedule,
            message=_sentence(schedule, name, *lengths, span)
            + _often(recurrence(seen, again, rest.owner), proof.recurs, others),
            fix="Put more people, or other shifts, between two turns of the same person.",
            where=None if layer is None else layer.where,
            spans=(span,),
            proof=proof,
        )


def _sentence(schedule: Schedule, name: str, length: int, free: int, span: Span) -> str:
    zone = schedule.compiled.stack.zone
    return (
        f"{name} is on call for {duration(length)} up to {moment(span.bounds[0], zone)}, "
        f"and again after {duration(free)}"
    )


def _often(own: Recurrence | None, of_all: Recurrence | None, others: list[str]) -> str:
    """How the sentence ends: how often that comes back for one person, and for whom else, how often together."""
    often = f", and it comes to that {own}" if own else ""
    if not others:
        return f"{often}."
    return f"{often}; the same is true of {abridged(others)}{f', {of_all} in all' if of_all and of_all != own else ''}."


def _short(settings: Settings, stack: Stack, seen: Course) -> tuple[list[Rest], list[Rest]]:
    """The rests that are too short: those on real instants, and those that are repeated."""
    once = [each for each in first_rests(seen) if _is_short(settings, *_shown(stack.zone, each))]
    again = [each for each in repeated_rests(seen) if _is_short(settings, *_lengths(each))]
    if again:
        repeated = stack.pattern
        assert repeated is not None, "something is repeated"
        again = [each for each in again if not is_of_one_turn(repeated, each)]
    return [each for each in once if not is_of_one_turn(stack, each)], again


def _is_short(settings: Settings, length: int, free: int) -> bool:
    return settings.seam_seconds < free < length * settings.rest_factor


def _lengths(rest: Rest) -> tuple[int, int]:
    """How long the shift before a rest is, and the rest."""
    return rest.before.end - rest.before.start, rest.seconds


def _shown(zone: Zone, rest: Rest) -> tuple[int, int]:
    """The same on the wall clock, for shifts on real instants.

    Shortly after a clock change nobody can tell from the instant which reading was meant: then it is the one with which
    the shift is shorter, and the rest longer.
    """
    start = max(_readings(zone, rest.before.start))
    end = min(_readings(zone, rest.before.end))
    return end - start, max(_readings(zone, rest.after.start)) - end


def _readings(zone: Zone, instant: int) -> tuple[int, int]:
    """What the clock shows, and what it would show shortly after a change if it had not been changed yet."""
    shown = zone.reading_of(instant)
    if zone.settled_reading(instant) is not None:
        return shown, shown
    change = zone.changes(instant - DAY, instant + 1)[-1]
    return shown, instant + zone.offset_at(change - 1)


CHECK = Check(code="OC401", name="back-to-back", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
