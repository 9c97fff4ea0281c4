"""What a large page log costs to read and to attribute: `pytest tests/benchmarks/test_logs.py`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from oncall import (
    Configuration,
    EscalationPolicy,
    EscalationRule,
    Incident,
    PageLog,
    Schedule,
    User,
    attribute,
    load_log,
)
from oncall.analysis.figures import monthly_figures
from tests.benchmarks.repeating import thrice
from tests.checks.builders import layer, schedule

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_benchmark.fixture import BenchmarkFixture

COUNT = 100_000
PEOPLE = [User(f"pagerduty_user.u{number}", name=f"User {number}") for number in range(8)]


def incident(number: int) -> dict[str, Any]:
    """One of a hundred thousand over a year, every second one with a page."""
    minute, hour, day, month = number % 60, number // 60 % 24, number % 28 + 1, number % 12 + 1
    time = f"2025-{month:02}-{day:02}T{hour:02}:{minute:02}"
    assignee = {"id": f"P{number % 8}", "type": "user_reference", "summary": f"User {number % 8}"}
    return {
        "id": f"Q{number}",
        "type": "incident",
        "incident_number": number,
        "title": "down",
        "created_at": f"{time}:00Z",
        "status": "resolved",
        "resolved_at": f"{time}:59Z",
        "priority": {"id": "P1", "summary": "SEV-1"},
        "service": {"id": "PS", "summary": "Checkout"},
        "escalation_policy": {"id": "PE", "summary": "Checkout"},
        "assignments": [{"at": f"{time}:00Z", "assignee": assignee}] if number % 2 else [],
    }


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log as one JSON document."""
    found = tmp_path_factory.mktemp("log") / "incidents.json"
    found.write_text(json.dumps({"incidents": [incident(number) for number in range(COUNT)]}))
    return found


def rotas() -> tuple[Schedule, ...]:
    """Two weekly rotas of eight people."""
    return tuple(schedule(layer(*PEOPLE[shift:], *PEOPLE[:shift]), name=f"rota {shift}") for shift in (0, 4))


def configuration() -> Configuration:
    """A policy of two levels."""
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[rota]) for rota in rotas()]
    return Configuration(escalation_policies=[EscalationPolicy(name="Checkout", rules=rules)])


def test_load_log(benchmark: BenchmarkFixture, path: Path) -> None:
    """A hundred thousand incidents."""
    assert len(thrice(benchmark, lambda: load_log(path))) == COUNT


def test_json_alone(benchmark: BenchmarkFixture, path: Path) -> None:
    """What the standard library's parser takes of it."""
    assert thrice(benchmark, lambda: json.loads(path.read_text()))


def test_attribution(benchmark: BenchmarkFixture, path: Path) -> None:
    """Half of the incidents with a page, half of them with the model's, of which those before the rota have none."""
    log = load_log(path)
    found = thrice(benchmark, lambda: attribute(log, configuration()))
    assert len(found.pages) + len(found.unattributed) == COUNT


def test_figures(benchmark: BenchmarkFixture, path: Path) -> None:
    """Twelve months, with attribution."""
    log = load_log(path)
    assert len(thrice(benchmark, lambda: monthly_figures(log, configuration()))) == 12


def test_incidents_in_python(benchmark: BenchmarkFixture) -> None:
    """As many made from instants."""

    def made() -> PageLog:
        return PageLog(Incident(triggered_at=1_741_791_600 + number) for number in range(COUNT))

    assert len(thrice(benchmark, made)) == COUNT
