"""OC701: the same person in two chairs."""

import attrs

from oncall import Override, Settings, User
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, MONDAY, WEEK, asked, finding, layer, schedule

ERIN = User("erin")
FIVE = (ALICE, BOB, CAROL, DAVE)


def test_the_finding_says_who_where_when_and_how_often() -> None:
    """Primary of two and secondary of the same two in the same order: each of them every other week.

    alice has the even weeks in both, bob the odd ones: every 2 weeks each, and every week somebody.
    """
    primary, secondary = (schedule(layer(ALICE, BOB), name=name) for name in ("primary", "secondary"))
    assert finding("OC701", primary, secondary).message == (
        "primary: alice is on call here and in secondary at once from Mon 2025-01-06 09:00 -05:00 to "
        "Mon 2025-01-13 09:00 -05:00, every 2 weeks; so are others, every week in all."
    )


def test_what_ends_is_counted() -> None:
    """bob has every second day of alice's and bob's weeks up to the fourth Monday."""
    daily = layer(BOB, ALICE, turn=WEEK // 7, end="2025-01-27T09:00:00-05:00")
    found = finding("OC701", schedule(layer(ALICE, BOB), name="weekly"), schedule(daily, name="daily"))
    # Days 0 to 20: bob has the even ones, alice the odd ones; weeks 0 and 2 are alice's, week 1 is bob's.
    # alice: days 1, 3, 5 and 15, 17, 19; bob: days 8, 10, 12 of days 7 to 13.
    assert found.message.endswith(", the first of 6 times; so are others, 9 times in all.")
    days = [span.start.diff(found.spans[0].start).in_days() + 1 for span in found.spans]
    assert days == [1, 3, 5, 15, 17, 19]
    assert found.spans[0].start.isoformat() == "2025-01-07T09:00:00-05:00"


def test_the_rhythm_is_that_of_the_person_who_is_named() -> None:
    """Five and four in one order: week w is one person's in both if w mod 5 = w mod 4, so alice's is week 0 of 20.

    bob has week 1, carol week 2 and dave week 3: four times every 20 weeks in all, which are not alice's.
    """
    five = schedule(layer(ALICE, BOB, CAROL, DAVE, ERIN), name="five")
    four = schedule(layer(ALICE, BOB, CAROL, DAVE), name="four")
    report = asked("OC701", five, four)
    (found,) = report.findings
    assert found.message.endswith(", every 20 weeks; so are others, 4 times every 20 weeks in all.")
    assert [proof.because for proof in report.proofs] == [
        "alice and others are, in four",
        "alice and others are, in five",
    ]
    assert [str(proof.recurs) for proof in report.proofs] == ["4 times every 20 weeks"] * 2


def test_whoever_meets_once_is_not_said_to_come_back() -> None:
    """dave has one day of both by overrides, before the other schedule begins; what follows is not his."""
    day = Override(user=DAVE, start="2025-01-07T09:00:00-05:00", end="2025-01-08T09:00:00-05:00")
    later = layer(ALICE, BOB, start="2025-01-13T09:00:00-05:00", virtual=MONDAY)
    one = schedule(layer(ALICE, BOB), name="one", overrides=[day])
    found = finding("OC701", one, schedule(later, name="other", overrides=[day]))
    # From 13 January on bob has the odd weeks of both and alice the even ones: every week somebody.
    assert found.message == (
        "one: dave is on call here and in other at once from Tue 2025-01-07 09:00 -05:00 to Wed 2025-01-08 09:00 -05:00"
        "; so are others, every week in all."
    )


def test_whoever_comes_back_is_not_said_to_be_joined_for_ever() -> None:
    """alice has every second week of both; carol has one day of both, by overrides."""
    day = Override(user=CAROL, start="2025-01-14T09:00:00-05:00", end="2025-01-15T09:00:00-05:00")
    one, other = (schedule(layer(ALICE, user), name=user.name, overrides=[day]) for user in (BOB, DAVE))
    found = finding("OC701", one, other)
    assert found.message.endswith(", every 2 weeks; so are others, but not again and again.")


def test_arithmetic_counts_each_person_too() -> None:
    """Turns of 3601 s and of 3607 s among alice and bob, which are never walked to the end of 43 weeks.

    alice has [0, 3601) of each 7202 s and [0, 3607) of each 7214. The greatest common divisor is 2, so of each even
    distance of two begins there is one in each 7202 * 7214 / 2 = 25,977,614 s, and her turns meet at each from -3606 to
    3600: 3604 of them. bob's begin 3601 and 3607 later, 6 apart, so it is even ones as well: 3604, and 7208 in all.
    25,977,614 s are 42 weeks and 6.67 days.
    """
    one, other = (schedule(layer(ALICE, BOB, turn=turn), name=str(turn)) for turn in (3601, 3607))
    found = finding("OC701", one, other)
    assert found.message.endswith(
        ", 3604 times every 42 weeks 6 days; so are others, 7208 times every 42 weeks 6 days in all."
    )


def test_of_two_clocks_it_is_said_up_to_when_it_was_counted() -> None:
    """New York and London in weekly turns of alice and bob: twelve weeks and a part of the next were looked at.

    From 6 January 14:00 UTC on that is up to 31 March 14:00 UTC. alice has weeks 0, 2, 4, 6, 8 and 10 in both, and an
    hour from 31 March 13:00 UTC, when New York has changed its clock, and so has London: 7. bob has 1, 3, 5, 7, 9 and
    11: 6. No week has more than one stretch in common, also from 10 to 31 March, when hand-offs are an hour apart.
    """
    here = schedule(layer(ALICE, BOB), name="here")
    there = schedule(layer(ALICE, BOB, start="2025-01-06T14:00:00+00:00"), zone="Europe/London", name="there")
    found = finding("OC701", here, there)
    assert ", the first of 7 times up to Mon 2025-03-31 10:00 -04:00; so are others, 13 times in all." in found.message


def test_the_proof_names_the_joint_period_of_those_who_share_people() -> None:
    """Five and four people repeat together every 20 weeks, which is what both proofs say."""
    five = schedule(layer(ALICE, BOB, CAROL, DAVE, ERIN), name="five")
    four = schedule(layer(ALICE, BOB, CAROL, DAVE), name="four")
    assert {each.period_seconds for each in asked("OC701", five, four).proofs} == {20 * WEEK}


def test_the_proof_says_from_when_all_who_share_people_repeat() -> None:
    """A layer of one ends in January and one of the other in February; in March nothing ends any more."""
    ahead, behind = layer(ALICE, BOB, CAROL), layer(BOB, CAROL, ALICE)
    one = schedule(layer(DAVE, end="2025-01-06T10:00:00-05:00"), ahead, name="one")
    other = schedule(layer(ERIN, end="2025-02-03T09:00:00-05:00"), behind, name="other")
    proofs = asked("OC701", one, other).proofs
    assert [each.holds for each in proofs] == [True, True]
    assert all(each.evidence.startswith("from Mon 2025-02-03 09:00 -05:00 on the layers") for each in proofs)
    proofs = asked("OC701", one, other, since="2025-03-01T00:00:00Z").proofs
    assert [each.evidence.startswith("the layers repeat every 3 weeks") for each in proofs] == [True, True]


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


def test_the_mend_fits_a_schedule_without_layers() -> None:
    """What is made of overrides alone has no turns that could be moved."""
    day = Override(user=ALICE, start="2025-01-07T09:00:00-05:00", end="2025-01-08T09:00:00-05:00")
    rota, by_hand = schedule(layer(ALICE, BOB), name="rota"), schedule(overrides=[day], name="by hand")
    assert finding("OC701", rota, by_hand).fix == (
        "Give the overrides of by hand to somebody who is not on call in the other schedule at these times; or share "
        "nobody."
    )
    assert finding("OC701", rota, schedule(layer(ALICE), name="other")).fix.startswith(
        "Give rota and other the same people in the same order"
    )
