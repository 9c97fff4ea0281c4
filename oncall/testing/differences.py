"""When two schedules have different people on call, for all time, and in words who that is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.pairs import Pair
from oncall.analysis.proving import checked_schedule
from oncall.analysis.reassignments import reassignments
from oncall.analysis.recurrence import again
from oncall.analysis.walks import walk
from oncall.chronology.instants import checked_range, to_seconds
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import LATEST, Zone
from oncall.engine.stack import CLOCK_CHANGES_UNTIL
from oncall.model.users import full_names
from oncall.testing.wording import paragraph, table
from oncall.views.wording import local, shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.recurrence import Recurrence
    from oncall.chronology.instants import Instant
    from oncall.model import Schedule

_MOST_LISTED = 5


def difference(first: Schedule, second: Schedule, since: Instant | None, until: Instant | None) -> str:
    """The times at which two schedules have different people on call; empty: there is none.

    Raises:
        InvalidValueError: one of them is no schedule, or the range is empty.
        NotAnInstantError: an end of the range is no instant.
    """
    one, other = checked_schedule("first", first), checked_schedule("second", second)
    found = _found(one, other, since, until)
    if not found.runs:
        return ""
    zone = Zone.named(one.time_zone)
    start, end = found.runs[0]
    sentence = (
        f"{one.name} (first) and {other.name} (second) do not have the same people on call: they first differ from "
        f"{moment(start, zone)} {found.ending(0, zone)}{again(found.recurs, end - start)}."
    )
    full = full_names((*one.users, *other.users))

    def name(schedule: Schedule, at: int) -> str:
        user = schedule.on_call(at)
        return "nobody" if user is None else shown(full[user])

    rows = [
        (f"{local(start, zone)} {found.brief_ending(index, zone)}", name(one, start), name(other, start))
        for index, (start, _) in enumerate(found.runs[:_MOST_LISTED])
    ]
    listed = table((zone.name, "first", "second"), rows)
    return "\n".join((paragraph(sentence), *listed, *found.sum(zone)))


@attrs.frozen
class _Found:
    """The stretches of two people each, in UTC seconds, up to where they were listed, and how often they come back."""

    runs: list[tuple[int, int]]
    until: int
    recurs: Recurrence | None = None

    def ending(self, index: int, zone: Zone) -> str:
        """Where a stretch ends, and how long it is; one that goes on behind the end of the list has no end."""
        start, end = self.runs[index]
        return "on" if end == self.until else f"to {moment(end, zone)} ({duration(end - start)})"

    def brief_ending(self, index: int, zone: Zone) -> str:
        """The same in fewer words."""
        _, end = self.runs[index]
        return "on" if end == self.until else f"to {local(end, zone)}"

    def sum(self, zone: Zone) -> Iterator[str]:
        """How many differences there are in all, and for how long together, if not all are listed."""
        if len(self.runs) > _MOST_LISTED:
            seconds = sum(end - start for start, end in self.runs)
            rest = len(self.runs) - _MOST_LISTED
            yield f"  and {rest} more: {duration(seconds)} in all, up to {local(self.until, zone)}"


def _found(one: Schedule, other: Schedule, since: Instant | None, until: Instant | None) -> _Found:
    begin = None if since is None else to_seconds(since, "since")
    pair = Pair.of(one, other)
    if until is not None:
        end = to_seconds(until, "until")
        begin, end = checked_range(min(pair.ensemble.begins, end - 1) if since is None else since, until)
        changes = reassignments(one, other, begin, end, zone=one.time_zone)
        return _Found([each.span.bounds for each in changes], end)
    seen = walk(pair.ensemble, begin, None if pair.ensemble.has_one_clock else CLOCK_CHANGES_UNTIL)
    if seen is None:
        return _Found([], LATEST)
    spans, recurs = seen.spans(pair.differs, apart=True), seen.recurrence(pair.differs, apart=True)
    return _Found(spans, seen.walked[0].until, recurs)
