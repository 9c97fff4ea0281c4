"""On whose shift, and on which level, each page of a log fell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall import (
    AttributedPage,
    Attribution,
    Configuration,
    EscalationPolicy,
    EscalationRule,
    Incident,
    Page,
    PageLog,
    Schedule,
    Service,
    User,
    attribute,
)
from oncall.analysis.nights import Night
from tests.checks.builders import ALICE, BOB, CAROL, DAVE, layer, schedule
from tests.strategies import scenes

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn

    from tests.strategies import Scene

ROTA = schedule(layer(ALICE, BOB))  # alice from Monday 2025-01-06 09:00 in New York, bob from 2025-01-13 09:00
SECOND = schedule(layer(CAROL, ALICE), name="second")  # carol first, then alice
RULES = [
    EscalationRule(escalation_delay_in_minutes=5, targets=[ROTA]),
    EscalationRule(escalation_delay_in_minutes=10, targets=[SECOND, DAVE]),
]
POLICY = EscalationPolicy(name="Checkout Escalation", id="PPOLICY", rules=RULES)
OTHER = EscalationPolicy(name="Other", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[BOB])])
SERVICE = Service(name="Checkout", escalation_policy=POLICY, acknowledgement_timeout=600, auto_resolve_timeout=None)
ONE = Configuration(schedules=[ROTA, SECOND], escalation_policies=[POLICY])
ALL = Configuration(schedules=[ROTA, SECOND], escalation_policies=[POLICY, OTHER], services=[SERVICE])
TUESDAY = 1_736_265_600  # 2025-01-07T16:00:00Z, 11:00 in New York: 20 095 days of 86 400 s, and 16 hours
FIRST_WEEK = ("2025-01-06T09:00:00-05:00", "2025-01-13T09:00:00-05:00")
MINUTE, DAY, WEEK = 60, 86_400, 604_800


def recorded(user: User, configuration: Configuration = ONE, *, at: int = TUESDAY, **fields: str) -> AttributedPage:
    """What the one recorded page of an incident fell on."""
    incident = Incident(triggered_at=at, pages=[Page(at=at, user=user)], **fields)  # type: ignore[arg-type]
    (found,) = attribute(PageLog([incident]), configuration).pages
    return found


def modelled(configuration: Configuration, **fields: object) -> list[tuple[int, str, int | None, str | None]]:
    """The pages of an incident of that Tuesday of which none was recorded: minutes, person, level, schedule."""
    incident = Incident(triggered_at=TUESDAY, **fields)  # type: ignore[arg-type]
    found = attribute([incident], configuration).pages
    assert not any(page.is_recorded for page in found)
    return [
        ((page.instant - TUESDAY) // 60, page.user.id, page.level, page.schedule.id if page.schedule else None)
        for page in found
    ]


@pytest.mark.parametrize(
    ("user", "level", "on"),
    [
        (ALICE, 1, "rota"),
        (CAROL, 2, "second"),
        (DAVE, 2, None),  # the rule names dave, no schedule does
        (BOB, None, None),  # on call in nothing this week
        (User("stranger"), None, None),
    ],
)
def test_a_recorded_page_falls_on_the_first_level_that_has_the_person(
    user: User, level: int | None, on: str | None
) -> None:
    """And on the shift of the schedule that put them there."""
    found = recorded(user)
    assert (found.user, found.level, found.is_recorded) == (user, level, True)
    assert (found.schedule and found.schedule.id, found.shift is None) == (on, on is None)


def test_the_shift_is_whole() -> None:
    """From hand-off to hand-off, also if the log is one second long."""
    shift = recorded(ALICE).shift
    assert shift is not None
    assert (shift.start.isoformat(), shift.end and shift.end.isoformat()) == FIRST_WEEK
    assert recorded(BOB, at=TUESDAY + WEEK).shift != shift


def test_a_person_recorded_by_another_name_is_the_one_of_the_configuration() -> None:
    """PagerDuty's id and Terraform's address meet by name or e-mail address."""
    known = User("pagerduty_user.ann", name="Ann", email="ann@example.com")
    rota = schedule(layer(known))
    found = recorded(User("PABC123", name="A", email="ANN@example.com"), Configuration(schedules=[rota]))
    assert (found.user, found.page.user.id) == (known, "PABC123")
    assert found.shift is not None
    assert found.shift.user == known


def test_a_page_that_names_its_targets_keeps_its_level_and_falls_on_them_alone() -> None:
    """Dave, paged through a schedule in which he has no part, has no shift; alice has her place in the second."""
    pages = [
        Page(at=TUESDAY, user=ALICE, level=3, targets=[SECOND]),
        Page(at=TUESDAY + WEEK, user=ALICE, level=3, targets=[SECOND]),
    ]
    first, later = attribute(pages, ONE).pages
    assert (first.level, first.schedule, first.shift) == (3, None, None)
    assert (later.level, later.schedule) == (3, SECOND)


def test_without_a_policy_there_is_a_shift_and_no_level() -> None:
    """Of two schedules that have the person on call the first counts; a level from 2 on is the page's own."""
    found = recorded(ALICE, Configuration(schedules=[schedule(layer(ALICE), name="third"), ROTA]))
    assert (found.level, found.schedule and found.schedule.id) == (None, "third")
    (page,) = attribute([Page(at=TUESDAY, user=ALICE, level=2)], Configuration(schedules=[ROTA])).pages
    assert (page.level, page.schedule) == (2, ROTA)


