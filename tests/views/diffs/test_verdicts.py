"""The verdict: what a change does, in a few sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest

from oncall import Configuration, EscalationPolicy, EscalationRule, Layer, Schedule
from oncall.model.silent_edits import SilentEdit
from oncall.views.diffs.verdicts import about, verdict
from oncall.views.diffs.words import told
from oncall.views.wording import shown
from tests.views.diffs.changes import ALICE, BOB, CAROL, DAVE, FEW, changed, joined, policy, week, weekly

if TYPE_CHECKING:
    from oncall.checks.diffing import Diff

APPLYING = "At the moment of applying, Mon 2025-01-06 09:00 +00:00, "
STAYS = f"{APPLYING}Alice is on call, and stays."


def verdict_text(diff: Diff, left_out: int = 0) -> str:
    """The verdict as plain text, a line for each sentence."""
    return "\n".join(told(sentence, shown) for sentence in verdict(diff, left_out))


def test_somebody_joins() -> None:
    """Weeks 0 to 3 are A B A B, then A B C A: three people; week 2 begins after 14 days, and is Carol's one weekend."""
    assert verdict_text(joined()).splitlines() == [
        "3 people are affected in the next 4 weeks; Carol gains 1 weekend; nobody's shift within 14 days changes.",
        STAYS,
    ]


def test_somebody_leaves() -> None:
    """A B C A become A B A B: Alice loses a weekend and gains one, Bob gains one, Carol loses one."""
    left = changed(weekly(ALICE, BOB, CAROL), weekly(ALICE, BOB))
    assert verdict_text(left).splitlines() == [
        "3 people are affected in the next 4 weeks; Bob gains 1 weekend; nobody's shift within 14 days changes.",
        STAYS,
    ]


def test_a_swap() -> None:
    """Two swap weeks 1 and 2: nobody has more weekends than before; week 1 begins after 7 days, week 2 after 14."""
    swapped = changed(weekly(ALICE, BOB), weekly(ALICE, BOB, overrides=(week(ALICE, 1), week(BOB, 2))))
    assert verdict_text(swapped).splitlines() == [
        (
            "2 people are affected in the next 4 weeks; "
            "1 stretch within 14 days changes hands, from Mon 2025-01-13 09:00 on (Bob -> Alice)."
        ),
        STAYS,
    ]


def test_several_stretches_are_near() -> None:
    """Of weeks 0, 1 and 3, two begin within 14 days; Carol takes over at once, and has three weekends."""
    overrides = (week(CAROL, 0), week(CAROL, 1), week(CAROL, 3))
    found = verdict_text(changed(weekly(ALICE, BOB), weekly(ALICE, BOB, overrides=overrides)))
    assert found.splitlines() == [
        (
            "3 people are affected in the next 4 weeks; Carol gains 3 weekends; 2 stretches within 14 days change "
            "hands, the first from Mon 2025-01-06 09:00 on (Alice -> Carol)."
        ),
        f"{APPLYING}Carol takes over from Alice.",
    ]


def test_how_many_days_are_near_is_a_setting() -> None:
    """Week 2 begins after 14 days, and so within 15; within one there is nothing; of none nothing is said."""
    told_of = [
        verdict_text(joined(settings=attrs.evolve(FEW, published_days=days))).splitlines()[0].partition("weekend")[2]
        for days in (15, 1, 0)
    ]
    assert told_of == [
        "; 1 stretch within 15 days changes hands, from Mon 2025-01-20 09:00 on (Alice -> Carol).",
        "; nobody's shift within 1 day changes.",
        ".",
    ]


def test_holidays_come_before_weekends() -> None:
    """Week 2 begins on Monday 2025-01-20, a public holiday of the United States; a date is told as one."""
    pytest.importorskip("holidays")
    assert "Carol gains Martin Luther King Jr. Day and 1 weekend;" in verdict_text(joined(holidays="US"))
    assert "Carol gains Mon 2025-01-20 and 1 weekend;" in verdict_text(joined(holidays=["2025-01-20"]))


