"""The library and a simulation, minute by minute, page the same people at the same instants."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from oncall import EscalationPolicy, Page, Schedule, Service, User
from oncall.model.outcomes import outcomes
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
                in_turn=rule.escalation_rule_assignment_strategy == "round_robin",
            )
            for rule in self.policy.rules
        )
        return escalation_oracle.Policy(rules, self.policy.num_loops, waits=self.policy.empty_rules == "wait")


@st.composite
def incidents(draw: DrawFn) -> Incident:
    """A policy over two schedules of one zone."""
    zone, near = draw(strategies.moments())
    return Incident(strategies.policy_near(draw, zone, near), near)


@st.composite
def deeds(draw: DrawFn, near: int) -> escalation_oracle.Deeds:
    """What people may do about an incident triggered at an instant, in the next days."""
    later = st.integers(0, 7200) | st.integers(0, 200_000)
    return escalation_oracle.Deeds(
        acknowledged=tuple(sorted(near + after for after in draw(st.lists(later, max_size=3)))),
        timeout=draw(st.sampled_from((None, 60, 1800, 90_001))),
        resolved=draw(st.none() | later.map(lambda after: near + after)),
        number=draw(st.integers(0, 7)),
    )


def arguments(done: escalation_oracle.Deeds) -> dict[str, Any]:
    """The same as the library takes it."""
    return {
        "acknowledged_at": done.acknowledged,
        "acknowledgement_timeout": done.timeout,
        "resolved_at": done.resolved,
        "incident_number": done.number,
    }


def expected_pages(
    incident: Incident, triggered: int, done: escalation_oracle.Deeds = escalation_oracle.NOTHING
) -> list[tuple[int, str, int, int, tuple[str, ...]]]:
    """The simulation's pages, with the targets by id."""
    rules = incident.policy.rules
    return [
        (it.at, it.user, it.level, it.loop, tuple(rules[it.level - 1].targets[each].id for each in it.targets))
        for it in escalation_oracle.notices(incident.told, triggered, done)
    ]


def found_pages(pages: tuple[Page, ...]) -> list[tuple[int, str, int, int, tuple[str, ...]]]:
    """The library's pages in the same form."""
    return [(it.instant, it.user.id, it.level, it.loop, tuple(each.id for each in it.targets)) for it in pages]


@given(incidents(), strategies.nudges())
def test_pages_agree(incident: Incident, aside: int) -> None:
    """Every page has the simulation's instant, person, level, pass and targets."""
    for triggered in (incident.near, incident.near + aside):
        pages = incident.policy.pages(triggered)
        assert found_pages(pages) == expected_pages(incident, triggered)
        assert all(page.schedules == tuple(it for it in page.targets if isinstance(it, Schedule)) for page in pages)


@given(st.data(), incidents())
def test_pages_agree_whatever_people_do(data: st.DataObject, incident: Incident) -> None:
    """Acknowledgements, their timeout, a resolution and the incident's number change pages as in the simulation."""
    done = data.draw(deeds(incident.near))
    found = incident.policy.pages(incident.near, **arguments(done))
    assert found_pages(found) == expected_pages(incident, incident.near, done)


@given(st.data(), incidents())
def test_a_service_applies_its_timeouts(data: st.DataObject, incident: Incident) -> None:
    """A service's pages are those of its policy with its acknowledgement timeout, until it resolves by itself."""
    done = data.draw(deeds(incident.near))
    for closing in (None, 3600):
        service = Service(
            name="s",
            escalation_policy=incident.policy,
            acknowledgement_timeout=done.timeout,
            auto_resolve_timeout=closing,
        )
        found = service.pages(
            incident.near,
            acknowledged_at=done.acknowledged,
            resolved_at=done.resolved,
            incident_number=done.number,
        )
        ends = [end for end in (done.resolved, None if closing is None else incident.near + closing) if end is not None]
        expected = replace(done, resolved=min(ends, default=None))
        assert found_pages(found) == expected_pages(incident, incident.near, expected)


@given(incidents(), st.integers(0, 100_000))
def test_an_acknowledgement_leaves_the_pages_before_it(incident: Incident, later: int) -> None:
    """The pages until an acknowledgement are those of the simulation before that instant."""
    expected = expected_pages(incident, incident.near)
    for acknowledged in {incident.near + later, *(page[0] for page in expected[:4])}:
        pages = incident.policy.pages(incident.near, acknowledged_at=acknowledged)
        assert [it.instant for it in pages] == [page[0] for page in expected if page[0] < acknowledged]


@given(st.data(), incidents(), st.integers(-10, 100_000))
def test_assignment_agrees(data: st.DataObject, incident: Incident, later: int) -> None:
    """At any instant the incident is with those whom the simulation paged last, until it is resolved."""
    done = data.draw(st.just(escalation_oracle.NOTHING) | deeds(incident.near))
    paged = escalation_oracle.notices(incident.told, incident.near, done)
    moments = {incident.near + later} | {page.at + aside for page in paged[:4] for aside in (-1, 0, 1)}
    for moment in moments:
        found = incident.policy.assigned(incident.near, at=moment, **arguments(done))
        assert len(set(found)) == len(found)
        resolved = done.resolved is not None and moment >= done.resolved
        assert {user.id for user in found} == (set() if resolved else escalation_oracle.holders(paged, moment))


