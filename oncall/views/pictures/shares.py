"""The picture of fairness: a bar for each person and measure, beside its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.fairness_text import amount, is_expected, more, names_of, span_line
from oncall.analysis.loads import HOUR
from oncall.chronology.shortening import apart
from oncall.views.people import Roster
from oncall.views.pictures.details import with_room
from oncall.views.pictures.drawing import PADDING, SIZE, box, group, path, shortened, text, titled, upright
from oncall.views.pictures.legend import Entry, legend
from oncall.views.pictures.sheets import WIDTH, heading, new_body, sheet
from oncall.views.pictures.style import Paints
from oncall.views.pictures.texts import isolated, safe, text_width, width_at
from oncall.views.wording import MOST_LETTERS, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.loads import Load, Measure
    from oncall.model import User
    from oncall.views.pictures.details import Detail

_WIDEST_NAME = 240.0
_ROW, _BAR, _HEAD = 24.0, 16.0, 24.0
_GAP = 6.0
"""Between a bar, its number, and how far it is off the fair share."""
_TITLES: dict[str, str] = {"nights": "night hours", "weekends": "weekend hours", "holidays": "holiday hours"}


def fairness_svg(fairness: Fairness, *, roster: Roster | None = None, is_named: bool = True) -> str:
    """What everybody has of each measure, as SVG: bars of one length mean one amount within a measure.

    A dashed line marks everybody's fair share. Of many people those are drawn who have the most hours. Without
    `is_named` it does not say that it is about fairness.
    """
    everybody = (roster or Roster(())).including(load.user for load in fairness.loads)
    return with_room(everybody, lambda names, detail: _drawn(fairness, names, detail, is_named=is_named))


def _drawn(fairness: Fairness, roster: Roster, detail: Detail, *, is_named: bool) -> str:
    longest = {*sorted(fairness.loads, key=lambda load: -load.seconds)[: detail.people]}
    shown = [pair for pair in zip(fairness.loads, names_of(fairness.loads), strict=True) if pair[0] in longest]
    loads, whole = [load for load, _ in shown], [name for _, name in shown]
    paints = Paints(roster)
    body = new_body()
    top = heading(is_named=is_named) + _HEAD
    names = [*map(safe, apart(whole, detail.letters, len))]
    short = apart(names, min(WIDTH / (len(fairness.measures) + 0.5), _WIDEST_NAME), width_at(SIZE))
    left = PADDING * 2 + max((text_width(each, SIZE) for each in short), default=0.0)
    for place, (name, words) in enumerate(zip(names, short, strict=True)):
        shortened(body, name, words, PADDING, top + place * _ROW + _ROW / 2 + 4)
    bottom = top + len(loads) * _ROW
    room = (WIDTH - left) / max(len(fairness.measures), 1)
    for place, measure in enumerate(fairness.measures if loads else ()):
        column = _Column.of(fairness, measure, left=left + place * room, right=left + (place + 1) * room - PADDING)
        column.draw(body, [*zip(loads, apart(whole, min(MOST_LETTERS, detail.letters), len), strict=True)], paints, top)
    rest = [load for load in fairness.loads if load not in longest]
    if rest or not loads:
        more = f"and {len(rest)} more: {sum(load.share for load in rest):.1%} of the hours"
        said = more if rest else "Nobody is listed."
        text(body, said, PADDING, bottom + 16, kind="s")
    is_shared = bool(loads) and is_expected(fairness)
    entries = [Entry(paint={"kind": "c"}, words="fair share", is_line=True)] if is_shared else []
    end = legend(body, entries, left=left, right=WIDTH - PADDING, top=bottom + (28 if rest or not loads else 12))
    about, told = span_line(fairness), _told(fairness)
    return sheet(body, end, name="Fairness", about=about, told=told, paints=paints, is_named=is_named)


@attrs.frozen(kw_only=True)
class _Column:
    """One measure, between two edges."""

    measure: Measure
    left: float
    right: float
    unit: int
    """What is counted in one of it: seconds in an hour, or 1."""
    most: float
    """The amount of which the bar is as long as there is room for."""
    fair: float | None
    """The fair share of a full weight; None: nothing is expected of anybody."""
    off: dict[User, str]
    """How much more than the fair share each person has; nothing if that is unknown, or 0."""
    numbers: float
    """The room that the widest numbers need."""

    @classmethod
    def of(cls, fairness: Fairness, measure: Measure, *, left: float, right: float) -> _Column:
        spread = fairness.spread(measure)
        unit = 1 if measure in {"shifts", "pages"} else HOUR
        fair = spread.mean if is_expected(fairness) else None
        amounts = [load.counted(measure) / unit for load in fairness.loads]
        shares = [load.weight * (fair or 0.0) for load in fairness.loads]
        off = {user: "" if fair is None else more(by).removeprefix("0") for user, by in spread.off_by}
        widths = [max(text_width(each, SIZE) for each in texts) for texts in (map(amount, amounts), off.values())]
        return cls(
            measure=measure,
            left=left,
            right=right,
            unit=unit,
            most=max(*amounts, *shares) or 1.0,
            fair=fair,
            off=off,
            numbers=sum(widths) + 3 * _GAP,
        )

    def draw(self, parent: Element, loads: Sequence[tuple[Load, str]], paints: Paints, top: float) -> None:
        """Its title, and a bar with its number for each person, who is named in the tooltip."""
        text(parent, _TITLES.get(self.measure, self.measure), self.left, top - 8, kind="b")
        path(parent, upright(self.left, top, top + len(loads) * _ROW), kind="l")
        for place, (load, name) in enumerate(loads):
            row = titled(group(parent), f"{isolated(name)}: {self._told(load)}")
            self._row(row, load, paints.of(load.user), top + place * _ROW)
        if self.fair is not None:
            lines = [
                upright(self.x(load.weight * self.fair), top + place * _ROW, top + (place + 1) * _ROW)
                for place, (load, _) in enumerate(loads)
            ]
            path(parent, lines, kind="c")

    def x(self, value: float) -> float:
        """Where a bar of so much ends."""
        return self.left + max(self.right - self.left - self.numbers, 0.0) * value / self.most

    def _row(self, row: Element, load: Load, paint: dict[str, str], top: float) -> None:
        value, off, y = load.counted(self.measure) / self.unit, self.off[load.user], top + _ROW / 2 + 4
        x = max(self.x(value), self.x(load.weight * (self.fair or 0.0))) + _GAP
        path(row, box(self.left, top + (_ROW - _BAR) / 2, self.x(value) - self.left, _BAR), **paint)
        text(row, amount(value), x, y)
        if off:
            text(row, off, x + text_width(amount(value), SIZE) + _GAP, y, kind="s")

    def _told(self, load: Load) -> str:
        told = f"{amount(load.counted(self.measure) / self.unit)} {_TITLES.get(self.measure, self.measure)}"
        return told if self.fair is None else f"{told}, {self.off[load.user] or 'nothing'} off the fair share"


def _told(fairness: Fairness) -> str:
    """What is to be seen, in a sentence for each measure."""
    sentences: Iterator[str] = (
        f"{_TITLES.get(each, each)}: most {amount(spread.most)}, mean {amount(spread.mean)}"
        for each, spread in ((each, fairness.spread(each)) for each in fairness.measures)
    )
    listed = counted(len(fairness.loads), "person").replace("persons", "people")
    return f"{listed}. {'. '.join(sentences)}." if fairness.loads else "Nobody is listed."
