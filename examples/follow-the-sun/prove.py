"""Is anybody on call outside of 07:00 to 19:00 on the clock where they live, on any day up to 2050?

`python examples/follow-the-sun/prove.py`
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import oncall

SINCE, UNTIL = "2025-01-07T00:00:00Z", "2051-01-01T00:00:00Z"
CLOCK = "%H:%M"


def local_hours(schedule: oncall.Schedule, region: str) -> set[str]:
    """From when to when the shifts of a region last, where their people live: every one of 26 years is looked at."""
    found: set[str] = set()
    for shift in schedule.layer_shifts(region, SINCE, UNTIL, overflow=True):
        start, end = shift.bounds
        assert shift.user.time_zone is not None
        assert end is not None
        home = ZoneInfo(shift.user.time_zone)
        found.add(" to ".join(datetime.fromtimestamp(edge, home).strftime(CLOCK) for edge in (start, end)))
    return found


def main() -> None:
    """Print the hours of each region, and what they come to."""
    configuration = oncall.load(Path(__file__).parent)
    for schedule in configuration.schedules.values():
        print(f"{schedule}: somebody is always on call: {oncall.prove_covered(schedule, since=SINCE).holds}")
    primary = configuration.schedules['sun["primary"]']
    for layer in primary.layers:
        print(f"  {layer.name:9} {', '.join(sorted(local_hours(primary, layer.name)))}")
    loads = oncall.fairness(configuration, SINCE, UNTIL, night=(19, 7)).loads
    hours, outside = sum(load.hours for load in loads), sum(load.night_seconds for load in loads)
    print(f"Of {hours:,.0f} hours on call from 2025 to 2050, {outside} seconds are outside of 07:00 to 19:00.")


if __name__ == "__main__":
    main()
