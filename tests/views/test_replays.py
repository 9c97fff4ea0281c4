"""How replays and comparisons of them look in a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import oncall
from oncall import EscalationPolicy, EscalationRule, Incident, PageLog, User
from oncall.views.replays import answers_text
from oncall.views.text import Canvas

if TYPE_CHECKING:
    from oncall import Replay

ALICE, BOB = User("alice", name="Alice"), User("bob", name="Bob")
MIDNIGHT = 1_735_689_600  # 2025-01-01T00:00:00Z
HOUR, MINUTE = 3600, 60
LOG = PageLog(
    [
        Incident(triggered_at=MIDNIGHT, acknowledged_at=MIDNIGHT + 7 * MINUTE, id="P1", title="down"),
        Incident(triggered_at=MIDNIGHT + 12 * HOUR, acknowledged_at=MIDNIGHT + 12 * HOUR + MINUTE, id="P2"),
    ]
)


def through(*people: User, delay: int = 5, log: PageLog = LOG) -> Replay:
    """The log through a policy with a rule for each person."""
    rules = [EscalationRule(escalation_delay_in_minutes=delay, targets=[user]) for user in people]
    return oncall.replay(EscalationPolicy(name="Checkout", rules=rules), log)


def lines(*answers: Replay | oncall.ReplayComparison, width: int = 80) -> list[str]:
    """What is shown of the answers."""
    return answers_text(answers, Canvas(width=width)).rstrip("\n").split("\n")


def test_a_replay() -> None:
    """Alice has a page of each incident, one of them at night; bob the second of the first."""
    assert lines(through(ALICE, BOB)) == [
        "Checkout, escalation policy",
        "2 incidents, Wed 2025-01-01 00:00 to Wed 2025-01-01 12:00 (Etc/UTC)",
        "who    pages  at night  incidents",
        "Alice      2         1          2",
        "Bob        1         1          1",
        "The night is from 22:00 to 07:00, in everybody's own zone.",
        "Nobody is paged about: 0 incidents.",
    ]


def test_a_comparison() -> None:
    """With six minutes instead of five, bob comes a minute later, and all the numbers stay the same."""
    comparison = through(ALICE, BOB).compared_with(through(ALICE, BOB, delay=6))
    assert lines(comparison)[2:] == [
        "        pages                 at night",
        "who    before  after  change    before  after  change",
        "Alice       2      2       0         1      1       0",
        "Bob         1      1       0         1      1       0",
        "The night is from 22:00 to 07:00, in everybody's own zone.",
        "Nobody is paged about: 0 incidents before, 0 after.",
        "Other people, or other times: 1 incident.",
        "  Wed 2025-01-01 00:00 down (P1)",
        "    before  +0 Alice, +5 Bob",
        "    after   +0 Alice, +6 Bob",
    ]


def test_a_narrow_comparison_keeps_the_names() -> None:
    """Where there is no room for the change, it can be worked out from the rest."""
    shown = lines(through(ALICE).compared_with(through(BOB)), width=40)
    assert all(len(line) <= 40 for line in shown)
    assert "Alice      2         1" in lines(through(ALICE), width=30)
    assert "Bob         0      2         0      1" in shown


def test_incidents_that_nobody_is_paged_about_are_named() -> None:
    """Of many, the first ten, and how many more there are."""
    empty = oncall.Schedule(name="nobody", time_zone="Etc/UTC", layers=[])
    policy = EscalationPolicy(name="p", rules=[EscalationRule(escalation_delay_in_minutes=1, targets=[empty])])
    shown = lines(oncall.replay(policy, range(MIDNIGHT, MIDNIGHT + 12 * MINUTE, MINUTE)))
    at = shown.index("Nobody is paged about: 12 incidents.")
    assert shown[at + 1] == "  Wed 2025-01-01 00:00"
    assert shown[at + 10 :] == ["  Wed 2025-01-01 00:09", "  and 2 more, which --format json lists"]


def test_an_offset_has_seconds_where_it_needs_them() -> None:
    """An acknowledgement after 90 seconds that holds for 60 is over at +2:30."""
    log = PageLog([Incident(triggered_at=MIDNIGHT, acknowledged_at=MIDNIGHT + 90)])
    before = through(ALICE, log=log)
    service = oncall.Service(name="s", escalation_policy=before.policy, acknowledgement_timeout=60)
    assert "    after   +0 Alice, +2:30 Alice" in lines(before.compared_with(oncall.replay(service, log)))


def test_hostile_names_do_nothing_to_the_terminal() -> None:
    """Control characters of people, policies and incidents are shown as what they are."""
    evil = "\x1b[2J\r\n[red]"
    log = PageLog([Incident(triggered_at=MIDNIGHT, id=evil, title=evil)])
    rules = [EscalationRule(escalation_delay_in_minutes=1, targets=[User("u", name=evil)])]
    replay = oncall.replay(EscalationPolicy(name=evil, rules=rules), log)
    text = answers_text([replay, replay.compared_with(through(ALICE, log=log))], Canvas())
    assert "\x1b" not in text
    assert "\r" not in text
    assert text.count("\\x1b[2J\\r\\n[red]") >= 5


def test_no_incident_at_all() -> None:
    """A log of nothing has a heading and a table of zeros."""
    assert lines(through(ALICE, log=PageLog()))[:4] == [
        "Checkout, escalation policy",
        "0 incidents",
        "who    pages  at night  incidents",
        "Alice      0         0          0",
    ]
