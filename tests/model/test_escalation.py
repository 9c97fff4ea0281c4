"""Escalation: the article's incident, page by page, and what cannot be a policy."""

from __future__ import annotations

import functools
from typing import Any

import attrs
import pendulum
import pytest

from oncall import EscalationPolicy, EscalationRule, Layer, OnCall, Page, Schedule, Service, User
from oncall.chronology.instants import to_seconds
from oncall.errors import InvalidValueError, NotAnInstantError, OncallError
from tests.strategies import WEEK

ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))
MANAGER = User("engineering_manager")


def weekly(name: str, virtual_start: str) -> Layer:
    """One of the article's two layers."""
    return Layer(
        name=name,
        start="2025-01-01T00:00:00-05:00",
        rotation_virtual_start=virtual_start,
        rotation_turn_length_seconds=WEEK,
        users=[ALICE, BOB, CAROL, DAVE],
    )


CHECKOUT = Schedule(
    name="Checkout Team On-Call",
    time_zone="America/New_York",
    layers=[weekly("Primary", "2025-01-01T00:00:00-05:00"), weekly("Secondary", "2025-01-08T00:00:00-05:00")],
)
ARTICLE = EscalationPolicy(
    name="Checkout Escalation",
    num_loops=2,
    rules=[
        EscalationRule(escalation_delay_in_minutes=10, targets=[CHECKOUT]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[MANAGER]),
    ],
)
TRIGGER = "2025-03-12T15:00:00Z"
EMPTY = Schedule(name="empty", time_zone="Etc/UTC", layers=[])


