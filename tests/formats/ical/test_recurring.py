"""The recurring form: what every reader finds in it is who is on call, at all times, and the other way round."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Configuration, EscalationPolicy, EscalationRule, Override, Schedule, Timeline, User
from oncall.errors import InvalidValueError, NotRecurringError
from oncall.formats import ical
from tests.formats.ical.expanding import READERS, Occurrence, Reader, by_zone_names
from tests.formats.ical.readers import parsed, texts, uids
from tests.formats.ical.rotas import ALICE, BOB, CAROL, DAVE, ERIN, NEW_YORK, rota, two_rotas
from tests.formats.ical.zoned import NIGHTS, OFFICE, SMALL_HOURS, WEEKEND, layer
from tests.strategies import DAY, HOUR, WEEK, Scene, nudges, scenes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ZONES = (
    "America/New_York",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Etc/UTC",
    # These change at midnight.
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Havana",
    "Atlantic/Azores",
)
SINCE, UNTIL = 1_738_368_000, 1_769_904_000  # 2025-02-01 and 2026-02-01
FAR = 2_366_841_600  # 2045


def expected(schedule: Schedule, since: int, until: int) -> list[Occurrence]:
    """The whole shifts that touch a range; what never ends does so far away."""
    shifts = schedule.shifts(since, until, overflow=True)
    bounds = [(*shift.bounds, f"On call: {shift.user} — {schedule}") for shift in shifts]
    return [(start, FAR if end is None else end, summary) for start, end, summary in bounds]


def alone_for_ever(schedule: Schedule) -> User | None:
    """Who is on call from some day on, and without an end."""
    shift = schedule.shift_at(FAR)
    return shift.user if shift is not None and shift.end is None else None


def joined(found: Sequence[Occurrence], summary: str) -> list[Occurrence]:
    """The weeks of one person that follow each other as one shift."""
    whole: list[Occurrence] = []
    for start, end, text in found:
        if whole and text == summary and whole[-1][1:] == (start, summary):
            whole[-1] = (whole[-1][0], end, text)
        else:
            whole.append((start, end, text))
    return whole


def cut(found: Sequence[Occurrence], since: int, until: int) -> list[Occurrence]:
    """The parts that lie within a range."""
    return [(max(start, since), min(end, until), text) for start, end, text in found]


def assert_read_as_on_call(
    schedule: Schedule, written: bytes, since: int, until: int, readers: Iterable[Reader] = READERS
) -> None:
    """Every reader finds the shifts, each once and to the second; weeks where somebody is alone for ever."""
    shifts, user = expected(schedule, since, until), alone_for_ever(schedule)
    for reader in readers:
        found = reader(written, since, until)
        if user is None:
            assert found == shifts, reader
        else:
            assert all(end - start <= WEEK + DAY for start, end, text in found if text.startswith(f"On call: {user}"))
            whole = cut(joined(found, f"On call: {user} — {schedule}"), since, until)
            assert whole == cut(shifts, since, until), reader


# --- Kinds of schedules in odd zones ----------------------------------------------------------------------------------

KINDS = {
    "weeks": [layer()],
    "days": [layer(turn=DAY)],
    "nights": [layer((ALICE, BOB, CAROL), DAY, restrictions=NIGHTS)],
    "small hours": [layer((ALICE, BOB), DAY, restrictions=SMALL_HOURS)],
    "office hours": [layer(restrictions=OFFICE)],
    "a weekend crew above weeks": [layer(), layer((ERIN, ALICE), restrictions=WEEKEND)],
    "turns of seven hours": [layer((ALICE, BOB, CAROL), 7 * HOUR)],
    "hand-over at half past two": [layer(turn=DAY, start="2025-01-01T02:30:00-05:00")],
    "one person for ever": [layer((ALICE,))],
    "one person above nights": [layer((ALICE, BOB), DAY, restrictions=NIGHTS), layer((CAROL,), restrictions=OFFICE)],
    "the same person twice": [layer((ALICE, BOB, ALICE, CAROL))],
}


MANY = {"turns of seven hours", "one person above nights", "a weekend crew above weeks"}  # it takes long to read them
FEW_ZONES = ("America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Africa/Cairo")
CASES = [(kind, zone) for kind in KINDS for zone in (FEW_ZONES if kind in MANY else ZONES)]


@pytest.mark.parametrize(("kind", "zone"), CASES)
def test_every_reader_finds_who_is_on_call(kind: str, zone: str) -> None:
    """Two years with their clock changes."""
    schedule = Schedule(name="Checkout", time_zone=zone, layers=KINDS[kind])
    written = ical.dumps(schedule, recurring=True)
    assert written == ical.calendar(schedule, recurring=True).to_ical()
    assert_read_as_on_call(schedule, written, SINCE, UNTIL)


# --- Any schedule -----------------------------------------------------------------------------------------------------

_turn = st.sampled_from(
    (DAY, WEEK, HOUR * 12, HOUR * 7, HOUR * 25, 2 * DAY, 2 * WEEK, 5 * DAY + HOUR, 30 * DAY, 365 * DAY)
)
_ends = st.sampled_from((True, True, True, False))
_length = st.sampled_from((1, HOUR, DAY, 3 * DAY, 2 * WEEK))
_overrides = st.lists(st.tuples(nudges(), _length, st.sampled_from((ALICE, BOB))), max_size=3)


@st.composite
def recurring_scenes(draw: st.DrawFn) -> Scene:
    """A schedule with turns that come back within a few years mostly, and with a layer that has no end."""
    scene = draw(scenes())
    layers = list(scene.schedule.layers) or [layer()]
    layers = [attrs.evolve(each, rotation_turn_length_seconds=draw(_turn)) for each in layers]
    place = draw(st.integers(0, len(layers) - 1))
    layers[place] = attrs.evolve(layers[place], end=None)
    more = [
        Override(user=user, start=scene.near + aside, end=scene.near + aside + length)
        for aside, length, user in draw(_overrides)
    ]
    schedule = attrs.evolve(scene.schedule, layers=layers, overrides=[*scene.schedule.overrides, *more])
    return attrs.evolve(scene, schedule=schedule)


@given(recurring_scenes(), st.integers(0, 3), _ends)
def test_any_schedule_is_read_as_it_is(scene: Scene, weeks: int, ends: bool) -> None:  # noqa: FBT001
    """Weeks before and after a clock change, with whatever begins, ends, overlaps or is skipped there."""
    since, until = scene.near - weeks * WEEK, scene.near + 3 * WEEK
    try:
        written = ical.dumps(scene.schedule, since, until if ends else None, recurring=True)
    except NotRecurringError:
        return
    # The libraries take a second for a few hundred events, most of which are far from the range.
    readers = READERS if written.count(b"BEGIN:VEVENT") <= 40 else (by_zone_names,)
    assert_read_as_on_call(scene.schedule, written, since, until, readers)


# --- What deviates ----------------------------------------------------------------------------------------------------


def override(start: str, end: str, user: User = ERIN) -> Override:
    """Somebody who takes over in between."""
    return Override(user=user, start=start, end=end)


MARCH, NOVEMBER = "2025-03-09T07:00:00Z", "2025-11-02T06:00:00Z"  # when New York changes its clock

DEVIATIONS = {
    "up to a clock change": [override("2025-03-08T12:00:00Z", MARCH), override("2025-11-01T12:00:00Z", NOVEMBER)],
    "from a clock change on": [override(MARCH, "2025-03-10T12:00:00Z"), override(NOVEMBER, "2025-11-03T00:00:00Z")],
    "over a clock change": [override("2025-03-09T06:59:59Z", "2025-03-09T07:00:01Z")],
    "in the repeated hour": [override("2025-11-02T05:30:00Z", "2025-11-02T06:30:00Z")],
    "over several turns": [override("2025-03-01T00:00:00Z", "2025-05-01T00:00:00Z")],
    "overlapping": [
        override("2025-06-01T00:00:00Z", "2025-06-20T00:00:00Z"),
        override("2025-06-10T00:00:00Z", "2025-06-11T00:00:00Z", BOB),
        override("2025-06-19T00:00:00Z", "2025-06-30T00:00:00Z", ALICE),
    ],
    "a whole turn": [override("2025-01-08T00:00:00-05:00", "2025-01-15T00:00:00-05:00")],
    "a turn that becomes longer": [override("2025-01-15T00:00:00-05:00", "2025-01-16T00:00:00-05:00", BOB)],
    "a turn that begins earlier": [override("2025-01-14T00:00:00-05:00", "2025-01-15T00:00:00-05:00", CAROL)],
    "before anybody": [override("2024-12-01T00:00:00Z", "2024-12-02T00:00:00Z")],
}


@pytest.mark.parametrize("users", [(ALICE, BOB, CAROL), (ALICE,)], ids=["weeks", "one person for ever"])
@pytest.mark.parametrize("kind", DEVIATIONS)
def test_every_reader_finds_overrides(kind: str, users: tuple[User, ...]) -> None:
    """From the first override on, over a year."""
    schedule = Schedule(name="Checkout", time_zone=NEW_YORK, layers=[layer(users)], overrides=DEVIATIONS[kind])
    assert_read_as_on_call(schedule, ical.dumps(schedule, recurring=True), 1_733_011_200, 1_733_011_200 + 365 * DAY)


LAYERS = {
    "one that ends": [layer(), layer((ERIN,), end="2025-06-01T00:00:00Z")],
    "one that begins later": [layer((ALICE, BOB)), layer((ERIN, DAVE), start="2025-05-05T05:00:00Z")],
    "one after the other": [
        layer(end="2025-05-07T00:00:00-04:00"),
        layer((BOB, CAROL), start="2025-05-07T00:00:00-04:00"),
    ],
    "a gap in between": [layer(end="2025-05-07T00:00:00Z"), layer((BOB,), start="2025-09-01T00:00:00Z")],
    "a virtual start years later": [layer(rotation_virtual_start="2031-01-01T00:00:00Z")],
    "a virtual start long ago": [layer(rotation_virtual_start="1951-01-01T00:00:00Z", restrictions=NIGHTS)],
    "a start within a turn": [layer(start="2025-02-03T04:05:06Z", rotation_virtual_start="2025-02-01T00:00:00Z")],
    "the first person of then alone": [
        layer((ALICE, BOB), end="2025-04-01T00:00:00Z"),
        layer((ALICE,), start="2025-03-20T00:00:00Z"),
    ],
}


@pytest.mark.parametrize("kind", LAYERS)
def test_every_reader_finds_what_is_before_all_has_begun(kind: str) -> None:
    """The turns from 2025 on are each an event of its own until the last layer has begun or ended."""
    schedule = Schedule(name="Checkout", time_zone=NEW_YORK, layers=LAYERS[kind])
    assert_read_as_on_call(schedule, ical.dumps(schedule, recurring=True), 1_735_689_600, 1_735_689_600 + 365 * DAY)


@pytest.mark.parametrize(
    ("start", "since", "is_given"),
    [
        ("0001-01-03T00:00:00Z", "2025-02-01T00:00:00+00:00", True),
        ("1900-01-01T00:00:00Z", "1900-01-01T00:00:00+00:00", False),
        ("1960-01-01T00:00:00Z", "2025-02-01T00:00:00+00:00", False),
        ("2300-01-01T00:00:00Z", "2300-01-01T00:00:00+00:00", False),
    ],
)
def test_every_reader_finds_turns_that_began_long_ago_or_begin_far_off(
    start: str, since: str, *, is_given: bool
) -> None:
    """In year 1 the clock showed local mean time, 4:56:02 behind UTC, and in 2300 the rules of today hold."""
    schedule = Schedule(name="Checkout", time_zone=NEW_YORK, layers=[layer(start=start)])
    begin = int(datetime.fromisoformat(since).timestamp())
    written = ical.dumps(schedule, begin if is_given else None, recurring=True)
    assert_read_as_on_call(schedule, written, begin, begin + 300 * DAY)


def test_an_override_far_off() -> None:
    """Clock changes are looked at up to 2050, overrides wherever they are: one of 2100 is told."""
    overrides = [override("2100-03-01T00:00:00Z", "2100-03-09T00:00:00Z")]
    schedule = Schedule(name="Checkout", time_zone=NEW_YORK, layers=[layer()], overrides=overrides)
    since = 4_105_123_200  # 2100-02-01
    assert_read_as_on_call(schedule, ical.dumps(schedule, recurring=True), since, since + 60 * DAY)


def test_an_override_by_whom_it_would_be_anyway_changes_nothing() -> None:
    """Alice for a day of her own week, and of all her weeks."""
    for users in ((ALICE, BOB), (ALICE,)):
        plain = Schedule(name="Checkout", time_zone=NEW_YORK, layers=[layer(users)])
        same = [override("2025-01-02T00:00:00Z", "2025-01-03T00:00:00Z", ALICE)]
        overridden = attrs.evolve(plain, overrides=same)
        assert ical.dumps(overridden, recurring=True) == ical.dumps(plain, recurring=True)


def test_an_occurrence_that_another_has_instead_is_left_out() -> None:
    """A whole turn of bob's is erin's: EXDATE, and an event of hers; half of one has a RECURRENCE-ID, and its start."""
    whole = attrs.evolve(rota(), overrides=DEVIATIONS["a whole turn"])
    lines = {line.name: line.value for line in parsed(ical.dumps(whole, recurring=True))}
    assert lines["EXDATE"] == "20250108T000000"
    assert "RECURRENCE-ID" not in lines
    half = [override("2025-01-10T00:00:00-05:00", "2025-01-15T00:00:00-05:00")]
    lines = {line.name: line.value for line in parsed(ical.dumps(attrs.evolve(rota(), overrides=half), recurring=True))}
    assert lines["RECURRENCE-ID"] == "20250108T000000"
    assert "EXDATE" not in lines


# --- From when to when ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["weeks", "nights", "one person for ever"])
def test_a_later_since_keeps_the_uids(kind: str) -> None:
    """Only what is not over then is told, by series with the UIDs that they had."""
    schedule = Schedule(name="Checkout", time_zone="Etc/UTC", layers=KINDS[kind])
    written = ical.dumps(schedule, recurring=True)
    for since in ("2024-06-01T00:00:00Z", "2026-01-01T00:00:00Z", "2049-12-31T12:00:00Z"):
        assert uids(ical.dumps(schedule, since, recurring=True)) == uids(written)


def test_since_leaves_out_what_is_over() -> None:
    """In the middle of carol's week hers is the first, and dave's the next, then alice's and bob's.

    Her first one, from 2025-01-15 to 22, is over at its end.
    """
    told = [
        texts(ical.dumps(rota(), since, recurring=True), "SUMMARY")
        for since in ("2025-01-21T00:00:00Z", "2025-01-22T05:00:00Z")
    ]
    people = ["alice", "bob", "carol", "dave"]
    assert told == [[f"On call: {user} — Checkout" for user in (*people[at:], *people[:at])] for at in (2, 3)]


def test_until_ends_the_rules() -> None:
    """UNTIL is the last second before, in UTC; dave, who has his first week then, is not told, and carol's is whole."""
    written = ical.dumps(rota(), until="2025-01-22T00:00:00-05:00", recurring=True)
    assert [line.value for line in parsed(written) if line.name == "RRULE" and "UNTIL" in line.value] == [
        "FREQ=WEEKLY;UNTIL=20250122T045959Z;INTERVAL=4;BYDAY=WE"
    ] * 3
    assert texts(written, "SUMMARY") == [f"On call: {user} — Checkout" for user in (ALICE, BOB, CAROL)]
    later = ical.dumps(rota(), until="2025-01-22T00:00:01-05:00", recurring=True)
    assert len(uids(later)) == 4


