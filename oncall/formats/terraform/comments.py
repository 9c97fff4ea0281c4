"""Comments that ask for findings to be ignored, and the blocks that they are about."""

from __future__ import annotations

import re
from bisect import bisect_left
from difflib import get_close_matches
from typing import TYPE_CHECKING

import attrs

from oncall.formats.terraform.declarations import OURS
from oncall.model import Suppression

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from oncall.errors import Location
    from oncall.formats.resources.source import Source

_MARK = b"oncall:"
_WORD = re.compile(r"\w*")
_BECAUSE = re.compile(r"because\b[:,]?", re.IGNORECASE)
_LONGEST_SLIP = 10  # of the letters of `ignore`, written wrongly
_WIDTH = 2  # of `/*` and `*/`


@attrs.frozen(eq=False)
class _Block:
    """A block of the tree, and why a comment about it has no effect; empty where it has one."""

    node: Node
    mistake: str

    @property
    def first_row(self) -> int:
        return self.node.start_point.row

    @property
    def last_row(self) -> int:
        return self.node.end_point.row


@attrs.frozen(eq=False)
class _Comment:
    """A comment of the tree, and the innermost block that it stands in."""

    node: Node
    inside: _Block | None

    @property
    def first_row(self) -> int:
        return self.node.start_point.row

    @property
    def last_row(self) -> int:
        return self.node.end_point.row


def suppressions(root: Node, source: Source) -> tuple[Suppression, ...]:
    """What the comments of a file ask to ignore, in the order of the text.

    A comment is about the block that begins or ends on its line, or, alone on its line, about the one directly below,
    with nothing but comments between them; any other is about the innermost block that it stands in. A comment whose
    first word is not `oncall:`, and one that goes on with something else than `ignore`, asks for nothing.
    """
    if _MARK not in source.content:  # Most files: nobody walks their tree for it.
        return ()
    blocks, comments = _found(root, source.content)
    places = _Places(blocks, comments, source)
    found = (
        _suppression(said, at, places.covered(comment)) for comment in comments for said, at in _asked(comment, source)
    )
    return tuple(each for each in found if each is not None)


def _found(root: Node, content: bytes) -> tuple[list[_Block], list[_Comment]]:
    """The blocks and comments beside and around every mention of the mark, each in the order of the text.

    Whatever holds none of them is not looked into, and the rest once, so that the cost grows as the text does.
    """
    marks = [each.start() for each in re.finditer(re.escape(_MARK), content)]
    blocks: list[_Block] = []
    comments: list[_Comment] = []
    pending: list[tuple[Node, _Block | None]] = [(root, None)]
    while pending:
        node, inside = pending.pop()
        for child in node.named_children:
            match child.type:
                case "comment":
                    comments.append(_Comment(child, inside))
                case "block":
                    block = _Block(child, inside.mistake if inside else _without_effect(child))
                    blocks.append(block)
                    if _holds(child, marks):
                        pending.append((child, block))
                case kind if kind == "body" or _holds(child, marks):
                    pending.append((child, inside))
                case _:
                    pass
    return (
        sorted(blocks, key=lambda each: each.node.start_byte),
        sorted(comments, key=lambda each: each.node.start_byte),
    )


def _holds(node: Node, marks: list[int]) -> bool:
    place = bisect_left(marks, node.start_byte)
    return place < len(marks) and marks[place] < node.end_byte


