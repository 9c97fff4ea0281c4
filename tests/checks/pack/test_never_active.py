"""OC205: a layer that is never active."""

from __future__ import annotations

from datetime import datetime, timedelta

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, asked, finding, layer, schedule
from tests.strategies import instant_at, moments

HOUR = 3600
OFFICE = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
SATURDAY = WeeklyRestriction(start_day_of_week=6, start_time_of_day="00:00:00", duration_seconds=24 * HOUR)
ALWAYS = layer(ALICE, BOB)


def test_an_end_before_the_start_is_never() -> None:
    """A year too early is the classic."""
    short = layer(BOB, start="2025-12-22T09:00:00-05:00", end="2024-12-29T09:00:00-05:00", name="Holidays")
    found = finding("OC205", schedule(ALWAYS, short))
    assert found.message == (
        "rota: Holidays is never active: it ends at 2024-12-29T09:00:00-05:00, before its start at "
        "2025-12-22T09:00:00-05:00."
    )


def test_an_end_at_the_start_is_never() -> None:
    """Half-open, a layer from nine to nine has no second; one of a minute has sixty. Offsets do not matter."""
    for end, fine in (("2025-01-06T14:00:00Z", False), ("2025-01-06T14:01:00Z", True)):
        found = asked("OC205", schedule(ALWAYS, layer(BOB, end=end))).findings
        assert bool(found) != fine
    assert "the same instant as its start" in finding("OC205", schedule(layer(BOB, end="2025-01-06T14:00:00Z"))).message


def test_restrictions_that_miss_the_life_of_a_layer() -> None:
    """From Monday to Friday it is never Saturday; up to Saturday 00:00:00 neither, and a minute later it is."""
    for end, fine in (("2025-01-10T17:00", False), ("2025-01-11T00:00", False), ("2025-01-11T00:01", True)):
        rota = schedule(ALWAYS, layer(BOB, name="Event", end=f"{end}:00-05:00", restrictions=[SATURDAY]))
        assert bool(asked("OC205", rota).findings) != fine
    found = finding("OC205", schedule(layer(BOB, end="2025-01-10T17:00:00-05:00", restrictions=[SATURDAY])))
    assert found.message == (
        "rota: layer 1 is never active: none of its restrictions is open between its start, Mon 2025-01-06 09:00 "
        "-05:00, and its end, Fri 2025-01-10 17:00 -05:00."
    )


def test_a_clock_change_may_swallow_the_only_window() -> None:
    """02:00 to 03:00 is no time at all on 2025-03-09 in New York, and an hour on the day before."""
    hour = DailyRestriction(start_time_of_day="02:00:00", duration_seconds=HOUR)
    for day, fine in ((9, False), (8, True)):
        start, end = (f"2025-03-{day:02}T0{time}:00-05:00" for time in ("1:00", "4:00"))
        assert bool(asked("OC205", schedule(layer(BOB, start=start, end=end, restrictions=[hour]))).findings) != fine


def test_what_is_over_or_not_yet_begun_or_hidden_is_active() -> None:
    """A layer that had its time, one that will have it, and one that others cover are none of these."""
    over = layer(BOB, start="2020-01-06T09:00:00-05:00", end="2020-01-07T09:00:00-05:00")
    later = layer(BOB, start="2040-01-06T09:00:00-05:00")
    rota = schedule(over, later, layer(BOB), ALWAYS)
    assert not asked("OC205", rota, since="2025-06-01T00:00:00Z").findings


def test_a_layer_without_an_end_opens_some_day() -> None:
    """However rarely its windows are open, they will be."""
    assert not asked("OC205", schedule(layer(BOB, restrictions=[SATURDAY]))).findings
    assert not asked(
        "OC205", schedule(layer(BOB, start="9999-12-31T23:00:00Z", virtual="2025-01-06T14:00:00Z"))
    ).findings


def test_what_was_taken_away_stays_in_pagerduty() -> None:
    """PagerDuty cannot delete a layer: it ends one, and of one that had not begun the end is before the start."""
    ended = layer(BOB, start="2025-12-22T09:00:00-05:00", end="2025-06-01T09:00:00-04:00")
    assert asked("OC205", schedule(ALWAYS, ended)).findings
    assert not asked("OC205", schedule(ALWAYS, attrs.evolve(ended, is_as_answered=True))).findings


@given(moments(), st.integers(-300, 300), st.integers(1, 400), st.integers(0, 1439), st.integers(1, 180))
def test_it_is_exact_also_where_clocks_change(
    scene: tuple[str, int], aside: int, minutes: int, begin: int, length: int
) -> None:
    """A daily window and a layer of some hours meet if one of the openings of the days around it has a second of it."""
    zone, near = scene
    start = (near // 60 + aside) * 60
    end = start + minutes * 60
    window = DailyRestriction(start_time_of_day=f"{begin // 60:02}:{begin % 60:02}:00", duration_seconds=length * 60)
    today = datetime(1970, 1, 1) + timedelta(days=start // 86_400)
    openings = [today + timedelta(days=day, minutes=begin) for day in range(-3, 4)]
    met = any(
        max(start, instant_at(zone, opening)) < min(end, instant_at(zone, opening + timedelta(minutes=length)))
        for opening in openings
    )
    rota = schedule(layer(BOB, start=_text(start), end=_text(end), restrictions=[window]), zone=zone)
    assert bool(asked("OC205", rota).findings) != met


def _text(instant: int) -> str:
    return f"{datetime(1970, 1, 1) + timedelta(seconds=instant):%Y-%m-%dT%H:%M:%S}Z"


@pytest.mark.parametrize("weeks", [4, 5, 60])
def test_a_long_life_meets_every_window(weeks: int) -> None:
    """Every week has a Saturday."""
    end = datetime(2025, 1, 6, 14) + timedelta(weeks=weeks)
    rota = schedule(layer(BOB, end=f"{end.isoformat()}Z", restrictions=[SATURDAY]))
    assert not asked("OC205", rota).findings
