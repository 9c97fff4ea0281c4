"""Meetings: when one person is on call in two schedules at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.pairs import Pair
from oncall.analysis.recurrence import Recurrence
from oncall.analysis.walks import LONGEST_WALK, walk
from oncall.chronology.spans import canonical
from oncall.chronology.zones import WEEK
from oncall.engine.cycles import Cycle, count_meetings, cycle_of, first_meeting, meet
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from oncall.analysis.walks import Walk
    from oncall.chronology.zones import Zone
    from oncall.engine.ensembles import Ensemble
    from oncall.engine.stack import Stack
    from oncall.model.schedules import Schedule
    from oncall.model.users import User

_SOON, _LATER = 12 * WEEK, 104 * WEEK
_SHORT_WALK = 2_000  # beyond so many turns arithmetic is quicker


@attrs.frozen(kw_only=True)
class Meetings:
    """What was found of one person's being on call in two schedules at once, from `since` on.

    `since` is None if nobody is in both, or one of them never has anybody on call. `first` is the first stretch, in UTC
    seconds, and `user` who it is; None: there is none, up to `until` (None: for all time). `recurs` is how often
    anybody is in both within the joint `period`, in seconds of the wall clock.
    """

    since: int | None
    period: int | None = None
    until: int | None = None
    first: tuple[int, int] | None = None
    spans: tuple[tuple[int, int], ...] = ()
    """The first stretch, and all others that were seen before the first walk was over."""
    user: User | None = None
    recurs: Recurrence | None = None
    own_spans: tuple[tuple[int, int], ...] = ()
    """Those of `spans` that are the user's."""
    own_recurs: Recurrence | None = None
    """How often the user is in both again; None: not again and again."""
    are_others: bool = False
    """Whether somebody else is in both too, at other times."""
    by_arithmetic: bool = False

    def who(self, called: Callable[[User], str]) -> str:
        """Who is in both, if anybody is, as the beginning of a sentence: `bob is`, `bob and others are`."""
        if self.user is None:
            return ""
        return f"{called(self.user)} and others are" if self.are_others else f"{called(self.user)} is"


def meetings(one: Schedule, other: Schedule, since: int | None = None, *, longer_than: int = 0) -> Meetings:
    """When one person is on call in both of two schedules at once for more than so many seconds, decided for all time.

    Real instants are walked up to one joint period after the last start or end, and around every clock change up to
    2050; then the joint period on the wall clock. If that is long to walk, the Chinese remainder theorem decides from
    the period of each. Schedules in zones of different clocks have no joint period: then it is decided up to 2050.
    """
    if not {*one.users} & {*other.users}:
        return Meetings(since=None)
    pair = Pair.of(one, other, begun=max(each.compiled.stack.begins for each in (one, other)))
    if not pair.ensemble.has_one_clock:
        return _on_two_clocks(pair, since, longer_than)
    seen = walk(pair.ensemble, since, margin=longer_than, most=_SHORT_WALK)
    if seen is not None and seen.until is not None:
        found = _by_arithmetic(pair, seen, longer_than) if seen.is_settled else None
        return found or _walked(pair, walk(pair.ensemble, since, margin=longer_than), longer_than)
    return _walked(pair, seen, longer_than)


def _on_two_clocks(pair: Pair, since: int | None, longer_than: int) -> Meetings:
    """What happens up to 2050, of which some weeks are looked at first: most that meet at all do so soon."""
    begin = max(pair.ensemble.begins, pair.ensemble.begins if since is None else since)
    soon = _up_to(pair, since, begin + _SOON, longer_than)
    found = soon if soon.first is not None else _up_to(pair, since, begin + _LATER, longer_than)
    return found if found.first is not None else _up_to(pair, since, CLOCK_CHANGES_UNTIL, longer_than)


def _up_to(pair: Pair, since: int | None, until: int, longer_than: int) -> Meetings:
    """What a walk found that decides nothing beyond its end."""
    seen = walk(pair.ensemble, since, until, margin=longer_than)
    return _walked(pair, seen and attrs.evolve(seen, until=seen.walked[0].until), longer_than)


