"""A year of shifts: one schedule's, and those of 1,000 different ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.benchmarks.contenders import OURS, Comparison, Contender
from tests.benchmarks.inputs import MAIN, SINCE, UNTIL, Rota, Size, different, schedule_of
from tests.benchmarks.peers import Row, peers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from oncall import Schedule, Shift, Timeline

SHARES = {"standard_library": 1, "whenever_only": 1, "pendulum_only": 100, "recurring_events": 100}
"""Each peer renders the first of so many parts of the schedules."""


def rows(timeline: Timeline) -> list[Row]:
    """The shifts as the peers have them."""
    return [(start, end, shift.user.id) for shift in timeline for start, end in [shift.bounds] if end is not None]


def _peers_of_a_year(at_most: float) -> tuple[Contender, ...]:
    return tuple(
        _rendering(each.NAME, each.rendered(MAIN), at_most if name == "standard_library" else None)
        for name, each in peers().items()
    )


def _rendering(name: str, render: Callable[[int, int], list[Row]], at_most: float | None) -> Contender:
    return Contender(
        name=name,
        run=lambda _: render(SINCE, UNTIL),
        answers=lambda: render(SINCE, UNTIL),
        at_most=at_most,
    )


def as_a_timeline(_: Size) -> Comparison:
    """The Timeline of 2025, of a schedule that has been asked before; the peers give tuples in a list."""
    schedule = schedule_of(MAIN)
    return Comparison(
        title="a year as a Timeline: 731 shifts",
        ours=Contender(
            name=OURS,
            run=lambda _: len(schedule.shifts(SINCE, UNTIL)),
            answers=lambda: rows(schedule.shifts(SINCE, UNTIL)),
        ),
        peers=_peers_of_a_year(1 / 5),
    )


def with_pendulum_values(_: Size) -> Comparison:
    """The same, and `start` and `end` of every shift are asked for; the peers still give ints."""
    schedule = schedule_of(MAIN)

    def bounds(shift: Shift) -> tuple[int, int]:
        end = shift.end
        assert end is not None
        return shift.start.int_timestamp, end.int_timestamp

    return Comparison(
        title="a year of pendulum values, against ints",
        ours=Contender(
            name=OURS,
            run=lambda _: [(shift.start, shift.end) for shift in schedule.shifts(SINCE, UNTIL)],
            answers=lambda: [(*bounds(shift), shift.user.id) for shift in schedule.shifts(SINCE, UNTIL)],
        ),
        peers=_peers_of_a_year(1),
    )


def of_a_thousand(size: Size) -> Comparison:
    """The Timelines of 2025 of 1,000 schedules, none of which has been asked before; one at a time."""
    rotas = different(size.schedules)
    return Comparison(
        title="a year of 1,000 different schedules",
        ours=Contender(
            name=OURS,
            prepare=lambda: list(map(schedule_of, rotas)),
            run=_shifts_counted,
            answers=lambda: [rows(schedule_of(rota).shifts(SINCE, UNTIL)) for rota in rotas],
        ),
        peers=tuple(_rendering_each(name, rotas[: max(1, len(rotas) // SHARES[name])], len(rotas)) for name in peers()),
    )


def _shifts_counted(schedules: list[Schedule]) -> int:
    return sum(len(schedule.shifts(SINCE, UNTIL)) for schedule in schedules)


def _rendering_each(name: str, part: Sequence[Rota], count: int) -> Contender:
    each = peers()[name]

    def run(_: object) -> int:
        return sum(len(each.rendered(rota)(SINCE, UNTIL)) for rota in part)

    return Contender(
        name=each.NAME if SHARES[name] == 1 else f"{each.NAME} (1/{SHARES[name]} of it)",
        run=run,
        answers=lambda: [each.rendered(rota)(SINCE, UNTIL) for rota in part],
        scale=count / len(part),
        at_most=1 / 15 if name == "standard_library" else None,
    )


def of_a_thousand_again(size: Size) -> Comparison:
    """The same, of schedules that have been asked before; the standard library's closed forms are there already too."""
    rotas = different(size.schedules)
    schedules = list(map(schedule_of, rotas))
    standard = peers()["standard_library"]
    renderings = [standard.rendered(rota) for rota in rotas]
    return Comparison(
        title="the same, when they have been asked before",
        ours=Contender(
            name=OURS,
            run=lambda _: _shifts_counted(schedules),
            answers=lambda: [rows(schedule.shifts(SINCE, UNTIL)) for schedule in schedules],
        ),
        peers=(
            Contender(
                name=standard.NAME,
                run=lambda _: sum(len(render(SINCE, UNTIL)) for render in renderings),
                answers=lambda: [render(SINCE, UNTIL) for render in renderings],
                at_most=1 / 15,
            ),
        ),
    )


def memory_of_a_thousand(size: Size) -> Comparison:
    """The most memory while all of them are kept: the peak that tracemalloc sees."""
    rotas = different(size.schedules)
    standard = peers()["standard_library"]

    def ours(schedules: list[Schedule]) -> list[Timeline]:
        return [schedule.shifts(SINCE, UNTIL) for schedule in schedules]

    return Comparison(
        title="peak memory of these, all of them kept",
        ours=Contender(name=OURS, prepare=lambda: list(map(schedule_of, rotas)), run=ours),
        peers=(Contender(name=standard.NAME, run=lambda _: [standard.rendered(rota)(SINCE, UNTIL) for rota in rotas]),),
        unit="B",
    )
