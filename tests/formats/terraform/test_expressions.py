"""What expressions are worth: as terraform 1.11.4 says, or refused by name."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.formats.terraform.expressions import Scope
from oncall.formats.terraform.parsing import parse
from oncall.formats.terraform.source import Source, decode
from oncall.formats.terraform.values import Object, Reference, RefusedError, Value, decimal

RECORDINGS = Path(__file__).parents[2] / "recordings" / "hcl_expressions.json"
RECORDED = cast("list[dict[str, Any]]", json.loads(RECORDINGS.read_text(encoding="utf-8"))["expressions"])


def worth(text: str, locals_: str = "", blocks: str = "") -> Value:
    """The value of an expression among locals (the inside of the block) and other blocks."""
    source = decode("a.tf", f"probe {{\n  x = {text}\n}}\nlocals {{\n{locals_}\n}}\n{blocks}".encode())
    assert isinstance(source, Source)
    file = parse(source)
    if file.problems:
        raise RefusedError(str(file.problems[0]), file.blocks[0].at if file.blocks else source.location(0, 0))
    probe = file.blocks[0].attributes[0].expression
    found = {each.name: each for block in file.blocks if block.type == "locals" for each in block.attributes}
    return Scope(found, {".".join(block.labels): block for block in file.blocks if block.labels}).value(probe)


def plain(value: Value) -> object:
    """A value as `json.loads` gives it."""
    match value:
        case Fraction():
            return int(value) if value.denominator == 1 else float(value)
        case tuple():
            return [plain(item) for item in value]
        case Object(attributes):
            return {name: plain(item) for name, item in attributes.items()}
        case _:
            return value


class TestRecordings:
    """What terraform itself answered."""

    @pytest.mark.parametrize("recorded", RECORDED, ids=[each["id"] for each in RECORDED])
    def test_the_value_is_terraforms_or_none(self, recorded: dict[str, Any]) -> None:
        """A recorded expression has the recorded value or is refused; one that Terraform refuses is refused."""
        locals_ = str(recorded.get("locals", "locals {\n}")).partition("{")[2].rpartition("}")[0]
        try:
            value = worth(str(recorded["expr"]), locals_)
        except RefusedError:
            return
        assert "error" not in recorded
        assert plain(value) == json.loads(recorded["json"])
        assert isinstance(plain(value), bool) == isinstance(recorded["value"], bool)

    def test_enough_of_them_have_a_value(self) -> None:
        """What needs no function, `for`, splat, directive or variable is evaluated: 35 of the recorded expressions."""
        evaluated = 0
        for recorded in RECORDED:
            locals_ = str(recorded.get("locals", "locals {\n}")).partition("{")[2].rpartition("}")[0]
            try:
                worth(str(recorded["expr"]), locals_)
            except RefusedError:
                continue
            evaluated += 1
        assert evaluated >= 35


class TestOperators:
    """Operators and conversions."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("7 * 24 * 3600", 604800),
            ("-7 % 3", -1),
            ("7 % -3", 1),
            ("7.5 % 2", Fraction(3, 2)),
            ("0.1 + 0.2 == 0.3", True),
            ('"+5" + ".5"', Fraction(11, 2)),
            ('"1e3" + 1', 1001),
            ('-"5"', -5),
            ('"2" < 10', True),
            ('"1" && !"false"', True),
            ('"5" == 5', False),
            ("true == 1", False),
            ("null == 1", False),
            ("1 == 1.0", True),
            ('[1] == ["1"]', False),
            ('true ? 1 : "a"', "1"),
            ('false ? "a" : true', "true"),
            ("true ? null : 5", None),
            ("true ? [] : [1]", ()),
            ('"1" ? 1 : 2', 1),
        ],
    )
    def test_values_are_terraforms(self, text: str, value: object) -> None:
        """Each was asked of terraform 1.11.4: `%` has the sign of the dividend, `==` converts nothing."""
        assert worth(text) == value

    @pytest.mark.parametrize(
        "text",
        [
            "1 / 0",
            "1 % 0",
            "true + 1",
            '"0x10" + 1',
            '"1_0" + 1',
            '" 5" + 1',
            '"a" < "b"',
            "1 < 2 < 3",
            "!null",
            "null ? 1 : 2",
            "true ? true : 1",
            'true ? [1] : ["a"]',
            "[1, 2][-1]",
            "[1, 2][1.5]",
            "{ a = 1 }.b",
            "{ a = 1 }[null]",
            '"${[1]}x"',
            '"x${null}"',
            '"x${1 / 3}"',
            "5.a",
        ],
    )
    def test_what_is_wrong_is_refused(self, text: str) -> None:
        """What Terraform refuses, or what has no exact value, is refused."""
        with pytest.raises(RefusedError):
            worth(text)

    @given(st.fractions(max_denominator=1000), st.fractions(max_denominator=1000))
    def test_arithmetic_is_exact(self, left: Fraction, right: Fraction) -> None:
        """Sums and products of decimals are those of rational numbers."""
        texts = decimal(left), decimal(right)
        if None not in texts:
            assert worth(f"({texts[0]}) + ({texts[1]})") == left + right
            assert worth(f"({texts[0]}) * ({texts[1]})") == left * right

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1000, max_value=1000))
    def test_decimals_are_written_shortest(self, number: object) -> None:
        """A number in text has no superfluous zeros, and says the same number."""
        value = Fraction(str(number))
        text = decimal(value)
        assert text is not None
        assert Fraction(text) == value
        assert "." not in text or text[-1] != "0"


