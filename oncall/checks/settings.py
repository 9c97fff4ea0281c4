"""Settings: the thresholds of the checks, and which of them are asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

import attrs

from oncall.analysis.by_person import ByPerson, written_name, written_weight
from oncall.analysis.nights import Night
from oncall.analysis.public_holidays import Day, Holidays, written_holidays
from oncall.errors import InvalidValueError, NotFoundError
from oncall.model import ResponseTimes, fields

if TYPE_CHECKING:
    from collections.abc import Iterable


_CODE = re.compile(r"OC\d*", re.ASCII | re.IGNORECASE)


def _texts(values: Iterable[str]) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else tuple(values)


def _two(values: tuple[int, int] | list[int]) -> tuple[int, int]:
    """Two numbers; a list of them, which is what a settings file has, becomes a tuple. Validated afterwards."""
    return cast("tuple[int, int]", tuple(values)) if isinstance(values, list) else values


def _hours(instance: object, attribute: attrs.Attribute[Any], value: tuple[int, int]) -> None:
    match value:
        case (int(first), int(last)) if 0 <= first < last <= 24:  # noqa: PLR2004 - the hours of a day
            pass
        case _:
            raise InvalidValueError(attribute.name, "two hours of the day in order, such as (8, 18)", value)


def _minutes(instance: object, attribute: attrs.Attribute[Any], value: tuple[int, int]) -> None:
    match value:
        case (int(least), int(most)) if 0 <= least <= most:
            pass
        case _:
            raise InvalidValueError(attribute.name, "the least and the most minutes, such as (5, 30)", value)


def _ratio(instance: object, attribute: attrs.Attribute[Any], value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value < float("inf"):
        raise InvalidValueError(attribute.name, "a number of at least 1, such as 1.25", value)


def _factor(instance: object, attribute: attrs.Attribute[Any], value: float) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < float("inf"):
        raise InvalidValueError(attribute.name, "a number of at least 0, such as 1.5", value)


def _optional_hours(instance: object, attribute: attrs.Attribute[Any], value: int | None) -> None:
    if value is not None:
        fields.at_least(1)(instance, attribute, value)


def _night(value: Night | Iterable[int]) -> Night:
    return value if isinstance(value, Night) else Night(value)


def _weights(value: Mapping[str, float]) -> ByPerson[float]:
    given: object = value
    if not isinstance(given, Mapping):
        raise InvalidValueError("weights", "a number for each of some people, such as {'alice': 0.5}", given)
    return ByPerson({written_name(who, "weights"): written_weight(each) for who, each in value.items()})


def _written_holidays(value: Holidays | None) -> tuple[Day, ...] | ByPerson[tuple[Day, ...]] | None:
    return written_holidays(value)


@attrs.frozen(kw_only=True)
class Settings:
    """Thresholds, each with the default that its check's page gives the source of, and the choice of checks.

    `select` and `ignore` take codes (`OC201`), beginnings of codes (`OC2`) and names (`layer-hidden`), in small letters
    or capitals; an empty `select` is every check.

    Raises:
        InvalidValueError: a threshold is outside of its limits.
    """

    people: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC001: how many different people a schedule has, and a policy reaches, at least."""
    longest_days: int = attrs.field(default=14, validator=fields.at_least(0))
    """OC002: how many days a turn, or a stretch on call without a break, may last."""
    pages_per_shift: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC003: how many pages one shift may bring."""
    gap_seconds: int = attrs.field(default=0, validator=fields.at_least(0))
    """OC101: how long nobody may be on call."""
    seam_seconds: int = attrs.field(default=120, validator=fields.at_least(0))
    """OC103: up to how many seconds a gap between two shifts is a slip of the pen."""
    hours_share: float = attrs.field(default=1.25, validator=_ratio)
    """OC301: how many times the mean of everybody's hours on call somebody may have."""
    weekend_share: float = attrs.field(default=1.25, validator=_ratio)
    """OC302: the same for weekend hours."""
    night_share: float = attrs.field(default=1.25, validator=_ratio)
    """OC303: the same for night hours."""
    holiday_days: float = attrs.field(default=1, validator=_factor)
    """OC304: how many days of public holidays more than the mean somebody may be on call."""
    on_call_percent: int = attrs.field(default=25, validator=fields.within(0, 100))
    """OC305: for what share of the time, in per cent, somebody may be on call."""
    team_size: int = attrs.field(default=8, validator=fields.at_least(0))
    """OC306: how many people a rotation of one site needs."""
    site_size: int = attrs.field(default=6, validator=fields.at_least(0))
    """OC306: how many people each site needs, where a rotation has several."""
    underload_weeks: int = attrs.field(default=13, validator=fields.at_least(1))
    """OC307: within how many weeks everybody should be on call once."""
    rest_factor: float = attrs.field(default=1, validator=_factor)
    """OC401: how many times as long as the shift before it the time until somebody's next shift is, at least."""
    consecutive_hours: int | None = attrs.field(default=None, validator=_optional_hours)
    """OC402: how many hours somebody may be on call without a break; None: the check is off."""
    daily_rest_hours: int = attrs.field(default=11, validator=fields.at_least(0))
    """OC403: how many hours of rest there are between two restricted shifts of one person, at least."""
    working_hours: tuple[int, int] = attrs.field(default=(8, 18), converter=_two, validator=_hours)
    """OC504: between which local hours, Monday to Friday, hand-offs are welcome."""
    rules: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC601: how many rules a policy has, at least."""
    empty_level_seconds: int = attrs.field(default=0, validator=fields.at_least(0))
    """OC602: how long a rule may reach nobody."""
    same_person_seconds: int = attrs.field(default=0, validator=fields.at_least(0))
    """OC603: how long one person may be on two consecutive levels at once."""
    delay_minutes: tuple[int, int] = attrs.field(default=(5, 30), converter=_two, validator=_minutes)
    """OC604: the least and the most minutes that a rule may wait before the next one."""
    response_times: ResponseTimes = attrs.field(factory=ResponseTimes, validator=fields.instance_of(ResponseTimes))
    """OC605: by when each severity asks for an answer; an empty `ResponseTimes({})` asks for nothing."""
    nobody_paged_seconds: int = attrs.field(default=0, validator=fields.at_least(0))
    """OC606: how long a whole policy may reach nobody."""
    fan_out: int = attrs.field(default=3, validator=fields.at_least(0))
    """OC608: how many people may be paged at the same instant."""
    double_booked_seconds: int = attrs.field(default=0, validator=fields.at_least(0))
    """OC701: how long one person may be on call in two schedules at once."""
    away_seconds: int = attrs.field(default=0, validator=fields.at_least(0))
    """OC703: how long somebody may be on call while away."""
    sleep_pages: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC801: how many pages a week may come in the night of one person."""
    trailing_days: int = attrs.field(default=21, validator=fields.at_least(1))
    """OC802: over how many days the mean number of pages per shift is looked at."""
    trailing_pages: int = attrs.field(default=2, validator=fields.at_least(0))
    """OC802: how many pages per shift there may be on average."""
    noise_percent: int = attrs.field(default=50, validator=fields.within(0, 100))
    """OC803: what share of the pages, in per cent, may need no action."""
    published_days: int = attrs.field(default=14, validator=fields.within(0, 3650))
    """OC904: for how many days from a change on people have planned with the shifts that they have."""
    night: Night = attrs.field(factory=Night, converter=_night)
    """OC203, OC303, OC801: the full hours with which a night begins and is over, on a person's own clock."""
    weights: ByPerson[float] = attrs.field(factory=ByPerson[float], converter=_weights)
    """OC301 to OC304, OC307: how much of a full share is expected of whom, by id or name; 1, if nothing is said."""
    holidays: tuple[Day, ...] | ByPerson[tuple[Day, ...]] | None = attrs.field(
        default=None, converter=_written_holidays
    )
    """OC304: countries and dates, for everybody or for each person by id or name; None: the check is off."""
    select: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    """Which checks are asked; none named: all."""
    ignore: tuple[str, ...] = attrs.field(default=(), converter=_texts)
    """Which checks are not asked, of those that are selected."""

    def chooses(self, code: str, name: str) -> bool:
        """Whether a check is asked: it is selected, and not ignored."""
        selected = not self.select or any(means(each, code, name) for each in self.select)
        return selected and not any(means(each, code, name) for each in self.ignore)

    def refuse_unknown(self, checks: Iterable[tuple[str, str]]) -> None:
        """Refuse a choice that means none of the checks, which are given by code and name.

        Raises:
            NotFoundError: `select` or `ignore` names something that is no check.
        """
        known = list(checks)
        for each in (*self.select, *self.ignore):
            if not any(means(each, code, name) for code, name in known):
                raise NotFoundError("check", each, near_checks(each, known), known=tuple(name for _, name in known))


def near_checks(word: str, checks: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """What a word that is no check may mean, of checks given by code and name.

    Of a code those that have as many of its first digits as any has; of all else the codes and names that are like it.
    """
    known = list(checks)
    if _CODE.fullmatch(word.strip()):
        asked = word.strip().upper()
        for length in range(len(asked), len("OC"), -1):
            found = tuple(code for code, _ in known if code.startswith(asked[:length]))
            if found:
                return found
        return ()
    words = {either.lower(): either for pair in known for either in pair}
    return tuple(words[near] for near in get_close_matches(word.lower(), words))


def means(word: str, code: str, name: str) -> bool:
    """Whether a word chooses a check: by code, its beginning, or name; small letters or capitals, it is the same."""
    return bool(word) and (code.startswith(word.upper()) or name == word.lower())
