"""The legend of a figure of matplotlib: in columns, and no larger than there is room."""

# matplotlib's types leave its keyword arguments open.
# pyright: reportUnknownMemberType=false

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.transforms import ScaledTranslation

from oncall.chronology.shortening import apart
from oncall.views.pictures.bars import MOST_PEOPLE
from oncall.views.pictures.texts import text_width, width_at
from oncall.views.plot_texts import POINTS, as_it_is, is_laid_out, room
from oncall.views.wording import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

Entry: TypeAlias = "tuple[Artist, str]"
"""What something looks like, and what it is."""

_WIDE = (20, 14, 9, 6)
"""So wide is a name at most, as a multiple of the font size: the first with which all have room."""
_HANDLE, _SPACE, _LINE = 2.8, 1.5, 1.8
"""Multiples of it too: what stands before a name, what is between columns, and how high a line is."""
_ACROSS, _DOWN = 0.8, 0.35
"""How much of the Axes' width and height the legend takes at most."""


@attrs.frozen(kw_only=True)
class Explained:
    """The entries of a legend, cut and capped, in so many columns."""

    entries: Sequence[Entry]
    columns: int
    size: float
    """Of the font, in points."""
    is_own: bool
    """Whether the figure is ours, and may grow."""

    @classmethod
    def of(
        cls, axes: Axes, people: Sequence[Entry], others: Sequence[Entry], *, is_own: bool, more: int = 0
    ) -> Explained:
        """People, of whom there are so many `more`, and what else there is to explain."""
        size = FontProperties(size="small").get_size_in_points()
        across = room(axes) * _ACROSS
        lines = max(int(_height(axes) * _DOWN / (_LINE * size)), 1)
        names, words = [plain(name) for _, name in people], ["and 99 more", *(name for _, name in others)]
        short, columns, most, is_cut = names, 1, 1, more > 0 or len(people) > MOST_PEOPLE
        for times in _WIDE:
            short = apart(names, min(times * size, max(across - _HANDLE * size, size)), width_at(size))
            widest = max(text_width(name, size) for name in (*short, *words))
            columns = max(int((across + _SPACE * size) / (widest + (_HANDLE + _SPACE) * size)), 1)
            most = MOST_PEOPLE if is_own else min(max(lines * columns - len(others) - is_cut, 1), MOST_PEOPLE)
            if min(len(people), MOST_PEOPLE) <= most:
                break
        else:
            most = max(most - (not is_cut), 1)  # one place is for how many more there are
        kept = [(handle, name) for (handle, _), name in zip(people[:most], short, strict=False)]
        rest = more + len(people) - len(kept)
        entries = [*kept, *([(Line2D([], [], linestyle="none"), f"and {rest} more")] if rest else []), *others]
        return cls(entries=entries, columns=min(columns, max(len(entries), 1)), size=size, is_own=is_own)

    @property
    def height(self) -> float:
        """How many points high it is."""
        return (-(-len(self.entries) // self.columns) * _LINE + 1) * self.size if self.entries else 0.0

    def draw_below(self, axes: Axes) -> None:
        """Draw it below the dates; in a figure that makes no room for it, within the Axes, below the lanes."""
        if is_laid_out(axes):
            self._outside(axes)
            return
        low, high = axes.get_ylim()
        axes.set_ylim(low - self._room(axes), high)
        self._draw(axes, loc="lower left")

    def draw_above(self, axes: Axes) -> None:
        """Draw it below the Axes; in a figure that makes no room for it, within, above the bars."""
        if is_laid_out(axes):
            self._outside(axes)
            return
        low, high = axes.get_ylim()
        axes.set_ylim(low, high + self._room(axes))
        self._draw(axes, loc="upper left")

    def _room(self, axes: Axes) -> float:
        """By how much the y axis has to reach further, so that the legend has its height there: up to a half."""
        low, high = axes.get_ylim()
        share = min(self.height / _height(axes), 0.5)
        return (high - low) * share / (1 - share)

    def _outside(self, axes: Axes) -> None:
        figure = axes.figure
        if self.is_own and isinstance(figure, Figure):
            figure.set_figheight(figure.get_figheight() + self.height / POINTS)
        down = ScaledTranslation(0, -_below(axes) / POINTS, figure.dpi_scale_trans)
        self._draw(axes, loc="upper left", bbox_to_anchor=(0, 0), bbox_transform=axes.transAxes + down)

    def _draw(self, axes: Axes, **place: Any) -> None:  # noqa: ANN401 - matplotlib's own
        # The names come in afterwards: a label that begins with an underscore would be left out.
        legend = axes.legend(
            [handle for handle, _ in self.entries],
            ["." for _ in self.entries],
            fontsize=self.size,
            frameon=False,
            ncols=self.columns,
            columnspacing=_SPACE,
            borderaxespad=0,
            **place,
        )
        for text, (_, name) in zip(legend.get_texts(), self.entries, strict=True):
            text.set_text(name)
        as_it_is(*legend.get_texts())


def _height(axes: Axes) -> float:
    return axes.bbox.height * POINTS / axes.figure.dpi


def _below(axes: Axes) -> float:
    """How many points the labels below the Axes take."""
    tick = axes.xaxis.get_major_ticks(1)[0]
    lines = max((label.get_text().count("\n") + 1 for label in axes.get_xticklabels()), default=1)
    label = axes.xaxis.label
    said = label.get_text().count("\n") + 1 if label.get_text() else 0
    return (
        tick.get_tick_padding()
        + 1.3 * lines * float(tick.label1.get_fontsize())
        + axes.xaxis.labelpad
        + 1.3 * said * float(label.get_fontsize())
        + 2
    )
