"""Terraform's types: of which type a value is, and which type several share."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    Object,
    Reference,
    Sequence,
    Value,
    elements,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_MAX_MIXED = 64  # distinct types of several kinds: more than that share nothing that is worth the search


@attrs.frozen
class Dynamic:
    """Any type: of null, of what is not known, and `any` in a type expression."""


@attrs.frozen
class Primitive:
    """`string`, `number` or `bool`."""

    name: Literal["string", "number", "bool"]


@attrs.frozen
class ListOf:
    """A list whose elements have one type."""

    element: Type


@attrs.frozen
class SetOf:
    """A set whose elements have one type."""

    element: Type


@attrs.frozen
class MapOf:
    """A map whose elements have one type."""

    element: Type


def _tuple(items: Iterable[Type]) -> tuple[Type, ...]:
    return tuple(items)


@attrs.frozen
class TupleOf:
    """A sequence of that length, each place with its own type."""

    items: tuple[Type, ...] = attrs.field(converter=_tuple)


def _types(attributes: Mapping[str, Type]) -> tuple[tuple[str, Type], ...]:
    return tuple(sorted(attributes.items(), key=lambda pair: pair[0]))


def _defaults(optional: Mapping[str, Value] | None) -> tuple[tuple[str, Value], ...]:
    return tuple((optional or {}).items())


@attrs.frozen
class ObjectOf:
    """An object with those attributes, made from a mapping; `optional` are the ones that may be missing, and defaults.

    Both are kept as pairs, so that a type can be told from others by its hash.
    """

    attributes: tuple[tuple[str, Type], ...] = attrs.field(converter=_types)
    optional: tuple[tuple[str, Value], ...] = attrs.field(converter=_defaults, default=None, eq=False)


Type: TypeAlias = "Dynamic | Primitive | ListOf | SetOf | MapOf | TupleOf | ObjectOf"

ANY = Dynamic()
STRING = Primitive("string")
NUMBER = Primitive("number")
BOOL = Primitive("bool")


def type_of(value: Value) -> Type:
    """The type of a value; an id is a string, and what else is not known may be anything.

    Raises:
        NoValueError: it has more elements than any field can hold, or is nested too deeply.
    """
    for _ in elements(value):  # It bounds what the walk below goes through.
        pass
    try:
        return _type_of(value)
    except RecursionError:
        raise NoValueError("the value is nested too deeply") from None


def _type_of(value: Value) -> Type:  # noqa: PLR0911 - one return a kind
    match value:
        case bool():
            return BOOL
        case str() | Reference():
            return STRING
        case Fraction():
            return NUMBER
        case Sequence(items, kind):
            return _type_of_items(kind, [_type_of(item) for item in items])
        case Object(attributes, "map"):
            return MapOf(unified([_type_of(item) for item in attributes.values()]) or ANY)
        case Object(attributes):
            return ObjectOf({name: _type_of(item) for name, item in attributes.items()})
        case _:
            return ANY


def _type_of_items(kind: Literal["tuple", "list", "set"], items: list[Type]) -> Type:
    match kind:
        case "tuple":
            return TupleOf(tuple(items))
        case "list":
            return ListOf(unified(items) or ANY)
        case "set":
            return SetOf(unified(items) or ANY)


def unified(types: Iterable[Type]) -> Type | None:
    """The type that values of all these types can be converted to, found by cty's rules; None where there is none."""
    distinct = tuple(dict.fromkeys(types))
    if len(distinct) <= 1:
        return distinct[0] if distinct else None
    definite = [each for each in distinct if each != ANY]
    kinds = {type(each) for each in definite}
    if len(kinds) == 1 and kinds != {Primitive}:
        # What is not known yet may still be anything, so nothing can be said about them together.
        return _unified_of_a_kind(definite) if len(definite) == len(distinct) else ANY
    if kinds == {MapOf, ObjectOf} and (element := unified(_element_types(definite))):
        return MapOf(element)
    if kinds == {ListOf, TupleOf} and (element := unified(_element_types(definite))):
        return ListOf(element)
    if len(distinct) > _MAX_MIXED:
        return None
    preferred = sorted(definite, key=_preference)
    return next((each for each in preferred if all(is_convertible(other, each) for other in distinct)), None)


def _element_types(types: Iterable[Type]) -> list[Type]:
    found: list[Type] = []
    for each in types:
        match each:
            case ListOf(element) | SetOf(element) | MapOf(element):
                found.append(element)
            case TupleOf(items):
                found.extend(items)
            case ObjectOf(attributes):
                found.extend(element for _, element in attributes)
            case Dynamic() | Primitive():
                pass
    return found


