"""Shifts, and the timelines that they make up."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from typing import TYPE_CHECKING, Any, overload

import attrs

from oncall.chronology.characters import visible
from oncall.chronology.instants import Instant, checked_range, shown, to_datetime, to_seconds, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE, Span, SpanSet
from oncall.chronology.zones import Zone
from oncall.engine import lanes
from oncall.errors import InvalidValueError, OutsideTimelineError
from oncall.model import fields
from oncall.model.columns import Columns
from oncall.model.users import User

if TYPE_CHECKING:
    from oncall.chronology.instants import DateTime
    from oncall.model.columns import Holder, Row


def _shift_end(value: Instant | None) -> int | None:
    return None if value is None else to_seconds(value, "end")


def _shift_start(value: Instant) -> int:
    return to_seconds(value, "start")


def _sources(values: Iterable[str]) -> tuple[str, ...]:
    return fields.tuple_of(str, "sources", values)


def _since_seconds(value: Instant) -> int:
    return to_seconds(value, "since")


def _until_seconds(value: Instant) -> int:
    return to_seconds(value, "until")


@attrs.frozen(kw_only=True)
class Shift:
    """An unbroken stretch for which `user` is on call: from `start` up to, not including, `end`; None: for ever."""

    user: User = attrs.field(validator=fields.instance_of(User))
    """Who is on call."""
    _start: int = attrs.field(alias="start", converter=_shift_start)
    _end: int | None = attrs.field(alias="end", converter=_shift_end)
    sources: tuple[str, ...] = attrs.field(default=(), converter=_sources)
    """The layers that the shift came through, and `override`: names in order, each once."""
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    def __attrs_post_init__(self) -> None:
        if self._end is not None and self._end <= self._start:
            zone = Zone.named(self.zone)
            raise InvalidValueError("end", f"after start ({to_text(self._start, zone)})", to_text(self._end, zone))

    @property
    def start(self) -> DateTime:
        """When the shift begins, in the schedule's zone."""
        return shown(self._start, self.zone)

    @property
    def end(self) -> DateTime | None:
        """When it is over, in the schedule's zone; None if it never is."""
        return None if self._end is None else shown(self._end, self.zone)

    @property
    def bounds(self) -> tuple[int, int | None]:
        """Both ends as UTC seconds; None: for ever."""
        return (self._start, self._end)

    @property
    def seconds(self) -> int | None:
        """How long it lasts, in seconds that pass; None: for ever."""
        return None if self._end is None else self._end - self._start

    def to_dict(self) -> dict[str, Any]:
        """Plain values: texts, ISO 8601 times with the zone's offset, a list."""
        zone = Zone.named(self.zone)
        return {
            "user": self.user.id,
            "name": self.user.name,
            "start": to_text(self._start, zone),
            "end": None if self._end is None else to_text(self._end, zone),
            "sources": list(self.sources),
        }

    def __str__(self) -> str:
        zone = Zone.named(self.zone)
        until = "for ever" if self._end is None else to_text(self._end, zone)
        return f"{visible(self.user.name)}: {to_text(self._start, zone)} to {until}"


_NEW = object.__new__
_PUT_USER, _PUT_START, _PUT_END, _PUT_SOURCES, _PUT_ZONE = (
    vars(Shift)[slot].__set__ for slot in ("user", "_start", "_end", "sources", "zone")
)


def _shift(start: int, end: int | None, holder: Holder, zone: str) -> Shift:
    """A shift of values that were checked when the timeline was made; to check them again takes four times as long."""
    shift = _NEW(Shift)
    user, sources = holder
    _PUT_USER(shift, user)
    _PUT_START(shift, start)
    _PUT_END(shift, end)
    _PUT_SOURCES(shift, sources)
    _PUT_ZONE(shift, zone)
    return shift


def _columns(shifts: Iterable[Shift | Row]) -> Columns:
    if isinstance(shifts, Columns):
        return shifts
    return Columns.of(
        (*shift.bounds, shift.user, shift.sources) if isinstance(shift, Shift) else shift for shift in shifts
    )


