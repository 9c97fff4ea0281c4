"""What being on call asks of everybody, and how evenly that is shared."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import oncall
from oncall import (
    Configuration,
    DailyRestriction,
    Incident,
    Layer,
    Override,
    Page,
    PageLog,
    Schedule,
    User,
    WeeklyRestriction,
    fairness,
)
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError
from tests import strategies
from tests.agreement import oracle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hypothesis.strategies import DrawFn

    from oncall import Fairness, Load

ALICE, BOB, CAROL, DAVE = map(User, ("alice", "bob", "carol", "dave"))
NEW_YORK, MONDAY = "America/New_York", "2025-01-06T09:00:00-05:00"
HOUR, DAY, WEEK = 3600, 86_400, 604_800
CHRISTMASES = ["2025-12-25", "2026-12-25"]


def weekly(*users: User, start: str = MONDAY, **fields: Any) -> Layer:
    """Weekly turns in New York."""
    return Layer.weekly(users, start=start, hand_off="mon 09:00", time_zone=NEW_YORK, **fields)


def schedule(*layers: Layer, overrides: Iterable[Override] = (), name: str = "rota", zone: str = NEW_YORK) -> Schedule:
    """A schedule in New York, unless told otherwise."""
    return Schedule(name=name, time_zone=zone, layers=layers, overrides=overrides)


def hours(found: Fairness) -> dict[str, float]:
    """The hours of everybody who counts."""
    return {load.user.id: load.hours for load in found.loads}


def load_of(found: Fairness, user: User) -> Load:
    """The load of one person."""
    return next(load for load in found.loads if load.user == user)


# --- Against a slow oracle ----------------------------------------------------------------------------------------


@attrs.frozen
class Home:
    """A schedule, where its people live, and a range of a few days in which something may happen."""

    schedule: Schedule
    zones: dict[str, str | None]
    since: int
    until: int

    @property
    def inhabited(self) -> Schedule:
        """The schedule with people who say where they live."""
        lived = {user: attrs.evolve(user, time_zone=self.zones[user.id]) for user in strategies.PEOPLE}
        layers = [attrs.evolve(layer, users=[lived[user] for user in layer.users]) for layer in self.schedule.layers]
        overrides = [attrs.evolve(each, user=lived[each.user]) for each in self.schedule.overrides]
        return attrs.evolve(self.schedule, layers=layers, overrides=overrides)


_home = st.sampled_from((None, *strategies.ODD_ZONES))
_scenes = strategies.scenes()
_before, _length = st.integers(0, DAY), st.integers(1, 36 * HOUR)


@st.composite
def homes(draw: DrawFn) -> Home:
    """People in zones with odd clocks, and in none that is known."""
    scene = draw(_scenes)
    zones = {user.id: draw(_home) for user in strategies.PEOPLE}
    since = scene.near - draw(_before)
    return Home(scene.schedule, zones, since, since + draw(_length))


def hourly(since: int, until: int, zone: str) -> list[int]:
    """Cuts of a range: wherever the clock of a zone may show a full hour, and where it is changed."""
    cuts = {since, until}
    changes = [each for each in strategies.clock_changes(zone) if since < each < until]
    for begin, end in pairwise([since, *sorted(changes), until]):
        first = begin + -oracle.reading_of(begin, zone) % HOUR
        cuts |= {begin, *range(first, end, HOUR)}
    return sorted(cuts)


def slow_loads(home: Home) -> dict[str, tuple[int, int, int, int]]:
    """Seconds, night, weekend and holiday seconds by person: every hour of every shift on its own.

    The holiday is the local day of the range's middle.
    """
    found = {user.id: (0, 0, 0, 0) for user in strategies.PEOPLE}
    for start, end, user in oracle.shifts(strategies.as_oracle(home.schedule), home.since, home.until):
        zone = home.zones[user] or home.schedule.time_zone
        for begin, stop in pairwise(hourly(start, end, zone)):
            reading = oracle.reading_of(begin, zone)
            hour, day = reading % DAY // HOUR, reading // DAY
            flags = (
                True,
                hour >= 22 or hour < 7,
                oracle.weekday(day) >= 6,
                day == (home.since + home.until) // 2 // DAY,
            )
            found[user] = tuple(  # type: ignore[assignment]
                total + flag * (stop - begin) for total, flag in zip(found[user], flags, strict=True)
            )
    return found


@given(homes())
def test_every_hour_is_counted_where_the_person_lives(home: Home) -> None:
    """Hours, nights, weekends and holidays agree with a walk by the hour, over clock changes of any zone."""
    middle = date.fromordinal((home.since + home.until) // 2 // DAY + date(1970, 1, 1).toordinal())
    found = fairness(home.inhabited, home.since, home.until, holidays=[middle])
    slow = slow_loads(home)
    ours = {
        load.user.id: (load.seconds, load.night_seconds, load.weekend_seconds, load.holiday_seconds)
        for load in found.loads
    }
    assert ours == {user: slow[user] for user in ours}
    assert all(slow[user] == (0, 0, 0, 0) for user in slow if user not in ours)


@given(homes())
def test_hours_add_up_to_the_covered_time(home: Home) -> None:
    """One person is on call at a time, so the hours of all are the seconds in which somebody is."""
    found = fairness(home.schedule, home.since, home.until)
    timeline = home.schedule.shifts(home.since, home.until)
    assert sum(load.seconds for load in found.loads) == timeline.covered.seconds
    assert sum(load.shifts for load in found.loads) == len(timeline)


@given(homes(), st.floats(0, 1))
def test_a_range_may_be_split(home: Home, part: float) -> None:
    """What people have in two parts of a range adds up to what they have in it."""
    middle = home.since + int((home.until - home.since) * part)
    if not home.since < middle < home.until:
        return
    ranges = ((home.since, middle), (middle, home.until), (home.since, home.until))
    first, second, whole = (fairness(home.inhabited, *each) for each in ranges)
    assert {load.user for load in (*first.loads, *second.loads)} == {load.user for load in whole.loads}
    for load in whole.loads:
        parts = [each for found in (first, second) for each in found.loads if each.user == load.user]
        for name in ("seconds", "night_seconds", "weekend_seconds"):
            assert sum(getattr(each, name) for each in parts) == getattr(load, name)


@given(homes(), st.permutations(strategies.PEOPLE))
def test_exchanging_people_exchanges_their_loads(home: Home, order: list[User]) -> None:
    """Who has what depends on the places in the rotation, not on names."""
    other = dict(zip(strategies.PEOPLE, order, strict=True))
    layers = [attrs.evolve(each, users=[other[user] for user in each.users]) for each in home.schedule.layers]
    overrides = [attrs.evolve(each, user=other[each.user]) for each in home.schedule.overrides]
    exchanged = attrs.evolve(home.schedule, layers=layers, overrides=overrides)
    before, after = (fairness(each, home.since, home.until).loads for each in (home.schedule, exchanged))
    assert {load.user: load for load in after} == {
        other[load.user]: attrs.evolve(load, user=other[load.user]) for load in before
    }


# --- Over which time ----------------------------------------------------------------------------------------------


def test_by_default_it_is_one_joint_period() -> None:
    """Three weekly turns: from the first start three weeks, of which each person has one, for ever."""
    found = fairness(schedule(weekly(ALICE, BOB, CAROL)))
    assert hours(found) == {"alice": 168, "bob": 168, "carol": 168}
    assert (found.since.isoformat(), found.until.isoformat()) == (MONDAY, "2025-01-27T09:00:00-05:00")
    assert found.evidence == "one joint period of 3 weeks, which comes again for ever"
    assert found.period_seconds == 3 * WEEK
    assert found.spread("hours").ratio == 1


def test_days_meet_the_week() -> None:
    """Turns of a day among two people take two weeks until each has had every weekday."""
    layer = Layer.daily([ALICE, BOB], start=MONDAY, hand_off="09:00", time_zone=NEW_YORK)
    found = fairness(schedule(layer))
    assert found.period_seconds == 2 * WEEK
    assert {load.weekend_hours for load in found.loads} == {48}


def test_what_is_over_does_not_count() -> None:
    """A joint period begins after the last override; who was in that alone, or in a layer that is over, is left out."""
    past = weekly(DAVE, end="2025-02-03T09:00:00-05:00")
    cover = Override(user=User("erin"), start="2025-02-05T09:00:00-05:00", end="2025-02-06T09:00:00-05:00")
    found = fairness(schedule(past, weekly(ALICE, BOB), overrides=[cover]))
    assert found.since.isoformat() == "2025-02-06T09:00:00-05:00"
    assert hours(found) == {"alice": 168, "bob": 168}
    over = fairness(schedule(past, weekly(ALICE, BOB), overrides=[cover]), "2025-02-03T09:00:00-05:00")
    assert hours(over) == {"alice": 144, "bob": 168, "erin": 24}  # alice has the first of these weeks, less a day


def test_a_shift_that_the_period_cuts_is_one() -> None:
    """A period that begins in the middle of a turn ends in the middle of the same person's next one."""
    found = fairness(schedule(weekly(ALICE, BOB)), "2025-01-09T09:00:00-05:00")
    assert [(load.shifts, load.longest_seconds, load.rest_seconds) for load in found.loads] == [(1, WEEK, WEEK)] * 2
    asked = fairness(schedule(weekly(ALICE, BOB)), "2025-01-09T09:00:00-05:00", "2025-01-23T09:00:00-05:00")
    # Alice until Monday, and from the 20th on three days; a given range is all there is.
    assert [(load.shifts, load.longest_seconds, load.rest_seconds) for load in asked.loads] == [
        (2, 4 * DAY, WEEK),
        (1, WEEK, None),
    ]
    assert (asked.period_seconds, asked.evidence) == (None, "the range that was asked for, and nothing beyond it")