def test_a_short_range_says_nothing_about_days_beyond_it() -> None:
    """In one hour one person is relieved by another; that nothing else is within 14 days nobody knows."""
    found = changed(weekly(ALICE, BOB), weekly(BOB, ALICE), until="2025-01-06T10:00:00Z")
    assert verdict_text(found).splitlines() == [
        "2 people are affected in the next hour; 1 stretch changes hands, from Mon 2025-01-06 09:00 on (Alice -> Bob).",
        f"{APPLYING}Bob takes over from Alice.",
    ]


def test_a_long_range_is_told_by_its_end() -> None:
    """Ten years are not 521 weeks and 6 days."""
    assert verdict_text(joined(until="2035-01-06T09:00:00Z")).startswith(
        "3 people are affected up to Sat 2035-01-06 09:00; Carol gains 17"
    )


def test_a_range_that_begins_later_says_so() -> None:
    """Applied in week 0 and looked at from week 2 on: the days between are not judged."""
    found = joined(since="2025-01-20T09:00:00Z", applied_at="2025-01-06T09:00:00Z")
    assert verdict_text(found).splitlines()[0] == (
        "3 people are affected in the 2 weeks from Mon 2025-01-20 09:00 on; Carol gains 1 weekend."
    )


def test_what_is_over_when_it_is_applied_does_not_change() -> None:
    """A range before the moment of applying is past."""
    found = verdict_text(joined(applied_at="2025-03-03T09:00:00Z"))
    assert found == (
        "Nothing changes for anybody: the range is over before the change takes effect (Mon 2025-03-03 09:00 +00:00)."
    )


def test_a_refactoring_changes_nothing_for_all_time() -> None:
    """The rotation that begins with Bob a week later is the same; two people with weeks repeat every 2 weeks."""
    turned = Layer.weekly([BOB, ALICE], start="2025-01-13T09:00:00Z", hand_off="mon 09:00", time_zone="Etc/UTC")
    turned = attrs.evolve(turned, start="2025-01-06T09:00:00Z")
    after = Schedule(name="Checkout", id="checkout", time_zone="Etc/UTC", layers=[turned])
    assert verdict_text(changed(weekly(ALICE, BOB), after)) == (
        "Nothing changes for anybody: proved for all time (the layers repeat every 2 weeks; one such period was looked "
        "at, and every clock change up to 2050)."
    )


def test_moved_into_a_module_nothing_changes_but_ids() -> None:
    """Two schedules of two and three people repeat every 2 and 3 weeks; both are there under another id."""
    before = Configuration(schedules=[weekly(ALICE, BOB, id_="a"), weekly(BOB, CAROL, DAVE, name="Search", id_="b")])
    after = Configuration(schedules=[attrs.evolve(each, id=f"m.{each.id}") for each in before.schedules.values()])
    assert verdict_text(changed(before, after)).splitlines() == [
        "Nothing changes for anybody: proved for all time (each of 2 schedules over its own period).",
        "Renamed: 2 schedules.",
    ]


def test_equal_policies_alone_are_proved_by_their_rules() -> None:
    """A policy that pages one person by name needs no period."""
    one = policy(weekly(ALICE, BOB))
    by_name = attrs.evolve(one, rules=[attrs.evolve(one.rules[1])])
    assert verdict_text(changed(by_name, by_name)) == (
        "Nothing changes for anybody: proved for all time (every rule of every policy is the same)."
    )


def test_without_schedules_there_is_nobody_to_stay() -> None:
    """Two policies that page people by name: Dave, and then Carol as well."""
    rules = [EscalationRule(escalation_delay_in_minutes=10, targets=targets) for targets in ([DAVE], [DAVE, CAROL])]
    before, after = (EscalationPolicy(name="Main", rules=[rule]) for rule in rules)
    assert verdict_text(changed(before, after)) == (
        "Nobody's time on call changes in the next 4 weeks; 1 escalation policy pages other people, or at other times."
    )


