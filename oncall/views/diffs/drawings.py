"""The picture of a change as SVG: who is on call before, and after, and between them a bar where that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.chronology.words import duration
from oncall.chronology.zones import Zone
from oncall.views.pictures.bars import listed, result_lane
from oncall.views.pictures.details import with_room
from oncall.views.pictures.drawing import PADDING, SIZE, box, group, moved, path, text, titled
from oncall.views.pictures.frame import Frame
from oncall.views.pictures.legend import Entry, legend
from oncall.views.pictures.merging import runs
from oncall.views.pictures.painting import Painter
from oncall.views.pictures.scales import Scale
from oncall.views.pictures.sheets import HEADING, WIDTH, new_body, sheet
from oncall.views.pictures.style import Paints
from oncall.views.pictures.telling import name_of, span_text
from oncall.views.pictures.texts import safe, text_width
from oncall.views.wording import local

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from oncall.analysis.reassignments import Reassignment
    from oncall.model import Schedule
    from oncall.views.diffs.documents import Picture
    from oncall.views.people import Roster
    from oncall.views.pictures.bars import Lane
    from oncall.views.pictures.details import Detail
    from oncall.views.pictures.merging import Run

_HEIGHT, _MARK = 34.0, 8.0
_BETWEEN = 5.0
_LEAST = 1.5
"""So wide is a mark at least, so that it is seen."""
_NARROW = 4.0
"""So many times as wide as a narrow piece are marks together, where there is no room for each."""
_CHANGED = "changed"


def change_svg(picture: Picture, roster: Roster) -> str:
    """The picture's window as SVG; a schedule that is not there has no lane."""
    drawing, name = _Drawing.of(picture), picture.diff.schedule.name
    return with_room(roster, lambda names, detail: drawing.drawn(name, names, detail))


@attrs.frozen
class _Row:
    name: str
    lane: Lane
    top: float


@attrs.frozen(kw_only=True)
class _Drawing:
    """The lanes of a change, and what is marked between them."""

    zone: Zone
    since: int
    until: int
    before: Lane | None
    after: Lane | None
    changes: Sequence[Reassignment]

    @classmethod
    def of(cls, picture: Picture) -> _Drawing:
        """The drawing of a picture."""
        diff, (since, until) = picture.diff, picture.window

        def lane(schedule: Schedule | None) -> Lane | None:
            return None if schedule is None else result_lane(schedule.shifts(since, until, overflow=True))

        changes = [each for each in diff.reassignments if each.span.bounds[0] < until and each.span.bounds[1] > since]
        zone = Zone.named(diff.zone)
        return cls(
            zone=zone, since=since, until=until, before=lane(diff.before), after=lane(diff.after), changes=changes
        )

    def drawn(self, name: str, roster: Roster, detail: Detail) -> str:
        """The picture, below its name."""
        left = PADDING * 2 + text_width(_CHANGED, SIZE)
        scale = Scale(zone=self.zone, since=self.since, until=self.until, left=left, right=WIDTH - PADDING * 2)
        frame = Frame.of(scale, HEADING, None)
        rows, marks_top, bottom = self._places(frame.lanes_top)
        first, rest = listed([row.lane for row in rows], roster, detail.people)
        own = [*roster] if detail.has_all_colors else first
        painter = Painter(scale, Paints(roster), own, frame.lines, detail.told)
        body = new_body()
        frame.ground(body, bottom)
        frame.dates(body)
        drawn = [(row, runs(row.lane.pieces, scale, detail.narrow_result)) for row in rows]
        for row, found in drawn:
            text(body, row.name, PADDING, row.top + _HEIGHT / 2 + 4, kind="b")
            painter.bars(moved(body, row.top), found, _HEIGHT, is_result=True)
        self._marks(body, scale, marks_top, roster, detail)
        frame.marks(body, bottom)
        for row, found in drawn:
            painter.names(moved(body, row.top), found, _HEIGHT)
        paints, found = painter.paints, [run for _, runs_of_lane in drawn for run in runs_of_lane]
        others = [Entry.of_others(rest, paints)] if rest else []
        people = [Entry.of(roster[user], paints.of(user)) for user in first]
        entries = [*people, *others, *self._entries(found, paints), *frame.entries()]
        end = legend(body, entries, left=left, right=WIDTH - PADDING, top=bottom + 16)
        about = f"{local(self.since, self.zone)} to {local(self.until, self.zone)}, {self.zone.name}"
        return sheet(body, end, name=name, about=about, told=self._told(), paints=paints)

    def _places(self, top: float) -> tuple[list[_Row], float, float]:
        """The lanes from the top on, where the marks are, and where all of it ends."""
        rows: list[_Row] = []
        if self.before is not None:
            rows.append(_Row("before", self.before, top))
            top += _HEIGHT + _BETWEEN
        marks_top = top
        top += _MARK + _BETWEEN
        if self.after is not None:
            rows.append(_Row("after", self.after, top))
            top += _HEIGHT + _BETWEEN
        return rows, marks_top, top - _BETWEEN

    def _marks(self, parent: Element, scale: Scale, top: float, roster: Roster, detail: Detail) -> None:
        text(parent, _CHANGED, PADDING, top + _MARK, kind="s")
        least = 0 if detail.told == "all" else _NARROW * detail.narrow_result / scale.second
        for changes in _together(self.changes, least):
            (start, _), (_, end) = changes[0].span.bounds, changes[-1].span.bounds
            width = max(scale.x(end) - scale.x(start), _LEAST)
            target = titled(group(parent), f"{span_text(start, end, self.zone)}: {self._changed(changes, roster)}")
            path(target, box(min(scale.x(start), scale.right - width), top, width, _MARK), kind="r")

    def _changed(self, changes: Sequence[Reassignment], roster: Roster) -> str:
        """Whom one takes over from whom; of several, how many there are, and how long they last together."""
        if len(changes) > 1:
            lasting = duration(sum(change.span.seconds for change in changes))
            return f"{len(changes)} changes, {lasting} in all"
        before, after = (name_of(user, roster) for user in (changes[0].before, changes[0].after))
        return f"{before} \N{RIGHTWARDS ARROW} {after}"

    def _entries(self, drawn: Sequence[Run], paints: Paints) -> Iterator[Entry]:
        """What colours and patterns mean that are nobody's."""
        if any(piece.bar.user is None for run in drawn for piece in run.pieces):
            yield Entry(paint=paints.of(None), words="nobody on call")
        yield Entry(paint={"kind": "r"}, words="somebody else is on call")
        if any(run.is_together for run in drawn):
            yield Entry(words="columns: how the time is shared")

    def _told(self) -> str:
        """What is to be seen, in a sentence."""
        seconds = sum(each.span.seconds for each in self.changes)
        names = " and ".join(safe(name) for name, lane in (("before", self.before), ("after", self.after)) if lane)
        return f"Who is on call {names}. Somebody else is on call for {duration(seconds)}."


def _together(changes: Sequence[Reassignment], least: float) -> Iterator[Sequence[Reassignment]]:
    """The changes in order, those together that begin and end within as many seconds."""
    found: list[Reassignment] = []
    for change in changes:
        if found and change.span.bounds[1] - found[0].span.bounds[0] > least:
            yield found
            found = []
        found.append(change)
    if found:
        yield found
