"""How often pytest-benchmark runs what takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytest_benchmark.fixture import BenchmarkFixture

T = TypeVar("T")


def thrice(benchmark: BenchmarkFixture, action: Callable[[], T]) -> T:
    """What the action gives; it takes long enough for three rounds to tell."""
    result: T = benchmark.pedantic(action, rounds=3)  # type: ignore[no-untyped-call]
    return result
