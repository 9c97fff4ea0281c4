"""People of one name have their ids in what explains a schedule or a policy, and nowhere else."""

from __future__ import annotations

import attrs

from oncall import Configuration, EscalationPolicy, EscalationRule, Layer, Override, Schedule, Service, User
from oncall.model.full_names import configuration_in_full, policy_in_full, schedule_in_full

ANN, OTHER, BOB = User("ann", name="Ann"), User("ann2", name="Ann"), User("bob", name="Bob")
SINCE, UNTIL = "2025-01-01T00:00:00-05:00", "2025-01-22T00:00:00-05:00"
SECOND_WEEK = "2025-01-08T12:00:00-05:00"


def rota(*people: User, overrides: tuple[Override, ...] = ()) -> Schedule:
    """A week each."""
    layer = Layer(
        name="weekly", start=SINCE, rotation_virtual_start=SINCE, rotation_turn_length_seconds=604_800, users=people
    )
    return Schedule(name="rota", time_zone="America/New_York", layers=[layer], overrides=overrides)


def through(*targets: Schedule | User) -> EscalationPolicy:
    """A rule for each target, ten minutes one after the other."""
    rules = [EscalationRule(escalation_delay_in_minutes=10, targets=[target]) for target in targets]
    return EscalationPolicy(name="policy", rules=rules)


def test_an_explanation_of_a_schedule() -> None:
    """Whose turn it is, in the summary, in the layer and in its list; plain values have ids and names apart."""
    explanation = rota(ANN, OTHER, BOB).explain(SECOND_WEEK)
    text = str(explanation)
    assert "on call  Ann (ann2), through" in text
    assert "wins: Ann (ann2), 2 of 3" in text
    assert "Ann (ann), [Ann (ann2)], Bob" in text
    assert explanation.to_dict()["on_call"]["name"] == "Ann"
    assert explanation.user is not None
    assert explanation.user.name == "Ann"


def test_an_explanation_of_overrides() -> None:
    """Of people who are in no layer too."""
    overrides = tuple(Override(user=user, start=SINCE, end=UNTIL) for user in (ANN, OTHER))
    text = str(rota(BOB, overrides=overrides).explain(SECOND_WEEK))
    assert "override wins: Ann (ann2)" in text
    assert "override is beaten by a later one: it would be Ann (ann)\n" in text


def test_an_explanation_of_a_policy() -> None:
    """One Ann is paged by name, the other as she is on call; Bob is called as ever."""
    text = str(through(rota(BOB, OTHER), ANN, rota(BOB)).explain(SECOND_WEEK))
    assert "Ann (ann2), on call in rota" in text
    assert "Ann (ann), by name" in text
    assert "  Bob, on call in rota" in text
    assert "the incident stays with Bob" in text


def test_a_name_that_nobody_shares_changes_nothing() -> None:
    """Then nothing is made anew."""
    schedule = rota(ANN, BOB)
    policy = through(schedule, ANN)
    assert schedule_in_full(schedule) is schedule
    assert policy_in_full(policy) is policy
    assert "Ann, by name" in str(policy.explain(SINCE))


def test_only_a_schedule_with_namesakes_is_made_anew() -> None:
    """The others of a policy stay what they were, with what was worked out for them."""
    first, second = rota(ANN, BOB), rota(BOB)
    found = policy_in_full(through(first, second, OTHER))
    (own, same, person) = (target for rule in found.rules for target in rule.targets)
    assert isinstance(own, Schedule)
    assert [user.name for user in own.users] == ["Ann (ann)", "Bob"]
    assert same is second
    assert person.name == "Ann (ann2)"
    assert found == through(first, second, OTHER)  # a name takes no part in equality


def test_a_configuration_looks_at_all_of_its_people() -> None:
    """Also at those whom only the policy of a service names; a schedule without namesakes stays as it is."""
    alone, other = rota(ANN), attrs.evolve(rota(BOB), name="other", id="other")
    service = Service(name="shop", escalation_policy=through(OTHER, other))
    policy = attrs.evolve(through(alone), name="first", id="first")
    known = Configuration(users=[ANN, BOB], schedules=[alone, other], escalation_policies=[policy], services=[service])
    found = configuration_in_full(known)
    (target,) = found.escalation_policies["first"].rules[0].targets
    assert isinstance(target, Schedule)
    assert [user.name for user in target.users] == ["Ann (ann)"]
    assert [user.name for user in found.users.values()] == ["Ann (ann)", "Bob"]
    assert [user.name for user in found.schedules["rota"].users] == ["Ann (ann)"]
    assert found.schedules["other"] is other
    (person,) = found.services["shop"].escalation_policy.rules[0].targets
    assert person.name == "Ann (ann2)"
    bobs = Configuration(users=[ANN, BOB], schedules=[alone, other])
    assert configuration_in_full(bobs) is bobs


def test_what_is_one_thing_stays_one() -> None:
    """A schedule is made anew once for all policies, and a policy once for all services: so are their shifts."""
    schedule = rota(ANN, OTHER)
    policy = through(schedule, schedule)
    services = [Service(name=name, escalation_policy=policy) for name in ("shop", "cart")]
    found = configuration_in_full(
        Configuration(users=[ANN, OTHER], schedules=[schedule], escalation_policies=[policy], services=services)
    )
    (own,) = found.schedules.values()
    assert [user.name for user in own.users] == ["Ann (ann)", "Ann (ann2)"]
    (through_own,) = found.escalation_policies.values()
    assert all(target is own for rule in through_own.rules for target in rule.targets)
    assert all(each.escalation_policy is through_own for each in found.services.values())
