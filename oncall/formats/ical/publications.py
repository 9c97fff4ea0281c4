"""Publications: what a calendar says of itself after one that was published before it."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, TypeAlias

import attrs
from icalendar import Calendar, Event
from icalendar.parser import Contentlines

from oncall.chronology.zones import DAY, EARLIEST, LATEST
from oncall.errors import InvalidValueError
from oncall.formats.ical.direct import event_lines
from oncall.formats.ical.entries import DOMAIN, Entry, Once
from oncall.formats.ical.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from oncall.formats.ical.entries import Document

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OF_PUBLICATION = frozenset({"DTSTAMP", "LAST-MODIFIED", "SEQUENCE"})
_NAME = re.compile("[^:;]*")
_OURS = re.compile(f"[0-9a-f]{{32}}{DOMAIN}")

Key: TypeAlias = tuple[str, str]
"""What tells an event from others: its UID, and the RECURRENCE-ID of an occurrence."""


def following(
    document: Document, previous: bytes | Calendar, since: int | None, until: int | None, stamp: int
) -> Document:
    """The document as it follows what was published before.

    An entry that is as it was keeps its stamp and sequence; one that changed has a higher sequence, and so has a series
    of which an occurrence is no exception any more. What is no more, and has a part in `[since, until)`, is cancelled
    with a `stamp`; what was cancelled then stays so as long as it has.

    Raises:
        InvalidValueError: `previous` is no calendar.
    """
    now = [(entry, _Written(tuple(event_lines(entry, document)))) for entry in document.entries]
    published, missing = _before(previous, {written.key for _, written in now})
    begin, end = EARLIEST if since is None else since, LATEST if until is None else until
    gone = [each for each in missing if each.concerns(begin, end)]
    restored = {each.published.written.uid for each in gone if each.is_exception}
    entries = [_followed(entry, written, published.get(written.key), restored) for entry, written in now]
    cancelled = [_cancelled(each, begin, stamp) for each in gone if not each.is_exception]
    return attrs.evolve(document, entries=sorted([*entries, *cancelled], key=lambda entry: entry.order))


@attrs.frozen
class _Written:
    """An event as it is written: its content lines, from BEGIN to END."""

    lines: tuple[str, ...]

    @cached_property
    def values(self) -> dict[str, str]:
        """The value of each property, with its parameters; that of an alarm's only where the event has none itself."""
        found: dict[str, str] = {}
        for line in self.lines:
            name = _name(line)
            found.setdefault(name, line[len(name) + 1 :])
        return found

    @property
    def uid(self) -> str:
        """Its UID."""
        return self.values.get("UID", "")

    @property
    def key(self) -> Key:
        """Its UID and RECURRENCE-ID."""
        return self.uid, self.values.get("RECURRENCE-ID", "")

    @property
    def says(self) -> list[str]:
        """Its lines without those about the publication, in an order of their own."""
        return sorted(line for line in self.lines if _name(line) not in _OF_PUBLICATION)


@attrs.frozen(kw_only=True)
class _Published:
    """An event of ours that was published; its stamp is in UTC seconds."""

    written: _Written
    stamp: int
    sequence: int


@attrs.frozen(kw_only=True)
class _Gone:
    """One that is not published any more; `start` and `end` are those of its first occurrence, in UTC seconds."""

    published: _Published
    event: Event
    start: int
    end: int

    @property
    def is_exception(self) -> bool:
        """Whether it stands for one occurrence of a series, which is told anew with its series."""
        return "RECURRENCE-ID" in self.published.written.values

    def concerns(self, since: int, until: int) -> bool:
        """Whether it has a part in `[since, until)`; a series goes on."""
        return self.start < until and (since < self.end or "RRULE" in self.published.written.values)


