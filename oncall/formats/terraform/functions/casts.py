"""Functions that change or tell the type of a value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats.resources.conversions import as_text
from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    Object,
    Reference,
    Resource,
    Unknown,
    Value,
    kind,
    listed,
)
from oncall.formats.terraform.converting import convert
from oncall.formats.terraform.functions.parameters import (
    ANYTHING,
    NULLABLE,
    Function,
    bounded_elements,
    unknown_call,
)
from oncall.formats.terraform.types import (
    ANY,
    BOOL,
    NUMBER,
    ListOf,
    MapOf,
    SetOf,
    type_of,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.formats.terraform.types import Type


def _cast(to: Type) -> Function:
    def body(value: Value) -> Value:
        return convert(value, to)

    return Function(body, (NULLABLE,))


def _tostring(value: Value) -> Value:
    match value:
        case Reference() | None:
            return value  # An id is a string already.
        case Unknown() | Resource():
            return unknown_call("tostring", [value])
        case _:
            return as_text(value)


def _type(value: Value) -> Value:
    if isinstance(value, NOT_KNOWN):
        return unknown_call("type", [value])
    return written(type_of(value))


def _itself(value: Value) -> Value:
    return value


def _issensitive(_value: Value) -> Value:
    return False  # What is read from files is not, whatever it was declared to be.


def _list(*items: Value) -> Value:
    bounded_elements(len(items))
    return convert(listed(items), ListOf(ANY))


def _map(*arguments: Value) -> Value:
    if len(arguments) % 2:
        raise NoValueError("map takes keys and values in turn, and the last key has no value")
    bounded_elements(len(arguments))
    names, items = arguments[::2], arguments[1::2]
    for name in names:
        if name is None or isinstance(name, NOT_KNOWN):
            raise NoValueError(f"a key of a map is a string that is known, not {kind(name).rstrip(',')}")
    return convert(Object(dict(zip(map(as_text, names), items, strict=True))), MapOf(ANY))


FUNCTIONS: Mapping[str, Function] = {
    "ephemeralasnull": Function(_itself, (ANYTHING,)),
    "issensitive": Function(_issensitive, (ANYTHING,)),
    "list": Function(_list, rest=ANYTHING),
    "map": Function(_map, rest=ANYTHING),
    "nonsensitive": Function(_itself, (ANYTHING,)),
    "sensitive": Function(_itself, (ANYTHING,)),
    "tobool": _cast(BOOL),
    "tolist": _cast(ListOf(ANY)),
    "tomap": _cast(MapOf(ANY)),
    "tonumber": _cast(NUMBER),
    "toset": _cast(SetOf(ANY)),
    "tostring": Function(_tostring, (ANYTHING,)),
    "type": Function(_type, (ANYTHING,)),
}
