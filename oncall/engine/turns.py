"""Rotation arithmetic: which turn is current, and when each turn begins."""

from __future__ import annotations

from itertools import accumulate
from operator import lt
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.zones import DAY
from oncall.engine.lanes import Lane

if TYPE_CHECKING:
    from oncall.chronology.zones import Zone


def _origin(rotation: Rotation) -> int:
    return rotation.zone.reading_of(rotation.virtual_start)


@attrs.frozen
class Rotation:
    """Turns of `seconds` each on the wall clock of `zone`; turn 0 begins at the instant `virtual_start`.

    Turn k begins when the clock shows what it showed at the virtual start, plus k turns; k may be negative. The current
    turn at t is the largest k whose beginning is at or before t. So a hand-off keeps its local time over clock changes,
    and a turn never comes back: not when an autumn night repeats its hand-off, and not when a day is missing and
    several turns would begin at once (then the last of them does).
    """

    zone: Zone
    virtual_start: int
    seconds: int
    origin: int = attrs.field(init=False, eq=False, default=attrs.Factory(_origin, takes_self=True))
    """The reading of the virtual start."""

    def start_of(self, turn: int) -> int:
        """The instant at which `turn` begins."""
        return self.zone.instant_of(self.origin + turn * self.seconds)

    def turn_at(self, instant: int) -> int:
        """The turn that is current at `instant`."""
        reading = self.zone.settled_reading(instant)
        if reading is not None:
            return (reading - self.origin) // self.seconds
        # Shortly after a clock change the reading alone does not tell; the definition does. A clock is never moved by
        # more than a day, so only the turns of a day before and after the reading come into question.
        reading = self.zone.reading_of(instant)
        turn = (reading + DAY - self.origin) // self.seconds
        while self.start_of(turn) > instant:
            turn -= 1
        return turn

    def end_of(self, turn: int) -> int:
        """The instant from which a later turn than `turn` is current: the next one, or one that overtakes it."""
        after = self.origin + (turn + 1) * self.seconds
        # A clock is never moved by more than a day: readings two days later than another are later instants too.
        return min(self.zone.instants_of(range(after, after + 2 * DAY, self.seconds)))

    def lane(self, since: int, until: int, places: int) -> Lane:
        """The turns of `[since, until)`, each as its number modulo `places`."""
        if places == 1:
            return Lane([since], [0], until)
        first = self.turn_at(since)
        after = self.origin + (first + 1) * self.seconds
        starts = self.zone.instants_of(range(after, self.zone.reading_of(until) + DAY, self.seconds))
        turns = list(range(first + 1, first + 1 + len(starts)))
        if not all(map(lt, starts, starts[1:])):
            starts, turns = _without_overtaken(starts, turns)
        while starts and starts[-1] >= until:
            starts.pop()
        return Lane([since, *starts], [turn % places for turn in (first, *turns[: len(starts)])], until)


def _without_overtaken(starts: list[int], turns: list[int]) -> tuple[list[int], list[int]]:
    """Without the turns that would begin at or after a later turn: those are over before they begin."""
    soonest = [*accumulate(reversed(starts), min)][::-1]
    later = [*soonest[1:], starts[-1] + 1]
    kept = [index for index, start in enumerate(starts) if start < later[index]]
    return [starts[index] for index in kept], [turns[index] for index in kept]
