"""Equivalence is proved for all time: what it says holds at every instant, and its counter-example is one."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Layer, Schedule, User
from oncall.analysis.equivalence import prove_same
from oncall.errors import InvalidValueError
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY, nudges


@given(edits(), st.lists(nudges(), min_size=1, max_size=6))
def test_where_it_holds_the_same_people_are_on_call_at_any_instant(edit: Edit, asides: list[int]) -> None:
    """From the instant on that it is about; and what speaks against it is true just there, and not before."""
    if not edit.is_short:
        return  # the tests of walks look at what is long
    since = edit.near - 20 * DAY
    proof = prove_same(edit.before, edit.after, since=since)
    instants = [edit.near, *(edit.near + aside * 40 for aside in asides)]
    if proof.counterexample is None:
        until = None if proof.until is None else int(proof.until.timestamp())
        for instant in instants:
            if instant >= since and (until is None or instant < until):
                assert edit.before.on_call(instant) == edit.after.on_call(instant)
        return
    start, _ = proof.counterexample.bounds
    assert edit.before.on_call(start) != edit.after.on_call(start)
    for instant in (*instants, start - 1):
        if since <= instant < start:
            assert edit.before.on_call(instant) == edit.after.on_call(instant)


def test_the_same_instant_in_another_offset_and_the_next_round_are_the_same() -> None:
    """Three weeks later it is alice's turn again, and 14:00Z is 09:00-05:00."""
    one = weekly("alice", "bob", "carol")
    (layer,) = one.layers
    other = attrs.evolve(one, layers=[attrs.evolve(layer, rotation_virtual_start="2025-01-27T14:00:00Z")])
    proof = prove_same(one, other)
    assert proof.holds
    assert proof.until is None
    assert proof.period_seconds == 3 * 7 * DAY


def test_it_tells_who_is_on_call_in_which() -> None:
    """Of two and of three people the third week is alice's or carol's; they differ in 4 of every 6 weeks."""
    # Weeks of two: a b a b a b; of three: a b c a b c: the 3rd to the 6th are others, one stretch of four.
    proof = prove_same(weekly("alice", "bob"), weekly("alice", "bob", "carol"))
    assert not proof.holds
    assert proof.because == "alice is on call in one and carol in the other"
    assert str(proof.counterexample) == "2025-01-20T09:00:00-05:00 to 2025-02-17T09:00:00-05:00"
    assert str(proof.recurs) == "every 6 weeks"


def test_what_is_different_for_ever_has_no_end() -> None:
    """One person in the place of another: the counter-example lasts to the end of time."""
    proof = prove_same(weekly("alice"), weekly("bob"))
    assert proof.counterexample is not None
    assert proof.counterexample.end.year == 9999


def test_people_of_one_name_are_told_apart() -> None:
    """Or nobody would see what differs."""
    one, other = (
        attrs.evolve(weekly("ann"), layers=[attrs.evolve(weekly("ann").layers[0], users=[User(id_, name="Ann")])])
        for id_ in ("ann", "ann2")
    )
    assert prove_same(one, other).because == "Ann (ann) is on call in one and Ann (ann2) in the other"


def test_schedules_of_nobody_are_the_same() -> None:
    """Without layers nobody ever is on call."""
    empty = Schedule(name="empty", time_zone="Etc/UTC", layers=[])
    assert prove_same(empty, empty).holds
    assert prove_same(empty, attrs.evolve(empty, time_zone="Europe/Madrid")).holds
    assert not prove_same(empty, weekly("alice")).holds


def test_clocks_that_are_changed_on_other_days_part_two_zones() -> None:
    """09:00 in New York is 14:00 in London but for some weeks of spring: from 2025-03-09 to 2025-03-30 it is 13:00."""
    layer = Layer.weekly(
        [User("alice"), User("bob")], start="2025-01-06T14:00:00Z", hand_off="mon 09:00", time_zone="America/New_York"
    )
    other = Layer.weekly(
        [User("alice"), User("bob")], start="2025-01-06T14:00:00Z", hand_off="mon 14:00", time_zone="Europe/London"
    )
    one = Schedule(name="one", time_zone="America/New_York", layers=[layer])
    two = Schedule(name="two", time_zone="Europe/London", layers=[other])
    proof = prove_same(one, two)
    assert str(proof.counterexample) == "2025-03-10T13:00:00+00:00 to 2025-03-10T14:00:00+00:00"


def test_something_else_is_refused_by_name() -> None:
    """A layer is no schedule."""
    one = weekly("alice")
    with pytest.raises(InvalidValueError, match="other"):
        prove_same(one, one.layers[0])  # type: ignore[arg-type]