def minutes(pages: tuple[Page, ...], trigger: str = TRIGGER) -> list[tuple[int, str, int, int]]:
    """Pages as minutes after the trigger, person, level, pass."""
    return [((it.instant - to_seconds(trigger)) // 60, it.user.id, it.level, it.loop) for it in pages]


def test_the_articles_incident_pages_six_times() -> None:
    """An incident of 12 March 2025 pages bob, the manager at +10, bob +25, manager +35, bob +50, manager +60."""
    # A pass lasts 10 + 15 = 25 minutes, and there are num_loops + 1 = 3 of them; after +75 nothing more.
    assert minutes(ARTICLE.pages(TRIGGER)) == [
        (0, "bob", 1, 0),
        (10, "engineering_manager", 2, 0),
        (25, "bob", 1, 1),
        (35, "engineering_manager", 2, 1),
        (50, "bob", 1, 2),
        (60, "engineering_manager", 2, 2),
    ]


def test_a_page_says_when_whom_and_why() -> None:
    """The time is shown in the zone of the policy's schedule, and the schedule that led to the person is named."""
    first, second, *_ = ARTICLE.pages(TRIGGER)
    assert isinstance(first.at, pendulum.DateTime)
    assert first.at.isoformat() == "2025-03-12T11:00:00-04:00"
    assert (first.user, first.schedules, first.targets) == (BOB, (CHECKOUT,), (CHECKOUT,))
    assert (second.user, second.schedules, second.targets) == (MANAGER, (), (MANAGER,))
    assert second.to_dict() == {
        "at": "2025-03-12T11:10:00-04:00",
        "user": "engineering_manager",
        "name": "engineering_manager",
        "level": 2,
        "loop": 0,
        "targets": ["engineering_manager"],
    }


def test_a_page_is_of_the_first_level_unless_it_says_otherwise() -> None:
    """What a page leaves out is the first rule of the first pass, no targets, and UTC."""
    page = Page(at=0, user=BOB)
    assert (page.level, page.loop, page.targets, page.at.isoformat()) == (1, 0, (), "1970-01-01T00:00:00+00:00")


@pytest.mark.parametrize(
    ("acknowledged", "pages"),
    [(None, 6), ("15:00:00", 0), ("15:00:01", 1), ("15:10:00", 1), ("15:10:01", 2), ("17:00:00", 6)],
)
def test_an_acknowledgement_ends_the_pages(acknowledged: str | None, pages: int) -> None:
    """Nobody is paged at the instant of the acknowledgement or after it."""
    at = None if acknowledged is None else f"2025-03-12T{acknowledged}Z"
    assert ARTICLE.pages(TRIGGER, acknowledged_at=at) == ARTICLE.pages(TRIGGER)[:pages]


def test_an_acknowledgement_is_not_before_the_trigger() -> None:
    """Nothing can be acknowledged that has not happened."""
    with pytest.raises(InvalidValueError, match="acknowledged_at must be at or after the trigger") as caught:
        ARTICLE.pages(TRIGGER, acknowledged_at="2025-03-12T14:59:59Z")
    assert (caught.value.field, caught.value.value) == ("acknowledged_at", "2025-03-12T14:59:59Z")


@pytest.mark.parametrize(
    ("at", "holders"),
    [
        ("2025-03-12T14:59:59Z", ()),
        ("2025-03-12T15:00:00Z", (BOB,)),
        ("2025-03-12T15:09:59Z", (BOB,)),
        ("2025-03-12T15:10:00Z", (MANAGER,)),
        ("2025-03-12T15:12:00Z", (MANAGER,)),
        ("2025-03-12T15:25:00Z", (BOB,)),
        ("2025-03-12T16:15:00Z", (MANAGER,)),
        ("2026-03-12T15:00:00Z", (MANAGER,)),
    ],
)
def test_an_incident_is_with_those_paged_last(at: str, holders: tuple[User, ...]) -> None:
    """Before the trigger nobody has it; after the last delay of the last pass it stays where it was."""
    assert ARTICLE.assigned(TRIGGER, at=at) == holders


def test_a_schedule_is_asked_when_its_rule_is_reached() -> None:
    """An incident ten minutes before the hand-off of 12 March pages alice, and bob in the passes after midnight."""
    trigger = "2025-03-12T03:50:00Z"  # 23:50 in New York, where midnight is 04:00Z
    assert minutes(ARTICLE.pages(trigger), trigger)[::2] == [(0, "alice", 1, 0), (25, "bob", 1, 1), (50, "bob", 1, 2)]


def test_a_rule_that_reaches_nobody_takes_no_time() -> None:
    """The next rule is run at once; if no rule reaches anybody, nothing is paged and nobody has the incident."""
    first = EscalationRule(escalation_delay_in_minutes=30, targets=[EMPTY])
    skipping = attrs.evolve(ARTICLE, rules=[first, ARTICLE.rules[1]], num_loops=1)
    assert minutes(skipping.pages(TRIGGER)) == [(0, "engineering_manager", 2, 0), (15, "engineering_manager", 2, 1)]
    silent = attrs.evolve(ARTICLE, rules=[first], num_loops=9)
    assert silent.pages(TRIGGER) == ()
    assert silent.assigned(TRIGGER, at="2025-03-13T00:00:00Z") == ()


def test_all_targets_of_a_rule_are_paged_together_and_each_person_once() -> None:
    """Somebody named and on call is paged once, with both targets; the order is that of the targets."""
    rule = EscalationRule(escalation_delay_in_minutes=5, targets=[CAROL, CHECKOUT, EMPTY, BOB])
    policy = EscalationPolicy(name="together", rules=[rule])
    carol, bob = policy.pages(TRIGGER)
    assert (carol.user, carol.targets, carol.schedules) == (CAROL, (CAROL,), ())
    assert (bob.user, bob.targets, bob.schedules) == (BOB, (CHECKOUT, BOB), (CHECKOUT,))
    assert carol.at == bob.at
    assert policy.assigned(TRIGGER, at=TRIGGER) == (CAROL, BOB)
    assert rule.reached(TRIGGER) == {CAROL: (CAROL,), BOB: (CHECKOUT, BOB)}


# --- What people do about it, and what products choose -------------------------------------------------------------


@pytest.mark.parametrize(
    ("timeout", "resolved", "expected"),
    [
        (None, None, [(0, BOB), (10, MANAGER)]),
        # Acknowledged at +12, the manager's level is run again when half an hour is over, at +42; then the second pass
        # begins after its 15 minutes.
        (1800, None, [(0, BOB), (10, MANAGER), (42, MANAGER), (57, BOB), (67, MANAGER), (82, BOB), (92, MANAGER)]),
        (1800, "15:57:00", [(0, BOB), (10, MANAGER), (42, MANAGER)]),
        (1800, "15:00:00", []),
    ],
)  # fmt: skip
def test_an_acknowledgement_runs_out(
    timeout: int | None, resolved: str | None, expected: list[tuple[int, User]]
) -> None:
    """After its timeout the escalation goes on from the rule it had reached, until the incident is resolved."""
    pages = ARTICLE.pages(
        TRIGGER,
        acknowledged_at="2025-03-12T15:12:00Z",
        acknowledgement_timeout=timeout,
        resolved_at=resolved and f"2025-03-12T{resolved}Z",
    )
    assert [(after, page.user) for (after, *_), page in zip(minutes(pages), pages, strict=True)] == expected


def test_the_rule_it_had_reached_is_asked_again() -> None:
    """Acknowledged by alice just before the hand-off, an incident comes back to bob, who is on call by then."""
    pages = ARTICLE.pages(
        "2025-03-12T03:50:00Z", acknowledged_at="2025-03-12T03:51:00Z", acknowledgement_timeout=1800
    )  # 23:50 in New York; it comes back at 00:21
    assert [page.user for page in pages[:2]] == [ALICE, BOB]
    assert pages[1].at.isoformat() == "2025-03-12T00:21:00-04:00"


@pytest.mark.parametrize("after", [0, 1])
def test_what_is_never_opened_cannot_come_back(after: int) -> None:
    """Nobody is on call before 2025: an incident of a minute before finds nobody, whoever acknowledges it when."""
    policy = attrs.evolve(ARTICLE, rules=ARTICLE.rules[:1])
    triggered = to_seconds("2024-12-31T23:59:00-05:00")
    found = policy.pages(triggered, acknowledged_at=triggered + after, acknowledgement_timeout=1800)
    assert found == ()
    assert not policy.explain(triggered, acknowledged_at=triggered + after, acknowledgement_timeout=1800).is_opened
    waiting = attrs.evolve(policy, empty_rules="wait")
    # GoAlert has the incident all the same: 30 minutes later its one rule is run again, and finds dave.
    (page,) = waiting.pages(triggered, acknowledged_at=triggered + after, acknowledgement_timeout=1800)[:1]
    assert (page.instant - triggered, page.user) == (1800 + after, DAVE)


def test_several_acknowledgements_hold_one_after_the_other() -> None:
    """The second, given before the first has run out, counts from itself: +12, +40, back at +70."""
    both = ["2025-03-12T15:40:00Z", "2025-03-12T15:12:00Z"]
    pages = ARTICLE.pages(TRIGGER, acknowledged_at=both, acknowledgement_timeout=1800)
    assert [after for after, *_ in minutes(pages)][:4] == [0, 10, 70, 85]


def test_nobody_has_a_resolved_incident() -> None:
    """From the very second of the resolution on."""
    resolved = "2025-03-12T15:12:00Z"
    assert ARTICLE.assigned(TRIGGER, at="2025-03-12T15:11:59Z", resolved_at=resolved) == (MANAGER,)
    assert ARTICLE.assigned(TRIGGER, at=resolved, resolved_at=resolved) == ()


def test_goalert_waits_at_a_rule_that_reaches_nobody() -> None:
    """With `empty_rules="wait"` its 30 minutes run out, and the incident is there although nobody is."""
    rules = [EscalationRule(escalation_delay_in_minutes=30, targets=[EMPTY]), ARTICLE.rules[1]]
    policy = EscalationPolicy(name="p", rules=rules, num_loops=1, empty_rules="wait")
    assert minutes(policy.pages(TRIGGER)) == [(30, "engineering_manager", 2, 0), (75, "engineering_manager", 2, 1)]
    assert policy.first_responder(TRIGGER) == MANAGER
    assert policy.time_to(1, TRIGGER) == 30 * 60
    assert policy.assigned(TRIGGER, at="2025-03-12T15:29:59Z") == ()


def test_round_robin_gives_each_incident_the_next_target() -> None:
    """Incident number n pages target n modulo three; the schedule's turn is whoever is on call."""
    rule = EscalationRule(
        escalation_delay_in_minutes=5,
        targets=[ALICE, CHECKOUT, CAROL],
        escalation_rule_assignment_strategy="round_robin",
    )
    policy = EscalationPolicy(name="p", rules=[rule, ARTICLE.rules[1]])
    for number, user in enumerate((ALICE, BOB, CAROL, ALICE)):
        first, second = policy.pages(TRIGGER, incident_number=number)
        assert (first.user, second.user) == (user, MANAGER)
        assert policy.first_responder(TRIGGER, incident_number=number) == user
        assert policy.assigned(TRIGGER, at=TRIGGER, incident_number=number) == (user,)
    assert policy.pages(TRIGGER)[0].user == ALICE
    assert policy.turns == 3
    assert [rule.targets_of(7), rule.is_round_robin] == [(CHECKOUT,), True]


def test_turns_of_several_rules_come_back_together() -> None:
    """Rings of two and three targets begin anew after six incidents; rules for everybody have no turns."""
    rules = [
        EscalationRule(
            escalation_delay_in_minutes=5, targets=targets, escalation_rule_assignment_strategy="round_robin"
        )
        for targets in ([ALICE, BOB], [ALICE, BOB, CAROL])
    ]
    assert EscalationPolicy(name="p", rules=[*rules, ARTICLE.rules[0]]).turns == 6
    assert ARTICLE.turns == 1


def test_an_empty_schedules_turn_reaches_nobody() -> None:
    """The ring does not go on within one incident: the rule is skipped, as any other that reaches nobody."""
    rule = EscalationRule(
        escalation_delay_in_minutes=5, targets=[EMPTY, BOB], escalation_rule_assignment_strategy="round_robin"
    )
    policy = EscalationPolicy(name="p", rules=[rule, ARTICLE.rules[1]])
    assert [page.user for page in policy.pages(TRIGGER)] == [MANAGER]
    assert [page.user for page in policy.pages(TRIGGER, incident_number=1)] == [BOB, MANAGER]


def test_time_to_counts_different_people() -> None:
    """Bob at once, the manager after ten minutes, and nobody else ever."""
    assert [ARTICLE.time_to(people, TRIGGER) for people in (1, 2, 3)] == [0, 600, None]
    assert ARTICLE.first_responder(TRIGGER) == BOB
    assert (
        EscalationPolicy(name="p", rules=[EscalationRule(escalation_delay_in_minutes=1, targets=[EMPTY])]).time_to(
            1, TRIGGER
        )
        is None
    )


# --- On-calls -----------------------------------------------------------------------------------------------------


def test_on_call_has_the_shape_of_pagerdutys_answer() -> None:
    """A schedule's entry has its whole shift; somebody named by a rule is always on call: start and end are null."""
    first, second = ARTICLE.on_call(TRIGGER)
    assert first.to_dict() == {
        "escalation_policy": {
            "id": "Checkout Escalation",
            "type": "escalation_policy_reference",
            "summary": "Checkout Escalation",
        },
        "escalation_level": 1,
        "schedule": {
            "id": "Checkout Team On-Call",
            "type": "schedule_reference",
            "summary": "Checkout Team On-Call",
        },
        "user": {"id": "bob", "type": "user_reference", "summary": "bob"},
        # bob's turn of Secondary: nine weeks after 8 January, from Wednesday 12 March to the 19th.
        "start": "2025-03-12T00:00:00-04:00",
        "end": "2025-03-19T00:00:00-04:00",
    }
    assert (second.level, second.user, second.schedule, second.start, second.end) == (2, MANAGER, None, None, None)
    assert [second.to_dict()[key] for key in ("schedule", "start", "end")] == [None, None, None]


def test_on_call_lists_every_target_that_has_somebody() -> None:
    """Bob is on call through the schedule and by name; a schedule without anybody is not listed; a ring is whole."""
    rule = EscalationRule(
        escalation_delay_in_minutes=5,
        targets=[BOB, EMPTY, CHECKOUT],
        escalation_rule_assignment_strategy="round_robin",
    )
    found = EscalationPolicy(name="p", rules=[rule]).on_call(TRIGGER)
    assert [(it.level, it.user, it.schedule) for it in found] == [(1, BOB, None), (1, BOB, CHECKOUT)]


def test_a_shift_that_never_ends_has_no_end() -> None:
    """One person who is alone from 2025 on: the start is known, the end is null."""
    alone = attrs.evolve(CHECKOUT, layers=[attrs.evolve(CHECKOUT.layers[0], users=[DAVE])])
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[alone])]
    (found,) = EscalationPolicy(name="p", rules=rules).on_call(TRIGGER)
    assert found.start is not None
    assert (found.start.isoformat(), found.end) == ("2025-01-01T00:00:00-05:00", None)


