"""What comes of an incident, for every trigger time at once; the agreement with a simulation is in tests/agreement."""

from __future__ import annotations

from itertools import pairwise

import attrs
import pytest

from oncall import EscalationPolicy, EscalationRule, Outcome, Outcomes, Schedule, Step, User
from oncall.chronology.spans import Span, SpanSet
from oncall.engine.lanes import Lane
from oncall.errors import InvalidValueError, NotAnInstantError, OutsideTimelineError
from oncall.model import Layer
from oncall.model.outcomes import outcomes
from tests.strategies import DAY

ALICE, BOB, MANAGER = User("alice"), User("bob"), User("manager")
MIDNIGHT = 1_735_689_600  # 2025-01-01T00:00:00Z
ROTA = Schedule(
    name="rota",
    time_zone="Etc/UTC",
    layers=[
        Layer(start=MIDNIGHT, rotation_virtual_start=MIDNIGHT, rotation_turn_length_seconds=DAY, users=[ALICE, BOB])
    ],
)
POLICY = EscalationPolicy(
    name="p",
    num_loops=1,
    rules=[
        EscalationRule(escalation_delay_in_minutes=10, targets=[ROTA]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[MANAGER]),
    ],
)


def people(outcome: Outcome) -> list[str]:
    """Who is notified, step by step."""
    return ["+".join(user.id for user in step.users) for step in outcome.steps]


def test_triggers_before_a_hand_off_have_an_outcome_of_their_own() -> None:
    """The second pass comes 25 minutes later, so triggers of the 25 minutes before midnight page both people."""
    found = POLICY.outcomes(MIDNIGHT + DAY - 3600, MIDNIGHT + DAY + 3600)
    edges = [MIDNIGHT + DAY + aside for aside in (-3600, -25 * 60, 0, 3600)]
    assert [it.span.bounds for it in found] == list(pairwise(edges))
    assert [people(it) for it in found] == [
        ["alice", "manager", "alice", "manager"],
        ["alice", "manager", "bob", "manager"],
        ["bob", "manager", "bob", "manager"],
    ]
    assert [(it.offset_seconds, it.level, it.loop) for it in found[0].steps] == [
        (0, 1, 0),
        (600, 2, 0),
        (1500, 1, 1),
        (2100, 2, 1),
    ]
    assert {it.span.zone for it in found} == {"Etc/UTC"}


def test_before_the_schedule_starts_its_rule_is_skipped() -> None:
    """Triggers of the day before reach the manager at once, then whoever is on call when the second pass comes."""
    found = POLICY.outcomes(MIDNIGHT - 3600, MIDNIGHT)
    # The manager's 15 minutes run from the trigger, so the second pass asks the rota 15 minutes after it, and after
    # alice's 10 minutes the manager again.
    assert [(it.span.seconds, people(it)) for it in found] == [
        (45 * 60, ["manager", "manager"]),
        (15 * 60, ["manager", "alice", "manager"]),
    ]


def test_steps_can_stop_at_so_many_people() -> None:
    """With one person the first step is all there is, with two the second ends it."""
    since, until = MIDNIGHT + 3600, MIDNIGHT + 7200
    assert [people(it) for it in outcomes(POLICY, since, until, people=1)] == [["alice"]]
    assert [people(it) for it in outcomes(POLICY, since, until, people=2)] == [["alice", "manager"]]
    assert [people(it) for it in outcomes(POLICY, since, until, people=3)] == [["alice", "manager"] * 2]


def test_an_outcome_knows_how_long_so_many_people_take() -> None:
    """The first person at once, the second after ten minutes, a third never."""
    (outcome,) = POLICY.outcomes(MIDNIGHT + 3600, MIDNIGHT + 7200)
    assert [outcome.seconds_to(count) for count in (1, 2, 3)] == [0, 600, None]
    assert outcome.users == (ALICE, MANAGER)


