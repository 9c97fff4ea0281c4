"""How fairness looks: what everybody has, how evenly it is shared, and who is off by how much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.padding import Padding
from rich.text import Text

from oncall.analysis.fairness_text import NOTHING_EXPECTED, amount, columns, is_expected, more, names_of, span_line
from oncall.chronology.words import abridged
from oncall.model.users import full_names
from oncall.views.columns import Column, Table, numbers
from oncall.views.people import Roster
from oncall.views.tables import not_shown
from oncall.views.wording import shown
from oncall.views.wrapping import Hanging

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rich.console import RenderableType

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.spreads import Spread
    from oncall.views.answers import Shares
    from oncall.views.columns import Cell
    from oncall.views.text import Canvas

_NARROW, _TIGHT = 72, 56
"""Below so many columns longest shifts and shortest rests are left out, then all but hours, nights and weekends."""
_LEFT_OUT = {"off", "longest", "rest"}
_LEAST_BAR, _MOST_BAR = 6, 16
_OFF = 0.1
"""Whoever is off by less than this part of the fair share is not named."""


def shares_text(answers: Sequence[Shares], canvas: Canvas) -> str:
    """For each schedule, and for all of them together, the tables of people and of measures, and who is off."""
    lines: list[RenderableType] = []
    for index, each in enumerate(answers):
        lines += [Text()] if index else []
        lines += _answer(each, canvas)
    return canvas.draw(lines)


def _answer(answer: Shares, canvas: Canvas) -> Iterator[RenderableType]:
    found = answer.fairness
    title = "All schedules together" if answer.schedule is None else shown(answer.schedule.name)
    yield Hanging(Text(title, style="bold"))
    yield Hanging(Text(span_line(found)))
    yield Hanging(Text(found.evidence, style="dim"))
    if not found.loads:
        yield Text("Nobody is listed.")
        return
    yield _people(found, canvas)
    yield Text()
    if not is_expected(found):
        yield Hanging(Text(NOTHING_EXPECTED))
        return
    spreads = [found.spread(measure) for measure in found.measures]
    yield _spreads(spreads, is_tight=canvas.width < _TIGHT)
    yield from _off(spreads)


def _people(found: Fairness, canvas: Canvas) -> Table:
    roster = Roster(load.user for load in found.loads)
    everything = [*columns(found)]
    cells = [(title, values) for title, values in everything if _has_room(title, canvas.width)]
    known = [title for title, _ in cells]
    missing = [title for title, _ in everything if _has_room(title, _NARROW) and title not in known]
    widths = [max(len(title), *map(len, values)) + 2 for title, values in cells]
    names = [*map(shown, names_of(found.loads))]
    room = min(max(canvas.width - sum(widths) - max(map(cell_len, names)) - 2, _LEAST_BAR), _MOST_BAR)
    most = max(load.share for load in found.loads)
    mark = "\N{FULL BLOCK}" if canvas.color else "#"
    rows: list[list[Cell]] = []
    for index, (load, name) in enumerate(zip(found.loads, names, strict=True)):
        bar = Text(mark * (round(load.share / most * room) if most else 0), style=roster[load.user].color)
        rows.append([name, *(values[index] for _, values in cells), bar])
    titles = [Column("who", least=4), *numbers(known), Column("share", is_whole=True)]
    return Table(columns=titles, rows=rows, caption=not_shown(missing, canvas.width))


def _has_room(title: str, width: int) -> bool:
    if width < _TIGHT:
        return title in {"hours", "nights", "weekends"}
    return title not in (_LEFT_OUT if width < _NARROW else {"off"})


def _spreads(spreads: Sequence[Spread], *, is_tight: bool) -> Table:
    titles = ("most", "mean", "most/mean", *(() if is_tight else ("Jain's index",)))
    rows: list[list[Cell]] = []
    for each in spreads:
        last = () if is_tight else (f"{each.jain:.3f}",)
        rows.append([each.measure, amount(each.most), amount(each.mean), f"{each.ratio:.2f}", *last])
    return Table(columns=[Column(is_whole=True), *numbers(titles)], rows=rows)


def _off(spreads: Sequence[Spread]) -> Iterator[RenderableType]:
    """For each measure that is not shared evenly: who has much more, or much less, than their fair share."""
    full = full_names(user for each in spreads for user, _ in each.off_by)
    uneven = [(each, [(user, by) for user, by in each.off_by if abs(by) > _OFF * each.mean]) for each in spreads]
    named = [(each, pairs) for each, pairs in uneven if pairs]
    if not named:
        yield Hanging(Text("Nobody is off by a tenth of the mean."))
        return
    yield Hanging(Text("Off by more than a tenth of the mean:"))
    for each, pairs in named:
        furthest = sorted(pairs, key=lambda pair: -abs(pair[1]))
        names = abridged([f"{shown(full[user])} {more(by)}" for user, by in furthest])
        yield Padding(Hanging(Text(f"{each.measure}: {names}")), (0, 0, 0, 2))
