"""A diff is a change with what the checks find and prove before and after it."""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given

from oncall import Configuration, EscalationPolicy, EscalationRule, Schedule, Settings, User
from oncall.checks.diffing import diff
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY

JANUARY, MARCH = "2025-01-06T09:00:00-05:00", "2025-03-03T09:00:00-05:00"
THREE, FOUR = weekly("alice", "bob", "carol"), weekly("alice", "bob", "carol", "dave")


@given(edits())
def test_schedules_may_be_given_alone(edit: Edit) -> None:
    """Whatever they are called, the one becomes the other."""
    since, until = edit.near, edit.near + 30 * DAY
    other = attrs.evolve(edit.after, name="another", id="another")
    found = diff(edit.before, other, since, until)
    (one,) = found.schedules
    assert one.before is not None
    assert one.after == other
    whole = diff(Configuration(schedules=[edit.before]), Configuration(schedules=[edit.after]), since, until)
    assert one.reassignments == whole.schedules[0].reassignments


def test_policies_may_be_given_alone() -> None:
    """With their schedules."""
    one, other = (
        EscalationPolicy(name=name, rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[schedule])])
        for name, schedule in (("one", THREE), ("other", FOUR))
    )
    found = diff(one, other, JANUARY, MARCH)
    assert [each.id for each in found.changed_policies] == ["other"]
    assert [each.id for each in found.changed_schedules] == ["checkout"]


def test_findings_appear_and_disappear() -> None:
    """A third of the time each is too much (OC305: at most 25 %), a quarter is not; both are too few people (OC306)."""
    found = diff(THREE, FOUR, JANUARY, MARCH)
    assert [each.code for each in found.gone_findings] == ["OC305"]
    assert found.new_findings == ()
    back = diff(FOUR, THREE, JANUARY, MARCH)
    assert [each.code for each in back.new_findings] == ["OC305"]
    assert back.gone_findings == ()
    assert [each["code"] for each in back.to_dict()["new_findings"]] == ["OC305"]


def test_a_schedule_and_a_policy_of_one_id_are_two_things() -> None:
    """The check asks both for a second person (OC001): the schedule loses theirs and the policy is given one.

    And a schedule that is renamed does not rename the policy with its id.
    """
    alone, pair = weekly("alice"), weekly("alice", "bob")

    def both(schedule: Schedule, *paged: str, id_: str = "one") -> Configuration:
        rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[User(name)]) for name in paged]
        policy = EscalationPolicy(id="one", name="policy", rules=rules)
        return Configuration(schedules=[attrs.evolve(schedule, id=id_)], escalation_policies=[policy])

    only = Settings(select=["OC001"])
    found = diff(both(pair, "alice"), both(alone, "alice", "bob"), JANUARY, MARCH, settings=only)
    assert [(each.subject, each.kind) for each in found.new_findings] == [("one", "schedule")]
    assert [(each.subject, each.kind) for each in found.gone_findings] == [("one", "policy")]
    turned = {(two.subject, two.kind): (one.holds, two.holds) for one, two in found.proofs if one and two}
    assert turned == {("one", "schedule"): (True, False), ("one", "policy"): (False, True)}
    renamed = diff(both(alone, "alice"), both(alone, "alice", id_="other"), JANUARY, MARCH, settings=only)
    assert (renamed.new_findings, renamed.gone_findings, renamed.proofs) == ((), (), ())


def test_a_proof_that_no_longer_holds_is_told() -> None:
    """A layer that ends leaves nobody on call from then on."""
    ended = attrs.evolve(FOUR, layers=[attrs.evolve(FOUR.layers[0], end="2026-01-05T09:00:00-05:00")])
    proofs = {
        one.code: (one.holds, other.holds) for one, other in diff(FOUR, ended, JANUARY, MARCH).proofs if one and other
    }
    assert proofs["OC101"] == (True, False)
    assert diff(FOUR, FOUR, JANUARY, MARCH).proofs == ()
    (added,) = [
        other
        for one, other in diff(Configuration(), Configuration(schedules=[FOUR]), JANUARY, MARCH).proofs
        if one is None and other and other.code == "OC101"
    ]
    assert added.holds


def test_settings_say_which_checks_are_asked() -> None:
    """Of one that is ignored nothing appears."""
    found = diff(FOUR, THREE, JANUARY, MARCH, settings=Settings(ignore=("OC305",)))
    assert found.new_findings == ()


def test_holidays_are_told_by_name() -> None:
    """2025-01-20 is Martin Luther King's day in the US; of two people it is in alice's week, of three in carol's."""
    pytest.importorskip("holidays")
    found = diff(weekly("alice", "bob"), THREE, JANUARY, MARCH, holidays={"carol": "US", "alice": "US"})
    gained = {each.user.id: each.gained.holidays for each in found.exchanges}
    assert [str(each) for each in gained["carol"] or ()][:1] == ["Martin Luther King Jr. Day (2025-01-20)"]
    assert gained["bob"] == ()


def test_bad_arguments_are_refused_by_name() -> None:
    """Two kinds of things, nothing at all, no instants, an empty range, and holidays of a stranger."""
    with pytest.raises(InvalidValueError, match="after must be a Schedule"):
        diff(THREE, Configuration(), JANUARY, MARCH)
    with pytest.raises(InvalidValueError, match="before"):
        diff(None, THREE, JANUARY, MARCH)  # type: ignore[arg-type]
    with pytest.raises(NotAnInstantError, match="applied_at"):
        diff(THREE, FOUR, JANUARY, MARCH, applied_at="2025-01-08")
    with pytest.raises(InvalidValueError, match="until"):
        diff(THREE, FOUR, MARCH, JANUARY)
    with pytest.raises(NotFoundError, match="judy"):
        diff(THREE, FOUR, JANUARY, MARCH, holidays={"judy": "2025-01-20"})


def test_applied_when_the_range_is_over_nothing_changes_in_it() -> None:
    """The whole past, and nothing of it is rewritten."""
    found = diff(weekly("alice"), weekly("bob"), JANUARY, MARCH, applied_at="2026-01-01T00:00:00Z")
    assert found.is_empty
    assert not found.is_empty_for_ever
    assert found.exchanges == ()
    assert found.schedules[0].users_at_applying == (User("alice"), User("bob"))


def test_a_change_at_the_end_of_time_has_findings() -> None:
    """The checks want two years, and are given the last two that there are."""
    since, until = "9999-11-01T00:00:00Z", "9999-12-30T00:00:00Z"
    found = diff(weekly("alice"), weekly("bob"), since, until)
    assert not found.is_empty
    assert len(found.reports) == 2
