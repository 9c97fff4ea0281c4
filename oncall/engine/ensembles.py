"""Ensembles: what several stacks show at once."""

from __future__ import annotations

from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.chronology.zones import EARLIEST
from oncall.engine.lanes import NOBODY, Lane
from oncall.engine.stack import FOREVER, WALL_CLOCK

if TYPE_CHECKING:
    from oncall.chronology.zones import Zone
    from oncall.engine.stack import Stack

Chord: TypeAlias = "tuple[int, ...]"
"""Whom each stack of an ensemble has on call at one instant: their number, or `NOBODY`."""


@attrs.frozen
class Ensemble:
    """Several stacks looked at together: a place is the number of a chord, all that they show at one instant.

    `people[i][place]` is the number of the person who holds a place of stack i; the last entry is `NOBODY`'s.
    `begun` is an instant before the first start at which to begin, if that is asked for. `chords` are those that were
    met in the lanes made so far, by number; the ensemble and its pattern share them.
    """

    stacks: tuple[Stack, ...]
    people: tuple[tuple[int, ...], ...]
    begun: int | None = None
    chords: list[Chord] = attrs.field(factory=list["Chord"], eq=False, repr=False)
    _numbers: dict[Chord, int] = attrs.field(factory=dict["Chord", int], eq=False, repr=False)

    @property
    def parts(self) -> tuple[Stack, ...]:
        """The stacks."""
        return self.stacks

    @property
    def begins(self) -> int:
        """Where to begin: before this instant nobody is on call in any of them."""
        return self.begun if self.begun is not None else min((each.begins for each in self.stacks), default=FOREVER)

    @property
    def settled(self) -> int:
        """From this instant on nothing starts or ends in any of them."""
        return max((stack.settled for stack in self.stacks), default=EARLIEST)

    @cached_property
    def lasting(self) -> tuple[Stack, ...]:
        """The patterns of the stacks of which anything lasts for ever."""
        return tuple(pattern for stack in self.stacks if (pattern := stack.pattern) is not None)

    @cached_property
    def changing(self) -> tuple[Stack, ...]:
        """The stacks that still change when they have settled."""
        lasting = [(stack, stack.pattern) for stack in self.stacks]
        return tuple(stack for stack, pattern in lasting if pattern is not None and not _is_steady(pattern))

    @property
    def has_one_clock(self) -> bool:
        """Whether all that still changes in the end does so in one zone; if not, there is no common period."""
        return len({stack.zone.name for stack in self.changing}) <= 1

    @property
    def zone(self) -> Zone:
        """The zone of the stacks that change in the end; if none does, a clock that is never changed will do."""
        return self.changing[0].zone if self.changing else WALL_CLOCK

    @property
    def period(self) -> int:
        """After how many seconds of the wall clock all of them repeat together."""
        return lcm(*(stack.period for stack in self.lasting))

    @property
    def pattern(self) -> Ensemble | None:
        """What lasts for ever, on a clock that is never changed; None: nothing does, or they are on several clocks."""
        if not self.lasting or not self.has_one_clock:
            return None
        silent = (attrs.evolve(stack, zone=WALL_CLOCK, tracks=(), claims=()) for stack in self.stacks)
        stacks = tuple(stack.pattern or nothing for stack, nothing in zip(self.stacks, silent, strict=True))
        return Ensemble(stacks, self.people, self.begun, self.chords, self._numbers)

    def pieces_within(self, since: int, until: int) -> int:
        """About how many pieces `lane` would have to look at."""
        return sum(stack.pieces_within(since, until) for stack in self.stacks)

    def lane(self, since: int, until: int) -> Lane:
        """The numbers of the chords over `[since, until)`; linear in the pieces of all stacks."""
        changes: list[tuple[int, int, int]] = []
        for number, (stack, people) in enumerate(zip(self.stacks, self.people, strict=True)):
            lane = stack.lane(since, until)
            changes += [(start, number, people[place]) for start, place in zip(lane.starts, lane.places, strict=True)]
        changes.sort()
        return self._merged(changes, until)

    def _merged(self, changes: list[tuple[int, int, int]], until: int) -> Lane:
        """The lane of changes in order, each with the stack that changes and the person who is on call from then on."""
        here, place, known = [NOBODY] * len(self.stacks), NOBODY, self._numbers
        starts: list[int] = []
        places: list[int] = []
        for (start, number, person), (following, _, _) in zip(changes, [*changes[1:], (until, 0, 0)], strict=True):
            here[number] = person
            if following != start:
                chord = tuple(here)
                found = known.get(chord)
                if found is None:
                    found = known[chord] = len(self.chords)
                    self.chords.append(chord)
                if found != place:
                    place = found
                    starts.append(start)
                    places.append(place)
        return Lane(starts, places, until)


def presence(stack: Stack) -> Stack:
    """A stack that asks only whether anybody is on call: each layer has one place, so no turn is a change.

    Layers without windows that never end come last: where there is one, nothing else matters in the end.
    """
    placed = [attrs.evolve(track, places=1, first_place=number) for number, track in enumerate(stack.tracks)]
    tracks = tuple(sorted(placed, key=lambda track: track.windows is None and track.start < track.end == FOREVER))
    return attrs.evolve(stack, tracks=tracks, owners=(0,) * (len(tracks) + len(stack.claims)))


def _is_steady(pattern: Stack) -> bool:
    """Whether a pattern is one person's for ever, because the last layer is open at all hours."""
    return pattern.tracks[-1].windows is None and pattern.tracks[-1].places == 1
