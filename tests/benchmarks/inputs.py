"""What is measured: the schedules, the policies and the instants that ours and every peer are asked about.

The main input is `MAIN`: four people who take weeks, and above them four others who take the nights from 20:00 to
08:00, in New York. Its 2025 has 1 + 365 + 365 = 731 shifts: what is left of the first night, each day, and each night
that begins in the year. (Weeks change hands at midnight, under a night.)
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import attrs

from oncall import DailyRestriction, EscalationPolicy, EscalationRule, Layer, Override, Schedule, User

HOUR, DAY, WEEK = 3600, 86_400, 604_800
NIGHT_BEGINS, NIGHT_ENDS = 20, 8  # o'clock
SINCE, UNTIL = 1_735_707_600, 1_767_243_600  # 2025-01-01T00:00-05:00 to 2026-01-01T00:00-05:00
AT = 1_741_791_600  # 2025-03-12T15:00Z
YEAR = UNTIL - SINCE

DAY_PEOPLE = ("alice", "bob", "carol", "dave")
NIGHT_PEOPLE = ("erin", "frank", "grace", "heidi")


@attrs.frozen(kw_only=True)
class Rota:
    """A weekly layer beneath a nightly one, in plain words: ours and every peer are made from it.

    `weeks_from` and `nights_from` are the virtual starts, as naive readings of the clock in `zone`. Nothing changes
    hands in an hour in which clocks change, so that readings have one meaning.
    """

    zone: str
    weeks_from: datetime
    nights_from: datetime
    weeks: tuple[str, ...] = DAY_PEOPLE
    nights: tuple[str, ...] = NIGHT_PEOPLE


MAIN = Rota(zone="America/New_York", weeks_from=datetime(2025, 1, 1), nights_from=datetime(2025, 1, 1, NIGHT_BEGINS))

ZONES = (
    "America/New_York",
    "Europe/Madrid",
    "Asia/Kolkata",
    "Australia/Sydney",
    "America/Sao_Paulo",
    "Europe/London",
    "Asia/Tokyo",
    "America/Los_Angeles",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
"""Their clocks change between 00:00 and 04:00, if they do."""


def different(count: int) -> list[Rota]:
    """So many rotas of eight people each, no two with the same people, virtual starts and zone."""
    return [
        Rota(
            zone=ZONES[number % len(ZONES)],
            weeks_from=datetime(2015, 1, 1, 9 + number % 10) + timedelta(days=number),
            nights_from=datetime(2015, 1, 1, NIGHT_BEGINS) + timedelta(days=number * 7 % 365),
            weeks=tuple(f"{name} {number}" for name in DAY_PEOPLE),
            nights=tuple(f"{name} {number}" for name in NIGHT_PEOPLE),
        )
        for number in range(count)
    ]


def schedule_of(rota: Rota, *, overrides: int = 0) -> Schedule:
    """The rota as a schedule, made anew; with so many overrides of a few minutes, spread evenly over 2025."""
    zone = ZoneInfo(rota.zone)
    start = min(rota.weeks_from, rota.nights_from).replace(tzinfo=zone)
    people = list(map(User, rota.weeks))
    weeks = Layer(
        name="Weekly",
        start=start,
        rotation_virtual_start=rota.weeks_from.replace(tzinfo=zone),
        rotation_turn_length_seconds=WEEK,
        users=people,
    )
    nights = Layer(
        name="Nights",
        start=start,
        rotation_virtual_start=rota.nights_from.replace(tzinfo=zone),
        rotation_turn_length_seconds=DAY,
        users=list(map(User, rota.nights)),
        restrictions=[
            DailyRestriction(
                start_time_of_day=f"{NIGHT_BEGINS}:00:00", duration_seconds=(24 - NIGHT_BEGINS + NIGHT_ENDS) * HOUR
            )
        ],
    )
    starts = [SINCE + YEAR * number // overrides for number in range(overrides)]
    return Schedule(
        name="nightly",
        time_zone=rota.zone,
        layers=[weeks, nights],
        overrides=[
            Override(user=people[number % len(people)], start=start, end=start + 600)
            for number, start in enumerate(starts)
        ],
    )


def _weekly(name: str, virtual_start: str) -> Layer:
    return Layer(
        name=name,
        start="2025-01-01T00:00:00-05:00",
        rotation_virtual_start=virtual_start,
        rotation_turn_length_seconds=WEEK,
        users=list(map(User, DAY_PEOPLE)),
    )


NIGHTLY = schedule_of(MAIN)
ARTICLE = Schedule(
    name="article",
    time_zone="America/New_York",
    layers=[_weekly("Primary", "2025-01-01T00:00:00-05:00"), _weekly("Secondary", "2025-01-08T00:00:00-05:00")],
)
DELAYS = (10, 15)  # minutes
LOOPS = 2


def policy_of(schedule: Schedule) -> EscalationPolicy:
    """Whoever is on call, ten minutes later the manager, 15 minutes later again: three passes, six pages."""
    targets: tuple[Schedule | User, ...] = (schedule, User("manager"))
    return EscalationPolicy(
        name="policy",
        num_loops=LOOPS,
        rules=[
            EscalationRule(escalation_delay_in_minutes=delay, targets=[target])
            for delay, target in zip(DELAYS, targets, strict=True)
        ],
    )


POLICY = policy_of(ARTICLE)


def random_instants(count: int, since: int = SINCE, until: int = UNTIL) -> list[int]:
    """So many instants of `[since, until)`, the same ones every time."""
    source = random.Random(0)  # noqa: S311 - no secret
    return [source.randrange(since, until) for _ in range(count)]


@attrs.frozen(kw_only=True)
class Size:
    """How much is asked."""

    points: int
    many: int
    schedules: int
    checked: tuple[int, int]
    teams: int
    events: int


FULL = Size(points=1000, many=1_000_000, schedules=1000, checked=(1000, 300), teams=168, events=10_000)
"""What the targets are about."""

QUICK = Size(points=30, many=3000, schedules=10, checked=(20, 6), teams=3, events=20)
"""Only whether everybody agrees."""
