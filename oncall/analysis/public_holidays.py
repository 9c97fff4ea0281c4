"""Public holidays: which days they are for whom, from given dates or by country."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, TypeAlias, cast

from oncall.analysis.by_person import ByPerson, person_of, written_name
from oncall.errors import InvalidValueError, MissingLibraryError

if TYPE_CHECKING:
    from oncall.model.configuration import Catalog
    from oncall.model.users import User

HolidaysOf: TypeAlias = "str | date | Iterable[str | date]"
"""Countries (`DE`, `DE-BY`) and dates (`2026-12-25`), one or several."""
Holidays: TypeAlias = "HolidaysOf | Mapping[User | str, HolidaysOf]"
"""Those of everybody, or of each person by user, id or name."""

Day: TypeAlias = "str | date"
"""A country's holidays, or one day."""

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?", re.IGNORECASE)
_EXPECTED = "countries such as 'DE' or 'DE-BY', or dates such as '2026-12-25'"


def written_days(value: HolidaysOf, field: str = "holidays") -> tuple[Day, ...]:
    """The countries, as capital letters, and the dates that a value says, each once and in order.

    Raises:
        InvalidValueError: it says something else.

    Examples:
        >>> written_days(["de-by", "2026-12-25"])
        (datetime.date(2026, 12, 25), 'DE-BY')
    """
    if not _is_days(value):
        raise InvalidValueError(field, _EXPECTED, value)
    values = (value,) if isinstance(value, str | date) else tuple(value)
    days = {_written(each, field) for each in values}
    return tuple(sorted(days, key=str))


def written_holidays(value: Holidays | None) -> tuple[Day, ...] | ByPerson[tuple[Day, ...]] | None:
    """What a value says, as one that can be compared and hashed: for everybody, or for each person by id or name.

    Raises:
        InvalidValueError: it says no countries and dates.
    """
    if value is None:
        return None
    if not isinstance(value, Mapping):
        return written_days(value)
    people = cast("Mapping[User | str, HolidaysOf]", value)
    return ByPerson({written_name(person, "holidays"): written_days(days) for person, days in people.items()})


def days_by_person(holidays: Holidays, people: Catalog[User]) -> dict[User, tuple[Day, ...]]:
    """The holidays of each of some people who has any.

    Raises:
        NotFoundError: somebody is not one of the people.
        InvalidValueError: it says no countries and dates.
    """
    if not isinstance(holidays, Mapping):
        return dict.fromkeys(people.values(), written_days(holidays))
    own = cast("Mapping[User | str, HolidaysOf]", holidays)
    return {person_of(who, people, "holidays"): written_days(days) for who, days in own.items()}


def day_names(days: Iterable[Day], years: range) -> dict[date, str]:
    """What each of the days is called, those of countries in so many `years`; a date that was given, as it is written.

    Raises:
        InvalidValueError: there is no such country, or no such part of it.
        MissingLibraryError: a country is named, and the package `holidays` is not installed.
    """
    found: dict[date, str] = {}
    for day in days:
        named = {day: day.isoformat()} if isinstance(day, date) else _of_country(day, years)
        found = {**named, **found} if isinstance(day, date) else {**found, **named}
    return found


def day_numbers(days: Iterable[Day], years: range) -> tuple[int, ...]:
    """The same days in order, each as the number of days since 1970-01-01."""
    return tuple(sorted(day.toordinal() - _EPOCH_ORDINAL for day in day_names(days, years)))


def unknown_country(value: str) -> InvalidValueError | None:
    """What is wrong with a text that is written like a country, or a part of one; None: it is known, or is no country.

    Without the package `holidays` nobody knows, so that nothing is wrong.
    """
    if not _COUNTRY.fullmatch(value.strip()):
        return None
    try:
        _of_country(value.strip().upper(), range(0))
    except InvalidValueError as error:
        return error
    except MissingLibraryError:
        pass
    return None


def _is_days(value: object) -> bool:
    return isinstance(value, str | date | Iterable) and not isinstance(value, bytes | Mapping)


def _written(value: object, field: str) -> Day:
    match value:
        case datetime():
            pass
        case date():
            return value
        case str() if _COUNTRY.fullmatch(value.strip()):
            return value.strip().upper()
        case str():
            try:
                return date.fromisoformat(value.strip())
            except ValueError:
                pass
        case _:
            pass
    raise InvalidValueError(field, _EXPECTED, value)


def _of_country(code: str, years: range) -> Mapping[date, str]:
    try:
        import holidays
    except ImportError as error:
        raise MissingLibraryError("the calendar of a country", "holidays", "holidays") from error
    country, _, part = code.partition("-")
    known = holidays.list_supported_countries(include_aliases=True)
    if country not in known:
        near = get_close_matches(country, known)
        raise InvalidValueError("holidays", f"a country that is known{_near(near)}", code)
    try:
        return dict(holidays.country_holidays(country, subdiv=part or None, years=years))
    except NotImplementedError as error:
        raise InvalidValueError(
            "holidays", f"a part of {country} that is known{_near(known[country][:10])}", code
        ) from error


def _near(names: Sequence[str]) -> str:
    return f" (such as {', '.join(names)})" if names else ""
