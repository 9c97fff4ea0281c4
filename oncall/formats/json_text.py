"""JSON texts: a tree of values with their places, made where it is looked at, or everything that is wrong in a text.

tree-sitter gives the tree and the places. Its grammar takes more than JSON (comments, `0x1F`, two documents) and of a
mistake it says only that there is one, so the text is judged first: by Python's own scanner, and where that is not
content, token by token.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from functools import cache, cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
import tree_sitter
import tree_sitter_json

from oncall.formats.resources.values import Object, Sequence

if TYPE_CHECKING:
    from tree_sitter import Node

    from oncall.errors import Location, Problem
    from oncall.formats.resources.source import Source
    from oncall.formats.resources.values import Value

Kind: TypeAlias = Literal["object", "array", "string", "number", "bool", "null"]

MAX_DEPTH = 100
"""How deep brackets may be nested in each other."""
_MAX_CHARACTERS = 400
_MAX_EXPONENT = 1000
_MAX_PROBLEMS = 20  # a text with more is not JSON, and the first ones say so

_KINDS: dict[str, Kind] = {
    "object": "object",
    "array": "array",
    "string": "string",
    "number": "number",
    "true": "bool",
    "false": "bool",
    "null": "null",
}


@attrs.frozen(eq=False)
class JsonNode:
    """One value of a JSON text. What is in it is made when it is asked for, so that a large text costs little."""

    _node: Node = attrs.field(repr=False)
    _source: Source

    @property
    def source(self) -> Source:
        """The text that it is in."""
        return self._source

    @property
    def kind(self) -> Kind:
        """Which kind of value it is."""
        return _KINDS[self._node.type]

    @property
    def at(self) -> Location:
        """Where it begins."""
        row, column = self._node.start_point
        return self._source.location(row, column)

    @property
    def text(self) -> str | None:
        """The text that a string stands for; None for anything else."""
        if self._node.type != "string":
            return None
        written = self._written
        if b"\\" not in written:
            return written[1:-1].decode()
        found: str = json.loads(written)
        return found

    @property
    def number(self) -> Fraction | None:
        """The exact number; None for anything else."""
        if self._node.type != "number":
            return None
        written = self._written.decode()
        return Fraction(int(written)) if written.lstrip("-").isdigit() else Fraction(written)

    def get(self, key: str) -> JsonNode | None:
        """The value of a key, the last one where it is repeated; None if it is absent, and for what has no keys."""
        member = self._members.get(key)
        return member.value if member else None

    def members(self) -> tuple[Member, ...]:
        """The members of an object in the order of the text, of a repeated key the last; none for anything else."""
        return tuple(self._members.values())

    def items(self) -> tuple[JsonNode, ...]:
        """The elements of an array; none for anything else."""
        return self._items

    def value(self) -> Value:
        """All of it, as Terraform's kinds of values."""
        match self.kind:
            case "object":
                return Object({member.key: member.value.value() for member in self.members()})
            case "array":
                return Sequence(tuple(item.value() for item in self._items))
            case "bool":
                return self._node.type == "true"
            case "null":
                return None
            case "number":
                return self.number
            case "string":
                return self.text

    def all_members(self) -> tuple[Member, ...]:
        """The members of an object in the order of the text, a repeated key as often as it is there."""
        found: list[Member] = []
        for pair in self._node.named_children if self._node.type == "object" else ():
            key, value = (JsonNode(each, self._source) for each in pair.named_children)
            found.append(Member(key.text or "", value, key))
        return tuple(found)

    @cached_property
    def _members(self) -> dict[str, Member]:
        found: dict[str, Member] = {}
        for member in self.all_members():
            found.pop(member.key, None)
            found[member.key] = member
        return found

    @cached_property
    def _items(self) -> tuple[JsonNode, ...]:
        nodes = self._node.named_children if self._node.type == "array" else ()
        return tuple(JsonNode(each, self._source) for each in nodes)

    @property
    def _written(self) -> bytes:
        return self._source.content[self._node.start_byte : self._node.end_byte]


@attrs.frozen(eq=False)
class Member:
    """One member of an object."""

    key: str
    value: JsonNode
    _written: JsonNode = attrs.field(repr=False)

    @property
    def at(self) -> Location:
        """Where its key is written."""
        return self._written.at


def parse(source: Source) -> JsonNode | tuple[Problem, ...]:
    """The value of a JSON text as RFC 8259 has it, or what is wrong in it, in the order of the text.

    Refused as well: what no two readers agree on (half of a surrogate pair, brackets nested deeper than 100), and
    numbers of more than 400 characters or with exponents beyond 1000. Linear in the length of the text.
    """
    if not _is_plainly_sound(source.content):
        problems = _Check(source).problems()
        if problems:
            return problems
    root = _tree(source.content)
    assert not root.has_error, "tree-sitter's grammar takes more than JSON, never less"
    return JsonNode(root.named_children[0], source)


