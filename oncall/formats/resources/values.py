"""What the arguments of a resource are worth, in the kinds of values that Terraform has.

Numbers are exact. What cannot be known offline is a value too, `Unknown`, so that it can travel to where it is needed;
what is wrong has no value, and raises `NoValueError`.
"""

from __future__ import annotations

import re
from fractions import Fraction
from json import dumps
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol, TypeAlias

import attrs

from oncall.errors import OncallError
from oncall.model.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from oncall.errors import Location

_MAX_SHOWN = 60
_STEPS = r'(?:\.[\w-]+|\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\])*'
_NAMING = re.compile(rf"[A-Za-z_][\w-]*{_STEPS}|(?:lookup|element)\([^()]*\){_STEPS}")
_MAX_TEXT_OF_UNKNOWN = 400
MAX_TEXT = 1_000_000
"""The longest string, in characters; far beyond what schedules hold, but a few doublings would fill the memory."""
MAX_ELEMENTS = 50_000
"""The most elements of one value, counting what is shared each time."""


class NoValueError(OncallError, ValueError):
    """An operation that has no result: its operands are wrong. `message` is a sentence without a place."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@attrs.define
class RefusedError(OncallError, ValueError):
    """An expression that is wrong, at its place. `because_of_absence`: it names something that no file declares."""

    is_final: ClassVar[bool] = False
    """Whether whatever comes after it would fail likewise, through no fault of its own."""
    message: str
    at: Location
    because_of_absence: bool = False

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


@attrs.frozen
class Cause:
    """Why something is not known offline: `what` is a clause, `at` where it is written, `advice` a way out."""

    what: str
    at: Location | None = attrs.field(default=None, eq=False)
    advice: str = ""


@attrs.frozen
class Unknown:
    """A value that is known only where Terraform runs.

    `text` tells it from others: two of the same text have the same value, whatever that is. It is empty where a text
    would be too long to be of use.
    """

    text: str
    causes: tuple[Cause, ...] = attrs.field(eq=False)

    @property
    def is_identity(self) -> bool:
        """Whether the text may stand for an id: it names something, or a part of it, and nothing was done with it.

        What a function makes of an id may be that id again, and so the id of somebody who is known by another text.
        """
        return _NAMING.fullmatch(self.text) is not None


@attrs.frozen
class Reference:
    """The id of a resource or data source: not known before it exists, and told apart by its `address`."""

    address: str

    @property
    def type(self) -> str:
        """Its type, `pagerduty_user` for `module.a.data.pagerduty_user.all["x"]` too."""
        found = address(self.address)
        return found.type if found else ""

    @property
    def is_data(self) -> bool:
        """Whether it is looked up where Terraform runs, and not made by these files."""
        found = address(self.address)
        return found is not None and found.is_data


class Home(Protocol):
    """What can say what the parts of a `Resource` are worth."""

    @property
    def why(self) -> Unknown | None:
        """Why nobody can say how many there are; None: it is known."""
        ...

    def attribute(self, name: str, at: Location, /) -> Value:
        """The value of an attribute."""
        ...

    def element(self, key: Value, at: Location, /) -> Value:
        """The instance of a key."""
        ...


@attrs.frozen
class Resource:
    """A whole resource, data source or module instance, of which an attribute may be taken.

    `home` is None where no file declares it.
    """

    address: str
    home: Home | None = attrs.field(default=None, eq=False, repr=False)


@attrs.frozen
class Sequence:
    """A list, set or tuple. The elements of a set are sorted and each there once, as Terraform iterates them."""

    items: tuple[Value, ...]
    kind: Literal["tuple", "list", "set"] = "tuple"


def _sorted(found: Mapping[str, Value]) -> dict[str, Value]:
    return dict(sorted(found.items()))


@attrs.frozen
class Object:
    """An object or map: attributes by name, in Terraform's order: sorted."""

    attributes: Mapping[str, Value] = attrs.field(converter=_sorted)
    kind: Literal["object", "map"] = "object"


Value: TypeAlias = "str | Fraction | bool | Sequence | Object | Reference | Resource | Unknown | None"

NOT_KNOWN = (Unknown, Reference, Resource)
"""The kinds of values that only Terraform knows; an id and a resource are good for something all the same."""


def kind(value: Value) -> str:  # noqa: C901, PLR0911 - one return a kind
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
        case Sequence(_, "set"):
            return "a set"
        case Sequence():
            return "a list"
        case Object(_, "map"):
            return "a map"
        case Object():
            return "an object"
        case Reference(address):
            return f"the id of {address}"
        case Resource(address):
            return f"the whole of {address}"
        case Unknown(text):
            return f"`{text}`, which is not known here," if text else "a value that is not known here"


def shown(value: Value) -> str:
    """A value for a message: as Terraform writes it where that is short, else its kind."""
    match value:
        case bool():
            return "true" if value else "false"
        case str() if len(value) <= _MAX_SHOWN:
            return repr(value)
        case Fraction():
            text = decimal(value)
            return text if len(text) <= _MAX_SHOWN else "a number"
        case _:
            return kind(value)


