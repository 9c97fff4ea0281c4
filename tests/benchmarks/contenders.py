"""What is compared: contenders that answer the same question, and what is promised of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

import attrs

if TYPE_CHECKING:
    from collections.abc import Callable

OURS = "oncall"


def _nothing() -> None:
    return None


@attrs.frozen(kw_only=True)
class Contender:
    """One way to answer.

    `run` is what is timed, and gets what `prepare` made for it just before, outside of the timing. `answers` is not
    timed: it gives what everybody has to agree on; None: there is nothing to compare, as for an interpreter that only
    starts. A figure is the time of one run times `scale`: less than 1 where a run answers many questions of which the
    figure is of one, more than 1 where a run answers the first part of what ours does. `at_most` is the target of ours,
    as a share of this contender's time.
    """

    name: str
    run: Callable[[Any], object]
    prepare: Callable[[], object] = _nothing
    answers: Callable[[], object] | None = None
    scale: float = 1
    at_most: float | None = None

    @property
    def is_prepared(self) -> bool:
        """Whether each run needs something made anew."""
        return self.prepare is not _nothing


@attrs.frozen(kw_only=True)
class Comparison:
    """Ours beside its peers, on one input. `limit` is the target of ours in seconds, whatever the peers take.

    `is_long`: one round has to do. `unit` is what the figures are: seconds, or the bytes at the peak.
    """

    title: str
    ours: Contender
    peers: tuple[Contender, ...] = ()
    limit: float | None = None
    unit: Literal["s", "B"] = "s"
    is_long: bool = False

    @property
    def contenders(self) -> tuple[Contender, ...]:
        """All of them, ours first."""
        return (self.ours, *self.peers)


def disagreements(comparison: Comparison) -> list[str]:
    """A sentence for each peer that answers differently than ours does; none: all agree."""
    asked = [contender for contender in comparison.contenders if contender.answers is not None]
    if not asked:
        return []
    first, *others = asked
    assert first.answers is not None
    expected = first.answers()
    found: list[str] = []
    for contender in others:
        assert contender.answers is not None
        sentence = difference(expected, contender.answers(), of_part=contender.scale > first.scale)
        if sentence:
            found.append(f"{first.name} and {contender.name} differ: {sentence}")
    return found


def difference(one: object, other: object, *, of_part: bool = False) -> str | None:
    """How two answers differ; None: they do not. `of_part`: the other one may end before the first does."""
    if not isinstance(one, list) or not isinstance(other, list):
        return None if one == other else f"{one!r} against {other!r}"
    part = one[: len(other)] if of_part else one
    if part == other:
        return None
    if len(part) != len(other):
        return f"{len(part)} answers against {len(other)}"
    places = [place for place, pair in enumerate(zip(part, other, strict=True)) if pair[0] != pair[1]]
    first = places[0]
    return f"in {len(places)} of {len(part)} answers, first in number {first}: {part[first]!r} against {other[first]!r}"
