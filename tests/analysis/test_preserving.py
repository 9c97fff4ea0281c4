"""What is preserved is as much as any position, or any order, can: tried with all of them."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import Layer, Schedule, User, WeeklyRestriction
from oncall.analysis.preserving import preserve
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError, NotAnInstantError
from tests.edits import weekly
from tests.strategies import DAY, HOUR, PEOPLE, WEEK, moments, nudges

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn

_users = st.lists(st.sampled_from(PEOPLE), min_size=1, max_size=4)
_turn = st.sampled_from((HOUR, 12 * HOUR, DAY, DAY, WEEK, WEEK))
_window = WeeklyRestriction(start_day_of_week=2, start_time_of_day="09:00:00", duration_seconds=3 * DAY)
_restrictions = st.sampled_from(((), (), (_window,)))
_phase = st.sampled_from((0, 0, 60, 3600, 86_400, 7 * 86_400, -86_400))


@st.composite
def layer_edits(draw: DrawFn) -> tuple[Schedule, Schedule, int]:
    """Two schedules of one layer each, whose people, turns or virtual start differ; and an instant to preserve from."""
    zone, near = draw(moments())
    start = (near - 40 * DAY) // 60 * 60
    old = Layer(
        name="layer",
        start=start,
        rotation_virtual_start=start,
        rotation_turn_length_seconds=draw(_turn),
        users=draw(_users),
        restrictions=draw(_restrictions),
    )
    new = attrs.evolve(
        old,
        users=draw(_users),
        rotation_turn_length_seconds=draw(st.sampled_from((old.rotation_turn_length_seconds, draw(_turn)))),
        rotation_virtual_start=start + draw(_phase),
    )
    before, after = (Schedule(name="one", time_zone=zone, layers=[layer]) for layer in (old, new))
    return before, after, near + draw(nudges())


def first_lost(before: Schedule, after: Schedule, at: int, until: int) -> int | None:
    """When somebody who stays, and is on call before, first has another person in their place; by the timelines."""
    staying = set(after.layers[0].users)
    was, becomes = before.shifts(at, until), after.shifts(at, until)
    edges = {at, *(edge for line in (was, becomes) for shift in line for edge in shift.bounds if edge is not None)}
    for edge in sorted(edge for edge in edges if at <= edge < until):
        one, other = was.at(edge), becomes.at(edge)
        if one in staying and other is not None and other != one:
            return edge
    return None


def with_users(schedule: Schedule, users: Sequence[User]) -> Schedule:
    """The schedule with other people in its layer."""
    return attrs.evolve(schedule, layers=[attrs.evolve(schedule.layers[0], users=users)])


def turned(schedule: Schedule, position: int) -> Schedule:
    """The schedule with the people of its layer some positions further."""
    users = schedule.layers[0].users
    return with_users(schedule, [*users[position:], *users[:position]])


def later(one: int | None, other: int | None) -> bool:
    """Whether the first is later than the second; None is never."""
    return other is not None and (one is None or one > other)


@given(layer_edits())
def test_no_position_keeps_turns_longer(edit: tuple[Schedule, Schedule, int]) -> None:
    """A layer whose people are some positions further is one whose virtual start is so many turns earlier."""
    before, after, at = edit
    until = at + 120 * DAY
    found = preserve(before, after, at)
    kept = first_lost(before, found.schedule, at, until)
    for position in range(len(after.layers[0].users)):
        assert not later(first_lost(before, turned(after, position), at, until), kept)
    for layer in found.layers:
        told = layer.kept_until
        assert kept == (None if told is None or told >= until else told)


@given(layer_edits())
def test_no_order_keeps_turns_longer(edit: tuple[Schedule, Schedule, int]) -> None:
    """Tried with every order of up to four people; and it is of the same people."""
    before, after, at = edit
    until = at + 60 * DAY
    found = preserve(before, after, at, reorder=True)
    kept = first_lost(before, found.schedule, at, until)
    users = after.layers[0].users
    assert sorted(user.id for user in found.schedule.layers[0].users) == sorted(user.id for user in users)
    for order in set(permutations(users)):
        assert not later(first_lost(before, with_users(after, order), at, until), kept)


@given(layer_edits())
def test_hand_offs_stay_where_they_are_written(edit: tuple[Schedule, Schedule, int]) -> None:
    """On the wall clock the virtual start moves by whole turns."""
    before, after, at = edit
    assume(before.layers != after.layers)
    written, mended = after.layers[0], preserve(before, after, at).schedule.layers[0]
    zone = Zone.named(after.time_zone)
    readings = [zone.reading_of(int(each.rotation_virtual_start.timestamp())) for each in (written, mended)]
    assert (readings[0] - readings[1]) % written.rotation_turn_length_seconds == 0


def test_a_fourth_person_comes_after_the_others_have_had_their_turn() -> None:
    """On Wed 2025-01-22 it is carol's week, the third; next come alice, bob. Of four as written, dave is the next."""
    # Weeks from 01-06 on: a b c | a b c ...; as written a b c d | a: the week of 01-27 would be dave's, not alice's.
    # Two turns earlier c d a b: carol would be on call in week 1, so in week 3 (01-20) alice. One earlier: week 3 is
    # dave's. So no position keeps both carol's week now and alice's next one: carol, then dave. Order does: c a b d.
    before, after = weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave")
    at = "2025-01-22T12:00:00-05:00"
    (layer,) = preserve(before, after, at).layers
    assert not layer.is_mended
    assert str(layer.until) == "2025-01-27 09:00:00-05:00"
    assert "a round took 3 weeks (3 turns of 1 week) and takes 4 weeks (4 turns of 1 week)" in layer.words
    assert "every 12 weeks" in layer.words
    ordered = preserve(before, after, at, reorder=True)
    # Week 3 of four is the place 2: carol; then alice in place 3, bob in place 0, and dave in what is left, place 1.
    assert [user.id for user in ordered.schedule.layers[0].users] == ["bob", "dave", "carol", "alice"]
    assert str(ordered.layers[0].until) == "2025-02-10 09:00:00-05:00"  # carol's next week of three, which dave has
    assert ordered.terraform.splitlines() == [
        "# checkout, weekly", "users = [", '  "bob",', '  "dave",', '  "carol",', '  "alice",', "]"
    ]  # fmt: skip


