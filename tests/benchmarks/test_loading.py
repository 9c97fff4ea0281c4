"""What it costs to load Terraform, beside the parse alone: `pytest tests/benchmarks/test_loading.py`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import tree_sitter
import tree_sitter_hcl

from oncall.formats import terraform

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

TEAM = """
resource "pagerduty_user" "lead{n}" {
  name  = "Lead {n}"
  email = "lead{n}@example.com"
}

resource "pagerduty_schedule" "team{n}" {
  name      = "Team {n}"
  time_zone = "Europe/Madrid"

  layer {
    name                         = "weekly"
    start                        = "2025-01-06T09:00:00+01:00"
    rotation_virtual_start       = "2025-01-06T09:00:00+01:00"
    rotation_turn_length_seconds = 7 * 24 * 3600
    users                        = [pagerduty_user.lead{n}.id, data.pagerduty_user.deputy{n}.id]

    restriction {
      type              = "daily_restriction"
      start_time_of_day = "09:00:00"
      duration_seconds  = 8 * 3600
    }
  }
}

data "pagerduty_user" "deputy{n}" {
  email = "deputy{n}@example.com"
}

resource "pagerduty_escalation_policy" "team{n}" {
  name      = "Team {n} escalation"
  num_loops = 2

  rule {
    escalation_delay_in_minutes = 10
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.team{n}.id
    }
  }
}
"""
REPEATED = """
variable "teams" {
  default = %s
}

data "pagerduty_user" "all" {
  for_each = toset(flatten(values(var.teams)))
  email    = "${each.key}@example.com"
}

resource "pagerduty_schedule" "rota" {
  for_each  = var.teams
  name      = upper(each.key)
  time_zone = "Europe/Madrid"

  dynamic "layer" {
    for_each = ["day", "night"]
    content {
      name                         = layer.value
      start                        = "2025-01-06T09:00:00+01:00"
      rotation_virtual_start       = "2025-01-06T09:00:00+01:00"
      rotation_turn_length_seconds = 7 * 24 * 3600
      users                        = [for name in each.value : data.pagerduty_user.all[name].id]
    }
  }
}
"""


def teams(count: int) -> str:
    """A configuration of so many teams, written out."""
    return "".join(TEAM.replace("{n}", str(n)) for n in range(count))


SIZES = {"150 lines": teams(3), "50 kB": teams(42), "100 kB": teams(84), "200 kB": teams(168)}


def parse(text: bytes) -> object:
    """The parse alone."""
    return tree_sitter.Parser(tree_sitter.Language(tree_sitter_hcl.language())).parse(text)


@pytest.mark.benchmark(group="parse and load")
@pytest.mark.parametrize("size", SIZES)
def test_the_parse_alone(benchmark: BenchmarkFixture, size: str) -> None:
    """tree-sitter's tree, which nothing has looked at."""
    assert benchmark(parse, SIZES[size].encode())


@pytest.mark.benchmark(group="parse and load")
@pytest.mark.parametrize("size", SIZES)
def test_loading(benchmark: BenchmarkFixture, size: str) -> None:
    """The whole configuration from the text; it should cost at most five times the parse, and grow as the text does."""
    found = benchmark(terraform.loads, SIZES[size])
    assert len(found.schedules) == SIZES[size].count('"pagerduty_schedule"')


@pytest.mark.benchmark(group="repeated blocks")
def test_a_thousand_instances(benchmark: BenchmarkFixture) -> None:
    """A thousand schedules of one block, two dynamic layers each."""
    members = ", ".join(f't{n} = ["a{n}", "b{n}"]' for n in range(1000))
    text = REPEATED.replace("%s", f"{{ {members} }}")
    assert len(benchmark(terraform.loads, text).schedules) == 1000


def _user(n: int) -> dict[str, Any]:
    name = f"person{n}"
    values = {"id": f"U{n:05}", "name": name, "email": f"{name}@example.com", "time_zone": "Etc/UTC", "role": "user"}
    return _resource("pagerduty_user", name, values)


def _schedule(n: int, start: str) -> dict[str, Any]:
    layer = {
        "end": "",
        "restriction": [],
        "rotation_turn_length_seconds": 604_800,
        "rotation_virtual_start": "2025-01-06T09:00:00+01:00",
        "start": start,
        "users": [f"U{(4 * n + each) % 1200:05}" for each in range(8)],
    }
    layers = [layer | {"id": f"L{n}{name}", "name": name} for name in ("first", "second")]
    values = {"id": f"S{n:05}", "name": f"Team {n}", "time_zone": "Europe/Madrid", "layer": layers, "overflow": None}
    return _resource("pagerduty_schedule", f"team{n}", values)


def _policy(n: int) -> dict[str, Any]:
    target = {"id": f"S{n:05}", "type": "schedule_reference"}
    rule = {"id": f"R{n}", "escalation_delay_in_minutes": 10, "target": [target]}
    return _resource("pagerduty_escalation_policy", f"team{n}", {"id": f"P{n}", "name": f"Policy {n}", "rule": [rule]})


def _resource(type_: str, name: str, values: dict[str, Any]) -> dict[str, Any]:
    return {"address": f"{type_}.{name}", "mode": "managed", "type": type_, "name": name, "values": values}


def _resources(start: str) -> list[dict[str, Any]]:
    teams = range(300)
    return [*map(_policy, teams), *(_schedule(n, start) for n in teams), *map(_user, range(1200))]


def _plan() -> str:
    """A plan of 300 schedules that changes each, though not in who is on call."""
    before, after = _resources("2025-01-06T09:00:00+01:00"), _resources("2025-01-06T08:00:00Z")
    changes = [
        {key: value for key, value in new.items() if key != "values"}
        | {"change": {"actions": ["update"], "before": old["values"], "after": new["values"], "after_unknown": {}}}
        for old, new in zip(before, after, strict=True)
    ]
    written = [
        {
            **{key: each[key] for key in ("address", "mode", "type", "name")},
            "expressions": {
                "layer": [{"start": {"constant_value": layer["start"]}} for layer in each["values"].get("layer", [])]
            },
        }
        for each in after
    ]
    return json.dumps(
        {
            "format_version": "1.2",
            "planned_values": {"root_module": {"resources": after}},
            "resource_changes": changes,
            "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": before}}},
            "configuration": {"root_module": {"resources": written}},
        }
    )


def test_a_plan(benchmark: BenchmarkFixture) -> None:
    """Both sides of a plan of 300 schedules and 1,200 people, on one line as terraform writes it."""
    plan = benchmark(terraform.loads_plan, _plan())
    assert (len(plan.before.schedules), len(plan.after.schedules)) == (300, 300)
    assert (plan.silent_edits, plan.left_out, plan.warnings) == ((), (), ())
