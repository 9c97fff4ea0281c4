"""How fairness is told: from when to when, the numbers of everybody, and how they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.loads import HOUR
from oncall.chronology.words import moment
from oncall.chronology.zones import DAY, Zone
from oncall.model.users import full_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.analysis.fairness import Fairness
    from oncall.analysis.loads import Load

_LONG = 14
NOTHING_EXPECTED = "Nothing is expected of anybody: all weights are 0."


def span_line(found: Fairness) -> str:
    """From when to when it is, in the zone of the schedule."""
    return between(found, found.bounds)


def between(found: Fairness, bounds: tuple[int, int]) -> str:
    """From when to when something is, in the zone of the schedule."""
    zone = Zone.named(found.zone)
    since, until = (moment(each, zone) for each in bounds)
    return f"{since} to {until} ({zone.name})"


def is_expected(found: Fairness) -> bool:
    """Whether anything is expected of anybody: otherwise there is nothing to share evenly."""
    return any(load.weight for load in found.loads)


def brief(seconds: int | None) -> str:
    """A length of time in few letters, cut off: `49d`, `6d 23h`, `8h`, `1h 30m`; `-` for None.

    Examples:
        >>> [brief(each) for each in (4_233_600, 601_200, 28_800, 5_400, None)]
        ['49d', '6d 23h', '8h', '1h 30m', '-']
    """
    if seconds is None:
        return "-"
    days, rest = divmod(seconds, DAY)
    hours, left = divmod(rest, HOUR)
    minutes, last = divmod(left, 60)
    parts = [f"{count}{unit}" for count, unit in ((days, "d"), (hours, "h"), (minutes, "m"), (last, "s")) if count]
    return " ".join(parts[: 1 if days >= _LONG else 2]) or "0h"


def amount(value: float | None) -> str:
    """A number of hours, or of anything, with one decimal at most; `-` for None."""
    return "-" if value is None else f"{value:.1f}".removesuffix(".0")


def more(value: float) -> str:
    """How much more than the fair share something is: `+12`, `-3.5`, `0`."""
    found = f"{value:+.1f}".removesuffix(".0")
    return "0" if found in {"+0", "-0"} else found


def columns(found: Fairness) -> Iterator[tuple[str, list[str]]]:
    """The title of each column of numbers, and what it says of each person."""
    loads = found.loads
    off = dict(found.spread("hours").off_by)
    yield "hours", [amount(load.hours) for load in loads]
    yield "off", [more(off[load.user]) for load in loads]
    yield "nights", [amount(load.night_hours) for load in loads]
    yield "weekends", [amount(load.weekend_hours) for load in loads]
    if "holidays" in found.measures:
        yield "holidays", [amount(load.holiday_hours) for load in loads]
    yield "shifts", [str(load.shifts) for load in loads]
    yield "longest", [brief(load.longest_seconds) for load in loads]
    yield "rest", [brief(load.rest_seconds) for load in loads]
    if "pages" in found.measures:
        yield "pages", [str(load.pages) for load in loads]


def names_of(loads: Iterable[Load]) -> list[str]:
    """Everybody's name, with the id where somebody else has it too, and with the weight if it is not 1."""
    listed = [*loads]
    full = full_names(load.user for load in listed)
    return [full[load.user] if load.weight == 1 else f"{full[load.user]} ({load.weight:g})" for load in listed]
