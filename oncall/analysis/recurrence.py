"""Recurrence: how often something comes back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from oncall.chronology.words import every

if TYPE_CHECKING:
    from collections.abc import Sequence


@attrs.frozen
class Recurrence:
    """Something that comes back so many `times` within every `seconds` of the wall clock.

    Examples:
        >>> str(Recurrence(1, 604_800)), str(Recurrence(4, 20 * 604_800))
        ('every week', '4 times every 20 weeks')
    """

    times: int
    """How often it comes."""
    seconds: int
    """Within how many seconds of the wall clock."""

    @staticmethod
    def of(begins: Sequence[int], period: int) -> Recurrence | None:
        """How often something comes back that begins at these readings of each period, in order; None: never again.

        If they lie equally far apart, also from one period to the next, it comes back once in that distance.

        Examples:
            >>> str(Recurrence.of([0, 604_800], 2 * 604_800))
            'every week'
        """
        if not begins:
            return None
        steps = {after - before for before, after in pairwise([*begins, begins[0] + period])}
        return Recurrence(1, steps.pop()) if len(steps) == 1 else Recurrence(len(begins), period)

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {"times": self.times, "seconds": self.seconds}

    def __str__(self) -> str:
        return every(self.seconds) if self.times == 1 else f"{self.times} times {every(self.seconds)}"
