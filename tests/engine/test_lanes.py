"""Lanes as step functions, against lists with an entry for each second."""

from __future__ import annotations

from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from oncall.engine.lanes import NOBODY, Lane, mask, overlay, stacked, stretches

SECONDS = 30
held = st.lists(st.integers(NOBODY, 3), min_size=SECONDS, max_size=SECONDS)
claims = st.lists(st.tuples(st.integers(-5, SECONDS + 5), st.integers(-5, SECONDS + 5)), max_size=6)
cuts = st.tuples(st.integers(0, SECONDS - 1), st.integers(1, SECONDS)).filter(lambda cut: cut[0] < cut[1])


def lane_of(places: list[int]) -> Lane:
    """The lane of a place for each second."""
    starts = [second for second in range(len(places)) if second == 0 or places[second] != places[second - 1]]
    return Lane(starts, [places[start] for start in starts], len(places))


def listed(lane: Lane, since: int = 0) -> list[int]:
    """The place of each second of a lane."""
    assert lane.starts == sorted(set(lane.starts))
    assert lane.starts[0] == since
    assert len(lane.starts) == len(lane.places)
    assert lane.starts[-1] < lane.until
    return [lane.at(second) for second in range(since, lane.until)]


@given(held, held)
def test_the_upper_lane_wins_where_it_holds_anything(lower: list[int], upper: list[int]) -> None:
    """In each second the upper place is there, or else the lower."""
    found = listed(overlay(lane_of(lower), lane_of(upper)))
    assert found == [low if high == NOBODY else high for low, high in zip(lower, upper, strict=True)]


@given(held, cuts)
def test_a_cut_leaves_the_seconds_of_the_range(places: list[int], cut: tuple[int, int]) -> None:
    """A part of a lane is the lane there."""
    since, until = cut
    assert listed(lane_of(places).cut(since, until), since) == places[since:until]


@given(held, st.lists(st.booleans(), min_size=SECONDS, max_size=SECONDS))
def test_a_mask_leaves_what_is_open(places: list[int], opened: list[bool]) -> None:
    """A second outside of every opening belongs to nobody, the others to whom they did."""
    openings: list[tuple[int, int]] = []
    for is_open, run in groupby(range(SECONDS), key=opened.__getitem__):
        seconds = list(run)
        if is_open:
            openings.append((seconds[0], seconds[-1] + 1))
    expected = [place if is_open else NOBODY for place, is_open in zip(places, opened, strict=True)]
    assert listed(mask(lane_of(places), openings)) == expected


@given(claims)
def test_the_last_claim_that_covers_a_second_has_it(found: list[tuple[int, int]]) -> None:
    """Among overlapping claims the later in the list wins; an empty or backward one claims nothing."""
    expected = [
        max((index for index, (start, end) in enumerate(found) if start <= second < end), default=NOBODY)
        for second in range(SECONDS)
    ]
    assert listed(stacked(found, 0, SECONDS)) == expected


@given(held, st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_stretches_are_the_longest_of_one_owner(places: list[int], owners: list[int]) -> None:
    """Neighbouring seconds of one owner are one stretch, with the places it went through in order, each once."""
    expected: list[tuple[int, int, int, tuple[int, ...]]] = []
    for owner, run in groupby(
        range(SECONDS), key=lambda second: NOBODY if places[second] < 0 else owners[places[second]]
    ):
        seconds = list(run)
        if owner != NOBODY:
            through = tuple(dict.fromkeys(places[second] for second in seconds))
            expected.append((seconds[0], seconds[-1] + 1, owner, through))
    found = stretches(lane_of(places), owners)
    assert [(it.start, it.end, it.owner, it.places) for it in found] == expected
