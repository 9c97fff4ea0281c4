"""The terms of expressions: literals, strings, heredocs, collections, calls, as tree-sitter found them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import normalize

from oncall.formats.terraform.grouping import grouped
from oncall.formats.terraform.syntax import (
    Call,
    Directive,
    ForExpression,
    Literal,
    NotSyntaxError,
    ObjectExpression,
    Template,
    TupleExpression,
    Variable,
)
from oncall.formats.terraform.templates import (
    EscapeError,
    Interpolation,
    flushed,
    heredoc_lines,
    joined,
    trimmed,
    unescape_quoted,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from oncall.errors import Location
    from oncall.formats.terraform.source import Source
    from oncall.formats.terraform.syntax import Expression
    from oncall.formats.terraform.templates import Piece

_NUMBER = re.compile(r"[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][-+]?[0-9]{1,3})?")
_WRAPPERS = frozenset({"literal_value", "template_expr", "collection_value", "for_expr"})


class Terms:
    """Reads single nodes of one source; `depth` counts the expressions and brackets around the present one."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.depth = 0

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self._source.content[node.start_byte : node.end_byte].decode()

    def at(self, node: Node) -> Location:
        """Where a node begins."""
        point = node.start_point
        return self._source.location(point.row, point.column)

    def term(self, node: Node) -> Expression:  # noqa: C901, PLR0911 - one flat case a type of node
        """The expression of one node that is no operator.

        Raises:
            NotSyntaxError: for a string, number or key that Terraform refuses.
        """
        while node.type in _WRAPPERS:
            node = next(child for child in node.named_children if child.type != "comment")
        at = self.at(node)
        match node.type:
            case "numeric_lit":
                return Literal(self.number(self.text(node), node), at)
            case "bool_lit":
                return Literal(self.text(node) == "true", at)
            case "null_lit":
                return Literal(None, at)
            case "string_lit" | "quoted_template":
                return self._template(self._quoted_pieces(node), at)
            case "heredoc_template":
                return self._template(self._heredoc_pieces(node), at)
            case "variable_expr":
                return Variable(self.text(node), at)
            case "tuple":
                return TupleExpression(self._expressions(node), at)
            case "object":
                return ObjectExpression(tuple(self._elements(node)), at)
            case "function_call":
                return self._call(node, at)
            case "for_tuple_expr" | "for_object_expr":
                return ForExpression(at)
            case _:
                raise NotSyntaxError(f"`{self.text(node)[:40]}` is not a value", at)

    def number(self, text: str, node: Node) -> Fraction:
        """The number that a text says, exactly.

        Raises:
            NotSyntaxError: it is not in decimal digits, or has hundreds of them.
        """
        if not _NUMBER.fullmatch(text):
            raise NotSyntaxError(f"`{text[:40]}` is not a decimal number, or is too long", self.at(node))
        return Fraction(text)

    def _expressions(self, node: Node) -> tuple[Expression, ...]:
        return tuple(grouped(child, self) for child in node.named_children if child.type == "expression")

    def _call(self, node: Node, at: Location) -> Call:
        name = self.text(node.named_children[0])
        lists = [child for child in node.named_children if child.type == "function_arguments"]
        return Call(name, self._expressions(lists[0]) if lists else (), at)

    def _elements(self, node: Node) -> Iterator[tuple[Expression, Expression]]:
        for element in node.named_children:
            if element.type == "object_elem":
                key, value = (child for child in element.named_children if child.type == "expression")
                yield self._object_key(key), grouped(value, self)

    def _object_key(self, node: Node) -> Expression:
        """A bare name is its own text; anything else is evaluated, a reference only in brackets."""
        first, *steps = [child for child in node.children if child.type != "comment"]
        if first.type != "variable_expr":
            return grouped(node, self)
        if steps:
            raise NotSyntaxError(
                f"the key `{self.text(node)}` is ambiguous: put it in brackets or quotes", self.at(node)
            )
        return Literal(normalize("NFC", self.text(first)), self.at(first))

    def _template(self, pieces: list[Piece], at: Location) -> Literal | Template:
        match joined(pieces):
            case ():
                return Literal("", at)
            case (str(text),):
                return Literal(normalize("NFC", text), at)
            case parts:
                return Template(parts, at)

    def _quoted_pieces(self, node: Node) -> list[Piece]:
        pieces: list[Piece] = []
        for start, end, inner in self._segments(node, node.start_byte + 1, node.end_byte - 1):
            pieces.append(self._quoted_text(start, end))
            pieces.extend(self._interpolation(inner) if inner else ())
        return trimmed([piece for piece in pieces if piece != ""])

    def _quoted_text(self, start: int, end: int) -> str:
        raw = self._source.content[start:end]
        if b"\n" in raw:
            at = self._source.location_at(start + raw.index(b"\n"))
            raise NotSyntaxError("a quoted string ends on its line: write \\n, use a heredoc, or close the quote", at)
        try:
            return unescape_quoted(raw.decode())
        except EscapeError as error:
            message = f"`{error.sequence}` is not an escape sequence: a backslash itself is written \\\\"
            raise NotSyntaxError(message, self._source.location_at(start + error.position)) from error

    def _heredoc_pieces(self, node: Node) -> list[Piece]:
        opening, name, *_, closing = node.children
        content = self._source.content
        start = content.index(b"\n", name.end_byte) + 1
        if content[name.end_byte : start].strip():
            raise NotSyntaxError(f"nothing may follow `<<{self.text(name)}` on its line", self.at(name))
        end = content.rfind(b"\n", 0, closing.start_byte) + 1
        pieces: list[Piece] = []
        for since, until, inner in self._segments(node, start, end):
            pieces.extend(heredoc_lines(content[since:until].decode()))
            pieces.extend(self._interpolation(inner) if inner else ())
        pieces = trimmed(pieces)
        return flushed(pieces) if self.text(opening) == "<<-" else pieces

    def _segments(self, node: Node, start: int, end: int) -> Iterator[tuple[int, int, Node | None]]:
        """The stretches of text of a template as byte positions, each with what follows it.

        They are taken between the nodes, since the literals' own nodes lack the white space at their ends.
        """
        for child in node.named_children:
            if child.type in {"template_interpolation", "template_directive"}:
                self._refuse_doubled(child)
                yield start, child.start_byte, child
                start = child.end_byte
        yield start, end, None

    def _refuse_doubled(self, node: Node) -> None:
        # Terraform takes `$${` for an escape after any number of `$`; the tree pairs them and finds an interpolation.
        mark = self._source.content[node.start_byte : node.start_byte + 1]
        if self._source.content[node.start_byte - 1 : node.start_byte] == mark:
            shown = mark.decode()
            raise NotSyntaxError(
                f"`{shown * 3}{{` cannot be read: write the first sign as an interpolation", self.at(node)
            )

    def _interpolation(self, node: Node) -> list[Piece]:
        if node.type == "template_directive":
            keyword = self.text(node).lstrip("%{~ \t\r\n").split(maxsplit=1)[0]
            return [Interpolation(Directive(keyword, self.at(node)), trims_before=False, trims_after=False)]
        inner = self._expressions(node)
        if not inner:
            raise NotSyntaxError("the interpolation is empty", self.at(node))
        text = self.text(node)
        return [Interpolation(inner[0], trims_before=text.startswith("${~"), trims_after=text.endswith("~}"))]
