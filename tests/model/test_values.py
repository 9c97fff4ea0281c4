"""What is true of every public value: it evolves, copies, pickles, hashes, stays as it is, compares by meaning."""

from __future__ import annotations

import copy
import pickle
import re
from typing import Any

import attrs
import pytest

import oncall
from oncall import (
    Absence,
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Incident,
    IncidentRoles,
    Layer,
    OnCall,
    Outcome,
    Outcomes,
    Override,
    Page,
    PageLog,
    ResponseTime,
    ResponseTimes,
    RoleAssignment,
    Schedule,
    Service,
    Shift,
    SilentEdit,
    Step,
    Suppression,
    Timeline,
    User,
    WeeklyRestriction,
)
from oncall.chronology.spans import Span, SpanSet
from oncall.errors import Location, Problem

HERE, THERE = Location("a.tf", 1), Location("b.tf", 22, 3)

ALICE = User("pagerduty_user.alice", name="Alice", email="alice@example.com", time_zone="Europe/Madrid", where=HERE)
BOB = User("bob")
DAILY = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=28_800)
WEEKLY = WeeklyRestriction(start_day_of_week=5, start_time_of_day="17:00:00", duration_seconds=200_000)
LAYER = Layer(
    name="weekly",
    start="2025-01-01T00:00:00-05:00",
    end="2026-01-01T00:00:00-05:00",
    rotation_virtual_start="2025-01-01T00:00:00-05:00",
    rotation_turn_length_seconds=604_800,
    users=[ALICE, BOB],
    restrictions=[DAILY, WEEKLY],
    where=HERE,
)
OVERRIDE = Override(user=BOB, start="2025-11-02T01:30:00-04:00", end="2025-11-02T01:30:00-05:00")
ABSENCE = Absence(user=BOB, start="2025-11-02T01:30:00-04:00", end="2025-11-02T01:30:00-05:00", reason="a wedding")
SCHEDULE = Schedule(
    name="primary", time_zone="America/New_York", layers=[LAYER], overrides=[OVERRIDE], description="who", where=HERE
)
RULE = EscalationRule(escalation_delay_in_minutes=10, targets=[SCHEDULE, ALICE], where=HERE)
POLICY = EscalationPolicy(name="checkout", rules=[RULE], num_loops=2, where=HERE)
SUPPRESSION = Suppression(where=HERE, first_line=2, last_line=9, checks=["OC201", "noise"], reason="it goes in May")
SILENT_EDIT = SilentEdit(
    schedule="pagerduty_schedule.a",
    layer=0,
    applied="2025-01-01T00:00:00-05:00",
    written="2025-02-01T00:00:00-05:00",
    where=HERE,
)
SERVICE = Service(name="checkout", escalation_policy=POLICY, acknowledgement_timeout=None, where=HERE)
PROBLEM = Problem(path="a.tf", message="odd", location=HERE)
CONFIGURATION = Configuration(
    schedules=[SCHEDULE],
    escalation_policies=[POLICY],
    users=[ALICE, BOB],
    services=[SERVICE],
    warnings=[PROBLEM],
    suppressions=[SUPPRESSION],
)
PAGE = Page(at="2025-03-12T15:00:00Z", user=ALICE, level=2, loop=1, targets=[SCHEDULE, ALICE], zone="America/New_York")
SHIFT = Shift(user=ALICE, start=0, end="1970-01-02T00:00:00Z", sources=["weekly"], zone="Europe/Dublin")
TIMELINE = Timeline([SHIFT], since=0, until=172_800, zone="Europe/Dublin")
STEP = Step(offset_seconds=600, level=2, loop=0, users=(ALICE, BOB))
OUTCOME = Outcome(span=Span(0, 60, zone="Europe/Dublin"), steps=(STEP,))
ON_CALL = OnCall(escalation_policy=POLICY, level=1, user=ALICE, schedule=SCHEDULE, start=0, end=60)
EXPLANATION = SCHEDULE.explain("2025-11-02T01:30:00-05:00")
WHY = POLICY.explain("2025-03-12T15:00:00Z", acknowledged_at="2025-03-12T15:02:00Z")
_, ACKNOWLEDGED = WHY.events
RESPONSE_TIME = ResponseTime("SEV-1", minutes=5)
RESPONSE_TIMES = ResponseTimes({"P2": "next business day", "P1": 5})
ROLES = IncidentRoles(commander=POLICY, technical_lead=SCHEDULE, scribe=BOB)
INCIDENT = Incident(
    triggered_at="2025-03-12T15:00:00Z", acknowledged_at="2025-03-12T15:02:00Z", resolved_at="2025-03-12T16:00:00Z",
    started_at="2025-03-12T14:58:00Z", pages=[PAGE], severity="SEV-1", needed_action=True, number=7, id="Q1",
)  # fmt: skip
LOG = PageLog([INCIDENT, 0])
ASSIGNMENT = RoleAssignment(at="2025-03-12T15:00:00Z", commander=ALICE, scribe=BOB, zone="America/New_York")

