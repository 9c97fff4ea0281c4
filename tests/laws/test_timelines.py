"""The laws of timelines, against lists with an entry for each second."""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from oncall import Shift, Timeline, User, overlay
from oncall.chronology.spans import SpanSet
from tests.strategies import PEOPLE

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

SINCE, UNTIL = 1000, 1030


@st.composite
def timelines(draw: DrawFn) -> Timeline:
    """Shifts over one range, apart or touching, some of them reaching out of it at either end."""
    edges = draw(st.lists(st.integers(SINCE - 5, UNTIL + 5), unique=True, max_size=10).map(sorted))
    found: list[Shift] = []
    for start, end in pairwise(edges):
        user = draw(st.sampled_from((None, *PEOPLE[:3])))
        if user is not None and start < UNTIL and end > SINCE:
            found.append(Shift(user=user, start=start, end=end, sources=[draw(st.sampled_from(("a", "b")))]))
    return Timeline(found, since=SINCE, until=UNTIL)


def listed(timeline: Timeline) -> list[User | None]:
    """Who is on call in each second of the range."""
    found: list[User | None] = []
    for second in range(SINCE, UNTIL):
        holders = [it.user for it in timeline if it.bounds[0] <= second and (it.bounds[1] or UNTIL) > second]
        found += holders or [None]
    assert len(found) == UNTIL - SINCE
    return found


@given(timelines())
def test_at_is_who_has_the_second(timeline: Timeline) -> None:
    """The person at an instant is the one whose shift it lies in."""
    assert [timeline.at(second) for second in range(SINCE, UNTIL)] == listed(timeline)


@given(timelines(), timelines())
def test_the_upper_timeline_wins_wherever_it_has_anybody(a: Timeline, b: Timeline) -> None:
    """At every instant an overlay has the upper's person, or else the lower's."""
    over = overlay(a, b)
    assert [over.at(t) for t in range(SINCE, UNTIL)] == [b.at(t) or a.at(t) for t in range(SINCE, UNTIL)]
    expected = [user for user, _ in groupby(b.at(t) or a.at(t) for t in range(SINCE, UNTIL)) if user is not None]
    assert [shift.user for shift in over] == expected


@given(timelines(), timelines(), timelines())
def test_overlaying_can_be_grouped_in_any_way(a: Timeline, b: Timeline, c: Timeline) -> None:
    """Three timelines on top of each other are one timeline, whichever two are put together first."""
    found = [overlay(overlay(a, b), c), overlay(a, overlay(b, c))]
    assert len({tuple((shift.bounds, shift.user) for shift in timeline) for timeline in found}) == 1


@given(timelines())
def test_a_timeline_over_itself_or_over_nothing_says_the_same(a: Timeline) -> None:
    """Nothing is changed by an overlay with itself, or with a timeline that has nobody."""
    empty = Timeline([], since=SINCE, until=UNTIL)
    assert listed(overlay(a, a)) == listed(overlay(a, empty)) == listed(overlay(empty, a)) == listed(a)


@given(timelines())
def test_shifts_and_gaps_partition_the_range(timeline: Timeline) -> None:
    """Every instant of the range lies in a shift or in a gap, and none in both."""
    whole = SpanSet([(SINCE, UNTIL)])
    gaps = SpanSet(timeline.gaps)
    assert gaps | timeline.covered == whole
    assert gaps & timeline.covered == SpanSet()
    empty = [second for second, user in enumerate(listed(timeline), start=SINCE) if user is None]
    assert [second for second in range(SINCE, UNTIL) if second in gaps] == empty
    assert timeline.coverage == (UNTIL - SINCE - len(empty)) / (UNTIL - SINCE)


@given(timelines())
def test_a_timeline_is_its_peoples_timelines_together(timeline: Timeline) -> None:
    """Each person's own timeline has their shifts and nobody else's."""
    own = [timeline.for_user(user) for user in timeline.users]
    assert sorted(shift.bounds for each in own for shift in each) == [shift.bounds for shift in timeline]
    assert all({shift.user for shift in each} == {user} for each, user in zip(own, timeline.users, strict=True))
    assert own == [timeline.for_user(user.id) for user in timeline.users]
