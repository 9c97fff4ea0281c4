"""OC403 daily-rest: less than eleven hours between two restricted shifts of one person.

## What it finds

Two shifts of one person with less than eleven hours between them, where the shifts come from layers with restrictions:
nights, late shifts, office hours. A rotation round the clock has no daily rest that it could give, so shifts that come,
in whole or in part, from a layer without restrictions are left out. One of the two may be an override. Finds the first
time, whose that is, and how often it comes back for this person; then for whom else it is so, and how often for all of
them together. Decided for all time.

Two shifts that together last no more than thirteen hours, from the begin of the first to the end of the second, are a
day with a break in it, such as 09:00 to 12:00 and 13:00 to 17:00: eleven of the 24 hours are left.

Rest is time that passes, not what the clock shows: in the night of a clock change an hour more, or less.

## Why it matters

Directive 2003/88/EC, article 3: every worker has eleven consecutive hours of rest in each period of 24 hours. Whether
being on call counts as work depends on how much it limits somebody; it is an info for that reason. OC401 compares the
free time with the length of a shift, and looks at different turns; this one also looks within a turn.

## Example

Nights from 18:00 to 08:00, for a week at a time, leave ten hours by day:

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Days"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["erin", "frank", "grace", "heidi", "alice", "bob", "carol", "dave"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 2
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 4
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }
  }

  layer {
    name                         = "Nights and weekends"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 2
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 4
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "18:00:00"
      duration_seconds  = 223200
    }
  }
}
```

## Use instead

Nobody has two nights in a row:

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Days"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["grace", "heidi", "alice", "bob", "carol", "dave", "erin", "frank"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 2
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 4
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "08:00:00"
      duration_seconds  = 36000
    }
  }

  layer {
    name                         = "Monday and Wednesday nights"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 1
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 3
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }
  }

  layer {
    name                         = "Tuesday and Thursday nights"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["carol", "dave", "erin", "frank", "grace", "heidi", "alice", "bob"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 2
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 4
      start_time_of_day = "18:00:00"
      duration_seconds  = 50400
    }
  }

  layer {
    name                         = "Weekends"
    start                        = "2025-01-06T08:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T08:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["erin", "frank", "grace", "heidi", "alice", "bob", "carol", "dave"]

    restriction {
      type              = "weekly_restriction"
      start_day_of_week = 5
      start_time_of_day = "18:00:00"
      duration_seconds  = 223200
    }
  }
}
```

## How to mend it

Give one person every second night, or shorten the windows.

## What it cannot see

Shifts in other schedules, and the work by day: each schedule is looked at by itself. Three short shifts within a day
are looked at two by two. A break of two minutes or less between two shifts is OC103's.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.rests import Rest, consecutive, earliest, first_rests, layer_of, recurrence, repeated_rests
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import abridged, duration, moment
from oncall.chronology.zones import DAY, Zone
from oncall.engine.stack import CLOCK_CHANGES_UNTIL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.periods import Course
    from oncall.checks.scope import Scope
    from oncall.engine.stack import Stack
    from oncall.model import Schedule

_HOUR = 3600


@attrs.frozen
class _Rule:
    """How much rest is asked for, and after the shifts of which places."""

    seconds: int
    seam: int
    restricted: tuple[bool | None, ...]
    """By place: whether its layer has restrictions; None: an override."""

    def broken_by(self, rest: Rest) -> bool:
        """Whether the two shifts count, and are too near to each other, and not a day with a break in it."""
        if not self.seam < rest.seconds < self.seconds or rest.after.end - rest.before.start <= DAY - self.seconds:
            return False
        kinds = {self.restricted[place] for place in (*rest.before.places, *rest.after.places)}
        return False not in kinds and True in kinds


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule, seen in scope.courses:
        stack = schedule.compiled.stack
        if any(track.windows is not None for track in stack.tracks):
            kinds = (track.windows is not None for track in stack.tracks for _ in range(track.places))
            restricted = (*kinds, *(None for _ in stack.claims))
            rule = _Rule(scope.settings.daily_rest_hours * _HOUR, scope.settings.seam_seconds, restricted)
            yield from _rests(scope, schedule, seen, rule)


def _rests(scope: Scope, schedule: Schedule, seen: Course, rule: _Rule) -> Iterator[Answer]:
    once, again = _short(seen, rule)
    first = earliest(seen, once, again)
    span = None if first is None else Span(*first[1], zone=schedule.time_zone)
    proof = CHECK.proof(
        subject=schedule,
        statement=f"between two restricted shifts everybody has {duration(rule.seconds)} of rest",
        holds=first is None,
        seen=seen,
        counterexample=span,
        recurs=recurrence(seen, again),
    )
    yield proof
    if first is not None and span is not None:
        rest, (start, end) = first
        layer = layer_of(seen, rest)
        people, zone = schedule.compiled.people, schedule.compiled.stack.zone
        others = sorted({each.owner for each in (*once, *again)} - {rest.owner})
        names = [scope.called(people[owner]) for owner in others]
        own = recurrence(seen, again, rest.owner)
        in_all = f", {proof.recurs} in all" if proof.recurs and proof.recurs != own else ""
        yield CHECK.finding(
            subject=schedule,
            message=f"{scope.called(people[rest.owner])} has {duration(end - start)} of rest "
            f"from {moment(start, zone)} to {moment(end, zone)}; {duration(rule.seconds)} are the least"
            f"{f'. It comes to that {own}' if own else ''}"
            f"{f'; also for {abridged(names)}{in_all}' if names else ''}.",
            fix="Give one person every second night, shorten the windows, or put somebody else between.",
            where=None if layer is None else layer.where,
            spans=(span,),
            proof=proof,
        )


def _short(seen: Course, rule: _Rule) -> tuple[list[Rest], list[Rest]]:
    """The rests that are too short: those on real instants, and those that are repeated."""
    repeated = repeated_rests(seen)
    again = [each for each in repeated if rule.broken_by(each)]
    once = [each for each in first_rests(seen) if rule.broken_by(each)]
    return (once, again) if once or again else (_shortened(seen, rule, repeated), [])


def _shortened(seen: Course, rule: _Rule, repeated: list[Rest]) -> list[Rest]:
    """The first rest that is long enough on the wall clock, and not in a night in which the clock skips an hour."""
    stack = seen.schedule.compiled.stack
    shortest = min((each.seconds for each in repeated if each.seconds >= rule.seconds), default=None)
    if shortest is None or shortest >= rule.seconds + DAY:
        return []
    for change, skipped in _forward_changes(stack.zone):
        if change > seen.since and shortest < rule.seconds + skipped:
            found = [each for each in _rests_around(stack, change, rule.seconds, seen.since) if rule.broken_by(each)]
            if found:
                return found[:1]
    return []


def _rests_around(stack: Stack, change: int, seconds: int, since: int) -> Iterator[Rest]:
    """The rests of less than so many seconds in which a clock change lies, between whole shifts."""
    for rest in consecutive(stack.stretches(max(change - seconds, since), change + seconds)):
        if rest.seconds < seconds and rest.before.end <= change <= rest.after.start:
            before, after = stack.stretch_at(rest.before.end - 1), stack.stretch_at(rest.after.start)
            assert before is not None, "somebody is on call just before the rest"
            assert after is not None, "somebody is on call just after it"
            yield Rest(before, after)


@lru_cache(maxsize=1024)
def _forward_changes(zone: Zone) -> tuple[tuple[int, int], ...]:
    """The clock changes up to 2050 that skip some time, and how many seconds."""
    changes = zone.changes(0, CLOCK_CHANGES_UNTIL)
    moved = ((change, zone.offset_at(change) - zone.offset_at(change - 1)) for change in changes)
    return tuple((change, skipped) for change, skipped in moved if skipped > 0)


CHECK = Check(code="OC403", name="daily-rest", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
