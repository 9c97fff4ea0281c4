"""Why somebody is paged: levels, look-ups, skipped rules, turns, acknowledgements, and the text of it all."""

from __future__ import annotations

import attrs
import pytest

from oncall import (
    EscalationPolicy,
    EscalationRule,
    ExplainedEvent,
    PolicyExplanation,
    Schedule,
    Service,
    User,
)
from oncall.errors import InvalidValueError, NotAnInstantError
from tests.model.test_explanations import ALICE, ARTICLE, BOB, CAROL, INCIDENT, NIGHTS, layer

MANAGER = User("manager", name="Manager")
EMPTY = Schedule(name="Empty", time_zone="Etc/UTC", layers=[])


def nights(name: str = "Nights") -> Schedule:
    """Alice, from 22:00 to 06:00 in New York."""
    return Schedule(name=name, time_zone="America/New_York", layers=[layer("Night", ALICE, restrictions=[NIGHTS])])


def rule(minutes: int, *targets: User | Schedule, in_turn: bool = False) -> EscalationRule:
    """A rule with a delay."""
    return EscalationRule(
        escalation_delay_in_minutes=minutes,
        targets=targets,
        escalation_rule_assignment_strategy="round_robin" if in_turn else "assign_to_everyone",
    )


POLICY = EscalationPolicy(name="Escalation", num_loops=1, rules=[rule(10, ARTICLE), rule(15, MANAGER)])


def timeline(explanation: PolicyExplanation) -> list[str]:
    """The lines from the trigger up to the first derivation."""
    lines = explanation.lines()
    return lines[2 : lines.index("") if "" in lines else None]


def test_the_text_of_the_articles_incident() -> None:
    """Each page has a line with the time and the reason; the schedule is explained once, as of its first look-up."""
    found = POLICY.explain(INCIDENT)
    assert found.lines() == [
        "Escalation (America/New_York)",
        "  triggered  Wed 2025-03-12 11:00 -04:00",
        "  +0 min   11:00  level 1  Bob, on call in Checkout",
        "  +10 min  11:10  level 2  Manager, by name",
        "  pass 2 of 2",
        "  +25 min  11:25  level 1  Bob, on call in Checkout",
        "  +35 min  11:35  level 2  Manager, by name",
        "  +50 min  11:50  nobody else is paged; the incident stays with Manager",
        "",
        *ARTICLE.explain(INCIDENT).lines(),
    ]
    assert str(found) == "\n".join(found.lines())


def test_a_schedule_that_answers_otherwise_is_explained_again() -> None:
    """Ten minutes before a hand-off Alice is paged, and in the next pass Bob; both derivations are there."""
    found = POLICY.explain("2025-03-12T03:50:00Z")
    assert timeline(found)[0] == "  +0 min   23:50      level 1  Alice, on call in Checkout"
    assert timeline(found)[3] == "  +25 min  Wed 00:15  level 1  Bob, on call in Checkout"
    titles = [line for line in found.lines() if line.startswith("Checkout (")]
    assert len(titles) == 2
    assert "  on call  Alice, through Secondary" in found.lines()
    assert "  on call  Bob, through Secondary" in found.lines()


def test_a_level_is_a_value_of_its_own() -> None:
    """It has the rule, the instant, what each target gave and the pages that came of it."""
    first, second, *_ = POLICY.explain(INCIDENT).levels
    assert (first.level, first.loop, first.rule, first.users) == (1, 0, POLICY.rules[0], (BOB,))
    assert (first.at.isoformat(), first.instant) == ("2025-03-12T11:00:00-04:00", 1_741_791_600)
    assert first.pages == POLICY.pages(INCIDENT)[:1]
    (look_up,) = first.look_ups
    assert (look_up.target, look_up.user, look_up.explanation) == (ARTICLE, BOB, ARTICLE.explain(INCIDENT))
    assert str(look_up) == "Bob, on call in Checkout"
    (named,) = second.look_ups
    assert (named.target, named.user, named.explanation, str(named)) == (MANAGER, MANAGER, None, "Manager, by name")


def test_a_person_reached_twice_is_paged_once_for_both_reasons() -> None:
    """Named by a rule, and on call in its schedule."""
    policy = EscalationPolicy(name="p", rules=[rule(5, BOB, ARTICLE, CAROL)])
    assert timeline(policy.explain(INCIDENT))[:2] == [
        "  +0 min  11:00  level 1  Bob, by name and on call in Checkout",
        "                          Carol, by name",
    ]


