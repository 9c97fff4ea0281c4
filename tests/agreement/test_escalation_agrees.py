"""The library and a simulation, minute by minute, page the same people at the same instants."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
from hypothesis import given
from hypothesis import strategies as st

from oncall import EscalationPolicy, Schedule, User
from tests import strategies
from tests.agreement import escalation_oracle, oracle

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from oncall import Outcome


@attrs.frozen
class Incident:
    """A policy, and an instant near which the schedules of its targets have something happen."""

    policy: EscalationPolicy
    near: int

    @property
    def told(self) -> escalation_oracle.Policy:
        """The policy as the simulation has it."""
        rules = tuple(
            escalation_oracle.Rule(
                rule.escalation_delay_in_minutes,
                tuple(it.id if isinstance(it, User) else strategies.as_oracle(it) for it in rule.targets),
            )
            for rule in self.policy.rules
        )
        return escalation_oracle.Policy(rules, self.policy.num_loops)


@st.composite
def incidents(draw: DrawFn) -> Incident:
    """A policy over two schedules of one zone."""
    zone, near = draw(strategies.moments())
    return Incident(strategies.policy_near(draw, zone, near), near)


def expected_pages(incident: Incident, triggered: int) -> list[tuple[int, str, int, int, tuple[str, ...]]]:
    """The simulation's pages, with the targets by id."""
    rules = incident.policy.rules
    return [
        (it.at, it.user, it.level, it.loop, tuple(rules[it.level - 1].targets[each].id for each in it.targets))
        for it in escalation_oracle.notices(incident.told, triggered)
    ]


@given(incidents(), strategies.nudges())
def test_pages_agree(incident: Incident, aside: int) -> None:
    """Every page has the simulation's instant, person, level, pass and targets."""
    for triggered in (incident.near, incident.near + aside):
        pages = incident.policy.pages(triggered)
        found = [(it.instant, it.user.id, it.level, it.loop, tuple(each.id for each in it.targets)) for it in pages]
        assert found == expected_pages(incident, triggered)
        assert all(page.schedules == tuple(it for it in page.targets if isinstance(it, Schedule)) for page in pages)


@given(incidents(), st.integers(0, 100_000))
def test_an_acknowledgement_leaves_the_pages_before_it(incident: Incident, later: int) -> None:
    """The pages until an acknowledgement are those of the simulation before that instant."""
    expected = expected_pages(incident, incident.near)
    for acknowledged in {incident.near + later, *(page[0] for page in expected[:4])}:
        pages = incident.policy.pages(incident.near, acknowledged_at=acknowledged)
        assert [it.instant for it in pages] == [page[0] for page in expected if page[0] < acknowledged]


@given(incidents(), st.integers(-10, 100_000))
def test_assignment_agrees(incident: Incident, later: int) -> None:
    """At any instant the incident is with those whom the simulation paged last."""
    paged = escalation_oracle.notices(incident.told, incident.near)
    moments = {incident.near + later} | {page.at + aside for page in paged[:4] for aside in (-1, 0, 1)}
    for moment in moments:
        found = incident.policy.assigned(incident.near, at=moment)
        assert len(set(found)) == len(found)
        assert {user.id for user in found} == escalation_oracle.holders(paged, moment)


def as_steps(incident: Incident, triggered: int) -> list[tuple[int, int, int, tuple[str, ...]]]:
    """The simulation's pages of one trigger, level by level, with seconds from the trigger."""
    steps: dict[tuple[int, int, int], tuple[str, ...]] = {}
    for it in escalation_oracle.notices(incident.told, triggered):
        key = (it.at - triggered, it.level, it.loop)
        steps[key] = (*steps.get(key, ()), it.user)
    return [(*key, users) for key, users in steps.items()]


def found_steps(outcome: Outcome) -> list[tuple[int, int, int, tuple[str, ...]]]:
    """The library's steps in the same form."""
    return [(it.offset_seconds, it.level, it.loop, tuple(user.id for user in it.users)) for it in outcome.steps]


