"""How often something comes back."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs

from oncall.chronology.words import duration, every

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
    longest_seconds: int | None = None
    """How many seconds of the wall clock the longest of them lasts. None: it has no length, or nobody knows."""

    @staticmethod
    def of(begins: Sequence[int], period: int) -> Recurrence | None:
        """How often something comes back that begins at these readings of each period, in order; None: never again.

        It is said of the shortest time after which all of them come back, whatever the period is that was looked at.

        Examples:
            >>> str(Recurrence.of([0, 604_800], 2 * 604_800))
            'every week'
            >>> str(Recurrence.of([0, 50_000, 604_800, 654_800], 2 * 604_800))
            '2 times every week'
        """
        if not begins:
            return None
        steps = [after - before for before, after in pairwise([*begins, begins[0] + period])]
        times = next(
            count
            for count in range(1, len(steps) + 1)
            if len(steps) % count == 0 and steps == steps[:count] * (len(steps) // count)
        )
        return Recurrence(times, sum(steps[:times]))

    @staticmethod
    def of_spans(spans: Sequence[tuple[int, int]], period: int) -> Recurrence | None:
        """How often something comes back that lasts over these readings of each period, in order; None: never again.

        Examples:
            >>> Recurrence.of_spans([(0, 14_400), (86_400, 136_800)], 604_800)
            Recurrence(times=2, seconds=604800, longest_seconds=50400)
        """
        found = Recurrence.of([start for start, _ in spans], period)
        return found and attrs.evolve(found, longest_seconds=max(end - start for start, end in spans))

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return attrs.asdict(self)

    def __str__(self) -> str:
        return every(self.seconds) if self.times == 1 else f"{self.times} times {every(self.seconds)}"


def again(recurs: Recurrence | None, first_seconds: int | None = None) -> str:
    """What follows in a sentence that tells the first of what comes back, which lasts for so many seconds.

    That some last longer is said too, for a reader would take the first one's length for that of all. None: it is not
    told how long the first one lasts.

    Examples:
        >>> again(Recurrence(7, 604_800, longest_seconds=50_400), 14_400)
        ', 7 times every week, for up to 14 hours'
        >>> again(None)
        ''
    """
    if recurs is None:
        return ""
    longest = recurs.longest_seconds
    lasting = "" if longest is None or longest <= (first_seconds or 0) else f", for up to {duration(longest)}"
    return f", {recurs}{lasting}"
