"""OC003 interrupt-frequency: a shift with more pages than a person can deal with.

## What it finds

Shifts in which the person on call was paged more often than the limit, two pages a shift. It needs a page log:
`oncall.check(configuration, pages=...)`, `oncall check --log FILE`. Without one it finds nothing.

## Why it matters

An incident takes about six hours with its analysis and its mending, so two a shift are what a person can deal with and
still learn from (Google's SRE book, chapter "Being On-Call"). The article asks for the same number.

## Example

Three pages on one Tuesday, all in alice's week:

```python
from oncall import Configuration, Layer, Page, Schedule, User

alice, *others = map(User, ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
pages = [Page(at=f"2025-01-07T{hour:02}:00:00-05:00", user=alice) for hour in (3, 11, 15)]
```

## Use instead

Whatever alerted twice for nothing has been silenced, and one page is left:

```python
from oncall import Configuration, Layer, Page, Schedule, User

alice, *others = map(User, ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
pages = [Page(at="2025-01-07T11:00:00-05:00", user=alice)]
```

## How to mend it

Remove alerts that need no action, group those that have one cause, shorten the shift, or share it among more people.

## What it cannot see

Whether a page was one incident or a part of one. A page counts for one shift: if it names the targets that it came
through, for the first schedule among them that had the person on call; if not, for the first one that had, beginning
with the level on which the person stood. All pages count, whenever they were sent.

Where nobody recorded who was paged about an incident, the pages are those that the policy would have sent, and the
message says how many are. PagerDuty's `GET /incidents` says of a resolved incident neither who was paged nor that
anybody acknowledged it, so that from incidents alone every page is such a one, and nobody seems to have answered before
the incident was resolved: load the log entries as well ([how](../how-to/read-a-page-log.md)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.provenance import aside, paged, unrecorded
from oncall.chronology.spans import Span
from oncall.chronology.words import abridged, moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.analysis.attribution import AttributedPage
    from oncall.checks.scope import Scope


def _ask(scope: Scope) -> Iterator[Answer]:
    for pages in scope.attribution.by_shift.values():
        if len(pages) > scope.settings.pages_per_shift:
            yield _finding(scope, pages)


def _finding(scope: Scope, pages: Sequence[AttributedPage]) -> Answer:
    schedule, shift = pages[0].schedule, pages[0].shift
    assert schedule is not None, "the pages are those of a shift"
    assert shift is not None, "the pages are those of a shift"
    zone = Zone.named(schedule.time_zone)
    start, end = shift.bounds
    modelled = unrecorded(pages)
    until = "" if end is None else f" to {moment(end, zone)}"
    times = abridged([moment(page.instant, zone) for page in pages])
    return CHECK.finding(
        subject=schedule,
        message=f"{len(pages)} pages{aside(modelled, len(pages))} in the shift of {scope.called(shift.user)} from "
        f"{moment(start, zone)}{until}; "
        f"{scope.settings.pages_per_shift} are the most. {paged(modelled, len(pages))}: {times}.",
        fix="Remove alerts that need no action, group those with one cause, or share the shift among more people.",
        spans=() if end is None else (Span(start, end, zone=schedule.time_zone),),
    )


CHECK = Check(code="OC003", name="interrupt-frequency", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
