"""What if somebody leaves, is away, or changes places with somebody else."""

from __future__ import annotations

from datetime import datetime

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Override, Schedule, Span, User
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError
from tests.edits import weekly
from tests.strategies import DAY, PEOPLE, Scene, nudges, scenes

_person = st.sampled_from(PEOPLE)


@given(scenes(), _person, st.lists(nudges(), max_size=5), st.integers(1, 60))
def test_who_is_away_is_not_on_call_and_outside_of_it_nothing_changes(
    scene: Scene, who: User, asides: list[int], days: int
) -> None:
    """In the meantime nobody else loses a turn: whoever was on call still is."""
    since = scene.near // 60 * 60
    until = since + days * DAY
    away = scene.schedule.without(who, since, until)
    for instant in (since, until - 1, until, since - 1, *(scene.near + aside for aside in asides)):
        before, after = scene.schedule.on_call(instant), away.on_call(instant)
        if not since <= instant < until or before not in {None, who}:
            assert after == before
        else:
            assert after != who


@given(scenes(), _person, st.lists(nudges(), max_size=5))
def test_who_leaves_for_good_is_never_on_call_again(scene: Scene, who: User, asides: list[int]) -> None:
    """From an instant on, or ever; before it nothing changes."""
    since = scene.near // 60 * 60
    left, never = scene.schedule.without(who, since), scene.schedule.without(who)
    for instant in (since, since - 1, *(scene.near + aside for aside in asides)):
        assert never.on_call(instant) != who
        if instant < since:
            assert left.on_call(instant) == scene.schedule.on_call(instant)
        else:
            assert left.on_call(instant) != who
    assert who not in never.users


@given(scenes(), _person, _person, st.lists(nudges(), max_size=5), st.integers(1, 60))
def test_two_people_swap_just_a_span(scene: Scene, one: User, other: User, asides: list[int], days: int) -> None:
    """Within it each is where the other was, outside of it nothing changes; and twice is as it was."""
    if one == other:
        with pytest.raises(InvalidValueError, match="somebody else"):
            scene.schedule.swap(one, other, (scene.near, scene.near + 1))
        return
    span = Span(scene.near, scene.near + days * DAY)
    swapped = scene.schedule.swap(one, other, span)
    back = swapped.swap(one, other, span)
    partners = {one: other, other: one}
    for instant in (scene.near, scene.near - 1, *(scene.near + aside for aside in asides)):
        before = scene.schedule.on_call(instant)
        expected = partners.get(before, before) if before is not None and instant in span else before
        assert swapped.on_call(instant) == expected
        assert back.on_call(instant) == before


def on_call(schedule: Schedule, *days: str) -> list[str]:
    """Who is on call at noon of some days of 2025."""
    return [str(schedule.on_call(f"2025-{day}T12:00:00-05:00")) for day in days]


def test_a_holiday_is_taken_over_by_who_comes_next() -> None:
    """Bob's week from 01-13 is carol's while he is away, and his next one, from 02-03, is his."""
    schedule = weekly("alice", "bob", "carol")
    away = schedule.without("bob", "2025-01-15T00:00:00-05:00", "2025-02-01T00:00:00-05:00")
    days = ("01-08", "01-14", "01-15", "01-22", "01-29", "02-05")
    assert on_call(schedule, *days) == ["alice", "bob", "bob", "carol", "alice", "bob"]
    assert on_call(away, *days) == ["alice", "bob", "carol", "carol", "alice", "bob"]


def test_who_deletes_a_name_moves_everybody() -> None:
    """Of alice and carol alone the second week is carol's, the third alice's."""
    gone = weekly("alice", "bob", "carol").without("bob")
    assert on_call(gone, "01-08", "01-15", "01-22") == ["alice", "carol", "alice"]


def test_a_layer_of_one_person_is_silent_without_them() -> None:
    """Their overrides are cut as well; those of others stay."""
    alice, bob = User("alice"), User("bob")
    overrides = [
        Override(user=alice, start="2025-01-07T00:00:00Z", end="2025-01-09T00:00:00Z"),
        Override(user=bob, start="2025-01-08T06:00:00Z", end="2025-01-08T07:00:00Z"),
    ]
    schedule = Schedule(name="one", time_zone="Etc/UTC", layers=weekly("alice").layers, overrides=overrides)
    away = schedule.without(alice, "2025-01-08T00:00:00Z", "2025-01-20T00:00:00Z")
    assert [str(each.end) for each in away.overrides] == ["2025-01-08 00:00:00+00:00", "2025-01-08 07:00:00+00:00"]
    assert away.on_call("2025-01-08T12:00:00Z") is None
    assert schedule.without(alice).layers == ()


def test_a_swap_may_bring_in_somebody_from_outside() -> None:
    """A user who is given as a value need not be in the schedule; a name must."""
    swapped = weekly("alice").swap("alice", User("judy"), ("2025-01-08T00:00:00Z", "2025-01-09T00:00:00Z"))
    assert on_call(swapped, "01-07", "01-08", "01-09") == ["alice", "judy", "alice"]
    with pytest.raises(NotFoundError, match="judy"):
        weekly("alice").swap("alice", "judy", ("2025-01-08T00:00:00Z", "2025-01-09T00:00:00Z"))