def test_where_everything_ends_it_is_all_of_it() -> None:
    """Two weeks and no more."""
    found = fairness(schedule(weekly(ALICE, BOB, end="2025-01-20T09:00:00-05:00")))
    assert hours(found) == {"alice": 168, "bob": 168}
    assert found.evidence == "everything ends, and all of it was looked at"
    later = fairness(schedule(weekly(ALICE, BOB, end="2025-01-20T09:00:00-05:00")), "2025-01-13T09:00:00-05:00")
    assert hours(later) == {"alice": 0, "bob": 168}


def test_a_schedule_of_nobody_has_no_loads() -> None:
    """No layers, no people, nothing to be unfair about; also when the end is over."""
    found = fairness(schedule())
    assert found.loads == ()
    assert found.spread("hours").ratio == 1
    assert (found.bounds, found.evidence) == ((0, WEEK), "nobody is ever on call; this is a week of nothing")
    assert fairness(schedule(weekly(ALICE, end="2025-01-20T09:00:00-05:00")), "2026-01-01T00:00:00Z").loads == ()


def test_until_alone_begins_where_there_is_something() -> None:
    """From the first joint period's begin, or from the first start if that lies behind."""
    assert fairness(schedule(weekly(ALICE, BOB)), until="2025-01-13T09:00:00-05:00").since.isoformat() == MONDAY
    late = Override(user=CAROL, start="2026-01-01T00:00:00Z", end="2026-01-02T00:00:00Z")
    found = fairness(schedule(weekly(ALICE, BOB), overrides=[late]), until="2025-01-13T09:00:00-05:00")
    assert hours(found) == {"alice": 168, "bob": 0}


