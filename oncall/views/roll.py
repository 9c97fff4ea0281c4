"""Who is on call in a range, and for how long: the short answer, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.analysis.fairness import fairness
from oncall.chronology.instants import to_text
from oncall.chronology.words import moment
from oncall.chronology.zones import Zone
from oncall.model.users import full_names
from oncall.views.wording import counted, shown

if TYPE_CHECKING:
    from oncall.analysis.loads import Load
    from oncall.model import Schedule


MARGIN, STEP = 2, 2
"""So many blanks begin a line below the title; so many more begin a line that goes on."""


@attrs.frozen(kw_only=True)
class Roll:
    """Everybody with a shift in `[since, until)`, UTC seconds, of a schedule: the one with most first."""

    schedule: Schedule
    since: int
    until: int
    loads: tuple[Load, ...]

    @classmethod
    def of(cls, schedule: Schedule, since: int, until: int) -> Roll:
        """The roll of a range that is not empty."""
        present = [load for load in fairness(schedule, since, until).loads if load.seconds]
        loads = tuple(sorted(present, key=lambda load: -load.seconds))
        return cls(schedule=schedule, since=since, until=until, loads=loads)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        zone = Zone.named(self.schedule.time_zone)
        return {
            "schedule": self.schedule.id,
            "name": self.schedule.name,
            "time_zone": zone.name,
            "since": to_text(self.since, zone),
            "until": to_text(self.until, zone),
            "loads": [load.to_dict() for load in self.loads],
        }

    def __str__(self) -> str:
        zone, full = Zone.named(self.schedule.time_zone), full_names(load.user for load in self.loads)
        lines = [
            f"{shown(self.schedule.name)} ({zone.name})",
            f"  from {moment(self.since, zone)} to {moment(self.until, zone)}",
            *(f"  {shown(full[load.user])}: {_told(load)}" for load in self.loads),
        ]
        return "\n".join(lines if self.loads else [*lines, "  nobody"])


def _told(load: Load) -> str:
    return f"{load.hours:g} hours in {counted(load.shifts, 'shift')}"
