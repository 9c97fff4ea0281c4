"""What becomes of one schedule: nothing before the change is applied, and from then on what differs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
from hypothesis import given
from hypothesis import strategies as st

from oncall.analysis.schedule_diffs import ScheduleDiff
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY

if TYPE_CHECKING:
    from oncall import Schedule

THREE, FOUR = weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave")
JANUARY, MARCH = "2025-01-06T09:00:00-05:00", "2025-03-03T09:00:00-05:00"


def diff(before: Schedule | None, after: Schedule | None, applied_at: str = JANUARY) -> ScheduleDiff:
    """The diff over eight weeks of 2025, from the 6th of January on."""
    return ScheduleDiff(before=before, after=after, since=JANUARY, until=MARCH, applied_at=applied_at)


@given(edits(), st.integers(-20 * DAY, 20 * DAY))
def test_the_past_is_as_it_was(edit: Edit, aside: int) -> None:
    """Nothing is different before the change is applied; from then on it is as in a range that begins there."""
    since, until, applied = edit.near - 10 * DAY, edit.near + 10 * DAY, edit.near + aside
    found = ScheduleDiff(before=edit.before, after=edit.after, since=since, until=until, applied_at=applied)
    begin = min(max(since, applied), until)
    assert found.bounds == (begin, until)
    assert all(each.span.bounds[0] >= applied for each in found.reassignments)
    if begin < until:
        alone = ScheduleDiff(before=edit.before, after=edit.after, since=begin, until=until, applied_at=begin)
        assert found.reassignments == alone.reassignments
        assert found.coverage == tuple(each.shifts(begin, until).coverage for each in (edit.before, edit.after))
    else:
        assert found.is_empty
    assert found.changes_at_applying == (edit.before.on_call(applied) != edit.after.on_call(applied))


@given(edits())
def test_nothing_in_the_range_is_less_than_nothing_for_ever(edit: Edit) -> None:
    """What is proved for all time holds of every range after the change."""
    if not edit.is_short:
        return  # the tests of walks look at what is long
    found = ScheduleDiff(
        before=edit.before, after=edit.after, since=edit.near, until=edit.near + 50 * DAY, applied_at=edit.near
    )
    assert found.proof is not None
    if found.proof.holds and found.proof.until is None:
        assert found.is_empty


def test_a_person_who_joins_takes_the_fourth_week() -> None:
    """Weeks 1 to 8 of three: a b c a b c a b; of four: a b c d a b c d. So the first three weeks stay."""
    found = diff(THREE, FOUR, "2025-01-07T12:00:00-05:00")
    assert [f"{each.before}>{each.after}" for each in found.reassignments] == [
        "alice>dave", "bob>alice", "carol>bob", "alice>carol", "bob>dave"
    ]  # fmt: skip
    assert found.users_at_applying == (THREE.users[0], THREE.users[0])
    assert not found.changes_at_applying
    assert {each.user.id: each.is_moved for each in found.next_shifts} == {
        "alice": True, "bob": False, "carol": False, "dave": True
    }  # fmt: skip
    alice = next(each for each in found.next_shifts if each.user.id == "alice")
    assert [str(each and each.start) for each in (alice.before, alice.after)] == [
        "2025-01-27 09:00:00-05:00",
        "2025-02-03 09:00:00-05:00",
    ]


def test_applied_in_the_fourth_week_it_changes_at_once() -> None:
    """Alice is on call until Monday, and dave is from the moment on at which it is applied."""
    found = diff(THREE, FOUR, "2025-01-29T12:00:00-05:00")
    assert [str(each) for each in found.users_at_applying] == ["alice", "dave"]
    assert found.changes_at_applying
    assert str(found.reassignments[0].span.start) == "2025-01-29 12:00:00-05:00"


def test_a_schedule_that_appears_or_disappears_is_all_different() -> None:
    """Its coverage goes from none to all, or back, and there is nothing to prove."""
    added, removed = diff(None, FOUR), diff(FOUR, None)
    assert (added.coverage, removed.coverage) == ((0.0, 1.0), (1.0, 0.0))
    assert added.proof is removed.proof is None
    assert all(each.before is None for each in added.reassignments)
    assert all(each.after is None for each in removed.reassignments)
    assert [one.span.end == other.span.start for one, other in pairwise(added.reassignments)] == [True] * 7
    assert added.schedule == removed.schedule == FOUR
    assert not added.is_renamed


def test_a_name_is_no_change_for_people() -> None:
    """It is renamed, and empty."""
    found = diff(THREE, attrs.evolve(THREE, name="payments", id="payments"))
    assert found.is_renamed
    assert found.is_empty
    assert found.next_shifts == ()
    assert found.proof is not None
    assert found.proof.holds


def test_as_plain_values_it_tells_everything() -> None:
    """Of a schedule with one person in the place of another for ever."""
    found = diff(weekly("alice"), weekly("bob"), "2025-03-02T09:00:00-05:00").to_dict()
    assert found["at_applying"] == {"before": "alice", "after": "bob", "changes": True}
    assert found["reassignments"] == [
        {"start": "2025-03-02T09:00:00-05:00", "end": "2025-03-03T09:00:00-05:00", "before": "alice", "after": "bob"}
    ]
    assert found["coverage"] == {"before": 1.0, "after": 1.0}
    assert found["proof"]["holds"] is False
    assert found["next_shifts"][0]["after"]["start"] == "2025-03-02T09:00:00-05:00"
    assert repr(diff(None, THREE)).startswith("<ScheduleDiff of checkout: 8 reassignments")
