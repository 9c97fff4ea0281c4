"""How the pieces of a lane are drawn."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias
from xml.etree.ElementTree import Element

import attrs

from oncall.views.pictures import telling
from oncall.views.pictures.drawing import SIZE, box, group, path, text, titled
from oncall.views.pictures.merging import LEAST, LEAST_GAP
from oncall.views.pictures.stacks import stacks
from oncall.views.pictures.texts import safe, text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.model import User
    from oncall.views.pictures.bars import Piece
    from oncall.views.pictures.details import Told
    from oncall.views.pictures.merging import Run
    from oncall.views.pictures.scales import Scale
    from oncall.views.pictures.style import Paints

_MARGIN = 8.0
"""What a bar is wider than the name in it, at least."""

_Layer: TypeAlias = "tuple[bool, bool, User | None]"
"""Whether it is a gap, whether it is widened, and whose it is: what is greater is drawn later."""
Name: TypeAlias = "tuple[str, float, str]"
"""A name in a bar, where its middle is, and its class."""


@attrs.frozen
class Painter:
    """Draws the bars of people, each with their own paint; names keep away from the vertical `lines`.

    In columns only those `people` have their own.
    """

    scale: Scale
    paints: Paints
    people: Sequence[User]
    lines: Sequence[float] = ()
    told: Told = "all"
    _names: dict[User | None, list[tuple[str, float]]] = attrs.field(
        factory=dict["User | None", "list[tuple[str, float]]"], init=False
    )
    """What those who were named so far may be called, longest first, and how wide that is."""

    def bars(self, parent: Element, runs: Iterable[Run], height: float, *, is_result: bool) -> None:
        """All the pieces of a lane, from the top of `parent` down to a height.

        What is drawn wider than it is comes after all else, so that what follows it does not cover it, and gaps last.
        """
        bars: dict[_Layer, Element] = {}
        untold: dict[_Layer, list[Piece]] = {}
        for run in runs:
            if run.is_together:
                self._stacks(parent, run, height)
                continue
            user = run.pieces[0].bar.user
            layer = (user is None, any(piece.seconds * self.scale.second < LEAST for piece in run.pieces), user)
            if layer not in bars:
                bars[layer] = Element("g", _attributes(self.paints.of(user)))
            if is_result or self._is_told(run.pieces):
                has_sources = is_result and self.told != "people"
                words = telling.of_bar(run.pieces, self.scale.zone, self.paints.roster, has_sources=has_sources)
                self._bar(bars[layer], run.pieces, height, words)
            else:
                untold.setdefault(layer, []).extend(run.pieces)
        for layer, pieces in untold.items():
            words = telling.of_bars(pieces, self.scale.zone, self.paints.roster)
            self._bar(bars[layer], pieces, height, words)
        parent.extend([bars[layer] for layer in sorted(bars, key=lambda layer: layer[:2])])

    def names(self, parent: Element, runs: Iterable[Run], height: float) -> None:
        """The names in the bars of a lane, where they fit."""
        for run in runs:
            for words, x, kind in () if run.is_together else self._name(run.pieces):
                text(parent, words, x, height / 2 + 4, kind=kind)

    def _is_told(self, pieces: Iterable[Piece]) -> bool:
        return self.told == "all" or (self.told == "deciding" and not all(piece.is_hidden for piece in pieces))

    def _bar(self, parent: Element, pieces: Sequence[Piece], height: float, words: str) -> None:
        """Pieces of one person with a tooltip: one path, or two if parts of it are hidden."""
        shown = [self._box(piece, height) for piece in pieces if not piece.is_hidden]
        hidden = [self._box(piece, height) for piece in pieces if piece.is_hidden]
        if shown and hidden:
            target = titled(group(parent), words)
            path(target, shown)
            path(target, hidden, kind="f")
        else:
            titled(path(parent, shown or hidden, kind="" if shown else "f"), words)

    def _box(self, piece: Piece, height: float) -> str:
        least = LEAST_GAP if piece.bar.user is None else LEAST
        width = max(piece.seconds * self.scale.second, least)
        return box(min(self.scale.x(piece.start), self.scale.right - width), 0, width, height)

    def _stacks(self, parent: Element, run: Run, height: float) -> None:
        target = titled(group(parent), telling.of_run(run.pieces, self.scale.zone, self.paints.roster))
        for (who, is_hidden), boxes in stacks(run, self.scale, self.people, height):
            paint = self.paints.of(who)
            kind = f"{paint.pop('kind', '')}{' f' if is_hidden else ''}".strip()
            lines = [box(each.left, each.top, each.right - each.left, each.bottom - each.top) for each in boxes]
            path(target, lines, kind=kind, **paint)

    def _name(self, pieces: Sequence[Piece]) -> Iterator[Name]:
        """The longest name that has room in the longest of the pieces of a bar."""
        longest = max(pieces, key=lambda piece: piece.seconds)
        user = longest.bar.user
        edges = self.scale.x(longest.start), self.scale.x(longest.end)
        if edges[1] - edges[0] < _MARGIN:
            return
        for name, width in self._called(user):
            if width <= edges[1] - edges[0] - _MARGIN:
                ink = "" if user is None or longest.is_hidden else f" i{self.paints.roster[user].ink[1]}"
                yield name, self._middle(*edges, width), f"n{ink}"
                return

    def _called(self, user: User | None) -> list[tuple[str, float]]:
        if user not in self._names:
            badge = None if user is None else self.paints.roster[user]
            names = ("nobody",) if badge is None else (safe(badge.full_name), *badge.names, badge.symbol)
            self._names[user] = [(name, text_width(name, SIZE)) for name in names]
        return self._names[user]

    def _middle(self, left: float, right: float, width: float) -> float:
        """The middle of a stretch, or of the longest part of it between lines, if the words would be crossed by one."""
        middle = (left + right) / 2
        if not any(middle - width / 2 < line < middle + width / 2 for line in self.lines):
            return middle
        edges = [left, *sorted(line for line in self.lines if left < line < right), right]
        before, after = max(pairwise(edges), key=lambda pair: pair[1] - pair[0])
        return (before + after) / 2 if width + _MARGIN / 2 <= after - before else middle


def _attributes(paint: dict[str, str]) -> dict[str, str]:
    return {"class" if name == "kind" else name: value for name, value in paint.items()}