def test_until_within_exceptions() -> None:
    """An exception is told if it begins before: a swap from the tenth on is, one second later it is not."""
    swapped = attrs.evolve(rota(), overrides=[override("2025-01-10T00:00:00Z", "2025-01-12T00:00:00Z")])
    for until, told in (("2025-01-10T00:00:00Z", False), ("2025-01-10T00:00:01Z", True)):
        written = ical.dumps(swapped, until=until, recurring=True)
        assert ("On call: erin — Checkout" in texts(written, "SUMMARY")) is told


def test_nothing_depends_on_the_day_or_the_machine() -> None:
    """Another zone of the machine and another seed of its hashes give the same bytes."""
    program = (
        "import sys; from oncall.formats import ical; from tests.formats.ical.rotas import two_rotas; "
        "sys.stdout.buffer.write(ical.dumps(two_rotas(), recurring=True))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[3],
        env={"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu"},
        capture_output=True,
        check=True,
    )
    assert run.stdout == ical.dumps(two_rotas(), recurring=True)


def test_somebody_who_joins_changes_no_uid_of_the_others() -> None:
    """Erin comes after dave: the others keep their first turns, and so their series."""
    before, after = (
        ical.dumps(rota(), recurring=True),
        ical.dumps(rota((ALICE, BOB, CAROL, DAVE, ERIN)), recurring=True),
    )
    assert uids(before) < uids(after)
    assert len(uids(after) - uids(before)) == 1


