"""How the figures of a page log look: a line for each month."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from oncall.views.wording import counted, shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from oncall.analysis.attribution import UnattributedIncident
    from oncall.analysis.figures import MonthlyFigures
    from oncall.views.text import Canvas

_UNITS = (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))
_TITLES = ("incidents", "MTTA", "MTTR", "MTTD", "pages", "a shift", "no action")
_MOST_SHOWN = 10


def figures_text(months: Sequence[MonthlyFigures], unattributed: Sequence[UnattributedIncident], canvas: Canvas) -> str:
    """A line of numbers for each month, the severities of each, and of which incidents no page is known, and why."""
    if not months:
        return canvas.draw([Text("There is no incident.")])
    return canvas.draw([_numbers(months), *_severities(months), *_left_out(unattributed)])


def _numbers(months: Sequence[MonthlyFigures]) -> Table:
    table = _table()
    table.add_column("month", no_wrap=True)
    for title in _TITLES:
        table.add_column(title, justify="right", no_wrap=True)
    for each in months:
        share = each.share_without_action
        table.add_row(
            each.name,
            str(each.incidents),
            _length(each.mean_seconds_to_acknowledge),
            _length(each.mean_seconds_to_resolve),
            _length(each.mean_seconds_to_detect),
            str(each.pages),
            "-" if each.pages_per_shift is None else f"{each.pages_per_shift:.2f}",
            "-" if share is None else f"{share:.0%}",
        )
    return table


def _severities(months: Sequence[MonthlyFigures]) -> Iterator[RenderableType]:
    """How many incidents of each severity every month has, if there is any that has one."""
    if not any(each.by_severity.keys() - {""} for each in months):
        return
    table = _table()
    table.add_column("month", no_wrap=True)
    table.add_column("severities", overflow="fold")
    for each in months:
        found = (f"{count} {shown(severity) or 'without'}" for severity, count in each.severities)
        table.add_row(each.name, Text(", ".join(found) or "-"))
    yield Text()
    yield table


def _left_out(unattributed: Sequence[UnattributedIncident]) -> Iterator[Text]:
    if not unattributed:
        return
    reasons = Counter(each.reason for each in unattributed).most_common()
    yield Text()
    yield Text(f"No page is known of {counted(len(unattributed), 'incident')}:", style="bold")
    for reason, count in reasons[:_MOST_SHOWN]:
        yield Text(f"  {count}: {shown(reason)}")
    if len(reasons) > _MOST_SHOWN:
        yield Text(f"  and {counted(len(reasons) - _MOST_SHOWN, 'reason')} more; the JSON has them all")


def _length(seconds: float | None) -> str:
    """A mean length of time in its two largest units, rounded to the second: `4m 10s`, `1d 2h`; `-` for none."""
    if seconds is None:
        return "-"
    left, parts = round(seconds), list[str]()
    for unit, size in _UNITS:
        count, left = divmod(left, size)
        if count or parts:
            parts.append(f"{count}{unit}")
    return " ".join(parts[:2]) or "0s"


def _table() -> Table:
    return Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
