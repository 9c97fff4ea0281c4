"""Gaps: every instant at which nobody is on call is in one, whole, and no other instant is."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import attrs
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Configuration, DailyRestriction, EscalationPolicy, EscalationRule, Layer, Override, Schedule, User
from oncall.formats import ical
from tests.formats.ical.readers import READERS, second, texts, uids
from tests.formats.ical.rotas import ALICE, BOB, NEW_YORK, START, published, rota
from tests.strategies import DAY, HOUR, Scene, instant_at, moments, schedule_near

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from oncall.model.escalation import Strategy

Gap = tuple[int, int, bool]
"""Start and end of an event in UTC seconds, and whether it says that the gap has no end."""


def gaps_in(written: bytes) -> list[Gap]:
    """The gaps that are written; both readers find the same."""
    read_back = icalendar.Calendar.from_ical(written).events
    found = sorted((second(it.start), second(it.end), "without end" in str(it["DESCRIPTION"])) for it in read_back)
    for read in READERS:
        assert sorted((start, end) for _, start, end in read(written)) == [(start, end) for start, end, _ in found]
    return found


def begins(schedules: tuple[Schedule, ...]) -> int | None:
    """The first instant at which anybody could be on call, as it is written in layers and overrides."""
    layers = [layer for it in schedules for layer in it.layers if layer.end is None or layer.start < layer.end]
    starts = [layer.start for layer in layers] + [override.start for it in schedules for override in it.overrides]
    return min((int(start.timestamp()) for start in starts), default=None)


def check(
    found: list[Gap], nobody_at: Callable[[int], bool], schedules: tuple[Schedule, ...], since: int, until: int
) -> None:
    """Ask at every instant at which a shift begins or ends, and around it; and that no gap could be longer."""
    first = begins(schedules)
    bounds = {bound for it in schedules for shift in it.shifts(since, until) for bound in shift.bounds if bound}
    asked = {since, until - 1, *(each for bound in bounds for each in (bound - 1, bound))}
    for instant in (each for each in asked if since <= each < until):
        is_gap = first is not None and instant >= first and nobody_at(instant)
        assert [start <= instant < end for start, end, _ in found].count(True) == is_gap
    for start, end, is_endless in found:
        assert start < until
        assert end > since
        assert start == first or not nobody_at(start - 1)
        assert end == until if is_endless else not nobody_at(end)


@given(published())
def test_the_gaps_of_a_schedule_are_when_nobody_is_on_call(it: tuple[Scene, int, int]) -> None:
    """By asking the schedule at one instant after the other; before its first layer there is no gap."""
    scene, since, until = it
    schedule = scene.schedule
    found = gaps_in(ical.dumps(schedule, since, until, gaps=True))
    check(found, lambda instant: schedule.on_call(instant) is None, (schedule,), since, until)


@st.composite
def chains(draw: st.DrawFn) -> tuple[EscalationPolicy, int, int]:
    """A policy over two schedules, in turn now and then, and a range of some weeks around a clock change mostly."""
    zone, near = draw(moments())
    schedules = [schedule_near(draw, zone, near, name=name, layers=2) for name in ("first", "second")]
    strategy: Strategy = draw(st.sampled_from(("assign_to_everyone", "round_robin")))
    if draw(st.booleans()):
        rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[it]) for it in schedules]
    else:
        rules = [
            EscalationRule(
                escalation_delay_in_minutes=5, targets=schedules, escalation_rule_assignment_strategy=strategy
            )
        ]
    since = near - draw(st.integers(0, 3 * DAY))
    return EscalationPolicy(name="chain", rules=rules), since, near + draw(st.integers(1, 20 * DAY))


@given(chains())
def test_the_gaps_of_a_policy_are_when_an_incident_reaches_nobody(it: tuple[EscalationPolicy, int, int]) -> None:
    """By triggering an incident at one instant after the other, of every number that `round_robin` tells apart."""
    policy, since, until = it

    def reaches_nobody(instant: int) -> bool:
        pages = [policy.pages(instant, incident_number=number) for number in range(policy.turns)]
        assert any(pages) == bool(policy.on_call(instant))
        return not any(pages)

    check(gaps_in(ical.dumps(policy, since, until, gaps=True)), reaches_nobody, policy.schedules, since, until)


HOURS = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * HOUR)


def office(*, end: str | None = None, overrides: Iterable[Override] = ()) -> Schedule:
    """Alice and bob from 9 to 17 in New York, from the start of 2025 on."""
    (layer,) = rota([ALICE, BOB]).layers
    layer = attrs.evolve(layer, restrictions=[HOURS], end=end)
    return Schedule(name="Office", time_zone=NEW_YORK, layers=[layer], overrides=list(overrides))


def wall(*parts: int) -> int:
    """A local time in New York as a UTC second."""
    return instant_at(NEW_YORK, datetime(*parts))  # type: ignore[arg-type]


def test_gaps_are_whole_also_where_the_range_begins_and_ends_in_them() -> None:
    """A range from noon to 20:00 touches the night after it only, which is written whole; one at night that night."""
    expected = [(wall(2025, 3, 8, 17), wall(2025, 3, 9, 9), False)]
    assert expected[0][1] - expected[0][0] == 15 * HOUR  # 16 hours less the one that the spring night leaves out
    for since, until in (((2025, 3, 8, 12), (2025, 3, 8, 20)), ((2025, 3, 9, 4), (2025, 3, 9, 4, 1))):
        assert gaps_in(ical.dumps(office(), wall(*since), wall(*until), gaps=True)) == expected


def test_the_first_gap_begins_with_the_first_layer() -> None:
    """The layer starts at midnight, and its hours at nine; the years before that are no gap."""
    found = gaps_in(ical.dumps(office(), wall(2020, 1, 1), wall(2025, 1, 1, 12), gaps=True))
    assert found == [(wall(2025, 1, 1), wall(2025, 1, 1, 9), False)]


def test_after_the_last_end_there_is_one_gap_without_end() -> None:
    """It is cut where the range ends, and its UID stays when the range moves on for years."""
    ended = office(end="2025-02-01T17:00:00-05:00")
    early, late = (ical.dumps(ended, wall(year, 3, 1), wall(year, 4, 1), gaps=True) for year in (2025, 2035))
    assert gaps_in(early) == [(wall(2025, 2, 1, 17), wall(2025, 4, 1), True)]
    assert gaps_in(late) == [(wall(2025, 2, 1, 17), wall(2035, 4, 1), True)]
    assert uids(early) == uids(late)


def test_a_gap_keeps_its_uid_when_its_end_moves() -> None:
    """Bob begins at eight for once: the night before ends an hour earlier, and is the same event."""
    early = Override(user=BOB, start=wall(2025, 3, 5, 8), end=wall(2025, 3, 5, 9))
    before, after = (
        ical.dumps(it, wall(2025, 3, 5, 0), wall(2025, 3, 5, 9), gaps=True)
        for it in (office(), office(overrides=[early]))
    )
    assert [gaps_in(it)[0][1] for it in (before, after)] == [wall(2025, 3, 5, 9), wall(2025, 3, 5, 8)]
    assert uids(before) == uids(after)


def test_a_gap_says_who_was_there_and_who_comes() -> None:
    """It is red, and blocks nobody's time."""
    written = ical.dumps(office(), wall(2025, 3, 5, 8), wall(2025, 3, 5, 9), gaps=True)
    assert texts(written, "SUMMARY") == ["Nobody on call — Office"]
    assert texts(written, "NAME") == ["Nobody on call — Office"]
    assert texts(written, "CATEGORIES") == ["Nobody on call,Office"]
    assert texts(written, "COLOR")[1] == "red"
    assert texts(written, "DESCRIPTION")[0].split("\n") == [
        "From Tue 2025-03-04 17:00 -05:00 to Wed 2025-03-05 09:00 -05:00 (America/New_York): 16 hours",
        "Before: alice",
        "After: bob",
    ]


