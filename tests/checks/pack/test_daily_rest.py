"""OC403: less than eleven hours between two restricted shifts of one person."""

from __future__ import annotations

from datetime import UTC, datetime

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import DailyRestriction, Override, Settings
from oncall.errors import Location
from tests.analysis.test_periods import repeating
from tests.analysis.test_rests import in_greenwich, rests_of, shifts_until_it_repeats
from tests.checks.builders import ALICE, BOB, CAROL, DAY, asked, finding, layer, proof, schedule
from tests.strategies import Scene, clock_changes, scenes

HOUR = 3600


def window(start: str, hours: float) -> DailyRestriction:
    """A daily window from HH:MM for so many hours."""
    return DailyRestriction(start_time_of_day=f"{start}:00", duration_seconds=int(hours * HOUR))


def test_nights_of_fourteen_hours_leave_ten() -> None:
    """From 18:00 to 08:00, seven times a week: six rests within each week, as weeks change hands after the night.

    Each of the two has one of two weeks, so together it comes to that six times every week.
    """
    rota = schedule(layer(ALICE, BOB, restrictions=[window("18:00", 14)]))
    found = finding("OC403", rota)
    assert found.message == (
        "rota: alice has 10 hours of rest from Tue 2025-01-07 08:00 -05:00 to Tue 2025-01-07 18:00 -05:00; "
        "11 hours are the least. It comes to that 6 times every 2 weeks; also for bob, 6 times every week in all."
    )
    assert [span.seconds for span in found.spans] == [10 * HOUR]


def test_eleven_hours_are_enough_where_no_clock_changes() -> None:
    """A night of thirteen hours leaves eleven; a second more of it is one too many."""
    for seconds, holds in ((13 * HOUR, True), (13 * HOUR + 1, False)):
        night = DailyRestriction(start_time_of_day="18:00:00", duration_seconds=seconds)
        assert proof("OC403", schedule(layer(ALICE, BOB, restrictions=[night]), zone="Etc/UTC")).holds is holds


def test_an_evening_and_the_next_morning_are_found() -> None:
    """alice has the late shift from 14:00 to 22:00, and the early one from 08:00 of the next day: ten hours."""
    late = layer(ALICE, BOB, turn=DAY, start="2025-01-06T00:00:00-05:00", restrictions=[window("14:00", 8)])
    early = layer(BOB, ALICE, turn=DAY, start="2025-01-06T00:00:00-05:00", restrictions=[window("08:00", 6)])
    assert "10 hours of rest from Mon 2025-01-06 22:00" in finding("OC403", schedule(early, late)).message


def test_a_break_in_a_day_is_no_night() -> None:
    """09:00 to 12:00 and 13:00 to 17:00 leave sixteen hours; 06:00 to 08:00 and 18:00 to 20:00 leave ten."""
    office = layer(ALICE, BOB, restrictions=[window("09:00", 3), window("13:00", 4)])
    assert proof("OC403", schedule(office)).holds
    far_apart = layer(ALICE, BOB, restrictions=[window("06:00", 2), window("18:00", 2)])
    assert "has 10 hours of rest" in finding("OC403", schedule(far_apart)).message


def test_round_the_clock_there_is_no_daily_rest() -> None:
    """Two hours that bob takes from alice's week are no night of hers, nor is a layer of office hours above it."""
    cover = Override(user=BOB, start="2025-01-08T12:00:00-05:00", end="2025-01-08T14:00:00-05:00")
    assert not asked("OC403", schedule(layer(ALICE, CAROL), overrides=[cover])).proofs
    office = layer(BOB, restrictions=[window("09:00", 8)])
    assert proof("OC403", schedule(layer(ALICE, CAROL), office)).holds


def test_an_override_after_a_restricted_shift_counts() -> None:
    """alice has the day up to 17:00, and covers the night from 01:00: eight hours, once."""
    day = layer(ALICE, restrictions=[window("09:00", 8)])
    cover = Override(user=ALICE, start="2025-01-08T01:00:00-05:00", end="2025-01-08T05:00:00-05:00")
    found = finding("OC403", schedule(day, overrides=[cover]))
    # Four hours later, at 09:00 of that day, she begins again; the first of the two rests is the one that is told.
    assert "alice has 8 hours of rest from Tue 2025-01-07 17:00" in found.message
    assert found.message.endswith("11 hours are the least.")


def test_rest_is_time_that_passes() -> None:
    """From 20:00 to 07:00 are eleven hours, but ten in the night of 2025-03-09, which skips one."""
    day = schedule(layer(ALICE, restrictions=[window("07:00", 13)]))
    found = finding("OC403", day)
    assert "10 hours of rest from Sat 2025-03-08 20:00 -05:00 to Sun 2025-03-09 07:00 -04:00" in found.message
    assert "every" not in found.message
    long_after = finding("OC403", day, since="2026-01-01T00:00:00Z")
    assert "to Sun 2026-03-08 07:00 -04:00" in long_after.message


