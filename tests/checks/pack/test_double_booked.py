"""OC701: the same person in two chairs."""

import attrs

from oncall import Settings
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, WEEK, asked, finding, layer, schedule

FIVE = (ALICE, BOB, CAROL, DAVE)


def test_the_finding_says_who_where_when_and_how_often() -> None:
    """Primary of two and secondary of the same two in the same order: at once, and every week anew."""
    primary, secondary = (schedule(layer(ALICE, BOB), name=name) for name in ("primary", "secondary"))
    assert finding("OC701", primary, secondary).message == (
        "primary: alice is on call here and in secondary at once from Mon 2025-01-06 09:00 -05:00 to "
        "Mon 2025-01-13 09:00 -05:00, every week."
    )


def test_a_pair_is_found_once_and_neither_is_proved() -> None:
    """The first of the two has the finding, and no proof of either holds."""
    report = asked("OC701", *(schedule(layer(ALICE, BOB), name=name) for name in ("one", "other", "third")))
    assert [each.subject for each in report.findings] == ["one", "other"]
    assert "so is somebody in 1 more" in report.findings[0].message
    assert [proof.holds for proof in report.proofs] == [False, False, False]


def test_a_turn_behind_is_proved_to_be_apart() -> None:
    """For all time, whatever the number of people."""
    behind = attrs.evolve(layer(*FIVE), rotation_virtual_start="2025-01-13T09:00:00-05:00")
    report = asked("OC701", schedule(layer(*FIVE), name="primary"), schedule(behind, name="secondary"))
    assert not report.findings
    assert [(proof.holds, proof.until) for proof in report.proofs] == [(True, None)] * 2


def test_who_shares_nobody_is_not_spoken_of() -> None:
    """There is nothing to prove of teams that have nobody in common."""
    report = asked("OC701", schedule(layer(ALICE), name="one"), schedule(layer(BOB), name="other"))
    assert (report.findings, report.proofs) == ((), ())


def test_a_short_overlap_may_be_allowed() -> None:
    """An hour at the hand-off is found; an hour allowed, it is not; a second less, it is."""
    later = attrs.evolve(layer(BOB, ALICE), rotation_virtual_start="2025-01-06T10:00:00-05:00")
    pair = schedule(layer(ALICE, BOB), name="primary"), schedule(later, name="secondary")
    assert asked("OC701", *pair).findings
    allowed = Settings(select="OC701", double_booked_seconds=3600)
    assert not asked("OC701", *pair, settings=allowed).findings
    assert asked("OC701", *pair, settings=attrs.evolve(allowed, double_booked_seconds=3599)).findings


def test_other_periods_meet_as_arithmetic_says() -> None:
    """Weekly turns of two and daily turns of two share the week: bob has every second day of alice's weeks."""
    daily = layer(BOB, ALICE, turn=WEEK // 7)
    assert asked("OC701", schedule(layer(ALICE, BOB), name="weekly"), schedule(daily, name="daily")).findings
