"""Calendars to subscribe to: one of the schedule, and one for each person.

`python examples/calendars.py` prints what there would be; `python examples/calendars.py FOLDER` writes the calendars.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from oncall import Layer, Schedule, User
from oncall.formats import ical

SINCE, UNTIL = "2025-03-01T00:00:00-05:00", "2025-05-01T00:00:00-04:00"

schedule = Schedule(
    name="Checkout",
    time_zone="America/New_York",
    layers=[
        Layer.weekly(
            [User("alice", name="Alice"), User("bob", name="Bob"), User("carol", name="Carol")],
            name="weekly",
            start="2025-01-01T00:00:00-05:00",
            hand_off="wed 10:00",
            time_zone="America/New_York",
        )
    ],
)


def main() -> None:
    """Make the calendars; write them only where a folder is given."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", nargs="?", type=Path, help="where to write the calendars; nothing is written without")
    folder: Path | None = parser.parse_args().folder

    calendars = {"checkout.ics": ical.calendar(schedule, SINCE, UNTIL)}
    for user in schedule.users:
        calendars[f"{user.id}.ics"] = ical.calendar(schedule, SINCE, UNTIL, user=user)

    for name, calendar in calendars.items():
        first = calendar.events[0]
        print(f"{name:12}  {len(calendar.events)} shifts, the first from {first.start}: {first['SUMMARY']}")
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(calendar.to_ical())


if __name__ == "__main__":
    main()
