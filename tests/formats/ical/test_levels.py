"""Levels: a policy's calendar tells them apart, and a schedule's or a person's says which ones it is on."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from oncall import Configuration, DailyRestriction, EscalationPolicy, EscalationRule, Schedule, Service, User
from oncall.chronology.words import duration
from oncall.chronology.zones import EARLIEST, LATEST
from oncall.formats import ical
from oncall.formats.ical.levels import level_lines
from tests.formats.ical.readers import READERS, event_bytes, events, second, texts, uids
from tests.formats.ical.rotas import BOB, CAROL, DAVE, ERIN, START, rota
from tests.strategies import DAY, ODD_ZONES, WEEK, clock_changes, instant_at, moments, policies

if TYPE_CHECKING:
    import icalendar

    from oncall.model.escalation import Strategy

MONDAY = datetime(1969, 12, 29)


def policy(
    *levels: tuple[Schedule | User, ...], name: str = "Checkout policy", strategy: Strategy | None = None
) -> EscalationPolicy:
    """A policy of some levels, five minutes each."""
    return EscalationPolicy(
        name=name,
        rules=[
            EscalationRule(
                escalation_delay_in_minutes=5,
                targets=targets,
                escalation_rule_assignment_strategy=strategy or "assign_to_everyone",
            )
            for targets in levels
        ],
    )


def weeks(zone: str, since: int, until: int) -> list[tuple[int, int]]:
    """The weeks with a part in a range, from Monday to Monday on a wall clock."""
    near = (datetime(1970, 1, 1) + timedelta(seconds=since) - MONDAY) // timedelta(weeks=1)
    count = (until - since) // WEEK + 4
    mondays = [instant_at(zone, MONDAY + timedelta(weeks=near + number)) for number in range(-1, count)]
    return [(start, end) for start, end in pairwise(mondays) if start < until and end > since]


@st.composite
def chains(draw: st.DrawFn) -> tuple[EscalationPolicy, int, int]:
    """A policy of schedules and people, and a range of up to three weeks around a clock change mostly."""
    zone, near = draw(moments())
    since = near - draw(st.integers(0, 10 * DAY))
    return draw(policies(zone, near)), since, near + draw(st.integers(1, 10 * DAY))


@given(chains())
def test_both_readers_find_the_shifts_of_every_target_once(it: tuple[EscalationPolicy, int, int]) -> None:
    """Those of each schedule, whole, on however many levels it is; and of each person the weeks, in UTC here."""
    chain, since, until = it
    targets = {target.id: target for rule in chain.rules for target in rule.targets}.values()
    expected: list[tuple[int, int]] = []
    for target in targets:
        if isinstance(target, User):
            expected += weeks("UTC", since, until)
        else:
            bounds = (shift.bounds for shift in target.shifts(since, until, overflow=True))
            expected += [(start, until if end is None else end) for start, end in bounds]
    written = ical.dumps(chain, since, until)
    assert len(uids(written)) == len(expected)
    for read in READERS:
        assert sorted((start, end) for _, start, end in read(written)) == sorted(expected)


@given(chains(), st.data())
def test_the_events_around_an_instant_are_who_is_on_call_then(
    it: tuple[EscalationPolicy, int, int], data: st.DataObject
) -> None:
    """Person by person and level by level, as the policy itself says."""
    chain, since, until = it
    instant = data.draw(st.integers(since, until - 1))
    around = (event for event in events(ical.dumps(chain, since, until)) if _is_around(event, instant))
    told = {
        (str(event["SUMMARY"]).split()[2], int(category.removeprefix("Level ")))
        for event in around
        for category in event.categories
        if category.startswith("Level ")
    }
    assert told == {(each.user.name, each.level) for each in chain.on_call(instant)}


def _is_around(event: icalendar.Event, instant: int) -> bool:
    return second(event.start) <= instant < second(event.end)


def test_levels_are_told_apart() -> None:
    """A schedule on two levels has one event a shift, which names both; a person has a week at a time."""
    primary, backup = rota(), rota([DAVE, CAROL], name="Backup")
    chain = policy((primary,), (backup, ERIN), (primary,))
    written = ical.dumps(chain, "2025-03-05T12:00:00Z", "2025-03-05T13:00:00Z")
    assert sorted(texts(written, "SUMMARY")) == [
        "On call: bob — levels 1 and 3, Checkout",
        "On call: carol — level 2, Backup",
        "On call: erin — level 2",
    ]
    assert sorted(texts(written, "CATEGORIES")) == [
        "On call,Checkout policy,Level 1,Level 3",
        "On call,Checkout policy,Level 2",
        "On call,Checkout policy,Level 2",
    ]
    told = {text.split("\n")[0]: text.split("\n")[1:] for text in texts(written, "DESCRIPTION")}
    assert told["At all times"] == ["Level 2 of Checkout policy, after 5 minutes"]
    assert ["Level 1 of Checkout policy", "Level 3 of Checkout policy, after 10 minutes"] in [
        lines[:2] for lines in told.values()
    ]
    assert texts(written, "NAME") == ["Checkout policy"]


def test_a_level_is_reached_sooner_where_one_before_it_has_nobody() -> None:
    """By day the first level is skipped, unless the policy waits, or somebody else is on it who is not by turns."""
    nights = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=43_200)
    by_night = attrs.evolve(rota(), layers=[attrs.evolve(each, restrictions=[nights]) for each in rota().layers])
    at_most, exactly = (
        "Level 2 of Checkout policy, after at most 5 minutes",
        "Level 2 of Checkout policy, after 5 minutes",
    )
    chain = policy((by_night,), (ERIN,))
    assert level_lines(ERIN, [chain]) == (at_most,)
    assert level_lines(ERIN, [attrs.evolve(chain, empty_rules="wait")]) == (exactly,)
    assert level_lines(ERIN, [policy((by_night, BOB), (ERIN,))]) == (exactly,)
    # In turn with bob, every second incident of the day has nobody on level 1.
    first = attrs.evolve(chain.rules[0], targets=[by_night, BOB], escalation_rule_assignment_strategy="round_robin")
    assert level_lines(ERIN, [attrs.evolve(chain, rules=[first, chain.rules[1]])]) == (at_most,)
    ended = attrs.evolve(rota(), layers=[attrs.evolve(rota().layers[0], end="2025-06-01T00:00:00Z")])
    assert level_lines(ERIN, [policy((ended,), (ERIN,))]) == (at_most,)


@given(chains())
def test_the_time_that_a_level_tells_is_kept(case: tuple[EscalationPolicy, int, int]) -> None:
    """By the pages of an incident that nobody answers: never later, and never sooner unless that is said."""
    chain, _, at = case
    assume(all(layer.start.timestamp() <= at for schedule in chain.schedules for layer in schedule.layers))
    reached = {page.level: page.instant - at for page in reversed(chain.pages(at)) if page.loop == 0}
    for level, rule in enumerate(chain.rules, 1):
        for target in rule.targets:
            told = next(line for line in level_lines(target, [chain]) if line.startswith(f"Level {level} of "))
            nominal = sum(each.delay_seconds for each in chain.rules[: level - 1])
            assert level == 1 or duration(nominal) in told
            if level in reached:
                assert reached[level] <= nominal
                assert "at most" in told or reached[level] == nominal


def test_a_round_robin_level_says_so() -> None:
    """Where several take turns; alone on a level there is nobody to take turns with."""
    chain = policy((rota(), ERIN), (BOB,), strategy="round_robin")
    written = ical.dumps(chain, "2025-03-05T12:00:00Z", "2025-03-05T13:00:00Z")
    lines = [line for text in texts(written, "DESCRIPTION") for line in text.split("\n") if line.startswith("Level")]
    assert sorted(lines) == [
        "Level 1 of Checkout policy, in turn with the others there",
        "Level 1 of Checkout policy, in turn with the others there",
        "Level 2 of Checkout policy, after 5 minutes",
    ]


def test_one_person_of_a_policy_has_their_shifts_and_weeks() -> None:
    """Bob's week in March and, since he is named too, every week."""
    chain = policy((rota(),), (BOB,))
    whole = event_bytes(ical.dumps(chain, START, "2025-02-01T00:00:00Z"))
    written = ical.dumps(chain, START, "2025-02-01T00:00:00Z", user="bob")
    assert event_bytes(written) == {uid: it for uid, it in whole.items() if b"SUMMARY:On call: bob " in it}
    # 2025-01-01 to 02-01 touches five weeks from Monday on; bob's turns are those of 01-08 and no other one.
    assert len(uids(written)) == 5 + 1
    assert texts(written, "NAME") == ["On call: bob — Checkout policy"]


