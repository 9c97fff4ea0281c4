"""The tables of a change: who gains and loses what, which spans change hands, and what becomes of next shifts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.words import after, duration
from oncall.chronology.zones import LATEST, Zone
from oncall.views.diffs.documents import Table
from oncall.views.diffs.verdicts import handover
from oncall.views.diffs.words import NOBODY, Given, people, person, said
from oncall.views.wording import hours, local

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from oncall.analysis.exchanges import Amount, Exchange
    from oncall.analysis.policy_diffs import OutcomeChange
    from oncall.analysis.schedule_diffs import NextShift, ScheduleDiff
    from oncall.model import Outcome, Shift, User
    from oncall.views.diffs.words import Words

MOST_STEPS = 12
"""So many steps of an incident are shown."""
_NOTHING = "0"


def people_table(exchanges: Sequence[Exchange], most: int) -> Table:
    """A line for each person: by how much what they have becomes more, and by how much less."""
    has_holidays = any(each.gained.holidays is not None for each in exchanges)
    titles = ("who", "hours", "shifts", "nights", "weekends", *(("holidays",) if has_holidays else ()))
    return Table(
        label=("What people gain and lose",),
        titles=titles,
        rows=tuple((person(each.user), *_amounts(each, len(titles) - 1)) for each in exchanges[:most]),
        numbers=frozenset(range(1, len(titles))),
        spare=frozenset({2, 3}),
        more=max(len(exchanges) - most, 0),
    )


def reassignments_table(diff: ScheduleDiff, most: int) -> Table:
    """A line for each span that changes hands."""
    zone, found = Zone.named(diff.zone), diff.reassignments
    rows = tuple(
        (
            (local(each.span.bounds[0], zone),),
            (local(each.span.bounds[1], zone),),
            (duration(each.span.seconds),),
            handover(person(each.before), person(each.after)),
        )
        for each in found[:most]
    )
    return Table(
        label=said("What changes hands in ", Given(diff.schedule.name)),
        titles=("from", "to", "lasts", "who"),
        rows=rows,
        times=frozenset({0, 1}),
        spare=frozenset({1}),
        chief=3,
        more=max(len(found) - most, 0),
    )


def next_shifts_table(diff: ScheduleDiff, most: int) -> Table:
    """A line for each person: their next shift before and after."""
    zone, found = Zone.named(diff.zone), diff.next_shifts
    return Table(
        label=said("Next shifts in ", Given(diff.schedule.name)),
        titles=("who", "before", "after"),
        rows=tuple((person(each.user), *_next(each, zone)) for each in found[:most]),
        more=max(len(found) - most, 0),
    )


def applying_table(diffs: Sequence[ScheduleDiff], most: int) -> Table:
    """A line for each schedule: who is on call at the moment of applying, without the change and with it."""
    return Table(
        label=("Who is on call at the moment of applying",),
        titles=("schedule", "who", ""),
        rows=tuple(map(_applied, diffs[:most])),
        more=max(len(diffs) - most, 0),
    )


def example_table(example: OutcomeChange, name: Words) -> Table:
    """The pages of one incident before and after, side by side: a line for each time at which anybody is paged."""
    before, becomes = _paged(example.before), _paged(example.after)
    offsets = sorted({*before, *becomes})
    # Where nobody is ever paged, the first line says so.
    rows = [
        ((after(each),), _at(before, each, place), _at(becomes, each, place))
        for place, each in enumerate(offsets[:MOST_STEPS])
    ]
    return Table(
        label=said("Pages of one incident of ", name),
        titles=("since the trigger", "before", "after"),
        rows=tuple(rows),
        times=frozenset({0}),
        more=max(len(offsets) - MOST_STEPS, 0),
    )


def _amounts(exchange: Exchange, count: int) -> list[Words]:
    """The first so many of: hours, shifts, nights, weekends, holidays; gained, and lost."""
    gained, lost = map(_counts, (exchange.gained, exchange.lost))
    return [(_both(more, less),) for more, less in zip(gained[:count], lost[:count], strict=True)]


def _counts(amount: Amount) -> list[str]:
    counts = (amount.shifts, amount.nights, amount.weekends, len(amount.holidays or ()))
    return [hours(amount.seconds), *map(str, counts)]


def _both(gained: str, lost: str) -> str:
    """`+7 -2`; what is zero is left out, unless both are."""
    found = [f"{sign}{each}" for sign, each in (("+", gained), ("-", lost)) if each != _NOTHING]
    return " ".join(found) or _NOTHING


def _applied(diff: ScheduleDiff) -> tuple[Words, ...]:
    before, becomes = map(person, diff.users_at_applying)
    if diff.changes_at_applying:
        return (Given(diff.schedule.name),), handover(before, becomes), ("at once",)
    return (Given(diff.schedule.name),), before, ("stays",)


def _next(shift: NextShift, zone: Zone) -> tuple[Words, Words]:
    """When each of both begins; with how long they last, if that is what changes."""
    before, becomes = shift.before, shift.after
    if not shift.is_moved:
        return (_begins(before, zone),), ("the same",)
    lasts = [None if each is None or each.seconds is None else each.seconds for each in (before, becomes)]
    differs = before is not None and becomes is not None and lasts[0] != lasts[1]
    told = [_begins(each, zone) + (f" for {_length(each)}" if differs and each else "") for each in (before, becomes)]
    return (told[0],), (told[1],)


def _begins(shift: Shift | None, zone: Zone) -> str:
    return "none" if shift is None else local(shift.bounds[0], zone)


def _length(shift: Shift) -> str:
    start, end = shift.bounds
    return "ever" if end is None or end >= LATEST else duration(end - start)


def _paged(outcome: Outcome | None) -> Mapping[int, tuple[User, ...]]:
    """Who is paged how many seconds after the trigger."""
    found: dict[int, tuple[User, ...]] = {}
    for step in () if outcome is None else outcome.steps:
        found[step.offset_seconds] = tuple(dict.fromkeys((*found.get(step.offset_seconds, ()), *step.users)))
    return found


def _at(paged: Mapping[int, tuple[User, ...]], offset: int, place: int) -> Words:
    """Who is paged at an offset, which is the one at a `place` among all."""
    if offset in paged:
        return people(paged[offset])
    return ("" if paged or place else NOBODY,)
