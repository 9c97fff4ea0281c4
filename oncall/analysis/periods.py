"""Joint periods: all that a schedule will ever do, as a finite stretch and a pattern that repeats.

On the wall clock a layer repeats with its users times its turn, a restriction with a day or a week, and several layers
with the least common multiple. So what is true of all time is true of a finite stretch, plus one joint period on a
clock that is never changed, plus the day after each real clock change.
"""

from __future__ import annotations

from functools import cached_property
from itertools import chain, islice
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.spans import canonical
from oncall.chronology.zones import DAY, EARLIEST, WEEK
from oncall.engine.lanes import NOBODY, Lane, stretches
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER, Stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from oncall.engine.lanes import Stretch
    from oncall.model.schedules import Schedule
    from oncall.model.users import User

_SHORTEST_WALK = 12 * WEEK
_YEAR = 52 * WEEK

LONGEST_WALK = 200_000
"""How many turns and windows are looked at before a statement is made up to a date only."""
_LONGEST_SPAN = 1_000 * _YEAR  # nor is it of use to anybody to look at the clock changes of thousands of years


@attrs.frozen(kw_only=True)
class Course:
    """What a schedule does from `since` on, for all time.

    `walked` are real instants: from `since` to one joint period after the last start or end, then the day after every
    clock change up to 2050. `pattern` is two joint periods on the wall clock, whose instants are readings; None if no
    layer lasts for ever, or if the period is too long to walk. `until` is None if that decides all time.
    """

    schedule: Schedule
    since: int
    walked: tuple[Lane, ...]
    pattern: Lane | None
    period: int | None
    """The joint period in seconds of the wall clock. None: nothing lasts for ever."""
    until: int | None

    @property
    def lanes(self) -> Iterator[Lane]:
        """Everything there is to see, of both clocks."""
        return chain(self.walked, () if self.pattern is None else (self.pattern,))

    @cached_property
    def places(self) -> frozenset[int]:
        """The places that ever are on call; `NOBODY` is one of them if there is a gap."""
        return frozenset(place for lane in self.lanes for place in lane.places)

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody who ever is on call, in the order of the schedule."""
        parts = self.schedule.compiled
        numbers = {parts.stack.owners[place] for place in self.places if place != NOBODY}
        return tuple(parts.people[number] for number in sorted(numbers))

    @property
    def lasting_users(self) -> tuple[User, ...]:
        """Everybody who is on call again and again, once everything that ends has ended; of what ends, everybody."""
        if self.pattern is None:
            return self.users
        parts = self.schedule.compiled
        numbers = {parts.stack.owners[place] for place in self.pattern.places if place != NOBODY}
        return tuple(parts.people[number] for number in sorted(numbers))

    def spans(self, wanted: Callable[[int], bool], *, longer_than: int = 0) -> list[tuple[int, int]]:
        """Where in the first walk the place is one that is `wanted`, for more than so many seconds at a stretch.

        What only happens later, or at readings that the walk skipped, is the first of its kind, if there is any.
        """
        first, *later = ([run for run in _runs(lane, wanted) if run[1] - run[0] > longer_than] for lane in self.walked)
        if first:
            return first
        for runs in later:
            if runs:
                return runs[:1]
        repeated = (run for run in self._pattern_runs(wanted) if run[1] - run[0] > longer_than)
        return [self._first_instants(run) for run in islice(repeated, 1)]

    def recurrences(self, wanted: Callable[[int], bool], *, longer_than: int = 0) -> list[int]:
        """The readings of one joint period at which runs of `wanted` places begin; none: not again and again."""
        if self.pattern is None or self.period is None:
            return []
        second = self.pattern.starts[0] + self.period
        return [start for start, end in self._pattern_runs(wanted) if start >= second and end - start > longer_than]

    def shift_lengths(self) -> Iterator[tuple[User, int, int | None]]:
        """Every whole shift that ever is, as user, begin in UTC seconds, and length on the wall clock (None: for ever).

        Of those that repeat, one of each; and those that a clock change makes one, because it skips what parts them.
        """
        parts, first = self.schedule.compiled, self.walked[0]
        for stretch in parts.stack.stretches(first.starts[0], first.until, overflow=True):
            yield parts.people[stretch.owner], stretch.start, self._length(stretch)
        for change in self._joining_changes():
            for instant in (change - 1, change):
                joined = parts.stack.stretch_at(instant)
                if joined is not None:
                    yield parts.people[joined.owner], joined.start, self._length(joined)
        if self.pattern is not None:
            for stretch in stretches(self.pattern, parts.stack.owners)[1:-1]:
                yield (
                    parts.people[stretch.owner],
                    parts.stack.zone.instant_of(stretch.start),
                    stretch.end - stretch.start,
                )

    def _length(self, stretch: Stretch) -> int | None:
        """How long a stretch lasts on the wall clock; None: for ever.

        Where it begins or ends at a time that was skipped, the clock shows more or less than was meant: then no more
        counts than has passed.
        """
        if stretch.end >= FOREVER:
            return None
        zone = self.schedule.compiled.stack.zone
        length = zone.reading_of(stretch.end) - zone.reading_of(stretch.start)
        if None in (zone.settled_reading(stretch.start), zone.settled_reading(stretch.end)):
            return min(length, stretch.end - stretch.start)
        return length

    def _joining_changes(self) -> Iterator[int]:
        """The clock changes after the first walk that skip a hand-off, or a gap, of the pattern."""
        stack = self.schedule.compiled.stack
        repeated = stack.pattern
        for lane in self.walked[1:]:
            for change in stack.zone.changes(lane.starts[0], lane.until):
                before, after = stack.zone.reading_of(change - 1) + 1, stack.zone.reading_of(change)
                if repeated is not None and after > before:
                    found = repeated.stretches(before - 1, after + 1)
                    if len(found) != 1 or found[0].end - found[0].start < after - before + 2:
                        yield change

    def _pattern_runs(self, wanted: Callable[[int], bool]) -> list[tuple[int, int]]:
        return [] if self.pattern is None else _runs(self.pattern, wanted)

    def _first_instants(self, run: tuple[int, int]) -> tuple[int, int]:
        """The first instants that show a run of readings, of which this period's clock changes skip all."""
        zone = self.schedule.compiled.stack.zone
        assert self.period is not None, "there is a pattern"
        start, end = run
        while zone.settled_reading(zone.instant_of(start)) != start:
            start, end = start + self.period, end + self.period
        return zone.instant_of(start), zone.instant_of(end)


