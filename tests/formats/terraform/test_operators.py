"""Operators and conditionals, on values that are known and on those that are not."""

from __future__ import annotations

from fractions import Fraction

import pytest

from oncall.formats.resources.values import NoValueError, Object, Reference, Resource, Sequence, Unknown, Value, decimal
from oncall.formats.terraform.operators import binary, chosen, equal, unary

ALICE = Reference("pagerduty_user.alice")
BOB = Reference("pagerduty_user.bob")
CAROL = Reference("data.pagerduty_user.carol")
UNKNOWN = Unknown("var.a", ())
ONE, TWO, THREE, SEVEN = (Fraction(number) for number in (1, 2, 3, 7))


@pytest.mark.parametrize(
    ("left", "operator", "right", "result"),
    [
        (Fraction("0.1"), "+", Fraction("0.2"), Fraction("0.3")),
        ("1", "+", TWO, THREE),
        (SEVEN, "-", THREE, Fraction(4)),
        (TWO, "*", "3", Fraction(6)),
        (SEVEN, "/", TWO, Fraction("3.5")),
        (SEVEN, "%", THREE, ONE),
        (-SEVEN, "%", THREE, -ONE),
        (SEVEN, "%", -THREE, ONE),
        (ONE, "<", "2", True),
        (ONE, ">=", TWO, False),
        ("true", "&&", True, True),
        (False, "||", "false", False),
        (ONE, "==", "1", False),
        (True, "==", ONE, False),
        (None, "==", None, True),
        (ONE, "!=", None, True),
        (Sequence((ONE,)), "==", Sequence((ONE,), "list"), False),
        (Sequence((ONE,)), "==", Sequence((ONE,)), True),
        (Object({"a": ONE}), "==", Object({"a": "1"}), False),
    ],
)
def test_operators(left: Value, operator: str, right: Value, result: Value) -> None:
    """Numbers are exact, `%` has the sign of the dividend, and equality converts nothing."""
    assert binary(operator, left, right) == result
    assert type(binary(operator, left, right)) is type(result)


def test_a_quotient_without_end_is_as_terraform_prints_it() -> None:
    """`1 / 3` in the console of terraform 1.11.4."""
    assert decimal(binary("/", ONE, THREE)) == f"0.{'3' * 154}5"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("left", "operator", "right"),
    [
        (ONE, "/", Fraction(0)),
        (UNKNOWN, "%", Fraction(0)),
        ("a", "+", ONE),
        ("a", "+", UNKNOWN),
        (None, "+", ONE),
        (True, "<", ONE),
        (ONE, "&&", True),
        (None, "||", True),
        (Fraction(10) ** 1200, "*", Fraction(10) ** 1200),
    ],
)
def test_refused_operands(left: Value, operator: str, right: Value) -> None:
    """What Terraform refuses is refused, beside an operand that is not known too."""
    with pytest.raises(NoValueError):
        binary(operator, left, right)


def test_unary_operators() -> None:
    """Minus and not convert strings, and of what is not known nothing is known."""
    assert unary("-", "2") == -TWO
    assert unary("!", "false") is True
    assert unary("-", UNKNOWN) == Unknown("(-var.a)", ())
    with pytest.raises(NoValueError):
        unary("!", ONE)


def test_an_unknown_operand() -> None:
    """The result is unknown, and its text tells it from others."""
    assert binary("+", UNKNOWN, ONE) == Unknown("(var.a + 1)", ())
    assert binary("==", ALICE, "x") == Unknown('(pagerduty_user.alice.id == "x")', ())
    assert binary("<", ONE, ALICE) == Unknown("(1 < pagerduty_user.alice.id)", ())


def test_what_decides_alone() -> None:
    """`false && x` is false and `true || x` is true, whatever x is."""
    for left, right in ((False, UNKNOWN), (UNKNOWN, False)):
        assert binary("&&", left, right) is False
    for left, right in ((True, UNKNOWN), (UNKNOWN, True)):
        assert binary("||", left, right) is True
    assert binary("&&", UNKNOWN, right=True) == Unknown("(var.a && true)", ())


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (ALICE, ALICE, True),
        (ALICE, BOB, False),
        (ALICE, CAROL, None),
        (CAROL, Reference("data.pagerduty_user.dave"), None),
        (ALICE, Reference("pagerduty_team.a"), None),
        (ALICE, None, False),
        (Resource("pagerduty_user.a"), None, False),
        (Resource("pagerduty_user.a"), Resource("pagerduty_user.a"), True),
        (ALICE, "x", None),
        (ALICE, ONE, False),
        (UNKNOWN, UNKNOWN, True),
        (Unknown("", ()), Unknown("", ()), None),
        (UNKNOWN, None, None),
        (Sequence((ALICE, ONE)), Sequence((CAROL, TWO)), False),
        (Sequence((ALICE, ONE)), Sequence((CAROL, ONE)), None),
        (Sequence((ALICE,)), Sequence((ALICE, BOB)), False),
        (Object({"a": UNKNOWN}), Object({"b": UNKNOWN}), False),
    ],
)
def test_equality_of_what_is_not_known(left: Value, right: Value, same: bool | None) -> None:  # noqa: FBT001 - a row
    """Ids of resources that these files make differ; one that is looked up may be any other."""
    assert equal(left, right) is same
    assert equal(right, left) is same


@pytest.mark.parametrize(
    ("condition", "if_true", "if_false", "result"),
    [
        (True, ONE, "a", "1"),
        ("false", ONE, TWO, TWO),
        (True, Sequence((ONE,)), Sequence(()), Sequence((ONE,), "list")),
        (True, Sequence((ONE,)), None, Sequence((ONE,))),
        (False, Sequence((ONE,)), None, None),
        (True, Sequence((ONE,)), Sequence(("a",)), Sequence(("1",))),
        (True, Object({"a": ONE}), Object({"b": "x"}), Object({"a": "1"}, "map")),
        (True, Object({"a": ONE}), Object({"a": "x"}), Object({"a": "1"})),
        (True, ALICE, ONE, ALICE),
        (False, ALICE, ONE, "1"),
        (True, Sequence((ALICE,)), Sequence(()), Sequence((ALICE,), "list")),
        (UNKNOWN, "a", "a", "a"),
        (UNKNOWN, ALICE, ALICE, ALICE),
        (UNKNOWN, "a", "b", Unknown('(var.a ? "a" : "b")', ())),
    ],
)
def test_conditionals(condition: Value, if_true: Value, if_false: Value, result: Value) -> None:
    """Both results have one type, and what they share does not depend on the condition."""
    assert chosen(condition, if_true, if_false) == result


@pytest.mark.parametrize(
    ("condition", "if_true", "if_false"),
    [
        (None, ONE, TWO),
        ("x", ONE, TWO),
        (True, ONE, True),
        (True, ONE, Sequence(())),
        (True, Sequence((ONE,)), Object({"a": ONE})),
        (UNKNOWN, ONE, Sequence(())),
    ],
)
def test_conditionals_that_are_refused(condition: Value, if_true: Value, if_false: Value) -> None:
    """Results without one type are refused, whichever would be chosen."""
    with pytest.raises(NoValueError):
        chosen(condition, if_true, if_false)
