"""What a replay tells; that its pages are right is in tests/agreement/test_replay_agrees.py."""

from __future__ import annotations

import pickle
from typing import Any

import attrs
import pytest

import oncall
from oncall import EscalationPolicy, EscalationRule, Incident, Layer, Page, PageLog, Schedule, Service, User
from oncall.errors import InvalidValueError

ALICE, BOB = User("alice", name="Alice"), User("bob", name="Bob", time_zone="Asia/Tokyo")
MANAGER = User("manager", name="Manager")
MIDNIGHT = 1_735_689_600  # 2025-01-01T00:00:00Z
DAY, HOUR, MINUTE = 86_400, 3600, 60
ROTA = Schedule(
    name="rota",
    time_zone="America/New_York",
    layers=[
        Layer(start=MIDNIGHT, rotation_virtual_start=MIDNIGHT, rotation_turn_length_seconds=DAY, users=[ALICE, BOB])
    ],
)


def policy(*targets: User | Schedule, **others: Any) -> EscalationPolicy:
    """A policy with a rule of ten minutes for each target."""
    rules = [EscalationRule(escalation_delay_in_minutes=10, targets=[target]) for target in targets]
    return EscalationPolicy(name="policy", rules=rules, **others)


POLICY = policy(ROTA, MANAGER)


def incident(triggered: int, *, answered: int | None = None, **others: Any) -> Incident:
    """An incident that is acknowledged so many minutes after the trigger."""
    acknowledged = None if answered is None else triggered + answered * MINUTE
    return Incident(triggered_at=triggered, acknowledged_at=acknowledged, **others)


def summary(replay: oncall.Replay) -> list[tuple[str, int, int, int]]:
    """The numbers of each person."""
    return [(load.user.id, load.pages, load.woken, load.incidents) for load in replay.loads]


def test_a_log_of_nothing() -> None:
    """It has no pages, and everybody whom the policy names has none."""
    replay = oncall.replay(POLICY, [])
    assert (len(replay), replay.pages, replay.woken, replay.unpaged) == (0, (), (), ())
    assert summary(replay) == [("alice", 0, 0, 0), ("bob", 0, 0, 0), ("manager", 0, 0, 0)]
    assert replay.compared_with(replay).changes == ()


def test_a_log_is_whatever_a_page_log_takes() -> None:
    """Instants, pages and incidents are put in the order of their triggers."""
    page = Page(at=MIDNIGHT, user=BOB)
    replay = oncall.replay(POLICY, [MIDNIGHT + 5, page, "2025-01-02T00:00:00Z"])
    assert [each.incident.timing[0] - MIDNIGHT for each in replay] == [0, 5, DAY]
    assert replay == oncall.replay(POLICY, PageLog([MIDNIGHT + DAY, MIDNIGHT + 5, page]))


def test_night_is_in_the_zone_of_the_person() -> None:
    """Bob is in Tokyo whatever his schedule says; alice has the clock of the schedule that she is reached through."""
    # 2025-01-02 00:00Z is 09:00 in Tokyo; 2025-01-03 00:00Z is 19:00 the day before in New York, 03:00Z is 22:00.
    replay = oncall.replay(policy(ROTA), [MIDNIGHT + DAY, MIDNIGHT + 2 * DAY, MIDNIGHT + 2 * DAY + 3 * HOUR])
    assert [each.wakes for each in replay] == [(False,), (False,), (True,)]
    # 13:00Z is 22:00 in Tokyo and 08:00 in New York.
    (found,) = oncall.replay(policy(ROTA), [MIDNIGHT + DAY + 13 * HOUR]).woken
    assert (found.user, found.at.hour) == (BOB, 8)


def test_somebody_named_by_a_rule_has_the_night_of_the_policy() -> None:
    """The manager's zone is not known: that of the policy's first schedule is taken, and UTC where there is none."""
    # 2025-01-03 23:00Z is 18:00 in New York.
    assert oncall.replay(policy(MANAGER, ROTA), [incident(MIDNIGHT + 2 * DAY + 23 * HOUR, answered=5)]).woken == ()
    assert len(oncall.replay(policy(MANAGER), [MIDNIGHT + 2 * DAY + 23 * HOUR]).woken) == 1


def test_incidents_without_a_number_take_turns() -> None:
    """Of two targets the first has the first and the third incident of the log; a number is kept where there is one."""
    ring = EscalationRule(
        escalation_delay_in_minutes=5, targets=[ALICE, BOB], escalation_rule_assignment_strategy="round_robin"
    )
    turns = EscalationPolicy(name="ring", rules=[ring])
    log = PageLog(
        [MIDNIGHT, MIDNIGHT + HOUR, MIDNIGHT + 2 * HOUR, Incident(triggered_at=MIDNIGHT + 3 * HOUR, number=0)]
    )
    assert [page.user for page in oncall.replay(turns, log).pages] == [ALICE, BOB, ALICE, ALICE]


def test_the_night_can_have_other_hours() -> None:
    """A page at 23:00 wakes nobody whose night is from 0 to 6 hours."""
    log = [MIDNIGHT + 23 * HOUR]
    assert len(oncall.replay(policy(MANAGER), log).woken) == 1
    assert oncall.replay(policy(MANAGER), log, night=(0, 6)).woken == ()