def test_an_incident_without_pages_has_those_of_the_only_policy() -> None:
    """Nobody answers for seven minutes: alice at once, carol and dave after five."""
    expected = [(0, "alice", 1, "rota"), (5, "carol", 2, "second"), (5, "dave", 2, None)]
    assert modelled(ONE, acknowledged_at=TUESDAY + 7 * MINUTE) == expected


@pytest.mark.parametrize("name", ["PPOLICY", "Checkout Escalation"])
def test_a_policy_is_found_by_id_and_by_name(name: str) -> None:
    """Whichever the log knows it by."""
    assert modelled(ALL, escalation_policy=name, resolved_at=TUESDAY + MINUTE) == [(0, "alice", 1, "rota")]


def test_a_service_brings_its_timeouts() -> None:
    """An acknowledgement after a minute has run out ten minutes later, and alice is paged again; a resolve ends it."""
    fields = {"acknowledged_at": TUESDAY + MINUTE, "resolved_at": TUESDAY + 12 * MINUTE}
    once, again = (0, "alice", 1, "rota"), (11, "alice", 1, "rota")
    assert modelled(ALL, service="Checkout", **fields) == [once, again]
    assert modelled(ALL, escalation_policy="PPOLICY", **fields) == [once]
    assert modelled(ALL, service="Checkout", escalation_policy="Other", **fields) == [
        (0, "bob", 1, None),
        (11, "bob", 1, None),
    ]
    assert modelled(ALL, service="Unknown", escalation_policy="PPOLICY", **fields) == [once]


@pytest.mark.parametrize(
    ("configuration", "fields", "reason"),
    [
        (ALL, {}, "it names no service and no escalation policy, of which there are 2"),
        (Configuration(schedules=[ROTA]), {}, "it names no service and no escalation policy, of which there are 0"),
        (ALL, {"service": "Chekout"}, "no service is called 'Chekout'; near: Checkout"),
        (ONE, {"escalation_policy": "x"}, "no escalation policy is called 'x'"),
        (ALL, {"service": "x", "escalation_policy": "y"},
         "no service is called 'x'; no escalation policy is called 'y'"),
        (ONE, {"acknowledged_at": TUESDAY}, "Checkout Escalation pages nobody about it"),
    ],
)  # fmt: skip
def test_incidents_without_any_page_are_accounted_for(
    configuration: Configuration, fields: dict[str, object], reason: str
) -> None:
    """Each with the reason why the model knows of none."""
    incident = Incident(triggered_at=TUESDAY, id="Q1", **fields)  # type: ignore[arg-type]
    found = attribute([incident], configuration)
    assert found.pages == ()
    (left,) = found.unattributed
    assert (left.incident, str(left)) == (incident, f"Q1: {reason}")
    assert left.to_dict() == {"incident": "Q1", "triggered_at": "2025-01-07T16:00:00+00:00", "reason": reason}


def test_round_robin_takes_the_number_of_the_incident() -> None:
    """Of two targets incident 3 pages the second."""
    rule = attrs.evolve(RULES[1], targets=[BOB, DAVE], escalation_rule_assignment_strategy="round_robin")
    configuration = Configuration(escalation_policies=[attrs.evolve(POLICY, rules=[rule])])
    assert modelled(configuration, number=3) == [(0, "dave", 1, None)]


