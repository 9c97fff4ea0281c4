"""People: who is the same person, and what tells them apart."""

from __future__ import annotations

from typing import Any

import pytest

from oncall import User
from oncall.errors import InvalidValueError, UnknownZoneError
from oncall.model.users import full_names


def test_two_users_with_one_id_are_one_person() -> None:
    """Only the id tells people apart; a name, an address or a zone does not."""
    assert User("alice") == User("alice", name="Alice", email="a@example.com", time_zone="Europe/Madrid")
    assert len({User("alice"), User("alice", name="Alice"), User("Alice")}) == 2


def test_a_user_without_a_name_is_called_by_the_id() -> None:
    """The name is the id unless another is given."""
    assert (User("alice").name, str(User("alice"))) == ("alice", "alice")
    assert str(User("pagerduty_user.alice", name="Alice")) == "Alice"
    assert (User("alice").email, User("alice").time_zone, User("alice").where) == ("", None, None)


def test_who_needs_more_than_a_name() -> None:
    """Two of one name; the same person twice is one."""
    alice, other, bob = User("alice", name="Alice"), User("alicia", name="Alice"), User("bob", name="Bob")
    assert full_names([alice, bob, other, alice]) == {alice: "Alice (alice)", bob: "Bob", other: "Alice (alicia)"}
    assert full_names([alice, bob, alice]) == {alice: "Alice", bob: "Bob"}


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("id", "", "a text that is not empty"),
        ("id", "  ", "a text that is not empty"),
        ("id", 5, "a text that is not empty"),
        ("id", None, "a text that is not empty"),
        ("name", "", "a text that is not empty"),
        ("email", None, "a text"),
    ],
)
def test_a_user_has_an_id_and_a_name(field: str, value: Any, expected: str) -> None:
    """What is no text, or an empty one, is refused by the field's name."""
    fields: dict[str, Any] = {"id": "alice", field: value}
    with pytest.raises(InvalidValueError) as caught:
        User(**fields)
    assert (caught.value.field, caught.value.expected, caught.value.value) == (field, expected, value)


@pytest.mark.parametrize("zone", ["Madrid", "", 5])
def test_a_users_zone_must_be_one(zone: Any) -> None:
    """A zone that is none is refused; none at all is fine."""
    with pytest.raises(UnknownZoneError, match="time_zone must be the name of an IANA time zone") as caught:
        User("alice", time_zone=zone)
    assert (caught.value.field, caught.value.name) == ("time_zone", zone)
