"""The page about the JSON of the command names whatever is in it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from oncall import EscalationPolicy, EscalationRule, Layer, Override, Schedule, User, WeeklyRestriction
from tests.cli.running import AT, CHECKOUT, FIXED, ROOT, answer, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (ROOT / "docs" / "reference" / "command-json.md").read_text(encoding="utf-8")
PLAN = str(ROOT / "tests" / "recordings" / "terraform" / "edit" / "plan.json")
LOG = [
    part
    for name in ("incidents.json", "log_entries.json", "notes.csv")
    for part in ("--log", str(ROOT / "examples" / "page-log" / name))
]


def keys(value: Any) -> Iterator[str]:
    """Every key of an answer, however deep, but the severities, which are the log's own words."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield key
            yield from keys(held) if key != "by_severity" else ()
    elif isinstance(value, list):
        for held in value:
            yield from keys(held)


@pytest.mark.parametrize(
    "arguments",
    [
        ("page", CHECKOUT, "--at", AT),
        ("page", CHECKOUT, "--since", AT),
        ("explain", CHECKOUT, "--at", AT),
        ("explain", CHECKOUT, "--at", AT, "--service", "checkout", "--acknowledged-after", "12m"),
        ("replay", CHECKOUT, *LOG),
        ("replay", CHECKOUT, *LOG[2:], "--proposed", FIXED),
        ("figures", CHECKOUT, *LOG),
        ("check", CHECKOUT, "--at", AT),
        ("plan", PLAN, "--applied-at", AT, "--holidays", "2025-03-17"),
        ("diff", CHECKOUT, FIXED, "--applied-at", AT),
    ],
    ids=" ".join,
)
def test_every_key_is_described(arguments: tuple[str, ...]) -> None:
    """Whoever reads a key in an answer finds it on the page."""
    assert {key for key in keys(answer(*arguments)) if f"`{key}`" not in PAGE} == set()


def test_every_key_about_calendars_is_described(tmp_path: Path) -> None:
    """Those of the files that are written, too."""
    found = answer("ics", CHECKOUT, "--at", AT, "--out", str(tmp_path))
    assert {key for key in keys(found) if f"`{key}`" not in PAGE.partition("## `ics`")[2]} == set()


def test_every_key_of_rarer_explanations_is_described() -> None:
    """An override, weekly restrictions, and a level whose targets take turns."""
    user = User("ann")
    layer = Layer(
        start=0,
        rotation_virtual_start=0,
        rotation_turn_length_seconds=604_800,
        users=[user],
        restrictions=[
            WeeklyRestriction(start_day_of_week=1, start_time_of_day="09:00:00", duration_seconds=3600),
            WeeklyRestriction(start_day_of_week=2, start_time_of_day="09:00:00", duration_seconds=3600),
        ],
    )
    override = Override(user=user, start="2025-03-12T00:00Z", end="2025-03-13T00:00Z")
    rota = Schedule(name="rota", time_zone="Etc/UTC", layers=[layer], overrides=[override])
    ring = EscalationRule(
        escalation_delay_in_minutes=5, targets=[rota, user], escalation_rule_assignment_strategy="round_robin"
    )
    found = EscalationPolicy(name="ring", rules=[ring]).explain(AT).to_dict()
    assert {key for key in keys(found) if f"`{key}`" not in PAGE} == set()


def test_the_example_is_what_the_command_writes() -> None:
    """The JSON on the page is the answer to the command above it, from the top of the checkout."""
    command, text = (PAGE.split(f"```{kind}\n")[1].split("```")[0] for kind in ("sh", "json"))
    oncall, name, path, *options = command.split()
    assert oncall == "oncall"
    assert json.loads(run(name, str(ROOT / path), *options).stdout) == json.loads(text)
