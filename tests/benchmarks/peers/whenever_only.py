"""With whenever: an exact time becomes one of a zone, this a plain one, and plain ones are subtracted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from whenever import Instant, PlainDateTime, Time, TimeDelta

from tests.benchmarks.inputs import NIGHT_BEGINS, NIGHT_ENDS
from tests.benchmarks.peers.merging import merged

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.benchmarks.inputs import Rota
    from tests.benchmarks.peers import Row

NAME = "whenever"
DAY, WEEK = TimeDelta(hours=24), TimeDelta(hours=7 * 24)
MORNING, EVENING = Time(NIGHT_ENDS), Time(NIGHT_BEGINS)


def _asked(rota: Rota) -> Callable[[Instant], str]:
    zone, weeks, nights = rota.zone, rota.weeks, rota.nights
    weeks_from, nights_from = PlainDateTime(rota.weeks_from), PlainDateTime(rota.nights_from)
    weeks_round, nights_round = len(weeks), len(nights)

    def ask(at: Instant) -> str:
        local = at.to_tz(zone)
        if NIGHT_ENDS <= local.hour < NIGHT_BEGINS:
            passed = local.to_plain().difference(weeks_from, naive_arithmetic_ok=True)
            return weeks[passed // WEEK % weeks_round]
        passed = local.to_plain().difference(nights_from, naive_arithmetic_ok=True)
        return nights[passed // DAY % nights_round]

    return ask


def asked_ints(rota: Rota) -> Callable[[int], str]:
    """The closed form."""
    ask, from_timestamp = _asked(rota), Instant.from_timestamp

    return lambda at: ask(from_timestamp(at))


def asked_datetimes(rota: Rota) -> Callable[[datetime], str]:
    """The closed form."""
    ask = _asked(rota)

    return lambda moment: ask(Instant(moment))


def rendered(rota: Rota) -> Callable[[int, int], list[Row]]:
    """The closed form at each morning, evening and hand-off."""
    zone = rota.zone
    ask = asked_ints(rota)
    weeks_from = PlainDateTime(rota.weeks_from)

    def render(since: int, until: int) -> list[Row]:
        first = Instant.from_timestamp(since).to_tz(zone).to_plain()
        last = Instant.from_timestamp(until).to_tz(zone).to_plain()
        edges: list[PlainDateTime] = []
        day = first.date()
        while (morning := day.at(MORNING)) < last:
            edges += (morning, day.at(EVENING))
            day = day.next_day()
        turn = weeks_from.add(days=7 * (first.difference(weeks_from, naive_arithmetic_ok=True) // WEEK))
        while turn < last:
            edges.append(turn)
            turn = turn.add(days=7)
        starts = [edge.assume_tz(zone, disambiguation="compatible").timestamp() for edge in edges]
        return merged(starts, ask, since, until)

    return render
