"""Both ways to write an edit so that people keep their turns, where there are any."""

from __future__ import annotations

from oncall import Configuration, Schedule
from oncall.analysis.changes import Change
from oncall.analysis.suggestions import Suggestion, suggestions
from tests.edits import weekly

THREE, FOUR = weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave")


def suggested(before: Schedule | None, after: Schedule | None, at: str) -> list[Suggestion]:
    """What is suggested for one schedule."""
    old, new = (Configuration(schedules=[] if each is None else [each]) for each in (before, after))
    change = Change(before=old, after=new, since=at, until="2025-06-02T00:00:00Z", applied_at=at)
    return [*suggestions(change)]


def test_where_an_order_keeps_more_both_ways_are_told() -> None:
    """On 2025-02-05, week 5: bob's of three; of four as written alice's. With bob there, next is carol, then dave."""
    # By virtual start: bob, carol, then dave where alice was: until 2025-02-17. By order bob, carol, alice, and then
    # dave where bob comes again: until 2025-02-24.
    (found,) = suggested(THREE, FOUR, "2025-02-05T12:00:00-05:00")
    assert [str(each.layers[0].until)[:10] for each in found.ways] == ["2025-02-17", "2025-02-24"]
    assert found.to_dict()["order"]["layers"][0]["kept_until"] == "2025-02-24T09:00:00-05:00"


def test_where_a_virtual_start_is_as_good_an_order_is_not_told() -> None:
    """On 2025-01-28, week 4, alice's of three: a turn earlier it is alice, bob, carol, dave; no order keeps more."""
    (found,) = suggested(THREE, FOUR, "2025-01-28T12:00:00-05:00")
    assert found.virtual_start is not None
    assert found.order is None


def test_what_is_best_as_it_is_written_has_no_ways() -> None:
    """In the first week of both."""
    (found,) = suggested(THREE, FOUR, "2025-01-07T12:00:00-05:00")
    assert found.ways == ()
    assert str(found.written.layers[0].until)[:10] == "2025-01-27"
    assert found.to_dict() == {"schedule": "checkout", "virtual_start": None, "order": None}


def test_what_comes_or_goes_or_stays_needs_none() -> None:
    """There is nobody to keep turns for, or nothing that moves them."""
    at = "2025-01-07T12:00:00-05:00"
    assert suggested(None, THREE, at) == suggested(THREE, None, at) == suggested(THREE, THREE, at) == []
