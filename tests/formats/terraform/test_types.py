"""Types: unification and conversion, as terraform 1.11.4 does them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oncall.formats.resources.values import NoValueError, Object, Reference, Sequence, Unknown, Value
from oncall.formats.terraform.converting import convert
from oncall.formats.terraform.types import (
    ANY,
    BOOL,
    NUMBER,
    STRING,
    ListOf,
    MapOf,
    ObjectOf,
    SetOf,
    TupleOf,
    Type,
    type_of,
    unified,
    written,
)

ALICE = Reference("pagerduty_user.alice")
BOB = Reference("pagerduty_user.bob")
ONE, TWO = Fraction(1), Fraction(2)


@pytest.mark.parametrize(
    ("types", "shared"),
    [
        ([NUMBER, STRING], STRING),
        ([BOOL, STRING, NUMBER], STRING),
        ([BOOL, NUMBER], None),
        ([NUMBER, ANY], NUMBER),
        ([TupleOf([NUMBER]), TupleOf([])], ListOf(NUMBER)),
        ([TupleOf([NUMBER]), TupleOf([STRING])], TupleOf([STRING])),
        ([TupleOf([NUMBER, STRING]), TupleOf([BOOL])], ListOf(STRING)),
        ([TupleOf([NUMBER, TupleOf([])]), TupleOf([BOOL])], None),
        ([ListOf(NUMBER), TupleOf([STRING])], ListOf(STRING)),
        ([ListOf(NUMBER), SetOf(STRING)], ListOf(NUMBER)),
        ([ObjectOf({"a": NUMBER}), ObjectOf({"a": STRING})], ObjectOf({"a": STRING})),
        ([ObjectOf({"a": NUMBER}), ObjectOf({"b": STRING})], MapOf(STRING)),
        ([MapOf(NUMBER), ObjectOf({"b": STRING})], MapOf(STRING)),
        ([MapOf(NUMBER), ObjectOf({"b": TupleOf([])})], None),
        ([TupleOf([NUMBER]), ObjectOf({"a": NUMBER})], None),
        ([NUMBER, TupleOf([])], None),
        ([TupleOf([NUMBER]), ANY], ANY),
    ],
)
def test_the_type_that_several_share(types: list[Type], shared: Type | None) -> None:
    """What `type(true ? a : b)` prints in the console."""
    assert unified(types) == shared
    assert unified(reversed(types)) == shared


def items(*found: Value) -> Sequence:
    """A tuple."""
    return Sequence(found)


def as_list(*found: Value) -> Sequence:
    """A list."""
    return Sequence(found, "list")


@pytest.mark.parametrize(
    ("value", "to", "converted"),
    [
        (ONE, STRING, "1"),
        ("1", NUMBER, ONE),
        (items(ONE, "a"), ListOf(ANY), as_list("1", "a")),
        (items(TWO, ONE, TWO), SetOf(NUMBER), Sequence((ONE, TWO), "set")),
        (items(Fraction(10), TWO, None), SetOf(ANY), Sequence((TWO, Fraction(10), None), "set")),
        (items("b", "B", "a"), SetOf(STRING), Sequence(("B", "a", "b"), "set")),
        (Object({"a": ONE, "b": "x"}), MapOf(ANY), Object({"a": "1", "b": "x"}, "map")),
        (Object({"a": ONE, "z": ONE}), ObjectOf({"a": STRING}), Object({"a": "1"})),
        (Object({"a": ONE}, "map"), ObjectOf({"a": STRING}), Object({"a": "1"})),
        (items(ONE, "a"), TupleOf([STRING, STRING]), items("1", "a")),
        (None, ListOf(STRING), None),
        (items(None), ListOf(STRING), as_list(None)),
        (ALICE, STRING, ALICE),
        (items(ALICE, ONE), ListOf(STRING), as_list(ALICE, "1")),
        (Unknown("var.a", ()), ListOf(STRING), Unknown("var.a", ())),
        (items(items(ONE), items("a", TWO)), ListOf(ANY), as_list(as_list("1"), as_list("a", "2"))),
    ],
)
def test_conversions(value: Value, to: Type, converted: Value) -> None:
    """A conversion keeps null and what is not known, wherever it is."""
    assert convert(value, to) == converted


@pytest.mark.parametrize(
    ("value", "to"),
    [
        (ONE, BOOL),
        ("a", NUMBER),
        ("a", ListOf(STRING)),
        (Object({}), ListOf(STRING)),
        (items(), MapOf(STRING)),
        (items(ONE, items()), ListOf(ANY)),
        (Object({}), ObjectOf({"a": STRING})),
        (items(ONE), TupleOf([])),
        (Object({"a": items("x")}), ObjectOf({"a": ListOf(NUMBER)})),
    ],
)
def test_what_cannot_be_converted(value: Value, to: Type) -> None:
    """Other conversions are refused, and never guessed."""
    with pytest.raises(NoValueError):
        convert(value, to)


def test_a_refusal_names_the_place() -> None:
    """The message leads to the attribute and element that is wrong."""
    to = ObjectOf({"layers": ListOf(NUMBER)})
    with pytest.raises(NoValueError, match="attribute 'layers': element 1: a number is needed here, not 'x'"):
        convert(Object({"layers": items(ONE, "x")}), to)


def test_optional_attributes() -> None:
    """Where an optional attribute is missing or null it has its default, converted, and with the defaults in that."""
    layer = ObjectOf({"rotation": NUMBER, "extra": MapOf(STRING)}, {"rotation": Fraction(604800), "extra": None})
    to = ObjectOf({"name": STRING, "tz": STRING, "layers": ListOf(layer)}, {"tz": "UTC", "layers": items(Object({}))})
    whole = Object({"rotation": Fraction(604800), "extra": None})
    for given in ({"name": "a"}, {"name": "a", "tz": None, "layers": None}):
        assert convert(Object(given), to) == Object({"name": "a", "tz": "UTC", "layers": as_list(whole)})


def test_the_order_of_a_set_of_ids_is_not_known() -> None:
    """Terraform sorts a set by ids that only it knows; one id alone has no order."""
    assert convert(items(ALICE, ALICE), SetOf(STRING)) == Sequence((ALICE,), "set")
    assert isinstance(convert(items(ALICE, BOB), SetOf(STRING)), Unknown)


def test_types_of_values() -> None:
    """A list is of the type that its elements share, and an id is a string."""
    assert type_of(items(ALICE, ONE, None)) == TupleOf([STRING, NUMBER, ANY])
    assert type_of(as_list()) == ListOf(ANY)
    assert type_of(as_list(Object({"a": None}), Object({"a": "x"}))) == ListOf(ObjectOf({"a": STRING}))


def test_types_in_writing() -> None:
    """As `type()` prints them in the console."""
    assert written(ListOf(ListOf(STRING))) == "list(list(string))"
    assert written(TupleOf([])) == "tuple([])"
    assert written(MapOf(ObjectOf({"b": NUMBER}))) == "map(\n    object({\n        b: number,\n    }),\n)"


def test_a_deep_value_is_refused() -> None:
    """Recursion ends with a refusal."""
    value: Value = ONE
    for _ in range(3000):
        value = Sequence((value,))
    with pytest.raises(NoValueError, match="nested too deeply"):
        convert(value, ListOf(ANY))
