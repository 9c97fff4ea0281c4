"""Terraform's JSON syntax says the same as its native one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import oncall
from oncall.errors import SourceError
from oncall.formats import terraform

if TYPE_CHECKING:
    from pathlib import Path

NATIVE = """
variable "people" {
  type    = list(string)
  default = ["ana", "ben"]
}
locals {
  week = 7 * 24 * 3600
}
data "pagerduty_user" "all" {
  for_each = toset(var.people)
  email    = "${each.key}@example.com"
}
resource "pagerduty_schedule" "s" {
  name      = "%{ if true }S%{ endif }"
  time_zone = "Etc/UTC"
  layer {
    name                         = "static"
    start                        = "2025-01-01T00:00:00Z"
    rotation_virtual_start       = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = local.week
    users                        = [for p in var.people : data.pagerduty_user.all[p].id]
    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 3600
    }
  }
  dynamic "layer" {
    for_each = ["x"]
    iterator = it
    content {
      name                         = it.value
      start                        = "2025-01-01T00:00:00Z"
      rotation_virtual_start       = "2025-01-01T00:00:00Z"
      rotation_turn_length_seconds = 3600
      users                        = ["P1"]
    }
  }
}
"""
TIMES = {"start": "2025-01-01T00:00:00Z", "rotation_virtual_start": "2025-01-01T00:00:00Z"}
STATIC = {
    "name": "static",
    **TIMES,
    "rotation_turn_length_seconds": "${local.week}",
    "users": "${[for p in var.people : data.pagerduty_user.all[p].id]}",
    "restriction": [{"type": "daily_restriction", "start_time_of_day": "09:00:00", "duration_seconds": 3600}],
}
DYNAMIC = {
    "for_each": ["x"],
    "iterator": "it",
    "content": {"name": "${it.value}", **TIMES, "rotation_turn_length_seconds": 3600, "users": ["P1"]},
}
SCHEDULE = {"name": "%{ if true }S%{ endif }", "time_zone": "Etc/UTC", "layer": [STATIC], "dynamic": {"layer": DYNAMIC}}
JSON = {
    "//": "a comment",
    "variable": {"people": {"type": "list(string)", "default": ["ana", "ben"]}},
    "locals": {"week": "${7 * 24 * 3600}"},
    "data": {"pagerduty_user": {"all": {"for_each": "${toset(var.people)}", "email": "${each.key}@example.com"}}},
    "resource": [{"pagerduty_schedule": {"s": SCHEDULE}}],
}


def test_both_syntaxes_say_the_same() -> None:
    """Blocks, dynamic ones, templates, types and comments come out as those of the native syntax."""
    native, ours = terraform.loads(NATIVE), terraform.loads(json.dumps(JSON), path="a.tf.json")
    assert ours == native
    assert [layer.name for layer in ours.schedules["s"].layers] == ["static", "x"]
    assert ours.warnings == native.warnings == ()


def test_a_repeated_block_is_two_blocks() -> None:
    """JSON keeps no order of equal keys, but Terraform reads both, and so do we."""
    first, second = (f'"pagerduty_user": {{"{name}": {{"name": "{name}", "email": "e"}}}}' for name in "ab")
    text = f'{{"resource": {{{first}, {second}}}}}'
    assert len(terraform.loads(text).users) == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('{\n"resource": {"pagerduty_user": {"a": {"name": "${"}}}}', 2, "no expression"),
        ('{\n"resource": {"pagerduty_user": {"a": 5}}}', 2, "an object is needed"),
        ('{"resource": {"pagerduty_user": {"a": {"name": "N",\n"name": "M"}}}}', 2, "`name` is set twice"),
        ('{"locals": {"a": [{"b": {"c": 1,\n"c": 1}}]}}', 2, "`c` is set twice"),
        ('{"variable": {"a": {"default": {"b": 1,\n"b": 2}}}}', 2, "`b` is set twice"),
        ('{"resource":\n', 2, "the text ends"),
    ],
)
def test_mistakes_have_their_place(text: str, line: int, words: str) -> None:
    """Each is told with its line and a sentence."""
    with pytest.raises(SourceError) as caught:
        terraform.loads(text, path="a.tf.json")
    (problem,) = caught.value.problems
    assert words in problem.message
    assert problem.location is not None
    assert problem.location.line == line


def in_json(folder: Path, document: str, expression: str, variables: str = "") -> str:
    """What `jsonencode` makes of an expression beside a `.tf.json` file, with `terraform.tfvars.json`."""
    (folder / "a.tf.json").write_text(document, encoding="utf-8")
    if variables:
        (folder / "terraform.tfvars.json").write_text(variables, encoding="utf-8")
    user = f'resource "pagerduty_user" "a" {{\n  name  = jsonencode({expression})\n  email = "a@example.com"\n}}\n'
    (folder / "b.tf").write_text(user, encoding="utf-8")
    return oncall.load(folder).users["a"].name


@pytest.mark.parametrize(
    ("document", "expression", "printed"),
    [
        # A default is taken as it is written, in its keys and elements too.
        ('{"variable": {"x": {"type": "string", "default": "${1+1} %{ if"}}}', "var.x", '"${1+1} %{ if"'),
        ('{"variable": {"x": {"default": {"${1+1}": ["$${a}"]}}}}', "var.x", '{"${1+1}":["$${a}"]}'),
        ('{"variable": {"x": {"type": "object({a=optional(number,3)})", "default": {}}}}', "var.x", '{"a":3}'),
        # A value elsewhere is a template, its keys too, and `//` is a comment in a block alone.
        ('{"locals": {"//": 1, "z": {"//": "c", "k": "$${a} ${1+1}"}}}', "local.z", '{"//":"c","k":"${a} 2"}'),
        ('{"locals": {"a": {"${\\"k\\"}": 1, "%{ if true }z%{ endif }": 2}}}', "local.a", '{"k":1,"z":2}'),
        ('{"locals": {"w": [true, false, null, 1.50, -2e3]}}', "local.w", "[true,false,null,1.5,-2000]"),
        ('{"terraform": {}, "provider": {"x": {}}, "locals": [{"a": 1}, {"b": "${local.a + 1}"}]}', "local.b", "2"),
    ],
)
def test_values_are_what_terraform_printed(tmp_path: Path, document: str, expression: str, printed: str) -> None:
    """As terraform 1.11.4 printed `jsonencode(...)` in its console."""
    assert in_json(tmp_path, document, expression) == printed


@pytest.mark.parametrize(
    ("variables", "printed"),
    [
        (
            '{"//": 1, "x": {"//": "${a}", "b": [1.50, true, null, {"c": "$${d}"}]}}',
            '{"//":"${a}","b":[1.5,true,null,{"c":"$${d}"}]}',
        ),
        ('{"x": null}', "null"),
        # The letter and its accent, two characters, are one in all of Terraform's strings.
        ('{"x": {"e\\u0301": "e\\u0301"}}', '{"\u00e9":"\u00e9"}'),
    ],
)
def test_given_values_are_no_templates(tmp_path: Path, variables: str, printed: str) -> None:
    """As terraform 1.11.4 printed `jsonencode(var.x)` in its console."""
    assert in_json(tmp_path, '{"variable": {"x": {}}}', "var.x", variables) == printed


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ('{"x": 1, "x": 2}', "`x` is set twice"),
        ('{"x": {"a": [{"b": 1, "b": 1}]}}', "`b` is set twice"),
        ('[{"x": 1}]', "an object is needed here, not array"),
        ('{"x": 1', "the text ends"),
    ],
)
def test_wrong_files_of_values_are_refused(tmp_path: Path, variables: str, words: str) -> None:
    """Terraform refuses each of them."""
    with pytest.raises(SourceError, match=words):
        in_json(tmp_path, '{"variable": {"x": {}}}', "var.x", variables)


def test_null_is_no_block() -> None:
    """A schedule whose `restriction` is null has none."""
    layer = {"name": "l", **TIMES, "rotation_turn_length_seconds": 3600, "users": ["P1"], "restriction": None}
    schedule = {"name": "s", "time_zone": "Etc/UTC", "layer": layer}
    text = json.dumps({"resource": {"pagerduty_schedule": {"s": schedule}}})
    assert terraform.loads(text, path="a.tf.json").schedules["s"].layers[0].restrictions == ()
