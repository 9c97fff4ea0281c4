"""Figures of matplotlib: the lanes of a schedule, and how evenly being on call is shared.

Only `Schedule.plot` and `Fairness.plot` load it. Nothing of `pyplot` is touched: it would look for a window system in
the environment, and keep each figure until somebody closes it. A figure made here is its caller's alone.
"""

# matplotlib's types leave its keyword arguments open, and its functions for dates have none.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from oncall.analysis.fairness_text import span_line, who
from oncall.analysis.loads import HOUR
from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.words import moment
from oncall.chronology.zones import DAY, MONDAY, WEEK, Zone
from oncall.errors import InvalidValueError, MissingLibraryError
from oncall.views.people import Roster
from oncall.views.pictures.bars import people, schedule_lanes
from oncall.views.pictures.texts import brief
from oncall.views.wording import local, shown

try:
    from matplotlib.axes import Axes
    from matplotlib.collections import LineCollection
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.text import Text
except ImportError as _missing:
    raise MissingLibraryError("a plot", "matplotlib", "plot") from _missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.backend_bases import RendererBase
    from matplotlib.typing import ColorType

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.loads import Measure
    from oncall.model import Schedule, User
    from oncall.views.people import Badge
    from oncall.views.pictures.bars import Lane, Pair

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_HEIGHT = 0.8
"""How much of a lane, or of a group of bars, is filled."""
_LANE, _ENTRY, _HIGHEST = 0.5, 0.22, 5
"""In inches: the height of a lane, that of an entry of the legend, and that up to which it makes a figure grow."""
_FADED, _SHADE = 0.3, 0.1
_HATCHES = (None, "//", "\\\\", "..")
"""By the mark of a badge."""
_GAP: dict[str, Any] = {"facecolor": "#fbd5d5", "edgecolor": "#c00000", "hatch": "xxx", "linewidth": 0}
_FILLED = 0.9
"""How much of a bar its name takes at most."""
_MOST_NAMES = 60
"""So many names fit beside each other at most."""
_LAST = to_seconds("9999-01-01T00:00:00Z")
_LONGEST_WITH_WEEKENDS = 60 * WEEK
"""In a longer range a weekend is thinner than a line, and so is a clock change."""


def schedule_axes(schedule: Schedule, since: Instant, until: Instant, ax: Axes | None) -> Axes:
    """The lanes of a schedule over `[since, until)`, as `Schedule.plot`.

    Raises:
        NotAnInstantError, InvalidValueError: an end of the range is no instant, the range is empty, or `ax` is no Axes.
    """
    begin, end = checked_range(since, until)
    lanes = [*schedule_lanes(schedule, begin, end)][::-1]
    axes = _checked(ax, height=1 + _LANE * len(lanes), entries=len(schedule.users) + 3)
    zone, roster = Zone.named(schedule.time_zone), Roster(schedule.users)
    _date(axes, zone, begin, end)
    marks = [*_shaded(axes, zone, begin, end)] if end - begin <= _LONGEST_WITH_WEEKENDS else []
    gaps = [found for place, lane in enumerate(lanes) for found in _drawn(axes, place, lane, roster)]
    axes.set_yticks(range(len(lanes)), [_plain(lane.label) for lane in lanes])
    axes.set_ylim(-0.6, len(lanes) - 0.4)
    _as_it_is(axes.set_title(_plain(schedule.name), loc="left"), *axes.get_yticklabels())
    seen = people(lanes)
    looks: list[tuple[Artist, str]] = [(Patch(**_look(roster[user])), user.name) for user in roster if user in seen]
    _explain(axes, [*looks, *gaps, *marks])
    return axes


