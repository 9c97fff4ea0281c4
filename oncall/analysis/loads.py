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
    """What one person has of a range of time.

    `seconds` pass while they are on call, of which so many are at night, at the weekend and on public holidays (None:
    nobody said when those are), all where the person lives. `shifts` are unbroken stretches; the longest lasts
    `longest_seconds`, and between two of them there are `rest_seconds` at least (None: there are no two) and
    `absence_seconds` at most. `pages` are those that fell on their shifts (None: no log was given). `share` is their
    part of everybody's hours, from 0 to 1, and `weight` the part of a full share that is expected of them.
    """

    user: User
    seconds: int
    night_seconds: int = 0
    weekend_seconds: int = 0
    holiday_seconds: int | None = None
    shifts: int = 0
    longest_seconds: int = 0
    rest_seconds: int | None = None
    absence_seconds: int | None = None
    pages: int | None = None
    share: float = 0
    weight: float = 1

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
