"""The next shift of each person is the first that begins, however far ahead."""

from __future__ import annotations

import attrs
from hypothesis import given

from oncall import Override, User
from oncall.analysis.coming import coming_shifts
from oncall.chronology.zones import EARLIEST
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY

FAR = 400 * DAY


@given(edits())
def test_it_is_the_first_of_the_shifts_that_follow(edit: Edit) -> None:
    """Those that begin at an instant or later; of the schedule that was, whoever is on call then goes on."""
    at = edit.near
    found = coming_shifts(edit.before, edit.after, at)
    known = edit.before.on_call(at - 1)
    expected: dict[str, tuple[int, int | None]] = {}
    for shift in edit.after.shifts(at, at + FAR, overflow=True):
        start, end = shift.bounds
        begins = max(start, at)
        if begins > at or shift.user != known:
            expected.setdefault(shift.user.id, (begins, end))
    near = {user.id: shift.bounds for user, shift in found.items() if shift.bounds[0] < at + FAR}
    assert near == expected


def test_whoever_is_on_call_has_their_next_shift_later() -> None:
    """On Wed 2025-01-08 alice is on call; of three people her next week is the fourth."""
    one = weekly("alice", "bob", "carol")
    found = coming_shifts(one, one, 1736352000)  # 2025-01-08T16:00Z
    assert {user.id: f"{shift.start:%m-%d %H:%M}" for user, shift in found.items()} == {
        "bob": "01-13 09:00",
        "carol": "01-20 09:00",
        "alice": "01-27 09:00",
    }


def test_whoever_takes_over_begins_a_shift_at_once() -> None:
    """Put in alice's place on that Wednesday, bob begins then, and is done on Monday."""
    found = coming_shifts(weekly("alice"), weekly("bob", "carol"), 1736352000)
    shift = next(iter(found.values()))
    assert str(shift) == "bob: 2025-01-08T11:00:00-05:00 to 2025-01-13T09:00:00-05:00"


def test_of_a_schedule_that_is_not_there_nobody_has_any() -> None:
    """Nor of one in which one person is on call for ever, as they are already."""
    assert coming_shifts(weekly("alice"), None, 1736352000) == {}
    assert coming_shifts(weekly("alice"), weekly("alice"), 1736352000) == {}
    assert [shift.end for shift in coming_shifts(None, weekly("alice"), 1736352000).values()] == [None]


def test_overrides_long_ago_take_nobodys_next_shift() -> None:
    """Of 60 people who take weeks each has one within 60 weeks; 300 overrides of 2020 do not come back."""
    names = [f"user {number}" for number in range(60)]
    past = [
        Override(user=User("judy"), start=1577836800 + 7200 * each, end=1577840400 + 7200 * each) for each in range(300)
    ]
    one = attrs.evolve(weekly(*names), overrides=past)
    assert len(coming_shifts(one, one, 1736352000)) == 60


def test_at_the_beginning_of_time_nobody_goes_on() -> None:
    """There is no instant before it to ask about."""
    one = weekly("alice", since="0001-01-04T00:00:00+00:00")
    assert len(coming_shifts(one, one, EARLIEST)) == 1
