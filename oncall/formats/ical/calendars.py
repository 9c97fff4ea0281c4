r"""Calendars of shifts, as iCalendar (RFC 5545, RFC 7986).

One event a shift, in UTC, because a local hour that a clock change repeats cannot be written; and always the same bytes
for the same input.

A shift is always written whole, also where it reaches out of the range, because only its true start tells it from
others: the same shift is the same event in whatever window it is published. A shift that never ends is cut at the end
of the range. The UID of an event is made from the schedule's id, the person's id and that start; so it stays as it is
when the shift gets longer or shorter, and when others come into the rotation or leave it.

Names are data: line breaks in them become spaces, other control characters and the ones that turn the direction of
writing around become U+FFFD, and everything else is escaped (RFC 5545 section 3.3.11).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final, TypeAlias

import attrs
from icalendar import Calendar, Event, vCategory, vDatetime, vDuration, vText

from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.words import duration, listing, moment
from oncall.chronology.zones import EARLIEST, Zone
from oncall.errors import InvalidValueError
from oncall.model import Catalog, Configuration, Schedule, Timeline, User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import BinaryIO

    from oncall.model import Shift

Source: TypeAlias = Schedule | Timeline | Configuration
"""What a calendar is made of."""

STAMP: Final = "2025-01-01T00:00:00Z"
"""The DTSTAMP and LAST-MODIFIED of an event where no other is given: fixed, so that nothing changes by itself."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_REFRESH = timedelta(hours=1)
_CATEGORY = "On call"
_COLORS = ("steelblue", "seagreen", "darkorange", "mediumorchid", "crimson", "teal", "goldenrod", "slateblue")

# All that a careless reader may take for the end of a line: `str.splitlines` breaks at each of these.
_LINE_BREAKS = re.compile(r"[\t-\r\x1c-\x1f\x85\u2028\u2029]+")
# The other controls, which no TEXT may hold (RFC 5545 section 3.1); the characters that would turn around what
# follows the name; and halves of characters, which cannot be encoded.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})


def calendar(
    source: Source,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    user: User | str | None = None,
    name: str | None = None,
    stamp: Instant = STAMP,
) -> Calendar:
    """The calendar of a schedule, of a timeline, or of one person across all schedules of a configuration.

    A schedule and a configuration need `since` and `until`: every shift with a part in `[since, until)` is an event. A
    timeline has a range of its own, and its shifts are written as it holds them; where it was made without `overflow`,
    the first and the last one are cut, and the UID of the first one moves with the range.

    `user`, a user or an id (or what else tells one from the others, as in `configuration.users[...]`), leaves the
    shifts of one person; a configuration needs it. Events of several schedules are told apart by the schedule's name,
    and where two have one name, by the id too. `name` is what the calendar is called instead of the schedule's name, in
    its events too; for a configuration, only the calendar. The UIDs of a timeline, which knows no schedule, are made
    from `name` instead: give two timelines two names.

    `stamp` is written as DTSTAMP and LAST-MODIFIED of every event. A calendar without shifts has no event.

    Raises:
        InvalidValueError: `since` or `until` is missing, or given for a timeline; the range is empty; a configuration
            without `user`; an empty `name`; or `source` is none of the three.
        NotAnInstantError: `since`, `until` or `stamp` is no instant.
        NotFoundError: `user` is an id or a name that nobody in the schedule or the configuration has, or several have.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> start = "2025-01-01T00:00:00Z"
        >>> weekly = Layer.weekly([User("alice"), User("bob")], start=start, hand_off="wed 00:00", time_zone="Etc/UTC")
        >>> rota = Schedule(name="Checkout", time_zone="Etc/UTC", layers=[weekly])
        >>> for event in calendar(rota, start, "2025-01-09T00:00:00Z").events:
        ...     print(event.start, event["SUMMARY"])
        2025-01-01 00:00:00+00:00 On call: alice — Checkout
        2025-01-08 00:00:00+00:00 On call: bob — Checkout
    """
    if name is not None and not (isinstance(name, str) and name.strip()):
        raise InvalidValueError("name", "a text that is not empty", name)
    stamped = _utc(to_seconds(stamp, "stamp"))
    match source:
        case Schedule():
            plan = _of_schedule(source, since, until, user, name)
        case Timeline():
            plan = _of_timeline(source, since, until, user, name)
        case Configuration():
            plan = _of_configuration(source, since, until, user, name)
        case _:
            raise InvalidValueError("source", "a Schedule, a Timeline or a Configuration", source)
    found = _calendar(plan)
    # A start alone may be that of two schedules' shifts; the UID puts them in an order that no mapping's order changes.
    for event in sorted(plan.events(stamped), key=lambda event: (event.start, event.uid)):
        found.add_component(event)
    return found


