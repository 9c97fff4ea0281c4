"""What is taken of a value: an attribute, an element, or each of its elements."""

from __future__ import annotations

from difflib import get_close_matches
from fractions import Fraction
from typing import TYPE_CHECKING

from oncall.formats.resources.conversions import as_number, as_text
from oncall.formats.resources.values import (
    NOT_KNOWN,
    PLAN_ADVICE,
    Cause,
    NoValueError,
    Object,
    Reference,
    RefusedError,
    Resource,
    Sequence,
    Unknown,
    kind,
    rendered,
    shown,
    unknown,
)
from oncall.model.addresses import instance_key

if TYPE_CHECKING:
    from oncall.errors import Location
    from oncall.formats.resources.values import Value


def pairs_of(value: Value, at: Location) -> list[tuple[Value, Value]]:
    """What a loop over a known value goes through: key and value; the key of a set's element is the element.

    Raises:
        RefusedError: it has no elements.
    """
    match value:
        case Sequence(items, "set"):
            return [(item, item) for item in items]
        case Sequence(items):
            return [(Fraction(index), item) for index, item in enumerate(items)]
        case Object(attributes):
            return list(attributes.items())
        case _:
            raise RefusedError(f"a list, set, map or object is needed here, not {shown(value)}", at)


def attribute_of(value: Value, name: str, at: Location) -> Value:
    """`value.name`.

    Raises:
        RefusedError: there is no such attribute.
    """
    match value:
        case Resource(_, home) if home is not None:
            return home.attribute(name, at)
        case Resource(address):
            return undeclared_attribute(address, name, at)
        case Object(attributes) if name in attributes:
            return attributes[name]
        case Object(attributes):
            near = get_close_matches(name, attributes, n=1)
            hint = f"; did you mean {near[0]!r}?" if near else ""
            raise RefusedError(f"this object has no attribute {name!r}{hint}", at)
        case Unknown(text, causes):
            return Unknown(f"{text}.{name}" if text else "", causes)
        case _:
            raise RefusedError(f"{kind(value)} has no attributes, so no {name!r}", at)


def element_of(value: Value, key: Value, at: Location) -> Value:
    """`value[key]`.

    Raises:
        RefusedError: there is no such element.
    """
    if isinstance(key, NOT_KNOWN):
        text = f"{rendered(value)}[{rendered(key)}]" if rendered(value) and rendered(key) else ""
        return unknown(text, key, value if isinstance(value, Unknown) else None)
    try:
        return _element(value, key, at)
    except NoValueError as error:
        raise RefusedError(error.message, at) from error


def _element(value: Value, key: Value, at: Location) -> Value:
    match value:
        case Sequence(_, "set"):
            raise NoValueError("the elements of a set have no numbers: make it a list with `tolist`")
        case Sequence(items):
            position = as_number(key)
            if position.denominator != 1 or not 0 <= position < len(items):
                raise NoValueError(f"this list of {len(items)} has no element {shown(position)}")
            return items[int(position)]
        case Object(attributes):
            name = as_text(key)
            if name not in attributes:
                near = get_close_matches(name, attributes, n=1)
                raise NoValueError(f"there is no key {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
            return attributes[name]
        case Unknown(text, causes):
            return Unknown(f"{text}[{rendered(key)}]" if text else "", causes)
        case Resource(address, home):
            if home is not None:
                return home.element(key, at)
            return Resource(keyed(address, key))
        case _:
            raise NoValueError(f"{kind(value)} has no elements")


def keyed(address: str, key: Value) -> str:
    """The address of an instance: `x.y["key"]` or `x.y[0]`."""
    match key:
        case str():
            return address + instance_key(key)
        case Fraction() if key.denominator == 1:
            return address + instance_key(int(key))
        case _:
            raise NoValueError(f"a text or a whole number is needed here, not {shown(key)}")


def undeclared_attribute(address: str, name: str, at: Location) -> Value:
    """An attribute of what no file declares: the id is the address, and the others are not known."""
    if name == "id":
        return Reference(address)
    text = f"{address}.{name}"
    return Unknown(text, (Cause(f"`{text}` is known only to Terraform", at, PLAN_ADVICE),))
