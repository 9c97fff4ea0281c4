"""What becomes of the pages of an escalation policy."""

from __future__ import annotations

import attrs
from hypothesis import given
from hypothesis import strategies as st

from oncall import EscalationPolicy, EscalationRule, Schedule, User
from oncall.analysis.policy_diffs import PolicyDiff
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY, nudges

ERIN = User("erin")
JANUARY, MARCH = "2025-01-06T09:00:00-05:00", "2025-03-03T09:00:00-05:00"


def policy(schedule: Schedule, delay: int = 10, *, num_loops: int = 0) -> EscalationPolicy:
    """A schedule, and after some minutes erin."""
    rules = [EscalationRule(escalation_delay_in_minutes=delay, targets=[each]) for each in (schedule, ERIN)]
    return EscalationPolicy(name="checkout", rules=rules, num_loops=num_loops)


def diff(before: EscalationPolicy | None, after: EscalationPolicy | None, applied_at: str = JANUARY) -> PolicyDiff:
    """The diff over eight weeks of 2025."""
    return PolicyDiff(before=before, after=after, since=JANUARY, until=MARCH, applied_at=applied_at)


def paged(policy: EscalationPolicy, at: int) -> list[tuple[int, str]]:
    """Who is paged how many seconds after a trigger, by the pages themselves; those of one moment in any order."""
    return sorted((int(page.at.timestamp()) - at, page.user.id) for page in policy.pages(at))


@given(edits(), st.integers(1, 900), st.lists(nudges(), min_size=1, max_size=6))
def test_a_trigger_is_told_if_and_only_if_its_pages_differ(edit: Edit, delay: int, asides: list[int]) -> None:
    """Of any instant of the range."""
    before, after = policy(edit.before, 10, num_loops=1), policy(edit.after, delay, num_loops=1)
    since, until = edit.near - 3 * DAY, edit.near + 3 * DAY
    found = PolicyDiff(before=before, after=after, since=since, until=until, applied_at=since)
    for instant in (edit.near, *(edit.near + aside for aside in asides)):
        if since <= instant < until:
            assert (instant in found.triggers) == (paged(before, instant) != paged(after, instant))


@given(edits())
def test_equals_change_nothing(edit: Edit) -> None:
    """Nor does a name."""
    one = policy(edit.before)
    other = attrs.evolve(one, name="payments", id="payments")
    found = PolicyDiff(before=one, after=other, since=edit.near, until=edit.near + DAY, applied_at=edit.near)
    assert found.is_empty
    assert found.is_renamed
    assert found.example is None


def test_another_delay_changes_when_erin_is_paged() -> None:
    """Of every incident; nobody else is paged, so it is a change of times alone."""
    found = diff(policy(weekly("alice")), policy(weekly("alice"), 15))
    assert found.triggers.seconds == 56 * DAY
    (change,) = found.changes
    assert not change.is_of_people
    assert change.to_dict()["before"][1] == {"after_seconds": 600, "level": 2, "loop": 0, "users": ["erin"]}
    assert change.to_dict()["after"][1]["after_seconds"] == 900


def test_a_fourth_person_is_paged_in_the_fourth_week() -> None:
    """Weeks 4 to 8 of three and four people differ: 5 weeks. The example is the first of them."""
    found = diff(policy(weekly("alice", "bob", "carol")), policy(weekly("alice", "bob", "carol", "dave")))
    # The week of 2025-01-27 is the first; incidents of the last minutes before it reach erin at the second level, and
    # no rule comes after her, so nothing of the week before changes.
    assert found.triggers.seconds == 35 * DAY
    example = found.example
    assert example is not None
    assert str(example.span.start) == "2025-01-27 09:00:00-05:00"
    assert [[str(user) for user in each.users] for each in (example.before, example.after) if each] == [
        ["alice", "erin"],
        ["dave", "erin"],
    ]
    assert found.to_dict()["change_count"] == 5


def test_a_policy_that_appears_or_disappears_pages_from_nobody_or_to_nobody() -> None:
    """All incidents are of other people."""
    one = policy(weekly("alice"))
    added, removed = diff(None, one), diff(one, None, MARCH)
    assert added.example is not None
    assert (added.example.before, added.example.is_of_people) == (None, True)
    assert removed.is_empty  # applied when the range is over
    assert removed.policy == one
    assert repr(added) == "<PolicyDiff of checkout: 1 changes>"


def test_every_turn_of_a_round_robin_is_looked_at() -> None:
    """The first incident pages alice before and after; the second one bob, and then carol."""
    alice, bob, carol = map(User, ("alice", "bob", "carol"))
    one, other = (
        EscalationPolicy(
            name="turns",
            rules=[
                EscalationRule(
                    escalation_delay_in_minutes=5,
                    targets=targets,
                    escalation_rule_assignment_strategy="round_robin",
                )
            ],
        )
        for targets in ((alice, bob), (alice, carol))
    )
    (change,) = diff(one, other).changes
    assert change.before is not None
    assert change.after is not None
    assert (change.before.incident_number, change.before.users, change.after.users) == (1, (bob,), (carol,))
