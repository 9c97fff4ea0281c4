"""Details of the model that nothing else holds: what values show, in which zone, and the shortest of timeouts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import attrs
import pytest

from oncall import (
    Configuration,
    ExplainedEvent,
    IncidentRoles,
    Layer,
    OnCall,
    Override,
    Page,
    ResponseTime,
    ResponseTimes,
    Schedule,
    Service,
    Shift,
    Suppression,
    Timeline,
    User,
    overlay,
)
from oncall.chronology.zones import LATEST
from oncall.errors import Location, NotAnInstantError
from tests.model.samples import ALICE, BOB, EMPTY_LINE, LAYER, NOON, ON_CALL, POLICY, RANGE, ROTA, RULE, T


def test_the_shortest_acknowledgement_holds_for_a_second() -> None:
    """One second is a timeout, none is not: acknowledged after one second, the rule is run again after two."""
    assert [it.instant - T for it in POLICY.pages(T, acknowledged_at=T + 1, acknowledgement_timeout=1)] == [0, 2]


def test_a_catalog_shows_how_many_there_are_and_which() -> None:
    """By their ids, in order."""
    assert repr(Configuration(users=[BOB, ALICE]).users) == "<Catalog of 2: bob, alice>"


def test_a_layer_written_in_short_keeps_its_name_and_its_end() -> None:
    """Daily as weekly."""
    layer = Layer.daily([ALICE], start=T, hand_off="09:00", time_zone="Etc/UTC", name="days", end=T + 86_400)
    assert (layer.name, layer.end) == ("days", Layer(**LAYER, users=[ALICE], end=T + 86_400).end)
    schedule = Schedule(name="s", time_zone="Etc/UTC", layers=[layer])
    assert [schedule.on_call(T + each) for each in (86_399, 86_400)] == [ALICE, None]


def test_values_show_others_by_their_ids() -> None:
    """A page its targets, an on-call its policy and its schedule; a table its times, a row of outcomes its range."""
    rota = Schedule(id="S1", name="rota", time_zone="Etc/UTC", layers=[])
    assert "targets=(S1, bob), " in repr(Page(at=0, user=BOB, targets=[rota, BOB]))
    assert "targets=(), " in repr(Page(at=0, user=BOB))
    assert repr(OnCall(**ON_CALL)).startswith("OnCall(escalation_policy=p, level=1, user=User(")
    assert ", schedule=None, " in repr(OnCall(**ON_CALL))
    assert ", schedule=S1, " in repr(OnCall(**ON_CALL, schedule=rota))
    one, other = ResponseTime("P1", minutes=5), ResponseTime("P2", minutes=9)
    assert repr(ResponseTimes([one, other])) == f"ResponseTimes([{one!r}, {other!r}])"
    shown = "1970-01-01 00:00:00+00:00 to 1970-01-01 00:01:00+00:00"
    assert repr(POLICY.outcomes(0, 60)) == f"<Outcomes: 1, {shown}>"


def test_timelines_and_roles_show_what_there_is() -> None:
    """A timeline its range and how many shifts it has; as a text, a line for each; roles what they come from."""
    assert repr(EMPTY_LINE) == f"<Timeline of 0 shifts, {RANGE}>"
    line = Timeline(
        [Shift(user=BOB, start=T, end=T + 1), Shift(user=ALICE, start=T + 1, end=None)], since=T, until=T + 9
    )
    assert str(line) == f"bob: {NOON} to 2025-03-12T15:00:01+00:00\nalice: 2025-03-12T15:00:01+00:00 to for ever"
    roles = IncidentRoles(commander=BOB, technical_lead=ROTA, communications=POLICY)
    expected = (
        "commander=User('bob'), technical_lead=Schedule('rota'), communications=EscalationPolicy('p'), scribe=None"
    )
    assert repr(roles) == f"IncidentRoles({expected})"


def test_what_is_covered_is_told_in_the_zone() -> None:
    """The set of a timeline, its gaps, and what an overlay makes of two."""
    assert EMPTY_LINE.covered.zone == "America/New_York"
    assert [gap.zone for gap in EMPTY_LINE.gaps] == ["America/New_York"]
    assert overlay(attrs.evolve(EMPTY_LINE, zone="Etc/UTC"), EMPTY_LINE).zone == "America/New_York"


def test_a_schedule_repeats_after_its_rounds() -> None:
    """Two people with a day each after two days, one person every week, nobody who lasts never."""
    pair = attrs.evolve(ROTA, layers=[Layer(**LAYER, users=[ALICE, BOB])])
    assert pair.period == timedelta(days=2)
    assert ROTA.period == timedelta(weeks=1)
    assert attrs.evolve(ROTA, layers=[Layer(**LAYER, users=[ALICE], end=T + 60)]).period is None


def test_a_layer_alone_hides_nothing() -> None:
    """The second of three, which the third hides, beneath an override, above the first."""
    layers = [Layer(**LAYER, users=[user]) for user in (ALICE, BOB, User("carol"))]
    schedule = attrs.evolve(ROTA, layers=layers, overrides=[Override(user=ALICE, start=T, end=T + 60)])
    for index, user in enumerate((ALICE, BOB, User("carol"))):
        (shift,) = schedule.layer_shifts(index, T, T + 60)
        assert (shift.user, shift.sources) == (user, (f"layer {index + 1}",))
    late = attrs.evolve(schedule, layers=[layers[0], attrs.evolve(layers[1], start=T + 30, end=T + 60)])
    (shift,) = late.layer_shifts(1, T, T + 60)
    assert shift.bounds == (T + 30, T + 60)


def test_a_service_that_resolves_nothing_by_itself_is_resolved_by_people() -> None:
    """With the timeout switched off, the resolution is the one that was given; nobody is paged from then on."""
    twice = attrs.evolve(POLICY, num_loops=1)  # at the trigger, and five minutes later
    for off in (None, 14_400):
        service = Service(name="s", escalation_policy=twice, auto_resolve_timeout=off)
        for resolved, times in ((T + 299, [0]), (T + 300, [0]), (T + 301, [0, 300]), (None, [0, 300])):
            assert [page.instant - T for page in service.pages(T, resolved_at=resolved)] == times
            told = service.explain(T, resolved_at=resolved)
            assert [page.instant - T for page in told.pages] == times
            assert told.stays_with == (() if resolved is not None or off else (BOB,))
        assert service.assigned(T, at=T + 300, resolved_at=T + 300) == ()


def test_a_timeout_of_a_second_is_one() -> None:
    """None is not."""
    service = Service(name="s", escalation_policy=POLICY, acknowledgement_timeout=1, auto_resolve_timeout=1)
    assert service.assigned(T, at=T) == (BOB,)
    assert service.assigned(T, at=T + 1) == ()


def test_a_comment_covers_a_place_or_it_does_not() -> None:
    """With lines or without, the answer is a truth."""
    assert Suppression(where=Location("a.tf", 1)).covers(Location("a.tf", 1)) is False
    assert Suppression(where=Location("a.tf", 1), first_line=1, last_line=1).covers(None) is False


def test_the_times_of_an_explanation_are_in_the_zone_of_the_policy() -> None:
    """Of each page, acknowledgement, lapse, resolution and end, and of the trigger."""
    policy = attrs.evolve(POLICY, rules=[attrs.evolve(RULE, targets=[ROTA])])
    found = policy.explain(T, acknowledged_at=T + 60, acknowledgement_timeout=60, resolved_at=T + 7200)
    assert found.triggered_at.isoformat() == "2025-03-12T11:00:00-04:00"
    assert {event.at.utcoffset() for event in found.events} == {timedelta(hours=-4)}
    assert {page.at.utcoffset() for page in found.pages} == {timedelta(hours=-4)}
    kinds = [event.kind for event in found.events if isinstance(event, ExplainedEvent)]
    assert kinds == ["acknowledged", "lapsed", "over", "resolved"]
    told = found.to_dict()["events"]
    # Paged at once, acknowledged after 60 s, lapsed after another 60 s; the delay of 300 s runs out at 420 s.
    assert [(each["event"], each["after_seconds"]) for each in told] == [
        ("level", 0), ("acknowledged", 60), ("lapsed", 120), ("level", 120), ("over", 420), ("resolved", 7200),
    ]  # fmt: skip
    assert repr(found).startswith("PolicyExplanation(policy=p, triggered_at='2025-03-12T11:00:00-04:00'")


def test_every_schedule_of_a_level_is_explained() -> None:
    """Also after a person who is named, which needs no explanation."""
    twin = attrs.evolve(ROTA, name="twin", id="twin")
    policy = attrs.evolve(POLICY, rules=[attrs.evolve(RULE, targets=[ROTA, BOB, twin])])
    lines = policy.explain(T).lines()
    assert [line for line in lines if line.startswith(("rota (", "twin ("))] == [
        "rota (America/New_York)",
        "twin (America/New_York)",
    ]


@pytest.mark.parametrize("every", [1, 7, 60, 599, 3600, 7200])
@pytest.mark.parametrize("odd", [0, 1, 30])
def test_many_instants_in_a_row_are_looked_up_each(every: int, odd: int) -> None:
    """Alice and bob have an hour each from T on, carol a minute of them, 10 minutes and `odd` seconds after T.

    Twenty thousand seconds of them, from half an hour before T, when there is nobody.
    """
    hours: dict[str, Any] = {**LAYER, "rotation_turn_length_seconds": 3600}
    begin, carol = T + 600 + odd, User("carol")
    schedule = Schedule(
        name="s",
        time_zone="Etc/UTC",
        layers=[Layer(**hours, users=[ALICE, BOB])],
        overrides=[Override(user=carol, start=begin, end=begin + 60)],
    )
    asked = [T - 1800, *range(T - 1800, T + 20_000, every), begin - 1, begin, begin + 59, begin + 60, T - 1, T]
    for instants in (asked, asked[::-1]):
        expected = [
            carol if begin <= each < begin + 60 else None if each < T else (ALICE, BOB)[(each - T) // 3600 % 2]
            for each in instants
        ]
        assert schedule.on_call_many(instants) == expected
        assert schedule.on_call_many(iter(instants)) == expected


@pytest.mark.parametrize("instants", [[10**12], [0, 10**12], [-(10**12), 0]])
def test_an_instant_of_many_that_no_year_has_is_named(instants: list[int]) -> None:
    """By the name of the argument, whether it is the first or the last."""
    with pytest.raises(NotAnInstantError) as caught:
        ROTA.on_call_many(instants)
    assert caught.value.field == "instants"


def test_people_paged_together_have_different_roles() -> None:
    """Alice from the trigger on, who is paged before bob: the role is hers throughout the range, and bob's is his."""
    both = attrs.evolve(POLICY, rules=[attrs.evolve(RULE, targets=[ROTA, BOB])])
    roles = IncidentRoles(commander=both, technical_lead=BOB, communications=User("carol"), scribe=User("dave"))
    # Before T the schedule has nobody, so bob is paged first, and has two roles.
    assert [span.bounds for span in roles.conflicts(T - 60, T + 60)] == [(T - 60, T)]
    assert roles.assign(T - 1).doubled == {BOB: ("commander", "technical_lead")}
    assert roles.assign(T).ok


