"""People of one name have their ids wherever they could be taken for each other, and nobody else has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import oncall
from oncall import EscalationPolicy, EscalationRule, Incident, Schedule, User
from oncall.chronology.instants import to_seconds
from oncall.views.answers import Shares
from oncall.views.fairness import shares_text
from oncall.views.people import Roster
from oncall.views.picture import picture
from oncall.views.replays import answers_text
from oncall.views.roll import Roll
from oncall.views.text import Canvas
from oncall.views.watch import watch
from tests.cli.running import run
from tests.views.pictures.reading import Drawing
from tests.views.rotas import BOB, weekly

if TYPE_CHECKING:
    from pathlib import Path

    from oncall import Fairness

ANN, OTHER = User("ann", name="Ann"), User("ann2", name="Ann")
SINCE, UNTIL = "2025-01-01T00:00:00-05:00", "2025-01-22T00:00:00-05:00"
NAMES = ["Ann (ann)", "Ann (ann2)", "Bob"]
CANVAS = Canvas(width=80)


@pytest.fixture
def rota() -> Schedule:
    """A week each of two people of one name, and of bob."""
    return Schedule(name="rota", time_zone="America/New_York", layers=[weekly(ANN, OTHER, BOB)])


@pytest.fixture
def shared(rota: Schedule) -> Fairness:
    """How these weeks are shared; the second Ann works half of the time."""
    return oncall.fairness(rota, SINCE, UNTIL, weights={OTHER: 0.5})


def through(*targets: Schedule | User) -> EscalationPolicy:
    """A rule for each target, ten minutes one after the other."""
    rules = [EscalationRule(escalation_delay_in_minutes=10, targets=[target]) for target in targets]
    return EscalationPolicy(name="policy", rules=rules)


def test_a_roster_calls_nobody_by_the_name_of_two() -> None:
    """Neither in a legend nor in a bar; of somebody else alone with a name nothing changes."""
    roster = Roster([ANN, OTHER, BOB])
    assert [roster[user].full_name for user in roster] == NAMES
    assert [roster[user].names for user in roster] == [("Ann (ann)",), ("Ann (ann2)",), ("Bob",)]
    assert [roster[user].symbol for user in roster] == ["A", "N", "B"]


def test_the_tooltips_of_long_names_differ() -> None:
    """Of two names of a hundred letters that differ in the middle alone, too: in sixty letters each."""
    users = [User(str(place), name=f"{'a' * 50}{place}{'b' * 50}") for place in range(2)]
    roster = Roster(users)
    briefs = [roster[user].brief for user in users]
    assert briefs[0] != briefs[1]
    assert max(map(len, briefs)) <= 60


def test_fairness_as_text(rota: Schedule, shared: Fairness) -> None:
    """In `str()` and in the table of the command, and in the line of who is off."""
    lines = str(shared).splitlines()[4:7]
    assert [line.partition("  ")[0] for line in lines] == ["Ann (ann)", "Ann (ann2) (0.5)", "Bob"]
    text = shares_text([Shares(schedule=rota, fairness=shared)], CANVAS)
    assert "Ann (ann2) (0.5)  " in text
    # Of the 504 hours of three weeks 201.6 are the share of a full weight, and 100.8 of a half; each has 168.
    assert "hours: Ann (ann2) +67.2, Ann (ann) -33.6, Bob -33.6\n" in text


def test_the_picture_in_a_terminal(rota: Schedule) -> None:
    """In the legend."""
    drawn = picture(rota, SINCE, UNTIL, Roster(rota.users), width=80, color=False)
    legend = drawn.plain.splitlines()[-1]
    assert [" ".join(entry.split()[1:]) for entry in legend.strip().split("   ")][:3] == NAMES


def test_who_is_on_call_in_words(rota: Schedule) -> None:
    """Each has a line."""
    found = Roll.of(rota, to_seconds(SINCE), to_seconds(UNTIL))
    assert [line.strip().partition(":")[0] for line in str(found).splitlines()[2:]] == NAMES


def test_who_is_on_call_now(rota: Schedule) -> None:
    """And who is next: the second Ann has the second week."""
    lines = str(watch(rota, SINCE)).splitlines()[1:]
    assert [line.split(",")[0] for line in lines] == ["  now   Ann (ann)", "  next  Ann (ann2)"]


def test_svg(rota: Schedule, shared: Fairness) -> None:
    """In the legend, in what is told, and in every tooltip."""
    drawing = Drawing.of(rota.to_svg(SINCE, UNTIL))
    assert {*NAMES} <= {*drawing.texts}
    assert "Ann" not in drawing.texts
    assert not any(title.startswith("Ann,") for title in drawing.titles)
    assert any(title.startswith("Ann (ann2), Wed 2025-01-08") for title in drawing.titles)
    bars = Drawing.of(shared.to_svg())
    assert {"Ann (ann)", "Ann (ann2) (0.5)", "Bob"} <= {*bars.texts}
    assert any(title.startswith("Ann (ann2) (0.5): 168 hours") for title in bars.titles)


def test_a_notebook(rota: Schedule, shared: Fairness) -> None:
    """In the tables below the pictures."""
    for html in (rota._repr_html_(), rota.shifts(SINCE, UNTIL)._repr_html_(), shared._repr_html_()):
        assert html is not None
        assert "<bdi>Ann (ann" in html
        assert "<bdi>Ann</bdi>" not in html


TERRAFORM = """
resource "pagerduty_user" "ann" {
  name  = "Ann"
  email = "ann@example.com"
}

