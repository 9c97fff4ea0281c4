"""JSON texts: values with their places, and everything that is wrong in a text."""

from __future__ import annotations

import json
import time
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.formats.json_text import JsonNode, parse
from oncall.formats.resources.source import Source
from oncall.formats.resources.values import Object, Sequence

if TYPE_CHECKING:
    from oncall.formats.resources.values import Value

PIECES = [
    *"{}[],:\"\\1-E \n'é\t\x00\x1f",
    "0.5",
    "e+",
    "true",
    "nul",
    "//",
    "/*",
    "NaN",
    '"a"',
    '"\\u00e9"',
    '"\\ud83d"',
    '{"a": [',
]
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
)


def root(text: str | bytes) -> JsonNode:
    """The value of a text without mistakes."""
    found = parse(Source("x.json", text.encode() if isinstance(text, str) else text))
    assert isinstance(found, JsonNode), found
    return found


def mistakes(text: str) -> list[str]:
    """What is wrong in a text, with line and column."""
    found = parse(Source("x.json", text.encode()))
    assert not isinstance(found, JsonNode), text
    places = [each.location for each in found]
    return [f"{at.line}:{at.column} {each.message}" for at, each in zip(places, found, strict=True) if at]


def plain(value: Value) -> Any:
    """A value as Python's own `json` gives it, numbers as fractions."""
    match value:
        case Sequence(items):
            return [plain(item) for item in items]
        case Object(attributes):
            return {key: plain(item) for key, item in attributes.items()}
        case _:
            return value


class TestValues:
    """What a text stands for."""

    def test_every_kind(self) -> None:
        """All kinds of JSON become those of Terraform."""
        value = root('{"a": [1, "x", true, false, null], "b": {}}').value()
        assert value == Object({"a": Sequence((Fraction(1), "x", True, False, None)), "b": Object({})})

    @pytest.mark.parametrize(
        ("text", "number"),
        [
            ("0.1", Fraction(1, 10)),
            ("-0", Fraction(0)),
            ("1E+5", Fraction(100_000)),
            ("25e-1", Fraction(5, 2)),
            ("0E+0", Fraction(0)),
            ("12345678901234567890123", Fraction(12345678901234567890123)),
        ],
    )
    def test_numbers_are_exact(self, text: str, number: Fraction) -> None:
        """No number goes through a float."""
        assert root(text).number == number
        assert root(f"[{text}]").value() == Sequence((number,))

    def test_texts_are_decoded(self) -> None:
        """Escapes stand for characters, and two halves of a surrogate pair for one."""
        assert root(r'"\"\\\/\b\f\n\r\t\u00e9 \ud83d\ude00 é"').text == '"\\/\b\f\n\r\té \U0001f600 é'
        assert root(r'"\\ud83d"').text == "\\ud83d"

    def test_what_looks_like_a_comment_is_text(self) -> None:
        """Nothing is taken out of a string."""
        assert root(r'["// a", "\n// b", " /* c */ "]').value() == Sequence(("// a", "\n// b", " /* c */ "))

    def test_of_a_repeated_key_the_last_counts(self) -> None:
        """As in Python's `json`, in JavaScript and in Go."""
        node = root('{"a": 1, "b": 2, "a": 3}')
        assert [(member.key, member.at.column) for member in node.members()] == [("b", 10), ("a", 18)]
        assert node.value() == Object({"a": Fraction(3), "b": Fraction(2)})

    def test_places(self) -> None:
        """Keys and values know their line and column, counted in characters."""
        node = root('{\n  "é": "ü", "b": [\n    10]\n}')
        (first, second) = node.members()
        assert (first.at.line, first.at.column, first.value.at.column) == (2, 3, 8)
        assert (second.at.column, second.value.items()[0].at.line, second.value.items()[0].at.column) == (13, 3, 5)

    def test_asking_the_wrong_kind_gives_nothing(self) -> None:
        """A list has no keys, a number no elements, and null is no text."""
        node = root("[1, null, {}]")
        assert node.get("a") is None
        assert node.members() == ()
        assert [item.items() for item in node.items()] == [(), (), ()]
        assert [item.text for item in node.items()] == [None, None, None]
        assert [item.kind for item in node.items()] == ["number", "null", "object"]

    @given(VALUES, st.booleans(), st.sampled_from([None, 0, 3]))
    def test_the_same_as_pythons(self, value: Any, ascii_only: bool, indent: int | None) -> None:  # noqa: FBT001
        """Every text that Python writes is read as Python reads it."""
        text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
        assert plain(root(text).value()) == json.loads(text, parse_int=Fraction, parse_float=Fraction)


