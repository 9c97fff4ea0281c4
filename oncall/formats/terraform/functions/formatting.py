"""`format` and `formatlist`, with the verbs of Go's fmt that Terraform has."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.graphemes import clusters
from oncall.formats.resources.conversions import as_bool, as_number, as_text, concatenated
from oncall.formats.resources.values import MAX_TEXT, NoValueError, Sequence, Value, listed, rounded
from oncall.formats.terraform.functions.encoding import json_text
from oncall.formats.terraform.functions.parameters import TEXT, WHOLE_VALUE, Function, bounded_elements

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Sequence as Arguments

_VERB = re.compile(
    r"%(?:%|([ +\-#0]*)(?:\[(\d{1,9})\])?(\d{1,9})?(?:\.(\d{0,9}))?(?:\[(\d{1,9})\])?([a-zA-Z]))", re.ASCII
)
_MAX_WIDTH = 10_000
_MAX_PRECISION = 1000
_INTEGERS = {"b": "", "d": "", "o": "0", "x": "0x", "X": "0X"}
_GENERAL_DIGITS = 6  # where %g turns to exponents when it writes the fewest digits


@attrs.frozen
class _Verb:
    """One verb of a format: its flags, width and precision, and the argument that it formats."""

    raw: str
    flags: str
    width: int
    precision: int | None
    letter: str


def _format(template: str, *arguments: Value) -> Value:
    return _formatted(template, arguments)


def _formatted(template: str, arguments: Arguments[Value]) -> str:
    parts: list[str] = []
    size = end = used = highest = 0
    for found in _verbs(template):
        literal = template[end : found.start()]
        end = found.end()
        text = "%"
        if found[6]:
            verb = _verb(found)
            used = int(found[2] or found[5] or used + 1)
            highest = max(highest, used)
            if not 1 <= used <= len(arguments):
                raise NoValueError(f"{verb.raw!r} needs argument {used}, and there are {len(arguments)} to format")
            text = _one(verb, arguments[used - 1])
        parts += [literal, text]
        size += len(literal) + len(text)
        if size > MAX_TEXT:
            raise NoValueError(f"the string is longer than {MAX_TEXT} characters")
    if highest < len(arguments):
        raise NoValueError(f"there are {len(arguments)} arguments to format, and the format uses {highest}")
    return concatenated([*parts, template[end:]])


def _verbs(template: str) -> Iterator[re.Match[str]]:
    at = template.find("%")
    while at >= 0:
        found = _VERB.match(template, at)
        if found is None:
            raise NoValueError(f"the format is wrong from {template[at : at + 20]!r}")
        yield found
        at = template.find("%", found.end())


def _verb(found: re.Match[str]) -> _Verb:
    width, precision = int(found[3] or 0), None if found[4] is None else int(found[4] or 0)
    if width > _MAX_WIDTH or (precision or 0) > _MAX_PRECISION:
        raise NoValueError(f"{found[0]!r} asks for more characters than any field can hold")
    return _Verb(found[0], found[1], width, precision, found[6])


def _one(verb: _Verb, value: Value) -> str:
    try:
        return _padded(verb, value)
    except NoValueError as error:
        raise NoValueError(f"{verb.raw!r}: {error.message}") from None


def _padded(verb: _Verb, value: Value) -> str:
    if verb.letter == "v":
        return _in_width(verb, _as_it_is(verb, value))
    if value is None:
        raise NoValueError("null cannot be formatted")
    match verb.letter:
        case "t":
            return as_text(as_bool(value))
        case "s":
            return _in_width(verb, _cut(verb, as_text(value)))
        case "q":
            return _in_width(verb, json_text(_cut(verb, as_text(value))))
        case "b" | "d" | "o" | "x" | "X":
            return _in_width(verb, _integer(verb, as_number(value)), is_number=True)
        case "e" | "E" | "f" | "g" | "G":
            return _in_width(verb, _signed(verb, _real(verb, as_number(value))), is_number=True)
        case _:
            raise NoValueError("there is no such verb")


def _as_it_is(verb: _Verb, value: Value) -> str:
    match value:
        case None:
            return "null"
        case str() if "#" not in verb.flags:
            return _cut(verb, value)
        case bool():
            return as_text(value)
        case Fraction():
            return _general(value, None)
        case _:
            return json_text(value)


def _cut(verb: _Verb, text: str) -> str:
    return text if verb.precision is None else "".join(clusters(text)[: verb.precision])


def _in_width(verb: _Verb, text: str, *, is_number: bool = False) -> str:
    missing = verb.width - len(clusters(text)) if verb.width else 0
    if missing <= 0:
        return text
    if "-" in verb.flags:
        return text + " " * missing
    if "0" not in verb.flags:
        return " " * missing + text
    sign = 1 if is_number and text[:1] in {"-", "+", " "} else 0
    return text[:sign] + "0" * missing + text[sign:]


def _signed(verb: _Verb, text: str) -> str:
    if text.startswith("-"):
        return text
    return f"{'+' if '+' in verb.flags else ' ' if ' ' in verb.flags else ''}{text}"


def _integer(verb: _Verb, number: Fraction) -> str:
    if number.denominator != 1:
        raise NoValueError("an integer is needed here")
    digits = format(abs(number.numerator), verb.letter).rjust(verb.precision or 0, "0")
    prefix = _INTEGERS[verb.letter] if "#" in verb.flags else ""
    return _signed(verb, f"{'-' if number < 0 else ''}{prefix}{digits}")


def _real(verb: _Verb, number: Fraction) -> str:
    precision = verb.precision
    match verb.letter:
        case "f":
            return _fixed(rounded(number), 6 if precision is None else precision)
        case "e" | "E":
            text = _exponential(rounded(number), 6 if precision is None else precision)
        case _:
            text = _general(number, precision)
    return text.upper() if verb.letter.isupper() else text


def _fixed(number: Fraction, places: int) -> str:
    digits = str(round(abs(number) * 10**places)).rjust(places + 1, "0")
    sign = "-" if number < 0 else ""
    return f"{sign}{digits[:-places]}.{digits[-places:]}" if places else f"{sign}{digits}"


def _exponential(number: Fraction, places: int) -> str:
    digits, exponent = _figures(number, places + 1)
    return _with_exponent(number, digits, exponent)


def _with_exponent(number: Fraction, digits: str, exponent: int) -> str:
    fraction = f".{digits[1:]}" if digits[1:] else ""
    return f"{'-' if number < 0 else ''}{digits[0]}{fraction}e{'-' if exponent < 0 else '+'}{abs(exponent):02}"


def _general(number: Fraction, precision: int | None) -> str:
    digits, exponent = _all_figures(number) if precision is None else _figures(rounded(number), max(precision, 1))
    digits = digits.rstrip("0") or "0"
    limit = _GENERAL_DIGITS if precision is None else max(precision, 1)
    if precision is not None and limit > len(digits) > exponent:
        limit = len(digits)
    if exponent < -4 or exponent >= limit:  # noqa: PLR2004 - the rule of C's printf
        return _with_exponent(number, digits, exponent)
    sign = "-" if number < 0 else ""
    if exponent < 0:
        return f"{sign}0.{'0' * (-exponent - 1)}{digits}"
    whole, fraction = digits[: exponent + 1].ljust(exponent + 1, "0"), digits[exponent + 1 :]
    return f"{sign}{whole}.{fraction}" if fraction else f"{sign}{whole}"


def _all_figures(number: Fraction) -> tuple[str, int]:
    whole, _, fraction = as_text(abs(number)).partition(".")
    digits = (whole + fraction).lstrip("0")
    return (digits, len(digits) - len(fraction) - 1) if digits else ("0", 0)


def _figures(number: Fraction, count: int) -> tuple[str, int]:
    """The first digits of a number, rounded, and its decimal exponent."""
    if not number:
        return "0" * count, 0
    size = abs(number)
    exponent = len(str(size.numerator)) - len(str(size.denominator))
    if Fraction(10) ** exponent > size:
        exponent -= 1
    digits = str(round(size / Fraction(10) ** (exponent - count + 1)))
    return (digits[:count], exponent + 1) if len(digits) > count else (digits, exponent)


def _formatlist(template: str, *arguments: Value) -> Value:
    lists = [each for each in arguments if isinstance(each, Sequence)]
    count = len(lists[0].items) if lists else 1
    if any(len(each.items) != count for each in lists):
        raise NoValueError("the lists to format are of different lengths")
    bounded_elements(count * max(1, len(arguments)))
    found: list[Value] = []
    size = 0
    for at in range(count):
        row = [each.items[at] if isinstance(each, Sequence) else each for each in arguments]
        text = _formatted(template, row)
        found.append(text)
        size += len(text)
        if size > MAX_TEXT:
            raise NoValueError(f"the strings are longer than {MAX_TEXT} characters")
    return listed(found, "list")


FUNCTIONS: Mapping[str, Function] = {
    "format": Function(_format, (TEXT,), WHOLE_VALUE),
    "formatlist": Function(_formatlist, (TEXT,), WHOLE_VALUE),
}
