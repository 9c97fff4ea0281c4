"""Elements, in which every text stays a text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.characters import visible
from oncall.views.html.elements import bidi, element, verbatim, written
from tests.views.html.markup import parsed
from tests.views.html.overviews import HOSTILE

ANY = st.text(st.characters() | st.sampled_from("<>&\"'`=/\0\x1b\u202e\ud800")) | st.sampled_from(HOSTILE)


@given(text=ANY, attribute=ANY)
def test_texts_come_back_as_they_are_shown(text: str, attribute: str) -> None:
    """What a parser reads is the visible text, and there is nothing besides the one element."""
    document = parsed(written(element("b", text, title=attribute)))
    found, *isolated = document.each()
    assert (found.tag, found.attributes) == ("b", {"title": visible(attribute)})
    assert found.text == visible(text)
    assert {(each.tag, *each.attributes) for each in isolated} <= {("bdi",)}


@given(text=ANY)
def test_nothing_unseen_is_written(text: str) -> None:
    """No control character, no mark of direction, nothing that UTF-8 cannot say; joiners of letters stay."""
    shown = visible(text)
    shown.encode("utf-8")
    assert not any(char < " " or "\x7f" <= char <= "\x9f" or char in "\u2028\u2029\u202e\u2066" for char in shown)
    assert visible("\U0001f469\u200d\U0001f692") == "\U0001f469\u200d\U0001f692"


@given(text=st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_what_is_seen_stays(text: str) -> None:
    """Letters, numbers, signs: not one of them is changed."""
    assert visible(text) == text


def test_children_are_flattened_in_order() -> None:
    """Texts and elements may be nested; None is nothing."""
    made = element("p", "a", [None, ["b", element("i", "c")]], "d", None, ("e", element("i"), "f"))
    assert written(made).rstrip() == "<p>ab<i>c</i>de<i></i>f</p>"


def test_attributes() -> None:
    """An underscore is a hyphen, one at the end is none; True has no value, None and False are not there."""
    made = element("a", class_="x", aria_label="y", tabindex=0, open=True, hidden=False, href=None)
    assert parsed(written(made)).children[0].attributes == {  # type: ignore[union-attr]
        "class": "x",
        "aria-label": "y",
        "tabindex": "0",
        "open": "",
    }


def test_a_list_of_names_keeps_its_order() -> None:
    """Each name is on its own, and the comma, the bracket and the colon between two of them stay where they are."""
    dana, ali = "\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9", "\u0639\u0644\u064a"
    assert (
        written(element("td", f"5 mod 3 = 2: [{dana}], {ali}: {dana}"))
        == f"<td>5 mod 3 = 2: [<bdi>{dana}</bdi>], <bdi>{ali}</bdi>: <bdi>{dana}</bdi></td>"
    )


def test_letters_from_right_to_left_are_on_their_own() -> None:
    """With the blanks between them, and without what is read the other way."""
    name = "\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9"
    assert written(element("b", f"{name}: 4 people")) == f"<b><bdi>{name}</bdi>: 4 people</b>"
    assert written(element("b", f"a {name} 42 {name}!")) == f"<b>a <bdi>{name}</bdi> 42 <bdi>{name}</bdi>!</b>"
    assert written(element("b", "Zo\u00eb")) == "<b>Zo\u00eb</b>"
    assert written(bidi(name)) == f"<bdi>{name}</bdi>"


def test_blocks_end_their_lines() -> None:
    """Two pages can be compared line by line; within a line of text nothing is added."""
    assert written(element("ul", element("li", "a"), element("li", bidi("b"), "c"))) == (
        "<ul><li>a</li>\n<li><bdi>b</bdi>c</li>\n</ul>\n"
    )


def test_rules_are_written_as_they_are() -> None:
    """A browser does not decode anything in a style."""
    assert written(verbatim("style", "a > b {\n}")) == "<style>a > b {\n}</style>\n"
