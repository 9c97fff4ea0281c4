"""Loads: what being on call asks of each person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args

import attrs

from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from oncall.model.users import User

HOUR = 3600
Measure: TypeAlias = Literal["hours", "nights", "weekends", "holidays", "shifts", "pages"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
"""What can be shared, in the order in which it is shown."""


def _hours(seconds: int | None) -> float | None:
    return None if seconds is None else seconds / HOUR


@attrs.frozen(kw_only=True)
class Load:
    """What one person has of a range of time; nights, weekends and holidays are those where the person lives."""

    user: User
    """Who it is about."""
    seconds: int
    """The time on call, in seconds of real time."""
    night_seconds: int = 0
    """How many of them fall into a night, where the person lives."""
    weekend_seconds: int = 0
    """How many of them fall on a Saturday or Sunday, where the person lives."""
    holiday_seconds: int | None = None
    """How many of them fall on a public holiday; None: nobody said when those are."""
    shifts: int = 0
    """How many unbroken stretches there are."""
    longest_seconds: int = 0
    """How long the longest of them is, in seconds."""
    rest_seconds: int | None = None
    """How long the shortest time between two of them is, in seconds; None: there are no two."""
    absence_seconds: int | None = None
    """How long the longest time between two of them is, in seconds; None: there are no two."""
    pages: int | None = None
    """How many pages fell on their shifts; None: no log was given."""
    share: float = 0
    """Their part of everybody's time on call, from 0 to 1."""
    weight: float = 1
    """The part of a full share that is expected of them."""

    @property
    def hours(self) -> float:
        """The seconds, in hours."""
        return self.seconds / HOUR

    @property
    def night_hours(self) -> float:
        """The seconds at night, in hours."""
        return self.night_seconds / HOUR

    @property
    def weekend_hours(self) -> float:
        """The seconds at the weekend, in hours."""
        return self.weekend_seconds / HOUR

    @property
    def holiday_hours(self) -> float | None:
        """The seconds on public holidays, in hours; None: nobody said when those are."""
        return _hours(self.holiday_seconds)

    def counted(self, measure: Measure) -> int:
        """How much of a measure the person has: whole seconds, shifts or pages.

        Raises:
            InvalidValueError: there is no such measure, or it was not measured.
        """
        match measure:
            case "hours":
                return self.seconds
            case "nights":
                return self.night_seconds
            case "weekends":
                return self.weekend_seconds
            case "holidays" if self.holiday_seconds is not None:
                return self.holiday_seconds
            case "shifts":
                return self.shifts
            case "pages" if self.pages is not None:
                return self.pages
            case "holidays":
                raise InvalidValueError("measure", "one that was measured: for holidays, say when they are", measure)
            case "pages":
                raise InvalidValueError("measure", "one that was measured: for pages, give a page log", measure)
            case _:
                raise InvalidValueError("measure", f"one of {', '.join(MEASURES)}", measure)

    def to_dict(self) -> dict[str, Any]:
        """Plain values; lengths of time in hours."""
        return {
            "user": self.user.id,
            "name": self.user.name,
            "weight": self.weight,
            "hours": self.hours,
            "night_hours": self.night_hours,
            "weekend_hours": self.weekend_hours,
            "holiday_hours": self.holiday_hours,
            "shifts": self.shifts,
            "longest_hours": self.longest_seconds / HOUR,
            "rest_hours": _hours(self.rest_seconds),
            "pages": self.pages,
            "share": self.share,
        }
