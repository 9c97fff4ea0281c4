"""What a change does to people, as text for a terminal."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from oncall import Configuration, Settings, User
from oncall.views.diffs import Code, Paragraph, Part, Section, diff_text
from oncall.views.text import Canvas
from tests.views.diffs.changes import ALICE, BOB, CAROL, changed, hostile, joined, office, policy, weekly

UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}
NAMES = st.text(st.characters(), min_size=1, max_size=20).filter(str.strip)


def test_somebody_joins() -> None:
    """Weeks 0 to 3 are A B A B, then A B C A; the picture and the tables are those of their own tests."""
    assert diff_text(joined(since="2025-01-07T09:00:00Z")).splitlines() == [
        "3 people are affected in the next 3 weeks 6 days; Carol gains 1 weekend; 1",
        "  stretch within 14 days changes hands, from Mon 2025-01-20 09:00 on (Alice ->",
        "  Carol).",
        "At the moment of applying, Tue 2025-01-07 09:00 +00:00, Alice is on call, and",
        "  stays.",
        "Looked at: Tue 2025-01-07 09:00 to Mon 2025-02-03 09:00 (Etc/UTC). Takes effect:",
        "  Tue 2025-01-07 09:00 +00:00.",
        "",
        "People",
        "------",
        "who        hours  shifts  nights  weekends",
        "Alice  +168 -168   +1 -1   +7 -7     +1 -1",
        "Carol       +168      +1      +7        +1",
        "Bob         -168      -1      -7        -1",
        "+ is gained, - is lost; a night is from 22:00 to 07:00, where the person lives.",
        "",
        "Reassignments (2)",
        "-----------------",
        "Checkout (Etc/UTC)",
        "         Tue 7 Jan     Tue 14 Jan    Tue 21 Jan    Tue 28 Jan",
        "         |             |             |             |",
        "before   A Alice AAAAAB Bob BBBBBBBBA Alice AAAAAAB Bob BBBBBBBB",
        "after    A Alice AAAAAB Bob BBBBBBBBC Carol CCCCCCA Alice AAAAAA",
        "changed                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
        "         A Alice   B Bob   C Carol",
        "from                  to                    lasts   who",
        "Mon 2025-01-20 09:00  Mon 2025-01-27 09:00  1 week  Alice -> Carol",
        "Mon 2025-01-27 09:00  Mon 2025-02-03 09:00  1 week  Bob -> Alice",
        "",
        "Next shifts",
        "-----------",
        "Checkout (Etc/UTC)",
        "who    before                after",
        "Bob    Mon 2025-01-13 09:00  the same",
        "Alice  Mon 2025-01-20 09:00  Mon 2025-01-27 09:00",
        "Carol  none                  Mon 2025-01-20 09:00",
    ]


def test_nothing_changes() -> None:
    """The verdict, and from when to when it was looked at, is all there is to say."""
    assert diff_text(changed(weekly(ALICE, BOB), weekly(ALICE, BOB))).splitlines() == [
        "Nothing changes for anybody: proved for all time (the layers repeat every 2",
        "  weeks; one such period was looked at, and every clock change up to 2050).",
        "Looked at: Mon 2025-01-06 09:00 to Mon 2025-02-03 09:00 (Etc/UTC). Takes effect:",
        "  Mon 2025-01-06 09:00 +00:00.",
    ]


def test_a_policy_with_another_delay() -> None:
    """One example, before and after side by side."""
    schedule = weekly(ALICE, BOB)
    lines = diff_text(changed(policy(schedule), policy(schedule, 5))).splitlines()
    assert lines[lines.index("Escalation policies (1)") :] == [
        "Escalation policies (1)",
        "-----------------------",
        "Main (Etc/UTC)",
        "Every incident of the range pages the same people at other times.",
        "An example: one triggered Mon 2025-01-06 09:00 +00:00.",
        "since the trigger  before  after",
        "+0 min             Alice   Alice",
        "+5 min                     Dave",
        "+10 min            Dave",
    ]


def test_coverage_is_told_where_it_changes() -> None:
    """Of four weeks from 09:00 on, each of 28 days has 16 hours without anybody: 448 hours are 18 days and 16 hours."""
    told = "Nobody is on call: before, never; after, for 2 weeks 4 days of the range."
    assert told in diff_text(changed(weekly(ALICE), office(ALICE))).splitlines()
    assert "Nobody is on call:" not in diff_text(joined())
    added = changed(Configuration(), Configuration(schedules=[office(ALICE)]))
    assert "Nobody is on call:" not in diff_text(added)


def test_a_part_of_a_long_range_is_drawn() -> None:
    """Of ten years, eight weeks; and of many lines of a table twenty."""
    text = diff_text(joined(until="2035-01-06T09:00:00Z"))
    assert "The picture is of a part of the range: Mon 2025-01-06 09:00 to Mon 2025-03-03\n  09:00." in text
    # Of each 6 weeks A B A B A B and A B C A B C, the first two alone are the same: 4 of 6 weeks change hands, and of
    # 521 weeks and 6 days (ten years with three leap days are 3653 days, less 3653 - 521 * 7 = 6) that is 86 times 4,
    # and weeks 518, 519, 520 and the last, 521: 5 weeks are left over, 516 and 517 the same, 518 to 520, and 521.
    assert "\nReassignments (348)\n" in text
    assert "\nand 328 more\n" in text


def test_a_caller_may_add_a_section() -> None:
    """It stands before the reassignments; what is to be copied has lines of its own."""
    lines = Section(
        anchor="suggestion",
        title="To keep the next shifts",
        parts=(Part((Paragraph(("Paste this:",)), Code("rotation_virtual_start = 1\nusers = []", "hcl"))),),
    )
    text = diff_text(joined(), more=[lines])
    assert (
        "\nTo keep the next shifts\n-----------------------\nPaste this:\nrotation_virtual_start = 1\nusers = []\n\nRea"
        in text
    )


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120])
def test_no_line_is_too_wide(width: int) -> None:
    """With names that mean harm, some of which are longer than a line, everything that there is to show fits."""
    for line in diff_text(hostile(), Canvas(width=width)).splitlines():
        assert cell_len(line) <= width, line


@given(NAMES)
def test_a_name_stays_on_its_lines(name: str) -> None:
    """No name breaks a line, colours one, or makes one wider than the terminal."""
    user = User("user", name=name)
    text = diff_text(changed(weekly(ALICE, BOB), weekly(user, BOB), until="2025-01-13T09:00:00Z"))
    assert not {char for char in text if unicodedata.category(char) in UNSEEN} - {"\n", "\u200e"}
    assert all(cell_len(line) <= 80 for line in text.splitlines())


def test_colours_only_if_asked_for() -> None:
    """A change of colour is an escape sequence; without them the text is the same."""
    assert "\x1b" not in diff_text(hostile())
    assert "\x1b[" in diff_text(joined(), Canvas(color=True))
    assert diff_text(joined()) == diff_text(joined(), Canvas())


def test_the_same_diff_gives_the_same_text() -> None:
    """Nothing but the diff decides."""
    assert diff_text(joined(settings=Settings())) == diff_text(joined(settings=Settings()))


def test_every_section_is_there_when_there_is_something_to_say() -> None:
    """Many things change at once: titles in their order."""
    lines = diff_text(hostile()).splitlines()
    titles = [line.partition(" (")[0] for line, below in pairwise(lines) if set(below) == {"-"}]
    assert titles == [
        "At the moment of applying",
        "People",
        "Added, removed, renamed",
        "Reassignments",
        "Next shifts",
        "Escalation policies",
        "Findings",
        "Proofs",
    ]


def test_a_schedule_that_is_called_otherwise_has_both_names() -> None:
    """It is one schedule by its id, or because two schedules are compared."""
    lines = diff_text(changed(weekly(ALICE, BOB), weekly(ALICE, BOB, CAROL, name="Pay"))).splitlines()
    assert lines.count("Pay (Etc/UTC), before: Checkout") == 2


def test_a_holiday_is_told_with_its_date() -> None:
    """Week 2 begins on the 20th; Carol has it instead of Alice."""
    lines = diff_text(joined(holidays=["2025-01-20"])).splitlines()
    assert "Carol gains Mon 2025-01-20." in lines
    assert "Alice loses Mon 2025-01-20." in lines


def test_what_is_more_than_fits_is_counted() -> None:
    """Sixty schedules change hands: fifty are shown, and policies as many."""
    names = [f"s{number}" for number in range(60)]
    before, after = (
        Configuration(
            schedules=[weekly(user, CAROL, name=name, id_=name) for name in names],
            escalation_policies=[
                policy(weekly(user, CAROL, name=name, id_=name), name=name, id_=name) for name in names
            ],
        )
        for user in (ALICE, BOB)
    )
    lines = diff_text(changed(before, after, settings=Settings(select=("OC607",)))).splitlines()
    assert lines.count("and 10 more schedules") == 2
    assert lines.count("and 10 more policies") == 1
    assert lines.count("and 40 more") == 1
