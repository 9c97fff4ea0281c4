"""OC701: the same person in two chairs."""

import attrs

from oncall import Settings, User
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, WEEK, asked, finding, layer, schedule

ERIN = User("erin")
FIVE = (ALICE, BOB, CAROL, DAVE)


def test_the_finding_says_who_where_when_and_how_often() -> None:
    """Primary of two and secondary of the same two in the same order: at once, and every week anew."""
    primary, secondary = (schedule(layer(ALICE, BOB), name=name) for name in ("primary", "secondary"))
    assert finding("OC701", primary, secondary).message == (
        "primary: alice is on call here and in secondary at once from Mon 2025-01-06 09:00 -05:00 to "
        "Mon 2025-01-13 09:00 -05:00, every week."
    )


def test_what_ends_is_counted() -> None:
    """bob has every second day of alice's and bob's weeks up to the fourth Monday: nine times."""
    daily = layer(BOB, ALICE, turn=WEEK // 7, end="2025-01-27T09:00:00-05:00")
    found = finding("OC701", schedule(layer(ALICE, BOB), name="weekly"), schedule(daily, name="daily"))
    # Days 0 to 20: bob has the even ones, alice the odd ones; weeks 0 and 2 are alice's, week 1 is bob's.
    # alice: days 1, 3, 5 and 15, 17, 19; bob: days 8, 10, 12 of days 7 to 13.
    assert "the first of 9 times" in found.message
    assert len(found.spans) == 9


def test_the_proof_names_the_joint_period_of_those_who_share_people() -> None:
    """Five and four people repeat together every 20 weeks, which is what both proofs say."""
    five = schedule(layer(ALICE, BOB, CAROL, DAVE, ERIN), name="five")
    four = schedule(layer(ALICE, BOB, CAROL, DAVE), name="four")
    assert {each.period_seconds for each in asked("OC701", five, four).proofs} == {20 * WEEK}


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


def test_the_first_in_time_is_named_not_the_first_in_the_file() -> None:
    """a meets c in the first week and b only after years; c, the last of the file, has a proof with a time as well."""
    people = [User(f"p{number}") for number in range(30)]
    a = schedule(layer(ALICE, *people[:12]), name="a")
    b = schedule(layer(*people[12:22], ALICE), name="b")
    c = schedule(layer(ALICE, people[25]), name="c")
    report = asked("OC701", a, b, c)
    found = {each.subject: each.message for each in report.findings}
    assert "alice is on call here and in c at once from Mon 2025-01-06 09:00 -05:00" in found["a"]
    proofs = {each.subject: each for each in report.proofs}
    assert proofs["c"].counterexample is not None
    assert proofs["c"].because == "alice is, in a"
