"""Incidents: what is known of one that happened."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Incident, Page, User
from oncall.errors import InvalidValueError, NotAnInstantError

T = 1_741_791_600  # 2025-03-12T15:00:00Z
ALICE = User("alice")


def test_times_are_shown_in_utc() -> None:
    """However they are given: with an offset, as a text or as UTC seconds."""
    incident = Incident(
        triggered_at="2025-03-12T11:00:00-04:00",
        acknowledged_at="2025-03-12T16:05:00+01:00",
        resolved_at=T + 600,
        started_at="2025-03-12T14:58:00Z",
    )
    assert incident.triggered_at.isoformat() == "2025-03-12T15:00:00+00:00"
    assert [each.isoformat() for each in incident.acknowledged_at] == ["2025-03-12T15:05:00+00:00"]
    assert incident.resolved_at is not None
    assert incident.resolved_at.isoformat() == "2025-03-12T15:10:00+00:00"
    assert incident.started_at is not None
    assert incident.started_at.isoformat() == "2025-03-12T14:58:00+00:00"
    assert incident.timing == (T, (T + 300,), T + 600)


def test_what_is_not_known_is_none() -> None:
    """An incident may be no more than a trigger."""
    incident = Incident(triggered_at=T)
    assert (incident.timing, incident.acknowledged_at, incident.pages) == ((T, (), None), (), ())
    assert (incident.resolved_at, incident.started_at, incident.needed_action) == (None, None, None)
    assert incident.seconds_to_detect is incident.seconds_to_acknowledge is incident.seconds_to_resolve is None


@given(
    before=st.integers(0, 10**6),
    answers=st.lists(st.integers(0, 10**6), min_size=1, max_size=4),
    after=st.integers(0, 10**6),
)
def test_lengths_are_counted_from_the_trigger(before: int, answers: list[int], after: int) -> None:
    """To the first acknowledgement, whatever their order; an incident may be answered as it is triggered."""
    incident = Incident(
        triggered_at=T, started_at=T - before, acknowledged_at=[T + each for each in answers], resolved_at=T + after
    )
    assert (incident.seconds_to_detect, incident.seconds_to_resolve) == (before, after)
    assert incident.seconds_to_acknowledge == min(answers)
    assert incident.timing[1] == tuple(sorted(T + each for each in answers))


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"acknowledged_at": T - 1}, "acknowledged_at must be at or after the trigger (2025-03-12T15:00:00+00:00)"),
        ({"acknowledged_at": [T, T - 1]}, "acknowledged_at must be at or after the trigger"),
        ({"resolved_at": T - 1}, "resolved_at must be at or after the trigger"),
        ({"pages": [Page(at=T - 1, user=ALICE)]}, "pages must be at or after the trigger"),
        ({"started_at": T + 1}, "started_at must be at or before the trigger"),
        ({"pages": [ALICE]}, "pages must be a list of Page"),
        ({"needed_action": "yes"}, "needed_action must be True, False, or None where that is not known, got 'yes'"),
        ({"needed_action": []}, "needed_action must be True, False, or None"),
        ({"needed_action": 1}, "needed_action must be True, False, or None"),
        ({"severity": 1}, "severity must be a text, got 1"),
        ({"number": -1}, "number must be a whole number of at least 0"),
    ],
)
def test_an_impossible_incident_cannot_be_made(fields: dict[str, Any], message: str) -> None:
    """Nothing happens before it can, and each field takes what it can hold."""
    with pytest.raises(InvalidValueError) as caught:
        Incident(triggered_at=T, **fields)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("field", ["triggered_at", "acknowledged_at", "resolved_at", "started_at"])
def test_a_time_without_an_offset_is_refused(field: str) -> None:
    """The error names the field."""
    with pytest.raises(NotAnInstantError, match=f"^{field}: '2025-03-12' is not an instant"):
        Incident(**({"triggered_at": T} | {field: "2025-03-12"}))  # type: ignore[arg-type]


def test_pages_come_in_the_order_of_time() -> None:
    """Whatever order they were recorded in."""
    late, early = Page(at=T + 60, user=ALICE), Page(at=T, user=ALICE)
    assert Incident(triggered_at=T, pages=[late, early]).pages == (early, late)
