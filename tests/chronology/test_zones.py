"""Wall clocks: the tables of a zone against the standard library's own, and what a reading means."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo, _zoneinfo  # type: ignore[attr-defined]

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oncall.chronology.zones import EARLIEST, LATEST, Zone
from oncall.errors import OncallError, UnknownZoneError
from tests import strategies
from tests.agreement import oracle
from tests.strategies import DAY, EVERY_ZONE, HOUR, ODD_ZONES, moments

SINCE, UNTIL = -2_208_988_800, 4_102_444_800  # 1900 to 2100
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def seconds(offset: timedelta) -> int:
    """An offset in seconds."""
    return offset // timedelta(seconds=1)


def every_change(name: str) -> list[tuple[int, int]]:
    """Every instant of 1900 to 2100 at which the offset changes, with the offset from then on.

    Read out of the lists of the standard library's zones as it is written in Python, and for the years after a list
    ends, out of the rule that follows it.
    """
    source: Any = _zoneinfo.ZoneInfo.no_cache(name)
    steps = [(at, seconds(info.utcoff)) for at, info in zip(source._trans_utc, source._ttinfos, strict=True)]  # noqa: SLF001
    before = source._tti_before.utcoff if source._tti_before else source._tz_after.utcoff  # noqa: SLF001
    rule = source._tz_after  # noqa: SLF001
    if hasattr(rule, "transitions"):
        listed_until = steps[-1][0] if steps else SINCE
        for year in range(1900, 2101):
            begin, end = rule.transitions(year)
            standard, summer = seconds(rule.std.utcoff), seconds(rule.dst.utcoff)
            following = [(begin - standard, summer), (end - summer, standard)]
            steps += [step for step in sorted(following) if step[0] > listed_until]
    found: list[tuple[int, int]] = []
    offset = seconds(before)
    for at, following_offset in steps:
        if following_offset != offset and SINCE <= at < UNTIL:
            found.append((at, following_offset))
        offset = following_offset
    return found


@cache
def every_clock() -> dict[tuple[tuple[int, int], ...], str]:
    """The changes of every zone, with one of the names that the same clock goes by."""
    return {tuple(every_change(name)): name for name in (*EVERY_ZONE, *ODD_ZONES)}


@pytest.mark.parametrize("part", range(8))
def test_no_clock_change_is_missed(part: int) -> None:
    """From 1900 to 2100 every zone changes its offset when the standard library's list says so, and to what it says.

    The profile `dev` looks at the odd zones and every eighth other.
    """
    clocks = sorted(every_clock().items(), key=lambda clock: (clock[1] not in ODD_ZONES, clock[1]))
    for number, (changes, name) in enumerate(clocks):
        if number % 8 != part or (settings().max_examples <= 100 and number // 8 % 8):
            continue
        zone = Zone(name, ZoneInfo(name))  # not the shared one, which would keep two centuries for every zone
        assert zone.changes(SINCE, UNTIL) == [at for at, _ in changes], name
        assert [zone.offset_at(at) for at, _ in changes] == [offset for _, offset in changes], name
        for at, _ in changes:
            before = (EPOCH + timedelta(seconds=at - 1)).astimezone(ZoneInfo(name)).utcoffset()
            assert zone.offset_at(at - 1) == seconds(before or timedelta()), name


@given(moments())
def test_offset_and_reading_are_the_standard_librarys(moment: tuple[str, int]) -> None:
    """At any instant the clock shows what the standard library says it shows."""
    name, instant = moment
    zone = Zone.named(name)
    shown = (EPOCH + timedelta(seconds=instant)).astimezone(ZoneInfo(name))
    offset = shown.utcoffset()
    assert offset is not None
    assert zone.offset_at(instant) == seconds(offset)
    assert zone.reading_of(instant) == oracle.reading_of(instant, name)


@given(
    st.sampled_from(ODD_ZONES),
    st.integers(-8_520_336_000, 10_413_792_000) | st.integers(EARLIEST, LATEST),
)
def test_offset_is_the_standard_librarys_in_other_centuries(name: str, instant: int) -> None:
    """From 1700 to 2300, and from ever to ever, the offset is the standard library's."""
    offset = (EPOCH + timedelta(seconds=instant)).astimezone(ZoneInfo(name)).utcoffset()
    assert offset is not None
    assert Zone.named(name).offset_at(instant) == seconds(offset)


