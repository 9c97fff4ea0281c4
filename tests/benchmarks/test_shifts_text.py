"""The shifts of many schedules as the lines of `oncall shifts`: `pytest tests/benchmarks/test_shifts_text.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.views.answers import Rota
from oncall.views.text import Canvas, shifts_text
from tests.benchmarks.inputs import SINCE, UNTIL, different, schedule_of
from tests.benchmarks.repeating import thrice

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture


def test_a_year_of_a_hundred_schedules(benchmark: BenchmarkFixture) -> None:
    """73,000 shifts, each a line: 1.2 s on the machine where this was written, and 23 s with the tables of rich."""
    rotas = [Rota.of(schedule_of(rota), SINCE, UNTIL) for rota in different(100)]
    text = thrice(benchmark, lambda: shifts_text(rotas, Canvas()))
    # Above the shifts stand the name and the titles, and between two tables there is an empty line.
    assert len(text.splitlines()) == sum(len(rota.timeline) + 2 for rota in rotas) + 99