def test_an_attributed_page_as_plain_values() -> None:
    """The time is in the zone of the schedule, else of the policy, else in UTC."""
    assert recorded(ALICE).to_dict() == {
        "incident": "",
        "at": "2025-01-07T11:00:00-05:00",
        "user": "alice",
        "name": "alice",
        "level": 1,
        "schedule": "rota",
        "shift": {
            "user": "alice", "name": "alice", "start": FIRST_WEEK[0], "end": FIRST_WEEK[1], "sources": ["layer 1"],
        },
        "is_recorded": True,
    }  # fmt: skip
    alone = recorded(DAVE).to_dict()
    assert (alone["at"], alone["schedule"], alone["shift"]) == ("2025-01-07T11:00:00-05:00", None, None)
    assert recorded(DAVE, Configuration(schedules=[ROTA])).to_dict()["at"] == "2025-01-07T16:00:00+00:00"


def test_the_zone_of_a_person_is_their_own_else_the_schedules_else_the_policys_else_utc() -> None:
    """Nights are counted there."""
    roaming = User("roaming", time_zone="Asia/Tokyo")
    rota = Configuration(schedules=[schedule(layer(roaming)), SECOND])
    zones = [recorded(user, rota).zone.name for user in (roaming, CAROL, BOB)]
    assert zones == ["Asia/Tokyo", "America/New_York", "Etc/UTC"]


@pytest.mark.parametrize(
    ("fields", "zone"),
    [
        ({}, "Etc/UTC"),  # it may have been escalated by either policy
        ({"escalation_policy": "PPOLICY"}, "America/New_York"),
        ({"service": "Checkout"}, "America/New_York"),
        ({"service": "Checkout", "escalation_policy": "Other"}, "Etc/UTC"),  # a policy without a schedule
        ({"service": "Chekout"}, "Etc/UTC"),
    ],
)
def test_who_is_on_no_shift_is_where_the_policy_is(fields: dict[str, str], zone: str) -> None:
    """Dave is paged by name, and bob and a stranger are paged by somebody: the policy's zone, or the service's."""
    for user in (DAVE, BOB, User("stranger")):
        assert recorded(user, ALL, **fields).zone.name == zone  # type: ignore[arg-type]
    tokyo = User("stranger", time_zone="Asia/Tokyo")
    assert recorded(tokyo, ALL).zone.name == "Asia/Tokyo"


def test_a_page_has_the_policy_of_its_incident() -> None:
    """Its own before that of the service; none, if nothing says which."""
    assert recorded(ALICE).policy == POLICY
    assert recorded(ALICE, ALL, service="Checkout").policy == POLICY
    assert recorded(ALICE, ALL, service="Checkout", escalation_policy="Other").policy == OTHER
    assert recorded(ALICE, ALL).policy is None


@given(scene=scenes())
def test_attribution_and_replay_agree_on_where_somebody_is(scene: Scene) -> None:
    """A page of the model is at night in the one if it is in the other."""
    asked = EscalationPolicy(
        name="p", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[scene.schedule, DAVE])]
    )
    configuration = Configuration(schedules=[scene.schedule], escalation_policies=[asked])
    log = PageLog([scene.near])
    (replayed,) = oncall.replay(asked, log)
    woken = sorted(page.user.id for page in replayed.woken)
    found = attribute(log, configuration).pages
    assert woken == sorted(page.user.id for page in found if Night().holds(page.zone.reading_of(page.instant)))


def test_strangers_are_those_who_match_nobody() -> None:
    """Each once, in the order of their pages; a name that two people have is nobody's."""
    twins = (User("t1", name="Twin"), User("t2", name="Twin"))
    recorded_as = ("Zed", "alice", "Allice", "Zed", "Twin", "dave")
    pages = [Page(at=TUESDAY + minute, user=User(name)) for minute, name in enumerate(recorded_as)]
    configuration = attrs.evolve(ONE, users=[*ONE.users.values(), *twins])
    assert attribute(pages, configuration).strangers == (User("Zed"), User("Allice"), User("Twin"))
    assert attribute(["2025-01-07T16:00:00Z"], ONE).strangers == ()


