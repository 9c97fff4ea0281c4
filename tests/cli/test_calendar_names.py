"""The names of calendar files."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from oncall.cli.calendar_names import GAPS, INDEX, file_names
from tests.formats.ical.names import hostile_names

if TYPE_CHECKING:
    from random import Random

# Few letters, so that names meet; and signs that no file name keeps.
_close = st.text("aAbB0 -_./\\é", min_size=1, max_size=4)
_like_a_digest = st.from_regex(r"[abAB]-[0-9a-f]{12}", fullmatch=True)
names = st.one_of(_close, hostile_names(), _like_a_digest, st.from_regex(r"[A-Za-z0-9_./\\ -]{1,120}", fullmatch=True))
things = st.dictionaries(st.text(min_size=1, max_size=6), names, min_size=1, max_size=6)


def digest(text: str) -> str:
    """The digest that stands in a file's name."""
    return sha256(text.encode()).hexdigest()[:12]


@given(things)
def test_two_things_never_share_a_file(named: dict[str, str]) -> None:
    """Nor do they where capitals and small letters are the same; and no list or gaps are written over."""
    found = file_names("person", named.items())
    folded = [name.casefold() for name in found.values()]
    assert set(found) == set(named)
    assert len({*folded, GAPS, INDEX}) == len(named) + 2


@given(things)
def test_a_file_name_is_safe(named: dict[str, str]) -> None:
    """It is one plain part of a path and of an address, of a length that every file system takes."""
    for name in file_names("schedule", named.items()).values():
        stem = name.removeprefix("schedule-").removesuffix(".ics")
        assert stem.isascii()
        assert stem.replace("-", "").isalnum()
        assert stem == stem.lower()
        assert not stem.startswith("-")
        assert len(name) <= 90


@given(things, st.randoms())
def test_the_order_does_not_matter(named: dict[str, str], random: Random) -> None:
    """The same things have the same files, in whatever order they are read."""
    pairs = list(named.items())
    random.shuffle(pairs)
    assert file_names("policy", pairs) == file_names("policy", named.items())


@given(things, hostile_names().map(lambda name: f"other {name}"))
def test_somebody_new_changes_no_other_file(named: dict[str, str], name: str) -> None:
    """Whoever is called otherwise, by more than capitals, spaces and hyphens, takes nobody's subscription away."""
    before = file_names("person", named.items())
    after = file_names("person", {**named, "newcomer": name}.items())
    assert {id_: after[id_] for id_ in before} == before


@given(things)
def test_ids_do_not_matter_where_names_differ(named: dict[str, str]) -> None:
    """Another label in Terraform, or the REST id instead, changes no file."""
    distinct = {name: id_ for id_, name in named.items()}
    moved = file_names("person", ((f"module.new.{id_}", name) for name, id_ in distinct.items()))
    kept = file_names("person", ((id_, name) for name, id_ in distinct.items()))
    assert list(moved.values()) == list(kept.values())


def test_plain_names_stay_readable() -> None:
    """Letters, digits, single spaces, hyphens and underscores are told without a digest."""
    named = {"a": "Checkout Team On-Call", "b": "bob", "c": "SRE_2"}
    assert list(file_names("schedule", named.items()).values()) == [
        "schedule-checkout-team-on-call.ics",
        "schedule-bob.ics",
        "schedule-sre-2.ics",
    ]


def test_what_is_lost_is_in_a_digest() -> None:
    """Accents, emoji, other writing, punctuation and length; what looks like a digest gets one, too."""
    for name, stem in (
        ("Zoë", "zoe-"),
        ("R&D", "r-d-"),
        ("👩‍🚒", ""),
        ("אבי", ""),
        ("../../etc/passwd", "etc-passwd-"),
        ("a  b", "a-b-"),
        ("x" * 61, "x" * 60 + "-"),
        ("bob-0123456789ab", "bob-0123456789ab-"),
        ("0123456789ab", "0123456789ab-"),
    ):
        assert file_names("person", [("id", name)]) == {"id": f"person-{stem}{digest(f'name {name}')}.ics"}


def test_namesakes_are_told_apart_by_their_ids() -> None:
    """Both get a digest, so that neither takes the other's file when the first one leaves and the order changes."""
    found = file_names("person", [("PABC123", "Bob"), ("PDEF456", "Bob"), ("PGHI789", "carol")])
    assert found == {
        "PABC123": f"person-bob-{digest('id PABC123')}.ics",
        "PDEF456": f"person-bob-{digest('id PDEF456')}.ics",
        "PGHI789": "person-carol.ics",
    }


def test_names_that_differ_in_capitals_only() -> None:
    """Each has a digest of the name: one name, one file, also where file systems ignore case."""
    found = file_names("person", [("1", "Bob"), ("2", "bob"), ("3", "bo_b"), ("4", "Bo B")])
    assert found == {
        "1": f"person-bob-{digest('name Bob')}.ics",
        "2": f"person-bob-{digest('name bob')}.ics",
        "3": f"person-bo-b-{digest('name bo_b')}.ics",
        "4": f"person-bo-b-{digest('name Bo B')}.ics",
    }
