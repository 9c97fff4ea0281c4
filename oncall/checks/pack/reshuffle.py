"""OC905 reshuffle: people join or leave a rotation, and it moves the turns of those who stay.

## What it finds

A layer that people joined or left, and whose turns move, for those who stay, sooner than they would with another
`rotation_virtual_start`: until when they could keep their turns, and the line to write. It needs two configurations
(`oncall diff`, `oncall plan`); of one alone it finds nothing.

## Why it matters

The turns of a rotation are counted from `rotation_virtual_start`, years ago. One name more or less in the list moves
where that count has arrived by now, so that a weekend is taken from people who have nothing to do with the change. It
is what people complain of most where schedules are code, and no plan shows it.

## Example

```python
import oncall
from oncall import Layer, Schedule, User

people = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]


def rotation(names: list[str], start: str = "2025-01-06T09:00:00-05:00") -> Schedule:
    layer = Layer(
        start="2025-01-06T09:00:00-05:00",
        rotation_virtual_start=start,
        rotation_turn_length_seconds=604_800,
        users=[User(name) for name in names],
    )
    return Schedule(name="checkout", time_zone="America/New_York", layers=[layer])


change = oncall.diff(
    rotation(people),
    rotation([*people, "judy"]),
    "2025-03-17T15:00:00Z",
    "2025-06-02T15:00:00Z",
    settings=oncall.Settings(ignore=["OC904"]),
)
configuration = change.after
settings = change.settings
```

## Use instead

```python
import oncall
from oncall import Layer, Schedule, User

people = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]


def rotation(names: list[str], start: str = "2025-01-06T09:00:00-05:00") -> Schedule:
    layer = Layer(
        start="2025-01-06T09:00:00-05:00",
        rotation_virtual_start=start,
        rotation_turn_length_seconds=604_800,
        users=[User(name) for name in names],
    )
    return Schedule(name="checkout", time_zone="America/New_York", layers=[layer])


change = oncall.diff(
    rotation(people),
    rotation([*people, "judy"], start="2024-12-30T09:00:00-05:00"),
    "2025-03-17T15:00:00Z",
    "2025-06-02T15:00:00Z",
    settings=oncall.Settings(ignore=["OC904"]),
)
configuration = change.after
settings = change.settings
```

## How to mend it

Write the `rotation_virtual_start` of the finding, or put the people into the order that `oncall diff --suggest` shows.

## What it cannot see

Whether a reshuffle is wanted. What other layers hide counts as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.preserving import preserve
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.model.compilation import source_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.schedule_diffs import ScheduleDiff
    from oncall.checks.scope import Scope


def _ask(scope: Scope) -> Iterator[Answer]:
    if scope.change is not None:
        for diff in scope.change.schedules:
            yield from _of_a_schedule(diff, scope.change.applied_second)


def _of_a_schedule(diff: ScheduleDiff, at: int) -> Iterator[Answer]:
    if diff.before is None or diff.after is None or diff.is_equal:
        return
    found = preserve(diff.before, diff.after, at)
    for layer in found.layers:
        if layer.is_mended and {*layer.before.users} != {*layer.after.users}:
            yield CHECK.finding(
                subject=diff.after,
                message=f"the people of {source_name(diff.after, layer.index)} are others, and that moves the turns of "
                f"those who stay sooner than it must: with another rotation_virtual_start {layer.words}.",
                fix=f"Write {found.lines(layer)}.",
                where=layer.after.where,
            )


CHECK = Check(code="OC905", name="reshuffle", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
