"""OC204: a hand-off inside a restriction window."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Settings, User, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, CAROL, DAY, WEEK, asked, finding, layer, schedule

HOUR = 3600
OFFICE = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
NIGHTS = DailyRestriction(start_time_of_day="18:00:00", duration_seconds=14 * HOUR)
WEEKEND = WeeklyRestriction(start_day_of_week=5, start_time_of_day="17:00:00", duration_seconds=63 * HOUR)
WORKING_WEEK = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * DAY)


def at(
    hand_off: str, *windows: DailyRestriction | WeeklyRestriction, turn: int = WEEK, end: str | None = None
) -> Layer:
    """A layer of alice and bob that changes hands at this time of 2025 first."""
    return layer(ALICE, BOB, turn=turn, start=f"2025-{hand_off}:00-05:00", end=end, name="Office", restrictions=windows)


def test_a_hand_off_at_noon_splits_a_day() -> None:
    """Turns of Wednesday noon cut the Wednesday of the office hours in two; the first to be cut is the 15th."""
    found = finding("OC204", schedule(at("01-08T12:00", OFFICE)))
    assert found.message == (
        "rota: Office changes hands inside a window, Wednesdays 12:00: first on Wed 2025-01-15 12:00 -05:00, where "
        "alice has the window that is open from Wed 2025-01-15 09:00 to 17:00, and bob the rest of it."
    )
    assert [str(span) for span in found.spans] == ["2025-01-15T09:00:00-05:00 to 2025-01-15T17:00:00-05:00"]


def test_the_edges_of_a_window_split_nothing() -> None:
    """09:00 and 17:00 are no time inside of nine to five; a minute after the one and before the other is."""
    for time, fine in (("09:00", True), ("09:01", False), ("16:59", False), ("17:00", True), ("20:00", True)):
        assert bool(asked("OC204", schedule(at(f"01-08T{time}", OFFICE))).findings) != fine


def test_without_a_restriction_there_is_nothing_to_split() -> None:
    """A layer round the clock has one window without an end, as have restrictions that fill the week."""
    rest = DailyRestriction(start_time_of_day="17:00:00", duration_seconds=16 * HOUR)
    assert not asked("OC204", schedule(at("01-08T12:00"))).findings
    assert not asked("OC204", schedule(at("01-08T12:00", OFFICE, rest))).findings


def test_a_seam_makes_no_window() -> None:
    """One second a day is missing, so a week of days of 23:59:59 is still round the clock."""
    nearly = DailyRestriction(start_time_of_day="00:00:00", duration_seconds=DAY - 1)
    rota = schedule(at("01-08T12:00", nearly))
    assert not asked("OC204", rota).findings
    assert asked("OC204", rota, settings=Settings(select=["OC204"], seam_seconds=0)).findings


def test_touching_windows_may_change_hands_where_they_touch() -> None:
    """Mornings and afternoons are two restrictions, and 13:00 is between them; 12:00 is not."""
    morning = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=4 * HOUR)
    afternoon = DailyRestriction(start_time_of_day="13:00:00", duration_seconds=4 * HOUR)
    later = DailyRestriction(start_time_of_day="13:01:00", duration_seconds=4 * HOUR)
    for second in (afternoon, later):
        assert not asked("OC204", schedule(at("01-08T13:00", morning, second))).findings
        assert asked("OC204", schedule(at("01-08T12:00", morning, second))).findings


def test_a_night_past_midnight_is_split_at_midnight() -> None:
    """18:00 to 08:00 goes on at 00:00, also from Sunday to Monday."""
    found = finding("OC204", schedule(at("01-06T00:00", NIGHTS)))
    assert "Mondays 00:00: first on Mon 2025-01-13" in found.message
    assert "open from Sun 2025-01-12 18:00 to Mon 2025-01-13 08:00" in found.message


def test_a_window_longer_than_a_turn_is_meant_to_be_split() -> None:
    """From Monday to Friday daily turns at 09:00 are a design; so are turns of four hours in office hours."""
    assert not asked("OC204", schedule(at("01-06T09:00", WORKING_WEEK, turn=DAY))).findings
    assert not asked("OC204", schedule(at("01-06T11:00", OFFICE, turn=4 * HOUR))).findings


def test_a_long_window_may_be_split_in_working_hours() -> None:
    """A week of five days that changes hands on Wednesday at ten is fine; at six, or in the weekend, it is not."""
    assert not asked("OC204", schedule(at("01-08T10:00", WORKING_WEEK))).findings
    assert not asked("OC204", schedule(at("01-08T18:00", WORKING_WEEK))).findings
    assert "Wednesdays 06:00" in finding("OC204", schedule(at("01-08T06:00", WORKING_WEEK))).message
    assert "Wednesdays 18:01" in finding("OC204", schedule(at("01-08T18:01", WORKING_WEEK))).message
    assert "Mondays 00:00" in finding("OC204", schedule(at("01-06T00:00", WEEKEND))).message
    assert "Sundays 12:00" in finding("OC204", schedule(at("01-05T12:00", WEEKEND))).message


def test_one_person_splits_nothing_with_themselves() -> None:
    """alice follows alice at noon, or has every turn; only where bob takes over is a window split."""
    noon = "2025-01-08T12:00:00-05:00"
    assert not asked("OC204", schedule(layer(ALICE, start=noon, restrictions=[OFFICE]))).findings
    # Of the turns of alice, alice, bob, from 12:00 on the 8th, bob's begins two weeks later: on the 22nd.
    found = finding("OC204", schedule(layer(ALICE, ALICE, BOB, start=noon, restrictions=[OFFICE])))
    assert "first on Wed 2025-01-22 12:00" in found.message


def test_what_never_happens_is_not_found() -> None:
    """A layer that ends before its first hand-off inside a window, or has ended by `since`, splits nothing."""
    assert not asked("OC204", schedule(at("01-08T12:00", OFFICE, end="2025-01-15T12:00:00-05:00"))).findings
    assert asked("OC204", schedule(at("01-08T12:00", OFFICE, end="2025-01-15T12:01:00-05:00"))).findings
    ended = schedule(at("01-08T12:00", OFFICE, end="2025-03-01T12:00:00-05:00"))
    assert not asked("OC204", ended, since="2025-04-01T00:00:00Z").findings


def test_a_drifting_rotation_names_some_of_its_times() -> None:
    """Turns of 169 hours come an hour later each week, at every hour inside of nine to five: six of them a day."""
    found = finding("OC204", schedule(layer(ALICE, BOB, CAROL, turn=169 * HOUR, restrictions=[OFFICE])))
    assert "daily 10:00, daily 11:00, daily 12:00, daily 13:00 and 3 other times: first on Mon" in found.message


def test_many_times_are_cut_short() -> None:
    """A turn of a week and a minute is at another minute every week, until it has been at all of them."""
    found = finding("OC204", schedule(layer(ALICE, BOB, turn=WEEK + 60, restrictions=[OFFICE])))
    assert "and at other times: first on Mon 2025-01-13 09:01" in found.message


def test_an_hour_that_comes_again_is_split_once() -> None:
    """From 06:30 UTC on, the second 01:30 of 2025-11-02, the hand-off of that 01:40 has been: a round later is next."""
    night = DailyRestriction(start_time_of_day="00:00:00", duration_seconds=4 * HOUR)
    rota = schedule(layer(ALICE, BOB, start="2025-10-05T01:40:00-04:00", restrictions=[night]))
    found = finding("OC204", rota, since="2025-11-02T06:30:00Z")
    assert "first on Sun 2025-11-09 01:40 -05:00" in found.message


people = st.lists(st.sampled_from([ALICE, BOB, CAROL]), min_size=2, max_size=4).filter(lambda them: len(set(them)) > 1)


@given(people, st.integers(1, 400), st.integers(0, 23), st.integers(1, 23), st.one_of(st.none(), st.integers(1, 7)))
def test_the_first_split_is_the_first_of_all_turns(
    users: list[User], turn: int, begin: int, length: int, day: int | None
) -> None:
    """Walking turn after turn on a clock that is never changed finds the same hand-off, or none in a whole period."""
    length = min(length, turn)
    time = f"{begin:02}:00:00"
    window = (
        DailyRestriction(start_time_of_day=time, duration_seconds=length * HOUR)
        if day is None
        else WeeklyRestriction(start_day_of_week=day, start_time_of_day=time, duration_seconds=length * HOUR)
    )
    start = datetime(2025, 1, 6, 9, tzinfo=UTC)
    rota = schedule(layer(*users, turn=turn * HOUR, start=start.isoformat(), restrictions=[window]), zone="Etc/UTC")
    opened, again = datetime(2025, 1, 5 + (day or 1), begin, tzinfo=UTC), timedelta(days=1 if day is None else 7)
    expected = None
    # A round of as many hours as turn * users comes back to the same hour of the week within 168 rounds.
    for number in range(1, 168 * len(users) + 1):
        at = start + number * timedelta(hours=turn)
        inside = timedelta(0) < (at - opened) % again < timedelta(hours=length)
        if inside and users[(number - 1) % len(users)] != users[number % len(users)]:
            expected = at
            break
    found = asked("OC204", rota).findings
    assert bool(found) == (expected is not None)
    if expected is not None:
        assert f"first on {expected:%a %Y-%m-%d %H:%M} +00:00" in found[0].message
