"""OC603: a level that reaches only whom the one before has paged."""

from oncall import EscalationPolicy, EscalationRule, Schedule, Settings, User
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, MONDAY, WEEK, asked, finding, layer, policy, proof, schedule

ERIN = User("erin")


def levels(*targets: list[User | Schedule]) -> EscalationPolicy:
    """A policy of rules of five minutes."""
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=each) for each in targets]
    return EscalationPolicy(name="policy", rules=rules)


def test_rotations_of_four_and_five_meet_four_times_in_twenty_weeks() -> None:
    """Week w has turn w mod 4 and turn w mod 5: the second list has each of the four where they meet."""
    four = schedule(layer(ALICE, BOB, CAROL, DAVE))
    # bob is 1 mod 4 and 4 mod 5: week 9; carol 2 and 3: week 18; dave 3 and 2: week 7; alice week 0.
    five = schedule(layer(ALICE, ERIN, DAVE, CAROL, BOB), name="five")
    found = finding("OC603", policy((5, four), (5, five)))
    assert found.message == (
        "policy: level 2 reaches only people whom level 1 reaches too, from Mon 2025-01-06 09:00 -05:00 to "
        "Mon 2025-01-13 09:00 -05:00 (1 week), 4 times every 20 weeks: escalating changes nothing then. "
        "The first time it is alice."
    )
    assert [span.seconds for span in found.spans] == [WEEK]
    refuted = proof("OC603", policy((5, four), (5, five)))
    assert (refuted.holds, refuted.period_seconds, refuted.until) == (False, 20 * WEEK, None)


def test_one_turn_apart_nobody_is_on_both() -> None:
    """The same four people a week apart never meet: proved for all time."""
    four = schedule(layer(ALICE, BOB, CAROL, DAVE))
    next_week = schedule(layer(BOB, CAROL, DAVE, ALICE), name="next week")
    proved = proof("OC603", policy((5, four), (5, next_week)))
    assert (proved.holds, proved.period_seconds, proved.until) == (True, 4 * WEEK, None)


def test_the_limit_is_a_setting() -> None:
    """A hand-off that is an hour later has the old person on both levels for that hour, every week."""
    at_nine, at_ten = (
        schedule(layer(ALICE, BOB)),
        schedule(layer(BOB, ALICE, virtual="2025-01-06T10:00:00-05:00"), name="later"),
    )
    both = policy((5, at_nine), (5, at_ten))
    for allowed, expected in ((3599, 1), (3600, 0)):
        settings = Settings(select=["OC603"], same_person_seconds=allowed)
        assert len(asked("OC603", both, settings=settings).findings) == expected


def test_somebody_new_makes_it_worth_escalating() -> None:
    """Only if nobody new is reached does escalating change nothing."""
    assert not asked("OC603", levels([ALICE], [ALICE, BOB])).findings
    found = finding("OC603", levels([ALICE, BOB], [ALICE]))
    assert found.message == (
        "policy: level 2 reaches only people whom level 1 reaches too, at all times: escalating changes nothing then. "
        "It is alice."
    )


def test_every_pair_of_levels_is_looked_at() -> None:
    """Levels 2 and 3 are compared, levels 1 and 3 are not."""
    rota = schedule(layer(ALICE, BOB))
    found = finding("OC603", levels([CAROL], [rota], [rota]))
    assert found.message.startswith("policy: level 3 reaches only people whom level 2 reaches too, at all times")
    assert found.message.endswith("It is alice and bob.")
    assert not asked("OC603", levels([rota], [CAROL], [rota])).findings


def test_many_people_are_abridged() -> None:
    """Of a rota that is named twice, five of seven are named."""
    rota = schedule(layer(*map(User, "abcdefg")))
    assert finding("OC603", levels([rota], [rota])).message.endswith("It is a, b, c, d, e and 2 more.")


def test_an_empty_level_repeats_nobody() -> None:
    """Where level 2 reaches nobody, nobody is on both."""
    over = schedule(layer(ALICE, end="2025-02-03T09:00:00-05:00"), name="over")
    found = finding("OC603", policy((5, ALICE), (5, over)))
    assert "from Mon 2025-01-06 09:00 -05:00 to Mon 2025-02-03 09:00 -05:00 (4 weeks):" in found.message


def test_one_level_has_no_next() -> None:
    """Of a single level there is nothing to say, however often it is run."""
    assert asked("OC603", policy((5, ALICE), loops=3)).proofs == ()


def test_what_is_too_long_to_walk_is_bounded() -> None:
    """Yearly turns of 199 and 211 people repeat together after 41,989 years: decided up to a date, which is said."""
    some, others = (
        schedule(
            layer(*(User(f"person {each}") for each in people), turn=31_536_000), zone="Etc/UTC", name=str(len(people))
        )
        for people in (range(199), range(198, -13, -1))
    )
    both = asked("OC603", policy((5, some), (5, others)))
    assert [each.until is None for each in both.proofs] == [False]
    assert all("(Decided up to " in each.message for each in both.findings)


def test_since_is_where_it_begins() -> None:
    """A meeting that began before is said to have."""
    rota = schedule(layer(ALICE, BOB, start=MONDAY))
    found = finding("OC603", policy((5, rota), (5, ALICE)), since="2025-01-08T00:00:00Z")
    assert "(it began before), every 2 weeks" in found.message
