"""Times and lengths of time in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.instants import to_seconds
from oncall.chronology.words import abridged, after, clock_time, duration, every, listing, moment, wall, weekly_times
from oncall.chronology.zones import Zone

SIZES = {"week": 604_800, "day": 86_400, "hour": 3600, "minute": 60, "second": 1}


@pytest.mark.parametrize(
    ("instant", "zone", "words"),
    [
        ("2025-03-12T04:00:00Z", "America/New_York", "Wed 2025-03-12 00:00 -04:00"),
        ("2025-11-02T05:30:00Z", "America/New_York", "Sun 2025-11-02 01:30 -04:00"),
        ("2025-11-02T06:30:05Z", "America/New_York", "Sun 2025-11-02 01:30:05 -05:00"),
        ("2025-01-05T18:15:00Z", "Asia/Kathmandu", "Mon 2025-01-06 00:00 +05:45"),
        ("2025-01-04T00:00:00Z", "Etc/UTC", "Sat 2025-01-04 00:00 +00:00"),
        ("0999-12-31T00:00:00Z", "Etc/UTC", "Tue 0999-12-31 00:00 +00:00"),
    ],
)
def test_a_moment_is_a_local_time_with_its_weekday_and_offset(instant: str, zone: str, words: str) -> None:
    """The repeated hour is told by its offset, and seconds are shown only if there are any."""
    assert moment(to_seconds(instant), Zone.named(zone)) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0 seconds"),
        (1, "1 second"),
        (90, "1 minute 30 seconds"),
        (3600, "1 hour"),
        (167 * 3600, "6 days 23 hours"),
        (169 * 3600, "1 week 1 hour"),
        (1_209_600, "2 weeks"),
        (604_800 + 86_400 + 1, "1 week 1 day"),
    ],
)
def test_a_length_has_its_two_largest_units(seconds: int, words: str) -> None:
    """What is not there is not named, and what is smaller is left out."""
    assert duration(seconds) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (86_400, "every day"),
        (604_800, "every week"),
        (2 * 86_400, "every 2 days"),
        (10 * 86_400, "every 1 week 3 days"),
        (90, "every 1 minute 30 seconds"),
    ],
)
def test_one_of_a_unit_is_not_counted(seconds: int, words: str) -> None:
    """What comes back each day comes back every day, not every 1 day; a length of two units keeps its number."""
    assert every(seconds) == words


@given(st.integers(0, 10**9))
def test_a_length_in_words_is_short_by_less_than_its_smaller_unit(seconds: int) -> None:
    """The words add up to the length, or to less than the last named unit below it."""
    words = duration(seconds).split()
    sizes = [SIZES[unit.removesuffix("s")] for unit in words[1::2]]
    named = sum(int(count) * size for count, size in zip(words[::2], sizes, strict=True))
    assert named <= seconds < named + sizes[-1]
    assert 1 <= len(sizes) <= 2


@given(st.integers(0, 10**9))
def test_a_length_in_five_units_is_exact(seconds: int) -> None:
    """With every unit that there is, the words add up to the length."""
    words = duration(seconds, units=5).split()
    sizes = [SIZES[unit.removesuffix("s")] for unit in words[1::2]]
    assert sum(int(count) * size for count, size in zip(words[::2], sizes, strict=True)) == seconds


@pytest.mark.parametrize(
    ("words", "sentence"),
    [([], "nobody"), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c"), (iter("ab"), "a and b")],
)
def test_a_list_in_a_sentence_has_one_and(words: list[str], sentence: str) -> None:
    """Commas stand between all but the last two, and none is nobody."""
    assert listing(words) == sentence


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "+0 min"),
        (59, "+0 min 59 s"),
        (6030, "+100 min 30 s"),
        (2 * 86_400 - 60, "+2879 min"),
        (2 * 86_400, "+2 d"),
        (2 * 86_400 + 5, "+2 d 5 s"),
        (7 * 86_400 + 600, "+7 d 10 min"),
        (21 * 86_400 + 3 * 3600, "+21 d 3 h"),
    ],
)
def test_the_time_after_a_trigger_is_in_minutes_up_to_two_days(seconds: int, words: str) -> None:
    """Nobody divides 10080 minutes by 1440; what is nothing is left out."""
    assert after(seconds) == words


def test_five_of_many_words_are_listed() -> None:
    """Of five all are, of six the first five and how many more there are."""
    assert abridged(list("abcde")) == "a, b, c, d, e"
    assert abridged(list("abcdef")) == "a, b, c, d, e and 1 more"
    assert abridged([]) == ""


def test_a_reading_is_shown_with_its_weekday() -> None:
    """What a clock shows has no offset; seconds are shown if there are any. 2025-03-12 was a Wednesday."""
    assert wall(to_seconds("2025-03-12T00:00:00Z")) == "Wed 2025-03-12 00:00"
    assert wall(to_seconds("2025-03-12T02:30:05Z")) == "Wed 2025-03-12 02:30:05"


def test_a_time_of_day_is_the_same_on_every_day() -> None:
    """Half an hour past nine of any day, with seconds if there are any; midnight is 00:00."""
    assert clock_time(9 * 3600 + 1800) == clock_time(3 * 86_400 + 9 * 3600 + 1800) == "09:30"
    assert clock_time(86_399) == "23:59:59"
    assert clock_time(86_400) == clock_time(0) == "00:00"


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        ([2 * 86_400], "Wednesdays 00:00"),
        ([7 * 86_400 + 3600], "Mondays 01:00"),
        ([6 * 86_400 + 3600, 3600], "Mondays and Sundays 01:00"),
        ([day * 86_400 + 3600 for day in range(7)], "daily 01:00"),
        ([7200, 86_400 + 3600], "Tuesdays 01:00 and Mondays 02:00"),
        (
            [hour * 3600 for hour in range(5)],
            "Mondays 00:00, Mondays 01:00, Mondays 02:00, Mondays 03:00 and Mondays 04:00",
        ),
        (
            [hour * 3600 for hour in range(6)],
            "Mondays 00:00, Mondays 01:00, Mondays 02:00, Mondays 03:00 and 2 other times",
        ),
    ],
)
def test_times_of_a_week_are_put_together_by_the_time_of_day(seconds: list[int], words: str) -> None:
    """Days that share a time are named together, all seven are daily; of more than five times four are named."""
    assert weekly_times(seconds) == words