def test_a_level_that_reaches_nobody_is_skipped_and_says_why() -> None:
    """At noon the night schedule has nobody until 22:00, so level 2 is run at once; the reason is given once."""
    policy = EscalationPolicy(name="p", num_loops=1, rules=[rule(30, nights()), rule(5, MANAGER)])
    found = policy.explain("2025-03-12T12:00:00-04:00")
    assert timeline(found) == [
        "  +0 min   12:00  level 1  skipped at once, since it reaches nobody",
        "                           nobody in Nights until Wed 2025-03-12 22:00 -04:00: Night is restricted",
        "  +0 min   12:00  level 2  Manager, by name",
        "  pass 2 of 2",
        "  +5 min   12:05  level 1  skipped at once, since it reaches nobody",
        "                           nobody in Nights",
        "  +5 min   12:05  level 2  Manager, by name",
        "  +10 min  12:10  nobody else is paged; the incident stays with Manager",
    ]
    skipped = found.levels[0]
    assert (skipped.is_skipped, skipped.pages, skipped.users) == (True, (), ())
    assert skipped.to_dict()["result"] == "skipped"


def test_a_level_may_wait_although_it_reaches_nobody() -> None:
    """With `empty_rules="wait"` the delay of 30 minutes is taken all the same."""
    policy = EscalationPolicy(name="p", empty_rules="wait", rules=[rule(30, nights()), rule(5, MANAGER)])
    found = policy.explain("2025-03-12T12:00:00-04:00")
    assert timeline(found) == [
        "  +0 min   12:00  level 1  reaches nobody, and waits 30 minutes all the same",
        "                           nobody in Nights until Wed 2025-03-12 22:00 -04:00: Night is restricted",
        "  +30 min  12:30  level 2  Manager, by name",
        "  +35 min  12:35  nobody else is paged; the incident stays with Manager",
    ]
    assert [level.to_dict()["result"] for level in found.levels] == ["waited", "paged"]
    silent = attrs.evolve(policy, rules=policy.rules[:1]).explain("2025-03-12T12:00:00-04:00")
    assert (silent.is_opened, silent.stays_with) == (True, ())
    assert timeline(silent)[-1] == "  +30 min  12:30  nobody was paged, and nobody will be"


def test_an_incident_that_finds_nobody_is_never_opened() -> None:
    """One pass is told, since the others find the same, and nobody can answer what there never was."""
    policy = EscalationPolicy(name="p", num_loops=9, rules=[rule(30, EMPTY)])
    found = policy.explain(0, acknowledged_at=60, resolved_at=120)
    assert timeline(found) == [
        "  +0 min  00:00  level 1  skipped at once, since it reaches nobody",
        "                          nobody in Empty: there is no layer",
        "  +0 min  00:00  nobody is paged: no level reaches anybody, so no incident is opened",
    ]
    assert (found.is_opened, found.pages, found.stays_with) == (False, (), ())
    assert [event.to_dict()["event"] for event in found.events] == ["level"] * 10 + ["not opened"]


def test_round_robin_says_whose_turn_it_is() -> None:
    """Incident 4 of three targets is the turn of the second, 4 mod 3 = 1."""
    policy = EscalationPolicy(name="p", num_loops=1, rules=[rule(5, ALICE, BOB, CAROL, in_turn=True)])
    found = policy.explain(0, incident_number=4)
    assert timeline(found) == [
        "  +0 min   00:00  level 1  Bob, by name",
        "                           round robin: incident 4, 4 mod 3 = 1: Alice, [Bob], Carol",
        "  pass 2 of 2",
        "  +5 min   00:05  level 1  Bob, by name",
        "  +10 min  00:10  nobody else is paged; the incident stays with Bob",
    ]
    (level, _) = found.levels
    assert (level.position, level.to_dict()["round_robin"]) == (2, {"position": 2, "of": 3})
    assert POLICY.explain(0).levels[0].position is None


