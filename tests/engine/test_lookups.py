"""Look-ups: overrides are found by when they are, and the years by what the zone knows."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.zones import Zone
from oncall.engine.lanes import NOBODY, Lane, stacked
from oncall.engine.lookups import Claims, lookup
from oncall.engine.stack import FOREVER, Stack, Track
from oncall.engine.turns import Rotation
from tests.strategies import HOUR

UTC = Zone.named("Etc/UTC")
BEGUN = 1_735_689_600  # 2025-01-01T00:00:00Z


def stack_of(*claims: tuple[int, int], start: int = BEGUN, zone: Zone = UTC) -> Stack:
    """Two people who take turns, beneath overrides by a third; its places are 0, 1, and from 2 on the overrides."""
    track = Track(start, FOREVER, Rotation(zone, BEGUN, HOUR), first_place=0, places=2)
    return Stack(zone, (track,), owners=(0, 1, *(2 for _ in claims)), claims=claims)


CLAIMS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 60)), min_size=1, max_size=12)


@given(CLAIMS, st.sampled_from([1, 60, 3600]))
def test_the_last_override_that_covers_an_instant_has_it(drawn: list[tuple[int, int]], scale: int) -> None:
    """Of a few, of a second or of hours: the last listed that covers an instant, else the turn, from 2025 on."""
    claims = tuple((BEGUN + start * scale, BEGUN + (start + length) * scale) for start, length in drawn)
    known = lookup(stack_of(*claims))
    assert known is not None
    edges = {edge + aside for claim in claims for edge in claim for aside in (-1, 0, 1)}
    between = {(one + other) // 2 for one in edges for other in edges}
    for instant in sorted(edges | between):
        covering = [2 + number for number, (start, end) in enumerate(claims) if start <= instant < end]
        turn = None if instant < BEGUN else (instant - BEGUN) // HOUR % 2
        assert known.place_at(instant) == (None if turn is None else [turn, *covering][-1])


@given(CLAIMS)
def test_each_piece_of_time_knows_the_first_override_that_touches_it(drawn: list[tuple[int, int]]) -> None:
    """The pieces are of one width, and cover all from the first start to the last end, which is in none of them."""
    pairs = [(start, start + length) for start, length in drawn]
    lane = stacked(pairs, -1, 1000)
    found = Claims.of(lane)
    assert (found.since, found.until) == (min(start for start, _ in pairs), max(end for _, end in pairs))
    # Eight times as many as the lane has pieces, and one for the rest; no more than there are seconds.
    count = len(found.nearest)
    assert count == (found.until - found.since) // found.width + 1
    assert count > min(8 * len(lane.starts), found.until - found.since)
    pieces = list(zip(lane.starts, lane.ends, lane.places, strict=True))
    for number, nearest in enumerate(found.nearest):
        begin = found.since + number * found.width
        touching = [
            index
            for index, (start, end, place) in enumerate(pieces)
            if place != NOBODY and start < begin + found.width and begin < end
        ]
        assert nearest == (touching[0] if touching else -1)


def test_an_override_of_a_lane_that_ends_with_it_lasts_as_long() -> None:
    """Nobody up to 10, the override 0 from then on to the end, 90."""
    found = Claims.of(Lane([0, 10], [NOBODY, 0], 90))
    assert (found.since, found.until, found.width) == (10, 90, 80 // (8 * 2))
    assert set(found.nearest[:-1]) == {1}


def test_what_a_zone_knows_is_looked_up_to_its_last_second() -> None:
    """A table knows the instants after its `first` and before its `last`; a look-up knows them all, and asks for more.

    America/New_York is five hours behind UTC in January, and so are the turns of an hour: none is cut at midnight.
    """
    fresh = Zone("America/New_York", ZoneInfo("America/New_York"))  # whose table no other test has made larger
    stack = stack_of(zone=fresh, start=-(10**9))
    known = lookup(stack)
    assert known is not None
    assert known.begins == -(10**9)
    assert known.place_at(BEGUN) == 0
    table = stack.zone.table
    assert (known.since, known.until) == (max(-(10**9), table.first + 1), table.last)
    for instant in (known.since - 1, known.since, known.until - 1, known.until):
        assert known.place_at(instant) == (None if instant < known.begins else stack.place_at(instant))
    assert known.place_at(-(10**9)) == stack.place_at(-(10**9))
    assert known.place_at(-(10**9) - 1) is None


@pytest.mark.parametrize(("minutes", "is_listed"), [(2048, True), (2049, False)])
def test_up_to_4096_entries_are_listed(minutes: int, is_listed: bool) -> None:  # noqa: FBT001
    """Turns that begin a minute after 1970: the minutes of two turns are 4096, of which each is an entry; or 4098."""
    track = Track(BEGUN, FOREVER, Rotation(UTC, 60, minutes * 60), first_place=0, places=2)
    known = lookup(Stack(UTC, (track,), owners=(0, 1)))
    assert (known is not None) is is_listed
    assert known is None or (known.unit, len(known.places)) == (60, 4096)


def test_the_end_of_time_is_not_looked_up() -> None:
    """Up to the last second it is. There is an even number of hours from 2025 on, so the last is the second's."""
    known = lookup(stack_of())
    assert known is not None
    assert (FOREVER - BEGUN) % (2 * HOUR) == 0
    assert [known.place_at(FOREVER + aside) for aside in (-HOUR - 1, -HOUR, -1, 0, 1)] == [0, 1, 1, None, None]