def test_a_virtual_start_is_given_where_one_helps() -> None:
    """In the fourth week, which is alice's of three, dave is on call as written; one turn earlier it is alice."""
    # Week 4 is place 3 of four: dave. Virtual start one turn earlier: place 4 = 0: alice, then bob, carol, dave. Of
    # three, the week after carol's is alice's again: 3 weeks after 2025-01-27 09:00 is 2025-02-17 09:00.
    before, after = weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave")
    found = preserve(before, after, "2025-01-28T12:00:00-05:00")
    assert found.terraform == '# checkout, weekly\nrotation_virtual_start = "2024-12-30T09:00:00-05:00"'
    assert str(found.layers[0].until) == "2025-02-17 09:00:00-05:00"
    assert [str(each.after) for each in found.remaining.reassignments][:1] == ["dave"]
    assert found.to_dict()["layers"][0]["kept_until"] == "2025-02-17T09:00:00-05:00"


def test_who_replaces_somebody_moves_nobody() -> None:
    """Erin in bob's place: alice and carol keep every turn, and there is nothing to write."""
    found = preserve(weekly("alice", "bob", "carol"), weekly("alice", "erin", "carol"), "2025-01-28T12:00:00-05:00")
    assert [layer.words for layer in found.layers] == ["everybody who stays keeps every turn"]
    assert not found.is_mended
    assert found.terraform == ""


def test_what_is_not_edited_is_left_alone() -> None:
    """A layer of the same people and turns is none of the layers, and so is one that is new."""
    one = weekly("alice", "bob")
    other = attrs.evolve(one, layers=[attrs.evolve(one.layers[0], name="other", start=0), *one.layers])
    assert preserve(one, one, 0).layers == ()
    assert preserve(one, other, 0).schedule == other


def test_users_of_the_same_module_are_references() -> None:
    """Of another module, or without an address, they are texts."""
    people = [
        "module.eu.pagerduty_user.alice",
        'module.eu.data.pagerduty_user.all["bob"]',
        "PABC123",
        "pagerduty_user.c",
    ]
    before = attrs.evolve(weekly(*people[:3]), id="module.eu.pagerduty_schedule.checkout")
    after = with_users(before, [*map(User, people)])
    found = preserve(before, after, "2025-01-22T12:00:00-05:00", reorder=True)
    assert found.terraform.splitlines()[2:-1] == [
        '  data.pagerduty_user.all["bob"].id,',
        '  "pagerduty_user.c",',
        '  "PABC123",',
        "  pagerduty_user.alice.id,",
    ]


