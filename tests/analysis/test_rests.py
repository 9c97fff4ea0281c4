"""The free time between two shifts of one person."""

from __future__ import annotations

from math import lcm
from typing import TYPE_CHECKING

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import Override
from oncall.analysis.periods import course
from oncall.analysis.rests import earliest, first_rests, is_of_one_turn, recurrence, repeated_rests
from tests.analysis.test_periods import repeating
from tests.checks.builders import ALICE, BOB, CAROL, DAY, WEEK, layer, schedule
from tests.strategies import Scene, scenes

if TYPE_CHECKING:
    from oncall import Schedule, Shift

MINUTE = 60


def in_greenwich(scene: Scene) -> Schedule:
    """A schedule that soon repeats itself, on a clock that is never changed, and all of whose edges are near."""
    rota = repeating(scene.schedule)
    near = scene.near // MINUTE * MINUTE
    layers = [
        attrs.evolve(
            each,
            start=min(int(each.start.timestamp()), near + 30 * DAY),
            end=None if each.end is None else min(int(each.end.timestamp()) // MINUTE * MINUTE, near + 60 * DAY),
        )
        for each in rota.layers
    ]
    return attrs.evolve(rota, layers=layers, time_zone="Etc/UTC")


def shifts_until_it_repeats(rota: Schedule, since: int) -> list[Shift]:
    """Whole shifts from `since` on, for two joint periods after the last start or end, and a week."""
    edges = [*((each.start, each.end) for each in rota.layers), *((each.start, each.end) for each in rota.overrides)]
    settled = max([since, *(int(edge.timestamp()) for pair in edges for edge in pair if edge is not None)])
    period = lcm(WEEK, *(each.rotation_turn_length_seconds * len(each.users) for each in rota.layers))
    return list(rota.shifts(since, settled + 2 * period + WEEK, overflow=True))


def rests_of(shifts: list[Shift]) -> list[tuple[Shift, Shift]]:
    """Each shift with the next one of the same person."""
    pairs = ((before, shifts[index + 1 :]) for index, before in enumerate(shifts))
    found = ((before, next((each for each in later if each.user == before.user), None)) for before, later in pairs)
    return [(before, after) for before, after in found if after is not None]


@given(scene=scenes(), data=st.data())
def test_every_rest_is_among_those_seen(scene: Scene, data: st.DataObject) -> None:
    """Where no clock changes, all rests up to two periods on are those at the beginning, and repeated ones."""
    rota = in_greenwich(scene)
    seen = course(rota, scene.near + data.draw(st.integers(-40 * DAY, 40 * DAY)))
    assume(seen is not None)
    assert seen is not None
    told = {(each.before.start, each.before.end, each.after.start) for each in first_rests(seen)}
    period = seen.period or WEEK
    repeated = {
        (each.before.start % period, each.before.end - each.before.start, each.seconds) for each in repeated_rests(seen)
    }
    pairs = rests_of(shifts_until_it_repeats(rota, seen.since)[:300])
    for before, after in pairs:
        (start, end), next_start = before.bounds, after.bounds[0]
        assert end is not None
        is_told = (start, end, next_start) in told
        assert is_told or (start % period, end - start, next_start - end) in repeated


@given(scene=scenes())
def test_every_rest_that_is_seen_is_one(scene: Scene) -> None:
    """Where no clock changes, a shift ends where a rest begins, and that person's next one begins at its end."""
    rota = in_greenwich(scene)
    seen = course(rota, scene.near)
    assume(seen is not None)
    assert seen is not None
    for rest in [*first_rests(seen)][:10] + repeated_rests(seen)[:10]:
        user = rota.compiled.people[rest.owner]
        before, after = rota.shift_at(rest.before.end - 1), rota.shift_at(rest.after.start)
        assert before is not None
        assert after is not None
        assert (before.user, after.user) == (user, user)
        assert before.bounds == (rest.before.start, rest.before.end)
        assert after.bounds[0] == rest.after.start
        assert user not in {each.user for each in rota.shifts(rest.before.end, rest.after.start)}


def test_a_rest_over_the_end_of_a_period_is_seen() -> None:
    """alice, bob, carol for a week each: everybody has two weeks, once in three weeks."""
    seen = course(schedule(layer(ALICE, BOB, CAROL)))
    assert seen is not None
    repeated = repeated_rests(seen)
    assert [each.seconds for each in repeated] == [2 * WEEK] * 3
    assert str(recurrence(seen, repeated)) == "every week"


def test_whoever_is_never_off_has_no_rest() -> None:
    """One person round the clock has one shift for ever."""
    seen = course(schedule(layer(ALICE)))
    assert seen is not None
    assert (list(first_rests(seen)), repeated_rests(seen)) == ([], [])


def test_the_earliest_of_both_kinds_is_found() -> None:
    """bob covers the second day of alice's first week: her rest of that day comes before the one of a week."""
    # Alice is on call from Monday 2025-01-06, and bob from Tuesday to Wednesday at 09:00.
    cover = Override(user=BOB, start="2025-01-07T09:00:00-05:00", end="2025-01-08T09:00:00-05:00")
    seen = course(schedule(layer(ALICE, BOB), overrides=[cover]))
    assert seen is not None
    found = earliest(seen, first_rests(seen), repeated_rests(seen))
    assert found is not None
    assert found[1] == (int(cover.start.timestamp()), int(cover.end.timestamp()))
    stack = seen.schedule.compiled.stack
    assert is_of_one_turn(stack, next(iter(first_rests(seen))))
