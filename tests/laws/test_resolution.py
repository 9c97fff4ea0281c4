"""The laws of resolution: the answer depends on the instant, not on how it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.strategies import Scene, scenes

if TYPE_CHECKING:
    from oncall import Timeline

Rows = list[tuple[int, int | None, str, tuple[str, ...]]]


def rows(timeline: Timeline) -> Rows:
    """The shifts of a timeline as plain values."""
    return [(*shift.bounds, shift.user.id, shift.sources) for shift in timeline]


def joined(left: Rows, right: Rows) -> Rows:
    """Two lists of shifts in a row; one person's shifts on both sides of the cut are one again."""
    if left and right and left[-1][1:3] == (right[0][0], right[0][2]):
        start, _, user, sources = left[-1]
        _, end, _, more = right[0]
        return [*left[:-1], (start, end, user, tuple(dict.fromkeys((*sources, *more)))), *right[1:]]
    return left + right


@given(scenes(), st.data())
def test_cutting_a_range_in_two_and_joining_changes_nothing(scene: Scene, data: st.DataObject) -> None:
    """The shifts of a range are those of its two parts, put together."""
    since, until = data.draw(strategies.ranges(scene, pieces=60).filter(lambda found: found[1] - found[0] > 1))
    cut = data.draw(st.integers(since + 1, until - 1))
    left, right, whole = (rows(scene.schedule.shifts(*part)) for part in ((since, cut), (cut, until), (since, until)))
    assert joined(left, right) == whole


@given(scenes(), st.data())
def test_moving_the_range_does_not_change_who_is_on_call(scene: Scene, data: st.DataObject) -> None:
    """An instant has the same person in every rendered range that it lies in."""
    instant = scene.near + data.draw(strategies.nudges())
    befores = data.draw(st.lists(st.integers(0, 3_000_000), min_size=2, max_size=4))
    found = {scene.schedule.shifts(instant - before, instant + 1 + before // 3).at(instant) for before in befores}
    assert len(found) == 1


@given(scenes(), st.data())
def test_a_point_query_equals_the_rendered_shift(scene: Scene, data: st.DataObject) -> None:
    """At the first and the last second of every shift and every gap the point query has the timeline's answer."""
    since, until = data.draw(strategies.ranges(scene, pieces=60))
    timeline = scene.schedule.shifts(since, until)
    for shift in timeline:
        start, end = shift.bounds
        assert end is not None
        assert scene.schedule.on_call(start) == scene.schedule.on_call(end - 1) == timeline.at(start) == shift.user
    for gap in timeline.gaps:
        start, end = gap.bounds
        assert scene.schedule.on_call(start) is scene.schedule.on_call(end - 1) is timeline.at(start) is None
