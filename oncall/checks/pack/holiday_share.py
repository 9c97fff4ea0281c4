"""OC304 holiday-share: somebody is on call on many more public holidays than the others.

## What it finds

Only if the settings say when public holidays are (`holidays`): a schedule in which somebody is on call for more than
one day (`holiday_days`) of public holidays a year more than the mean; with `weights`, than their fair share. Holidays
are whole days where the person lives. It looks at exactly one year, whatever the joint period of the layers is, so that
no day of the year counts twice.

## Why it matters

Three days of Christmas fall into one weekly turn, and nobody sees it coming before December. Spread over the year it is
a matter of a few swaps.

## Example

Turns of a week: whoever has the week of Christmas has all of it.

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
  }
}
```

```toml
[tool.oncall]
holidays = ["2025-12-24", "2025-12-25", "2025-12-26"]
ignore = ["handoff-off-hours"]
```

## Use instead

Turns of a day.

```terraform
resource "pagerduty_schedule" "checkout" {
  name      = "Checkout"
  time_zone = "America/New_York"

  layer {
    name                         = "Daily"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 86400
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

```toml
[tool.oncall]
holidays = ["2025-12-24", "2025-12-25", "2025-12-26"]
ignore = ["handoff-off-hours"]
```

## How to mend it

Let holidays go round by overrides, or give them a layer of their own with shorter turns. If less is expected of
somebody, say so with `weights`.

## What it cannot see

Other years: calendars and rotations never meet the same way twice, so it is one year that is looked at, from when the
checks are asked about, or once everything in the schedule has started, to the same date of the next year. A holiday
that moves, as Easter does, may come twice or not at all within it. Overrides are over before that year begins. Who
celebrates what, unless each person's holidays are given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.fairness_text import amount, between
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.checks.sharing import is_starving
from oncall.chronology.words import abridged

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.checks.scope import Scope

_DAY_HOURS = 24


def _ask(scope: Scope) -> Iterator[Answer]:
    if scope.settings.holidays is None:
        return
    for schedule, seen in scope.courses:
        found = scope.holiday_fairness(schedule)
        if found is None or is_starving(scope, seen):
            continue
        shared, year = found.spread("holidays"), found.holiday_bounds or found.bounds
        allowed = scope.settings.holiday_days
        over = [
            f"{scope.called(user)} {amount(more / _DAY_HOURS)} days more"
            for user, more in shared.off_by
            if more > allowed * _DAY_HOURS
        ]
        if over:
            yield CHECK.finding(
                subject=schedule,
                message=f"over a year some are on call for many more public holidays than a fair share (the mean is "
                f"{amount(shared.mean / _DAY_HOURS)} days): {abridged(over)}; from {between(found, year)}.",
                fix="Let holidays go round by overrides, or in a layer of their own with shorter turns; if less is "
                "expected of somebody, say so with `weights` in the settings.",
            )


CHECK = Check(code="OC304", name="holiday-share", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