def test_bad_arguments_are_refused_by_name() -> None:
    """Nobody's name, no instant, seconds that no layer can end with, and an empty range."""
    one = weekly("alice", "bob")
    with pytest.raises(NotFoundError, match="alcie"):
        one.without("alcie")
    with pytest.raises(NotAnInstantError, match="since"):
        one.without("alice", "2025-01-08")
    with pytest.raises(InvalidValueError, match="until must be on a full minute"):
        one.without("alice", "2025-01-08T00:00:00Z", "2025-01-08T00:00:01Z")
    with pytest.raises(InvalidValueError, match="until"):
        one.without("alice", "2025-01-08T00:00:00Z", "2025-01-08T00:00:00Z")
    with pytest.raises(InvalidValueError, match="user"):
        one.without(7)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="span"):
        one.swap("alice", "bob", 7)  # type: ignore[arg-type]


def test_a_shift_that_ends_at_the_epoch_ends_there() -> None:
    """The second 0 is an instant like any other."""
    one = weekly("alice", "bob", "carol", zone="Etc/UTC", since="1969-12-25T00:00:00+00:00")
    swapped = one.swap("alice", "bob", ("1969-12-30T00:00:00Z", "1970-01-12T00:00:00Z"))
    # Weeks of Thursdays: alice until 1970-01-01, which is second 0, bob until the 8th, then carol.
    assert [str(swapped.on_call(day * 86_400)) for day in (-1, 0, 6, 7)] == ["bob", "alice", "alice", "carol"]


ALICE = User("alice")
FROM, TO = "2025-01-08T00:00:00Z", "2025-01-20T00:00:00Z"


@pytest.mark.parametrize(
    ("start", "end", "spans"),
    [
        # Both ends are outside of the absence, or the layer never ends: before it, in it, and after it.
        ("2025-01-01T00:00:00Z", None, [("01-01", "01-08"), ("01-08", "01-20"), ("01-20", None)]),
        ("2025-01-01T00:00:00Z", "2025-02-01T00:00:00Z", [("01-01", "01-08"), ("01-08", "01-20"), ("01-20", "02-01")]),
        # It begins with the absence, or within it, or ends with it, or within it: there is one part less.
        (FROM, None, [("01-08", "01-20"), ("01-20", None)]),
        ("2025-01-10T00:00:00Z", None, [("01-10", "01-20"), ("01-20", None)]),
        ("2025-01-01T00:00:00Z", TO, [("01-01", "01-08"), ("01-08", "01-20")]),
        ("2025-01-01T00:00:00Z", "2025-01-10T00:00:00Z", [("01-01", "01-08"), ("01-08", "01-10")]),
        # It ends when the absence begins, or begins when that ends: it is as it was.
        ("2025-01-01T00:00:00Z", FROM, [("01-01", "01-08")]),
        (TO, None, [("01-20", None)]),
    ],
)
def test_a_layer_is_cut_where_an_absence_begins_and_ends(
    start: str, end: str | None, spans: list[tuple[str, str | None]]
) -> None:
    """No part of it is empty; within the absence it is bob's alone, and else of both."""
    layer = attrs.evolve(weekly("alice", "bob").layers[0], start=start, end=end)
    away = Schedule(name="s", time_zone="Etc/UTC", layers=[layer]).without(ALICE, FROM, TO)
    found = [(f"{part.start:%m-%d}", None if part.end is None else f"{part.end:%m-%d}") for part in away.layers]
    assert found == spans
    for part in away.layers:
        is_within = (
            part.start >= datetime.fromisoformat(FROM)
            and part.end is not None
            and part.end <= datetime.fromisoformat(TO)
        )
        assert {user.id for user in part.users} == ({"bob"} if is_within else {"alice", "bob"})


def test_a_layer_that_is_over_keeps_how_its_end_is_written() -> None:
    """19:00 in New York is the midnight of UTC with which the absence begins."""
    over = attrs.evolve(weekly("alice").layers[0], end="2025-01-07T19:00:00-05:00")
    (left,) = Schedule(name="s", time_zone="Etc/UTC", layers=[over]).without(ALICE, FROM, TO).layers
    assert left.end is not None
    assert left.end.isoformat() == "2025-01-07T19:00:00-05:00"


@pytest.mark.parametrize(
    ("start", "end", "left"),
    [
        ("01-07", "01-21", [("01-07", "01-08"), ("01-20", "01-21")]),
        ("01-07", "01-09", [("01-07", "01-08")]),
        ("01-09", "01-21", [("01-20", "01-21")]),
        ("01-08", "01-20", []),
        ("01-08", "01-21", [("01-20", "01-21")]),
        ("01-07", "01-20", [("01-07", "01-08")]),
        ("01-07", "01-08", [("01-07", "01-08")]),
        ("01-20", "01-21", [("01-20", "01-21")]),
    ],
)
def test_an_override_is_left_outside_of_an_absence(start: str, end: str, left: list[tuple[str, str]]) -> None:
    """Before it and after it, if there is a second of it there; who it is does not change."""
    mine = Override(user=ALICE, start=f"2025-{start}T00:00:00Z", end=f"2025-{end}T00:00:00Z")
    away = Schedule(name="s", time_zone="Etc/UTC", layers=[], overrides=[mine]).without(ALICE, FROM, TO)
    assert [(f"{part.start:%m-%d}", f"{part.end:%m-%d}") for part in away.overrides] == left
    assert {part.user for part in away.overrides} <= {ALICE}
