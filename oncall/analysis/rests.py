"""Rests: the free time between two shifts of one person."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.recurrence import Recurrence
from oncall.chronology.zones import DAY
from oncall.engine.lanes import NOBODY, Lane, Stretch, stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.analysis.periods import Course
    from oncall.engine.stack import Stack
    from oncall.model import Layer


@attrs.frozen
class Rest:
    """Two shifts of one person, the second being the next after the first: `[before.end, after.start)` is free."""

    before: Stretch
    after: Stretch

    @property
    def seconds(self) -> int:
        """How long it lasts, on the clock that its shifts are on."""
        return self.after.start - self.before.end

    @property
    def owner(self) -> int:
        """Whose it is."""
        return self.before.owner


def first_rests(course: Course) -> Iterator[Rest]:
    """The rests after shifts that begin before everything has settled, on real instants, by their end.

    All that there are to see if no pattern is known. A shift that had begun before `course.since` is whole.
    """
    stack, lane = course.schedule.compiled.stack, course.walked[0]
    settled = lane.until if course.pattern is None else max(course.since, stack.settled)
    owners = _owners(lane, stack.owners)
    count = bisect_right(lane.starts, settled)
    while count < len(owners) and owners[count] == owners[count - 1]:
        count += 1
    ends = lane.starts[count] if count < len(owners) else lane.until
    found = stretches(lane.cut(lane.starts[0], ends), stack.owners)
    if found and found[0].start == course.since > stack.begins:
        found[0] = stack.stretch_at(course.since) or found[0]
    yield from consecutive(found)
    waiting = {each.owner: each for each in found}
    for index in range(count, len(owners)):
        if not waiting:
            return
        before = waiting.pop(owners[index], None)
        if before is not None:
            yield Rest(before, _stretch_from(lane, owners, index))


def repeated_rests(course: Course) -> list[Rest]:
    """The rests after shifts that begin within one joint period, on readings of the wall clock, by their end.

    The shifts begin after everything has settled. None if nothing lasts for ever, or if the period is too long to walk.
    """
    pattern, period = course.pattern, course.period
    if pattern is None or period is None:
        return []
    since = pattern.starts[0]
    found = stretches(pattern.cut(since, since + period), course.schedule.compiled.stack.owners)
    if found[0].end - found[0].start == period:
        return []  # one person for ever
    if found[0].start == since:
        # The end of a period may join the beginning of the next one. Whatever begins just when everything has settled
        # is told of one period later: then nothing that came before it has to do with it.
        first, last = found[0], found[-1]
        joined = last.end == since + period and last.owner == first.owner and last is not first
        places = tuple(dict.fromkeys((*last.places, *first.places))) if joined else first.places
        start = last.start if joined else first.start + period
        found = [*found[1 : -1 if joined else None], Stretch(start, first.end + period, first.owner, places)]
    firsts = {each.owner: each for each in reversed(found)}
    again = sorted((each.start + period, each.end + period, each) for each in firsts.values())
    return list(consecutive([*found, *(Stretch(start, end, it.owner, it.places) for start, end, it in again)]))


def consecutive(found: Iterable[Stretch]) -> Iterator[Rest]:
    """The rests between shifts that are given in their order."""
    latest: dict[int, Stretch] = {}
    for after in found:
        before = latest.get(after.owner)
        if before is not None:
            yield Rest(before, after)
        latest[after.owner] = after


def earliest(course: Course, once: Iterable[Rest], again: Iterable[Rest]) -> tuple[Rest, tuple[int, int]] | None:
    """Of some rests on real instants, and some repeated ones, the one that begins first, and its instants."""
    begun = [(each, (each.before.end, each.after.start)) for each in once]
    repeated = min(again, key=lambda each: each.before.end, default=None)
    if repeated is not None:
        begun.append((repeated, _first_instants(course, repeated)))
    return min(begun, key=lambda each: each[1], default=None)


def recurrence(course: Course, again: Iterable[Rest], owner: int | None = None) -> Recurrence | None:
    """How often repeated rests come back, of any person or of one; None: there is none, or nothing is repeated."""
    period = course.period
    if period is None:
        return None
    ends = (each.before.end % period for each in again if owner is None or each.owner == owner)
    return Recurrence.of(sorted(ends), period)


def layer_of(course: Course, rest: Rest) -> Layer | None:
    """The layer that both the end of the first shift and the beginning of the second come from, if it is one."""
    indexes = {course.schedule.compiled.tracks[place] for place in (rest.before.places[-1], rest.after.places[0])}
    index = indexes.pop()
    return None if indexes or index == NOBODY else course.schedule.layers[index]


def _first_instants(course: Course, rest: Rest) -> tuple[int, int]:
    """The first instants `[start, end)` of a repeated rest at whose ends the clock shows what it should.

    If it is shorter than a day, no clock change lies within it either.
    """
    zone, period = course.schedule.compiled.stack.zone, course.period
    assert period is not None, "it is repeated"
    start, end = rest.before.end, rest.after.start
    while True:
        instants = zone.instant_of(start), zone.instant_of(end)
        is_shown = (zone.settled_reading(instants[0]), zone.settled_reading(instants[1])) == (start, end)
        if is_shown and (rest.seconds >= DAY or instants[1] - instants[0] == rest.seconds):
            return instants
        start, end = start + period, end + period


def _owners(lane: Lane, owners: Sequence[int]) -> list[int]:
    return [NOBODY if place == NOBODY else owners[place] for place in lane.places]


def _stretch_from(lane: Lane, owners: Sequence[int], index: int) -> Stretch:
    """The stretch that begins with a piece of the lane."""
    after = next((each for each in range(index, len(owners)) if owners[each] != owners[index]), len(owners))
    end = lane.starts[after] if after < len(owners) else lane.until
    return Stretch(lane.starts[index], end, owners[index], tuple(dict.fromkeys(lane.places[index:after])))


def is_of_one_turn(stack: Stack, rest: Rest) -> bool:
    """Whether one turn of one layer makes both shifts: the whole first one, and the beginning of the second.

    Whether it is windows, another layer or an override that parts them does not matter. A layer of one person has a
    single turn that never ends.
    """
    place = rest.after.places[0]
    if rest.before.places != (place,):
        return False
    for track in stack.tracks:
        if track.first_place <= place < track.first_place + track.places:
            turns = {track.rotation.turn_at(each.start) for each in (rest.before, rest.after)}
            return track.places == 1 or len(turns) == 1
    return False  # an override has no turns
