"""Configurations as teams write them: modules, variables, repeated blocks, and what cannot be known offline."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import oncall
from oncall.errors import InvalidValueError, NotFoundError, SourceError
from oncall.formats import terraform
from oncall.formats.terraform import Written

if TYPE_CHECKING:
    from oncall.model import Configuration, Schedule

RECORDINGS = Path(__file__).parents[2] / "recordings" / "terraform"
EXAMPLE = Path(__file__).parents[3] / "examples" / "platform"
START = '"2025-01-01T00:00:00Z"'
LAYER = f"""
    start                        = {START}
    rotation_virtual_start       = {START}
    rotation_turn_length_seconds = 604800
"""
USERS = "[pagerduty_user.a.id]"
DECLARED = 'resource "pagerduty_user" "a" {\n  name = "A"\n  email = "a@example.com"\n}\n'


def schedule(inside: str, *, name: str = "s", head: str = "") -> str:
    """The text of a schedule."""
    return (
        f'resource "pagerduty_schedule" "{name}" {{\n  name = "{name}"\n  time_zone = "Etc/UTC"\n{head}\n{inside}\n}}\n'
    )


def layer(name: str, users: str = USERS, start: str = START) -> str:
    """The text of a layer."""
    return f"  layer {{\n    name = {name}\n    users = {users}\n{LAYER.replace(START, start)}  }}\n"


def dynamic(for_each: str, name: str, *, iterator: str = "", inside: str = "") -> str:
    """The text of a dynamic layer."""
    content = f"    content {{\n    name = {name}\n    users = {USERS}\n{LAYER}\n{inside}    }}\n"
    return f'  dynamic "layer" {{\n    for_each = {for_each}\n{iterator}\n{content}  }}\n'


def folder(place: Path, **files: str) -> Path:
    """A folder with files: `main` is main.tf, `teams__main` is teams/main.tf."""
    for name, text in files.items():
        path = place / f"{name.replace('__', '/')}.tf"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return place


def names(found: Configuration, key: str = "s") -> list[str]:
    """The names of a schedule's layers."""
    return [each.name for each in found.schedules[key].layers]


def users(found: Schedule) -> list[str]:
    """The ids of the people in a schedule's first layer."""
    return [user.id for user in found.layers[0].users]


def warnings(found: Configuration) -> list[str]:
    """The sentences of the warnings."""
    return [warning.message for warning in found.warnings]


