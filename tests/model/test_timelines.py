"""Shifts and timelines: what they tell, and what cannot be one; the laws are in tests/laws/test_timelines.py."""

from __future__ import annotations

from typing import Any

import pendulum
import pytest

from oncall import Shift, Timeline, User, overlay
from oncall.errors import InvalidValueError, NotAnInstantError, OutsideTimelineError

ALICE, BOB = User("alice", name="Alice"), User("bob")
# New York's clocks go back at 06:00Z on 2 November 2025, from 02:00 -04:00 to 01:00 -05:00.
FIRST = Shift(
    user=ALICE,
    start="2025-11-02T04:00:00Z",
    end="2025-11-02T06:30:00Z",
    sources=["Primary", "override"],
    zone="America/New_York",
)
SECOND = Shift(user=BOB, start="2025-11-02T07:00:00Z", end="2025-11-02T08:00:00Z", zone="America/New_York")
NIGHT = Timeline([FIRST, SECOND], since="2025-11-02T04:00:00Z", until="2025-11-02T08:30:00Z", zone="America/New_York")


def test_a_shift_is_shown_in_its_zone() -> None:
    """Start and end are pendulum values of the schedule's zone, and the repeated hour is told by its offset."""
    assert isinstance(FIRST.start, pendulum.DateTime)
    assert FIRST.start.isoformat() == "2025-11-02T00:00:00-04:00"
    assert FIRST.end is not None
    assert FIRST.end.isoformat() == "2025-11-02T01:30:00-05:00"
    assert FIRST.seconds == 2 * 3600 + 1800
    assert str(FIRST) == "Alice: 2025-11-02T00:00:00-04:00 to 2025-11-02T01:30:00-05:00"


def test_a_shift_without_an_end_is_for_ever() -> None:
    """None for the end means that nothing ends it."""
    shift = Shift(user=ALICE, start=0, end=None)
    assert (shift.end, shift.seconds, shift.bounds) == (None, None, (0, None))
    assert str(shift) == "Alice: 1970-01-01T00:00:00+00:00 to for ever"
    assert shift.to_dict()["end"] is None


def test_a_shift_as_plain_values() -> None:
    """A dictionary has texts, and the ISO times have the zone's offset."""
    assert FIRST.to_dict() == {
        "user": "alice",
        "name": "Alice",
        "start": "2025-11-02T00:00:00-04:00",
        "end": "2025-11-02T01:30:00-05:00",
        "sources": ["Primary", "override"],
    }
    assert NIGHT.to_dicts() == [FIRST.to_dict(), SECOND.to_dict()]


@pytest.mark.parametrize("end", [0, -1, "1969-12-31T00:00:00Z"])
def test_a_shift_ends_after_it_starts(end: Any) -> None:
    """A shift has at least one second."""
    with pytest.raises(InvalidValueError, match="end must be after start") as caught:
        Shift(user=ALICE, start=0, end=end)
    assert caught.value.field == "end"


@pytest.mark.parametrize(
    ("field", "value"), [("user", "alice"), ("user", None), ("sources", "Primary"), ("sources", [1]), ("sources", None)]
)
def test_a_shift_has_a_user_and_a_list_of_sources(field: str, value: Any) -> None:
    """A text is neither a user nor a list."""
    fields: dict[str, Any] = {"user": ALICE, "start": 0, "end": 1, field: value}
    with pytest.raises(InvalidValueError) as caught:
        Shift(**fields)
    assert caught.value.field == field


@pytest.mark.parametrize(("field", "value"), [("start", "2025-01-01"), ("end", "2025-01-01T00:00:00"), ("start", None)])
def test_the_ends_of_a_shift_are_instants(field: str, value: Any) -> None:
    """A naive time is refused by the name of its field."""
    fields: dict[str, Any] = {"user": ALICE, "start": 0, "end": 1, field: value}
    with pytest.raises(NotAnInstantError, match=f"^{field}: "):
        Shift(**fields)


def test_a_timeline_is_a_sequence_of_shifts() -> None:
    """Indexing, slicing, iteration, length, membership and reversal are those of a sequence."""
    assert list(NIGHT) == [FIRST, SECOND]
    assert (len(NIGHT), NIGHT[0], NIGHT[-1], NIGHT[1:]) == (2, FIRST, SECOND, (SECOND,))
    assert FIRST in NIGHT
    assert list(reversed(NIGHT)) == [SECOND, FIRST]
    assert (NIGHT.index(SECOND), NIGHT.count(FIRST)) == (1, 1)
    assert NIGHT[0].zone == "America/New_York"
    with pytest.raises(IndexError):
        NIGHT[2]
    assert not Timeline([], since=0, until=1)


def test_a_timeline_gives_back_the_shifts_that_it_was_given() -> None:
    """Also two of one person who is called by two names, whole, by index, by slice and in turn."""
    named = [User("a", name="Ann"), User("a", name="Ann Lee"), User("b")]
    shifts = [Shift(user=user, start=hour, end=hour + 1, sources=["x"]) for hour, user in enumerate(named)]
    timeline = Timeline(shifts, since=0, until=10)
    assert [shift.user.name for shift in timeline] == ["Ann", "Ann Lee", "b"]
    assert [timeline[index].user.name for index in (0, 1, -1)] == ["Ann", "Ann Lee", "b"]
    assert [shift.user.name for shift in timeline[1:]] == ["Ann Lee", "b"]
    assert timeline[::-1] == tuple(shifts[::-1])
    assert hash(timeline) == hash(Timeline(iter(shifts), since=0, until=10))
    assert timeline != Timeline(shifts[1:], since=0, until=10)


