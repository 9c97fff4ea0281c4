"""Schedules that the tests of the views look at."""

from __future__ import annotations

from oncall import DailyRestriction, Layer, Override, Schedule, User

ALICE, BOB, CAROL, DAVE = (User(name.lower(), name=name) for name in ("Alice", "Bob", "Carol", "Dave"))


def weekly(*users: User, first_turn: str = "2025-01-01T00:00:00-05:00", name: str = "Primary") -> Layer:
    """Weekly turns on Wednesdays at midnight in New York, from 2025 on."""
    return Layer(
        name=name,
        start="2025-01-01T00:00:00-05:00",
        rotation_virtual_start=first_turn,
        rotation_turn_length_seconds=604_800,
        users=users,
    )


def checkout(*, overrides: tuple[Override, ...] = ()) -> Schedule:
    """The article's schedule: two weekly layers over the same four people, the second a week behind the first."""
    people = (ALICE, BOB, CAROL, DAVE)
    second = weekly(*people, first_turn="2025-01-08T00:00:00-05:00", name="Secondary")
    layers = [weekly(*people), second]
    return Schedule(name="Checkout", time_zone="America/New_York", layers=layers, overrides=overrides)


def office_hours(*users: User) -> Schedule:
    """One person a week, from 09:00 to 17:00 every day, in New York."""
    hours = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * 3600)
    layer = Layer(
        name="Office",
        start="2025-01-01T00:00:00-05:00",
        rotation_virtual_start="2025-01-01T00:00:00-05:00",
        rotation_turn_length_seconds=604_800,
        users=users,
        restrictions=[hours],
    )
    return Schedule(name="Office hours", time_zone="America/New_York", layers=[layer])
