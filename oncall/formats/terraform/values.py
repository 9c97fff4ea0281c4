"""What expressions are worth, and Terraform's conversions between the kinds of values."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import normalize

import attrs

from oncall.errors import OncallError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.errors import Location

_DECIMAL = re.compile(r"[-+]?(?:[0-9]{1,400}\.?[0-9]{0,400}|\.[0-9]{1,400})(?:[eE][-+]?[0-9]{1,3})?")
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
# Far beyond what schedules hold; without bounds, a few locals that multiply each other would fill the memory.
_MAX_BITS = 4096
_MAX_TEXT = 100_000
_MAX_ELEMENTS = 10_000
_MAX_SHOWN = 60


@attrs.define
class RefusedError(OncallError, ValueError):
    """An expression that has no value here: wrong, or not known offline, or not understood yet.

    `because_of_absence` tells that it names something that no file declares.
    """

    message: str
    at: Location
    because_of_absence: bool = False

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


@attrs.frozen
class Reference:
    """The id of a resource or data source: not known before it exists, and told apart by its `address`."""

    address: str

    @property
    def type(self) -> str:
        """Its type, `pagerduty_user` for both `pagerduty_user.alice` and `data.pagerduty_user.alice`."""
        return self.address.removeprefix("data.").partition(".")[0]

    @property
    def is_data(self) -> bool:
        """Whether it is looked up where Terraform runs, and not made by these files."""
        return self.address.startswith("data.")


@attrs.frozen
class Resource:
    """A whole resource or data source, of which an attribute may be taken."""

    address: str


def _sorted(found: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(found.items()))


@attrs.frozen
class Object:
    """An object's attributes by name, in Terraform's order: sorted."""

    attributes: Mapping[str, Value] = attrs.field(converter=_sorted)


Value: TypeAlias = "str | Fraction | bool | tuple[Value, ...] | Object | Reference | Resource | None"


def kind(value: Value) -> str:  # noqa: PLR0911 - one return a kind
    """What to call a value of that kind."""
    match value:
        case None:
            return "null"
        case bool():
            return "a bool"
        case str():
            return "a string"
        case Fraction():
            return "a number"
        case tuple():
            return "a list"
        case Object():
            return "an object"
        case Reference(address):
            return f"the id of {address}"
        case Resource(address):
            return f"the whole of {address}"


def shown(value: Value) -> str:
    """A value for a message: as Terraform writes it where that is short, else its kind."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() if len(value) <= _MAX_SHOWN:
            return repr(value)
        case Fraction():
            return decimal(value) or "a number"
        case _:
            return kind(value)


def decimal(number: Fraction) -> str | None:
    """The number in decimal digits, as Terraform writes it; None where they never end."""
    if number.denominator == 1:
        return str(number.numerator)
    twos = fives = 0
    rest = number.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return None
    places = max(twos, fives)
    digits = str(abs(number.numerator) * 10**places // number.denominator).rjust(places + 1, "0")
    return f"{'-' if number < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def as_number(value: Value, at: Location) -> Fraction:
    """A number, or the number that a string says.

    Raises:
        RefusedError: for anything else, bools among it.
    """
    match value:
        case Fraction():
            return value
        case str() if _DECIMAL.fullmatch(value):
            return Fraction(value)
        case _:
            raise RefusedError(f"a number is needed here, not {shown(value)}", at)


def as_bool(value: Value, at: Location) -> bool:
    """A bool, or the bool that a string says.

    Raises:
        RefusedError: for anything else.
    """
    match value:
        case bool():
            return value
        case str() if value in _BOOLEANS:
            return _BOOLEANS[value]
        case _:
            raise RefusedError(f"true or false is needed here, not {shown(value)}", at)


def as_text(value: Value, at: Location) -> str:
    """A string, or the string that stands for a number or bool.

    Raises:
        RefusedError: for anything else, and for a number whose decimals never end.
    """
    match value:
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Fraction():
            text = decimal(value)
            if text is None:
                raise RefusedError(f"{value.numerator}/{value.denominator} has no exact decimal digits", at)
            return text
        case Reference(address):
            raise RefusedError(f"the id of `{address}` is known only to Terraform, so no text can be made with it", at)
        case _:
            raise RefusedError(f"a string is needed here, not {shown(value)}", at)


def bounded(number: Fraction, at: Location) -> Fraction:
    """The number.

    Raises:
        RefusedError: it has more digits than any field can hold.
    """
    if max(number.numerator.bit_length(), number.denominator.bit_length()) > _MAX_BITS:
        raise RefusedError("the number has too many digits", at)
    return number


def concatenated(texts: list[str], at: Location) -> str:
    """The texts as one, composed to NFC as every string of Terraform.

    Raises:
        RefusedError: it is longer than any field can hold.
    """
    if sum(map(len, texts)) > _MAX_TEXT:
        raise RefusedError(f"the string is longer than {_MAX_TEXT} characters", at)
    return normalize("NFC", "".join(texts))


def has_unknown(value: Value, at: Location) -> bool:
    """Whether a value is an id or resource, or holds one.

    Raises:
        RefusedError: it has more elements than any field can hold, counting shared ones each time.
    """
    found = False
    pending: list[Value] = [value]
    for _ in range(_MAX_ELEMENTS):
        if not pending:
            return found
        match pending.pop():
            case Reference() | Resource():
                found = True
            case tuple() as items:
                pending.extend(items)
            case Object(attributes):
                pending.extend(attributes.values())
            case _:
                pass
    raise RefusedError(f"the value has more than {_MAX_ELEMENTS} elements", at)
