"""OC307 underload."""

from __future__ import annotations

from oncall import DailyRestriction, Settings, User
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, WEEK, asked, finding, layer, schedule


def crew(count: int) -> list[User]:
    """So many people."""
    return [User(f"user {number}") for number in range(count)]


def test_thirteen_are_on_call_once_a_quarter() -> None:
    """Fourteen are not: thirteen weeks without a shift come after each turn."""
    assert not asked("OC307", schedule(layer(*crew(13)))).findings
    assert finding("OC307", schedule(layer(*crew(14)))).message == (
        "rota: between two shifts of user 0, user 1, user 2, user 3, user 4 and 9 more pass up to 13 weeks: "
        "less than one in 13 weeks."
    )


def test_a_clock_change_does_not_matter() -> None:
    """Thirteen weeks on the wall clock are an hour less in spring, and no less than thirteen weeks."""
    rota = schedule(layer(*crew(14)))
    for since in ("2025-01-13T14:00:00Z", "2025-09-01T14:00:00Z"):
        (found,) = asked("OC307", rota, since=since).findings
        assert "and 9 more" in found.message


def test_it_is_the_longest_time_that_counts() -> None:
    """Alice has two of seventeen turns close to each other, and then none for fourteen weeks; bob none for sixteen."""
    found = finding("OC307", schedule(layer(ALICE, BOB, ALICE, *[CAROL, DAVE] * 7)))
    assert found.message == "rota: between two shifts of alice, bob pass up to 16 weeks: less than one in 13 weeks."


def test_windows_within_a_turn_are_shifts() -> None:
    """Eight hours a day for a week: the time between two days is not what is meant."""
    days = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * 3600)
    assert not asked("OC307", schedule(layer(*crew(8), restrictions=[days]))).findings


def test_long_turns_are_for_another_check() -> None:
    """Eight people with turns of three weeks: OC002 asks for shorter ones."""
    assert not asked("OC307", schedule(layer(*crew(8), turn=3 * WEEK))).findings


def test_whoever_takes_no_part_is_left_out() -> None:
    """Of weight 0 nothing is expected."""
    rota = schedule(layer(*crew(14)))
    settings = Settings(select=["OC307"], weights={f"user {number}": 0 for number in range(14)})
    assert not asked("OC307", rota, settings=settings).findings
    assert not asked("OC307", rota, settings=Settings(select=["OC307"], underload_weeks=14)).findings
