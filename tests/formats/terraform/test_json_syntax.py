"""Terraform's JSON syntax says the same as its native one."""

from __future__ import annotations

import json

import pytest

from oncall.errors import SourceError
from oncall.formats import terraform

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
