"""One block's arguments as the values that the model takes, with everything that is wrong in them reported."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from oncall.errors import InvalidValueError, OncallError
from oncall.formats.terraform.syntax import TupleExpression
from oncall.formats.terraform.values import RefusedError, as_number, as_text, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from oncall.errors import Location
    from oncall.formats.terraform.expressions import Scope
    from oncall.formats.terraform.report import Report
    from oncall.formats.terraform.schema import Shape
    from oncall.formats.terraform.syntax import Attribute, Block
    from oncall.formats.terraform.values import Value

T = TypeVar("T")

# What Go's time.RFC3339 takes, as the provider checks it: capital T and Z, an offset with its colon.
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)", re.ASCII)
_BARE_OFFSET = re.compile(r"(.*T.*[-+]\d\d):?(\d\d)", re.ASCII)
_NO_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?", re.ASCII)


def optional_text(block: Block, name: str, address: str, scope: Scope, report: Report) -> str:
    """An argument that nothing depends on: where it has no value there is a warning, and it is left empty."""
    attribute = block.attribute(name)
    if attribute is None:
        return ""
    try:
        value = scope.value(attribute.expression)
        return "" if value is None else as_text(value, attribute.expression.at)
    except RefusedError as error:
        report.warning(f"`{name}` is left out: {error.message}", error.at, address)
        return ""


class Arguments:
    """The arguments of `block`, read by name. What cannot be read is reported once, and its name kept in `failed`."""

    def __init__(self, block: Block, shape: Shape, address: str, scope: Scope, report: Report) -> None:
        self.block = block
        self.address = address
        self.failed: set[str] = set()
        self._shape = shape
        self._scope = scope
        self._report = report
        self._refuse_unknown_attributes()
        self._refuse_unknown_blocks()

    def nested(self, block: Block) -> Arguments:
        """The arguments of a block inside this one."""
        return Arguments(block, self._shape.blocks[block.type], self.address, self._scope, self._report)

    def blocks(self, type_: str) -> list[Block]:
        """The nested blocks of one type, in the order of the file."""
        return [block for block in self.block.blocks if block.type == type_]

    def place(self, name: str) -> Location:
        """Where an argument has its value; the block, where it has none."""
        attribute = self.block.attribute(name)
        return attribute.expression.at if attribute else self.block.at

    def fail(self, name: str, message: str, at: Location | None = None) -> None:
        """Reports what is wrong with an argument, or with the nested blocks of that name."""
        self.failed.add(name)
        self._report.error(message, at or self.place(name), self.address)

    def refuse(self, name: str, error: RefusedError) -> None:
        """Reports an expression of an argument that has no value."""
        self.failed.add(name)
        self._report.refused(error, self.address)

    def value(self, name: str) -> Value:
        """What an argument is worth; None where it is missing, null or reported."""
        attribute = self.block.attribute(name)
        try:
            found = self._scope.value(attribute.expression) if attribute else None
        except RefusedError as error:
            self.refuse(name, error)
            return None
        if found is None and name in self._shape.required:
            inside = "" if self.block.labels else f" in a `{self.block.type}` block"
            self.fail(name, f"`{name}` is required{inside}")
        return found

    def text(self, name: str) -> str | None:
        """A string argument; numbers and bools are converted as Terraform does."""
        return self._converted(name, as_text)

    def optional_text(self, name: str) -> str:
        """A string argument that nothing depends on, so that it may be left out."""
        return optional_text(self.block, name, self.address, self._scope, self._report)

    def whole(self, name: str) -> int | None:
        """An argument that is a whole number, or a string that says one."""
        number = self._converted(name, as_number)
        if number is not None and number.denominator != 1:
            self.fail(name, f"`{name}` must be a whole number, got {shown(number)}")
            return None
        return None if number is None else int(number)

    def moment(self, name: str) -> str | None:
        """An argument that is a time of RFC 3339; an empty string is none."""
        text = self.text(name)
        if text == "" and name not in self._shape.required:
            return None
        if text is not None and not _RFC_3339.fullmatch(text):
            self.fail(name, f"`{name}` must be an RFC 3339 time, got {text!r}: {_advice(text)}")
            return None
        return text

    def items(self, name: str) -> list[tuple[Value, Location]]:
        """The elements of a list argument, each with its place; those that have no value are reported and left out."""
        attribute = self.block.attribute(name)
        if attribute is None or not isinstance(attribute.expression, TupleExpression):
            return self._computed_items(name)
        found: list[tuple[Value, Location]] = []
        for item in attribute.expression.items:
            try:
                found.append((self._scope.value(item), item.at))
            except RefusedError as error:
                self.refuse(name, error)
        return found

    def _computed_items(self, name: str) -> list[tuple[Value, Location]]:
        at = self.place(name)
        match self.value(name):
            case None:
                return []
            case tuple() as items:
                return [(item, at) for item in items]
            case other:
                self.fail(name, f"`{name}` must be a list, got {shown(other)}")
                return []

    def built(self, make: Callable[..., T], values: Mapping[str, object], stand_ins: Mapping[str, object]) -> T | None:
        """What `make` makes of the values; None once everything wrong with them has been reported.

        `make` names one wrong field at a time: each is replaced by its stand-in, and the rest tried again.
        """
        tried = {**values, **{name: stand_ins[name] for name in self.failed if name in stand_ins}}
        while True:
            try:
                made = make(**tried)
            except OncallError as error:
                field: str = getattr(error, "field", "")
                self.fail(field, _worded(error))
                if field not in stand_ins or tried.get(field) is stand_ins[field]:
                    return None
                tried[field] = stand_ins[field]
            else:
                return None if self.failed else made

    def _converted(self, name: str, convert: Callable[[Value, Location], T]) -> T | None:
        found = self.value(name)
        if found is None:
            return None
        try:
            return convert(found, self.place(name))
        except RefusedError as error:
            self.refuse(name, RefusedError(f"`{name}`: {error.message}", error.at))
            return None

    def _refuse_unknown_attributes(self) -> None:
        seen: dict[str, Attribute] = {}
        for attribute in self.block.attributes:
            name = attribute.name
            if name in seen:
                first = seen[name].at.line
                self._report.error(f"`{name}` is set twice, first on line {first}", attribute.at, self.address)
            elif name in {"count", "for_each"}:
                self.fail(
                    name, f"`{name}` cannot be evaluated yet: write the block out for each instance", attribute.at
                )
            elif name not in self._shape.attributes:
                self.fail(name, self._unknown(name, "argument"), attribute.at)
            seen[name] = attribute

    def _refuse_unknown_blocks(self) -> None:
        for block in self.block.blocks:
            if block.type == "dynamic":
                label = block.labels[0] if block.labels else ""
                message = f'`dynamic "{label}"` cannot be evaluated yet: write its blocks out'
                self.fail(label, message, block.at)
            elif block.type not in self._shape.block_types:
                self.fail(block.type, self._unknown(block.type, "block"), block.at)

    def _unknown(self, name: str, what: str) -> str:
        if name in self._shape.attributes:
            return f"`{name}` is no block: write `{name} = …`"
        if name in self._shape.block_types:
            return f"`{name}` is a block: write `{name} {{ … }}`"
        near = get_close_matches(name, self._shape.attributes | self._shape.block_types, n=1)
        hint = f"; did you mean `{near[0]}`?" if near else ""
        return f"the provider knows no {what} `{name}` here{hint}"


def _advice(text: str) -> str:
    if _NO_OFFSET.fullmatch(text):
        return f"it has no UTC offset; write '{text}-05:00' or '{text}Z'"
    if found := _BARE_OFFSET.fullmatch(text):
        repaired = f"{found[1]}:{found[2]}"
        if _RFC_3339.fullmatch(repaired):
            return f"write {repaired!r}"
    return "write it like '2025-01-01T09:00:00-05:00'"


def _worded(error: OncallError) -> str:
    match error:
        case InvalidValueError(field, expected, value):
            return f"`{field}` must be {expected}, got {value!r}"
        case _:
            return str(error)
