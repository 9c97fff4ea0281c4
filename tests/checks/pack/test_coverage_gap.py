"""OC101: times at which nobody is on call."""

from oncall import DailyRestriction, Override, Settings, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, DAY, WEEK, asked, finding, layer, proof, schedule

HOUR = 3600


def test_weekends_off_are_one_gap_a_week() -> None:
    """Monday 00:00 for five days leaves Saturday and Sunday: the first gap begins on Saturday 2025-01-11 at 00:00."""
    weekdays = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * DAY)
    found = finding("OC101", schedule(layer(ALICE, BOB, restrictions=[weekdays])))
    assert "from Sat 2025-01-11 00:00 -05:00 to Mon 2025-01-13 00:00 -05:00 (2 days)" in found.message
    assert found.message.endswith("(2 days), every week.")
    assert found.spans[0].seconds == 2 * DAY
    # Twelve weeks are listed: those that begin on 11 January and on the eleven Saturdays after it.
    assert len(found.spans) == 12


def test_a_gap_between_two_layers_is_found_once() -> None:
    """The old layer ends at 09:00 and the new one begins at 09:01: sixty seconds, once."""
    rota = schedule(
        layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00"), layer(ALICE, BOB, start="2025-02-03T09:01:00-05:00")
    )
    found = finding("OC101", rota)
    assert "(1 minute)" in found.message
    assert "every" not in found.message
    assert not asked("OC101", rota, settings=Settings(gap_seconds=60)).findings
    assert not asked("OC101", rota, since="2025-02-04T00:00:00Z").findings


def test_an_override_fills_a_gap_once() -> None:
    """One covered Saturday leaves all the others."""
    weekdays = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * DAY)
    cover = Override(user=BOB, start="2025-01-11T00:00:00-05:00", end="2025-01-13T00:00:00-05:00")
    found = finding("OC101", schedule(layer(ALICE, BOB, restrictions=[weekdays]), overrides=[cover]))
    assert found.spans[0].start.isoformat() == "2025-01-18T00:00:00-05:00"


def test_the_end_of_everything_is_a_gap_for_ever() -> None:
    """After the last end nobody is on call, and that is said."""
    found = finding("OC101", schedule(layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00")))
    assert "from Mon 2025-02-03 09:00 -05:00 on, for ever" in found.message


def test_before_the_first_start_there_is_no_gap() -> None:
    """A schedule is asked about from its beginning on."""
    assert proof("OC101", schedule(layer(ALICE, BOB)), since="2020-01-01T00:00:00Z").holds


def test_windows_that_touch_leave_no_gap_at_any_clock_change() -> None:
    """Two windows of twelve hours that meet at 02:30, which clocks skip and repeat, cover all time."""
    night = DailyRestriction(start_time_of_day="14:30:00", duration_seconds=12 * HOUR)
    morning = DailyRestriction(start_time_of_day="02:30:00", duration_seconds=12 * HOUR)
    rota = schedule(layer(ALICE, BOB, restrictions=[night]), layer(BOB, ALICE, restrictions=[morning]))
    proved = proof("OC101", rota)
    assert (proved.holds, proved.until, proved.period_seconds) == (True, None, 2 * WEEK)


def test_a_gap_that_is_skipped_in_spring_is_a_gap_all_the_same() -> None:
    """02:00 to 03:00 is uncovered: once a day, though one day of the year does not show it."""
    most = DailyRestriction(start_time_of_day="03:00:00", duration_seconds=23 * HOUR)
    found = finding("OC101", schedule(layer(ALICE, BOB, restrictions=[most])), since="2025-03-09T00:00:00-05:00")
    # On Sunday 2025-03-09 New York's clocks go from 02:00 to 03:00, so the first gap is the next day's.
    assert found.spans[0].start.isoformat() == "2025-03-10T02:00:00-04:00"
    assert found.subject == "rota"


def test_an_allowed_gap_that_a_clock_change_doubles_is_found() -> None:
    """01:00 to 02:00 may be uncovered for an hour; on 2025-11-02 that hour comes twice."""
    most = DailyRestriction(start_time_of_day="02:00:00", duration_seconds=23 * HOUR)
    rota = schedule(layer(ALICE, BOB, restrictions=[most]))
    (found,) = asked("OC101", rota, since="2025-01-10T00:00:00Z", settings=Settings(gap_seconds=HOUR)).findings
    assert "from Sun 2025-11-02 01:00 -04:00 to Sun 2025-11-02 02:00 -05:00 (2 hours)" in found.message


def test_a_gap_that_began_before_is_not_measured() -> None:
    """Asked in the middle of a night off, the length of what is left of it would mislead."""
    days = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=12 * HOUR)
    found = finding("OC101", schedule(layer(ALICE, BOB, restrictions=[days])), since="2025-01-11T07:00:00-05:00")
    assert "to Sat 2025-01-11 09:00 -05:00 (it began before), every day, for up to 12 hours." in found.message


def test_how_often_does_not_depend_on_how_long_a_gap_may_be() -> None:
    """Every weekend nobody is there for 48 hours, wherever the pattern is cut: every week, also if a day is allowed."""
    weekdays = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * 86_400)
    for start in ("2025-01-04T12:00:00Z", "2025-01-06T00:00:00Z", "2025-01-08T00:00:00Z"):
        rota = schedule(layer(ALICE, BOB, start=start, restrictions=[weekdays]), zone="Etc/UTC")
        for allowed in (0, 3600, 86_400, 2 * 86_400 - 1):
            (proof,) = asked("OC101", rota, settings=Settings(select="OC101", gap_seconds=allowed)).proofs
            assert str(proof.recurs) == "every week"


def test_the_mend_fits_a_schedule_without_layers() -> None:
    """Overrides have no windows; and where there is nothing at all, a layer is missing."""
    cover = [
        Override(user=ALICE, start=f"2025-01-0{day}T09:00:00-05:00", end=f"2025-01-0{day + 1}T09:00:00-05:00")
        for day in (6, 8)
    ]
    late = layer(ALICE, start="2025-01-08T09:00:00-05:00")
    assert finding("OC101", schedule(late, overrides=cover[:1])).fix.startswith("Let the windows")
    settings = Settings(select=["OC101", "OC102"])
    (gap,) = asked("OC101", schedule(overrides=cover), settings=settings).findings
    assert gap.fix == (
        "Let the overrides meet (one's end is the next one's start), or add a layer that shows through where there is "
        "none."
    )
    assert finding("OC101", schedule()).fix == "Add a layer."
