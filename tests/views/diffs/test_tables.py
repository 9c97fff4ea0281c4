"""The tables of a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall import Configuration, EscalationPolicy, EscalationRule, Layer, Schedule
from oncall.views.diffs.tables import (
    applying_table,
    example_table,
    next_shifts_table,
    people_table,
    reassignments_table,
)
from oncall.views.diffs.words import told
from tests.views.diffs.changes import ALICE, BOB, CAROL, DAVE, UNTIL, changed, joined, policy, week, weekly

if TYPE_CHECKING:
    from oncall.analysis.schedule_diffs import ScheduleDiff
    from oncall.views.diffs.documents import Table


def cells(table: Table) -> list[tuple[str, ...]]:
    """What a table shows."""
    return [tuple(told(cell, str) for cell in row) for row in table.rows]


def test_people_with_what_they_gain_and_lose() -> None:
    """Alice gives week 2 away and has week 3; a week has 168 hours, 7 nights and a weekend."""
    assert cells(people_table(joined().exchanges, 20)) == [
        ("Alice", "+168 -168", "+1 -1", "+7 -7", "+1 -1"),
        ("Carol", "+168", "+1", "+7", "+1"),
        ("Bob", "-168", "-1", "-7", "-1"),
    ]


def test_holidays_are_a_column_if_anybody_asked_for_them() -> None:
    """The 20th is the Monday of week 2, the 1st is in neither week, the 27th is in both."""
    table = people_table(joined(holidays=["2025-01-01", "2025-01-20", "2025-01-27"]).exchanges, 20)
    assert table.titles[-1] == "holidays"
    assert [row[-1] for row in cells(table)] == ["+1 -2", "+2", "-1"]
    assert cells(people_table(joined(holidays=["2025-01-01"]).exchanges, 20))[0][-1] == "0"


def test_reassignments_with_their_times_and_lengths() -> None:
    """Weeks 2 and 3 begin on the 20th and on the 27th; a longer table says how many more there are."""
    diff = joined().changed_schedules[0]
    assert cells(reassignments_table(diff, 20)) == [
        ("Mon 2025-01-20 09:00", "Mon 2025-01-27 09:00", "1 week", "Alice -> Carol"),
        ("Mon 2025-01-27 09:00", "Mon 2025-02-03 09:00", "1 week", "Bob -> Alice"),
    ]
    assert reassignments_table(diff, 20).more == 0
    assert (len(cells(reassignments_table(diff, 1))), reassignments_table(diff, 1).more) == (1, 1)


def test_nobody_may_take_over() -> None:
    """Without the schedule there is nobody."""
    before = changed_without()
    assert cells(reassignments_table(before, 20))[0][-1] == "Alice -> nobody"


def changed_without() -> ScheduleDiff:
    """A schedule that is removed."""
    before = Configuration(schedules=[weekly(ALICE)])
    return changed(before, Configuration()).changed_schedules[0]


def test_next_shifts_before_and_after() -> None:
    """A B A B becomes A B C A: from week 1 on Alice has week 2, and then 3; Bob has week 1; Carol has none before."""
    diff = joined(since="2025-01-07T09:00:00Z").changed_schedules[0]
    assert cells(next_shifts_table(diff, 20)) == [
        ("Bob", "Mon 2025-01-13 09:00", "the same"),
        ("Alice", "Mon 2025-01-20 09:00", "Mon 2025-01-27 09:00"),
        ("Carol", "none", "Mon 2025-01-20 09:00"),
    ]


def test_a_next_shift_that_becomes_longer_says_how_long() -> None:
    """Bob has week 1, and then weeks 1 and 2."""
    diff = changed(weekly(ALICE, BOB, CAROL), weekly(ALICE, BOB, CAROL, overrides=(week(BOB, 2),)))
    found = {row[0]: row[1:] for row in cells(next_shifts_table(diff.changed_schedules[0], 20))}
    assert found["Bob"] == ("Mon 2025-01-13 09:00 for 1 week", "Mon 2025-01-13 09:00 for 2 weeks")
    for_ever = Schedule(
        name="Checkout",
        id="checkout",
        time_zone="Etc/UTC",
        layers=[
            *weekly(ALICE, BOB).layers,
            Layer.weekly([BOB], start="2025-01-13T09:00:00Z", hand_off="mon 09:00", time_zone="Etc/UTC"),
        ],
    )
    diff = changed(weekly(ALICE, BOB), for_ever)
    found = {row[0]: row[1:] for row in cells(next_shifts_table(diff.changed_schedules[0], 20))}
    assert found["Bob"] == ("Mon 2025-01-13 09:00 for 1 week", "Mon 2025-01-13 09:00 for ever")


def test_who_is_on_call_at_the_moment_of_applying() -> None:
    """In week 0 Alice is; where Bob is first, he takes over."""
    turned = changed(weekly(ALICE, BOB), weekly(BOB, ALICE)).schedules[0]
    assert cells(applying_table([turned, joined().schedules[0]], 20)) == [
        ("Checkout", "Alice -> Bob", "at once"),
        ("Checkout", "Alice", "stays"),
    ]
    assert applying_table([turned, turned], 1).more == 1


def test_pages_before_and_after_side_by_side() -> None:
    """Dave is paged after 5 minutes and not after 10."""
    schedule = weekly(ALICE, BOB)
    example = changed(policy(schedule), policy(schedule, 5)).changed_policies[0].example
    assert example is not None
    assert cells(example_table(example, ("Main",))) == [
        ("+0 min", "Alice", "Alice"),
        ("+5 min", "", "Dave"),
        ("+10 min", "Dave", ""),
    ]


def test_where_nobody_is_paged_that_is_said() -> None:
    """A policy that comes has nobody before; one that goes has nobody after."""
    schedule = weekly(ALICE, BOB)
    before = Configuration(schedules=[schedule])
    after = Configuration(schedules=[schedule], escalation_policies=[policy(schedule)])
    for one, other, expected in (
        (before, after, [("+0 min", "nobody", "Alice"), ("+10 min", "", "Dave")]),
        (after, before, [("+0 min", "Alice", "nobody"), ("+10 min", "Dave", "")]),
    ):
        example = changed(one, other).changed_policies[0].example
        assert example is not None
        assert cells(example_table(example, ("Main",))) == expected


def test_of_many_steps_the_first_are_shown() -> None:
    """Of ten passes with two steps each, 20 times before and 20 after, of which one is the same: 12 of 39."""
    one = policy(weekly(ALICE, BOB))
    before, after = (attrs.evolve(each, num_loops=9) for each in (one, policy(weekly(ALICE, BOB), 11)))
    example = changed(before, after).changed_policies[0].example
    assert example is not None
    table = example_table(example, ("Main",))
    # Passes of 25 and of 26 minutes: steps at 25i and 25i + 10, and at 26i and 26i + 11, for i from 0 to 9.
    offsets = {25 * i + step for i in range(10) for step in (0, 10)} | {
        26 * i + step for i in range(10) for step in (0, 11)
    }
    assert (len(table.rows), table.more) == (12, len(offsets) - 12)


def test_people_paged_together_are_in_one_line() -> None:
    """Two targets of one rule."""
    schedule = weekly(ALICE, BOB)
    rule = EscalationRule(escalation_delay_in_minutes=10, targets=[schedule, DAVE])
    both = EscalationPolicy(name="Main", id="main", rules=[rule])
    example = changed(policy(schedule), both, until=UNTIL).changed_policies[0].example
    assert example is not None
    assert cells(example_table(example, ("Main",)))[0] == ("+0 min", "Alice", "Alice and Dave")
    assert CAROL not in (example.after.users if example.after else ())
