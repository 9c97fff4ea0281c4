"""How often a block stands: `count`, `for_each` and `dynamic`."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.formats.resources.bodies import Body
from oncall.formats.resources.conversions import as_number
from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    Object,
    RefusedError,
    Sequence,
    Unknown,
    kind,
    shown,
    unknown,
)
from oncall.formats.terraform.steps import keyed, pairs_of
from oncall.formats.terraform.syntax import TupleExpression, Variable, beginning

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.errors import Location
    from oncall.formats.resources.bodies import Argument
    from oncall.formats.resources.values import Value
    from oncall.formats.terraform.expressions import Scope
    from oncall.formats.terraform.syntax import Block, Expression

_META = frozenset({"count", "for_each"})

Key: TypeAlias = "str | int | None"
"""What tells an instance from the others of its block: a key of `for_each`, a number of `count`, or nothing."""


@attrs.frozen
class Evaluated:
    """An argument that is evaluated in a scope when it is asked for."""

    expression: Expression
    scope: Scope
    named_at: Location

    @property
    def at(self) -> Location:
        """Where the expression begins."""
        return beginning(self.expression)

    def value(self) -> Value:
        """What the expression is worth.

        Raises:
            RefusedError: it is wrong.
        """
        return self.scope.value(self.expression)

    def items(self) -> list[Argument] | None:
        """The elements of a list that is written out."""
        match self.expression:
            case TupleExpression(items):
                return [Evaluated(item, self.scope, item.at) for item in items]
            case _:
                return None


def scopes(block: Block, scope: Scope) -> dict[Key, Scope] | Unknown:
    """The scope of each instance of a resource, data source or module, by its key; Unknown where nobody can say.

    Raises:
        RefusedError: `count` or `for_each` is wrong.
    """
    for_each, count = block.attribute("for_each"), block.attribute("count")
    if for_each is not None:
        return _for_each(for_each.expression, scope)
    if count is not None:
        return _count(count.expression, scope)
    return {None: scope}


def _for_each(expression: Expression, scope: Scope) -> dict[Key, Scope] | Unknown:
    value = scope.value(expression)
    if isinstance(value, NOT_KNOWN):
        return unknown("", value)
    pairs: list[tuple[Value, Value]]
    match value:
        case Sequence(items, "set") if any(isinstance(item, NOT_KNOWN) for item in items):
            return unknown("", value)
        case Sequence(items, "set"):
            strange = next((item for item in items if not isinstance(item, str)), None)
            if strange is not None:
                message = f"`for_each` takes a map or a set of strings, and this set holds {kind(strange)}"
                raise RefusedError(message, expression.at)
            pairs = [(item, item) for item in items]
        case Object(attributes):
            pairs = list(attributes.items())
        case _:
            advice = ": make a set of it with `toset`" if isinstance(value, Sequence) else ""
            raise RefusedError(f"`for_each` takes a map or a set of strings, not {shown(value)}{advice}", expression.at)
    scope.around.work.spend(len(pairs), expression.at)
    return {str(key): scope.within(each=Object({"key": key, "value": item})) for key, item in pairs}


def _count(expression: Expression, scope: Scope) -> dict[Key, Scope] | Unknown:
    value = scope.value(expression)
    if isinstance(value, NOT_KNOWN):
        return unknown("", value)
    try:
        times = as_number(value)
    except NoValueError as error:
        raise RefusedError(f"`count`: {error.message}", expression.at) from error
    if times.denominator != 1 or times < 0:
        raise RefusedError(f"`count` must be a whole number from 0, got {shown(value)}", expression.at)
    scope.around.work.spend(int(times), expression.at)
    return {index: scope.within(count=Object({"index": Fraction(index)})) for index in range(int(times))}


def body(block: Block, scope: Scope, refuse: Callable[[RefusedError], None]) -> Body:
    """A block with its `dynamic` blocks written out where they stand; `refuse` is told what is wrong with those."""
    blocks: list[Body] = []
    unknown_blocks: dict[str, Unknown] = {}
    is_sound = block.is_sound
    for nested in block.blocks:
        if nested.type != "dynamic" or not nested.labels:
            blocks.append(body(nested, scope, refuse))
            continue
        try:
            match _rounds(nested, scope):
                case Unknown() as why:
                    unknown_blocks.setdefault(nested.labels[0], why)
                case rounds:
                    content = _content(nested)
                    blocks.extend(_named(body(content, inner, refuse), nested) for inner in rounds)
        except RefusedError as error:
            refuse(error)
            is_sound = False
    arguments = {each.name: Evaluated(each.expression, scope, each.at) for each in reversed(block.attributes)}
    if block.labels:  # Those of a whole resource, not of a block inside of it.
        arguments = {name: argument for name, argument in arguments.items() if name not in _META}
    return Body(
        type=block.type,
        at=block.at,
        arguments=arguments,
        blocks=tuple(blocks),
        unknown_blocks=unknown_blocks,
        is_sound=is_sound,
    )


def _named(made: Body, block: Block) -> Body:
    return attrs.evolve(made, type=block.labels[0])


def _content(block: Block) -> Block:
    found = [nested for nested in block.blocks if nested.type == "content"]
    if len(found) != 1:
        raise RefusedError(f'`dynamic "{block.labels[0]}"` has one `content` block', block.at)
    return found[0]


def _rounds(block: Block, scope: Scope) -> list[Scope] | Unknown:
    """The scope of each block that a `dynamic` block makes, in order."""
    for_each = block.attribute("for_each")
    if for_each is None:
        raise RefusedError(f'`dynamic "{block.labels[0]}"` has no `for_each`', block.at)
    name = _iterator(block)
    value = scope.value(for_each.expression)
    if isinstance(value, NOT_KNOWN):
        return unknown("", value)
    pairs = pairs_of(value, for_each.expression.at)
    scope.around.work.spend(len(pairs), for_each.at)
    return [scope.within(**{name: Object({"key": key, "value": item})}) for key, item in pairs]


def _iterator(block: Block) -> str:
    iterator = block.attribute("iterator")
    match iterator.expression if iterator else None:
        case None:
            return block.labels[0]
        case Variable(name):
            return name
        case other:
            raise RefusedError("`iterator` is a bare name", other.at)


def addressed(address: str, key: Key) -> str:
    """The address of an instance."""
    return address if key is None else keyed(address, key if isinstance(key, str) else Fraction(key))
