"""With pendulum, as its documentation has it: times in the zone, naive ones to subtract."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pendulum

from tests.benchmarks.inputs import DAY, NIGHT_BEGINS, NIGHT_ENDS, WEEK
from tests.benchmarks.peers.merging import merged

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.benchmarks.inputs import Rota
    from tests.benchmarks.peers import Row

NAME = "pendulum"


def _asked(rota: Rota) -> Callable[[pendulum.DateTime], str]:
    weeks, nights = rota.weeks, rota.nights
    weeks_from, nights_from = _naive(rota.weeks_from), _naive(rota.nights_from)

    def ask(local: pendulum.DateTime) -> str:
        if NIGHT_ENDS <= local.hour < NIGHT_BEGINS:
            return weeks[int((local.naive() - weeks_from).total_seconds()) // WEEK % len(weeks)]
        return nights[int((local.naive() - nights_from).total_seconds()) // DAY % len(nights)]

    return ask


def _naive(wall: datetime) -> pendulum.DateTime:
    return pendulum.naive(wall.year, wall.month, wall.day, wall.hour, wall.minute)


def asked_ints(rota: Rota) -> Callable[[int], str]:
    """The closed form."""
    ask, zone = _asked(rota), pendulum.timezone(rota.zone)

    return lambda at: ask(pendulum.from_timestamp(at, zone))


def asked_datetimes(rota: Rota) -> Callable[[datetime], str]:
    """The closed form; a standard datetime first becomes one of pendulum's."""
    ask, zone = _asked(rota), pendulum.timezone(rota.zone)

    return lambda moment: ask(
        (moment if isinstance(moment, pendulum.DateTime) else pendulum.instance(moment)).in_timezone(zone)
    )


def rendered(rota: Rota) -> Callable[[int, int], list[Row]]:
    """The closed form at each morning, evening and hand-off."""
    zone = pendulum.timezone(rota.zone)
    ask = asked_ints(rota)
    weeks_from = pendulum.instance(rota.weeks_from, zone)

    def render(since: int, until: int) -> list[Row]:
        first, last = pendulum.from_timestamp(since, zone), pendulum.from_timestamp(until, zone)
        edges: list[pendulum.DateTime] = []
        day = first.start_of("day")
        while day < last:
            edges += (day.at(NIGHT_ENDS), day.at(NIGHT_BEGINS))
            day = day.add(days=1)
        passed = int((first.naive() - weeks_from.naive()).total_seconds()) // WEEK
        turn = weeks_from.add(weeks=passed)
        while turn < last:
            edges.append(turn)
            turn = turn.add(weeks=1)
        return merged([edge.int_timestamp for edge in edges], ask, since, until)

    return render
