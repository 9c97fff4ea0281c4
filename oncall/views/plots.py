"""Figures of matplotlib: the lanes of a schedule, and how evenly being on call is shared.

Only `Schedule.plot` and `Fairness.plot` load it. Nothing of `pyplot` is touched: it would look for a window system in
the environment, and keep each figure until somebody closes it. A figure made here is its caller's alone.
"""

# matplotlib's types leave its keyword arguments open, and its functions for dates have none.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false, reportUnknownArgumentType=false
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from oncall.analysis.fairness_text import names_of, span_line
from oncall.analysis.loads import HOUR
from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.shortening import apart, cut
from oncall.chronology.words import moment
from oncall.chronology.zones import DAY, MONDAY, WEEK, Zone
from oncall.errors import InvalidValueError, MissingLibraryError
from oncall.views.people import Roster
from oncall.views.pictures.bars import least_of_many, listed, said_of_left_out, schedule_lanes
from oncall.views.pictures.texts import width_at
from oncall.views.wording import local, plain

try:
    from matplotlib.axes import Axes
    from matplotlib.collections import LineCollection
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter
    from matplotlib.figure import Figure
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.text import Text

    from oncall.views.plot_bars import HEIGHT, Bars, Fitted, day
    from oncall.views.plot_legend import Explained
    from oncall.views.plot_texts import as_it_is, label_room, room, wrapped
except ImportError as _missing:
    raise MissingLibraryError("a plot", "matplotlib", "plot") from _missing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from matplotlib.artist import Artist
    from matplotlib.backend_bases import RendererBase
    from matplotlib.typing import ColorType

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.loads import Measure
    from oncall.model import Schedule
    from oncall.views.people import Badge
    from oncall.views.plot_legend import Entry

_LANE = 0.5
"""How many inches high a lane is."""
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
    left_out = least_of_many(schedule, begin, end)
    lanes = [*schedule_lanes(schedule, begin, end, left_out)]
    axes = _checked(ax, height=1.2 + _LANE * len(lanes))
    zone, roster = Zone.named(schedule.time_zone), Roster(schedule.users)
    _name_lanes(axes, schedule.name, [lane.label for lane in reversed(lanes)])
    _date(axes, zone, begin, end)
    marks = [*_shaded(axes, zone, begin, end)] if end - begin <= _LONGEST_WITH_WEEKENDS else []
    fitted = [
        Fitted(pieces=lane.pieces, users=[*roster], zone=zone, since=begin, until=end, place=place)
        for place, lane in enumerate(reversed(lanes))
    ]
    for each in fitted:
        _draw(axes, each, roster)
    has_gaps = any(piece.bar.user is None for piece in lanes[0].pieces)
    gaps: list[Entry] = [(Patch(**_GAP), "nobody on call")] if has_gaps else []
    has_columns = any(each.has_columns(axes) for each in fitted)
    below = [
        f"{moment(begin, zone)} to {moment(end, zone)} ({zone.name})",
        *([said_of_left_out(left_out, end - begin)] if left_out else []),
        *(["columns: how the time is shared"] if has_columns else []),
    ]
    _say_below(axes, below)
    first, rest = listed(lanes, roster)
    looks: list[Entry] = [(Patch(**_look(roster[user])), roster[user].full_name) for user in first]
    legend = Explained.of(axes, looks, [*gaps, *marks], more=len(rest), is_own=ax is None)
    legend.draw_below(axes)
    return axes


def fairness_axes(fairness: Fairness, ax: Axes | None) -> Axes:
    """What part each person has of each measure, as `Fairness.plot`.

    Raises:
        InvalidValueError: `ax` is no Axes.
    """
    loads, measures = fairness.loads, fairness.measures
    axes = _checked(ax, height=4)
    roster = Roster(load.user for load in loads)
    expected = sum(load.weight for load in loads)
    totals = {measure: sum(load.counted(measure) for load in loads) for measure in measures}
    width = HEIGHT / max(len(loads), 1)
    fair: list[tuple[tuple[float, float], tuple[float, float]]] = []
    for place, load in enumerate(loads):
        lefts = [group - HEIGHT / 2 + place * width for group in range(len(measures))]
        parts = [100 * load.counted(each) / totals[each] if totals[each] else 0.0 for each in measures]
        axes.bar(lefts, parts, width, align="edge", **_look(roster[load.user]))
        if expected:
            share = 100 * load.weight / expected
            fair += [((left, share), (left + width, share)) for left in lefts]
    axes.add_collection(LineCollection(fair, colors=[_ink(axes)], linestyles="dashed"))
    axes.set_xticks(range(len(measures)), [_in_all(each, totals[each]) for each in measures])
    title = axes.set_title("", loc="left", fontsize="small")
    title.set_text("\n".join(wrapped(axes, line, title) for line in (span_line(fairness), fairness.evidence)))
    as_it_is(axes.set_ylabel("% of what all have"), title)
    names = zip(loads, names_of(loads), strict=True)
    handles: list[Entry] = [(Patch(**_look(roster[load.user])), name) for load, name in names]
    line = Line2D([], [], color=_ink(axes), linestyle="dashed")
    legend = Explained.of(axes, handles, [(line, "fair share")] if fair else [], is_own=ax is None)
    legend.draw_above(axes)
    return axes


