"""What the parser could not read, as problems at the place where reading stopped."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from oncall.errors import Problem
    from oncall.formats.resources.source import Source
    from oncall.formats.terraform.unclosed import Unclosed

_MISSING = {
    "identifier": "a value is missing here",
    "quoted_template_end": "the string is not closed",
    "heredoc_identifier": "the heredoc is not closed",
    "template_interpolation_end": "the interpolation is not closed: a `}` is missing",
}
_PUNCTUATION = frozenset("{}[]()=:?,")
_STRINGS = frozenset({"string_lit", "quoted_template"})
_QUOTES = frozenset(
    "'\N{LEFT SINGLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}"
    "\N{LEFT DOUBLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}\N{DOUBLE LOW-9 QUOTATION MARK}"
)
"""What other languages, and word processors, write for a quote."""
_EXCERPT = 40
_BLANK = re.compile(rb"\s*")


def mistakes(root: Node, source: Source, begun: Unclosed | None) -> list[Problem]:
    """A problem for each outermost stretch that is no syntax, in the order of the text, one a place.

    Of those that only follow from what is `begun`, and not closed, that alone is said.
    """
    end = len(source.content.rstrip())
    if begun is not None and begun.is_text:
        end = begun.offset
    found: dict[int, str] = {}
    for node in _outermost(root):
        offset, message = _missing(node, source) if node.is_missing else _unexpected(node, source)
        if begun is None or max(offset + 1, node.end_byte) <= end:
            found.setdefault(offset, message)
    if begun is None and len(found) > 1:  # every heredoc is closed: one that is not was made up to go on
        found = {place: told for place, told in found.items() if told != _MISSING["heredoc_identifier"]} or found
    if begun is not None and (begun.is_text or not found):
        found[begun.offset] = begun.message
    return [source.problem(message, source.location_at(offset)) for offset, message in found.items()]


def _outermost(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        if node.is_error or node.is_missing or _is_phantom(node):
            yield node
        elif node.has_error:
            children = [child for child in node.children if child.has_error]
            # What follows a mistake in a string is read as the string's end, wherever that is: one mistake is enough.
            pending.extend(children[:1] if node.type in _STRINGS else reversed(children))


def _is_phantom(node: Node) -> bool:
    """Whether a node is a heredoc without `<<`: the scanner invents one where it finds nothing that it knows."""
    return node.type in {"heredoc_template", "heredoc_start"} and node.child_count > 0 and node.children[0].is_missing


def _missing(node: Node, source: Source) -> tuple[int, str]:
    message = _MISSING.get(node.type)
    if message is None and node.type not in _PUNCTUATION:
        return node.start_byte, _not_syntax(node.start_byte, source)
    return _end_of_text_before(node, source), message or f"a `{node.type}` is missing here"


def _end_of_text_before(node: Node, source: Source) -> int:
    """Where something is missed: on the line before, where the node that was made up begins a line."""
    if source.lines[node.start_point.row][: node.start_point.column].strip():
        return node.start_byte
    offset = node.start_byte
    while offset and source.content[offset - 1] in b" \t\r\n":
        offset -= 1
    return offset


def _unexpected(node: Node, source: Source) -> tuple[int, str]:
    leaves = [leaf for leaf in _leaves(node) if leaf.type != "comment"]
    offset = _stop(node, leaves, source)
    return offset, _not_syntax(offset, source)


def _stop(node: Node, leaves: list[Node], source: Source) -> int:
    """Where reading stopped: after the last leaf that made sense, else where the error begins."""
    for leaf, following in pairwise(leaves):
        if following.is_error or following.is_missing or following.type in {"heredoc_identifier", "heredoc_start"}:
            blank = _BLANK.match(source.content, leaf.end_byte)
            return blank.end() if blank else leaf.end_byte
    return node.start_byte


def _not_syntax(offset: int, source: Source) -> str:
    text = source.content[offset : offset + _EXCERPT].split(b"\n", 1)[0].decode(errors="ignore").strip()
    if text.startswith("\\"):
        return f"`{text[:2]}` is not an escape sequence: a backslash itself is written \\\\"
    if text[:1] in _QUOTES:
        return f'`{text[:1]}` is no quote of Terraform: write "'
    return f"this is not Terraform syntax: `{text}`" if text else "the text ends too early"


def _leaves(root: Node) -> Iterator[Node]:
    pending = [root]
    while pending:
        node = pending.pop()
        if node.child_count == 0:
            yield node
        pending.extend(reversed(node.children))