def rendered(value: Value) -> str:
    """A value as an expression that stands for it: the same text for the same value; empty where it is too long."""
    found = _rendered(value)
    return found if len(found) <= _MAX_TEXT_OF_UNKNOWN else ""


def _rendered(value: Value) -> str:  # noqa: C901, PLR0911 - one return a kind
    match value:
        case Unknown(text):
            return text
        case Reference(address):
            return f"{address}.id"
        case Resource(address):
            return address
        case str():
            return dumps(value, ensure_ascii=False) if len(value) <= _MAX_TEXT_OF_UNKNOWN else ""
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Fraction():
            return decimal(value)
        case Sequence(items):
            return _joined("[", map(rendered, items), "]") if len(items) <= _MAX_SHOWN else ""
        case Object(attributes):
            if len(attributes) > _MAX_SHOWN:
                return ""
            pairs = ((dumps(name, ensure_ascii=False), rendered(item)) for name, item in attributes.items())
            return _joined("{", (f"{name} = {text}" if text else "" for name, text in pairs), "}")


def _joined(opening: str, parts: Iterable[str], closing: str) -> str:
    found = list(parts)
    return f"{opening}{', '.join(found)}{closing}" if all(found) else ""


def unknown(text: str, *parts: Value) -> Unknown:
    """What is made of parts of which some are not known, for their reasons. `text` may be empty."""
    causes: dict[Cause, None] = {}
    for part in parts:
        for each in unknowns(part):
            causes.update(dict.fromkeys(_causes(each)))
    return Unknown(text if len(text) <= _MAX_TEXT_OF_UNKNOWN else "", tuple(causes))


def _causes(value: Unknown | Reference | Resource) -> tuple[Cause, ...]:
    match value:
        case Unknown(_, causes):
            return causes
        case Reference(address):
            return (Cause(f"the id of `{address}` is known only to Terraform", None, PLAN_ADVICE),)
        case Resource(address):
            return (Cause(f"`{address}` is known only to Terraform", None, PLAN_ADVICE),)


PLAN_ADVICE = "load the JSON of a plan or of the state (terraform show -json)"


def unknowns(value: Value) -> Iterator[Unknown | Reference | Resource]:
    """Everything in a value that is not known, from the value itself down.

    Raises:
        NoValueError: it has more elements than any field can hold, counting shared ones each time.
    """
    return (each for each in elements(value) if isinstance(each, NOT_KNOWN))


def is_known(value: Value) -> bool:
    """Whether a value is known to its last element.

    Raises:
        NoValueError: as `unknowns`.
    """
    return next(unknowns(value), None) is None


def elements(value: Value) -> Iterator[Value]:
    """A value and all that is in it.

    Raises:
        NoValueError: there are more than any field can hold, counting shared ones each time.
    """
    pending: list[Value] = [value]
    for _ in range(MAX_ELEMENTS):
        if not pending:
            return
        each = pending.pop()
        yield each
        match each:
            case Sequence(items):
                pending.extend(reversed(items))
            case Object(attributes):
                pending.extend(reversed([*attributes.values()]))
            case _:
                pass
    if pending:
        raise NoValueError(f"the value has more than {MAX_ELEMENTS} elements")


# --- Numbers ---------------------------------------------------------------------------------------------------------

_PRECISION = 512  # bits of the mantissa of every number of Terraform


def decimal(number: Fraction) -> str:
    """The number in decimal digits, the fewest that tell it from its neighbours of 512 bits, as Terraform has it."""
    twos = fives = 0
    rest = number.denominator
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1 or max(twos, fives) > _PRECISION:
        return _shortest(number)
    return _digits(number, max(twos, fives))


def _digits(number: Fraction, places: int) -> str:
    digits = str(round(abs(number) * 10**places)).rjust(places + 1, "0")
    text = f"{digits[:-places]}.{digits[-places:]}".rstrip("0").rstrip(".") if places else digits
    return f"-{text}" if number < 0 else text


def _shortest(number: Fraction) -> str:
    nearest = rounded(number)
    size = max(0, len(str(abs(nearest.denominator))) - len(str(abs(nearest.numerator))))
    for figures in range(_PRECISION * 3 // 10, _PRECISION):
        text = _digits(nearest, size + figures)
        if rounded(Fraction(text)) == nearest:
            return text
    raise AssertionError("so many digits tell every number of 512 bits from its neighbours")


def rounded(number: Fraction) -> Fraction:
    """The nearest number with a mantissa of 512 bits."""
    if not number:
        return number
    shift = abs(number.numerator).bit_length() - number.denominator.bit_length() - _PRECISION
    scale = Fraction(2) ** shift
    mantissa = round(number / scale)
    return mantissa * scale if mantissa.bit_length() <= _PRECISION else round(number / (scale * 2)) * scale * 2


def listed(values: Iterable[Value], kind: Literal["tuple", "list"] = "tuple") -> Sequence:
    """A sequence of values."""
    return Sequence(tuple(values), kind)
