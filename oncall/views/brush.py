"""How the lanes of a picture are drawn in a terminal, and the legend that says what is to be seen in them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs
from rich.cells import cell_len, set_cell_size
from rich.text import Text

from oncall.chronology.shortening import apart
from oncall.chronology.words import listing
from oncall.views.wording import marked, plain, reads_right_to_left, shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from oncall.model import User
    from oncall.views.lanes import Gap, Lane, State
    from oncall.views.people import Badge, Roster

Sign: TypeAlias = "State | Literal['several', 'gap', 'part gap', 'skipped']"

_PLAIN: dict[State, str] = {"part": "-", "hidden": "."}  # and the letter of the person for "whole"
_DRAWN: dict[State, str] = {"whole": " ", "part": "\N{LOWER HALF BLOCK}", "hidden": "\N{MIDDLE DOT}"}
_SEVERAL = "~"
_BETWEEN = 3
_GAPS: dict[Gap, tuple[str, str, Sign]] = {
    "whole": ("!", "bold bright_white on red", "gap"),
    "part": (":", "bold red", "part gap"),
    "skipped": ("/", "dim", "skipped"),
    None: (" ", "", "whole"),
}
_MEANING: dict[Sign, str] = {
    "part": "on call for a part of it",
    "hidden": "hidden by a lane above",
    "several": "several people in turn",
    "gap": "nobody on call",
    "part gap": "nobody for a part of it",
    "skipped": "skipped by the clock",
}


@attrs.frozen
class _Stroke:
    """Some cells of a lane that are drawn alike, and what in the legend they are a sign of."""

    text: str
    style: str = ""
    sign: Sign = "whole"


@attrs.frozen
class Brush:
    """How cells are drawn: with colours, or with letters alone."""

    roster: Roster
    color: bool

    def lane(self, lane: Lane) -> Text:
        """The cells of a lane: those of one person in a row are one bar, and those that several share are another."""
        return Text.assemble(*((stroke.text, stroke.style) for stroke in self._strokes(lane)))

    def legend(self, drawn: Sequence[Lane], room: int) -> Iterator[Text]:
        """What the letters and signs mean that are to be seen, each in a few words; a name has up to `room` columns."""
        seen = {cell[0] for lane in drawn for cell in lane.cells if isinstance(cell, tuple)}
        users = [*filter(seen.__contains__, self.roster)]
        for user, name in zip(users, _fitted([self.roster[user].full_name for user in users], room), strict=True):
            badge = self.roster[user]
            yield Text.assemble((badge.symbol, _solid(badge)), f" {name}")
        signs = {stroke.sign for lane in drawn for stroke in self._strokes(lane) if stroke.text}
        fill = _DRAWN if self.color else _PLAIN
        samples = {
            "part": (fill["part"] * 3, "dim"),
            "hidden": (fill["hidden"] * 3, "dim"),
            "several": (_SEVERAL * 3, "dim"),
            **{sign: (text, style) for text, style, sign in _GAPS.values()},
        }
        yield from (Text.assemble(samples[sign], f" {words}") for sign, words in _MEANING.items() if sign in signs)

    def _strokes(self, lane: Lane) -> Iterator[_Stroke]:
        cells = lane.cells
        for (user, is_shared), run in groupby(range(len(cells)), key=lambda column: _holder(lane, column)):
            columns = [*run]
            if user is not None:
                states: list[State] = [cell[1] for column in columns if isinstance(cell := cells[column], tuple)]
                yield from self._bar(self.roster[user], states)
            elif is_shared:
                groups = [cell for column in columns if isinstance(cell := cells[column], frozenset)]
                yield _Stroke(self._shared(groups), "dim", "several")
            else:
                gaps: list[Gap] = [lane.gaps[column] if lane.gaps else None for column in columns]
                yield from (_Stroke(*_GAPS[gap]) for gap in gaps)

    def _bar(self, badge: Badge, states: Sequence[State]) -> Iterator[_Stroke]:
        """A person's cells: the letter first, and a name in the longest stretch of cells that are alike."""
        runs: list[tuple[State, int]] = [(state, sum(1 for _ in run)) for state, run in groupby(states)]
        longest = max(range(len(runs)), key=lambda index: runs[index][1])
        room = runs[longest][1] - (2 if self.color else 4)
        name = next((name for name in badge.names if cell_len(name) <= room), "")
        for index, (state, cells) in enumerate(runs):
            yield from self._run(badge, state, cells, name=name if index == longest else "", is_first=index == 0)

    def _run(self, badge: Badge, state: State, cells: int, *, name: str, is_first: bool) -> Iterator[_Stroke]:
        """Cells of one state. Only those that are a person's own as a whole have the ground of their colour.

        On any other ground letters have the terminal's own colour, since yellow ones could not be read on white.
        """
        fill = _DRAWN[state] if self.color else _PLAIN.get(state, badge.symbol)
        is_letter = is_first and (self.color or cells > 1 or state != "hidden")  # A lone one would look like cover.
        head = badge.symbol if is_letter else ""
        if name:
            head = f" {name} " if self.color else f"{head or fill} {name} "
        style = _solid(badge) if state == "whole" else badge.color
        rest = cells - cell_len(head)
        if name and self.color and state != "whole":  # The colour goes on around the name, which has no ground of it.
            head, rest = name, rest + 1
            yield _Stroke(fill, style, state)
        yield _Stroke(head, style if state == "whole" else "")
        yield _Stroke(fill * rest, style, state)

    def _shared(self, groups: Sequence[AbstractSet[User]]) -> str:
        """Cells that several share: their names, or how many they are, where there is room for that."""
        people = [user for user in self.roster if any(user in group for group in groups)]
        room = len(groups) - len(_SEVERAL) - 3
        names = listing(shown(self.roster[user].full_name) for user in people)
        counts = (f"{len(people)} people in turn", f"{len(people)} people")
        told = counts if reads_right_to_left(names) else (names, *counts)
        words = next((f" {words} " for words in told if cell_len(words) <= room), "")
        return f"{_SEVERAL}{words}".ljust(len(groups) - (cell_len(words) - len(words)), _SEVERAL)


def labels(names: Sequence[str], margin: int) -> list[Text]:
    """The names of lanes, told from each other and as wide as the margin beside them."""
    return [
        Text.assemble((set_cell_size(short, margin), "bold" if name == "on call" else ""))
        for name, short in zip(names, _fitted(names, margin - 2), strict=True)
    ]


def flowed(words: Iterable[Text], margin: int, width: int) -> Iterator[Text]:
    """The words in lines of up to `width` columns, all indented: by less than the margin where a word needs the room.

    What is wider than a whole line is cut.
    """
    found = [word.copy() for word in words]
    for word in found:
        word.truncate(max(width, 1), overflow="ellipsis")
    indent = max(min(margin, *(width - word.cell_len for word in found)), 0) if found else 0
    line = Text()
    for word in found:
        if line and line.cell_len + _BETWEEN + word.cell_len > width:
            yield line
            line = Text()
        line.append(" " * (_BETWEEN if line else indent)).append_text(word)
    yield line


def _fitted(names: Iterable[str], room: int) -> list[str]:
    """Each name as a terminal shows it, in up to `room` columns, and told from the others where it is cut."""
    return [marked(short) for short in apart(map(plain, names), room, cell_len)]


def _holder(lane: Lane, column: int) -> tuple[User | None, bool]:
    """The person who has a cell, if any, and whether several share it."""
    cell = lane.cells[column]
    return (cell[0], False) if isinstance(cell, tuple) else (None, cell is not None)


def _solid(badge: Badge) -> str:
    return f"{badge.ink} on {badge.color}"
