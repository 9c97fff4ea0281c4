"""The pictures of a schedule and of a timeline."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.shortening import apart, cut
from oncall.chronology.words import duration
from oncall.chronology.zones import DAY, Zone
from oncall.model.compilation import source_name
from oncall.views.people import Roster
from oncall.views.pictures.bars import (
    bounds,
    held,
    least_of_many,
    listed,
    result_lane,
    said_of_left_out,
    schedule_lanes,
)
from oncall.views.pictures.details import LONGEST, with_room
from oncall.views.pictures.drawing import BOLDER, PADDING, SIZE, moved, shortened
from oncall.views.pictures.frame import Frame
from oncall.views.pictures.legend import ROW, Entry, legend
from oncall.views.pictures.merging import runs
from oncall.views.pictures.painting import Painter
from oncall.views.pictures.portions import Portion, portions
from oncall.views.pictures.scales import Scale
from oncall.views.pictures.sheets import WIDTH, heading, new_body, sheet
from oncall.views.pictures.style import Paints
from oncall.views.pictures.telling import name_of
from oncall.views.pictures.texts import brief, isolated, safe, text_width, width_at
from oncall.views.wording import MOST_LETTERS, counted, day_name, local, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from xml.etree.ElementTree import Element

    from oncall.model import Schedule, Timeline, User
    from oncall.views.pictures.bars import Lane
    from oncall.views.pictures.details import Detail
    from oncall.views.pictures.merging import Run

_WIDEST_LABEL = 150.0
_HEIGHT, _RESULT_HEIGHT = 24.0, 34.0
_BETWEEN = 6.0
_MOST_TOLD = 12


def schedule_svg(
    schedule: Schedule,
    since: Instant,
    until: Instant,
    *,
    now: Instant | None = None,
    roster: Roster | None = None,
    is_named: bool = True,
) -> str:
    """A schedule over `[since, until)` as SVG; with `now`, a line stands there. `roster` gives people their colours.

    Without `is_named` its name does not stand above it.

    Raises:
        NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
    """
    begin, end = checked_range(since, until)
    left_out = least_of_many(schedule, begin, end)
    picture = _Picture(
        lanes=[*schedule_lanes(schedule, begin, end, left_out)],
        zone=Zone.named(schedule.time_zone),
        since=begin,
        until=end,
        now=None if now is None else to_seconds(now, "now"),
        left_out=left_out,
        names_left_out=[source_name(schedule, index) for index in left_out],
        is_named=is_named,
    )
    return picture.drawn(schedule.name, (roster or Roster(())).including(schedule.users))


def timeline_svg(timeline: Timeline, *, roster: Roster | None = None) -> str:
    """The shifts and gaps of a timeline as SVG, over its whole range; of a part of one the shifts alone."""
    since, until = bounds(timeline)
    lanes = [result_lane(timeline)]
    zone, is_whole = Zone.named(timeline.zone), not timeline.part
    picture = _Picture(lanes=lanes, zone=zone, since=since, until=until, now=None, is_whole=is_whole)
    return picture.drawn(timeline.part or "On call", (roster or Roster(())).including(timeline.users))


@attrs.frozen
class _Row:
    """A lane at its place, from `top` down."""

    lane: Lane
    runs: Sequence[Run]
    top: float
    height: float


@attrs.frozen(kw_only=True)
class _Picture:
    """Lanes below the dates of a range, and a legend below them."""

    lanes: Sequence[Lane]
    zone: Zone
    since: int
    until: int
    now: int | None
    left_out: Mapping[int, int] = attrs.field(factory=dict[int, int])
    """The layers that have no lane, and for how many seconds each decides."""
    names_left_out: Sequence[str] = ()
    is_whole: bool = True
    is_named: bool = True

    def drawn(self, name: str, roster: Roster) -> str:
        """The picture, below its name, with as much detail as there is room for."""
        return with_room(roster, lambda names, detail: self._drawn(name, names, detail))

    def _drawn(self, name: str, roster: Roster, detail: Detail) -> str:
        labels = apart([safe(lane.label) for lane in self.lanes], detail.letters, len)
        short = apart(labels, _WIDEST_LABEL, width_at(SIZE * BOLDER))
        sizes = [SIZE * (BOLDER if lane.is_result else 1) for lane in self.lanes]
        left = PADDING * 2 + max(map(text_width, short, sizes))
        scale = Scale(zone=self.zone, since=self.since, until=self.until, left=left, right=WIDTH - PADDING * 2)
        frame = Frame.of(scale, heading(is_named=self.is_named), self.now)
        first, rest = listed(self.lanes, roster, detail.people)
        own = [*roster] if detail.has_all_colors else first
        painter = Painter(scale, Paints(roster), own, frame.lines, detail.told)
        body = new_body()
        rows = [*self._rows(scale, frame.lanes_top, detail)]
        bottom = rows[-1].top + rows[-1].height
        frame.ground(body, bottom)
        frame.dates(body)
        for row, label, words in zip(rows, labels, short, strict=True):
            kind = "b" if row.lane.is_result else ""
            shortened(body, label, words, PADDING, row.top + row.height / 2 + 4, kind=kind)
            painter.bars(moved(body, row.top), row.runs, row.height, is_result=row.lane.is_result)
        frame.marks(body, bottom)
        for row in rows:
            painter.names(moved(body, row.top), row.runs, row.height)
        if others := self._others:
            shown = cut(others, WIDTH - PADDING - left, width_at(SIZE), keeps_end=False)
            shortened(body, brief(others, LONGEST), shown, left, bottom + 18, kind="s")
            bottom += ROW
        paints, is_named = painter.paints, self.is_named
        explained = [*self._rest(rest, paints), *self._entries(rows, paints), *frame.entries()]
        end = self._below(body, first, explained, paints, left=left, top=bottom + 16)
        return sheet(body, end, name=name, about=self._about, told=self._told(roster), paints=paints, is_named=is_named)

    def _below(
        self,
        body: Element,
        first: Sequence[User],
        explained: Sequence[Entry],
        paints: Paints,
        *,
        left: float,
        top: float,
    ) -> float:
        """Draw what is below the lanes, and give back where it ends: who is who, and what else there is to explain."""
        right = WIDTH - PADDING
        found = [
            Portion(
                name_of(user, paints.roster), self._held.get(user, 0), Entry.of(paints.roster[user], paints.of(user))
            )
            for user in first
        ]
        if self._total:
            top = portions(body, found, self._total, left=left, right=right, top=top) + _BETWEEN
        entries = [] if self._total else [each.entry for each in found]
        return legend(body, [*entries, *explained], left=left, right=right, top=top)

    def _rest(self, users: Sequence[User], paints: Paints) -> Iterator[Entry]:
        """How many people are not listed, and how much of the time they have; nothing, if all are."""
        share = f": {sum(self._held.get(user, 0) for user in users) / self._total:.1%}" if self._total else ""
        if users:
            yield Entry.of_others(users, paints, share)

    def _rows(self, scale: Scale, top: float, detail: Detail) -> Iterator[_Row]:
        """The lanes from the top on: the result is higher, and apart from the others."""
        for lane in self.lanes:
            height = _RESULT_HEIGHT if lane.is_result else _HEIGHT
            narrow = detail.narrow_result if lane.is_result else detail.narrow
            yield _Row(lane, runs(lane.pieces, scale, narrow), top, height)
            top += height + _BETWEEN * (2 if lane.is_result else 1)

    def _entries(self, rows: Sequence[_Row], paints: Paints) -> Iterator[Entry]:
        """What colours and patterns mean that are nobody's."""
        if any(piece.is_hidden for lane in self.lanes for piece in lane.pieces):
            yield Entry(paint={"kind": "s f"}, words="hidden by a lane above")
        if self._gaps:
            yield Entry(paint=paints.of(None), words=self._gaps)
        if any(run.is_together for row in rows for run in row.runs):
            yield Entry(words="columns: how the time is shared")

    @cached_property
    def _held(self) -> dict[User, int]:
        """For how many seconds each person is on call who is."""
        return held(self.lanes[0])

    @property
    def _total(self) -> int:
        """What the shares of people are of; 0: there is nothing to share, or nothing known of the others."""
        return sum(self._held.values()) if self.is_whole else 0

    @property
    def _others(self) -> str:
        """Which layers have no lane, the highest first, and how much of the time they decide; nothing, if all have."""
        if not self.left_out:
            return ""
        names = ", ".join(map(isolated, apart(self.names_left_out, MOST_LETTERS, len)))
        return f"{said_of_left_out(self.left_out, self.until - self.since)}: {names}"

    @property
    def _gaps(self) -> str:
        """How much of the range nobody is on call in; nothing, if there is none."""
        found = [piece.seconds for piece in self.lanes[0].pieces if piece.bar.user is None]
        return f"nobody on call: {counted(len(found), 'gap')}, {duration(sum(found))}" if found else ""

    @property
    def _about(self) -> str:
        """From when to when it is: two days, with the times if they are not midnights."""
        readings = [self.zone.reading_of(each) for each in (self.since, self.until)]
        if any(reading % DAY for reading in readings):
            return f"{local(self.since, self.zone)} to {local(self.until, self.zone)}, {self.zone.name}"
        return f"{day_name(readings[0])} to {day_name(readings[1])}, {self.zone.name}"

    def _told(self, roster: Roster) -> str:
        """What is to be seen, in sentences."""
        shifts = sum(piece.bar.user is not None for piece in self.lanes[0].pieces)
        names = [
            name_of(user, roster) + (f" {seconds / self._total:.1%}" if self._total else "")
            for user, seconds in self._held.items()
        ]
        others = f" and {len(names) - _MOST_TOLD} more" if len(names) > _MOST_TOLD else ""
        who = f": {', '.join(names[:_MOST_TOLD])}{others}" if names else ""
        below = [*map(isolated, apart([lane.label for lane in self.lanes[1:]], MOST_LETTERS, len))]
        left_out = f" and {counted(len(self.left_out), 'more layer')}" if self.left_out else ""
        lanes = f" Below it, from top to bottom: {', '.join(below)}{left_out}." if below else ""
        if not self.is_whole:
            return f"{isolated(brief(self.lanes[0].label))}: {counted(shifts, 'shift')}{who}."
        gaps = self._gaps or "somebody is on call all the time"
        return f"On call: {counted(shifts, 'shift')}{who}. {sentence(gaps)}{lanes}"
