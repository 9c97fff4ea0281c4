"""People of one name, in different schedules of one configuration: each answer for people tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.running import answer, run

if TYPE_CHECKING:
    from pathlib import Path

WIDE = {"COLUMNS": "200"}  # so that no name is broken
AT = ("--at", "2026-12-25T03:00:00Z")
USER = 'resource "pagerduty_user" "{label}" {{\n  name  = "{name}"\n  email = "{label}@example.com"\n}}\n'
SCHEDULE = """
resource "pagerduty_schedule" "{label}" {{
  name      = "{label}"
  time_zone = "Etc/UTC"
  layer {{
    name                         = "always"
    start                        = "2025-01-06T09:00:00Z"
    rotation_virtual_start       = "2025-01-06T09:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.{user}.id]
  }}
}}
"""
POLICY = """
resource "pagerduty_escalation_policy" "shop" {
  name = "Shop"
  rule {
    escalation_delay_in_minutes = 10
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.first.id
    }
  }
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """Ann is on call in one schedule, which a policy pages, another Ann in a second one, Bob in a third."""
    users = ((label, name) for label, name in (("ann", "Ann"), ("ann_two", "Ann"), ("bob", "Bob")))
    schedules = (("first", "ann"), ("second", "ann_two"), ("third", "bob"))
    texts = (
        *(USER.format(label=label, name=name) for label, name in users),
        *(SCHEDULE.format(label=label, user=user) for label, user in schedules),
        POLICY,
    )
    (tmp_path / "main.tf").write_text("".join(texts))
    return str(tmp_path)


@pytest.mark.parametrize("command", ["who", "shifts", "explain", "report", "fairness"])
def test_both_have_their_ids(command: str, folder: str) -> None:
    """Where they are alone in a schedule too; Bob's name is his own."""
    told = run(command, folder, *AT, env=WIDE).stdout
    assert "Ann (pagerduty_user.ann)" in told
    assert "Ann (pagerduty_user.ann_two)" in told
    assert told.count("Ann") == told.count("Ann (pagerduty_user.ann")
    assert "Bob" in told
    assert "pagerduty_user.bob)" not in told


@pytest.mark.parametrize("more", [(), ("--until", "2027-01-01")])
def test_the_pages_of_an_incident(more: tuple[str, ...], folder: str) -> None:
    """And with whom it stays, and over a range of trigger times."""
    told = run("page", folder, *AT, *more, env=WIDE).stdout
    assert told.count("Ann") == told.count("Ann (pagerduty_user.ann)") == (1 if more else 2)


def test_one_persons_shifts(folder: str) -> None:
    """By id; the name means both."""
    told = run("shifts", folder, *AT, "--user", "ann_two", env=WIDE).stdout
    assert told.count("Ann") == told.count("Ann (pagerduty_user.ann_two)") == 3
    found = run("shifts", folder, *AT, "--user", "Ann")
    assert found.exit_code == 2
    assert "'Ann' names more than one user: pagerduty_user.ann, pagerduty_user.ann_two" in found.stderr


def test_a_log_replayed(folder: str, tmp_path: Path) -> None:
    """Nobody else of the name is paged by the policy, nor by the one that is proposed."""
    log = tmp_path / "log.csv"
    log.write_text("id,triggered_at\nP1,2026-12-25T03:00:00Z\n")
    asked = ("replay", folder, "--log", str(log), "--policy", "Shop")
    for more in [(), ("--proposed", folder)]:
        told = run(*asked, *more, env=WIDE).stdout
        assert told.count("Ann") == told.count("Ann (pagerduty_user.ann)") == 1


def test_plain_values_have_plain_names(folder: str) -> None:
    """Ids are beside them."""
    first, second, third = answer("who", folder, *AT)
    assert [each["on_call"]["name"] for each in (first, second, third)] == ["Ann", "Ann", "Bob"]
    (escalation,) = answer("page", folder, *AT)
    assert {page["name"] for page in escalation["pages"]} == {"Ann"}
