"""How the figures of a page log look: a line for each month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from oncall.views.columns import Column, Table, numbers
from oncall.views.wording import counted, shown
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from oncall.analysis.figures import MonthlyFigures
    from oncall.views.text import Canvas

_UNITS = (("d", 86_400), ("h", 3600), ("m", 60), ("s", 1))
_TITLES = ("incidents", "MTTA", "MTTR", "MTTD", "pages", "a shift", "no action")
_GAP = 2
"""Blanks between two columns."""
_MONTH = Column("month", is_whole=True)


def figures_text(months: Sequence[MonthlyFigures], canvas: Canvas) -> str:
    """A line of numbers for each month, the severities of each, and how many pages nobody recorded."""
    if not months:
        return canvas.draw([Text("There is no incident.")])
    return canvas.draw([*_numbers(months, canvas.width), *_severities(months), *_modelled(months)])


def _numbers(months: Sequence[MonthlyFigures], width: int) -> Iterator[RenderableType]:
    """A table; where it has no room, a line for each number below the month, so that none is cut."""
    rows = [(each.name, *_row(each)) for each in months]
    widths = (max(map(len, column)) for column in zip(("month", *_TITLES), *rows, strict=True))
    if sum(widths) + len(_TITLES) * _GAP <= width:
        yield Table(columns=[_MONTH, *numbers(_TITLES)], rows=rows, gap=_GAP)
        return
    for month, *cells in rows:
        yield Text(month, style="bold")
        yield from (Text(f"  {title:<9}  {number}") for title, number in zip(_TITLES, cells, strict=True))


def _row(month: MonthlyFigures) -> tuple[str, ...]:
    """The numbers, in the order of the titles."""
    share = month.share_without_action
    return (
        str(month.incidents),
        _length(month.mean_seconds_to_acknowledge),
        _length(month.mean_seconds_to_resolve),
        _length(month.mean_seconds_to_detect),
        str(month.pages),
        "-" if month.pages_per_shift is None else f"{month.pages_per_shift:.2f}",
        "-" if share is None else f"{share:.0%}",
    )


def _severities(months: Sequence[MonthlyFigures]) -> Iterator[RenderableType]:
    """How many incidents of each severity every month has, if there is any that has one."""
    if not any(each.by_severity.keys() - {""} for each in months):
        return
    rows: list[tuple[str, str]] = []
    for each in months:
        found = (f"{count} {shown(severity) or 'without'}" for severity, count in each.severities)
        rows.append((each.name, ", ".join(found) or "-"))
    yield Text()
    yield Table(columns=[_MONTH, Column("severities")], rows=rows, gap=_GAP)


def _modelled(months: Sequence[MonthlyFigures]) -> Iterator[RenderableType]:
    """How many pages are not facts, if any."""
    pages, recorded = sum(each.pages for each in months), sum(each.pages_recorded for each in months)
    if recorded < pages:
        verb, those = ("is", "that incident") if pages - recorded == 1 else ("are", "those incidents")
        yield Text()
        told = f"{pages - recorded} of {counted(pages, 'page')} {verb} what the policies say; "
        yield Hanging(Text(f"{told}the log records none for {those}."))


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