def test_from_before_all_has_settled_nothing_is_said_for_ever() -> None:
    """A layer that starts within the period is there for a part of it."""
    found = fairness(schedule(weekly(ALICE, BOB)), "2024-12-30T09:00:00-05:00")
    assert hours(found) == {"alice": 168, "bob": 0}
    assert found.period_seconds is None
    assert found.evidence == "one joint period of 2 weeks; things start or end in it, or after it"


def test_a_period_that_is_too_long_is_cut() -> None:
    """Turns of 3,601 s and 3,607 s (a prime) among two and a week take millenia; some years of it are walked."""
    layers = [
        Layer(
            start=MONDAY,
            rotation_virtual_start=MONDAY,
            rotation_turn_length_seconds=seconds,
            users=[ALICE, BOB],
            restrictions=[DailyRestriction(start_time_of_day="09:00:00", duration_seconds=duration)],
        )
        for seconds, duration in ((3601, 86_399), (3607, 40_000))
    ]
    found = fairness(schedule(*layers))
    assert found.period_seconds is None
    assert found.evidence.startswith("the layers repeat together only after ")
    assert "every turn up to " in found.evidence
    assert found.spread("hours").ratio < 1.01


def test_holidays_are_those_of_one_year() -> None:
    """All else is of the joint period; the same date of the year after next is not in it."""
    found = fairness(schedule(weekly(ALICE, BOB)), holidays=["2025-12-25", "2026-01-07"])
    assert (found.period_seconds, hours(found)) == (2 * WEEK, {"alice": 168, "bob": 168})
    assert found.evidence == (
        "one joint period of 2 weeks, which comes again for ever; "
        "public holidays are those of one year, up to Tue 2026-01-06 09:00 -05:00"
    )
    # Christmas is in the week of the 22nd of December, the 51st: alice has the odd ones.
    assert [load.holiday_hours for load in found.loads] == [24, 0]
    assert (found.holidays_since, found.holidays_until) == (found.since, found.since.add(years=1))
    plain = found.to_dict()
    assert (plain["holidays_since"], plain["holidays_until"]) == (MONDAY, "2026-01-06T09:00:00-05:00")


