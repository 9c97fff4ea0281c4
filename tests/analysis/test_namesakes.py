"""Things are the same by id, else if they alone have a name."""

from __future__ import annotations

import attrs

from oncall import EscalationPolicy, EscalationRule, Override, User
from oncall.analysis.namesakes import by_name, pairs, renamed_policy, renamed_schedule, same_people
from tests.edits import weekly


def named(*ids: str) -> list[User]:
    """Users with an id, or an id and a name: `a=Alice`."""
    split = (each.split("=") for each in ids)
    return [User(parts[0], name=parts[-1]) for parts in split]


def told(before: list[User], after: list[User]) -> list[str]:
    """The pairs in short."""
    return [f"{one.id if one else '-'}>{other.id if other else '-'}" for one, other in pairs(before, after, by_name)]


def test_one_id_is_one_thing_whatever_it_is_called() -> None:
    """A name is only looked at where the id is not there."""
    assert told(named("a=One", "b=Two"), named("b=One", "a=Two")) == ["b>b", "a>a"]


def test_what_alone_has_a_name_is_the_same_under_another_id() -> None:
    """Moved into a module."""
    assert told(named("a=One", "b=Two"), named("module.m.a=One", "b=Two")) == ["a>module.m.a", "b>b"]


def test_a_name_that_several_have_tells_nothing() -> None:
    """On either side; then they are removed and added."""
    assert told(named("a=One", "b=One"), named("c=One")) == ["->c", "a>-", "b>-"]
    assert told(named("a=One"), named("b=One", "c=One")) == ["->b", "->c", "a>-"]


def test_what_is_left_of_a_name_may_be_one_thing() -> None:
    """Of two things of one name one has its id still; so the other one is the other one."""
    assert told(named("a=One", "b=One"), named("a=One", "c=One")) == ["a>a", "b>c"]


def test_what_is_there_after_comes_first_in_its_order() -> None:
    """Then what is removed, in the order of before."""
    assert told(named("x", "b", "y"), named("c", "b")) == ["->c", "b>b", "x>-", "y>-"]


def test_people_are_the_same_by_address_before_name() -> None:
    """An e-mail address is one whatever its capitals; a name that is only the id is none.

    Two are called Bob after, but one of them is Alice by her address; so the other one is Bob.
    """
    before = [User("a", name="Alice", email="A@example.com"), User("b", name="Bob"), User("c"), User("d", name="Dave")]
    after = [User("m.a", name="Bob", email="a@example.com"), User("m.b", name="Bob"), User("c"), User("m.d")]
    assert {one.id: other.id for one, other in same_people(before, after).items()} == {"a": "m.a", "b": "m.b"}
    assert same_people(before[1:2], after[1:2]) == {before[1]: after[1]}


def test_a_renamed_schedule_has_the_same_people_under_their_new_ids() -> None:
    """In its layers and overrides, and in the policies that page it."""
    alice, bob, renamed = User("alice"), User("bob"), User("module.m.alice")
    schedule = attrs.evolve(weekly("alice", "bob"), overrides=[Override(user=alice, start=0, end=60)])
    found = renamed_schedule(schedule, {alice: renamed})
    assert found.layers[0].users == (renamed, bob)
    assert found.overrides[0].user == renamed
    assert renamed_schedule(schedule, {User("carol"): renamed}) is schedule
    rule = EscalationRule(escalation_delay_in_minutes=5, targets=[schedule, alice])
    policy = EscalationPolicy(name="policy", rules=[rule])
    assert renamed_policy(policy, {alice: renamed}).rules[0].targets == (found, renamed)
    assert renamed_policy(policy, {}) is policy


def test_one_name_with_two_addresses_is_two_people() -> None:
    """Where an address is not known, the name alone has to tell."""
    ann, other = User("1", name="Ann Lee", email="ann@example.com"), User("2", name="Ann Lee", email="ann2@example.com")
    assert same_people([ann], [other]) == {}
    assert same_people([ann], [User("3", name="Ann Lee")]) == {ann: User("3")}
