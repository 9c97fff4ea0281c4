"""OC504: hand-offs at night or at the weekend."""

from oncall import DailyRestriction, Override, Settings, User
from tests.checks.builders import ALICE, BOB, DAY, NEW_YORK, asked, finding, layer, schedule


def test_the_pattern_is_named() -> None:
    """Wednesdays at midnight are named so."""
    found = finding("OC504", schedule(layer(ALICE, BOB, start="2025-01-01T00:00:00-05:00")))
    assert "hand-offs Wednesdays 00:00, outside of 08:00 to 18:00, Monday to Friday" in found.message


def test_both_ends_of_the_working_day_are_in_it() -> None:
    """08:00 and 18:00 are fine, 07:59 and 18:01 are not."""
    for time, fine in (("08:00", True), ("18:00", True), ("07:59", False), ("18:01", False)):
        rota = schedule(layer(ALICE, BOB, start=f"2025-01-06T{time}:00-05:00"))
        assert bool(asked("OC504", rota).findings) != fine


def test_weekends_are_named_alone() -> None:
    """Of daily hand-offs at noon only those of Saturday and Sunday are unwelcome."""
    found = finding("OC504", schedule(layer(ALICE, BOB, turn=DAY, start="2025-01-06T12:00:00-05:00")))
    assert "Saturdays and Sundays 12:00" in found.message


def test_it_is_the_persons_zone_that_counts() -> None:
    """Monday 09:00 in New York is Monday 23:00 in Tokyo, where yuki lives."""
    yuki = User("yuki", time_zone="Asia/Tokyo")
    assert not asked("OC504", schedule(layer(ALICE, BOB), zone=NEW_YORK)).findings
    assert "Mondays 09:00" in finding("OC504", schedule(layer(ALICE, yuki), zone=NEW_YORK)).message


def test_where_nobody_follows_there_is_no_hand_off() -> None:
    """alice's days end at 22:00, and nobody takes over then."""
    late = DailyRestriction(start_time_of_day="10:00:00", duration_seconds=12 * 3600)
    assert not asked("OC504", schedule(layer(ALICE, BOB, restrictions=[late]))).findings


def test_the_hours_are_a_setting() -> None:
    """A team that starts at ten may say so."""
    assert asked("OC504", schedule(layer(ALICE, BOB)), settings=Settings(working_hours=(10, 18))).findings


def test_whose_night_it_is_is_said() -> None:
    """09:00 in New York looks fine; that it is 23:00 for yuki in Tokyo is what is wrong with it."""
    yuki = User("yuki", time_zone="Asia/Tokyo")
    found = finding("OC504", schedule(layer(ALICE, yuki), zone=NEW_YORK))
    assert "(Monday 23:00 for yuki in Asia/Tokyo)" in found.message


def test_the_mend_fits_a_schedule_without_layers() -> None:
    """Of two overrides that meet at midnight nobody moves a rotation_virtual_start."""
    ends = ("2025-01-07T09:00:00-05:00", "2025-01-08T00:00:00-05:00", "2025-01-09T00:00:00-05:00")
    both = [Override(user=user, start=ends[at], end=ends[at + 1]) for at, user in enumerate((ALICE, BOB))]
    assert finding("OC504", schedule(overrides=both)).fix.startswith(
        "Move what makes them, the start or the end of an override, into the working day"
    )
    midnight = schedule(layer(ALICE, BOB, start="2025-01-01T00:00:00-05:00"))
    assert "rotation_virtual_start" in finding("OC504", midnight).fix