@cache
def _language() -> tree_sitter.Language:
    return tree_sitter.Language(tree_sitter_json.language())


# The grammar knows neither a capital E in a number nor a plus sign after it. Only the positions in its tree are used,
# so that it does not matter what else looks like that, in a string for one.
_EXPONENT = re.compile(rb"(?<=[0-9])(?:[eE]\+|E)(?=[-0-9])")


def _tree(content: bytes) -> Node:
    plain = _EXPONENT.sub(lambda found: b"e0" if len(found[0]) > 1 else b"e", content)
    return tree_sitter.Parser(_language()).parse(plain).root_node


# --- Quickly: whether there is nothing to look for -------------------------------------------------------------------

_NO_BRACKETS = re.compile(rb'"(?:[^"\\]++|\\.)*+"?|[^][{}"]++', re.DOTALL)
_STEPS = [{"[": 1, "{": 1, "]": -1, "}": -1}.get(chr(byte), 0) for byte in range(256)]
_HIGH, _LOW = rb"\\u[dD][89abAB][0-9a-fA-F]{2}", rb"\\u[dD][c-fC-F]"
_HALF_PAIR = re.compile(rb"%b(?!%b)|(?<!%b)%b" % (_HIGH, _LOW, _HIGH, _LOW))


class _DoubtError(ValueError):
    """Something that has to be looked at closely."""


def _is_plainly_sound(content: bytes) -> bool:
    """Whether a text is sound beyond doubt, at the speed of Python's scanner and without keeping what it reads."""
    steps = map(_STEPS.__getitem__, _NO_BRACKETS.sub(b"", content))
    if max(accumulate(steps), default=0) > MAX_DEPTH or _HALF_PAIR.search(content):
        return False
    try:
        json.loads(content.decode(), object_pairs_hook=len, parse_int=_sized, parse_float=_sized, parse_constant=_sized)
    except ValueError:
        return False
    return True


def _sized(number: str) -> None:
    if _fault_of_number(number):
        raise _DoubtError


# --- Token by token: what is wrong -----------------------------------------------------------------------------------

_ESCAPE = rb'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})'
_TOKEN = re.compile(
    rb"""
      (?P<space>[ \t\r\n]+)
    | (?P<mark>[][{},:])
    | (?P<string>"[^"\\\x00-\x1f]*+(?:%b[^"\\\x00-\x1f]*+)*+")
    | (?P<comment>//[^\n]*|/\*(?s:.*?)(?:\*/|\Z))
    | (?P<broken>"(?:[^"\\\n]|\\[^\n])*+"?)
    | (?P<word>'[^'\n]*'|[^][{},:"\s]+|.)
    """
    % _ESCAPE,
    re.VERBOSE | re.DOTALL,
)
_BAD_IN_STRING = re.compile(rb"(?:%b|[^\\\x00-\x1f])*+" % _ESCAPE, re.DOTALL)
_LONE = re.compile(rb"(?:%b%b[0-9a-fA-F]{2}|(?!%b|%b)%b|[^\\])*+" % (_HIGH, _LOW, _HIGH, _LOW, _ESCAPE), re.DOTALL)
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE]([-+]?[0-9]+))?", re.ASCII)
_LITERALS = frozenset({"true", "false", "null"})
_OTHER_NUMBERS = re.compile(r"[-+]?(?:NaN|Infinity|nan|inf|\.?[0-9][\w.+-]*)", re.ASCII)
_OPENING = {"[": "]", "{": "}"}
_MAX_SHOWN = 40

_Expected: TypeAlias = Literal["value", "value or close", "key", "key or close", "colon", "comma", "end"]


