"""How soon a policy notifies so many people, for every trigger time."""

from __future__ import annotations

from pathlib import Path

import attrs
from hypothesis import assume, given
from hypothesis import strategies as st

import oncall
from oncall import EscalationPolicy, EscalationRule, Layer, Schedule, User
from oncall.analysis.reach import reach
from oncall.engine.stack import FOREVER
from tests.analysis.test_periods import repeating
from tests.strategies import DAY, WEEK, instants, policies, zones

EXAMPLES = Path(__file__).parents[2] / "examples"
MINUTE = 60


def two_levels(secondary_starts: str) -> EscalationPolicy:
    """Five minutes for the primary, five for the secondary: four people each, weekly, Wednesdays 10:00."""
    people = [User(name) for name in ("alice", "bob", "carol", "dave")]
    start = "2025-01-01T10:00:00-05:00"
    primary, secondary = (
        Schedule(
            name=name,
            time_zone="America/New_York",
            layers=[
                Layer(start=start, rotation_virtual_start=virtual, rotation_turn_length_seconds=WEEK, users=people)
            ],
        )
        for name, virtual in (("primary", start), ("secondary", secondary_starts))
    )
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[each]) for each in (primary, secondary)]
    return EscalationPolicy(name="policy", rules=rules)


def test_a_secondary_who_was_primary_last_week_leaves_five_minutes_with_one_person() -> None:
    """In a week's last five minutes the old primary is paged first, and after the hand-off again, as secondary."""
    seen = reach(two_levels("2025-01-08T10:00:00-05:00"), 2)
    short = seen.short_of(2)
    assert short
    # The first hand-off after the start is 2025-01-08T10:00-05:00; five minutes before it the trouble begins.
    assert short[0].span.start.isoformat() == "2025-01-08T09:55:00-05:00"
    assert short[0].span.seconds == 5 * MINUTE


def test_a_secondary_who_is_primary_next_week_never_does() -> None:
    """The other way round, every incident reaches two people, after five minutes."""
    seen = reach(two_levels("2024-12-25T10:00:00-05:00"), 2)
    assert not seen.short_of(2)
    slowest = seen.slowest(2)
    assert slowest is not None
    assert slowest[1] == 5 * MINUTE
    assert (seen.period, seen.until) == (4 * WEEK, None)


def test_the_mended_example_reaches_two_people_in_five_minutes() -> None:
    """examples/checkout-fixed keeps SEV-1's five minutes at every instant."""
    (policy,) = oncall.load(EXAMPLES / "checkout-fixed").escalation_policies.values()
    slowest = reach(policy, 2).slowest(2)
    assert slowest is not None
    assert slowest[1] == 5 * MINUTE


def test_people_alone_are_the_same_for_ever() -> None:
    """A policy without schedules has one outcome, whenever an incident begins."""
    rules = [EscalationRule(escalation_delay_in_minutes=7, targets=[User(name)]) for name in ("alice", "bob")]
    seen = reach(EscalationPolicy(name="policy", rules=rules), 2)
    assert [outcome.seconds_to(2) for outcome in seen.outcomes] == [7 * MINUTE]
    assert seen.until is None


def test_every_turn_of_a_ring_is_looked_at() -> None:
    """Of incidents that page alice, bob or carol in turn, and then carol, every third reaches one person."""
    alice, bob, carol = map(User, ("alice", "bob", "carol"))
    ring = EscalationRule(
        escalation_delay_in_minutes=5,
        targets=[alice, bob, carol],
        escalation_rule_assignment_strategy="round_robin",
    )
    behind = EscalationRule(escalation_delay_in_minutes=5, targets=[carol])
    seen = reach(EscalationPolicy(name="policy", rules=[ring, behind]), 2)
    assert [outcome.seconds_to(2) for outcome in seen.outcomes] == [5 * MINUTE, 5 * MINUTE, None]
    assert [outcome.incident_number for outcome in seen.short_of(2)] == [2]


def test_clocks_that_differ_are_decided_up_to_2050() -> None:
    """Rotations in London and New York have no joint period; the answer is for every instant up to 2050."""
    policy = EscalationPolicy(
        name="policy",
        rules=[
            EscalationRule(
                escalation_delay_in_minutes=5,
                targets=[
                    Schedule(
                        name=zone,
                        time_zone=zone,
                        layers=[
                            Layer.weekly(
                                [User("alice"), User("bob")],
                                start="2025-01-01T00:00:00Z",
                                hand_off="mon 09:00",
                                time_zone=zone,
                            )
                        ],
                    )
                ],
            )
            for zone in ("Europe/London", "America/New_York")
        ],
    )
    seen = reach(policy, 2)
    assert seen.until == 2_524_608_000  # 2050-01-01T00:00:00Z
    # Mondays 09:00 to 14:00 London's new person is already on call and New York's old one still is.
    assert seen.short_of(2)


