"""The library and the slow oracle put the same person on call, everywhere."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
from hypothesis import given
from hypothesis import strategies as st

from tests import strategies
from tests.agreement import oracle
from tests.strategies import DAY, WEEK, Scene, scenes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall import Shift, Timeline


def said(scene: Scene, instant: int) -> str | None:
    """The library's answer to a point query, as the oracle gives it."""
    user = scene.schedule.on_call(instant)
    return None if user is None else user.id


def rendered(timeline: Timeline) -> list[tuple[int, int | None, str]]:
    """The library's shifts as the oracle gives them."""
    return [(*shift.bounds, shift.user.id) for shift in timeline]


@given(scenes(), st.lists(strategies.nudges(), min_size=1, max_size=8))
def test_point_queries_agree(scene: Scene, asides: list[int]) -> None:
    """At any instant the library and the oracle name the same person."""
    told = scene.told
    for instant in (scene.near, *(scene.near + aside for aside in asides)):
        assert said(scene, instant) == oracle.on_call(told, instant)


@given(scenes(), st.data())
def test_boundaries_agree_to_the_second(scene: Scene, data: st.DataObject) -> None:
    """Just before, at, and just after everything that begins or ends, the two name the same person."""
    since, until = data.draw(strategies.ranges(scene, pieces=4))
    told = scene.told
    for boundary in oracle.boundaries(told, since, until)[:20]:
        for instant in (boundary - 1, boundary, boundary + 1):
            assert said(scene, instant) == oracle.on_call(told, instant)


@given(scenes(), st.data())
def test_shifts_agree(scene: Scene, data: st.DataObject) -> None:
    """The rendered shifts of a range are the oracle's."""
    since, until = data.draw(strategies.ranges(scene, pieces=12))
    assert rendered(scene.schedule.shifts(since, until)) == oracle.shifts(scene.told, since, until)


@given(scenes(), st.data())
def test_shifts_of_each_layer_agree(scene: Scene, data: st.DataObject) -> None:
    """A layer's own shifts are the oracle's for a schedule of that layer alone, by index and by name."""
    since, until = data.draw(strategies.ranges(scene, pieces=8))
    told = scene.told
    for index, layer in enumerate(told.layers):
        alone = oracle.Schedule(told.zone, (layer,))
        found = scene.schedule.layer_shifts(index, since, until)
        assert rendered(found) == oracle.shifts(alone, since, until)
        assert scene.schedule.layer_shifts(f"layer {index}", since, until) == found


@given(scenes(), st.data())
def test_covered_time_agrees(scene: Scene, data: st.DataObject) -> None:
    """Coverage is the share of the range in which the oracle has somebody on call."""
    since, until = data.draw(strategies.ranges(scene, pieces=6))
    timeline = scene.schedule.shifts(since, until)
    covered = oracle.covered_seconds(scene.told, since, until)
    assert timeline.coverage == covered / (until - since)
    assert sum(gap.seconds for gap in timeline.gaps) == until - since - covered


def holds_throughout(told: oracle.Schedule, shift: Shift, since: int, until: int) -> bool:
    """Whether the oracle has the person of `shift` on call at every boundary within it and the range."""
    start, end = shift.bounds
    low, high = max(start, since), until if end is None else min(end, until)
    return all(oracle.on_call(told, each) == shift.user.id for each in oracle.boundaries(told, low, high)[:-1][:40])


@given(scenes())
def test_shift_at_reaches_exactly_as_far_as_the_person_is_on_call(scene: Scene) -> None:
    """The whole shift holds its person throughout, and nobody else's second or a gap could be added to either end."""
    told, shift = scene.told, scene.schedule.shift_at(scene.near)
    expected = oracle.on_call(told, scene.near)
    assert (shift.user.id if shift else None) == expected
    if shift is None:
        return
    start, end = shift.bounds
    assert start <= scene.near
    assert oracle.on_call(told, start) == expected
    assert oracle.on_call(told, start - 1) != expected
    assert holds_throughout(told, shift, scene.near - 3 * DAY, scene.near + 3 * DAY)
    if end is not None:
        assert scene.near < end
        assert oracle.on_call(told, end - 1) == expected
        assert oracle.on_call(told, end) != expected
    else:
        for weeks in (*range(0, 60, 3), *range(100, 4000, 130)):
            assert oracle.on_call(told, scene.near + weeks * WEEK + weeks * 7919) == expected


@given(scenes(), st.data())
def test_overflow_makes_the_first_and_the_last_shift_whole(scene: Scene, data: st.DataObject) -> None:
    """With overflow the shifts at both ends are those that `shift_at` finds, and the ones between are the same."""
    since, until = data.draw(strategies.ranges(scene, pieces=4))
    cut, whole = (scene.schedule.shifts(since, until, overflow=overflow) for overflow in (False, True))
    assert [shift.user for shift in whole] == [shift.user for shift in cut]
    assert whole[1:-1] == cut[1:-1]
    assert whole.gaps == cut.gaps
    for at_the_end in (0, -1):
        if whole:
            assert whole[at_the_end] == scene.schedule.shift_at(cut[at_the_end].start)


@attrs.frozen
class Kind:
    """What numpy calls a dtype, as far as the library looks at it."""

    kind: str


@attrs.frozen
class Array:
    """An array of numbers as numpy would hold it, without numpy."""

    numbers: list[int]
    dtype: Kind = Kind("i")

    def tolist(self) -> list[int]:
        """Plain numbers."""
        return self.numbers

    def __iter__(self) -> Iterator[int]:
        raise AssertionError  # an array is not walked number by number


@given(scenes(), st.lists(strategies.nudges(), min_size=1, max_size=6))
def test_many_point_queries_are_as_many_single_ones(scene: Scene, asides: list[int]) -> None:
    """`on_call_many` answers in the order of the questions what `on_call` answers, for lists and for arrays."""
    spread = [scene.near + aside for aside in asides]
    # A second apart there are more questions than pieces, and the pieces are rendered; far apart there are fewer.
    dense = [spread[0] + second for second in range(-150, 150)]
    for questions in (spread, dense, dense[::-1]):
        expected = [scene.schedule.on_call(each) for each in questions]
        assert scene.schedule.on_call_many(questions) == expected
        assert scene.schedule.on_call_many(Array(questions)) == expected


@given(scenes(), st.data())
def test_sources_are_the_layers_that_were_seen(scene: Scene, data: st.DataObject) -> None:
    """A shift names, in order and once each, what put its person on call, from its first second to its last."""
    since, until = data.draw(strategies.ranges(scene, pieces=4))
    told = scene.told
    edges = oracle.boundaries(told, since, until)
    for shift in scene.schedule.shifts(since, until):
        start, end = shift.bounds
        seen = [winner(told, low) for low, _ in pairwise(edges) if start <= low and (end is None or low < end)]
        assert shift.sources == tuple(dict.fromkeys(seen))


def winner(told: oracle.Schedule, instant: int) -> str:
    """What puts somebody on call: the override if there is one, else the last layer that is not silent (S2, S4)."""
    if oracle.override_user(told, instant) is not None:
        return "override"
    speaking = [
        f"layer {index}"
        for index, layer in enumerate(told.layers)
        if oracle.layer_user(layer, told.zone, instant) is not None
    ]
    return speaking[-1]
