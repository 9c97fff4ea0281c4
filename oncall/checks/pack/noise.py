"""OC803 noise: most pages needed no action.

## What it finds

A schedule of whose pages more than half needed no action, of those whose incident says whether it did. It needs a page
log that says so: `oncall.check(configuration, pages=...)` with incidents whose `needed_action` is noted, or
`oncall check --log FILE` with a table that has the column `needed_action`. Without one it finds nothing.

## Why it matters

A page for nothing wakes people as well as any other, and teaches them to look away. The article counts the share of
alerts that need no action, the noise, among the figures of each month.

## Example

Two pages of three were for nothing:

```python
from oncall import Configuration, Incident, Layer, Page, PageLog, Schedule, User

alice, bob, *others = map(User, ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, bob, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
calls = [
    Page(at="2025-01-07T12:00:00-05:00", user=alice),
    Page(at="2025-01-09T12:00:00-05:00", user=alice),
    Page(at="2025-01-14T12:00:00-05:00", user=bob),
]
needed = [False, False, True]
pages = PageLog(
    Incident(triggered_at=call.at, pages=[call], needed_action=action)
    for call, action in zip(calls, needed, strict=True)
)
```

## Use instead

```python
from oncall import Configuration, Incident, Layer, Page, PageLog, Schedule, User

alice, bob, *others = map(User, ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, bob, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
calls = [
    Page(at="2025-01-07T12:00:00-05:00", user=alice),
    Page(at="2025-01-09T12:00:00-05:00", user=alice),
    Page(at="2025-01-14T12:00:00-05:00", user=bob),
]
needed = [False, True, True]
pages = PageLog(
    Incident(triggered_at=call.at, pages=[call], needed_action=action)
    for call, action in zip(calls, needed, strict=True)
)
```

## How to mend it

Delete alerts that nobody acts on, make tickets of those that can wait, and set thresholds by what users notice.

## What it cannot see

Whether what was done was worth doing. Pages of incidents of which nobody noted it, and pages that fell on nobody's
shift, do not count. A schedule with one page, for nothing, is found too.

Where nobody recorded who was paged about an incident, the pages are those that the policy would have sent: with
PagerDuty's `GET /incidents` alone, those of all resolved incidents ([why](../how-to/read-a-page-log.md)).
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope

_WHOLE = 100


def _ask(scope: Scope) -> Iterator[Answer]:
    noted: dict[str, list[bool]] = defaultdict(list)
    for page in scope.attribution.pages:
        if page.schedule is not None and page.incident.needed_action is not None:
            noted[page.schedule.id].append(page.incident.needed_action)
    for schedule in scope.paged_schedules:
        pages = noted[schedule.id]
        idle = pages.count(False)
        if idle * _WHOLE > scope.settings.noise_percent * len(pages):
            yield CHECK.finding(
                subject=schedule,
                message=f"{idle} of {len(pages)} pages needed no action; "
                f"{scope.settings.noise_percent} % are the most.",
                fix="Delete alerts that nobody acts on, and make tickets of those that can wait.",
            )


CHECK = Check(code="OC803", name="noise", severity=Severity.INFO, ask=_ask, page=__doc__ or "")
