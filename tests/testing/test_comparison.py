"""Facts about the lines that tell how two timelines differ."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from oncall import Override, Shift, Timeline, User
from oncall.testing.comparison import timeline_lines
from tests.checks.builders import ALICE, BOB, CAROL, NEW_YORK, layer, schedule
from tests.strategies import Scene, ranges, scenes

SINCE, UNTIL = "2025-03-03T09:00:00-05:00", "2025-03-17T09:00:00-04:00"


def timeline(*shifts: tuple[str, str, str], zone: str = NEW_YORK) -> Timeline:
    """Shifts of March 2025 as who, from and until, with the days and times that the clock in New York shows."""
    offset = {True: "-05:00", False: "-04:00"}

    def at(text: str) -> str:
        return f"2025-03-{text}:00{offset[text < '09T02:00']}"

    people = {user.id: user for user in (ALICE, BOB, CAROL)}
    made = [Shift(user=people[who], start=at(start), end=at(end), sources=["Primary"]) for who, start, end in shifts]
    return Timeline(made, since=SINCE, until=UNTIL, zone=zone)


@given(scenes(), st.data())
def test_there_are_never_more_lines_than_asked_for(scene: Scene, data: st.DataObject) -> None:
    """The head, so many, and how many more; equal timelines have the head only."""
    since, until = data.draw(ranges(scene))
    one = scene.schedule.shifts(since, until)
    other = scene.schedule.shifts(since, until + 1)
    assert 2 <= len(timeline_lines(one, other, most=3)) <= 5
    assert len(timeline_lines(one, one)) == 1


def test_a_line_says_what_is_missing_extra_or_changed() -> None:
    """Missing: on the right only. Extra: on the left only. Changed: both begin at one instant."""
    left = timeline(
        ("alice", "03T09:00", "05T09:00"), ("bob", "06T09:00", "09T12:00"), ("alice", "12T09:00", "13T09:00")
    )
    right = timeline(
        ("carol", "03T09:00", "05T09:00"), ("bob", "06T09:00", "09T13:00"), ("bob", "11T09:00", "12T09:00")
    )
    assert timeline_lines(left, right) == [
        "3 shifts == 3 shifts (times in America/New_York)",
        "changed Mon 2025-03-03 09:00 to Wed 2025-03-05 09:00: alice, not carol",
        "changed Thu 2025-03-06 09:00 to Sun 2025-03-09 12:00, not Sun 2025-03-09 13:00: bob",
        "missing Tue 2025-03-11 09:00 to Wed 2025-03-12 09:00: bob",
        "extra   Wed 2025-03-12 09:00 to Thu 2025-03-13 09:00: alice",
    ]


def test_shifts_through_other_layers_say_which() -> None:
    """Where the person and the times are the same, the layers are what differs."""
    left = timeline(("alice", "03T09:00", "05T09:00"))
    (shift,) = left
    for sources, words in ((["Secondary"], "Primary, not Secondary"), ([], "Primary, not no layer")):
        other = Shift(user=ALICE, start=shift.start, end=shift.end, sources=sources)
        right = Timeline([other], since=SINCE, until=UNTIL)
        assert timeline_lines(left, right)[1] == (
            f"changed Mon 2025-03-03 09:00 to Wed 2025-03-05 09:00: alice, through {words}"
        )


def test_other_ranges_are_said() -> None:
    """Also where every shift is the same."""
    rota = schedule(layer(ALICE, start="2025-03-04T09:00:00-05:00", end="2025-03-05T09:00:00-05:00"))
    lines = timeline_lines(rota.shifts(SINCE, UNTIL), rota.shifts(SINCE, "2025-03-18T09:00:00-04:00"))
    both = "Mon 2025-03-03 09:00 to Mon 2025-03-17 09:00, not Mon 2025-03-03 09:00 to Tue 2025-03-18 09:00"
    assert lines == ["1 shift == 1 shift (times in America/New_York)", f"the ranges differ: {both}"]


def test_a_shift_that_never_ends_is_for_ever() -> None:
    """With `overflow`, one may."""
    one, other = (schedule(layer(user)).shifts(SINCE, UNTIL, overflow=True) for user in (ALICE, BOB))
    assert timeline_lines(one, other)[1:] == ["changed Mon 2025-01-06 09:00 to for ever: alice, not bob"]


def test_a_time_that_the_clock_shows_twice_has_its_offset() -> None:
    """01:30 in New York on 2 November 2025: once at -04:00, an hour later at -05:00."""
    ends = ["2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00"]
    rotas = [schedule(overrides=[Override(user=ALICE, start="2025-11-01T12:00:00Z", end=end)]) for end in ends]
    one, other = (rota.shifts("2025-11-01T00:00:00Z", "2025-11-03T00:00:00Z") for rota in rotas)
    assert timeline_lines(one, other)[1] == (
        "changed Sat 2025-11-01 08:00 to Sun 2025-11-02 01:30 -04:00, not Sun 2025-11-02 01:30 -05:00: alice"
    )


def test_people_of_one_name_are_told_apart() -> None:
    """Or it would say `Ann` of both."""
    one, other = (schedule(layer(User(id_, name="Ann"))).shifts(SINCE, UNTIL) for id_ in ("ann", "ann2"))
    assert timeline_lines(one, other)[1].endswith(": Ann (ann), not Ann (ann2)")