@attrs.frozen(repr=False)
class Timeline(Sequence[Shift]):
    """The shifts of `[since, until)`, in order and apart: a sequence of `Shift`, each made when it is asked for.

    Where nobody is on call there is no shift. With `overflow`, the first and the last shift may reach out of the range;
    everything else that a timeline tells is about the range alone. Of one layer, or one person, alone it is a `part`,
    which is the name of that: then somebody else may be on call in its gaps.

    Raises:
        InvalidValueError: the range is empty, shifts overlap or are out of order, or one lies outside of the range.
    """

    _rows: Columns = attrs.field(alias="shifts", converter=_columns)
    _since: int = attrs.field(alias="since", converter=_since_seconds, kw_only=True)
    _until: int = attrs.field(alias="until", converter=_until_seconds, kw_only=True)
    zone: str = attrs.field(default=UTC_ZONE, kw_only=True, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""
    part: str = attrs.field(default="", kw_only=True, eq=False)
    """The layer or person that it is of alone, by name; empty: it is of everybody."""

    def __attrs_post_init__(self) -> None:
        checked_range(self._since, self._until)
        misplaced = self._rows.first_misplaced(self._since, self._until)
        if misplaced is not None:
            start, _, user, _ = self._rows[misplaced]
            expected = "in order, apart, and within the range of the timeline"
            raise InvalidValueError("shifts", expected, f"{user} from {to_text(start, Zone.named(self.zone))}")

    @property
    def since(self) -> DateTime:
        """Where the range begins."""
        return to_datetime(self._since, Zone.named(self.zone))

    @property
    def until(self) -> DateTime:
        """Where the range ends; not itself part of it."""
        return to_datetime(self._until, Zone.named(self.zone))

    @property
    def gaps(self) -> tuple[Span, ...]:
        """The spans of the range in which nobody of the timeline is on call, in order."""
        return tuple(SpanSet([(self._since, self._until)], zone=self.zone) - self.covered)

    @property
    def covered(self) -> SpanSet:
        """The instants of the range at which somebody is on call."""
        clipped = ((max(start, self._since), self._clipped(end)) for start, end, _, _ in self._rows)
        return SpanSet(clipped, zone=self.zone)

    @property
    def coverage(self) -> float:
        """The share of the range in which somebody is on call, from 0 to 1."""
        return self.covered.seconds / (self._until - self._since)

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody with a shift, in the order of first shifts."""
        return tuple(dict.fromkeys(user for user, _ in self._rows.holders))

    def at(self, instant: Instant) -> User | None:
        """Who is on call at `instant`, which must lie within the range; None: nobody.

        Raises:
            OutsideTimelineError: the instant is outside of the range.
        """
        seconds = to_seconds(instant, "instant")
        if not self._since <= seconds < self._until:
            zone = Zone.named(self.zone)
            raise OutsideTimelineError(*(to_text(each, zone) for each in (seconds, self._since, self._until)))
        index = bisect_right(self._rows.starts, seconds) - 1
        if index < 0:
            return None
        _, end, user, _ = self._rows[index]
        return user if end is None or seconds < end else None

    def for_user(self, user: User | str) -> Timeline:
        """The same range with the shifts of one person only, given as a user or an id."""
        wanted = user.id if isinstance(user, User) else user
        rows = [row for row in self._rows if row[2].id == wanted]
        return attrs.evolve(self, shifts=rows, part=rows[0][2].name if rows else wanted)

    def to_dicts(self) -> list[dict[str, Any]]:
        """A dictionary of plain values for each shift, as `Shift.to_dict`."""
        return [shift.to_dict() for shift in self]

    def to_svg(self) -> str:
        """A picture of the shifts and gaps of the range as SVG; days are those of `zone`."""
        from oncall.views.pictures import timeline_svg

        return timeline_svg(self)

    def _repr_svg_(self) -> str:
        """What a notebook shows: the picture."""
        return self.to_svg()

    def _repr_html_(self) -> str:
        """The picture with a table of the shifts and gaps, of the first fifty if there are more."""
        from oncall.views.html.notebooks import timeline_html

        return timeline_html(self)

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Shift: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Shift, ...]: ...
    def __getitem__(self, index: int | slice) -> Shift | tuple[Shift, ...]:
        if isinstance(index, slice):
            rows = self._rows
            columns = (rows.starts[index], rows.ends[index], rows.holders[index], repeat(self.zone))
            return tuple(map(_shift, *columns))
        start, end, user, sources = self._rows[index]
        return _shift(start, end, (user, sources), self.zone)

    def __iter__(self) -> Iterator[Shift]:
        rows = self._rows
        return map(_shift, rows.starts, rows.ends, map(rows.table.__getitem__, rows.kinds), repeat(self.zone))

    def __repr__(self) -> str:
        zone = Zone.named(self.zone)
        span = f"{to_text(self._since, zone)} to {to_text(self._until, zone)}"
        return f"<Timeline of {len(self)} shifts, {span}>"

    def __str__(self) -> str:
        return "\n".join(map(str, self))

    def _clipped(self, end: int | None) -> int:
        return self._until if end is None else min(end, self._until)


def overlay(lower: Timeline, upper: Timeline) -> Timeline:
    """The timeline in which `upper` wins wherever it has anybody, and `lower` shows through elsewhere.

    At every instant it is `upper.at(t) or lower.at(t)`. The zone is that of `upper`.

    Raises:
        InvalidValueError: the two are not over the same range.
    """
    since, until = to_seconds(upper.since), to_seconds(upper.until)
    if (to_seconds(lower.since), to_seconds(lower.until)) != (since, until):
        expected = f"a timeline over the same range as upper ({upper.since} to {upper.until})"
        raise InvalidValueError("lower", expected, f"{lower.since} to {lower.until}")
    shifts = [*lower, *upper]
    users = tuple(dict.fromkeys(shift.user for shift in shifts))
    merged = lanes.overlay(_lane(lower, 0, since, until), _lane(upper, len(lower), since, until))
    rows: list[Row] = []
    for stretch in lanes.stretches(merged, [users.index(shift.user) for shift in shifts]):
        sources = dict.fromkeys(source for place in stretch.places for source in shifts[place].sources)
        rows.append((stretch.start, stretch.end, users[stretch.owner], tuple(sources)))
    return Timeline(rows, since=since, until=until, zone=upper.zone)


def _lane(timeline: Timeline, first_place: int, since: int, until: int) -> lanes.Lane:
    """Each shift as a place of its own, cut to the range."""
    claims = [(start, until if end is None else end) for start, end in (shift.bounds for shift in timeline)]
    lane = lanes.stacked(claims, since, until)
    places = [place if place == lanes.NOBODY else first_place + place for place in lane.places]
    return attrs.evolve(lane, places=places)
