"""Nights: when a page wakes somebody."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from oncall.errors import InvalidValueError
from oncall.model import fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.zones import Zone

HOUR, HOURS = 3600, 24


def _hours(values: Iterable[int]) -> tuple[int, int]:
    match fields.tuple_of(int, "night", values):
        case (begin, end) if begin != end and {begin, end} <= {*range(HOURS)}:
            return begin, end
        case _:
            raise InvalidValueError("night", "two different full hours from 0 to 23, such as (22, 7)", values)


@attrs.frozen
class Night:
    """The part of each day, on a person's own wall clock, in which a page wakes them.

    `hours` are the full hour with which it begins and the one with which it is over, which is on the next day unless it
    is later in the day. It is half-open: with (22, 7) a page at 22:00:00 wakes somebody, one at 07:00:00 does not.

    Raises:
        InvalidValueError: they are no two different full hours from 0 to 23.
    """

    hours: tuple[int, int] = attrs.field(default=(22, 7), converter=_hours)
    """The full hours, 0 to 23, at which it begins and at which it is over; the second is not included."""

    def holds(self, reading: int) -> bool:
        """Whether it is night when a clock shows `reading`; an hour that is shown twice is night both times."""
        return reading // HOUR % HOURS in self._all_hours

    @cached_property
    def _all_hours(self) -> frozenset[int]:
        begin, end = self.hours
        return frozenset(hour % HOURS for hour in range(begin, end if begin < end else end + HOURS))

    def count(self, instants: Iterable[int], zone: Zone) -> int:
        """How many of some instants come at night, where the clock of `zone` hangs: `holds` of each one's reading."""
        ordered = sorted(instants)
        if not ordered:
            return 0
        cuts = [bisect_left(ordered, change) for change in zone.changes(ordered[0], ordered[-1] + 1)]
        total = 0
        for first, last in pairwise([0, *cuts, len(ordered)]):
            if first < last:
                offset = zone.offset_at(ordered[first])  # of all of them: no clock change lies between two
                hours = ((instant + offset) // HOUR % HOURS for instant in ordered[first:last])
                total += sum(map(self._all_hours.__contains__, hours))
        return total

    def __str__(self) -> str:
        begin, end = self.hours
        return f"{begin:02}:00 to {end:02}:00"
