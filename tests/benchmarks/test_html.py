"""The page of a report, of a hundred schedules: `pytest tests/benchmarks/test_html.py`.

The promise is that the page of twice as many schedules takes about twice as long.
"""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

from oncall.views.html import report_page
from tests.benchmarks.repeating import thrice
from tests.benchmarks.test_checks import company
from tests.views.html.overviews import overview

if TYPE_CHECKING:
    from pytest_benchmark.fixture import BenchmarkFixture

    from oncall.views.answers import Overview


def picture(schedules: int) -> Overview:
    """So many schedules over four weeks, a policy for each four, and everything found about them."""
    return overview(company(schedules, schedules // 4))


def test_a_hundred_schedules(benchmark: BenchmarkFixture) -> None:
    """3.7 MB, of which two thirds are pictures: 2.4 s on the machine where this was written."""
    whole = picture(100)
    page = thrice(benchmark, lambda: report_page(whole))
    assert page.count("<article") >= 100 + 25 + 100
    benchmark.extra_info["megabytes"] = len(page) / 1e6


def test_it_is_linear(benchmark: BenchmarkFixture) -> None:
    """Eighty schedules take no more than three times as long as forty, each the best of three."""
    few, many = picture(40), picture(80)
    short, long = (min(seconds(each) for _ in range(3)) for each in (few, many))
    benchmark.extra_info["ratio"] = long / short
    thrice(benchmark, lambda: report_page(few))
    assert long < 3 * short


def seconds(whole: Overview) -> float:
    """How long the page takes."""
    begun = perf_counter()
    report_page(whole)
    return perf_counter() - begun
