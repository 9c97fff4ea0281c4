"""Configurations: how things are found by address, short name and name, and what cannot be one."""

from __future__ import annotations

from typing import Any

import attrs
import pytest

from oncall import Catalog, Configuration, EscalationPolicy, EscalationRule, Schedule, Service, User
from oncall.errors import InvalidValueError, Location, NotFoundError, Problem

BOB = User("pagerduty_user.bob", name="Robert")
ALICE = User("module.team.pagerduty_user.alice", name="Alice")
CHECKOUT = Schedule(id="pagerduty_schedule.checkout", name="Checkout On-Call", time_zone="Etc/UTC", layers=[])
SEARCH = Schedule(id="pagerduty_schedule.search", name="Search", time_zone="Etc/UTC", layers=[])
POLICY = EscalationPolicy(
    id="pagerduty_escalation_policy.checkout",
    name="Checkout",
    rules=[EscalationRule(escalation_delay_in_minutes=1, targets=[CHECKOUT, BOB])],
)
CONFIGURATION = Configuration(
    schedules=[SEARCH, CHECKOUT],
    escalation_policies=[POLICY],
    users=[BOB, ALICE],
    services=[Service(name="Checkout", escalation_policy=POLICY)],
)


@pytest.mark.parametrize("key", ["pagerduty_schedule.checkout", "checkout", "Checkout On-Call"])
def test_a_thing_is_found_by_address_short_name_and_name(key: str) -> None:
    """What tells a thing from the others names it, in brackets, for `in` and for `get`."""
    schedules = CONFIGURATION.schedules
    assert schedules[key] is CHECKOUT
    assert key in schedules
    assert schedules.get(key) is CHECKOUT


def test_the_things_come_in_the_order_in_which_they_came() -> None:
    """Iteration is over the ids, in the given order, each once."""
    schedules = CONFIGURATION.schedules
    assert isinstance(schedules, Catalog)
    assert list(schedules) == list(schedules.keys()) == ["pagerduty_schedule.search", "pagerduty_schedule.checkout"]
    assert list(schedules.values()) == [SEARCH, CHECKOUT]
    assert list(schedules.items()) == [(SEARCH.id, SEARCH), (CHECKOUT.id, CHECKOUT)]
    assert len(schedules) == 2
    assert list(CONFIGURATION.users) == [BOB.id, ALICE.id]
    assert CONFIGURATION.users["alice"] is ALICE
    assert CONFIGURATION.services["Checkout"].escalation_policy is CONFIGURATION.escalation_policies["checkout"]


@pytest.mark.parametrize(
    ("key", "near"),
    [
        ("chekout", ("pagerduty_schedule.checkout",)),
        ("pagerduty_schedule.chekout", ("pagerduty_schedule.checkout", "pagerduty_schedule.search")),
        ("Serch", ("pagerduty_schedule.search",)),
        ("CHECKOUT", ("pagerduty_schedule.checkout",)),
        ("on", ("pagerduty_schedule.checkout",)),
        ("zzz", ()),
        ("", ()),
    ],
)
def test_what_is_not_there_is_not_found(key: str, near: tuple[str, ...]) -> None:
    """The error says what is near, also what has the key as a word of its name, or else what there is.

    `in` is false and `get` gives what it was told.
    """
    schedules = CONFIGURATION.schedules
    with pytest.raises(NotFoundError) as caught:
        schedules[key]
    assert isinstance(caught.value, KeyError)
    assert (caught.value.kind, caught.value.name, caught.value.ambiguous) == ("schedule", key, False)
    assert caught.value.near == near
    hint = f"near: {', '.join(near)}" if near else f"there are {SEARCH.id}, {CHECKOUT.id}"
    assert str(caught.value) == f"no schedule is called {key!r}; {hint}"
    assert key not in schedules
    assert schedules.get(key) is None
    assert schedules.get(key, SEARCH) is SEARCH


def test_a_name_that_two_things_have_names_neither() -> None:
    """The error lists both, and each is still found by its id."""
    twins = [attrs.evolve(CHECKOUT, id=f"module.{team}.pagerduty_schedule.checkout") for team in "ab"]
    schedules = Configuration(schedules=twins).schedules
    for key in ("checkout", "Checkout On-Call"):
        with pytest.raises(NotFoundError) as caught:
            schedules[key]
        assert caught.value.ambiguous
        assert caught.value.near == (twins[0].id, twins[1].id)
        assert str(caught.value) == f"{key!r} names more than one schedule: {twins[0].id}, {twins[1].id}"
        assert key not in schedules
    assert [schedules[twin.id] for twin in twins] == twins


def test_an_id_comes_before_a_name() -> None:
    """What is one thing's id is that thing, whatever others are called."""
    users = Configuration(users=[User("1", name="2"), User("2", name="1")]).users
    assert (users["1"].id, users["2"].id) == ("1", "2")


@pytest.mark.parametrize("field", ["schedules", "escalation_policies", "users", "services", "warnings"])
@pytest.mark.parametrize("value", ["text", [1], None, 5])
def test_a_catalog_is_made_of_a_list_of_its_kind(field: str, value: Any) -> None:
    """Anything else is refused by the name of the field."""
    with pytest.raises(InvalidValueError) as caught:
        Configuration(**{field: value})
    assert caught.value.field == field
    assert caught.value.value == (1 if isinstance(value, list) else value)


def test_an_id_is_one_thing() -> None:
    """Two different things with one id are refused; the same thing twice is there once."""
    other = attrs.evolve(CHECKOUT, name="Other")
    with pytest.raises(InvalidValueError, match="schedules must be a list in which every id is one thing") as caught:
        Configuration(schedules=[CHECKOUT, other])
    assert caught.value.value == CHECKOUT.id
    assert len(Configuration(schedules=[CHECKOUT, SEARCH, CHECKOUT]).schedules) == 2


def test_an_empty_configuration_has_nothing() -> None:
    """Everything may be left out."""
    empty = Configuration()
    assert [len(each) for each in (empty.schedules, empty.escalation_policies, empty.users, empty.services)] == [0] * 4
    assert empty.warnings == ()
    assert not empty.schedules


def test_the_order_of_things_takes_no_part_in_equality() -> None:
    """A configuration is what it holds, by id."""
    turned = attrs.evolve(
        CONFIGURATION, schedules=[CHECKOUT, SEARCH], warnings=[Problem("a.tf", "odd", Location("a.tf", 1))]
    )
    assert turned == CONFIGURATION
    assert hash(turned) == hash(CONFIGURATION)
    assert attrs.evolve(CONFIGURATION, schedules=CONFIGURATION.schedules.values()) == CONFIGURATION
