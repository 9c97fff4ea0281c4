"""What a change does to people, as a comment on a pull request: short at first, and all the rest folded."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.views.diffs.documents import Code, Listing, Paragraph, Picture, Table
from oncall.views.diffs.escaping import escaped, escaped_message, fenced
from oncall.views.diffs.sections import Limits, document
from oncall.views.diffs.strips import strip
from oncall.views.diffs.words import ARROW, Given
from oncall.views.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.checks.diffing import Diff
    from oncall.views.diffs.documents import Block, Document, Item, Part, Section
    from oncall.views.diffs.words import Words

LONGEST = 65_536
"""GitHub takes so many characters."""
LIMITS = Limits(rows=100, parts=50)
_TITLE = "### What this change does to people"
_WIDTH = 80
"""Of pictures."""
_NOTE_ROOM = 100
_BLANKS = re.compile("\n{3,}")


@attrs.frozen(kw_only=True)
class _Piece:
    """A section in pieces: `lines` may be left out from the end on, `head` and `tail` only with all of them.

    Each of the lines may be several, which make no sense without each other.
    """

    head: str
    lines: Sequence[str]
    tail: str = ""

    @cached_property
    def whole(self) -> str:
        """All of it."""
        return "\n".join([self.head, *self.lines, self.tail])


def diff_markdown(diff: Diff, *, more: Sequence[Section] = (), left_out: int = 0) -> str:
    """A comment for a pull request in GitHub's Markdown, of at most 65,536 characters.

    Where that is too little, sections are cut, and say so. `more` and `left_out` are as those of `diff_text`.
    """
    drawn = document(diff, LIMITS, more, left_out)
    sentences = [f"**{_told(drawn.verdict[0])}**", *map(_told, drawn.verdict[1:]), _small(_told(drawn.about))]
    text = "\n\n".join([_TITLE, *sentences]) + "\n"
    pieces = [_piece(section, drawn) for section in drawn.sections]
    rooms = _rooms([len(piece.whole) for piece in pieces], LONGEST - len(text))
    text += "".join(_fitted(piece, room) for piece, room in zip(pieces, rooms, strict=True))
    return _BLANKS.sub("\n\n", text)


def _rooms(sizes: Sequence[int], room: int) -> list[int]:
    """How many characters each section may have: as many as it needs, or else as many as every other that is cut."""
    found = [0] * len(sizes)
    for rank, place in enumerate(sorted(range(len(sizes)), key=sizes.__getitem__)):
        found[place] = min(sizes[place], room // (len(sizes) - rank))
        room -= found[place]
    return found


def _fitted(piece: _Piece, room: int) -> str:
    """A section in so many characters: whole, or cut with a line that says so."""
    if len(piece.whole) <= room:
        return piece.whole
    left = room - len(piece.head) - len(piece.tail) - 2 - _NOTE_ROOM
    kept: list[str] = []
    for line in piece.lines:
        left -= len(line) + 1
        if left < 0:
            break
        kept.append(line)
    count = len(piece.lines) - len(kept)
    note = f"\n{_small(f'Cut: {count} more lines, for which a comment on GitHub has no room.')}\n"
    return "\n".join([piece.head, *kept, note, piece.tail])


def _piece(section: Section, drawn: Document) -> _Piece:
    lines = [line for part in section.parts for line in _part(part, drawn)]
    if section.folded:
        head = f"\n<details>\n<summary>{section.title}</summary>\n"
        return _Piece(head=head, lines=lines, tail="\n</details>\n")
    return _Piece(head=f"\n#### {section.title}\n", lines=lines)


def _part(part: Part, drawn: Document) -> Iterator[str]:
    if part.title:
        yield f"\n##### {_told(part.title)}\n"
    for block in part.blocks:
        yield from _block(block, drawn)


def _block(block: Block, drawn: Document) -> Iterator[str]:
    match block:
        case Paragraph(words, mood):
            told_words = _told(words)
            yield f"\n{_small(told_words) if mood == 'soft' else told_words}\n"
        case Table():
            yield from _table(block)
        case Picture():
            picture = strip(block, drawn.roster, width=_WIDTH, color=False).plain
            yield "\n" + fenced("\n".join(line.rstrip() for line in picture.split("\n")), "text") + "\n"
        case Listing(items, more):
            yield from map(_item, items)
            yield from _more(more)
        case Code(text, language):
            yield "\n" + fenced("\n".join(map(shown, text.splitlines())), language) + "\n"


def _table(table: Table) -> Iterator[str]:
    sides = ("---:" if place in table.numbers else "---" for place in range(len(table.titles)))
    head = f"\n{_row(table.titles)}\n{_row(sides)}"
    first, *rows = [_row(map(_told, row)) for row in table.rows]
    yield f"{head}\n{first}"
    yield from rows
    yield from _more(table.more)
    yield ""


def _row(cells: Iterator[str] | Sequence[str] | map[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _item(item: Item) -> str:
    """A point of a list, with its lines as points below it."""
    heading = _told(item.heading)
    emphasized = f"**{heading}**" if item.lines else heading
    return "\n".join([f"- {emphasized}", *(f"  - {_told(line)}" for line in item.lines)])


def _more(count: int) -> Iterator[str]:
    if count:
        yield f"\n{_small(f'and {count:,} more')}\n"


def _small(words: str) -> str:
    return f"<sub>{words}</sub>"


def _told(words: Words) -> str:
    """The words in Markdown; our own have no sign in them that means anything there, but for the arrow."""
    return "".join(map(_part_told, words))


def _part_told(part: str | Given) -> str:
    if isinstance(part, str):
        return part.replace(ARROW, " \N{RIGHTWARDS ARROW} ")
    return escaped_message(part.text) if part.is_message else escaped(part.text)