def test_a_timeline_tells_its_gaps_and_coverage() -> None:
    """Of four and a half hours, from 06:30Z for half an hour and from 08:00Z for half an hour nobody is on call."""
    assert [str(gap) for gap in NIGHT.gaps] == [
        "2025-11-02T01:30:00-05:00 to 2025-11-02T02:00:00-05:00",
        "2025-11-02T03:00:00-05:00 to 2025-11-02T03:30:00-05:00",
    ]
    assert NIGHT.coverage == 3.5 / 4.5
    assert NIGHT.covered.seconds == 3.5 * 3600
    assert Timeline([], since=0, until=1).coverage == 0
    assert Timeline([Shift(user=ALICE, start=0, end=None)], since=0, until=1).coverage == 1


def test_a_timeline_tells_who_is_on_call() -> None:
    """Shifts are half-open, and outside of all of them there is nobody."""
    expected = {"04:00:00": ALICE, "06:29:59": ALICE, "06:30:00": None, "07:00:00": BOB, "08:00:00": None}
    assert {time: NIGHT.at(f"2025-11-02T{time}Z") for time in expected} == expected
    assert NIGHT.at("2025-11-02T01:00:00-04:00") == ALICE
    assert NIGHT.users == (ALICE, BOB)


@pytest.mark.parametrize("instant", ["2025-11-02T03:59:59Z", "2025-11-02T08:30:00Z"])
def test_a_timeline_does_not_tell_what_is_outside_of_it(instant: str) -> None:
    """Nobody on call is not the same as not known, so an instant outside of the range is an error."""
    with pytest.raises(OutsideTimelineError) as caught:
        NIGHT.at(instant)
    assert isinstance(caught.value, LookupError)
    assert (caught.value.since, caught.value.until) == ("2025-11-02T00:00:00-04:00", "2025-11-02T03:30:00-05:00")
    assert str(caught.value) == (
        f"{caught.value.instant} is outside of the timeline, "
        "which covers 2025-11-02T00:00:00-04:00 up to, not including, 2025-11-02T03:30:00-05:00"
    )


def test_one_persons_timeline_has_the_same_range() -> None:
    """By user or by id, the others' shifts become gaps; an unknown person has none."""
    own = NIGHT.for_user(BOB)
    assert (list(own), own.since, own.until, own.zone) == ([SECOND], NIGHT.since, NIGHT.until, NIGHT.zone)
    assert NIGHT.for_user("bob") == own
    assert len(NIGHT.for_user("nobody")) == 0
    assert NIGHT.for_user("Alice") != NIGHT.for_user("alice")


def test_shifts_that_reach_out_of_the_range_count_within_it() -> None:
    """Coverage, gaps and people are those of the range, however far the first and the last shift reach."""
    whole = Timeline([Shift(user=ALICE, start=-100, end=10), Shift(user=BOB, start=90, end=None)], since=0, until=100)
    assert (whole.coverage, whole.at(0), whole.at(99)) == (0.2, ALICE, BOB)
    assert [gap.bounds for gap in whole.gaps] == [(10, 90)]


@pytest.mark.parametrize(
    "shifts",
    [
        [SECOND, FIRST],
        [FIRST, FIRST],
        [Shift(user=ALICE, start=FIRST.start, end=None), SECOND],
        [Shift(user=ALICE, start=0, end=1)],
        [Shift(user=ALICE, start="2025-11-02T08:30:00Z", end=None)],
        [Shift(user=ALICE, start=0, end="2025-11-02T04:00:00Z")],
    ],
)
def test_shifts_are_in_order_apart_and_within_the_range(shifts: list[Shift]) -> None:
    """Overlapping, disordered or distant shifts are no timeline."""
    with pytest.raises(InvalidValueError, match="shifts must be in order, apart, and within the range") as caught:
        Timeline(shifts, since=NIGHT.since, until=NIGHT.until)
    assert caught.value.field == "shifts"


def test_a_timeline_has_a_range() -> None:
    """A range without a second is refused."""
    with pytest.raises(InvalidValueError, match="until must be after since"):
        Timeline([], since=0, until=0)


def test_an_overlay_joins_what_becomes_one_shift() -> None:
    """One person's shifts that come to touch are one, with the sources of both in order."""
    upper = Timeline(
        [Shift(user=ALICE, start="2025-11-02T06:30:00Z", end="2025-11-02T07:30:00Z", sources=["upper"])],
        since=NIGHT.since,
        until=NIGHT.until,
        zone="Etc/UTC",
    )
    over = overlay(NIGHT, upper)
    assert [(it.user, it.sources) for it in over] == [(ALICE, ("Primary", "override", "upper")), (BOB, ())]
    assert [str(gap) for gap in over.gaps] == ["2025-11-02T08:00:00+00:00 to 2025-11-02T08:30:00+00:00"]


def test_timelines_over_different_ranges_cannot_be_overlaid() -> None:
    """Ranges that begin at the first and at the second 01:30 of one night are different, alike as they look."""
    until = "2025-11-02T08:30:00Z"
    early, late = (
        Timeline([], since=f"2025-11-02T0{hour}:30:00Z", until=until, zone="America/New_York") for hour in (5, 6)
    )
    with pytest.raises(InvalidValueError, match="lower must be a timeline over the same range as upper") as caught:
        overlay(early, late)
    assert caught.value.field == "lower"
    assert overlay(early, early) == early
