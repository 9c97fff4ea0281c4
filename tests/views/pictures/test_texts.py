"""Texts of a picture, and how much room they need."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall.views.pictures.texts import brief, cut, isolated, safe, text_width

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
    """In hundredths of the size: i 30, m 100, combining accents nothing, a wide character 115, an umlaut its letter."""
    assert text_width("i", 10) == 3
    assert text_width("mm", 13) == 26
    assert text_width("e\u0301", 10) == text_width("\u00e9", 10) == text_width("e", 10)
    assert text_width("山", 20) == 23


@given(_any, st.floats(0, 400))
def test_a_cut_text_fits(text: str, room: float) -> None:
    """It is the text, or the beginning of it with an ellipsis, or nothing; and it has room."""
    found = cut(text, room, 13)
    assert text_width(found, 13) <= room
    assert found in {text, ""} or text.startswith(found.removesuffix("\N{HORIZONTAL ELLIPSIS}"))


def test_brief() -> None:
    """Three of five letters are two and an ellipsis; what is short enough stays as it is."""
    assert brief("abcde", 3) == "ab\N{HORIZONTAL ELLIPSIS}"
    assert brief("abc", 3) == "abc"
