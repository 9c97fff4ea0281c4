"""Incidents that are answered after the next business day: none is missed, and none is made up."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import EscalationPolicy, EscalationRule, Layer, ResponseTime, Schedule, User
from oncall.analysis.lateness import late
from oncall.analysis.reach import reach
from tests.analysis.test_periods import repeating
from tests.strategies import DAY, WEEK, instant_at, instants, policies, zones

NEXT_DAY = ResponseTime("SEV-4", next_business_day=True)
HOUR, MINUTE = 3600, 60
ALICE, BOB, CAROL = map(User, ("alice", "bob", "carol"))


def end_of_next_business_day(triggered: int, zone: str) -> int:
    """As the standard library's calendar has it; for the zones and years in which every day was."""
    day = datetime.fromtimestamp(triggered, ZoneInfo(zone)).date() + timedelta(days=1)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return instant_at(zone, datetime.combine(day + timedelta(days=1), time()))


def is_late(policy: EscalationPolicy, triggered: int, zone: str, number: int = 0) -> bool:
    """Whether one incident is: asked of the policy, and of the calendar."""
    seconds = policy.time_to(2, triggered, incident_number=number)
    return seconds is not None and triggered + seconds > end_of_next_business_day(triggered, zone)


def last_seconds(near: int, zone: str) -> list[int]:
    """The last seconds of each of the days around an instant."""
    today = datetime.fromtimestamp(near, ZoneInfo(zone)).date()
    midnights = (datetime.combine(today + timedelta(days=number), time()) for number in range(-9, 10))
    return [instant_at(zone, midnight) - 1 for midnight in midnights]


def slow(policy: EscalationPolicy, minutes: list[int]) -> EscalationPolicy:
    """The same policy with delays of a day or so, and schedules that soon repeat."""
    fresh = {rota.id: repeating(rota) for rota in policy.schedules}
    rules = [
        attrs.evolve(
            rule,
            escalation_delay_in_minutes=delay,
            targets=[fresh[each.id] if isinstance(each, Schedule) else each for each in rule.targets],
        )
        for rule, delay in zip(policy.rules, minutes, strict=False)
    ]
    return attrs.evolve(policy, rules=rules, num_loops=min(policy.num_loops, 1))


_WITHOUT_A_DAY = {  # these moved over the date line, and had no 30 December 2011, or another day before it
    "Kwajalein",
    "Pacific/Apia",
    "Pacific/Enderbury",
    "Pacific/Fakaofo",
    "Pacific/Kanton",
    "Pacific/Kiritimati",
    "Pacific/Kwajalein",
}
_minutes = st.one_of(st.sampled_from((1, 720, 1380, 1439, 1440, 1441, 2880, 4320, 5761)), st.integers(1370, 1450))


@given(st.data())
def test_a_late_incident_is_found_and_what_is_found_is_late(data: st.DataObject) -> None:
    """Of incidents at the end of any day and of any outcome near a clock change: if one is late, something is found."""
    zone = data.draw(zones().filter(lambda name: name not in _WITHOUT_A_DAY), "zone")
    near = data.draw(instants(zone), "near")
    drawn = data.draw(policies(zone, near), "policy")
    policy = slow(drawn, data.draw(st.lists(_minutes, min_size=3, max_size=3), "minutes"))
    seen = reach(policy, 2)
    judge = policy.time_zone
    found = late(seen, 2, NEXT_DAY)
    if found is not None:
        assert is_late(policy, found.span.bounds[0], judge, found.incident_number)
    else:
        edges = (outcome.span.bounds[1] - 1 for outcome in policy.outcomes(near - 9 * DAY, near + 9 * DAY))
        tried = [each for each in (*last_seconds(near, judge), *edges) if each >= seen.since]
        assert not any(is_late(policy, each, judge, number) for each in tried for number in range(policy.turns))


def rota(*users: User, turn: int, start: str = "2025-01-06T00:00:00-05:00") -> Schedule:
    """A rotation in New York from a Monday's midnight on."""
    layer = Layer(start=start, rotation_virtual_start=start, rotation_turn_length_seconds=turn, users=users)
    return Schedule(name="rota", time_zone="America/New_York", layers=[layer])


def with_delay(minutes: int, first: Schedule | User, second: Schedule | User = CAROL) -> EscalationPolicy:
    """Two levels, of which the first has so many minutes."""
    rules = [
        EscalationRule(escalation_delay_in_minutes=delay, targets=[target])
        for delay, target in ((minutes, first), (5, second))
    ]
    return EscalationPolicy(name="policy", rules=rules)


@pytest.mark.parametrize("minutes", [22 * 60, 23 * 60, 23 * 60 + 1])
def test_a_short_sunday_hurts_nobody(minutes: int) -> None:
    """New York loses its hour on a Sunday, before which a Saturday's incident has until Monday's end all the same."""
    assert late(reach(with_delay(minutes, rota(ALICE, BOB, turn=WEEK)), 2), 2, NEXT_DAY) is None