class _Places:
    """Which block a comment is about, by the lines that both stand on."""

    def __init__(self, blocks: list[_Block], comments: list[_Comment], source: Source) -> None:
        self._lines = source.lines
        self._begun: dict[int, _Block] = {}
        self._ended: dict[int, _Block] = {}
        for block in blocks:
            self._begun.setdefault(block.first_row, block)
            self._ended.setdefault(block.last_row, block)
        self._below: dict[int, _Block | None] = {}
        for comment in reversed(comments):
            if not self._before(comment) and not self._behind(comment):
                row = comment.last_row + 1
                self._below[comment.first_row] = self._begun.get(row) or self._below.get(row)

    def covered(self, comment: _Comment) -> _Block | None:
        """The block that a comment is about."""
        on_its_line = self._begun.get(comment.first_row) or self._begun.get(comment.last_row)
        if on_its_line is None and self._before(comment):
            on_its_line = self._ended.get(comment.first_row)
        return on_its_line or self._below.get(comment.first_row) or comment.inside

    def _before(self, comment: _Comment) -> bytes:
        """What stands on the line of a comment before it."""
        return self._lines[comment.first_row][: comment.node.start_point.column].strip()

    def _behind(self, comment: _Comment) -> bytes:
        return self._lines[comment.last_row][comment.node.end_point.column :].strip()


def _asked(comment: _Comment, source: Source) -> Iterator[tuple[str, Location]]:
    """What follows the mark on each line of a comment that begins with it, and where that line or comment begins."""
    content = source.content[comment.node.start_byte : comment.node.end_byte]
    if _MARK not in content:
        return
    row, column = comment.first_row, comment.node.start_point.column
    if content.startswith(b"/*"):
        content = content[_WIDTH:-_WIDTH]
    for number, line in enumerate(content.split(b"\n")):
        said = line.strip().lstrip(b"#/*").lstrip()
        if said.startswith(_MARK):
            at = column if number == 0 else len(line) - len(line.lstrip())
            yield said.removeprefix(_MARK).decode().strip(), source.location(row + number, at)


def _suppression(said: str, at: Location, block: _Block | None) -> Suppression | None:
    """What a comment asks for with what it says after the mark; None: nothing, it is of another kind."""
    found = _WORD.match(said)
    assert found is not None, "an empty word is one too"
    verb, rest = found[0], said[found.end() :].lstrip()
    if verb != "ignore":
        return Suppression(where=at, mistake=f"`{verb}` is not `ignore`") if _is_slip(verb, rest) else None
    inside, closed, behind = rest[1:].partition("]")
    checks = tuple(word for each in inside.split(",") if (word := each.strip()))
    if not rest.startswith("[") or (closed and not checks):
        return Suppression(where=at, mistake="it names no check in brackets")
    if not closed:
        return Suppression(where=at, mistake="its bracket is not closed")
    mistake = block.mistake if block else "it stands neither in a block, nor on the line of one, nor directly above one"
    return Suppression(
        where=at,
        first_line=None if mistake or block is None else block.first_row + 1,
        last_line=None if mistake or block is None else block.last_row + 1,
        checks=checks,
        reason=_reason(behind.strip()),
        mistake=mistake,
    )


def _is_slip(verb: str, rest: str) -> bool:
    """Whether somebody meant `ignore`, and not to say in a comment who is on call."""
    is_near = len(verb) <= _LONGEST_SLIP and bool(get_close_matches(verb.lower(), ["ignore"], cutoff=0.75))
    return is_near and rest.startswith("[")


def _reason(behind: str) -> str:
    """The text after `because`; what would not show, as an escape sequence, is left out."""
    because = _BECAUSE.match(behind)
    return "".join(filter(str.isprintable, behind[because.end() :].strip())) if because else ""


def _without_effect(block: Node) -> str:
    """Why a comment about a block at the top level, or in it, has no effect; empty where it has one."""
    type_, label = _head(block)
    if type_ == "module":
        return "it is about a call of a module, and what a module declares stands in the files of the module"
    if type_ not in {"resource", "data"} or label not in OURS:
        kind = f'{type_} "{label}"' if label else type_
        return f"it is about a block of the kind `{kind}`, in which no check finds anything"
    return ""


def _head(block: Node) -> tuple[str, str]:
    """The type of a block, and its first label; empty if it has none."""
    words = [child for child in block.named_children if child.type in {"identifier", "string_lit"}]
    type_, label = (*((word.text or b"").decode().strip('"') for word in words[:2]), "", "")[:2]
    return type_, label
