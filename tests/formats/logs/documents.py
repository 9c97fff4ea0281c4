"""Short ways to say what PagerDuty answers, in the shapes of its API reference, and what is read of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from oncall.errors import SourceError
from oncall.formats.logs import load, loads

if TYPE_CHECKING:
    from pathlib import Path

    from oncall import Incident

T = "2025-03-12T15:00:00Z"
T0 = 1_741_791_600
"""15:00 of 2025-03-12 in UTC: 20 159 days of 86 400 s after 1970-01-01, and 15 hours."""


def at(seconds: int) -> str:
    """A time of that hour, so many seconds after its beginning."""
    return f"2025-03-12T15:{seconds // 60:02}:{seconds % 60:02}Z"


def user(name: str) -> dict[str, Any]:
    """A reference to a user."""
    return {"id": f"P{name.upper()}", "type": "user_reference", "summary": name.title()}


def incident(**members: Any) -> dict[str, Any]:
    """An incident as `GET /incidents` lists it."""
    return {"id": "Q1", "type": "incident", "created_at": T, "status": "triggered"} | members


def entry(kind: str, seconds: int, **members: Any) -> dict[str, Any]:
    """A log entry of that incident."""
    reference = {"id": "Q1", "type": "incident_reference", "summary": "[#1] down"}
    return {"id": f"R{kind}", "type": f"{kind}_log_entry", "created_at": at(seconds), "incident": reference} | members


def only(*things: dict[str, Any]) -> Incident:
    """The one incident that incidents and log entries, as they come, are about."""
    (found,) = loads(json.dumps(things))
    return found


def pages(*things: dict[str, Any]) -> list[tuple[int, str]]:
    """Its pages, in seconds after the hour, with the id of whoever was paged."""
    return [(page.instant - T0, page.user.id) for page in only(*things).pages]


def problems(text: str, *, time_zone: str | None = None) -> list[str]:
    """Everything that is wrong with a text called `log`."""
    with pytest.raises(SourceError) as caught:
        loads(text, "log", time_zone=time_zone)
    return [str(problem) for problem in caught.value.problems]


def wrong_file(path: Path, content: bytes | None = None) -> str:
    """The one thing that is wrong with a file, after its path."""
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        load(path)
    (problem,) = caught.value.problems
    return str(problem).removeprefix(str(path))