resource "pagerduty_user" "other" {
  name  = "Ann"
  email = "other@example.com"
}

resource "pagerduty_schedule" "rota" {
  name      = "rota"
  time_zone = "Etc/UTC"

  layer {
    name                         = "weekly"
    start                        = "2025-01-01T00:00:00Z"
    rotation_virtual_start       = "2025-01-01T00:00:00Z"
    rotation_turn_length_seconds = 604800
    users                        = [pagerduty_user.ann.id, pagerduty_user.other.id]
  }
}

resource "pagerduty_escalation_policy" "rota" {
  name = "rota"

  rule {
    escalation_delay_in_minutes = 10
    target {
      type = "schedule_reference"
      id   = pagerduty_schedule.rota.id
    }
  }

  rule {
    escalation_delay_in_minutes = 10
    target {
      type = "user_reference"
      id   = pagerduty_user.ann.id
    }
    target {
      type = "user_reference"
      id   = pagerduty_user.other.id
    }
  }
}
"""
FULL = ("Ann (pagerduty_user.ann)", "Ann (pagerduty_user.other)")


def test_the_commands(tmp_path: Path) -> None:
    """In the tables of shifts, of pages and of hours, in the sentence about who has an incident, and on the page."""
    (tmp_path / "rota.tf").write_text(TERRAFORM)
    page = tmp_path / "page.html"
    at = ("--at", "2025-01-08T12:00:00Z")
    commands = [
        ("shifts", str(tmp_path), "--since", "2025-01-01", "--until", "2025-01-15"),
        ("page", str(tmp_path), *at),
        ("report", str(tmp_path), *at, "--html", str(page)),
        ("fairness", str(tmp_path)),
    ]
    for command, *arguments in commands:
        found = run(command, *arguments, env={"COLUMNS": "160"}).stdout
        assert all(name in found for name in FULL), command
    ending = "the incident stays with Ann (pagerduty_user.ann) and Ann (pagerduty_user.other)."
    assert ending in " ".join(run("page", str(tmp_path), *at, env={"COLUMNS": "160"}).stdout.split())
    text = page.read_text(encoding="utf-8")
    assert all(f"<bdi>{name}</bdi>" in text for name in FULL)


def test_notebooks_of_pages(rota: Schedule) -> None:
    """Whom a policy pages, and who stands ready."""
    policy = through(rota, OTHER)
    for html in (policy.pages(SINCE)._repr_html_(), policy.on_call(SINCE)._repr_html_()):
        assert "<bdi>Ann (ann)</bdi>" in html
        assert "<bdi>Ann (ann2)</bdi>" in html


def test_replays() -> None:
    """In the table of everybody, of one replay and of a comparison, and in what goes otherwise."""
    log = [Incident(triggered_at=SINCE)]
    before, after = (oncall.replay(through(*targets), log) for targets in ((ANN, OTHER), (OTHER, ANN)))
    tables = [answers_text([answer], CANVAS).splitlines() for answer in (before, before.compared_with(after))]
    for lines in tables:
        assert {line.partition("  ")[0] for line in lines if line.startswith("Ann")} == {"Ann (ann)", "Ann (ann2)"}
    assert any(line.endswith("+0 Ann (ann), +10 Ann (ann2)") for line in tables[1])


def test_an_explanation_of_a_policy_in_a_notebook(rota: Schedule) -> None:
    """One Ann is paged by name, the other as she is on call."""
    shown = through(rota, ANN).explain("2025-01-08T12:00:00-05:00")._repr_html_()
    assert "Ann (ann2), on call in rota" in shown
    assert "Ann (ann), by name" in shown
