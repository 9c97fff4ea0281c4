"""Tables of shifts, of the pages of an incident, and of how the hours are shared."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from oncall.chronology.words import listing
from oncall.chronology.zones import Zone
from oncall.views.wording import WEEKDAYS, clock, day, local, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.analysis.workload import Load
    from oncall.chronology.spans import Span
    from oncall.model import Timeline
    from oncall.views.answers import Escalation
    from oncall.views.people import Roster

_GAP = "bold red"
_NARROW, _TIGHT = 72, 60
"""Below so many columns a table of shifts leaves out the layers, and then the ends, with which the next line begins."""


def shifts_table(timeline: Timeline, gaps: Iterable[Span], *, width: int) -> Table:
    """A line for each shift and for each gap, in order."""
    table = _table()
    table.add_column("from", no_wrap=True)
    if width >= _TIGHT:
        table.add_column("until", no_wrap=True)
    table.add_column("hours", no_wrap=True, justify="right")
    table.add_column("on call", overflow="fold")
    if width >= _NARROW:
        table.add_column("through", overflow="fold")
    zone = Zone.named(timeline.zone)
    for start, end, name, sources in sorted(_rows(timeline, gaps), key=itemgetter(0)):
        until = ["for ever" if end is None else local(end, zone)] if width >= _TIGHT else []
        through = [sources] if width >= _NARROW else []
        table.add_row(local(start, zone), *until, "" if end is None else _hours(end - start), name, *through)
    return table


def pages_table(escalation: Escalation) -> Table:
    """A line for each page, and for the acknowledgement, with its offset from the trigger."""
    table = _table()
    for title in ("after", "at", "level"):
        table.add_column(title, no_wrap=True)
    for title in ("who", "through"):
        table.add_column(title, overflow="fold")
    for instant, level, who, through in sorted((*_notes(escalation), *_pages(escalation)), key=itemgetter(0)):
        table.add_row(*_after(instant, escalation), level, who, through)
    return table


def ending(escalation: Escalation) -> str:
    """The sentence after the table: when it is over, and with whom the incident stays."""
    over, resolved = escalation.over, escalation.resolved_at
    assert over is not None, "an incident with pages has an end"
    when = "After {} ({})".format(*_after(over, escalation))
    if over == resolved:
        return f"{when} it is resolved, and nobody else is paged."
    holders = listing(shown(user.name) for user in escalation.holders)
    until = "" if resolved is None else ", until it is resolved after {} ({})".format(*_after(resolved, escalation))
    return f"{when} nobody else is paged; the incident stays with {holders}{until}."


def _pages(escalation: Escalation) -> Iterator[tuple[int, str, Text, str]]:
    for page in escalation.pages:
        level = str(page.level) if page.loop == 0 else f"{page.level}, pass {page.loop + 1}"
        through = ", ".join(shown(schedule.name) for schedule in page.schedules)
        yield page.instant, level, Text(shown(page.user.name)), through


def _notes(escalation: Escalation) -> Iterator[tuple[int, str, Text, str]]:
    """What happens besides pages, as long as any may follow."""
    notes = ((escalation.acknowledged_at, "acknowledged"), (escalation.lapses_at, "the acknowledgement runs out"))
    for instant, note in notes:
        if instant is not None and (escalation.resolved_at is None or instant < escalation.resolved_at):
            yield instant, "", Text(note, style="dim"), ""


def loads_table(loads: Sequence[Load], roster: Roster, *, width: int, color: bool) -> Table:
    """A line for each person: hours, share of the covered time, shifts, and the share as a bar."""
    table = _table()
    table.add_column("who", overflow="fold")
    for title in ("hours", "share", "shifts"):
        table.add_column(title, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    most = max((load.share for load in loads), default=0.0)
    columns = min(24, max(width - 56, 6))
    for load in loads:
        bar = ("\N{FULL BLOCK}" if color else "#") * (round(load.share / most * columns) if most else 0)
        mark = Text(bar, style=roster[load.user].color)
        table.add_row(Text(shown(load.user.name)), _hours(load.seconds), f"{load.share:.1%}", str(load.shifts), mark)
    return table


def _rows(timeline: Timeline, gaps: Iterable[Span]) -> Iterator[tuple[int, int | None, Text, str]]:
    for shift in timeline:
        start, end = shift.bounds
        yield start, end, Text(shown(shift.user.name)), ", ".join(map(shown, shift.sources))
    for gap in gaps:
        start, end = gap.bounds
        yield start, end, Text("nobody", style=_GAP), ""


def _table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")


def _hours(seconds: int) -> str:
    """Hours, with as many decimals as they need, of at most two."""
    return f"{seconds / 3600:.2f}".rstrip("0").rstrip(".")


def _after(instant: int, escalation: Escalation) -> tuple[str, str]:
    """The time since the trigger, and the time of day, after the weekday if that was on another day."""
    zone, begun = Zone.named(escalation.policy.time_zone), escalation.triggered_at
    reading = zone.reading_of(instant)
    today = day(reading)
    is_same_day = today == day(zone.reading_of(begun))
    time = clock(reading) if is_same_day else f"{WEEKDAYS[today.weekday()]} {clock(reading)}"
    minutes, seconds = divmod(instant - begun, 60)
    return f"+{minutes} min" + (f" {seconds} s" if seconds else ""), time
