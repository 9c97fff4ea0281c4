"""Edits of `start` that are never applied."""

from __future__ import annotations

import pytest

from oncall.errors import InvalidValueError, Location, NotAnInstantError
from oncall.model import SilentEdit


def edit(**values: object) -> SilentEdit:
    """An edit of the second layer, by a month."""
    given = {
        "schedule": "pagerduty_schedule.a",
        "layer": 1,
        "applied": "2025-01-01T00:00:00-05:00",
        "written": "2025-02-01T00:00:00-05:00",
    }
    return SilentEdit(**{**given, **values})  # type: ignore[arg-type]


def test_as_a_sentence() -> None:
    """By the name of the layer, or by its place, counted from 1."""
    times = "start stays 2025-01-01T00:00:00-05:00, not 2025-02-01T00:00:00-05:00"
    assert str(edit()) == f"pagerduty_schedule.a, layer 2: {times}"
    assert str(edit(name="Night")) == f"pagerduty_schedule.a, layer 'Night': {times}"


def test_as_plain_values() -> None:
    """The layer is counted from 0, as the index of a list is."""
    assert edit(name="Night", where=Location("main.tf", 7, 3)).to_dict() == {
        "schedule": "pagerduty_schedule.a",
        "layer": 1,
        "name": "Night",
        "applied": "2025-01-01T00:00:00-05:00",
        "written": "2025-02-01T00:00:00-05:00",
        "at": "main.tf:7",
    }
    assert edit().to_dict()["at"] is None


def test_what_is_none() -> None:
    """One instant with two offsets is no edit, and what is no time is no start."""
    with pytest.raises(InvalidValueError, match="written must be another instant"):
        edit(written="2025-01-01T05:00:00Z")
    with pytest.raises(NotAnInstantError):
        edit(applied="2025-01-01")
    with pytest.raises(InvalidValueError, match="layer must be"):
        edit(layer=-1)