@pytest.mark.parametrize("zone", [zone for zone in ODD_ZONES if zone != "Africa/Casablanca"])
def test_a_person_has_weeks_from_monday_to_monday_in_their_zone(zone: str) -> None:
    """Over the clock changes of the zone, and the same ones wherever the range begins."""
    person = User("alice", time_zone=zone)
    change = max((each for each in clock_changes(zone) if each < 1_750_000_000), default=1_740_000_000)
    since, until = change - 8 * DAY, change + 8 * DAY
    written = ical.dumps(policy((person,)), since, until)
    for read in READERS:
        assert sorted((start, end) for _, start, end in read(written)) == weeks(zone, since, until)
    found = event_bytes(written)
    for moved in range(0, 8 * DAY, DAY + 3601):
        later = event_bytes(ical.dumps(policy((person,)), since + moved, until + moved))
        assert {uid: later[uid] for uid in found.keys() & later.keys()}.items() <= found.items()
        assert len(found.keys() & later.keys()) == len(weeks(zone, since + moved, until))


@pytest.mark.parametrize("zone", [None, "Pacific/Apia", "America/New_York"])
def test_the_first_and_the_last_week_that_there_are_can_be_written(zone: str | None) -> None:
    """At both ends of time somebody is on call too."""
    person = User("alice", time_zone=zone)
    for since in (EARLIEST, LATEST - 60):
        assert uids(ical.dumps(policy((person,)), since, since + 60))


