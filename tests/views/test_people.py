"""The letters and colours that stand for people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall import User
from oncall.views.people import Roster
from tests.views.rotas import ALICE, BOB


def symbols(*names: str) -> str:
    """The letters of people with these names, in order."""
    users = [User(str(number), name=name) for number, name in enumerate(names)]
    roster = Roster(users)
    return "".join(roster[user].symbol for user in users)


def test_an_initial_stands_for_a_person() -> None:
    """Without a conflict, it is the first letter of the name."""
    assert symbols("Alice", "bob", "Émile") == "ABE"


def test_a_taken_initial_gives_way() -> None:
    """The second Ann is a small a or the next initial, never the first one's letter."""
    assert symbols("Ann Lee", "Ann Kim", "Ann") == "AKN"


def test_names_without_latin_letters_get_a_letter_that_is_left() -> None:
    """A letter has one column and no direction, whatever the name is written in."""
    assert symbols("Bob", "山田", "אליס", "🎉") == "BACD"


@given(st.lists(st.text(min_size=1).filter(str.strip), max_size=62))
def test_people_are_told_apart(names: list[str]) -> None:
    """Up to 62 people have 62 different letters and digits, each one column of ASCII."""
    found = symbols(*names)
    assert len(set(found)) == len(names)
    assert all(char.isascii() and char.isalnum() for char in found)


def test_too_many_people_share_a_question_mark() -> None:
    """The 63rd person is a question mark rather than somebody else."""
    assert symbols(*["x"] * 63)[-1] == "?"


def test_a_first_name_that_two_people_have_is_not_used() -> None:
    """In a bar, `Ann` must not be either of two."""
    users = [User("1", name="Ann Lee"), User("2", name="Ann Kim"), User("3", name="Bob Ray")]
    roster = Roster(users)
    assert [roster[user].names for user in users] == [("Ann Lee",), ("Ann Kim",), ("Bob Ray", "Bob")]


def test_a_picture_that_a_name_begins_with_is_no_word() -> None:
    """Alice is `Alice` in a bar and not a firework, which a font may lack; of a name without letters all is left."""
    users = [
        User(str(place), name=name) for place, name in enumerate(["🎉 Alice Ray", "- Bob", "👩🏽‍🚒 🚒 Carol", "🎊"])
    ]
    roster = Roster(users)
    assert [roster[user].names[-1] for user in users] == ["Alice", "Bob", "Carol", "🎊"]
    assert [roster[user].symbol for user in users] == ["A", "B", "C", "D"]


def test_what_all_names_share_stands_for_nobody() -> None:
    """A letter, and a short name, are of what is somebody's own; one whose name is no more than that keeps it."""
    names = ("team-eu-alice", "team-eu-bob", "team-eu-carol jones")
    users = [User(name) for name in names]
    roster = Roster(users)
    assert symbols(*names) == "ABC"
    assert [roster[user].names[1:] for user in users] == [("alice",), ("bob",), ("carol jones", "carol")]
    assert symbols(*names, "Dave") == "TEJD"
    assert [Roster([User("team-"), users[0]])[user].names for user in (User("team-"), users[0])] == [
        ("team-",),
        ("team-eu-alice", "eu-alice"),
    ]


def test_the_first_twelve_people_differ_in_colour() -> None:
    """The thirteenth shares a colour with somebody, with another letter and a mark."""
    users = [User(str(number)) for number in range(13)]
    roster = Roster(users)
    badges = [roster[user] for user in users]
    assert len({badge.color for badge in map(Roster(users[:12]).__getitem__, users[:12])}) == 12
    (marked,) = (badge for badge in badges if badge.mark)
    (same,) = (badge for badge in badges if badge.color == marked.color and badge is not marked)
    assert same.symbol != marked.symbol


def test_colours_do_not_depend_on_the_order() -> None:
    """The same people have the same colours in the picture of a schedule and in that of its fairness."""
    users = [User(str(number)) for number in range(8)]
    there, back = Roster(users), Roster(reversed(users))
    assert [there[user].color for user in users] == [back[user].color for user in users]


def test_a_roster_that_has_everybody_is_used_as_it_is() -> None:
    """Whoever is missing comes after those who are there."""
    roster = Roster([ALICE, BOB])
    assert roster.including([BOB]) is roster
    assert list(roster.including([BOB, User("carol")])) == [ALICE, BOB, User("carol")]


def test_one_person_has_one_badge() -> None:
    """Whoever is listed twice is one person."""
    assert list(Roster([ALICE, BOB, ALICE])) == [ALICE, BOB]
