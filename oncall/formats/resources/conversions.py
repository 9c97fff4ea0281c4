"""Terraform's conversions between the primitive kinds of values, and bounds on what is made of them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

from oncall.formats.resources.values import (
    MAX_TEXT,
    NOT_KNOWN,
    NoValueError,
    Value,
    decimal,
    kind,
    shown,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

_DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,1200}\.?[0-9]{0,1200}|\.[0-9]{1,1200})(?:[eE][-+]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_MAX_BITS = 4096  # Far beyond what schedules hold; a few locals that multiply each other would fill the memory.


def as_number(value: Value) -> Fraction:
    """A number, or the number that a string says.

    Raises:
        NoValueError: for anything else, bools among it, and for what is not known.
    """
    match value:
        case Fraction():
            return value
        case str() if _DECIMAL.fullmatch(value):
            return bounded(Fraction(value))
        case _:
            raise _not_a("a number", value)


def as_bool(value: Value) -> bool:
    """A bool, or the bool that a string says.

    Raises:
        NoValueError: for anything else, and for what is not known.
    """
    match value:
        case bool():
            return value
        case str() if value in _BOOLEANS:
            return _BOOLEANS[value]
        case _:
            raise _not_a("true or false", value)


def as_text(value: Value) -> str:
    """A string, or the string that stands for a number or bool.

    Raises:
        NoValueError: for anything else, and for what is not known.
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Fraction():
            return decimal(value)
        case _:
            raise _not_a("a string", value)


def _not_a(needed: str, value: Value) -> NoValueError:
    if isinstance(value, NOT_KNOWN):
        return NoValueError(f"{needed} is needed here, and {kind(value).rstrip(',')} is known only to Terraform")
    return NoValueError(f"{needed} is needed here, not {shown(value)}")


def bounded(number: Fraction) -> Fraction:
    """The number.

    Raises:
        NoValueError: it has more digits than any field can hold.
    """
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > _MAX_BITS:
        raise NoValueError("the number has too many digits")
    return number


def concatenated(texts: Iterable[str]) -> str:
    """The texts as one, composed to NFC as every string of Terraform.

    Raises:
        NoValueError: it is longer than any field can hold.
    """
    parts = list(texts)
    if sum(map(len, parts)) > MAX_TEXT:
        raise NoValueError(f"the string is longer than {MAX_TEXT} characters")
    text = "".join(parts)
    return text if is_normalized("NFC", text) else normalize("NFC", text)