def test_a_short_friday_is_found() -> None:
    """Jordan's clocks went forward on Fridays, at 00:00: Thursday's last second has 23 hours of Friday, and itself."""
    start = "2014-01-06T00:00:00+02:00"
    layer = Layer(start=start, rotation_virtual_start=start, rotation_turn_length_seconds=WEEK, users=[ALICE, BOB])
    schedule = Schedule(name="rota", time_zone="Asia/Amman", layers=[layer])
    assert late(reach(with_delay(23 * 60, schedule), 2), 2, NEXT_DAY) is None
    found = late(reach(with_delay(23 * 60 + 1, schedule), 2), 2, NEXT_DAY)
    assert found is not None
    # The first such Friday after the start is 2014-03-28, whose first hour is skipped.
    assert found.span.start.isoformat() == "2014-03-27T23:59:59+02:00"


@pytest.mark.parametrize("start", ["2025-01-06T00:00:00Z", "2025-01-06T00:30:00Z"])
def test_an_hour_that_meets_midnight_once_in_a_month_is_found(start: str) -> None:
    """Of 25 people with an hour each alice has the end of a day after 23 days: beyond the walk."""
    # Her hours begin 25 k hours after the start, a Monday: at k = 23, after 575 hours, it is Wednesday 01-29, 23:00 or
    # 23:30, and one of the latter begins before midnight and ends after it.
    # She is both levels, so in her hour carol is paged after 1 + 1440 minutes: late in its last minute alone.
    people = [ALICE, *(User(f"person {number}") for number in range(24))]
    layer = Layer(start=start, rotation_virtual_start=start, rotation_turn_length_seconds=HOUR, users=people)
    hourly = Schedule(name="hourly", time_zone="Etc/UTC", layers=[layer])
    rules = [
        EscalationRule(escalation_delay_in_minutes=delay, targets=[target])
        for delay, target in ((1, hourly), (1440, ALICE), (5, CAROL))
    ]
    found = late(reach(EscalationPolicy(name="policy", rules=rules), 2), 2, NEXT_DAY)
    assert found is not None
    assert found.span.start.isoformat() == "2025-01-29T23:59:59+00:00"
    assert [step.offset_seconds for step in found.steps] == [0, MINUTE, 1441 * MINUTE]


def test_a_schedule_that_ends_leaves_the_time_after_it() -> None:
    """After the last end alice is paged by name, then carol: 23 hours and a minute are late before a short Friday."""
    layer = Layer(
        start="2013-01-01T00:00:00+02:00",
        end="2013-01-08T00:00:00+02:00",
        rotation_virtual_start="2013-01-01T00:00:00+02:00",
        rotation_turn_length_seconds=DAY,
        users=[ALICE],
    )
    over = Schedule(name="over", time_zone="Asia/Amman", layers=[layer])
    first = EscalationRule(escalation_delay_in_minutes=23 * 60 + 1, targets=[ALICE, over])
    policy = with_delay(5, ALICE)
    found = late(reach(attrs.evolve(policy, rules=[first, policy.rules[1]]), 2), 2, NEXT_DAY)
    assert found is not None
    assert found.span.start.isoformat() == "2014-03-27T23:59:59+02:00"


def test_business_days_are_those_of_the_schedules_that_last() -> None:
    """A schedule of Amman is over, one of New York goes on: a Monday's last second is New York's."""
    start = "2025-01-06T00:00:00-05:00"
    layer = Layer(
        start=start,
        end="2025-01-06T00:01:00-05:00",
        rotation_virtual_start=start,
        rotation_turn_length_seconds=DAY,
        users=[BOB],
    )
    over = Schedule(name="over", time_zone="Asia/Amman", layers=[layer])
    policy = with_delay(24 * 60 + 1, rota(ALICE, turn=WEEK))
    first = attrs.evolve(policy.rules[0], targets=[over, *policy.rules[0].targets])
    found = late(reach(attrs.evolve(policy, rules=[first, policy.rules[1]]), 2), 2, NEXT_DAY)
    assert found is not None
    assert found.span.start.isoformat() == "2025-01-06T23:59:59-05:00"


def test_minutes_are_the_slowest_outcomes() -> None:
    """With minutes it is what `slowest` says, if that is over."""
    seen = reach(with_delay(10, rota(ALICE, BOB, turn=WEEK)), 2)
    assert late(seen, 2, ResponseTime("SEV-2", minutes=10)) is None
    slowest = seen.slowest(2)
    assert slowest is not None
    assert late(seen, 2, ResponseTime("SEV-1", minutes=9)) == slowest[0]
    assert late(seen, 3, NEXT_DAY) is None
