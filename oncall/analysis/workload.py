"""Workload: how much of the time each person is on call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from oncall.chronology.instants import Instant
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class Load:
    """What one person has of a range: the `seconds` that pass while they are on call, in so many `shifts`.

    `share` is that part of the time in which anybody is on call, from 0 to 1.
    """

    user: User
    seconds: int
    shifts: int
    share: float

    @property
    def hours(self) -> float:
        """The seconds, in hours."""
        return self.seconds / 3600

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "user": self.user.id,
            "name": self.user.name,
            "hours": self.hours,
            "shifts": self.shifts,
            "share": self.share,
        }


def workload(schedule: Schedule, since: Instant, until: Instant) -> tuple[Load, ...]:
    """The load of everybody listed in `schedule` over `[since, until)`, in its order; also of those who have none.

    Exact to the second: the night on which the clocks go back counts an hour more.

    Raises:
        NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
    """
    timeline = schedule.shifts(since, until)
    covered = timeline.covered.seconds
    loads: list[Load] = []
    for user in schedule.users:
        own = timeline.for_user(user)
        seconds = own.covered.seconds
        share = seconds / covered if covered else 0.0
        loads.append(Load(user=user, seconds=seconds, shifts=len(own), share=share))
    return tuple(loads)