def test_bad_arguments_are_refused_by_name() -> None:
    """A layer is no schedule, and a date no instant."""
    one = weekly("alice")
    with pytest.raises(InvalidValueError, match="before"):
        preserve(one.layers[0], one, 0)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="after"):
        preserve(one, None, 0)  # type: ignore[arg-type]
    with pytest.raises(NotAnInstantError, match="at"):
        preserve(one, one, "2025-01-22")


def test_a_virtual_start_is_on_a_full_minute() -> None:
    """Turns of 90,001 seconds: only 60 of them are whole minutes, so it is given rounds of seven turns earlier.

    Seven and sixty have no factor in common, so some number of rounds serves every position. Of rounds of eight turns
    none does where the position is odd: `8 * rounds + position` is odd too, and no multiple of 60.
    """
    before, after = (
        attrs.evolve(one, layers=[attrs.evolve(one.layers[0], rotation_turn_length_seconds=90_001)])
        for one in (weekly(*"abcdef"), weekly(*"abcdefg"))
    )
    found = preserve(before, after, "2025-02-03T00:00:00Z")
    assert all(layer.layer.rotation_virtual_start.second == 0 for layer in found.layers)
    assert [layer.is_mended for layer in found.layers] == [True]


def test_an_edited_layer_is_found_above_a_new_one() -> None:
    """Of layers without a name, the one that shares most people: a layer of strangers beneath it is no edit of it."""
    layer = attrs.evolve(weekly("alice", "bob").layers[0], name="")
    edited = attrs.evolve(layer, users=[*layer.users, User("carol")])
    new = attrs.evolve(layer, users=[User("dave"), User("erin")])
    one = attrs.evolve(weekly("alice"), layers=[layer])
    for layers in ([new, edited], [edited, new]):
        found = preserve(one, attrs.evolve(one, layers=layers), "2025-01-20T14:00:00Z")
        assert [each.index for each in found.layers] == [layers.index(edited)]


def test_no_name_puts_lines_of_its_own_into_what_is_pasted() -> None:
    """Neither that of a schedule nor of a layer, whatever ends a line; and an id that is no address is one text."""
    layer = attrs.evolve(weekly("alice", "bob").layers[0], name="W\rusers = []\u2028a\x85b\x1b[31m")
    one = attrs.evolve(weekly("alice"), name="x\ny = 1", layers=[layer])
    users = [User('q"\n${r}'), *layer.users]
    after = attrs.evolve(one, layers=[attrs.evolve(layer, users=users)])
    found = preserve(one, after, "2025-01-20T14:00:00Z", reorder=True)
    assert found.terraform.splitlines() == [
        "# x y = 1, W users = [] a b [31m",
        "users = [",
        '  "bob",',
        '  "q\\"\\n$${r}",',
        '  "alice",',
        "]",
    ]  # of three turns from 01-06 on, alice's of 01-20 is the third, and bob's of 01-27 the first


@pytest.mark.parametrize("name", ["weekly", ""])
def test_whoever_leaves_at_a_date_leaves_the_others_their_turns(name: str) -> None:
    """What is before that date is another layer, which is over.

    Alice to dave take weeks from Monday 2025-01-06T14:00Z. Bob leaves on 2025-01-27, when dave's week begins, the
    fourth: of alice, carol and dave it would be alice's. Mended it is dave's, then alice's, and then carol's, a week
    early: it was to be bob's.
    """
    layer = attrs.evolve(weekly("alice", "bob", "carol", "dave").layers[0], name=name)
    one = attrs.evolve(weekly("alice"), layers=[layer])
    leave = "2025-01-27T14:00:00Z"
    found = preserve(one, one.without("bob", leave), leave)
    (left,) = found.layers
    assert left.is_mended
    assert left.kept_until == 1736172000 + 6 * WEEK  # 02-17, when it would have been carol's turn, and is dave's
    assert [shift.user.id for shift in found.schedule.shifts("2025-01-06T14:00:00Z", "2025-02-17T14:00:00Z")] == [
        *("alice", "bob", "carol", "dave", "alice", "carol")
    ]
