"""Terraform's JSON syntax (`.tf.json`, `.tfvars.json`) as the blocks and expressions of its native one.

A string is a template; an object is a block where a block can stand, and several blocks where it is a list of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

from oncall.formats import json_text
from oncall.formats.json_text import JsonNode
from oncall.formats.resources.schema import RESOURCES, Shape
from oncall.formats.terraform.parsing import parse_expression, parse_template
from oncall.formats.terraform.syntax import (
    Attribute,
    Block,
    File,
    Literal,
    NotSyntaxError,
    ObjectExpression,
    TupleExpression,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.errors import Location, Problem
    from oncall.formats.json_text import Member
    from oncall.formats.resources.source import Source
    from oncall.formats.terraform.syntax import Expression

_LABELS = {"resource": 2, "data": 2, "module": 1, "variable": 1, "output": 1}
_NO_SHAPE = Shape()


def parse_json(source: Source) -> File:
    """The blocks of a `.tf.json` text, and everything in it that is no syntax of Terraform."""
    root = json_text.parse(source)
    if not isinstance(root, JsonNode):
        return File(source, (), root)
    reading = _Reading(source)
    blocks = tuple(reading.blocks(root))
    return File(source, blocks, tuple(reading.problems))


def parse_json_values(source: Source) -> tuple[tuple[Attribute, ...], tuple[Problem, ...]]:
    """The arguments of a `.tfvars.json` text, and everything in it that is no syntax of Terraform."""
    root = json_text.parse(source)
    if not isinstance(root, JsonNode):
        return (), root
    reading = _Reading(source)
    members = reading.once_each(reading.object(root))
    found = tuple(Attribute(each.key, reading.constant(each.value), each.at) for each in members)
    return found, tuple(reading.problems)


class _Reading:
    def __init__(self, source: Source) -> None:
        self._source = source
        self.problems: list[Problem] = []

    def object(self, node: JsonNode) -> tuple[Member, ...]:
        """The members of what has to be an object."""
        if node.kind != "object":
            self._report(f"an object is needed here, not {node.kind}", node.at)
        return tuple(member for member in node.all_members() if member.key != "//")

    def once_each(self, members: tuple[Member, ...]) -> tuple[Member, ...]:
        """The members of which each name is there once: another one of the same name is reported, and left out."""
        found: dict[str, Member] = {}
        for member in members:
            if found.setdefault(member.key, member) is not member:
                self._report(f"`{member.key}` is set twice", member.at)
        return tuple(found.values())

    def blocks(self, root: JsonNode) -> Iterator[Block]:
        """The top-level blocks, in the order of the text."""
        for body in self._several(root):
            for member in self.object(body):
                if member.key == "locals":
                    for each in self._several(member.value):
                        yield self._block("locals", (), each, _NO_SHAPE, member.at)
                elif member.key in _LABELS:
                    yield from self._labelled(member.key, (), member.value, member.at)

    def _labelled(self, type_: str, labels: tuple[str, ...], node: JsonNode, at: Location) -> Iterator[Block]:
        for each in self._several(node):
            if len(labels) == _LABELS[type_]:
                shape = RESOURCES.get(labels[0], _NO_SHAPE) if type_ in {"resource", "data"} else _NO_SHAPE
                yield self._block(type_, labels, each, shape, at)
            else:
                for member in self.object(each):
                    yield from self._labelled(type_, (*labels, member.key), member.value, member.at)

    def _block(self, type_: str, labels: tuple[str, ...], node: JsonNode, shape: Shape, at: Location) -> Block:
        attributes: list[Attribute] = []
        blocks: list[Block] = []
        before = len(self.problems)
        for member in self.object(node):
            if member.key == "dynamic" and shape.block_types:
                blocks += self._dynamic(member.value, shape)
            elif member.key in shape.block_types:
                inner = shape.blocks.get(member.key, _NO_SHAPE)
                blocks += [self._block(member.key, (), each, inner, each.at) for each in self._several(member.value)]
            elif any(each.name == member.key for each in attributes):
                self._report(f"`{member.key}` is set twice", member.at)
            elif (expression := self._argument(type_, member)) is not None:
                attributes.append(Attribute(member.key, expression, member.at))
        return Block(type_, labels, tuple(attributes), tuple(blocks), at, len(self.problems) == before)

    def _dynamic(self, node: JsonNode, shape: Shape) -> Iterator[Block]:
        for body in self._several(node):
            for member in self.object(body):
                inner = Shape(blocks={"content": shape.blocks.get(member.key, _NO_SHAPE)})
                for each in self._several(member.value):
                    yield self._block("dynamic", (member.key,), each, inner, member.at)

    def _several(self, node: JsonNode) -> tuple[JsonNode, ...]:
        match node.kind:
            case "array":
                return node.items()
            case "null":
                return ()
            case _:
                return (node,)

    def _argument(self, block_type: str, member: Member) -> Expression | None:
        try:
            match block_type, member.key, member.value.text:
                case ("variable", "type", str(text)) | ("dynamic", "iterator", str(text)):
                    return parse_expression(text, member.value.at)  # It is no template.
                case ("variable", "default", _):
                    return self.constant(member.value)
                case _:
                    return self._expression(member.value)
        except NotSyntaxError as error:
            self._report(error.message, error.at)
            return None

    def _expression(self, node: JsonNode) -> Expression:
        match node.kind:
            case "string":
                text = node.text or ""
                if "${" in text or "%{" in text:
                    return parse_template(text, node.at)
                return _literal(text, node.at)
            case "array":
                return TupleExpression(tuple(map(self._expression, node.items())), node.at)
            case "object":
                members = self.once_each(node.all_members())
                items = [(self._key(each), self._expression(each.value)) for each in members]
                return ObjectExpression(tuple(items), node.at)
            case _:
                return self.constant(node)

    def _key(self, member: Member) -> Expression:
        if "${" in member.key or "%{" in member.key:
            return parse_template(member.key, member.at)
        return _literal(member.key, member.at)

    def constant(self, node: JsonNode) -> Expression:
        """A value in which strings are no templates."""
        match node.kind:
            case "string":
                return _literal(node.text or "", node.at)
            case "number":
                return Literal(node.number, node.at)
            case "bool":
                return Literal(node.value() is True, node.at)
            case "null":
                return Literal(None, node.at)
            case "array":
                return TupleExpression(tuple(map(self.constant, node.items())), node.at)
            case "object":
                members = self.once_each(node.all_members())
                items = [(_literal(each.key, each.at), self.constant(each.value)) for each in members]
                return ObjectExpression(tuple(items), node.at)

    def _report(self, message: str, at: Location) -> None:
        self.problems.append(self._source.problem(message, at))


def _literal(text: str, at: Location) -> Literal:
    return Literal(normalize("NFC", text), at)
