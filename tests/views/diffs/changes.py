"""Small changes that the tests of the views look at; all of them are in UTC, where a week has 168 hours.

The first turn begins on Monday 2025-01-06 at 09:00, and so do the changes and the four weeks that are looked at: of two
people the first has weeks 0 and 2, of three the first has weeks 0 and 3.
"""

from __future__ import annotations

from functools import cache

from oncall import (
    Configuration,
    DailyRestriction,
    EscalationPolicy,
    EscalationRule,
    Layer,
    Override,
    Schedule,
    Settings,
    User,
)
from oncall.checks.diffing import Diff, diff
from oncall.chronology.instants import to_text
from oncall.chronology.zones import Zone

ALICE, BOB, CAROL, DAVE = (User(name.lower(), name=name) for name in ("Alice", "Bob", "Carol", "Dave"))
SINCE, UNTIL = "2025-01-06T09:00:00Z", "2025-02-03T09:00:00Z"
FEW = Settings(select=("OC607",))
"""One cheap check, where none matters: that every schedule is used."""
HOSTILE = (
    "@everyone and @org/team",
    "see #12, org/repo#34 and GH-56 or TICKET-78",
    "https://example.com/?a=b&c=d and www.example.com",
    "mail me@example.com or mailto:me@example.com",
    "a | b \\| c ` d `` e * f _ g ~~h~~",
    "<script>alert(1)</script><!-- -->",
    "[link](https://example.com) ![image](x.png) [^1] [x]",
    "</details></summary></sub>",
    "# heading",
    "1. first",
    "- [ ] task",
    "> quoted",
    "``` fence",
    "line\nbreak\r\n| --- |\u2028",
    "\u05d3\u05e0\u05d4 \u05dc\u05d5\u05d9 42",
    "\u202egnp.exe\u2066",
    "nul\x00 bell\x07 escape\x1b[31m half \ud800",
    ":smile: $x^2$ &amp; &#64;bob \\@bob",
    "a5c3785ed8d6a35868bc169f07e40e889087fd2e",
    "    code",
    "\u200d",
    "W" * 300,
)
"""Mentions, references, addresses, markup of both kinds, letters from right to left, controls, and too much."""


def weekly(
    *users: User, name: str = "Checkout", id_: str = "checkout", overrides: tuple[Override, ...] = ()
) -> Schedule:
    """Weekly turns from Monday to Monday at 09:00."""
    layer = Layer.weekly(users, start=SINCE, hand_off="mon 09:00", time_zone="Etc/UTC")
    return Schedule(name=name, id=id_, time_zone="Etc/UTC", layers=[layer], overrides=overrides)


def office(user: User) -> Schedule:
    """One person from 09:00 to 17:00 every day, from 2025-01-06 on."""
    hours = DailyRestriction(start_time_of_day="09:00:00", duration_seconds=8 * 3600)
    layer = Layer(
        name="Office",
        start=SINCE,
        rotation_virtual_start=SINCE,
        rotation_turn_length_seconds=604_800,
        users=[user],
        restrictions=[hours],
    )
    return Schedule(name="Checkout", id="checkout", time_zone="Etc/UTC", layers=[layer])


def week(user: User, number: int) -> Override:
    """Somebody else for all of a week."""
    begin = 1_736_154_000 + number * 604_800  # 2025-01-06T09:00:00Z is 20,094 days and 9 hours after 1970
    return Override(user=user, start=_text(begin), end=_text(begin + 604_800))


def policy(schedule: Schedule, minutes: int = 10, *, name: str = "Main", id_: str = "main") -> EscalationPolicy:
    """The schedule first, and Dave after some minutes."""
    rules = [
        EscalationRule(escalation_delay_in_minutes=minutes, targets=[schedule]),
        EscalationRule(escalation_delay_in_minutes=15, targets=[DAVE]),
    ]
    return EscalationPolicy(name=name, id=id_, rules=rules)


def changed(
    before: Schedule | Configuration | EscalationPolicy,
    after: Schedule | Configuration | EscalationPolicy,
    since: str = SINCE,
    until: str = UNTIL,
    **others: object,
) -> Diff:
    """The diff over four weeks from the moment of applying."""
    return diff(before, after, since, until, **{"settings": FEW, **others})  # type: ignore[arg-type]


def joined(**others: object) -> Diff:
    """Carol joins Alice and Bob: weeks 2 and 3 go from Alice to Carol, and from Bob to Alice."""
    return changed(weekly(ALICE, BOB), weekly(ALICE, BOB, CAROL), **others)  # type: ignore[arg-type]


@cache
def hostile() -> Diff:
    """Schedules, policies and people with names that mean harm: all have a day of their own, and all change hands."""
    names = HOSTILE
    people = [User(f"user-{number}", name=name) for number, name in enumerate(names)]
    others = [User(f"other-{number}", name=name) for number, name in enumerate(names)]
    before, after = (
        [
            _daily(*users, name=names[number % len(names)], id_=f"schedule-{number}")
            for number, users in enumerate(teams, start=first)
        ]
        for first, teams in ((0, (people, others)), (1, (people, others)))
    )
    return changed(
        Configuration(schedules=before, escalation_policies=[policy(before[0], name=names[0], id_=names[-1])]),
        Configuration(schedules=after, escalation_policies=[policy(after[0], 5, name=names[-1], id_=names[-1])]),
        holidays={people[0]: ["2025-01-20"]},
        settings=Settings(),
    )


def _daily(*users: User, name: str, id_: str) -> Schedule:
    layer = Layer.daily(users, start=SINCE, hand_off="09:00", time_zone="Etc/UTC")
    return Schedule(name=name, id=id_, time_zone="Etc/UTC", layers=[layer])


def _text(seconds: int) -> str:
    return to_text(seconds, Zone.named("Etc/UTC"))
