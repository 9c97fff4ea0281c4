"""Texts of others in GitHub's Markdown."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from oncall.views.diffs.escaping import escaped, escaped_message, fenced
from oncall.views.wording import shown
from tests.views.diffs.changes import HOSTILE
from tests.views.diffs.github import LINKED, parser, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

NAMES = st.text(
    st.characters() | st.sampled_from("@#:/$`*_[]()<>|\\!&;.-+ \n0123456789abcdefw"), min_size=1, max_size=30
)


def test_no_accent_is_split_from_its_letter() -> None:
    """Of four letters with accents that stand apart five characters have room for two and the ellipsis."""
    assert escaped("e\u0301" * 4, 5) == "e\u0301e\u0301\N{HORIZONTAL ELLIPSIS}"
    assert escaped("e\u0301" * 4, 6) == "e\u0301e\u0301\N{HORIZONTAL ELLIPSIS}"


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("place", ["{}", "- {}", "a {} b", "| {} |\n| --- |\n| {} |", "**{}**", "##### {}"])
def test_a_name_is_a_text_wherever_it_stands(name: str, place: str) -> None:
    """In a paragraph, a point of a list, a sentence, a table, in bold, or a title: it adds no markup."""
    tokens = parser().parse(place.replace("{}", escaped(name)))
    harmless = parser().parse(place.replace("{}", "x"))
    assert _shapes(tokens) == _shapes(harmless)
    assert not any(LINKED.search(text) for text in texts(tokens))


@given(NAMES)
@example("www.a.b")
@example("xmpp:a@b.c")
@example("1234567")
def test_what_is_shown_is_what_was_written(name: str) -> None:
    """But for characters of no width, blanks around it, and what a terminal would not show; dollars stand in spans."""
    tokens = parser().parse(f"a {escaped(name)} b")
    (text,) = texts(tokens)
    expected = shown(name).strip() or "\N{NO-BREAK SPACE}"
    assert text.replace("\u200b", "") == f"a {expected} b".replace("\u200b", "").replace("$", "\uff04")
    assert not LINKED.search(text)


@given(NAMES)
def test_nothing_is_markup(name: str) -> None:
    """At the beginning of a line, and after it nothing but the paragraph that it makes."""
    kinds = {token.type for token in parser().parse(escaped(name))}
    assert kinds == {"paragraph_open", "inline", "paragraph_close"}


def test_each_sign_has_its_way() -> None:
    """What GitHub makes of the text that is shown is broken up; what Markdown makes of signs is escaped."""
    assert escaped("@bob #7 GH-8") == "@&#8203;bob #&#8203;7 GH-&#8203;8"
    assert escaped("https://www.a.b") == "https:&#8203;//www&#8203;.a.b"
    assert escaped("*x* ~y~ [z] `c`") == "\\*x\\* \\~y\\~ \\[z\\] \\`c\\`"
    assert escaped("a|b\\|c") == "a&#124;b&#92;&#124;c"
    assert escaped("$x$ :joy: 09:00") == "<span>$</span>x<span>$</span> :&#8203;joy: 09:00"
    assert escaped("0123456789abcdef") == "012345&#8203;6789ab&#8203;cdef"
    assert escaped("# a") == "\\#&#8203; a"
    assert [escaped(each) for each in ("- a", "+ a", "= a", "1. a")] == ["\\- a", "\\+ a", "\\= a", "1&#8203;. a"]


def test_a_long_name_is_cut() -> None:
    """After 119 characters comes an ellipsis; a message may be ten times as long."""
    assert escaped("W" * 300) == "W" * 119 + "\N{HORIZONTAL ELLIPSIS}"
    assert escaped_message("W" * 300) == "W" * 300


def test_code_stays_within_its_fence() -> None:
    """However many backticks there are in it; and it is what is copied from it, to the character."""
    code = fenced("a\n````\n@bob", "hcl")
    (token,) = MarkdownIt().parse(code)
    assert (token.type, token.info, token.content) == ("fence", "hcl", "a\n````\n@bob\n")
    assert fenced("a").startswith("```\n")


def _shapes(tokens: Sequence[Token]) -> list[object]:
    """The kinds of the tokens, without texts that stand beside each other and the spans around dollars."""
    found: list[object] = []
    for token in tokens:
        kinds = [each.type for each in token.children or () if not re.fullmatch("</?span>", each.content)]
        kinds = ["text" if kind in {"text", "text_special"} else kind for kind in kinds]
        found.append((token.type, [kind for at, kind in enumerate(kinds) if kinds[at - 1 : at] != [kind]]))
    return found


def test_entities_are_what_they_stand_for() -> None:
    """A reader of HTML gets the text back."""
    assert unescape(escaped("<b> & |").replace("\\", "")) == "<b> & |"


def test_times_can_be_copied() -> None:
    """What stands between two colons of a time is the name of no emoji; 100 is one."""
    assert escaped('start = "2024-12-23T04:00:00-05:00"') == 'start = "2024-12-23T04:00:00-05:00"'
    assert escaped(":100: :zap:") == ":&#8203;100: :&#8203;zap:"