class TestCollections:
    """Lists and objects."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("[1, 2][1]", 2),
            ('[1, 2]["1"]', 2),
            ("{ a = { b = [5] } }.a.b[0]", 5),
            ("local.list.1", "b"),
            ('{ "x y" = 1 }["x y"]', 1),
            ("{ (local.key) = 1 }.k", 1),
            ("{ 1 = 2 }[1]", 2),
            ("{ a : 1, a : 2 }.a", 2),
        ],
    )
    def test_elements_and_attributes(self, text: str, value: object) -> None:
        """Indexes and attributes of known values, keys in every form; a repeated key has its last value."""
        assert worth(text, 'list = ["a", "b"]\nkey = "k"') == value


class TestNames:
    """References, locals and what they depend on."""

    def test_references_are_values(self) -> None:
        """The id of a resource or data source is its address, also in a template of nothing else."""
        assert worth("pagerduty_user.a.id") == Reference("pagerduty_user.a")
        assert worth("data.pagerduty_user.b.id") == Reference("data.pagerduty_user.b")
        assert worth('"${pagerduty_schedule.c.id}"') == Reference("pagerduty_schedule.c")
        assert worth("local.people.x.id", "people = { x = pagerduty_user.a }") == Reference("pagerduty_user.a")

    @pytest.mark.parametrize("text", ['"x-${pagerduty_user.a.id}"', 'pagerduty_user.a.id == "P1"'])
    def test_what_an_unknown_id_becomes_part_of_is_unknown(self, text: str) -> None:
        """No text is made with an id that only Terraform knows, and it is not compared."""
        with pytest.raises(RefusedError, match="known only to Terraform"):
            worth(text)

    def test_arguments_of_blocks_are_known(self) -> None:
        """What a block sets can be taken from it; what Terraform adds cannot."""
        block = 'resource "pagerduty_user" "a" {\n  name = "A ${local.b}"\n}'
        blocks = block.replace('"pagerduty_user" "a"', '"pagerduty_user" "a"')
        assert worth("pagerduty_user.a.name", 'b = "B"', blocks) == "A B"
        with pytest.raises(RefusedError, match=r"`pagerduty_user.a.html_url` is known only to Terraform"):
            worth("pagerduty_user.a.html_url", "", blocks)

    def test_locals_are_lazy(self) -> None:
        """A local that nobody needs may hold anything."""
        assert worth("local.a", "a = local.b + 1\nb = 2\nc = file(var.x)") == 3

    def test_cycles_are_named(self) -> None:
        """A local that depends on itself is refused with the way back to it, not more."""
        with pytest.raises(RefusedError, match=r"local\.a -> local\.b -> local\.a$"):
            worth("local.start", "start = local.a\na = local.b\nb = [local.a]")

    def test_a_misspelt_local_is_told(self) -> None:
        """A local that does not exist is refused with the nearest that does."""
        with pytest.raises(RefusedError, match=r"`local.weak` is declared nowhere; did you mean `local.week`\?"):
            worth("local.weak", "week = 1")

    def test_long_chains_end(self) -> None:
        """Locals that depend on thousands of others are refused, without a traceback."""
        chain = "\n".join(f"a{n} = local.a{n + 1}" for n in range(5000))
        with pytest.raises(RefusedError, match="deep"):
            worth("local.a0", f"{chain}\na5000 = 1")

    @pytest.mark.parametrize(
        ("first", "step"),
        [
            ('a0 = "xxxxxxxxxx"', 'a{next} = "${{local.a{this}}}${{local.a{this}}}"'),
            ("a0 = 10", "a{next} = local.a{this} * local.a{this}"),
            ("a0 = 10", "a{next} = [local.a{this}, local.a{this}]"),
        ],
    )
    def test_growth_is_bounded(self, first: str, step: str) -> None:
        """Thirty doublings of a text, a number or a list are refused as soon as they are looked at."""
        chain = "\n".join(step.format(this=n, next=n + 1) for n in range(30))
        with pytest.raises(RefusedError):
            worth("local.a30 == 1", f"{first}\n{chain}")


class TestRefusals:
    """What is not evaluated."""

    @pytest.mark.parametrize(
        ("text", "column", "name"),
        [
            ('timeadd("x", "1h")', 7, "the function `timeadd`"),
            ("1 + max(1, 2)", 11, "the function `max`"),
            ("[for u in local.x : u]", 7, "the `for` expression"),
            ("{for u in local.x : u => u}", 7, "the `for` expression"),
            ("local.x[*].id", 14, "the splat `local.x[*].id`"),
            ("pagerduty_user.a.*.id", 23, "the splat `pagerduty_user.a.*.id`"),
            ("var.start", 7, "the variable `var.start`"),
            ("each.value.x[0]", 7, "the iteration value `each.value.x[0]`"),
            ("count.index", 7, "the iteration value `count.index`"),
            ("module.a.b", 7, "the module's output `module.a.b`"),
            ("path.module", 7, "the path `path.module`"),
            ('"${var.x}!"', 10, "the variable `var.x`"),
            ('"%{ if true }a%{ endif }"', 8, "the template directive `%{ if }`"),
            ("aws_instance.a.id", 7, "the value `aws_instance.a.id`"),
            ("data.aws_ssm_parameter.a.value", 7, "the value `data.aws_ssm_parameter.a.value`"),
            ("pagerduty_user.a[0].id", 23, "`pagerduty_user.a[0]`"),
            ("nonsense", 7, "the value `nonsense`"),
        ],
    )
    def test_what_is_not_evaluated_is_named(self, text: str, column: int, name: str) -> None:
        """Nothing is guessed: the message names it, and the place is its own."""
        with pytest.raises(RefusedError) as caught:
            worth(text, "x = []")
        assert caught.value.message.startswith(f"{name} cannot be evaluated yet")
        assert (caught.value.at.line, caught.value.at.column) == (2, column)
