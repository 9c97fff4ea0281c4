"""Measuring: every contender once a round, and medians over the rounds.

Whatever else the machine does in a round slows all of them down, so a ratio is taken within each round, and the median
of these ratios is what is told. A contender that is done before 20 ms are over runs as often as fills them, and where
all are done soon, there are five times the rounds: short times are disturbed most.
"""

from __future__ import annotations

import gc
import tracemalloc
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import attrs

from tests.benchmarks.contenders import Comparison, Contender, disagreements

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_SECONDS = 0.02
SHORT_ROUND, MORE_ROUNDS = 0.5, 5


@attrs.frozen(kw_only=True)
class Figure:
    """What a contender took: seconds, or bytes. `ratio` is ours as a share of it; None for ours itself.

    `at_most` is the target: of a peer's figure for the ratio, of ours for the figure itself. `met`: None without one.
    """

    contender: str
    value: float
    ratio: float | None = None
    at_most: float | None = None

    @property
    def met(self) -> bool | None:
        """Whether the target is kept."""
        if self.at_most is None:
            return None
        return (self.value if self.ratio is None else self.ratio) <= self.at_most


@attrs.frozen(kw_only=True)
class Compared:
    """A comparison that was measured: a figure for each contender, ours first. Its input is not kept."""

    title: str
    unit: str
    figures: list[Figure]


def measured(comparison: Comparison, rounds: int, *, least_seconds: float = LEAST_SECONDS) -> Compared:
    """A figure for each contender.

    Raises:
        DisagreementError: they do not all give the same answers.
    """
    found = disagreements(comparison)
    if found:
        raise DisagreementError(found)
    if comparison.unit == "B":
        taken = [[peak_bytes(contender) for contender in comparison.contenders]]
    else:
        taken = interleaved(comparison.contenders, 1 if comparison.is_long else rounds, least_seconds=least_seconds)
    ours, *peers = zip(*taken, strict=True)
    figures = [Figure(contender=comparison.ours.name, value=median(ours), at_most=comparison.limit)]
    for contender, theirs in zip(comparison.peers, peers, strict=True):
        ratio = median(own / other for own, other in zip(ours, theirs, strict=True))
        figures.append(Figure(contender=contender.name, value=median(theirs), ratio=ratio, at_most=contender.at_most))
    return Compared(title=comparison.title, unit=comparison.unit, figures=figures)


class DisagreementError(Exception):
    """Contenders gave different answers, so that their times are not worth comparing."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


def interleaved(
    contenders: Sequence[Contender], rounds: int, *, least_seconds: float = LEAST_SECONDS
) -> list[list[float]]:
    """The seconds of each contender in each round, scaled; in a round each has its turn.

    One round is one run of each. Before several there are two that do not count: one in which whatever is worked out
    once is, and one that tells how often each is run.
    """
    repetitions = [1 for _ in contenders]
    if rounds > 1:
        once = [min(seconds(contender, 1), seconds(contender, 1)) for contender in contenders]
        repetitions = [
            1 if contender.is_prepared else max(1, round(least_seconds / taken))
            for contender, taken in zip(contenders, once, strict=True)
        ]
        expected = sum(taken * times for taken, times in zip(once, repetitions, strict=True))
        rounds *= MORE_ROUNDS if expected < SHORT_ROUND else 1
    return [
        [seconds(contender, times) * contender.scale for contender, times in zip(contenders, repetitions, strict=True)]
        for _ in range(rounds)
    ]


def seconds(contender: Contender, times: int) -> float:
    """The seconds of one run, the mean of so many in a row."""
    prepared, run = contender.prepare(), contender.run
    repetitions = range(times)
    gc.collect()
    begun = perf_counter()
    for _ in repetitions:
        run(prepared)
    return (perf_counter() - begun) / times


def peak_bytes(contender: Contender) -> float:
    """The most memory that Python holds at once during a run, on top of what was there before."""
    prepared = contender.prepare()
    gc.collect()
    tracemalloc.start()
    try:
        contender.run(prepared)
        return tracemalloc.get_traced_memory()[1] * contender.scale
    finally:
        tracemalloc.stop()
