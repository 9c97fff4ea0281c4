"""Terraform's operators on values that are known."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from oncall.formats.terraform.values import (
    Object,
    RefusedError,
    as_bool,
    as_number,
    as_text,
    bounded,
    has_unknown,
    kind,
)

if TYPE_CHECKING:
    from oncall.errors import Location
    from oncall.formats.terraform.values import Value


Shape: TypeAlias = "str | tuple[Shape, ...]"


def unary(operator: str, operand: Value, at: Location) -> Value:
    """`-operand` or `!operand`.

    Raises:
        RefusedError: the operand is of another kind.
    """
    return not as_bool(operand, at) if operator == "!" else -as_number(operand, at)


def binary(operator: str, left: Value, right: Value, at: Location) -> Value:
    """`left operator right`; equality converts nothing, the others convert as Terraform does.

    Raises:
        RefusedError: an operand is of another kind, an id that is not known yet, or a divisor of 0.
    """
    match operator:
        case "==" | "!=":
            return _equal(left, right, at) is (operator == "==")
        case "&&":
            both = (as_bool(left, at), as_bool(right, at))
            return all(both)
        case "||":
            either = (as_bool(left, at), as_bool(right, at))
            return any(either)
        case "<" | "<=" | ">" | ">=":
            return _ordered(operator, as_number(left, at), as_number(right, at))
        case _:
            return bounded(_calculated(operator, as_number(left, at), as_number(right, at), at), at)


def _equal(left: Value, right: Value, at: Location) -> bool:
    for side in (left, right):
        if has_unknown(side, at):
            raise RefusedError(f"{kind(side)} is known only to Terraform, so it cannot be compared", at)
    return _same(left, right)


def _same(left: Value, right: Value) -> bool:
    """Whether two known values are of one kind and equal: `true` is not 1 here, as it is in Python."""
    match left, right:
        case (tuple(), tuple()):
            return len(left) == len(right) and all(map(_same, left, right))
        case (Object(), Object()):
            ours, theirs = left.attributes, right.attributes
            return ours.keys() == theirs.keys() and all(_same(ours[name], theirs[name]) for name in ours)
        case _:
            return type(left) is type(right) and left == right


def _ordered(operator: str, left: Fraction, right: Fraction) -> bool:
    match operator:
        case "<":
            return left < right
        case "<=":
            return left <= right
        case ">":
            return left > right
        case _:
            return left >= right


def _calculated(operator: str, left: Fraction, right: Fraction, at: Location) -> Fraction:
    if operator in {"/", "%"} and not right:
        raise RefusedError("this divides by zero", at)
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
        case _:
            # The sign is the dividend's: -7 % 3 is -1 in Terraform, where Python says 2.
            return left - right * math.trunc(left / right)


def chosen(condition: Value, if_true: Value, if_false: Value, at: Location) -> Value:
    """The result of a conditional, converted to the kind that both results share: `true ? 1 : "a"` is `"1"`.

    Raises:
        RefusedError: they share none, or only a kind of list or object that is not understood yet.
    """
    if condition is None:
        raise RefusedError("the condition is null", at)
    result, other = (if_true, if_false) if as_bool(condition, at) else (if_false, if_true)
    for each in (result, other):
        has_unknown(each, at)  # It bounds what the shapes go through.
    kinds = {_shape(result), _shape(other)} - {"null"}
    if len(kinds) == 1 or not kinds or _is_list_and_empty(kinds):
        return result
    if "string" in kinds and kinds <= {"string", "number", "bool"}:
        return as_text(result, at)
    message = f"the two results are {kind(if_true)} and {kind(if_false)}: what they share is not known here"
    raise RefusedError(message, at)


def _is_list_and_empty(kinds: set[Shape]) -> bool:
    empty = ("list",)
    return empty in kinds and all(shape[:1] == empty and len(shape[1:]) <= 1 for shape in kinds - {empty})


def _shape(value: Value) -> Shape:
    """The type of a value as far as conditionals care: a list of one kind is of that kind at any length."""
    match value:
        case None:
            return "null"
        case bool():
            return "bool"
        case Fraction():
            return "number"
        case tuple():
            shapes = [_shape(item) for item in value]
            return ("list", *(shapes if len(set(shapes)) > 1 else shapes[:1]))
        case Object():
            return ("object", *((name, _shape(item)) for name, item in value.attributes.items()))
        case _:
            return "string"
