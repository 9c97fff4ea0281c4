"""How fast a picture is drawn: `pytest tests/benchmarks/test_pictures.py`.

The schedule has 731 shifts a year, days by weeks and nights by nights, and two layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import oncall
from tests.benchmarks.inputs import DAY, NIGHTLY, SINCE, UNTIL

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

QUARTER = 91 * DAY


@pytest.mark.benchmark(group="a picture")
@pytest.mark.parametrize(
    "seconds", [QUARTER, UNTIL - SINCE, 10 * (UNTIL - SINCE)], ids=["quarter", "year", "ten years"]
)
def test_a_schedule(benchmark: BenchmarkFixture, seconds: int) -> None:
    """As SVG; the size goes with the result. A quarter has some 182 shifts."""
    svg = benchmark(NIGHTLY.to_svg, SINCE, SINCE + seconds)
    size = len(svg.encode())
    benchmark.extra_info["bytes"] = size
    assert svg.startswith("<svg")
    assert 15_000 < size <= 50_000


@pytest.mark.benchmark(group="a picture")
def test_fairness(benchmark: BenchmarkFixture) -> None:
    """The shares of eight people as SVG, once they are known."""
    found = oncall.fairness(NIGHTLY)
    assert benchmark(found.to_svg).startswith("<svg")