# --- Gaps, policies, people -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["America/New_York", "Etc/UTC", "Africa/Cairo"])
def test_every_reader_finds_the_gaps(zone: str) -> None:
    """When nobody is on call recurs as shifts do, with its exceptions."""
    overrides = [override("2025-04-05T12:00:00Z", "2025-04-06T12:00:00Z")]
    schedule = Schedule(name="Checkout", time_zone=zone, layers=[layer(restrictions=NIGHTS)], overrides=overrides)
    written = ical.dumps(schedule, recurring=True, gaps=True)
    since, until = SINCE, SINCE + 300 * DAY
    gaps = [(*gap.bounds, "Nobody on call — Checkout") for gap in schedule.shifts(since, until).gaps]
    for reader in READERS:
        assert cut(reader(written, since, until), since, until) == gaps


def test_a_schedule_without_gaps_has_none_to_tell() -> None:
    """Four people have all the time: no event, and no zone."""
    written = ical.dumps(rota(), recurring=True, gaps=True)
    assert {line.value for line in parsed(written) if line.name == "BEGIN"} == {"VCALENDAR"}


def test_a_policy_is_told_level_by_level() -> None:
    """Whom a rule names is told from Monday to Monday on the clock of their zone, the schedule turn by turn."""
    madrid = User("mallory", time_zone="Europe/Madrid")
    rules = [EscalationRule(escalation_delay_in_minutes=5, targets=[target]) for target in (rota(), madrid)]
    written = ical.dumps(EscalationPolicy(name="Shop", rules=rules), recurring=True)
    since, until = SINCE, SINCE + 300 * DAY
    shifts = [
        (*shift.bounds, f"On call: {shift.user} — level 1, Checkout")
        for shift in rota().shifts(since, until, overflow=True)
    ]
    first = datetime(2025, 1, 27)  # a Monday, the last one before February
    mondays = [
        int((first + timedelta(weeks=week)).replace(tzinfo=ZoneInfo("Europe/Madrid")).timestamp()) for week in range(60)
    ]
    weeks = [
        (start, end, "On call: mallory — level 2") for start, end in pairwise(mondays) if start < until and end > since
    ]
    for reader in READERS:
        assert reader(written, since, until) == sorted([*shifts, *weeks])