# --- Services -----------------------------------------------------------------------------------------------------


def test_a_service_pages_again_when_an_acknowledgement_is_old() -> None:
    """Half an hour after the acknowledgement of +1 bob is paged again; four hours after the trigger all is over."""
    service = Service(name="checkout", escalation_policy=ARTICLE)
    acknowledged = "2025-03-12T15:01:00Z"
    pages = service.pages(TRIGGER, acknowledged_at=acknowledged)
    assert [after for after, *_ in minutes(pages)] == [0, 31, 41, 56, 66, 81, 91]
    assert service.assigned(TRIGGER, at="2025-03-12T15:35:00Z", acknowledged_at=acknowledged) == (BOB,)
    assert service.assigned(TRIGGER, at="2025-03-12T18:59:59Z", acknowledged_at=acknowledged) == (MANAGER,)
    assert service.assigned(TRIGGER, at="2025-03-12T19:00:00Z", acknowledged_at=acknowledged) == ()
    assert service.pages(TRIGGER, resolved_at="2025-03-12T15:10:00Z") == ARTICLE.pages(TRIGGER)[:1]
    off = attrs.evolve(service, acknowledgement_timeout=None, auto_resolve_timeout=None)
    assert off.pages(TRIGGER, acknowledged_at=acknowledged) == ARTICLE.pages(TRIGGER)[:1]
    assert off.assigned(TRIGGER, at="2025-03-12T19:00:00Z") == (MANAGER,)