def fairness_axes(fairness: Fairness, ax: Axes | None) -> Axes:
    """What part each person has of each measure, as `Fairness.plot`.

    Raises:
        InvalidValueError: `ax` is no Axes.
    """
    loads, measures = fairness.loads, fairness.measures
    axes = _checked(ax, height=4.8, entries=len(loads) + 1)
    roster = Roster(load.user for load in loads)
    expected = sum(load.weight for load in loads)
    totals = {measure: sum(load.counted(measure) for load in loads) for measure in measures}
    width = _HEIGHT / max(len(loads), 1)
    fair: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for place, load in enumerate(loads):
        lefts = [group - _HEIGHT / 2 + place * width for group in range(len(measures))]
        parts = [100 * load.counted(each) / totals[each] if totals[each] else 0.0 for each in measures]
        axes.bar(lefts, parts, width, align="edge", **_look(roster[load.user]))
        if expected:
            share = 100 * load.weight / expected
            fair += [((left, share), (left + width, share)) for left in lefts]
    axes.add_collection(LineCollection(fair, colors=[_ink(axes)], linestyles="dashed"))
    axes.set_xticks(range(len(measures)), [_in_all(each, totals[each]) for each in measures])
    title = f"{span_line(fairness)}\n{fairness.evidence}"
    _as_it_is(axes.set_ylabel("% of what all have"), axes.set_title(title, loc="left", fontsize="small"))
    handles: list[tuple[Artist, str]] = [(Patch(**_look(roster[load.user])), who(load)) for load in loads]
    line = Line2D([], [], color=_ink(axes), linestyle="dashed")
    _explain(axes, [*handles, *([(line, "fair share")] if fair else [])])
    return axes


def _checked(ax: Axes | None, *, height: float, entries: int) -> Axes:
    """The Axes that is given, else a new one in a figure of so many inches, which pyplot knows nothing of.

    It is higher if a legend of so many entries needs that, up to `_HIGHEST`.
    """
    given: object = ax
    match given:
        case None:
            return Figure(
                figsize=(10, max(height, min(_ENTRY * (entries + 4), _HIGHEST))), layout="constrained"
            ).add_subplot()
        case Axes():
            return given
        case _:
            raise InvalidValueError("ax", "an Axes of matplotlib, or None for a new one", given)


def _drawn(axes: Axes, place: int, lane: Lane, roster: Roster) -> list[tuple[Artist, str]]:
    """Draw the bars of a lane, those that decide nothing faded; what a gap looks like, if there is one, and is."""
    held: dict[tuple[User | None, bool], list[Pair]] = defaultdict(list)
    for piece in lane.pieces:
        held[piece.bar.user, piece.is_hidden].append((piece.start, piece.end))
    low = place - _HEIGHT / 2
    for (user, is_hidden), pairs in held.items():
        if user is None:
            axes.broken_barh(_widths(pairs), (low, _HEIGHT), **_GAP)
            continue
        badge = roster[user]
        axes.broken_barh(_widths(pairs), (low, _HEIGHT), alpha=_FADED if is_hidden else None, **_look(badge))
        for name in badge.names[-1:]:
            _label(axes, name, _widths(pairs), place, _ink(axes) if is_hidden else badge.ink)
    return [(Patch(**_GAP), "nobody on call")] if (None, False) in held else []


def _label(axes: Axes, name: str, bars: Iterable[tuple[float, float]], place: int, ink: ColorType) -> None:
    """Write a name into each of the bars, `(start, width)`, that may be wide enough for it."""
    left, right = axes.get_xlim()
    for start, width in bars:
        if width * _MOST_NAMES >= right - left:
            axes.add_artist(_Name(name, (start, start + width), place, ink))


