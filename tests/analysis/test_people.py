"""Who of a configuration somebody is who was recorded elsewhere."""

import pytest

from oncall import Configuration, EscalationPolicy, EscalationRule, Service, User
from oncall.analysis.people import People, users_of
from tests.checks.builders import layer, schedule

ALICE = User("pagerduty_user.alice", name="Alice", email="alice@example.com")
BOB = User("pagerduty_user.bob", name="Bob", email="BOB@example.com")
TWINS = (User("pagerduty_user.t1", name="Twin", email="t@example.com"), User("t2", name="Twin", email="t@example.com"))
PEOPLE = People.of(Configuration(users=[ALICE, BOB, *TWINS]))


@pytest.mark.parametrize(
    ("recorded", "known"),
    [
        (User("pagerduty_user.alice"), ALICE),
        (User("PABC123", name="Somebody", email="Alice@Example.com"), ALICE),
        (User("PABC123", name="Bob"), BOB),
        (User("bob@EXAMPLE.com"), BOB),
        (User("Bob"), BOB),
        (User("bob"), BOB),  # the label of the resource
        (User("t2", name="Alice"), TWINS[1]),  # the id says more than the name
        (User("PABC123", name="Bob", email="alice@example.com"), ALICE),  # and so does the address
        (User("t1", name="Twin"), TWINS[0]),
    ],
)
def test_people_are_known_by_id_by_email_by_name(recorded: User, known: User) -> None:
    """In this order; letters of e-mail addresses may be small or capital."""
    assert PEOPLE.the(recorded) is known


@pytest.mark.parametrize("recorded", [User("PABC123", name="alicE"), User("x", email="t@example.com"), User("Twin")])
def test_who_is_not_known_stays_as_recorded(recorded: User) -> None:
    """Names are taken as they are written, and what names two people names nobody."""
    assert PEOPLE.the(recorded) is recorded


def test_one_id_may_be_recorded_in_several_ways() -> None:
    """A reference without an e-mail address is nobody here, the whole user is alice."""
    people = People.of(Configuration(users=[ALICE]))
    assert people.the(User("P1", name="A.")).id == "P1"
    assert people.the(User("P1", name="A.", email="alice@example.com")) is ALICE


def test_everybody_counts_who_is_named_anywhere() -> None:
    """Users of a schedule that only the policy of a service names, and users that a rule names."""
    rule = EscalationRule(escalation_delay_in_minutes=5, targets=[schedule(layer(ALICE)), BOB])
    service = Service(name="s", escalation_policy=EscalationPolicy(name="p", rules=[rule]))
    assert users_of(Configuration(services=[service], users=[TWINS[1]])) == (TWINS[1], ALICE, BOB)
