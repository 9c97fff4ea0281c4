"""The short answer: who is on call at an instant, until when, and who comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from oncall.chronology.instants import Instant, to_seconds, to_text
from oncall.chronology.words import duration, moment
from oncall.chronology.zones import Zone
from oncall.model.users import full_names
from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.model import Schedule, Shift, User


LABEL = len("  next  ")
"""So many columns of a line come before who it names."""


@attrs.frozen(kw_only=True)
class Watch:
    """Who is on call in a schedule at an instant, and the shift that comes next, at once or after a gap.

    `current` is None while nobody is on call; `following` is None if nobody comes after.
    """

    schedule: Schedule
    at: int = attrs.field(converter=to_seconds)
    current: Shift | None
    following: Shift | None

    @property
    def until(self) -> int | None:
        """The UTC second at which the answer changes; None: never."""
        if self.current is not None:
            return self.current.bounds[1]
        return None if self.following is None else self.following.bounds[0]

    def to_dict(self) -> dict[str, Any]:
        """Plain values; `on_call` and `next` are shifts, or None for nobody."""
        zone = Zone.named(self.schedule.time_zone)
        return {
            "schedule": self.schedule.id,
            "name": self.schedule.name,
            "time_zone": self.schedule.time_zone,
            "at": to_text(self.at, zone),
            "until": None if self.until is None else to_text(self.until, zone),
            "on_call": None if self.current is None else self.current.to_dict(),
            "next": None if self.following is None else self.following.to_dict(),
        }

    def __str__(self) -> str:
        title = f"{shown(self.schedule.name)} ({self.schedule.time_zone})"
        full = full_names(self.schedule.users)
        told = (
            (label, "nobody" if user is None else shown(full[user]), lasting) for label, user, lasting in self.told()
        )
        return "\n".join([title, *(f"{f'  {label}':<{LABEL}}{name}, {lasting}" for label, name, lasting in told)])

    def told(self) -> Iterator[tuple[str, User | None, str]]:
        """Who is on call now, and who or nobody next: the label `now`, `next` or `then`, who, and for how long."""
        zone = Zone.named(self.schedule.time_zone)
        user = None if self.current is None else self.current.user
        if self.until is None:
            yield "now", user, "for ever"
            return
        yield "now", user, f"until {moment(self.until, zone)} (in {duration(self.until - self.at)})"
        if self.following is None:
            yield "next", None, "for ever"
            return
        start, end = self.following.bounds
        if start != self.until:
            yield "next", None, f"until {moment(start, zone)}"
        label = "next" if start == self.until else "then"
        yield label, self.following.user, "for ever" if end is None else f"until {moment(end, zone)}"


def watch(schedule: Schedule, at: Instant) -> Watch:
    """Who is on call at `at`, and who comes next.

    Raises:
        NotAnInstantError: `at` is no instant.
    """
    current = schedule.shift_at(at)
    if current is None:
        return Watch(schedule=schedule, at=at, current=None, following=_first_from(schedule, to_seconds(at)))
    _, end = current.bounds
    following = None if end is None else _first_from(schedule, end)
    return Watch(schedule=schedule, at=at, current=current, following=following)


def _first_from(schedule: Schedule, instant: int) -> Shift | None:
    """The first shift that starts at or after `instant`, at which none is already going on."""
    found = schedule.compiled.stack.next_stretch(instant)
    return None if found is None else schedule.shift_at(found.start)
