"""One block's arguments as the values that the model takes, with everything that is wrong in them reported."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeVar

from oncall.errors import InvalidValueError, OncallError
from oncall.formats.resources.conversions import as_number, as_text
from oncall.formats.resources.report import LEFT_OUT
from oncall.formats.resources.values import (
    NOT_KNOWN,
    NoValueError,
    RefusedError,
    Sequence,
    Unknown,
    shown,
    unknown,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from oncall.errors import Location
    from oncall.formats.resources.bodies import Body
    from oncall.formats.resources.report import Report
    from oncall.formats.resources.schema import Shape
    from oncall.formats.resources.values import Value

T = TypeVar("T")

_NESTED = frozenset({"layer", "restriction", "rule", "target", "escalation_rule_assignment_strategy"})
# What Go's time.RFC3339 takes, as the provider checks it: capital T and Z, an offset with its colon.
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)", re.ASCII)
_BARE_OFFSET = re.compile(r"(.*T.*[-+]\d\d):?(\d\d)", re.ASCII)
_NO_OFFSET = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?", re.ASCII)


class Arguments:
    """The arguments of a body, read by name.

    What is wrong is reported once, as an error; what cannot be known offline as a warning. Either way the name is kept
    in `failed`, and nothing is made of the body.
    """

    def __init__(self, body: Body, shape: Shape, address: str, report: Report, *, is_written: bool = True) -> None:
        self.body = body
        self.address = address
        self.failed: set[str] = set()
        self._shape = shape
        self._report = report
        self._is_written = is_written
        if is_written:
            self._refuse_unknown_names()
        for type_, why in body.unknown_blocks.items():
            if type_ in shape.blocks:
                self.failed.add(type_)
                self._report.unknown(f"how many `{type_}` blocks there are", why, body.at, address)

    def nested(self, body: Body) -> Arguments:
        """The arguments of a block inside this one."""
        return Arguments(body, self._shape.blocks[body.type], self.address, self._report, is_written=self._is_written)

    def blocks(self, type_: str) -> list[Body]:
        """The nested blocks of one type, in their order."""
        return self.body.blocks_of(type_)

    def place(self, name: str) -> Location:
        """Where an argument has its value; the block, where it has none."""
        argument = self.body.arguments.get(name)
        return argument.at if argument else self.body.at

    def fail(self, name: str, message: str, at: Location | None = None) -> None:
        """Reports what is wrong with an argument, or with the nested blocks of that name."""
        self.failed.add(name)
        self._report.error(message, at or self.place(name), self.address)

    def refuse(self, name: str, error: RefusedError) -> None:
        """Reports an expression of an argument that is wrong."""
        self.failed.add(name)
        self._report.refused(error, self.address)

    def lack(self, name: str, value: Value, at: Location | None = None) -> None:
        """Reports an argument whose value cannot be known offline."""
        self.failed.add(name)
        subject = f"`{name}` of a `{self.body.type}` block" if self.body.type in _NESTED else f"`{name}`"
        self._report.unknown(subject, unknown("", value), at or self.place(name), self.address)

    def leave_out(self, name: str, message: str, at: Location | None = None) -> None:
        """Warns that nothing is made of the body, because of something that is kept elsewhere."""
        self.failed.add(name)
        self._report.warning(f"{LEFT_OUT}: {message}", at or self.place(name), self.address)

    def value(self, name: str) -> Value:
        """What an argument is worth, whether it is known or not; None where it is missing, null or reported."""
        argument = self.body.arguments.get(name)
        try:
            found = argument.value() if argument else None
        except RefusedError as error:
            self.refuse(name, error)
            return None
        if found is None and name in self._shape.required:
            inside = f" in a `{self.body.type}` block" if self.body.type in _NESTED else ""
            self.fail(name, f"`{name}` is required{inside}")
        return found

    def text(self, name: str) -> str | None:
        """A string argument; numbers and bools are converted as Terraform does."""
        return self._converted(name, as_text)

    def optional_text(self, name: str) -> str:
        """A string argument that nothing depends on: where it is wrong or not known, it is empty, with a warning."""
        argument = self.body.arguments.get(name)
        if argument is None:
            return ""
        try:
            value = argument.value()
            if isinstance(value, NOT_KNOWN):
                whys = "; ".join(cause.what for cause in unknown("", value).causes)
                message = f"`{name}` is not known here, and left out: {whys}"
                self._report.warning(message, argument.at, self.address)
                return ""
            return "" if value is None else as_text(value)
        except (RefusedError, NoValueError) as error:
            at = error.at if isinstance(error, RefusedError) else argument.at
            self._report.warning(f"`{name}` is left out: {error.message}", at, self.address)
            return ""

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
        """The elements of a list argument, each with its place; those that are wrong are reported and left out.

        A list within the list is flattened, as Terraform 0.11 did: `["${x.*.id}"]`.
        """
        argument = self.body.arguments.get(name)
        written = argument.items() if argument else None
        if written is None:
            return self._flat(name, self.value(name), self.place(name))
        found: list[tuple[Value, Location]] = []
        for item in written:
            try:
                value = item.value()
            except RefusedError as error:
                self.refuse(name, error)
                continue
            found += self._flat(name, value, item.at) if isinstance(value, Sequence) else [(value, item.at)]
        return found

    def _flat(self, name: str, value: Value, at: Location) -> list[tuple[Value, Location]]:
        match value:
            case None:
                return []
            case Sequence(items):
                return [(item, at) for item in items]
            case Unknown():
                self.lack(name, value)
                return []
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

    def _converted(self, name: str, convert: Callable[[Value], T]) -> T | None:
        found = self.value(name)
        if found is None:
            return None
        if isinstance(found, NOT_KNOWN):
            self.lack(name, found)
            return None
        try:
            return convert(found)
        except NoValueError as error:
            self.fail(name, f"`{name}`: {error.message}")
            return None

    def _refuse_unknown_names(self) -> None:
        for name, argument in self.body.arguments.items():
            if name not in self._shape.attributes:
                self.fail(name, self._unknown(name, "argument"), argument.named_at)
        for body in self.body.blocks:
            if body.type not in self._shape.block_types:
                self.fail(body.type, self._unknown(body.type, "block"), body.at)

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