def test_schedules_of_the_past_are_seen_from_their_start() -> None:
    """A rota that began in 1960 is looked at from then on."""
    old = Schedule(
        name="old",
        time_zone="America/New_York",
        layers=[
            Layer.weekly(
                [User("alice"), User("bob")],
                start="1960-01-04T09:00:00-05:00",
                hand_off="mon 09:00",
                time_zone="America/New_York",
            )
        ],
    )
    policy = EscalationPolicy(name="policy", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[old])])
    # 10 years of 365 days and 3 leap days before 1970-01-01T00:00Z, less the 3 days and 14 hours to Monday 14:00 UTC.
    assert reach(policy, 2).since == -(10 * 365 + 3) * DAY + 3 * DAY + 14 * 3600


@st.composite
def incidents(draw: st.DrawFn) -> tuple[EscalationPolicy, int]:
    """A policy whose schedules soon repeat together, and an instant that may matter to it.

    Now and then the second schedule is in another zone.
    """
    zone = draw(zones())
    near = draw(instants(zone))
    policy = draw(policies(zone, near))
    places = {"first": zone, "second": draw(st.just(zone) | zones())}
    rules = [
        attrs.evolve(
            rule,
            targets=[
                attrs.evolve(repeating(each), time_zone=places[each.name]) if isinstance(each, Schedule) else each
                for each in rule.targets
            ],
        )
        for rule in policy.rules
    ]
    return attrs.evolve(policy, rules=rules, num_loops=policy.num_loops % 3), near


@given(
    incident=incidents(),
    since=st.none() | st.integers(-30 * DAY, 30 * DAY),
    aside=st.integers(0, 2 * DAY) | st.integers(0, 500 * WEEK),
    number=st.integers(0, 7),
)
def test_no_incident_is_slower_than_the_slowest(
    incident: tuple[EscalationPolicy, int], since: int | None, aside: int, number: int
) -> None:
    """From since or the first start on, two people are reached as soon as the walk says, or never where it says so.

    Whosever turn it is.
    """
    policy, near = incident
    asked = None if since is None else near + since
    seen = reach(policy, 2, asked)
    assert all(outcome.span.bounds[0] >= seen.since for outcome in seen.outcomes)
    begins = [first for each in policy.schedules if (first := each.compiled.stack.begins) < FOREVER]
    assert seen.since == max([*([] if asked is None else [asked]), *([min(begins)] if begins else [])], default=0)
    at = (seen.since if aside % 2 else max(seen.since, near)) + aside
    assume(seen.until is None or at < seen.until)
    (outcome,) = policy.outcomes(at, at + 1, incident_number=number)
    seconds = outcome.seconds_to(2)
    if seconds is None:
        assert seen.short_of(2)
    else:
        slowest = seen.slowest(2)
        assert slowest is not None
        assert seconds <= slowest[1]


@given(incident=incidents())
def test_the_slowest_incident_is_a_real_one(incident: tuple[EscalationPolicy, int]) -> None:
    """Triggered when the walk names it, an incident takes exactly as long as the walk says."""
    policy, _ = incident
    slowest = reach(policy, 2).slowest(2)
    assume(slowest is not None)
    assert slowest is not None
    outcome, seconds = slowest
    for trigger in (outcome.span.bounds[0], outcome.span.bounds[1] - 1):
        pages = policy.pages(trigger, incident_number=outcome.incident_number)
        second = next(page for page in pages if page.user != pages[0].user)
        assert second.instant - trigger == seconds


@given(incident=incidents())
def test_a_steady_policy_goes_as_any_other_of_its_kind(incident: tuple[EscalationPolicy, int]) -> None:
    """Where nobody is in two schedules, and all always have somebody, two people take as long as at any instant."""
    policy, near = incident
    rotas = [
        Schedule(
            name=name,
            time_zone=schedule.time_zone,
            layers=[
                Layer.weekly(
                    [User(f"{name} {number}") for number in range(3)],
                    start=0,
                    hand_off="mon 09:00",
                    time_zone=schedule.time_zone,
                )
            ],
        )
        for schedule, name in zip(policy.schedules, ("first", "second"), strict=False)
    ]
    assume(rotas)
    targets: list[Schedule | User] = [*rotas, User("manager")]
    rules = [EscalationRule(escalation_delay_in_minutes=7, targets=[each]) for each in targets]
    steady = attrs.evolve(policy, rules=rules)
    slowest = reach(steady, 2).slowest(2)
    assert slowest is not None
    assert slowest[1] == steady.time_to(2, max(near, 0)) == 7 * 60
    assert not reach(steady, 2).short_of(2)


def test_a_schedule_that_is_asked_twice_is_not_steady() -> None:
    """Shortly before the hand-off two rules of one rotation page two people; at any other time, one."""
    rota = Schedule(
        name="rota",
        time_zone="Etc/UTC",
        layers=[Layer.weekly([User("a"), User("b")], start=0, hand_off="thu 00:00", time_zone="Etc/UTC")],
    )
    rules = [EscalationRule(escalation_delay_in_minutes=7, targets=[rota]) for _ in range(2)]
    seen = reach(EscalationPolicy(name="policy", rules=rules), 2, 7 * DAY - 60)
    assert seen.slowest(2) is not None
    assert seen.short_of(2)
