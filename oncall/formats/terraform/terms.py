"""The terms of expressions: literals, strings, heredocs, collections, calls, as tree-sitter found them."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING
from unicodedata import normalize

from oncall.formats.terraform.grouping import grouped
from oncall.formats.terraform.syntax import (
    Call,
    ForExpression,
    Literal,
    NotSyntaxError,
    ObjectExpression,
    TupleExpression,
    UnclosedStringError,
    Variable,
)
from oncall.formats.terraform.templates import (
    Directive,
    EscapeError,
    Interpolation,
    assembled,
    flushed,
    heredoc_lines,
    trimmed,
    unescape_quoted,
)
from oncall.formats.terraform.unclosed import STRING_ENDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tree_sitter import Node

    from oncall.errors import Location
    from oncall.formats.resources.source import Source
    from oncall.formats.terraform.syntax import Expression
    from oncall.formats.terraform.templates import Piece

# What stands for itself between quotes, as most texts do.
_PLAIN = re.compile(rb"[ !#&-\[\]-~]*")
_NUMBER = re.compile(r"[0-9]{1,400}(?:\.[0-9]{1,400})?(?:[eE][-+]?[0-9]{1,3})?")
_MAX_DEPTH = 60
_KEYWORDS = frozenset({"if", "else", "endif", "for", "endfor"})
_WRAPPERS = frozenset({"literal_value", "template_expr", "collection_value", "for_expr"})


class Terms:
    """Reads single nodes of one source; `depth` counts the expressions and brackets around the present one."""

    def __init__(self, source: Source, place: Location | None = None, *, is_lone: bool = False) -> None:
        """`place` is where everything stands that is read, where the source itself is only a part of a file.

        `is_lone` tells that a heredoc was put around a text, to which the last line break does not belong.
        """
        self._source = source
        self._place = place
        self._is_lone = is_lone
        self.depth: int = 0

    def enter(self, node: Node) -> None:
        """Counts one level more; whoever enters counts it off again, unless something was refused.

        Raises:
            NotSyntaxError: there are too many.
        """
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise NotSyntaxError(f"the expression is nested more than {_MAX_DEPTH} deep", self.at(node))

    def text(self, node: Node) -> str:
        """The text of a node."""
        return self._source.content[node.start_byte : node.end_byte].decode()

    def at(self, node: Node) -> Location:
        """Where a node begins."""
        if self._place is not None:
            return self._place
        point = node.start_point
        return self._source.location(point.row, point.column)

    def _at_offset(self, offset: int) -> Location:
        return self._place or self._source.location_at(offset)

    def term(self, node: Node) -> Expression:  # noqa: C901, PLR0911, PLR0912 - one flat case a type of node
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
                raw = self._source.content[node.start_byte + 1 : node.end_byte - 1]
                if _PLAIN.fullmatch(raw):
                    return Literal(raw.decode(), at)
                return assembled(self._quoted_pieces(node), at)
            case "heredoc_template":
                return assembled(self._heredoc_pieces(node), at)
            case "variable_expr":
                return Variable(self.text(node), at)
            case "tuple":
                return TupleExpression(self._expressions(node), at)
            case "object":
                return ObjectExpression(tuple(self._elements(node)), at)
            case "function_call":
                return self._call(node, at)
            case "for_tuple_expr" | "for_object_expr":
                return self._for(node, at)
            case _:
                raise NotSyntaxError(f"`{self.text(node)[:40]}` is not a value", at)

    def number(self, text: str, node: Node) -> Fraction:
        """The number that a text says, exactly.

        Raises:
            NotSyntaxError: it is not in decimal digits, or has hundreds of them.
        """
        if not _NUMBER.fullmatch(text):
            raise NotSyntaxError(f"`{text[:40]}` is not a decimal number, or is too long", self.at(node))
        return Fraction(int(text)) if text.isdigit() else Fraction(text)

    def _expressions(self, node: Node) -> tuple[Expression, ...]:
        return tuple(grouped(child, self) for child in node.named_children if child.type == "expression")

    def _call(self, node: Node, at: Location) -> Call:
        name = self.text(node.named_children[0])
        lists = [child for child in node.named_children if child.type == "function_arguments"]
        arguments = self._expressions(lists[0]) if lists else ()
        is_expanded = any(child.type == "ellipsis" for each in lists for child in each.named_children)
        return Call(name, arguments, is_expanded, at)

    def _for(self, node: Node, at: Location) -> ForExpression:
        parts = {child.type: child for child in node.named_children}
        *names, collection = [child for child in parts["for_intro"].named_children if child.type != "comment"]
        *keys, result = self._expressions(node)
        conditions = self._expressions(parts["for_cond"]) if "for_cond" in parts else ()
        return ForExpression(
            key_name=self.text(names[0]) if len(names) > 1 else "",
            value_name=self.text(names[-1]),
            collection=grouped(collection, self),
            key=keys[0] if keys else None,
            result=result,
            condition=conditions[0] if conditions else None,
            is_grouped="ellipsis" in parts,
            at=at,
        )

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

    def _quoted_pieces(self, node: Node) -> list[Piece]:
        pieces: list[Piece] = []
        for start, end, inner in self._segments(node, node.start_byte + 1, node.end_byte - 1):
            pieces.append(self._quoted_text(start, end))
            pieces.extend(self._markers(inner) if inner else ())
        return trimmed([piece for piece in pieces if piece != ""])

    def _quoted_text(self, start: int, end: int) -> str:
        raw = self._source.content[start:end]
        if b"\n" in raw:
            at = self._at_offset(start + raw.index(b"\n"))
            raise UnclosedStringError(STRING_ENDS, at)
        try:
            return unescape_quoted(raw.decode())
        except EscapeError as error:
            message = f"`{error.sequence}` is not an escape sequence: a backslash itself is written \\\\"
            raise NotSyntaxError(message, self._at_offset(start + error.position)) from error

    def _heredoc_pieces(self, node: Node) -> list[Piece]:
        opening, name, *_, closing = node.children
        content = self._source.content
        start = content.index(b"\n", name.end_byte) + 1
        if content[opening.end_byte : start].removesuffix(b"\n").removesuffix(b"\r") != self.text(name).encode():
            shown = f"{self.text(opening)}{self.text(name)}"
            raise NotSyntaxError(
                f"nothing may stand in or behind `{shown}` on its line, no blank either", self.at(opening)
            )
        if self.text(name)[:1].isdigit():
            raise NotSyntaxError(f"the name of a heredoc begins with no digit: `{self.text(name)}`", self.at(name))
        end = content.rfind(b"\n", 0, closing.start_byte) + (0 if self._is_lone else 1)
        pieces: list[Piece] = []
        for since, until, inner in self._segments(node, start, end):
            pieces.extend(heredoc_lines(content[since:until].decode()))
            pieces.extend(self._markers(inner) if inner else ())
        pieces = trimmed(pieces)
        return flushed(pieces) if self.text(opening) == "<<-" else pieces

    def _segments(self, node: Node, start: int, end: int) -> Iterator[tuple[int, int, Node | None]]:
        """The stretches of text of a template as byte positions, each with what follows it.

        They are taken between the nodes, since the literals' own nodes lack the white space at their ends.
        """
        for child in _markers(node):
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

    def _markers(self, node: Node) -> list[Piece]:
        text = self.text(node)
        before, after = text[2:3] == "~", text[-2:-1] == "~"
        if node.type == "template_interpolation":
            inner = self._expressions(node)
            if not inner:
                raise NotSyntaxError("the interpolation is empty", self.at(node))
            return [Interpolation(inner[0], trims_before=before, trims_after=after)]
        words = [child for child in node.children if child.type in _KEYWORDS]
        if not words:
            raise NotSyntaxError(f"`{text[:40]}` is no directive", self.at(node))
        expressions = self._expressions(node)
        return [
            Directive(
                words[0].type,
                self.at(node),
                trims_before=before,
                trims_after=after,
                expression=expressions[0] if expressions else None,
                names=tuple(self.text(child) for child in node.named_children if child.type == "identifier"),
            )
        ]


def _markers(node: Node) -> Iterator[Node]:
    """The interpolations and directives of a template in the order of the text, those inside of directives too."""
    pending = list(reversed(node.named_children))
    while pending:
        child = pending.pop()
        match child.type:
            case "template_directive" | "template_if" | "template_for":
                pending.extend(reversed(child.named_children))
            case "template_interpolation" | "template_if_intro" | "template_else_intro" | "template_if_end":
                yield child
            case "template_for_start" | "template_for_end":
                yield child
            case _:
                pass
