"""Bookings: which schedules out of many ever have one person on call at once.

Two schedules can be asked with `meetings`. Here a thousand are: each person's stretches on call are sorted once, in all
schedules that list them, and only those that lie at the same time are brought together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import heappop, heappush
from itertools import combinations, combinations_with_replacement
from math import gcd
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.meetings import meetings
from oncall.analysis.walks import LONGEST_WALK
from oncall.chronology.spans import canonical, without
from oncall.chronology.zones import WEEK
from oncall.engine.cycles import Cycle, cycle_of, overlap
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from oncall.analysis.periods import Course
    from oncall.engine.lanes import Lane
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class Bookings:
    """What was found of many schedules, by their ids.

    `people` is, of each schedule, whoever is in another one too; without schedules of which nobody is. `shared` are the
    pairs that ever have one person on call at once, in the order of the schedules, each with when that is first, as far
    as it was walked; None: later than that. `until` says up to when that was
    decided of some; of all others it was for all time.
    """

    people: Mapping[str, frozenset[User]]
    shared: Mapping[tuple[str, str], int | None]
    until: Mapping[str, int]


def bookings(courses: Mapping[str, Course], since: int | None = None, *, longer_than: int = 0) -> Bookings:
    """The schedules that have one person on call at once, for more than so many seconds at a stretch, from `since` on.

    Decided for all time as `meetings` does: on real instants until nothing starts or ends any more, and around clock
    changes up to 2050; then on the wall clock, by the Chinese remainder theorem where periods differ. Between zones on
    instants up to 2050. Linear in the pieces of all courses, times the number of different periods.
    """
    people = _shared_people(courses)
    needed = _walks_needed(courses, people)
    lanes = {name: _lanes(courses[name], max(needed[user] for user in shared)) for name, shared in people.items()}
    abroad, unwalked = _abroad(courses, people), _unwalked(people, lanes)
    found: dict[tuple[str, str], int | None] = _touching_ever(courses, people, lanes)
    found |= dict.fromkeys(_touching_abroad(courses, people, lanes, abroad - unwalked - found.keys()))
    until = dict.fromkeys((name for pair in abroad for name in pair), CLOCK_CHANGES_UNTIL)
    for one, other in unwalked if not longer_than else unwalked | found.keys():
        seen = meetings(courses[one].schedule, courses[other].schedule, since, longer_than=longer_than)
        found.pop((one, other), None)
        if seen.first is not None:
            found[one, other] = seen.first[0]
        if seen.until is not None:
            until |= {name: min(until.get(name, seen.until), seen.until) for name in (one, other)}
    order = {name: number for number, name in enumerate(courses)}
    named = {((one, other) if order[one] < order[other] else (other, one)): at for (one, other), at in found.items()}
    shared = {pair: named[pair] for pair in sorted(named, key=lambda pair: (order[pair[0]], order[pair[1]]))}
    return Bookings(people=people, shared=shared, until=until)


def _shared_people(courses: Mapping[str, Course]) -> dict[str, frozenset[User]]:
    """Of each schedule, whoever is in another one too; without schedules of which nobody is."""
    listed = Counter(user for course in courses.values() for user in course.schedule.users)
    shared = {name: frozenset(it for it in course.schedule.users if listed[it] > 1) for name, course in courses.items()}
    return {name: users for name, users in shared.items() if users}


def _abroad(courses: Mapping[str, Course], people: Mapping[str, frozenset[User]]) -> set[tuple[str, str]]:
    """The pairs of schedules of different zones that share people."""
    listing: dict[User, list[str]] = defaultdict(list)
    for name in sorted(people):
        for user in people[name]:
            listing[user].append(name)
    return {
        (one, other)
        for names in listing.values()
        for one, other in combinations(names, 2)
        if courses[one].stack.zone.name != courses[other].stack.zone.name
    }


def _unwalked(people: Mapping[str, frozenset[User]], lanes: Mapping[str, list[Lane] | None]) -> set[tuple[str, str]]:
    """The pairs of schedules that share people, and of which one could not be walked."""
    lost = [name for name in people if lanes[name] is None]
    return {
        (min(one, other), max(one, other))
        for one in lost
        for other in people
        if one != other and people[one] & people[other]
    }


def _walks_needed(courses: Mapping[str, Course], people: Mapping[str, frozenset[User]]) -> dict[User, int]:
    """Up to when all schedules of each person are walked on instants: until none of them starts or ends any more."""
    needed: dict[User, int] = defaultdict(int)
    for name, users in people.items():
        for user in users:
            needed[user] = max(needed[user], courses[name].stack.settled + WEEK)
    return needed


def _touching_ever(
    courses: Mapping[str, Course], people: Mapping[str, frozenset[User]], lanes: Mapping[str, list[Lane] | None]
) -> dict[tuple[str, str], int | None]:
    """The pairs of walked schedules that share somebody at once, and when: on instants, or, in one zone, ever again."""
    real: dict[User, list[tuple[int, int, str]]] = defaultdict(list)
    lasting: dict[User, dict[str, Cycle]] = defaultdict(dict)
    for name, shared in people.items():
        walked = lanes[name]
        if walked is None:
            continue
        for user, runs in _runs(courses[name], walked, shared).items():
            real[user] += ((start, end, name) for start, end in runs)
        for user, cycle in _cycles(courses[name], shared).items():
            lasting[user][name] = cycle
    found: dict[tuple[str, str], int | None] = {}
    for stints in real.values():
        for pair, at in _touching(stints).items():
            known = found.get(pair)
            found[pair] = at if known is None else min(at, known)
    for cycles in lasting.values():
        found = dict.fromkeys(_meeting(courses, cycles)) | found
    return found


def _touching_abroad(
    courses: Mapping[str, Course],
    people: Mapping[str, frozenset[User]],
    lanes: Mapping[str, list[Lane] | None],
    pairs: Iterable[tuple[str, str]],
) -> set[tuple[str, str]]:
    """Those of some pairs of walked schedules in different zones that share somebody at once, up to 2050."""
    asked = [*pairs]
    met: dict[str, set[User]] = defaultdict(set)
    for pair in asked:
        for name in pair:
            met[name] |= people[pair[0]] & people[pair[1]]
    stints = {name: _up_to_2050(courses[name], lanes[name] or [], frozenset(users)) for name, users in met.items()}
    found: set[tuple[str, str]] = set()
    for pair in asked:
        one, other = (stints[name] for name in pair)
        if any(overlap(one[user], other[user]) for user in one.keys() & other.keys()):
            found.add(pair)
    return found


def _up_to_2050(course: Course, walked: list[Lane], users: frozenset[User]) -> dict[User, list[tuple[int, int]]]:
    """When each of some people is on call: as it was walked, and beyond that as the pattern has it.

    Where a clock change might show something else, it was walked.
    """
    zone = course.stack.zone
    looked_at = canonical([*((lane.starts[0], lane.until) for lane in walked), (CLOCK_CHANGES_UNTIL, FOREVER)])
    found = {user: list(runs) for user, runs in _runs(course, walked, users).items()}
    first, last = zone.reading_of(walked[0].until), zone.reading_of(CLOCK_CHANGES_UNTIL)
    for user, cycle in _cycles(course, users).items():
        turns = range((first - cycle.pairs[-1][1]) // cycle.period, (last - cycle.pairs[0][0]) // cycle.period + 1)
        pairs = [
            (start + turn * cycle.period, end + turn * cycle.period) for turn in turns for start, end in cycle.pairs
        ]
        starts, ends = (zone.instants_of([pair[side] for pair in pairs]) for side in (0, 1))
        repeated = canonical(zip(starts, ends, strict=True))
        found[user] = canonical((*found.get(user, ()), *without(repeated, looked_at)))
    return found


def _cycles(course: Course, users: frozenset[User]) -> dict[User, Cycle]:
    """When each of some people is on call again and again, in readings."""
    if course.pattern is None or course.period is None:
        return {}
    begin, period = course.pattern.starts[0], course.period
    runs = _runs(course, [course.pattern], users)
    return {user: cycle_of(each, begin, period) for user, each in runs.items()}


def _lanes(course: Course, until: int) -> list[Lane] | None:
    """Real instants up to `until` at least; None: that is too far, or all of the course itself was."""
    walked = course.walked[0].until
    if course.until is not None or course.stack.pieces_within(walked, until) > LONGEST_WALK:
        return None
    return [*course.walked, *([course.stack.lane(walked, until)] if walked < until else [])]


def _runs(course: Course, lanes: Iterable[Lane], users: frozenset[User]) -> dict[User, list[tuple[int, int]]]:
    """When each of some people is on call, as sorted, disjoint stretches."""
    holders = course.schedule.compiled.holders
    found: dict[User, list[tuple[int, int]]] = defaultdict(list)
    for lane in lanes:
        for start, end, place in zip(lane.starts, lane.ends, lane.places, strict=True):
            user = holders[place]
            if user in users:
                found[user].append((start, end))
    return {user: canonical(pairs) for user, pairs in found.items()}


def _meeting(courses: Mapping[str, Course], cycles: Mapping[str, Cycle]) -> set[tuple[str, str]]:
    """The schedules of one zone whose cycles, all of one person, ever meet.

    Those of the same period are brought together once, and each such group with each other one: two periods meet if the
    remainders by their greatest common divisor do.
    """
    groups: dict[tuple[str, int], list[str]] = defaultdict(list)
    for name, cycle in cycles.items():
        groups[courses[name].stack.zone.name, cycle.period].append(name)
    found: set[tuple[str, str]] = set()
    for (zone, period), (other_zone, other_period) in combinations_with_replacement(groups, 2):
        if zone == other_zone:
            modulus, same = gcd(period, other_period), period == other_period
            names = {*groups[zone, period], *groups[zone, other_period]}
            stints = ((*pair, name) for name in names for pair in cycles[name].folded(modulus))
            apart = {name: cycles[name].period for name in names}
            found |= {pair for pair in _touching(stints) if same or apart[pair[0]] != apart[pair[1]]}
    return found


def _touching(stints: Iterable[tuple[int, int, str]]) -> dict[tuple[str, str], int]:
    """The names whose stretches have a number in common, with the first; a stretch of no length or less has none."""
    found: dict[tuple[str, str], int] = {}
    going_on: list[tuple[int, str]] = []
    for start, end, name in sorted(stint for stint in stints if stint[0] < stint[1]):
        while going_on and going_on[0][0] <= start:
            heappop(going_on)
        for _, other in going_on:
            if other != name:
                found.setdefault((min(name, other), max(name, other)), start)
        heappush(going_on, (end, name))
    return found
