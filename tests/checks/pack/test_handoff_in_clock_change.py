"""OC501: a hand-off at a local time that a clock change skips or repeats."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, Layer, Override, Schedule, User
from tests.checks.builders import ALICE, BOB, CAROL, DAY, WEEK, asked, finding, layer, schedule
from tests.strategies import ODD_ZONES, instant_at

HOUR = 3600


def rota(virtual: str, zone: str = "America/New_York", turn: int = WEEK) -> Schedule:
    """A rotation of alice and bob from the start of 2025 on, whose hand-offs come at this time."""
    start = "2025-01-01T00:00:00Z"
    return schedule(layer(ALICE, BOB, turn=turn, start=start, virtual=virtual, name="Weekly"), zone=zone)


def test_a_skipped_hand_off_moves_forward() -> None:
    """Sunday 02:30 is skipped once a year, in each of the 25 springs from 2025 to 2049."""
    found = finding("OC501", rota("2025-01-05T02:30:00-05:00"))
    # The turn of January 5th is alice's; March 9th is nine weeks later, so it is bob's.
    assert found.message == (
        "rota: a hand-off of Weekly falls into a clock change of America/New_York: Sun 2025-03-09 02:30 is skipped, so "
        "alice hands over to bob at Sun 2025-03-09 03:30 -04:00. Up to 2050 that happens 25 times."
    )


def test_a_repeated_hand_off_is_the_first() -> None:
    """Sunday 01:30 is shown twice every autumn; the first one counts."""
    found = finding("OC501", rota("2025-01-05T01:30:00-05:00"))
    # November 2nd is 43 weeks after alice's turn of January 5th began, so it is bob's.
    assert (
        "Sun 2025-11-02 01:30 is shown twice, and alice hands over to bob at the first, Sun 2025-11-02 01:30 -04:00, "
        "not at Sun 2025-11-02 01:30 -05:00. Up to 2050 that happens 25 times."
    ) in found.message


@pytest.mark.parametrize(
    ("time", "fine"),
    [("00:59", True), ("01:00", False), ("01:59", False), ("02:00", False), ("02:59", False), ("03:00", True)],
)
def test_the_edges_of_the_hour(time: str, fine: bool) -> None:  # noqa: FBT001 - a case
    """In New York 01:00 up to 02:00 is repeated and 02:00 up to 03:00 is skipped; 03:00 is shown once, always."""
    assert bool(asked("OC501", rota(f"2025-01-05T{time}:00-05:00")).findings) != fine


def test_other_days_and_other_zones_are_fine() -> None:
    """Clocks are changed on Sundays in New York and never in Tokyo."""
    assert not asked("OC501", rota("2025-01-06T02:30:00-05:00")).findings
    assert not asked("OC501", rota("2025-01-05T02:30:00+09:00", "Asia/Tokyo")).findings
    assert not asked("OC501", rota("2025-01-05T02:30:00Z", "Etc/UTC")).findings


def test_clocks_may_move_by_half_an_hour_or_by_two() -> None:
    """On Lord Howe Island only 02:00 to 02:30 is skipped; at Troll 01:00 to 03:00 is."""
    assert "02:29 is skipped" in finding("OC501", rota("2025-01-05T02:29:00+11:00", "Australia/Lord_Howe")).message
    assert not asked("OC501", rota("2025-01-05T02:30:00+11:00", "Australia/Lord_Howe")).findings
    skipped = finding("OC501", rota("2025-01-05T02:59:00+00:00", "Antarctica/Troll"))
    assert "02:59 is skipped, so" in skipped.message
    assert "04:59 +02:00" in skipped.message


def test_daily_hand_offs_meet_both_changes() -> None:
    """In Casablanca 02:30 is repeated when Ramadan begins and skipped when it is over: on Sundays, by the calendar."""
    found = finding("OC501", rota("2025-01-05T02:30:00+01:00", "Africa/Casablanca", DAY))
    assert "Sun 2025-02-23 02:30 is shown twice" in found.message
    # From 2025 to 2049 there are 26 Ramadans, as two of them are in 2030; that of the end of 2030 is a year's second.
    assert "Up to 2050 that happens 52 times, 26 of them skipped." in found.message


def test_a_day_may_be_missing() -> None:
    """Apia had no Friday, 2011-12-30: a weekly hand-off of that day moved to Saturday, at the same time."""
    weekly = layer(ALICE, BOB, start="2011-12-09T09:00:00-10:00", name="Weekly")
    found = finding("OC501", schedule(weekly, zone="Pacific/Apia"))
    # alice has the turn of the 9th, bob that of the 16th, alice that of the 23rd, and bob that of the 30th.
    assert "Fri 2011-12-30 09:00 is skipped, so alice hands over to bob at Sat 2011-12-31 09:00 +14:00" in found.message
    assert "Up to 2050 that happens once." in found.message


def test_where_no_time_is_better_nothing_is_found() -> None:
    """Daily turns have a hand-off within every day, also the one that was missing, and hourly ones in every hour."""
    start, end = "2011-12-01T09:00:00-10:00", "2012-02-01T09:00:00+14:00"
    daily = layer(ALICE, BOB, turn=DAY, start=start, end=end)
    nine_to_five = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
    days = layer(BOB, start=start, end=end, restrictions=[nine_to_five])
    assert not asked("OC501", schedule(daily, zone="Pacific/Apia")).findings
    assert not asked("OC501", schedule(layer(ALICE, start=start, end=end), days, zone="Pacific/Apia")).findings
    assert not asked("OC501", rota("2025-01-05T00:30:00-05:00", turn=HOUR)).findings
    assert asked("OC501", rota("2025-01-05T00:30:00-05:00", turn=2 * HOUR)).findings


def test_windows_hand_over_too() -> None:
    """A night that ends at 02:30 ends at 03:30 once a year, and begins before."""
    evening = DailyRestriction(start_time_of_day="18:00:00", duration_seconds=int(8.5 * HOUR))
    found = finding("OC501", schedule(layer(ALICE), layer(BOB, name="Evening", restrictions=[evening])))
    assert "a hand-off of Evening falls" in found.message
    assert "Sun 2025-03-09 02:30 is skipped, so bob hands over to alice at Sun 2025-03-09 03:30" in found.message


def test_where_nobody_follows_nobody_hands_over() -> None:
    """A window that opens or closes with nobody below it, or with the same person, or under an override."""
    evening = DailyRestriction(start_time_of_day="18:00:00", duration_seconds=int(8.5 * HOUR))
    assert not asked("OC501", schedule(layer(ALICE, restrictions=[evening]))).findings
    assert not asked("OC501", schedule(layer(ALICE), layer(ALICE, restrictions=[evening]))).findings
    covered = Override(user=CAROL, start="2025-01-06T14:00:00Z", end="2049-12-31T00:00:00Z")
    plain = layer(ALICE, BOB, start="2025-01-05T02:30:00-05:00")
    assert not asked("OC501", schedule(plain, overrides=[covered])).findings
    assert not asked("OC501", schedule(plain, layer(CAROL))).findings


def test_one_person_has_no_hand_offs() -> None:
    """alice after alice is no hand-off."""
    assert not asked("OC501", schedule(layer(ALICE, start="2025-01-05T02:30:00-05:00"))).findings


def test_only_the_life_of_a_layer_counts() -> None:
    """A layer of one summer has no clock change in it; `since` leaves out what is over."""
    summer = layer(ALICE, BOB, start="2025-05-04T02:30:00-04:00", end="2025-09-07T02:30:00-04:00")
    assert not asked("OC501", schedule(summer)).findings
    weekly = rota("2025-01-05T02:30:00-05:00")
    assert "Sun 2026-03-08 02:30" in finding("OC501", weekly, since="2025-04-01T00:00:00Z").message
    assert not asked("OC501", weekly, since="2051-01-01T00:00:00Z").findings


def test_schedules_that_begin_at_different_times() -> None:
    """Each schedule of one zone is looked at from its own beginning, whatever the order."""
    early, late = "2025-01-05T02:30:00-05:00", "2030-01-06T02:30:00-05:00"
    for starts in ((early, late), (late, early)):
        rotas = [schedule(layer(ALICE, BOB, start=start), name=start) for start in starts]
        found = {each.subject: each.message for each in asked("OC501", *rotas).findings}
        assert "Up to 2050 that happens 25 times." in found[early]
        assert "Up to 2050 that happens 20 times." in found[late]


BEGIN = datetime(2048, 7, 1, tzinfo=UTC)
FROM, TO = int(BEGIN.timestamp()), 2_524_608_000  # 2050-01-01


def is_odd(zone: str, wall: datetime) -> bool:
    """Whether a local time is skipped or shown twice: only then its two folds have different offsets."""
    offsets = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1)}
    return len(offsets) > 1


def nights(zone: str, hand_offs: list[datetime]) -> int:
    """How many clock changes local times fall into, which are more than a day apart."""
    instants = sorted(instant_at(zone, wall) for wall in hand_offs if is_odd(zone, wall))
    counted = [each for each in instants if FROM <= each < TO]
    return sum(1 for index, each in enumerate(counted) if index == 0 or each - counted[index - 1] > DAY)


def said(found: Schedule) -> int:
    """How many nights the check counts."""
    findings = asked("OC501", found).findings
    if not findings:
        return 0
    times = findings[0].message.partition("that happens ")[2].rstrip(".").split(",")[0]
    return 1 if times == "once" else int(times.split()[0])


zones = st.sampled_from(ODD_ZONES)


@given(zones, st.integers(3, 400), st.integers(0, 8 * 48))
def test_turns_are_counted_as_walking_them_does(zone: str, hours: int, half_hours: int) -> None:
    """Of all hand-offs of a year and a half, those at local times that are skipped or shown twice are counted."""
    first = datetime(2048, 7, 1) + timedelta(minutes=30 * half_hours)
    instant = instant_at(zone, first)
    count = (TO + DAY - instant) // (hours * HOUR) + 1
    walls = [first + timedelta(hours=hours * number) for number in range(-100, count)]
    rotation = Layer(
        start=BEGIN,
        rotation_virtual_start=datetime.fromtimestamp(instant, UTC),
        rotation_turn_length_seconds=hours * HOUR,
        users=(ALICE, BOB, CAROL),
    )
    assert said(schedule(rotation, zone=zone)) == nights(zone, walls)


@given(zones, st.integers(0, 47), st.integers(1, 46))
def test_windows_are_counted_as_walking_them_does(zone: str, begin: int, length: int) -> None:
    """A window hands over twice a day, unless a clock change leaves nothing of it, or of the time between two."""
    window = DailyRestriction(
        start_time_of_day=f"{begin // 2:02}:{begin % 2 * 30:02}:00", duration_seconds=length * HOUR // 2
    )
    days = [datetime(2048, 6, 28) + timedelta(days=day, minutes=30 * begin) for day in range(18 * 31)]
    edges = [(opens, opens + timedelta(minutes=30 * length)) for opens in days]
    opened = [(instant_at(zone, opens), instant_at(zone, closes)) for opens, closes in edges]
    lasting = [index for index, (start, end) in enumerate(opened) if start < end]
    spans = [opened[index] for index in lasting]
    # A clock change may leave an edge within the next window, or the one before: then nothing is handed over there.
    hand_offs = [edges[index][0] for index in lasting if not any(a < opened[index][0] <= b for a, b in spans)]
    hand_offs += [edges[index][1] for index in lasting if not any(a <= opened[index][1] < b for a, b in spans)]
    base, upper = (
        Layer(
            start=BEGIN,
            rotation_virtual_start=BEGIN,
            rotation_turn_length_seconds=WEEK,
            users=[user],
            restrictions=restrictions,
        )
        for user, restrictions in ((User("base"), ()), (User("upper"), (window,)))
    )
    assert said(schedule(base, upper, zone=zone)) == nights(zone, hand_offs)
