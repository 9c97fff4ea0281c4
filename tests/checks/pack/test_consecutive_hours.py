"""OC402: somebody on call for longer than so many hours without a break."""

from oncall import DailyRestriction, Settings
from tests.checks.builders import ALICE, BOB, DAY, asked, layer, schedule

HOUR = 3600


def test_it_is_off_unless_it_is_set() -> None:
    """A week at a time is no finding by default, and nothing is proved."""
    report = asked("OC402", schedule(layer(ALICE, BOB)))
    assert (report.findings, report.proofs) == ((), ())


def test_the_limit_is_allowed_and_a_second_more_is_not() -> None:
    """Turns of three days are 72 hours."""
    settings = Settings(consecutive_hours=72)
    assert not asked("OC402", schedule(layer(ALICE, BOB, turn=3 * DAY)), settings=settings).findings
    report = asked("OC402", schedule(layer(ALICE, BOB, turn=3 * DAY + 1)), settings=settings)
    (found,), (refuted,) = report.findings, report.proofs
    assert "alice is on call for 3 days 1 second without a break from Mon 2025-01-06 09:00 -05:00 on" in found.message
    assert refuted.statement == "nobody is on call for more than 3 days without a break"
    assert [span.seconds for span in found.spans] == [3 * DAY + 1]


def test_it_is_counted_on_the_wall_clock() -> None:
    """Three days over the end of daylight saving are 73 hours, and 72 on the wall clock."""
    autumn = schedule(layer(ALICE, BOB, turn=3 * DAY, start="2025-11-01T09:00:00-04:00"))
    assert not asked("OC402", autumn, settings=Settings(consecutive_hours=72)).findings


def test_a_break_ends_the_count() -> None:
    """Alone, but with the night off: never more than 14 hours."""
    day = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=14 * HOUR)
    rota = schedule(layer(ALICE, restrictions=[day]))
    assert not asked("OC402", rota, settings=Settings(consecutive_hours=14)).findings
    assert asked("OC402", rota, settings=Settings(consecutive_hours=13)).findings


def test_alone_is_for_ever() -> None:
    """One person round the clock has no end, and no span of evidence."""
    (found,) = asked("OC402", schedule(layer(ALICE)), settings=Settings(consecutive_hours=72)).findings
    assert "alice is on call for ever without a break" in found.message
    assert found.spans == ()
