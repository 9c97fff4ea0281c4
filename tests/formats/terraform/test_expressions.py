"""What expressions are worth: as terraform 1.11.4 says, or refused by name."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.errors import Location
from oncall.formats.resources.report import Report
from oncall.formats.resources.source import Source, decode
from oncall.formats.resources.values import (
    Object,
    Reference,
    RefusedError,
    Sequence,
    Unknown,
    Value,
    decimal,
)
from oncall.formats.terraform.declarations import declarations
from oncall.formats.terraform.files import Files
from oncall.formats.terraform.modules import Module
from oncall.formats.terraform.types import (
    ANY,
    ListOf,
    MapOf,
    ObjectOf,
    Primitive,
    SetOf,
    TupleOf,
    Type,
    type_of,
)
from oncall.formats.terraform.variables import from_python
from oncall.formats.terraform.workspace import Workspace

AWKWARD = [
    '[for k, v in { b = 1, a = 2 } : "${k}${v}" if v > 1]',
    '{ for i, v in ["x", "y", "x"] : v => i... }',
    '{ for v in ["x", "x"] : v => 1 }',
    "[for v in [[1, 2], [3]] : v[*]]",
    "[{ a = [1] }, { a = [2, 3] }][*].a[0]",
    "[{ a = [1] }, { a = [2, 3] }].*.a[0]",
    "[{ a = { b = 1 } }].*.a.b",
    "null[*]",
    '"%{ for i, x in ["a", "b"] ~} ${i}${x} %{ endfor ~} !"',
    '"%{ if 1 == 1 ~} yes %{ else } no %{ endif }"',
    '"a\\tb\\u00e9 $${x} %%{y}"',
    'true ? { a = 1 } : { b = "x" }',
    'true ? [1, "a"] : ["b"]',
    'false ? [] : toset(["b", "a"])',
    'merge({ a = 1 }, null, { b = "x" })',
    "1 / 3",
    "2 / 3 * 3",
    "1e3 + 1.5e-2",
    "-7 % 3",
    '"1" + "2"',
    '{ "1" = 2 }[1]',
    '[1, 2, 3]["1"]',
    'flatten([[1, [2, [3]]], [], "x"])',
    "toset([3, 1, 2])",
    'setproduct(["a", "b"], [1, 2])',
    'try(jsondecode("{"), [1].x, "fallback")',
    "can({ a = 1 }.b)",
    'formatdate("EEEE, DD-MMM-YY hh:mm:ss ZZZ", "2025-03-30T01:59:59+01:00")',
    'timeadd("2025-03-30T00:59:59Z", "-36h1.5s")',
    'yamldecode("a: [09:00, yes, 010, 0o10, 1_000, 2020-01-01, ~, .5]")',
    'cidrsubnet("10.0.0.0/8", 8, 3)',
    'regexall("(?P<d>[0-9]+)", "a1b22")',
    'replace("a-b", "/(a)-(b)/", "$2-$1")',
    'title("hello wORLD o\'neil")',
    'substr("h\u00e9llo\U0001f600x", -3, 2)',
    'coalesce("", null, "x")',
    'element(["a", "b"], -1)',
    'element(["a", "b"], -2)',
    'element([for x in tolist(["a", "b"]) : x], -1)',
    'element(tolist(["a", "b", "c"]), -1)',
    'element(tolist(["a", "b", "c"])[*], -7)',
    'element(tolist(["a", "b", "c"]), "-9223372036854775808")',
    'element(tolist(["a", "b", "c"]), "-9223372036854775809")',
    'element(true ? ["a", "b"] : [], -1)',
    'element(true ? ["a", "b"] : ["c", "d"], -1)',
    'element(split(",", "a,b"), -1)',
    'element(reverse(concat(tolist(["a"]), tolist(["b"]))), -1)',
    'element(concat(tolist(["a"]), ["b"]), -1)',
    "element(tolist([]), -1)",
    "range(10, 0, -3)",
    'lookup({ a = 1 }, "b")',
    'zipmap(["a"], [1, 2])',
    'tonumber("0x10")',
    'contains(toset(["a"]), "a")',
    "keys([1])",
]
# What terraform makes of each tag with each text does not follow from the tag.
TAGGED = [
    f"!!{tag} {text}"
    for tag in ["str", "int", "float", "bool", "null", "timestamp", "binary"]
    for text in ["1", '"1"', "1_0", "_1", "0x1_f", "-0B1_1", "0o17", "017", "x", '"x"', "'yes'", "yes", "~", "''", "",
                 "2020-01-01", '"2020-01-01"', ".nan", "aGk=", '"aGk"',
                 '"aG\\nk="', "|-\n  1", "|-\n  x", "[1]", "{a: 1}"]
] + ["!foo 1", "!foo [1]", "!foo {a: 1}", "!!foo 1", "! 1", "! '1'", "!<tag:yaml.org,2002:int> 1_0", "!<foo> 1",
     "!<int> 1", "{!!int 1_0: 2}", "{!!str <<: {a: 1}}", "{!!merge <<: {a: 1}}",
     "%TAG ! tag:yaml.org,2002:\n---\n!int 1_0", "0xFFFFFFFFFFFFFFFF", "0x10000000000000000",
     "0o2000000000000000000000", "!!int -0x8000000000000000", "!!int -0x8000000000000001",
     "!!int 0x1_0000_0000_0000_0000"]  # fmt: skip
AWKWARD.append(f'[for text in {json.dumps(TAGGED)} : try(yamldecode(text), "refused")]')
RECORDINGS = Path(__file__).parents[2] / "recordings" / "hcl_expressions.json"
RECORDING = cast("dict[str, Any]", json.loads(RECORDINGS.read_text(encoding="utf-8")))
RECORDED = cast("list[dict[str, Any]]", RECORDING["expressions"])
TERRAFORM = shutil.which("terraform")


def module(text: str, folder: Path | None = None, inputs: dict[str, Any] | None = None) -> Module:
    """The root module that a text declares; files are read below `folder`, if that is given."""
    source = decode("a.tf", text.encode())
    assert isinstance(source, Source)
    report = Report()
    workspace = Workspace(folder or Path("nowhere"), Files(folder), report, {})
    file = workspace.parsed(source)
    if file.problems:
        raise RefusedError(str(file.problems[0]), file.blocks[0].at if file.blocks else source.location(0, 0))
    return Module(workspace, workspace.folder, declarations([file], report), from_python(inputs or {}))


def worth(text: str, locals_: str = "", blocks: str = "", folder: Path | None = None) -> Value:
    """The value of an expression among locals (the inside of the block) and other blocks."""
    found = module(f"output probe {{\n  value = {text}\n}}\nlocals {{\n{locals_}\n}}\n{blocks}", folder)
    return found.output("probe", Location("a.tf", 1))


def plain(value: Value) -> object:
    """A value as `json.loads` gives it."""
    match value:
        case Fraction():
            return int(value) if value.denominator == 1 else float(value)
        case Sequence(items):
            return [plain(item) for item in items]
        case Object(attributes):
            return {name: plain(item) for name, item in attributes.items()}
        case _:
            return value


def python(text: str, locals_: str = "", blocks: str = "") -> object:
    """The value of an expression in plain Python."""
    return plain(worth(text, locals_, blocks))


def recorded_locals(recorded: dict[str, Any]) -> str:
    """The inside of the `locals` block that a recorded expression was evaluated with."""
    return str(recorded.get("locals", "locals {\n}")).partition("{")[2].rpartition("}")[0]


class TestRecordings:
    """What terraform itself answered."""

    @pytest.mark.parametrize("recorded", RECORDED, ids=[each["id"] for each in RECORDED])
    def test_the_value_is_terraforms(self, recorded: dict[str, Any]) -> None:
        """A recorded expression has the recorded value; one that Terraform refuses is refused."""
        names = (str(recorded["expr"]), recorded_locals(recorded), str(RECORDING["variables_block"]))
        if "error" in recorded:
            with pytest.raises(RefusedError):
                worth(*names)
            return
        value = worth(*names)
        if recorded["id"] in UNKNOWN_HERE:
            assert isinstance(value, Unknown)
            return
        assert plain(value) == json.loads(recorded["json"])
        assert isinstance(plain(value), bool) == isinstance(recorded["value"], bool)
        if recorded.get("type") and recorded["id"] not in TYPE_IS_LOST:
            assert type_of(value) == described(recorded["type"])


UNKNOWN_HERE = {
    "misc-functions-386",  # abspath depends on the machine
}
TYPE_IS_LOST = {
    "string-081",  # an empty list does not remember what it would be of
    "collection-207",
    "encoding-287",
    "optional-defaults-395",  # nor does null
}


def described(type_: Any) -> Type:
    """A type as the recordings write it: a name, or a list of a kind and what it is made of."""
    match type_:
        case "dynamic":
            return ANY
        case str():
            return Primitive(cast("Any", type_))
        case ["object", attributes]:
            return ObjectOf({name: described(each) for name, each in attributes.items()})
        case ["tuple", items]:
            return TupleOf(tuple(map(described, items)))
        case [kind, element]:
            kinds: dict[str, type[ListOf | SetOf | MapOf]] = {"list": ListOf, "set": SetOf, "map": MapOf}
            return kinds[kind](described(element))
        case other:
            raise AssertionError(other)


class TestOperators:
    """Operators and conversions."""

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("7 * 24 * 3600", 604800),
            ("-7 % 3", -1),
            ("7 % -3", 1),
            ("7.5 % 2", 1.5),
            ("0.1 + 0.2 == 0.3", True),
            ('"+5" + ".5"', 5.5),
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
            ("true ? [] : [1]", []),
            ('true ? [1] : ["a"]', ["1"]),
            ("false && 1 / 0 == 1", False),
            ("true || 1 / 0 == 1", True),
            ("true ? 1 : 1 / 0", 1),
            ('"1" ? 1 : 2', 1),
        ],
    )
    def test_values_are_terraforms(self, text: str, value: object) -> None:
        """Each was asked of terraform 1.11.4: `%` has the sign of the dividend, `==` converts nothing."""
        assert python(text) == value

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
            "[1, 2][-1]",
            "[1, 2][1.5]",
            "{ a = 1 }.b",
            "{ a = 1 }[null]",
            '"${[1]}x"',
            '"x${null}"',
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
        if [*map(Fraction, texts)] == [left, right]:
            assert worth(f"({texts[0]}) + ({texts[1]})") == left + right
            assert worth(f"({texts[0]}) * ({texts[1]})") == left * right

    @given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-1000, max_value=1000))
    def test_decimals_are_written_shortest(self, number: object) -> None:
        """A number in text has no superfluous zeros, and says the same number."""
        value = Fraction(str(number))
        text = decimal(value)
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

    @pytest.mark.parametrize(
        ("text", "type_"),
        [
            ('tolist(["a"])[*]', "list(string)"),
            ('toset(["a"])[*]', "list(string)"),
            ("tolist([{ a = [1, 2] }, { a = [3, 4] }])[*].a[0]", "list(number)"),
            ("[1][*]", "tuple([\n    number,\n])"),
            ("5[*]", "tuple([\n    number,\n])"),
            ("null[*]", "tuple([])"),
        ],
    )
    def test_a_splat_of_a_list_is_a_list(self, text: str, type_: str) -> None:
        """The console of terraform 1.11.4 says so: only what has one type for all elements stays such a list."""
        assert worth(f"type({text})") == type_

    def test_a_tuple_has_no_end_to_count_from(self) -> None:
        """Terraform breaks down over it (`index out of range`); the message says what to write."""
        with pytest.raises(RefusedError, match=r"this is a tuple: write `tolist` around it"):
            worth('element(["a", "b"], -1)')


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
        """A text that is made with an id that only Terraform knows is not known, nor how it compares."""
        value = worth(text)
        assert isinstance(value, Unknown)
        assert "known only to Terraform" in value.causes[0].what

    def test_arguments_of_blocks_are_known(self) -> None:
        """What a block sets can be taken from it; what Terraform adds cannot."""
        block = 'resource "pagerduty_user" "a" {\n  name = "A ${local.b}"\n}'
        blocks = block.replace('"pagerduty_user" "a"', '"pagerduty_user" "a"')
        assert worth("pagerduty_user.a.name", 'b = "B"', blocks) == "A B"
        unknown = worth("pagerduty_user.a.html_url", "", blocks)
        assert isinstance(unknown, Unknown)
        assert unknown.text == "pagerduty_user.a.html_url"

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


class TestUnknown:
    """What only Terraform knows."""

    @pytest.mark.parametrize(
        ("text", "name"),
        [
            ("var.start", "var.start"),
            ("var.teams.eu[0].lead", "var.teams.eu[0].lead"),
            ('"${var.x}!"', '"${var.x}!"'),
            ("aws_instance.a.id", None),
            ('data.aws_ssm_parameter.a["k"].value', 'data.aws_ssm_parameter.a["k"].value'),
            ('lookup(var.ids, upper("a"))', 'lookup(var.ids, "A")'),
            ("local.x[var.i]", "[1, 2][var.i]"),
            ("var.x ? 1 : 2", None),
            ("[for u in var.x : u]", ""),
            ("var.x[*].id", ""),
        ],
    )
    def test_what_is_not_known_is_told_by_its_text(self, text: str, name: str | None) -> None:
        """It is a value with the text of what would make it, which tells it from others; never a guess."""
        value = worth(text, "x = [1, 2]")
        if text == "aws_instance.a.id":
            assert value == Reference("aws_instance.a")
            return
        assert isinstance(value, Unknown)
        assert value.causes
        assert name in {None, value.text}

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("[var.x, 1][1]", 1),
            ("length([var.x, pagerduty_user.a.id])", 2),
            ("{ a = var.x, b = 2 }.b", 2),
            ("false && var.x", False),
            ("var.x || true", True),
            ("keys({ a = var.x })", ["a"]),
            ("var.x ? 5 : 5", 5),
            ("pagerduty_user.a.id == null", False),
            ("pagerduty_user.a.id == pagerduty_user.a.id", True),
            ("pagerduty_user.a.id == pagerduty_user.b.id", False),
            ("[for u in [pagerduty_user.a.id, pagerduty_user.b.id] : 1 if u != pagerduty_user.a.id]", [1]),
        ],
    )
    def test_what_does_not_depend_on_it_is_known(self, text: str, value: object) -> None:
        """An unknown value makes nothing unknown beside what needs it."""
        assert python(text) == value

    @pytest.mark.parametrize("text", ["nonsense", "each.value", "count.index", "module.a.b", "local.y", "upperr(1)"])
    def test_names_that_stand_for_nothing_are_mistakes(self, text: str) -> None:
        """They are no unknown values, since no value could be given for them."""
        with pytest.raises(RefusedError):
            worth(text)


@pytest.mark.skipif(TERRAFORM is None, reason="terraform is not installed")
@pytest.mark.parametrize("text", AWKWARD)
def test_terraform_itself_says_so(text: str, tmp_path: Path) -> None:
    """`terraform console` prints the same value, or refuses the expression too."""
    command = [str(TERRAFORM), "console", "-no-color"]
    environment = {**os.environ, "TF_CLI_CONFIG_FILE": os.devnull, "CHECKPOINT_DISABLE": "1"}
    run = subprocess.run(
        command,
        cwd=tmp_path,
        env=environment,
        input=f"jsonencode({text})\n",
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        ours: object = json.loads(str(worth(f"jsonencode({text})")))
    except RefusedError:
        ours = RefusedError
    theirs = json.loads(json.loads(run.stdout)) if run.returncode == 0 else RefusedError
    assert ours == theirs
