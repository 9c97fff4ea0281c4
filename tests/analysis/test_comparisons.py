"""What is different when the same incidents go through another policy."""

from __future__ import annotations

from typing import Any

import pytest

import oncall
from oncall import EscalationPolicy, EscalationRule, Incident, PageLog, Replay, ReplayComparison, User
from oncall.errors import InvalidValueError

ALICE, BOB, CAROL = (User(name.lower(), name=name) for name in ("Alice", "Bob", "Carol"))
MIDNIGHT = 1_735_689_600  # 2025-01-01T00:00:00Z
HOUR, MINUTE = 3600, 60
LOG = PageLog(
    [
        Incident(triggered_at=MIDNIGHT, acknowledged_at=MIDNIGHT + 7 * MINUTE, id="night"),
        Incident(triggered_at=MIDNIGHT + 12 * HOUR, acknowledged_at=MIDNIGHT + 12 * HOUR + MINUTE, id="day"),
    ]
)


def through(*people: User, delay: int = 5, log: PageLog = LOG) -> Replay:
    """The log through a policy with a rule for each person."""
    rules = [EscalationRule(escalation_delay_in_minutes=delay, targets=[user]) for user in people]
    return oncall.replay(EscalationPolicy(name="policy", rules=rules), log)


def changed(comparison: ReplayComparison) -> list[tuple[str, bool]]:
    """The incidents that differ, and whether the people do."""
    return [(change.incident.id, change.is_of_people) for change in comparison.changes]


def test_other_people_are_a_change() -> None:
    """Carol instead of bob on the second level makes a difference for the incident that gets there."""
    assert changed(through(ALICE, BOB).compared_with(through(ALICE, CAROL))) == [("night", True)]
    assert changed(through(ALICE).compared_with(through(BOB))) == [("night", True), ("day", True)]


def test_other_times_are_a_change() -> None:
    """With six minutes instead of five, bob is paged a minute later; the incident that alice answers is the same."""
    assert changed(through(ALICE, BOB).compared_with(through(ALICE, BOB, delay=6))) == [("night", False)]


def test_the_same_people_at_the_same_times_are_no_change() -> None:
    """Whether two people are two targets of a rule in one order or the other does not matter to them."""
    first, second = (
        oncall.replay(
            EscalationPolicy(name="p", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=targets)]), LOG
        )
        for targets in ([ALICE, BOB], [BOB, ALICE])
    )
    assert changed(first.compared_with(second)) == []


def test_everybody_has_numbers_before_and_after() -> None:
    """Bob's page at 00:05 goes to carol: bob has one less at night, carol one more, alice the same."""
    comparison = through(ALICE, BOB).compared_with(through(ALICE, CAROL))
    found = [(it.user.id, it.before.counts, it.after.counts, it.difference) for it in comparison.loads]
    none, one = {"pages": 0, "woken": 0, "incidents": 0}, {"pages": 1, "woken": 1, "incidents": 1}
    both = {"pages": 2, "woken": 1, "incidents": 2}
    assert found == [
        ("alice", both, both, none),
        ("carol", none, one, one),
        ("bob", one, none, {"pages": -1, "woken": -1, "incidents": -1}),
    ]


def test_a_comparison_reads_well() -> None:
    """The numbers stand beside each other."""
    comparison = through(ALICE, BOB).compared_with(through(ALICE, CAROL))
    assert str(comparison).splitlines() == [
        "policy: other people or times, incidents 1 of 2",
        "  Alice: pages 2 to 2, at night 1 to 1",
        "  Carol: pages 0 to 1, at night 0 to 1",
        "  Bob: pages 1 to 0, at night 1 to 0",
        "  nobody is paged: incidents 0 to 0",
    ]
    assert repr(comparison).startswith("<ReplayComparison of <Replay of 2 incidents through policy> with ")


def test_a_comparison_as_plain_values() -> None:
    """The incident that differs has the pages of both."""
    found = through(ALICE, BOB).compared_with(through(ALICE, CAROL)).to_dict()
    assert found["before"] == found["after"] == {"policy": "policy", "service": None}
    assert (found["incident_count"], found["unpaged"]) == (2, {"before": [], "after": []})
    (change,) = found["changes"]
    paged = {name: [page["user"] for page in pages] for name, pages in change["pages"].items()}
    assert (change["id"], paged) == ("night", {"before": ["alice", "bob"], "after": ["alice", "carol"]})
    assert found["people"][1]["difference"] == {"pages": 1, "woken": 1, "incidents": 1}


def test_other_incidents_cannot_be_compared() -> None:
    """A replay of a part of the log is of other incidents."""
    with pytest.raises(InvalidValueError, match="after must be a replay of the same 2 incidents"):
        through(ALICE).compared_with(through(ALICE, log=PageLog(LOG[:1])))


def test_other_nights_cannot_be_compared() -> None:
    """Pages of 22 to 7 hours and of 0 to 6 hours are different things."""
    before = through(ALICE)
    with pytest.raises(InvalidValueError, match="the same night"):
        before.compared_with(oncall.replay(before.policy, LOG, night=(0, 6)))


def test_only_replays_are_compared() -> None:
    """Anything else is named, with the field that was to hold it."""
    replay = through(ALICE)
    wrong: Any = 3
    with pytest.raises(InvalidValueError, match="after must be a Replay, got 3"):
        replay.compared_with(wrong)
    for before, after, field in ((replay, wrong, "after"), (wrong, replay, "before")):
        with pytest.raises(InvalidValueError, match=f"{field} must be a Replay, got 3"):
            ReplayComparison(before=before, after=after)
