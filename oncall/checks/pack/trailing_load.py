"""OC802 trailing-load: three weeks in which shifts brought too many pages on average.

## What it finds

A schedule whose shifts brought more than two pages each, on average over 21 days. At the end of every shift that
brought any, the mean is taken over the whole shifts that ended in the 21 days up to then, this one included and quiet
ones too; the finding names the worst such end, and how many there are. The days are counted on the schedule's clock.
The first 21 days after the log's first incident are not judged. It needs a page log:
`oncall.check(configuration, pages=...)`, `oncall check --log FILE`. Without one it finds nothing.

## Why it matters

One bad shift is an accident, three weeks of them are a workload. Google's SRE workbook (chapter 8, "On-Call") watches
the pages per shift over the trailing 21 days, and takes two as the most that leave time to mend what they were about.

## Example

This team puts up with four pages in a shift, now and then; here three are the rule:

```python
from oncall import Configuration, Layer, Page, Schedule, Settings, User

team = [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")]
layer = Layer.weekly(team, start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York")
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
settings = Settings(pages_per_shift=4)
people = {"06": team[0], "13": team[1], "20": team[2], "27": team[3]}
pages = [
    Page(at=f"2025-01-{monday}T{hour}:00:00-05:00", user=user)
    for monday, user in people.items()
    for hour in (10, 12, 14)
]
```

## Use instead

```python
from oncall import Configuration, Layer, Page, Schedule, Settings, User

team = [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")]
layer = Layer.weekly(team, start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York")
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
settings = Settings(pages_per_shift=4)
people = {"06": team[0], "13": team[1], "20": team[2], "27": team[3]}
pages = [
    Page(at=f"2025-01-{monday}T{hour}:00:00-05:00", user=user) for monday, user in people.items() for hour in (10, 12)
]
```

## How to mend it

Stop other work until the alerts are mended: whatever pages every week is a bug with a pager. Then remove alerts that
need no action, and group those with one cause.

## What it cannot see

What the pages were about. With the same limit as OC003, two, it says no more than that what OC003 finds is no
exception; it is of its own where a team allows single shifts more. A shift that never ends is not judged.

Where nobody recorded who was paged about an incident, the pages are those that the policy would have sent, and the
message says how many are: with PagerDuty's `GET /incidents` alone, all of the resolved incidents
([why](../how-to/read-a-page-log.md)).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.provenance import aside, unrecorded
from oncall.chronology.spans import Span, canonical
from oncall.chronology.words import moment
from oncall.chronology.zones import DAY, EARLIEST, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import Schedule


_Counts: TypeAlias = "dict[tuple[int, int | None], tuple[int, int]]"


@attrs.frozen
class _Trail:
    """The days up to the end of a shift: how many pages there were in how many shifts."""

    begin: int
    end: int
    pages: int
    modelled: int
    """How many of the pages nobody recorded."""
    shifts: int

    @property
    def mean(self) -> float:
        return self.pages / self.shifts


def _ask(scope: Scope) -> Iterator[Answer]:
    most = scope.settings.trailing_pages
    counts: dict[str, _Counts] = defaultdict(dict)
    for (name, shift), pages in scope.attribution.by_shift.items():
        counts[name][shift.bounds] = len(pages), unrecorded(pages)
    for schedule in scope.paged_schedules:
        trails = _trails(scope, schedule, counts[schedule.id])
        busy = [each for each in trails if each.pages > most * each.shifts]
        if busy:
            yield _finding(scope, schedule, busy)


def _trails(scope: Scope, schedule: Schedule, counts: _Counts) -> Iterator[_Trail]:
    """The trail of every shift with pages that the log reaches back far enough for, in order.

    `counts` has how many pages each shift has that has any, by its bounds, and how many of them nobody recorded.
    """
    days, zone = scope.settings.trailing_days * DAY, Zone.named(schedule.time_zone)
    paged = [(start, end) for start, end in counts if end is not None]
    for since, until in canonical((max(start - days - 2 * DAY, EARLIEST), end) for start, end in paged):
        shifts = [shift.bounds for shift in schedule.shifts(since, until, overflow=True)]
        ends = [end for _, end in shifts if end is not None]
        of_shifts = [counts.get(shift, (0, 0)) for shift in shifts]
        totals, modelled = (list(accumulate(column)) for column in zip((0, 0), *of_shifts, strict=True))
        for index, end in enumerate(ends):
            begin = max(zone.instant_of(zone.reading_of(end) - days), EARLIEST)
            if shifts[index] in counts and begin >= scope.log[0].timing[0]:
                first = bisect_right(ends, begin)
                last = index + 1
                yield _Trail(begin, end, totals[last] - totals[first], modelled[last] - modelled[first], last - first)


def _finding(scope: Scope, schedule: Schedule, busy: list[_Trail]) -> Answer:
    zone, worst = Zone.named(schedule.time_zone), max(busy, key=lambda trail: trail.mean)
    others = len(busy) - 1
    often = f" The same was so at the end of {others} other shift{'' if others == 1 else 's'}." if others else ""
    return CHECK.finding(
        subject=schedule,
        message=f"{worst.pages} pages{aside(worst.modelled, worst.pages)} in the {worst.shifts} shifts of the "
        f"{scope.settings.trailing_days} days up to {moment(worst.end, zone)}, {worst.mean:.3g} each; "
        f"{scope.settings.trailing_pages} are the most.{often}",
        fix="Mend what pages every week before anything else, and remove alerts that need no action.",
        spans=(Span(worst.begin, worst.end, zone=schedule.time_zone),),
    )


CHECK = Check(code="OC802", name="trailing-load", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