def test_a_service_works_up_to_the_end_of_time() -> None:
    """A minute before the last instant that there is, four hours later cannot be said, and need not be."""
    service = Service(name="checkout", escalation_policy=ARTICLE)
    last = "9999-12-29T23:59:00+00:00"
    assert [page.level for page in service.pages(last)] == [1]
    assert len(service.assigned(last, at=last)) == 1


def test_the_example_of_the_design_runs_as_written() -> None:
    """The policy of the design page pages through its schedule, then the person."""
    policy = EscalationPolicy(
        name="checkout",
        num_loops=2,
        rules=[
            EscalationRule(escalation_delay_in_minutes=10, targets=[CHECKOUT]),
            EscalationRule(escalation_delay_in_minutes=15, targets=[ALICE]),
        ],
    )
    pages = policy.pages("2025-03-12T15:00:00Z", acknowledged_at=None)
    assert [(it.user, it.level, it.loop) for it in pages[:2]] == [(BOB, 1, 0), (ALICE, 2, 0)]
    assert policy.assigned("2025-03-12T15:00:00Z", at="2025-03-12T15:12:00Z") == (ALICE,)


def test_a_policy_knows_its_schedules_and_their_zone() -> None:
    """Each schedule once, in order; times are shown in the first one's zone, and in UTC where there is none."""
    rules = [EscalationRule(escalation_delay_in_minutes=1, targets=[MANAGER, CHECKOUT, EMPTY, CHECKOUT])]
    policy = EscalationPolicy(name="p", rules=rules)
    assert (policy.schedules, policy.time_zone, policy.id, str(policy)) == (
        (CHECKOUT, EMPTY),
        "America/New_York",
        "p",
        "p",
    )
    people = EscalationPolicy(name="p", rules=[EscalationRule(escalation_delay_in_minutes=1, targets=[MANAGER])])
    assert (people.schedules, people.time_zone) == ((), "Etc/UTC")


