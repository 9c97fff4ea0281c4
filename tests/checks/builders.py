"""Short ways to say the schedules and policies that the checks are tried with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall import Configuration, EscalationPolicy, EscalationRule, Finding, Layer, Proof, Report, Schedule, User, check
from oncall.checks import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall import DailyRestriction, Override, WeeklyRestriction

ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))
NEW_YORK = "America/New_York"
MONDAY = "2025-01-06T09:00:00-05:00"
DAY, WEEK = 86_400, 604_800


def layer(
    *users: User,
    turn: int = WEEK,
    start: str = MONDAY,
    virtual: str | None = None,
    end: str | None = None,
    name: str = "",
    restrictions: Iterable[DailyRestriction | WeeklyRestriction] = (),
) -> Layer:
    """A layer of weekly turns that change hands on Mondays at 09:00 in New York, unless told otherwise."""
    return Layer(
        name=name,
        start=start,
        end=end,
        rotation_virtual_start=virtual or start,
        rotation_turn_length_seconds=turn,
        users=users,
        restrictions=tuple(restrictions),
    )


def schedule(*layers: Layer, overrides: Iterable[Override] = (), zone: str = NEW_YORK, name: str = "rota") -> Schedule:
    """A schedule in New York, unless told otherwise."""
    return Schedule(name=name, time_zone=zone, layers=layers, overrides=overrides)


def policy(*levels: tuple[int, User | Schedule], loops: int = 0) -> EscalationPolicy:
    """A policy of rules with one target each: the delay in minutes, and the target."""
    rules = [EscalationRule(escalation_delay_in_minutes=minutes, targets=[target]) for minutes, target in levels]
    return EscalationPolicy(name="policy", rules=rules, num_loops=loops)


def asked(
    code: str, *subjects: Schedule | EscalationPolicy, settings: Settings | None = None, since: str | None = None
) -> Report:
    """What one check says of some schedules and policies."""
    configuration = Configuration(
        schedules=[each for each in subjects if isinstance(each, Schedule)],
        escalation_policies=[each for each in subjects if isinstance(each, EscalationPolicy)],
    )
    report = check(configuration, settings=settings or Settings(select=[code]), since=since)
    findings = tuple(each for each in report.findings if each.code == code)
    return Report(findings, tuple(each for each in report.proofs if each.code == code))


def finding(code: str, *subjects: Schedule | EscalationPolicy, since: str | None = None) -> Finding:
    """The one finding of a check."""
    (found,) = asked(code, *subjects, since=since).findings
    return found


def proof(code: str, *subjects: Schedule | EscalationPolicy, since: str | None = None) -> Proof:
    """The one proof of a check."""
    (found,) = asked(code, *subjects, since=since).proofs
    return found
