"""Sightings: when something is first so that depends on who is on call in several schedules, and how often again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.clocks import new_instants
from oncall.analysis.recurrence import again
from oncall.analysis.together import together
from oncall.analysis.walks import HOUR, Walk, is_affordable, walk
from oncall.chronology.spans import canonical
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import DAY, EARLIEST, WEEK
from oncall.engine.ensembles import Ensemble, presence
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import CLOCK_CHANGES_UNTIL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from oncall.analysis.recurrence import Recurrence
    from oncall.analysis.walks import Walkable
    from oncall.chronology.zones import Zone
    from oncall.engine.ensembles import Chord
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class Sighting:
    """When something is first so: over `span`, in UTC seconds; None: at every instant.

    `begun_before`: the span is cut, because nothing before it was asked about. `for_ever_from`: from this instant on it
    is so for ever, which may be the span's start, or later. `is_open`: nobody looked further than the span's end.
    `recurs` is how often it comes back (None: not again and again, or nobody knows).
    """

    span: tuple[int, int] | None
    for_ever_from: int | None = None
    begun_before: bool = False
    is_open: bool = False
    recurs: Recurrence | None = None

    def words(self, zone: Zone) -> str:
        """When it is, as the end of a sentence: `from Sat 2025-01-11 00:00 -05:00 to … (2 days), every week`."""
        if self.span is None:
            return "at all times"
        start, end = self.span
        if self.for_ever_from == start:
            return f"from {moment(start, zone)} on, for ever"
        if self.is_open:
            return f"from {moment(start, zone)} on"
        length = "it began before" if self.begun_before else duration(end - start)
        often = again(self.recurs, None if self.begun_before else end - start)
        lasting = "" if self.for_ever_from is None else f", and from {moment(self.for_ever_from, zone)} on for ever"
        return f"from {moment(start, zone)} to {moment(end, zone)} ({length}){often}{lasting}"


def sighting(seen: Walk, wanted: Callable[[int], bool], *, longer_than: int = 0) -> Sighting | None:
    """When the place of a walk is first one that is `wanted`, for more than so many seconds; None: never."""
    found = seen.spans(wanted, longer_than=longer_than)
    if not found:
        return None
    start, end = found[0]
    later = [*seen.walked[1:], *([] if seen.pattern is None else [seen.pattern])]
    lasts = (
        seen.until is None
        and found[-1][1] == seen.walked[0].until
        and all(wanted(place) for lane in later for place in lane.places)
    )
    if lasts and found[-1][0] == seen.since:
        return Sighting(span=None)
    return Sighting(
        span=(start, end),
        for_ever_from=found[-1][0] if lasts else None,
        begun_before=start == seen.since > seen.stack.begins,
        is_open=seen.until is not None and end == seen.walked[0].until,
        recurs=None if lasts else seen.recurrence(wanted, longer_than=longer_than),
    )


@attrs.frozen(kw_only=True)
class Joint:
    """What several schedules do together, for all time: `chords` are all that they ever show at once.

    `people` are those whom the numbers in a chord stand for. `walk` is None if nobody is ever on call in any of them.
    """

    people: tuple[User, ...]
    ensemble: Ensemble
    walk: Walk | None
    whole: Callable[[], Walk | None] | None = None
    """If the walk left out what it had seen before: one that does not."""

    @property
    def chords(self) -> list[Chord]:
        """Every chord that was seen."""
        return self.ensemble.chords if self.walk is not None else [(NOBODY,) * len(self.ensemble.stacks)]

    def sighting(self, wanted: Callable[[Chord], bool], *, longer_than: int = 0) -> Sighting | None:
        """When the chord is first one that is `wanted`, for more than so many seconds; None: never."""
        numbers = {number for number, chord in enumerate(self.chords) if wanted(chord)}
        if not numbers:
            return None
        if self.walk is None:
            return Sighting(span=None)
        found = sighting(self.walk, numbers.__contains__, longer_than=longer_than)
        if found is None or found.span is None or self.whole is None:
            return found
        first, *later = self.walk.walked
        edges = {first.until, *(edge for lane in later for edge in (lane.starts[0], lane.until))}
        if edges.isdisjoint(found.span):
            return found
        seen = self.whole()
        return found if seen is None else sighting(seen, numbers.__contains__, longer_than=longer_than)

    def shown(self, span: tuple[int, int] | None) -> list[Chord]:
        """The chords of a span, in the order in which they first come; None: all there are."""
        if span is None or self.walk is None:
            return self.chords
        first, (start, end) = self.walk.walked[0], span
        is_within = first.starts[0] <= start and end <= first.until
        lane = first.cut(start, end) if is_within else self.ensemble.lane(start, end)
        return [self.ensemble.chords[number] for number in dict.fromkeys(lane.places)]


def presences(schedules: Iterable[Schedule], since: int | None, *, begun: int | None = None, margin: int = 0) -> Joint:
    """Whether anybody is on call in each schedule: 0 if so, else `NOBODY`.

    From `since` on, or from the first start, or from `begun` instead of that, if it is later. That repeats with the
    windows alone, however many people take turns.
    """
    stacks = tuple(presence(schedule.compiled.stack) for schedule in schedules)
    ensemble = Ensemble(stacks, tuple((*stack.owners, NOBODY) for stack in stacks), begun)

    def whole() -> Walk | None:
        return joint_walk(ensemble, ensemble, since, margin=margin)

    if ensemble.has_one_clock:
        return Joint(people=(), ensemble=ensemble, walk=whole())
    return Joint(people=(), ensemble=ensemble, walk=_weeks(ensemble, since, margin) or whole(), whole=whole)


def _weeks(ensemble: Ensemble, since: int | None, margin: int) -> Walk | None:
    """A walk up to 2050 of what comes back every week on several clocks: a week after each change of one is enough.

    Until the next change nothing is new. None: little of it is before 2050.
    """
    begun = max(ensemble.begins, EARLIEST if since is None else since)
    end = max(begun, ensemble.settled) + 12 * WEEK
    if end > CLOCK_CHANGES_UNTIL - 52 * WEEK:
        return None
    zones = {stack.zone.name: stack.zone for stack in ensemble.changing}.values()
    changes = sorted({change for zone in zones for change in zone.changes(end - 2 * WEEK, CLOCK_CHANGES_UNTIL)})
    later = (ensemble.lane(max(each - margin, begun), each + DAY + WEEK + margin) for each in changes)
    return Walk(
        stack=ensemble,
        since=begun,
        walked=(ensemble.lane(begun, end), *later),
        pattern=None,
        period=None,
        until=CLOCK_CHANGES_UNTIL,
    )


def holders(schedules: Iterable[Schedule], since: int | None, *, margin: int = 0) -> Joint:
    """Who is on call in each schedule, from `since` on or from the first start."""
    ensemble, people = together(schedules)

    def whole() -> Walk | None:
        return joint_walk(ensemble, ensemble, since, margin=margin)

    if ensemble.has_one_clock or margin:
        return Joint(people=people, ensemble=ensemble, walk=whole())
    return Joint(people=people, ensemble=ensemble, walk=_news(ensemble, since) or whole(), whole=whole)


def _news(ensemble: Ensemble, since: int | None) -> Walk | None:
    """A walk up to 2050 on several clocks, without what was seen before, joint periods ago: at first twelve weeks.

    Who is on call at an instant then depends on what the clocks show and on nothing else, except near their changes.
    None: little of it is before 2050, or there is too much of it.
    """
    begun = max(ensemble.begins, EARLIEST if since is None else since)
    settled = max(begun, ensemble.settled + DAY)
    end = settled + 12 * WEEK
    if end > CLOCK_CHANGES_UNTIL - 52 * WEEK or not is_affordable(ensemble, begun, CLOCK_CHANGES_UNTIL):
        return None
    zones = {stack.zone.name: stack.zone for stack in ensemble.changing}.values()
    later = new_instants(zones, settled, CLOCK_CHANGES_UNTIL, ensemble.period, HOUR)
    return Walk(
        stack=ensemble,
        since=begun,
        walked=tuple(ensemble.lane(*each) for each in canonical([(begun, end), *later])),
        pattern=None,
        period=None,
        until=CLOCK_CHANGES_UNTIL,
    )


def joint_walk(ensemble: Ensemble, stack: Walkable, since: int | None, *, margin: int) -> Walk | None:
    """The walk of a `stack` that is made of an ensemble; up to 2050 if that is in zones of different clocks."""
    if ensemble.has_one_clock:
        return walk(stack, since, margin=margin)
    seen = walk(stack, since, CLOCK_CHANGES_UNTIL, margin=margin)
    return None if seen is None else attrs.evolve(seen, until=seen.walked[0].until)
