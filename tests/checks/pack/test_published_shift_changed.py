"""OC904: a change that takes a shift from somebody who has planned with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given

import oncall
from oncall import Configuration, Override, Schedule, Settings, User
from tests.agreement import oracle
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY, as_oracle

if TYPE_CHECKING:
    from oncall import Finding

THREE = weekly("alice", "bob", "carol")
MONDAY, MAY = "2025-01-06T12:00:00-05:00", "2025-05-05T09:00:00-04:00"


def found(
    before: Schedule | None, after: Schedule | None, applied_at: str | int = MONDAY, *, days: int = 14
) -> list[Finding]:
    """What OC904 finds in a change of one schedule."""
    settings = Settings(select=("OC904",), published_days=days)
    old, new = (Configuration(schedules=[] if each is None else [each]) for each in (before, after))
    until = MAY if isinstance(applied_at, str) else applied_at + DAY
    return [*oncall.diff(old, new, applied_at, until, settings=settings).new_findings]


@given(edits())
def test_somebody_loses_time_within_the_days_if_and_only_if_it_is_found(edit: Edit) -> None:
    """By the slow oracle, just after each boundary of both versions."""
    since, until = edit.near, edit.near + DAY
    before, after = as_oracle(edit.before), as_oracle(edit.after)
    edges = {since, *oracle.boundaries(before, since, until), *oracle.boundaries(after, since, until)}
    pairs = [(oracle.on_call(before, t), oracle.on_call(after, t)) for t in edges if since <= t < until]
    loses = any(one is not None and one != other for one, other in pairs)
    assert bool(found(edit.before, edit.after, edit.near, days=1)) == loses


def test_the_first_shift_that_is_taken_is_told() -> None:
    """On 01-13 it is bob's week; dave takes his place from then on, and carol's the week after."""
    (finding,) = found(THREE, weekly("alice", "dave", "erin"))
    assert finding.message == (
        "checkout: within 14 days of the change bob, carol lose time on call that was published: from Mon 2025-01-13 "
        "09:00 -05:00 to Mon 2025-01-20 09:00 -05:00 dave is in the place of bob, the first of 2 such times."
    )
    assert [str(span.start) for span in finding.spans] == ["2025-01-13 09:00:00-05:00", "2025-01-20 09:00:00-05:00"]
    assert finding.fix.startswith("Apply it later, or let what is new begin after Mon 2025-01-20 12:00 -05:00")


def test_whoever_is_added_where_nobody_was_loses_nothing() -> None:
    """Nor does whoever loses a shift after those days: the third week is carol's."""
    assert found(None, THREE) == []
    assert found(THREE, weekly("alice", "bob", "dave"), days=13) == []
    assert [each.code for each in found(THREE, weekly("alice", "bob", "dave"), days=15)] == ["OC904"]


def test_a_schedule_that_is_removed_takes_its_shifts_from_everybody() -> None:
    """Nobody is in their place."""
    (finding,) = found(THREE, None)
    assert "nobody is in the place of alice" in finding.message
    assert "alice, bob, carol lose time" in finding.message


def test_the_shift_that_is_going_on_counts() -> None:
    """An override of an hour from the moment of the change on."""
    hour = Override(user=User("dave"), start=MONDAY, end="2025-01-06T13:00:00-05:00")
    (finding,) = found(
        THREE, Schedule(name="checkout", time_zone=THREE.time_zone, layers=THREE.layers, overrides=[hour])
    )
    assert "alice loses time on call" in finding.message


def test_without_a_change_it_finds_nothing() -> None:
    """Of one configuration, and with no days at all."""
    settings = Settings(select=("OC904",))
    assert oncall.check(Configuration(schedules=[THREE]), settings=settings).findings == ()
    assert found(THREE, weekly("dave"), days=0) == []
