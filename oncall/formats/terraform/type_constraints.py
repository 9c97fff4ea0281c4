"""The type of a variable, from the expression that declares it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats.resources.values import RefusedError
from oncall.formats.terraform.syntax import Call, Literal, ObjectExpression, TupleExpression, Variable
from oncall.formats.terraform.types import Dynamic, ListOf, MapOf, ObjectOf, Primitive, SetOf, TupleOf

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from oncall.formats.resources.values import Value
    from oncall.formats.terraform.syntax import Expression
    from oncall.formats.terraform.types import Type

_NAMES: Mapping[str, Type] = {
    "string": Primitive("string"),
    "number": Primitive("number"),
    "bool": Primitive("bool"),
    "any": Dynamic(),
    # As Terraform 0.11 wrote them.
    "list": ListOf(Dynamic()),
    "map": MapOf(Dynamic()),
    "set": SetOf(Dynamic()),
}


def type_constraint(expression: Expression, default_of: Callable[[Expression], Value]) -> Type:
    """The type that an expression declares; `default_of` evaluates what `optional` gives in the place of nothing.

    Raises:
        RefusedError: it declares none.
    """
    match expression:
        case Variable(name) | Literal(str(name)) if name in _NAMES:
            return _NAMES[name]
        case Call("list", (inner,)):
            return ListOf(type_constraint(inner, default_of))
        case Call("set", (inner,)):
            return SetOf(type_constraint(inner, default_of))
        case Call("map", (inner,)):
            return MapOf(type_constraint(inner, default_of))
        case Call("tuple", (TupleExpression(items),)):
            return TupleOf(tuple(type_constraint(item, default_of) for item in items))
        case Call("object", (ObjectExpression(items),)):
            return _object(items, default_of)
        case _:
            raise RefusedError(
                "this is no type: write string, number, bool, list(…), map(…), object({…})", expression.at
            )


def _object(items: tuple[tuple[Expression, Expression], ...], default_of: Callable[[Expression], Value]) -> Type:
    attributes: dict[str, Type] = {}
    optional: dict[str, Value] = {}
    for key, item in items:
        if not isinstance(key, Literal) or not isinstance(key.value, str):
            raise RefusedError("the name of an attribute is needed here", key.at)
        match item:
            case Call("optional", (inner, *default)):
                attributes[key.value] = type_constraint(inner, default_of)
                optional[key.value] = default_of(default[0]) if default else None
            case _:
                attributes[key.value] = type_constraint(item, default_of)
    return ObjectOf(attributes, optional)
