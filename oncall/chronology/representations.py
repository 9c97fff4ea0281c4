"""How a value shows itself to whoever debugs: as it would be written, with instants as texts."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, cast

import attrs

from oncall.errors import UnknownZoneError

if TYPE_CHECKING:
    from collections.abc import Iterator


def as_written(self: attrs.AttrsInstance) -> str:
    """The `repr` of a value: its class with the arguments that make it.

    A field that is kept as UTC seconds is shown as the property of its argument's name has it, in the value's zone. An
    instant is ISO 8601; an argument that attrs is told to show in another way, or not at all, is shown so.
    """
    return f"{type(self).__name__}({', '.join(_arguments(self))})"


def _arguments(value: attrs.AttrsInstance) -> Iterator[str]:
    for field in attrs.fields(type(value)):
        if field.repr is False:
            continue
        name = field.alias or field.name
        given = _given(value, field.name, name)
        yield f"{name}={_text(given) if field.repr is True else field.repr(given)}"


def _given(value: attrs.AttrsInstance, field: str, argument: str) -> object:
    kept: object = getattr(value, field)
    try:
        found: object = getattr(value, argument, kept)
    except UnknownZoneError:  # a value may be shown to say just that
        return kept
    return found


def _text(given: object) -> str:
    if isinstance(given, datetime):
        return repr(given.isoformat())
    if isinstance(given, tuple):
        members = cast("tuple[object, ...]", given)
        return f"({', '.join(map(_text, members))}{',' if len(members) == 1 else ''})"
    return repr(given)
