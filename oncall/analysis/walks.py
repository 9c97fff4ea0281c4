"""Walks: all that a stack of layers will ever do, as a finite stretch and a pattern that repeats.

On the wall clock a layer repeats with its users times its turn, a restriction with a day or a week, and several layers
with the least common multiple. So what is true of all time is true of a finite stretch, plus one joint period on a
clock that is never changed, plus the day after each real clock change.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from itertools import chain, groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol, TypeAlias

import attrs

from oncall.analysis.recurrence import Recurrence
from oncall.chronology.spans import canonical
from oncall.chronology.zones import DAY, EARLIEST, WEEK
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from oncall.chronology.zones import Zone
    from oncall.engine.lanes import Lane
    from oncall.engine.stack import Stack

HOUR = 3600
_SHORTEST_WALK = 12 * WEEK
_YEAR = 52 * WEEK

LONGEST_WALK = 200_000
"""How many turns and windows are looked at before a statement is made up to a date only."""
_LONGEST_SPAN = 300 * _YEAR  # nor is it of use to anybody to look at the clock changes of thousands of years


class Walkable(Protocol):
    """What can be walked: a `Stack`, or something that is made of several."""

    @property
    def zone(self) -> Zone:
        """The zone whose wall clock it repeats on."""
        ...

    @property
    def begins(self) -> int:
        """Before this instant nobody is on call."""
        ...

    @property
    def settled(self) -> int:
        """From this instant on nothing starts or ends any more."""
        ...

    @property
    def period(self) -> int:
        """After how many seconds of the wall clock what lasts for ever repeats."""
        ...

    @property
    def pattern(self) -> Walkable | None:
        """What lasts for ever, on a clock that is never changed; None: nothing does."""
        ...

    @property
    def parts(self) -> tuple[Stack, ...]:
        """The stacks that it is made of."""
        ...

    def lane(self, since: int, until: int) -> Lane:
        """Who is on call over `[since, until)`."""
        ...

    def pieces_within(self, since: int, until: int) -> int:
        """About how many pieces `lane` would have to look at."""
        ...


Which: TypeAlias = "Callable[[Walkable, tuple[int, int]], bool]"
"""Asked with what was walked and a stretch of it: whether that stretch is one."""


@attrs.frozen(kw_only=True)
class Walk:
    """What a stack does from `since` on, for all time.

    `walked` are real instants: from `since` to one joint period after the last start or end, then the day after every
    clock change up to 2050. `pattern` is two joint periods on the wall clock, whose instants are readings; None if no
    layer lasts for ever, or if the period is too long to walk. `until` is None if that decides all time. Changes that
    cannot show anything new are left out.
    """

    stack: Walkable = attrs.field(repr=False)
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

    @property
    def settled(self) -> int:
        """From when nothing starts or ends any more, and what lasts for ever repeats; not before the walk begins."""
        return max(self.since, self.stack.settled)

    @property
    def is_settled(self) -> bool:
        """Whether the first walk went on until nothing starts or ends any more, so that only the pattern is left."""
        return self.until is None or self.until > self.stack.settled

    @cached_property
    def seen_places(self) -> frozenset[int]:
        """The places that were seen to be on call; `NOBODY` is one of them if there was a gap."""
        return frozenset(place for lane in self.lanes for place in lane.places)

    def spans(
        self,
        wanted: Callable[[int], bool],
        *,
        longer_than: int = 0,
        apart: bool = False,
        which: Which | None = None,
    ) -> list[tuple[int, int]]:
        """Where in the first walk the place is one that is `wanted`, for more than so many seconds at a stretch.

        What only happens later, or at readings that the walk skipped, is the first of its kind, if there is any.
        `apart`: a stretch is of one place; otherwise places that follow each other make up one stretch.
        `which` may leave some out: it is asked with what was walked, and with a stretch as it was seen, which a walk
        that begins or ends within it has cut.
        """
        first, *later = (
            [run for run in _runs(lane, wanted, apart=apart) if run[1] - run[0] > longer_than] for lane in self.walked
        )
        found = [run for run in first if which is None or which(self.stack, run)]
        if found:
            return found
        once = (run for runs in later for run in runs if which is None or which(self.stack, run))
        again = self._pattern_runs(wanted, longer_than=longer_than, apart=apart, which=which)
        # No period of the first walk showed them: each is one that clock changes skip now and then, so there are few.
        return sorted({*islice(once, 1), *map(self._first_instants, again)})[:1]

    def recurrences(
        self,
        wanted: Callable[[int], bool],
        *,
        longer_than: int = 0,
        apart: bool = False,
        which: Which | None = None,
    ) -> list[tuple[int, int]]:
        """The readings of such stretches that begin within one joint period; none: not again and again."""
        if self.pattern is None or self.period is None:
            return []
        first = self.pattern.starts[0]
        runs = self._pattern_runs(wanted, longer_than=longer_than, apart=apart, which=which)
        # What begins with the first period may be the rest of a run; if it is none, it begins with the second one too.
        return [run for run in runs if first < run[0] <= first + self.period]

    def recurrence(
        self,
        wanted: Callable[[int], bool],
        *,
        longer_than: int = 0,
        apart: bool = False,
        which: Which | None = None,
    ) -> Recurrence | None:
        """How often such stretches come back; None: never, or nobody knows."""
        if self.period is None:
            return None
        found = self.recurrences(wanted, longer_than=longer_than, apart=apart, which=which)
        return Recurrence.of_spans(found, self.period)

    def _pattern_runs(
        self, wanted: Callable[[int], bool], *, longer_than: int, apart: bool, which: Which | None
    ) -> Iterator[tuple[int, int]]:
        repeated = None if self.pattern is None else self.stack.pattern
        if self.pattern is None or repeated is None:
            return
        for run in _runs(self.pattern, wanted, apart=apart):
            if run[1] - run[0] > longer_than and (which is None or which(repeated, run)):
                yield run

    def _first_instants(self, run: tuple[int, int]) -> tuple[int, int]:
        """The first instants that show a run of readings, of which this period's clock changes skip all."""
        assert self.period is not None, "there is a pattern"
        start, end = run
        while self.stack.zone.settled_reading(self.stack.zone.instant_of(start)) != start:
            start, end = start + self.period, end + self.period
        return self.stack.zone.instant_of(start), self.stack.zone.instant_of(end)


