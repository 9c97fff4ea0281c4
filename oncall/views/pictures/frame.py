"""What stands around the lanes of a picture: dates, weekends, clock changes, and now."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.zones import DAY, MONDAY, WEEK
from oncall.views.pictures.drawing import BOLDER, PADDING, box, group, path, text, titled, upright
from oncall.views.pictures.legend import Entry
from oncall.views.pictures.texts import text_width
from oncall.views.pictures.ticks import ticks
from oncall.views.wording import MONTHS, day, local

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

    from oncall.views.pictures.scales import Scale
    from oncall.views.pictures.ticks import Tick, Ticks

ROW = 17.0
"""How high a line of small text is."""
_SMALL = 12.0
"""The size of its letters."""
_APART = 8.0
"""At least so far are two labels from each other."""
_NARROWEST_WEEKEND = 3.0
_MOST_CHANGES = 60
"""More clock changes than these are no longer lines, but a pattern."""


@attrs.frozen(kw_only=True)
class Frame:
    """The rows above the lanes, which begin at `top`; below them the lanes reach from `lanes_top` to `bottom`."""

    scale: Scale
    now: int | None
    top: float
    changes: tuple[tuple[int, int], ...]
    """Each clock change with the seconds by which it moves the clock."""
    ticks: Ticks

    @classmethod
    def of(cls, scale: Scale, top: float, now: int | None) -> Frame:
        """The frame of a scale; a `now` outside of it is not marked."""
        zone = scale.zone
        found = [(at, zone.offset_at(at) - zone.offset_at(at - 1)) for at in zone.changes(scale.since + 1, scale.until)]
        is_within = now is not None and scale.since <= now < scale.until
        return cls(
            scale=scale,
            now=now if is_within else None,
            top=top,
            changes=tuple(found) if len(found) <= _MOST_CHANGES else (),
            ticks=ticks(scale),
        )

    @property
    def lanes_top(self) -> float:
        """Where the lanes may begin: below two rows of dates, or one, and below the row of marks if there are any."""
        rows = (1 if self.ticks.greater else 0) + 1 + (1 if self._named else 0)
        return self.top + rows * ROW + 7

    def ground(self, parent: Element, bottom: float) -> None:
        """What lies behind the lanes: weekends, and a line for each date."""
        weekends = [
            box(left, self.lanes_top - 4, right - left, bottom - self.lanes_top + 8) for left, right in self._weekends()
        ]
        if weekends:
            path(parent, weekends, kind="w")
        row = self.top + (ROW if self.ticks.greater else 0)
        lines = {self.scale.x(tick.instant): row + 4 for tick in self.ticks.smaller}
        lines |= {self.scale.x(tick.instant): self.top + 4 for tick in self.ticks.greater[1:]}
        path(parent, [upright(x, self.lanes_top - 4, bottom + 4) for x in sorted(lines)], kind="l")

    def dates(self, parent: Element) -> None:
        """The rows of dates."""
        row = self.top + ROW - 4
        if self.ticks.greater:
            self._row(group(parent, kind="b"), self.ticks.greater, row, size=_SMALL * BOLDER)
            row += ROW
        self._row(parent, self.ticks.smaller, row, size=_SMALL)

    @property
    def lines(self) -> tuple[float, ...]:
        """Where the lines stand that cross the lanes."""
        return tuple(self.scale.x(at) for at, _ in self._marked())

    def marks(self, parent: Element, bottom: float) -> None:
        """What crosses the lanes: a line for each clock change, and for now, with their names above."""
        row = self.lanes_top - 7 - 4
        named = self._named
        for at, words in self._marked():
            is_now = at == self.now
            target = titled(group(parent), f"{local(at, self.scale.zone)}: {words}")
            path(target, upright(self.scale.x(at), self.lanes_top - 6, bottom + 4), kind="o" if is_now else "c")
            if at in named:
                text(target, words, named[at], row, kind="m r" if is_now else "m")

    def entries(self) -> Iterator[Entry]:
        """What the legend has to say, because there was no room for it above the lanes."""
        if self.changes and self.changes[0][0] not in self._named:
            yield Entry(paint={"kind": "c"}, words="clock change", is_line=True)

    def _marked(self) -> Iterator[tuple[int, str]]:
        """The instants at which a line stands, and what that is; now comes last, so that it is on top."""
        yield from ((at, f"clocks {_moved(by)}{self._skipped(at, by)}") for at, by in self.changes if at != self.now)
        if self.now is not None:
            yield self.now, "now"

    def _skipped(self, at: int, by: int) -> str:
        """The date that there never was, where a clock change skips a whole day: Samoa had no 30 December 2011."""
        reading = self.scale.zone.reading_of(at)
        midnight = -(-(reading - by) // DAY) * DAY
        if midnight + DAY > reading:
            return ""
        missing = day(midnight)
        return f", no {missing.day} {MONTHS[missing.month - 1]}"

    @property
    def _named(self) -> dict[int, float]:
        """Where the middle of each name of a line is: of all of them, or of now alone if they would not be apart."""
        middles: dict[int, float] = {}
        edges: list[tuple[float, float]] = []
        for at, words in self._marked():
            half = text_width(words, _SMALL) / 2
            middles[at] = min(max(self.scale.x(at), self.scale.left + half), self.scale.right - half)
            edges.append((middles[at] - half, middles[at] + half))
        if all(left[1] + _APART <= right[0] for left, right in pairwise(sorted(edges))):
            return middles
        return {at: middle for at, middle in middles.items() if at == self.now}

    def _row(self, parent: Element, found: Iterable[Tick], y: float, *, size: float) -> None:
        """A label to the right of each tick, as far as there is room before the next; all are as long, or short."""
        places = [(tick, self.scale.x(tick.instant)) for tick in found]
        ends = [*(x for _, x in places[1:]), self.scale.right + 2 * PADDING]
        rooms = [(tick.labels, x, end - x - _APART) for (tick, x), end in zip(places, ends, strict=True)]
        whole = rooms[1:-1] or rooms  # of the first and the last little may lie in the range
        levels = range(min((len(labels) for labels, _, _ in rooms), default=0))
        fit = (level for level in levels if all(text_width(each[level], size) <= room for each, _, room in whole))
        level = next(fit, levels[-1] if levels else 0)
        for labels, x, room in rooms:
            if text_width(labels[level], size) <= room:
                text(parent, labels[level], x, y, kind="s")

    def _weekends(self) -> Iterator[tuple[float, float]]:
        """From where to where each weekend is, unless they are too narrow to see."""
        scale = self.scale
        if 2 * DAY * scale.second < _NARROWEST_WEEKEND:
            return
        first, last = (scale.zone.reading_of(each) for each in (scale.since, scale.until))
        monday = MONDAY + (first - MONDAY) // WEEK * WEEK
        readings = [edge for week in range(monday, last + WEEK, WEEK) for edge in (week + 5 * DAY, week + WEEK)]
        within = (min(max(at, scale.since), scale.until) for at in scale.zone.instants_of(readings))
        edges = [scale.x(at) for at in within]
        yield from ((left, right) for left, right in list(pairwise(edges))[::2] if left < right)


def _moved(seconds: int) -> str:
    """`+1 h`, `-30 min`, with a minus that is as wide as the plus."""
    minutes, rest = divmod(abs(seconds), 60)
    parts = ((minutes // 60, "h"), (minutes % 60, "min"), (rest, "s"))
    sign = "+" if seconds > 0 else "\N{MINUS SIGN}"
    return sign + " ".join(f"{count} {unit}" for count, unit in parts if count)