def _shaded(axes: Axes, zone: Zone, begin: int, end: int) -> Iterable[tuple[Artist, str]]:
    """Shade the weekends of a zone and mark the clock changes; what they look like, and what they are."""
    first = (zone.reading_of(begin) - MONDAY) // WEEK
    mondays = [MONDAY + week * WEEK for week in range(first, (zone.reading_of(end) - MONDAY) // WEEK + 1)]
    edges = zone.instants_of([reading for monday in mondays for reading in (monday + 5 * DAY, monday + WEEK)])
    within = [(max(start, begin), min(stop, end)) for start, stop in zip(edges[::2], edges[1::2], strict=True)]
    weekends = [(start, stop) for start, stop in within if start < stop]
    ink = _ink(axes)
    if weekends:
        across = axes.get_xaxis_transform()
        axes.broken_barh(_widths(weekends), (0, 1), transform=across, zorder=0, color=ink, alpha=_SHADE, linewidth=0)
        yield Patch(color=ink, alpha=_SHADE, linewidth=0), "weekend"
    changes = zone.changes(begin + 1, end)
    for change in changes:
        axes.axvline(_day(change), color=ink, linestyle="dotted", linewidth=1)
    if changes:
        yield Line2D([], [], color=ink, linestyle="dotted", linewidth=1), "clock change"


def _date(axes: Axes, zone: Zone, begin: int, end: int) -> None:
    """The range, with local dates below it."""
    if end < _LAST:
        clock = ZoneInfo(zone.name)
        axes.xaxis_date(clock)
        locator = AutoDateLocator(clock)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, clock, show_offset=False))
    else:  # matplotlib looks for dates beyond the range, and there are none
        axes.set_xticks([_day(begin), _day(end)], [local(begin, zone), local(end, zone)])
    axes.set_xlim(_day(begin), _day(end))
    _as_it_is(axes.set_xlabel(f"{moment(begin, zone)} to {moment(end, zone)} ({zone.name})"))


def _explain(axes: Axes, entries: Sequence[tuple[Artist, str]]) -> None:
    """A legend to the right of the Axes, in as many columns as its height asks for."""
    rows = max(int(axes.bbox.height / axes.figure.dpi / _ENTRY), 4)
    # The names come in afterwards: a label that begins with an underscore would be left out.
    handles, labels = [handle for handle, _ in entries], ["." for _ in entries]
    legend = axes.legend(
        handles, labels, loc="upper left", bbox_to_anchor=(1, 1), frameon=False, ncols=-(-len(entries) // rows)
    )
    for text, (_, name) in zip(legend.get_texts(), entries, strict=True):
        text.set_text(_plain(name))
    _as_it_is(*legend.get_texts())


class _Name(Text):
    """A name in the middle of a bar, drawn where it fits in: at whatever size and zoom the figure is drawn."""

    def __init__(self, name: str, edges: tuple[float, float], place: int, ink: ColorType) -> None:
        super().__init__(sum(edges) / 2, place, name, color=ink, ha="center", va="center", fontsize="small")
        self.set_clip_on(True)
        _as_it_is(self)
        self.set_in_layout(False)
        self._edges = [(edge, place) for edge in edges]

    def draw(self, renderer: RendererBase) -> None:
        """Draw it if the bar is wider."""
        (left, _), (right, _) = self.get_transform().transform(self._edges)
        if self.get_window_extent(renderer).width <= _FILLED * (right - left):
            super().draw(renderer)


def _look(badge: Badge) -> dict[str, Any]:
    """The colour of a person, and the pattern over it where others have the same."""
    return {
        "facecolor": badge.color,
        "edgecolor": badge.ink,
        "linewidth": 0,
        "hatch": _HATCHES[badge.mark % len(_HATCHES)],
    }


def _ink(axes: Axes) -> ColorType:
    """The colour of text, which is light where people have chosen a dark style."""
    return axes.xaxis.label.get_color()


def _in_all(measure: Measure, total: int) -> str:
    """The measure and how much of it there is: hours, or a number."""
    return f"{measure}\n{total}" if measure in {"shifts", "pages"} else f"{measure}\n{total / HOUR:,.0f} h"


def _as_it_is(*texts: Text) -> None:
    """Have the texts shown letter by letter: a `$` is a dollar and begins no formula, and LaTeX never reads them."""
    for text in texts:
        text.set_parse_math(False)
        text.set_usetex(False)


def _plain(name: str) -> str:
    """A name on one line, without what fonts have no picture of, and not too long."""
    return brief(shown(name).rstrip("\N{LEFT-TO-RIGHT MARK}"))


def _day(instant: int) -> float:
    """An instant as the axis counts: in days, since the epoch that is set there."""
    return float(date2num(_EPOCH)) + instant / DAY


def _widths(pairs: Iterable[tuple[int, int]]) -> list[tuple[float, float]]:
    epoch = _day(0)
    return [(epoch + start / DAY, (end - start) / DAY) for start, end in pairs]