def course(schedule: Schedule, since: int | None = None, until: int | None = None, *, margin: int = 0) -> Course | None:
    """What `schedule` does from `since` on, or from its first start if that is later; None: nobody ever is on call.

    The first walk goes on to `until`, or for twelve weeks, if one joint period is shorter. Linear in the turns and
    windows of it. Around later clock changes a day is walked, and `margin` seconds more on either side.
    """
    stack = schedule.compiled.stack
    begun = max(stack.begins, since if since is not None else EARLIEST)
    if begun >= FOREVER - _YEAR:
        return None
    settled = max(begun, stack.settled)
    pattern = stack.pattern
    period = stack.period if pattern is not None else None
    end = min(settled + (period or 0) + WEEK, FOREVER - DAY)
    if end - begun > _affordable(stack):
        end = begun + _affordable(stack)
        return Course(
            schedule=schedule, since=begun, walked=(stack.lane(begun, end),), pattern=None, period=period, until=end
        )
    wanted = begun + _SHORTEST_WALK if until is None else until
    end = max(end, min(wanted, begun + _affordable(stack)))
    changes = stack.zone.changes(end, max(end, CLOCK_CHANGES_UNTIL)) if pattern is not None else []
    reading = stack.zone.reading_of(settled)
    return Course(
        schedule=schedule,
        since=begun,
        walked=(stack.lane(begun, end), *(_around(stack, change, begun, margin) for change in changes)),
        pattern=None if pattern is None or period is None else pattern.lane(reading, reading + 2 * period),
        period=period,
        until=None,
    )


def _around(stack: Stack, change: int, begun: int, margin: int) -> Lane:
    """The day after a clock change, and so much more on either side."""
    return stack.lane(max(change - margin, begun), change + DAY + margin)


def _affordable(stack: Stack) -> int:
    """For how many seconds a walk may go on."""
    return min(LONGEST_WALK * _YEAR // max(stack.pieces_within(0, _YEAR), 1), _LONGEST_SPAN)


def _runs(lane: Lane, wanted: Callable[[int], bool]) -> list[tuple[int, int]]:
    """The stretches of a lane whose places are all `wanted`, neighbours joined."""
    pieces = zip(lane.starts, lane.ends, lane.places, strict=True)
    return canonical((start, end) for start, end, place in pieces if wanted(place))
