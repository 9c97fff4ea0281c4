"""Tables of shifts, of the pages of an incident, and of how the hours are shared."""

from __future__ import annotations

from operator import itemgetter
from textwrap import fill
from typing import TYPE_CHECKING

from rich.text import Text

from oncall.chronology.words import listing
from oncall.chronology.zones import Zone
from oncall.model.users import full_names
from oncall.views.columns import Column, Table, numbers
from oncall.views.sentences import is_over, is_resolved, stretches, times
from oncall.views.wording import hours, local, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.analysis.loads import Load
    from oncall.chronology.spans import Span
    from oncall.model import Timeline
    from oncall.views.answers import Escalation
    from oncall.views.columns import Cell
    from oncall.views.people import Roster

_GAP = "bold red"
_NARROW, _TIGHT = 72, 60
"""Below so many columns a table of shifts leaves out the layers, and then the ends, with which the next line begins."""
_SHORT, _SHORTEST = len("2025-03-12"), len("pass 2")
"""Where there is little room, how wide the times of a page may be, and its level."""


def shifts_table(timeline: Timeline, gaps: Iterable[Span], *, width: int) -> Table:
    """A line for each shift and for each gap, in order; below them, which columns a narrow terminal leaves out."""
    missing = [title for title, least in (("until", _TIGHT), ("through", _NARROW)) if width < least]
    titles = (
        Column("from", is_whole=True),
        Column("until", is_whole=True),
        Column("hours", is_whole=True, is_right=True),
        Column("on call"),
        Column("through"),
    )
    kept = [place for place, column in enumerate(titles) if column.title not in missing]
    zone, full = Zone.named(timeline.zone), full_names(timeline.users)
    rows: list[list[Cell]] = []
    for start, end, user, sources in stretches(timeline, gaps):
        ends = ("for ever", "") if end is None else (local(end, zone), hours(end - start))
        name = Text("nobody", style=_GAP) if user is None else shown(full[user])
        cells = (local(start, zone), *ends, name, ", ".join(map(shown, sources)))
        rows.append([cells[place] for place in kept])
    return Table(columns=[titles[place] for place in kept], rows=rows, caption=not_shown(missing, width))


def pages_table(escalation: Escalation, *, width: int) -> Table:
    """A line for each page, and for the acknowledgement, with its offset from the trigger.

    Where there is little room long times have several lines, and then the schedules are left out, and the number of a
    pass stands below that of the level: so that words are whole.
    """
    is_tight = width < _TIGHT
    titles = [Column(title, is_whole=True) for title in ("after", "at", "level")]
    titles += [Column(title) for title in (("who",) if is_tight else ("who", "through"))]
    rows: list[list[Cell]] = []
    for instant, level, who, through in sorted((*_notes(escalation), *_pages(escalation)), key=itemgetter(0)):
        told = times(instant, escalation)
        stacked = (fill(time, _SHORT) for time in told) if width < _NARROW else told
        rows.append([*stacked, *((fill(level, _SHORTEST), who) if is_tight else (level, who, through))])
    return Table(columns=titles, rows=rows, caption=not_shown(["through"] if is_tight else [], width))


def _pages(escalation: Escalation) -> Iterator[tuple[int, str, str, str]]:
    full = full_names(page.user for page in escalation.pages)
    for page in escalation.pages:
        level = str(page.level) if page.loop == 0 else f"{page.level}, pass {page.loop + 1}"
        through = ", ".join(shown(schedule.name) for schedule in page.schedules)
        yield page.instant, level, shown(full[page.user]), through


def _notes(escalation: Escalation) -> Iterator[tuple[int, str, Text, str]]:
    """What happens besides pages, as long as any may follow."""
    notes = ((escalation.acknowledged_at, "acknowledged"), (escalation.lapses_at, "the acknowledgement runs out"))
    for instant, note in notes:
        if instant is not None and not is_resolved(instant, escalation) and not is_over(instant, escalation):
            yield instant, "", Text(note, style="dim"), ""


def loads_table(loads: Sequence[Load], roster: Roster, *, width: int, color: bool) -> Table:
    """A line for each person: hours, share of the covered time, shifts, and the share as a bar."""
    most = max((load.share for load in loads), default=0.0)
    columns = min(24, max(width - 56, 6))
    rows: list[list[Cell]] = []
    for load in loads:
        bar = ("\N{FULL BLOCK}" if color else "#") * (round(load.share / most * columns) if most else 0)
        badge = roster[load.user]
        mark = Text(bar, style=badge.color)
        rows.append([shown(badge.full_name), hours(load.seconds), f"{load.share:.1%}", str(load.shifts), mark])
    return Table(columns=[Column("who"), *numbers(("hours", "share", "shifts")), Column(is_whole=True)], rows=rows)


def not_shown(titles: Sequence[str], width: int) -> str | None:
    """That columns of these titles are left out where there is so little room; None: none is."""
    return f"On {width} columns without {listing(titles)}." if titles else None
