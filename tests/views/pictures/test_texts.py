"""Texts of a picture, and how much room they need."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font, LoadFlags

from oncall.chronology.shortening import apart, cut
from oncall.views.pictures.texts import brief, isolated, safe, text_width, width_at

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"
_any = st.text(max_size=60)


def test_what_xml_forbids_is_replaced() -> None:
    """XML 1.0 (section 2.2) has no U+FFFE and U+FFFF, and of the control characters only three."""
    assert safe("a\ufffeb\uffffc") == "a\ufffdb\ufffdc"
    assert safe("a\x00\x1b\n\ud800") == r"a\x00\x1b\n\ud800"


@given(_any)
def test_a_safe_text_is_one_line_of_xml(text: str) -> None:
    """Every character of it is one that XML 1.0 has, and none is a line break or a tab."""
    assert all(" " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char >= "\U00010000" for char in safe(text))


def test_only_what_reads_from_right_to_left_is_isolated() -> None:
    """Two characters around each name would make a picture larger for nothing."""
    assert isolated("Bob") == "Bob"
    assert isolated("אליס").startswith("\N{FIRST STRONG ISOLATE}אליס")
    assert isolated("אליס").endswith("\N{POP DIRECTIONAL ISOLATE}")


def test_widths() -> None:
    """In hundredths of the size: i 30, m 98, combining accents nothing, a wide character 115, an umlaut its letter."""
    assert text_width("i", 10) == 3
    assert text_width("mm", 50) == 98
    assert text_width("e\u0301", 10) == text_width("\u00e9", 10) == text_width("e", 10)
    assert text_width("山", 20) == 23


def test_no_letter_is_wider_than_it_counts() -> None:
    """Of all letters and signs of European languages, with one accent or none, in the font that matplotlib brings."""
    font = FT2Font(findfont("DejaVu Sans"))
    chars = [chr(place) for place in (*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "…—‰“”•€"))]
    known = [char for char in chars if unicodedata.category(char) != "Cf" and font.get_char_index(ord(char))]
    assert len(known) > 300
    for char in known:
        width = font.load_char(ord(char), flags=LoadFlags.NO_SCALE).horiAdvance / font.units_per_EM
        assert text_width(char, 1) >= width - 0.0001


def test_the_middle_is_cut() -> None:
    """Of a room of 500 hundredths, 102 are the ellipsis's; half of the rest has room for three digits of 64.

    What is left then, 206, has room for three again.
    """
    assert cut("0123456789", 50, width_at(10)) == f"012{ELLIPSIS}789"
    assert cut("iiiiiM\u0301", 17, width_at(10)) == f"ii{ELLIPSIS}"  # 68 are left: half is too little for an M
    assert cut("0123456789", 10, width_at(10)) == ""


def test_brief() -> None:
    """Three of five letters are two and an ellipsis between them; what is short enough stays as it is."""
    assert brief("abcde", 3) == f"a{ELLIPSIS}e"
    assert brief("abcde", 4) == f"ab{ELLIPSIS}e"
    assert brief("abcde", 1) == ELLIPSIS
    assert brief("abc", 3) == "abc"
    assert len(brief("x" * 100)) == 60


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["platform-on-call-eu-alice", "platform-on-call-eu-bob"], ["…on-call-eu-alice", "…on-call-eu-bob"]),
        (["alice", "team-platform-on-call-eu-bob"], ["alice", "team-pl…-eu-bob"]),
        (["team-platform-alice-and-so-on", "team-platform-anna-and-so-on"], ["…alice-and-so-on", "…anna-and-so-on"]),
        (["the team of platform: alice", "the team of platform: alice!"], ["…platform: alice", "…platform: alice!"]),
        # One that begins otherwise is cut in a way of its own.
        (
            ["the team of platform: alice", "the team of platform: bob", "the-other-team-of-carol"],
            ["…platform: alice", "…platform: bob", "the-oth…of-carol"],
        ),
        (["team-platform-on-call-eu-bob"] * 2, ["team-pl…-eu-bob"] * 2),
    ],
)
def test_names_are_told_apart(names: list[str], expected: list[str]) -> None:
    """Where 120 is the room: what long ones share at the beginning is left out, or the middle; those alike stay alike.

    In hundredths of 13 that is 923, without the ellipsis 821. `on-call-eu-alice` takes 796; `platform-` has no room.
    Of the middle, `-eu-bob` takes 396 of the half of 821, and of the 425 that are left `team-pl` takes 398; `of-carol`
    takes 396 and `-of-carol` 436, and `the-oth` 376.
    """
    assert apart(names, 120, width_at(13)) == expected