def test_somebody_in_two_zones() -> None:
    """Bob's turns of both schedules, each on its own clock, with a VTIMEZONE for each of the two."""
    there = Schedule(
        name="Search", time_zone="Australia/Lord_Howe", layers=[layer((BOB, ERIN), DAY, restrictions=OFFICE)]
    )
    written = ical.dumps(Configuration(schedules=[rota(), there]), recurring=True, user="bob")
    zones = [line.value for line in parsed(written) if line.name == "TZID"]
    assert zones == ["America/New_York", "Australia/Lord_Howe"]
    since, until = SINCE, SINCE + 300 * DAY
    shifts = [each for schedule in (rota(), there) for each in expected(schedule, since, until)]
    for reader in READERS:
        assert reader(written, since, until) == sorted(each for each in shifts if each[2].startswith("On call: bob"))


# --- What is refused --------------------------------------------------------------------------------------------------

_NO_END = "no layer of it is without an end, so nothing comes back for ever"


@pytest.mark.parametrize(
    ("source", "arguments", "message"),
    [
        (
            Schedule(name="Shop", time_zone="Etc/UTC", layers=[layer(end="2026-01-01T00:00:00Z")]),
            {},
            f"Shop has no recurring calendar: {_NO_END}",
        ),
        (
            Schedule(name="Shop", time_zone="Etc/UTC", layers=[]),
            {"gaps": True},
            f"Shop has no recurring calendar: {_NO_END}",
        ),
        (
            # 86,400 turns, whose number 4 people share evenly, are 3601 days.
            Schedule(name="Shop", time_zone="Etc/UTC", layers=[layer(turn=3601)]),
            {},
            (
                "Shop has no recurring calendar: it takes 514 weeks 3 days, and more than 5000 turns, "
                "until everything begins again"
            ),
        ),
        (
            Schedule(
                name="Shop",
                time_zone="Etc/UTC",
                layers=[layer(turn=HOUR), layer((ALICE,), start="2035-01-01T00:00:00Z")],
            ),
            {},
            (
                "Shop has no recurring calendar: it takes 521 weeks 4 days until its last layer has begun; "
                "say since when it is to be told"
            ),
        ),
        (
            # 3,000 turns of 365 days are 156,428 weeks and 4 days.
            Schedule(
                name="Shop",
                time_zone="Etc/UTC",
                layers=[layer([User(f"u{number}") for number in range(3000)], 365 * DAY)],
            ),
            {},
            (
                "Shop has no recurring calendar: it takes 156428 weeks 4 days until everything begins again, "
                "and the year 9999 is over before"
            ),
        ),
        (
            attrs.evolve(rota(name="Shop"), overrides=[override("2026-01-01T00:00:00Z", "9990-01-01T00:00:00Z")]),
            {},
            (
                "Shop has no recurring calendar: overrides take the place of more than 10000 of its turns; "
                "say until when it is to be told"
            ),
        ),
        (
            EscalationPolicy(name="Shop", rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[rota()])]),
            {"gaps": True},
            (
                "Shop has no recurring calendar: the times at which a policy reaches nobody are those of several "
                "schedules; ask for the gaps of each"
            ),
        ),
        (
            Timeline([], since=0, until=DAY),
            {},
            "a timeline has no recurring calendar: it does not know what comes after it; give the schedule",
        ),
        (
            Configuration(schedules=[rota(), Schedule(name="Old", time_zone="Etc/UTC", layers=[])]),
            {},
            f"Old has no recurring calendar: {_NO_END}",
        ),
        (
            Configuration(
                schedules=[
                    rota(),
                    Schedule(name="Old", time_zone="Etc/UTC", layers=[layer(end="2026-01-01T00:00:00Z")]),
                ]
            ),
            {"user": "alice"},
            f"Old has no recurring calendar: {_NO_END}",
        ),
    ],
)
def test_what_has_no_recurring_form_is_refused(
    source: Schedule | Timeline | EscalationPolicy | Configuration, arguments: dict[str, Any], message: str
) -> None:
    """In a sentence that names the schedule and says why."""
    with pytest.raises(NotRecurringError, match=f"^{re.escape(message)}$"):
        ical.dumps(source, recurring=True, **arguments)


