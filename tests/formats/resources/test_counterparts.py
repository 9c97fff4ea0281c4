"""What only one of two configurations can tell, as two folders of Terraform show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats import terraform
from oncall.formats.resources.counterparts import counterparts

if TYPE_CHECKING:
    from oncall.model import Configuration

_USERS = """
variable "who" { type = list(string) }
variable "teams" { type = set(string) }
resource "pagerduty_user" "alice" {
  name  = "Alice"
  email = "alice@example.com"
}
"""
_ROTA = """
resource "pagerduty_schedule" "{label}" {{
  {extra}
  name      = "{label}"
  time_zone = "Etc/UTC"
  layer {{
    start                        = "2025-01-01T00:00:00Z"
    rotation_virtual_start       = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = 86400
    users                        = {users}
  }}
}}
resource "pagerduty_escalation_policy" "{label}" {{
  name = "{label}"
  rule {{
    escalation_delay_in_minutes = 5
    target {{
      type = "schedule_reference"
      id   = pagerduty_schedule.{target}.id
    }}
  }}
}}
resource "pagerduty_service" "{label}" {{
  name              = "{label}"
  escalation_policy = pagerduty_escalation_policy.{label}.id
}}
"""
ALICE = "[pagerduty_user.alice.id]"
SCHEDULE, POLICY = "pagerduty_schedule.", "pagerduty_escalation_policy."


def rota(label: str, users: str = ALICE, extra: str = "", target: str = "") -> str:
    """A schedule, the policy that leads to it, or to another one, and a service."""
    return _ROTA.format(label=label, users=users, extra=extra, target=target or label)


def read(*parts: str) -> Configuration:
    """The configuration that a text declares."""
    return terraform.loads("".join([_USERS, *parts]))


def ids(side: Configuration) -> set[str]:
    """Every schedule and policy of a side."""
    return {*side.schedules, *side.escalation_policies}


def test_what_is_known_stays() -> None:
    """Something that is added is added, and something that is removed is removed."""
    before, after = read(rota("a"), rota("b")), read(rota("b"), rota("c"))
    assert counterparts(before, after) == (before, after, ())


def test_what_is_not_known_after_is_not_removed() -> None:
    """Who takes turns in b is a variable without a value: b, its policy and its service are left out before, too."""
    before, after, left_out = counterparts(read(rota("a"), rota("b")), read(rota("a"), rota("b", "var.who")))
    assert ids(before) == ids(after) == {f"{SCHEDULE}a", f"{POLICY}a"}
    assert [*before.services] == ["pagerduty_service.a"]
    assert left_out == (f"{POLICY}b", f"{SCHEDULE}b")
    assert [each.address for each in before.warnings] == [f"{SCHEDULE}b", f"{POLICY}b"]
    assert all("what it is after the change is not known here" in each.message for each in before.warnings)


def test_what_is_not_known_before_is_not_added() -> None:
    """The other way round."""
    before, after, left_out = counterparts(read(rota("b", "var.who")), read(rota("a"), rota("b")))
    assert ids(before) == set()
    assert ids(after) == {f"{SCHEDULE}a", f"{POLICY}a"}
    assert left_out == (f"{POLICY}b", f"{SCHEDULE}b")


def test_a_policy_that_led_there() -> None:
    """Policy a leads to b before: that it leads elsewhere after cannot be shown without b."""
    before, after, left_out = counterparts(
        read(rota("a", target="b"), rota("b")), read(rota("a"), rota("b", "var.who"))
    )
    assert ids(before) == ids(after) == {f"{SCHEDULE}a"}
    assert left_out == (f"{POLICY}a", f"{POLICY}b", f"{SCHEDULE}b")


def test_instances_nobody_can_count() -> None:
    """Of a block with an unknown `for_each`, no instance is added or removed."""
    counted, uncounted = 'for_each = toset(["x", "y"])', "for_each = var.teams"
    sides = (
        rota("a", extra=each).partition('resource "pagerduty_escalation_policy"')[0] for each in (counted, uncounted)
    )
    before, after = map(read, sides)
    instances = {f'{SCHEDULE}a["x"]', f'{SCHEDULE}a["y"]'}
    assert {*before.schedules} == instances
    before, after, left_out = counterparts(before, after)
    assert ids(before) == ids(after) == set()
    assert {*left_out} == {*instances, f"{SCHEDULE}a"}


def test_a_module_that_cannot_be_read_may_be_anything() -> None:
    """Where there was none: a may have moved into it, and b is somewhere. If it was there before, a is removed."""
    module = 'module "teams" {\n  source = "registry/teams/pagerduty"\n}\n'
    before, after, left_out = counterparts(read(rota("a"), rota("b")), read(rota("b"), module))
    assert ids(before) == ids(after) == {f"{SCHEDULE}b", f"{POLICY}b"}
    assert left_out == ("module.teams", f"{POLICY}a", f"{SCHEDULE}a")
    before, after, left_out = counterparts(read(rota("a"), rota("b"), module), read(rota("b"), module))
    assert ids(before) == {f"{SCHEDULE}a", f"{POLICY}a", f"{SCHEDULE}b", f"{POLICY}b"}
