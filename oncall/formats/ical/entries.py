"""Entries: what a calendar says, before it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import attrs

if TYPE_CHECKING:
    from collections.abc import Sequence

PRODID = "-//oncall-schedule//oncall//EN"
"""Who wrote a calendar."""

DOMAIN = "@oncall-schedule"
"""The end of the UID of every event of ours."""

REFRESH_SECONDS = 3600
"""How often whoever subscribes should look again."""


@attrs.frozen(kw_only=True)
class Once:
    """From `start` up to `end`, as UTC seconds.

    Where it stands for one occurrence of a series, `instead_of` is the reading that the series has for its start, on
    the wall clock of `zone`; no zone is UTC.
    """

    start: int
    end: int
    instead_of: int | None = None
    zone: str = ""


@attrs.frozen(kw_only=True)
class Again:
    """A series on the wall clock of `zone` (none: UTC): from the reading `start` on, each `seconds` long, by an RRULE.

    `left_out` are the readings at which the rule has an occurrence and the series has none, in order.
    """

    zone: str
    start: int
    seconds: int
    rule: str
    left_out: tuple[int, ...] = ()


When: TypeAlias = Once | Again


@attrs.frozen(kw_only=True)
class Entry:
    """One event. All texts are plain, of one line but for the description; `person` is a name and an e-mail address.

    `stamp` is when it was last changed, in UTC seconds, `sequence` how often it was, as far as that is known;
    `is_cancelled`: it was published, and is no more.
    """

    uid: str
    when: When
    summary: str
    description: str
    categories: tuple[str, ...]
    color: str
    stamp: int
    person: tuple[str, str] | None = None
    sequence: int = 0
    is_cancelled: bool = False

    @property
    def order(self) -> tuple[int, str, int]:
        """By start; UID and occurrence put what begins at once into an order that no mapping's order changes."""
        instead_of = self.when.instead_of if isinstance(self.when, Once) else None
        return (self.when.start, self.uid, -1 if instead_of is None else instead_of)


@attrs.frozen(kw_only=True)
class Document:
    """A calendar: what it is called, its entries in the order in which they are written, and what holds of each.

    `alarms` are the seconds before an event at which it is announced. `busy`: whoever is on call counts as occupied.
    `time_zones` are the names of the zones of its series, each with the instants of which its definition must tell.
    """

    name: str
    color: str
    entries: Sequence[Entry]
    alarms: tuple[int, ...] = ()
    busy: bool = False
    time_zones: tuple[tuple[str, int, int], ...] = ()

    @property
    def names_people(self) -> bool:
        """Whether an event has an attendee, which no calendar with METHOD:PUBLISH may have (RFC 5546 section 3.2.1)."""
        return any(entry.person for entry in self.entries)
