"""With datetime and zoneinfo.

A point has a closed form: the time since the virtual start, on the wall clock, divided by the turn. The standard
library subtracts readings of the wall clock where both have the same tzinfo, which is what is wanted, and faster than
to make them naive first.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tests.benchmarks.inputs import NIGHT_BEGINS, NIGHT_ENDS
from tests.benchmarks.peers.merging import merged

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.benchmarks.inputs import Rota
    from tests.benchmarks.peers import Row

NAME = "standard library"
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
TO_MORNING, TO_EVENING = timedelta(hours=NIGHT_ENDS), timedelta(hours=NIGHT_BEGINS)


def _asked_locally(rota: Rota) -> Callable[[datetime], str]:
    """Who is on call at a datetime in the rota's own zone."""
    zone = ZoneInfo(rota.zone)
    weeks, nights = rota.weeks, rota.nights
    weeks_from, nights_from = rota.weeks_from.replace(tzinfo=zone), rota.nights_from.replace(tzinfo=zone)
    weeks_round, nights_round = len(weeks), len(nights)

    def ask(local: datetime) -> str:
        if NIGHT_ENDS <= local.hour < NIGHT_BEGINS:
            return weeks[(local - weeks_from) // WEEK % weeks_round]
        return nights[(local - nights_from) // DAY % nights_round]

    return ask


def asked_ints(rota: Rota) -> Callable[[int], str]:
    """The closed form; written out again, because a call within the call is a tenth of the time."""
    zone = ZoneInfo(rota.zone)
    weeks, nights = rota.weeks, rota.nights
    weeks_from, nights_from = rota.weeks_from.replace(tzinfo=zone), rota.nights_from.replace(tzinfo=zone)
    weeks_round, nights_round = len(weeks), len(nights)
    from_timestamp = datetime.fromtimestamp

    def ask(at: int) -> str:
        local = from_timestamp(at, zone)
        if NIGHT_ENDS <= local.hour < NIGHT_BEGINS:
            return weeks[(local - weeks_from) // WEEK % weeks_round]
        return nights[(local - nights_from) // DAY % nights_round]

    return ask


def asked_datetimes(rota: Rota) -> Callable[[datetime], str]:
    """The closed form. One of pendulum's goes by its timestamp, so that pendulum's arithmetic is kept out."""
    zone = ZoneInfo(rota.zone)
    ask = _asked_locally(rota)
    from_timestamp = datetime.fromtimestamp

    def ask_any(moment: datetime) -> str:
        if type(moment) is datetime:
            return ask(moment.astimezone(zone))
        return ask(from_timestamp(moment.timestamp(), zone))

    return ask_any


def rendered(rota: Rota) -> Callable[[int, int], list[Row]]:
    """The closed form at each morning, evening and hand-off."""
    zone = ZoneInfo(rota.zone)
    ask = asked_ints(rota)
    weeks_from = rota.weeks_from.replace(tzinfo=zone)

    def render(since: int, until: int) -> list[Row]:
        first, last = datetime.fromtimestamp(since, zone), datetime.fromtimestamp(until, zone)
        midnight = first.replace(hour=0, minute=0, second=0, fold=0)
        days = [midnight + number * DAY for number in range((last - midnight) // DAY + 1)]
        turns = range((first - weeks_from) // WEEK, (last - weeks_from) // WEEK + 1)
        edges = {day + TO_MORNING for day in days}
        edges.update(day + TO_EVENING for day in days)
        edges.update(weeks_from + turn * WEEK for turn in turns)
        return merged([int(edge.timestamp()) for edge in edges], ask, since, until)

    return render
