"""How much of a stretch is of a kind of time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall.analysis.meters import WEEKEND, Days, Meter, night_hours
from oncall.analysis.nights import Night
from oncall.chronology.zones import Zone
from tests import strategies

HOUR, DAY = 3600, 86_400


@given(st.integers(-(10**10), 10**10), st.integers(0, 23), st.integers(1, 23))
def test_nights_are_what_night_holds(reading: int, begin: int, length: int) -> None:
    """Of the hour that begins with a full one, all is night or nothing."""
    night = Night((begin, (begin + length) % 24))
    hour = reading // HOUR * HOUR
    kind = night_hours(night)
    assert kind.below(hour + HOUR) - kind.below(hour) == HOUR * night.holds(hour)


@given(st.integers(-30_000, 30_000), st.integers(0, DAY), st.integers(0, DAY))
def test_weekends_are_saturdays_and_sundays(day: int, one: int, other: int) -> None:
    """1970-01-01 was a Thursday, so the days 2 and 3 of each week from then on are weekends."""
    passed = WEEKEND.below(day * DAY + other) - WEEKEND.below(day * DAY + one)
    assert passed == (other - one) * (day % 7 in {2, 3})


@given(st.sets(st.integers(-20, 20)), st.integers(-22 * DAY, 22 * DAY), st.integers(0, 9 * DAY))
def test_days_are_whole_days(days: set[int], begin: int, length: int) -> None:
    """Counted hour by hour, from a full hour on."""
    begin, length = begin // HOUR * HOUR, length // HOUR * HOUR
    kind = Days(tuple(sorted(days)))
    slow = sum(HOUR for reading in range(begin, begin + length, HOUR) if reading // DAY in days)
    assert kind.below(begin + length) - kind.below(begin) == slow


@given(strategies.moments(), st.integers(0, 300), st.integers(0, 300))
def test_seconds_that_pass_are_counted_one_by_one(moment: tuple[str, int], before: int, after: int) -> None:
    """Around a clock change: the second at which it shows a weekend or a night counts, each time that it does."""
    zone, near = moment
    clock = Zone.named(zone)
    since, until = near - before, near + after + 1
    for kind in (WEEKEND, night_hours(Night())):
        meter = Meter.of(kind, clock, since, until)
        readings = map(clock.reading_of, range(since, until))
        slow = sum(kind.below(reading + 1) - kind.below(reading) for reading in readings)
        assert meter.seconds([(since, near), (near, until)]) == slow
