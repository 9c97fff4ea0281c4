"""VTIMEZONE: a zone's clock changes from some instant on, as RFC 5545 section 3.6.5 writes them."""

from __future__ import annotations

from collections import defaultdict
from datetime import MAXYEAR, date

import attrs

from oncall.chronology.zones import DAY, WEEK, Zone

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""The days of the week as an RRULE names them (RFC 5545 section 3.3.10)."""

_TWO_YEARS = 105 * WEEK
_DECIDING = 1305 * WEEK
"""25 years: in fewer, the fourth Sunday of a month may always be the last one."""
_FEWEST = 10
"""Fewer years than this in a row make no rule."""
_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)  # of the months of every year


@attrs.frozen
class Observance:
    """STANDARD or DAYLIGHT: from each of `onsets` on, the clock is `after` seconds ahead of UTC instead of `before`.

    The onsets are readings of the clock as it was before, in order. With a `rule`, an RRULE, there is one: the first.
    """

    kind: str
    before: int
    after: int
    onsets: tuple[int, ...]
    rule: str = ""


@attrs.frozen
class _Yearly:
    """Every year in a month, on the day of that name among the seven from `first` on, at a second of that day."""

    month: int
    first: int
    weekday: int
    second: int

    def onset(self, year: int) -> int:
        """The reading of its onset in a year."""
        begin = date(year, self.month, self.first)
        day = begin.toordinal() + (self.weekday - begin.weekday()) % 7
        return (day - _EPOCH_ORDINAL) * DAY + self.second

    def __str__(self) -> str:
        number, rest = divmod(self.first + 6, 7)
        if self.first + 6 == _LENGTHS[self.month]:
            number, rest = -1, 0
        weekday = WEEKDAYS[self.weekday]
        if rest == 0:
            return f"FREQ=YEARLY;BYDAY={number}{weekday};BYMONTH={self.month}"
        days = ",".join(str(self.first + day) for day in range(7))
        return f"FREQ=YEARLY;BYDAY={weekday};BYMONTHDAY={days};BYMONTH={self.month}"


def observances(name: str, since: int, until: int) -> list[Observance]:
    """What tells the offset of a zone at every instant of `[since, until)`, beginning with what holds at `since`.

    A clock change forward is DAYLIGHT, one back is STANDARD. Those that come every year, and go on to, are written as a
    rule, because Outlook knows nothing else, and for what comes after `until`; all others by their dates.
    """
    zone, end = Zone.named(name), max(until, since + _DECIDING)
    changes = zone.changes(since - _TWO_YEARS, end)
    past = [change for change in changes if change <= since]
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    if not past:
        offset = zone.offset_at(since)
        found[offset, offset].append(since + offset)
    for change in [*past[-1:], *changes[len(past) :]]:
        before, after = zone.offset_at(change - 1), zone.offset_at(change)
        found[before, after].append(change + before)
    return [each for offsets, onsets in found.items() for each in _observances(*offsets, onsets, end)]


def _observances(before: int, after: int, onsets: list[int], end: int) -> list[Observance]:
    kind = "DAYLIGHT" if after > before else "STANDARD"
    years, rule = max(((_years(each, onsets, end), str(each)) for each in _rules(onsets[-1])), default=(0, ""))
    if years < _FEWEST:
        return [Observance(kind, before, after, tuple(onsets))]
    apart, first = onsets[:-years], onsets[-years]
    dated = [Observance(kind, before, after, tuple(apart))] if apart else []
    return [*dated, Observance(kind, before, after, (first,), rule)]


def _rules(onset: int) -> list[_Yearly]:
    """The rules that an onset may come from."""
    day, second = divmod(onset, DAY)
    found = date.fromordinal(_EPOCH_ORDINAL + day)
    firsts = range(max(found.day - 6, 1), min(found.day, _LENGTHS[found.month] - 6) + 1)
    return [_Yearly(found.month, first, found.weekday(), second) for first in firsts]


def _years(rule: _Yearly, onsets: list[int], end: int) -> int:
    """How many of the last onsets a rule gives that has no other one up to `end`."""
    last = date.fromordinal(_EPOCH_ORDINAL + onsets[-1] // DAY).year
    if last < MAXYEAR and rule.onset(last + 1) < end:
        return 0
    years = 0
    while years < len(onsets) and onsets[-1 - years] == rule.onset(last - years):
        years += 1
    return years
