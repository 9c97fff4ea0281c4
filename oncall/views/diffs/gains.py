"""What of weekends and holidays a change brings people, beyond what it takes from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.views.diffs.words import Given, listed, person, said
from oncall.views.wording import WEEKDAYS, counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from oncall.analysis.exchanges import Amount, Exchange, HolidayOnCall
    from oncall.views.diffs.words import Words

_MOST_HOLIDAYS = 3
"""More holidays of one person than these are counted in the verdict, not named."""

_MOST_DATED = 10
"""So many of them are named with their dates."""


def gains(exchanges: Sequence[Exchange], most: int) -> Iterator[Words]:
    """A clause for each person who gains holidays or weekends, those with most holidays first; `most` people."""
    found = [(each, _net_holidays(each.gained, each.lost), _net_weekends(each)) for each in exchanges]
    gaining = [each for each in found if each[1] or each[2] > 0]
    gaining.sort(key=lambda each: (-len(each[1]), -each[2]))
    for exchange, holidays, weekends in gaining[:most]:
        what = [*_named(holidays), *([(counted(weekends, "weekend"),)] if weekends > 0 else [])]
        yield said(person(exchange.user), " gains ", listed(what))
    rest = len(gaining) - most
    if rest > 0:
        yield (f"{'1 more person gains' if rest == 1 else f'{rest} more people gain'} weekends or holidays",)


def holiday_sentences(exchange: Exchange) -> Iterator[Words]:
    """Which holidays somebody gains, and which they lose; of many, the first."""
    pairs = (("gains", exchange.gained, exchange.lost), ("loses", exchange.lost, exchange.gained))
    for verb, these, others in pairs:
        found = [_dated(each) for each in _net_holidays(these, others)]
        if found:
            rest = len(found) - _MOST_DATED
            more: list[Words] = [(f"{rest} more",)] if rest > 0 else []
            yield said(person(exchange.user), f" {verb} ", listed([*found[:_MOST_DATED], *more]), ".")


def day_words(day: date) -> str:
    """`Thu 2025-12-25`."""
    return f"{WEEKDAYS[day.weekday()]} {day.isoformat()}"


def _net_holidays(these: Amount, others: Amount) -> list[HolidayOnCall]:
    """The holidays of one amount that are not in the other."""
    kept = {each.day for each in others.holidays or ()}
    return [each for each in these.holidays or () if each.day not in kept]


def _net_weekends(exchange: Exchange) -> int:
    return exchange.gained.weekends - exchange.lost.weekends


def _named(holidays: Sequence[HolidayOnCall]) -> list[Words]:
    if len(holidays) > _MOST_HOLIDAYS:
        return [(f"{len(holidays)} public holidays",)]
    return [_name(each) for each in holidays]


def _name(holiday: HolidayOnCall) -> Words:
    """What a holiday is called; one that was given as a date, by its weekday and date."""
    return (day_words(holiday.day),) if _is_date(holiday) else (Given(holiday.name),)


def _dated(holiday: HolidayOnCall) -> Words:
    name = _name(holiday)
    return name if _is_date(holiday) else said(name, f" ({day_words(holiday.day)})")


def _is_date(holiday: HolidayOnCall) -> bool:
    return holiday.name == holiday.day.isoformat()