def walk(
    stack: Walkable, since: int | None = None, until: int | None = None, *, margin: int = 0, most: int = LONGEST_WALK
) -> Walk | None:
    """What `stack` does from `since` on, or from its first start if that is later; None: nobody ever is on call.

    The first walk goes on to `until`, or for twelve weeks, if one joint period is shorter. Linear in the turns and
    windows of it, of which it looks at about `most`. Around later clock changes a day is walked, and `margin` seconds
    more on either side.
    """
    begun = max(stack.begins, since if since is not None else EARLIEST)
    if begun >= FOREVER - _YEAR:
        return None
    settled = max(begun, stack.settled)
    pattern = stack.pattern
    period = stack.period if pattern is not None else None
    end = min(settled + (period or 0) + WEEK, FOREVER - DAY)
    affordable = begun + _affordable(stack, most)
    is_bounded = end > affordable
    end = affordable if is_bounded else max(end, min(begun + _SHORTEST_WALK if until is None else until, affordable))
    changes = stack.zone.changes(end, max(end, CLOCK_CHANGES_UNTIL)) if pattern is not None else []
    changes = disturbing(changes, stack.parts, settled, around=HOUR + margin)
    lane = None
    if pattern is not None and period is not None and not is_bounded:
        reading = stack.zone.reading_of(settled)
        lane = pattern.lane(reading, reading + 2 * period)
    return Walk(
        stack=stack,
        since=begun,
        walked=(stack.lane(begun, end), *(_around(stack, change, begun, margin) for change in changes)),
        pattern=lane,
        period=period,
        until=end if is_bounded else None,
    )


def disturbing(changes: Sequence[int], stacks: Iterable[Stack], settled: int, *, around: int) -> list[int]:
    """Those of the clock changes after some stacks have `settled` that may show anything new.

    Around the others each pattern has one place all through the readings that the change skips or repeats, and for so
    many seconds before and after them: no turn and no window begins or ends there, and that place has the time. If a
    pattern is too long to walk, any change may.
    """
    found: set[int] = set()
    for stack in stacks:
        pattern = stack.pattern
        if pattern is not None and pattern.pieces_within(0, 2 * stack.period) > LONGEST_WALK:
            return list(changes)
        if pattern is not None:
            reading = stack.zone.reading_of(settled)
            lane = pattern.lane(reading, reading + 2 * stack.period)
            found |= {change for change in changes if _has_edge_near(change, stack.zone, lane, stack.period, around)}
    return sorted(found)


def _has_edge_near(change: int, zone: Zone, pattern: Lane, period: int, around: int) -> bool:
    """Whether two periods of a pattern have an edge near the readings that a clock change skips or repeats."""
    before, after = zone.reading_of(change - 1) + 1, zone.reading_of(change)
    low = min(before, after) - around
    length = max(before, after) + abs(after - before) + around - low
    first = pattern.starts[0] + (low - pattern.starts[0]) % period
    following = bisect_right(pattern.starts, first)
    end = pattern.starts[following] if following < len(pattern.starts) else pattern.until
    return end < first + length


def _around(stack: Walkable, change: int, begun: int, margin: int) -> Lane:
    """The day after a clock change, and so much more on either side."""
    return stack.lane(max(change - margin, begun), change + DAY + margin)


def is_affordable(stack: Walkable, since: int, until: int) -> bool:
    """Whether a walk that begins at `since` may go on until `until`."""
    return since + _affordable(stack, LONGEST_WALK) >= until


def _affordable(stack: Walkable, most: int) -> int:
    """For how many seconds a walk may go on."""
    return min(most * _YEAR // max(stack.pieces_within(0, _YEAR), 1), _LONGEST_SPAN)


def _runs(lane: Lane, wanted: Callable[[int], bool], *, apart: bool) -> list[tuple[int, int]]:
    """The stretches of a lane whose places are all `wanted`, neighbours joined; `apart`: those of one place only."""
    pieces = zip(lane.starts, lane.ends, lane.places, strict=True)
    if not apart:
        return canonical((start, end) for start, end, place in pieces if wanted(place))
    return [
        run
        for place, same in groupby(pieces, key=itemgetter(2))
        if wanted(place)
        for run in canonical((start, end) for start, end, _ in same)
    ]
