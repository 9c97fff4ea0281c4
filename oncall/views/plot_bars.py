"""The bars of a lane in a figure of matplotlib: fitted to the pixels at every drawing, whatever the size and zoom."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.dates import date2num

from oncall.chronology.zones import DAY
from oncall.views.pictures.merging import LEAST, LEAST_GAP, runs
from oncall.views.pictures.scales import Scale
from oncall.views.pictures.stacks import Box, stacks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from matplotlib.backend_bases import RendererBase

    from oncall.chronology.zones import Zone
    from oncall.model import User
    from oncall.views.pictures.bars import Piece
    from oncall.views.pictures.merging import Key, Run

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HEIGHT = 0.8
"""How much of a lane, or of a group of bars, is filled."""
_NARROW = LEAST + LEAST_GAP + 1.0
"""In pixels: so that beside two pieces that are drawn wider than they are, there is something left of what is not."""

Corners: TypeAlias = "list[tuple[float, float]]"


def day(instant: int) -> float:
    """An instant as the axis counts: in days, since the epoch that is set there."""
    return float(date2num(_EPOCH)) + instant / DAY


@attrs.frozen(kw_only=True)
class Fitted:
    """The bars of the lane at a place, over a range; `users` gives the order of those who share a column."""

    pieces: Sequence[Piece]
    users: Sequence[User]
    zone: Zone
    since: int
    until: int
    place: int
    _found: dict[tuple[float, float], dict[Key, list[Corners]]] = attrs.field(
        factory=dict[tuple[float, float], dict["Key", "list[Corners]"]], init=False
    )

    def corners(self, axes: Axes, key: Key) -> list[Corners]:
        """The corners of what is drawn of a key, where the range and the lane are as many pixels as they are now."""
        size = self._size(axes)
        if size not in self._found:
            self._found.clear()
            self._found[size] = self._all(*size)
        return self._found[size].get(key, [])

    def has_columns(self, axes: Axes) -> bool:
        """Whether any of it is too narrow to be drawn alone."""
        return any(run.is_together for run in runs(self.pieces, self._scale(self._size(axes)[0]), _NARROW))

    def _size(self, axes: Axes) -> tuple[float, float]:
        """How many pixels wide and high the lane is."""
        corners = [(day(self.since), self.place - HEIGHT / 2), (day(self.until), self.place + HEIGHT / 2)]
        (left, bottom), (right, top) = axes.transData.transform(corners)
        return max(abs(float(right - left)), 1.0), max(abs(float(top - bottom)), 1.0)

    def _scale(self, width: float) -> Scale:
        return Scale(zone=self.zone, since=self.since, until=self.until, left=0, right=width)

    def _all(self, width: float, height: float) -> dict[Key, list[Corners]]:
        scale = self._scale(width)
        found: dict[Key, list[Corners]] = {}
        for key, box in boxes(self.pieces, scale, self.users, height):
            left, right = (day(self.since) + x / scale.second / DAY for x in (box.left, box.right))
            low, high = (self.place + HEIGHT * (0.5 - y / height) for y in (box.bottom, box.top))
            found.setdefault(key, []).append([(left, low), (left, high), (right, high), (right, low)])
        return found


class Bars(PolyCollection):
    """What is drawn of one person in a lane, or of its gaps, each time as there is room."""

    def __init__(self, axes: Axes, key: Key, fitted: Fitted, **look: Any) -> None:  # noqa: ANN401 - matplotlib's own
        super().__init__(fitted.corners(axes, key), **look)
        self._key, self._fitted = key, fitted

    def draw(self, renderer: RendererBase) -> None:
        """Fit the bars to the size that the Axes has by now, and draw them."""
        if isinstance(self.axes, Axes):
            self.set_verts(self._fitted.corners(self.axes, self._key))
        super().draw(renderer)


def boxes(pieces: Iterable[Piece], scale: Scale, users: Sequence[User], height: float) -> Iterator[tuple[Key, Box]]:
    """What is drawn of a lane, none upon another and each wide enough to be seen, with whose it is.

    Many narrow pieces in a row are columns; one alone is wider than it would be, at the cost of what is beside it.
    """
    slots = [
        _Slot.of(run, each, scale)
        for run in runs(pieces, scale, _NARROW)
        for each in ([run.pieces] if run.is_together else [[piece] for piece in run.pieces])
    ]
    for slot in _apart(slots, scale.right):
        first = slot.pieces[0]
        if slot.run.is_together:
            end = slot.pieces[-1].end
            own = Scale(zone=scale.zone, since=first.start, until=end, left=slot.left, right=slot.right)
            yield from ((key, box) for key, found in stacks(slot.run, own, users, height) for box in found)
        else:
            yield (first.bar.user, first.is_hidden), Box(slot.left, slot.right, 0, height)


@attrs.frozen(kw_only=True)
class _Slot:
    """Where something is drawn: one piece, or a run of many together; `least` is how wide it has to be."""

    run: Run
    pieces: Sequence[Piece]
    left: float
    right: float
    least: float

    @classmethod
    def of(cls, run: Run, pieces: Sequence[Piece], scale: Scale) -> _Slot:
        least = LEAST_GAP if any(piece.bar.user is None for piece in pieces) else LEAST
        left, right = scale.x(pieces[0].start), scale.x(pieces[-1].end)
        return cls(run=run, pieces=pieces, left=left, right=max(right, left + least), least=least)

    def between(self, left: float, right: float) -> _Slot:
        return attrs.evolve(self, left=left, right=right)


def _apart(slots: Iterable[_Slot], right: float) -> list[_Slot]:
    """The slots, none beginning before the last one ends, nor ending after `right`; each gives way as far as it can."""
    found: list[_Slot] = []
    edge = 0.0
    for slot in slots:
        left = max(slot.left, edge)
        edge = max(slot.right, left + slot.least)
        found.append(slot.between(left, edge))
    back: list[_Slot] = []
    edge = right
    for slot in reversed(found):
        end = min(slot.right, edge)
        edge = min(slot.left, end - slot.least)
        back.append(slot.between(edge, end))
    return back[::-1]
