"""Sentences whose own words are told from what others wrote."""

from __future__ import annotations

from oncall.views.diffs.words import Given, clauses, listed, people, person, said, told
from tests.views.diffs.changes import ALICE, BOB


def test_parts_are_one_after_the_other() -> None:
    """Words within words are words."""
    assert said("a", ("b", Given("c")), Given("d")) == ("a", "b", Given("c"), Given("d"))


def test_people_have_their_names() -> None:
    """Whose name it is goes with it, and nobody has none."""
    assert person(ALICE) == (Given("Alice", ALICE),)
    assert person(None) == people([]) == ("nobody",)
    assert told(people([ALICE, BOB]), str.upper) == "ALICE and BOB"


def test_lists_and_clauses() -> None:
    """Only what was given is shown otherwise; a sentence begins with a capital, but for a name."""
    assert told(listed([("a",), ("b",), ("c",)]), str) == "a, b and c"
    assert listed([]) == ()
    assert told(clauses([("two people",), (Given("eve"), " goes")]), str.upper) == "Two people; EVE goes."
    assert told(clauses([(Given("eve"), " goes")]), str) == "eve goes."
