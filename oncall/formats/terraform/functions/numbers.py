"""Functions of numbers."""

from __future__ import annotations

import math
import re
from fractions import Fraction
from typing import TYPE_CHECKING

from oncall.formats.resources.conversions import as_number, bounded
from oncall.formats.resources.values import NoValueError, Value
from oncall.formats.terraform.functions.parameters import (
    NUMBER,
    WHOLE_NUMBER,
    WHOLE_SEQUENCE,
    Function,
    Kind,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.formats.resources.values import Sequence

_MAX_BASE = 62
_MAX_DIGITS = 1000
_LAST_BASE_WITHOUT_CASE = 36


def _absolute(number: Fraction) -> Value:
    return abs(number)


def _ceil(number: Fraction) -> Value:
    return Fraction(math.ceil(number))


def _floor(number: Fraction) -> Value:
    return Fraction(math.floor(number))


def _of_floats(name: str, made: float) -> Fraction:
    # Terraform calculates these with 64 bits, and writes the fewest digits that tell the result from others.
    if not math.isfinite(made):
        raise NoValueError(f"{name} has no finite value for these numbers")
    return Fraction(repr(made))


# The coefficients of FreeBSD's e_log.c, which Go has too: C libraries differ from it in the last bit, so that
# log(243, 3) would not be 5.
_LN2_HIGH, _LN2_LOW = 6.93147180369123816490e-01, 1.90821492927058770002e-10
_ODD = (6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01, 1.479819860511658591e-01)
_EVEN = (3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01)


def _natural_log(number: float) -> float:
    if number <= 0:
        raise ValueError
    mantissa, exponent = math.frexp(number)
    if mantissa < math.sqrt(2) / 2:
        mantissa, exponent = mantissa * 2, exponent - 1
    rest = mantissa - 1
    part = rest / (2 + rest)
    square = part * part
    fourth = square * square
    odd = square * (_ODD[0] + fourth * (_ODD[1] + fourth * (_ODD[2] + fourth * _ODD[3])))
    even = fourth * (_EVEN[0] + fourth * (_EVEN[1] + fourth * _EVEN[2]))
    half = 0.5 * rest * rest
    return exponent * _LN2_HIGH - ((half - (part * (half + odd + even) + exponent * _LN2_LOW)) - rest)


def _log(number: Fraction, base: Fraction) -> Value:
    try:
        return _of_floats("log", _natural_log(float(number)) / _natural_log(float(base)))
    except (ArithmeticError, ValueError):
        raise NoValueError("log has no finite value for these numbers") from None


def _pow(base: Fraction, exponent: Fraction) -> Value:
    try:
        return _of_floats("pow", math.pow(base, exponent))
    except (ArithmeticError, ValueError):
        raise NoValueError("pow has no finite value for these numbers") from None


def _signum(number: int) -> Value:
    return Fraction((number > 0) - (number < 0))


def _max(*numbers: Fraction) -> Value:
    if not numbers:
        raise NoValueError("max needs at least one number")
    return max(numbers)


def _min(*numbers: Fraction) -> Value:
    if not numbers:
        raise NoValueError("min needs at least one number")
    return min(numbers)


def _sum(numbers: Sequence) -> Value:
    if not numbers.items:
        raise NoValueError("the sum of an empty list has no value")
    total = Fraction(0)
    for item in numbers.items:
        total = bounded(total + as_number(item))
    return total


def _text_itself(value: Value) -> str:
    if not isinstance(value, str):
        raise NoValueError("a string is needed here")
    return value


def _parseint(text: str, base: int) -> Value:
    if not 2 <= base <= _MAX_BASE:  # noqa: PLR2004 - the documented range
        raise NoValueError("the base is a whole number from 2 to 62")
    matched = re.fullmatch(r"([-+]?)([0-9a-zA-Z]+)", text)
    digits = [_digit(each, base) for each in matched[2]] if matched else []
    if not matched or max(digits) >= base:
        raise NoValueError(f"{text[:40]!r} is not an integer of base {base}")
    if len(digits) > _MAX_DIGITS:
        raise NoValueError("the number has too many digits")
    number = 0
    for digit in digits:
        number = number * base + digit
    return Fraction(-number if matched[1] == "-" else number)


def _digit(character: str, base: int) -> int:
    # 0-9, a-z, A-Z; up to base 36 capitals are as good as small letters.
    if character.isdigit():
        return int(character)
    small = ord(character.lower()) - ord("a") + 10
    return small + 26 if character.isupper() and base > _LAST_BASE_WITHOUT_CASE else small


FUNCTIONS: Mapping[str, Function] = {
    "abs": Function(_absolute, (NUMBER,)),
    "ceil": Function(_ceil, (NUMBER,)),
    "floor": Function(_floor, (NUMBER,)),
    "log": Function(_log, (NUMBER, NUMBER)),
    "max": Function(_max, rest=NUMBER),
    "min": Function(_min, rest=NUMBER),
    "parseint": Function(_parseint, (Kind(_text_itself), WHOLE_NUMBER)),
    "pow": Function(_pow, (NUMBER, NUMBER)),
    "signum": Function(_signum, (WHOLE_NUMBER,)),
    "sum": Function(_sum, (WHOLE_SEQUENCE,)),
}
