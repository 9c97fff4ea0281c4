"""The members of a JSON object, each as what it should be; what is not is a problem with its path."""

from __future__ import annotations

from typing import TypeGuard, cast

import attrs

from oncall.chronology.instants import to_seconds
from oncall.errors import NotAnInstantError, Problem
from oncall.formats.logs.drafts import Place

_KINDS = ((bool, "a truth value"), (int | float, "a number"), (str, "a text"), (list, "a list"), (dict, "an object"))
_MAX_SHOWN = 60


@attrs.define(eq=False)  # not frozen, which makes a hundred thousand incidents a third slower to read
class Members:
    """An object in a document. A member that is absent or null has no value; both are the same."""

    path: str
    _pointer: tuple[str | int, ...]
    """The way to it: keys, and positions in lists."""
    _values: dict[str, object] = attrs.field(repr=False)
    _problems: list[Problem] = attrs.field(repr=False)

    @property
    def place(self) -> Place:
        """Where it is."""
        steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in self._pointer)
        return Place(self.path, "".join(steps).removeprefix("."))

    def text(self, key: str) -> str:
        """A text; empty if there is none."""
        value = self._values.get(key)
        if value is None or isinstance(value, str):
            return value or ""
        self._wrong(key, "a text", value)
        return ""

    def whole(self, key: str) -> int | None:
        """A whole number from 0."""
        value = self._values.get(key)
        if value is None or (isinstance(value, int) and not isinstance(value, bool) and value >= 0):
            return value
        self._wrong(key, "a whole number of at least 0", value)
        return None

    def truth(self, key: str) -> bool:
        """Yes or no; no if nothing is said."""
        value = self._values.get(key)
        if value is None or isinstance(value, bool):
            return value is True
        self._wrong(key, "a truth value", value)
        return False

    def instant(self, key: str, *, is_needed: bool = False) -> int | None:
        """A time as UTC seconds."""
        value = self._values.get(key)
        if value is None:
            if is_needed:
                self.report("it is missing", key)
            return None
        if not isinstance(value, str) or len(value) > _MAX_SHOWN:
            self._wrong(key, "a time in ISO 8601", value)
            return None
        try:
            return to_seconds(value)
        except NotAnInstantError as error:
            self.report(str(error), key)
            return None

    def member(self, key: str) -> Members | None:
        """An object."""
        value = self._values.get(key)
        if is_object(value):
            return Members(self.path, (*self._pointer, key), value, self._problems)
        if value is not None:
            self._wrong(key, "an object", value)
        return None

    def members(self, key: str) -> list[Members]:
        """The objects of a list; what is null in it is passed over."""
        value = self._values.get(key)
        if not value and isinstance(value, list | None):
            return []
        if not isinstance(value, list):
            self._wrong(key, "a list", value)
            return []
        return self.those_of(key, cast("list[object]", value))

    def those_of(self, key: str, values: list[object]) -> list[Members]:
        """The objects of a list that is the member `key`, or, if that is empty, the document itself."""
        way = (*self._pointer, key) if key else self._pointer
        found: list[Members] = []
        for index, value in enumerate(values):
            if is_object(value):
                found.append(Members(self.path, (*way, index), value, self._problems))
            elif value is not None:
                self._wrong(f"{key}[{index}]", "an object", value)
        return found

    def report(self, message: str, key: str = "") -> None:
        """Say what is wrong with a member, or with the whole object."""
        self._problems.append(self.place.problem(message, key))

    def __contains__(self, key: str) -> bool:
        return self._values.get(key) is not None

    def is_blank(self, key: str) -> bool:
        """Whether nothing is there, or a text of which nothing is to see."""
        value = self._values.get(key)
        return value is None or (isinstance(value, str) and not value.strip())

    def _wrong(self, key: str, expected: str, value: object) -> None:
        self.report(f"it must be {expected}, and is {kind(value)}", key)


def is_object(value: object) -> TypeGuard[dict[str, object]]:
    """Whether a value of a JSON document is an object."""
    return isinstance(value, dict)


def kind(value: object) -> str:
    """What a value of a JSON document is, with the value where that is short."""
    name = next((name for kinds, name in _KINDS if isinstance(value, kinds)), "null")
    if isinstance(value, str | int | float):
        written = repr(value) if isinstance(value, str | float) or value.bit_length() < _MAX_SHOWN else ""
        return f"{name}, {written}" if 0 < len(written) <= _MAX_SHOWN else name
    return name
