"""Joint periods: all that a schedule will ever do, and whom it ever puts on call."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.serving import serving_places
from oncall.analysis.walks import Walk, walk
from oncall.engine.lanes import NOBODY, stretches
from oncall.engine.stack import FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.engine.lanes import Stretch
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class Course(Walk):
    """What a schedule does from `since` on, for all time: a walk of its layers, with the names of people.

    Who ever is on call is known for all time also where the joint period is too long to walk: that is arithmetic.
    """

    schedule: Schedule

    @cached_property
    def lasting_places(self) -> frozenset[int]:
        """The places that are on call again and again, once everything that ends has ended."""
        if self.pattern is not None:
            return frozenset(self.pattern.places) - {NOBODY}
        return serving_places(self.schedule.compiled.stack) if self.until is not None else frozenset()

    @cached_property
    def places(self) -> frozenset[int]:
        """The places that ever are on call; `NOBODY` is one of them if a gap was seen."""
        return self.seen_places | self.lasting_places

    @property
    def places_until(self) -> int | None:
        """Up to when it was decided who ever is on call; None: for all time."""
        return None if self.is_settled else self.until

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody who ever is on call, in the order of the schedule."""
        return self._holders(self.places)

    @property
    def lasting_users(self) -> tuple[User, ...]:
        """Everybody who is on call again and again, once everything that ends has ended; of what ends, everybody."""
        return self._holders(self.lasting_places) if self.period is not None else self.users

    def _holders(self, places: frozenset[int]) -> tuple[User, ...]:
        parts = self.schedule.compiled
        numbers = {parts.stack.owners[place] for place in places if place != NOBODY}
        return tuple(parts.people[number] for number in sorted(numbers))

    def shift_lengths(self) -> Iterator[tuple[User, int, int | None]]:
        """Every whole shift that ever is, as user, begin in UTC seconds, and length on the wall clock (None: for ever).

        Of those that repeat, one of each; and those that a clock change makes one, because it skips what parts them.
        """
        parts = self.schedule.compiled
        for stretch in self._first_stretches():
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

    def _first_stretches(self) -> list[Stretch]:
        """The shifts of the first walk, whole; without the last one if it is cut, and repeated by the pattern."""
        stack, first = self.schedule.compiled.stack, self.walked[0]
        found = stretches(first, stack.owners)
        if found and found[-1].end == first.until:
            is_repeated = self.pattern is not None and found[-1].start > max(stack.settled, self.since)
            whole = None if is_repeated else stack.stretch_at(first.until - 1)
            found[-1:] = [] if whole is None else [whole]
        if found and found[0].start == self.since > stack.begins:
            found[0] = stack.stretch_at(self.since) or found[0]
        return found

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
        zone = self.schedule.compiled.stack.zone
        for lane in self.walked[1:]:
            for change in zone.changes(lane.starts[0], lane.until):
                before, after = zone.reading_of(change - 1) + 1, zone.reading_of(change)
                if after > before and not self._is_one_shift(before - 1, after + 1):
                    yield change

    def _is_one_shift(self, since: int, until: int) -> bool:
        """Whether one person is on call, on a clock that is not changed, at all the readings of `[since, until)`."""
        if self.pattern is None or self.period is None:
            return False
        begin = self.pattern.starts[0] + (since - self.pattern.starts[0]) % self.period
        if until - since > self.period:
            begin, until = self.pattern.starts[0], since + self.period
        found = stretches(self.pattern.cut(begin, begin + until - since), self.schedule.compiled.stack.owners)
        return len(found) == 1 and found[0].end - found[0].start == until - since


def course(schedule: Schedule, since: int | None = None, until: int | None = None, *, margin: int = 0) -> Course | None:
    """What `schedule` does from `since` on, or from its first start if that is later; None: nobody ever is on call.

    As `walk` of its layers.
    """
    found = walk(schedule.compiled.stack, since, until, margin=margin)
    return None if found is None else Course(schedule=schedule, **attrs.asdict(found, recurse=False))
