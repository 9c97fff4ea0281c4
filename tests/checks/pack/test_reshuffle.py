"""OC905: people join or leave, and the turns of those who stay move sooner than they must."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

import oncall
from oncall import Configuration, Schedule, Settings
from tests.edits import weekly

if TYPE_CHECKING:
    from oncall import Finding

THREE, FOUR = weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave")
MAY = "2025-05-05T09:00:00-04:00"


def found(before: Schedule, after: Schedule, applied_at: str = "2025-01-28T12:00:00-05:00") -> list[Finding]:
    """What OC905 finds in a change of one schedule, in its fourth week by default: alice's of three, dave's of four."""
    return [*oncall.diff(before, after, applied_at, MAY, settings=Settings(select=("OC905",))).new_findings]


def test_the_virtual_start_that_mends_it_is_told() -> None:
    """One turn earlier dave's first week is the last of four, and everybody keeps the three that come before."""
    (finding,) = found(THREE, FOUR)
    assert finding.message == (
        "checkout: the people of weekly are others, and that moves the turns of those who stay sooner than it must: "
        "with another rotation_virtual_start everybody who stays keeps their turns until Mon 2025-02-17 09:00 -05:00, "
        "instead of Tue 2025-01-28 12:00 -05:00 as it is written: a round took 3 weeks (3 turns of 1 week) and takes "
        "4 weeks (4 turns of 1 week): they are in step again only every 12 weeks."
    )
    assert finding.fix == 'Write rotation_virtual_start = "2024-12-30T09:00:00-05:00".'


def test_written_like_that_it_is_found_no_more() -> None:
    """The virtual start of the mend."""
    mended = attrs.evolve(FOUR, layers=[attrs.evolve(FOUR.layers[0], rotation_virtual_start="2024-12-30T14:00:00Z")])
    assert found(THREE, mended) == []


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(weekly("alice", "erin", "carol"), id="somebody else in a place moves nobody"),
        pytest.param(weekly("carol", "alice", "bob"), id="an order alone is nobody's joining or leaving"),
        pytest.param(weekly("dave", "erin"), id="where nobody stays nobody is moved"),
        pytest.param(attrs.evolve(THREE, layers=[]), id="a layer that is gone has no people"),
        pytest.param(THREE, id="nothing changes"),
    ],
)
def test_what_moves_nobody_more_than_it_must_is_not_found(after: Schedule) -> None:
    """No virtual start would do better."""
    assert found(THREE, after) == []


def test_added_where_the_rotation_ends_it_moves_nobody_sooner_than_it_must() -> None:
    """In the first week of both, the first three weeks stay as they are; no position keeps more."""
    assert found(THREE, FOUR, "2025-01-06T12:00:00-05:00") == []


def test_without_a_change_it_finds_nothing() -> None:
    """Of one configuration."""
    assert oncall.check(Configuration(schedules=[THREE]), settings=Settings(select=("OC905",))).findings == ()
