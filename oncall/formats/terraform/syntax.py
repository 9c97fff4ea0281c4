"""What a configuration says, before anything is evaluated: blocks, attributes and expressions, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

import attrs

from oncall.errors import OncallError

if TYPE_CHECKING:
    from fractions import Fraction

    from oncall.errors import Location, Problem
    from oncall.formats.resources.source import Source
    from oncall.model import Suppression


@attrs.define
class NotSyntaxError(OncallError, ValueError):
    """Something that Terraform does not take for syntax, at its place."""

    message: str
    at: Location

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


class UnclosedStringError(NotSyntaxError):
    """A string that goes on in the next line: all that follows in the file may have been read as something else."""


@attrs.frozen
class Literal:
    """A number, `true`, `false`, `null`, or a string without interpolation."""

    value: str | Fraction | bool | None
    at: Location


@attrs.frozen
class Template:
    """A string with interpolations, escapes resolved and heredoc indentation removed; its value is always a string."""

    parts: tuple[str | Expression, ...]
    at: Location


@attrs.frozen
class Joined:
    """A `%{ for }` inside a template: the texts that `each` gives, one after the other."""

    each: ForExpression
    at: Location


@attrs.frozen
class Variable:
    """The first name of a reference: `local`, `var`, `pagerduty_user`."""

    name: str
    at: Location


@attrs.frozen
class GetAttribute:
    """`subject.name`."""

    subject: Expression
    name: str
    at: Location


@attrs.frozen
class Index:
    """`subject[key]`, or `subject.0` as it was written before Terraform 0.12."""

    subject: Expression
    key: Expression
    at: Location


@attrs.frozen
class Splat:
    """`subject[*]…` or `subject.*…`; `each` is what is taken of every element, which it names `SPLAT_ITEM`."""

    subject: Expression
    each: Expression
    at: Location


SPLAT_ITEM = "*"
"""No name that a file could give."""


@attrs.frozen
class Call:
    """`name(arguments)`; `is_expanded` where `...` follows the last one."""

    name: str
    arguments: tuple[Expression, ...]
    is_expanded: bool
    at: Location


@attrs.frozen
class ForExpression:
    """`[for …]`, or with a `key` `{for …}`; `is_grouped` where `...` follows the result."""

    key_name: str
    value_name: str
    collection: Expression
    key: Expression | None
    result: Expression
    condition: Expression | None
    is_grouped: bool
    at: Location


@attrs.frozen
class Unary:
    """`-operand` or `!operand`."""

    operator: str
    operand: Expression
    at: Location


@attrs.frozen
class Binary:
    """`left operator right`."""

    operator: str
    left: Expression
    right: Expression
    at: Location


@attrs.frozen
class Conditional:
    """`condition ? if_true : if_false`."""

    condition: Expression
    if_true: Expression
    if_false: Expression
    at: Location


@attrs.frozen
class TupleExpression:
    """`[items]`."""

    items: tuple[Expression, ...]
    at: Location


@attrs.frozen
class ObjectExpression:
    """Keys with their values in the order of the file; a bare name as key is already a literal."""

    items: tuple[tuple[Expression, Expression], ...]
    at: Location


Expression: TypeAlias = Union[  # noqa: UP007 - `|` cannot join names that stand for later classes in quotes
    Literal, Template, Joined, Variable, GetAttribute, Index, Splat, Call, ForExpression,
    Unary, Binary, Conditional, TupleExpression, ObjectExpression,
]  # fmt: skip


def beginning(expression: Expression) -> Location:
    """Where an expression begins; an operation itself stands where its operator does."""
    while True:
        match expression:
            case Binary(_, left):
                expression = left
            case Conditional(condition):
                expression = condition
            case GetAttribute(subject) | Index(subject) | Splat(subject):
                expression = subject
            case _:
                return expression.at


@attrs.frozen
class Attribute:
    """`name = expression`; `at` is the place of the name."""

    name: str
    expression: Expression
    at: Location


@attrs.frozen
class Block:
    """`type "label" … { … }`; attributes and nested blocks each in the order of the file.

    `is_sound` is false where something in it could not be read, so that nobody asks for what is missing because of it.
    """

    type: str
    labels: tuple[str, ...]
    attributes: tuple[Attribute, ...]
    blocks: tuple[Block, ...]
    at: Location
    is_sound: bool = True

    def attribute(self, name: str) -> Attribute | None:
        """The attribute of that name, the first where it is set twice."""
        return next((attribute for attribute in self.attributes if attribute.name == name), None)


@attrs.frozen
class File:
    """One file: its top-level blocks in order, everything that is no syntax of Terraform, and what comments ignore."""

    source: Source
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    suppressions: tuple[Suppression, ...] = ()