def test_an_outcome_may_be_that_nobody_is_notified() -> None:
    """A policy that reaches nobody has one outcome without steps."""
    empty = Schedule(name="empty", time_zone="Etc/UTC", layers=[])
    policy = attrs.evolve(POLICY, rules=[EscalationRule(escalation_delay_in_minutes=1, targets=[empty])])
    (outcome,) = policy.outcomes(0, 100)
    assert outcome == Outcome(span=Span(0, 100), steps=())
    assert (outcome.users, outcome.seconds_to(1)) == ((), None)


def test_people_notified_together_are_one_step() -> None:
    """A rule's targets make one step, each person once."""
    rule = EscalationRule(escalation_delay_in_minutes=1, targets=[MANAGER, ROTA, MANAGER, ALICE])
    (outcome,) = attrs.evolve(POLICY, rules=[rule], num_loops=0).outcomes(MIDNIGHT, MIDNIGHT + 60)
    assert outcome.steps == (Step(offset_seconds=0, level=1, loop=0, users=(MANAGER, ALICE)),)


def test_outcomes_need_a_range() -> None:
    """An empty range is refused."""
    with pytest.raises(InvalidValueError, match="until must be after since"):
        POLICY.outcomes(0, 0)


# --- Questions ----------------------------------------------------------------------------------------------------

HOUR = 3600
BOTH_SIDES = POLICY.outcomes(MIDNIGHT - HOUR, MIDNIGHT + HOUR)
"""Before midnight the rota has nobody, after it alice; the manager is on the second level of both passes."""


def test_the_slowest_trigger_is_the_first_of_its_kind() -> None:
    """Until 23:15 only the manager is ever reached, so a second person never; later it takes 15 and then 10 minutes."""
    # In the quarter of an hour before midnight alice comes 15 minutes after the manager; after it the manager ten
    # minutes after her. Before 23:45 the second pass, at +15, still finds nobody.
    assert [(it.span.seconds, it.seconds_to(2)) for it in BOTH_SIDES] == [(2700, None), (900, 900), (HOUR, 600)]
    assert BOTH_SIDES.slowest(2) == BOTH_SIDES[0]
    assert BOTH_SIDES.longest_seconds_to(2) is None
    assert BOTH_SIDES.longest_seconds_to(1) == 0
    assert POLICY.outcomes(MIDNIGHT - 900, MIDNIGHT + HOUR).longest_seconds_to(2) == 900


def test_the_outcome_of_one_trigger_is_looked_up() -> None:
    """At the edges of spans too; outside of the range it is an error."""
    assert [BOTH_SIDES.at(MIDNIGHT + aside) for aside in (-HOUR, -900, -1, 0, HOUR - 1)] == [
        BOTH_SIDES[index] for index in (0, 1, 1, 2, 2)
    ]
    for outside in (MIDNIGHT - HOUR - 1, MIDNIGHT + HOUR):
        with pytest.raises(OutsideTimelineError, match="is outside of the timeline"):
            BOTH_SIDES.at(outside)


def test_people_are_counted_within_a_time() -> None:
    """A page at exactly +10 minutes is within ten minutes; the fewest of all triggers is told."""
    alice_first = BOTH_SIDES[2]
    assert [alice_first.users_within(seconds) for seconds in (0, 599, 600)] == [(ALICE,), (ALICE,), (ALICE, MANAGER)]
    assert [BOTH_SIDES.fewest_within(seconds) for seconds in (0, 900)] == [1, 1]
    assert POLICY.outcomes(MIDNIGHT - 900, MIDNIGHT + HOUR).fewest_within(900) == 2


def test_the_last_resort_is_who_was_notified_last() -> None:
    """The manager of both halves; with one rule alone it is whoever the rota has, or nobody."""
    assert BOTH_SIDES.last_resorts == (MANAGER,)
    alone = attrs.evolve(POLICY, rules=POLICY.rules[:1]).outcomes(MIDNIGHT - HOUR, MIDNIGHT + 2 * DAY)
    assert alone.last_resorts == (ALICE, BOB)
    assert [it.last_resort for it in alone][:2] == [(), (ALICE,)]


def test_nobody_is_a_set_of_instants() -> None:
    """Without the manager, nobody is notified of incidents before midnight: the hour before it and nothing else."""
    alone = attrs.evolve(POLICY, rules=POLICY.rules[:1]).outcomes(MIDNIGHT - HOUR, MIDNIGHT + 2 * DAY)
    assert alone.nobody == SpanSet([(MIDNIGHT - HOUR, MIDNIGHT)])
    assert BOTH_SIDES.nobody == SpanSet()