def test_a_later_change_is_told() -> None:
    """52 weeks after week 0 it is Alice's turn again, and then Carol has an override."""
    after = weekly(ALICE, BOB, overrides=(week(CAROL, 52),))
    assert verdict_text(changed(weekly(ALICE, BOB), after)) == (
        "Nothing changes for anybody up to Mon 2025-02-03 09:00; the first change comes Mon 2026-01-05 09:00 "
        "(Checkout: Alice -> Carol)."
    )


def test_an_earlier_change_is_told() -> None:
    """Carol has week 1, and the range begins with week 2."""
    after = weekly(ALICE, BOB, overrides=(week(CAROL, 1),))
    found = changed(weekly(ALICE, BOB), after, since="2025-01-20T09:00:00Z", applied_at="2025-01-06T09:00:00Z")
    assert verdict_text(found) == (
        "Nothing changes for anybody from Mon 2025-01-20 09:00 up to Mon 2025-02-03 09:00; before that, there is a "
        "change: Mon 2025-01-13 09:00 (Checkout: Bob -> Carol)."
    )


def test_what_is_not_decided_is_not_promised() -> None:
    """A schedule comes whose first shift is in 2030: of what comes later nobody asks."""
    layer = Layer.weekly([CAROL], start="2030-01-07T09:00:00Z", hand_off="mon 09:00", time_zone="Etc/UTC")
    later = Schedule(name="Later", time_zone="Etc/UTC", layers=[layer])
    before = Configuration(schedules=[weekly(ALICE, BOB)])
    after = Configuration(schedules=[weekly(ALICE, BOB), later])
    assert verdict_text(changed(before, after)).splitlines() == [
        "Nothing changes for anybody up to Mon 2025-02-03 09:00; what comes later was not decided.",
        "Added: 1 schedule.",
    ]


def test_a_policy_with_another_delay() -> None:
    """Nobody is on call at another time, but Dave is paged after 5 minutes and not after 10."""
    schedule = weekly(ALICE, BOB)
    assert verdict_text(changed(policy(schedule), policy(schedule, 5))).splitlines() == [
        "Nobody's time on call changes in the next 4 weeks; 1 escalation policy pages the same people at other times.",
        STAYS,
    ]


def test_several_schedules() -> None:
    """Carol takes a schedule over that had nobody after Dave has gone, and one is added: both at once."""
    before = Configuration(schedules=[weekly(ALICE, BOB), weekly(DAVE, name="Search", id_="search")])
    after = Configuration(schedules=[weekly(ALICE, BOB), weekly(CAROL, name="Pay", id_="pay")])
    assert verdict_text(changed(before, after)).splitlines() == [
        (
            "2 people are affected in the next 4 weeks; Carol gains 4 weekends; 2 stretches within 14 days change "
            "hands, the first from Mon 2025-01-06 09:00 on (nobody -> Carol in Pay)."
        ),
        f"{APPLYING}Carol goes on call in Pay, where nobody was; Dave goes off call in Search, and nobody takes over.",
        "Added: 1 schedule; removed: 1 schedule.",
    ]
    later = Configuration(schedules=[weekly(ALICE, CAROL), weekly(DAVE, name="Search", id_="search")])
    assert f"{APPLYING}whoever is on call stays." in verdict_text(changed(before, later))


def test_many_relieved_at_once_are_counted() -> None:
    """Of five schedules that change hands at the moment of applying, three are named."""
    before, after = (
        Configuration(schedules=[weekly(user, name=f"S{number}", id_=f"S{number}") for number in range(5)])
        for user in (ALICE, BOB)
    )
    found = verdict_text(changed(before, after)).splitlines()[1]
    assert found == (
        f"{APPLYING}Bob takes over from Alice in S0; Bob takes over from Alice in S1; Bob takes over from Alice in S2; "
        "so do 2 other schedules."
    )


