"""Terraform's operators and conditionals, on what is known and what is not."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING

from oncall.formats.resources.conversions import as_bool, as_number, bounded
from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    Object,
    Reference,
    Resource,
    Sequence,
    Unknown,
    Value,
    elements,
    rendered,
    rounded,
    unknown,
)
from oncall.formats.terraform.converting import convert
from oncall.formats.terraform.types import ANY, in_words, type_of, unified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping


def unary(operator: str, operand: Value) -> Value:
    """`-operand` or `!operand`.

    Raises:
        NoValueError: the operand is of another kind.
    """
    if isinstance(operand, NOT_KNOWN):
        text = rendered(operand)
        return unknown(f"({operator}{text})" if text else "", operand)
    return not as_bool(operand) if operator == "!" else -as_number(operand)


def binary(operator: str, left: Value, right: Value) -> Value:
    """`left operator right`; equality converts nothing, the others convert as Terraform does.

    What is not known makes the result unknown, but for `false && x`, `true || x` and what differs whatever it is.

    Raises:
        NoValueError: an operand is of another kind, or a divisor is 0.
    """
    match operator:
        case "==" | "!=":
            same = equal(left, right)
            return _unknown(operator, left, right) if same is None else same is (operator == "==")
        case "&&" | "||":
            return _combined(operator, left, right)
        case _:
            return _of_numbers(operator, left, right)


def _unknown(operator: str, left: Value, right: Value) -> Unknown:
    texts = (rendered(left), rendered(right))
    return unknown(f"({f' {operator} '.join(texts)})" if all(texts) else "", left, right)


def _combined(operator: str, left: Value, right: Value) -> Value:
    decisive = operator == "||"
    known = [as_bool(side) for side in (left, right) if not isinstance(side, NOT_KNOWN)]
    if decisive in known:
        return decisive
    return not decisive if len(known) == len((left, right)) else _unknown(operator, left, right)


def _of_numbers(operator: str, left: Value, right: Value) -> Value:
    numbers = [None if isinstance(side, NOT_KNOWN) else as_number(side) for side in (left, right)]
    first, second = numbers
    if operator in {"/", "%"} and second == 0:
        raise NoValueError("this divides by zero")
    if first is None or second is None:
        return _unknown(operator, left, right)
    if operator in _COMPARISONS:
        return _COMPARISONS[operator](first, second)
    return bounded(_calculated(operator, first, second))


_COMPARISONS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}


def _calculated(operator: str, left: Fraction, right: Fraction) -> Fraction:
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return _with_an_end(left / right)
        case _:
            # The sign is the dividend's: -7 % 3 is -1 in Terraform, where Python says 2.
            return left - right * math.trunc(left / right)


def _with_an_end(number: Fraction) -> Fraction:
    """The number, or the nearest that Terraform can hold where its decimal digits never end."""
    rest = number.denominator >> ((number.denominator & -number.denominator).bit_length() - 1)
    while rest % 5 == 0:
        rest //= 5
    return number if rest == 1 else rounded(number)


# --- Equality --------------------------------------------------------------------------------------------------------


def equal(left: Value, right: Value) -> bool | None:
    """Whether two values are of one type and equal; None where only Terraform can tell.

    Ids of two resources that these files make differ; one that is looked up may be the same as any other.

    Raises:
        NoValueError: one has more elements than any field can hold.
    """
    for side in (left, right):
        for _ in elements(side):  # It bounds what the walk below goes through.
            pass
    try:
        return _equal(left, right)
    except RecursionError:
        raise NoValueError("the value is nested too deeply") from None


def _equal(left: Value, right: Value) -> bool | None:
    if isinstance(left, NOT_KNOWN):
        return _equal_to_unknown(left, right)
    if isinstance(right, NOT_KNOWN):
        return _equal_to_unknown(right, left)
    match left, right:
        case (Sequence(ours, kind), Sequence(theirs, other)):
            return kind == other and len(ours) == len(theirs) and _all(zip(ours, theirs, strict=True))
        case (Object(ours, kind), Object(theirs, other)):
            return kind == other and ours.keys() == theirs.keys() and _all((ours[name], theirs[name]) for name in ours)
        case _:
            # `true` is not 1 here, as it is in Python.
            return type(left) is type(right) and left == right


def _all(pairs: Iterable[tuple[Value, Value]]) -> bool | None:
    found: bool | None = True
    for left, right in pairs:
        match _equal(left, right):
            case False:
                return False
            case None:
                found = None
            case True:
                pass
    return found


def _equal_to_unknown(left: Unknown | Reference | Resource, right: Value) -> bool | None:
    match left, right:
        case (Unknown(text), Unknown(other)):
            return True if text and text == other else None
        case (Reference(), Reference()):
            return _same_resource(left, right)
        case (Resource(address), Resource(other)):
            return True if address == other else None
        case (Reference() | Resource(), None) | (Reference(), ""):
            return False  # There is an id, and it is not empty.
        case (Reference(), Fraction() | bool() | Sequence() | Object()):
            return False  # An id is a string.
        case _:
            return None


def _same_resource(left: Reference, right: Reference) -> bool | None:
    if left.address == right.address:
        return True
    return None if left.is_data or right.is_data or left.type != right.type else False


# --- Conditionals ----------------------------------------------------------------------------------------------------


def chosen(condition: Value, if_true: Value, if_false: Value) -> Value:
    """The result of a conditional, converted to the type that both results share: `true ? 1 : "a"` is `"1"`.

    Under a condition that is not known, two results that are the same are the result.

    Raises:
        NoValueError: the condition is not a bool, or the results share no type.
    """
    if condition is None:
        raise NoValueError("the condition is null")
    is_true = None if isinstance(condition, NOT_KNOWN) else as_bool(condition)
    if if_true is None or if_false is None:
        results = (if_true, if_false)
    else:
        shared = unified([type_of(if_true), type_of(if_false)])
        if shared is None:
            raise NoValueError(
                "the results of a conditional need one type, "
                f"and the true one is {in_words(if_true)}, the false one {in_words(if_false)}"
            )
        results = (if_true, if_false) if shared == ANY else (convert(if_true, shared), convert(if_false, shared))
    if is_true is None:
        return results[0] if equal(*results) else _unknown_choice(condition, *results)
    return results[0] if is_true else results[1]


def _unknown_choice(condition: Value, if_true: Value, if_false: Value) -> Unknown:
    texts = [rendered(each) for each in (condition, if_true, if_false)]
    text = f"({texts[0]} ? {texts[1]} : {texts[2]})" if all(texts) else ""
    return unknown(text, condition, if_true, if_false)
