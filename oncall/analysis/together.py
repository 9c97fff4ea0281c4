"""Together: several schedules as one ensemble, with the people of all of them by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.engine.ensembles import Ensemble
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.model.schedules import Schedule
    from oncall.model.users import User


def together(
    schedules: Iterable[Schedule], *, named: Iterable[User] = (), begun: int | None = None
) -> tuple[Ensemble, tuple[User, ...]]:
    """Who is on call in each of some schedules, as an ensemble, and the people whom its numbers stand for.

    Those who are `named` have the first numbers. It is looked at from the first start on, or from `begun`.
    """
    parts = [schedule.compiled for schedule in schedules]
    holders = (holder for each in parts for holder in each.holders if holder is not None)
    people = tuple(dict.fromkeys((*named, *holders)))
    numbers: dict[User | None, int] = {None: NOBODY, **{user: number for number, user in enumerate(people)}}
    held = tuple(tuple(numbers[holder] for holder in each.holders) for each in parts)
    return Ensemble(tuple(each.stack for each in parts), held, begun), people