VALUES = {
    type(value).__name__: value
    for value in (
        ALICE, DAILY, WEEKLY, LAYER, OVERRIDE, ABSENCE, SCHEDULE, RULE, POLICY, SERVICE,
        CONFIGURATION, CONFIGURATION.schedules,
        PAGE, SHIFT, TIMELINE, STEP, OUTCOME, Outcomes([OUTCOME]), ON_CALL,
        OUTCOME.span, SpanSet([(0, 60)]), HERE, PROBLEM,
        EXPLANATION, EXPLANATION.layers[0], EXPLANATION.layers[0].turn, WHY, WHY.levels[0], WHY.levels[0].look_ups[0],
        ACKNOWLEDGED,
        RESPONSE_TIME, RESPONSE_TIMES, ROLES, ASSIGNMENT, INCIDENT, LOG, SUPPRESSION, SILENT_EDIT,
    )
}  # fmt: skip
every_value = pytest.mark.parametrize("value", VALUES.values(), ids=VALUES.keys())


def test_no_public_value_is_forgotten() -> None:
    """Every class that the library makes public from its model is tried here."""
    public = {
        name for name, it in vars(oncall).items() if isinstance(it, type) and it.__module__.startswith("oncall.model")
    }
    assert public <= VALUES.keys()


@every_value
def test_a_value_evolves_into_its_equal(value: Any) -> None:
    """`attrs.evolve` without a change gives an equal value with the same fields, those without part in equality too."""
    same = attrs.evolve(value)
    assert same == value
    assert type(same) is type(value)
    assert repr(same) == repr(value)
    for field in attrs.fields(type(value)):
        assert getattr(same, field.name) == getattr(value, field.name)


@every_value
@pytest.mark.parametrize("way", [copy.copy, copy.deepcopy, *(range(2, pickle.HIGHEST_PROTOCOL + 1))])
def test_a_value_copies_and_pickles(value: Any, way: Any) -> None:
    """A copy of any kind is equal, hashes alike, and works."""
    same = way(value) if callable(way) else pickle.loads(pickle.dumps(value, protocol=way))  # noqa: S301
    assert same == value
    assert hash(same) == hash(value)
    assert repr(same) == repr(value)
    assert getattr(same, "where", None) == getattr(value, "where", None)
    assert getattr(same, "zone", None) == getattr(value, "zone", None)


@every_value
def test_a_value_cannot_be_changed(value: Any) -> None:
    """No field can be set or deleted, and none can be added."""
    for field in attrs.fields(type(value)):
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            setattr(value, field.name, None)
        with pytest.raises(attrs.exceptions.FrozenInstanceError):
            delattr(value, field.name)
    with pytest.raises((attrs.exceptions.FrozenInstanceError, AttributeError)):
        value.something_else = 1


@every_value
def test_a_value_is_unlike_any_other(value: Any) -> None:
    """Values of different kinds are different, and a set holds each once."""
    assert len({*VALUES.values(), value}) == len(VALUES)
    assert [each for each in VALUES.values() if each == value] == [value]
    assert value != repr(value)


@every_value
def test_a_value_shows_itself(value: Any) -> None:
    """Every value has a text, and a representation that begins with its class."""
    assert str(value)
    assert repr(value).lstrip("<").startswith(type(value).__name__)


@every_value
def test_a_representation_tells_nothing_that_is_kept_inside(value: Any) -> None:
    """Arguments have the names that people give them, and instants are texts: no field begins with an underscore."""
    assert not re.search(r"\b_\w+=|DateTime\(", repr(value))


