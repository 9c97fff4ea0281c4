"""What a notebook shows of a schedule, a timeline and fairness: the picture, and a table below it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring

from oncall.analysis.fairness_text import columns, who
from oncall.chronology.words import duration
from oncall.chronology.zones import DAY, EARLIEST, LATEST, WEEK, Zone
from oncall.engine.stack import FOREVER
from oncall.views.pictures.bars import Bar, result_lane
from oncall.views.pictures.schedules import schedule_svg, timeline_svg
from oncall.views.pictures.shares import fairness_svg
from oncall.views.pictures.texts import brief, safe
from oncall.views.wording import local

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from oncall.analysis.fairness import Fairness
    from oncall.model import Schedule, Timeline

MOST_ROWS = 50
"""A longer table says how many rows are left out."""
_SHORTEST, _LONGEST = 2 * WEEK, 13 * WEEK


def own_range(schedule: Schedule) -> tuple[int, int] | None:
    """The range that shows what a schedule is like, as UTC seconds; None: nobody is ever on call.

    From the midnight before its first layer, or override, begins, for as long as it takes the layers to repeat together
    or, where all of them end, until everything has ended; at least two weeks, and at most thirteen.
    """
    stack = schedule.compiled.stack
    begins = stack.begins
    if begins >= FOREVER:
        return None
    zone = Zone.named(schedule.time_zone)
    midnight = min(zone.reading_of(begins), LATEST - 2 * _LONGEST) // DAY * DAY
    ends = zone.reading_of(min(stack.settled, LATEST))
    lasts = stack.period if stack.pattern is not None else -(-(ends - midnight) // DAY) * DAY
    until = midnight + min(max(lasts, _SHORTEST), _LONGEST)
    return max(zone.instant_of(midnight), EARLIEST), zone.instant_of(until)


def own_svg(schedule: Schedule) -> str | None:
    """The picture of `own_range`; None: there is nothing to show."""
    span = own_range(schedule)
    return None if span is None else schedule_svg(schedule, *span)


def schedule_html(schedule: Schedule) -> str | None:
    """The picture of `own_range` and its shifts; None: there is nothing to show."""
    span = own_range(schedule)
    if span is None:
        return None
    return _page(schedule_svg(schedule, *span), *_shifts(schedule.shifts(*span)))


def timeline_html(timeline: Timeline) -> str:
    """The picture of a timeline, and its shifts and gaps."""
    return _page(timeline_svg(timeline), *_shifts(timeline))


def fairness_html(fairness: Fairness) -> str:
    """The picture of what everybody has, and the numbers."""
    titles, cells = zip(*columns(fairness), strict=True) if fairness.loads else ((), ())
    rows = [(who(load), *numbers) for load, numbers in zip(fairness.loads, zip(*cells, strict=True), strict=True)]
    return _page(fairness_svg(fairness), ("who", *titles), rows[:MOST_ROWS], len(rows))


def _shifts(timeline: Timeline) -> tuple[Sequence[str], Sequence[Sequence[str]], int]:
    """The titles, the first rows, and how many rows there are."""
    zone = Zone.named(timeline.zone)
    bars = [piece.bar for piece in result_lane(timeline).pieces]
    return ("on call", "from", "until", "lasts", "through"), [_shift(bar, zone) for bar in bars[:MOST_ROWS]], len(bars)


def _shift(bar: Bar, zone: Zone) -> Sequence[str]:
    name = "nobody" if bar.user is None else bar.user.name
    times = ("for ever", "") if bar.end is None else (local(bar.end, zone), duration(bar.end - bar.start))
    return name, local(bar.start, zone), *times, ", ".join(bar.sources)


def _page(picture: str, titles: Iterable[str], rows: Iterable[Sequence[str]], count: int) -> str:
    """A picture that keeps its size, and a table; names in it are isolated from what stands beside them."""
    table = Element("table")
    heads = SubElement(SubElement(table, "thead"), "tr")
    for title in titles:
        SubElement(heads, "th", scope="col").text = title
    body = SubElement(table, "tbody")
    for row in rows:
        line = SubElement(body, "tr")
        for cell in row:
            SubElement(SubElement(line, "td"), "bdi").text = brief(safe(cell), 200)
    more = count - len(body)
    rest = f"<p>and {more} more</p>" if more else ""
    shown = f'<div style="overflow-x:auto" tabindex="0"><div style="min-width:46em">{picture}</div></div>'
    return f"{shown}{tostring(table, encoding='unicode', method='html')}{rest}"
