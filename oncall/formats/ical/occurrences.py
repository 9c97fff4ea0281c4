"""Occurrences: what was read from a calendar, as spans, dates, overrides or absences."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, TypeAlias, overload

import attrs

from oncall.chronology.instants import to_datetime
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE, SpanSet
from oncall.chronology.words import abridged
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from oncall.model import Absence, Override, User

if TYPE_CHECKING:
    from oncall.chronology.instants import DateTime


@attrs.frozen(kw_only=True)
class CalendarEvent:
    """One occurrence of an event: from `start` up to, not including, `end`."""

    bounds: tuple[int, int]
    """Both ends as UTC seconds."""
    summary: str = ""
    """Its title, for people to read."""
    uid: str = ""
    """What the calendar calls it; all occurrences of one event share it."""
    days: tuple[date, date] | None = None
    """The first and the last date of an event of whole days; None: it is none."""
    emails: tuple[str, ...] = ()
    """The addresses of its attendees and organiser."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    @property
    def start(self) -> DateTime:
        """When it begins."""
        return to_datetime(self.bounds[0], Zone.named(self.zone))

    @property
    def end(self) -> DateTime:
        """When it is over."""
        return to_datetime(self.bounds[1], Zone.named(self.zone))

    @property
    def seconds(self) -> int:
        """How long it lasts, in seconds that pass."""
        return self.bounds[1] - self.bounds[0]

    @property
    def is_all_day(self) -> bool:
        """Whether it is said in dates, without a time of day."""
        return self.days is not None

    def __str__(self) -> str:
        return f"{self.summary or self.uid or 'an event'} ({self.start.isoformat()} to {self.end.isoformat()})"


Whose: TypeAlias = User | Iterable[User] | Callable[[CalendarEvent], User | None]
"""Whose the events are: one person's, each that of one of several, or as a function says (None: nobody's)."""


@attrs.frozen
class CalendarEvents(Sequence[CalendarEvent]):
    """The occurrences in a calendar, whole, in the order of their starts."""

    _events: tuple[CalendarEvent, ...]
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    @property
    def spans(self) -> SpanSet:
        """All the time that any of them takes."""
        return SpanSet((event.bounds for event in self._events), zone=self.zone)

    @property
    def dates(self) -> tuple[date, ...]:
        """The dates of the events of whole days, each once and in order: what `oncall.fairness` takes as `holidays`."""
        found = {
            first + timedelta(days=number)
            for first, last in (event.days for event in self._events if event.days is not None)
            for number in range((last - first).days + 1)
        }
        return tuple(sorted(found))

    def overrides(self, whose: Whose) -> tuple[Override, ...]:
        """An override for each event.

        Of several people, an event is that of the one whose e-mail address is an attendee's or organiser's, or whose
        name or id stands in the summary as words of its own; the address decides, if there is one.

        Raises:
            InvalidValueError: an event is nobody's of them, or several people's.
        """
        chosen = _chooser(whose)
        owners = [(event, chosen(event)) for event in self._events]
        unclear = [event for event, owner in owners if owner is _UNCLEAR]
        if unclear:
            expected = "people of whom each event names exactly one"
            raise InvalidValueError("whose", expected, abridged([*map(str, unclear)]))
        return tuple(
            Override(user=owner, start=event.start, end=event.end) for event, owner in owners if isinstance(owner, User)
        )

    def absences(self, user: User) -> tuple[Absence, ...]:
        """Each event as an absence of one person, with the summary as its reason."""
        return tuple(
            Absence(user=user, start=event.start, end=event.end, reason=event.summary) for event in self._events
        )

    def __len__(self) -> int:
        return len(self._events)

    @overload
    def __getitem__(self, index: int) -> CalendarEvent: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[CalendarEvent, ...]: ...
    def __getitem__(self, index: int | slice) -> CalendarEvent | tuple[CalendarEvent, ...]:
        return self._events[index]

    def __iter__(self) -> Iterator[CalendarEvent]:
        return iter(self._events)


class _Unclear:
    """That an event names nobody, or several people."""


_UNCLEAR = _Unclear()


def _chooser(whose: Whose) -> Callable[[CalendarEvent], User | _Unclear | None]:
    if isinstance(whose, User):
        return lambda _event: whose
    if callable(whose):
        return whose
    people = tuple(whose)
    for person in people:
        if not isinstance(person, User):
            raise InvalidValueError("whose", "a User, several, or a function from an event to one", person)
    names: dict[str, set[User]] = defaultdict(set)
    for person in people:
        for name in (person.name, person.id):
            names[name.casefold()].add(person)
    # Where one name stands within another one, the longer one is meant: it is tried first.
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    words = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")

    def named(event: CalendarEvent) -> User | _Unclear:
        addresses = {email.casefold() for email in event.emails}
        found = {person for person in people if person.email and person.email.casefold() in addresses}
        found = found or {person for match in words.finditer(event.summary.casefold()) for person in names[match[0]]}
        return found.pop() if len(found) == 1 else _UNCLEAR

    return named
