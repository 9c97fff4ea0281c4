"""The pictures of the documentation: `python -m tests.pictures` writes them into docs/pictures/."""

from __future__ import annotations

from pathlib import Path

import attrs

import oncall
from oncall import DailyRestriction, Layer, Override, Schedule, User, WeeklyRestriction

CHECKOUT = Path(__file__).parent.parent
FOLDER = CHECKOUT / "docs" / "pictures"
DAY = 86_400
ALICE, BOB, CAROL, DAVE, ERIN, FRANK = (User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank"))


def pictures() -> dict[str, str]:
    """Each picture by the name of its file."""
    return {
        "checkout.svg": checkout(),
        "clock-change-autumn.svg": clock_change_autumn(),
        "clock-change-spring.svg": clock_change_spring(),
        "fairness.svg": fairness(),
        "precedence.svg": precedence(),
        "restrictions.svg": restrictions(),
        "virtual-start.svg": virtual_start(),
    }


def checkout() -> str:
    """Four weeks of the example, in which Secondary hides Primary."""
    schedule = oncall.load(CHECKOUT / "examples" / "checkout").schedules["checkout_oncall"]
    return schedule.to_svg("2025-03-12T00:00:00-04:00", "2025-04-09T00:00:00-04:00", now="2025-03-12T15:00:00Z")


def clock_change_spring() -> str:
    """Two hand-offs on Wednesdays at 09:00, and between them the night in which clocks go forward."""
    weeks = rotation("Weeks", "2025-01-01T09:00:00-05:00", 7 * DAY, (ALICE, BOB, CAROL))
    return in_new_york("Hand-offs on Wednesdays at 09:00", weeks).to_svg(
        "2025-03-03T00:00:00-05:00", "2025-03-17T00:00:00-04:00"
    )


def clock_change_autumn() -> str:
    """The night in which clocks go back, with a hand-off at 01:30, which comes twice."""
    days = rotation("Days", "2025-10-27T01:30:00-04:00", DAY, (ALICE, BOB, CAROL))
    return in_new_york("Hand-offs daily at 01:30", days).to_svg(
        "2025-11-01T22:00:00-04:00", "2025-11-02T06:00:00-05:00"
    )


def fairness() -> str:
    """Four people take turns by days, and only three of them at weekends, for twelve weeks: then it repeats."""
    days = rotation("Days", "2025-01-06T09:00:00-05:00", DAY, (ALICE, BOB, CAROL, DAVE))
    weekends = attrs.evolve(
        rotation("Weekends", "2025-01-04T09:00:00-05:00", 7 * DAY, (ALICE, BOB, CAROL)),
        restrictions=[WeeklyRestriction(start_day_of_week=6, start_time_of_day="09:00:00", duration_seconds=2 * DAY)],
    )
    schedule = in_new_york("Days and weekends", days, weekends)
    return oncall.fairness(schedule, "2025-04-07T09:00:00-04:00", "2025-06-30T09:00:00-04:00").to_svg()


def precedence() -> str:
    """Three layers and an override: the higher one wins wherever it has anybody."""
    weeks = rotation("Weeks", "2025-03-03T09:00:00-05:00", 7 * DAY, (ALICE, BOB))
    office = attrs.evolve(
        rotation("Office", "2025-03-03T09:00:00-05:00", DAY, (CAROL, DAVE)),
        restrictions=[
            WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=8 * 3600)
            for day in range(1, 6)
        ],
    )
    override = Override(user=ERIN, start="2025-03-05T12:00:00-05:00", end="2025-03-06T12:00:00-05:00")
    schedule = attrs.evolve(in_new_york("Who wins", weeks, office), overrides=[override])
    return schedule.to_svg("2025-03-03T09:00:00-05:00", "2025-03-12T09:00:00-04:00")


def restrictions() -> str:
    """Nights and weekends, each with its holes, above a layer that shows through; it ends, and gaps are left."""
    days = attrs.evolve(
        rotation("Days", "2025-03-03T09:00:00-05:00", 7 * DAY, (ALICE, BOB)), end="2025-03-14T18:00:00-04:00"
    )
    nights = attrs.evolve(
        rotation("Nights", "2025-03-03T20:00:00-05:00", DAY, (CAROL, DAVE)),
        restrictions=[DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * 3600)],
    )
    weekends = attrs.evolve(
        rotation("Weekends", "2025-03-08T00:00:00-05:00", 7 * DAY, (ERIN, FRANK)),
        restrictions=[WeeklyRestriction(start_day_of_week=6, start_time_of_day="00:00:00", duration_seconds=2 * DAY)],
    )
    schedule = in_new_york("Nights and weekends", days, nights, weekends)
    return schedule.to_svg("2025-03-05T00:00:00-05:00", "2025-03-19T00:00:00-04:00")


def virtual_start() -> str:
    """One rotation, counted from the 6th of January: in a layer that starts there, and in one that starts later."""
    whole = rotation("starts on 6 Jan", "2025-01-06T09:00:00-05:00", 7 * DAY, (ALICE, BOB, CAROL))
    later = attrs.evolve(whole, name="starts on 15 Jan", start="2025-01-15T09:00:00-05:00")
    schedule = in_new_york("Turns counted from Mon 6 Jan 09:00", whole, later)
    return schedule.to_svg("2025-01-06T09:00:00-05:00", "2025-02-03T09:00:00-05:00")


def rotation(name: str, start: str, seconds: int, users: tuple[User, ...]) -> Layer:
    """A layer whose first turn begins when it does."""
    return Layer(
        name=name, start=start, rotation_virtual_start=start, rotation_turn_length_seconds=seconds, users=users
    )


def in_new_york(name: str, *layers: Layer) -> Schedule:
    """A schedule of these layers, the lowest first."""
    return Schedule(name=name, time_zone="America/New_York", layers=layers)


def main() -> None:
    """Write them all."""
    FOLDER.mkdir(exist_ok=True)
    for name, svg in pictures().items():
        (FOLDER / name).write_text(f"{svg}\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