def _checked(ax: Axes | None, *, height: float) -> Axes:
    """The Axes that is given, else a new one in a figure of so many inches, which pyplot knows nothing of."""
    given: object = ax
    match given:
        case None:
            return Figure(figsize=(10, height), layout="constrained").add_subplot()
        case Axes():
            return given
        case _:
            raise InvalidValueError("ax", "an Axes of matplotlib, or None for a new one", given)


def _name_lanes(axes: Axes, title: str, labels: Sequence[str]) -> None:
    """The title, and the names of the lanes from bottom to top, as short as they have to be."""
    size = float(axes.yaxis.get_major_ticks(1)[0].label1.get_fontsize())
    short = apart([*map(plain, labels)], label_room(axes), width_at(size))
    axes.set_yticks(range(len(labels)), short)
    axes.set_ylim(-0.6, len(labels) - 0.4)
    heading = axes.set_title("", loc="left")
    heading.set_text(cut(plain(title), room(axes), width_at(float(heading.get_fontsize())), keeps_end=False))
    as_it_is(heading, *axes.get_yticklabels())


def _draw(axes: Axes, fitted: Fitted, roster: Roster) -> None:
    """Draw the bars of a lane, those that decide nothing faded."""
    keys = dict.fromkeys((piece.bar.user, piece.is_hidden) for piece in fitted.pieces)
    for user, is_hidden in keys:
        look = _GAP if user is None else {**_look(roster[user]), "alpha": _FADED if is_hidden else None}
        axes.add_collection(Bars(axes, (user, is_hidden), fitted, **look), autolim=False)
    for piece in fitted.pieces:
        user = piece.bar.user
        if user is not None and piece.seconds * _MOST_NAMES >= fitted.until - fitted.since:
            badge = roster[user]
            for name in badge.names[-1:]:
                edges = day(piece.start), day(piece.end)
                axes.add_artist(_Name(name, edges, fitted.place, _ink(axes) if piece.is_hidden else badge.ink))


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
        axes.axvline(day(change), color=ink, linestyle="dotted", linewidth=1)
    if changes:
        yield Line2D([], [], color=ink, linestyle="dotted", linewidth=1), "clock change"


def _date(axes: Axes, zone: Zone, begin: int, end: int) -> None:
    """The range, with local dates below it."""
    if end < _LAST:
        clock = ZoneInfo(zone.name)
        axes.xaxis_date(clock)
        locator = _Dates(clock)
        axes.xaxis.set_major_locator(locator)
        axes.xaxis.set_major_formatter(ConciseDateFormatter(locator, clock, show_offset=False))
    else:  # matplotlib looks for dates beyond the range, and there are none
        axes.set_xticks([day(begin), day(end)], [local(begin, zone), local(end, zone)])
    axes.set_xlim(day(begin), day(end))


def _say_below(axes: Axes, lines: Iterable[str]) -> None:
    """Write lines below the dates."""
    label = axes.set_xlabel("")
    label.set_text("\n".join(wrapped(axes, line, label) for line in lines))
    as_it_is(label)


class _Dates(AutoDateLocator):
    """Dates and times each once, in order: what a clock change skips is where the change is, as what comes after it."""

    def __call__(self) -> list[float]:
        """Where they are."""
        return sorted({*super().__call__()})


class _Name(Text):
    """A name in the middle of a bar, drawn where it fits in: at whatever size and zoom the figure is drawn."""

    def __init__(self, name: str, edges: tuple[float, float], place: int, ink: ColorType) -> None:
        super().__init__(sum(edges) / 2, place, name, color=ink, ha="center", va="center", fontsize="small")
        self.set_clip_on(True)
        as_it_is(self)
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


def _widths(pairs: Iterable[tuple[int, int]]) -> list[tuple[float, float]]:
    return [(day(start), (end - start) / DAY) for start, end in pairs]
