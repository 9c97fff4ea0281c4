"""How time grows with what is asked: each curve ought to be flat, or a straight line through what is rendered."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import attrs

from oncall import Layer, Schedule, User
from tests.benchmarks.contenders import Contender
from tests.benchmarks.inputs import (
    DAY_PEOPLE,
    HOUR,
    MAIN,
    SINCE,
    UNTIL,
    WEEK,
    YEAR,
    random_instants,
    schedule_of,
)
from tests.benchmarks.measuring import interleaved

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime


@attrs.frozen(kw_only=True)
class Curve:
    """Seconds over `axis`, measured at each of `contenders`, whose names are its values.

    `law`: `flat`, all take the same; `linear`, the time of one shift is the same, of which `sizes` has the numbers. The
    last point is held against the one numbered `base`, and may be `at_most` times as slow.
    """

    title: str
    axis: str
    law: Literal["flat", "linear"]
    contenders: Sequence[Contender]
    sizes: Sequence[int] = ()
    base: int = 0
    at_most: float = 1.5


@attrs.frozen(kw_only=True)
class Point:
    """One place of a curve: the value on the axis, the seconds, and how many shifts there are; 0: it is no matter."""

    at: str
    seconds: float
    shifts: int = 0


@attrs.frozen(kw_only=True)
class Grown:
    """A curve that was measured. `ratio`: how many times as slow the last point is, or a shift in it, as the base."""

    title: str
    axis: str
    law: str
    points: list[Point]
    ratio: float
    at_most: float

    @property
    def met(self) -> bool:
        """Whether it follows its law."""
        return self.ratio <= self.at_most


def grown(curve: Curve, rounds: int) -> Grown:
    """The curve, measured."""
    taken = interleaved(curve.contenders, rounds)
    sizes = curve.sizes or [0] * len(curve.contenders)
    points = [
        Point(at=contender.name, seconds=median(seconds), shifts=shifts)
        for contender, seconds, shifts in zip(curve.contenders, zip(*taken, strict=True), sizes, strict=True)
    ]
    longer = sizes[-1] / sizes[curve.base] if curve.law == "linear" else 1
    return Grown(
        title=curve.title,
        axis=curve.axis,
        law=curve.law,
        points=points,
        ratio=median(of_round[-1] / of_round[curve.base] for of_round in taken) / longer,
        at_most=curve.at_most,
    )


def _asked(name: str, schedule: Schedule, instants: list[int]) -> Contender:
    return Contender(name=name, run=lambda _: list(map(schedule.on_call, instants)), scale=1 / len(instants))


def _rendered(name: str, schedule: Schedule, since: int, until: int) -> Contender:
    return Contender(name=name, run=lambda _: len(schedule.shifts(since, until)))


def years_rendered() -> Curve:
    """One schedule, over longer and longer ranges."""
    schedule = schedule_of(MAIN)
    ends = {years: SINCE + years * YEAR for years in (1, 2, 4, 8, 16)}
    return Curve(
        title="a range, by its length",
        axis="years",
        law="linear",
        contenders=[_rendered(f"{years}", schedule, SINCE, end) for years, end in ends.items()],
        sizes=[len(schedule.shifts(SINCE, end)) for end in ends.values()],
    )


AGES = (1, 10, 100, 1000)
YEAR_OF_ROUNDS = timedelta(days=364)  # thirteen rounds of four weeks, so that everybody's turns fall as without it


def virtual_starts() -> Curve:
    """The same 731 shifts, of rotations that began long ago."""
    schedules = {
        age: schedule_of(
            attrs.evolve(
                MAIN,
                weeks_from=MAIN.weeks_from - age * YEAR_OF_ROUNDS,
                nights_from=MAIN.nights_from - age * YEAR_OF_ROUNDS,
            )
        )
        for age in AGES
    }
    return Curve(
        title="a year, by the age of the virtual start",
        axis="years ago",
        law="flat",
        contenders=[_rendered(f"{age:,}", schedule, SINCE, UNTIL) for age, schedule in schedules.items()],
        sizes=[len(schedule.shifts(SINCE, UNTIL)) for schedule in schedules.values()],
    )


def turns_passed() -> Curve:
    """A week of hourly turns, after up to 8.7 million of them."""
    schedules = {age: _hourly(MAIN.weeks_from - age * YEAR_OF_ROUNDS) for age in AGES}
    return Curve(
        title="a week of hourly turns, by those before it",
        axis="turns",
        law="flat",
        contenders=[
            _rendered(f"{age * 364 * 24:,}", schedule, SINCE, SINCE + WEEK) for age, schedule in schedules.items()
        ],
        sizes=[len(schedule.shifts(SINCE, SINCE + WEEK)) for schedule in schedules.values()],
    )


def _hourly(begun: datetime) -> Schedule:
    """Four people in New York, an hour each, the least that a turn may last."""
    start = begun.replace(tzinfo=ZoneInfo(MAIN.zone))
    people = list(map(User, DAY_PEOPLE))
    layer = Layer(start=start, rotation_virtual_start=start, rotation_turn_length_seconds=HOUR, users=people)
    return Schedule(name="hourly", time_zone=MAIN.zone, layers=[layer])


def horizons() -> Curve:
    """Instants that lie further and further away; each time a year of them."""
    schedule = schedule_of(MAIN)
    return Curve(
        title="an instant, by how far away it is",
        axis="years ahead",
        law="flat",
        contenders=[
            _asked(f"{years:,}", schedule, random_instants(1000, SINCE + (years - 1) * YEAR, SINCE + years * YEAR))
            for years in (1, 10, 100, 1000, 7000)
        ],
    )


OVERRIDES = (0, 100, 1000, 10_000)


def instants_among_overrides() -> Curve:
    """Random instants of a year with so many overrides of ten minutes each."""
    instants = random_instants(1000)
    return Curve(
        title="an instant, by the overrides of its year",
        axis="overrides",
        law="flat",
        contenders=[_asked(f"{count:,}", schedule_of(MAIN, overrides=count), instants) for count in OVERRIDES],
    )


def years_with_overrides() -> Curve:
    """A year with so many overrides of ten minutes each, held against the year with 1,000.

    Where there are few, most of the year is laid at once, which takes a fifth of the time of what overrides cut up.
    """
    schedules = {count: schedule_of(MAIN, overrides=count) for count in OVERRIDES}
    return Curve(
        title="a year, by its overrides",
        axis="overrides",
        law="linear",
        contenders=[_rendered(f"{count:,}", schedule, SINCE, UNTIL) for count, schedule in schedules.items()],
        sizes=[len(schedule.shifts(SINCE, UNTIL)) for schedule in schedules.values()],
        base=2,
    )


CURVES: Mapping[str, Callable[[], Curve]] = {
    "growth-range": years_rendered,
    "growth-virtual-start": virtual_starts,
    "growth-turns": turns_passed,
    "growth-horizon": horizons,
    "growth-overrides-instant": instants_among_overrides,
    "growth-overrides-year": years_with_overrides,
}