class TestMistakes:
    """What is wrong in a text."""

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("", "1:1 there is no JSON here: the text is empty"),
            (" \n ", "1:1 there is no JSON here: the text is empty"),
            ("{} x", "1:4 more text follows the end of the JSON value"),
            ('{"a": 1}\n{"a": 2}', "2:1 more text follows the end of the JSON value"),
            ("NaN", "1:1 `NaN` is no number of JSON"),
            ("[-Infinity]", "1:2 `-Infinity` is no number of JSON"),
            ("[01]", "1:2 `01` is no number of JSON"),
            ("[+1]", "1:2 `+1` is no number of JSON"),
            ("[0x1F]", "1:2 `0x1F` is no number of JSON"),
            ("[1.]", "1:2 `1.` is no number of JSON"),
            ("[1e9999]", "1:2 the number is larger or longer than is read: `1e9999`"),
            ("[True]", "1:2 `True` is neither true, false, null nor a number; a text stands in double quotes"),
            ("['a']", "1:2 a text stands in double quotes, not in single ones: 'a'"),
            ("[1,]", "1:4 no comma may stand before the closing `]`"),
            ('{"a": 1,}', "1:9 no comma may stand before the closing `}`"),
            ("[1 2]", "1:4 a comma is missing before this"),
            ("[,1]", "1:2 a value is missing before this comma"),
            ('{"a" 1}', "1:6 a colon is missing between the key and this"),
            ('{"a"}', "1:5 a colon and a value are missing before this `}`"),
            ('{"a":}', "1:6 a value is missing before this `}`"),
            ("{1: 2}", "1:2 a key has to be a text in double quotes"),
            ("[:1]", "1:2 a colon belongs only between a key and its value"),
            ("[1] // one", "1:5 JSON has no comments"),
            ('\n["a]', "2:2 the text is not closed on its line: a double quote is missing"),
            (r'["a\x"]', r"1:4 `\x` is no escape of JSON, or cut short"),
            (r'["a\u12"]', r"1:4 `\u` is no escape of JSON, or cut short"),
            ('["a\tb"]', "1:4 the control character 0x09 has to be written as an escape"),
            (r'["a\ud83d"]', "1:4 half of a surrogate pair stands for no character"),
            (r'["\ude00\ud83d"]', "1:3 half of a surrogate pair stands for no character"),
            ("[", "1:2 the text ends inside of the `[` of line 1"),
            ('{"a": [1}', "1:9 the `[` of line 1 has to be closed first: `]` is missing"),
            ("]", "1:1 `]` closes nothing"),
        ],
    )
    def test_each_is_said_at_its_place(self, text: str, message: str) -> None:
        """What RFC 8259 does not have is refused where it stands."""
        assert mistakes(text)[0] == message

    def test_all_are_said(self) -> None:
        """After a mistake the rest is read as if what was meant had been written."""
        text = '{"a": NaN,\n"b" 3,\n"c": [1,, 2],\n"d": "\\q"\n}'
        assert [message.partition(" ")[0] for message in mistakes(text)] == ["1:7", "2:5", "3:9", "4:7"]

    def test_nothing_is_deeper_than_100(self) -> None:
        """A hundred brackets may be in each other; one more is refused where it opens."""
        assert root("[" * 100 + "]" * 100).kind == "array"
        assert mistakes("[" * 101 + "]" * 101) == ["1:101 brackets are nested in each other more than 100 deep"]

    @pytest.mark.parametrize("piece", ["[", "{", '{"a":', '"\\', "/*", '"a', "[1,", "1", "[[]", "\\u", ","])
    def test_nonsense_is_refused_quickly(self, piece: str) -> None:
        """Neither depth nor length makes a mistake expensive."""
        begun = time.perf_counter()
        assert mistakes(piece * 200_000)
        assert time.perf_counter() - begun < 2

    @given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
    def test_refused_when_python_refuses(self, text: str) -> None:
        """A text is read exactly if Python's strict reading takes it, apart from halves of pairs and huge numbers."""
        found = parse(Source("x.json", text.encode()))
        try:
            json.loads(text, parse_constant=Fraction)  # which takes none of NaN, Infinity and -Infinity
        except ValueError:
            assert not isinstance(found, JsonNode)
            assert found
        else:
            assert isinstance(found, JsonNode) or "half" in found[0].message or "larger" in found[0].message

    def test_cost_is_linear(self) -> None:
        """A long list of objects is read in about the time of its parts."""
        item = '{"id": "PABC", "n": [1, 2, 3], "s": "text \\u00e9"}'
        begun = time.perf_counter()
        found = root(f"[{', '.join([item] * 20_000)}]")
        assert found.items()[-1].get("id") is not None
        assert time.perf_counter() - begun < 5
