"""OC103: gaps of two minutes or less between two shifts."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import DailyRestriction, Override, Settings, WeeklyRestriction
from oncall.errors import Location
from tests.analysis.test_rests import in_greenwich, shifts_until_it_repeats
from tests.checks.builders import ALICE, BOB, DAY, MONDAY, asked, finding, layer, proof, schedule
from tests.strategies import Scene, scenes

if TYPE_CHECKING:
    from oncall import Schedule

HOUR = 3600
BOTH = Settings(select=["OC101", "OC103"])


def days_and_nights(day_seconds: int) -> list[DailyRestriction]:
    """From 09:00 for so long, and from 17:00 to 09:00."""
    return [
        DailyRestriction(start_time_of_day="09:00:00", duration_seconds=day_seconds),
        DailyRestriction(start_time_of_day="17:00:00", duration_seconds=16 * HOUR),
    ]


def halves(day_seconds: int) -> Schedule:
    """alice by day and bob by night."""
    day, night = days_and_nights(day_seconds)
    return schedule(layer(ALICE, restrictions=[day]), layer(BOB, restrictions=[night]))


def test_a_second_a_day_is_a_seam() -> None:
    """28799 seconds from 09:00:00 end at 16:59:59."""
    found = finding("OC103", halves(8 * HOUR - 1))
    assert "from Mon 2025-01-06 16:59:59 -05:00 to Mon 2025-01-06 17:00 -05:00 (1 second)" in found.message
    assert found.message.endswith("between the shifts of alice and bob, every day.")
    assert not asked("OC103", halves(8 * HOUR)).findings


def test_two_minutes_are_the_most() -> None:
    """120 seconds are a seam, 121 are a coverage gap; each is found by one check only."""
    for seconds, code in ((120, "OC103"), (121, "OC101")):
        rota = halves(8 * HOUR - seconds)
        codes = [each.code for check in ("OC101", "OC103") for each in asked(check, rota, settings=BOTH).findings]
        assert codes == [code]


def test_without_this_check_a_seam_is_a_gap() -> None:
    """Whoever ignores OC103 is told by OC101; so is who sets the limit to 0."""
    rota = halves(8 * HOUR - 1)
    ignoring = Settings(select=["OC101", "OC103"], ignore=["seam"])
    assert len(asked("OC101", rota, settings=ignoring).findings) == 1
    without = Settings(select=["OC101", "OC103"], seam_seconds=0)
    assert len(asked("OC101", rota, settings=without).findings) == 1
    assert not asked("OC103", rota, settings=without).proofs


def test_a_seam_refutes_that_somebody_is_always_on_call() -> None:
    """The statement of OC101 is about every gap, whoever finds it."""
    (refuted,) = asked("OC101", halves(8 * HOUR - 1), settings=BOTH).proofs
    assert not refuted.holds


def test_gaps_beside_seams_are_counted_by_themselves() -> None:
    """A second every day at 17:00, and a night a week: OC101 says every week, OC103 every day."""
    # The second layer is silent from Saturday 17:00 to Sunday 09:00, so one day in seven has no seam: it has a gap.
    day, _ = days_and_nights(8 * HOUR - 1)
    nights = [
        WeeklyRestriction(start_day_of_week=weekday, start_time_of_day="17:00:00", duration_seconds=16 * HOUR)
        for weekday in (1, 2, 3, 4, 5, 7)
    ]
    rota = schedule(layer(ALICE, restrictions=[day]), layer(BOB, restrictions=nights))
    (gap,) = asked("OC101", rota, settings=BOTH).findings
    assert gap.message.endswith("(16 hours 0 seconds), every week.") or gap.message.endswith(
        "(16 hours 1 second), every week."
    )
    assert finding("OC103", rota).message.endswith("6 times every week.")


def test_a_minute_between_two_layers_is_a_seam_once() -> None:
    """The old layer ends at 09:00, the new one starts at 09:01; before and after it nothing is wrong."""
    rota = schedule(
        layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00"), layer(ALICE, BOB, start="2025-02-03T09:01:00-05:00")
    )
    found = finding("OC103", rota)
    assert found.message.endswith("(1 minute), between the shifts of bob and alice.")
    assert not asked("OC103", rota, since="2025-02-04T00:00:00Z").findings
    assert not asked("OC101", rota, settings=BOTH).findings


def test_asked_within_a_seam_it_is_whole() -> None:
    """From the 31st second on, the gap of a minute is the same gap of a minute, and no coverage gap."""
    rota = schedule(
        layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00"), layer(ALICE, BOB, start="2025-02-03T09:01:00-05:00")
    )
    found = finding("OC103", rota, since="2025-02-03T09:00:30-05:00")
    assert "(1 minute)" in found.message
    assert not asked("OC101", rota, since="2025-02-03T09:00:30-05:00", settings=BOTH).findings


def test_the_first_minute_of_a_schedule_is_no_seam() -> None:
    """A layer that starts at 08:59 with a window from 09:00 has nobody before it: that is OC101's."""
    day = days_and_nights(8 * HOUR)[:1]
    rota = schedule(layer(BOB), layer(ALICE, start="2025-01-06T08:59:00-05:00", restrictions=day))
    assert proof("OC103", rota).holds
    (found,) = asked("OC101", rota, settings=BOTH).findings
    assert "from Mon 2025-01-06 08:59 -05:00 to Mon 2025-01-06 09:00 -05:00 (1 minute)." in found.message


