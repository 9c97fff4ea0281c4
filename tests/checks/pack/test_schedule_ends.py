"""OC102: after the last end nobody is on call."""

import attrs

from oncall import DailyRestriction, Override, Settings
from oncall.errors import Location
from tests.checks.builders import ALICE, BOB, WEEK, asked, finding, layer, proof, schedule

ENDED = layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00")
BOTH = Settings(select=["OC101", "OC102"])


def test_the_last_end_is_found_once() -> None:
    """Four weeks from 6 January: bob's second is the last, and OC101 has nothing to add."""
    found = finding("OC102", schedule(ENDED))
    assert (
        found.message
        == "rota: nobody is on call from Mon 2025-02-03 09:00 -05:00 on, for ever: the last shift is bob's."
    )
    assert not asked("OC101", schedule(ENDED), settings=BOTH).findings


def test_somebody_is_not_always_on_call_all_the_same() -> None:
    """What OC101 proves is about all time: it does not hold, from the last end on."""
    (refuted,) = asked("OC101", schedule(ENDED), settings=BOTH).proofs
    assert not refuted.holds
    assert refuted.counterexample is not None
    assert refuted.counterexample.start.isoformat() == "2025-02-03T09:00:00-05:00"


def test_gaps_before_the_last_end_are_coverage_gaps() -> None:
    """An override a week after the last layer's end is the last shift; the week before it is a gap."""
    cover = Override(user=ALICE, start="2025-02-10T09:00:00-05:00", end="2025-02-11T09:00:00-05:00")
    rota = schedule(ENDED, overrides=[cover])
    assert "from Tue 2025-02-11 09:00 -05:00 on, for ever: the last shift is alice's" in finding("OC102", rota).message
    (gap,) = asked("OC101", rota, settings=BOTH).findings
    assert "from Mon 2025-02-03 09:00 -05:00 to Mon 2025-02-10 09:00 -05:00 (1 week)." in gap.message
    assert [span.seconds for span in gap.spans] == [WEEK]


def test_asked_after_the_end_it_is_found_too() -> None:
    """In March the schedule is over; so it is said, once."""
    report = asked("OC102", schedule(ENDED), since="2025-03-01T00:00:00Z")
    assert "from Mon 2025-02-03 09:00 -05:00 on" in report.findings[0].message
    counterexample = report.proofs[0].counterexample
    assert counterexample is not None
    assert counterexample.start.isoformat() == "2025-02-28T19:00:00-05:00"
    assert not asked("OC101", schedule(ENDED), since="2025-03-01T00:00:00Z", settings=BOTH).findings


def test_one_layer_without_an_end_is_enough() -> None:
    """Also if it is on call for a second a week only: somebody will be again."""
    rarely = layer(ALICE, restrictions=[DailyRestriction(start_time_of_day="00:00:00", duration_seconds=1)])
    assert proof("OC102", schedule(ENDED, rarely)).holds


def test_a_schedule_that_never_begins_is_not_one_that_ends() -> None:
    """Nobody is ever on call: that is OC101's, also where a layer lives for an hour without a window in it."""
    night = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=3600)
    silent = schedule(layer(ALICE, end="2025-01-06T10:00:00-05:00", restrictions=[night]))
    for rota in (schedule(), silent):
        assert not asked("OC102", rota).findings
        assert not asked("OC102", rota).proofs
        assert len(asked("OC101", rota, settings=BOTH).findings) == 1


def test_an_end_in_the_far_future_is_an_end() -> None:
    """It is known without walking there: hourly turns up to the year 5000 are too many to look at."""
    hourly = schedule(layer(ALICE, BOB, turn=3600, end="5000-01-01T00:00:00Z"))
    refuted = proof("OC102", hourly)
    assert (refuted.holds, refuted.until) == (False, None)
    assert len(asked("OC102", hourly).findings) == 1


def test_the_place_is_the_layer_that_is_the_last() -> None:
    """Where the layer is written whose shift is the last; an override is written nowhere, so then the schedule's."""
    here, there = Location("rota.tf", 5, 3), Location("rota.tf", 1, 1)
    ended = attrs.evolve(ENDED, where=here)
    assert finding("OC102", attrs.evolve(schedule(ended), where=there)).where == here
    cover = Override(user=ALICE, start="2025-02-10T09:00:00-05:00", end="2025-02-11T09:00:00-05:00")
    assert finding("OC102", attrs.evolve(schedule(ended, overrides=[cover]), where=there)).where == there


def test_the_mend_fits_a_schedule_without_layers() -> None:
    """Where no layer ends, another override may take over."""
    cover = Override(user=ALICE, start="2025-02-10T09:00:00-05:00", end="2025-02-11T09:00:00-05:00")
    assert finding("OC102", schedule(ENDED, overrides=[cover])).fix.startswith("Delete the end of the layer")
    assert finding("OC102", schedule(overrides=[cover])).fix == (
        "Add the override that takes over, or a layer without an end, or delete the schedule if it has done its work."
    )