def dumps(
    source: Source,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    user: User | str | None = None,
    name: str | None = None,
    stamp: Instant = STAMP,
) -> bytes:
    r"""The bytes of `calendar`: UTF-8, lines of at most 75 octets that end with CRLF.

    Raises:
        InvalidValueError, NotAnInstantError, NotFoundError: as `calendar`.

    Examples:
        >>> from oncall import Timeline, User
        >>> shifts = [(1735689600, 1736294400, User("alice"), ("weekly",))]
        >>> dumps(Timeline(shifts, since=1735689600, until=1736294400)).splitlines()[:3]
        [b'BEGIN:VCALENDAR', b'VERSION:2.0', b'PRODID:-//oncall-schedule//oncall//EN']
    """
    found: bytes = calendar(source, since, until, user=user, name=name, stamp=stamp).to_ical()
    return found


def dump(
    source: Source,
    file: BinaryIO,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    user: User | str | None = None,
    name: str | None = None,
    stamp: Instant = STAMP,
) -> None:
    """Write what `dumps` returns to a file that was opened for bytes.

    Raises:
        InvalidValueError, NotAnInstantError, NotFoundError: as `calendar`; nothing has been written then.
    """
    file.write(dumps(source, since, until, user=user, name=name, stamp=stamp))


# --- What is written: whose shifts, and under which titles ------------------------------------------------------------


@attrs.frozen(kw_only=True)
class _Feed:
    """The shifts of one schedule or timeline, and what their events say of it.

    `id` makes the UIDs. `holder_at` names who is on call at an instant, and is empty where that is not known.
    """

    id: str
    title: str
    shifts: Timeline
    holder_at: Callable[[int], str]


@attrs.frozen(kw_only=True)
class _Plan:
    """A calendar to be: its name, and its feeds, of which `person` leaves the shifts of one. `id` makes its colour."""

    name: str
    id: str
    person: User | None
    feeds: tuple[_Feed, ...]

    def events(self, stamp: datetime) -> Iterator[Event]:
        for feed in self.feeds:
            for shift in feed.shifts if self.person is None else feed.shifts.for_user(self.person):
                yield _event(feed, shift, stamp)


def _of_schedule(
    schedule: Schedule, since: Instant | None, until: Instant | None, user: User | str | None, name: str | None
) -> _Plan:
    person = _person(user, schedule.users)
    feed = _feed(schedule, name or schedule.name, *_given(since, until, "a schedule"))
    title = feed.title if person is None else f"On call: {person} — {feed.title}"
    return _Plan(name=name or title, id=schedule.id, person=person, feeds=(feed,))


def _of_timeline(
    timeline: Timeline, since: Instant | None, until: Instant | None, user: User | str | None, name: str | None
) -> _Plan:
    for field, value in (("since", since), ("until", until)):
        if value is not None:
            raise InvalidValueError(field, "absent for a timeline, which has a range of its own", value)
    # A timeline does not know of people without a shift, so any id is taken.
    person = _person(user, (User(user), *timeline.users) if isinstance(user, str) else ())
    title = name or (_CATEGORY if person is None else f"On call: {person}")
    feed = _Feed(id=name or _CATEGORY, title=name or "", shifts=timeline, holder_at=_holder_in(timeline))
    return _Plan(name=title, id=feed.id, person=person, feeds=(feed,))


def _of_configuration(
    configuration: Configuration,
    since: Instant | None,
    until: Instant | None,
    user: User | str | None,
    name: str | None,
) -> _Plan:
    begin, end = checked_range(*_given(since, until, "a configuration"))
    schedules = configuration.schedules.values()
    listed = (each for schedule in schedules for each in schedule.users)
    person = _person(user, (*listed, *configuration.users.values()))
    if person is None:
        raise InvalidValueError("user", "a User or an id: the calendar of a configuration is one person's", user)
    namesakes = Counter(schedule.name for schedule in schedules)
    feeds = [
        _feed(schedule, schedule.name if namesakes[schedule.name] == 1 else f"{schedule} ({schedule.id})", begin, end)
        for schedule in schedules
        if person in schedule.users
    ]
    return _Plan(name=name or f"On call: {person}", id=person.id, person=person, feeds=tuple(feeds))


def _feed(schedule: Schedule, title: str, since: Instant, until: Instant) -> _Feed:
    def holder_at(instant: int) -> str:
        holder = schedule.on_call(instant) if instant >= EARLIEST else None
        return "nobody" if holder is None else holder.name

    return _Feed(id=schedule.id, title=title, shifts=schedule.shifts(since, until, overflow=True), holder_at=holder_at)