def test_what_is_left_out_is_not_judged() -> None:
    """Where a part is not known, nothing is said of all of it."""
    same = changed(weekly(ALICE, BOB), weekly(ALICE, BOB))
    first, last = verdict_text(same, left_out=1).splitlines()
    assert first.startswith("In what could be compared, nothing changes for anybody: proved for all time (")
    assert last == "What becomes of 1 schedule, policy or module is not known: left out."
    assert verdict_text(joined(), left_out=3).endswith(
        "What becomes of 3 schedules, policies and modules is not known: left out."
    )


def test_what_is_added_and_removed_is_counted_by_kind() -> None:
    """Two policies come with a schedule, and one goes."""
    one, other = weekly(ALICE, BOB), weekly(ALICE, BOB, name="Other", id_="other")
    before = Configuration(schedules=[one], escalation_policies=[policy(one, name="Old", id_="old")])
    new = [policy(one, name="New", id_="new"), policy(one, name="Newer", id_="newer")]
    found = verdict(changed(before, Configuration(schedules=[one, other], escalation_policies=new)))
    assert told(found[-1], str) == "Added: 1 schedule and 2 policies; removed: 1 policy."


def test_the_range_and_the_moment_of_applying_are_told() -> None:
    """From when to when it was looked at is local, without a glance at any clock."""
    assert told(about(joined()), str) == (
        "Looked at: Mon 2025-01-06 09:00 to Mon 2025-02-03 09:00 (Etc/UTC). Takes effect: Mon 2025-01-06 09:00 +00:00."
    )


def test_a_clock_change_makes_no_odd_length() -> None:
    """Four weeks on the wall clock of New York, in which the clock goes forward, are 4 weeks less an hour that pass."""
    before, after = (
        attrs.evolve(weekly(*users), time_zone="America/New_York") for users in ((ALICE, BOB), (ALICE, BOB, CAROL))
    )
    found = changed(before, after, since="2025-02-17T09:00:00-05:00", until="2025-03-17T09:00:00-04:00")
    assert "in the next 4 weeks" in verdict_text(found)


def test_nobody_on_call_is_told_at_once() -> None:
    """Of alice and bob all the time, the weeks end with 2025-01-27, a week before the range does; in two, how many."""
    one = weekly(ALICE, BOB)
    ended = attrs.evolve(one, layers=[attrs.evolve(one.layers[0], end="2025-01-27T09:00:00Z")])
    assert "; nobody is on call for 1 week in which somebody was;" in verdict_text(changed(one, ended))
    assert "nobody is on call" not in verdict_text(changed(ended, one))
    names = ("one", "other")
    before, after = (
        Configuration(schedules=[attrs.evolve(each, id=name, name=name) for name in names]) for each in (one, ended)
    )
    assert "; in 2 schedules nobody is on call at times at which somebody was;" in verdict_text(changed(before, after))


def test_what_a_plan_does_not_show_is_told_at_once() -> None:
    """Though it does nothing to anybody, somebody wanted it to."""
    edit = SilentEdit(
        schedule="checkout", layer=0, name="", applied="2025-01-06T09:00:00Z", written="2025-02-01T00:00:00Z"
    )
    told_of = verdict_text(changed(weekly(ALICE), weekly(ALICE), silent_edits=[edit])).splitlines()
    assert told_of[1] == (
        "1 edit of a layer's `start` is not in the plan, and will not be applied: see the findings (OC903)."
    )


def test_a_gap_that_moves_is_told_too() -> None:
    """Nobody in week 1 before, nobody in week 2 after: as long as before, and a week in which somebody was."""

    def without(number: int) -> Schedule:
        one = weekly(ALICE, BOB)
        begin, end = week(ALICE, number).start, week(ALICE, number).end
        layer = one.layers[0]
        return attrs.evolve(one, layers=[attrs.evolve(layer, end=begin), attrs.evolve(layer, start=end)])

    assert "; nobody is on call for 1 week in which somebody was;" in verdict_text(changed(without(1), without(2)))