def _fault_of_number(text: str) -> str:
    """What is wrong with a number, or what stands in place of one; empty for nothing."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return f"`{text[:_MAX_SHOWN]}` is no number of JSON"
    exponent = found[1] or "0"
    if len(text) > _MAX_CHARACTERS or abs(int(exponent)) > _MAX_EXPONENT:
        return f"the number is larger or longer than is read: `{text[:_MAX_SHOWN]}`"
    return ""


def _fault_of_word(word: str) -> str:
    if word in _LITERALS:
        return ""
    if word.startswith("'"):
        return f"a text stands in double quotes, not in single ones: {word[:_MAX_SHOWN]}"
    if _OTHER_NUMBERS.fullmatch(word):
        return _fault_of_number(word)
    return f"`{word[:_MAX_SHOWN]}` is neither true, false, null nor a number; a text stands in double quotes"


class _Check:
    """What is wrong in one text. It goes on after a mistake as if what was meant had been written."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._problems: list[Problem] = []
        self._open: list[tuple[str, int]] = []
        self._expected: _Expected = "value"

    def problems(self) -> tuple[Problem, ...]:
        """Everything that is wrong, up to the place from which on nothing makes sense."""
        content, offset = self._source.content, 0
        while offset < len(content):
            token = _TOKEN.match(content, offset)
            assert token, "the last alternative takes any byte"
            if not self._goes_on(token.lastgroup or "", token[0], offset):
                return tuple(self._problems)
            offset = token.end()
        if self._open:
            mark, start = self._open[-1]
            self._say(f"the text ends inside of the `{mark}` of line {self._source.location_at(start).line}", offset)
        elif self._expected == "value":
            self._say("there is no JSON here: the text is empty", 0)
        return tuple(self._problems)

    def _goes_on(self, kind: str, token: bytes, offset: int) -> bool:
        """Whether the text still makes sense after a token."""
        if kind == "comment":
            self._say("JSON has no comments", offset)
        elif kind != "space" and self._expected == "end":
            self._say("more text follows the end of the JSON value", offset)
            return False
        elif kind == "mark":
            self._mark(token.decode(), offset)
        elif kind != "space":
            fault, place = self._fault(kind, token)
            if fault:
                self._say(fault, offset + place)
            self._value(offset, is_text=kind != "word" or bool(fault))
        return len(self._problems) < _MAX_PROBLEMS and len(self._open) <= MAX_DEPTH

    def _fault(self, kind: str, token: bytes) -> tuple[str, int]:
        """What is wrong inside of a word or string, and how far from its beginning; empty for nothing."""
        if kind == "word":
            return _fault_of_word(token.decode(errors="replace")), 0
        if kind == "string":
            sound = _LONE.match(token)
            is_lone = sound is not None and sound.end() < len(token)
            return ("half of a surrogate pair stands for no character", sound.end()) if sound and is_lone else ("", 0)
        if len(token) == 1 or not token.endswith(b'"'):
            return "the text is not closed on its line: a double quote is missing", 0
        sound = _BAD_IN_STRING.match(token)
        end = sound.end() if sound else 0
        if end == len(token):
            return "the text is not closed on its line: a double quote is missing", 0
        if token[end : end + 1] == b"\\":
            return f"`{token[end : end + 2].decode(errors='replace')}` is no escape of JSON, or cut short", end
        return f"the control character 0x{token[end]:02x} has to be written as an escape", end

    def _value(self, offset: int, *, is_text: bool, mark: str = "") -> None:
        if self._expected == "comma":
            self._say("a comma is missing before this", offset)
            self._expected = "key" if self._open[-1][0] == "{" else "value"
        elif self._expected == "colon":
            self._say("a colon is missing between the key and this", offset)
            self._expected = "value"
        if self._expected in {"key", "key or close"}:
            if not is_text:
                self._say("a key has to be a text in double quotes", offset)
            if not mark:
                self._expected = "colon"
                return
        if mark:
            self._open.append((mark, offset))
            self._expected = "value or close" if mark == "[" else "key or close"
            if len(self._open) > MAX_DEPTH:
                self._say(f"brackets are nested in each other more than {MAX_DEPTH} deep", offset)
        else:
            self._expected = "comma" if self._open else "end"

    def _mark(self, mark: str, offset: int) -> None:
        if mark in _OPENING:
            self._value(offset, is_text=False, mark=mark)
        elif mark == ":":
            if self._expected != "colon":
                self._say("a colon belongs only between a key and its value", offset)
            self._expected = "value"
        elif mark == ",":
            if self._expected != "comma":
                self._say(f"{self._missing()} missing before this comma", offset)
            self._expected = "key" if self._open and self._open[-1][0] == "{" else "value"
        else:
            self._close(mark, offset)

    def _missing(self) -> str:
        if self._expected == "colon":
            return "a colon and a value are"
        return "a member is" if self._expected.startswith("key") else "a value is"

    def _close(self, mark: str, offset: int) -> None:
        is_after_comma = self._expected == "key" or (
            self._expected == "value" and bool(self._open) and self._open[-1][0] == "["
        )
        if not self._open:
            self._say(f"`{mark}` closes nothing", offset)
            self._expected = "end"
            return
        opening, start = self._open[-1]
        if _OPENING[opening] != mark:
            line = self._source.location_at(start).line
            missing = _OPENING[opening]
            self._say(f"the `{opening}` of line {line} has to be closed first: `{missing}` is missing", offset)
            if not any(_OPENING[each] == mark for each, _ in self._open):
                return
            while _OPENING[self._open[-1][0]] != mark:
                self._open.pop()
        elif is_after_comma:
            self._say(f"no comma may stand before the closing `{mark}`", offset)
        elif self._expected in {"value", "colon"}:
            self._say(f"{self._missing()} missing before this `{mark}`", offset)
        self._open.pop()
        self._expected = "comma" if self._open else "end"

    def _say(self, message: str, offset: int) -> None:
        self._problems.append(self._source.problem(message, self._source.location_at(offset)))
