"""Functions of lists, sets, maps and objects. Most only move elements, so that these need not be known."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from oncall.chronology.graphemes import clusters
from oncall.formats.resources.conversions import as_bool, as_text
from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    Object,
    Reference,
    Sequence,
    Value,
    elements,
    is_known,
    kind,
    listed,
)
from oncall.formats.terraform.converting import convert
from oncall.formats.terraform.functions.parameters import (
    ANYTHING,
    INDEXED,
    LIST,
    MAPPING,
    NUMBER,
    SEQUENCE,
    TEXT,
    TEXT_LISTS_BY_NAME,
    TEXTS,
    VALUE,
    WHOLE_NUMBER,
    Function,
    Kind,
    bounded_elements,
    of_type,
    unknown_call,
)
from oncall.formats.terraform.functions.sets import key_of
from oncall.formats.terraform.operators import equal
from oncall.formats.terraform.types import ANY, STRING, ListOf, type_of, unified

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_RANGE = 1024
_MAX_COMPARISONS = 200_000  # about a second


# --- One value of many -----------------------------------------------------------------------------------------------


def _coalesce(*arguments: Value) -> Value:
    shared = unified([type_of(each) for each in arguments if each is not None])
    for each in arguments:
        if each is None or each == "":
            continue
        if isinstance(each, NOT_KNOWN) and not isinstance(each, Reference):
            return unknown_call("coalesce", arguments)
        if shared is None:
            raise NoValueError("the arguments of coalesce share no type")
        return each if shared == ANY else convert(each, shared)
    raise NoValueError("coalesce has no argument that is neither null nor an empty string")


def _coalescelist(*arguments: Value) -> Value:
    for each in arguments:
        if isinstance(each, NOT_KNOWN):
            return unknown_call("coalescelist", arguments)
        if not isinstance(each, Sequence) or each.kind == "set":
            raise NoValueError(f"the arguments of coalescelist are lists or tuples, not {kind(each)}")
        if each.items:
            return each
    raise NoValueError("coalescelist has no argument that is not empty")


def _element(whole: Sequence, index: int) -> Value:
    count = len(whole.items)
    if not count:
        raise NoValueError("an empty list has no element")
    # Over a tuple Terraform 1.11 breaks down, unless the index is a multiple of its length.
    if index < 0 and whole.kind == "tuple" and index % count:
        raise NoValueError(
            f"Terraform counts element {index} from the end of a list only, this is a tuple: write `tolist` around it"
        )
    return whole.items[index % count]


def _lookup(whole: Object, name: str, *default: Value) -> Value:
    if len(default) > 1:
        raise NoValueError(f"lookup takes 2 or 3 arguments, not {len(default) + 2}")
    if name in whole.attributes:
        return whole.attributes[name]
    if not default:
        raise NoValueError(f"there is no {name[:60]!r} to look up, and no default")
    if whole.kind == "object" or not whole.attributes:
        return default[0]
    shared = unified(map(type_of, whole.attributes.values()))
    return convert(default[0], shared or ANY)


def _one(whole: Sequence) -> Value:
    if len(whole.items) > 1:
        raise NoValueError(f"one is for lists of at most one element, and this one has {len(whole.items)}")
    return whole.items[0] if whole.items else None


# --- Counting and comparing ------------------------------------------------------------------------------------------


def _alltrue(whole: Sequence) -> Value:
    # Null is not true, and one false element decides, whatever is not known of the others.
    known = [item is not None and as_bool(item) for item in whole.items if not isinstance(item, NOT_KNOWN)]
    return all(known) if len(known) == len(whole.items) or not all(known) else unknown_call("alltrue", [whole])


def _anytrue(whole: Sequence) -> Value:
    known = [item is not None and as_bool(item) for item in whole.items if not isinstance(item, NOT_KNOWN)]
    return any(known) if len(known) == len(whole.items) or any(known) else unknown_call("anytrue", [whole])


def _length(whole: Value) -> Value:
    match whole:
        case str():
            return Fraction(len(clusters(whole)))
        case Sequence(items):
            return Fraction(len(items))
        case Object(attributes):
            return Fraction(len(attributes))
        case _:
            raise NoValueError(f"a list, map or string has a length, not {kind(whole)}")


def _contains(whole: Sequence, value: Value) -> Value:
    if isinstance(value, NOT_KNOWN) and not isinstance(value, Reference):
        return unknown_call("contains", [whole, value])
    if value is None:
        raise NoValueError("argument 2 of contains must not be null")
    found = {equal(item, value) for item in whole.items}
    return True if True in found else unknown_call("contains", [whole, value]) if None in found else False


def _index(whole: Sequence, value: Value) -> Value:
    for at, item in enumerate(whole.items):
        match equal(item, value):
            case True:
                return Fraction(at)
            case None:
                return unknown_call("index", [whole, value])
            case False:
                pass
    raise NoValueError("the list does not have the value whose index is asked for")


def _distinct(whole: Sequence) -> Value:
    found: list[Value] = []
    seen: set[object] = set()
    not_known: list[Value] = []
    comparisons = 0
    for item in whole.items:
        key = key_of(item)
        if key in seen:
            continue
        others = not_known if is_known(item) else found
        comparisons = _counted(comparisons + len(others))
        same = {equal(item, each) for each in others}
        if None in same and True not in same:
            return unknown_call("distinct", [whole])
        if True not in same:
            seen.add(key)
            found.append(item)
            if others is found:
                not_known.append(item)
    return listed(found, "list")


def _counted(comparisons: int) -> int:
    if comparisons > _MAX_COMPARISONS:
        raise NoValueError("the list is too long to compare what is not known in it")
    return comparisons


def _matchkeys(values: Sequence, keys: Sequence, wanted: Sequence) -> Value:
    if len(values.items) != len(keys.items):
        raise NoValueError(f"matchkeys has {len(values.items)} values and {len(keys.items)} keys")
    shared = unified(type_of(each) for each in (keys, wanted))
    if shared is None:
        raise NoValueError("the keys and those that are wanted share no type")
    ours, theirs = convert(keys, shared), convert(wanted, shared)
    assert isinstance(ours, Sequence), "a list stays one"
    assert isinstance(theirs, Sequence), "a list stays one"
    known = {key_of(each) for each in theirs.items if is_known(each)}
    not_known = [each for each in theirs.items if not is_known(each)]
    comparisons = 0
    found: list[Value] = []
    for value, key in zip(values.items, ours.items, strict=True):
        others = not_known if is_known(key) else theirs.items
        comparisons = _counted(comparisons + len(others))
        same = {equal(key, each) for each in others}
        if True in same or key_of(key) in known:
            found.append(value)
        elif None in same:
            return unknown_call("matchkeys", [values, keys, wanted])
    return listed(found, "list")


def _compact(texts: Sequence) -> Value:
    if any(isinstance(item, NOT_KNOWN) and not isinstance(item, Reference) for item in texts.items):
        return unknown_call("compact", [texts])  # It may be empty, where an id is not.
    return listed((item for item in texts.items if item is not None and item != ""), "list")


# --- Lists of lists --------------------------------------------------------------------------------------------------


def _chunklist(whole: Sequence, size: int) -> Value:
    if size < 0:
        raise NoValueError("the size of a chunk is not negative")
    step = size or max(1, len(whole.items))
    starts = range(0, len(whole.items), step)
    return listed((Sequence(whole.items[at : at + step], "list") for at in starts), "list")


def _concat(*parts: Sequence) -> Value:
    if not parts:
        raise NoValueError("concat needs at least one list")
    bounded_elements(sum(len(part.items) for part in parts))
    whole = listed(item for part in parts for item in part.items)
    if all(part.kind == "list" for part in parts):
        shared = unified(type_of(part) for part in parts)
        return whole if shared is None else convert(Sequence(whole.items, "list"), shared)
    return whole


def _flatten(whole: Sequence) -> Value:
    for _ in elements(whole):  # It bounds what the walk below goes through.
        pass
    found: list[Value] = []
    pending: list[Value] = list(reversed(whole.items))
    while pending:
        match pending.pop():
            case Sequence(items):
                pending.extend(reversed(items))
            case item:
                found.append(item)
    return listed(found)


def _reverse(whole: Sequence) -> Value:
    return Sequence(whole.items[::-1], "tuple" if whole.kind == "tuple" else "list")


def _slice(whole: Sequence, start: int, end: int) -> Value:
    if not 0 <= start <= end <= len(whole.items):
        raise NoValueError(f"a list of {len(whole.items)} has no slice from {start} to {end}")
    return Sequence(whole.items[start:end], whole.kind)


def _sort(texts: Sequence) -> Value:
    if None in texts.items:
        raise NoValueError("null cannot be sorted")
    return listed(sorted(map(as_text, texts.items)), "list")


def _range(*numbers: Fraction) -> Value:
    if not 1 <= len(numbers) <= 3:  # noqa: PLR2004 - end; start, end; start, end, step
        raise NoValueError(f"range takes 1 to 3 numbers, not {len(numbers)}")
    start, end = (Fraction(0), numbers[0]) if len(numbers) == 1 else numbers[:2]
    step = numbers[2] if len(numbers) > 2 else Fraction(1 if end >= start else -1)  # noqa: PLR2004 - start, end, step
    if start == end:
        return listed((), "list")
    if step and (end > start) is not (step > 0):
        raise NoValueError("the step of range leads away from its end")
    if not step or abs(end - start) > abs(step) * _MAX_RANGE:
        raise NoValueError(f"range makes at most {_MAX_RANGE} values")
    count = -((start - end) // step) if (end - start) % step == 0 else (end - start) // step + 1
    return listed((start + step * at for at in range(count)), "list")


# --- Maps and objects ------------------------------------------------------------------------------------------------


def _keys(whole: Object) -> Value:
    return listed(whole.attributes, "list" if whole.kind == "map" else "tuple")


def _values(whole: Object) -> Value:
    return listed(whole.attributes.values(), "list" if whole.kind == "map" else "tuple")


def _as_object_or_null(value: Value) -> Object:
    if value is None:
        return Object({})
    if not isinstance(value, Object):
        raise NoValueError(f"a map or object is needed here, not {kind(value)}")
    return value


def _as_merged(value: Value) -> Object | None:
    return None if value is None else _as_object_or_null(value)


def _merge(*parts: Object | None) -> Value:
    found = [part for part in parts if part is not None]
    bounded_elements(sum(len(part.attributes) for part in found))
    whole = {name: item for part in found for name, item in part.attributes.items()}
    is_map = bool(found) and all(part.kind == "map" for part in found)
    types = {type_of(part) for part in found if is_map and part.attributes}
    return Object(whole, "map" if is_map and len(types) <= 1 else "object")


def _transpose(whole: Object) -> Value:
    found: dict[str, list[Value]] = {}
    for name, items in whole.attributes.items():
        for item in items.items if isinstance(items, Sequence) else ():
            if item is None:
                raise NoValueError("a list to transpose has null in it")
            found.setdefault(as_text(item), []).append(name)
    return Object({name: listed(names, "list") for name, names in found.items()}, "map")


def _zipmap(names: Sequence, items: Sequence) -> Value:
    if len(names.items) != len(items.items):
        raise NoValueError(f"zipmap has {len(names.items)} keys and {len(items.items)} values")
    if None in names.items:
        raise NoValueError("a key of zipmap is null")
    pairs = zip(map(as_text, names.items), items.items, strict=True)
    return Object(dict(pairs), "map" if items.kind == "list" else "object")


_MERGED = Kind(_as_merged, may_be_null=True)
_LIST_OF_TEXTS = of_type(ListOf(STRING))
_CONDITIONS = SEQUENCE

FUNCTIONS: Mapping[str, Function] = {
    "alltrue": Function(_alltrue, (_CONDITIONS,)),
    "anytrue": Function(_anytrue, (_CONDITIONS,)),
    "chunklist": Function(_chunklist, (LIST, WHOLE_NUMBER)),
    "coalesce": Function(_coalesce, rest=ANYTHING),
    "coalescelist": Function(_coalescelist, rest=ANYTHING),
    "compact": Function(_compact, (_LIST_OF_TEXTS,)),
    "concat": Function(_concat, rest=INDEXED),
    "contains": Function(_contains, (SEQUENCE, ANYTHING)),
    "distinct": Function(_distinct, (LIST,)),
    "element": Function(_element, (INDEXED, WHOLE_NUMBER)),
    "flatten": Function(_flatten, (SEQUENCE,)),
    "index": Function(_index, (INDEXED, ANYTHING)),
    "keys": Function(_keys, (MAPPING,)),
    "length": Function(_length, (VALUE,)),
    "lookup": Function(_lookup, (MAPPING, TEXT), ANYTHING),
    "matchkeys": Function(_matchkeys, (LIST, LIST, LIST)),
    "merge": Function(_merge, rest=_MERGED),
    "one": Function(_one, (SEQUENCE,)),
    "range": Function(_range, rest=NUMBER),
    "reverse": Function(_reverse, (SEQUENCE,)),
    "slice": Function(_slice, (INDEXED, WHOLE_NUMBER, WHOLE_NUMBER)),
    "sort": Function(_sort, (TEXTS,)),
    "transpose": Function(_transpose, (TEXT_LISTS_BY_NAME,)),
    "values": Function(_values, (MAPPING,)),
    "zipmap": Function(_zipmap, (TEXTS, INDEXED)),
}
