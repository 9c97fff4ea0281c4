"""Reassignments tell all that is different between two schedules, and nothing else."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from oncall.analysis.reassignments import reassignments
from oncall.chronology.spans import canonical
from tests.agreement import oracle
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY, HOUR, Scene, as_oracle, nudges, scenes

if TYPE_CHECKING:
    from oncall import Schedule
    from oncall.analysis.reassignments import Reassignment

Pieces = dict[str, list[tuple[int, int]]]


def around(near: int, width: int) -> tuple[int, int]:
    """A range with an instant somewhere in it."""
    return near - width // 3, near + width


def found(before: Schedule | None, after: Schedule | None, since: int, until: int) -> tuple[Reassignment, ...]:
    """The reassignments, shown in UTC."""
    return reassignments(before, after, since, until, zone="Etc/UTC")


def held(schedule: Schedule, since: int, until: int) -> Pieces:
    """When each person is on call, by the library's timeline."""
    times: Pieces = {}
    for shift in schedule.shifts(since, until):
        start, end = shift.bounds
        times.setdefault(shift.user.id, []).append((start, until if end is None else end))
    return {user: canonical(spans) for user, spans in times.items()}


def applied(times: Pieces, changes: tuple[Reassignment, ...]) -> Pieces:
    """Who is on call when, once each change has taken its span from one person and given it to another."""
    for change in changes:
        start, end = change.span.bounds
        for user, spans in times.items():
            cut = [part for a, b in spans for part in ((a, min(b, start)), (max(a, end), b))]
            times[user] = canonical(cut)
        if change.after is not None:
            times[change.after.id] = canonical([*times.get(change.after.id, []), (start, end)])
    return {user: spans for user, spans in times.items() if spans}


@given(scenes(), st.sampled_from([HOUR, 12 * DAY]))
def test_equals_have_none(scene: Scene, width: int) -> None:
    """What is the same schedule written twice puts the same people on call."""
    since, until = around(scene.near, width)
    assert found(scene.schedule, scene.schedule, since, until) == ()


@given(edits(), st.sampled_from([1, HOUR, 12 * DAY]))
def test_applied_to_what_was_they_give_what_becomes(edit: Edit, width: int) -> None:
    """So nothing is missing, and nothing is too much."""
    since, until = around(edit.near, width)
    changes = found(edit.before, edit.after, since, until)
    assert applied(held(edit.before, since, until), changes) == held(edit.after, since, until)


@given(edits(), st.sampled_from([HOUR, 12 * DAY]))
def test_they_are_in_order_apart_and_as_long_as_can_be(edit: Edit, width: int) -> None:
    """Two that touch differ in a person, and each is within the range and changes who is on call."""
    since, until = around(edit.near, width)
    changes = found(edit.before, edit.after, since, until)
    for one, other in pairwise(changes):
        end, start = one.span.bounds[1], other.span.bounds[0]
        assert end < start or (end == start and (one.before, one.after) != (other.before, other.after))
    assert all(each.before != each.after for each in changes)
    assert all(since <= each.span.bounds[0] and each.span.bounds[1] <= until for each in changes)


@given(edits(), edits(), st.sampled_from([HOUR, 12 * DAY]))
def test_two_changes_one_after_the_other_cover_both_at_once(edit: Edit, other: Edit, width: int) -> None:
    """Where the last version differs from the first, it differs from the one between, or that one from the first."""
    since, until = around(edit.near, width)
    first, second, both = (
        [each.span.bounds for each in found(one, two, since, until)]
        for one, two in ((edit.before, edit.after), (edit.after, other.after), (edit.before, other.after))
    )
    covered = canonical([*first, *second])
    assert canonical([*covered, *both]) == covered


@given(edits(), st.lists(nudges(), max_size=4))
def test_second_by_second_they_are_what_the_slow_oracle_says(edit: Edit, asides: list[int]) -> None:
    """Some seconds in a row, any others, and the two at each end of each span."""
    since, until = edit.near - DAY, edit.near + DAY
    before, after = as_oracle(edit.before), as_oracle(edit.after)
    changes = found(edit.before, edit.after, since, until)
    ends = [edge for each in changes[:4] for edge in each.span.bounds]
    seconds = {*range(edit.near - 2, edit.near + 3), *(edit.near + aside for aside in asides)}
    for second in seconds.union(ends, (edge - 1 for edge in ends)):
        if since <= second < until:
            here = next((each for each in changes if second in each.span), None)
            was, becomes = oracle.on_call(before, second), oracle.on_call(after, second)
            if here is None:
                assert was == becomes
            else:
                assert (here.before and here.before.id, here.after and here.after.id) == (was, becomes)


def test_a_fourth_person_takes_the_fourth_week() -> None:
    """Weeks from Monday 2025-01-06 09:00: of 3 people the 4th is alice's again, of 4 it is dave's."""
    changes = found(weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave"), 1736172000, 1738594800)
    # 1736172000 is 2025-01-06T14:00Z, 09:00 in New York; 1738594800 is 2025-02-03T15:00Z, an hour into the fifth week,
    # which is bob's of three (the 2nd) and alice's of four (the 1st again).
    assert [str(each) for each in changes] == [
        "2025-01-27T14:00:00+00:00 to 2025-02-03T14:00:00+00:00: alice -> dave",
        "2025-02-03T14:00:00+00:00 to 2025-02-03T15:00:00+00:00: bob -> alice",
    ]
    assert changes[0].to_dict() == {
        "start": "2025-01-27T14:00:00+00:00",
        "end": "2025-02-03T14:00:00+00:00",
        "before": "alice",
        "after": "dave",
    }


def test_a_schedule_that_is_not_there_has_nobody_on_call() -> None:
    """Removed, all its time is lost; added, all of it is new."""
    one = weekly("alice")
    assert [(each.before, each.after) for each in found(one, None, 1736172000, 1738594800)] == [(one.users[0], None)]
    assert [(each.before, each.after) for each in found(None, one, 1736172000, 1738594800)] == [(None, one.users[0])]
    assert found(None, None, 0, 1) == ()
