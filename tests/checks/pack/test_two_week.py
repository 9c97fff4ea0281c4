"""OC002: a turn, or a stretch on call, of more than two weeks."""

from oncall import Override, Settings, WeeklyRestriction
from tests.checks.builders import ALICE, BOB, DAY, MONDAY, WEEK, asked, finding, layer, proof, schedule


def test_a_turn_of_two_weeks_is_the_most() -> None:
    """Fourteen days are allowed, a second more is not."""
    assert not asked("OC002", schedule(layer(ALICE, BOB, turn=2 * WEEK))).findings
    found = finding("OC002", schedule(layer(ALICE, BOB, turn=2 * WEEK + 1)))
    assert "2 weeks 1 second" in found.message


def test_turns_that_follow_each_other_add_up() -> None:
    """alice, alice, alice, bob: three weekly turns are one stretch of three weeks."""
    found = finding("OC002", schedule(layer(ALICE, ALICE, ALICE, BOB)))
    assert "alice is on call for 3 weeks" in found.message
    assert [span.seconds for span in found.spans] == [3 * WEEK]


def test_the_end_of_the_rotation_joins_its_beginning() -> None:
    """alice, bob, alice: the last turn of a round and the first of the next are one stretch of two weeks."""
    assert not asked("OC002", schedule(layer(ALICE, BOB, ALICE))).findings
    assert asked("OC002", schedule(layer(ALICE, BOB, ALICE), layer(ALICE, BOB, ALICE, ALICE))).findings


def test_an_hour_of_a_clock_change_does_not_break_the_rule() -> None:
    """Two weeks over the end of daylight saving last 337 hours, and 14 days on the wall clock."""
    autumn = layer(ALICE, BOB, turn=2 * WEEK, start="2025-10-27T09:00:00-04:00")
    assert not asked("OC002", schedule(autumn)).findings


def test_alone_is_for_ever() -> None:
    """One person round the clock has no end."""
    found = finding("OC002", schedule(layer(ALICE)))
    assert "alice is on call for ever" in found.message
    assert found.spans == ()


def test_a_minute_off_is_a_break() -> None:
    """An override of a minute is a break: a fortnight and a week are then not one stretch of three weeks."""
    long = layer(ALICE, BOB, turn=2 * WEEK)
    # The second layer gives alice the week after her own fortnight.
    swapped = layer(ALICE, start="2025-01-20T09:00:00-05:00", end="2025-01-27T09:00:00-05:00")
    broken = Override(user=BOB, start="2025-01-20T09:00:00-05:00", end="2025-01-20T09:01:00-05:00")
    assert asked("OC002", schedule(long, swapped)).findings
    assert not asked("OC002", schedule(long, swapped, overrides=[broken])).findings


def test_a_layer_that_is_over_is_not_mended() -> None:
    """Turns of three weeks that ended in March are no finding from April on."""
    old = layer(ALICE, BOB, turn=3 * WEEK, end="2025-03-31T09:00:00-04:00")
    new = layer(ALICE, BOB, start="2025-03-31T09:00:00-04:00")
    assert asked("OC002", schedule(old, new)).findings
    assert not asked("OC002", schedule(old, new), since="2025-04-15T00:00:00Z").findings


def test_the_limit_is_a_setting() -> None:
    """A team may ask for a week at most."""
    assert asked("OC002", schedule(layer(ALICE, BOB, turn=8 * DAY)), settings=Settings(longest_days=7)).findings
    assert not asked("OC002", schedule(layer(ALICE, BOB)), settings=Settings(longest_days=7)).findings


def test_the_refuted_statement_has_its_counterexample() -> None:
    """The first stretch that is too long begins with the schedule."""
    refuted = proof("OC002", schedule(layer(ALICE, ALICE, ALICE, BOB)))
    assert not refuted.holds
    assert refuted.counterexample is not None
    assert refuted.counterexample.start.isoformat() == MONDAY


def test_a_skipped_hour_does_not_break_the_rule() -> None:
    """Two-week turns from Sundays 02:30, one of which ends at 03:30, because that night has no 02:30."""
    sundays = layer(ALICE, BOB, turn=2 * WEEK, start="2025-01-12T02:30:00-05:00")
    assert not asked("OC002", schedule(sundays), since="2025-01-13T00:00:00Z").findings


def test_a_break_that_a_clock_change_swallows_is_no_break() -> None:
    """Off on Sundays from 02:00 to 03:00: in the night that skips that hour, two weeks are one stretch."""
    most = WeeklyRestriction(start_day_of_week=7, start_time_of_day="03:00:00", duration_seconds=WEEK - 3600)
    rota = schedule(layer(ALICE, restrictions=[most], start="2025-01-05T03:00:00-05:00"))
    (found,) = asked("OC002", rota, since="2025-04-01T00:00:00Z", settings=Settings(longest_days=7)).findings
    # The first such night after April 2025 is Sunday 2026-03-08.
    assert "from Sun 2026-03-01 03:00 -05:00 on" in found.message


def test_a_turn_that_is_over_does_not_hide_a_stretch() -> None:
    """Turns of three weeks that ended in 2024 say nothing about alice's three weeks in a row in 2026."""
    old = layer(ALICE, BOB, turn=3 * WEEK, start="2024-01-01T09:00:00-05:00", end="2024-06-03T09:00:00-04:00")
    new = layer(ALICE, ALICE, ALICE, BOB, start="2024-06-03T09:00:00-04:00")
    (found,) = asked("OC002", schedule(old, new), since="2026-01-01T00:00:00Z").findings
    assert "alice is on call for 3 weeks" in found.message


def test_a_long_turn_does_not_hide_a_longer_stretch() -> None:
    """Two layers of three weeks each, the second alice's alone: her turn, and her for ever, are both found."""
    shared = layer(ALICE, BOB, turn=3 * WEEK, end="2025-03-31T09:00:00-04:00")
    alone = layer(ALICE, turn=3 * WEEK, start="2025-03-31T09:00:00-04:00")
    messages = [found.message for found in asked("OC002", schedule(shared, alone)).findings]
    assert sum("a turn of layer" in message for message in messages) == 2
    assert any("alice is on call for ever" in message for message in messages)
