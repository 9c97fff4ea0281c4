"""Who is the last on call."""

from __future__ import annotations

from hypothesis import given

from oncall import DailyRestriction, Override
from oncall.analysis.endings import last_stretch
from tests.checks.builders import ALICE, BOB, layer, schedule
from tests.strategies import DAY, Scene, scenes

NEVER = 253_402_128_000  # two days before the year 10 000


@given(scene=scenes())
def test_after_the_last_stretch_nobody_is_on_call(scene: Scene) -> None:
    """The second before its end is its owner's, and nobody has any instant after it; without one, somebody will."""
    stack = scene.schedule.compiled.stack
    last = last_stretch(stack)
    if last is not None:
        assert stack.owners[stack.place_at(last.end - 1)] == last.owner
        assert stack.next_stretch(last.end) is None
    elif stack.begins < NEVER:
        late = max(stack.settled, stack.begins)
        is_for_ever = any(each.end is None for each in scene.schedule.layers)
        assert (stack.next_stretch(late) is not None or stack.stretch_at(late) is not None) == is_for_ever


def test_the_last_window_counts_not_the_end_of_the_layer() -> None:
    """A layer that ends at noon, whose windows are from 20:00 to 08:00, has its last shift until 08:00."""
    night = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * 3600)
    last = last_stretch(schedule(layer(ALICE, end="2025-01-09T12:00:00-05:00", restrictions=[night])).compiled.stack)
    assert last is not None
    assert last.end == 1_736_427_600  # 2025-01-09T13:00Z


def test_an_override_years_later_is_the_last() -> None:
    """It is found also where nothing is in between."""
    cover = Override(user=BOB, start="2031-01-09T12:00:00Z", end="2031-01-10T12:00:00Z")
    ended = layer(ALICE, end="2025-01-09T12:00:00-05:00")
    rota = schedule(ended, overrides=[cover])
    last = last_stretch(rota.compiled.stack)
    assert last is not None
    assert rota.compiled.people[last.owner] == BOB
    assert last.end - last.start == DAY


def test_nobody_is_the_last_where_nobody_ever_is() -> None:
    """A layer of an hour without a window in it is never on call; nor is a schedule without layers."""
    night = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=3600)
    assert (
        last_stretch(schedule(layer(ALICE, end="2025-01-06T10:00:00-05:00", restrictions=[night])).compiled.stack)
        is None
    )
    assert last_stretch(schedule().compiled.stack) is None
