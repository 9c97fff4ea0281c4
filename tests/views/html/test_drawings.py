"""What is drawn on the page."""

from __future__ import annotations

from oncall import User
from oncall.views.html.drawings import Drawings, picture_rules
from oncall.views.html.elements import element, written
from oncall.views.palette import HUES
from oncall.views.people import Roster
from tests.views.html.markup import parsed
from tests.views.rotas import ALICE, BOB


def test_a_person_has_a_dot_of_their_colour() -> None:
    """The one that their bars have; it is for the eye alone."""
    roster = Roster([ALICE, BOB])
    for user in (ALICE, BOB):
        shown = parsed(written(element("p", Drawings(roster).person(user))))
        (circle,), (dot,) = shown.each("circle"), shown.each("svg")
        assert circle.attributes["fill"] == roster[user].color
        assert dot.attributes["aria-hidden"] == "true"
        assert shown.text.strip() == user.name


def test_whoever_is_in_no_picture_has_none() -> None:
    """A manager, whom a policy names; and nobody is a word."""
    drawings = Drawings(Roster([ALICE]))
    assert written(element("b", drawings.person(User("m", name="Manager")))) == "<b><bdi>Manager</bdi></b>"
    assert written(element("b", drawings.person(None))) == '<b><span class="nobody">nobody</span></b>'


def test_the_rules_have_every_colour() -> None:
    """Whichever people are on the page; by day, by night, and none that a picture would need to bring along."""
    rules = picture_rules()
    assert all(f"fill:{hue.color}" in rules for hue in HUES)
    assert "@media screen and (prefers-color-scheme:dark)" in rules
