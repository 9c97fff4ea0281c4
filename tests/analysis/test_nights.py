"""Which instants are at night."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.analysis.nights import Night
from oncall.chronology.zones import Zone
from oncall.errors import InvalidValueError
from tests import strategies

HOUR = 3600


def test_a_night_begins_and_ends_on_the_second() -> None:
    """22:00:00 and 06:59:59 are night, 21:59:59 and 07:00:00 are not; also on days before 1970."""
    for day in (-86_400 * 1000, 0, 86_400 * 20_000):
        edges = [day + 22 * HOUR - 1, day + 22 * HOUR, day + 31 * HOUR - 1, day + 31 * HOUR]
        assert [Night().holds(reading) for reading in edges] == [False, True, True, False]


def test_a_night_may_lie_within_a_day() -> None:
    """From 0 to 6 hours, six of 24 hours are night; from 7 to 6, twenty-three are."""
    for hours, length in (((0, 6), 6), ((7, 6), 23), ((23, 0), 1)):
        assert sum(Night(hours).holds(hour * HOUR) for hour in range(24)) == length


@given(strategies.moments(), st.lists(strategies.nudges()), st.tuples(st.integers(0, 23), st.integers(1, 23)))
def test_counting_is_asking_one_by_one(moment: tuple[str, int], asides: list[int], hours: tuple[int, int]) -> None:
    """Also where the clock is changed between two instants, in whatever order they come."""
    zone, near = moment
    clock = Zone.named(zone)
    night = Night((hours[0], sum(hours) % 24))
    instants = [near + aside for aside in asides]
    assert night.count(instants, clock) == sum(night.holds(clock.reading_of(instant)) for instant in instants)


@pytest.mark.parametrize("hours", [(7, 7), (22, 24), (-1, 7), (22,), (22, 7, 8), (), "22", ("22", 7), (22.5, 7), 22])
def test_other_hours_are_refused(hours: Any) -> None:
    """A night has two different full hours from 0 to 23."""
    with pytest.raises(InvalidValueError, match="night must be"):
        Night(hours)


def test_a_night_says_its_hours() -> None:
    """As a clock shows them."""
    assert str(Night((22, 7))) == "22:00 to 07:00"
