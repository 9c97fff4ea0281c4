"""From the names of a schedule to the numbers of the engine, and back."""

from __future__ import annotations

from functools import cached_property
from itertools import compress
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import written_seconds
from oncall.chronology.zones import Zone
from oncall.engine.lanes import NOBODY
from oncall.engine.lookups import Lookup, lookup
from oncall.engine.stack import FOREVER, Stack, Track
from oncall.engine.turns import Rotation
from oncall.engine.windows import windows
from oncall.model.columns import Columns

if TYPE_CHECKING:
    from oncall.engine.lanes import Runs
    from oncall.model.layers import Layer
    from oncall.model.schedules import Schedule
    from oncall.model.users import User

OVERRIDE = "override"
"""The source of a shift, or of a part of one, that came from an override."""


@attrs.frozen
class Compiled:
    """A schedule as the engine sees it, and who and what its numbers stand for."""

    stack: Stack
    people: tuple[User, ...]
    """By person number."""
    holders: tuple[User | None, ...]
    """By place; the last one stands for `NOBODY`, which is -1."""
    sources: tuple[str, ...]
    """By place: the name of the layer, or `override`."""
    tracks: tuple[int, ...]
    """By place: the index of the layer, or `NOBODY` for an override."""

    @cached_property
    def lookup(self) -> Lookup | None:
        """Where to look for who is on call at an instant, before the stack is asked."""
        return lookup(self.stack)

    def named(self, runs: Runs) -> Columns:
        """Shifts of the engine with their names; what nobody owns is left out."""
        _gap, *kinds = runs.table
        people, sources = self.people, self.sources
        table = {
            number: (people[owner], tuple(dict.fromkeys([sources[place] for place in places])))
            for number, (owner, places) in enumerate(kinds, start=1)
        }
        ends = (*runs.starts[1:], None if runs.until >= FOREVER else runs.until)
        if all(runs.kinds):
            return Columns(tuple(runs.starts), ends, tuple(runs.kinds), table)
        held = runs.kinds
        return Columns(
            tuple(compress(runs.starts, held)), tuple(compress(ends, held)), tuple(filter(None, held)), table
        )


def compiled(schedule: Schedule) -> Compiled:
    """The engine's view of `schedule`."""
    zone = Zone.named(schedule.time_zone)
    numbers: dict[User, int] = {}
    owners: list[int] = []
    tracks: list[Track] = []
    origins: list[int] = []
    for index, layer in enumerate(schedule.layers):
        turns = _shortest_round([numbers.setdefault(user, len(numbers)) for user in layer.users])
        tracks.append(_track(layer, zone, len(owners), len(turns)))
        owners += turns
        origins += [index] * len(turns)
    owners += [numbers.setdefault(override.user, len(numbers)) for override in schedule.overrides]
    people = tuple(numbers)
    claims = tuple((written_seconds(override.start), written_seconds(override.end)) for override in schedule.overrides)
    names = [source_name(schedule, index) for index in range(len(schedule.layers))]
    return Compiled(
        stack=Stack(zone, tuple(tracks), tuple(owners), claims),
        people=people,
        holders=(*(people[owner] for owner in owners), None),
        sources=(*(names[index] for index in origins), *(OVERRIDE for _ in claims)),
        tracks=(*origins, *(NOBODY for _ in claims)),
    )


def source_name(schedule: Schedule, index: int) -> str:
    """What a layer is called: its name, or `layer 2` for a nameless second one."""
    return schedule.layers[index].name or f"layer {index + 1}"


def _shortest_round(turns: list[int]) -> list[int]:
    """The turns after which the rotation repeats itself: of 0, 1, 0, 1 the first two."""
    count = len(turns)
    lengths = (n for n in range(1, count + 1) if count % n == 0)
    return turns if len(set(turns)) == count else next(turns[:n] for n in lengths if turns == turns[:n] * (count // n))


def _track(layer: Layer, zone: Zone, first_place: int, places: int) -> Track:
    weekly = [window for restriction in layer.restrictions for window in restriction.weekly]
    return Track(
        start=written_seconds(layer.start),
        end=FOREVER if layer.end is None else min(written_seconds(layer.end), FOREVER),
        rotation=Rotation(zone, written_seconds(layer.rotation_virtual_start), layer.rotation_turn_length_seconds),
        first_place=first_place,
        places=places,
        windows=windows(zone, weekly) if weekly else None,
    )