class TestOrder:
    """The order of layers is precedence."""

    def test_static_and_dynamic_layers_stand_where_they_are_written(self) -> None:
        """Four kinds of layers interleaved keep the order of the file; a dynamic one is written out in its place."""
        text = schedule(
            layer('"1"') + dynamic('["2", "3"]', "layer.value") + layer('"4"') + dynamic('["5"]', "layer.value")
        )
        assert names(terraform.loads(DECLARED + text)) == ["1", "2", "3", "4", "5"]

    @pytest.mark.parametrize(
        ("for_each", "name", "expected"),
        [
            ('["b", "a"]', '"${layer.key}${layer.value}"', ["0b", "1a"]),
            ('toset(["b", "a", "b"])', '"${layer.key}${layer.value}"', ["aa", "bb"]),
            ("{ b = 1, a = 2 }", '"${layer.key}${layer.value}"', ["a2", "b1"]),
            ("{ b = { n = 1 }, a = { n = 2 } }", '"${layer.value.n}"', ["2", "1"]),
            ("[]", '"x"', []),
        ],
    )
    def test_collections_are_gone_through_as_terraform_does(
        self, for_each: str, name: str, expected: list[str]
    ) -> None:
        """Lists by position, sets sorted, maps by key."""
        text = DECLARED + schedule(dynamic(for_each, name) + layer('"end"'))
        assert names(terraform.loads(text)) == [*expected, "end"]

    def test_iterators_and_nesting(self) -> None:
        """A dynamic block names its element as it likes, and one inside of it sees both names."""
        inside = """
      dynamic "restriction" {
        for_each = each_team.value
        content {
          type              = "weekly_restriction"
          start_day_of_week = restriction.value
          start_time_of_day = "0${each_team.key}:00:00"
          duration_seconds  = 3600
        }
      }
"""
        text = dynamic("[[1, 3], [5]]", '"n"', iterator="    iterator = each_team", inside=inside)
        found = terraform.loads(DECLARED + schedule(text)).schedules["s"]
        days = [
            [(each.weekly[0][0] // 86400 + 1, each.start_time_of_day) for each in one.restrictions]
            for one in found.layers
        ]
        assert days == [[(1, "00:00:00"), (3, "00:00:00")], [(5, "01:00:00")]]


class TestInstances:
    """`count` and `for_each` of resources."""

    def test_addresses_are_terraforms(self) -> None:
        """An instance has its key in its address: text in quotes, numbers bare."""
        text = DECLARED + schedule(layer('"l"'), head='  for_each = toset(["b", "a.c"])')
        text += schedule(layer('"l"'), name="n", head="  count = 2")
        assert list(terraform.loads(text).schedules) == [
            'pagerduty_schedule.s["a.c"]',
            'pagerduty_schedule.s["b"]',
            "pagerduty_schedule.n[0]",
            "pagerduty_schedule.n[1]",
        ]

    def test_look_ups(self) -> None:
        """A schedule is found by its address, and by name and key, or name, where that tells it from the others."""
        text = DECLARED + schedule(layer('"l"'), head='  for_each = toset(["b", "a"])')
        text += schedule(layer('"l"'), name="n", head="  count = 1")
        found = terraform.loads(text).schedules
        assert found['s["a"]'] is found['pagerduty_schedule.s["a"]']
        assert found["n"] is found["n[0]"]
        with pytest.raises(NotFoundError, match=r'names more than one schedule: pagerduty_schedule.s\["a"\]'):
            found["s"]
        with pytest.raises(NotFoundError, match="near: pagerduty_schedule.n"):
            found["n[1]"]

    def test_each_and_count_are_known(self) -> None:
        """`each.key`, `each.value` and `count.index` are those of the instance, and references go to instances."""
        text = 'resource "pagerduty_user" "p" {\n  for_each = { x = "Xi", y = "Yo" }\n  name = each.value\n'
        text += '  email = "${each.key}@example.com"\n}\n'
        text += schedule(
            layer('"${count.index}"', '[pagerduty_user.p[element(["y", "x"], count.index)].id]'), head="  count = 2"
        )
        found = terraform.loads(text)
        assert users(found.schedules["s[0]"]) == ['pagerduty_user.p["y"]']
        assert [user.name for user in found.users.values()] == ["Xi", "Yo"]
        assert found.users['p["x"]'].email == "x@example.com"

    def test_all_instances_can_be_named_at_once(self) -> None:
        """Splats over `count`, loops and `values` over `for_each` give the ids of all of them."""
        text = 'resource "pagerduty_user" "c" {\n  count = 2\n  name = "c${count.index}"\n  email = "x"\n}\n'
        text += 'data "pagerduty_user" "d" {\n  for_each = toset(["m", "n"])\n  email = each.key\n}\n'
        for index, expression in enumerate(
            [
                "pagerduty_user.c[*].id",
                '["${pagerduty_user.c.*.id}"]',
                "[for u in data.pagerduty_user.d : u.id]",
                "values(data.pagerduty_user.d)[*].id",
                'concat(pagerduty_user.c.*.id, [data.pagerduty_user.d["m"].id])',
            ]
        ):
            text += schedule(layer('"l"', expression), name=f"s{index}")
        found = terraform.loads(text).schedules
        both = ["pagerduty_user.c[0]", "pagerduty_user.c[1]"]
        data = ['data.pagerduty_user.d["m"]', 'data.pagerduty_user.d["n"]']
        assert [users(each) for each in found.values()] == [both, both, data, data, [*both, data[0]]]

    def test_a_splat_over_for_each_is_a_mistake(self) -> None:
        """It is a list of one object, which has no id; Terraform says so too."""
        text = 'data "pagerduty_user" "d" {\n  for_each = toset(["m"])\n  email = each.key\n}\n'
        with pytest.raises(SourceError, match="this object has no attribute 'id'"):
            terraform.loads(text + schedule(layer('"l"', "data.pagerduty_user.d[*].id")))


class TestModules:
    """Local modules."""

    def test_the_recorded_configuration_is_what_terraform_planned(self) -> None:
        """Addresses, layers, users, windows and targets are those that terraform's own plan of the folder names."""
        found = oncall.load(RECORDINGS / "dynamic")
        plan = json.loads((RECORDINGS / "dynamic" / "plan.json").read_text(encoding="utf-8"))
        children = plan["planned_values"]["root_module"]["child_modules"]
        planned = {each["address"]: each["values"] for child in children for each in child["resources"]}
        schedules = {address: each for address, each in planned.items() if ".pagerduty_schedule." in address}
        assert set(found.schedules) == set(schedules)
        assert 'module.oncall["eu"].pagerduty_schedule.this["data"]' in schedules
        for address, values in schedules.items():
            ours = found.schedules[address]
            assert (ours.name, ours.time_zone) == (values["name"], values["time_zone"])
            assert [each.name for each in ours.layers] == [each["name"] for each in values["layer"]]
            assert [len(each.restrictions) for each in ours.layers] == [
                len(each["restriction"]) for each in values["layer"]
            ]
        eu = found.schedules['module.oncall["eu"].pagerduty_schedule.this["data"]']
        assert [[user.name for user in each.users] for each in eu.layers] == [
            ["Alice", "Bob"],
            ["Alice", "Bob"],
            ["Bob", "Alice"],
            ["Alice"],
        ]
        policy = found.escalation_policies['module.oncall["us"].pagerduty_escalation_policy.this["web"]']
        assert [target.id for target in policy.rules[0].targets] == [
            'module.oncall["us"].pagerduty_schedule.this["web"]',
            'pagerduty_user.person["heidi"]',
        ]
        assert found.warnings == ()

    def test_outputs_travel(self, tmp_path: Path) -> None:
        """What a module puts out is known to its caller, through several of them."""
        inner = DECLARED + 'output "ids" {\n  value = { a = pagerduty_user.a.id }\n}\n'
        outer = 'module "inner" {\n  source = "./inner"\n}\noutput "all" {\n  value = module.inner.ids\n}\n'
        main = 'module "outer" {\n  source = "./outer"\n}\n' + schedule(layer('"l"', "values(module.outer.all)"))
        place = folder(tmp_path, main=main, outer__main=outer, outer__inner__main=inner)
        assert users(oncall.load(place).schedules["s"]) == ["module.outer.module.inner.pagerduty_user.a"]

    def test_a_source_of_terraform_0_11(self, tmp_path: Path) -> None:
        """`modules/x` is a folder where there is one."""
        place = folder(tmp_path, main='module "x" {\n  source = "modules/x"\n}\n', modules__x__main=DECLARED)
        assert list(oncall.load(place).users) == ["module.x.pagerduty_user.a"]

    def test_a_module_that_is_elsewhere_is_named(self, tmp_path: Path) -> None:
        """A registry's module is left out with a warning, and what its outputs are needed for as well."""
        main = 'module "x" {\n  source = "acme/oncall/pagerduty"\n}\n' + DECLARED
        main += schedule(layer('"l"')) + schedule(layer('"l"', start="module.x.start"), name="t")
        found = oncall.load(folder(tmp_path, main=main))
        assert list(found.schedules) == ["pagerduty_schedule.s"]
        assert any("it comes from 'acme/oncall/pagerduty'" in each for each in warnings(found))
        assert any("`start` of a `layer` block is not known" in each for each in warnings(found))

    def test_an_id_from_a_module_that_is_elsewhere_is_an_identity(self, tmp_path: Path) -> None:
        """The output of a module that cannot be read names a person."""
        main = 'module "x" {\n  source = "acme/x/y"\n}\n' + schedule(layer('"l"', '[module.x.ids["a"]]'))
        assert users(oncall.load(folder(tmp_path, main=main)).schedules["s"]) == ['module.x.ids["a"]']

    def test_a_call_gives_what_the_module_takes(self, tmp_path: Path) -> None:
        """What the module does not have, and what it needs and is not given, are errors at the call."""
        main = 'module "m" {\n  source = "./m"\n  usrs = ["P1"]\n}\n'
        inner = 'variable "users" {\n  default = []\n}\nvariable "zone" {}\n' + DECLARED
        with pytest.raises(SourceError) as caught:
            oncall.load(folder(tmp_path, main=main, m__main=inner))
        first, second = (problem.message for problem in caught.value.problems)
        assert "the module needs the argument `zone`" in first
        assert second == "the module takes no argument `usrs`; did you mean `users`?"

    def test_modules_that_call_themselves_end(self, tmp_path: Path) -> None:
        """A module whose source is itself is an error, not a loop."""
        with pytest.raises(SourceError, match="calls itself"):
            oncall.load(folder(tmp_path, main=DECLARED + 'module "x" {\n  source = "./"\n}\n'))


class TestVariables:
    """Where the values of variables come from."""

    TEXT = DECLARED + 'variable "x" {\n  default = "default"\n}\n' + schedule(layer("var.x"))

    def test_each_source_beats_those_before_it(self, tmp_path: Path) -> None:
        """Default, environment, terraform.tfvars, its JSON, *.auto.tfvars by name, then files and values in order."""
        place = folder(tmp_path, main=self.TEXT)
        assert names(oncall.load(place)) == ["default"]
        environment = {"TF_VAR_x": "environment", "TF_VAR_other": "1", "HOME": "/"}
        assert names(oncall.load(place, environment=environment)) == ["environment"]
        for name, text in [
            ("terraform.tfvars", 'x = "tfvars"'),
            ("terraform.tfvars.json", '{"x": "json"}'),
            ("b.auto.tfvars", 'x = "b"'),
            ("c.auto.tfvars.json", '{"x": "c"}'),
        ]:
            (place / name).write_text(text, encoding="utf-8")
            assert names(oncall.load(place, environment=environment)) == [text.split('"')[-2]]
        given = place / "given"
        given.write_text('x = "given"', encoding="utf-8")
        assert names(oncall.load(place, var_files=[given])) == ["given"]
        assert names(oncall.load(place, var_files=[given, {"x": "later"}])) == ["later"]
        assert names(oncall.load(place, var_files=[{"x": "earlier"}, given])) == ["given"]
        assert names(oncall.load(place, var_files=[given], variables={"x": "value"})) == ["value"]

    def test_a_file_sets_a_variable_once(self, tmp_path: Path) -> None:
        """Twice in one file is refused with both lines, as Terraform does ("Attribute redefined"); two files may."""
        place = folder(tmp_path, main=self.TEXT)
        (place / "a.auto.tfvars").write_text('x = "a"\n\nx = "a"\n', encoding="utf-8")
        (place / "b.auto.tfvars").write_text('x = "b"\n', encoding="utf-8")
        with pytest.raises(SourceError) as caught:
            oncall.load(place)
        (problem,) = caught.value.problems
        assert problem.location is not None
        assert (problem.path, problem.location.line) == (str(place / "a.auto.tfvars"), 3)
        assert problem.message == "`x` is set twice, first on line 1"
        (place / "a.auto.tfvars").write_text('x = "a"\n', encoding="utf-8")
        assert names(oncall.load(place)) == ["b"]

    @pytest.mark.parametrize(
        ("type_", "written", "value"),
        [
            ("string", "[1]", "[1]"),
            ("number", "5", "5"),
            ("list(string)", '["p", "q"]', "p,q"),
            ("set(string)", '["q", "p", "q"]', "p,q"),
        ],
    )
    def test_a_written_value_is_an_expression_unless_text_is_wanted(self, type_: str, written: str, value: str) -> None:
        """`--var x=[1]` is a list for a list, and these three characters for a string."""
        text = DECLARED + f'variable "x" {{\n  type = {type_}\n}}\n'
        text += schedule(layer('try(join(",", var.x), tostring(var.x))'))
        assert names(terraform.loads(text, variables={"x": Written(written)})) == [value]

    def test_types_convert(self) -> None:
        """A value is converted to the type of its variable, with the defaults of what may be missing."""
        text = (
            DECLARED
            + """
variable "teams" {
  type = map(object({ n = number, on = optional(bool, true), names = optional(list(string), ["z"]) }))
}
"""
        )
        name = '"${var.teams.x.n + 1} ${var.teams.x.on} ${var.teams.x.names[0]}"'
        found = terraform.loads(text + schedule(layer(name)), variables={"teams": {"x": {"n": "4"}}})
        assert names(found) == ["5 true z"]

    def test_a_wrong_type_is_an_error_at_the_variable(self) -> None:
        """A text where a number is wanted is told with the place of the variable."""
        text = (
            DECLARED
            + 'variable "x" {\n  type = number\n}\n'
            + schedule(layer('"${var.x}"', f"[for i in range(var.x) : {USERS[1:-1]}]"))
        )
        with pytest.raises(SourceError, match="the value of `var.x` is not of its type"):
            terraform.loads(text, variables={"x": "many"})

    def test_a_variable_that_is_not_declared(self) -> None:
        """A value for a variable that is not there is refused with the nearest that is."""
        with pytest.raises(SourceError, match="no variable 'xx' is declared there; did you mean 'x'?"):
            terraform.loads(self.TEXT, variables={"xx": 1})

    @pytest.mark.parametrize(
        "value",
        [float("nan"), float("inf"), {1, (2,)}, {1: "x"}, object(), "\ud800", 10**5000, [[object()]]],
        ids=lambda it: type(it).__name__,
    )
    def test_values_of_python_that_terraform_has_not(self, value: object) -> None:
        """Each is refused by the name of the variable."""
        with pytest.raises(InvalidValueError, match=r"variables\['x'\]"):
            terraform.loads(self.TEXT, variables={"x": value})

    def test_null_and_nullable(self) -> None:
        """Null is a value, unless the variable says that its default stands in for it."""
        text = 'variable "x" {\n  default = "d"\n  nullable = false\n}\n'
        assert names(terraform.loads(DECLARED + text + schedule(layer("var.x")), variables={"x": None})) == ["d"]


class TestUnknowns:
    """What cannot be known offline."""

    def test_ids_keep_their_address(self) -> None:
        """The people of a list made from data sources are told by these, whether they are declared or not."""
        text = 'variable "members" {\n  default = ["ana", "ben"]\n}\n'
        text += schedule(layer('"l"', "[for m in var.members : data.pagerduty_user.all[m].id]"))
        expected = ['data.pagerduty_user.all["ana"]', 'data.pagerduty_user.all["ben"]']
        assert users(terraform.loads(text).schedules["s"]) == expected
        declared = 'data "pagerduty_user" "all" {\n  for_each = var.unset\n  email = each.key\n}\nvariable "unset" {}\n'
        found = terraform.loads(text + declared)
        assert users(found.schedules["s"]) == expected
        assert found.warnings == ()

    def test_only_what_needs_an_unknown_is_left_out(self) -> None:
        """A schedule whose start is not known, and the policy above it, are named; the others load."""
        text = (
            DECLARED
            + 'variable "start" {}\n'
            + schedule(layer('"l"'))
            + schedule(layer('"l"', start="var.start"), name="t")
        )
        for name in ("s", "t"):
            text += f'resource "pagerduty_escalation_policy" "{name}" {{\n  name = "p"\n  rule {{\n'
            text += '    escalation_delay_in_minutes = 5\n    target {\n      type = "schedule_reference"\n'
            text += f"      id = pagerduty_schedule.{name}.id\n    }}\n  }}\n}}\n"
        found = terraform.loads(text, path="a.tf")
        assert list(found.schedules) == ["pagerduty_schedule.s"]
        assert list(found.escalation_policies) == ["pagerduty_escalation_policy.s"]
        first, *_, last = found.warnings
        assert first.address == "pagerduty_schedule.t"
        assert first.source_line.strip() == "start                        = var.start"
        assert "`var.start`, declared at a.tf:5, has no value; give it with --var start=…" in first.message
        assert "`pagerduty_schedule.t`, which it points at, is left out" in last.message

    def test_ids_that_no_file_knows_are_people(self) -> None:
        """A variable without a value, a secret or a function of one is an identity of its own."""
        several = '[var.boss, data.aws_ssm_parameter.x.value, lookup(data.external.ids.result, "m"), "P1"]'
        assert users(terraform.loads(schedule(layer('"l"', several))).schedules["s"]) == [
            "var.boss",
            "data.aws_ssm_parameter.x.value",
            'lookup(data.external.ids.result, "m")',
            "P1",
        ]

    def test_names_that_are_not_known_fall_back(self) -> None:
        """The name of a schedule or layer is not needed; the label stands in for it, and a warning says so."""
        text = DECLARED + schedule(layer("var.x")).replace('name = "s"', 'name = "On-call ${var.x}"')
        found = terraform.loads(text)
        assert (found.schedules["s"].name, names(found)) == ("s", [""])
        assert sum("is not known here, and left out" in each for each in warnings(found)) == 2

    @pytest.mark.parametrize("head", ["  count = var.n", "  for_each = var.teams", "  for_each = toset(var.teams)"])
    def test_how_many_there_are_may_be_unknown(self, head: str) -> None:
        """A schedule that stands nobody knows how often is left out, and named."""
        found = terraform.loads(DECLARED + schedule(layer('"l"')) + schedule(layer('"l"'), name="t", head=head))
        assert list(found.schedules) == ["pagerduty_schedule.s"]
        assert any("it is left out: `" in each for each in warnings(found))

    def test_a_dynamic_block_may_be_unknown(self) -> None:
        """A schedule with layers that nobody can count is left out: its order would be wrong without them."""
        text = DECLARED + schedule(layer('"l"') + dynamic("var.more", '"x"'))
        found = terraform.loads(text)
        assert list(found.schedules) == []
        assert any("how many `layer` blocks there are" in each for each in warnings(found))

    def test_impure_functions_are_unknown(self) -> None:
        """What depends on the clock is not known, and nothing asks the clock."""
        found = terraform.loads(DECLARED + schedule(layer('"l"', start="timestamp()")))
        assert list(found.schedules) == []
        assert any("timestamp" in each for each in warnings(found))


class TestPeopleAreNotInvented:
    """What is not known stands for nobody, unless it has a name of its own."""

    @pytest.mark.parametrize(
        "expression",
        [
            "[pagerduty_user.a.id, trimspace(pagerduty_user.a.id)]",
            '["prefix-${pagerduty_user.a.id}"]',
            "[lower(var.boss), var.boss]",
            "[uuid(), uuid()]",
            "[var.x ? pagerduty_user.a.id : var.boss]",
            "data.pagerduty_user.unset[*].id",
            "data.pagerduty_user.unset.*.id",
            "module.elsewhere[*].id",
            "[for u in data.pagerduty_user.unset : u.id]",
        ],
    )
    def test_what_is_made_of_an_id_is_nobody(self, expression: str) -> None:
        """It may be the id of somebody who is there already, or of several: the schedule is left out, and named."""
        text = DECLARED + 'data "pagerduty_user" "unset" {\n  count = var.n\n  email = "x"\n}\n'
        text += 'module "elsewhere" {\n  source = "a/b/c"\n}\n'
        found = terraform.loads(text + schedule(layer('"l"', expression)))
        assert list(found.schedules) == []
        assert any("`users` of a `layer` block is not known here" in each for each in warnings(found))

    def test_an_id_is_never_empty(self) -> None:
        """So a conditional that asks for it is decided."""
        expression = '[pagerduty_user.a.id != "" ? pagerduty_user.a.id : "X"]'
        assert users(terraform.loads(DECLARED + schedule(layer('"l"', expression))).schedules["s"]) == [
            "pagerduty_user.a"
        ]

    def test_a_name_is_no_id(self) -> None:
        """A user's name in the place of the id is taken for one of PagerDuty, with a warning at its place."""
        found = terraform.loads(DECLARED + schedule(layer('"l"', "[pagerduty_user.a.name]")))
        assert any("if `pagerduty_user.a` is meant, write `pagerduty_user.a.id`" in each for each in warnings(found))

    def test_sets_keep_what_differs_only_late(self) -> None:
        """Two objects whose numbers share ten digits are two."""
        for_each = "toset([{ n = 12345678901 }, { n = 12345678902 }, { n = 12345678901 }])"
        found = terraform.loads(DECLARED + schedule(dynamic(for_each, '"${layer.value.n}"')))
        assert names(found) == ["12345678901", "12345678902"]


class TestSafety:
    """Nothing outside of the root is read, and nothing takes for ever."""

    def test_files_below_the_root(self, tmp_path: Path) -> None:
        """`file` and its like read what is below the folder, relative to it or to the module."""
        people = "teams:\n  - ana\n  - ben\n"
        main = 'locals {\n  t = yamldecode(file("${path.module}/teams.yaml")).teams\n}\n'
        main += schedule(
            layer('templatefile("t.tpl", { x = local.t })', "[for m in local.t : data.pagerduty_user.all[m].id]")
        )
        place = folder(tmp_path, main=main)
        (place / "teams.yaml").write_text(people, encoding="utf-8")
        (place / "t.tpl").write_text("%{ for m in x }<${m}>%{ endfor }", encoding="utf-8")
        found = oncall.load(place)
        assert names(found) == ["<ana><ben>"]
        assert users(found.schedules["s"])[0] == 'data.pagerduty_user.all["ana"]'

    def test_files_of_a_folder(self, tmp_path: Path) -> None:
        """`fileset` finds the files below the folder that match, and none outside."""
        expression = 'join(" ", fileset(path.module, "{teams,x}/**/*.y?ml"))'
        place = folder(tmp_path, main=DECLARED + schedule(layer(expression)))
        for name in ("teams/a.yaml", "teams/deep/b.yaml", "teams/c.txt", "other/d.yaml"):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            (place / name).write_text("", encoding="utf-8")
        assert names(oncall.load(place)) == ["teams/a.yaml teams/deep/b.yaml"]

    @pytest.mark.parametrize("path", ["../secret", "link", "/etc/hostname", "sub/../../secret"])
    def test_files_outside_are_not_read(self, tmp_path: Path, path: str) -> None:
        """Neither by `..`, nor by a link, nor by an absolute path; with a root above both they are."""
        (tmp_path / "secret").write_text("s3cret", encoding="utf-8")
        place = folder(tmp_path / "infra", main=DECLARED + schedule(layer(f'file("{path}")')), sub__x="")
        (place / "link").symlink_to(tmp_path / "secret")
        found = oncall.load(place)
        assert names(found) == [""]
        assert any("only what is below is read" in each for each in warnings(found))
        assert "s3cret" not in str(found.warnings)
        if "etc" not in path:
            assert names(oncall.load(place, root=tmp_path)) == ["s3cret"]

    def test_modules_outside_are_named_and_read_below_a_root(self, tmp_path: Path) -> None:
        """A module in a folder beside the one that is loaded needs a root above both; the warning says so."""
        folder(tmp_path, modules__m__main=DECLARED)
        place = folder(tmp_path / "envs", main='module "m" {\n  source = "../modules/m"\n}\n')
        found = oncall.load(place)
        assert not found.users
        assert any("--root" in each for each in warnings(found))
        assert list(oncall.load(place, root=tmp_path).users) == ["module.m.pagerduty_user.a"]

    def test_linked_configuration_files_outside_are_not_read(self, tmp_path: Path) -> None:
        """A .tf file that is a link out of the folder is an error that names the way out."""
        (tmp_path / "common.tf").write_text(DECLARED, encoding="utf-8")
        place = folder(tmp_path / "infra", main="")
        (place / "common.tf").symlink_to(tmp_path / "common.tf")
        with pytest.raises(SourceError, match="--root"):
            oncall.load(place)
        assert list(oncall.load(place, root=tmp_path).users) == ["pagerduty_user.a"]

    @pytest.mark.parametrize(
        "locals_",
        [
            "x = range(1e12)",
            'x0 = "aaaaaaaaaa"\n'
            + "\n".join(f'x{n + 1} = "${{local.x{n}}}${{local.x{n}}}"' for n in range(60))
            + "\nx = local.x60",
            "x0 = [1, 1]\n"
            + "\n".join(f"x{n + 1} = [local.x{n}, local.x{n}]" for n in range(60))
            + "\nx = jsonencode(local.x60)",
            "x0 = [1, 1]\n"
            + "\n".join(f"x{n + 1} = concat(local.x{n}, local.x{n})" for n in range(60))
            + "\nx = local.x60",
            "x = [for a in range(1000) : [for b in range(1000) : [for c in range(1000) : a + b + c]]]",
            "x0 = 10\n" + "\n".join(f"x{n + 1} = local.x{n} * local.x{n}" for n in range(60)) + "\nx = local.x60",
            "x = pow(10, 1e9)",
            'x = format("%1000000000d", 5)',
            "x = " + "[" * 5000 + "]" * 5000,
            'x = regex("(a+)+$", "' + "a" * 5000 + '!")',
            "\n".join(f"x{n} = local.x{n + 1}" for n in range(5000)) + "\nx5000 = 1\nx = local.x0",
            "x = setproduct(range(1000), range(1000), range(1000))",
        ],
    )
    def test_growth_is_bounded(self, locals_: str) -> None:
        """Whatever is written in a few lines, there is an error soon, and it says where."""
        text = DECLARED + f"locals {{\n{locals_}\n}}\n" + schedule(layer('"l"', f"[for i in local.x : {USERS[1:-1]}]"))
        with pytest.raises(SourceError) as caught:
            terraform.loads(text, path="a.tf")
        assert all(problem.location for problem in caught.value.problems)

    def test_a_billion_laughs(self, tmp_path: Path) -> None:
        """A YAML file that doubles itself again and again is refused."""
        lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
        lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
        place = folder(tmp_path, main=DECLARED + schedule(layer('"l"', 'yamldecode(file("laughs.yaml")).a9')))
        (place / "laughs.yaml").write_text("\n".join(lines), encoding="utf-8")
        with pytest.raises(SourceError, match="yamldecode"):
            oncall.load(place)

    def test_a_large_file(self, tmp_path: Path) -> None:
        """A file of 50 MB is refused without reading all of it."""
        (tmp_path / "main.tf").write_bytes(b"# padding\n" * 5_000_000)
        with pytest.raises(SourceError, match="larger than"):
            oncall.load(tmp_path)


class TestLeftovers:
    """What old and odd configurations hold."""

    def test_quoted_types_and_references(self) -> None:
        """`type = "list"`, quoted references, and targets of type `schedule` and `user` are Terraform 0.11's."""
        text = 'variable "ids" {\n  type = "list"\n  default = ["${pagerduty_user.a.id}"]\n}\n'
        with pytest.raises(SourceError):
            terraform.loads(DECLARED + text.replace('"list"', '"lost"') + schedule(layer('"l"', "var.ids")))
        text = 'variable "ids" {\n  type = "list"\n}\n' + schedule(layer('"l"', '["${var.ids}"]'))
        found = terraform.loads(DECLARED + text, variables={"ids": ["P1", "P2"]})
        assert users(found.schedules["s"]) == ["P1", "P2"]

    def test_fences_marks_and_line_ends(self) -> None:
        """A Markdown fence around the whole, a byte order mark, CRLF and tabs change nothing."""
        plain = DECLARED + schedule(layer('"l"'))
        expected = terraform.loads(plain)
        for text in (f"```hcl\n{plain}```\n", f"\ufeff{plain}", plain.replace("\n", "\r\n"), plain.replace("  ", "\t")):
            assert terraform.loads(text) == expected
        assert (
            terraform.loads(f"```\n{plain}```", path="a.tf").users["a"].where
            == terraform.loads("\n" + plain, path="a.tf").users["a"].where
        )

    def test_a_block_of_no_type_is_told(self) -> None:
        """A misspelt type is an error, so that no schedule is lost; one that is not known is passed over aloud."""
        with pytest.raises(SourceError, match="there is no block type `resorce`; did you mean `resource`?"):
            terraform.loads(DECLARED + schedule(layer('"l"')).replace("resource", "resorce"))
        assert any("`frobnicate`" in each for each in warnings(terraform.loads(DECLARED + 'frobnicate "x" {}\n')))
        quiet = 'moved {\n  from = a.b\n  to = a.c\n}\nimport {\n  to = a.b\n  id = 1\n}\ncheck "x" {}\n'
        assert warnings(terraform.loads(DECLARED + quiet)) == []

    def test_other_resources_are_ignored_quietly(self) -> None:
        """What other providers and other resources of this one say is nobody's business here."""
        text = 'resource "aws_x" "y" {\n  z = file("none")\n}\nresource "pagerduty_team" "t" {\n  name = var.x\n}\n'
        text += 'provider "pagerduty" {\n  token = var.token\n}\nterraform {\n  backend "s3" {}\n}\n'
        assert terraform.loads(DECLARED + text + schedule(layer('"l"'))).warnings == ()

    def test_files_given_one_by_one_are_one_module(self, tmp_path: Path) -> None:
        """Users from one file, schedules from another."""
        place = folder(tmp_path, users=DECLARED, schedules=schedule(layer('"l"')))
        both = oncall.load(place / "schedules.tf", place / "users.tf")
        assert both.schedules["s"].users[0].name == "A"
        assert both.warnings == ()
        assert oncall.load(place / "schedules.tf").schedules["s"].users[0].name == "a"


@pytest.mark.skipif(os.name == "nt", reason="paths with a backslash")
def test_diagnostics_of_all_files_come_sorted(tmp_path: Path) -> None:
    """File, line, column, address, sentence, source line and caret; a syntax error hides no other mistake."""
    place = folder(
        tmp_path,
        b='resource "pagerduty_user" "u" {\n  name = [1 2]\n}\n',
        a=DECLARED + schedule(layer('"l"', "[]"), head="  nam = 1"),
    )
    with pytest.raises(SourceError) as caught:
        oncall.load(place)
    shown = str(caught.value)
    assert shown.startswith(f"{place / 'a.tf'}:8:3: pagerduty_schedule.s: the provider knows no argument `nam` here")
    assert f"{place / 'b.tf'}:2:13: " in shown
    assert [problem.path for problem in caught.value.problems] == sorted(
        problem.path for problem in caught.value.problems
    )


def test_the_example_of_a_platform_is_read_without_a_warning() -> None:
    """YAML, modules, optional layers: at 00:30 in Madrid, a lead has the night that team `search` gave up."""
    found = oncall.load(EXAMPLE)
    assert found.warnings == ()
    assert list(found.schedules) == [
        'module.rota["checkout"].pagerduty_schedule.this',
        'module.rota["search"].pagerduty_schedule.this',
    ]
    assert [[layer.name for layer in each.layers] for each in found.schedules.values()] == [
        ["Weeks"],
        ["Weeks", "Nights"],
    ]
    # Nights begin on Monday 6 January 2025 at 22:00; 65 turns later, an odd number, is Wednesday 12 March: Dave's.
    night = found.schedules["Search on call"].on_call("2025-03-12T23:30:00Z")
    assert night is not None
    assert night.name == "dave"
    policy = found.escalation_policies['team["checkout"]']
    assert [rule.escalation_delay_in_minutes for rule in policy.rules] == [5, 10, 15]
