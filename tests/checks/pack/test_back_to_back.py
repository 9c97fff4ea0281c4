"""OC401: less free time between two shifts of one person than the first one was long."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import DailyRestriction, Override, Settings, WeeklyRestriction
from oncall.errors import Location
from tests.analysis.test_periods import repeating
from tests.analysis.test_rests import in_greenwich, rests_of, shifts_until_it_repeats
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, DAY, WEEK, asked, finding, layer, proof, schedule
from tests.strategies import Scene, scenes

if TYPE_CHECKING:
    from oncall import Schedule, Shift

HOUR = 3600
NIGHT = DailyRestriction(start_time_of_day="17:00:00", duration_seconds=16 * HOUR)


def test_two_people_in_turn_have_just_enough() -> None:
    """A week on and a week off, for ever: also where a clock change takes an hour of the week off."""
    assert proof("OC401", schedule(layer(ALICE, BOB))).holds
    assert proof("OC401", schedule(layer(ALICE, BOB)), since="2025-03-05T00:00:00Z").holds


def test_a_hand_off_that_a_clock_change_skips_takes_nothing_away() -> None:
    """Weeks from Sundays 02:30: on 2025-03-09 the clock shows 03:30 then, and nobody has an hour less."""
    sundays = layer(ALICE, BOB, start="2025-03-02T02:30:00-05:00")
    assert proof("OC401", schedule(sundays)).holds
    ended = layer(ALICE, BOB, start="2025-02-16T02:30:00-05:00", end="2025-08-03T02:30:00-04:00")
    assert proof("OC401", schedule(ended)).holds


def test_two_weeks_and_one_off_are_found() -> None:
    """alice, alice, bob: two weeks on, one week off."""
    found = finding("OC401", schedule(layer(ALICE, ALICE, BOB)))
    assert found.message == (
        "rota: alice is on call for 2 weeks up to Mon 2025-01-20 09:00 -05:00, and again after 1 week, "
        "and it comes to that every 3 weeks."
    )
    assert [span.seconds for span in found.spans] == [WEEK]


def test_the_factor_is_a_setting() -> None:
    """A week off after a week on is too little for whoever asks for one and a half; two weeks are enough."""
    settings = Settings(rest_factor=1.5)
    (found,) = asked("OC401", schedule(layer(ALICE, BOB)), settings=settings).findings
    # alice is free in every odd week, bob in every even one: each comes to it every 2 weeks, somebody every week.
    assert found.message.endswith("and it comes to that every 2 weeks; the same is true of bob, every week in all.")
    assert not asked("OC401", schedule(layer(ALICE, BOB, CAROL)), settings=settings).findings
    assert not asked("OC401", schedule(layer(ALICE, ALICE, BOB)), settings=Settings(rest_factor=0)).findings


def test_the_rhythm_is_that_of_the_person_who_is_named() -> None:
    """Of five weeks alice has 0, 1 and 3, bob 2 and carol 4; overrides give bob the weeks 3 and 5 as well, once.

    So bob is on call for 2 weeks, 2 and 3, free for 1 and on call again, which never comes back. alice is on call for 2
    weeks and free for 1 in each later round, every 5 weeks.
    """
    weeks = (
        ("2025-01-27T09:00:00-05:00", "2025-02-03T09:00:00-05:00"),
        ("2025-02-10T09:00:00-05:00", "2025-02-17T09:00:00-05:00"),
    )
    overrides = [Override(user=BOB, start=start, end=end) for start, end in weeks]
    found = finding("OC401", schedule(layer(ALICE, ALICE, BOB, ALICE, CAROL), overrides=overrides))
    assert ": bob is on call for 2 weeks up to Mon 2025-02-03 09:00 -05:00, and again after 1 week" in found.message
    assert found.message.endswith("after 1 week; the same is true of alice, every 5 weeks in all.")


def test_the_windows_of_one_turn_are_one_job() -> None:
    """Nights of 16 hours for a week, with eight hours off by day: no more than a week round the clock is."""
    assert proof("OC401", schedule(layer(ALICE, BOB, restrictions=[NIGHT]))).holds


def test_two_turns_of_nights_in_a_row_are_found() -> None:
    """Eight hours from the last night of one week to the first of the next: once in three weeks."""
    found = finding("OC401", schedule(layer(ALICE, ALICE, BOB, restrictions=[NIGHT])))
    # From 6 January on alice has the nights from Monday 17:00 to Monday 09:00, twice.
    assert "for 16 hours up to Mon 2025-01-13 09:00 -05:00, and again after 8 hours" in found.message
    assert "every 3 weeks" in found.message


def test_somebody_else_for_two_hours_is_no_end_of_a_turn() -> None:
    """bob covers two hours of alice's week: she has had a break, and not too short a rest."""
    cover = Override(user=BOB, start="2025-01-08T12:00:00-05:00", end="2025-01-08T14:00:00-05:00")
    assert not asked("OC401", schedule(layer(ALICE, CAROL, DAVE, BOB), overrides=[cover])).findings


