"""A change of a whole configuration: what is what, who has what of it, and whether anything ever changes."""

from __future__ import annotations

import attrs

from oncall import Configuration, EscalationPolicy, EscalationRule, Schedule, Service, User
from oncall.analysis.changes import Change
from tests.edits import weekly

ERIN = User("erin")
JANUARY, MARCH = "2025-01-06T09:00:00-05:00", "2025-03-03T09:00:00-05:00"


def policy(*schedules: Schedule, delay: int = 10, name: str = "checkout") -> EscalationPolicy:
    """One level for each schedule, and then erin."""
    targets: list[Schedule | User] = [*schedules, ERIN]
    rules = [EscalationRule(escalation_delay_in_minutes=delay, targets=[each]) for each in targets]
    return EscalationPolicy(name=name, rules=rules)


def change(before: Configuration, after: Configuration) -> Change:
    """The change over eight weeks of 2025, applied when they begin."""
    return Change(before=before, after=after, since=JANUARY, until=MARCH, applied_at=JANUARY)


def named(schedule: Schedule, name: str) -> Schedule:
    """The schedule under another id and name."""
    return attrs.evolve(schedule, id=f"pagerduty_schedule.{name}", name=name)


def moved(schedule: Schedule, module: str) -> Schedule:
    """The schedule and its people in a module: other ids, the same names."""
    layers = [
        attrs.evolve(
            layer, users=[User(f"{module}.pagerduty_user.{each.name}", name=each.name) for each in layer.users]
        )
        for layer in schedule.layers
    ]
    return attrs.evolve(schedule, id=f"{module}.{schedule.id}", layers=layers)


def people(*names: str) -> list[User]:
    """Users as a file declares them."""
    return [User(f"pagerduty_user.{name}", name=name) for name in names]


def declared(*names: str) -> Schedule:
    """A schedule of declared users."""
    one = named(weekly("x"), "checkout")
    return attrs.evolve(one, layers=[attrs.evolve(one.layers[0], users=people(*names))])


def test_moved_into_a_module_nothing_changes_for_ever() -> None:
    """Other addresses of schedules, people and policies are no change for anybody."""
    before = declared("alice", "bob")
    after = moved(before, "module.team")
    found = change(
        Configuration(schedules=[before], escalation_policies=[policy(before)]),
        Configuration(schedules=[after], escalation_policies=[attrs.evolve(policy(after), id="module.team.checkout")]),
    )
    assert found.is_empty
    assert found.is_empty_for_ever
    assert [each.id for each in found.renamed] == ["module.team.pagerduty_schedule.checkout", "module.team.checkout"]
    assert (found.added, found.removed, found.exchanges) == ((), (), ())
    assert {one.id: other.id for one, other in found.renamed_people.items()} == {
        "pagerduty_user.alice": "module.team.pagerduty_user.alice",
        "pagerduty_user.bob": "module.team.pagerduty_user.bob",
    }


def test_one_person_more_is_told_for_everybody() -> None:
    """Weeks 4 to 8 of three: a b c a b; of four: d a b c d. So each of three loses two or one, and gains one."""
    three, four = declared("alice", "bob", "carol"), declared("alice", "bob", "carol", "dave")
    found = change(Configuration(schedules=[three]), Configuration(schedules=[four]))
    assert {each.user.name: (each.gained.shifts, each.lost.shifts) for each in found.exchanges} == {
        "alice": (1, 2), "bob": (1, 2), "carol": (1, 1), "dave": (2, 0)
    }  # fmt: skip
    assert not found.is_empty
    assert not found.is_empty_for_ever
    told = found.to_dict()
    assert [each["schedule"] for each in told["schedules"]] == ["pagerduty_schedule.checkout"]
    assert told["is_empty"] is False


def test_what_changes_after_the_range_is_no_change_in_it_but_one_for_ever() -> None:
    """A layer that ends in 2026."""
    one = declared("alice")
    ended = attrs.evolve(one, layers=[attrs.evolve(one.layers[0], end="2026-01-05T09:00:00-05:00")])
    found = change(Configuration(schedules=[one]), Configuration(schedules=[ended]))
    assert found.is_empty
    assert not found.is_empty_for_ever


