"""Calendars of who is on call: from a schedule, a timeline, a policy or a configuration to iCalendar.

One event a shift, in UTC, because a local hour that a clock change repeats cannot be written otherwise; and always the
same bytes for the same input.

A shift is always written whole, also where it reaches out of the range, because only its true start tells it from
others: the same shift is the same event in whatever window it is published. Only a shift that never ends is cut, where
the range ends. The UID of an event is made from the schedule, the person and that start; so it stays as it is when the
shift gets longer or shorter, and when others come into the rotation or leave it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final, TypeAlias

from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.zones import DAY
from oncall.errors import InvalidValueError, NotRecurringError
from oncall.formats.ical import components, direct, feeds, publications
from oncall.formats.ical import recurring as recurrences
from oncall.formats.ical.entries import Document
from oncall.formats.ical.events import Writing, color_of, pieces
from oncall.formats.ical.events import entry as event
from oncall.formats.ical.texts import one_line
from oncall.model import Configuration, EscalationPolicy, Schedule, Timeline, User, fields

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import BinaryIO

    from icalendar import Calendar

    from oncall.formats.ical.feeds import Plan

Source: TypeAlias = Schedule | Timeline | EscalationPolicy | Configuration
"""What a calendar is made of."""

STAMP: Final = "2025-01-01T00:00:00Z"
"""The DTSTAMP and LAST-MODIFIED of an event where no other is given: fixed, so that nothing changes by itself."""


def calendar(
    source: Source,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    user: User | str | None = None,
    name: str | None = None,
    gaps: bool = False,
    recurring: bool = False,
    policies: Iterable[EscalationPolicy] = (),
    alarms: Iterable[timedelta] = (),
    busy: bool = False,
    contacts: bool = False,
    stamp: Instant = STAMP,
    previous: bytes | Calendar | None = None,
) -> Calendar:
    """The calendar of a schedule, a timeline, an escalation policy or a configuration.

    A schedule, a policy and a configuration need `since` and `until`: every shift with a part in `[since, until)` is an
    event. A timeline has a range of its own, and its shifts are written as it holds them; where it was made without
    `overflow`, the first and the last one are cut, and the UID of the first one moves with the range. A configuration
    gives all of its schedules, told apart by name, and where two have one name, by the id too; a policy everybody whom
    it may page, told apart by level: a person whom a rule names directly has an event a week.

    `user`, a user or an id (or what else tells one from the others, as in `configuration.users[...]`), leaves the
    shifts of one person. `gaps`: instead of shifts, the times at which nobody is on call (of a policy: at which it
    reaches nobody). `name` is what the calendar is called instead of the schedule's or policy's name, in its events
    too; for a configuration, only the calendar. The UIDs of a timeline, which knows no schedule, are made from `name`
    instead: give two timelines two names. `policies` are those that a schedule's events name its levels of; a
    configuration has its own.

    `alarms` announce each event so long before it, the earliest first. `busy`: events block the time in people's
    calendars; by default they do not. `contacts`: who is on call is written with their e-mail address, if it is known;
    by default nobody's is. `stamp` is written as DTSTAMP and LAST-MODIFIED of every event.

    `recurring`: one event a person and turn that repeats for ever, in the schedule's zone, with what deviates from it
    as exceptions; what clock changes make deviate up to 2050. Here `since` and `until` may be left out: then all time
    is told.

    `previous` is the calendar that was published before, with the same range or an earlier one. Events that are as they
    were then keep their stamp; those that changed get `stamp` and a higher SEQUENCE; those of the range that are no
    more are written as cancelled.

    Raises:
        InvalidValueError: `since` or `until` is missing, or given for a timeline; the range is empty; an argument is of
            another kind; an empty `name`; or `gaps` of one person.
        NotRecurringError: `recurring` of what has no recurring form: nothing in it lasts for ever, or its pattern has
            more than 5,000 turns.
        NotAnInstantError: `since`, `until` or `stamp` is no instant.
        NotFoundError: `user` is an id or a name that nobody in the source has, or several have.

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
    document = _document(
        source,
        since,
        until,
        user=user,
        name=name,
        gaps=gaps,
        recurring=recurring,
        policies=policies,
        alarms=alarms,
        busy=busy,
        contacts=contacts,
        stamp=stamp,
        previous=previous,
    )
    return components.calendar_of(document)


def dumps(
    source: Source,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    user: User | str | None = None,
    name: str | None = None,
    gaps: bool = False,
    recurring: bool = False,
    policies: Iterable[EscalationPolicy] = (),
    alarms: Iterable[timedelta] = (),
    busy: bool = False,
    contacts: bool = False,
    stamp: Instant = STAMP,
    previous: bytes | Calendar | None = None,
) -> bytes:
    r"""The bytes of `calendar`, whose arguments it takes: UTF-8, lines of at most 75 octets that end with CRLF.

    Raises:
        InvalidValueError, NotRecurringError, NotAnInstantError, NotFoundError: as `calendar`.

    Examples:
        >>> from oncall import Timeline, User
        >>> shifts = [(1735689600, 1736294400, User("alice"), ("weekly",))]
        >>> dumps(Timeline(shifts, since=1735689600, until=1736294400)).splitlines()[:3]
        [b'BEGIN:VCALENDAR', b'VERSION:2.0', b'PRODID:-//oncall-schedule//oncall//EN']
    """
    document = _document(
        source,
        since,
        until,
        user=user,
        name=name,
        gaps=gaps,
        recurring=recurring,
        policies=policies,
        alarms=alarms,
        busy=busy,
        contacts=contacts,
        stamp=stamp,
        previous=previous,
    )
    return direct.bytes_of(document)