def _followed(entry: Entry, written: _Written, before: _Published | None, restored: Container[str]) -> Entry:
    if before is None:
        return entry
    if written.says == before.written.says and (isinstance(entry.when, Once) or entry.uid not in restored):
        return attrs.evolve(entry, stamp=before.stamp, sequence=before.sequence)
    return attrs.evolve(entry, sequence=before.sequence + 1)


def _cancelled(gone: _Gone, since: int, stamp: int) -> Entry:
    """The entry that says that an event is no more; of a series, that all of it is, in the first second of the range.

    There it stays as long as the range does.
    """
    published, event = gone.published, gone.event
    was_cancelled = published.written.values.get("STATUS") == "CANCELLED"
    later = max(0, since + 1 - gone.end)
    return Entry(
        uid=published.written.uid,
        when=Once(start=gone.start + later, end=gone.end + later),
        summary=one_line(str(event.get("SUMMARY", ""))),
        description="\n".join(map(one_line, str(event.get("DESCRIPTION", "")).split("\n"))),
        categories=tuple(one_line(each) for each in event.categories),
        color=one_line(str(event.get("COLOR", ""))),
        stamp=published.stamp if was_cancelled else stamp,
        sequence=published.sequence + (0 if was_cancelled else 1),
        is_cancelled=True,
    )


def _before(previous: bytes | Calendar, kept: Container[Key]) -> tuple[dict[Key, _Published], list[_Gone]]:
    """The events of ours in a calendar, and those of them that are not kept.

    Raises:
        InvalidValueError: it is no calendar.
    """
    content: object = previous.to_ical() if isinstance(previous, Calendar) else previous
    if not isinstance(content, bytes):
        raise InvalidValueError("previous", "the bytes of a calendar as it was published, or a Calendar", content)
    if not content.lstrip().startswith(b"BEGIN:VCALENDAR"):
        raise InvalidValueError("previous", "a calendar as it was published", content[:40])
    try:
        lines = map(str, Contentlines.from_ical(content))  # type: ignore[no-untyped-call]
        ours = [_published(each) for each in map(_Written, _events(lines)) if _OURS.fullmatch(each.uid)]
        return {each.written.key: each for each in ours}, [_gone(each) for each in ours if each.written.key not in kept]
    except ValueError as error:
        raise InvalidValueError("previous", f"a calendar as it was published ({error})", content[:40]) from error


def _events(lines: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """The lines of each VEVENT."""
    found: list[str] | None = None
    for line in lines:
        if line == "BEGIN:VEVENT":
            found = []
        if found is not None:
            found.append(line)
        if line == "END:VEVENT" and found is not None:
            yield tuple(found)
            found = None


def _published(written: _Written) -> _Published:
    """An event with what it says of its publication; as a ValueError, what it does not say as it should."""
    stamp = datetime.strptime(written.values.get("DTSTAMP", ""), "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return _Published(written=written, stamp=_seconds(stamp), sequence=int(written.values.get("SEQUENCE", "0")))


def _gone(published: _Published) -> _Gone:
    """An event with its times; as a ValueError, that it has none."""
    event = Event.from_ical("\r\n".join(published.written.lines))
    assert isinstance(event, Event), "it begins with BEGIN:VEVENT"
    start, end = event.start, event.end
    if not (isinstance(start, datetime) and isinstance(end, datetime)):
        raise ValueError(f"the event {published.written.uid} has no times")  # noqa: TRY004 - the file is wrong
    begin, over = _seconds(start), _seconds(end)
    if not EARLIEST <= begin <= over <= LATEST:
        raise ValueError(f"the event {published.written.uid} lasts from {start} to {end}")
    return _Gone(published=published, event=event, start=begin, end=over)


def _seconds(moment: datetime) -> int:
    """The UTC second; a time without a zone, which nothing of ours has, is taken for UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    passed = aware - _EPOCH
    return passed.days * DAY + passed.seconds


def _name(line: str) -> str:
    found = _NAME.match(line)
    assert found is not None, "the pattern matches the empty text"
    return found[0]
