"""OC904 published-shift-changed: a change that takes a shift from somebody who has planned with it.

## What it finds

A change after which another person, or nobody, has a shift, or a part of one, that somebody had within the next 14 days
(`published_days`): the first of them, how many there are, and who loses them. It needs two configurations
(`oncall diff`, `oncall plan`); of one alone it finds nothing.

## Why it matters

People arrange their lives around the schedule that they can see. The [SRE
workbook](https://sre.google/workbook/on-call/) has it in its section on flexibility: plan shifts ahead, and let people
swap them; a schedule that was published is changed by those who are in it, not under them. That 14 days are what people
have planned with is our own choice.

## Example

```python
import oncall
from oncall import Layer, Schedule, User

people = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]


def rotation(names: list[str]) -> Schedule:
    layer = Layer.weekly(
        [User(name) for name in names],
        start="2025-01-06T09:00:00-05:00",
        hand_off="mon 09:00",
        time_zone="America/New_York",
    )
    return Schedule(name="checkout", time_zone="America/New_York", layers=[layer])


swapped = ["bob", "alice", *people[2:]]
change = oncall.diff(rotation(people), rotation(swapped), "2025-03-03T14:00:00Z", "2025-06-02T14:00:00Z")
configuration = change.after
```

## Use instead

```python
import oncall
from oncall import Layer, Schedule, User

people = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]


def rotation(names: list[str]) -> Schedule:
    layer = Layer.weekly(
        [User(name) for name in names],
        start="2025-01-06T09:00:00-05:00",
        hand_off="mon 09:00",
        time_zone="America/New_York",
    )
    return Schedule(name="checkout", time_zone="America/New_York", layers=[layer])


swapped = [*people[:6], "heidi", "grace"]
change = oncall.diff(rotation(people), rotation(swapped), "2025-03-03T14:00:00Z", "2025-06-02T14:00:00Z")
configuration = change.after
```

## How to mend it

Apply the change later, or let the layer that is new begin after those days; `oncall.preserve` finds the
`rotation_virtual_start` with which people keep their next turns. Where people have agreed, say so: ignore the finding.

## What it cannot see

Which shifts people really looked at, and whether they were asked. What is added to somebody who had been free.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.reassignments import reassignments
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import abridged, moment
from oncall.chronology.zones import DAY, LATEST, Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.changes import Change
    from oncall.analysis.schedule_diffs import ScheduleDiff
    from oncall.checks.scope import Scope

_MOST_LISTED = 50


def _ask(scope: Scope) -> Iterator[Answer]:
    if scope.change is not None:
        for diff in scope.change.schedules:
            if diff.before is not None:
                yield from _of_a_schedule(scope, scope.change, diff)


def _of_a_schedule(scope: Scope, change: Change, diff: ScheduleDiff) -> Iterator[Answer]:
    since, days = change.applied_second, scope.settings.published_days
    until = min(since + days * DAY, LATEST)
    if diff.is_equal or until <= since:
        return
    changes = reassignments(diff.before, diff.after, since, until, zone=diff.zone)
    taken = [each for each in changes if each.before is not None]
    if not taken:
        return
    first, zone = taken[0], Zone.named(diff.zone)
    start, end = (moment(edge, zone) for edge in first.span.bounds)
    names = [*dict.fromkeys(scope.called(each.before) for each in taken)]
    losing = abridged(names)
    count = "" if len(taken) == 1 else f", the first of {len(taken)} such times"
    verb = "lose" if len(names) > 1 else "loses"
    yield CHECK.finding(
        subject=diff.schedule,
        message=f"within {days} days of the change {losing} {verb} time on call that was published: from {start} to "
        f"{end} {scope.called(first.after)} is in the place of {names[0]}{count}.",
        fix=f"Apply it later, or let what is new begin after {moment(until, zone)}; or ask whom it concerns.",
        spans=tuple(each.span for each in taken[:_MOST_LISTED]),
    )


CHECK = Check(code="OC904", name="published-shift-changed", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