@given(st.integers(0, 3 * 365))
def test_each_date_counts_once_a_year(later: int) -> None:
    """Wherever the year begins: the first of January of every year is one day of 24 hours, of whomever."""
    since = 1_736_172_000 + later * DAY  # 2025-01-06, 09:00 in New York, while clocks are not changed
    found = fairness(schedule(weekly(ALICE, BOB)), since, holidays=[date(year, 1, 1) for year in range(2024, 2031)])
    assert sum(load.holiday_hours or 0 for load in found.loads) == 24


def test_a_range_holds_for_holidays_too() -> None:
    """Two years have two Christmases, 52 weeks and a day apart: both are alice's."""
    found = fairness(schedule(weekly(ALICE, BOB)), MONDAY, "2027-01-06T09:00:00-05:00", holidays=CHRISTMASES)
    assert [load.holiday_hours for load in found.loads] == [48, 0]
    assert (found.holidays_since, found.holidays_until) == (found.since, found.until)
    assert found.evidence == "the range that was asked for, and nothing beyond it"
    assert fairness(schedule(weekly(ALICE, BOB))).holidays_since is None


# --- What clock changes move ---------------------------------------------------------------------------------------


def around_the_world() -> Schedule:
    """Eight hours a day from each of three continents, two people in each, on a clock that is never changed."""
    sites = (("syd", "Australia/Sydney", 22), ("mad", "Europe/Madrid", 6), ("lax", "America/Los_Angeles", 14))
    layers = [
        Layer(
            start="2025-01-06T00:00:00Z",
            rotation_virtual_start="2025-01-06T00:00:00Z",
            rotation_turn_length_seconds=WEEK,
            users=[User(f"{site}-{number}", time_zone=zone) for number in (1, 2)],
            restrictions=[DailyRestriction(start_time_of_day=f"{hour:02}:00:00", duration_seconds=8 * HOUR)],
        )
        for site, zone, hour in sites
    ]
    return schedule(*layers, zone="Etc/UTC")


def test_nights_of_other_clocks_do_not_come_again_to_the_hour() -> None:
    """From 14:00 UTC it is 06:00 in Los Angeles in January, an hour of night on each of 7 days; in July it is 07:00."""
    rota = around_the_world()
    for since, nights in (("2025-01-06T00:00:00Z", 7), ("2025-07-07T00:00:00Z", 0)):
        found = fairness(rota, since)
        assert [load.night_hours for load in found.loads if load.user.id.startswith("lax")] == [nights] * 2
        assert found.evidence == (
            "one joint period of 2 weeks, which comes again for ever, "
            "but for the hours by which clock changes part the zones"
        )


def test_what_clocks_move_is_not_too_much() -> None:
    """Seven hours a week of night are three times the mean, and no more than an hour for each of seven days."""
    found = fairness(around_the_world(), "2025-01-06T00:00:00Z")
    assert found.spread("nights").ratio == 3
    assert found.over("nights", 1.25) == ()


def test_where_nobody_with_another_clock_has_hours_all_comes_again() -> None:
    """Somebody in Madrid who is listed below a layer that always wins has nothing that could move."""
    hidden = weekly(User("ana", time_zone="Europe/Madrid"))
    found = fairness(schedule(hidden, weekly(ALICE, BOB)))
    assert hours(found) == {"ana": 0, "alice": 168, "bob": 168}
    assert found.evidence == "one joint period of 2 weeks, which comes again for ever"


# --- Exactly ------------------------------------------------------------------------------------------------------


