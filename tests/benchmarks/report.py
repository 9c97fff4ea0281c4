"""What a run found: as a table for people, as Markdown for the documentation, as JSON for programs."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from tests.benchmarks.measuring import MORE_ROUNDS
from tests.benchmarks.surroundings import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tests.benchmarks.growth import Grown
    from tests.benchmarks.measuring import Compared

Cells: TypeAlias = tuple[str, str, str, str, str]
"""What, its figure, the ratio, the target, the verdict."""

HEADER: Cells = ("", "takes", "ours is", "at most", "")
GROWTH_HEADER: Cells = ("growth", "takes", "times", "at most", "")
FEWER = 0.5
"""Below it a share is written as a fraction, which says how many times as fast ours is."""


def duration(seconds: float) -> str:
    """Seconds with three digits, in the unit that suits them."""
    for unit, size in (("s", 1), ("ms", 1e-3), ("us", 1e-6)):
        if seconds >= size * 0.9995:  # what would be shown as 1000 of the smaller unit
            return f"{_three_digits(seconds / size)} {unit}"
    return f"{_three_digits(seconds / 1e-9)} ns"


def amount(value: float, unit: str) -> str:
    """A figure of a comparison."""
    return duration(value) if unit == "s" else f"{_three_digits(value / 1e6)} MB"


def _three_digits(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def share(value: float) -> str:
    """A ratio: `0.62`, or `1/8.0` for an eighth."""
    return f"1/{_three_digits(1 / value)}" if value < FEWER else _three_digits(value)


def target(value: float) -> str:
    """A target for a ratio: `0.6`, or `1/8` for an eighth."""
    return f"1/{1 / value:g}" if value < FEWER else f"{value:g}"


def verdict(met: bool | None) -> str:  # noqa: FBT001 - it is what it tells
    """`met` or `missed`; nothing where there is no target."""
    return "" if met is None else "met" if met else "missed"


def rows_of(found: Compared) -> list[Cells]:
    """A row for ours, and one for each peer beneath."""
    ours, *peers = found.figures
    limit = "" if ours.at_most is None else amount(ours.at_most, found.unit)
    rows: list[Cells] = [(found.title, amount(ours.value, found.unit), "", limit, verdict(ours.met))]
    for figure in peers:
        assert figure.ratio is not None, "only ours has none"
        at_most = "" if figure.at_most is None else target(figure.at_most)
        taken = amount(figure.value, found.unit)
        rows.append((f"  {figure.contender}", taken, share(figure.ratio), at_most, verdict(figure.met)))
    return rows


def rows_of_curve(found: Grown) -> list[Cells]:
    """A row for the curve, with how the end of it compares, and one for each point beneath."""
    rows: list[Cells] = [(found.title, "", f"{found.ratio:.2f}", target(found.at_most), verdict(found.met))]
    for point in found.points:
        shifts = f" ({point.shifts:,} shifts)" if point.shifts else ""
        rows.append((f"  {found.axis}: {point.at}{shifts}", duration(point.seconds), "", "", ""))
    return rows


def line(cells: Cells) -> str:
    """A row of the table, in at most 80 characters."""
    what, taken, ratio, at_most, met = cells
    return f"{what:<46}{taken:>9}{ratio:>9}{at_most:>8} {met}".rstrip()


def markdown(header: Cells, rows: Iterable[Cells]) -> str:
    """The rows as a table in Markdown; what peers and points are called is beneath in the same column."""
    lines = [f"| {' | '.join([header[0] or 'comparison', *header[1:4], 'target'])} |", "|---|--:|--:|--:|---|"]
    for what, *others in rows:
        first = what if what.startswith("  ") else f"**{what}**"
        lines.append(f"| {' | '.join([first.strip(), *others])} |")
    return "\n".join(lines)


def foreword(found: Mapping[str, Any], rounds: int, left_out: list[str]) -> str:
    """What was measured where, with what."""
    missing = f" Not installed, and left out: {', '.join(left_out)}." if left_out else ""
    medians = f"medians of {rounds} rounds, of {rounds * MORE_ROUNDS} where they are short"
    words = f"{found['date']}, {medians}. {in_words(dict(found))}{missing}"
    return fill(words, width=80, break_on_hyphens=False)


def as_json(comparisons: Mapping[str, Compared], curves: Mapping[str, Grown]) -> dict[str, Any]:
    """Every figure, ratio, target and verdict; seconds, but where the unit is `B` for bytes."""
    return {
        "comparisons": [
            {
                "name": name,
                "title": found.title,
                "unit": found.unit,
                "contenders": [{**attrs.asdict(figure), "met": figure.met} for figure in found.figures],
            }
            for name, found in comparisons.items()
        ],
        "growth": [{"name": name, **attrs.asdict(found), "met": found.met} for name, found in curves.items()],
    }