def test_what_to_do_about_a_refusal() -> None:
    """With `since`, or with `until`, there is less to tell."""
    late = Schedule(
        name="Shop", time_zone="Etc/UTC", layers=[layer(turn=HOUR), layer((ALICE,), start="2035-01-01T00:00:00Z")]
    )
    assert texts(ical.dumps(late, "2036-01-01T00:00:00Z", recurring=True), "SUMMARY") == ["On call: alice — Shop"]
    for_good = attrs.evolve(rota(name="Shop"), overrides=[override("2026-01-01T00:00:00Z", "9990-01-01T00:00:00Z")])
    written = ical.dumps(for_good, "2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z", recurring=True)
    since, until = 1_769_904_000, 1_772_323_200
    # Not all libraries can add such a length to a date.
    assert cut(by_zone_names(written, since, until), since, until) == [(since, until, "On call: erin — Shop")]


def test_a_range_that_is_none_is_refused() -> None:
    """An end before the start is no range in this form either."""
    with pytest.raises(InvalidValueError, match="until must be after since"):
        ical.dumps(rota(), DAY, 0, recurring=True)


def test_the_end_of_time() -> None:
    """What would begin after the year 9999 is not told: of the last four weeks, alice's begins on the 27th."""
    written = ical.dumps(rota(), "9999-12-20T00:00:00Z", recurring=True)
    assert len(uids(written)) == sum(line.name == "RRULE" for line in parsed(written) if "VEVENT" in line.within) == 2