def test_outcomes_are_a_sequence() -> None:
    """They have a length, indices and slices, and say what they are about."""
    assert len(BOTH_SIDES) == 3
    assert BOTH_SIDES[:2] == tuple(BOTH_SIDES)[:2]
    assert BOTH_SIDES[-1] in BOTH_SIDES
    assert repr(BOTH_SIDES).startswith("<Outcomes: 3, 2024-12-31 23:00:00")
    assert BOTH_SIDES.to_dicts()[1] == {
        "start": "2024-12-31T23:45:00+00:00",
        "end": "2025-01-01T00:00:00+00:00",
        "pages": [
            {"after_seconds": 0, "level": 2, "loop": 0, "users": ["manager"]},
            {"after_seconds": 900, "level": 1, "loop": 1, "users": ["alice"]},
            {"after_seconds": 1500, "level": 2, "loop": 1, "users": ["manager"]},
        ],
    }


@pytest.mark.parametrize("given", [(), (BOTH_SIDES[0], BOTH_SIDES[2]), (BOTH_SIDES[1], BOTH_SIDES[0])])
def test_outcomes_follow_each_other(given: tuple[Outcome, ...]) -> None:
    """None at all, a hole, and a wrong order are refused."""
    with pytest.raises(InvalidValueError, match="outcomes must be outcomes of spans that follow each other"):
        Outcomes(given)


def test_an_outcome_is_of_a_number() -> None:
    """With turns, the outcomes of incident 1 page the second of a ring, and say which incident they are of."""
    ring = EscalationRule(
        escalation_delay_in_minutes=1, targets=[ALICE, BOB], escalation_rule_assignment_strategy="round_robin"
    )
    (found,) = EscalationPolicy(name="p", rules=[ring]).outcomes(0, 60, incident_number=1)
    assert (found.users, found.incident_number) == ((BOB,), 1)


def test_outcomes_are_told_in_the_zone_of_the_policy() -> None:
    """That of its first schedule: of New York, five hours behind UTC in winter, in errors and in sets too."""
    rota = attrs.evolve(ROTA, time_zone="America/New_York")
    policy = attrs.evolve(POLICY, rules=[EscalationRule(escalation_delay_in_minutes=10, targets=[rota])])
    found = policy.outcomes(MIDNIGHT - HOUR, MIDNIGHT + HOUR)
    assert [it.span.zone for it in found] == ["America/New_York"] * 2
    assert found.nobody.zone == "America/New_York"
    (alone,) = policy.outcomes(MIDNIGHT, MIDNIGHT + HOUR)
    with pytest.raises(OutsideTimelineError) as caught:
        Outcomes([alone]).at(MIDNIGHT - 1)
    assert Outcomes([alone]).nobody.zone == "America/New_York"
    assert caught.value.instant == "2024-12-31T18:59:59-05:00"
    assert caught.value.since == "2024-12-31T19:00:00-05:00"


@pytest.mark.parametrize("argument", ["noon", None])
def test_a_trigger_that_is_no_instant_is_named(argument: object) -> None:
    """By the name of the argument; a list of something else by that of the field."""
    with pytest.raises(NotAnInstantError, match="^triggered_at: "):
        BOTH_SIDES.at(argument)  # type: ignore[arg-type]
    with pytest.raises(InvalidValueError, match="^outcomes must be a list of Outcome, got "):
        Outcomes([argument])  # type: ignore[list-item]


def test_the_places_may_be_those_of_another_lane() -> None:
    """What is asked of a schedule is asked of what was given in its place: here bob has every turn, who is place 1."""

    def all_bobs(schedule: Schedule, since: int, until: int) -> Lane:
        assert schedule == ROTA
        return Lane([since], [1], until)

    (found,) = outcomes(POLICY, MIDNIGHT, MIDNIGHT + HOUR, lane=all_bobs)
    assert people(found) == ["bob", "manager", "bob", "manager"]