def test_a_sunday_of_25_hours_counts_25() -> None:
    """2025-11-02 in New York: 24 + 25 hours of weekend, 9 + 1 hours of that night."""
    found = fairness(schedule(weekly(ALICE)), "2025-11-01T00:00:00-04:00", "2025-11-03T00:00:00-05:00")
    (load,) = found.loads
    assert (load.hours, load.weekend_hours) == (49, 49)
    assert load.night_hours == 7 + 10 + 2  # up to Saturday 07:00, the night with the change, from Sunday 22:00


def test_weekends_and_nights_are_those_of_the_person() -> None:
    """Friday 16:00 to 17:00 in New York is Saturday 06:00 in Tokyo: the weekend, and the night."""
    ann = User("ann", time_zone="Asia/Tokyo")
    found = fairness(schedule(weekly(ann)), "2025-01-10T16:00:00-05:00", "2025-01-10T17:00:00-05:00")
    assert [(load.weekend_hours, load.night_hours) for load in found.loads] == [(1, 1)]
    assert [
        (load.weekend_hours, load.night_hours) for load in fairness(schedule(weekly(ALICE)), *found.bounds).loads
    ] == [(0, 0)]


def test_a_night_may_be_another() -> None:
    """From 0 to 6, six hours of each of seven days."""
    assert fairness(schedule(weekly(ALICE)), night=(0, 6)).loads[0].night_hours == 42


def test_the_shortest_rest_and_the_longest_shift() -> None:
    """Office hours: eight of them, sixteen free in between, and the weekend of two days and sixteen hours."""
    five = [
        WeeklyRestriction(start_day_of_week=day, start_time_of_day="09:00:00", duration_seconds=8 * HOUR)
        for day in (1, 2, 3, 4, 5)
    ]
    (load,) = fairness(schedule(weekly(ALICE, restrictions=five))).loads
    assert (load.shifts, load.longest_seconds, load.rest_seconds) == (5, 8 * HOUR, 16 * HOUR)
    assert load.absence_seconds == 2 * DAY + 16 * HOUR


def test_on_call_for_ever_is_one_shift() -> None:
    """It neither begins nor ends, and there is no rest."""
    (load,) = fairness(schedule(weekly(ALICE))).loads
    assert (load.shifts, load.longest_seconds, load.rest_seconds, load.share) == (1, WEEK, None, 1)


# --- Several schedules --------------------------------------------------------------------------------------------


def test_in_two_schedules_at_once_is_on_call_once() -> None:
    """The same rotation twice is no more work; a shift in one that touches one in the other is one shift."""
    first, second = (schedule(weekly(ALICE, BOB), name=name) for name in ("first", "second"))
    found = fairness(Configuration(schedules=[first, second]))
    assert [(load.hours, load.shifts) for load in found.loads] == [(168, 1), (168, 1)]
    turned = schedule(weekly(BOB, ALICE), name="turned")
    always = fairness(Configuration(schedules=[first, turned]))
    assert [(load.hours, load.shifts, load.rest_seconds) for load in always.loads] == [(336, 1, None)] * 2


def test_the_periods_of_several_schedules_are_joined() -> None:
    """Two and three people take six weeks, on the clock of the first schedule; whoever is in both has more."""
    first = schedule(weekly(ALICE, BOB), name="first")
    second = schedule(weekly(CAROL, ALICE, DAVE), name="second", zone="Europe/Madrid")
    found = fairness(Configuration(schedules=[first, second]))
    assert found.zone == NEW_YORK
    assert found.evidence.startswith("one joint period of 6 weeks, which comes again for ever, but for the hours by")
    # alice has weeks 1, 3 and 5 in the first, 2 and 5 in the second: four of six.
    assert hours(found) == {"alice": 4 * 168, "bob": 3 * 168, "carol": 2 * 168, "dave": 2 * 168}


# --- Weights, holidays, pages -------------------------------------------------------------------------------------


def test_a_part_timer_has_a_part_of_a_share() -> None:
    """Alice, bob, alice: twice as much for alice is fair if bob works half of the time."""
    found = fairness(schedule(weekly(ALICE, BOB, ALICE)), weights={"bob": 0.5})
    assert hours(found) == {"alice": 336, "bob": 168}
    assert found.spread("hours").ratio == 1
    assert fairness(schedule(weekly(ALICE, BOB, ALICE))).spread("hours").ratio == 4 / 3


