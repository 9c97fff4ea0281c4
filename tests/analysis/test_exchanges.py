"""What a change takes from people and gives to them, counted hour by hour."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from oncall import Schedule, Span, User
from oncall.analysis.exchanges import Amount, Customs, Exchange, exchanges
from oncall.analysis.nights import Night
from oncall.analysis.reassignments import Reassignment, reassignments
from oncall.chronology.zones import Zone
from tests.edits import Edit, edits, weekly
from tests.strategies import DAY, HOUR, zones

ALICE, BOB = User("alice"), User("bob", time_zone="Asia/Kathmandu")
NIGHT = Night((22, 7))


def exchanged(*changes: Reassignment, zone: str = "Etc/UTC", customs: Customs | None = None) -> dict[str, Exchange]:
    """What everybody has of some reassignments of one schedule."""
    found = exchanges([(each, Zone.named(zone)) for each in changes], customs or Customs(night=NIGHT))
    return {each.user.id: each for each in found}


def change(start: int, end: int, before: User | None = ALICE, after: User | None = BOB) -> Reassignment:
    """Somebody in somebody's place."""
    return Reassignment(span=Span(start, end), before=before, after=after)


def counted(spans: list[tuple[int, int]], zone: str) -> tuple[int, int, int, int]:
    """Nights and weekends met, and their seconds, walking in steps of a quarter of an hour."""
    clock = ZoneInfo(zone)
    nights: set[date] = set()
    weekends: set[date] = set()
    night_seconds = weekend_seconds = 0
    for start, end in spans:
        for instant in range(start, end, 900):
            local = datetime.fromtimestamp(instant, clock)
            if local.hour >= 22 or local.hour < 7:
                nights.add((local - timedelta(hours=7)).date())  # a naive difference: the date on which it began
                night_seconds += 900
            if local.weekday() >= 5:
                weekends.add(local.date() - timedelta(days=local.weekday()))
                weekend_seconds += 900
    return len(nights), night_seconds, len(weekends), weekend_seconds


_quarter = st.integers(0, 40 * 96)


@given(zones(), st.lists(st.tuples(_quarter, st.integers(1, 400)), min_size=1, max_size=5), st.integers(2000, 2035))
def test_nights_and_weekends_are_those_of_the_clock_on_the_wall(
    zone: str, drawn: list[tuple[int, int]], year: int
) -> None:
    """Each night and each weekend in which any of the time falls, and how much of it does."""
    base = int(datetime(year, 3, 1, tzinfo=ZoneInfo("Etc/UTC")).timestamp())
    spans: list[tuple[int, int]] = []
    for start, length in sorted(drawn):
        begin = max(base + start * 900, spans[-1][1] + 900 if spans else 0)
        spans.append((begin, begin + length * 900))
    found = exchanged(*(change(start, end, None, ALICE) for start, end in spans), zone=zone)["alice"].gained
    assert (found.nights, found.night_seconds, found.weekends, found.weekend_seconds) == counted(spans, zone)
    assert found.shifts == len(spans)
    assert found.seconds == sum(end - start for start, end in spans)


@given(edits(), st.sampled_from([HOUR, 60 * DAY]))
def test_what_is_gained_less_what_is_lost_is_what_coverage_grows_by(edit: Edit, width: int) -> None:
    """Where coverage stays as it is, hours gained are hours lost."""
    since, until = edit.near - width // 2, edit.near + width
    changes = reassignments(edit.before, edit.after, since, until, zone="Etc/UTC")
    found = exchanged(*changes).values()
    before, after = (each.shifts(since, until).covered.seconds for each in (edit.before, edit.after))
    assert sum(each.gained.seconds - each.lost.seconds for each in found) == after - before
    assert [each.user for each in found if each.gained == each.lost == Amount()] == []


def test_a_person_lives_where_they_live() -> None:
    """22:00 to 23:00 in Kathmandu is 16:15 to 17:15 in UTC: night for bob, and none for alice."""
    # 2025-03-12T16:15Z is 1741796100.
    found = exchanged(change(1741796100, 1741799700))
    assert (found["bob"].gained.nights, found["bob"].gained.night_seconds) == (1, 3600)
    assert (found["alice"].lost.nights, found["alice"].lost.night_seconds) == (0, 0)


def test_a_holiday_is_named_where_somebody_is_on_call_on_it() -> None:
    """From the 24th 23:00 to the 25th 01:00 of December: both days count, of which one was said to be a holiday."""
    # 2025-12-24T23:00Z is 1766617200.
    customs = Customs(night=NIGHT, holidays={ALICE: (date(2025, 12, 25), date(2025, 12, 26))})
    lost = exchanged(change(1766617200, 1766624400), customs=customs)["alice"].lost
    assert lost.holidays is not None
    assert [str(each) for each in lost.holidays] == ["2025-12-25"]
    assert lost.to_dict()["holidays"] == [{"day": "2025-12-25", "name": "2025-12-25"}]
    assert exchanged(change(1766617200, 1766620800), customs=customs)["alice"].lost.holidays == ()


def test_who_said_nothing_of_holidays_is_told_nothing() -> None:
    """Unknown is not none."""
    assert exchanged(change(0, 3600))["alice"].lost.holidays is None
    assert exchanged(change(0, 3600))["alice"].gained.to_dict()["holidays"] is None


def test_each_schedule_counts_by_itself() -> None:
    """Alice loses an hour in one schedule and gains the same hour in another: an hour each."""
    both = exchanged(change(0, 3600), change(0, 3600, None, ALICE))["alice"]
    assert (both.gained.seconds, both.lost.seconds, both.seconds) == (3600, 3600, 0)


def test_who_has_most_of_a_change_comes_first() -> None:
    """Dave gains a week; bob gains and loses one."""
    one, other = weekly("alice", "bob"), weekly("dave", "alice")
    # Two weeks from 2025-01-06T14:00Z, 1736172000: alice, bob become dave, alice.
    changes = reassignments(one, other, 1736172000, 1736172000 + 14 * DAY, zone="Etc/UTC")
    found = exchanges([(each, Zone.named("Etc/UTC")) for each in changes], Customs(night=NIGHT))
    assert [(each.user.id, each.gained.hours, each.lost.hours) for each in found] == [
        ("alice", 168.0, 168.0),
        ("dave", 168.0, 0.0),
        ("bob", 0.0, 168.0),
    ]


def test_nothing_changed_is_nothing_exchanged() -> None:
    """Of a schedule of nobody as well."""
    empty = Schedule(name="empty", time_zone="Etc/UTC", layers=[])
    assert exchanged(*reassignments(empty, empty, 0, 1, zone="Etc/UTC")) == {}


def test_time_in_two_schedules_at_once_is_gained_once() -> None:
    """As it is counted for fairness: from 10:00 to 12:00 and from 11:00 to 13:00 are three hours, and one stretch."""
    day = 1736121600  # 2025-01-06T00:00Z
    found = exchanged(change(day + 10 * HOUR, day + 12 * HOUR), change(day + 11 * HOUR, day + 13 * HOUR))
    assert (found["bob"].gained.hours, found["bob"].gained.shifts) == (3.0, 1)
    assert (found["alice"].lost.hours, found["alice"].lost.shifts) == (3.0, 1)
