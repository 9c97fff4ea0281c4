"""The lanes of a picture, exact to the second."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from oncall.views.pictures.bars import Lane, schedule_lanes
from tests.strategies import ranges, scenes

if TYPE_CHECKING:
    from oncall import User


@given(st.data())
def test_the_lanes_agree_with_who_is_on_call(data: st.DataObject) -> None:
    """At each edge: whoever has a bar on top is on call, and the one lane below that decides has that person too."""
    scene = data.draw(scenes())
    since, until = data.draw(ranges(scene))
    top, *below = schedule_lanes(scene.schedule, since, until)
    edges = sorted({since, *(piece.start for lane in (top, *below) for piece in lane.pieces)})
    for instant in edges[:12]:
        expected = scene.schedule.on_call(instant)
        assert holders(top, instant) == [(expected, False)]
        deciding = [user for lane in below for user, is_hidden in holders(lane, instant) if not is_hidden]
        assert deciding == ([] if expected is None else [expected])


@given(st.data())
def test_the_pieces_of_the_result_make_up_the_range(data: st.DataObject) -> None:
    """Bars and gaps touch, from the beginning of the range to its end; in other lanes they do not overlap."""
    scene = data.draw(scenes())
    since, until = data.draw(ranges(scene))
    top, *below = schedule_lanes(scene.schedule, since, until)
    assert [piece.start for piece in top.pieces] == [since, *(piece.end for piece in top.pieces[:-1])]
    assert top.pieces[-1].end == until
    for lane in below:
        assert all(since <= piece.start < piece.end <= until for piece in lane.pieces)
        assert all(one.end <= other.start for one, other in pairwise(lane.pieces))


def holders(lane: Lane, instant: int) -> list[tuple[User | None, bool]]:
    """Who has a piece at an instant, None for a gap, and whether it is hidden."""
    return [(piece.bar.user, piece.is_hidden) for piece in lane.pieces if piece.start <= instant < piece.end]
