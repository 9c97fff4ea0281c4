"""Measuring: what being on call over a term asks of each person, from the stretches of the engine."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.loads import Load
from oncall.analysis.meters import WEEKEND, Meter, night_hours
from oncall.analysis.nights import Night
from oncall.chronology.spans import canonical
from oncall.chronology.zones import DAY, Zone
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from oncall.analysis.meters import Days, Kind, Repeating
    from oncall.analysis.terms import Term
    from oncall.engine.lanes import Lane
    from oncall.model.schedules import Schedule
    from oncall.model.users import User

Stretches = list[tuple[int, int]]


@attrs.frozen(kw_only=True)
class Expectations:
    """What is expected of people: their `weights` (1, if there is none), and when their `holidays` and nights are."""

    weights: Mapping[User, float] = attrs.field(factory=dict["User", float])
    holidays: Mapping[User, Days] | None = None
    night: Night = attrs.field(factory=Night)


def measured(
    schedules: Sequence[Schedule],
    span: Term,
    expected: Expectations,
    *,
    pages: Mapping[User, int] | None = None,
    lane: Lane | None = None,
) -> tuple[Load, ...]:
    """The load of everybody who counts, in the order of the schedules.

    Everybody counts who is in a layer whose life overlaps the term, and everybody who is on call in it. Whoever is on
    call in several schedules at once is on call once. Public holidays are those of the term's year, of the same people.
    `lane` is that of the only schedule over the term, if somebody has it already.
    """
    stretches_of, zones = _on_call(schedules, span, (span.since, span.until), lane)
    meters = _Meters(expected, span.since, span.until)
    holidays = _on_holidays(schedules, span, expected, (stretches_of, zones))
    whole = sum(end - start for found in stretches_of.values() for start, end in found)
    loads: list[Load] = []
    for user, found in stretches_of.items():
        zone = zones[user]
        seconds = sum(end - start for start, end in found)
        shifts, longest, rest, absence = _pace(found, span)
        loads.append(
            Load(
                user=user,
                seconds=seconds,
                night_seconds=meters.of(meters.night, zone).seconds(found) if found else 0,
                weekend_seconds=meters.of(WEEKEND, zone).seconds(found) if found else 0,
                holiday_seconds=None if holidays is None else holidays.get(user, 0),
                shifts=shifts,
                longest_seconds=longest,
                rest_seconds=rest,
                absence_seconds=absence,
                pages=None if pages is None else pages.get(user, 0),
                share=seconds / whole if whole else 0.0,
                weight=expected.weights.get(user, 1),
            )
        )
    return tuple(loads)


def _on_holidays(
    schedules: Sequence[Schedule],
    span: Term,
    expected: Expectations,
    known: tuple[dict[User, Stretches], dict[User, Zone]],
) -> dict[User, int] | None:
    """How many seconds of public holidays people have in the term's year; None: nobody said when those are.

    `known` is when they are on call in the term itself, which may be just that time, and where they live.
    """
    if expected.holidays is None:
        return None
    is_known = span.holidays == (span.since, span.until)
    found, zones = known if is_known else _on_call(schedules, span, span.holidays)
    meters = _Meters(expected, *span.holidays)
    return {
        user: meters.of(expected.holidays[user], zones[user]).seconds(stretches)
        for user, stretches in found.items()
        if user in expected.holidays
    }


class _Meters:
    """The meters of a stretch of time, each made once."""

    def __init__(self, expected: Expectations, since: int, until: int) -> None:
        self._bounds = since, until
        self._made: dict[tuple[int, str], Meter] = {}
        self.night: Repeating = night_hours(expected.night)

    def of(self, kind: Kind, zone: Zone) -> Meter:
        """The meter of a kind of time in a zone."""
        key = id(kind), zone.name
        if key not in self._made:
            self._made[key] = Meter.of(kind, zone, *self._bounds)
        return self._made[key]


def _on_call(
    schedules: Sequence[Schedule], span: Term, bounds: tuple[int, int], lane: Lane | None = None
) -> tuple[dict[User, Stretches], dict[User, Zone]]:
    """When everybody who counts in a term is on call within bounds, sorted and apart; and where each of them lives."""
    found: dict[User, Stretches] = {}
    zones: dict[User, Zone] = {}
    for schedule in schedules:
        parts = schedule.compiled
        own: list[Stretches] = [[] for _ in parts.people]
        here = parts.stack.lane(*bounds) if lane is None else lane
        for start, end, place in zip(here.starts, here.ends, here.places, strict=True):
            if place != NOBODY:
                _append(own[parts.stack.owners[place]], start, end)
        listed = _listed(schedule, span)
        for number, user in enumerate(parts.people):
            if own[number] or number in listed:
                if user not in found:
                    zones[user] = parts.stack.zone if user.time_zone is None else Zone.named(user.time_zone)
                    found[user] = own[number]
                else:
                    found[user] = canonical((*found[user], *own[number]))
    return found, zones


def _append(found: Stretches, start: int, end: int) -> None:
    """Add a stretch after the others, as part of the last one if it goes on."""
    if found and found[-1][1] == start:
        found[-1] = found[-1][0], end
    else:
        found.append((start, end))


def _listed(schedule: Schedule, span: Term) -> set[int]:
    """The numbers of the people in layers whose life overlaps the term."""
    stack = schedule.compiled.stack
    return {
        owner
        for track in stack.tracks
        if max(track.start, span.since) < min(track.end, span.until)
        for owner in stack.owners[track.first_place : track.first_place + track.places]
    }


def _pace(found: Stretches, span: Term) -> tuple[int, int, int | None, int | None]:
    """How many shifts there are, how long the longest is, and the shortest and the longest time between two of them.

    Where the term comes again for ever, the first shift comes again after the last one, and may be the rest of it. The
    longest time is counted on the wall clock.
    """
    if not found:
        return 0, 0, None, None
    shifts = [*found, _again(found[0], span)] if span.repeats is not None else [*found]
    count = len(found)
    if span.repeats is not None and shifts[-1][0] <= shifts[-2][1]:
        if count == 1:
            return 1, found[0][1] - found[0][0], None, None
        # The last shift goes on as what the term began with.
        *between, last, again = shifts
        shifts = [*between[1:], (last[0], again[1]), _again(found[1], span)]
        count -= 1
    breaks = [(end, start) for (_, end), (start, _) in pairwise(shifts)]
    longest = max(end - start for start, end in shifts)
    if not breaks:
        return count, longest, None, None
    lengths = [start - end for end, start in breaks]
    zone, least = span.zone, max(lengths) - DAY
    absence = max(zone.reading_of(start) - zone.reading_of(end) for end, start in breaks if start - end >= least)
    return count, longest, min(lengths), absence


def _again(shift: tuple[int, int], span: Term) -> tuple[int, int]:
    """When a shift comes again after the term."""
    assert span.repeats is not None
    zone, after = span.zone, span.repeats
    start, end = (zone.instant_of(zone.reading_of(edge) + after) for edge in shift)
    return start, end
