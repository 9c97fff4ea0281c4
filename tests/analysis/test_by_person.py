"""What is said of each person."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from oncall import User
from oncall.analysis.by_person import ByPerson, known_people, strangers, written_name
from oncall.errors import InvalidValueError
from oncall.model import Catalog


def test_the_order_does_not_matter() -> None:
    """Two that say the same are equal, and hash alike; a dictionary that says it is equal, too."""
    one, other = ByPerson({"alice": 1, "bob": 2}), ByPerson({"bob": 2, "alice": 1})
    assert one == other == {"alice": 1, "bob": 2}
    assert hash(one) == hash(other)
    assert pickle.loads(pickle.dumps(one)) == one  # noqa: S301 - our own


def test_it_is_a_mapping() -> None:
    """Of texts; whoever is not in it is a KeyError."""
    found = ByPerson({"bob": 2})
    assert (found["bob"], list(found), len(found), "alice" in found) == (2, ["bob"], 1, False)
    with pytest.raises(KeyError):
        found["alice"]


def test_people_are_users_or_texts() -> None:
    """A user is called by the id."""
    assert (written_name(User("alice"), "weights"), written_name("bob", "weights")) == ("alice", "bob")
    for wrong in ("", 5, None):
        given: Any = wrong
        with pytest.raises(InvalidValueError, match="weights must be a mapping from users, ids or names"):
            written_name(given, "weights")


def test_strangers_are_left_out() -> None:
    """A file of settings names people of several configurations."""
    people = Catalog("person", {"alice": User("alice")})
    assert dict(known_people({"alice": 1, "bob": 2}, people)) == {User("alice"): 1}


def test_strangers_are_told() -> None:
    """Each with who is near: above all who is called so in other capital letters."""
    people = Catalog("person", {"ana": User("ana"), "bob": User("bob", name="Bob Brown")})
    found = {error.name: error.near for error in strangers({"ana": 1, "ANA": 1, "BOB BROWN": 2, "zz": 3}, people)}
    assert found == {"ANA": ("ana",), "BOB BROWN": ("bob",), "zz": ()}
