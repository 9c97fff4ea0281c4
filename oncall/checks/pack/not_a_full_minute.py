"""OC902 not-a-full-minute: a time with seconds, which the Terraform provider refuses.

## What it finds

Layers whose `rotation_virtual_start` or `end` is not on a full minute. In `.tf` files, and in Python, that is an error
as soon as they are read; so this finds layers as PagerDuty answers them, in the JSON of its API or in a plan or state.

## Why it matters

PagerDuty takes such times, the provider does not: a schedule that was made elsewhere cannot be imported, or written
back, as it is.

## Example

A layer as it comes from the API, `is_as_answered`:

```python
from oncall import Configuration, Layer, Schedule, User

names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
layer = Layer(
    name="Weekly",
    start="2025-01-06T09:00:00-05:00",
    rotation_virtual_start="2025-01-06T09:00:17-05:00",
    rotation_turn_length_seconds=604800,
    users=[User(name) for name in names],
    is_as_answered=True,
)
configuration = Configuration(schedules=[Schedule(name="Checkout", time_zone="America/New_York", layers=[layer])])
pages = []
```

## Use instead

```python
from oncall import Configuration, Layer, Schedule, User

names = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
layer = Layer(
    name="Weekly",
    start="2025-01-06T09:00:00-05:00",
    rotation_virtual_start="2025-01-06T09:00:00-05:00",
    rotation_turn_length_seconds=604800,
    users=[User(name) for name in names],
    is_as_answered=True,
)
configuration = Configuration(schedules=[Schedule(name="Checkout", time_zone="America/New_York", layers=[layer])])
pages = []
```

## How to mend it

Move the time to the full minute in PagerDuty. All later hand-offs move by these seconds.

## What it cannot see

Seconds in `start`, which the provider takes, and in overrides, which Terraform does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.words import listing
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope
    from oncall.model import Layer


def _ask(scope: Scope) -> Iterator[Answer]:
    for schedule in scope.paged_schedules:
        for index, layer in enumerate(schedule.layers):
            times = [*_times(layer)]
            if times:
                are = "is" if len(times) == 1 else "are"
                yield CHECK.finding(
                    subject=schedule,
                    message=f"{listing(times)} of {source_name(schedule, index)} {are} not on a full minute, which the "
                    "Terraform provider refuses.",
                    fix="Move the time to the full minute before the schedule is written as Terraform.",
                    where=layer.where,
                )


def _times(layer: Layer) -> Iterator[str]:
    """The times that the provider refuses, as field and value."""
    if layer.rotation_virtual_start.second:
        yield f"rotation_virtual_start ({layer.rotation_virtual_start.isoformat()})"
    if layer.end is not None and layer.end.second:
        yield f"end ({layer.end.isoformat()})"


CHECK = Check(code="OC902", name="not-a-full-minute", severity=Severity.ERROR, ask=_ask, page=__doc__ or "")
