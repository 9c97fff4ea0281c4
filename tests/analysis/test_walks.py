"""Which stretches of a walk are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall import WeeklyRestriction
from oncall.analysis.walks import walk
from oncall.engine.lanes import NOBODY
from tests.checks.builders import ALICE, DAY, WEEK, layer, schedule

if TYPE_CHECKING:
    from oncall.analysis.walks import Walkable

# Silent for an hour from Tuesday 09:00, and for two from Thursday 09:00.
STACK = schedule(
    layer(
        ALICE,
        restrictions=[
            WeeklyRestriction(start_day_of_week=2, start_time_of_day="10:00:00", duration_seconds=2 * DAY - 3600),
            WeeklyRestriction(start_day_of_week=4, start_time_of_day="11:00:00", duration_seconds=5 * DAY - 7200),
        ],
    )
).compiled.stack


def is_gap(place: int) -> bool:
    """Whether nobody is on call."""
    return place == NOBODY


def is_short(_: Walkable, gap: tuple[int, int]) -> bool:
    """Whether a gap lasts no more than an hour."""
    return gap[1] - gap[0] <= 3600


def test_a_stretch_may_be_left_out_in_every_part_of_a_walk() -> None:
    """Of two gaps a week only the shorter one is told, among those that are listed and those that come back."""
    seen = walk(STACK)
    assert seen is not None
    assert [end - start for start, end in seen.spans(is_gap)[:3]] == [3600, 7200, 3600]
    assert {end - start for start, end in seen.spans(is_gap, which=is_short)} == {3600}
    assert str(seen.recurrence(is_gap)) == "2 times every week"
    recurs = seen.recurrence(is_gap, which=is_short)
    assert recurs is not None
    assert (recurs.times, recurs.seconds) == (1, WEEK)
    assert not seen.spans(is_gap, longer_than=3600, which=is_short)


def test_what_is_asked_is_what_was_walked() -> None:
    """`which` can look around a stretch: real instants with the stack itself, readings with its pattern."""
    seen = walk(STACK)
    assert seen is not None

    def begins_with_alice(stack: Walkable, gap: tuple[int, int]) -> bool:
        return stack.lane(gap[0] - 1, gap[0]).places == [0]

    assert seen.spans(is_gap, which=begins_with_alice) == seen.spans(is_gap)
    assert seen.recurrences(is_gap, which=begins_with_alice) == seen.recurrences(is_gap)
