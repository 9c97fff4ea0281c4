"""OC903 silent-start-edit: a new `start` of a layer that Terraform never applies.

## What it finds

A layer whose `start` was changed from one instant in the past to another one in the past. Terraform shows no change in
the plan, and PagerDuty keeps the old start. It needs a plan (`oncall plan plan.json`); in files alone it finds nothing.

## Why it matters

Who edits `start` means to change who is on call, and the review sees the edit. The
[provider](https://github.com/PagerDuty/terraform-provider-pagerduty/blob/master/pagerduty/resource_pagerduty_schedule.go)
suppresses it, since PagerDuty moves a start in the past to the moment of saving: `terraform plan` says nothing, and the
file says something else than what is true from then on.

## Example

```python
import oncall
from oncall import Configuration, Layer, Schedule, User
from oncall.model import SilentEdit

layer = Layer.weekly(
    [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")],
    start="2025-01-06T09:00:00-05:00",
    hand_off="mon 09:00",
    time_zone="America/New_York",
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
edit = SilentEdit(
    schedule="checkout", layer=0, applied="2025-01-06T09:00:00-05:00", written="2025-01-13T09:00:00-05:00"
)
change = oncall.diff(configuration, configuration, "2026-01-05T00:00:00Z", "2026-03-02T00:00:00Z", silent_edits=[edit])
```

## Use instead

```python
import oncall
from oncall import Configuration, Layer, Schedule, User

layer = Layer.weekly(
    [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi")],
    start="2025-01-06T09:00:00-05:00",
    hand_off="mon 09:00",
    time_zone="America/New_York",
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
change = oncall.diff(configuration, configuration, "2026-01-05T00:00:00Z", "2026-03-02T00:00:00Z")
```

## How to mend it

Write the `start` that is applied. Whose turn it is depends on `rotation_virtual_start`: edit that to move the rotation.

## What it cannot see

Edits in files, of which nobody knows what was applied before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Finding, Severity
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import Schedule
    from oncall.model.silent_edits import SilentEdit


def _ask(scope: Scope) -> Iterator[Answer]:
    if scope.change is None:
        return
    schedules = {each.id: each for each in scope.paged_schedules}
    for edit in scope.change.silent_edits:
        yield _finding(edit, schedules.get(edit.schedule))


def _finding(edit: SilentEdit, schedule: Schedule | None) -> Finding:
    """What is found of an edit; a schedule that only the plan has is told by its address."""
    if schedule is None or edit.layer >= len(schedule.layers):
        place = f"layer {edit.name!r}" if edit.name else f"layer {edit.layer + 1}"
    else:
        place = source_name(schedule, edit.layer)
    applied = edit.applied.isoformat()
    return Finding(
        code=CHECK.code,
        name=CHECK.name,
        severity=CHECK.severity,
        subject=edit.schedule,
        message=f"{schedule.name if schedule else edit.schedule}: the start of {place} is written as "
        f"{edit.written.isoformat()}, and stays {applied}: the provider drops a change from one past instant to "
        "another, and the plan does not show it.",
        fix=f'Write start = "{applied}"; to move whose turn it is, edit rotation_virtual_start.',
        where=edit.where or (schedule.where if schedule else None),
        kind="schedule",
    )


CHECK = Check(code="OC903", name="silent-start-edit", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
