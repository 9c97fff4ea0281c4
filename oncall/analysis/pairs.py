"""Pairs: two schedules looked at together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.analysis.together import together
from oncall.engine.lanes import NOBODY

if TYPE_CHECKING:
    from oncall.engine.ensembles import Ensemble
    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@attrs.frozen
class Pair:
    """Two schedules as an ensemble, and the `people` of both by their numbers in it."""

    ensemble: Ensemble
    people: tuple[User, ...]

    @classmethod
    def of(cls, one: Schedule, other: Schedule, *, begun: int | None = None) -> Pair:
        """The pair of two schedules; looked at from the first start of either, or from `begun`."""
        return cls(*together((one, other), begun=begun))

    def is_one_person(self, place: int) -> bool:
        """Whether at a place of the ensemble one person is on call in both."""
        first, second = self.ensemble.chords[place]
        return first == second != NOBODY

    def differs(self, place: int) -> bool:
        """Whether at a place of the ensemble the two have different people on call, or one of them has nobody."""
        first, second = self.ensemble.chords[place]
        return first != second