def dump(
    source: Source,
    file: BinaryIO,
    since: Instant | None = None,
    until: Instant | None = None,
    *,
    user: User | str | None = None,
    name: str | None = None,
    gaps: bool = False,
    recurring: bool = False,
    policies: Iterable[EscalationPolicy] = (),
    alarms: Iterable[timedelta] = (),
    busy: bool = False,
    contacts: bool = False,
    stamp: Instant = STAMP,
    previous: bytes | Calendar | None = None,
) -> None:
    """Write what `dumps` returns to a file that was opened for bytes.

    Raises:
        InvalidValueError, NotRecurringError, NotAnInstantError, NotFoundError: as `calendar`; nothing has been written
            then.
    """
    content = dumps(
        source,
        since,
        until,
        user=user,
        name=name,
        gaps=gaps,
        recurring=recurring,
        policies=policies,
        alarms=alarms,
        busy=busy,
        contacts=contacts,
        stamp=stamp,
        previous=previous,
    )
    file.write(content)


def _document(
    source: Source,
    since: Instant | None,
    until: Instant | None,
    *,
    user: User | str | None,
    name: str | None,
    gaps: bool,
    recurring: bool,
    policies: Iterable[EscalationPolicy],
    alarms: Iterable[timedelta],
    busy: bool,
    contacts: bool,
    stamp: Instant,
    previous: bytes | Calendar | None,
) -> Document:
    if name is not None and not (isinstance(name, str) and name.strip()):
        raise InvalidValueError("name", "a text that is not empty", name)
    if gaps and user is not None:
        raise InvalidValueError("user", "absent for gaps, in which nobody is on call", user)
    writing = Writing(stamp=to_seconds(stamp, "stamp"), contacts=contacts)
    seconds = _alarm_seconds(alarms)
    named = fields.tuple_of(EscalationPolicy, "policies", policies)
    plan = _plan(source, user=user, name=name, of_gaps=gaps, policies=named)
    if recurring:
        begin, end = _open_range(source, since, until)
        entries, time_zones = recurrences.entries(plan.strands, begin, end, writing)
    else:
        begin, end = _range(source, since, until)
        entries = [event(strand, piece, writing) for strand in plan.strands for piece in pieces(strand, begin, end)]
        time_zones = ()
    document = Document(
        name=one_line(plan.name),
        color=color_of(plan.key),
        entries=sorted(entries, key=lambda entry: entry.order),
        alarms=seconds,
        busy=busy,
        time_zones=time_zones,
    )
    return document if previous is None else publications.following(document, previous, begin, end, writing.stamp)


def _plan(
    source: Source,
    *,
    user: User | str | None,
    name: str | None,
    of_gaps: bool,
    policies: Iterable[EscalationPolicy],
) -> Plan:
    given: object = source
    match given:
        case Schedule():
            return feeds.of_schedule(given, user=user, name=name, of_gaps=of_gaps, policies=policies)
        case Timeline():
            return feeds.of_timeline(given, user=user, name=name, of_gaps=of_gaps)
        case EscalationPolicy():
            return feeds.of_policy(given, user=user, name=name, of_gaps=of_gaps)
        case Configuration():
            return feeds.of_configuration(given, user=user, name=name, of_gaps=of_gaps)
        case _:
            expected = "a Schedule, a Timeline, an EscalationPolicy or a Configuration"
            raise InvalidValueError("source", expected, given)


_KINDS = {Schedule: "a schedule", EscalationPolicy: "an escalation policy", Configuration: "a configuration"}


def _range(source: Source, since: Instant | None, until: Instant | None) -> tuple[int, int]:
    if isinstance(source, Timeline):
        for field, value in (("since", since), ("until", until)):
            if value is not None:
                raise InvalidValueError(field, "absent for a timeline, which has a range of its own", value)
        return to_seconds(source.since), to_seconds(source.until)
    expected = f"given for {_KINDS[type(source)]}, which has no range of its own"
    if since is None:
        raise InvalidValueError("since", expected, since)
    if until is None:
        raise InvalidValueError("until", expected, until)
    return checked_range(since, until)


def _open_range(source: Source, since: Instant | None, until: Instant | None) -> tuple[int | None, int | None]:
    if isinstance(source, Timeline):
        raise NotRecurringError("a timeline", "it does not know what comes after it; give the schedule")
    if since is not None and until is not None:
        return checked_range(since, until)
    return (
        None if since is None else to_seconds(since, "since"),
        None if until is None else to_seconds(until, "until"),
    )


def _alarm_seconds(alarms: Iterable[timedelta]) -> tuple[int, ...]:
    given = fields.tuple_of(timedelta, "alarms", alarms, hint=", each so long before a shift")
    for each in given:
        if each < timedelta(0) or each.microseconds:
            raise InvalidValueError("alarms", "lengths of time before a shift, in whole seconds", each)
    return tuple(sorted({each.days * DAY + each.seconds for each in given}, reverse=True))
