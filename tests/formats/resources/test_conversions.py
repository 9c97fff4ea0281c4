"""Conversions between strings, numbers and bools, as terraform 1.11.4 makes them."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from oncall.formats.resources.conversions import as_bool, as_number, as_text, bounded, concatenated
from oncall.formats.resources.values import (
    MAX_TEXT,
    NoValueError,
    Object,
    Reference,
    Resource,
    Sequence,
    Unknown,
    Value,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NOT_KNOWN: list[Value] = [Unknown("var.a", ()), Reference("pagerduty_user.a"), Resource("pagerduty_user.a")]


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.", 1), ("+1", 1), (".5", Fraction(1, 2)), ("-.5e3", -500), ("1E+3", 1000), ("0.10", Fraction(1, 10))],
)
def test_strings_that_say_a_number(text: str, number: Fraction) -> None:
    """A string in decimal notation is good for a number."""
    assert as_number(text) == number


@pytest.mark.parametrize("text", ["", " 1", "0x10", "1_0", "0b1", "one", "1e", "9" * 5000, "1e9999", "\u0661"])
def test_strings_that_say_no_number(text: str) -> None:
    """Other notations are refused, and so is a number that no field can hold."""
    with pytest.raises(NoValueError):
        as_number(text)


def test_bools_are_no_numbers() -> None:
    """`true + 1` is wrong in Terraform, though Python says 2."""
    with pytest.raises(NoValueError, match="a number is needed here, not true"):
        as_number(value=True)


def test_strings_that_say_a_bool() -> None:
    """Only four strings do."""
    assert [as_bool(text) for text in ("true", "1", "false", "0")] == [True, True, False, False]
    for text in ("yes", "TRUE", ""):
        with pytest.raises(NoValueError):
            as_bool(text)


def test_text_of_numbers_and_bools() -> None:
    """Numbers are written without exponents and zeros at the end."""
    assert [as_text(Fraction("1.50")), as_text(Fraction(10) ** 21), as_text(value=True)] == [
        "1.5",
        f"1{'0' * 21}",
        "true",
    ]


@pytest.mark.parametrize("conversion", [as_number, as_text, as_bool])
@pytest.mark.parametrize("value", [None, Sequence(()), Object({}), *NOT_KNOWN])
def test_what_cannot_be_converted(conversion: Callable[[Value], object], value: Value) -> None:
    """Null, collections and what is not known are neither string nor number nor bool."""
    with pytest.raises(NoValueError):
        conversion(value)


def test_numbers_are_bounded() -> None:
    """4096 bits are enough."""
    assert bounded(Fraction(2**4095)) == 2**4095
    for number in (Fraction(2**4096), Fraction(1, 2**4096)):
        with pytest.raises(NoValueError, match="too many digits"):
            bounded(number)


def test_strings_are_composed() -> None:
    """An e and an accent that meet become one character, as in every string of Terraform."""
    assert concatenated(["e", "\u0301"]) == "\u00e9"


def test_strings_are_bounded() -> None:
    """A string is refused before it is made."""
    with pytest.raises(NoValueError, match="longer than"):
        concatenated(["a" * MAX_TEXT, "a"])
