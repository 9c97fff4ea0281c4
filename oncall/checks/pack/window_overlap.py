"""OC206 window-overlap: restrictions of one layer that overlap.

## What it finds

A restriction that is open at times at which an earlier one of the same layer is open already: on the wall clock, over
midnight and the end of the week too. One finding a restriction, at the later one. Windows that touch do not overlap.

## Why it matters

Restrictions are added to each other: a layer is open whenever *any* of them is. A daily 09:00 to 17:00 next to a weekly
Monday to Friday is not "weekdays from nine to five", it is all of Monday to Friday, and nine to five on the weekend. In
other cases the overlap changes nothing, and only makes it hard to see who is on call when.

## Example

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

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 43200
    }

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "20:00:00"
      duration_seconds  = 46800
    }
  }
}
```

## Use instead

The second window begins where the first one ends:

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

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 43200
    }

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "21:00:00"
      duration_seconds  = 43200
    }
  }
}
```

## How to mend it

For "weekdays from nine to five" write five weekly restrictions, one a day. Otherwise shorten one of the two, or delete
it. Nights and weekends, as a daily restriction and a weekly one, have to overlap: ignore the check there.

## What it cannot see

Which hours were meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import DAYS, abridged, duration
from oncall.chronology.zones import DAY, WEEK
from oncall.model import WeeklyRestriction
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import DailyRestriction, Schedule

    Restriction = DailyRestriction | WeeklyRestriction


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        for index, layer in enumerate(schedule.layers):
            if len(layer.restrictions) > 1:
                yield from _overlaps(schedule, index)


def _overlaps(schedule: Schedule, index: int) -> Iterator[Answer]:
    name, restrictions = source_name(schedule, index), schedule.layers[index].restrictions
    windows = [(*each.weekly[0], isinstance(each, WeeklyRestriction)) for each in restrictions]
    for number, restriction in enumerate(restrictions):
        earlier = [place for place in range(number) if _overlap(windows[place], windows[number])]
        if earlier:
            others = abridged([f"restriction {place + 1} ({_in_words(restrictions[place])})" for place in earlier])
            yield CHECK.finding(
                subject=schedule,
                message=f"restriction {number + 1} of {name} ({_in_words(restriction)}) overlaps {others}: the layer "
                "is open whenever any of them is.",
                fix="Let one begin where the other ends, or delete one of them; if only the hours that they have in "
                "common are meant, write just those, as a weekly restriction for each day.",
                where=restriction.where or schedule.layers[index].where,
            )


def _overlap(one: tuple[int, int, bool], other: tuple[int, int, bool]) -> bool:
    """Whether two windows, each as its begin, its length and whether it is weekly, ever are open at once.

    They are if the one is still open when the other one begins: counted in a week, or, as soon as one of them comes
    back every day, in a day.
    """
    (first, first_length, first_weekly), (second, second_length, second_weekly) = one, other
    cycle = WEEK if first_weekly and second_weekly else DAY
    return (second - first) % cycle < first_length or (first - second) % cycle < second_length


def _in_words(restriction: Restriction) -> str:
    begin = restriction.start_time_of_day.removesuffix(":00")
    when = f"{DAYS[restriction.start_day_of_week - 1]}s" if isinstance(restriction, WeeklyRestriction) else "daily"
    return f"{when} {begin} for {duration(restriction.duration_seconds, units=4)}"


CHECK = Check(code="OC206", name="window-overlap", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
