"""Texts that are cut to their room, and told from each other for all that."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall.chronology.shortening import ELLIPSIS, apart, cut, shared_beginnings

if TYPE_CHECKING:
    from collections.abc import Callable

    Width = Callable[[str], float]

# What a reader takes for one character: letters with accents after them, a wide one, a flag, a picture of several,
# a syllable of Korean in its parts, and one of Devanagari with its vowel. No part of one is another of these.
CHARACTERS = ["a", "b", "c", "-", " ", "e\u0301", "n\u0303\u0323", "山", "🇪🇸", "👩🏽‍🚒", "\u1112\u1161\u11ab", "कि"]
_WHOLE = re.compile(f"(?:{'|'.join(CHARACTERS)})*")
_names = st.lists(st.sampled_from(CHARACTERS), min_size=1, max_size=30).map("".join)
_alike = st.builds(
    lambda begin, own, end: [f"{begin}{each}{end}" for each in own],
    _names,
    st.lists(st.lists(st.sampled_from(CHARACTERS), max_size=4).map("".join), min_size=2, max_size=5),
    _names,
)
_several = st.lists(_names, max_size=5) | _alike | st.builds(lambda one, other: [*one, *other], _alike, _alike)


def tenths(text: str) -> float:
    """A measure with a fraction, in which an accent takes no room and an ellipsis more than a letter."""
    return sum({"a": 0.7, ELLIPSIS: 1.3, "\u0301": 0, "\u0303": 0, "\u0323": 0}.get(char, 1) for char in text)


_widths: st.SearchStrategy[Width] = st.sampled_from([len, cell_len, tenths])
"""How wide a text is for Python, in a terminal, and in a picture."""


@given(text=st.text() | _names, room=st.floats(0, 40), width=_widths, keeps_end=st.booleans())
def test_a_cut_text_fits(text: str, room: float, width: Width, *, keeps_end: bool) -> None:
    """It is the text, which has room; or a beginning and an end of it around an ellipsis, or nothing."""
    found = cut(text, room, width, keeps_end=keeps_end)
    assert width(found) <= room
    assert (found == text) == (width(text) <= room) or not text
    if found != text:
        places = [place for place, char in enumerate(found) if char == ELLIPSIS]
        assert not found or any(
            text.startswith(found[:place]) and text.endswith(found[place + 1 :]) for place in places
        )


@given(_several, st.floats(0, 40), _widths)
def test_texts_that_are_apart_fit(texts: list[str], room: float, width: Width) -> None:
    """Each has room, in the order they came; one that fits is unchanged, and equal ones stay equal."""
    found = apart(texts, room, width)
    assert len(found) == len(texts)
    for text, short in zip(texts, found, strict=True):
        assert width(short) <= room
        assert short == text or width(text) > room
    assert len({*zip(texts, found, strict=True)}) == len({*texts})


@given(_several, st.floats(0, 40), _widths)
def test_no_character_is_split(texts: list[str], room: float, width: Width) -> None:
    """No accent loses its letter, nor a flag its half: what is left of a text is whole characters of it."""
    cuts = [cut(text, room, width, keeps_end=keeps_end) for text in texts for keeps_end in (True, False)]
    for short in (*apart(texts, room, width), *cuts):
        assert all(_WHOLE.fullmatch(part) for part in short.split(ELLIPSIS)), ascii(short)


@given(_several, st.floats(0, 10), _widths)
@example(["a" * count for count in range(7, 12)], 0, len)
@example(["aaa", f"a{ELLIPSIS}a", "abba", "acca"], 0, len)
def test_different_texts_stay_different(texts: list[str], more: float, width: Width) -> None:
    """Where there is room for the ellipsis and for one character less than there are texts, of the widest."""
    widest = max(map(width, CHARACTERS))
    room = width(ELLIPSIS) + max(len({*texts}) - 1, 0) * widest + more
    assert len({*apart(texts, room, width)}) == len({*texts})


@given(_names, _names, st.sampled_from(CHARACTERS[:3]), st.sampled_from(["d", "e"]), _widths)
def test_one_character_tells_two_texts_apart(begin: str, end: str, one: str, other: str, width: Width) -> None:
    """With room for it between two ellipses, wherever in the texts it is."""
    room = 2 * width(ELLIPSIS) + max(map(width, CHARACTERS))
    found = apart([f"{begin}{one}{end}", f"{begin}{other}{end}"], room, width)
    assert found[0] != found[1]


@given(_several, st.floats(0, 40), _widths)
def test_a_text_that_comes_again_changes_nothing(texts: list[str], room: float, width: Width) -> None:
    """Whoever is named twice is no second one to be told from the first."""
    assert apart([*texts, *texts], room, width) == apart(texts, room, width) * 2


@pytest.mark.parametrize(
    ("text", "room", "expected"),
    [
        ("abcde", 5, "abcde"),
        ("abcdef", 5, "ab…ef"),
        ("abcdef", 4, "ab…f"),  # of three letters the beginning has more
        ("abcdef", 2, "a…"),
        ("abcdef", 1, "…"),
        ("abcdef", 0, ""),
        ("abc  def", 6, "abc…ef"),
        ("ab  cdef", 6, "ab…ef"),  # two letters and a blank, which is not worth a column
        ("abcde fg", 7, "abcd…fg"),  # nor is one before the end
        ("aaaae\u0301", 4, "aaa…"),  # the letter with its accent is two for `len`: more than half of three
    ],
)
def test_the_middle_is_cut(text: str, room: int, expected: str) -> None:
    """An ellipsis, a half of the rest for the end, and what is left for the beginning; no blank beside it."""
    assert cut(text, room, len) == expected


def test_the_end_is_cut() -> None:
    """Four letters and the ellipsis are five."""
    assert cut("abcdefgh", 5, len, keeps_end=False) == "abcd…"
    assert cut("abc efgh", 5, len, keeps_end=False) == "abc…"


def test_one_that_begins_otherwise_changes_nothing() -> None:
    """Two have beginning and end in common: with a third they are still cut from before the place where they differ."""
    alike = ["team-platform-eu-alice-and-all-the-others", "team-platform-eu-bob-and-all-the-others"]
    # Eighteen columns: the ellipsis and seventeen letters, of which the last is a hyphen or the ellipsis.
    expected = ["…alice-and-all-th…", "…bob-and-all-the-…"]
    assert apart(alike, 18, len) == expected
    assert apart([*alike, "payments-of-europe-carol"], 18, len) == [*expected, "payments-…pe-carol"]


def test_each_beginning_is_shortened_in_its_own_way() -> None:
    """Those of a team are whole without it, and whoever is alone with a beginning keeps it."""
    names = ["platform-on-call-eu-alice", "platform-on-call-eu-bob", "the-other-team-of-carol", "dave"]
    assert apart(names, 17, len) == ["…on-call-eu-alice", "…on-call-eu-bob", "the-othe…of-carol", "dave"]


def test_those_that_are_the_same_still_are_told_apart_among_themselves() -> None:
    """Without `team-` alice and bob begin and end alike, so they lose what both have; carol does not."""
    names = ["team-platform-alice-and-so-on", "team-platform-bob-and-so-on", "team-shop-carol-and-so-on"]
    assert apart(names, 8, len) == ["…alice-…", "…bob-an…", "…shop-c…"]


def test_a_text_that_is_the_beginning_of_another() -> None:
    """Nine and ten of one letter: what they share but one is left out; and a name that looks like that is taken."""
    assert apart(["a" * 9, "a" * 10], 4, len) == ["…a", "…aa"]
    assert len({*apart(["a" * 9, "a" * 10, "…a", "a…aa"], 4, len)}) == 4


def test_words_that_are_shared() -> None:
    """Up to the end of each word; an accent that stands apart ends none."""
    assert shared_beginnings(["a b-c", "a b-d"]) == [2, 4]
    assert shared_beginnings(["e\u0301a-b", "e\u0301a-c"]) == [4]
    assert shared_beginnings(["a b"]) == shared_beginnings([]) == []


def test_a_cut_text_is_not_one_that_fits() -> None:
    """Without its middle `platform` is `pl…rm`; of those without another part the first that is free is taken."""
    assert apart(["pl…rm", "platform"], 5, len) == ["pl…rm", "…form"]
    assert apart(["platform", "…form", "pl…rm"], 5, len) == ["p…orm", "…form", "pl…rm"]
    assert apart(["pl…rm", "…form", "p…orm", "platform"], 5, len)[3] == "pla…m"


def test_a_word_is_left_out_only_where_all_have_room() -> None:
    """Without `team-`, `…ab` has room in five columns, and `…abcdefghij` has none."""
    found = apart(["team-ab", "team-abcdefghij"], 5, len)
    assert len({*found}) == 2
    assert max(map(len, found)) <= 5


def test_many_words_are_not_tried_one_by_one() -> None:
    """Of two texts that share 5,000 words the first beginning that leaves room is found in some 13 steps."""
    asked: list[str] = []

    def width(text: str) -> int:
        asked.append(text)
        return len(text)

    # Ten columns are an ellipsis and nine letters, so three words and what is their own have room.
    assert apart(["a-" * 5000 + own for own in ("bob", "ann")], 10, width) == ["…a-a-a-bob", "…a-a-a-ann"]
    assert len(asked) < 200


def test_what_is_left_of_a_name_begins_with_no_blank() -> None:
    """Where what they share ends with a blank, and one of them has another one there."""
    assert apart(["team-one alice", "team-one  bob--"], 8, len) == ["…alice", "…bob--"]