def test_two_people_of_one_name_are_two_events() -> None:
    """From Terraform a person is known by name; where a policy names two of one name, by address."""
    both = [User(f"pagerduty_user.{label}", name="Alice") for label in ("alice", "other")]
    written = ical.dumps(policy((both[0], both[1])), START, "2025-01-02T00:00:00Z")
    assert len(uids(written)) == written.count(b"BEGIN:VEVENT\r\n") == 2


def test_schedules_of_one_name_are_told_apart_in_a_policy() -> None:
    """Their ids stand beside the name, and their shifts, which begin at once, are two events."""
    written = ical.dumps(policy((rota(key="a"),), (rota(key="b"),)), START, "2025-01-02T00:00:00Z")
    assert sorted(texts(written, "SUMMARY")) == [
        "On call: alice — level 1, Checkout (a)",
        "On call: alice — level 2, Checkout (b)",
    ]
    assert len(uids(written)) == 2


def test_a_name_that_is_given_is_the_policys() -> None:
    """The calendar and the category have it; no UID does."""
    chain = policy((rota(),))
    written = ical.dumps(chain, START, "2025-01-02T00:00:00Z", name="Till")
    assert texts(written, "NAME") == ["Till"]
    assert texts(written, "CATEGORIES") == ["On call,Till,Level 1"]
    assert uids(written) == uids(ical.dumps(chain, START, "2025-01-02T00:00:00Z"))


def test_the_events_of_a_policy_are_not_those_of_its_schedules() -> None:
    """Both calendars may be subscribed to, and their events say different things."""
    range_ = (START, "2025-02-01T00:00:00Z")
    assert not uids(ical.dumps(policy((rota(),)), *range_)) & uids(ical.dumps(rota(), *range_))


def test_the_levels_of_a_schedule_are_in_the_order_of_the_policies_names() -> None:
    """However a configuration lists them; those that only a service names are told of too."""
    first, second_one = policy((ERIN,), (rota(),), name="a"), policy((rota(),), name="b")
    third = policy((ERIN,), (ERIN,), (rota(),), name="c")
    service = Service(name="shop", escalation_policy=third)
    there = Configuration(schedules=[rota()], escalation_policies=[first, second_one], services=[service])
    back = Configuration(schedules=[rota()], escalation_policies=[second_one, first], services=[service])
    written = ical.dumps(there, START, "2025-01-02T00:00:00Z")
    assert texts(written, "DESCRIPTION")[0].split("\n")[1:4] == [
        "Level 2 of a, after 5 minutes",
        "Level 1 of b",
        "Level 3 of c, after 10 minutes",
    ]
    assert ical.dumps(back, START, "2025-01-02T00:00:00Z") == written
    chains_ = (third, second_one, first)
    assert event_bytes(ical.dumps(rota(), START, "2025-01-02T00:00:00Z", policies=chains_)) == event_bytes(written)
