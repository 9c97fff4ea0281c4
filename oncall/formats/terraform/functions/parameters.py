"""What a function takes: how many arguments, of which kinds, and whether it needs to know all that is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.formats.resources.conversions import as_number, as_text
from oncall.formats.resources.values import (
    MAX_ELEMENTS,
    NOT_KNOWN,
    NoValueError,
    Object,
    Sequence,
    Value,
    is_known,
    kind,
    rendered,
    unknown,
)
from oncall.formats.terraform.converting import convert
from oncall.formats.terraform.types import ANY, STRING, ListOf, MapOf

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Sequence as Arguments
    from fractions import Fraction

    from oncall.formats.terraform.types import Type


@attrs.frozen
class Kind:
    """A kind of argument.

    `made` is what the function gets of it. `is_whole`: nothing in it may be unknown. `may_be_unknown`: all of it may
    be, since the function looks itself. `may_be_null` likewise.
    """

    made: Callable[[Value], object]
    is_whole: bool = False
    may_be_unknown: bool = False
    may_be_null: bool = False


@attrs.frozen
class Function:
    """A function: what it does with its arguments, their kinds in order, and the kind of all that follow.

    The last `optional` of `kinds` may be left out.
    """

    body: Callable[..., Value]
    kinds: tuple[Kind, ...] = ()
    rest: Kind | None = None
    optional: int = 0

    def called(self, name: str, arguments: Arguments[Value]) -> Value:
        """The value for these arguments; not known where one of them is not, and its kind needs it.

        Raises:
            NoValueError: there are too few or too many, one is of another kind, or the function refuses them.
        """
        self._check_number(name, len(arguments))
        made: list[object] = []
        is_known_enough = True
        for at, value in enumerate(arguments):
            each = self.kinds[at] if at < len(self.kinds) else self.rest
            assert each is not None, "the number of arguments has been checked"
            if value is None and not each.may_be_null:
                raise NoValueError(f"argument {at + 1} of {name} must not be null")
            if _is_missing(value, each):
                is_known_enough = False
            elif is_known_enough or not isinstance(value, NOT_KNOWN):
                made.append(_made(name, at, value, each))
        return self.body(*made) if is_known_enough else unknown_call(name, arguments)

    def _check_number(self, name: str, given: int) -> None:
        most = len(self.kinds)
        least = most - self.optional
        if given < least or (given > most and self.rest is None):
            counts = f"{least}" if least == most else f"{least} to {most}"
            needed = f"at least {least}" if self.rest is not None else counts
            raise NoValueError(
                f"{name} takes {needed} argument{'' if needed.endswith(' 1') or needed == '1' else 's'}, not {given}"
            )


def _is_missing(value: Value, each: Kind) -> bool:
    if isinstance(value, NOT_KNOWN):
        return not each.may_be_unknown
    return each.is_whole and not is_known(value)


def _made(name: str, at: int, value: Value, each: Kind) -> object:
    try:
        return each.made(value)
    except NoValueError as error:
        raise NoValueError(f"argument {at + 1} of {name}: {error.message}") from None


def unknown_call(name: str, arguments: Arguments[Value]) -> Value:
    """A call whose value only Terraform knows; the same text for the same call."""
    texts = [rendered(each) for each in arguments[:MAX_SHOWN_ARGUMENTS]]
    is_short = len(arguments) <= MAX_SHOWN_ARGUMENTS and all(texts)
    return unknown(f"{name}({', '.join(texts)})" if is_short else "", *arguments)


MAX_SHOWN_ARGUMENTS = 50


# --- Kinds -----------------------------------------------------------------------------------------------------------


def whole_number(number: Fraction) -> int:
    """The number as an integer that a count or place may be.

    Raises:
        NoValueError: it is none, or does not fit in 64 bits.
    """
    if number.denominator != 1 or not -(2**63) <= number < 2**63:
        raise NoValueError("a whole number is needed here")
    return number.numerator


def bounded_elements(count: int) -> None:
    """Nothing: a check before so many elements are made.

    Raises:
        NoValueError: they are more than any field can hold.
    """
    if count > MAX_ELEMENTS:
        raise NoValueError(f"the result would have more than {MAX_ELEMENTS} elements")


def _as_sequence(value: Value) -> Sequence:
    if not isinstance(value, Sequence):
        raise NoValueError(f"a list, set or tuple is needed here, not {kind(value)}")
    return value


def _as_list(value: Value) -> Sequence:
    if not isinstance(value, Sequence) or value.kind == "set":
        raise NoValueError(f"a list or tuple is needed here, not {kind(value)}")
    return value


def _as_object(value: Value) -> Object:
    if not isinstance(value, Object):
        raise NoValueError(f"a map or object is needed here, not {kind(value)}")
    return value


def _as_itself(value: Value) -> Value:
    return value


def of_type(to: Type, *, is_whole: bool = False) -> Kind:
    """Arguments that are converted to a type."""

    def made(value: Value) -> Value:
        return convert(value, to)

    return Kind(made, is_whole)


NUMBER = Kind(as_number)
WHOLE_NUMBER = Kind(lambda value: whole_number(as_number(value)))
TEXT = Kind(as_text)
VALUE = Kind(_as_itself)
WHOLE_VALUE = Kind(_as_itself, is_whole=True, may_be_null=True)
NULLABLE = Kind(_as_itself, may_be_null=True)
ANYTHING = Kind(_as_itself, may_be_unknown=True, may_be_null=True)
SEQUENCE = Kind(_as_sequence)
WHOLE_SEQUENCE = Kind(_as_sequence, is_whole=True)
INDEXED = Kind(_as_list)
MAPPING = Kind(_as_object)
LIST = of_type(ListOf(ANY))
TEXTS = of_type(ListOf(STRING), is_whole=True)
TEXT_LISTS_BY_NAME = of_type(MapOf(ListOf(STRING)), is_whole=True)