def test_everybody_has_numbers() -> None:
    """Alice answers one of three incidents and bob another; the third goes on from bob to the manager."""
    noon = MIDNIGHT + 12 * HOUR  # 07:00 in New York, 21:00 in Tokyo
    log = [incident(noon, answered=3), incident(noon + DAY, answered=12), incident(noon + DAY + HOUR, answered=1)]
    replay = oncall.replay(POLICY, log)
    assert summary(replay) == [("bob", 2, 1, 2), ("alice", 1, 0, 1), ("manager", 1, 0, 1)]
    assert [page.instant for page in replay.for_user("bob")] == [noon + DAY, noon + DAY + HOUR]
    assert replay.for_user(ALICE) == replay[0].pages


def test_incidents_that_nobody_is_paged_about() -> None:
    """Before the rota starts, a policy that has nothing else pages nobody."""
    log = PageLog([MIDNIGHT - 1, MIDNIGHT])
    replay = oncall.replay(policy(ROTA), log)
    assert replay.unpaged == log[:1]
    assert str(replay[0]) == "2024-12-31T18:59:59-05:00: nobody is paged"


def test_a_service_has_its_timeouts() -> None:
    """The acknowledgement of minute 5 lapses at minute 35, the manager's rule follows, and minute 46 ends it."""
    service = Service(name="shop", escalation_policy=POLICY, auto_resolve_timeout=46 * MINUTE)
    (replayed,) = oncall.replay(service, [incident(MIDNIGHT, answered=5)])
    pages = [((page.instant - MIDNIGHT) // MINUTE, page.user.id) for page in replayed.pages]
    assert pages == [(0, "alice"), (35, "alice"), (45, "manager")]
    assert oncall.replay(service, [MIDNIGHT]).title == "shop"


def test_incidents_far_apart() -> None:
    """Centuries lie between them, and the first is before the rota starts."""
    log = [-60_000_000_000, MIDNIGHT, MIDNIGHT + 7_000 * 365 * DAY]
    replay = oncall.replay(POLICY, log)
    assert [each.pages for each in replay] == [POLICY.pages(instant) for instant in log]


def test_an_escalation_ends_with_time() -> None:
    """What would be paged after the last instant there is, nobody is; as by the policy itself."""
    end = "9999-12-29T23:55:00Z"
    (replayed,) = oncall.replay(POLICY, [end])
    assert replayed.pages == POLICY.pages(end)
    assert len(replayed.pages) == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((ROTA, []), "policy must be an EscalationPolicy or a Service"),
        ((POLICY, 5), "incidents must be a list"),
        ((POLICY, "2025-01-01T00:00:00Z"), "incidents must be a list"),
    ],
)
def test_what_is_no_policy_or_no_log_is_refused(arguments: tuple[Any, Any], message: str) -> None:
    """The message names the argument."""
    with pytest.raises(InvalidValueError, match=message):
        oncall.replay(*arguments)


def test_a_replay_is_a_value() -> None:
    """It is equal to its copy, hashes alike, and is a sequence."""
    replay = oncall.replay(POLICY, [MIDNIGHT, MIDNIGHT + DAY])
    same = pickle.loads(pickle.dumps(replay))  # noqa: S301
    assert same == replay == attrs.evolve(replay)
    assert hash(same) == hash(replay)
    assert [*replay] == [*replay[:]] == [replay[0], replay[-1]]
    assert repr(replay) == "<Replay of 2 incidents through policy>"


def test_a_replay_reads_well() -> None:
    """Everybody has a line, and an incident can be read by itself."""
    replay = oncall.replay(POLICY, [incident(MIDNIGHT + 3 * HOUR, answered=11, title="Payments fail")])
    # 2025-01-01 03:00Z is 22:00 in New York.
    assert str(replay).splitlines() == [
        "policy: pages 2, at night (22:00 to 07:00) 2, incidents 1",
        "  Alice: pages 1, at night 1, incidents 1",
        "  Manager: pages 1, at night 1, incidents 1",
        "  Bob: pages 0, at night 0, incidents 0",
        "  nobody is paged: incidents 0",
    ]
    expected = "2024-12-31T22:00:00-05:00 Payments fail: 22:00 Alice (at night), 22:10 Manager (at night)"
    assert str(replay[0]) == expected


def test_a_replay_as_plain_values() -> None:
    """Times are in the policy's zone; every page says whether it wakes somebody."""
    replay = oncall.replay(POLICY, [incident(MIDNIGHT, answered=5, id="P1", title="down")])
    found = replay.to_dict()
    assert found["people"][0] == {"user": "alice", "name": "Alice", "pages": 1, "woken": 0, "incidents": 1}
    (only,) = found.pop("incidents")
    assert {key: found[key] for key in ("policy", "service", "name", "time_zone", "night")} == {
        "policy": "policy",
        "service": None,
        "name": "policy",
        "time_zone": "America/New_York",
        "night": [22, 7],
    }
    assert only == {
        "id": "P1",
        "title": "down",
        "triggered_at": "2024-12-31T19:00:00-05:00",
        "pages": [
            {
                "at": "2024-12-31T19:00:00-05:00",
                "user": "alice",
                "name": "Alice",
                "level": 1,
                "loop": 0,
                "targets": ["rota"],
                "wakes": False,
            }
        ],
    }


def test_pages_are_asked_of_a_user_or_an_id() -> None:
    """Anything else has no pages because it is no person, which is not the same as a person without pages."""
    found = oncall.replay(POLICY, [incident(MIDNIGHT)])
    assert found.for_user("manager") == found.for_user(MANAGER) != ()
    wrong: Any = 3
    with pytest.raises(InvalidValueError, match="user must be a User or the id of one, got 3"):
        found.for_user(wrong)
