"""What a field takes: the conversions and limits that more than one model value shares."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from oncall.chronology.instants import Instant, to_written
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError, UnknownZoneError

if TYPE_CHECKING:
    from collections.abc import Callable

    from attrs import Attribute

    from oncall.chronology.instants import DateTime

T = TypeVar("T")


def start(value: Instant) -> DateTime:
    """The `start` of a layer or an override, in the offset it was written with."""
    return to_written(value, "start")


def end(value: Instant) -> DateTime:
    """The `end` of an override, in the offset it was written with."""
    return to_written(value, "end")


def layer_end(value: Instant | None) -> DateTime | None:
    """The `end` of a layer, which may be absent."""
    return None if value is None else end(value)


def rotation_virtual_start(value: Instant) -> DateTime:
    """The `rotation_virtual_start` of a layer."""
    return to_written(value, "rotation_virtual_start")


def each_instant(value: Instant | Iterable[Instant] | None) -> Iterable[Instant]:
    """The instants of a field that takes one, several or none."""
    if value is None:
        return ()
    if isinstance(value, Iterable) and not isinstance(value, str | bytes):
        return value
    single: Any = value  # bytes, which are no instant, are refused as one
    return (single,)


def name(instance: object, attribute: Attribute[Any], value: object) -> None:
    """A text that is not empty."""
    if not isinstance(value, str) or not value.strip():
        raise InvalidValueError(attribute.name, "a text that is not empty", value)


def text(instance: object, attribute: Attribute[Any], value: object) -> None:
    """Any text, the empty one too."""
    if not isinstance(value, str):
        raise InvalidValueError(attribute.name, "a text", value)


def zone(instance: object, attribute: Attribute[Any], value: str) -> None:
    """The name of an IANA zone."""
    try:
        Zone.named(value)
    except UnknownZoneError as error:
        raise UnknownZoneError(value, attribute.name, error.near) from error


def optional_zone(instance: object, attribute: Attribute[Any], value: str | None) -> None:
    """The name of an IANA zone, or None."""
    if value is not None:
        zone(instance, attribute, value)


def instance_of(kind: type[object]) -> Callable[[object, Attribute[Any], object], None]:
    """A value of one class."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kind):
            raise InvalidValueError(attribute.name, f"a {kind.__name__}", value)

    return check


def within(least: int, most: int) -> Callable[[object, Attribute[Any], object], None]:
    """A whole number from `least` to `most`, both included; the message is worded as the Terraform provider's."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise InvalidValueError(attribute.name, f"a whole number in the range ({least} - {most})", value)

    return check


def at_least(least: int) -> Callable[[object, Attribute[Any], object], None]:
    """A whole number from `least` on."""

    def check(instance: object, attribute: Attribute[Any], value: object) -> None:
        whole(attribute.name, value, least=least)

    return check


def whole(field: str, value: object, *, least: int) -> None:
    """A whole number from `least` on, given for the argument `field`."""
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise InvalidValueError(field, f"a whole number of at least {least}", value)


def tuple_of(kind: type[T], field: str, values: Iterable[T], *, hint: str = "") -> tuple[T, ...]:
    """`values` as a tuple of which every element is a `kind`."""
    return tuple_of_either((kind,), field, values, hint=hint)


def tuple_of_either(
    kinds: tuple[type[Any], ...], field: str, values: Iterable[Any], *, hint: str = ""
) -> tuple[Any, ...]:
    """`values` as a tuple of which every element is one of `kinds`."""
    if isinstance(values, (str, bytes)) or not isinstance(values, Iterable):
        raise InvalidValueError(field, f"a list of {_either(kinds)}", values)
    elements = tuple(values)
    for element in elements:
        if not isinstance(element, kinds):
            raise InvalidValueError(field, f"a list of {_either(kinds)}{hint}", element)
    return elements


def _either(kinds: tuple[type[Any], ...]) -> str:
    return " or ".join(each.__name__ for each in kinds)


def full_minute(value: DateTime | None, field: str) -> None:
    """A time without seconds, or none."""
    if value is not None and value.second:
        expected = "on a full minute, e.g. 11:23:00, not 11:23:05 (the Terraform provider refuses it)"
        raise InvalidValueError(field, expected, value.isoformat())
