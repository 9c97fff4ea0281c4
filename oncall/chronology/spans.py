"""Half-open stretches of time, and sets of them."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import Instant, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.chronology.instants import DateTime

UTC_ZONE = "Etc/UTC"


@attrs.frozen
class Span:
    """The instants from `start` up to, not including, `end`.

    `zone` is where `start` and `end` are shown; two spans of the same instants are equal in whatever zone.

    Raises:
        NotAnInstantError: an end is no instant.
        InvalidValueError: `end` is not after `start`.

    Examples:
        >>> Span("2025-03-09T00:00:00-05:00", "2025-03-10T00:00:00-04:00", zone="America/New_York").seconds
        82800
    """

    _start: int = attrs.field(alias="start", converter=to_seconds)
    _end: int = attrs.field(alias="end", converter=to_seconds)
    zone: str = attrs.field(default=UTC_ZONE, kw_only=True, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    def __attrs_post_init__(self) -> None:
        if self._end <= self._start:
            raise InvalidValueError("end", f"after start ({self._start})", self._end)

    @property
    def start(self) -> DateTime:
        """The first instant, in `zone`."""
        return to_datetime(self._start, Zone.named(self.zone))

    @property
    def end(self) -> DateTime:
        """The first instant after it, in `zone`."""
        return to_datetime(self._end, Zone.named(self.zone))

    @property
    def seconds(self) -> int:
        """How long it lasts; an hour that a clock change repeats counts twice."""
        return self._end - self._start

    @property
    def bounds(self) -> tuple[int, int]:
        """Both ends as UTC seconds."""
        return (self._start, self._end)

    def __contains__(self, instant: Instant) -> bool:
        return self._start <= to_seconds(instant) < self._end

    def __str__(self) -> str:
        zone = Zone.named(self.zone)
        return f"{to_text(self._start, zone)} to {to_text(self._end, zone)}"


def canonical(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same set of numbers as sorted half-open pairs of which none is empty and no two overlap or touch."""
    ordered = iter(sorted([pair for pair in pairs if pair[0] < pair[1]]))
    merged: list[tuple[int, int]] = []
    begin, until = next(ordered, (0, 0))
    for start, end in ordered:
        if start > until:
            merged.append((begin, until))
            begin, until = start, end
        elif end > until:
            until = end
    return [*merged, (begin, until)] if begin < until else []


def without(pairs: Sequence[tuple[int, int]], holes: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """What `holes` leave of `pairs`; both are sorted and disjoint."""
    left: list[tuple[int, int]] = []
    index = 0
    for start, end in pairs:
        cursor = start
        while index < len(holes) and holes[index][0] < end:
            left.append((cursor, holes[index][0]))
            cursor = max(cursor, holes[index][1])
            if cursor >= end:
                break  # this hole may reach into the next pair
            index += 1
        left.append((cursor, end))
    return [(start, end) for start, end in left if start < end]


def _canonical_pairs(spans: Iterable[Span | tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple(canonical(span.bounds if isinstance(span, Span) else span for span in spans))


@attrs.frozen
class SpanSet:
    """A set of instants, held as the disjoint, sorted spans that cover it; equal when it is the same set."""

    _pairs: tuple[tuple[int, int], ...] = attrs.field(default=(), alias="spans", converter=_canonical_pairs)
    zone: str = attrs.field(default=UTC_ZONE, kw_only=True, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    def __iter__(self) -> Iterator[Span]:
        return (Span(start, end, zone=self.zone) for start, end in self._pairs)

    def __len__(self) -> int:
        return len(self._pairs)

    def __contains__(self, instant: Instant) -> bool:
        seconds = to_seconds(instant)
        index = bisect_right(self._pairs, seconds, key=lambda pair: pair[0]) - 1
        return index >= 0 and seconds < self._pairs[index][1]

    def __or__(self, other: SpanSet) -> SpanSet:
        return attrs.evolve(self, spans=(*self._pairs, *other._pairs))

    def __and__(self, other: SpanSet) -> SpanSet:
        return self - (self - other)

    def __sub__(self, other: SpanSet) -> SpanSet:
        return attrs.evolve(self, spans=without(self._pairs, other._pairs))

    @property
    def seconds(self) -> int:
        """How long all of it lasts together."""
        return sum(end - start for start, end in self._pairs)

    def __repr__(self) -> str:
        return f"SpanSet({[*self]}, zone={self.zone!r})"