@given(incidents(), st.integers(1, 200_000))
def test_outcomes_agree_at_every_boundary(incident: Incident, length: int) -> None:
    """A second before, at and after the beginning of each outcome, it is what the simulation says of that trigger."""
    since, until = incident.near - length // 2, incident.near + length
    found = incident.policy.outcomes(since, until)
    assert [it.span.bounds[0] for it in found] == [since, *(it.span.bounds[1] for it in found[:-1])]
    assert found[-1].span.bounds[1] == until
    for before, after in pairwise(found):
        assert before.steps != after.steps
    for outcome in found[:4]:
        start, end = outcome.span.bounds
        for triggered in {start, min(start + 1, end - 1), end - 1}:
            assert found_steps(outcome) == as_steps(incident, triggered)


@given(incidents(), st.integers(1, 3))
def test_outcomes_stop_at_so_many_people(incident: Incident, people: int) -> None:
    """With `people`, the steps of a trigger are those up to the one that makes so many different people."""
    since, until = incident.near, incident.near + 3600
    for outcome in incident.policy.outcomes(since, until, people=people)[:4]:
        steps = as_steps(incident, outcome.span.bounds[0])
        known = [len({user for step in steps[: n + 1] for user in step[3]}) for n in range(len(steps))]
        wanted = next((n + 1 for n, count in enumerate(known) if count >= people), len(steps))
        assert found_steps(outcome) == steps[:wanted]
        assert outcome.seconds_to(people) == next(
            (s[0] for s, n in zip(steps, known, strict=True) if n >= people), None
        )


# --- The simulation against arithmetic ----------------------------------------------------------------------------

MIDNIGHT = 1_735_689_600  # 2025-01-01T00:00:00Z


def daily(*users: str) -> oracle.Schedule:
    """A rota in UTC with a hand-off at midnight, whose first turn is that of 1 January 2025."""
    return oracle.Schedule("Etc/UTC", (oracle.Layer(MIDNIGHT, None, MIDNIGHT, 86_400, users),))


EMPTY = oracle.Schedule("Etc/UTC", ())


def brief(policy: escalation_oracle.Policy, triggered: int) -> list[tuple[int, str, int, int]]:
    """Minutes after the trigger, person, level, pass."""
    found = escalation_oracle.notices(policy, triggered)
    return [((it.at - triggered) // 60, it.user, it.level, it.loop) for it in found]


def test_the_simulation_asks_a_schedule_when_its_rule_is_reached() -> None:
    """An incident just before midnight pages today's person, then the manager, then tomorrow's person."""
    rules = (escalation_oracle.Rule(10, (daily("alice", "bob"),)), escalation_oracle.Rule(15, ("manager",)))
    policy = escalation_oracle.Policy(rules, num_loops=1)
    # 23:55: alice; 00:05: the manager; 00:20, the second pass: bob; 00:30 the manager; nothing after 00:45.
    expected = [(0, "alice", 1, 0), (10, "manager", 2, 0), (25, "bob", 1, 1), (35, "manager", 2, 1)]
    assert brief(policy, MIDNIGHT + 86_400 - 300) == expected
    paged = escalation_oracle.notices(policy, MIDNIGHT)
    assert escalation_oracle.holders(paged, MIDNIGHT + 10 * 60 - 1) == {"alice"}
    assert escalation_oracle.holders(paged, MIDNIGHT + 86_400) == {"manager"}
    assert escalation_oracle.holders(paged, MIDNIGHT - 1) == set()


def test_the_simulation_skips_an_empty_rule_without_its_delay() -> None:
    """A rule that reaches nobody takes no time, and a policy that reaches nobody pages nobody."""
    rules = (escalation_oracle.Rule(30, (EMPTY,)), escalation_oracle.Rule(5, ("alice", "bob")))
    assert brief(escalation_oracle.Policy(rules, 1), MIDNIGHT) == [
        (0, "alice", 2, 0),
        (0, "bob", 2, 0),
        (5, "alice", 2, 1),
        (5, "bob", 2, 1),
    ]
    assert brief(escalation_oracle.Policy((escalation_oracle.Rule(30, (EMPTY, EMPTY)),), 9), MIDNIGHT) == []


def test_the_simulation_pages_a_person_once_with_both_reasons() -> None:
    """Somebody named by a rule and on call in its schedule has one page with two targets."""
    policy = escalation_oracle.Policy((escalation_oracle.Rule(1, ("bob", daily("alice"), "alice")),), 0)
    found = escalation_oracle.notices(policy, MIDNIGHT)
    assert [(it.user, it.targets) for it in found] == [("bob", (0,)), ("alice", (1, 2))]