@pytest.mark.parametrize(
    "value",
    [LAYER, OVERRIDE, ABSENCE, SHIFT, OUTCOME, OUTCOME.span, SpanSet([(0, 60), (90, 95)], zone="Europe/Dublin"),
     ASSIGNMENT, SILENT_EDIT, attrs.evolve(INCIDENT, pages=()), attrs.evolve(PAGE, targets=()),
     EXPLANATION.layers[0].turn],
    ids=lambda value: type(value).__name__,
)  # fmt: skip
def test_a_representation_makes_the_value_again(value: Any) -> None:
    """It is what a person would write."""
    assert eval(repr(value), {each.__name__: each for each in map(type, VALUES.values())}) == value  # noqa: S307


def test_a_representation_is_in_the_zone_of_the_value() -> None:
    """The second 0 was one o'clock in Dublin, where winter was an hour ahead of Greenwich until 1971."""
    assert repr(Span(0, 60, zone="Europe/Dublin")) == (
        "Span(start='1970-01-01T01:00:00+01:00', end='1970-01-01T01:01:00+01:00', zone='Europe/Dublin')"
    )
    assert "acknowledged_at=('2025-03-12T15:02:00+00:00',), resolved_at='2025-03-12T16:00:00+00:00'" in repr(INCIDENT)
    assert "end=None" in repr(attrs.evolve(SHIFT, end=None))


def test_a_representation_needs_no_zone() -> None:
    """Of one that there is not, the seconds are shown: whoever looks for the mistake sees it."""
    assert repr(Span(0, 60, zone="Nowhere")) == "Span(start=0, end=60, zone='Nowhere')"


@pytest.mark.parametrize("value", [SCHEDULE, POLICY, CONFIGURATION])
def test_a_value_that_was_used_copies_and_pickles(value: Any) -> None:
    """What a schedule keeps once it was asked does not show in copies of it."""
    at = "2025-03-12T15:00:00Z"
    expected = SCHEDULE.on_call(at)
    for same in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):  # noqa: S301
        assert same == value
        assert hash(same) == hash(value)
        found = {Schedule: lambda it: it, EscalationPolicy: lambda it: it.schedules[0]}.get(
            type(same), lambda it: it.schedules["primary"]
        )(same)
        assert found.on_call(at) == expected
        assert found.shifts(at, "2025-04-01T00:00:00Z") == SCHEDULE.shifts(at, "2025-04-01T00:00:00Z")


EQUALS = [
    pytest.param(INCIDENT, attrs.evolve(INCIDENT, triggered_at=1_741_791_600), id="an incident at 15:00 in seconds"),
    pytest.param(LOG, PageLog([0, INCIDENT]), id="a log in another order"),
    pytest.param(RESPONSE_TIMES, ResponseTimes({"P1": 5, "P2": "next business day"}), id="times in another order"),
    pytest.param(ASSIGNMENT, attrs.evolve(ASSIGNMENT, zone="Etc/UTC"), id="an assignment in another zone"),
    pytest.param(ALICE, User("pagerduty_user.alice"), id="a user by id alone"),
    pytest.param(LAYER, attrs.evolve(LAYER, start="2025-01-01T05:00:00Z"), id="a start in another offset"),
    pytest.param(LAYER, attrs.evolve(LAYER, end=1_767_243_600), id="an end as a number"),  # 2026-01-01T05:00:00Z
    pytest.param(LAYER, attrs.evolve(LAYER, users=(ALICE, User("bob", name="Robert"))), id="a user by another name"),
    pytest.param(LAYER, attrs.evolve(LAYER, where=THERE), id="a layer from elsewhere"),
    pytest.param(OVERRIDE, attrs.evolve(OVERRIDE, start="2025-11-02T05:30:00Z"), id="an override in another offset"),
    pytest.param(ABSENCE, attrs.evolve(ABSENCE, end="2025-11-02T06:30:00Z"), id="an absence in another offset"),
    pytest.param(SCHEDULE, attrs.evolve(SCHEDULE, where=None), id="a schedule from nowhere"),
    pytest.param(RULE, attrs.evolve(RULE, where=THERE), id="a rule from elsewhere"),
    pytest.param(POLICY, attrs.evolve(POLICY, where=THERE, rules=[RULE]), id="a policy from elsewhere"),
    pytest.param(SERVICE, attrs.evolve(SERVICE, where=THERE), id="a service from elsewhere"),
    pytest.param(PAGE, attrs.evolve(PAGE, at="2025-03-12T11:00:00-04:00", zone="Etc/UTC"), id="a page in another zone"),
    pytest.param(SHIFT, attrs.evolve(SHIFT, zone="Etc/UTC"), id="a shift in another zone"),
    pytest.param(TIMELINE, attrs.evolve(TIMELINE, zone="Etc/UTC"), id="a timeline in another zone"),
    pytest.param(CONFIGURATION, attrs.evolve(CONFIGURATION, warnings=()), id="a configuration without warnings"),
    pytest.param(CONFIGURATION, attrs.evolve(CONFIGURATION, suppressions=()), id="a configuration without comments"),
    pytest.param(
        Schedule(name="a", time_zone="Etc/UTC", layers=[]),
        Schedule(name="a", time_zone="Etc/UTC", layers=(), overrides=[], id="a", description=""),
        id="what is left out is the default",
    ),
]


