"""Schedules travel: small, whole, and without what they worked out where they come from."""

from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given

from oncall import DailyRestriction, Layer, Override, Schedule, User
from tests import strategies

if TYPE_CHECKING:
    from collections.abc import Callable

NEW_YORK = "America/New_York"
YEAR = range(1_735_689_600, 1_767_225_600, 3_600)  # 2025 in UTC, each hour
SINCE, UNTIL = YEAR[0], YEAR[-1]


def rota(people: int = 6) -> Schedule:
    """A weekly layer of all people and a nightly one of the first two."""
    users = [User(f"pagerduty_user.person_{number}", name=f"Person {number}") for number in range(people)]
    nights = DailyRestriction(start_time_of_day="22:00:00", duration_seconds=28_800)
    start = "2020-01-01T00:00:00-05:00"
    weekly = Layer.weekly(users, name="Weeks", start=start, hand_off="mon 09:00", time_zone=NEW_YORK)
    nightly = Layer.daily(
        users[:2], name="Nights", start=start, hand_off="22:00", time_zone=NEW_YORK, restrictions=[nights]
    )
    return Schedule(name="Checkout", time_zone=NEW_YORK, layers=[weekly, nightly])


def overridden(count: int) -> Schedule:
    """The same with `count` overrides of an hour."""
    schedule = rota()
    overrides = [Override(user=schedule.users[0], start=hour, end=hour + 3_600) for hour in YEAR[:count]]
    return attrs.evolve(schedule, overrides=overrides)


QUESTIONS: dict[str, Callable[[Schedule], object]] = {
    "on_call": lambda it: [it.on_call(at) for at in YEAR],
    "on_call_many": lambda it: it.on_call_many(YEAR),
    "shift_at": lambda it: it.shift_at(SINCE),
    "shifts": lambda it: it.shifts(SINCE, UNTIL).to_dicts(),
    "layer_shifts": lambda it: it.layer_shifts(0, SINCE, UNTIL).to_dicts(),
    "explain": lambda it: str(it.explain(SINCE)),
    "users": lambda it: it.users,
    "period": lambda it: it.period,
    "hash": hash,
}


def test_a_schedule_pickles_to_a_few_kilobytes() -> None:
    """Two layers of six people take less than 2,000 bytes: mostly the ids and names of the people."""
    assert len(pickle.dumps(rota())) < 2_000


def test_a_person_costs_what_the_names_take() -> None:
    """A hundred more people take a hundred times their ids and names, and less than 60 bytes each for the rest."""
    # `pagerduty_user.person_100` and `Person 100` are 35 letters.
    assert len(pickle.dumps(rota(106))) - len(pickle.dumps(rota(6))) < 100 * (35 + 60)


def test_an_override_costs_less_than_a_hundred_bytes() -> None:
    """Of a thousand overrides each adds its two instants, and a reference to a person who is written once."""
    assert len(pickle.dumps(overridden(1_000))) - len(pickle.dumps(overridden(0))) < 1_000 * 100


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_was_asked_does_not_travel(question: str) -> None:
    """A schedule pickles to the same bytes after a question as before, and what arrives answers it alike."""
    schedule = rota()
    before = pickle.dumps(schedule)
    answer = QUESTIONS[question](schedule)
    after = pickle.dumps(schedule)
    assert len(after) == len(before)
    arrived = pickle.loads(after)  # noqa: S301
    assert arrived == schedule
    assert QUESTIONS[question](arrived) == answer


@given(scene=strategies.scenes())
def test_any_schedule_arrives_equal_and_no_larger_for_having_been_asked(scene: strategies.Scene) -> None:
    """A round trip changes nothing, neither before a schedule has answered nor after it, in value or in size."""
    schedule = scene.schedule
    fresh = pickle.dumps(schedule)
    found = schedule.on_call_many(YEAR[::100])
    used = pickle.dumps(schedule)
    assert len(used) == len(fresh) < 20_000
    for dumped in (fresh, used):
        arrived = pickle.loads(dumped)  # noqa: S301
        assert arrived == schedule
        assert arrived.on_call_many(YEAR[::100]) == found
