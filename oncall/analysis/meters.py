"""Meters: how much of a stretch of time is night, weekend or holiday, where somebody's clock hangs.

A kind of time is a set of readings, told by how many of its seconds lie below a reading. The difference of two such
numbers is how much of it passes in between, so nothing is walked: a week costs what a year costs.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

import attrs

from oncall.chronology.zones import DAY, MONDAY, WEEK

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.analysis.nights import Night
    from oncall.chronology.zones import Zone

Pairs = tuple[tuple[int, int], ...]


class Kind(Protocol):
    """A set of readings."""

    def below(self, reading: int) -> int:
        """How many of its readings lie below this one, counted from a beginning that is always the same."""
        ...


@attrs.frozen
class Repeating:
    """The readings of some `pairs`, and again after every `period`, both counted from `origin` on.

    The pairs are half-open, sorted, disjoint, and lie within one period.
    """

    period: int
    pairs: Pairs
    origin: int = 0
    _seconds: int = attrs.field(
        init=False, default=attrs.Factory(lambda self: sum(end - start for start, end in self.pairs), takes_self=True)
    )

    def below(self, reading: int) -> int:
        """How many of its readings lie below this one, counted from `origin` on."""
        times, rest = divmod(reading - self.origin, self.period)
        found = times * self._seconds
        for start, end in self.pairs:
            if rest > start:
                found += (min(end, rest)) - start
        return found


@attrs.frozen
class Days:
    """Whole days, each as the number of days since 1970-01-01, sorted and each once."""

    days: tuple[int, ...]

    def below(self, reading: int) -> int:
        """How many of its readings lie below this one."""
        day, second = divmod(reading, DAY)
        index = bisect_left(self.days, day)
        return index * DAY + (second if index < len(self.days) and self.days[index] == day else 0)


WEEKEND = Repeating(WEEK, ((5 * DAY, WEEK),), MONDAY)
"""Saturday 00:00 to Sunday 24:00."""


def night_hours(night: Night) -> Repeating:
    """The readings that are night."""
    begin, end = (hour * 3600 for hour in night.hours)
    return Repeating(
        DAY, ((begin, end),) if begin < end else tuple(pair for pair in ((0, end), (begin, DAY)) if any(pair))
    )


@attrs.frozen
class Meter:
    """How many seconds of a kind of time pass, by a clock that is set to `offsets[i]` from `changes[i - 1]` on."""

    kind: Kind
    changes: tuple[int, ...]
    offsets: tuple[int, ...]
    _lost: tuple[int, ...]
    """What each offset's count is short of: the readings that were shown twice, less those that never were."""
    _known: dict[int, int] = attrs.field(factory=dict[int, int], init=False, eq=False, repr=False)

    @classmethod
    def of(cls, kind: Kind, zone: Zone, since: int, until: int) -> Meter:
        """The meter that holds from `since` to `until`, where the clock of `zone` hangs."""
        changes = zone.changes(since + 1, until)
        offsets = [zone.offset_at(since), *map(zone.offset_at, changes)]
        lost = [0]
        for change, (before, after) in zip(changes, pairwise(offsets), strict=True):
            lost.append(lost[-1] + kind.below(change + before) - kind.below(change + after))
        return cls(kind, tuple(changes), tuple(offsets), tuple(lost))

    def seconds(self, stretches: Iterable[tuple[int, int]]) -> int:
        """How many seconds of the kind pass within half-open stretches of instants, each on its own.

        An hour that the clock repeats counts twice, one that it skips does not count.
        """
        known, total = self._known, 0
        for start, end in stretches:
            for edge in (start, end):
                if edge not in known:  # where one shift ends, another begins
                    known[edge] = self._up_to(edge)
            total += known[end] - known[start]
        return total

    def _up_to(self, instant: int) -> int:
        index = bisect_right(self.changes, instant)
        return self.kind.below(instant + self.offsets[index]) + self._lost[index]
