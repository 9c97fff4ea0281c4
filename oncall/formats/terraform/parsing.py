"""Source text into syntax values: the only module that sees tree-sitter."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING

import tree_sitter
import tree_sitter_hcl

from oncall.formats.resources.source import Source
from oncall.formats.terraform.comments import suppressions
from oncall.formats.terraform.grouping import grouped
from oncall.formats.terraform.mistakes import mistakes
from oncall.formats.terraform.syntax import Attribute, Block, File, NotSyntaxError, UnclosedStringError
from oncall.formats.terraform.terms import Terms
from oncall.formats.terraform.unclosed import unclosed

if TYPE_CHECKING:
    from tree_sitter import Node

    from oncall.errors import Location, Problem
    from oncall.formats.terraform.syntax import Expression

_MAX_BLOCK_DEPTH = 50
_EXPONENT = re.compile(rb"[0-9][eE][-+]?[0-9]")
# A name, which may hold digits and dashes, or a number with an exponent.
_WORD = re.compile(rb"[A-Za-z_\x80-\xff][-\w\x80-\xff]*|(?<![.0-9])([0-9]+)([eE][-+]?)([0-9]+)(?![\w.])")


@cache
def _language() -> tree_sitter.Language:
    return tree_sitter.Language(tree_sitter_hcl.language())


def parse_values(source: Source) -> tuple[tuple[Attribute, ...], tuple[Problem, ...]]:
    """The arguments of a `.tfvars` file, and everything that is no syntax in it."""
    return _Reading(source).values()


def _tree(content: bytes) -> Node:
    return tree_sitter.Parser(_language()).parse(_without_exponents(content)).root_node


def _without_exponents(content: bytes) -> bytes:
    """The content with `1e5` as `105`: the grammar knows no exponent without a fraction; texts are taken from outside.

    Inside of strings and comments nothing depends on it, since only the positions of nodes are used.
    """
    if not _EXPONENT.search(content):
        return content
    return _WORD.sub(
        lambda found: found[0] if found[1] is None else found[1] + b"0" * len(found[2]) + found[3], content
    )


def parse_expression(text: str, place: Location) -> Expression:
    """The expression of a text that stands somewhere else than in a file, as the value of `--var`.

    Raises:
        NotSyntaxError: it is none.
    """
    return _lone(b"x = " + text.encode(errors="replace") + b"\n", text, place)


def parse_template(text: str, place: Location) -> Expression:
    """The template that a text is, as `templatefile` and JSON syntax have it: without quotes and backslash escapes.

    Raises:
        NotSyntaxError: it is none.
    """
    marker = "EOT"
    while marker in text:
        marker += "T"
    name = marker.encode()
    return _lone(b"x = <<" + name + b"\n" + text.encode(errors="replace") + b"\n" + name + b"\n", text, place)


def _lone(content: bytes, text: str, place: Location) -> Expression:
    root = _tree(content)
    bodies = [child for child in root.named_children if child.type == "body"]
    attributes = [child for body in bodies for child in body.named_children if child.type != "comment"]
    if root.has_error or len(attributes) != 1 or attributes[0].type != "attribute":
        raise NotSyntaxError(f"this is no expression of Terraform: `{text[:40]}`", place)
    value = [child for child in attributes[0].named_children if child.type != "comment"][-1]
    return grouped(value, Terms(Source(place.path, content), place, is_lone=True))


def parse(source: Source) -> File:
    """The blocks of a text, and every place in it that is no syntax of Terraform.

    A block in which something could not be read is kept with what could, and marked. Slightly more is accepted than by
    Terraform (two arguments on one line), never with another meaning.
    """
    return _Reading(source).file()


class _Reading:
    def __init__(self, source: Source) -> None:
        self._source = source
        self._terms = Terms(source)
        self._problems: list[Problem] = []
        self._doubtful_from = math.inf
        """The line on which a string begins that is not closed, or its like."""

    def _tree(self) -> Node:
        """The tree of the text; what is no syntax in it is reported."""
        root = _tree(self._source.content)
        if root.has_error:
            begun = unclosed(self._source.content)
            self._problems += mistakes(root, self._source, begun)
            if begun is not None and begun.is_text:
                self._doubtful_from = self._source.location_at(begun.offset).line
        return root

    def file(self) -> File:
        root = self._tree()
        bodies = [child for child in root.named_children if child.type == "body"]
        if not root.has_error:
            self._refuse_arguments(bodies)
        blocks = tuple(self._block(node, 0) for body in bodies for node in body.named_children if node.type == "block")
        ignored = () if root.has_error else suppressions(root, self._source)
        return File(self._source, blocks, tuple(self._problems), ignored)

    def values(self) -> tuple[tuple[Attribute, ...], tuple[Problem, ...]]:
        root = self._tree()
        bodies = [child for child in root.named_children if child.type == "body"]
        for block in (child for body in bodies for child in body.named_children if child.type == "block"):
            self._report("a block has no place in a file of values", self._at(block))
        found = [self._attribute(node) for body in bodies for node in body.named_children if node.type == "attribute"]
        self._refuse_repetitions(found)
        return tuple(each for each in found if each), tuple(self._problems)

    def _refuse_arguments(self, bodies: list[Node]) -> None:
        for attribute in (child for body in bodies for child in body.named_children if child.type == "attribute"):
            self._report("an argument cannot stand outside of a block", self._at(attribute))

    def _block(self, node: Node, depth: int) -> Block:
        names: list[str] = []
        body: Node | None = None
        found_before = len(self._problems)
        for child in node.named_children:
            match child.type:
                case "identifier":
                    names.append(self._terms.text(child))
                case "string_lit":
                    names.append(self._label(child))
                case "body":
                    body = child
                case _:
                    pass
        attributes, blocks = self._body(body, depth)
        is_sound = not node.has_error and len(self._problems) == found_before
        return Block(names[0] if names else "", tuple(names[1:]), attributes, blocks, self._at(node), is_sound)

    def _label(self, node: Node) -> str:
        return "".join(self._terms.text(child) for child in node.named_children if child.type == "template_literal")

    def _body(self, body: Node | None, depth: int) -> tuple[tuple[Attribute, ...], tuple[Block, ...]]:
        if body is None:
            return (), ()
        if depth == _MAX_BLOCK_DEPTH:
            self._report(f"blocks are nested in each other more than {_MAX_BLOCK_DEPTH} deep", self._at(body))
            return (), ()
        attributes = [self._attribute(node) for node in body.named_children if node.type == "attribute"]
        blocks = [self._block(node, depth + 1) for node in body.named_children if node.type == "block"]
        self._refuse_repetitions(attributes)
        return tuple(attribute for attribute in attributes if attribute), tuple(blocks)

    def _refuse_repetitions(self, attributes: list[Attribute | None]) -> None:
        first: dict[str, Attribute] = {}
        for attribute in attributes:
            if attribute and first.setdefault(attribute.name, attribute) is not attribute:
                line = first[attribute.name].at.line
                self._report(f"`{attribute.name}` is set twice, first on line {line}", attribute.at)

    def _attribute(self, node: Node) -> Attribute | None:
        if node.has_error:
            return None
        name, value = (child for child in node.named_children if child.type != "comment")
        self._terms.depth = 0
        try:
            expression = grouped(value, self._terms)
        except NotSyntaxError as error:
            self._report(error.message, error.at)
            if isinstance(error, UnclosedStringError):
                self._doubtful_from = min(self._doubtful_from, error.at.line)
            return None
        return Attribute(self._terms.text(name), expression, self._at(node))

    def _report(self, message: str, at: Location) -> None:
        if at.line < self._doubtful_from:
            self._problems.append(self._source.problem(message, at))

    def _at(self, node: Node) -> Location:
        return self._terms.at(node)
