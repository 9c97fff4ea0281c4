"""The oracle against arithmetic done by hand, which stands in the comments.

Offsets used below: New York is -05:00 in winter and -04:00 in summer. In 2025 it goes from 02:00 to 03:00 on 9 March
(07:00Z) and from 02:00 back to 01:00 on 2 November (06:00Z). Apia went from -10:00 to +14:00 at 2011-12-30T10:00Z: its
clocks passed from the end of 29 December to the beginning of 31 December.
"""

from dataclasses import replace
from datetime import datetime

import pytest

from .oracle import (
    DAY,
    WEEK,
    Layer,
    Override,
    Schedule,
    Window,
    covered_seconds,
    instant_of,
    is_masked,
    layer_user,
    on_call,
    reading_of,
    shifts,
    start_of,
    turn_number,
    weekday,
)

HOUR = 3600
NEW_YORK = "America/New_York"
APIA = "Pacific/Apia"


def at(text: str) -> int:
    """The UTC second of an ISO 8601 instant."""
    return int(datetime.fromisoformat(text).timestamp())


def wall(text: str) -> int:
    """The reading of a wall clock that shows `text`."""
    return at(text + "+00:00")


def masked_layer(*windows: Window) -> Layer:
    """A layer that has only alice, for ever, and these windows."""
    virtual_start = at("2001-01-01T00:00Z")
    return Layer(
        start=virtual_start, end=None, virtual_start=virtual_start, turn_seconds=WEEK, users=("alice",), windows=windows
    )


def stretches(layer: Layer, zone: str, since: str, until: str) -> list[tuple[int, int]]:
    """When a layer with one user is on call between two instants."""
    return [(start, end) for start, end, _ in shifts(Schedule(zone, (layer,)), at(since), at(until))]


# --- Readings and instants ----------------------------------------------------------------------------------------


def compare_with_search(zone: str, since: int, until: int, step: int) -> None:
    """Compare `instant_of` with T4 applied to a list of all the instants of a range, `step` seconds apart."""
    first: dict[int, int] = {}  # reading -> the first instant that shows it
    skipped: dict[int, int] = {}  # reading -> by how much it moves forward
    previous = None
    for instant in range(since, until, step):
        reading = reading_of(instant, zone)
        first.setdefault(reading, instant)
        if previous is not None and reading > previous + step:
            gap = reading - previous - step
            skipped |= dict.fromkeys(range(previous + step, reading, step), gap)
        previous = reading
    assert {reading: instant_of(reading, zone) for reading in first} == first
    assert {reading: instant_of(reading, zone) for reading in skipped} == {
        reading: first[reading + gap] for reading, gap in skipped.items()
    }


@pytest.mark.parametrize(
    ("zone", "since", "until"),
    [
        (NEW_YORK, "2025-03-08T00:00Z", "2025-03-11T00:00Z"),
        (NEW_YORK, "2025-11-01T00:00Z", "2025-11-04T00:00Z"),
        (NEW_YORK, "1950-04-29T00:00Z", "1950-05-02T00:00Z"),
        (NEW_YORK, "2099-10-31T00:00Z", "2099-11-03T00:00Z"),
        ("Europe/Dublin", "2024-10-26T00:00Z", "2024-10-29T00:00Z"),
        ("Europe/Dublin", "2025-03-29T00:00Z", "2025-04-01T00:00Z"),
        ("Australia/Lord_Howe", "2025-04-04T00:00Z", "2025-04-07T00:00Z"),
        ("Australia/Lord_Howe", "2025-10-03T00:00Z", "2025-10-06T00:00Z"),
        ("Africa/Casablanca", "2025-02-22T00:00Z", "2025-02-25T00:00Z"),
        ("Africa/Casablanca", "2025-04-05T00:00Z", "2025-04-08T00:00Z"),
        (APIA, "2011-12-28T00:00Z", "2012-01-01T00:00Z"),
        ("America/St_Johns", "2006-10-28T00:00Z", "2006-10-31T00:00Z"),
        ("Asia/Kathmandu", "1985-12-31T00:00Z", "1986-01-02T00:00Z"),
        ("Etc/UTC", "2025-03-29T00:00Z", "2025-04-01T00:00Z"),
    ],
)
def test_reading_becomes_the_instant_that_a_search_finds(zone: str, since: str, until: str) -> None:
    """A repeated reading is the first instant that shows it, and a skipped one moves forward by the gap."""
    compare_with_search(zone, at(since), at(until), step=60)


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("1972-01-07T00:00Z", "1972-01-07T02:00Z"),  # -00:44:30 until 1972-01-07T00:44:30Z, then +00:00
        ("1971-12-31T23:00Z", "1972-01-01T01:00Z"),
    ],
)
def test_offset_with_seconds_is_exact(since: str, until: str) -> None:
    """Monrovia's clock was 44 minutes and 30 seconds behind UTC until it skipped that much in January 1972."""
    assert reading_of(at("1971-06-01T12:00:00Z"), "Africa/Monrovia") == wall("1971-06-01T11:15:30")
    compare_with_search("Africa/Monrovia", at(since), at(until), step=1)