def test_pages_by_shift() -> None:
    """Each shift with its pages in order of time; pages on nobody's shift are in none."""
    pages = [Page(at=TUESDAY + minutes, user=user) for minutes, user in ((9, ALICE), (0, ALICE), (5, CAROL), (6, BOB))]
    found = attribute(pages, Configuration(schedules=[ROTA, SECOND]))
    assert {name: [page.instant - TUESDAY for page in own] for (name, _), own in found.by_shift.items()} == {
        "rota": [0, 9],
        "second": [5],
    }
    assert repr(found) == "<Attribution of 4 pages; 0 incidents without any>"


def test_the_examples() -> None:
    """The article's policy: the second layer has carol, alice and bob; the manager is level 2, in no schedule."""
    log = oncall.load_log("examples/page-log/incidents.json", "examples/page-log/log_entries.json")
    found = attribute(log, oncall.load("examples/checkout"))
    assert [(page.user.name, page.level, page.schedule is not None) for page in found.pages] == [
        ("Carol", 1, True),
        ("Alice", 1, True),
        ("Engineering Manager", 2, False),
        ("Alice", 1, True),
        ("Alice", 1, True),
        ("Bob", 1, True),
    ]


@st.composite
def logs(draw: DrawFn) -> tuple[Schedule, list[Page]]:
    """A schedule, and pages of its people over half a year, some of them years away."""
    scene = draw(scenes())
    users = st.sampled_from([*scene.schedule.users, User("stranger")])
    near = st.integers(scene.near - 60 * DAY, scene.near + 60 * DAY)
    instants = near | st.integers(-(10**9), 4 * 10**9)
    return scene.schedule, draw(st.lists(st.builds(Page, at=instants, user=users), max_size=12))


@given(drawn=logs())
def test_the_shift_of_a_page_holds_it_and_is_that_of_the_person(drawn: tuple[Schedule, list[Page]]) -> None:
    """It is what the schedule says of that instant alone, if that is the person's; in whatever order pages come."""
    rota, pages = drawn
    configuration = Configuration(schedules=[rota])
    found = attribute(pages, configuration)
    assert len(found.pages) == len(pages)
    for page in found.pages:
        expected = rota.shift_at(page.instant)
        assert page.shift == (expected if expected is not None and expected.user == page.user else None)
        assert (page.schedule is None) == (page.shift is None)
    assert instants(attribute(pages[::-1], configuration)) == instants(found)


def instants(found: Attribution) -> list[tuple[int, str, object]]:
    """The pages in an order of their own."""
    return sorted(((page.instant, page.user.id, page.shift) for page in found.pages), key=lambda each: each[:2])


@given(
    triggers=st.lists(st.integers(TUESDAY - WEEK, TUESDAY + 8 * WEEK), max_size=6),
    answer=st.none() | st.integers(0, 2000),
    service=st.sampled_from(["", "Checkout"]),
)
def test_the_models_pages_are_those_of_the_policy(triggers: list[int], answer: int | None, service: str) -> None:
    """One incident after the other, `EscalationPolicy.pages` and `Service.pages` say the same."""
    configuration = attrs.evolve(ONE, services=[SERVICE])
    incidents = [
        Incident(triggered_at=each, acknowledged_at=None if answer is None else each + answer, service=service)
        for each in triggers
    ]
    ask = SERVICE.pages if service else POLICY.pages
    expected = [
        page
        for each in incidents
        for page in ask(each.timing[0], acknowledged_at=each.timing[1])
    ]  # fmt: skip
    found = attribute(incidents, configuration)
    assert sorted((page.page.instant, page.user.id, page.level) for page in found.pages) == sorted(
        (page.instant, page.user.id, page.level) for page in expected
    )
    assert {page.incident for page in found.pages}.isdisjoint(each.incident for each in found.unattributed)


def test_turns_are_those_of_all_incidents() -> None:
    """The second of three incidents has had bob's turn, who was recorded; the third is the first target's again."""
    alice, bob = User("alice"), User("bob")
    ring = EscalationRule(
        escalation_delay_in_minutes=5, targets=[alice, bob], escalation_rule_assignment_strategy="round_robin"
    )
    configuration = Configuration(escalation_policies=[EscalationPolicy(name="ring", rules=[ring])])
    log = PageLog([0, Page(at=60, user=bob), 120])
    assert [page.user for page in attribute(log, configuration).pages] == [alice, bob, alice]