def test_the_database_is_as_old_and_as_new_as_is_assumed() -> None:
    """No list of clock changes begins before 1800, and none goes on after 2100: there yearly rules hold alone."""
    for name in EVERY_ZONE:
        listed: list[int] = _zoneinfo.ZoneInfo.no_cache(name)._trans_utc  # noqa: SLF001
        assert all(-5_364_662_400 < at < UNTIL for at in listed), name


@pytest.mark.parametrize("name", ODD_ZONES)
def test_yearly_rules_are_repeated_exactly(name: str) -> None:
    """The clock changes of 9000 to 9010 are those at which the standard library changes its offset."""
    since, until = 221_845_392_000, 222_160_924_800  # 9000-01-01 to 9010-01-01
    source, days = ZoneInfo(name), range(since, until, DAY)
    offsets = [(EPOCH + timedelta(seconds=at)).astimezone(source).utcoffset() for at in days]
    changing = [at for at, (before, after) in zip(days, pairwise(offsets), strict=False) if before != after]
    zone = Zone(name, source)
    found = zone.changes(since, until)
    assert [(at - 1 - since) // DAY for at in found] == [(at - since) // DAY for at in changing]
    for at in found:
        before, after = (
            seconds((EPOCH + timedelta(seconds=each)).astimezone(source).utcoffset() or timedelta())
            for each in (at - 1, at)
        )
        assert (zone.offset_at(at - 1), zone.offset_at(at)) == (before, after)
        assert before != after


def test_two_clock_changes_are_never_as_close_as_three_days() -> None:
    """A zone's changes are found by looking every three days, so in no zone may two be closer than that."""
    distances = [after - before for changes in every_clock() for (before, _), (after, _) in pairwise(changes)]
    assert min(distances) > 3 * DAY


@given(moments())
def test_reading_becomes_its_first_instant_or_moves_over_the_gap(moment: tuple[str, int]) -> None:
    """The instant of a reading is what the rule for repeated and skipped local times makes of it."""
    name, instant = moment
    for reading in (instant, oracle.reading_of(instant, name), oracle.reading_of(instant, name) - HOUR):
        assert Zone.named(name).instant_of(reading) == oracle.instant_of(reading, name)


@given(moments())
def test_reading_of_an_instant_leads_back_to_it(moment: tuple[str, int]) -> None:
    """What the clock shows at t is shown first at t, or is being repeated at t."""
    name, instant = moment
    zone = Zone.named(name)
    first = zone.instant_of(zone.reading_of(instant))
    assert first <= instant
    assert zone.reading_of(first) == zone.reading_of(instant)


@given(moments(), st.lists(st.integers(-2 * DAY, 2 * DAY), max_size=8))
def test_settled_reading_tells_what_has_begun(moment: tuple[str, int], asides: list[int]) -> None:
    """With a settled reading, whatever began by its reading has begun, and nothing else has."""
    name, instant = moment
    zone = Zone.named(name)
    settled = zone.settled_reading(instant)
    if settled is None:
        return
    assert settled == oracle.reading_of(instant, name)
    for reading in (settled - 1, settled, settled + 1, *(settled + aside for aside in asides)):
        assert (oracle.instant_of(reading, name) <= instant) == (reading <= settled)


@given(moments())
def test_reading_is_unsettled_for_as_long_as_the_clock_was_moved_by(moment: tuple[str, int]) -> None:
    """There is no settled reading from a clock change on for as long as it moved the clock, and one always else."""
    name, instant = moment
    # A clock is moved by at most a day, so a change that matters is one of the last day.
    changes = [at for at in strategies.clock_changes(name) if instant - DAY <= at <= instant]
    moved = [abs(oracle.reading_of(at, name) - 1 - oracle.reading_of(at - 1, name)) for at in changes]
    unsettled = any(instant < at + by for at, by in zip(changes, moved, strict=True))
    assert (Zone.named(name).settled_reading(instant) is None) == unsettled


@given(moments(), st.integers(1, 40), st.integers(1, 3 * DAY))
def test_many_readings_become_instants_as_one_does(moment: tuple[str, int], count: int, step: int) -> None:
    """A list of ascending readings becomes the instants of each."""
    name, instant = moment
    zone = Zone.named(name)
    first = zone.reading_of(instant) - count * step // 2
    readings = range(first, first + count * step, step)
    assert zone.instants_of(readings) == [oracle.instant_of(reading, name) for reading in readings]
    assert zone.instants_of(range(first, first)) == []


def test_tables_that_grow_keep_what_they_said() -> None:
    """Questions about ever earlier and later years leave the answers about today as they were."""
    zone = Zone("America/New_York", ZoneInfo("America/New_York"))
    spring = 1_741_503_600  # 2025-03-09T07:00:00Z
    for years in (0, 30, 60, 120, 240):
        for instant in (spring - years * 31_556_952, spring + years * 31_556_952):
            assert zone.reading_of(instant) == oracle.reading_of(instant, zone.name)
        # -05:00 until the second before, -04:00 from then on.
        assert (zone.offset_at(spring - 1), zone.offset_at(spring)) == (-18_000, -14_400)
        assert zone.instant_of(spring - 18_000) == spring


@pytest.mark.parametrize(("edge", "name"), [("since", "Pacific/Auckland"), ("until", "America/New_York")])
def test_what_is_asked_at_the_edge_of_a_table_is_answered_as_anything_is(edge: str, name: str) -> None:
    """The first question of all may lie where a zone's table ends, and its answer up to a day beyond."""
    at_edge: int = getattr(Zone(name, ZoneInfo(name)).table, edge)
    # Summer in Auckland, and winter in New York: no clock changes near, so every reading is shown once.
    for at in (at_edge - DAY, at_edge - HOUR, at_edge, at_edge + HOUR, at_edge + DAY):
        expected = oracle.reading_of(at, name)
        assert Zone(name, ZoneInfo(name)).reading_of(at) == expected
        assert Zone(name, ZoneInfo(name)).instant_of(at) == oracle.instant_of(at, name)
        assert Zone(name, ZoneInfo(name)).instants_of([at, at]) == [oracle.instant_of(at, name)] * 2
        assert Zone(name, ZoneInfo(name)).occurrences(expected) == [at]


def test_a_step_at_the_end_of_a_range_is_no_piece_of_it() -> None:
    """A range that begins or ends with a clock change, or where it is settled, has no empty piece there."""
    zone, spring = Zone.named("America/New_York"), 1_741_503_600  # 2025-03-09T07:00:00Z, from -05:00 to -04:00
    assert zone.steps(spring - 60, spring) == [(spring - 60, spring, -18_000)]
    assert zone.steps(spring, spring + 3600) == [(spring, spring + 3600, None)]
    assert zone.steps(spring + 3600, spring + 3660) == [(spring + 3600, spring + 3660, -14_400)]
    assert zone.steps(spring - 1, spring + 3601) == [
        (spring - 1, spring, -18_000),
        (spring, spring + 3600, None),
        (spring + 3600, spring + 3601, -14_400),
    ]


def test_the_beginning_of_time_is_no_clock_change() -> None:
    """Where a table can reach no further back its first offset begins, and that is no change of any clock."""
    zone = Zone.named("America/New_York")
    assert zone.changes(EARLIEST - 3 * DAY, EARLIEST) == []
    assert zone.changes(LATEST, LATEST + 3 * DAY) == []


@given(moments())
def test_occurrences_are_every_instant_with_that_reading(moment: tuple[str, int]) -> None:
    """They are those of both folds of the standard library that show the reading, each once and in order."""
    name, near = moment
    for reading in (oracle.reading_of(near, name), near):
        wall = datetime(1970, 1, 1) + timedelta(seconds=reading)
        both = {strategies.instant_at(name, wall, fold) for fold in (0, 1)}
        expected = sorted(it for it in both if oracle.reading_of(it, name) == reading)
        assert Zone.named(name).occurrences(reading) == expected


def test_changes_are_of_a_half_open_range() -> None:
    """A change at the beginning of the range is one of its changes, a change at its end is not."""
    zone, spring = Zone.named("America/New_York"), 1_741_503_600  # 2025-03-09T07:00:00Z
    assert zone.changes(spring, spring + 1) == [spring]
    assert zone.changes(spring - 1, spring) == []
    assert Zone.named("Etc/UTC").changes(SINCE, UNTIL) == []


@pytest.mark.parametrize(
    "name",
    [
        "",
        "localtime",
        "Mars/Olympus_Mons",
        "Europe",
        "../etc/passwd",
        "/etc/localtime",
        "a\0b",
        "Europe/\ud800",
        "tzdata.zi",
        "EST+5",
        " Etc/UTC",
        None,
        5,
        True,
        ["Etc/UTC"],
    ],
)
def test_what_is_no_zone_is_refused(name: Any) -> None:
    """Anything but the name of an IANA zone is an error that says what one looks like, and keeps the name."""
    with pytest.raises(UnknownZoneError) as caught:
        Zone.named(name)
    assert isinstance(caught.value, (OncallError, ValueError))
    assert caught.value.name == name
    assert str(caught.value).startswith("time_zone must be the name of an IANA time zone such as 'America/New_York'")
    assert f"got {name!r}" in str(caught.value)


def test_a_zone_is_one_value_for_each_name() -> None:
    """The same name gives the same zone, after pickling too."""
    zone = Zone.named("Europe/Dublin")
    assert zone is Zone.named("Europe/Dublin")
    assert pickle.loads(pickle.dumps(zone)) is zone  # noqa: S301
    assert zone != Zone.named("Europe/London")


MARGIN = 2_051_222_400 - 1_420_070_400  # the twenty years of 2015 to 2035, of which a first table is made


@pytest.mark.parametrize("hours", [1, 10])
def test_a_clock_change_just_outside_of_a_table_is_known(hours: int) -> None:
    """A table is made to reach as far as it is long beyond what was asked: here to some hours beside a clock change.

    Auckland's clock goes forward by an hour, from twelve hours ahead of UTC, and Adak's from ten hours behind. So the
    readings of an hour beside the change are half a day away from the instants that they stand for.
    """
    for name, day, zone_offset in (("Pacific/Auckland", (1990, 10, 7), 12), ("America/Adak", (2060, 3, 14), -10)):
        change = strategies.instant_at(name, datetime(*day, 1, 59, 59)) + 1
        direction = 1 if name == "America/Adak" else -1
        for aside in (-1800, 1800):
            zone = Zone(name, ZoneInfo(name))
            zone.offset_at(change - direction * (hours * 3600 + MARGIN))
            offset = (zone_offset + (aside >= 0)) * 3600
            reading = change + aside + offset
            assert zone.instant_of(reading) == change + aside
            fresh = Zone(name, ZoneInfo(name))
            fresh.offset_at(change - direction * (hours * 3600 + MARGIN))
            assert fresh.instants_of([reading, reading + 1]) == [change + aside, change + aside + 1]


@pytest.mark.parametrize(
    ("name", "near"), [("America/New_Yorc", "America/New_York"), ("Europe/Lodnon", "Europe/London"), ("localtim", "")]
)
def test_a_zone_that_is_misspelt_is_told_what_it_may_be(name: str, near: str) -> None:
    """What is most like it; never the zone that is another one on every machine."""
    with pytest.raises(UnknownZoneError) as caught:
        Zone.named(name)
    assert "localtime" not in caught.value.near
    assert not near or caught.value.near[0] == near
