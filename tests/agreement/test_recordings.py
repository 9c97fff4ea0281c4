"""What PagerDuty itself answered, reproduced to the second."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from oncall import DailyRestriction, Layer, Schedule, User

RECORDINGS = Path(__file__).parent.parent / "recordings"
NAMES = ("a_pagerbeauty_P538IZH", "b_elastic_swiftype_weekly", "d_v1_entries_2012")


def recording(name: str) -> dict[str, Any]:
    """One recording, as it was kept."""
    found: dict[str, Any] = json.loads((RECORDINGS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def schedule_of(recorded: dict[str, Any]) -> Schedule:
    """The recorded schedule; REST lists the highest layer first, a `Schedule` the lowest."""
    return Schedule(
        name=recorded["id"],
        time_zone=recorded["time_zone"],
        layers=[layer_of(each) for each in reversed(recorded["schedule_layers"])],
    )


def layer_of(recorded: dict[str, Any]) -> Layer:
    """A recorded layer; every restriction in the recordings is a daily one."""
    assert all(each["type"] == "daily_restriction" for each in recorded["restrictions"])
    return Layer(
        name=recorded["name"],
        start=recorded["start"],
        end=recorded["end"],
        rotation_virtual_start=recorded["rotation_virtual_start"],
        rotation_turn_length_seconds=recorded["rotation_turn_length_seconds"],
        users=[User(each["user"]["id"]) for each in recorded["users"]],
        restrictions=[
            DailyRestriction(start_time_of_day=each["start_time_of_day"], duration_seconds=each["duration_seconds"])
            for each in recorded["restrictions"]
        ],
    )


def second(text: str) -> int:
    """The UTC second of a recorded time, by the standard library."""
    return int(datetime.fromisoformat(text).timestamp())


def checks(kind: str) -> list[Any]:
    """Every recorded check of one kind, with the recording that it is from."""
    found = [(name, number, each) for name in NAMES for number, each in enumerate(recording(name)["_checks"])]
    return [pytest.param(name, each, id=f"{name}-{number}") for name, number, each in found if each["kind"] == kind]


@pytest.mark.parametrize(("name", "check"), checks("oncall_at"))
def test_the_current_entry_is_the_whole_shift(name: str, check: dict[str, Any]) -> None:
    """The entry that was current is the shift at that instant: its person, its start, its end."""
    shift = schedule_of(recording(name)).shift_at(check["now"])
    assert shift is not None
    entry = check["entry"]
    assert (shift.user.id, *shift.bounds) == (entry["user"]["id"], second(entry["start"]), second(entry["end"]))


@pytest.mark.parametrize(("name", "check"), checks("layer_starts"))
def test_the_entries_of_a_layer_begin_where_they_were_seen_to(name: str, check: dict[str, Any]) -> None:
    """A layer's shifts in a window begin when the entries do, with their people; one window has the end of summer."""
    recorded = recording(name)
    schedule = schedule_of(recorded)
    index = len(schedule.layers) - 1 - check["layer"]
    found = schedule.layer_shifts(index, check["since"], check["until"])
    expected = [(second(each["start"]), each["user"]["id"]) for each in check["starts"]]
    assert [(shift.bounds[0], shift.user.id) for shift in found] == expected
    # Nothing is missing between the entries: each ends where the next begins, the last one with the window.
    assert [shift.bounds[1] for shift in found] == [*(start for start, _ in expected[1:]), second(check["until"])]


@pytest.mark.parametrize(("name", "check"), checks("final"))
def test_the_final_schedule_is_what_was_rendered(name: str, check: dict[str, Any]) -> None:
    """The rendered entries are the shifts, save one without length that begins exactly at `until`."""
    found = schedule_of(recording(name)).shifts(check["since"], check["until"])
    entries = [(second(each["start"]), second(each["end"]), each["user"]["id"]) for each in check["entries"]]
    assert [(*shift.bounds, shift.user.id) for shift in found] == [each for each in entries if each[0] < each[1]]


def test_the_entry_without_length_is_who_comes_next() -> None:
    """Who was listed with no length at `until` is on call at that very second."""
    recorded = recording("d_v1_entries_2012")
    (check,) = recorded["_checks"]
    (following,) = [each for each in check["entries"] if each["start"] == each["end"]]
    user = schedule_of(recorded).on_call(following["start"])
    assert user is not None
    assert user.id == following["user"]["id"]


def test_every_recorded_check_is_reproduced() -> None:
    """No kind of check in the recordings is passed over here."""
    kinds = {each["kind"] for name in NAMES for each in recording(name)["_checks"]}
    assert kinds == {"oncall_at", "layer_starts", "final"}
    assert {path.stem for path in RECORDINGS.glob("*_*.json") if "_checks" in path.read_text()} == set(NAMES)