@pytest.mark.parametrize("name", ["pagerduty_user.bob", "bob", "Bob Brown", User("pagerduty_user.bob")])
def test_people_are_named_in_many_ways(name: User | str) -> None:
    """By user, id, label or name."""
    bob = User("pagerduty_user.bob", name="Bob Brown")
    found = fairness(schedule(weekly(ALICE, bob)), weights={name: 0.5}, holidays={name: "2025-01-20"})
    # On Monday the 20th bob hands over at 09:00.
    assert [(load.weight, load.holiday_hours) for load in found.loads] == [(1, 0), (0.5, 9)]


def test_strangers_are_refused() -> None:
    """A weight of somebody who is not there says nothing, so it is a mistake; who it may have been is said."""
    with pytest.raises(NotFoundError, match="no person is called 'alise'; near: alice"):
        fairness(schedule(weekly(ALICE, BOB)), weights={"alise": 0.5})
    with pytest.raises(NotFoundError, match="no person is called 'bobb'; near: bob"):
        fairness(schedule(weekly(ALICE, BOB)), holidays={"bobb": "2025-12-25"})


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"weights": {"alice": -1}}, "weights must be numbers from 0.001 to 1000, or 0, such as 0.5, got -1"),
    ({"weights": {"alice": True}}, "weights must be numbers from 0.001 to 1000, or 0, such as 0.5, got True"),
    ({"weights": [("alice", 1)]}, "weights must be a mapping from people to numbers"),
    ({"weights": {1: 1}}, "weights must be a mapping from users, ids or names, got 1"),
    ({"holidays": 5}, "holidays must be countries such as 'DE'"),
    ({"holidays": ["tomorrow"]}, "holidays must be countries such as 'DE'"),
    ({"night": (7, 7)}, "night must be two different full hours"),
    ({"since": "2025-01-02T00:00:00Z", "until": "2025-01-01T00:00:00Z"}, "until must be after since"),
    ({"until": "2024-01-01T00:00:00Z"}, "until must be after Mon 2025-01-06 09:00 -05:00"),
    ({"pages": [None]}, "is not an instant"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=[next(iter(each[0])) for each in WRONG])
def test_what_is_no_argument_is_refused(arguments: dict[str, Any], message: str) -> None:
    """The sentence names the argument and what it takes."""
    with pytest.raises((InvalidValueError, NotAnInstantError), match=message):
        fairness(schedule(weekly(ALICE, BOB)), **arguments)


def test_only_schedules_have_a_fairness() -> None:
    """A policy has none."""
    wrong: Any = 5
    with pytest.raises(InvalidValueError, match="subject must be a Schedule or a Configuration, got 5"):
        fairness(wrong)


def test_holidays_may_be_different_for_everybody() -> None:
    """A Monday that is one for bob, in his week; alice has none."""
    found = fairness(schedule(weekly(ALICE, BOB)), holidays={"bob": [date(2025, 1, 13), "2025-01-14"]})
    # From 09:00 on the 13th, and the whole 14th.
    assert [load.holiday_hours for load in found.loads] == [0, 39]


def test_pages_count_for_those_on_whose_shift_they_fell() -> None:
    """All of the log, or those of a given range; somebody who was paged without being on call is left out."""
    pages = [
        Page(at="2025-01-07T12:00:00Z", user=ALICE),
        Page(at="2025-01-08T12:00:00Z", user=ALICE),
        Page(at="2025-01-14T12:00:00Z", user=BOB),
        Page(at="2025-01-15T12:00:00Z", user=ALICE),
    ]
    rota = schedule(weekly(ALICE, BOB))
    assert [load.pages for load in fairness(rota, pages=pages).loads] == [2, 1]
    ranged = fairness(rota, MONDAY, "2025-01-08T00:00:00Z", pages=pages)
    assert [load.pages for load in ranged.loads] == [1, 0]
    known = oncall.attribute(pages, Configuration(schedules=[rota]))
    assert [load.pages for load in fairness(rota, pages=known).loads] == [2, 1]
    assert [load.pages for load in fairness(rota).loads] == [None, None]
    assert [load.pages for load in fairness(rota, pages=PageLog([])).loads] == [0, 0]
    incident = Incident(triggered_at="2025-01-07T12:00:00Z", pages=pages[:1])
    assert fairness(Configuration(schedules=[rota]), pages=[incident]).spread("pages").ratio == 2


