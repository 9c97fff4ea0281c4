"""How the load of a schedule is shared, worked out once for all checks."""

from __future__ import annotations

from oncall import Configuration, Settings, fairness
from oncall.checks.scope import Scope
from tests.checks.builders import ALICE, BOB, DAY, layer, schedule


def scope(since: int | None = None, **settings: object) -> Scope:
    """A scope of one schedule of two people."""
    rota = schedule(layer(ALICE, BOB))
    return Scope(Configuration(schedules=[rota]), Settings(**settings), since=since)  # type: ignore[arg-type]


def test_it_is_the_fairness_that_everybody_gets() -> None:
    """With the weights and the night of the settings; and made once."""
    asked = scope(weights={"bob": 0.5, "nobody here": 2}, night=(0, 6))
    (rota,) = asked.schedules
    found = asked.fairness(rota)
    assert found == fairness(rota, weights={"bob": 0.5}, night=(0, 6))
    assert asked.fairness(rota) is found


def test_it_begins_when_the_checks_are_asked_about() -> None:
    """Or once everything has settled, if that is later."""
    late = 1_767_225_600
    (rota,) = scope().schedules
    assert scope(late).fairness(rota) == fairness(rota, late)
    assert scope(0).fairness(rota) == fairness(rota)


def test_turns_of_days_take_longer_than_their_round() -> None:
    """What the course has walked is not enough then; the answer is the same."""
    rota = schedule(layer(ALICE, BOB, turn=DAY))
    asked = Scope(Configuration(schedules=[rota]), Settings())
    assert asked.fairness(rota) == fairness(rota)


def test_what_ends_or_has_one_person_has_none() -> None:
    """There is nothing to say for ever, or nobody to share with."""
    for rota in (schedule(layer(ALICE)), schedule(layer(ALICE, BOB, end="2026-01-01T00:00:00Z")), schedule()):
        assert Scope(Configuration(schedules=[rota]), Settings()).fairness(rota) is None


def test_with_holidays_it_is_the_same() -> None:
    """Over the joint period, and the year of public holidays; those of the people who are there."""
    asked = scope(holidays={"bob": "2025-01-14", "nobody here": "2025-01-15"})
    (rota,) = asked.schedules
    assert asked.holiday_fairness(rota) == fairness(rota, holidays={"bob": "2025-01-14"})
