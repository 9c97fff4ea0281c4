"""Shifts, the longest of them and the time between them, where a term comes again for ever."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import Configuration, Layer, Schedule, User, fairness
from oncall.analysis.loads import Load
from tests import strategies

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from oncall import Fairness

UTC = "Etc/UTC"
HOUR, DAY, WEEK = 3600, 86_400, 604_800
_turns = st.sampled_from((DAY, WEEK, 12 * HOUR, 2 * DAY, 30 * HOUR))
_rotation = st.lists(st.sampled_from(strategies.PEOPLE[:3]), min_size=1, max_size=3)
_restrictions = strategies.restriction_lists()


@st.composite
def lasting(draw: DrawFn) -> Schedule:
    """One or two layers that begin together and never end, on a clock that is never changed."""
    start = 1_736_121_600 + draw(st.integers(0, 7)) * HOUR
    layers = [
        Layer(
            start=start,
            rotation_virtual_start=start + draw(st.integers(-3, 3)) * DAY,
            rotation_turn_length_seconds=draw(_turns),
            users=draw(_rotation),
            restrictions=draw(_restrictions),
        )
        for _ in range(draw(st.integers(1, 2)))
    ]
    return Schedule(name="rota", time_zone=UTC, layers=layers)


def slow(schedule: Schedule, found: Fairness, user: User) -> tuple[int, int, int | None, int | None]:
    """Shifts that begin in the next such term, whole, and the time to the next one after each.

    Not in the first one: what is cut off there by the first start of all goes on as the rest of a shift for ever.
    """
    since, until = found.until.int_timestamp, 2 * found.until.int_timestamp - found.since.int_timestamp
    shifts = [
        shift.bounds
        for shift in schedule.shifts(since, until + 2 * (until - since), overflow=True)
        if shift.user == user
    ]
    whole = [(start, end) for start, end in shifts if since <= start < until and end is not None]
    breaks = [
        after[0] - before[1]
        for before, after in pairwise(shifts)
        if before[1] is not None and since <= before[0] < until
    ]
    longest = max((end - start for start, end in whole), default=0)
    return len(whole), longest, min(breaks, default=None), max(breaks, default=None)


@given(lasting(), st.integers(0, 3 * WEEK))
def test_what_the_term_cuts_is_whole(schedule: Schedule, later: int) -> None:
    """Wherever a joint period begins: as if all of the time to come had been looked at."""
    begin = max(layer.start.int_timestamp for layer in schedule.layers) + later
    found = fairness(schedule, begin)
    assume(found.period_seconds is not None)
    for load in found.loads:
        whole = schedule.shift_at(begin)
        if load.seconds in {0, found.period_seconds} or (whole is not None and whole.end is None):
            continue
        fields = (load.shifts, load.longest_seconds, load.rest_seconds, load.absence_seconds)
        assert fields == slow(schedule, found, load.user)


@given(lasting(), lasting())
def test_several_schedules_are_united(one: Schedule, other: Schedule) -> None:
    """Nobody has more hours in both together than in each, nor fewer than in the one with more; second by second."""
    since = 1_736_121_600 + WEEK
    until = since + 3 * DAY
    both = Configuration(schedules=[one, Schedule(name="other", time_zone=UTC, layers=other.layers)])
    found = {load.user: load.seconds for load in fairness(both, since, until).loads}
    hours = range(since, until, 300)
    for user, seconds in found.items():
        alone = [
            {load.user: load.seconds for load in fairness(each, since, until).loads}.get(user, 0)
            for each in (one, other)
        ]
        assert max(alone) <= seconds <= sum(alone)
        assert abs(seconds - 300 * sum(user in (one.on_call(t), other.on_call(t)) for t in hours)) <= 300 * 60


def test_a_load_has_hours() -> None:
    """Seconds are what is counted, hours what is shown."""
    load = Load(user=User("alice"), seconds=5400, night_seconds=1800, weekend_seconds=900)
    assert (load.hours, load.night_hours, load.weekend_hours, load.holiday_hours) == (1.5, 0.5, 0.25, None)
    assert load.to_dict()["longest_hours"] == 0
