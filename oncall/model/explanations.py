"""Why somebody is on call in a schedule at an instant: its overrides and layers, from the top."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import attrs

from oncall.chronology.characters import visible_lines
from oncall.chronology.instants import Instant, to_datetime, to_seconds, to_text, written_seconds
from oncall.chronology.representations import as_written
from oncall.chronology.words import duration, listing, moment
from oncall.chronology.zones import DAY, Zone
from oncall.engine.lanes import NOBODY
from oncall.model.explained_layers import ExplainedLayer, Part, explained_layer, labelled
from oncall.model.full_names import schedule_in_full

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.chronology.instants import DateTime
    from oncall.model.schedules import Override, Schedule
    from oncall.model.timelines import Shift
    from oncall.model.users import User

_ORDINALS = ("first", "second")
_SILENT = {"masked": "is restricted", "not begun": "has not begun", "over": "is over", "never": "is never active"}
_ALL_OF_THEM = {
    "masked": "every layer is restricted",
    "not begun": "no layer has begun",
    "over": "every layer is over",
    "never": "no layer is ever active",
}


def _id(schedule: Schedule) -> str:
    return schedule.id


def _at(value: Instant) -> int:
    return to_seconds(value, "at")


@attrs.frozen(kw_only=True)
class Explanation:
    """Who is on call in `schedule` at an instant, and why; each part is worked out when it is asked for.

    Times are in the zone of the schedule. `str()` gives the whole of it as a person reads it, `to_dict()` as a program.
    """

    schedule: Schedule = attrs.field(repr=_id)
    """The schedule that was asked."""
    _at: int = attrs.field(alias="at", converter=_at)

    __repr__ = as_written

    @property
    def at(self) -> DateTime:
        """The instant."""
        return to_datetime(self._at, self._zone)

    @property
    def time_zone(self) -> str:
        """The zone on whose wall clock turns and windows are counted."""
        return self.schedule.time_zone

    @property
    def utc_offset_seconds(self) -> int:
        """By how much the local time is ahead of UTC."""
        return self._zone.offset_at(self._at)

    @property
    def occurrence(self) -> int | None:
        """1 or 2, where the local time occurs twice: whether this is the first or the second; None: it occurs once."""
        found = self._zone.occurrences(self._zone.reading_of(self._at))
        return found.index(self._at) + 1 if len(found) > 1 else None

    @property
    def clock_changed_at(self) -> DateTime | None:
        """When the clock was changed, if that is not longer ago than what it was moved by; else None."""
        return None if self._clock_change is None else to_datetime(self._clock_change, self._zone)

    @property
    def clock_moved_by_seconds(self) -> int | None:
        """By how much it was moved then: forward, or back if that is negative."""
        change = self._clock_change
        return None if change is None else self._zone.offset_at(change) - self._zone.offset_at(change - 1)

    @cached_property
    def user(self) -> User | None:
        """Who is on call; None: nobody."""
        return self.schedule.on_call(self._at)

    @cached_property
    def shift(self) -> Shift | None:
        """The whole shift that the instant lies in; None: nobody is on call."""
        return self.schedule.shift_at(self._at)

    @property
    def until(self) -> DateTime | None:
        """When somebody else, nobody, or after a gap anybody is on call; None: that never happens."""
        return None if self.until_seconds is None else to_datetime(self.until_seconds, self._zone)

    @cached_property
    def until_seconds(self) -> int | None:
        """`until` as a UTC second."""
        if self.shift is not None:
            return self.shift.bounds[1]
        following = self.schedule.compiled.stack.next_stretch(self._at)
        return None if following is None else following.start

    @cached_property
    def overrides(self) -> tuple[Override, ...]:
        """The overrides that are active: the one that wins, the last listed, and after it those that it beats."""
        return tuple(
            override
            for override in reversed(self.schedule.overrides)
            if written_seconds(override.start) <= self._at < written_seconds(override.end)
        )

    @cached_property
    def layers(self) -> tuple[ExplainedLayer, ...]:
        """Every layer from the top: the last listed first."""
        compiled = self.schedule.compiled
        place = compiled.stack.place_at(self._at)
        winner = NOBODY if place == NOBODY else compiled.tracks[place]
        winning = "" if place == NOBODY else compiled.sources[place]
        count = len(self.schedule.layers)
        return tuple(
            explained_layer(self.schedule, index, self._at, winner, winning) for index in reversed(range(count))
        )

    @property
    def winner(self) -> ExplainedLayer | Override | None:
        """What puts somebody on call; None: nothing does."""
        if self.overrides:
            return self.overrides[0]
        return next((layer for layer in self.layers if layer.state == "wins"), None)

    @property
    def hidden(self) -> tuple[ExplainedLayer, ...]:
        """The layers that the winner hides, from the top."""
        return tuple(layer for layer in self.layers if layer.state == "hidden")

    @property
    def reason(self) -> str:
        """In one line, through what somebody is on call, or why nobody is."""
        match self.winner:
            case ExplainedLayer() as layer:
                return f"through {layer.name}"
            case None:
                return self._silence()
            case _:
                return "through an override"

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "schedule": self.schedule.id,
            "name": self.schedule.name,
            "time_zone": self.time_zone,
            "at": to_text(self._at, self._zone),
            "utc_offset_seconds": self.utc_offset_seconds,
            "occurrence": self.occurrence,
            "clock_changed_at": self.clock_changed_at and self.clock_changed_at.isoformat(),
            "clock_moved_by_seconds": self.clock_moved_by_seconds,
            "on_call": None if self.shift is None else self.shift.to_dict(),
            "until": None if self.until_seconds is None else to_text(self.until_seconds, self._zone),
            "reason": self.reason,
            "overrides": [
                {
                    "user": override.user.id,
                    "name": override.user.name,
                    "start": to_text(written_seconds(override.start), self._zone),
                    "end": to_text(written_seconds(override.end), self._zone),
                    "state": "wins" if place == 0 else "hidden",
                }
                for place, override in enumerate(self.overrides)
            ],
            "layers": [layer.to_dict() for layer in self.layers],
        }

    def lines(self) -> list[str]:
        """What a person reads: who is on call and until when, then every override and layer from the top."""
        (title, summary), *parts = self.parts
        found = [title, *(f"  {line}" for line in labelled(summary))]
        for headline, lines in parts:
            found += ["", f"  {headline}", *(f"    {line}" for line in labelled(lines))]
        return found

    @property
    def parts(self) -> tuple[Part, ...]:
        """The same as headlines and, below each, labels with their texts; people of one name have their ids there."""
        schedule = schedule_in_full(self.schedule)
        if schedule is not self.schedule:
            return attrs.evolve(self, schedule=schedule).parts
        return (
            (f"{self.schedule.name} ({self.time_zone})", tuple(self._summary())),
            *(self._override(override, is_winner=place == 0) for place, override in enumerate(self.overrides)),
            *(layer.part for layer in self.layers),
        )

    def __str__(self) -> str:
        return visible_lines(self.lines())

    def _repr_html_(self) -> str:
        """What a notebook shows: the same as a table."""
        from oncall.views.html.notebooks import explanation_html

        return explanation_html(self)

    @property
    def _zone(self) -> Zone:
        return Zone.named(self.schedule.time_zone)

    @property
    def _clock_change(self) -> int | None:
        if self._zone.settled_reading(self._at) is not None:
            return None
        return self._zone.changes(self._at - DAY, self._at + 1)[-1]

    def _summary(self) -> Iterator[tuple[str, str]]:
        twice = "" if self.occurrence is None else f", the {_ORDINALS[self.occurrence - 1]} of two times on this clock"
        yield "at", f"{moment(self._at, self._zone)}{twice}"
        change, moved = self._clock_change, self.clock_moved_by_seconds
        if change is not None and moved is not None:
            way = "forward" if moved > 0 else "back"
            ago = "" if change == self._at else f", {duration(self._at - change)} ago"
            yield "clock", f"set {way} by {duration(abs(moved))} at {moment(change, self._zone)}{ago}"
        yield "on call", f"{'nobody' if self.user is None else self.user}{_separated(self.reason)}"
        if self.shift is not None:
            yield "since", moment(self.shift.bounds[0], self._zone)
        yield "until", self._ending()

    def _ending(self) -> str:
        if self.until_seconds is None:
            return "for ever"
        return f"{moment(self.until_seconds, self._zone)} (in {duration(self.until_seconds - self._at)})"

    def _override(self, override: Override, *, is_winner: bool) -> Part:
        verdict = f"wins: {override.user}" if is_winner else f"is beaten by a later one: it would be {override.user}"
        start, end = written_seconds(override.start), written_seconds(override.end)
        return f"override {verdict}", (("from", f"{moment(start, self._zone)} to {moment(end, self._zone)}"),)

    def _silence(self) -> str:
        """Why nobody is on call."""
        states = {layer.state for layer in self.layers}
        if len(self.layers) > 1 and len(states) == 1:
            return _ALL_OF_THEM[states.pop()]
        each = [f"{layer.name} {_SILENT[layer.state]}" for layer in self.layers]
        return listing(each) if each else "there is no layer"


def _separated(reason: str) -> str:
    return f", {reason}" if reason.startswith("through") else f": {reason}"