def test_a_service_explains_the_incident_with_its_number() -> None:
    """Of a ring of two, incident 1 is bob's."""
    ring = attrs.evolve(RULE, targets=[ALICE, BOB], escalation_rule_assignment_strategy="round_robin")
    service = Service(name="s", escalation_policy=attrs.evolve(POLICY, rules=[ring]))
    for number, user in ((0, ALICE), (1, BOB), (2, ALICE)):
        found = service.explain(T, incident_number=number)
        assert (found.incident_number, found.pages[0].user) == (number, user)
        assert service.pages(T, incident_number=number) == found.pages
        assert service.assigned(T, at=T, incident_number=number) == (user,)


def test_nobody_is_paged_at_the_end_of_time() -> None:
    """A second pass five minutes later is run up to the last second that there is, and no later."""
    twice = attrs.evolve(POLICY, num_loops=1)
    for trigger, pages in ((LATEST - 301, [LATEST - 301, LATEST - 1]), (LATEST - 300, [LATEST - 300])):
        assert [page.instant for page in twice.pages(trigger)] == pages


@pytest.mark.parametrize("base", [-900_000_000, -7200, 0, 900_000_000])
@pytest.mark.parametrize("aside", [0, 1, 1799])
def test_many_instants_before_1970_are_instants_too(base: int, aside: int) -> None:
    """Alice and bob have an hour each from two days before `base`: within one of them, and over several."""
    start = base - 2 * 86_400
    hours = Layer(start=start, rotation_virtual_start=start, rotation_turn_length_seconds=3600, users=[ALICE, BOB])
    schedule = Schedule(name="s", time_zone="Etc/UTC", layers=[hours])
    for width in (600, 3600, 20_000):
        asked = [*range(base + aside - width // 2, base + aside + width // 2, 60)] * 3
        assert schedule.on_call_many(asked) == [(ALICE, BOB)[(each - start) // 3600 % 2] for each in asked]