def test_gaps_are_no_shifts() -> None:
    """No UID of a gap is one of a shift, also where both begin at once in two calendars."""
    since, until = wall(2025, 1, 1), wall(2025, 3, 1)
    assert not uids(ical.dumps(office(), since, until, gaps=True)) & uids(ical.dumps(office(), since, until))


def test_the_gaps_of_a_timeline_are_cut_to_it() -> None:
    """It knows of no shift beyond its range, and of no people there."""
    timeline = office().shifts(wall(2025, 3, 5, 8), wall(2025, 3, 5, 20))
    written = ical.dumps(timeline, gaps=True)
    assert [gap[:2] for gap in gaps_in(written)] == [
        (wall(2025, 3, 5, 8), wall(2025, 3, 5, 9)),
        (wall(2025, 3, 5, 17), wall(2025, 3, 5, 20)),
    ]
    assert all("alice" not in text for text in texts(written, "DESCRIPTION"))


def test_a_policy_that_names_somebody_has_no_gap() -> None:
    """Who is named directly is always reached."""
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[each]) for each in (office(), User("carol"))]
    policy = EscalationPolicy(name="chain", rules=rules)
    written = ical.dumps(policy, wall(2025, 3, 1), wall(2025, 4, 1), gaps=True)
    assert icalendar.Calendar.from_ical(written).events == []
    assert texts(written, "NAME") == ["Nobody on call — chain"]


@pytest.mark.parametrize("later", ["2026-01-01T00:00:00-05:00", "2026-01-01T12:00:00-05:00"])
def test_a_policy_has_gaps_before_its_second_schedule_begins(later: str) -> None:
    """Until 2026 its nights are the office's, and a night that goes on into 2026 is one gap, not cut at New Year."""
    (layer,) = office().layers
    second_one = Schedule(
        name="later", time_zone=NEW_YORK, layers=[attrs.evolve(layer, start=later, rotation_virtual_start=START)]
    )
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[each]) for each in (office(), second_one)]
    written = ical.dumps(
        EscalationPolicy(name="chain", rules=rules), wall(2025, 12, 31), wall(2026, 1, 1, 8), gaps=True
    )
    assert gaps_in(written) == [
        (wall(2025, 12, 30, 17), wall(2025, 12, 31, 9), False),
        (wall(2025, 12, 31, 17), wall(2026, 1, 1, 9), False),
    ]
    assert texts(written, "SUMMARY") == ["Nobody on call — chain"] * 2


def test_a_configuration_has_the_gaps_of_each_schedule() -> None:
    """Two offices have their nights apart, under their own names; the whole week of a rotation has none."""
    other = Layer.daily([BOB], start=START, hand_off="09:00", time_zone=NEW_YORK, restrictions=[HOURS])
    schedules = [office(), rota(), Schedule(name="Annex", time_zone=NEW_YORK, layers=[other])]
    written = ical.dumps(Configuration(schedules=schedules), wall(2025, 3, 5), wall(2025, 3, 5, 9), gaps=True)
    assert sorted(texts(written, "SUMMARY")) == ["Nobody on call — Annex", "Nobody on call — Office"]