def test_schedules_and_policies_come_and_go() -> None:
    """One is removed, another added, and the policy pages another schedule."""
    old, new = named(weekly("alice"), "old"), named(weekly("bob"), "new")
    found = change(
        Configuration(schedules=[old], escalation_policies=[policy(old)]),
        Configuration(schedules=[new], escalation_policies=[policy(new), policy(new, name="second")]),
    )
    assert [each.id for each in found.added] == ["pagerduty_schedule.new", "second"]
    assert [each.id for each in found.removed] == ["pagerduty_schedule.old"]
    assert [each.id for each in found.changed_policies] == ["checkout", "second"]
    assert [(each.user.id, each.seconds) for each in found.exchanges] == [("bob", 4838400), ("alice", -4838400)]


def test_another_delay_is_a_change_though_nobody_is_on_call_at_other_times() -> None:
    """Pages come later."""
    one = declared("alice")
    before, after = (Configuration(schedules=[one], escalation_policies=[policy(one, delay=it)]) for it in (10, 15))
    found = change(before, after)
    assert found.changed_schedules == ()
    assert not found.is_empty
    assert not found.is_empty_for_ever


def test_a_policy_that_only_a_service_names_is_looked_at_too() -> None:
    """And so are its schedules."""
    before, after = (
        Configuration(services=[Service(name="web", escalation_policy=policy(declared(name)))])
        for name in ("alice", "bob")
    )
    found = change(before, after)
    assert [each.id for each in found.changed_schedules] == ["pagerduty_schedule.checkout"]
    assert [each.id for each in found.changed_policies] == ["checkout"]


def test_nothing_is_nothing() -> None:
    """Two empty configurations."""
    found = change(Configuration(), Configuration())
    assert found.is_empty
    assert found.is_empty_for_ever
    assert found.zone == "Etc/UTC"
    assert found.to_dict()["people"] == []


def test_a_service_that_is_given_another_policy_pages_other_people() -> None:
    """Both policies are there before and after, and neither changes."""
    one, other = policy(declared("alice"), name="one"), policy(declared("alice"), name="other", delay=15)
    before, after = (
        Configuration(escalation_policies=[one, other], services=[Service(name="web", escalation_policy=it)])
        for it in (one, other)
    )
    found = change(before, after)
    assert [(each.name, each.service and each.service.id) for each in found.changed_policies] == [("web", "web")]
    assert not found.is_empty
    assert not found.is_empty_for_ever
    assert found.renamed == ()
    assert change(before, before).is_empty_for_ever


def test_a_service_that_goes_takes_its_incidents_along() -> None:
    """Its policy stays, and its incidents page nobody any more; the other way round, they page somebody now."""
    one = policy(declared("alice"))
    without = Configuration(escalation_policies=[one])
    with_it = Configuration(escalation_policies=[one], services=[Service(name="web", escalation_policy=one)])
    for before, after in ((with_it, without), (without, with_it)):
        found = change(before, after)
        assert [each.name for each in found.changed_policies] == ["web"]
        assert [each.id for each in (*found.added, *found.removed)] == ["web"]
        assert not found.is_empty_for_ever
    whole = change(with_it, Configuration())
    assert [each.id for each in whole.removed] == ["pagerduty_schedule.checkout", "checkout"]


def test_a_policy_with_a_schedule_of_its_own_is_not_proved_by_another_one() -> None:
    """Two different schedules of one id, of which the configuration lists one."""
    listed, own, turned = declared("alice", "bob"), declared("alice", "bob"), declared("bob", "alice")
    before, after = (Configuration(schedules=[listed], escalation_policies=[policy(each)]) for each in (own, turned))
    found = change(before, after)
    assert not found.is_empty
    assert not found.is_empty_for_ever


def test_whoever_moves_house_is_measured_where_they_live_now() -> None:
    """Bob loses an hour, from 20:00 in New York, which is evening there; in London it is 01:00, and night."""
    start = 1736816400  # 2025-01-14T01:00Z, 20:00 on Monday 2025-01-13 in New York, of the second week: bob's
    for zone, seconds in (("America/New_York", 0), ("Europe/London", 3600)):
        before = weekly("alice", "bob")
        after = attrs.evolve(before, layers=[])
        people = [User("alice"), User("bob", time_zone=zone)]
        found = Change(
            before=Configuration(schedules=[before]),
            after=Configuration(schedules=[after], users=people),
            since=start,
            until=start + 3600,
            applied_at=start,
        )
        (bob,) = found.exchanges
        assert (bob.user.id, bob.lost.seconds, bob.lost.night_seconds) == ("bob", 3600, seconds)
