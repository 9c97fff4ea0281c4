"""OC801 sleep-pages: a week in which somebody was woken too often.

## What it finds

A person who, in one week from Monday to Sunday, was paged more than twice between 22:00 and 07:00. The night is that of
the person's own clock: the user's `time_zone`, else the zone of the schedule on which the page fell, else that of the
escalation policy of the incident, else UTC. The zone of a policy is that of its first schedule. The check needs a page
log: `oncall.check(configuration, pages=...)`, `oncall check --log FILE`. Without one it finds nothing.

## Why it matters

A page at night costs the day that follows it: an interrupted night is not made up for by sleeping longer. The work
after several such nights is done by somebody who should be in bed.

## Example

Three pages in three nights of Madrid, for a team that puts up with four pages in a shift:

```python
from oncall import Configuration, Layer, Page, Schedule, Settings, User

alice = User("alice", time_zone="Europe/Madrid")
others = map(User, ["bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
settings = Settings(pages_per_shift=4)
nights = ["2025-01-07T03:00:00+01:00", "2025-01-08T02:00:00+01:00", "2025-01-10T04:00:00+01:00"]
pages = [Page(at=night, user=alice) for night in nights]
```

## Use instead

The last of them could wait until ten in the morning:

```python
from oncall import Configuration, Layer, Page, Schedule, Settings, User

alice = User("alice", time_zone="Europe/Madrid")
others = map(User, ["bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
settings = Settings(pages_per_shift=4)
times = ["2025-01-07T03:00:00+01:00", "2025-01-08T02:00:00+01:00", "2025-01-10T10:00:00+01:00"]
pages = [Page(at=time, user=alice) for time in times]
```

## How to mend it

Let what can wait until the morning wait: lower the urgency, or add a restriction and a second layer in another zone, so
that somebody has the night in their daytime.

## What it cannot see

Who slept: somebody may work at night, and whoever moved to another zone without saying so is asked on the old clock.
Each page counts, also several of one night.

Where nobody recorded who was paged about an incident, the pages are those that the policy would have sent, and the
message says how many are. PagerDuty's `GET /incidents` says of a resolved incident neither who was paged nor that
anybody acknowledged it: without log entries ([how](../how-to/read-a-page-log.md)) people are woken here who slept.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import attrs

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.provenance import aside, paged, unrecorded
from oncall.chronology.spans import Span
from oncall.chronology.words import abridged, moment
from oncall.chronology.zones import EARLIEST, LATEST, MONDAY, WEEK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.analysis.attribution import AttributedPage
    from oncall.checks.scope import Scope


def _ask(scope: Scope) -> Iterator[Answer]:
    weeks: dict[tuple[str, int], list[AttributedPage]] = defaultdict(list)
    for page in scope.attribution.pages:
        reading = page.zone.reading_of(page.instant)
        if scope.settings.night.holds(reading):
            weeks[page.user.id, (reading - MONDAY) // WEEK].append(page)
    for (_, week), pages in sorted(weeks.items(), key=lambda each: each[0]):
        if len(pages) > scope.settings.sleep_pages:
            yield _finding(scope, week, pages)


def _finding(scope: Scope, week: int, pages: Sequence[AttributedPage]) -> Answer:
    zone, user = pages[0].zone, pages[0].user
    monday = MONDAY + week * WEEK
    modelled = unrecorded(pages)
    begin = max(zone.instant_of(monday), EARLIEST)
    times = abridged([moment(page.instant, page.zone) for page in pages])
    return CHECK.finding(
        subject=attrs.evolve(user, name=scope.called(user)),
        message=f"{len(pages)} pages{aside(modelled, len(pages))} at night ({scope.settings.night}) in the week of "
        f"{moment(begin, zone)}; "
        f"{scope.settings.sleep_pages} are the most. {paged(modelled, len(pages))}: {times}.",
        fix="Let what can wait until the morning wait, or give the night to somebody in another zone.",
        spans=(Span(begin, min(zone.instant_of(monday + WEEK), LATEST), zone=zone.name),),
    )


CHECK = Check(code="OC801", name="sleep-pages", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
