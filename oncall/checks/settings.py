"""Settings: the thresholds of the checks, and which of them are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


def _minutes(values: Mapping[str, int] | Iterable[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(dict(values).items(), key=lambda pair: (pair[1], pair[0])))


def _positive(instance: object, attribute: attrs.Attribute[int], value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise InvalidValueError(attribute.name, "a whole number of at least 0", value)


@attrs.frozen(kw_only=True)
class Settings:
    """Thresholds, each with the default that its check's page gives the source of, and the choice of checks.

    `select` and `ignore` take codes (`OC201`), beginnings of codes (`OC2`) and names (`layer-hidden`); an empty
    `select` is every check.
    """

    people: int = attrs.field(default=2, validator=_positive)
    """OC001: how many different people a schedule has, and a policy reaches, at least."""
    longest_days: int = attrs.field(default=14, validator=_positive)
    """OC002: how many days a turn, or a stretch on call without a break, may last."""
    pages_per_shift: int = attrs.field(default=2, validator=_positive)
    """OC003: how many pages one shift may bring."""
    gap_seconds: int = attrs.field(default=0, validator=_positive)
    """OC101: how long nobody may be on call."""
    response_minutes: tuple[tuple[str, int], ...] = attrs.field(
        default=(("SEV-1", 5), ("SEV-2", 15), ("SEV-3", 30)), converter=_minutes
    )
    """OC605: within how many minutes each severity asks for an answer; a mapping is taken too."""
    working_hours: tuple[int, int] = (8, 18)
    """OC504: between which local hours, Monday to Friday, hand-offs are welcome."""
    select: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_texts)

    def chooses(self, code: str, name: str) -> bool:
        """Whether a check is asked: it is selected, and not ignored."""
        selected = not self.select or any(code.startswith(each) or name == each for each in self.select)
        return selected and not any(code.startswith(each) or name == each for each in self.ignore)