# --- What cannot be one -------------------------------------------------------------------------------------------


def refused(kind: Any, valid: dict[str, Any], field: str, value: Any) -> InvalidValueError:
    """The error of a value with one field that it cannot hold."""
    with pytest.raises(InvalidValueError) as caught:
        kind(**{**valid, field: value})
    assert caught.value.field == field
    assert str(caught.value) == f"{field} must be {caught.value.expected}, got {caught.value.value!r}"
    return caught.value


POLICY: dict[str, Any] = {"name": "p", "rules": ARTICLE.rules}
RULE: dict[str, Any] = {"escalation_delay_in_minutes": 10, "targets": [MANAGER]}
PAGE: dict[str, Any] = {"at": 0, "user": BOB}
ON_CALL: dict[str, Any] = {"escalation_policy": ARTICLE, "level": 1, "user": BOB}
SERVICE: dict[str, Any] = {"name": "s", "escalation_policy": ARTICLE}


@pytest.mark.parametrize("loops", [-1, 10, True, 1.0, "2", None])
def test_a_policy_has_up_to_nine_extra_passes(loops: Any) -> None:
    """`num_loops` is 0 to 9."""
    error = refused(EscalationPolicy, POLICY, "num_loops", loops)
    assert (error.expected, error.value) == ("a whole number in the range (0 - 9)", loops)
    for fine in (0, 9):
        assert EscalationPolicy(**POLICY, num_loops=fine).num_loops == fine


