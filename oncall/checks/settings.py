"""Settings: the thresholds of the checks, and which of them are asked."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

import attrs

from oncall.errors import InvalidValueError, NotFoundError
from oncall.model import ResponseTimes, fields

if TYPE_CHECKING:
    from collections.abc import Iterable


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


def _hours(instance: object, attribute: attrs.Attribute[Any], value: tuple[int, int]) -> None:
    match value:
        case (int(first), int(last)) if 0 <= first < last <= 24:  # noqa: PLR2004 - the hours of a day
            pass
        case _:
            raise InvalidValueError(attribute.name, "two hours of the day in order, such as (8, 18)", value)


@attrs.frozen(kw_only=True)
class Settings:
    """Thresholds, each with the default that its check's page gives the source of, and the choice of checks.

    `select` and `ignore` take codes (`OC201`), beginnings of codes (`OC2`) and names (`layer-hidden`); an empty
    `select` is every check.
    """

    people: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC001: how many different people a schedule has, and a policy reaches, at least."""
    longest_days: int = attrs.field(default=14, validator=fields.at_least(0))
    """OC002: how many days a turn, or a stretch on call without a break, may last."""
    pages_per_shift: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC003: how many pages one shift may bring."""
    gap_seconds: int = attrs.field(default=0, validator=fields.at_least(0))
    """OC101: how long nobody may be on call."""
    response_times: ResponseTimes = attrs.field(factory=ResponseTimes, validator=fields.instance_of(ResponseTimes))
    """OC605: by when each severity asks for an answer; an empty `ResponseTimes({})` asks for nothing."""
    working_hours: tuple[int, int] = attrs.field(default=(8, 18), validator=_hours)
    """OC504: between which local hours, Monday to Friday, hand-offs are welcome."""
    sleep_pages: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC801: how many pages a week may come in the night of one person."""
    trailing_days: int = attrs.field(default=21, validator=fields.at_least(1))
    """OC802: over how many days the mean number of pages per shift is looked at."""
    trailing_pages: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC802: how many pages per shift there may be on average."""
    noise_percent: int = attrs.field(default=50, validator=fields.within(0, 100))
    """OC803: what share of the pages, in per cent, may need no action."""
    select: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_texts)

    def chooses(self, code: str, name: str) -> bool:
        """Whether a check is asked: it is selected, and not ignored."""
        selected = not self.select or any(_means(each, code, name) for each in self.select)
        return selected and not any(_means(each, code, name) for each in self.ignore)

    def refuse_unknown(self, checks: Iterable[tuple[str, str]]) -> None:
        """Refuse a choice that means none of the checks, which are given by code and name.

        Raises:
            NotFoundError: `select` or `ignore` names something that is no check.
        """
        known = list(checks)
        for each in (*self.select, *self.ignore):
            if not any(_means(each, code, name) for code, name in known):
                raise NotFoundError(
                    "check", each, tuple(get_close_matches(each, [word for pair in known for word in pair]))
                )


def _means(word: str, code: str, name: str) -> bool:
    """Whether a word chooses a check: by code, by the beginning of the code, or by name."""
    return bool(word) and (code.startswith(word) or name == word)