def test_what_was_not_measured_has_no_spread() -> None:
    """The sentence says what to give."""
    found = fairness(schedule(weekly(ALICE, BOB)))
    assert found.measures == ("hours", "nights", "weekends", "shifts")
    wrong: list[tuple[Any, str]] = [
        ("holidays", "say when they are"),
        ("pages", "give a page log"),
        ("seconds", "one of hours"),
    ]
    for measure, message in wrong:
        with pytest.raises(InvalidValueError, match=message):
            found.spread(measure)


# --- What a well-known score calls perfect ------------------------------------------------------------------------


def test_half_of_the_time_twice_is_not_coverage() -> None:
    """Two people on call at once for half of the time and nobody for the other half share their hours evenly.

    A score of half coverage (each hour counted per person) and half balance between people rates that 100 of 100. The
    hours are even, and said to be; that nobody is on call for half of the time is an error of both schedules.
    """
    twelve = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=12 * HOUR)
    both = [schedule(weekly(user, restrictions=[twelve]), name=f"for {user}", zone=NEW_YORK) for user in (ALICE, BOB)]
    configuration = Configuration(schedules=both)
    found = fairness(configuration)
    assert hours(found) == {"alice": 84, "bob": 84}
    assert found.spread("hours").jain == 1
    report = oncall.check(configuration)
    assert not report.ok
    assert [each.subject for each in report.findings if each.code == "OC101"] == ["for alice", "for bob"]


def test_a_rotation_that_starves_somebody_is_not_fair() -> None:
    """Seven people on weekdays in daily turns: two of them never serve, and count all the same."""
    people = [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace")]
    week = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * DAY)
    layer = Layer.daily(
        people, start="2025-01-06T00:00:00-05:00", hand_off="00:00", time_zone=NEW_YORK, restrictions=[week]
    )
    found = fairness(schedule(layer))
    assert sorted(hours(found).values()) == [0, 0, 24, 24, 24, 24, 24]
    shared = found.spread("hours")
    assert shared.ratio == 7 / 5
    assert shared.jain == pytest.approx(5 / 7)
    assert [by for _, by in shared.off_by[-2:]] == [-120 / 7] * 2
    codes = {each.code for each in oncall.check(Configuration(schedules=[schedule(layer)])).findings}
    assert "OC202" in codes
    assert "OC301" not in codes  # that is the same news
    unasked = oncall.Settings(ignore=["OC202"])
    codes = {each.code for each in oncall.check(Configuration(schedules=[schedule(layer)]), settings=unasked).findings}
    assert "OC301" in codes


# --- As values ----------------------------------------------------------------------------------------------------


def test_as_plain_values() -> None:
    """A dictionary a person, and the whole answer with its spreads."""
    found = fairness(schedule(weekly(ALICE, BOB)))
    assert found.to_dicts()[0] == {
        "user": "alice",
        "name": "alice",
        "weight": 1,
        "hours": 168,
        "night_hours": 63,
        "weekend_hours": 48,
        "holiday_hours": None,
        "shifts": 1,
        "longest_hours": 168,
        "rest_hours": 168,
        "pages": None,
        "share": 0.5,
    }
    whole = found.to_dict()
    assert list(whole) == [
        "time_zone",
        "since",
        "until",
        "period_seconds",
        "evidence",
        "holidays_since",
        "holidays_until",
        "night",
        "loads",
        "spreads",
    ]
    assert whole["holidays_since"] is whole["holidays_until"] is None
    assert [each["measure"] for each in whole["spreads"]] == ["hours", "nights", "weekends", "shifts"]


def test_a_layer_that_never_is_does_not_move_the_term() -> None:
    """One whose end is before its start neither starts nor ends anything."""
    zone, monday = "Etc/UTC", "2025-01-06T00:00:00Z"
    weekly = Layer.weekly([User("alice"), User("bob")], start=monday, hand_off="mon 00:00", time_zone=zone)
    never = Layer(
        start="2030-01-07T00:00:00Z",
        end="2029-01-01T00:00:00Z",
        rotation_virtual_start="2030-01-07T00:00:00Z",
        rotation_turn_length_seconds=604_800,
        users=[User("carol")],
    )
    found = oncall.fairness(Schedule(name="rota", time_zone=zone, layers=[weekly, never]))
    assert found.since.isoformat() == "2025-01-06T00:00:00+00:00"
    assert found.period_seconds == 2 * 604_800
