"""OC305 on-call-share."""

from __future__ import annotations

from oncall import DailyRestriction, Settings, User
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, asked, finding, layer, schedule


def test_a_third_of_the_time_is_too_much() -> None:
    """Three people in turns."""
    assert finding("OC305", schedule(layer(ALICE, BOB, CAROL))).message == (
        "rota: 3 people are on call for more than 25 % of the time: alice 33.3 %, bob 33.3 %, carol 33.3 % "
        "(168 hours every 3 weeks)."
    )


def test_a_quarter_is_not() -> None:
    """Also in the autumn, when one of the four weeks has an hour more."""
    rota = schedule(layer(ALICE, BOB, CAROL, DAVE))
    for since in (None, "2025-10-20T00:00:00Z", "2025-03-01T00:00:00Z"):
        assert not asked("OC305", rota, since=since).findings


def test_it_is_of_all_the_time() -> None:
    """Twelve hours of every day in two weeks of turns are a quarter each; with one second more they are not."""
    for seconds, count in ((12 * 3600, 0), (12 * 3600 + 60, 1)):
        days = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=seconds)
        assert len(asked("OC305", schedule(layer(ALICE, BOB, restrictions=[days]))).findings) == count


def test_only_those_who_have_too_much_are_named() -> None:
    """Of five turns alice has two."""
    found = finding("OC305", schedule(layer(ALICE, BOB, ALICE, CAROL, DAVE)))
    assert found.message == (
        "rota: one person is on call for more than 25 % of the time: alice 40 % (336 hours every 5 weeks)."
    )


def test_the_limit_can_be_set() -> None:
    """Half of the time is for two people what they can do."""
    rota = schedule(layer(ALICE, BOB))
    assert not asked("OC305", rota, settings=Settings(select=["OC305"], on_call_percent=50)).findings
    assert asked("OC305", rota, settings=Settings(select=["OC305"], on_call_percent=49)).findings


def test_one_person_alone_is_for_another_check() -> None:
    """OC001 says it."""
    assert not asked("OC305", schedule(layer(User("alice")))).findings
