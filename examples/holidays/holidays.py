"""Who has the holidays, once people have swapped, and does everybody still carry as much?

`python examples/holidays/holidays.py`
"""

from __future__ import annotations

from pathlib import Path

import attrs

import oncall
from oncall import Override

ROTA = Path(__file__).parent.parent / "checkout-fixed"
HOLIDAYS = ("2025-12-25", "2026-01-01")
SINCE, UNTIL = "2025-12-17T10:00:00-05:00", "2026-01-14T10:00:00-05:00"


def main() -> None:
    """Print who is on call on the holidays, and what everybody has in those four weeks, before and after."""
    planned = oncall.load(ROTA).schedules["checkout_primary"]
    people = {user.name: user for user in planned.users}

    # Bob takes Christmas from Dave, two days of it, and Dave two days of Bob's own week for that.
    swap = [
        Override(user=people["Bob"], start="2025-12-24T10:00:00-05:00", end="2025-12-26T10:00:00-05:00"),
        Override(user=people["Dave"], start="2026-01-08T10:00:00-05:00", end="2026-01-10T10:00:00-05:00"),
    ]
    for title, schedule in (("planned", planned), ("swapped", attrs.evolve(planned, overrides=swap))):
        print(title)
        for day in HOLIDAYS:
            print(f"  {day} at noon: {schedule.on_call(f'{day}T12:00:00-05:00')}")
        for load in oncall.fairness(schedule, SINCE, UNTIL, holidays=HOLIDAYS).loads:
            hours, of_holidays = load.hours, load.holiday_hours
            print(f"  {load.user.name:6} {hours:.0f} h, of holidays {of_holidays:2.0f} h, shifts: {load.shifts}")


if __name__ == "__main__":
    main()
