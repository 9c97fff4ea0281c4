"""Restrictions on the wall clock: when windows are open, and what a union of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import DailyRestriction, WeeklyRestriction
from oncall.chronology.instants import to_seconds as at
from oncall.chronology.zones import Zone
from oncall.engine.windows import Windows, windows
from tests import strategies
from tests.agreement import oracle
from tests.strategies import DAY, HOUR, WEEK, Restriction, restriction_lists

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

NINE_TO_FIVE = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * HOUR)


def united(zone: str, *restrictions: Restriction) -> Windows | None:
    """The windows of some restrictions."""
    return windows(Zone.named(zone), [pair for restriction in restrictions for pair in restriction.weekly])


@attrs.frozen
class Case:
    """Restrictions in a zone, and an instant to ask about."""

    zone: str
    restrictions: list[Restriction]
    near: int

    @property
    def windows(self) -> Windows | None:
        """The windows of the engine; None: always open."""
        return united(self.zone, *self.restrictions)

    def open_at(self, instant: int) -> bool:
        """Whether the oracle finds a layer with these restrictions not to be masked."""
        told = oracle.Layer(0, None, 0, DAY, ("alice",), tuple(map(strategies.as_window, self.restrictions)))
        return not oracle.is_masked(told, self.zone, instant)


some_restrictions = restriction_lists().filter(bool)


@st.composite
def cases(draw: DrawFn) -> Case:
    """Any restrictions, near a clock change mostly."""
    zone, near = draw(strategies.moments())
    return Case(zone, draw(some_restrictions), near)


@given(cases(), st.lists(strategies.nudges(), max_size=5))
def test_windows_are_open_when_the_oracle_says(case: Case, asides: list[int]) -> None:
    """At any instant the windows are open as the oracle, which looks at each of them, says."""
    found = case.windows
    for instant in (case.near, *(case.near + aside for aside in asides)):
        assert (found is None or found.open_at(instant)) == case.open_at(instant)


@given(cases(), st.integers(1, 10 * DAY), st.integers(0, 10 * DAY))
def test_openings_are_when_the_windows_are_open(case: Case, length: int, before: int) -> None:
    """Openings are apart, within the range, and begin and end where the oracle sees a window open and close."""
    found = case.windows
    assume(found is not None)
    assert found is not None
    since = case.near - before % length
    openings = found.openings(since, since + length)
    edges = [since, *(edge for pair in openings for edge in pair), since + length]
    assert edges[1:-1] == sorted(set(edges[1:-1]))
    for start, end in openings:
        assert all(case.open_at(instant) for instant in (start, end - 1))
    for shut, opened in zip(edges[::2], edges[1::2], strict=True):
        assert shut == opened or not any(case.open_at(instant) for instant in (shut, (shut + opened) // 2, opened - 1))


@given(cases())
def test_windows_stay_as_they_are_up_to_an_edge(case: Case) -> None:
    """Around an instant they are as open as then from one edge to the next, and not on the other side of either."""
    found = case.windows
    assume(found is not None)
    assert found is not None
    start, end = found.unchanged_around(case.near)
    now = case.open_at(case.near)
    assert start <= case.near < end
    assert {case.open_at(it) for it in (start, (start + case.near) // 2, (case.near + end) // 2, end - 1)} == {now}
    assert {case.open_at(it) for it in (start - 1, end)} == {not now}


@given(cases())
def test_the_order_of_restrictions_does_not_matter(case: Case) -> None:
    """A union has no order, and a restriction given twice opens nothing new."""
    assert united(case.zone, *case.restrictions[::-1], *case.restrictions) == case.windows


def test_a_window_keeps_its_wall_clock_over_a_clock_change() -> None:
    """09:00 for eight hours is until 17:00 whatever the clock did that night."""
    found = united("America/New_York", NINE_TO_FIVE)
    assert found is not None
    # 8 March is -05:00, 9 March -04:00.
    assert found.openings(at("2025-03-08T00:00-05:00"), at("2025-03-10T00:00-04:00")) == [
        (at("2025-03-08T14:00Z"), at("2025-03-08T22:00Z")),
        (at("2025-03-09T13:00Z"), at("2025-03-09T21:00Z")),
    ]


def test_a_night_window_is_an_hour_short_in_spring_and_long_in_autumn() -> None:
    """22:00 for eight hours is until 06:00, which is 7 hours later in the night of 9 March 2025 and 9 on 2 November."""
    night = united("America/New_York", DailyRestriction(start_time_of_day="22:00:00", duration_seconds=8 * HOUR))
    assert night is not None
    for day, hours in (("2025-03-08T22:00-05:00", 7), ("2025-11-01T22:00-04:00", 9)):
        ((start, end),) = night.openings(at(day), at(day) + 12 * HOUR)
        assert (start, end - start) == (at(day), hours * HOUR)


def test_a_window_that_lies_in_a_skipped_hour_ends_where_it_begins() -> None:
    """02:00 to 03:00 opens at 03:00 and closes at 03:00 on the night that skips it, so it is never open."""
    found = united("America/New_York", DailyRestriction(start_time_of_day="02:00:00", duration_seconds=HOUR))
    assert found is not None
    assert found.openings(at("2025-03-09T00:00-05:00"), at("2025-03-09T12:00-04:00")) == []
    # Shut from 8 March 03:00 -05:00 to 10 March 02:00 -04:00.
    expected = (at("2025-03-08T08:00Z"), at("2025-03-10T06:00Z"))
    assert found.unchanged_around(at("2025-03-09T03:00-04:00")) == expected


def test_a_weekly_window_runs_past_the_end_of_the_week() -> None:
    """Sunday 20:00 for 16 hours is until Monday noon."""
    weekend = WeeklyRestriction(start_day_of_week=7, start_time_of_day="20:00:00", duration_seconds=16 * HOUR)
    found = united("Etc/UTC", weekend)
    assert found is not None
    # 2025-01-05 was a Sunday.
    assert found.openings(at("2025-01-05T00:00Z"), at("2025-01-08T00:00Z")) == [
        (at("2025-01-05T20:00Z"), at("2025-01-06T12:00Z"))
    ]
    assert [
        found.open_at(at(f"2025-01-{time}Z")) for time in ("05T19:59:59", "05T20:00", "06T11:59:59", "06T12:00")
    ] == [
        False,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "restrictions",
    [
        [NINE_TO_FIVE, DailyRestriction(start_time_of_day="17:00:00", duration_seconds=16 * HOUR)],
        [
            WeeklyRestriction(start_day_of_week=3, start_time_of_day="12:00:00", duration_seconds=WEEK - 1),
            DailyRestriction(start_time_of_day="11:59:59", duration_seconds=1),
        ],
    ],
)
def test_windows_that_cover_the_week_restrict_nothing(restrictions: list[Restriction]) -> None:
    """Windows without a second between them are none at all, also where a clock change skips their seam."""
    assert united("America/New_York", *restrictions) is None


def test_a_second_less_than_the_week_is_shut_for_a_second() -> None:
    """A weekly window of 604 799 seconds leaves one second of the week."""
    almost = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=WEEK - 1)
    found = united("Etc/UTC", almost)
    assert found is not None
    # Sunday 2025-01-05 23:59:59 is the last second of its week.
    assert [found.open_at(at(f"2025-01-{time}Z")) for time in ("05T23:59:58", "05T23:59:59", "06T00:00:00")] == [
        True,
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("restrictions", "period"),
    [
        ([NINE_TO_FIVE], DAY),
        ([WeeklyRestriction(start_day_of_week=1, start_time_of_day="09:00:00", duration_seconds=HOUR)], WEEK),
        (
            [
                WeeklyRestriction(start_day_of_week=day, start_time_of_day="22:00:00", duration_seconds=4 * HOUR)
                for day in range(1, 8)
            ],
            DAY,
        ),
    ],
)
def test_a_pattern_repeats_with_the_day_or_the_week(restrictions: list[Restriction], period: int) -> None:
    """What opens alike on all seven days has the period of a day, however it is written."""
    found = united("Etc/UTC", *restrictions)
    assert found is not None
    assert found.period == period


@pytest.mark.parametrize(
    ("begin", "length"),
    [
        (0, HOUR),
        (0, WEEK - 1),
        (7 * DAY - HOUR, HOUR),
        (7 * DAY - HOUR, HOUR + 1),
        (6 * DAY + 20 * HOUR, 16 * HOUR),
        (7 * DAY - 1, WEEK - 1),
        (6 * DAY + 23 * HOUR, WEEK - 1),
        (3 * DAY, 2 * DAY),
    ],
)
def test_openings_beside_the_end_of_a_week_are_all_there(begin: int, length: int) -> None:
    """In UTC a window opens every 604 800 s, and closes `length` later; ranges begin and end at, or beside, either."""
    found = windows(Zone.named("Etc/UTC"), [(begin, length)])
    assert found is not None
    monday = at("2025-01-06T00:00Z")
    around = [
        monday + each + aside
        for each in (-DAY, 0, DAY, 6 * DAY, 7 * DAY, begin, begin + length, begin + length - WEEK)
        for aside in (-1, 0, 1)
    ]
    for since in around:
        for until in (it for it in around if it > since):
            pairs = [
                (monday + week + begin, monday + week + begin + length) for week in range(-3 * WEEK, 4 * WEEK, WEEK)
            ]
            expected = [(max(start, since), min(end, until)) for start, end in pairs if start < until and end > since]
            assert found.openings(since, until) == expected
        assert found.open_at(since) == ((since - monday - begin) % WEEK < length)
        assert found.open_on(since) == found.open_at(since)
        start, end = found.unchanged_around(since)
        assert start <= since < end
        # It opens and closes by turns: the stretch is as long as the window, or as what is left of the week.
        assert end - start == (length if found.open_at(since) else WEEK - length)


@pytest.mark.parametrize(
    ("weekly", "pattern"),
    [
        # Sunday 23:00 for two hours, and Monday 00:00 for an hour, for two, or for half an hour: one over the seam.
        ([(0, HOUR), (7 * DAY - HOUR, 2 * HOUR)], ((7 * DAY - HOUR, 7 * DAY + HOUR),)),
        ([(0, 2 * HOUR), (7 * DAY - HOUR, 2 * HOUR)], ((7 * DAY - HOUR, 7 * DAY + 2 * HOUR),)),
        ([(0, HOUR // 2), (7 * DAY - HOUR, 2 * HOUR)], ((7 * DAY - HOUR, 7 * DAY + HOUR),)),
        # They touch at midnight, or have a second between them.
        ([(0, HOUR), (7 * DAY - HOUR, HOUR)], ((7 * DAY - HOUR, 7 * DAY + HOUR),)),
        ([(1, HOUR), (7 * DAY - HOUR, HOUR)], ((1, HOUR + 1), (7 * DAY - HOUR, 7 * DAY))),
        # Two on one day that overlap, touch, or lie one in the other.
        ([(DAY, HOUR), (DAY + HOUR, HOUR)], ((DAY, DAY + 2 * HOUR),)),
        ([(DAY, 5 * HOUR), (DAY + HOUR, HOUR)], ((DAY, DAY + 5 * HOUR),)),
        ([(DAY + HOUR, HOUR), (DAY, HOUR + 1)], ((DAY, DAY + 2 * HOUR),)),
        # One that begins with the week is there once.
        ([(0, HOUR), (DAY, HOUR), (DAY + HOUR, HOUR)], ((0, HOUR), (DAY, DAY + 2 * HOUR))),
    ],
)
def test_a_pattern_holds_the_longest_stretches(
    weekly: list[tuple[int, int]], pattern: tuple[tuple[int, int], ...]
) -> None:
    """Also over the end of the week, where the end of a stretch lies in the next one."""
    found = windows(Zone.named("Etc/UTC"), weekly)
    assert found is not None
    assert found.pattern == pattern


def test_the_stretches_of_a_week_are_cut_to_it() -> None:
    """Sunday 20:00 for sixteen hours is the first twelve hours of a week, and the last four."""
    found = windows(Zone.named("Etc/UTC"), [(6 * DAY + 20 * HOUR, 16 * HOUR), (2 * DAY, DAY)])
    assert found is not None
    assert found.week == ((0, 12 * HOUR), (2 * DAY, 3 * DAY), (6 * DAY + 20 * HOUR, 7 * DAY))


def test_a_clock_change_joins_windows_that_are_apart() -> None:
    """01:00 to 02:30 and 03:00 to 05:00: on 9 March 02:30 is skipped and becomes 03:30, when the second one is open."""
    pair = [("01:00:00", 90 * 60), ("03:00:00", 2 * HOUR)]
    found = united(
        "America/New_York",
        *(DailyRestriction(start_time_of_day=time, duration_seconds=seconds) for time, seconds in pair),
    )
    assert found is not None
    # On 8 March 01:00 is 06:00Z, on 10 March, in summer time, 05:00Z.
    expected = [
        ("2025-03-08T06:00Z", "2025-03-08T07:30Z"),
        ("2025-03-08T08:00Z", "2025-03-08T10:00Z"),
        ("2025-03-09T06:00Z", "2025-03-09T09:00Z"),
        ("2025-03-10T05:00Z", "2025-03-10T06:30Z"),
        ("2025-03-10T07:00Z", "2025-03-10T09:00Z"),
    ]
    openings = found.openings(at("2025-03-08T00:00Z"), at("2025-03-11T00:00Z"))
    assert openings == [(at(start), at(end)) for start, end in expected]


@pytest.mark.parametrize(
    ("time", "opened"),
    [
        ("01:59:59", "2025-03-09T06:59:59Z"),
        ("02:00:00", "2025-03-09T07:00:00Z"),
        ("02:00:01", "2025-03-09T07:00:01Z"),
        ("03:00:00", "2025-03-09T07:00:00Z"),
        ("03:30:00", "2025-03-09T07:30:00Z"),
        ("04:00:00", "2025-03-09T08:00:00Z"),
    ],
)
def test_a_window_is_open_from_its_first_second_on(time: str, opened: str) -> None:
    """In the hour after a clock change as well: two hours from a time of day on that is left out, or is not."""
    found = united("America/New_York", DailyRestriction(start_time_of_day=time, duration_seconds=2 * HOUR))
    assert found is not None
    assert [found.open_at(at(opened) + aside) for aside in (-1, 0, 1)] == [False, True, True]
    start, _ = found.unchanged_around(at(opened))
    assert start == at(opened)
