"""Who is on call at an instant, at a million of them, and who is paged."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pendulum

from tests.benchmarks.contenders import OURS, Comparison, Contender
from tests.benchmarks.inputs import DELAYS, LOOPS, MAIN, SINCE, UNTIL, Size, policy_of, random_instants, schedule_of
from tests.benchmarks.peers import peer, peers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from oncall import Page, User

STANDARD = "standard_library"
SHARES = {"standard_library": 1, "whenever_only": 1, "pendulum_only": 10, "recurring_events": 50}
SHARES_OF_A_MILLION = {"standard_library": 10, "whenever_only": 10, "pendulum_only": 500, "recurring_events": 10_000}
"""Each peer is asked about the first of so many parts of the instants."""


def asking(
    name: str, ask: Callable[[Any], object], moments: Sequence[Any], *, of: int = 1, at_most: float | None = None
) -> Contender:
    """A contender that is asked about each moment, one by one; its figure is of so many answers."""

    def answers() -> list[object]:
        return [_name_of(answer) for answer in map(ask, moments)]

    def run(_: object) -> list[object]:
        return list(map(ask, moments))

    return Contender(name=name, run=run, answers=answers, scale=of / len(moments), at_most=at_most)


def _name_of(answer: object) -> object:
    return getattr(answer, "id", answer)


def _part(moments: Sequence[Any], share: int) -> Sequence[Any]:
    return moments[: max(1, len(moments) // share)]


def from_an_int(size: Size) -> Comparison:
    """A UTC second, of a schedule that has been asked before."""
    instants = random_instants(size.points)
    own = (
        asking(
            each.NAME, each.asked_ints(MAIN), _part(instants, SHARES[name]), at_most=0.6 if name == STANDARD else None
        )
        for name, each in peers().items()
    )
    return Comparison(
        title="an instant, from an int",
        ours=asking(OURS, schedule_of(MAIN).on_call, instants),
        peers=(*own, asking("bisect in the rendered year", bisecting(), instants, at_most=3)),
    )


def bisecting() -> Callable[[int], User]:
    """The least that a look-up can cost: bisection in the year that is rendered already."""
    timeline = schedule_of(MAIN).shifts(SINCE, UNTIL)
    starts, people = [shift.bounds[0] for shift in timeline], [shift.user for shift in timeline]
    return lambda at: people[bisect_right(starts, at) - 1]


def from_a_datetime(size: Size) -> Comparison:
    """A datetime in UTC."""
    moments = [datetime.fromtimestamp(at, UTC) for at in random_instants(size.points)]
    return _from_moments("an instant, from a datetime", moments)


def from_pendulum(size: Size) -> Comparison:
    """A pendulum.DateTime in the schedule's zone."""
    moments = [pendulum.from_timestamp(at, MAIN.zone) for at in random_instants(size.points)]
    return _from_moments("an instant, from a pendulum.DateTime", moments)


def _from_moments(title: str, moments: Sequence[datetime]) -> Comparison:
    return Comparison(
        title=title,
        ours=asking(OURS, schedule_of(MAIN).on_call, moments),
        peers=tuple(
            asking(each.NAME, each.asked_datetimes(MAIN), _part(moments, SHARES[name]))
            for name, each in peers().items()
        ),
    )


def a_million_in_a_list(size: Size) -> Comparison:
    """`on_call_many` of a list of ints."""
    instants = random_instants(size.many)
    ask = bisecting()
    least = Contender(
        name="bisect in the rendered year",
        run=lambda _: list(map(ask, instants)),
        answers=lambda: [ask(at).id for at in instants],
    )
    return _a_million("a million instants, a list", instants, instants, least, at_most=1 / 8)


def a_million_in_an_array(size: Size) -> Comparison:
    """`on_call_many` of an array; the peers are given a list. It needs numpy."""
    import numpy as np

    instants = random_instants(size.many)
    array = np.array(instants, dtype=np.int64)
    timeline = schedule_of(MAIN).shifts(SINCE, UNTIL)
    starts = np.array([shift.bounds[0] for shift in timeline], dtype=np.int64)
    people = np.array([shift.user.id for shift in timeline], dtype=object)

    def look_up() -> list[Any]:
        found: list[Any] = people[np.searchsorted(starts, array, side="right") - 1].tolist()
        return found

    least = Contender(name="searchsorted in the rendered year", run=lambda _: look_up(), answers=look_up)
    return _a_million("a million instants, a numpy array", array, instants, least, at_most=1 / 25)


def _a_million(title: str, given: Any, instants: list[int], least: Contender, *, at_most: float) -> Comparison:
    many = schedule_of(MAIN).on_call_many
    own = (
        asking(
            each.NAME + _of_part(SHARES_OF_A_MILLION[name]),
            each.asked_ints(MAIN),
            _part(instants, SHARES_OF_A_MILLION[name]),
            of=len(instants),
            at_most=at_most if name == STANDARD else None,
        )
        for name, each in peers().items()
    )
    return Comparison(
        title=title,
        ours=Contender(
            name=OURS, run=lambda _: many(given), answers=lambda: [_name_of(answer) for answer in many(given)]
        ),
        peers=(*own, least),
    )


def _of_part(share: int) -> str:
    return f" (1/{share} of it)"


def pages(size: Size) -> Comparison:
    """Six pages of an incident that nobody answers, in three passes."""
    instants = _part(random_instants(size.points), 10)
    policy = policy_of(schedule_of(MAIN))
    ask = peer(STANDARD).asked_ints(MAIN)

    def worked_out(at: int) -> list[tuple[int, str]]:
        starts = [at + passed * sum(DELAYS) * 60 for passed in range(LOOPS + 1)]
        found = ([(start, ask(start)), (start + DELAYS[0] * 60, "manager")] for start in starts)
        return [page for each in found for page in each]

    def told(found: tuple[Page, ...]) -> list[tuple[int, str]]:
        return [(page.at.int_timestamp, page.user.id) for page in found]

    return Comparison(
        title="policy.pages: six pages of an incident",
        ours=Contender(
            name=OURS,
            run=lambda _: list(map(policy.pages, instants)),
            answers=lambda: [told(policy.pages(at)) for at in instants],
            scale=1 / len(instants),
        ),
        peers=(asking("standard library, tuples alone", worked_out, instants),),
        limit=40e-6,
    )
