"""Recurring calendars: a schedule's series, and whatever deviates from them as exceptions."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.spans import canonical
from oncall.chronology.words import duration, listing
from oncall.chronology.zones import DAY, EARLIEST, WEEK
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import CLOCK_CHANGES_UNTIL, FOREVER
from oncall.errors import NotRecurringError
from oncall.formats.ical import events
from oncall.formats.ical.direct import written_utc
from oncall.formats.ical.entries import Again, Entry, Once
from oncall.formats.ical.feeds import Grid, Strand
from oncall.formats.ical.series import endless, repeated
from oncall.formats.ical.texts import one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.engine.stack import Stack
    from oncall.formats.ical.events import Piece, Writing
    from oncall.formats.ical.series import Repeated, Series
    from oncall.model import Schedule, User

MOST_APART = 10_000
"""How many turns there may be before a schedule has settled, or beneath overrides: each is told by itself."""

_TEN_YEARS = 520 * WEEK
_UP_TO_2025 = 2870 * WEEK
"""In 2025 begins what has no beginning: that a person whom a rule names is on call at all times."""


def entries(
    strands: Iterable[Strand], since: int | None, until: int | None, writing: Writing
) -> tuple[list[Entry], tuple[tuple[str, int, int], ...]]:
    """The series of all strands with their exceptions, and the zones whose definitions they need, over which instants.

    Raises:
        NotRecurringError: a strand has no recurring form.
    """
    found: list[Entry] = []
    zones: dict[str, tuple[int, int]] = {}
    for course in (_course(strand, since, until) for strand in strands):
        found += course.entries(writing)
        if course.told and course.zone:
            begin = min(course.strand.zone.instant_of(each.first) for each in course.told) - DAY
            known = zones.get(course.zone, (begin, course.end))
            zones[course.zone] = (min(known[0], begin), max(known[1], course.end))
    return found, tuple((name, *over) for name, over in sorted(zones.items()))


@attrs.frozen(kw_only=True)
class _Told:
    """A series as it is written: whose it is, and the readings of its first occurrence that is told and of its first.

    `before`, `after` and `sources` are what is the same of each occurrence.
    """

    series: Series
    user: User | None
    first: int
    origin: int
    before: str = ""
    after: str = ""
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class _Exceptions:
    """What deviates: readings left out of a series, what stands instead of an occurrence, and what else there is.

    `left_out` and `instead` are by the place of the series, `alone` by the start.
    """

    left_out: dict[int, set[int]]
    instead: dict[tuple[int, int], Piece]
    alone: dict[int, Piece]


@attrs.frozen(kw_only=True)
class _Course:
    """A strand over `[since, until)` (None: for ever): its series, from the instant on at which it has `settled`.

    Nobody is on call before `begins`. `claims` are the overrides as pairs of instants, beneath which is the `pattern`.
    """

    strand: Strand
    told: tuple[_Told, ...]
    grid: Grid | None
    begins: int
    settled: int
    since: int | None
    until: int | None
    claims: tuple[tuple[int, int], ...] = ()
    pattern: Stack | None = None

    @property
    def begin(self) -> int:
        """The first instant that is told."""
        return self.begins if self.since is None else max(self.begins, self.since)

    @property
    def horizon(self) -> int:
        """Up to where clock changes are looked at: the series themselves have no end."""
        if self.until is not None:
            return max(self.until, self.begin + DAY)
        return min(max(CLOCK_CHANGES_UNTIL, max(self.begin, self.settled) + _TEN_YEARS), FOREVER - DAY)

    @property
    def end(self) -> int:
        """Up to where anything deviates: overrides do wherever they are."""
        if self.until is not None:
            return self.horizon
        return min(max([self.horizon, *(end + self.reach for _, end in self.claims)]), FOREVER - DAY)

    @cached_property
    def zone(self) -> str:
        """The name of the zone; none, if its clock shows UTC all the time, which needs no definition."""
        zone, begin = self.strand.zone, max(self.begin - 2 * self.reach, EARLIEST)
        end = max(self.horizon, CLOCK_CHANGES_UNTIL)
        return "" if zone.offset_at(begin) == 0 and not zone.changes(begin, end) else zone.name

    @cached_property
    def reach(self) -> int:
        """How far from an instant the occurrences lie that touch it."""
        return max((each.series.seconds for each in self.told), default=0) + DAY

    @cached_property
    def windows(self) -> list[tuple[int, int]]:
        """Where anything may deviate: before it has settled, around overrides, and around clock changes."""
        zone, reach, end = self.strand.zone, self.reach, self.end
        changes = zone.changes(max(self.begin - reach, EARLIEST), self.horizon)
        edges = [(self.begin, self.settled), *self.claims]
        edges += [(change, change) for change in changes if not self._is_quiet(change)]
        return canonical((max(since - reach, self.begin), min(until + reach, end)) for since, until in edges)

    def _is_quiet(self, change: int) -> bool:
        """Whether nothing begins or ends near a clock change, and all readers agree on what goes on over it."""
        before, after = self.strand.zone.offset_at(change - 1), self.strand.zone.offset_at(change)
        settled = change + abs(after - before)
        # What the clock shows from the last second before the change on until it has settled, skipped and repeated.
        low, high = change + min(before, after) - 1, settled + max(before, after) + 1
        if self.pattern is not None and len(self.pattern.lane(low, high).starts) > 1:
            return False
        return all(
            reading < low and high < reading + each.series.seconds and each.series.seconds % DAY == 0
            for each in self.told
            for reading in self._occurrences(each, change - 1, settled + 1)
        )

    def entries(self, writing: Writing) -> Iterator[Entry]:
        """The series, and the exceptions."""
        found = self._exceptions()
        for place, told in enumerate(self.told):
            yield self._series_entry(told, tuple(sorted(found.left_out.get(place, ()))), writing)
        for (place, reading), piece in found.instead.items():
            when = Once(start=piece.start, end=piece.end, instead_of=reading, zone=self.zone)
            entry = events.entry(self.strand, piece, writing)
            yield attrs.evolve(entry, uid=self._uid(self.told[place]), when=when)
        for piece in found.alone.values():
            yield events.entry(self.strand, piece, writing)

    def _exceptions(self) -> _Exceptions:
        found = _Exceptions(left_out={}, instead={}, alone={})
        for window in self.windows:
            pieces = {piece.start: piece for piece in self._pieces(*window)}
            for place, told in enumerate(self.told):
                for reading in self._occurrences(told, *window):
                    self._compare(found, place, reading, pieces)
            found.alone.update(pieces)
        return found

    def _compare(self, found: _Exceptions, place: int, reading: int, pieces: dict[int, Piece]) -> None:
        """Note how an occurrence differs from the pieces that there really are, of which it takes its own away."""
        told, zone = self.told[place], self.strand.zone
        start, end = zone.instant_of(reading), zone.instant_of(reading + told.series.seconds)
        piece = pieces.get(start)
        if piece is None or piece.user != told.user or zone.occurrences(reading) != [start]:
            found.left_out.setdefault(place, set()).add(reading)
        elif piece.end == end and self._is_plain(reading, told.series.seconds):
            del pieces[start]
        elif self.zone:
            found.instead[place, reading] = pieces.pop(start)
        else:  # some readers, such as the library ical, do not find what a RECURRENCE-ID in UTC stands for
            found.left_out.setdefault(place, set()).add(reading)

    def _is_plain(self, reading: int, seconds: int) -> bool:
        """Whether all readers agree on where an occurrence ends.

        Days are nominal, and hours after them exact (RFC 5545 section 3.3.6); but some take both as one or the other.
        """
        zone, end, hours = self.strand.zone, reading + seconds, seconds % DAY
        end_at = zone.instant_of(end)
        if zone.occurrences(end) != [end_at]:
            return False
        return hours == 0 or end_at == zone.instant_of(reading) + seconds == zone.instant_of(end - hours) + hours

    def _occurrences(self, told: _Told, since: int, until: int) -> Iterator[int]:
        """The readings of the occurrences that touch `[since, until)`, or whose time a clock change skips there."""
        zone, seconds = self.strand.zone, told.series.seconds
        low, high = zone.reading_of(since) - self.reach - DAY, zone.reading_of(until) + DAY
        for reading in told.series.starts(max(low, told.first), high):
            start, end = zone.instant_of(reading), zone.instant_of(reading + seconds)
            if start < until and max(end, start + 1) > since and (self.until is None or start < self.until):
                yield reading

    def _pieces(self, since: int, until: int) -> Iterator[Piece]:
        """What really is on call in `[since, until)`, whole."""
        return events.pieces(self.strand, since, until, self.grid)

    def _uid(self, told: _Told) -> str:
        return events.uid(self.strand, told.user, "every", told.origin)

    def _series_entry(self, told: _Told, left_out: tuple[int, ...], writing: Writing) -> Entry:
        strand, series = self.strand, told.series
        rule = series.rule
        if self.until is not None:
            frequency, *rest = rule.split(";")
            rule = ";".join([frequency, f"UNTIL={written_utc(self.until - 1)}", *rest])
        return Entry(
            uid=self._uid(told),
            when=Again(zone=self.zone, start=told.first, seconds=series.seconds, rule=rule, left_out=left_out),
            summary=events.summary(strand, told.user),
            description="\n".join(self._description(told)),
            categories=events.categories(strand, told.user),
            color=events.color(told.user),
            stamp=writing.stamp,
            person=events.person(told.user, writing),
        )

    def _description(self, told: _Told) -> Iterator[str]:
        zone = self.strand.zone.name
        yield "At all times" if self.strand.always else f"{told.series} ({zone})"
        yield from map(one_line, self.strand.levels)
        yield from events.hand_overs(told.user, told.before, told.after)
        if told.sources:
            yield f"Through {listing(map(one_line, told.sources))}"


def _course(strand: Strand, since: int | None, until: int | None) -> _Course:
    """What a strand repeats.

    Raises:
        NotRecurringError: it does not, is too long in settling, or overrides stand instead of too many turns.
    """
    if strand.always is not None:
        return _always(strand, strand.always, since, until)
    if strand.schedule is None:
        reason = "the times at which a policy reaches nobody are those of several schedules; ask for the gaps of each"
        raise NotRecurringError(strand.title, reason)
    stack = strand.schedule.compiled.stack
    lasting = attrs.evolve(stack, claims=())
    settled = max(lasting.settled, lasting.begins)
    found = repeated(lasting, settled, strand.title, of_gaps=strand.is_of_gaps)
    begin = stack.begins if since is None else max(stack.begins, since)
    if settled > begin and stack.pieces_within(begin, settled) > MOST_APART:
        reason = f"it takes {duration(settled - begin)} until its last layer has begun; say since when it is to be told"
        raise NotRecurringError(strand.title, reason)
    claimed = canonical((max(start, begin), end if until is None else min(end, until)) for start, end in stack.claims)
    if sum(each.series.within(end - start) for each in found for start, end in claimed) > MOST_APART:
        reason = f"overrides take the place of more than {MOST_APART} of its turns; say until when it is to be told"
        raise NotRecurringError(strand.title, reason)
    told = [_told(strand, strand.schedule, each, settled, since) for each in found]
    return _Course(
        strand=strand,
        told=_of_its_person(strand, told, until),
        grid=next((Grid(each.user, each.first) for each, its in zip(told, found, strict=True) if its.is_endless), None),
        begins=stack.begins,
        settled=settled,
        since=since,
        until=until,
        claims=stack.claims,
        pattern=lasting.pattern,
    )


def _always(strand: Strand, grid: Grid, since: int | None, until: int | None) -> _Course:
    """The weeks of a person whom a rule names."""
    origin = grid.reading + _UP_TO_2025
    settled, series = strand.zone.instant_of(origin), endless(origin, 0)
    told = _Told(series=series, user=grid.user, first=_first(strand, series, settled, since), origin=origin)
    return _Course(
        strand=strand,
        told=_of_its_person(strand, [told], until),
        grid=grid,
        begins=settled,
        settled=settled,
        since=since,
        until=until,
    )


def _of_its_person(strand: Strand, told: Iterable[_Told], until: int | None) -> tuple[_Told, ...]:
    """The series that a strand is of, which have begun by its end."""
    end = FOREVER - DAY if until is None else until
    return tuple(
        each for each in told if strand.person in {None, each.user} and strand.zone.instant_of(each.first) < end
    )


def _told(strand: Strand, schedule: Schedule, found: Repeated, settled: int, since: int | None) -> _Told:
    people, sources = schedule.compiled.people, schedule.compiled.sources
    places = sorted({place for through in found.places for place in through})
    return _Told(
        series=found.series,
        user=None if found.series.owner == NOBODY else people[found.series.owner],
        first=_first(strand, found.series, settled, since),
        origin=_first(strand, found.series, settled, None),
        before=_only_name(people, found.before),
        after=_only_name(people, found.after),
        sources=tuple(dict.fromkeys(sources[place] for place in places)),
    )


def _first(strand: Strand, series: Series, settled: int, since: int | None) -> int:
    """The reading of the first occurrence that begins when all has settled, and is not over at `since`."""
    zone = strand.zone
    low = zone.reading_of(settled if since is None else max(settled, since)) - series.seconds - 2 * DAY
    return next(
        reading
        for reading in series.starts(low)
        if zone.instant_of(reading) >= settled and (since is None or zone.instant_of(reading + series.seconds) > since)
    )


def _only_name(people: Sequence[User], owners: frozenset[int]) -> str:
    """The name of the one owner; nothing, if there are several."""
    names = {"nobody" if owner == NOBODY else people[owner].name for owner in owners}
    return names.pop() if len(names) == 1 else ""
