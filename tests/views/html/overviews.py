"""Pages that the tests look at: the article's, one with everything on it, and one whose names mean harm."""

from __future__ import annotations

from oncall import (
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Override,
    Schedule,
    User,
    check,
    fairness,
)
from oncall.errors import Location, Problem
from oncall.model import Suppression
from oncall.views.answers import Escalation, Outlook, Overview, Rota
from oncall.views.watch import watch
from tests.views.rotas import ALICE, BOB, CAROL, DAVE, checkout, office_hours

SINCE, UNTIL = "2025-03-12T15:00:00Z", "2025-04-09T15:00:00Z"
MANAGER = User("manager", name="Engineering Manager")
HOSTILE = (
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "</style></title><style>*{display:none}</style>",
    "]]> & &amp; &#x3c;b&#x3e; <!-- -->",
    "javascript:alert(1)//https://example.com/?a=b&c=d",
    "\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9 42",
    "\u202egnp.exe\u2066",
    "nul\x00 bell\x07 escape\x1b[31m line\nbreak\u2028",
    "half \ud800 a pair",
    "\U0001f469\u200d\U0001f692 Zo\u00eb",
    "W" * 300,
)
"""Markup, addresses, letters from right to left, marks of direction, controls, what cannot be encoded, and too much."""


def overview(configuration: Configuration, path: str = "infra", **others: object) -> Overview:
    """Everything about a configuration, over four weeks of 2025."""
    return Overview(
        path=path,
        outlooks=[
            Outlook(watch=watch(each, SINCE), rota=Rota.of(each, SINCE, UNTIL), fairness=fairness(each, SINCE, UNTIL))
            for each in configuration.schedules.values()
        ],
        escalations=[
            Escalation(policy=each, triggered_at=SINCE) for each in configuration.escalation_policies.values()
        ],
        report=check(configuration, since=SINCE),
        warnings=configuration.warnings,
        **others,  # type: ignore[arg-type]
    )


def article() -> Configuration:
    """The article's schedule, and its policy: ten minutes for it, fifteen for the manager, three times."""
    schedule = checkout()
    rules = [
        EscalationRule(escalation_delay_in_minutes=10, targets=[schedule]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[MANAGER]),
    ]
    policy = EscalationPolicy(name="Checkout Escalation", num_loops=2, rules=rules)
    return Configuration(schedules=[schedule], escalation_policies=[policy])


def everything() -> Configuration:
    """Overrides, gaps, several zones, a level that is silent and one in turn, a comment, and a warning."""
    swap = Override(user=DAVE, start="2025-03-14T00:00:00-04:00", end="2025-03-15T00:00:00-04:00")
    covered, bare = checkout(overrides=(swap,)), office_hours(ALICE, BOB)
    madrid = Schedule(
        name="Search",
        time_zone="Europe/Madrid",
        description="Asks the index.",
        layers=[
            Layer.daily([CAROL, DAVE], start="2025-01-06T09:00:00+01:00", hand_off="09:00", time_zone="Europe/Madrid")
        ],
        where=Location("search.tf", 3),
    )
    evenings = Schedule(
        name="Evenings",
        time_zone="America/New_York",
        layers=[
            Layer.weekly(
                [ALICE],
                start="2025-01-06T09:00:00-05:00",
                hand_off="mon 09:00",
                time_zone="America/New_York",
                name="Late",
                restrictions=[DailyRestriction(start_time_of_day="20:00:00", duration_seconds=7200)],
            )
        ],
        where=Location("evenings.tf", 1),
    )
    rules = [
        EscalationRule(escalation_delay_in_minutes=5, targets=[evenings]),
        EscalationRule(escalation_delay_in_minutes=10, targets=[covered, bare, MANAGER]),
        EscalationRule(
            escalation_delay_in_minutes=15,
            targets=[ALICE, BOB],
            escalation_rule_assignment_strategy="round_robin",
        ),
    ]
    never = EscalationPolicy(
        name="Evenings only", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[evenings])]
    )
    comment = Suppression(
        where=Location("evenings.tf", 1), first_line=1, last_line=9, checks=["OC001"], reason="it is a trial"
    )
    return Configuration(
        schedules=[covered, bare, madrid, evenings],
        escalation_policies=[EscalationPolicy(name="All of it", num_loops=1, rules=rules), never],
        warnings=[Problem("infra", "a block is left out", Location("infra/a.tf", 7))],
        suppressions=[comment],
    )


def hostile() -> Configuration:
    """Every name and every place is one that means harm."""
    people = [User(name, name=name) for name in HOSTILE]
    schedules: list[Schedule] = []
    for number, name in enumerate(HOSTILE):
        layer = Layer.daily(
            people[number:] + people[:number],
            start="2025-01-06T09:00:00-05:00",
            hand_off="09:00",
            time_zone="America/New_York",
            name=name,
        )
        where = Location(name, number + 1)
        schedules.append(
            Schedule(name=name, time_zone="America/New_York", layers=[layer], description=name, where=where)
        )
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[*schedules[:5], *people[:5]])]
    policies = [EscalationPolicy(name=name, description=name, num_loops=1, rules=rules) for name in HOSTILE]
    warnings = [Problem(name, name) for name in HOSTILE]
    return Configuration(schedules=schedules, escalation_policies=policies, warnings=warnings)