def test_acknowledgements_and_the_resolution_stand_among_the_levels() -> None:
    """An acknowledgement after 5 min 30 s lapses half an hour later, back to level 1, until somebody resolves it."""
    trigger = 1_741_791_600
    found = POLICY.explain(
        trigger, acknowledged_at=trigger + 330, acknowledgement_timeout=1800, resolved_at=trigger + 3000
    )
    assert timeline(found) == [
        "  +0 min        11:00     level 1  Bob, on call in Checkout",
        "  +5 min 30 s   11:05:30  acknowledged: nobody is paged for 30 minutes",
        "  +35 min 30 s  11:35:30  the acknowledgement has run out: on with level 1",
        "  +35 min 30 s  11:35:30  level 1  Bob, on call in Checkout",
        "  +45 min 30 s  11:45:30  level 2  Manager, by name",
        "  +50 min       11:50     resolved: nobody is paged any more",
    ]
    assert found.stays_with == ()
    lapse = found.events[2]
    assert isinstance(lapse, ExplainedEvent)
    assert (lapse.kind, lapse.level, lapse.loop) == ("lapsed", 1, 0)
    assert lapse.at.isoformat() == "2025-03-12T11:35:30-04:00"


def test_an_acknowledgement_that_holds_is_the_last_that_happens() -> None:
    """Without a timeout nobody is paged any more, and the incident stays with whoever was paged last."""
    found = POLICY.explain(INCIDENT, acknowledged_at="2025-03-12T15:12:00Z")
    assert timeline(found)[-1] == "  +12 min  11:12  acknowledged: nobody is paged any more"
    assert found.stays_with == (MANAGER,)


def test_what_is_answered_at_once_is_an_incident_all_the_same() -> None:
    """Acknowledged as it was triggered, nobody was ever paged; resolved at that instant, nothing else is told."""
    found = POLICY.explain(INCIDENT, acknowledged_at=INCIDENT)
    assert (found.is_opened, found.pages, found.stays_with) == (True, (), ())
    assert timeline(found) == ["  +0 min  11:00  acknowledged: nobody is paged any more"]
    found = POLICY.explain(INCIDENT, acknowledged_at=INCIDENT, resolved_at=INCIDENT)
    assert timeline(found) == ["  +0 min  11:00  resolved: nobody is paged any more"]


def test_an_incident_stays_with_the_last_that_were_paged() -> None:
    """Where the last level has nobody at noon, that is the level before."""
    policy = EscalationPolicy(name="p", rules=[rule(5, MANAGER), rule(30, nights())])
    found = policy.explain("2025-03-12T12:00:00-04:00")
    assert timeline(found)[-1] == "  +5 min  12:05  nobody else is paged; the incident stays with Manager"
    assert found.stays_with == (MANAGER,)


def test_a_lapse_in_a_later_pass_says_which() -> None:
    """Acknowledged in the second pass, it goes on with level 1 of pass 2."""
    trigger = 1_741_791_600
    found = POLICY.explain(trigger, acknowledged_at=trigger + 1560, acknowledgement_timeout=60)
    assert "  +27 min  11:27  the acknowledgement has run out: on with level 1 of pass 2" in timeline(found)


def test_times_say_the_day_and_the_offset_where_they_differ_from_those_of_the_trigger() -> None:
    """Ten days later there is a date, and after a clock change an offset."""
    policy = EscalationPolicy(name="p", rules=[rule(14_400, ARTICLE), rule(1, MANAGER)])
    # 14 400 minutes are ten days; the clock goes forward on 9 March. It is over after `+10 d 1 min`: eleven columns.
    second = timeline(policy.explain("2025-03-01T12:00:00-05:00"))[1]
    assert second == "  +10 d        Tue 2025-03-11 13:00 -04:00  level 2  Manager, by name"


def test_an_explanation_as_plain_values() -> None:
    """Every event has its seconds after the trigger, and its own values."""
    policy = EscalationPolicy(name="p", rules=[rule(5, MANAGER)])
    found = policy.explain(0, acknowledged_at=300, acknowledgement_timeout=60).to_dict()
    page = {"at": "1970-01-01T00:00:00+00:00", "user": "manager", "name": "Manager", "level": 1, "loop": 0}
    level = {
        "after_seconds": 0,
        "event": "level",
        "at": "1970-01-01T00:00:00+00:00",
        "level": 1,
        "loop": 0,
        "result": "paged",
        "delay_seconds": 300,
        "pages": [{**page, "targets": ["manager"]}],
        "round_robin": None,
        "look_ups": [{"target": "manager", "name": "Manager", "user": "manager", "explanation": None}],
    }
    again, later = "1970-01-01T00:06:00+00:00", "1970-01-01T00:11:00+00:00"
    assert found == {
        "policy": "p",
        "name": "p",
        "time_zone": "Etc/UTC",
        "triggered_at": "1970-01-01T00:00:00+00:00",
        "incident_number": 0,
        "events": [
            level,
            {
                "after_seconds": 300,
                "event": "acknowledged",
                "at": "1970-01-01T00:05:00+00:00",
                "timeout_seconds": 60,
            },
            {"after_seconds": 360, "event": "lapsed", "at": again, "level": 1, "loop": 0},
            {**level, "after_seconds": 360, "at": again, "pages": [{**page, "at": again, "targets": ["manager"]}]},
            {"after_seconds": 660, "event": "over", "at": later, "stays_with": ["manager"]},
        ],
        "stays_with": ["manager"],
    }
    schedule = POLICY.explain(INCIDENT).to_dict()["events"][0]["look_ups"][0]
    assert schedule["explanation"] == ARTICLE.explain(INCIDENT).to_dict()


