"""Page logs: the incidents of some time, in order."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Incident, Page, PageLog, User
from oncall.errors import InvalidValueError, NotAnInstantError

T = 1_741_791_600  # 2025-03-12T15:00:00Z
ALICE = User("alice")

INCIDENTS = st.builds(
    Incident, triggered_at=st.integers(T, T + 3), number=st.integers(0, 2), id=st.sampled_from(["", "a", "b"])
)


@given(incidents=st.lists(INCIDENTS, max_size=6), seed=st.integers())
def test_a_log_is_a_sequence_in_the_order_of_triggers(incidents: list[Incident], seed: int) -> None:
    """The order in which the incidents come makes no difference; those of one second are in order of number and id."""
    log = PageLog(incidents)
    keys = [(each.timing[0], each.number, each.id) for each in log]
    assert keys == sorted(keys)
    shuffled = random.Random(seed).sample(incidents, len(incidents))  # noqa: S311 - an order, no secret
    assert PageLog(shuffled) == log
    assert hash(PageLog(shuffled)) == hash(log)
    assert (len(log), log[:], list(reversed(log))) == (len(incidents), log.incidents, [*log.incidents][::-1])


def test_pages_and_instants_stand_for_incidents() -> None:
    """A page is an incident that paged one person once, an instant one of which no more is known."""
    page = Page(at=T + 5, user=ALICE)
    log = PageLog([page, "2025-03-12T15:00:00Z", Incident(triggered_at=T + 9)])
    assert log.incidents == (
        Incident(triggered_at=T),
        Incident(triggered_at=T + 5, pages=[page]),
        Incident(triggered_at=T + 9),
    )
    assert log.pages == (page,)


def test_the_pages_of_all_incidents_are_in_the_order_of_time() -> None:
    """A page of an earlier incident may come later."""
    early, late = Page(at=T + 1, user=ALICE), Page(at=T + 60, user=ALICE)
    log = PageLog([Incident(triggered_at=T, pages=[late]), Incident(triggered_at=T + 1, pages=[early])])
    assert log.pages == (early, late)


@pytest.mark.parametrize("wrong", ["2025-03-12T15:00:00Z", 7, None])
def test_a_log_is_made_of_several_things(wrong: Any) -> None:
    """One instant is no log."""
    with pytest.raises(InvalidValueError, match="^incidents must be a list of Incident, Page or instants"):
        PageLog(wrong)


@pytest.mark.parametrize("wrong", ["soon", ALICE, None, True])
def test_what_is_no_incident_is_refused(wrong: Any) -> None:
    """Neither an incident, nor a page, nor an instant."""
    with pytest.raises(NotAnInstantError):
        PageLog([wrong])


def test_a_log_shows_how_much_there_is() -> None:
    """Not every incident."""
    assert repr(PageLog()) == "<PageLog of no incidents>"
    first, last = "2025-03-12 15:00:00+00:00", "2025-03-12 15:01:00+00:00"
    assert repr(PageLog([T, T + 60])) == f"<PageLog of 2 incidents, {first} to {last}>"


def test_what_has_no_number_comes_before_what_has_one() -> None:
    """Of three of one second, the one without a number, then number 0, then 1; a log shows the last of them."""
    numbers = [1, 0, None]
    log = PageLog([Incident(triggered_at=T, number=number) for number in numbers])
    assert [incident.number for incident in log] == [None, 0, 1]
    last = "2025-03-12 15:00:09+00:00"
    assert repr(PageLog([T, T + 1, T + 9])) == f"<PageLog of 3 incidents, 2025-03-12 15:00:00+00:00 to {last}>"
