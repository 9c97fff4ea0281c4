"""What a change does to people, beside what it takes to see the schedules at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

import oncall
from oncall import Configuration, Schedule, User
from tests.benchmarks.contenders import OURS, Comparison, Contender
from tests.benchmarks.inputs import SINCE, UNTIL, different, schedule_of

if TYPE_CHECKING:
    from tests.benchmarks.inputs import Rota, Size


def one_schedule_changed(size: Size) -> Comparison:
    """300 schedules of which one gets a fifth person: who gains and loses what in a year; against rendering them."""
    rotas = different(max(size.schedules * 3 // 10, 2))
    return Comparison(
        title="diff: 300 schedules, one changed, a year",
        ours=Contender(
            name=OURS,
            prepare=lambda: (_configuration(rotas), _changed(_configuration(rotas))),
            run=lambda pair: _compared(*pair),
        ),
        peers=(
            Contender(
                name="oncall, their shifts of that year",
                prepare=lambda: _configuration(rotas),
                run=lambda configuration: [each.shifts(SINCE, UNTIL) for each in configuration.schedules.values()],
                at_most=2,
            ),
        ),
    )


def _configuration(rotas: list[Rota]) -> Configuration:
    return Configuration(
        schedules=[attrs.evolve(schedule_of(rota), id=f"schedule {number}") for number, rota in enumerate(rotas)]
    )


def _changed(configuration: Configuration) -> Configuration:
    """The same with one person more in the first layer of the second schedule."""
    first, second, *others = configuration.schedules.values()
    layer, *above = second.layers
    grown = attrs.evolve(layer, users=[*layer.users, User("judy")])
    schedules: list[Schedule] = [first, attrs.evolve(second, layers=[grown, *above]), *others]
    return Configuration(schedules=schedules)


def _compared(before: Configuration, after: Configuration) -> int:
    found = oncall.diff(before, after, SINCE, UNTIL)
    return len(found.exchanges) + len(found.changed_schedules[0].reassignments)