def test_a_service_explains_with_its_timeouts() -> None:
    """Its acknowledgement lapses after half an hour, and the incident is resolved by itself after four hours."""
    service, trigger = Service(name="s", escalation_policy=POLICY), 1_741_791_600
    found = service.explain(trigger, acknowledged_at=trigger + 60)
    assert found.pages == service.pages(trigger, acknowledged_at=trigger + 60)
    kinds = [(event.kind, event.instant - trigger) for event in found.events if isinstance(event, ExplainedEvent)]
    # Pages start again at 1860 s; two passes of 25 minutes end 3000 s later, and four hours are 14 400 s.
    assert kinds == [("acknowledged", 60), ("lapsed", 1860), ("over", 4860), ("resolved", 14_400)]


def test_what_cannot_be_is_refused() -> None:
    """As for pages: no instant, an acknowledgement before the trigger, a negative number."""
    with pytest.raises(NotAnInstantError, match="triggered_at"):
        POLICY.explain("yesterday")
    with pytest.raises(InvalidValueError, match="acknowledged_at must be at or after the trigger"):
        POLICY.explain(100, acknowledged_at=99)
    with pytest.raises(InvalidValueError, match="incident_number"):
        POLICY.explain(0, incident_number=-1)


@pytest.mark.parametrize(("number", "position"), [(0, 1), (1, 2), (2, 3), (3, 1), (5, 3)])
def test_every_incident_has_the_next_position(number: int, position: int) -> None:
    """Of three targets incident n has the one at n mod 3, counted from 1."""
    policy = EscalationPolicy(name="p", rules=[rule(5, ALICE, BOB, CAROL, in_turn=True)])
    (level,) = policy.explain(0, incident_number=number).levels
    assert (level.position, level.users) == (position, ((ALICE, BOB, CAROL)[position - 1],))
    assert str(level).split("\n")[1].startswith(f"round robin: incident {number}, {number} mod 3 = {position - 1}: ")


def test_what_is_skipped_takes_no_time() -> None:
    """The delay of a level that is skipped is none, of one that waits it is the rule's."""
    for waits, seconds in (("skip", 0), ("wait", 1800)):
        policy = EscalationPolicy(name="p", rules=[rule(30, EMPTY)], empty_rules=waits)  # type: ignore[arg-type]
        (told,) = [each for each in policy.explain(0).to_dict()["events"] if each["event"] == "level"]
        assert told["delay_seconds"] == seconds


def test_a_look_up_shows_its_target_by_id() -> None:
    """Not the whole schedule."""
    (look_up,) = POLICY.explain(INCIDENT).levels[1].look_ups
    assert repr(look_up).startswith("LookUp(target=manager, user=User(")


def test_a_long_time_moves_its_own_row_alone() -> None:
    """Five days later the day says when, six days later the date does; the rows before are as narrow as ever."""
    policy = EscalationPolicy(name="p", rules=[rule(5 * 1440, MANAGER), rule(1440, MANAGER), rule(1, MANAGER)])
    # 2025-01-01 was a Wednesday; `+6 d 1 min` has ten columns, `Mon 12:00` nine.
    assert timeline(policy.explain("2025-01-01T12:00:00Z")) == [
        "  +0 min      12:00      level 1  Manager, by name",
        "  +5 d        Mon 12:00  level 2  Manager, by name",
        "  +6 d        Tue 2025-01-07 12:00  level 3  Manager, by name",
        "  +6 d 1 min  Tue 2025-01-07 12:01  nobody else is paged; the incident stays with Manager",
    ]
