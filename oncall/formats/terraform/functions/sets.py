"""Functions of sets, which may be given lists."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from oncall.formats.resources.values import NoValueError, Object, Sequence, Value, kind, listed
from oncall.formats.terraform.converting import convert, set_of
from oncall.formats.terraform.functions.parameters import Function, Kind, bounded_elements
from oncall.formats.terraform.types import ANY, ListOf, type_of, unified

if TYPE_CHECKING:
    from collections.abc import Mapping


def key_of(value: Value) -> object:
    """What tells a value from others, and has a hash."""
    match value:
        case Sequence(items, each):
            return (each, *map(key_of, items))
        case Object(attributes, each):
            return (each, *((name, key_of(item)) for name, item in attributes.items()))
        case _:
            return (type(value), value)


def _setproduct(*parts: Value) -> Value:
    wholes = [part for part in parts if isinstance(part, Sequence)]
    if len(wholes) < 2:  # noqa: PLR2004 - fewer make no pairs
        raise NoValueError("setproduct needs at least two lists or sets")
    bounded_elements(prod(len(part.items) for part in wholes) * len(wholes))
    rows: list[Value] = [Sequence(row) for row in product(*(part.items for part in wholes))]
    return set_of(rows) if any(part.kind == "set" for part in wholes) else listed(rows, "list")


def _as_alike(value: Value) -> Sequence:
    if not isinstance(value, Sequence):
        raise NoValueError(f"a list, set or tuple is needed here, not {kind(value)}")
    found = value if value.kind == "set" else convert(value, ListOf(ANY))
    assert isinstance(found, Sequence), "a list is known to be one"
    return found


def _alike_sets(parts: tuple[Value, ...]) -> list[tuple[Value, ...]]:
    shared = unified(map(type_of, parts))
    if shared is None:
        raise NoValueError("the sets share no type")
    converted = [convert(part, shared) for part in parts]
    return [each.items for each in converted if isinstance(each, Sequence)]


def _setunion(*parts: Value) -> Value:
    sets = _alike_sets(parts)
    bounded_elements(sum(map(len, sets)))
    return set_of(item for items in sets for item in items)


def _setintersection(*parts: Value) -> Value:
    first, *others = _alike_sets(parts)
    kept = [{key_of(item) for item in items} for items in others]
    return Sequence(tuple(item for item in first if all(key_of(item) in keys for keys in kept)), "set")


def _setsubtract(whole: Value, taken: Value) -> Value:
    ours, theirs = _alike_sets((whole, taken))
    keys = set(map(key_of, theirs))
    return Sequence(tuple(item for item in ours if key_of(item) not in keys), "set")


_ALIKE = Kind(_as_alike)
_SET = Kind(_as_alike, is_whole=True)

FUNCTIONS: Mapping[str, Function] = {
    "setintersection": Function(_setintersection, (_SET,), _SET),
    "setproduct": Function(_setproduct, rest=_ALIKE),
    "setsubtract": Function(_setsubtract, (_SET, _SET)),
    "setunion": Function(_setunion, (_SET,), _SET),
}
