"""The picture of a schedule in a terminal: a lane for the result, one for the overrides, and one for each layer."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import attrs
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.zones import Zone
from oncall.model.compilation import source_name
from oncall.views.axis import axis
from oncall.views.grid import Grid
from oncall.views.lanes import lanes
from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.model import Schedule, User
    from oncall.views.lanes import Lane, State
    from oncall.views.people import Badge, Roster

_GAP = ("!", "bold bright_white on red")
_SEVERAL = "~"
_PLAIN: dict[State, str] = {"part": "-", "hidden": "."}  # and the letter of the person for "whole"
_DRAWN: dict[State, str] = {"whole": " ", "part": "\N{LOWER HALF BLOCK}", "hidden": "\N{MIDDLE DOT}"}
_MEANING: dict[State, str] = {"part": "on call for a part of it", "hidden": "hidden by a lane above"}
_WIDEST_LABEL = 24


def picture(
    schedule: Schedule,
    since: Instant,
    until: Instant,
    roster: Roster,
    *,
    width: int,
    color: bool,
    now: Instant | None = None,
) -> Text:
    """A schedule from the day of `since` to `until`, no wider than `width` columns; with `now`, that is marked.

    The lanes stand as precedence goes: at the bottom the first layer, above it the later ones, then the overrides, and
    on top who is on call after all. With `color` a person is a colour; without, a letter.

    Raises:
        NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
    """
    begin, end = checked_range(since, until)
    names = ["overrides", *(source_name(schedule, index) for index in range(len(schedule.layers)))]
    margin = min(max(cell_len(shown(name)) for name in names), width // 4, _WIDEST_LABEL) + 2
    grid = Grid.fitted(Zone.named(schedule.time_zone), begin, end, width - margin)
    dates, marks = axis(grid, None if now is None else grid.column_of(to_seconds(now, "now")))
    drawn = list(lanes(schedule, grid))
    brush = Brush(roster, color)
    lines = [
        *(Text(" " * margin + line, style="dim") for line in (dates, marks)),
        *(label(lane.label, margin).append_text(brush.lane(lane)) for lane in drawn),
        *flowed(list(brush.legend(drawn, width - margin - 2)), margin, width),
    ]
    return Text("\n", no_wrap=True, overflow="crop").join(lines)


@attrs.frozen
class Brush:
    """How cells are drawn: with colours, or with letters alone."""

    roster: Roster
    color: bool

    def lane(self, lane: Lane) -> Text:
        """The cells of a lane, those of one person in a row as one bar."""
        line = Text()
        for user, run in groupby(range(len(lane.cells)), key=lambda column: _holder(lane, column)):
            columns = list(run)
            if user is None:
                for column in columns:
                    line.append_text(_nobodys(lane, column))
            else:
                states: list[State] = [cell[1] for column in columns if isinstance(cell := lane.cells[column], tuple)]
                line.append_text(self._bar(self.roster[user], states))
        return line

    def legend(self, drawn: Sequence[Lane], room: int) -> Iterator[Text]:
        """What the letters and the signs mean that occur, each a few words; a name takes up to `room` columns."""
        cells = [cell for lane in drawn for cell in lane.cells if isinstance(cell, tuple)]
        seen = {user for user, _ in cells}
        for user in filter(seen.__contains__, self.roster):
            badge = self.roster[user]
            yield Text.assemble((badge.symbol, self._solid(badge)), f" {_cut(shown(user.name), room)}")
        states = {state for _, state in cells}
        fill = _DRAWN if self.color else _PLAIN
        yield from (
            Text(f"{fill[state] * 3} {words}", style="dim") for state, words in _MEANING.items() if state in states
        )
        if any("several" in lane.cells for lane in drawn):
            yield Text(f"{_SEVERAL * 3} several people in turn", style="dim")
        if any(any(lane.gaps) for lane in drawn):
            yield Text.assemble(_GAP, " nobody on call")

    def _bar(self, badge: Badge, states: Sequence[State]) -> Text:
        """A person's cells: the letter first, and a name in the longest stretch of cells that are alike."""
        runs: list[tuple[State, int]] = [(state, sum(1 for _ in run)) for state, run in groupby(states)]
        longest = max(range(len(runs)), key=lambda index: runs[index][1])
        room = runs[longest][1] - (2 if self.color else 4)
        name = next((name for name in badge.names if cell_len(name) <= room), "")
        bar = Text()
        for index, (state, cells) in enumerate(runs):
            bar.append_text(self._run(badge, state, cells, name=name if index == longest else "", is_first=index == 0))
        return bar

    def _run(self, badge: Badge, state: State, cells: int, *, name: str, is_first: bool) -> Text:
        fill = _DRAWN[state] if self.color else _PLAIN.get(state, badge.symbol)
        head = badge.symbol if is_first else fill
        if name:
            head = f" {name} " if self.color else f"{head} {name} "
        is_hidden = state == "hidden"
        return Text.assemble(
            (head, badge.color if is_hidden else self._solid(badge)),
            (fill * (cells - cell_len(head)), self._solid(badge) if state == "whole" else badge.color),
        )

    @staticmethod
    def _solid(badge: Badge) -> str:
        return f"{badge.ink} on {badge.color}"


def _holder(lane: Lane, column: int) -> User | None:
    cell = lane.cells[column]
    return cell[0] if isinstance(cell, tuple) else None


def _nobodys(lane: Lane, column: int) -> Text:
    """A cell that no one person has most of."""
    if lane.cells[column] == "several":
        return Text(_SEVERAL, style="dim")
    return Text(*_GAP) if lane.gaps and lane.gaps[column] else Text(" ")


def label(name: str, margin: int) -> Text:
    """The name of a lane, as wide as the margin beside it."""
    fitted = set_cell_size(_cut(shown(name), margin - 2), margin)
    return Text.assemble((fitted, "bold" if name == "on call" else ""))


def _cut(text: str, room: int) -> str:
    """The text, its middle replaced by an ellipsis if it is wider than `room`: names often begin, or end, alike."""
    if cell_len(text) <= room:
        return text
    tail = set_cell_size(text[::-1], (room - 1) // 2)[::-1]
    head = set_cell_size(text, room - 1 - cell_len(tail))
    return f"{head.rstrip()}\N{HORIZONTAL ELLIPSIS}{tail.lstrip()}"


def flowed(words: Iterable[Text], margin: int, width: int) -> Iterator[Text]:
    """The words in lines of up to `width` columns, each line indented; what is wider than a line is cut."""
    line = Text(" " * margin)
    for each in words:
        word = each.copy()
        word.truncate(max(width - margin, 1), overflow="ellipsis")
        gap = 3 if line.cell_len > margin else 0
        if gap and line.cell_len + gap + word.cell_len > width:
            yield line
            line, gap = Text(" " * margin), 0
        line.append(" " * gap).append_text(word)
    yield line
