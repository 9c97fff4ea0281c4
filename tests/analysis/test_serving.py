"""Who serves, by arithmetic: the same people whom a walk of the whole joint period finds."""

from __future__ import annotations

from hypothesis import assume, given

from oncall.analysis.periods import course
from oncall.analysis.serving import serving_places
from oncall.engine.lanes import NOBODY
from tests.analysis.test_periods import repeating
from tests.strategies import Scene, scenes


@given(scene=scenes())
def test_arithmetic_agrees_with_a_walk(scene: Scene) -> None:
    """The places that ever meet the times of the week at which their layer decides are those of the pattern."""
    rota = repeating(scene.schedule)
    seen = course(rota)
    assume(seen is not None and seen.pattern is not None)
    assert seen is not None
    assert seen.pattern is not None
    assert serving_places(rota.compiled.stack) == {place for place in seen.pattern.places if place != NOBODY}
