"""Whom each rule of a policy reaches, by itself and compared with the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs
from hypothesis import given
from hypothesis import strategies as st

from oncall import DailyRestriction, EscalationPolicy, EscalationRule, Layer, Schedule, User, WeeklyRestriction
from oncall.analysis.levels import Levels, Look, Seen
from oncall.analysis.recurrence import Recurrence
from tests.agreement import escalation_oracle
from tests.agreement.test_escalation_agrees import Incident
from tests.analysis.test_reach import incidents
from tests.strategies import DAY, HOUR, WEEK, zones

if TYPE_CHECKING:
    from collections.abc import Callable

    from oncall.model.escalation import EmptyRules, Strategy

ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))
NEW_YORK = "America/New_York"
MONDAY = "2025-01-06T09:00:00-05:00"
FIRST = 1_736_172_000  # that instant


def rota(
    *people: User,
    name: str = "rota",
    zone: str = NEW_YORK,
    start: str = MONDAY,
    end: str | None = None,
    virtual: str | None = None,
    windows: tuple[DailyRestriction | WeeklyRestriction, ...] = (),
) -> Schedule:
    """Weekly turns from a Monday 09:00 on."""
    layer = Layer(
        start=start,
        end=end,
        rotation_virtual_start=virtual or start,
        rotation_turn_length_seconds=WEEK,
        users=people,
        restrictions=windows,
    )
    return Schedule(name=name, time_zone=zone, layers=[layer])


def rule(*targets: User | Schedule, minutes: int = 5, strategy: Strategy = "assign_to_everyone") -> EscalationRule:
    """A rule of five minutes."""
    return EscalationRule(
        escalation_delay_in_minutes=minutes, targets=targets, escalation_rule_assignment_strategy=strategy
    )


def levels(*rules: EscalationRule, since: int | None = None, loops: int = 0, empty: EmptyRules = "skip") -> Levels:
    """The levels of a policy of these rules."""
    return Levels(EscalationPolicy(name="policy", rules=rules, num_loops=loops, empty_rules=empty), since)


def span_of(look: Look) -> tuple[int, int] | None:
    """The first span of a look that saw something."""
    assert look.sighting is not None
    return look.sighting.span


NIGHTS = DailyRestriction(start_time_of_day="20:00:00", duration_seconds=12 * HOUR)
DAYS = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=12 * HOUR)


def test_a_gap_of_the_only_schedule_is_an_empty_level() -> None:
    """A rota that is there from 20:00 to 08:00 leaves its level alone from Monday 09:00 on, when it starts."""
    found = levels(rule(rota(ALICE, BOB, windows=(NIGHTS,))), rule(CAROL)).empty(1)
    assert span_of(found) == (FIRST, FIRST + 11 * HOUR)
    assert found.sighting is not None
    assert found.sighting.recurs == Recurrence(1, DAY, longest_seconds=DAY // 2)
    assert [each.name for each in found.schedules] == ["rota"]
    assert Seen.of([found, Look()]) == Seen(since=FIRST, settled=FIRST, period=DAY, until=None)


def test_two_schedules_that_cover_each_other_leave_no_level_empty() -> None:
    """One by night, one by day: their level always reaches somebody, in New York also when clocks change."""
    both = rule(rota(ALICE, BOB, windows=(NIGHTS,)), rota(CAROL, name="days", windows=(DAYS,)))
    assert levels(both).empty(1).sighting is None
    assert levels(both).silent().sighting is None


def test_the_period_is_that_of_the_windows_alone() -> None:
    """Rotations of seven and eight people meet every 56 weeks, but whether anybody is there repeats every day."""
    seven, eight = (
        rota(*(User(f"{count} {each}") for each in range(count)), name=str(count), windows=(NIGHTS,))
        for count in (7, 8)
    )
    found = levels(rule(seven), rule(eight)).silent()
    assert found.walk is not None
    assert (found.walk.period, found.walk.until) == (DAY, None)


def test_schedules_without_gaps_need_no_common_clock() -> None:
    """London and New York have no joint period, but always somebody on call: that is decided for all time."""
    policy = levels(rule(rota(ALICE, BOB)), rule(rota(CAROL, DAVE, name="london", zone="Europe/London")))
    assert policy.silent().walk is not None
    assert Seen.of([policy.silent(), policy.empty(1), policy.empty(2)]) == Seen(
        since=FIRST, settled=FIRST, period=WEEK, until=None
    )


def test_gaps_on_several_clocks_are_decided_up_to_2050() -> None:
    """Days in London and nights in New York overlap: the answer is for every instant up to 2050."""
    over = rule(rota(ALICE, windows=(NIGHTS,)), rota(BOB, name="london", zone="Europe/London", windows=(DAYS,)))
    seen = Seen.of([levels(over).empty(1)])
    assert seen is not None
    assert seen.until == 2_524_608_000  # 2050-01-01T00:00:00Z


def test_a_level_begins_with_its_own_schedules() -> None:
    """Until told from when on to look, a secondary that started a year later was not missing before."""
    late = rota(CAROL, name="late", start="2026-01-05T09:00:00-05:00")
    assert levels(rule(rota(ALICE, BOB)), rule(late)).empty(2).sighting is None
    # 364 days from one Monday to the other; asked from five days after the first on, 359 are left.
    asked = levels(rule(rota(ALICE, BOB)), rule(late), since=FIRST + 5 * DAY).empty(2)
    assert span_of(asked) == (FIRST + 5 * DAY, FIRST + 364 * DAY)
    assert asked.sighting is not None
    assert asked.sighting.begun_before
    assert asked.sighting.recurs is None


def test_what_ends_leaves_its_level_empty_for_ever() -> None:
    """After the end of the only layer nobody is reached any more."""
    ended = rota(ALICE, BOB, end="2025-03-03T09:00:00-05:00")
    found = levels(rule(ended), rule(rota(CAROL, DAVE, name="other"))).empty(1)
    assert found.sighting is not None
    assert found.sighting.span is not None
    assert found.sighting.span[0] == found.sighting.for_ever_from == FIRST + 8 * WEEK
    assert span_of(levels(rule(rota(ALICE, end=MONDAY))).empty(1)) is None


def test_a_person_is_always_there() -> None:
    """A level that names somebody is never empty; of one that pages in turn, all must be named."""
    gaps = rota(ALICE, windows=(NIGHTS,))
    assert levels(rule(gaps, BOB)).empty(1) == Look()
    assert levels(rule(BOB, CAROL, strategy="round_robin")).empty(1) == Look()
    assert levels(rule(gaps, BOB, strategy="round_robin")).empty(1).sighting is not None
    # Of two targets and of three, the sixth incident is the first after 0 whose turn is that of the first of both.
    rings = (rule(BOB, gaps, strategy="round_robin"), rule(BOB, CAROL, gaps, strategy="round_robin"))
    assert levels(*rings).silent().sighting is not None
    assert levels(*rings, rule(DAVE)).silent() == Look()


def test_rules_that_wait_are_asked_when_they_are_run() -> None:
    """A rota that comes at 20:00, asked at the trigger and 90 minutes later: silent from 08:00 to 18:30.

    Without waiting it is asked at the trigger alone: silent to 20:00.
    """
    rules = (rule(rota(ALICE, BOB, windows=(NIGHTS,)), minutes=90),)
    assert span_of(levels(*rules, loops=1).silent()) == (FIRST, FIRST + 11 * HOUR)
    assert span_of(levels(*rules, loops=1, empty="wait").silent()) == (FIRST, FIRST + 11 * HOUR - 90 * 60)
    assert span_of(levels(*rules, empty="wait").silent(longer_than=11 * HOUR)) == (
        FIRST + DAY - HOUR,
        FIRST + DAY + 11 * HOUR,
    )
    assert span_of(levels(rule(rota(ALICE, end=MONDAY)), empty="wait").silent()) is None


def test_rotations_of_four_and_five_share_a_person_four_times_in_twenty_weeks() -> None:
    """Of the same five people, four take turns on level 1 and all five on level 2: alice is first on both at once."""
    erin = User("erin")
    four, five = rota(ALICE, BOB, CAROL, DAVE), rota(ALICE, BOB, CAROL, DAVE, erin, name="five")
    found = levels(rule(four), rule(five)).repeated(2)
    # Weeks 0 to 3 are the same in both, so that is one stretch of four weeks, every 20 weeks.
    assert span_of(found) == (FIRST, FIRST + 4 * WEEK)
    assert found.sighting is not None
    assert found.sighting.recurs == Recurrence(1, 20 * WEEK, longest_seconds=4 * WEEK)
    assert found.users == (ALICE, BOB, CAROL, DAVE)
    # The other way round alice meets in week 0, dave in 7 (3 mod 4, 2 mod 5), bob in 9 and carol in 18.
    turned = rota(ALICE, erin, DAVE, CAROL, BOB, name="five")
    apart = levels(rule(four), rule(turned)).repeated(2)
    assert (span_of(apart), apart.users) == ((FIRST, FIRST + WEEK), (ALICE,))
    assert apart.sighting is not None
    assert apart.sighting.recurs == Recurrence(4, 20 * WEEK, longest_seconds=WEEK)


def test_somebody_new_on_the_later_level_is_a_change() -> None:
    """A level that has alice again, but bob as well, is worth escalating to."""
    assert levels(rule(ALICE), rule(ALICE)).repeated(2).sighting is not None
    assert levels(rule(ALICE), rule(ALICE, BOB)).repeated(2).sighting is None
    assert levels(rule(ALICE, BOB), rule(ALICE)).repeated(2).users == (ALICE,)
    assert levels(rule(rota(ALICE, BOB)), rule(rota(BOB, ALICE, name="other"))).repeated(2).sighting is None


def test_rings_meet_only_in_incidents_that_there_are() -> None:
    """Two rings of two turn together, so alice follows bob and bob alice; a ring of three meets one of two."""
    two, turned = rule(ALICE, BOB, strategy="round_robin"), rule(BOB, ALICE, strategy="round_robin")
    three = rule(CAROL, ALICE, BOB, strategy="round_robin")
    assert levels(two, turned).repeated(2).sighting is None
    # Incident 4 pages alice (4 mod 2 is 0), and then alice (4 mod 3 is 1).
    assert set(levels(two, three).repeated(2).users) == {ALICE, BOB}


def test_crowds_are_counted_by_person() -> None:
    """Two schedules with the same person on call, and that person, are one."""
    same = [rota(ALICE, name="one"), rota(ALICE, name="two")]
    assert levels(rule(*same, ALICE)).crowded(1, 1).sighting is None
    assert levels(rule(*same, BOB)).crowded(1, 1).users == (ALICE, BOB)
    assert levels(rule(ALICE, BOB, strategy="round_robin")).crowded(1, 1) == Look()


def test_crowds_come_and_go() -> None:
    """alice and bob swap weeks with carol in another rota: they are two but for the weeks of bob in both."""
    one, other = rota(ALICE, BOB), rota(CAROL, BOB, name="other")
    found = levels(rule(one, other)).crowded(1, 1)
    assert (span_of(found), found.users) == ((FIRST, FIRST + WEEK), (ALICE, CAROL))
    assert found.sighting is not None
    assert found.sighting.recurs == Recurrence(1, 2 * WEEK, longest_seconds=WEEK)
    by_night = levels(rule(rota(ALICE, windows=(NIGHTS,)), BOB)).crowded(1, 1)
    assert (span_of(by_night), by_night.users) == ((FIRST + 11 * HOUR, FIRST + 23 * HOUR), (ALICE, BOB))


# --- Agreement with the simulation, instant by instant ---------------------------------------------------------------


@st.composite
def scenes(draw: st.DrawFn) -> tuple[Levels, Incident, int]:
    """A policy, from when on it is looked at, and an instant at which to ask.

    Sometimes one of its two schedules is moved to another zone, so that they are on different clocks.
    """
    policy, near = draw(incidents())
    if draw(st.integers(0, 7)) == 3:
        other = draw(zones())
        rules = [attrs.evolve(rule, targets=[_moved(each, other) for each in rule.targets]) for rule in policy.rules]
        policy = attrs.evolve(policy, rules=rules)
    since = draw(st.none() | st.integers(-30 * DAY, 30 * DAY).map(lambda aside: near + aside))
    begins = [schedule.compiled.stack.begins for schedule in policy.schedules]
    begun = max([since or min([*begins, near]), min([*begins, near])])
    aside = draw(st.integers(0, 2 * DAY) | st.integers(0, 500 * WEEK))
    at = (begun if draw(st.booleans()) else max(begun, near)) + aside
    return Levels(policy, since), Incident(policy, near), at


def _moved(target: User | Schedule, zone: str) -> User | Schedule:
    return attrs.evolve(target, time_zone=zone) if isinstance(target, Schedule) and target.id == "second" else target


def agree(look: Look, at: int, is_so: Callable[[int], bool]) -> None:
    """What was seen is so where it was seen, not just before, and nowhere if it was not seen."""
    sighting, walk = look.sighting, look.walk
    if walk is not None and walk.until is not None and at >= walk.until:
        return
    if sighting is None:
        assert (walk is not None and at < walk.since) or not is_so(at)
        return
    if sighting.span is None:
        assert (walk is not None and at < walk.since) or is_so(at)
        return
    assert walk is not None
    start, end = sighting.span
    assert is_so(start)
    assert is_so(end - 1)
    if sighting.for_ever_from is not None:
        assert at < sighting.for_ever_from or is_so(at)
        return
    if sighting.is_open:
        return
    if end < walk.walked[0].until:
        assert not is_so(end)
        assert start == walk.since or not is_so(start - 1)
        assert not walk.since <= at < start or not is_so(at)
    settled = max(walk.stack.settled, walk.since)
    if walk.until is None and at >= settled and walk.stack.zone.settled_reading(at) is not None and is_so(at):
        assert sighting.recurs is not None


@given(scenes())
def test_empty_levels_agree(scene: tuple[Levels, Incident, int]) -> None:
    """A level is seen to be empty exactly when the simulation finds nobody by it, for some incident."""
    asked, incident, at = scene
    for level, told in enumerate(incident.told.rules, start=1):
        numbers = range(len(told.targets) if told.in_turn else 1)

        def is_empty(instant: int, told: escalation_oracle.Rule = told, numbers: range = numbers) -> bool:
            return any(not escalation_oracle.found_by(told, instant, number) for number in numbers)

        agree(asked.empty(level), at, is_empty)


@given(scenes())
def test_repeated_levels_agree(scene: tuple[Levels, Incident, int]) -> None:
    """A level is seen to repeat the one before exactly when the simulation finds nobody new by it."""
    asked, incident, at = scene
    for level in range(2, len(incident.told.rules) + 1):
        before, after = incident.told.rules[level - 2 : level]
        numbers = range(len(before.targets) * len(after.targets))

        def is_repeated(
            instant: int,
            pair: tuple[escalation_oracle.Rule, escalation_oracle.Rule] = (before, after),
            numbers: range = numbers,
        ) -> bool:
            found = ([escalation_oracle.found_by(each, instant, number) for each in pair] for number in numbers)
            return any(later and set(later) <= set(earlier) for earlier, later in found)

        agree(asked.repeated(level), at, is_repeated)


@given(scenes())
def test_silent_policies_agree(scene: tuple[Levels, Incident, int]) -> None:
    """A policy is seen to be silent exactly when the simulation pages nobody of some incident that begins then.

    Also where empty rules wait.
    """
    asked, incident, at = scene
    told = incident.told

    def is_silent(instant: int) -> bool:
        deeds = (escalation_oracle.Deeds(number=number) for number in range(incident.policy.turns))
        return any(not escalation_oracle.notices(told, instant, done) for done in deeds)

    agree(asked.silent(), at, is_silent)


@given(scenes(), st.integers(1, 2))
def test_crowds_agree(scene: tuple[Levels, Incident, int], most: int) -> None:
    """A level is seen to page too many exactly when the simulation finds so many by it."""
    asked, incident, at = scene
    for level, told in enumerate(incident.told.rules, start=1):

        def is_crowded(instant: int, told: escalation_oracle.Rule = told) -> bool:
            return not told.in_turn and len(escalation_oracle.found_by(told, instant, 0)) > most

        agree(asked.crowded(level, most), at, is_crowded)


@given(scenes(), st.sampled_from((HOUR, DAY)))
def test_a_threshold_leaves_out_what_is_short(scene: tuple[Levels, Incident, int], longest: int) -> None:
    """What is longer than a threshold is seen with it and without it; what is seen with it is longer."""
    asked, incident, _ = scene
    for level in range(1, len(incident.policy.rules) + 1):
        every, long = asked.empty(level), asked.empty(level, longer_than=longest)
        if long.sighting is not None and long.sighting.span is not None:
            start, end = long.sighting.span
            assert end - start > longest
        assert (every.sighting is None) <= (long.sighting is None)