def _walked(pair: Pair, seen: Walk | None, longer_than: int) -> Meetings:
    """What a walk found."""
    if seen is None:
        return Meetings(since=None)
    spans = seen.spans(pair.is_one_person, longer_than=longer_than, apart=True)
    if not spans:
        return Meetings(since=seen.since, period=seen.period, until=seen.until)
    again = seen.recurrences(pair.is_one_person, longer_than=longer_than, apart=True)
    whose = pair.ensemble.lane(*spans[0]).places[0]
    # If there are several, all are of the first walk.
    own_spans = [each for each in spans[1:] if seen.walked[0].at(each[0]) == whose]
    own_again = [each for each in again if seen.pattern is not None and seen.pattern.at(each[0]) == whose]
    return Meetings(
        since=seen.since,
        period=seen.period,
        until=seen.until,
        first=spans[0],
        spans=tuple(spans),
        user=pair.people[pair.ensemble.chords[whose][0]],
        recurs=None if seen.period is None else Recurrence.of_spans(again, seen.period),
        own_spans=(spans[0], *own_spans),
        own_recurs=None if seen.period is None else Recurrence.of_spans(own_again, seen.period),
        are_others=len(own_spans) + 1 < len(spans) or len(own_again) < len(again),
    )


def _by_arithmetic(pair: Pair, seen: Walk, longer_than: int) -> Meetings | None:
    """What the joint period brings after a walk that went on until nothing starts or ends any more.

    None: one of the two repeats too seldom by itself, or people are on call too often, to bring all together.
    """
    zone, pattern = pair.ensemble.zone, pair.ensemble.pattern
    begin = zone.reading_of(max(seen.since, pair.ensemble.settled))
    both = _both_cycles(pattern, begin, longer_than) if pattern is not None else None
    if pattern is None or both is None:
        return None
    firsts = ((_first_shown(zone, *cycles, begin), person) for person, cycles in both.items())
    later = min(((first, person) for first, person in firsts if first is not None), default=None)
    found = attrs.evolve(_walked(pair, seen, longer_than), until=None, by_arithmetic=True)
    if later is None or later[0][1] + longer_than >= FOREVER:
        return found
    times = {person: count for person, cycles in both.items() if (count := count_meetings(*cycles))}
    found = attrs.evolve(found, recurs=Recurrence(sum(times.values()), pattern.period))
    (start, end), person = later
    first = zone.instant_of(start), zone.instant_of(end + longer_than)
    if found.first is None or first[0] < found.first[0]:
        found = attrs.evolve(found, first=first, spans=(first,), user=pair.people[person], own_spans=(first,))
    own = times.get(pair.people.index(found.user))
    return attrs.evolve(
        found,
        own_recurs=None if own is None else Recurrence(own, pattern.period),
        are_others=found.are_others or len(times) > (own is not None),
    )


def _both_cycles(pattern: Ensemble, begin: int, longer_than: int) -> dict[int, tuple[Cycle, Cycle]] | None:
    """Of each person who is ever in both at once: when they are on call again and again in each.

    None: there are too many turns.
    """
    some, others = (
        _cycles(stack, people, begin, longer_than) for stack, people in zip(pattern.stacks, pattern.people, strict=True)
    )
    if some is None or others is None:
        return None
    pairs = {person: (some[person], others[person]) for person in some.keys() & others.keys()}
    meeting = {person: cycles for person, cycles in pairs.items() if meet(*cycles)}
    products = sum(len(one.pairs) * len(other.pairs) for one, other in meeting.values())
    return meeting if products <= LONGEST_WALK else None


def _first_shown(zone: Zone, one: Cycle, other: Cycle, begin: int) -> tuple[int, int] | None:
    """The first meeting of two cycles that begins at a reading which the clock of `zone` shows; None: there is none.

    What begins at one that a clock change skips was walked, up to 2050, if it shows at all.
    """
    found = first_meeting(one, other, begin)
    while found is not None and found[0] < FOREVER and zone.settled_reading(zone.instant_of(found[0])) != found[0]:
        found = first_meeting(one, other, found[0] + 1)
    return found


def _cycles(stack: Stack, people: Sequence[int], begin: int, longer_than: int) -> dict[int, Cycle] | None:
    """When each person is on call, each stretch shortened by so many seconds; None: the period is too long to walk."""
    if stack.pieces_within(begin, begin + 2 * stack.period) > LONGEST_WALK:
        return None
    lane = stack.lane(begin, begin + 2 * stack.period)
    found: dict[int, list[tuple[int, int]]] = {}
    for start, end, place in zip(lane.starts, lane.ends, lane.places, strict=True):
        if people[place] != NOBODY:
            found.setdefault(people[place], []).append((start, end))
    return {person: cycle_of(canonical(pairs), begin, stack.period, longer_than) for person, pairs in found.items()}