@pytest.mark.parametrize("minutes_", [0, -1, True, 1.5, "10", None])
def test_a_delay_is_a_whole_number_of_minutes_from_one(minutes_: Any) -> None:
    """There is no upper limit, and no minimum of five minutes."""
    error = refused(EscalationRule, RULE, "escalation_delay_in_minutes", minutes_)
    assert (error.expected, error.value) == ("a whole number of at least 1", minutes_)
    for fine in (1, 30_241):
        assert attrs.evolve(EscalationRule(**RULE), escalation_delay_in_minutes=fine).delay_seconds == fine * 60


@pytest.mark.parametrize("targets", [[], [MANAGER] * 11, "alice", ["alice"], [ARTICLE], None, MANAGER, CHECKOUT])
def test_a_rule_has_one_to_ten_targets(targets: Any) -> None:
    """Users and schedules are targets, and nothing else is."""
    refused(EscalationRule, RULE, "targets", targets)
    assert len(attrs.evolve(EscalationRule(**RULE), targets=[MANAGER] * 10).targets) == 10


@pytest.mark.parametrize("rules", [[], None, "rules", [MANAGER], ARTICLE.rules[0]])
def test_a_policy_has_rules(rules: Any) -> None:
    """No rule at all is refused, and so is anything that is none; more than twenty are fine."""
    assert "EscalationRule" in refused(EscalationPolicy, POLICY, "rules", rules).expected
    assert len(EscalationPolicy(name="p", rules=[ARTICLE.rules[0]] * 21).rules) == 21


@pytest.mark.parametrize(
    ("kind", "valid", "field", "value"),
    [
        (EscalationPolicy, POLICY, "name", ""),
        (EscalationPolicy, POLICY, "id", ""),
        (EscalationPolicy, POLICY, "description", None),
        (EscalationPolicy, POLICY, "empty_rules", "stop"),
        (EscalationRule, RULE, "escalation_rule_assignment_strategy", "random"),
        (Page, PAGE, "user", "bob"),
        (Page, PAGE, "level", 0),
        (Page, PAGE, "level", True),
        (Page, PAGE, "loop", -1),
        (Page, PAGE, "targets", "bob"),
        (Page, PAGE, "targets", ["bob"]),
        (OnCall, ON_CALL, "level", 0),
        (OnCall, ON_CALL, "user", None),
        (OnCall, ON_CALL, "schedule", "rota"),
        (Service, SERVICE, "name", ""),
        (Service, SERVICE, "id", None),
        (Service, SERVICE, "escalation_policy", "p"),
        (Service, SERVICE, "acknowledgement_timeout", 0),
        (Service, SERVICE, "auto_resolve_timeout", True),
        (Service, SERVICE, "description", 5),
    ],
)
def test_what_a_field_cannot_hold_is_refused(kind: Any, valid: dict[str, Any], field: str, value: Any) -> None:
    """The error names the field, what it takes, and what came."""
    found = refused(kind, valid, field, value).value
    assert found == (value[0] if isinstance(value, list) else value)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"resolved_at": "2025-03-12T14:59:59Z"}, "resolved_at"),
        ({"acknowledged_at": ["2025-03-12T15:00:00Z", "2025-03-12T14:59:59Z"]}, "acknowledged_at"),
        ({"acknowledged_at": b"2025"}, "acknowledged_at"),
        ({"acknowledgement_timeout": 0}, "acknowledgement_timeout"),
        ({"acknowledgement_timeout": 1.5}, "acknowledgement_timeout"),
        ({"incident_number": -1}, "incident_number"),
        ({"incident_number": True}, "incident_number"),
    ],
)
def test_what_cannot_have_happened_is_refused(given: dict[str, Any], field: str) -> None:
    """The error names the argument, of a policy's pages, of its assignment, and of a service's."""
    service = Service(name="s", escalation_policy=ARTICLE)
    asked: list[Any] = [ARTICLE.pages, functools.partial(ARTICLE.assigned, at=TRIGGER)]
    if field != "acknowledgement_timeout":
        asked += [service.pages, functools.partial(service.assigned, at=TRIGGER)]
    for ask in asked:
        with pytest.raises(OncallError) as caught:
            ask(TRIGGER, **given)
        assert getattr(caught.value, "field", "") == field