@given(incidents(), st.integers(0, 7), st.integers(1, 4))
def test_the_first_responder_and_the_time_to_so_many_agree(incident: Incident, number: int, people: int) -> None:
    """Who is paged first, and when so many different people have been, are what the simulation's pages say."""
    paged = escalation_oracle.notices(incident.told, incident.near, escalation_oracle.Deeds(number=number))
    first = incident.policy.first_responder(incident.near, incident_number=number)
    assert (first and first.id) == next((it.user for it in paged), None)
    known = [len({it.user for it in paged if it.at <= page.at}) for page in paged]
    times = [page.at - incident.near for page, count in zip(paged, known, strict=True) if count >= people]
    found = incident.policy.time_to(people, incident.near, incident_number=number)
    assert found == min(times, default=None)


def as_steps(incident: Incident, triggered: int, number: int = 0) -> list[tuple[int, int, int, tuple[str, ...]]]:
    """The simulation's pages of one trigger, level by level, with seconds from the trigger."""
    steps: dict[tuple[int, int, int], tuple[str, ...]] = {}
    for it in escalation_oracle.notices(incident.told, triggered, escalation_oracle.Deeds(number=number)):
        key = (it.at - triggered, it.level, it.loop)
        steps[key] = (*steps.get(key, ()), it.user)
    return [(*key, users) for key, users in steps.items()]


def found_steps(outcome: Outcome) -> list[tuple[int, int, int, tuple[str, ...]]]:
    """The library's steps in the same form."""
    return [(it.offset_seconds, it.level, it.loop, tuple(user.id for user in it.users)) for it in outcome.steps]


@given(incidents(), st.integers(1, 200_000), st.integers(0, 7), st.integers(0, 200_000))
def test_outcomes_agree_at_every_boundary(incident: Incident, length: int, number: int, aside: int) -> None:
    """A second before, at and after the beginning of each outcome, and anywhere, it is what the simulation says."""
    since, until = incident.near - length // 2, incident.near + length
    found = incident.policy.outcomes(since, until, incident_number=number)
    assert [it.span.bounds[0] for it in found] == [since, *(it.span.bounds[1] for it in found[:-1])]
    assert found[-1].span.bounds[1] == until
    for before, after in pairwise(found):
        assert before.steps != after.steps
    for outcome in found[:4]:
        start, end = outcome.span.bounds
        for triggered in {start, min(start + 1, end - 1), end - 1}:
            assert found_steps(outcome) == as_steps(incident, triggered, number)
    triggered = since + aside % (until - since)
    assert found_steps(found.at(triggered)) == as_steps(incident, triggered, number)


@given(incidents(), st.integers(1, 3))
def test_outcomes_stop_at_so_many_people(incident: Incident, people: int) -> None:
    """With `people`, the steps of a trigger are those up to the one that makes so many different people."""
    since, until = incident.near, incident.near + 3600
    for outcome in outcomes(incident.policy, since, until, people=people)[:4]:
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


def brief(
    policy: escalation_oracle.Policy, triggered: int, deeds: escalation_oracle.Deeds = escalation_oracle.NOTHING
) -> list[tuple[int, str, int, int]]:
    """Minutes after the trigger, person, level, pass."""
    found = escalation_oracle.notices(policy, triggered, deeds)
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


def test_the_simulation_goes_on_from_the_rule_it_had_reached() -> None:
    """Acknowledged at +12 of a second level, with half an hour of timeout: that level again at +42, then the next."""
    rules = [escalation_oracle.Rule(minutes, (name,)) for minutes, name in ((10, "alice"), (15, "bob"), (5, "carol"))]
    policy = escalation_oracle.Policy(tuple(rules), 0)
    done = escalation_oracle.Deeds(acknowledged=(MIDNIGHT + 12 * 60,), timeout=1800)
    # alice, bob at +10, quiet from +12 to +42, bob again, whose 15 minutes end at +57.
    expected = [(0, "alice", 1, 0), (10, "bob", 2, 0), (42, "bob", 2, 0), (57, "carol", 3, 0)]
    assert brief(policy, MIDNIGHT, done) == expected
    assert brief(policy, MIDNIGHT, replace(done, timeout=None)) == expected[:2]
    assert brief(policy, MIDNIGHT, replace(done, resolved=MIDNIGHT + 57 * 60)) == expected[:3]
    # A second acknowledgement within the timeout begins it anew: +40 and half an hour is +70.
    twice = replace(done, acknowledged=(MIDNIGHT + 12 * 60, MIDNIGHT + 40 * 60))
    assert brief(policy, MIDNIGHT, twice)[2:] == [(70, "bob", 2, 0), (85, "carol", 3, 0)]
    # After the last delay the incident stays with carol, whom a timeout pages once more: +100 and half an hour.
    late = replace(done, acknowledged=(MIDNIGHT + 100 * 60,))
    assert brief(policy, MIDNIGHT, late)[2:] == [(25, "carol", 3, 0), (130, "carol", 3, 0)]


def test_the_simulation_waits_at_an_empty_rule_where_that_is_the_choice() -> None:
    """GoAlert lets the 30 minutes of an empty rule run out; nobody paged is no reason to end."""
    rules = (escalation_oracle.Rule(30, (EMPTY,)), escalation_oracle.Rule(5, ("alice",)))
    policy = escalation_oracle.Policy(rules, 1, waits=True)
    assert brief(policy, MIDNIGHT) == [(30, "alice", 2, 0), (65, "alice", 2, 1)]


def test_the_simulation_gives_each_incident_the_next_target() -> None:
    """Of two targets in turn, incidents 0, 1 and 2 page the first, the second and the first."""
    policy = escalation_oracle.Policy((escalation_oracle.Rule(1, ("alice", "bob"), in_turn=True),), 0)
    paged = [brief(policy, MIDNIGHT, escalation_oracle.Deeds(number=number)) for number in range(3)]
    assert [[it[1] for it in each] for each in paged] == [["alice"], ["bob"], ["alice"]]