def test_a_seam_before_an_override_is_found() -> None:
    """An override that begins a second after the last window."""
    cover = Override(user=BOB, start="2025-01-06T17:00:01-05:00", end="2025-01-06T18:00:00-05:00")
    days = schedule(layer(ALICE, restrictions=days_and_nights(8 * HOUR)[:1]), overrides=[cover])
    assert "between the shifts of alice and bob." in finding("OC103", days).message


def test_what_a_clock_change_leaves_of_a_gap_counts_as_it_is() -> None:
    """Nobody from 02:00 to 03:01: where 02:00 is skipped, a minute is left, on 2025-03-09."""
    most = DailyRestriction(start_time_of_day="03:01:00", duration_seconds=DAY - HOUR - 60)
    found = finding("OC103", schedule(layer(ALICE, restrictions=[most])), since="2025-02-01T00:00:00Z")
    assert "from Sun 2025-03-09 03:00 -04:00 to Sun 2025-03-09 03:01 -04:00 (1 minute)" in found.message


@given(scene=scenes(), before=st.integers(-10 * DAY, 40 * DAY))
def test_every_gap_is_found_by_exactly_one_check(scene: Scene, before: int) -> None:
    """Where no clock changes, a gap of up to an hour between two shifts is OC103's, and every other one OC101's."""
    rota, since = in_greenwich(scene), scene.near - before
    begun = max(since, rota.compiled.stack.begins)
    assume(begun < since + 10_000 * DAY)
    shifts = shifts_until_it_repeats(rota, since - 2 * HOUR)
    gaps = [
        later.bounds[0] - (earlier.bounds[1] or 0) for earlier, later in pairwise(shifts) if later.bounds[0] > since
    ]
    is_late = not shifts or shifts[0].bounds[0] > begun  # nobody was on call in the two hours before
    is_over = all(each.end is not None for each in rota.layers)
    settings = Settings(select=["OC101", "OC103"], seam_seconds=HOUR)
    text = datetime.fromtimestamp(since, UTC).isoformat()
    codes = {
        each.code for code in ("OC101", "OC103") for each in asked(code, rota, settings=settings, since=text).findings
    }
    assert ("OC103" in codes) == any(0 < gap <= HOUR for gap in gaps)
    assert ("OC101" in codes) == (is_late or is_over or any(gap > HOUR for gap in gaps))


def test_the_place_is_where_the_end_is_written() -> None:
    """The restriction whose window ends there; else the layer that ends; after an override, the layer that begins."""
    places = [Location("rota.tf", line, 1) for line in range(1, 7)]
    windows = [
        DailyRestriction(start_time_of_day="09:00:00", duration_seconds=3 * HOUR, where=places[0]),
        DailyRestriction(start_time_of_day="12:00:01", duration_seconds=5 * HOUR - 1, where=places[1]),
    ]
    assert finding("OC103", schedule(layer(ALICE, restrictions=windows))).where == places[0]
    ended = attrs.evolve(layer(ALICE, end="2025-01-07T09:00:00-05:00"), where=places[2])
    begun = attrs.evolve(layer(BOB, start="2025-01-07T09:00:01-05:00", virtual=MONDAY), where=places[3])
    assert finding("OC103", schedule(ended, begun)).where == places[2]
    cover = Override(user=ALICE, start="2025-01-06T09:00:00-05:00", end="2025-01-07T09:00:00-05:00")
    assert finding("OC103", schedule(begun, overrides=[cover])).where == places[3]
    next_one = Override(user=BOB, start="2025-01-07T09:00:01-05:00", end="2025-01-08T09:00:00-05:00")
    two = attrs.evolve(schedule(overrides=[cover, next_one]), where=places[4])
    assert finding("OC103", two).where == places[4]


def test_the_mend_fits_a_schedule_without_layers() -> None:
    """An override has an end and no duration."""
    both = [
        Override(user=ALICE, start="2025-01-06T09:00:00-05:00", end="2025-01-06T16:59:59-05:00"),
        Override(user=BOB, start="2025-01-06T17:00:00-05:00", end="2025-01-07T09:00:00-05:00"),
    ]
    assert finding("OC103", schedule(overrides=both)).fix == (
        "Let the one override end when the other begins: ends are half-open, so 17:00:00, not 16:59:59."
    )