def test_how_many_people_is_a_whole_number() -> None:
    """Nobody at all is no question."""
    with pytest.raises(InvalidValueError, match="people must be a whole number of at least 1"):
        ARTICLE.time_to(0, TRIGGER)


@pytest.mark.parametrize("at", ["2025-03-12T15:00:00", None, True])
def test_questions_about_an_incident_need_instants(at: Any) -> None:
    """A naive time is refused by the name of its argument."""
    with pytest.raises(NotAnInstantError, match="^triggered_at: "):
        ARTICLE.pages(at)
    with pytest.raises(NotAnInstantError, match="^triggered_at: "):
        ARTICLE.assigned(at, at=0)
    with pytest.raises(NotAnInstantError, match="^at: "):
        ARTICLE.assigned(0, at=at)
    with pytest.raises(NotAnInstantError, match="^since: "):
        ARTICLE.outcomes(at, 0)
    with pytest.raises(NotAnInstantError, match="^at: "):
        Page(at=at, user=BOB)
    if at is not None:
        with pytest.raises(NotAnInstantError, match="^acknowledged_at: "):
            ARTICLE.pages(0, acknowledged_at=at)


def test_a_service_says_what_it_leaves_out() -> None:
    """The timeouts are half an hour and four hours unless they are said or switched off."""
    service = Service(name="checkout", escalation_policy=ARTICLE)
    assert (service.acknowledgement_timeout, service.auto_resolve_timeout) == (30 * 60, 4 * 3600)
    assert (service.id, str(service)) == ("checkout", "checkout")
    off = attrs.evolve(service, acknowledgement_timeout=None, auto_resolve_timeout=None)
    assert (off.acknowledgement_timeout, off.auto_resolve_timeout) == (None, None)


def test_the_ends_of_a_shift_are_those_of_its_schedules_clock() -> None:
    """Of two schedules, each has its own zone; a target by name has that of the policy, which is the first one's."""
    london = attrs.evolve(CHECKOUT, name="London", id="london", time_zone="Europe/London")
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[CHECKOUT, london])]
    first, second = EscalationPolicy(name="p", rules=rules).on_call(TRIGGER)
    # New York is on summer time from 9 March on, London is not: bob's turn is up to midnight of 19 March in both.
    assert first.end is not None
    assert second.end is not None
    assert first.end.isoformat() == "2025-03-19T00:00:00-04:00"
    # The layer began at 05:00 in London, on 8 January.
    assert second.end.isoformat() == "2025-03-19T05:00:00+00:00"
    named = OnCall(escalation_policy=ARTICLE, level=1, user=BOB, start=0, end=60)
    assert named.start is not None
    assert named.start.isoformat() == "1969-12-31T19:00:00-05:00"


def test_rules_that_page_everybody_have_no_turns() -> None:
    """A ring of two beside a rule of three for everybody begins anew after two incidents."""
    ring = EscalationRule(
        escalation_delay_in_minutes=5, targets=[ALICE, BOB], escalation_rule_assignment_strategy="round_robin"
    )
    everybody = EscalationRule(escalation_delay_in_minutes=5, targets=[ALICE, BOB, CAROL])
    assert EscalationPolicy(name="p", rules=[ring, everybody]).turns == 2
