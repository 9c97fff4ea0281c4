"""Terraform text as `terraform fmt` lays it out: blocks of aligned arguments, and strings that are nothing but text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

import attrs

from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WIDTH = 100  # of a list on one line, with its indentation and name
_INDENT = "  "
_LAST_OF_FOUR_DIGITS = 0xFFFF
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_MARK = re.compile(r"[$%](?=\{)")
# Before one of its own kind that a brace follows, a sign is written as a number: Terraform and the tree of the parser
# disagree on which two of `$$${` belong together.
_MARK_BEFORE_MARK = re.compile(r"\$(?=\$+\{)|%(?=%+\{)")
_SIMPLE = {"\n": r"\n", "\r": r"\r", "\t": r"\t", '"': r"\"", "\\": r"\\"}

Expression: TypeAlias = "str | tuple[str, ...]"
"""An expression as it is written; a tuple is a list, which may need several lines."""


def _arguments(values: Iterable[tuple[str, Expression | None]]) -> tuple[tuple[str, Expression], ...]:
    return tuple((name, value) for name, value in values if value is not None)


def _blocks(values: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(values)


@attrs.frozen
class Block:
    """A block to be written: its `header` without the brace, its arguments in order, and the blocks inside.

    An argument without a value (None) is left out.
    """

    header: str
    arguments: tuple[tuple[str, Expression], ...] = attrs.field(converter=_arguments)
    blocks: tuple[Block, ...] = attrs.field(default=(), converter=_blocks)


def laid_out(blocks: Iterable[Block]) -> str:
    """The text of the blocks, with an empty line between each two; empty where there is none."""
    return "\n".join("".join(f"{line}\n" for line in _lines(block)) for block in blocks)


def _lines(block: Block, indent: str = "") -> Iterator[str]:
    inner = indent + _INDENT
    short = [(name, value) for name, value in block.arguments if _fits(name, value, inner)]
    long = [(name, value) for name, value in block.arguments if not _fits(name, value, inner)]
    width = max((len(name) for name, _ in short), default=0)
    parts = [[f"{inner}{name:{width}} = {_on_one_line(value)}" for name, value in short]] if short else []
    parts += [
        [f"{inner}{name} = [", *(f"{inner}{_INDENT}{item}," for item in value), f"{inner}]"] for name, value in long
    ]
    parts += [list(_lines(nested, inner)) for nested in block.blocks]
    yield f"{indent}{block.header} {{"
    for number, part in enumerate(parts):
        yield from ("", *part) if number else part
    yield f"{indent}}}"


def _fits(name: str, value: Expression, indent: str) -> bool:
    return isinstance(value, str) or len(f"{indent}{name} = {_on_one_line(value)}") <= _WIDTH


def _on_one_line(value: Expression) -> str:
    return value if isinstance(value, str) else f"[{', '.join(value)}]"


def quoted(text: str, field: str, subject: str) -> str:
    r"""A text as a string of Terraform that means just that: quotes, backslashes, `${` and `%{` are escaped.

    It is composed to NFC, as Terraform composes every string that it reads. What no screen shows is written as a
    number (`\u0007`).

    Raises:
        InvalidValueError: the text, the `field` of `subject`, holds a lone surrogate.
    """
    if _SURROGATE.search(text):
        expected = f"text without lone surrogates, which no UTF-8 file can hold, to write {subject} as Terraform"
        raise InvalidValueError(field, expected, text)
    escaped = "".join(map(_escaped, normalize("NFC", text)))
    numbered = _MARK_BEFORE_MARK.sub(lambda found: _number(found[0]), escaped)
    return f'"{_MARK.sub(lambda found: found[0] * 2, numbered)}"'


def _escaped(character: str) -> str:
    if character in _SIMPLE:
        return _SIMPLE[character]
    return character if character.isprintable() else _number(character)


def _number(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code <= _LAST_OF_FOUR_DIGITS else f"\\U{code:08x}"
