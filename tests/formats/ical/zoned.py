"""Layers, and schedules of odd zones in their recurring form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from oncall import DailyRestriction, Layer, Schedule, WeeklyRestriction
from oncall.formats import ical
from tests.formats.ical.rotas import ALICE, BOB, CAROL, DAVE, START
from tests.strategies import HOUR, WEEK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oncall import User

NIGHTS = [DailyRestriction(start_time_of_day="22:00:00", duration_seconds=8 * HOUR)]
SMALL_HOURS = [DailyRestriction(start_time_of_day="01:30:00", duration_seconds=HOUR)]
OFFICE = [
    WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
    for day in range(1, 6)
]
WEEKEND = [WeeklyRestriction(start_day_of_week=5, start_time_of_day="17:00:00", duration_seconds=64 * HOUR)]


def layer(
    users: Sequence[User] = (ALICE, BOB, CAROL, DAVE), turn: int = WEEK, start: str = START, **more: Any
) -> Layer:
    """Turns of a week, or of so many seconds, from a start on."""
    told: dict[str, Any] = {
        "start": start,
        "rotation_virtual_start": start,
        "rotation_turn_length_seconds": turn,
        "users": users,
    }
    return Layer(**(told | more))


def published_in(zone: str) -> bytes:
    """A week each, from the start of 2025 on."""
    return ical.dumps(Schedule(name="Checkout", time_zone=zone, layers=[layer((ALICE, BOB))]), recurring=True)