@pytest.mark.parametrize(("one", "other"), EQUALS)
def test_values_that_mean_the_same_are_equal(one: Any, other: Any) -> None:
    """How an instant is written, who wrote a thing where, and in which zone it is shown make no difference."""
    assert one == other
    assert hash(one) == hash(other)


DIFFERENT = [
    pytest.param(INCIDENT, attrs.evolve(INCIDENT, needed_action=None), id="nobody noted it"),
    pytest.param(INCIDENT, attrs.evolve(INCIDENT, pages=()), id="nobody was paged"),
    pytest.param(LOG, PageLog([INCIDENT]), id="an incident less"),
    pytest.param(RESPONSE_TIME, attrs.evolve(RESPONSE_TIME, minutes=6), id="a minute more"),
    pytest.param(RESPONSE_TIMES, ResponseTimes({"P1": 5}), id="no time for a severity"),
    pytest.param(ROLES, attrs.evolve(ROLES, communications=ALICE), id="somebody for another role"),
    pytest.param(ALICE, attrs.evolve(ALICE, id="alice"), id="another id"),
    pytest.param(LAYER, attrs.evolve(LAYER, start="2025-01-01T00:00:01-05:00"), id="a start a second later"),
    pytest.param(LAYER, attrs.evolve(LAYER, end=None), id="no end"),
    pytest.param(LAYER, attrs.evolve(LAYER, users=[BOB, ALICE]), id="the users in another order"),
    pytest.param(LAYER, attrs.evolve(LAYER, restrictions=[]), id="no restrictions"),
    pytest.param(OVERRIDE, attrs.evolve(OVERRIDE, start="2025-11-02T05:29:59Z"), id="an override a second longer"),
    pytest.param(ABSENCE, attrs.evolve(ABSENCE, reason=""), id="no reason"),
    pytest.param(SCHEDULE, attrs.evolve(SCHEDULE, time_zone="Europe/Dublin"), id="another zone of recurrence"),
    pytest.param(SCHEDULE, attrs.evolve(SCHEDULE, id="other"), id="another schedule that says the same"),
    pytest.param(POLICY, attrs.evolve(POLICY, num_loops=0), id="fewer loops"),
    pytest.param(SHIFT, attrs.evolve(SHIFT, end=None), id="a shift for ever"),
    pytest.param(SHIFT, attrs.evolve(SHIFT, sources=[]), id="a shift through nothing"),
    pytest.param(TIMELINE, attrs.evolve(TIMELINE, until=172_801), id="a longer range"),
    pytest.param(CONFIGURATION, attrs.evolve(CONFIGURATION, users=[]), id="no users"),
    pytest.param(SUPPRESSION, attrs.evolve(SUPPRESSION, last_line=10), id="a comment on a line more"),
    pytest.param(SILENT_EDIT, attrs.evolve(SILENT_EDIT, layer=1), id="another layer's start"),
]


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_values_that_mean_something_else_differ(one: Any, other: Any) -> None:
    """Whatever changes the answers makes another value."""
    assert one != other


def test_the_two_half_past_ones_are_two_different_starts() -> None:
    """An override between the two 01:30s of an autumn night lasts an hour, and keeps which is which when pickled."""
    assert OVERRIDE.start != OVERRIDE.end
    same = pickle.loads(pickle.dumps(OVERRIDE))  # noqa: S301
    assert (same.start.isoformat(), same.end.isoformat()) == ("2025-11-02T01:30:00-04:00", "2025-11-02T01:30:00-05:00")
    assert same.end.timestamp() - same.start.timestamp() == 3600