def test_half_an_hour_less_in_spring_is_enough() -> None:
    """Twelve hours leave eleven in the night that skips one."""
    assert proof("OC403", schedule(layer(ALICE, restrictions=[window("07:30", 12)]))).holds


def test_the_hours_are_a_setting() -> None:
    """A team may ask for twelve, or for none."""
    rota = schedule(layer(ALICE, BOB, restrictions=[window("08:00", 13)]), zone="Etc/UTC")
    assert asked("OC403", rota, settings=Settings(daily_rest_hours=12)).findings
    nights = schedule(layer(ALICE, BOB, restrictions=[window("18:00", 14)]))
    assert not asked("OC403", nights, settings=Settings(daily_rest_hours=0)).findings


def test_turns_that_follow_each_other_are_one_shift() -> None:
    """Two windows that touch, of one person, have no rest between them."""
    rota = schedule(layer(ALICE, restrictions=[window("08:00", 6)]), layer(ALICE, restrictions=[window("14:00", 5)]))
    assert proof("OC403", rota).holds


def test_the_place_is_the_layer_that_makes_both_shifts() -> None:
    """Where two layers, or a layer and an override, make them, it is the schedule's."""
    here, there = Location("rota.tf", 5, 3), Location("rota.tf", 1, 1)
    nights = attrs.evolve(layer(ALICE, BOB, restrictions=[window("18:00", 14)]), where=here)
    assert finding("OC403", attrs.evolve(schedule(nights), where=there)).where == here
    late, early = layer(ALICE, restrictions=[window("14:00", 8)]), layer(ALICE, restrictions=[window("08:00", 5)])
    both = schedule(attrs.evolve(early, where=here), attrs.evolve(late, where=here))
    assert finding("OC403", attrs.evolve(both, where=there)).where == there


@given(scene=scenes(), before=st.integers(-10 * DAY, 40 * DAY), hours=st.sampled_from((11, 3, 20)))
def test_it_agrees_with_every_shift_one_by_one(scene: Scene, before: int, hours: int) -> None:
    """Where no clock changes: the first rest that is too short in two joint periods of shifts, or none."""
    rota, since = in_greenwich(scene), scene.near - before
    assume(rota.compiled.stack.begins < since + 10_000 * DAY)
    tracks = zip(rota.layers, rota.compiled.stack.tracks, strict=True)
    kinds = {"override": None, **{each.name: track.windows is not None for each, track in tracks}}
    short: list[tuple[int, int]] = []
    for shift, after in rests_of(shifts_until_it_repeats(rota, since)):
        (start, end), (again, over) = shift.bounds, after.bounds
        assert end is not None
        found = {kinds[name] for name in (*shift.sources, *after.sources)}
        is_one_day = over is not None and over - start <= (24 - hours) * HOUR
        if 120 < again - end < hours * HOUR and not is_one_day and True in found and False not in found:
            short.append((end, again))
    settings = Settings(select=["OC403"], daily_rest_hours=hours)
    text = datetime.fromtimestamp(since, UTC).isoformat()
    told = asked("OC403", rota, settings=settings, since=text).findings
    assert [each.spans[0].bounds for each in told] == ([min(short)] if short else [])


@given(scene=scenes(), data=st.data())
def test_no_rest_is_shorter_where_it_is_proved(scene: Scene, data: st.DataObject) -> None:
    """Around the clock changes of a zone, and anywhere else up to 2040, nobody has less rest than was proved."""
    rota = repeating(scene.schedule)
    text = datetime.fromtimestamp(max(scene.near, 0), UTC).isoformat()
    proofs = asked("OC403", rota, settings=Settings(select=["OC403"], daily_rest_hours=3), since=text).proofs
    assume(proofs and proofs[0].holds)
    changes = [each for each in clock_changes(rota.time_zone) if each > scene.near > 0]
    near = st.sampled_from(changes) if changes else st.nothing()
    at = data.draw(near | st.integers(max(scene.near, 0), 2_208_988_800))
    tracks = zip(rota.layers, rota.compiled.stack.tracks, strict=True)
    open_layers = {each.name for each, track in tracks if track.windows is None}
    shifts = list(rota.shifts(max(at - 2 * DAY, scene.near, 0), at + 2 * DAY, overflow=True))
    for before, after in rests_of(shifts):
        (start, end), (again, over) = before.bounds, after.bounds
        sources = {*before.sources, *after.sources}
        is_counted = not sources & open_layers and sources != {"override"}
        is_one_day = over is not None and over - start <= 21 * HOUR
        assert not is_counted or is_one_day or end is None or not 120 < again - end < 3 * HOUR
