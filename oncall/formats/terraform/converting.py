"""Conversions of a value to a Terraform type, as cty makes them for variables, conditionals and functions."""

from __future__ import annotations

from fractions import Fraction
from json import dumps
from typing import TYPE_CHECKING

from oncall.formats.resources.conversions import as_bool, as_number, as_text
from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    Object,
    Sequence,
    Value,
    elements,
    is_known,
    kind,
    rendered,
    unknown,
)
from oncall.formats.terraform.types import (
    ANY,
    Dynamic,
    ListOf,
    MapOf,
    ObjectOf,
    Primitive,
    SetOf,
    TupleOf,
    Type,
    is_convertible,
    type_of,
    unified,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_PRIMITIVES: dict[str, Callable[[Value], Value]] = {"string": as_text, "number": as_number, "bool": as_bool}


def convert(value: Value, to: Type) -> Value:
    """The value as that type; null and what is not known stay as they are, wherever they are in it.

    Attributes that an object type does not name are dropped; its optional ones are filled in where they are missing or
    null. A set of several elements of which some are not known is not known itself: its order is not.

    Raises:
        NoValueError: it cannot be converted, or has more elements than any field can hold.
    """
    for _ in elements(value):  # It bounds what the walk below goes through.
        pass
    try:
        return _converted(value, to)
    except RecursionError:
        raise NoValueError("the value is nested too deeply") from None


def _converted(value: Value, to: Type) -> Value:  # noqa: PLR0911 - one return a kind
    if value is None or isinstance(value, NOT_KNOWN):
        return value
    match to:
        case Dynamic():
            return value
        case Primitive(name):
            return _PRIMITIVES[name](value)
        case ListOf(element):
            return Sequence(_alike(_items_of(value, "a list"), element), "list")
        case SetOf(element):
            return set_of(_alike(_items_of(value, "a set"), element))
        case MapOf(element):
            attributes = _attributes_of(value, "a map")
            return Object(dict(zip(attributes, _alike(tuple(attributes.values()), element), strict=True)), "map")
        case TupleOf(types):
            return _as_tuple(value, types)
        case ObjectOf(types, optional):
            return _as_object(_attributes_of(value, "an object"), dict(types), dict(optional))


def _items_of(value: Value, needed: str) -> tuple[Value, ...]:
    if not isinstance(value, Sequence):
        raise NoValueError(f"{needed} is needed here, not {kind(value)}")
    return value.items


def _attributes_of(value: Value, needed: str) -> Mapping[str, Value]:
    if not isinstance(value, Object):
        raise NoValueError(f"{needed} is needed here, not {kind(value)}")
    return value.attributes


def _alike(items: tuple[Value, ...], element: Type) -> tuple[Value, ...]:
    """The items converted to one type; `any` in it is what they share."""
    found = items if element == ANY else tuple(_within(at, item, element) for at, item in enumerate(items))
    if not _has_any(element) or not found:
        return found
    types = [type_of(item) for item in found]
    shared = unified(types)
    if shared is None or not all(is_convertible(each, shared) for each in types):
        raise NoValueError("its elements are of types that cannot be converted to one type")
    return found if shared == ANY else tuple(_converted(item, shared) for item in found)


def _has_any(type_: Type) -> bool:
    match type_:
        case Dynamic():
            return True
        case Primitive():
            return False
        case ListOf(element) | SetOf(element) | MapOf(element):
            return _has_any(element)
        case TupleOf(items):
            return any(map(_has_any, items))
        case ObjectOf(attributes):
            return any(_has_any(each) for _, each in attributes)


def _within(at: int | str, value: Value, to: Type) -> Value:
    try:
        return _converted(value, to)
    except NoValueError as error:
        place = f"element {at}" if isinstance(at, int) else f"attribute {at!r}"
        raise NoValueError(f"{place}: {error.message}") from None


def _as_tuple(value: Value, types: tuple[Type, ...]) -> Value:
    if not isinstance(value, Sequence) or value.kind != "tuple":
        raise NoValueError(f"a tuple is needed here, not {kind(value)}")
    if len(value.items) != len(types):
        raise NoValueError(f"a tuple of {len(types)} is needed here, not of {len(value.items)}")
    pairs = zip(value.items, types, strict=True)
    return Sequence(tuple(_within(at, item, each) for at, (item, each) in enumerate(pairs)))


def _as_object(given: Mapping[str, Value], types: dict[str, Type], optional: Mapping[str, Value]) -> Object:
    missing = [name for name in types if name not in given and name not in optional]
    if missing:
        raise NoValueError(f"attribute {missing[0]!r} is required")
    found: dict[str, Value] = {}
    for name, wanted in types.items():
        value = given.get(name)
        found[name] = _within(name, optional.get(name) if value is None else value, wanted)
    return Object(found)


# --- Sets ------------------------------------------------------------------------------------------------------------


def set_of(items: Iterable[Value]) -> Value:
    """A set of values that are of one type: each there once, in the order in which Terraform goes through them.

    Raises:
        NoValueError: they have more elements than any field can hold.
    """
    whole = Sequence(tuple(items), "list")
    if not is_known(whole):
        texts = dict.fromkeys(map(rendered, whole.items))
        if len(texts) == 1 and all(texts):
            return Sequence(whole.items[:1], "set")
        text = rendered(whole)
        return unknown(f"toset({text})" if text else "", whole)
    # cty's text tells numbers apart only to ten digits: it orders, but what is equal is for the values to say.
    distinct = {(_order(item), _exact_text(item)): item for item in whole.items}
    return Sequence(tuple(distinct[order] for order in sorted(distinct)), "set")


def _exact_text(value: Value) -> str:
    """A text that only equal values of one type share."""
    match value:
        case Sequence(items):
            return f"[{','.join(map(_exact_text, items))}]"
        case Object(attributes):
            return f"{{{','.join(f'{dumps(name)}:{_exact_text(item)}' for name, item in attributes.items())}}}"
        case str():
            return dumps(value)
        case _:
            return str(value)


def _order(value: Value) -> tuple[int, str | Fraction | bool]:
    match value:
        case None:
            return (2, "")  # null is last
        case str() | bool() | Fraction():
            return (1, value)
        case _:
            return (0, _hash_text(value))


def _hash_text(value: Value) -> str:  # noqa: PLR0911 - one return a kind
    """The text by which cty sorts what is neither string, number nor bool (set_internals.go)."""
    match value:
        case bool():
            return "T" if value else "F"
        case Fraction():
            return _ten_digits(value)
        case str():
            return dumps(value, ensure_ascii=False)
        case Sequence(items, "tuple"):
            return f"<{''.join(f'{_hash_text(item)};' for item in items)}>"
        case Sequence(items):
            return f"[{''.join(f'{_hash_text(item)};' for item in items)}]"
        case Object(attributes, "map"):
            pairs = [f"{dumps(name, ensure_ascii=False)}:{_hash_text(item)};" for name, item in attributes.items()]
            return f"{{{''.join(pairs)}}}"
        case Object(attributes):
            return f"<{''.join(f'{_hash_text(item)};' for item in attributes.values())}>"
        case _:
            return "~"


def _ten_digits(number: Fraction) -> str:
    try:
        return f"{float(number):.10g}"
    except OverflowError:
        return str(number)
