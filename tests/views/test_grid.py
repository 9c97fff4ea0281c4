"""Cells on the wall clock."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.instants import to_seconds
from oncall.chronology.zones import Zone
from oncall.views.grid import Grid

ZONES = ("America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "Africa/Casablanca", "Etc/UTC")


def lengths(grid: Grid) -> list[int]:
    """How many hours pass in each cell."""
    return [(end - start) // 3600 for start, end in pairwise(grid.edges)]


def test_four_weeks_in_fifty_six_columns() -> None:
    """28 days in 56 columns are half days; the one in which the clock goes forward is 11 hours long."""
    since, until = to_seconds("2025-03-09T00:00:00-05:00"), to_seconds("2025-04-06T00:00:00-04:00")
    grid = Grid.fitted(Zone.named("America/New_York"), since, until, 56)
    assert lengths(grid) == [11, *[12] * 55]


def test_a_grid_of_days_begins_at_midnight() -> None:
    """Whatever the time of the day, the first cell of two days is the first of that day: 63 hours in cells of three."""
    since = to_seconds("2025-03-12T15:00:00-04:00")
    grid = Grid.fitted(Zone.named("America/New_York"), since, since + 48 * 3600, 30)
    assert grid.edges[0] == to_seconds("2025-03-12T00:00:00-04:00")
    assert grid.cell == 3 * 3600
    assert len(grid) == 21


def test_a_grid_of_hours_begins_with_the_range() -> None:
    """At the multiple of a cell before it: an hour from 15:01 on is 21 cells of three minutes from 15:00 on."""
    since = to_seconds("2025-03-12T15:01:00-04:00")
    grid = Grid.fitted(Zone.named("America/New_York"), since, since + 3600, 30)
    assert grid.edges[0] == since - 60
    assert grid.cell == 180
    assert len(grid) == 21


def test_the_hour_that_comes_twice_has_cells_twice() -> None:
    """On the night of 2025-11-02 New York has 25 hours: of them 01:00 is the second and the third."""
    since = to_seconds("2025-11-02T00:00:00-04:00")
    grid = Grid.fitted(Zone.named("America/New_York"), since, since + 25 * 3600, 30)
    assert lengths(grid) == [1] * 25
    assert [reading % 86_400 // 3600 for reading in grid.readings[:5]] == [0, 1, 1, 2, 3]


def test_a_skipped_day_takes_cells_and_no_time() -> None:
    """In Samoa there was no 2011-12-30: its cells are empty, those around it are whole."""
    since, until = to_seconds("2011-12-29T00:00:00-10:00"), to_seconds("2012-01-01T00:00:00+14:00")
    grid = Grid.fitted(Zone.named("Pacific/Apia"), since, until, 8)
    assert lengths(grid) == [12, 12, 0, 0, 12, 12]
    assert [grid.is_skipped(column) for column in range(6)] == [False, False, True, True, False, False]


@given(st.sampled_from(ZONES), st.integers(0, 2**32), st.integers(1, 10**9), st.integers(1, 300))
def test_a_grid_fits_and_covers(zone: str, since: int, lasts: int, columns: int) -> None:
    """No more cells than columns, no edge before another, and all of the range within."""
    grid = Grid.fitted(Zone.named(zone), since, since + lasts, columns)
    assert 1 <= len(grid) <= columns
    assert list(grid.edges) == sorted(grid.edges)
    assert grid.edges[0] <= since
    assert grid.edges[-1] >= since + lasts


@given(st.integers(0, 2**31), st.lists(st.integers(1, 10**6), min_size=1, max_size=20))
def test_a_tally_loses_nothing(since: int, lasts: list[int]) -> None:
    """The seconds of every key, over all the cells, are those that it has."""
    edges = [since + sum(lasts[:index]) for index in range(len(lasts) + 1)]
    pieces = [(start, end, index % 3) for index, (start, end) in enumerate(pairwise(edges))]
    grid = Grid.fitted(Zone.named("America/New_York"), edges[0], edges[-1], 40)
    counts = grid.tally(pieces)
    for key in range(3):
        assert sum(count.get(key, 0) for count in counts) == sum(lasts[key::3])


def test_the_column_of_an_instant() -> None:
    """The cell that it lies in, none outside."""
    grid = Grid.fitted(Zone.named("Etc/UTC"), 0, 86_400, 24)
    assert [grid.column_of(each) for each in (0, 3599, 3600, 86_399, 86_400, -1)] == [0, 0, 1, 23, None, None]
