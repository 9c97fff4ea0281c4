"""The picture of a change in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rich.cells import cell_len

from oncall import Configuration, Layer, Override, Schedule, User
from oncall.errors import InvalidValueError
from oncall.views.diffs.documents import Picture
from oncall.views.diffs.strips import strip
from oncall.views.diffs.windows import window
from oncall.views.people import Roster
from tests.views.diffs.changes import ALICE, BOB, CAROL, HOSTILE, changed, joined, office, week, weekly

if TYPE_CHECKING:
    from oncall.checks.diffing import Diff

ROSTER = Roster((ALICE, BOB, CAROL))


def drawn(diff: Diff, roster: Roster = ROSTER, *, width: int = 80) -> list[str]:
    """The lines of the first picture of a change."""
    schedule = diff.changed_schedules[0]
    text = strip(Picture(schedule, window(schedule)), roster, width=width, color=False)
    return [line.rstrip() for line in text.plain.split("\n")]


def test_before_stands_above_after_and_marks_below_both() -> None:
    """Cells of 12 hours: of four weeks from midnight on, 57 fit into 71 columns; the first is before the change.

    A week is 14 cells. Its first cell, from 00:00 to 12:00, has the one before for 9 hours and the next for 3, and so
    is the one's before: but for the first of all, which has 3 hours of Alice. Week 2 begins in cell 28.
    """
    found = drawn(joined())
    assert found[2:5] == [
        "before   A Alice AAAAAAAB Bob BBBBBBBBA Alice AAAAAAB Bob BBBBBBBB",
        "after    A Alice AAAAAAAB Bob BBBBBBBBC Carol CCCCCCA Alice AAAAAA",
        "changed  " + " " * 28 + "^" * 29,
    ]
    assert found[5] == "         A Alice   B Bob   C Carol"


def test_a_schedule_that_is_not_there_has_no_lane() -> None:
    """One that comes has no lane before, one that goes none after."""
    without, with_ = Configuration(), Configuration(schedules=[weekly(ALICE, BOB)])
    labels = [[line.split()[0] for line in drawn(changed(*pair))[2:4]] for pair in ((without, with_), (with_, without))]
    assert labels == [["after", "changed"], ["before", "changed"]]


def test_what_lies_before_the_range_is_left_blank() -> None:
    """At ten o'clock Bob takes over for two days: cells of an hour from midnight on, ten of them before the range."""
    days = changed(weekly(ALICE), weekly(BOB), since="2025-01-07T10:00:00Z", until="2025-01-09T10:00:00Z")
    assert drawn(days)[2:5] == [
        "before   " + " " * 10 + "A Alice " + "A" * 40,
        "after    " + " " * 10 + "B Bob " + "B" * 42,
        "changed  " + " " * 10 + "^" * 48,
    ]


def test_an_hour_is_drawn_in_minutes() -> None:
    """Up to two days a picture begins with the range: here sixty cells of a minute, with a mark every ten."""
    hour = changed(weekly(ALICE), weekly(BOB), since="2025-01-07T10:00:00Z", until="2025-01-07T11:00:00Z")
    assert drawn(hour)[:4] == [
        "         10:00     10:10     10:20     10:30     10:40     10:50",
        "         |         |         |         |         |         |",
        "before   A Alice " + "A" * 52,
        "after    B Bob " + "B" * 54,
    ]


def test_gaps_are_drawn() -> None:
    """From 09:00 to 17:00 somebody is on call, and then nobody: of two days in cells of an hour, 16 hours each."""
    found = drawn(changed(office(ALICE), weekly(ALICE), since="2025-01-07T00:00:00Z", until="2025-01-09T00:00:00Z"))
    assert found[2] == "before   " + "!" * 9 + "AAAAAAAA" + "!" * 16 + "AAAAAAAA" + "!" * 7
    assert found[4] == "changed  " + "^" * 9 + " " * 8 + "^" * 16 + " " * 8 + "^" * 7
    assert "! nobody on call" in found[5]


def test_a_part_of_a_cell_is_marked() -> None:
    """Over eight weeks a cell is a day: Carol has four hours of one, which are not most of it, but are a change."""
    swap = Override(user=CAROL, start="2025-01-15T00:00:00Z", end="2025-01-15T04:00:00Z")
    found = drawn(changed(weekly(ALICE, BOB), weekly(ALICE, BOB, overrides=(swap,)), until="2025-03-03T09:00:00Z"))
    # The 15th is the tenth day, and so column 9 of the cells, after a margin of 9.
    assert found[2].replace("before", "after ") == found[3]
    assert found[4] == "changed" + " " * 11 + "^"


def test_where_several_share_a_cell_it_says_so() -> None:
    """Turns of an hour of three people, of whom in a day nobody has more than half."""
    layer = Layer(
        name="Hours",
        start="2025-01-06T09:00:00Z",
        rotation_virtual_start="2025-01-06T09:00:00Z",
        rotation_turn_length_seconds=3600,
        users=[ALICE, BOB, CAROL],
    )
    hourly = Schedule(name="Checkout", id="checkout", time_zone="Etc/UTC", layers=[layer])
    found = drawn(changed(weekly(ALICE, BOB), hourly, until="2025-03-03T09:00:00Z"))
    assert set(found[3].split()[1]) == {"~"}
    assert "~~~ several people in turn" in found[5]


@pytest.mark.parametrize("width", [3, 4, 9, 10, 20, 40, 80, 200])
def test_no_line_is_too_wide(width: int) -> None:
    """Whatever people are called."""
    people = [User(str(number), name=name) for number, name in enumerate(HOSTILE)]
    diff = changed(weekly(*people), weekly(*reversed(people)), until="2025-06-30T09:00:00Z")
    text = strip(Picture(diff.schedules[0], window(diff.schedules[0])), Roster(people), width=width, color=False)
    assert all(cell_len(line) <= width for line in text.plain.split("\n"))


def test_a_strip_has_three_columns() -> None:
    """As the picture of a schedule has."""
    schedule = joined().schedules[0]
    with pytest.raises(InvalidValueError, match="width must be a whole number of at least 3, got 2"):
        strip(Picture(schedule, window(schedule)), ROSTER, width=2, color=False)


def test_colours_are_drawn_if_asked_for() -> None:
    """The mark is red; a swap of one week is one bar of it."""
    schedule = changed(weekly(ALICE, BOB), weekly(ALICE, BOB, overrides=(week(CAROL, 0),))).schedules[0]
    text = strip(Picture(schedule, window(schedule)), ROSTER, width=80, color=True)
    assert any("red" in str(span.style) for span in text.spans)
