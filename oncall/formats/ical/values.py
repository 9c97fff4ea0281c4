"""Values: what the properties of an event that was read stand for."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from icalendar import Event

    from oncall.chronology.zones import Zone

EPOCH_DAY = date(1970, 1, 1).toordinal()
_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a reading; its zone is stated


def several(event: Event, name: str) -> list[Any]:
    """The values of a property, which icalendar gives without a list if there is one."""
    value: Any = event.get(name, [])
    return [*cast("Iterable[Any]", value)] if isinstance(value, list) else [value]


def text(event: Event, name: str) -> str:
    """The text of a property; the first one, of an event that has it twice."""
    return next((str(value) for value in several(event, name)), "")


def is_cancelled(event: Event) -> bool:
    """Whether it says that it does not take place."""
    return text(event, "STATUS").upper() == "CANCELLED"


def is_aware(moment: date) -> bool:
    """Whether a time names its zone."""
    return isinstance(moment, datetime) and moment.tzinfo is not None


def naive(moment: date) -> int:
    """The reading of a date or a time, as the second that it would be in UTC."""
    if not isinstance(moment, datetime):
        return (moment.toordinal() - EPOCH_DAY) * DAY
    passed = moment.replace(tzinfo=None) - _EPOCH
    return passed.days * DAY + passed.seconds


def instant(moment: date, zone: Zone | None) -> int:
    """The UTC second of a date or a time; one without a zone is a reading of the stated zone's clock."""
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        return to_seconds(moment)
    assert zone is not None, "a time without a zone has been refused, if no zone is stated"
    return to_seconds(zone.instant_of(naive(moment)))