def _holder_in(timeline: Timeline) -> Callable[[int], str]:
    """Who is on call by a timeline; where it has nobody it may have been made for one person, so that says nothing."""
    holders = {edge: shift.user.name for shift in timeline for edge in _first_and_last(shift)}
    return lambda instant: holders.get(instant, "")


def _first_and_last(shift: Shift) -> tuple[int, ...]:
    start, end = shift.bounds
    return (start,) if end is None else (start, end - 1)


def _person(user: User | str | None, known: Iterable[User]) -> User | None:
    match user:
        case None | User():
            return user
        case str():
            return Catalog("user", {each.id: each for each in known})[user]
        case _:
            raise InvalidValueError("user", "a User or an id", user)


def _given(since: Instant | None, until: Instant | None, what: str) -> tuple[Instant, Instant]:
    expected = f"given for {what}, which has no range of its own"
    if since is None:
        raise InvalidValueError("since", expected, since)
    if until is None:
        raise InvalidValueError("until", expected, until)
    return since, until


# --- How it is written ------------------------------------------------------------------------------------------------


class _Text(vText):
    r"""A TEXT that reads back as it was: icalendar's own turns a backslash before an N into the end of a line."""

    __slots__ = ()

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPES).encode()


def _calendar(plan: _Plan) -> Calendar:
    name = _Text(_line(plan.name))
    found = Calendar()
    found["PRODID"] = _Text("-//oncall-schedule//oncall//EN")
    found["VERSION"] = _Text("2.0")
    found["METHOD"] = _Text("PUBLISH")
    found["NAME"] = name
    found["X-WR-CALNAME"] = name
    found["COLOR"] = _Text(_COLORS[int(_digest(plan.id), 16) % len(_COLORS)])
    # RFC 7986 section 5.7 requires the parameter; icalendar leaves it out.
    found["REFRESH-INTERVAL"] = vDuration(_REFRESH, {"VALUE": "DURATION"})
    found["X-PUBLISHED-TTL"] = vDuration(_REFRESH)
    return found


def _event(feed: _Feed, shift: Shift, stamp: datetime) -> Event:
    start, end = shift.bounds
    person, title = _line(shift.user.name), _line(feed.title)
    categories = vCategory([])
    categories.cats = [_Text(_CATEGORY), *([_Text(title)] if title else [])]  # its constructor unmakes a _Text
    found = Event()
    found["UID"] = _Text(f"{_digest(feed.id, shift.user.id, start)}@oncall-schedule")
    found["DTSTAMP"] = vDatetime(stamp)
    found["LAST-MODIFIED"] = vDatetime(stamp)
    found["DTSTART"] = vDatetime(_utc(start))
    found["DTEND"] = vDatetime(_utc(to_seconds(feed.shifts.until) if end is None else end))
    found["SUMMARY"] = _Text(f"On call: {person} — {title}" if title else f"On call: {person}")
    found["DESCRIPTION"] = _Text("\n".join(_description(feed, shift)))
    found["CATEGORIES"] = categories
    found["TRANSP"] = _Text("TRANSPARENT")
    found["STATUS"] = _Text("CONFIRMED")
    return found


def _description(feed: _Feed, shift: Shift) -> Iterator[str]:
    """The lines about a shift; nothing in them depends on the range that is published."""
    zone = Zone.named(shift.zone)
    start, end = shift.bounds
    if end is None:
        yield f"From {moment(start, zone)}, without end ({shift.zone})"
    else:
        yield f"From {moment(start, zone)} to {moment(end, zone)} ({shift.zone}): {_hours(end - start)}"
    before, after = feed.holder_at(start - 1), "" if end is None else feed.holder_at(end)
    if before:
        yield f"Takes over from {_line(before)}"
    if after:
        yield f"Hands over to {_line(after)}"
    if shift.sources:
        yield f"Through {listing(map(_line, shift.sources))}"


def _hours(seconds: int) -> str:
    """A length of time in hours, and in minutes and seconds if there are any: a week of a clock change is 167 hours."""
    hours, rest = divmod(seconds, 3600)
    words = [f"{hours} hour" if hours == 1 else f"{hours} hours"] if hours else []
    return " ".join([*words, duration(rest)] if rest else words)


def _digest(*parts: str | int) -> str:
    """128 bits that no other parts have: JSON keeps the parts apart, whatever characters are in them."""
    return sha256(json.dumps(parts).encode("ascii")).hexdigest()[:32]


def _line(text: str) -> str:
    """A name as one line that is fit to stand among other words; see the module's docstring."""
    return _UNPRINTABLE.sub("\ufffd", _LINE_BREAKS.sub(" ", text))


def _utc(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)
