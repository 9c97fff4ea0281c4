"""Series: the pattern of a schedule as recurrence rules."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from oncall import Layer, Schedule, User, WeeklyRestriction
from oncall.formats import ical
from oncall.formats.ical.series import Series, endless
from tests.formats.ical.readers import parsed, texts
from tests.formats.ical.rotas import ALICE, BOB, CAROL, DAVE, NEW_YORK, rota
from tests.formats.ical.zoned import NIGHTS, OFFICE, layer
from tests.strategies import DAY, HOUR, WEEK

THURSDAY, SATURDAY, SUNDAY, MONDAY = 0, 2, 3, 4  # 1970-01-01 was a Thursday


def series(step: int, *days: int, second: int = 0, seconds: int = DAY) -> Series:
    """A series of the person number 0."""
    return Series(owner=0, second=second, seconds=seconds, step=step, days=days)


def rules(*layers: Layer, zone: str = NEW_YORK) -> list[str]:
    """The RRULEs that a schedule of such layers has, in order of start."""
    written = ical.dumps(Schedule(name="Checkout", time_zone=zone, layers=layers), recurring=True)
    return [line.value for line in parsed(written) if line.name == "RRULE" and line.within[-1] == "VEVENT"]


# --- A series by itself -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("it", "rule", "text"),
    [
        (series(1, 0, second=9 * HOUR, seconds=HOUR), "FREQ=DAILY", "daily 09:00, for 1 hour"),
        (series(3, 1), "FREQ=DAILY;INTERVAL=3", "00:00, for 1 day, every 3 days"),
        (series(7, MONDAY), "FREQ=WEEKLY;BYDAY=MO", "Mondays 00:00, for 1 day"),
        (
            series(28, SUNDAY, second=90),
            "FREQ=WEEKLY;INTERVAL=4;BYDAY=SU",
            "Sundays 00:01:30, for 1 day, every 4 weeks",
        ),
        # 28 days after 1970-01-01: Thursday and Saturday of the week that begins on Monday 1970-01-26, day 25.
        (
            series(28, THURSDAY, SATURDAY),
            "FREQ=WEEKLY;INTERVAL=4;BYDAY=TH,SA",
            "Thursdays and Saturdays 00:00, for 1 day, every 4 weeks",
        ),
        (
            series(14, 12, 3),
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO",
            "Tuesdays and Sundays 00:00, for 1 day, every 2 weeks",
        ),
        (series(7, 3, 5), "FREQ=WEEKLY;BYDAY=TU,SU", "Tuesdays and Sundays 00:00, for 1 day"),
    ],
)
def test_a_series_as_a_rule_and_in_words(it: Series, rule: str, text: str) -> None:
    """Whole weeks are weekly, all else is daily; WKST stands where taking weeks to begin on Sunday would err."""
    assert it.rule == rule
    assert str(it) == text


def test_the_starts_of_a_series() -> None:
    """Every third day from 1970-01-02 on, at 09:00: 2, 5, 8 and 11 January; the end of the range is not in it."""
    it = series(3, 1, second=9 * HOUR)
    starts = [DAY + 9 * HOUR + 3 * DAY * number for number in range(4)]
    assert list(it.starts(0, starts[3] + 1)) == starts
    assert list(it.starts(starts[0], starts[3])) == starts[:3]
    assert list(it.starts(starts[0] + 1, starts[3])) == starts[1:3]
    assert list(takewhile(lambda start: start <= starts[1], it.starts(-DAY))) == starts[:2]


@given(
    st.sampled_from((1, 2, 3, 5, 7, 14, 21, 28, 35)),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(0, 60),
    st.integers(0, DAY - 1),
)
def test_dateutil_reads_the_rule_as_the_starts(step: int, weekdays: set[int], week: int, second: int) -> None:
    """An independent reading of the RRULE, from any first one on, gives the starts; several days lie within a week."""
    days = [MONDAY + 7 * week + day for day in sorted(weekdays)][: None if step % 7 == 0 else 1]
    it = series(step, *{day % step for day in days}, second=second)
    begin, end = min(days) * DAY, (min(days) + 120) * DAY
    found = list(it.starts(begin, end))
    epoch = datetime(1970, 1, 1)
    read = rrulestr(it.rule, dtstart=epoch + timedelta(seconds=found[0]))
    assert [epoch + timedelta(seconds=start) for start in found] == list(
        takewhile(lambda start: start < epoch + timedelta(seconds=end), read)
    )


def test_the_weeks_of_somebody_who_has_all_the_time() -> None:
    """They begin where they are told to, on that day of every week: from Saturday 1970-01-03 at noon on."""
    it = endless(2 * DAY + 12 * HOUR, 5)
    assert (it.owner, it.rule, it.seconds) == (5, "FREQ=WEEKLY;BYDAY=SA", WEEK)
    assert list(it.starts(0, 2 * WEEK)) == [2 * DAY + 12 * HOUR, 9 * DAY + 12 * HOUR]


# --- The series of schedules ------------------------------------------------------------------------------------------


def test_a_weekly_rotation_of_four() -> None:
    """Each of the four has a week every four weeks, from Wednesday on, and knows who is before and after."""
    written = ical.dumps(rota(), recurring=True)
    assert rules(*rota().layers) == ["FREQ=WEEKLY;INTERVAL=4;BYDAY=WE"] * 4
    assert texts(written, "DESCRIPTION")[0].split("\n") == [
        "Wednesdays 00:00, for 1 week, every 4 weeks (America/New_York)",
        "Takes over from dave",
        "Hands over to bob",
        "Through weekly",
    ]
    durations = [line.value for line in parsed(written) if line.name == "DURATION"]
    assert durations == ["P7D"] * 4


def test_a_daily_rotation_of_three() -> None:
    """One day every three days, which no weekday tells."""
    assert rules(layer((ALICE, BOB, CAROL), DAY)) == ["FREQ=DAILY;INTERVAL=3"] * 3


def test_a_daily_rotation_of_seven() -> None:
    """One weekday each, from Wednesday 2025-01-01 on."""
    people = [User(name) for name in ("a", "b", "c", "d", "e", "f", "g")]
    days = ("WE", "TH", "FR", "SA", "SU", "MO", "TU")
    assert rules(layer(people, DAY)) == [f"FREQ=WEEKLY;BYDAY={day}" for day in days]


def test_turns_of_seven_hours() -> None:
    """Three people's turns of 7 h come back after 21 h, at each of 8 times of day: 21 h times 8 is 7 days.

    So each has 8 turns a week, 21 h from one to the next. Alice's begin on Wednesday 00:00 and 21:00, Thursday 18:00,
    Friday 15:00, Saturday 12:00, Sunday 09:00, Monday 06:00 and Tuesday 03:00; bob's 7 h later, which makes that of
    Wednesday 21:00 one of Thursday, and that of Thursday 18:00 one of Friday 01:00, the next being Friday 22:00.
    """
    found = rules(layer((ALICE, BOB, CAROL), 7 * HOUR, start="2025-01-01T00:00:00Z"), zone="Etc/UTC")
    alice = ("WE", "WE", "TH", "FR", "SA", "SU", "MO", "TU")
    bob = ("WE", "TH", "FR", "FR", "SA", "SU", "MO", "TU")
    carol = ("WE", "TH", "FR", "SA", "SU", "SU", "MO", "TU")
    assert sorted(found) == sorted(f"FREQ=WEEKLY;BYDAY={day}" for day in (*alice, *bob, *carol))


def test_somebody_who_has_several_turns_of_a_rotation() -> None:
    """Of A B A C, alice has every second week, and the others every fourth."""
    assert rules(layer((ALICE, BOB, ALICE, CAROL))) == [
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE",
        "FREQ=WEEKLY;INTERVAL=4;BYDAY=WE",
        "FREQ=WEEKLY;INTERVAL=4;BYDAY=WE",
    ]
    assert rules(layer((ALICE, BOB, ALICE, BOB))) == ["FREQ=WEEKLY;INTERVAL=2;BYDAY=WE"] * 2


def test_office_hours_are_one_series_a_calendar_week() -> None:
    """A turn from Wednesday to Wednesday has WE, TH, FR of one week and MO, TU of the next: two series a person.

    Where a turn is a calendar week it is one.
    """
    assert (
        rules(layer((ALICE, BOB), restrictions=OFFICE), zone="Etc/UTC")
        == [
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,TH,FR",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU",
        ]
        * 2
    )
    from_monday = layer((ALICE, BOB, CAROL, DAVE), start="2025-01-06T00:00:00Z", restrictions=OFFICE)
    assert rules(from_monday, zone="Etc/UTC") == ["FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,TU,WE,TH,FR"] * 4


def test_a_week_that_reaches_from_sunday_to_monday() -> None:
    """Windows of Sunday and Tuesday belong to different calendar weeks: a rule of both would skip weeks in between."""
    windows = [
        WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=HOUR) for day in (7, 2)
    ]
    found = rules(layer((ALICE, BOB), start="2025-01-03T00:00:00Z", restrictions=windows), zone="Etc/UTC")
    assert found == ["FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"] * 2


def _sunday(year: int, month: int, number: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))


def test_nights_have_exceptions_where_the_clock_is_changed() -> None:
    """22:00 to 06:00 has 7 hours before the second Sunday of March, and 9 before the first one of November.

    Of each year from 2025 to 2049, the Saturday nights before them stand apart, and no others.
    """
    schedule = Schedule(name="Checkout", time_zone=NEW_YORK, layers=[layer((ALICE,), restrictions=NIGHTS)])
    lines = parsed(ical.dumps(schedule, recurring=True))
    sundays = [_sunday(year, *rule) for year in range(2025, 2050) for rule in ((3, 2), (11, 1))]
    replaced = sorted(line.value for line in lines if line.name == "RECURRENCE-ID")
    assert replaced == [f"{sunday - timedelta(days=1):%Y%m%d}T220000" for sunday in sundays]
    assert not [line for line in lines if line.name == "EXDATE"]
