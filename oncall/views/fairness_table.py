"""Fairness as plain text: a table that a terminal of 80 columns has room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from oncall.analysis.fairness_text import NOTHING_EXPECTED, amount, columns, is_expected, names_of, span_line
from oncall.chronology.characters import visible
from oncall.chronology.shortening import apart
from oncall.views.padding import padded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.analysis.fairness import Fairness

_WIDTH = 80
_LEAST_NAME = 6


def fairness_table(found: Fairness) -> str:
    """From when to when, a line for each person and one for each measure; names are cut to fit."""
    lines = [span_line(found), f"({found.evidence})", ""]
    if not found.loads:
        return "\n".join([*lines[:2], "nobody is listed"])
    lines += _aligned([*_people(found)])
    lines += ["", *(_aligned([*_spreads(found)]) if is_expected(found) else [NOTHING_EXPECTED])]
    return "\n".join(line.rstrip() for line in lines)


def _people(found: Fairness) -> Iterator[Sequence[str]]:
    titles, numbers = zip(*columns(found), strict=True)
    yield "who", *titles
    for name, cells in zip(names_of(found.loads), zip(*numbers, strict=True), strict=True):
        yield visible(name), *cells


def _spreads(found: Fairness) -> Iterator[Sequence[str]]:
    yield "", "most", "mean", "most/mean", "Jain's index"
    for measure in found.measures:
        each = found.spread(measure)
        yield measure, amount(each.most), amount(each.mean), f"{each.ratio:.2f}", f"{each.jain:.3f}"


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Rows as lines: the first column to the left and cut to what is left of the width, the others to the right."""
    widths = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    room = max(_WIDTH - sum(widths[1:]) - 2 * len(widths[1:]), _LEAST_NAME)
    first = min(widths[0], room)
    names = apart([row[0] for row in rows], first, cell_len)
    for short, (_, *cells) in zip(names, rows, strict=True):
        numbers = (cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True))
        yield "  ".join([padded(short, first), *numbers])
