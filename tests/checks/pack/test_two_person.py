"""OC001: a schedule or a policy that rests on one person."""

from oncall import EscalationPolicy, EscalationRule, Settings
from tests.checks.builders import ALICE, BOB, CAROL, MONDAY, WEEK, asked, finding, layer, policy, schedule


def test_one_person_in_many_places_is_one() -> None:
    """alice twice in a rotation is still only alice."""
    found = finding("OC001", schedule(layer(ALICE, ALICE)))
    assert "only alice is ever on call" in found.message
    assert found.subject == "rota"


def test_a_second_person_who_never_shows_does_not_count() -> None:
    """bob is listed in a layer that alice's layer always covers."""
    assert asked("OC001", schedule(layer(BOB), layer(ALICE))).findings
    assert not asked("OC001", schedule(layer(ALICE, BOB))).findings


def test_a_schedule_that_becomes_one_persons_is_found_before_that() -> None:
    """bob's layer ends in February: what was once shared does not help alice, who is alone from then on."""
    lonely = schedule(layer(ALICE), layer(BOB, end="2025-02-03T09:00:00-05:00"))
    assert "from Mon 2025-02-03 09:00 -05:00 on, only alice is ever on call" in finding("OC001", lonely).message
    assert finding("OC001", lonely, since="2025-03-01T00:00:00Z").message.startswith("rota: only alice is ever on call")
    assert not asked("OC001", schedule(layer(ALICE, BOB, end="2025-02-03T09:00:00-05:00"))).findings


def test_nobody_at_all_is_fewer_than_two() -> None:
    """A schedule whose only layer ends where it starts never has anybody."""
    for empty in (schedule(), schedule(layer(ALICE, BOB, end=MONDAY))):
        assert "nobody is ever on call" in finding("OC001", empty).message
        assert "nobody is ever on call" in finding("OC101", empty).message


def test_a_second_level_that_starts_later_does_not_help_before() -> None:
    """Until bob's schedule starts in 2030, an incident reaches nobody but alice's rota."""
    late = schedule(layer(CAROL, start="2030-01-07T09:00:00-05:00"), name="late")
    found = finding("OC001", policy((5, schedule(layer(ALICE, BOB))), (5, late)), since="2026-01-01T00:00:00Z")
    assert "an incident at Wed 2025-12-31 19:00 -05:00 reaches only" in found.message


def test_no_incident_before_since_is_spoken_of() -> None:
    """Clock changes are walked from a time before them, but never from before the beginning."""
    rota = schedule(layer(ALICE, start="2025-03-01T09:00:00-05:00"))
    # Six weeks pass before the second level, and New York's clocks change on 9 March.
    report = asked("OC001", policy((60_480, rota), (5, BOB)), since="2025-03-01T14:00:00Z")
    assert not report.findings


def test_a_policy_must_reach_two_people_at_every_instant() -> None:
    """With alice behind the schedule, the incidents of alice's own weeks reach nobody else."""
    rota = schedule(layer(ALICE, BOB))
    found = finding("OC001", policy((5, rota), (5, ALICE)), since=MONDAY)
    assert "reaches only alice" in found.message
    # alice's first week; the last incident that reaches only her is the one before the hand-off to bob.
    assert [span.seconds for span in found.spans] == [WEEK]
    assert not asked("OC001", policy((5, rota), (5, CAROL))).findings


def test_the_limit_is_a_setting() -> None:
    """A team may ask for three people."""
    three = Settings(people=3)
    assert asked("OC001", schedule(layer(ALICE, BOB)), settings=three).findings
    assert not asked("OC001", schedule(layer(ALICE, BOB, CAROL)), settings=three).findings
    rota = schedule(layer(ALICE, BOB))
    assert [each.subject for each in asked("OC001", policy((5, rota), (5, CAROL)), settings=three).findings] == [
        "policy"
    ]


def test_the_proof_says_for_all_time() -> None:
    """Two people in weekly turns are proved for all time, from their period of two weeks."""
    (proved,) = asked("OC001", schedule(layer(ALICE, BOB))).proofs
    assert (proved.holds, proved.until, proved.period_seconds) == (True, None, 2 * WEEK)


def test_the_first_incident_is_the_first_whosever_turn_it_is() -> None:
    """Of two turns one always pages alice twice at noon of the first day; the other only days later."""
    zone, monday = "Etc/UTC", "2025-01-06T00:00:00Z"
    one, two, three = (
        schedule(layer(*users, start=monday), name=name, zone=zone)
        for name, users in (("one", [ALICE]), ("two", [ALICE, BOB]), ("three", [BOB, ALICE]))
    )
    rules = [
        EscalationRule(escalation_delay_in_minutes=5, targets=[one]),
        EscalationRule(
            escalation_delay_in_minutes=5, targets=[three, two], escalation_rule_assignment_strategy="round_robin"
        ),
    ]
    turns = EscalationPolicy(name="policy", rules=rules)
    counterexamples = [each.counterexample for each in asked("OC001", turns).proofs if each.subject == "policy"]
    assert counterexamples[0] is not None
    assert counterexamples[0].start.isoformat() == "2025-01-06T00:00:00+00:00"
