"""OC003 interrupt-frequency: a shift with more pages than a person can deal with.

## What it finds

Shifts in which the person on call was paged more often than the limit, two pages a shift. It needs the pages that were
really sent: `oncall.check(configuration, pages=...)`. Without them it finds nothing.

## Why it matters

An incident takes about six hours with its analysis and its mending, so two a shift are what a person can deal with and
still learn from (Google's SRE book, chapter "Being On-Call"). The article asks for the same number.

## Example

Three pages on one Tuesday, all in alice's week:

```python
from oncall import Configuration, Layer, Page, Schedule, User

alice, bob = User("alice"), User("bob")
layer = Layer.weekly(
    [alice, bob], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
pages = [Page(at=f"2025-01-07T{hour:02}:00:00-05:00", user=alice) for hour in (3, 11, 15)]
```

## Use instead

Whatever alerted twice for nothing has been silenced, and one page is left:

```python
from oncall import Configuration, Layer, Page, Schedule, User

alice, bob = User("alice"), User("bob")
layer = Layer.weekly(
    [alice, bob], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
pages = [Page(at="2025-01-07T11:00:00-05:00", user=alice)]
```

## How to mend it

Remove alerts that need no action, group those that have one cause, shorten the shift, or share it among more people.

## What it cannot see

Whether a page was one incident or a part of one. A page counts for each schedule that had the paged person on call at
that instant; a page that names its targets counts for the schedules among them alone. All pages count, whenever they
were sent.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from oncall.checks.check import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import Page, Schedule, Shift


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.schedules:
        for shift, pages in _by_shift(schedule, scope.pages).items():
            if len(pages) > scope.settings.pages_per_shift:
                yield _finding(scope, schedule, shift, pages)


def _by_shift(schedule: Schedule, pages: tuple[Page, ...]) -> dict[Shift, list[Page]]:
    """The pages of each shift, of those that fell on this schedule."""
    ours = sorted((page for page in pages if _concerns(page, schedule)), key=lambda page: page.instant)
    if not ours:
        return {}
    timeline = schedule.shifts(ours[0].instant, ours[-1].instant + 1, overflow=True)
    found: dict[Shift, list[Page]] = defaultdict(list)
    shifts = iter(timeline)
    shift = next(shifts, None)
    for page in ours:
        while shift is not None and shift.bounds[1] is not None and shift.bounds[1] <= page.instant:
            shift = next(shifts, None)
        if shift is not None and shift.bounds[0] <= page.instant and shift.user == page.user:
            found[shift].append(page)
    return found


def _concerns(page: Page, schedule: Schedule) -> bool:
    return not page.targets or schedule.id in {named.id for named in page.schedules}


def _finding(scope: Scope, schedule: Schedule, shift: Shift, pages: list[Page]) -> Answer:
    zone = Zone.named(schedule.time_zone)
    start, end = shift.bounds
    until = "" if end is None else f" to {moment(end, zone)}"
    times = ", ".join(moment(page.instant, zone) for page in pages)
    return CHECK.finding(
        subject=schedule,
        message=f"{len(pages)} pages in the shift of {shift.user} from {moment(start, zone)}{until}; "
        f"{scope.settings.pages_per_shift} are the most. Paged: {times}.",
        fix="Remove alerts that need no action, group those with one cause, or share the shift among more people.",
        spans=() if end is None else (Span(start, end, zone=schedule.time_zone),),
    )


CHECK = Check(code="OC003", name="interrupt-frequency", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