def _preference(each: Type) -> int:
    order: dict[type, int] = {ListOf: 0, MapOf: 0, TupleOf: 1, ObjectOf: 1, SetOf: 2}
    return order.get(type(each), 0 if each == STRING else 1)


def _unified_of_a_kind(types: list[Type]) -> Type | None:
    element: Type | None
    match types[0]:
        case TupleOf(items):
            rows = [each.items for each in types if isinstance(each, TupleOf)]
            if all(len(row) == len(items) for row in rows):
                columns = [unified(column) for column in zip(*rows, strict=True)]
                if None not in columns:
                    return TupleOf([column for column in columns if column])
            element = unified(_element_types(types))
            return ListOf(element) if element else None
        case ObjectOf():
            return _unified_objects([each for each in types if isinstance(each, ObjectOf)])
        case ListOf() | SetOf() | MapOf() as first:
            element = unified(_element_types(types))
            return type(first)(element) if element else None
        case _:
            raise AssertionError("primitives are compared by preference")


def _unified_objects(types: list[ObjectOf]) -> Type | None:
    mappings = [dict(each.attributes) for each in types]
    names = mappings[0].keys()
    if all(each.keys() == names for each in mappings):
        columns = {name: unified([each[name] for each in mappings]) for name in names}
        if all(columns.values()):
            return ObjectOf({name: column for name, column in columns.items() if column})
    element = unified(_element_types(types))
    return MapOf(element) if element else None


def is_convertible(source: Type, target: Type) -> bool:  # noqa: PLR0911 - one return a kind
    """Whether values of one type can be converted to another; some values of it may still be refused."""
    if target == ANY or source in {ANY, target}:
        return True
    match source, target:
        case (Primitive(), Primitive()):
            return STRING in {source, target}
        case (ListOf() | SetOf() | TupleOf(), ListOf(element) | SetOf(element)):
            return _elements_convertible(source, element)
        case (MapOf() | ObjectOf(), MapOf(element)):
            return _elements_convertible(source, element)
        case (TupleOf(items), TupleOf(others)):
            return len(items) == len(others) and all(map(is_convertible, items, others))
        case (MapOf(element), ObjectOf(attributes)):
            return all(is_convertible(element, wanted) for _, wanted in attributes)
        case (ObjectOf(ours), ObjectOf(theirs)):
            given, optional = dict(ours), dict(target.optional) if isinstance(target, ObjectOf) else {}
            return all(
                is_convertible(given[name], wanted) if name in given else name in optional for name, wanted in theirs
            )
        case _:
            return False


def _elements_convertible(source: Type, element: Type) -> bool:
    types = _element_types([source])
    return not types or (
        unified(types) is not None if element == ANY else all(is_convertible(each, element) for each in types)
    )


def written(type_: Type) -> str:  # noqa: PLR0911 - one return a kind
    """A type as `type()` prints it in `terraform console`: objects and tuples over several lines."""
    match type_:
        case Dynamic():
            return "dynamic"
        case Primitive(name):
            return name
        case ObjectOf(attributes):
            return _block("object({", [f"{name}: {written(each)}" for name, each in attributes], "})")
        case TupleOf(items):
            return _block("tuple([", [written(each) for each in items], "])")
        case ListOf(element):
            return _collection("list", element)
        case SetOf(element):
            return _collection("set", element)
        case MapOf(element):
            return _collection("map", element)


def _collection(name: str, element: Type) -> str:
    text = written(element)
    is_in_line = "\n" not in text or isinstance(element, ListOf | SetOf | MapOf)
    return f"{name}({text})" if is_in_line else _block(f"{name}(", [text], ")")


def _block(opening: str, parts: list[str], closing: str) -> str:
    lines = [f"    {line}" for part in parts for line in f"{part},".split("\n")]
    return "\n".join([opening, *lines, closing]) if parts else opening + closing


def in_words(value: Value) -> str:
    """What kind of type a value has, for a message: `list of string`, `tuple`, `number`."""
    if value is None or isinstance(value, NOT_KNOWN):
        return "dynamic"
    match type_of(value):
        case Primitive(name):
            return name
        case ListOf(element):
            return f"list of {_word(element)}"
        case SetOf(element):
            return f"set of {_word(element)}"
        case MapOf(element):
            return f"map of {_word(element)}"
        case each:
            return _word(each)


def _word(type_: Type) -> str:
    words: dict[type, str] = {ListOf: "list", SetOf: "set", MapOf: "map", TupleOf: "tuple", ObjectOf: "object"}
    return type_.name if isinstance(type_, Primitive) else words.get(type(type_), "any type")