def test_repeated_reading_is_its_first_occurrence() -> None:
    """The first of the two 01:30s of an autumn night in New York is in summer time."""
    assert instant_of(wall("2025-11-02T01:30"), NEW_YORK) == at("2025-11-02T01:30-04:00")
    assert reading_of(at("2025-11-02T01:30-05:00"), NEW_YORK) == wall("2025-11-02T01:30")


def test_skipped_reading_moves_forward_by_the_gap() -> None:
    """On a spring night in New York 02:30 does not exist and becomes 03:30 in summer time."""
    assert instant_of(wall("2025-03-09T02:30"), NEW_YORK) == at("2025-03-09T03:30-04:00")


def test_skipped_day_moves_forward_by_a_day() -> None:
    """Noon of 30 December 2011 does not exist in Apia and becomes noon of the 31st."""
    assert instant_of(wall("2011-12-30T12:00"), APIA) == at("2011-12-31T12:00+14:00")


def test_weekdays_count_from_monday() -> None:
    """1970-01-01 was a Thursday, and 2025-01-06 a Monday."""
    assert weekday(0) == 4
    assert weekday(wall("2025-01-06T00:00") // DAY) == 1
    assert weekday(wall("2025-01-05T00:00") // DAY) == 7


# --- The article's schedule ---------------------------------------------------------------------------------------

# Weeks of Secondary from 8 January: alice 8, bob 15, carol 22, dave 29 January; alice 5, bob 12, carol 19, dave
# 26 February; alice 5 March (eight weeks after the virtual start: turn 8), bob 12 March.
PRIMARY = Layer(
    start=at("2025-01-01T00:00-05:00"),
    end=None,
    virtual_start=at("2025-01-01T00:00-05:00"),
    turn_seconds=WEEK,
    users=("alice", "bob", "carol", "dave"),
)
SECONDARY = Layer(
    start=at("2025-01-08T00:00-05:00"),
    end=None,
    virtual_start=at("2025-01-08T00:00-05:00"),
    turn_seconds=WEEK,
    users=("alice", "bob", "carol", "dave"),
)
ARTICLE = Schedule(NEW_YORK, (PRIMARY, SECONDARY))


def test_weekly_turn_across_the_spring_change_lasts_167_hours() -> None:
    """The article's alice takes over at midnight of 5 March 2025 and hands to bob 167 hours later."""
    # 7 * 24 - 1 = 167: midnight is 05:00Z on the 5th and 04:00Z on the 12th.
    assert [turn_number(SECONDARY, NEW_YORK, at(f"2025-03-{day}T12:00Z")) for day in ("04", "05", "12")] == [7, 8, 9]
    assert shifts(ARTICLE, at("2025-03-01T00:00Z"), at("2025-03-20T00:00Z")) == [
        (at("2025-03-01T00:00Z"), at("2025-03-05T05:00Z"), "dave"),
        (at("2025-03-05T05:00Z"), at("2025-03-12T04:00Z"), "alice"),
        (at("2025-03-12T04:00Z"), at("2025-03-19T04:00Z"), "bob"),
        (at("2025-03-19T04:00Z"), at("2025-03-20T00:00Z"), "carol"),
    ]
    assert at("2025-03-12T04:00Z") - at("2025-03-05T05:00Z") == 167 * HOUR


def test_whoever_takes_over_is_on_call_at_that_second() -> None:
    """Spans are half-open: alice has the last second before midnight and bob has midnight."""
    midnight = at("2025-03-12T00:00-04:00")
    assert [on_call(ARTICLE, midnight - 1), on_call(ARTICLE, midnight)] == ["alice", "bob"]


def test_last_layer_wins_and_the_first_shows_through_before_it() -> None:
    """The article's Primary is seen only in the week before Secondary starts."""
    # Primary: alice from 1 January, bob from the 8th. Secondary: alice from the 8th to the 15th. So alice goes on.
    assert layer_user(PRIMARY, NEW_YORK, at("2025-01-10T00:00Z")) == "bob"
    assert shifts(ARTICLE, at("2024-12-25T00:00Z"), at("2025-01-16T00:00Z")) == [
        (at("2025-01-01T05:00Z"), at("2025-01-15T05:00Z"), "alice"),
        (at("2025-01-15T05:00Z"), at("2025-01-16T00:00Z"), "bob"),
    ]
    # 22 days from 25 December to 16 January, of which the first 7 days and 5 hours have nobody.
    assert covered_seconds(ARTICLE, at("2024-12-25T00:00Z"), at("2025-01-16T00:00Z")) == 15 * DAY - 5 * HOUR


def test_weekly_turn_across_the_autumn_change_lasts_169_hours() -> None:
    """A week that starts on 29 October 2025 in New York ends 169 hours later."""
    # 29 October is 294 days, that is 42 weeks, after 8 January: turn 42, and 42 mod 4 = 2 is carol.
    assert shifts(ARTICLE, at("2025-10-29T04:00Z"), at("2025-11-05T05:00Z")) == [
        (at("2025-10-29T04:00Z"), at("2025-11-05T05:00Z"), "carol")
    ]
    assert on_call(ARTICLE, at("2025-10-29T03:59:59Z")) == "bob"
    assert on_call(ARTICLE, at("2025-11-05T05:00Z")) == "dave"
    assert at("2025-11-05T05:00Z") - at("2025-10-29T04:00Z") == 169 * HOUR


# --- Turns and clock changes --------------------------------------------------------------------------------------


def test_daily_hand_off_in_an_autumn_fold_happens_at_the_first_half_past_one() -> None:
    """A 01:30 hand-off is at the first 01:30 of an autumn night, and nothing happens at the second."""
    # Hand-offs: 31 October and 1 November 05:30Z (-04:00), 2 November 05:30Z (the first), 3 November 06:30Z (-05:00).
    start = at("2025-10-30T01:30-04:00")
    layer = Layer(start, None, start, DAY, ("alice", "bob", "carol"))
    assert shifts(Schedule(NEW_YORK, (layer,)), start, at("2025-11-04T00:00Z")) == [
        (at("2025-10-30T05:30Z"), at("2025-10-31T05:30Z"), "alice"),
        (at("2025-10-31T05:30Z"), at("2025-11-01T05:30Z"), "bob"),
        (at("2025-11-01T05:30Z"), at("2025-11-02T05:30Z"), "carol"),
        (at("2025-11-02T05:30Z"), at("2025-11-03T06:30Z"), "alice"),
        (at("2025-11-03T06:30Z"), at("2025-11-04T00:00Z"), "bob"),
    ]
    # At 06:15Z the wall shows 01:15 again, which is before the hand-off; the turn does not go back.
    expected = {"05:29:59": 2, "05:30": 3, "06:15": 3, "06:30": 3}
    assert {time: turn_number(layer, NEW_YORK, at(f"2025-11-02T{time}Z")) for time in expected} == expected


def test_hourly_turn_lasts_two_hours_when_its_hour_is_repeated() -> None:
    """The turn that starts at the first 01:00 of an autumn night also has the second hour."""
    # Starts: 00:00 = 04:00Z, 01:00 = 05:00Z (the first), 02:00 = 07:00Z.
    start = at("2025-11-02T00:00-04:00")
    layer = Layer(start, None, start, HOUR, ("alice", "bob", "carol"))
    assert shifts(Schedule(NEW_YORK, (layer,)), start, at("2025-11-02T08:00Z")) == [
        (at("2025-11-02T04:00Z"), at("2025-11-02T05:00Z"), "alice"),
        (at("2025-11-02T05:00Z"), at("2025-11-02T07:00Z"), "bob"),
        (at("2025-11-02T07:00Z"), at("2025-11-02T08:00Z"), "carol"),
    ]


def test_daily_hand_off_in_a_spring_gap_moves_forward_an_hour() -> None:
    """A 02:30 hand-off is at 03:30 on the night without a 02:30, and at 02:30 again the day after."""
    # 8 March 02:30 -05:00 = 07:30Z; 9 March 03:30 -04:00 = 07:30Z; 10 March 02:30 -04:00 = 06:30Z: 24 h, then 23 h.
    start = at("2025-03-08T02:30-05:00")
    layer = Layer(start, None, start, DAY, ("alice", "bob", "carol"))
    assert shifts(Schedule(NEW_YORK, (layer,)), start, at("2025-03-11T00:00Z")) == [
        (at("2025-03-08T07:30Z"), at("2025-03-09T07:30Z"), "alice"),
        (at("2025-03-09T07:30Z"), at("2025-03-10T06:30Z"), "bob"),
        (at("2025-03-10T06:30Z"), at("2025-03-11T00:00Z"), "carol"),
    ]


def test_hourly_turn_in_a_spring_gap_has_no_length() -> None:
    """The turn of a skipped hour starts together with the next one, which is the current turn."""
    # Starts: 01:00 = 06:00Z, 02:00 -> 03:00 = 07:00Z, 03:00 = 07:00Z, 04:00 = 08:00Z. carol's turn is the empty one.
    start = at("2025-03-09T00:00-05:00")
    layer = Layer(start, None, start, HOUR, ("alice", "bob", "carol", "dave"))
    assert shifts(Schedule(NEW_YORK, (layer,)), start, at("2025-03-09T08:00Z")) == [
        (at("2025-03-09T05:00Z"), at("2025-03-09T06:00Z"), "alice"),
        (at("2025-03-09T06:00Z"), at("2025-03-09T07:00Z"), "bob"),
        (at("2025-03-09T07:00Z"), at("2025-03-09T08:00Z"), "dave"),
    ]


def test_daily_turn_of_a_skipped_day_has_no_length() -> None:
    """In Apia the turn of 30 December 2011 starts together with that of the 31st and is never current."""
    # 09:00 on the 28th and 29th is 19:00Z (-10:00). 09:00 on the 30th moves to the 31st, 19:00Z on the 30th (+14:00),
    # where the turn of the 31st starts too. 09:00 on 1 January is 19:00Z on the 31st.
    start = at("2011-12-28T09:00-10:00")
    layer = Layer(start, None, start, DAY, ("alice", "bob", "carol", "dave", "erin"))
    assert shifts(Schedule(APIA, (layer,)), start, at("2012-01-01T00:00Z")) == [
        (at("2011-12-28T19:00Z"), at("2011-12-29T19:00Z"), "alice"),
        (at("2011-12-29T19:00Z"), at("2011-12-30T19:00Z"), "bob"),
        (at("2011-12-30T19:00Z"), at("2011-12-31T19:00Z"), "dave"),
        (at("2011-12-31T19:00Z"), at("2012-01-01T00:00Z"), "erin"),
    ]


def test_turn_that_starts_late_never_takes_over_from_a_later_one() -> None:
    """When a skipped day puts the starts out of order the current turn is the largest that has started."""
    # Five-hour turns from midnight of 29 December (10:00Z on the 29th). The start of turn k is 5 k hours later on the
    # wall; those of the skipped 30th (k = 5 ... 9) move to the same time of the 31st, whose midnight is 10:00Z on the
    # 30th:
    #   4: 29th 20:00 = 30th 06:00Z    5: 30th 01:00 -> 11:00Z    6: 30th 06:00 -> 16:00Z    7: 30th 11:00 -> 21:00Z
    #   10: 31st 02:00 = 30th 12:00Z   11: 31st 07:00 = 17:00Z    12: 31st 12:00 = 22:00Z
    # Turn 10 has started when turn 6 starts, and 11 when 7 does.
    start = at("2011-12-29T00:00-10:00")
    layer = Layer(start, None, start, 5 * HOUR, ("alice", "bob"))
    assert [start_of(layer, APIA, k) for k in (4, 5, 6, 7, 10, 11)] == [
        at(f"2011-12-30T{hour}:00Z") for hour in ("06", "11", "16", "21", "12", "17")
    ]
    expected = {"05": 3, "06": 4, "10": 4, "11": 5, "12": 10, "16": 10, "17": 11, "21": 11, "22": 12}
    assert {hour: turn_number(layer, APIA, at(f"2011-12-30T{hour}:00Z")) for hour in expected} == expected


def test_rotation_runs_backwards_before_its_virtual_start() -> None:
    """Before the virtual start the turns are negative and the users go round in reverse."""
    # Weeks before 5 February: 29 January is turn -1 (carol, -1 mod 3 = 2), 22 January -2 (bob), 15 January -3 (alice),
    # 8 January -4 (carol), 1 January -5 (bob).
    layer = Layer(
        start=at("2025-01-03T00:00-05:00"),
        end=None,
        virtual_start=at("2025-02-05T00:00-05:00"),
        turn_seconds=WEEK,
        users=("alice", "bob", "carol"),
    )
    assert turn_number(layer, NEW_YORK, layer.start) == -5
    assert turn_number(layer, NEW_YORK, layer.virtual_start - 1) == -1
    assert shifts(Schedule(NEW_YORK, (layer,)), at("2025-01-01T00:00Z"), at("2025-02-06T00:00Z")) == [
        (at("2025-01-03T05:00Z"), at("2025-01-08T05:00Z"), "bob"),
        (at("2025-01-08T05:00Z"), at("2025-01-15T05:00Z"), "carol"),
        (at("2025-01-15T05:00Z"), at("2025-01-22T05:00Z"), "alice"),
        (at("2025-01-22T05:00Z"), at("2025-01-29T05:00Z"), "bob"),
        (at("2025-01-29T05:00Z"), at("2025-02-05T05:00Z"), "carol"),
        (at("2025-02-05T05:00Z"), at("2025-02-06T00:00Z"), "alice"),
    ]


def test_virtual_start_in_the_second_half_of_a_fold_counts_from_the_first() -> None:
    """Only the wall clock of the virtual start counts, so turn 0 starts at the first 01:30 of an autumn night."""
    virtual_start = at("2025-11-02T01:30-05:00")  # 06:30Z
    layer = Layer(at("2025-11-01T00:00Z"), None, virtual_start, DAY, ("alice", "bob"))
    assert start_of(layer, NEW_YORK, 0) == at("2025-11-02T05:30Z")
    assert [turn_number(layer, NEW_YORK, at(f"2025-11-02T{t}Z")) for t in ("05:29:59", "05:30", "06:30")] == [-1, 0, 0]


def test_turns_are_counted_across_150_years() -> None:
    """A daily rotation that began in 1950 is at turn 54787 on the first day of 2100."""
    # 150 * 365 = 54750 days, and the leap days of 1952, 1956, ..., 2096: (2096 - 1952) / 4 + 1 = 37.
    layer = Layer(at("1950-01-01T00:00-05:00"), None, at("1950-01-01T00:00-05:00"), DAY, ("alice", "bob"))
    assert turn_number(layer, NEW_YORK, at("2100-01-01T00:00-05:00")) == 54787
    assert turn_number(layer, NEW_YORK, at("2100-01-01T00:00-05:00") - 1) == 54786


def test_layer_is_active_between_its_start_and_its_end() -> None:
    """The first turn is cut by the start of the layer and the last by its end."""
    # Daily turns from midnight of the 1st: alice has the 1st and the 3rd, bob the 2nd.
    layer = Layer(at("2025-01-01T06:00Z"), at("2025-01-03T06:00Z"), at("2025-01-01T00:00Z"), DAY, ("alice", "bob"))
    assert shifts(Schedule("Etc/UTC", (layer,)), at("2024-12-01T00:00Z"), at("2025-02-01T00:00Z")) == [
        (at("2025-01-01T06:00Z"), at("2025-01-02T00:00Z"), "alice"),
        (at("2025-01-02T00:00Z"), at("2025-01-03T00:00Z"), "bob"),
        (at("2025-01-03T00:00Z"), at("2025-01-03T06:00Z"), "alice"),
    ]


@pytest.mark.parametrize("end", ["2025-01-01T00:00Z", "2024-01-01T00:00Z"])
def test_layer_that_ends_before_it_starts_is_never_active(end: str) -> None:
    """An end at or before the start leaves nothing of the layer."""
    layer = Layer(at("2025-01-01T00:00Z"), at(end), at("2025-01-01T00:00Z"), DAY, ("alice",))
    assert shifts(Schedule("Etc/UTC", (layer,)), at("2023-12-01T00:00Z"), at("2025-02-01T00:00Z")) == []


# --- Windows ------------------------------------------------------------------------------------------------------

NINE_TO_FIVE = Window(9 * HOUR, 8 * HOUR)


def test_daily_window_keeps_its_wall_clock_across_a_clock_change() -> None:
    """A window of 09:00 and 8 hours is 09:00 to 17:00 on the days before and after a clock change."""
    # -05:00 on the 8th: 14:00Z to 22:00Z. -04:00 on the 9th: 13:00Z to 21:00Z.
    layer = masked_layer(NINE_TO_FIVE)
    assert stretches(layer, NEW_YORK, "2025-03-08T05:00Z", "2025-03-10T04:00Z") == [
        (at("2025-03-08T14:00Z"), at("2025-03-08T22:00Z")),
        (at("2025-03-09T13:00Z"), at("2025-03-09T21:00Z")),
    ]


def test_window_past_midnight_is_an_hour_short_in_spring() -> None:
    """A window of 22:00 and 8 hours ends at 06:00, 7 hours later when the clock skips one of them."""
    # 7 March 22:00 -05:00 = 8 March 03:00Z, to 06:00 -05:00 = 11:00Z: 8 hours.
    # 8 March 22:00 -05:00 = 9 March 03:00Z, to 06:00 -04:00 = 10:00Z: 7 hours.
    layer = masked_layer(Window(22 * HOUR, 8 * HOUR))
    assert stretches(layer, NEW_YORK, "2025-03-07T17:00Z", "2025-03-09T17:00Z") == [
        (at("2025-03-08T03:00Z"), at("2025-03-08T11:00Z")),
        (at("2025-03-09T03:00Z"), at("2025-03-09T10:00Z")),
    ]


def test_window_past_midnight_is_an_hour_long_in_autumn() -> None:
    """A window of 22:00 and 8 hours ends at 06:00, 9 hours later when the clock repeats one of them."""
    # 1 November 22:00 -04:00 = 2 November 02:00Z, to 06:00 -05:00 = 11:00Z.
    layer = masked_layer(Window(22 * HOUR, 8 * HOUR))
    assert stretches(layer, NEW_YORK, "2025-11-01T17:00Z", "2025-11-02T17:00Z") == [
        (at("2025-11-02T02:00Z"), at("2025-11-02T11:00Z"))
    ]


def test_window_with_a_clock_change_inside_still_ends_at_its_wall_clock() -> None:
    """Casablanca skipped from noon to 13:00 on 3 June 1967, so that day's 09:00 and 8 hours took 7 hours."""
    # The 2nd at +00:00: 09:00Z to 17:00Z. The 3rd: 09:00 +00:00 = 09:00Z, and 17:00 +01:00 = 16:00Z. The 4th: 08:00Z.
    layer = replace(masked_layer(NINE_TO_FIVE), start=at("1960-01-01T00:00Z"))
    assert stretches(layer, "Africa/Casablanca", "1967-06-02T00:00Z", "1967-06-04T12:00Z") == [
        (at("1967-06-02T09:00Z"), at("1967-06-02T17:00Z")),
        (at("1967-06-03T09:00Z"), at("1967-06-03T16:00Z")),
        (at("1967-06-04T08:00Z"), at("1967-06-04T12:00Z")),
    ]


def test_window_inside_a_skipped_hour_moves_forward_with_it() -> None:
    """A window of 02:15 and half an hour is 03:15 to 03:45 on the night without a 02:15."""
    layer = masked_layer(Window(2 * HOUR + 900, 1800))
    assert stretches(layer, NEW_YORK, "2025-03-09T05:00Z", "2025-03-10T04:00Z") == [
        (at("2025-03-09T03:15-04:00"), at("2025-03-09T03:45-04:00"))
    ]


@pytest.mark.parametrize(("start", "minutes"), [(2 * HOUR, 60), (2 * HOUR + 1800, 30), (2 * HOUR + 1800, 60)])
def test_window_whose_ends_meet_or_cross_in_a_gap_masks(start: int, minutes: int) -> None:
    """On the night without a 02:30, 02:00 to 03:00 is empty, as are 02:30 to 03:00 and 02:30 to 03:30."""
    # 02:00 becomes 03:00 and meets 03:00; 02:30 becomes 03:30, after 03:00, and meets 03:30.
    layer = masked_layer(Window(start, minutes * 60))
    assert stretches(layer, NEW_YORK, "2025-03-09T05:00Z", "2025-03-10T04:00Z") == []


def test_window_that_ends_in_a_gap_runs_on_by_the_gap() -> None:
    """A window of 01:30 and an hour ends at the 02:30 that became 03:30."""
    # 01:30 -05:00 = 06:30Z; 03:30 -04:00 = 07:30Z.
    layer = masked_layer(Window(HOUR + 1800, HOUR))
    assert stretches(layer, NEW_YORK, "2025-03-09T05:00Z", "2025-03-10T04:00Z") == [
        (at("2025-03-09T06:30Z"), at("2025-03-09T07:30Z"))
    ]


def test_window_inside_a_repeated_hour_is_open_once() -> None:
    """A window of 01:15 and half an hour is open in the first 01:15 of an autumn night only."""
    layer = masked_layer(Window(HOUR + 900, 1800))
    assert stretches(layer, NEW_YORK, "2025-11-02T04:00Z", "2025-11-03T05:00Z") == [
        (at("2025-11-02T01:15-04:00"), at("2025-11-02T01:45-04:00"))
    ]


def test_windows_that_touch_are_one_window() -> None:
    """01:00 to 02:30 and 02:30 to 03:00 make one window of 01:00 to 03:00, and their common end is no end."""
    # United: 01:00 -05:00 = 06:00Z to 03:00 -04:00 = 07:00Z. Apart, the first would run to 02:30 -> 03:30 = 07:30Z.
    layer = masked_layer(Window(HOUR, 5400), Window(2 * HOUR + 1800, 1800))
    assert stretches(layer, NEW_YORK, "2025-03-09T05:00Z", "2025-03-10T04:00Z") == [
        (at("2025-03-09T06:00Z"), at("2025-03-09T07:00Z"))
    ]


def test_window_of_a_skipped_day_is_open_once() -> None:
    """In Apia the window of 30 December 2011 falls on that of the 31st."""
    # The 29th: 09:00 -10:00 = 19:00Z to 17:00 = 03:00Z on the 30th. The 31st: 09:00 +14:00 = 19:00Z on the 30th.
    layer = masked_layer(NINE_TO_FIVE)
    assert stretches(layer, APIA, "2011-12-29T10:00Z", "2011-12-31T10:00Z") == [
        (at("2011-12-29T19:00Z"), at("2011-12-30T03:00Z")),
        (at("2011-12-30T19:00Z"), at("2011-12-31T03:00Z")),
    ]


def test_weekly_window_runs_past_the_end_of_the_week() -> None:
    """A weekend window opens on Friday at 17:00 and closes on Monday at 09:00."""
    # 2025-01-03 is a Friday; 7 + 24 + 24 + 9 = 64 hours.
    layer = masked_layer(Window(17 * HOUR, 64 * HOUR, day_of_week=5))
    assert stretches(layer, "Etc/UTC", "2025-01-01T00:00Z", "2025-01-13T00:00Z") == [
        (at("2025-01-03T17:00Z"), at("2025-01-06T09:00Z")),
        (at("2025-01-10T17:00Z"), at("2025-01-13T00:00Z")),
    ]


def test_weekly_window_is_cut_by_nothing_but_its_duration() -> None:
    """A weekly window a second short of a week is closed for one second a week."""
    # It opens on Mondays at 00:00:00 and closes on Sundays at 23:59:59. 2025-01-06 is a Monday.
    layer = masked_layer(Window(0, WEEK - 1, day_of_week=1))
    assert stretches(layer, "Etc/UTC", "2025-01-05T12:00Z", "2025-01-06T12:00Z") == [
        (at("2025-01-05T12:00Z"), at("2025-01-05T23:59:59Z")),
        (at("2025-01-06T00:00Z"), at("2025-01-06T12:00Z")),
    ]


def test_daily_and_weekly_windows_may_be_mixed() -> None:
    """Office hours with a whole Saturday are open from 09:00 to 17:00 and all Saturday."""
    # 2025-01-03 is a Friday. On Saturday the daily window lies inside the weekly one.
    layer = masked_layer(NINE_TO_FIVE, Window(0, DAY, day_of_week=6))
    assert stretches(layer, "Etc/UTC", "2025-01-03T00:00Z", "2025-01-06T00:00Z") == [
        (at("2025-01-03T09:00Z"), at("2025-01-03T17:00Z")),
        (at("2025-01-04T00:00Z"), at("2025-01-05T00:00Z")),
        (at("2025-01-05T09:00Z"), at("2025-01-05T17:00Z")),
    ]


@pytest.mark.parametrize(
    "windows",
    [
        (),
        (Window(9 * HOUR, 12 * HOUR), Window(21 * HOUR, 12 * HOUR)),
        (Window(2 * HOUR + 1800, DAY - 1), Window(2 * HOUR, 1800)),
        (Window(17 * HOUR, WEEK - 1, day_of_week=5), Window(16 * HOUR, 2 * HOUR)),
    ],
)
def test_windows_that_cover_the_week_never_mask(windows: tuple[Window, ...]) -> None:
    """A layer without windows, or with windows that leave no second of the week, is open in every clock change."""
    layer = masked_layer(*windows)
    for zone, since, until in (
        (NEW_YORK, "2025-03-08T00:00Z", "2025-03-11T00:00Z"),
        (NEW_YORK, "2025-11-01T00:00Z", "2025-11-04T00:00Z"),
        (APIA, "2011-12-29T00:00Z", "2012-01-01T00:00Z"),
    ):
        assert not any(is_masked(layer, zone, t) for t in range(at(since), at(until), 900))
        assert stretches(layer, zone, since, until) == [(at(since), at(until))]


def test_restriction_never_slows_the_rotation() -> None:
    """Turns go by while nobody of the layer is on call."""
    # Daily turns from midnight of Wednesday 2025-01-01, only Mondays open: 6 January is turn 5 (carol, 5 mod 3 = 2),
    # 13 January turn 12 (alice).
    start = at("2025-01-01T00:00Z")
    layer = Layer(start, None, start, DAY, ("alice", "bob", "carol"), (Window(0, DAY, day_of_week=1),))
    assert shifts(Schedule("Etc/UTC", (layer,)), start, at("2025-01-15T00:00Z")) == [
        (at("2025-01-06T00:00Z"), at("2025-01-07T00:00Z"), "carol"),
        (at("2025-01-13T00:00Z"), at("2025-01-14T00:00Z"), "alice"),
    ]


def test_turn_boundary_inside_a_window_splits_it() -> None:
    """A night window with a hand-off at midnight belongs to two users."""
    start = at("2025-01-01T00:00Z")
    layer = Layer(start, None, start, DAY, ("alice", "bob"), (Window(22 * HOUR, 8 * HOUR),))
    assert shifts(Schedule("Etc/UTC", (layer,)), at("2025-01-01T12:00Z"), at("2025-01-02T12:00Z")) == [
        (at("2025-01-01T22:00Z"), at("2025-01-02T00:00Z"), "alice"),
        (at("2025-01-02T00:00Z"), at("2025-01-02T06:00Z"), "bob"),
    ]


# --- Schedules ----------------------------------------------------------------------------------------------------


def test_lower_layer_shows_through_where_the_higher_is_masked() -> None:
    """An office-hours layer on top leaves the nights to the layer beneath it."""
    below = Layer(at("2025-01-01T00:00Z"), None, at("2025-01-01T00:00Z"), WEEK, ("zoe",))
    schedule = Schedule("Etc/UTC", (below, masked_layer(NINE_TO_FIVE)))
    assert shifts(schedule, at("2025-01-02T00:00Z"), at("2025-01-03T00:00Z")) == [
        (at("2025-01-02T00:00Z"), at("2025-01-02T09:00Z"), "zoe"),
        (at("2025-01-02T09:00Z"), at("2025-01-02T17:00Z"), "alice"),
        (at("2025-01-02T17:00Z"), at("2025-01-03T00:00Z"), "zoe"),
    ]


def test_last_listed_of_two_overlapping_overrides_wins() -> None:
    """A later override inside an earlier one interrupts it, whatever the layers say."""
    overrides = (
        Override(at("2025-03-06T10:00Z"), at("2025-03-06T14:00Z"), "carol"),
        Override(at("2025-03-06T12:00Z"), at("2025-03-06T13:00Z"), "dave"),
    )
    schedule = Schedule(NEW_YORK, (PRIMARY, SECONDARY), overrides)
    assert shifts(schedule, at("2025-03-06T00:00Z"), at("2025-03-07T00:00Z")) == [
        (at("2025-03-06T00:00Z"), at("2025-03-06T10:00Z"), "alice"),
        (at("2025-03-06T10:00Z"), at("2025-03-06T12:00Z"), "carol"),
        (at("2025-03-06T12:00Z"), at("2025-03-06T13:00Z"), "dave"),
        (at("2025-03-06T13:00Z"), at("2025-03-06T14:00Z"), "carol"),
        (at("2025-03-06T14:00Z"), at("2025-03-07T00:00Z"), "alice"),
    ]


def test_order_of_overrides_is_not_the_order_of_their_starts() -> None:
    """An override that starts first but is listed last hides the other where they overlap."""
    overrides = (
        Override(at("2025-01-01T02:00Z"), at("2025-01-01T05:00Z"), "carol"),
        Override(at("2025-01-01T01:00Z"), at("2025-01-01T03:00Z"), "dave"),
    )
    assert shifts(Schedule("Etc/UTC", (), overrides), at("2025-01-01T00:00Z"), at("2025-01-02T00:00Z")) == [
        (at("2025-01-01T01:00Z"), at("2025-01-01T03:00Z"), "dave"),
        (at("2025-01-01T03:00Z"), at("2025-01-01T05:00Z"), "carol"),
    ]


def test_override_fills_a_gap_and_is_not_masked() -> None:
    """An override holds before the layer starts and outside its windows."""
    # Nobody before 09:00 and after 17:00; carol from 16:00 to 20:00.
    overrides = (Override(at("2025-01-02T16:00Z"), at("2025-01-02T20:00Z"), "carol"),)
    schedule = Schedule("Etc/UTC", (masked_layer(NINE_TO_FIVE),), overrides)
    since, until = at("2025-01-02T00:00Z"), at("2025-01-03T00:00Z")
    assert shifts(schedule, since, until) == [
        (at("2025-01-02T09:00Z"), at("2025-01-02T16:00Z"), "alice"),
        (at("2025-01-02T16:00Z"), at("2025-01-02T20:00Z"), "carol"),
    ]
    assert covered_seconds(schedule, since, until) == 11 * HOUR


def test_override_that_ends_before_it_starts_is_never_active() -> None:
    """An end at or before the start leaves nothing of an override."""
    noon = at("2025-01-01T12:00Z")
    overrides = (Override(noon, noon, "carol"), Override(noon, noon - HOUR, "dave"))
    assert shifts(Schedule("Etc/UTC", (), overrides), noon - DAY, noon + DAY) == []


def test_turns_of_one_person_in_a_row_are_one_shift() -> None:
    """Somebody who holds two neighbouring places has one shift of two turns, joined by their own override too."""
    # Daily: alice on the 1st, bob on the 2nd and 3rd, alice on the 4th; bob's override is the first hour of the 4th.
    start = at("2025-01-01T00:00Z")
    layer = Layer(start, None, start, DAY, ("alice", "bob", "bob"))
    schedule = Schedule("Etc/UTC", (layer,), (Override(start + 3 * DAY, start + 3 * DAY + HOUR, "bob"),))
    assert shifts(schedule, start, start + 4 * DAY) == [
        (start, start + DAY, "alice"),
        (start + DAY, start + 3 * DAY + HOUR, "bob"),
        (start + 3 * DAY + HOUR, start + 4 * DAY, "alice"),
    ]


def test_person_who_comes_back_after_a_gap_has_two_shifts() -> None:
    """A gap of one second ends a shift even when the same person follows."""
    noon = at("2025-01-01T12:00Z")
    overrides = (Override(noon - HOUR, noon, "alice"), Override(noon + 1, noon + HOUR, "alice"))
    assert shifts(Schedule("Etc/UTC", (), overrides), noon - DAY, noon + DAY) == [
        (noon - HOUR, noon, "alice"),
        (noon + 1, noon + HOUR, "alice"),
    ]


def test_shifts_are_cut_to_the_range() -> None:
    """The first and the last shift begin and end with the range, and an empty range has none."""
    since, until = at("2025-03-06T00:00Z"), at("2025-03-06T00:00:01Z")
    assert shifts(ARTICLE, since, until) == [(since, until, "alice")]
    assert shifts(ARTICLE, since, since) == []