def test_an_override_right_after_a_turn_is_found_once() -> None:
    """alice has the week up to Monday, and covers the Thursday: three days off after seven on, once."""
    cover = Override(user=ALICE, start="2025-01-16T09:00:00-05:00", end="2025-01-17T09:00:00-05:00")
    rota = schedule(layer(ALICE, BOB, CAROL, DAVE), overrides=[cover])
    found = finding("OC401", rota)
    assert found.message == (
        "rota: alice is on call for 1 week up to Mon 2025-01-13 09:00 -05:00, and again after 3 days."
    )
    assert not asked("OC401", rota, since="2025-01-18T00:00:00Z").findings


def test_a_shift_that_began_before_is_whole() -> None:
    """Asked on her last day, alice's week is a week."""
    cover = Override(user=ALICE, start="2025-01-16T09:00:00-05:00", end="2025-01-17T09:00:00-05:00")
    rota = schedule(layer(ALICE, BOB, CAROL, DAVE), overrides=[cover])
    assert "for 1 week up to" in finding("OC401", rota, since="2025-01-13T00:00:00-05:00").message


def test_a_seam_is_no_rest() -> None:
    """A minute between two layers, alice before and after it, is OC103's; three minutes are too little rest."""
    for minute, count in ((1, 0), (3, 1)):
        rota = schedule(
            layer(ALICE, end="2025-02-03T09:00:00-05:00"),
            layer(ALICE, BOB, start=f"2025-02-03T09:0{minute}:00-05:00"),
        )
        assert len(asked("OC401", rota).findings) == count


def test_what_is_too_long_to_walk_is_decided_up_to_a_date() -> None:
    """Turns of 3601 s under turns of 3607 s by day hardly ever meet: the finding says up to when it was looked at."""
    day = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=12 * HOUR)
    users = (ALICE, ALICE, BOB, CAROL, DAVE)
    found = finding("OC401", schedule(layer(*users, turn=3601), layer(*users, turn=3607, restrictions=[day])))
    assert "(Decided up to " in found.message


def test_office_hours_are_fine() -> None:
    """Eight hours a day, Monday to Friday, always the same person: 16 hours off, and the weekend."""
    office = [
        WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
        for day in range(1, 6)
    ]
    assert proof("OC401", schedule(layer(ALICE, restrictions=office))).holds


def is_of_one_turn(rota: Schedule, before: Shift, after: Shift) -> bool:
    """Whether one turn of one layer makes both, by the definition of a turn; for zones without clock changes."""
    name = after.sources[0]
    if before.sources != (name,) or name == "override":
        return False
    (made_by,) = (each for each in rota.layers if each.name == name)
    first = int(made_by.rotation_virtual_start.timestamp())
    turns = [(each.bounds[0] - first) // made_by.rotation_turn_length_seconds for each in (before, after)]
    return turns[0] == turns[1] or len(set(made_by.users)) == 1


def test_the_place_is_the_layer_that_makes_both_shifts() -> None:
    """Where two layers, or a layer and an override, make them, it is the schedule's."""
    here, there = Location("rota.tf", 5, 3), Location("rota.tf", 1, 1)
    own = attrs.evolve(layer(ALICE, ALICE, BOB), where=here)
    assert finding("OC401", attrs.evolve(schedule(own), where=there)).where == here
    cover = Override(user=ALICE, start="2025-01-16T09:00:00-05:00", end="2025-01-17T09:00:00-05:00")
    rota = schedule(attrs.evolve(layer(ALICE, BOB, CAROL, DAVE), where=here), overrides=[cover])
    assert finding("OC401", attrs.evolve(rota, where=there)).where == there


@given(scene=scenes(), before=st.integers(-10 * DAY, 40 * DAY), factor=st.sampled_from((1, 0.25, 3)))
def test_it_agrees_with_every_shift_one_by_one(scene: Scene, before: int, factor: float) -> None:
    """Where no clock changes: the first rest that is too short in two joint periods of shifts, or none."""
    rota, since = in_greenwich(scene), scene.near - before
    assume(rota.compiled.stack.begins < since + 10_000 * DAY)
    settings = Settings(select=["OC401"], rest_factor=factor)
    short: list[tuple[int, int]] = []
    for shift, after in rests_of(shifts_until_it_repeats(rota, since)):
        (start, end), again = shift.bounds, after.bounds[0]
        assert end is not None
        if 120 < again - end < (end - start) * factor and not is_of_one_turn(rota, shift, after):
            short.append((end, again))
    text = datetime.fromtimestamp(since, UTC).isoformat()
    found = asked("OC401", rota, settings=settings, since=text).findings
    assert [each.spans[0].bounds for each in found] == ([min(short)] if short else [])


@given(scene=scenes(), before=st.integers(-10 * DAY, 40 * DAY))
def test_what_is_found_is_so_in_any_zone(scene: Scene, before: int) -> None:
    """A rest that is found is one: of one person, between two whole shifts, and too short but for a clock change."""
    rota = repeating(scene.schedule)
    text = datetime.fromtimestamp(max(scene.near - before, 0), UTC).isoformat()
    for found in asked("OC401", rota, since=text).findings:
        start, end = found.spans[0].bounds
        assert end is not None
        shift, after = rota.shift_at(start - 1), rota.shift_at(end)
        assert shift is not None
        assert after is not None
        assert shift.user == after.user
        assert (shift.bounds[1], after.bounds[0]) == (start, end)
        # A day is more than any zone ever moved its clock by, but for those that crossed the date line.
        assert end - start < start - shift.bounds[0] + 2 * DAY
