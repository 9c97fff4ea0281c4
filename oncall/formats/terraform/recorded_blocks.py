"""One block of a plan or state: its arguments known, referred to by the configuration, or unknown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import attrs

from oncall.formats.resources.bodies import Body, Known
from oncall.formats.resources.values import Cause, Reference, Sequence, Unknown, Value

if TYPE_CHECKING:
    from oncall.errors import Location
    from oncall.formats.json_text import JsonNode
    from oncall.formats.resources.report import Report
    from oncall.formats.resources.schema import Shape

ADVICE = "load the .tf files (for a diff with `oncall plan`: --beside), or the JSON of the state once it is applied"

# What the provider fills in where it is not written, so that not to know it says nothing.
_COMPUTED = frozenset(
    {("layer", "name"), ("pagerduty_user", "time_zone"), ("rule", "escalation_rule_assignment_strategy")}
)
_REFERRED = re.compile(r"((?:data\.)?pagerduty_(?:user|schedule|escalation_policy)\.[\w-]+)(?:\[.*\])?", re.DOTALL)

_DESCRIPTION = "Managed by Terraform"  # what the provider fills in where nothing is written


def present(node: JsonNode | None, *keys: str) -> JsonNode | None:
    """What is found by going from key to key; None where there is nothing, or null."""
    for key in keys:
        node = node.get(key) if node else None
    return None if node is None or node.kind == "null" else node


def says(node: JsonNode | None, word: Literal["true", "false"]) -> bool:
    """Whether something is there, and is that bool."""
    return node is not None and node.kind == "bool" and node.value() is (word == "true")


def objects(node: JsonNode, key: str, report: Report) -> tuple[JsonNode, ...]:
    """The objects of a list, none where it is absent; anything else is reported."""
    listed = present(node, key)
    if listed is None:
        return ()
    if listed.kind != "array":
        report.error(f"`{key}` must be a list here", listed.at)
    for each in listed.items():
        if each.kind != "object":
            report.error(f"every element of `{key}` must be an object", each.at)
    return tuple(each for each in listed.items() if each.kind == "object")


@attrs.frozen
class Sides:
    """A block, with what a plan says of the same block: what of it is unknown, and how it was `written`.

    `written` is absent where it cannot be told which of the configuration's blocks it is. `path` tells it from others.
    """

    path: str
    value: JsonNode
    unknown: JsonNode | None = None
    written: JsonNode | None = None

    def nested(self, type_: str, index: int, value: JsonNode) -> Sides:
        """One of the blocks in this one."""
        return Sides(
            f"{self.path}.{type_}[{index}]",
            value,
            _element(present(self.unknown, type_), index),
            _element(self._written_blocks(type_), index),
        )

    def _written_blocks(self, type_: str) -> JsonNode | None:
        """The configuration's blocks, which it has without the `dynamic` ones: of use where their number is equal."""
        written, values = present(self.written, type_), present(self.value, type_)
        return written if written and values and len(written.items()) == len(values.items()) else None


def _element(node: JsonNode | None, index: int) -> JsonNode | None:
    items = node.items() if node else ()
    return items[index] if index < len(items) else None


@attrs.frozen
class Resource:
    """Where a resource is: `module` is the address of its module, empty or with a dot at its end."""

    address: str
    type: str
    module: str
    is_data: bool


def block(type_: str, shape: Shape, sides: Sides, resource: Resource, report: Report) -> Body:
    """A block with those in it, and of its arguments the ones that matter here."""
    arguments: dict[str, Known] = {}
    for name in sorted(shape.required | shape.optional):
        if argument := _Argument(type_, name, sides, resource).known():
            arguments[name] = argument
    blocks: list[Body] = []
    unknown: dict[str, Unknown] = {}
    is_sound = True
    for name, nested in shape.blocks.items():
        listed = present(sides.value, name)
        if says(present(sides.unknown, name), "true"):
            if (type_, name) not in _COMPUTED:
                unknown[name] = _unknown(f"{sides.path}.{name}", sides.value.at)
            continue
        found = objects(sides.value, name, report)
        is_sound &= listed is None or (listed.kind == "array" and len(found) == len(listed.items()))
        blocks += (block(name, nested, sides.nested(name, i, v), resource, report) for i, v in enumerate(found))
    return Body(type_, sides.value.at, arguments, tuple(blocks), unknown, is_sound)


def _unknown(path: str, at: Location) -> Unknown:
    # Without a text: the path says where it is needed, not what it is, and two of one person would look like two.
    return Unknown("", (Cause(f"`{path}` is known only once the plan is applied", at, ADVICE),))


@attrs.frozen
class _Argument:
    """One argument of a block."""

    block: str
    name: str
    sides: Sides
    resource: Resource

    def known(self) -> Known | None:
        """Its value; None where it is not set, which null is, and for some arguments an empty text or 0."""
        value, unknown = self.sides.value.get(self.name), present(self.sides.unknown, self.name)
        if says(unknown, "true"):
            return self._not_known()
        if value is None or value.kind == "null":
            return None
        is_default = self.name == "description" and value.text == _DESCRIPTION
        if (
            is_default
            or (self.name == "end" and value.text == "")
            or (self.name == "start_day_of_week" and value.number == 0)
        ):
            return None
        items = value.items()
        if unknown and any(says(each, "true") for each in unknown.items()):
            return self._partly_known(items, unknown.items(), value.at)
        return Known(value.value(), value.at, tuple(item.at for item in items))

    def _not_known(self) -> Known | None:
        at = self.sides.value.at
        references = self._references()
        if references and self.name == "users":
            return Known(Sequence(tuple(each for each, _ in references), "list"), at, tuple(at for _, at in references))
        if references and len(references) == 1 and self.name in {"id", "escalation_policy"}:
            return Known(*references[0])
        is_written = present(self.sides.written, self.name) is not None
        if not is_written and (self.resource.is_data or (self.block, self.name) in _COMPUTED):
            return None
        return Known(_unknown(f"{self.sides.path}.{self.name}", at), at)

    def _partly_known(self, items: tuple[JsonNode, ...], unknown: tuple[JsonNode, ...], at: Location) -> Known:
        """A list of which some elements are not known, null in their places."""
        references = self._references() or []
        values: list[Value] = []
        for index, item in enumerate(items):
            if index >= len(unknown) or not says(unknown[index], "true"):
                values.append(item.value())
            elif len(references) == len(items):
                values.append(references[index][0])
            else:
                values.append(_unknown(f"{self.sides.path}.{self.name}[{index}]", item.at))
        return Known(Sequence(tuple(values)), at, tuple(item.at for item in items))

    def _references(self) -> list[tuple[Reference, Location]] | None:
        """The ids that the expression is made of, in its order, with their places; None where it has anything else.

        Terraform lists of each reference first the whole, then what it is a part of, down to the resource: for one with
        a key `x.y["k"].id`, `x.y["k"]`, `x.y`.
        """
        references = present(self.sides.written, self.name, "references")
        nodes = list(references.items()) if references else []
        found: list[tuple[Reference, Location]] = []
        while nodes:
            node = nodes.pop(0)
            whole = node.text or ""
            address = whole.removesuffix(".id")
            referred = _REFERRED.fullmatch(address)
            if address == whole or referred is None or not nodes or nodes.pop(0).text != address:
                return None
            if referred[1] != address and nodes and nodes[0].text == referred[1]:
                nodes.pop(0)
            found.append((Reference(self.resource.module + address), node.at))
        return found
