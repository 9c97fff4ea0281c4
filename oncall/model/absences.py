"""Absences: when somebody is away, and should not be on call."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import to_seconds
from oncall.chronology.representations import as_written
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.model.users import User

if TYPE_CHECKING:
    from oncall.chronology.instants import DateTime


@attrs.frozen(kw_only=True)
class Absence:
    """`user` is away from `start` up to `end`; `reason` says why, if anybody wants to.

    It changes nothing about who is on call: an override does. `oncall.check` finds who is on call while away.

    Raises:
        NotAnInstantError: a time is not an instant, or has no UTC offset.
        InvalidValueError: `end` is not after `start`, or a value is of another kind.

    Examples:
        >>> bob = User("bob")
        >>> away = Absence(user=bob, start="2026-08-03T00:00:00+02:00", end="2026-08-17T00:00:00+02:00")
        >>> print(away)
        bob is away from 2026-08-03T00:00:00+02:00 to 2026-08-17T00:00:00+02:00
    """

    user: User = attrs.field(validator=fields.instance_of(User))
    """Who is away."""
    start: DateTime = attrs.field(converter=fields.start)
    """From when on: the first instant of the absence."""
    end: DateTime = attrs.field(converter=fields.end)
    """Until when, not included."""
    reason: str = attrs.field(default="", validator=fields.text)
    """Why, for people to read; empty: nobody said."""

    __repr__ = as_written

    def __attrs_post_init__(self) -> None:
        if to_seconds(self.end, "end") <= to_seconds(self.start, "start"):
            raise InvalidValueError("end", f"after start ({self.start.isoformat()})", self.end.isoformat())

    def __str__(self) -> str:
        why = f" ({self.reason})" if self.reason else ""
        return f"{self.user} is away from {self.start.isoformat()} to {self.end.isoformat()}{why}"
