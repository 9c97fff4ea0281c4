"""What a notebook draws of a schedule of which nobody says from when to when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.zones import DAY, EARLIEST, LATEST, WEEK, Zone
from oncall.engine.stack import FOREVER
from oncall.views.pictures.schedules import schedule_svg

if TYPE_CHECKING:
    from oncall.model import Schedule

_SHORTEST, _LONGEST = 2 * WEEK, 13 * WEEK


def own_range(schedule: Schedule) -> tuple[int, int] | None:
    """The range that shows what a schedule is like, as UTC seconds; None: nobody is ever on call.

    From the midnight before its first layer, or override, begins, for as long as it takes the layers to repeat together
    or, where all of them end, until everything has ended; at least two weeks, and at most thirteen.
    """
    stack = schedule.compiled.stack
    begins = stack.begins
    if begins >= FOREVER:
        return None
    zone = Zone.named(schedule.time_zone)
    midnight = min(zone.reading_of(begins), LATEST - 2 * _LONGEST) // DAY * DAY
    ends = zone.reading_of(min(stack.settled, LATEST))
    lasts = stack.period if stack.pattern is not None else -(-(ends - midnight) // DAY) * DAY
    until = midnight + min(max(lasts, _SHORTEST), _LONGEST)
    return max(zone.instant_of(midnight), EARLIEST), zone.instant_of(until)


def own_svg(schedule: Schedule) -> str | None:
    """The picture of `own_range`; None: there is nothing to show."""
    span = own_range(schedule)
    return None if span is None else schedule_svg(schedule, *span)
