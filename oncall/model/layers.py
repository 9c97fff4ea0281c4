"""Layers: who takes turns, from when, for how long."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import Instant, to_datetime, to_seconds
from oncall.chronology.representations import as_written
from oncall.chronology.zones import DAY, MONDAY, WEEK, Zone
from oncall.errors import InvalidValueError
from oncall.model import fields
from oncall.model.restrictions import DailyRestriction, Restriction, WeeklyRestriction
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.chronology.instants import DateTime
    from oncall.errors import Location

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")


def _users(values: Iterable[User]) -> tuple[User, ...]:
    users = fields.tuple_of(User, "users", values, hint=", such as User('alice')")
    if not users:
        raise InvalidValueError("users", "a list of at least one user", values)
    return users


def _restrictions(values: Iterable[Restriction]) -> tuple[Restriction, ...]:
    return fields.tuple_of_either((DailyRestriction, WeeklyRestriction), "restrictions", values)


@attrs.frozen(kw_only=True)
class Layer:
    """A rotation of `users`, each for one turn, active in `[start, end)` and only within its `restrictions`.

    The first turn of the first user begins at `rotation_virtual_start`, years before `start` or after it; turns are
    counted on the wall clock of the schedule that the layer is in. Field names are those of the Terraform provider.
    `start`, `end` and `rotation_virtual_start` keep the UTC offset that they were written with. `is_as_answered` is for
    a layer that PagerDuty itself has: its times may have seconds, which the Terraform provider refuses.

    Raises:
        NotAnInstantError: a time is not an instant, or has no UTC offset.
        InvalidValueError: a field is outside of the provider's limits: a turn of 3600 to 31 536 000 seconds, at least
            one user, `rotation_virtual_start` and `end` on a full minute.
    """

    name: str = attrs.field(default="", validator=fields.text)
    """What people call it; empty: it goes by its number."""
    start: DateTime = attrs.field(converter=fields.start)
    """From when on it is active, with the offset that was written."""
    end: DateTime | None = attrs.field(default=None, converter=fields.layer_end)
    """Until when, not included; None: for ever."""
    rotation_virtual_start: DateTime = attrs.field(converter=fields.rotation_virtual_start)
    """When the first turn of the first user begins, on a full minute: before `start`, at it or after."""
    rotation_turn_length_seconds: int = attrs.field(validator=fields.within(3600, 31_536_000))
    """How long a turn is, in seconds of the wall clock: 3600 to 31 536 000."""
    users: tuple[User, ...] = attrs.field(converter=_users)
    """Who takes turns, in this order; at least one."""
    restrictions: tuple[Restriction, ...] = attrs.field(default=(), converter=_restrictions)
    """When it is open, all of them together; empty: always."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""
    is_as_answered: bool = attrs.field(default=False, eq=False, repr=False)
    """Whether PagerDuty itself has it so: then its times may have seconds."""

    __repr__ = as_written

    def __attrs_post_init__(self) -> None:
        if not self.is_as_answered:
            fields.full_minute(self.rotation_virtual_start, "rotation_virtual_start")
            fields.full_minute(self.end, "end")

    @classmethod
    def weekly(
        cls,
        users: Iterable[User],
        *,
        start: Instant,
        hand_off: str,
        time_zone: str,
        name: str = "",
        end: Instant | None = None,
        restrictions: Iterable[Restriction] = (),
    ) -> Layer:
        """A layer of weekly turns that change hands at a local time such as `"mon 09:00"`.

        The first user has the turn that is current at `start`: the virtual start is the last hand-off at or before it.
        Should a clock change have skipped that very local time, it is the same user's hand-off one round before.

        Raises:
            InvalidValueError: `hand_off` is not a weekday (`mon` … `sun`) and a time; or as `Layer`.

        Examples:
            >>> layer = Layer.weekly(
            ...     [User("alice"), User("bob")],
            ...     start="2025-01-01T00:00:00-05:00",
            ...     hand_off="wed 00:00",
            ...     time_zone="America/New_York",
            ... )
            >>> print(layer.rotation_virtual_start, layer.rotation_turn_length_seconds)
            2025-01-01 00:00:00-05:00 604800
        """
        day, _, time = hand_off.lower().partition(" ") if isinstance(hand_off, str) else ("", "", "")
        if day not in _DAYS or not _TIME.fullmatch(time):
            raise InvalidValueError("hand_off", "a weekday and a time such as 'mon 09:00'", hand_off)
        rotation = _users(users)
        begin = _DAYS.index(day) * DAY + MONDAY + _seconds(time)
        return cls(
            name=name,
            start=start,
            end=end,
            rotation_virtual_start=_last_hand_off(start, time_zone, begin, WEEK, len(rotation)),
            rotation_turn_length_seconds=WEEK,
            users=rotation,
            restrictions=restrictions,
        )

    @classmethod
    def daily(
        cls,
        users: Iterable[User],
        *,
        start: Instant,
        hand_off: str,
        time_zone: str,
        name: str = "",
        end: Instant | None = None,
        restrictions: Iterable[Restriction] = (),
    ) -> Layer:
        """A layer of daily turns that change hands at a local time such as `"09:00"`; otherwise as `weekly`.

        Examples:
            >>> layer = Layer.daily(
            ...     [User("alice"), User("bob")],
            ...     start="2025-01-01T00:00:00Z",
            ...     hand_off="18:30",
            ...     time_zone="Asia/Kathmandu",
            ... )
            >>> print(layer.rotation_virtual_start)
            2024-12-31 18:30:00+05:45
        """
        if not isinstance(hand_off, str) or not _TIME.fullmatch(hand_off):
            raise InvalidValueError("hand_off", "a time such as '09:00'", hand_off)
        rotation = _users(users)
        return cls(
            name=name,
            start=start,
            end=end,
            rotation_virtual_start=_last_hand_off(start, time_zone, _seconds(hand_off), DAY, len(rotation)),
            rotation_turn_length_seconds=DAY,
            users=rotation,
            restrictions=restrictions,
        )


def _last_hand_off(start: Instant, time_zone: str, reading: int, turn: int, places: int) -> DateTime:
    """The last instant at or before `start` at which the clock shows `reading` plus a number of turns.

    A virtual start at a skipped time would move every later hand-off, so it is then taken whole rounds earlier.
    """
    zone = Zone.named(time_zone)
    begun = to_seconds(start, "start")
    candidate = reading + (zone.reading_of(begun) + DAY - reading) // turn * turn
    while zone.instant_of(candidate) > begun:
        candidate -= turn
    while zone.reading_of(zone.instant_of(candidate)) != candidate:
        candidate -= turn * places
    return to_datetime(zone.instant_of(candidate), zone)


def _seconds(time: str) -> int:
    hours, minutes = map(int, time.split(":"))
    return hours * 3600 + minutes * 60
