"""The wall clock of an IANA zone: readings to instants and back, on integers.

An *instant* is a UTC second. A *reading* is what a clock on the wall shows, as the second that it would be
if the wall hung in Greenwich: 1970-01-02T00:00:00 on any wall is 86 400.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

import attrs

from oncall.errors import UnknownZoneError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import tzinfo

DAY = 86_400
WEEK = 7 * DAY
MONDAY = 4 * DAY
"""The reading of the first Monday 00:00: the reading 0, 1970-01-01, was a Thursday."""

EARLIEST = -62_135_596_800 + 2 * DAY
"""The first instant that every zone can show as a date: two days into year 1."""
LATEST = 253_402_300_800 - 2 * DAY
"""The end of time here: two days before year 10 000."""

# Two changes of offset are never closer than this: the tightest pair in the IANA database is 3.98 days apart
# (Africa/Freetown, 1939), so a probe every three days meets every offset that was ever in force.
_PROBE = 3 * DAY
# The database lists clock changes of 1834 to 2087. After its lists yearly rules hold, which come back with the calendar
# every 400 years, a whole number of weeks.
_RECORDS_SINCE = -5_364_662_400  # 1800-01-01
_RULES_SINCE = 4_102_444_800  # 2100-01-01
_CYCLE = 146_097 * DAY
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - each zone reads it as its own UTC, see `fromutc`
_FIRST_TABLE = (1_420_070_400, 2_051_222_400)  # 2015 to 2035: what nearly every question is about


@attrs.frozen
class Table:
    """The offsets in force over `[since, until)`, found by probing."""

    since: int
    until: int
    starts: list[int]
    """The instant at which each offset comes into force; the first is `since`."""
    offsets: list[int]
    readings: list[int]
    """The first reading that each offset translates: below it, the offset before does."""
    steps: list[int]
    step_offsets: list[int | None]
    """The offset from each of `steps` on; None while the clock has changed and is not yet settled."""
    first: int
    last: int
    """Within these every instant has its reading, and every reading its instant."""


@attrs.frozen(eq=False)
class Zone:
    """A time zone; `Zone.named(name)` gives the one value there is for each name."""

    name: str
    _source: tzinfo = attrs.field(repr=False)
    _epoch: datetime = attrs.field(
        init=False, repr=False, default=attrs.Factory(lambda self: _EPOCH.replace(tzinfo=self._source), takes_self=True)
    )
    _tables: list[Table] = attrs.field(default=attrs.Factory(list[Table]), init=False, repr=False)

    @staticmethod
    def named(name: str) -> Zone:
        """The zone of an IANA name, from the system's database or the `tzdata` package.

        Raises:
            UnknownZoneError: there is no such zone; also for `localtime`, which is another zone on every machine.
        """
        try:
            return _zone_named(name)
        except TypeError as error:  # a list, which is no key
            raise UnknownZoneError(name) from error

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return (Zone.named, (self.name,))

    def __attrs_post_init__(self) -> None:
        self._tables.append(self._probed(*_FIRST_TABLE))

    @property
    def table(self) -> Table:
        """The offsets of the years that were asked about, and of at least twenty around now; it grows as need be."""
        return self._tables[0]

    def offset_at(self, instant: int) -> int:
        """The seconds by which the wall clock is ahead of UTC at `instant`."""
        table = self._table(instant, instant)
        return table.offsets[bisect_right(table.starts, instant) - 1]

    def reading_of(self, instant: int) -> int:
        """What the clock on the wall shows at `instant`."""
        return instant + self.offset_at(instant)

    def settled_reading(self, instant: int) -> int | None:
        """What the clock shows at `instant`, or None shortly after a clock change.

        "Shortly" is for as long as the clock was moved by. At every other instant `instant_of(r) <= instant` is the
        same as `r <= settled_reading(instant)` for every reading r: whatever began, by its reading, has begun. In the
        hour after a change that fails: an hour is being repeated, or readings that never were shown still lie ahead.
        """
        table = self._tables[0]
        if not table.first < instant < table.last:
            table = self._widened(instant, instant)
        offset = table.step_offsets[bisect_right(table.steps, instant) - 1]
        return None if offset is None else instant + offset

    def instant_of(self, reading: int) -> int:
        """The instant at which the wall clock shows `reading`.

        A reading that is shown twice is its first occurrence; one that is skipped moves forward by the length of the
        gap (RFC 5545 section 3.3.5). So the order of readings is kept, except within a gap.
        """
        table = self._table(reading - DAY, reading + DAY)
        return reading - table.offsets[bisect_right(table.readings, reading) - 1]

    def instants_of(self, readings: Sequence[int]) -> list[int]:
        """`instant_of` each of `readings`, which are in ascending order; linear in their number."""
        if not readings:
            return []
        table = self._table(readings[0] - DAY, readings[-1] + DAY)
        instants: list[int] = []
        piece = bisect_right(table.readings, readings[0]) - 1
        begin = 0
        while begin < len(readings):
            last = piece + 1 == len(table.readings)
            end = len(readings) if last else bisect_left(readings, table.readings[piece + 1], begin)
            offset = table.offsets[piece]
            instants += [reading - offset for reading in readings[begin:end]]
            begin, piece = end, piece + 1
        return instants

    def occurrences(self, reading: int) -> list[int]:
        """The instants at which the clock shows `reading`, in order: two if it is repeated, none if it is skipped."""
        # A clock is moved by a day at most, and not twice within two days.
        offsets = {self.offset_at(reading - DAY), self.offset_at(reading + DAY)}
        return sorted(reading - offset for offset in offsets if self.offset_at(reading - offset) == offset)

    def changes(self, since: int, until: int) -> list[int]:
        """The instants in `[since, until)` at which the clock is changed, in order."""
        table = self._table(since, until)
        first = bisect_left(table.starts, max(since, table.since + 1))
        return table.starts[first : bisect_left(table.starts, until)]

    def steps(self, since: int, until: int) -> list[tuple[int, int, int | None]]:
        """`[since, until)` in pieces `(start, end, offset)` of one offset each; None while a change is not settled.

        `settled_reading` says what that means.
        """
        table = self._table(since, until)
        first, last = bisect_right(table.steps, since) - 1, bisect_left(table.steps, until)
        starts = [since, *table.steps[first + 1 : last]]
        return list(zip(starts, [*starts[1:], until], table.step_offsets[first:last], strict=True))

    def _table(self, since: int, until: int) -> Table:
        table = self._tables[0]
        if table.first < since and until < table.last:
            return table
        return self._widened(since, until)

    def _widened(self, since: int, until: int) -> Table:
        """The table, made to reach further than asked, so that few questions widen it."""
        old = self._tables[0]
        lowest, highest = EARLIEST - 2 * DAY, LATEST + 2 * DAY
        if (old.since <= lowest or old.since < since - DAY) and (highest <= old.until or until + DAY < old.until):
            return old
        margin = old.until - old.since
        wanted = (
            old.since if old.since < since - DAY else max(since - margin, lowest),
            old.until if until + DAY < old.until else min(until + margin, highest),
        )
        table = self._probed(*wanted)
        self._tables[0] = table
        return table

    def _probed(self, since: int, until: int) -> Table:
        starts, offsets = [since], [self._offset(since)]
        for start, offset in self._all_changes(since, until):
            starts.append(start)
            offsets.append(offset)
        readings, steps = [since + offsets[0] - DAY], [since]
        step_offsets: list[int | None] = [offsets[0]]
        for start, (before, after) in zip(starts[1:], pairwise(offsets), strict=True):
            readings.append(start + max(before, after))
            steps += [start, start + abs(after - before)]
            step_offsets += [None, after]
        return Table(since, until, starts, offsets, readings, steps, step_offsets, since + DAY, until - DAY)

    def _all_changes(self, since: int, until: int) -> Iterator[tuple[int, int]]:
        """Every clock change of `(since, until)` with the offset that it brings."""
        if self._source.utcoffset(None) is not None:
            return iter(())  # one offset, whatever the time: it is never changed
        probed = self._probed_changes(max(since, _RECORDS_SINCE), min(until, _RULES_SINCE + _CYCLE))
        if until > _RULES_SINCE + _CYCLE:
            cycle = self._probed_changes(_RULES_SINCE, _RULES_SINCE + _CYCLE)
            shifts = range(_CYCLE, min(until, LATEST) - _RULES_SINCE, _CYCLE)
            probed += [(start + shift, offset) for shift in shifts for start, offset in cycle]
        return ((start, offset) for start, offset in probed if since < start < min(until, LATEST))

    def _probed_changes(self, since: int, until: int) -> list[tuple[int, int]]:
        found: list[tuple[int, int]] = []
        before = self._offset(since)
        for low, high in pairwise([*range(since, until, _PROBE), until]):
            offset = self._offset(high)
            if offset != before:
                found.append((self._first_with(offset, low, high), offset))
                before = offset
        return found

    def _first_with(self, offset: int, low: int, high: int) -> int:
        """The first instant after `low`, up to `high`, at which `offset` is in force."""
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if self._offset(middle) == offset else (middle, high)
        return high

    def _offset(self, instant: int) -> int:
        moment = self._epoch + timedelta(seconds=min(max(instant, EARLIEST), LATEST))
        offset = self._source.fromutc(moment).utcoffset()
        assert offset is not None, "an aware datetime has an offset"
        return offset.days * DAY + offset.seconds


@lru_cache(maxsize=1024)
def _zone_named(name: str) -> Zone:
    if not isinstance(name, str) or name in {"", "localtime"}:
        raise UnknownZoneError(name)
    try:
        source = ZoneInfo(name)
    except (OSError, ValueError, LookupError) as error:
        raise UnknownZoneError(
            name, near=tuple(get_close_matches(name, sorted(available_timezones() - {"localtime"})))
        ) from error
    return Zone(name, source)
