"""Calendars: every shift to the second in every reader, events that stay themselves, and names that stay data."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
import icalendar
import pytest
import recurring_ical_events  # pyright: ignore[reportMissingTypeStubs]
from hypothesis import assume, given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from oncall import Configuration, Layer, Override, Schedule, Timeline, User
from oncall.chronology.zones import EARLIEST
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError
from oncall.formats import ical
from tests.strategies import DAY, HOUR, PEOPLE, WEEK, Scene, instant_at, ranges, scenes

if TYPE_CHECKING:
    from collections.abc import Sequence

CHECKOUT = Path(__file__).parent.parent.parent
ALICE, BOB, CAROL, DAVE, ERIN = PEOPLE
NEW_YORK = "America/New_York"
START = "2025-01-01T00:00:00-05:00"

Event = tuple[str, int, int]
"""The UID of an event, and its start and end as UTC seconds."""


def rota(users: Sequence[User] = (ALICE, BOB, CAROL, DAVE), *, name: str = "Checkout", key: str = "") -> Schedule:
    """A week each from Wednesday to Wednesday, midnight in New York, from the start of 2025."""
    layer = Layer.weekly(users, start=START, hand_off="wed 00:00", time_zone=NEW_YORK, name="weekly")
    return Schedule(name=name, id=key or name, time_zone=NEW_YORK, layers=[layer])


# --- Two readers that know nothing of each other ----------------------------------------------------------------------


def by_ical(written: bytes) -> list[Event]:
    """The events that the library `ical` finds."""
    (found,) = IcsCalendarStream.from_ics(written.decode()).calendars
    return sorted((str(event.uid), _second(event.dtstart), _second(event.dtend)) for event in found.events)


def by_recurring_ical_events(written: bytes) -> list[Event]:
    """The events that `recurring_ical_events` finds by what icalendar reads."""
    query = recurring_ical_events.of(icalendar.Calendar.from_ical(written), components=["VEVENT"])
    found = [event for event in query.between(date(1900, 1, 1), date(2100, 1, 1)) if isinstance(event, icalendar.Event)]
    return sorted((event.uid, _second(event.start), _second(event.end)) for event in found)


READERS = (by_ical, by_recurring_ical_events)


def _second(moment: object) -> int:
    assert isinstance(moment, datetime)
    assert moment.utcoffset() == timedelta(0)
    return int((moment - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds())


def events(written: bytes) -> list[icalendar.Event]:
    """The events as icalendar reads them, in the order in which they are written."""
    return icalendar.Calendar.from_ical(written).events


def event_bytes(written: bytes) -> dict[bytes, bytes]:
    """The lines of each event, by its UID."""
    found = re.findall(rb"BEGIN:VEVENT\r\n.*?END:VEVENT\r\n", written, re.DOTALL)
    return {re.findall(rb"\r\nUID:(.*)\r\n", event)[0]: event for event in found}


def uids(written: bytes) -> set[bytes]:
    """The UIDs of a calendar."""
    return set(event_bytes(written))


def logical_lines(written: bytes) -> list[str]:
    """The content lines, unfolded as RFC 5545 section 3.1 says: CRLF and a blank are taken out."""
    return written.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def unescaped(value: str) -> str:
    """A TEXT as RFC 5545 section 3.3.11 reads it."""
    return re.sub(r"\\(.)", lambda match: "\n" if match[1] in "nN" else match[1], value)


def texts(written: bytes, name: str) -> list[str]:
    """The values of a TEXT property, wherever it occurs."""
    return [unescaped(line.partition(":")[2]) for line in logical_lines(written) if line.startswith(f"{name}:")]


# --- Shifts -----------------------------------------------------------------------------------------------------------


@st.composite
def published(draw: st.DrawFn) -> tuple[Scene, int, int]:
    """A schedule, and a range of it that holds a few shifts, around a clock change mostly."""
    scene = draw(scenes())
    since, until = draw(ranges(scene, pieces=6))
    return scene, since, until


@given(published())
def test_both_readers_find_every_shift_to_the_second(it: tuple[Scene, int, int]) -> None:
    """What two independent readers find is the shifts that have a part in the range, whole, over clock changes too."""
    scene, since, until = it
    shifts = [shift.bounds for shift in scene.schedule.shifts(since, until, overflow=True)]
    expected = [(start, until if end is None else end) for start, end in shifts]
    written = ical.dumps(scene.schedule, since, until)
    for read in READERS:
        assert sorted((start, end) for _, start, end in read(written)) == expected


@given(published())
def test_a_reader_finds_who_is_on_call_at_any_instant(it: tuple[Scene, int, int]) -> None:
    """The event around an instant names the person whom the schedule has then; where it has nobody there is none."""
    scene, since, until = it
    found = events(ical.dumps(scene.schedule, since, until))
    for instant in {since, min(scene.near, until - 1), until - 1}:
        around = [event for event in found if _second(event.start) <= instant < _second(event.end)]
        person = scene.schedule.on_call(instant)
        names = [] if person is None else [f"On call: {person.name} — schedule"]
        assert [str(event["SUMMARY"]) for event in around] == names


@pytest.mark.parametrize(
    ("zone", "change", "hours"),
    [
        (NEW_YORK, datetime(2025, 3, 9), 167),
        (NEW_YORK, datetime(2025, 11, 2), 169),
        ("Europe/Dublin", datetime(2025, 3, 30), 167),
        ("Australia/Lord_Howe", datetime(2025, 4, 6), 168.5),
        ("Africa/Casablanca", datetime(2025, 2, 23), 169),
        ("Pacific/Apia", datetime(2011, 12, 30), 144),
        ("America/St_Johns", datetime(2010, 3, 14), 167),
        ("Asia/Kathmandu", datetime(2025, 3, 9), 168),
        ("Etc/UTC", datetime(2025, 3, 9), 168),
    ],
)
def test_a_week_over_a_clock_change_has_the_hours_that_pass(zone: str, change: datetime, hours: float) -> None:
    """A week lasts 168 hours less what its clock change skips; the one in which Apia left out a day, 144."""
    wednesday = change - timedelta(days=(change.weekday() - 2) % 7)
    start, end = (instant_at(zone, wednesday + timedelta(weeks=n)) for n in (0, 1))
    layer = Layer.weekly([ALICE, BOB], start=start - WEEK, hand_off="wed 00:00", time_zone=zone)
    written = ical.dumps(Schedule(name="rota", time_zone=zone, layers=[layer]), start, end)
    whole, rest = divmod(hours, 1)
    assert end - start == hours * HOUR
    assert f"): {whole:.0f} hours{' 30 minutes' if rest else ''}\n" in texts(written, "DESCRIPTION")[0]
    for read in READERS:
        assert [(begun, over) for _, begun, over in read(written)] == [(start, end)]


def test_a_shift_says_whom_it_comes_from_and_goes_to() -> None:
    """The description has the local times, the hours that pass, both hand-overs and the layers."""
    written = ical.dumps(rota(), "2025-03-05T12:00:00-05:00", "2025-03-05T13:00:00-05:00")
    (text,) = texts(written, "DESCRIPTION")
    assert text.split("\n") == [
        "From Wed 2025-03-05 00:00 -05:00 to Wed 2025-03-12 00:00 -04:00 (America/New_York): 167 hours",
        "Takes over from alice",
        "Hands over to carol",
        "Through weekly",
    ]


def test_a_hand_over_to_nobody_is_said() -> None:
    """Before a layer starts and after it ends there is nobody to hand over."""
    alone = rota([ALICE])
    ended = attrs.evolve(alone, layers=[attrs.evolve(alone.layers[0], end="2025-01-08T00:00:00-05:00")])
    (text,) = texts(ical.dumps(ended, START, "2025-02-01T00:00:00Z"), "DESCRIPTION")
    assert text.splitlines()[1:3] == ["Takes over from nobody", "Hands over to nobody"]


def test_a_shift_without_end_is_cut_and_stays_one_event() -> None:
    """Somebody alone is on call for ever: the event ends with the range, and in a later range it is the same event."""
    alone = rota([ALICE])
    early, late = (ical.dumps(alone, f"{year}-06-01T00:00:00Z", f"{year}-07-01T00:00:00Z") for year in (2025, 2030))
    begins = datetime(2025, 1, 1, 5, tzinfo=UTC)
    assert [(event.start, event.end) for event in events(early)] == [(begins, datetime(2025, 7, 1, tzinfo=UTC))]
    assert [(event.start, event.end) for event in events(late)] == [(begins, datetime(2030, 7, 1, tzinfo=UTC))]
    assert uids(early) == uids(late)
    assert texts(early, "DESCRIPTION") == texts(late, "DESCRIPTION")
    assert "without end" in texts(early, "DESCRIPTION")[0]


def test_a_calendar_without_shifts_has_no_event() -> None:
    """Where nobody is on call there is a calendar, and both readers read it."""
    written = ical.dumps(attrs.evolve(rota(), layers=[]), 0, DAY)
    assert [read(written) for read in READERS] == [[], []]


def test_the_first_second_that_there_is_can_begin_a_shift() -> None:
    """Nothing comes before the first day that every zone can show, so nobody is asked who was on call then."""
    override = Override(user=ALICE, start=EARLIEST, end=EARLIEST + HOUR)
    written = ical.dumps(attrs.evolve(rota(), layers=[], overrides=[override]), EARLIEST, EARLIEST + DAY)
    assert "Takes over from nobody" in texts(written, "DESCRIPTION")[0]
    assert b"\r\nDTSTART:00010103T000000Z\r\n" in written


# --- UIDs -------------------------------------------------------------------------------------------------------------


@given(published())
def test_no_two_shifts_share_a_uid(it: tuple[Scene, int, int]) -> None:
    """There are as many UIDs as shifts."""
    scene, since, until = it
    written = ical.dumps(scene.schedule, since, until)
    assert len(uids(written)) == len(scene.schedule.shifts(since, until)) == written.count(b"BEGIN:VEVENT\r\n")


@given(published(), st.data())
def test_a_window_that_moves_changes_no_event(it: tuple[Scene, int, int], data: st.DataObject) -> None:
    """A shift in two windows is the same event, byte for byte; only the end of one that never ends is the window's."""
    scene, since, until = it
    first = event_bytes(ical.dumps(scene.schedule, since, until))
    instant = data.draw(st.integers(since, until - 1))
    length = data.draw(st.integers(1, until - since))
    second = event_bytes(ical.dumps(scene.schedule, instant, instant + length))
    shared = {shift.bounds for shift in scene.schedule.shifts(instant, min(until, instant + length), overflow=True)}
    assert len(first.keys() & second.keys()) == len(shared)
    for uid in first.keys() & second.keys():
        assert _without_endless_end(first[uid]) == _without_endless_end(second[uid])


def _without_endless_end(event: bytes) -> bytes:
    return re.sub(rb"\r\nDTEND:.*", b"", event) if b"without end" in event else event


@given(published(), st.data())
def test_an_override_changes_the_uids_of_the_shifts_that_it_begins_anew(
    it: tuple[Scene, int, int], data: st.DataObject
) -> None:
    """A shift that keeps its person and its start keeps its UID, whatever an override does to its end; no other one."""
    scene, since, until = it
    start = data.draw(st.integers(since, until - 1))
    override = Override(user=ERIN, start=start, end=start + data.draw(st.integers(1, until - since)))
    after = attrs.evolve(scene.schedule, overrides=[*scene.schedule.overrides, override])
    _check_that_uids_follow_starts(scene.schedule, after, since, until)


@given(published(), st.data())
def test_the_end_of_a_layer_changes_no_uid_of_the_shifts_that_stay(
    it: tuple[Scene, int, int], data: st.DataObject
) -> None:
    """A layer that is ended takes its later shifts away, and cuts one, which is the same event still."""
    scene, since, until = it
    assume(scene.schedule.layers)
    *layers, last = scene.schedule.layers
    end = data.draw(st.integers(since, until)) // 60 * 60
    after = attrs.evolve(scene.schedule, layers=[*layers, attrs.evolve(last, end=end)])
    _check_that_uids_follow_starts(scene.schedule, after, since, until)


def _check_that_uids_follow_starts(before: Schedule, after: Schedule, since: int, until: int) -> None:
    kept, there = (
        {(shift.user.id, shift.bounds[0]) for shift in schedule.shifts(since, until, overflow=True)}
        for schedule in (before, after)
    )
    old, new = (uids(ical.dumps(schedule, since, until)) for schedule in (before, after))
    assert (len(old & new), len(old - new), len(new - old)) == (
        len(kept & there),
        len(kept - there),
        len(there - kept),
    )


def test_a_shift_that_is_cut_short_keeps_its_uid() -> None:
    """When carol takes alice's last day, alice's event ends a day earlier: one event comes, and none goes."""
    swap = Override(user=CAROL, start="2025-01-07T00:00:00-05:00", end="2025-01-08T00:00:00-05:00")
    swapped = attrs.evolve(rota(), overrides=[swap])
    before, after = (ical.dumps(it, START, "2025-01-22T00:00:00-05:00") for it in (rota(), swapped))
    assert uids(before) < uids(after)
    assert len(uids(after) - uids(before)) == 1
    assert [texts(it, "DTEND")[0] for it in (before, after)] == ["20250108T050000Z", "20250107T050000Z"]


def test_somebody_new_elsewhere_in_the_rotation_changes_nobody_elses_uids() -> None:
    """When erin comes in bob's place, of eight weeks of four people, bob's two events go and erin's two come."""
    before, after = rota([ALICE, BOB, CAROL, DAVE]), rota([ALICE, ERIN, CAROL, DAVE])
    old, new = (uids(ical.dumps(it, START, "2025-02-26T00:00:00-05:00")) for it in (before, after))
    assert (len(old & new), len(old - new), len(new - old)) == (6, 2, 2)


def test_a_new_name_changes_no_uid() -> None:
    """People and schedules may be renamed: UIDs are made from ids."""
    renamed = rota([User("alice", name="Alice A."), BOB, CAROL, DAVE], name="Till", key="Checkout")
    assert uids(ical.dumps(renamed, START, "2025-03-01T00:00:00Z")) == uids(
        ical.dumps(rota(), START, "2025-03-01T00:00:00Z")
    )


def test_ids_that_look_alike_when_joined_stay_apart() -> None:
    """The schedule `a` of the person `b, c` is not the schedule `a, b` of the person `c`."""
    pairs = [("a", "b, c"), ("a, b", "c"), ('a", "b', "c"), ("a", 'b", "c'), ("a\\", "b"), ("a", "\\b")]
    schedules = [rota([User(person)], key=key) for key, person in pairs]
    assert len({uid for it in schedules for uid in uids(ical.dumps(it, START, "2025-01-02T00:00:00Z"))}) == len(pairs)


# --- The same bytes ---------------------------------------------------------------------------------------------------


def test_a_small_calendar_byte_for_byte() -> None:
    """One event as RFC 5545 and RFC 7986 write it.

    The UID begins as `printf '["rota-1", "alice", 1736899200]' | sha256sum` does. A comma in a TEXT is escaped
    (section 3.3.11). The long line is folded (section 3.1) after 74 octets, and after 75 with the blank before them.
    """
    layer = Layer.weekly(
        [ALICE, BOB], start="2025-01-15T00:00:00Z", hand_off="wed 00:00", time_zone="Etc/UTC", name="w"
    )
    schedule = Schedule(name="Till, EU", id="rota-1", time_zone="Etc/UTC", layers=[layer])
    assert ical.dumps(schedule, "2025-01-15T00:00:00Z", "2025-01-22T00:00:00Z") == (
        b"BEGIN:VCALENDAR\r\n"
        b"VERSION:2.0\r\n"
        b"PRODID:-//oncall-schedule//oncall//EN\r\n"
        b"METHOD:PUBLISH\r\n"
        b"NAME:Till\\, EU\r\n"
        b"X-WR-CALNAME:Till\\, EU\r\n"
        b"COLOR:steelblue\r\n"
        b"REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n"
        b"X-PUBLISHED-TTL:PT1H\r\n"
        b"BEGIN:VEVENT\r\n"
        b"SUMMARY:On call: alice \xe2\x80\x94 Till\\, EU\r\n"
        b"DTSTART:20250115T000000Z\r\n"
        b"DTEND:20250122T000000Z\r\n"
        b"DTSTAMP:20250101T000000Z\r\n"
        b"UID:a31a05b87ae2590afe274301b56cf506@oncall-schedule\r\n"
        b"CATEGORIES:On call,Till\\, EU\r\n"
        b"DESCRIPTION:From Wed 2025-01-15 00:00 +00:00 to Wed 2025-01-22 00:00 +00:0\r\n"
        b" 0 (Etc/UTC): 168 hours\\nTakes over from nobody\\nHands over to bob\\nThrough\r\n"
        b"  w\r\n"
        b"LAST-MODIFIED:20250101T000000Z\r\n"
        b"STATUS:CONFIRMED\r\n"
        b"TRANSP:TRANSPARENT\r\n"
        b"END:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )


def test_two_dumps_are_the_same_bytes_on_any_day_and_machine() -> None:
    """Neither the clock nor the zone of the machine nor the seed of its hashes is in the bytes."""
    program = (
        "import sys; from tests.formats.test_ical import *; "
        "sys.stdout.buffer.write(ical.dumps(two_rotas(), START, '2025-06-01T00:00:00Z', user='alice'))"
    )
    here = ical.dumps(two_rotas(), START, "2025-06-01T00:00:00Z", user="alice")
    assert here == ical.dumps(two_rotas(), START, "2025-06-01T00:00:00Z", user="alice")
    for seed, zone in (("1", "Asia/Kathmandu"), ("2", "America/St_Johns")):
        surroundings = {"PYTHONHASHSEED": seed, "TZ": zone}
        run = subprocess.run(
            [sys.executable, "-c", program], cwd=CHECKOUT, env=surroundings, capture_output=True, check=True
        )
        assert run.stdout == here


@given(published())
def test_the_bytes_are_those_of_the_calendar_object(it: tuple[Scene, int, int]) -> None:
    """`dumps` and `dump` write what icalendar writes for `calendar`, and reading loses nothing of it."""
    scene, since, until = it
    written = ical.dumps(scene.schedule, since, until)
    file = io.BytesIO()
    ical.dump(scene.schedule, file, since, until)
    assert file.getvalue() == written == ical.calendar(scene.schedule, since, until).to_ical()
    assert icalendar.Calendar.from_ical(written).to_ical() == written


def test_a_stamp_is_what_it_is_given_as() -> None:
    """DTSTAMP and LAST-MODIFIED are the argument, in UTC, and nothing else changes with it."""
    plain = ical.dumps(rota(), START, "2025-03-01T00:00:00Z")
    stamped = ical.dumps(rota(), START, "2025-03-01T00:00:00Z", stamp="2025-02-03T04:05:06-05:00")
    assert set(texts(stamped, "DTSTAMP")) == set(texts(stamped, "LAST-MODIFIED")) == {"20250203T090506Z"}
    assert stamped.replace(b"20250203T090506Z", b"20250101T000000Z") == plain


# --- Names ------------------------------------------------------------------------------------------------------------

_TRICKY = (
    "\\",
    "\\N",
    "\\n",
    "\\,",
    ";",
    ",",
    ":",
    '"',
    "^n",
    "%2C",
    " ",
    "é",
    "\u05d0",
    "\u0645",
    "👩\u200d🚒",
    "\U0001d54f",
    "\u200f",
)
_HOSTILE = (
    "\r\n",
    "\n",
    "\r",
    "\x00",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\u202e",
    "\u2066",
    "\ud800",
    "\r\nEND:VEVENT",
)
_DIRECTIONS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def _is_fit_for_a_line(character: str) -> bool:
    return (
        unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        and unicodedata.bidirectional(character) not in _DIRECTIONS
    )


def printable_names() -> st.SearchStrategy[str]:
    """Names that stand on one line: what formats have signs for, emoji, right-to-left writing, long ones."""
    parts = st.one_of(st.sampled_from(_TRICKY), st.text(st.characters().filter(_is_fit_for_a_line)))
    return st.builds("".join, st.lists(parts, min_size=1, max_size=30)).filter(str.strip)


def hostile_names() -> st.SearchStrategy[str]:
    """Names with anything at all in them: the ends of lines, control characters, halves of characters."""
    parts = st.one_of(st.sampled_from((*_TRICKY, *_HOSTILE)), st.text(st.characters(exclude_categories=())))
    return st.builds("".join, st.lists(parts, min_size=1, max_size=30)).filter(str.strip)


def named(person: str, schedule: str) -> Schedule:
    """Two people by turns, of whom both have the name."""
    users = [User("alice", name=person), User("bob", name=person)]
    return rota(users, name=schedule)


@given(printable_names(), printable_names())
def test_a_name_is_read_as_it_was_written(person: str, schedule: str) -> None:
    """Commas, semicolons, backslashes, emoji and right-to-left names come back from both readers as they are."""
    written = ical.dumps(named(person, schedule), START, "2025-01-02T00:00:00Z")
    summary = f"On call: {person} — {schedule}"
    (by_icalendar,) = events(written)
    assert by_icalendar["SUMMARY"] == summary
    assert by_icalendar.categories == ["On call", schedule]
    assert texts(written, "SUMMARY") == [summary]
    assert texts(written, "NAME") == texts(written, "X-WR-CALNAME") == [schedule]
    assert texts(written, "DESCRIPTION")[0].split("\n")[2:] == [f"Hands over to {person}", "Through weekly"]
    ((by_other,),) = (it.events for it in IcsCalendarStream.from_ics(written.decode()).calendars)
    assert by_other.summary == summary


@given(hostile_names(), hostile_names(), hostile_names())
def test_no_name_can_break_out_of_its_line(person: str, schedule: str, layer: str) -> None:
    """Whatever a name holds, there are two events, whole characters, CRLF, at most 75 octets a line and no controls."""
    plain = named(person, schedule)
    hostile = attrs.evolve(plain, layers=[attrs.evolve(plain.layers[0], name=layer)])
    written = ical.dumps(hostile, START, "2025-01-09T00:00:00-05:00")
    assert written.endswith(b"END:VCALENDAR\r\n")
    lines = written.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        assert all(map(_is_fit_for_a_line, line.decode()))
    assert written.decode().splitlines() == [line.decode() for line in lines[:-1]]
    names = [re.split("[:;]", line)[0] for line in logical_lines(written)]
    reference = ical.dumps(rota([ALICE, BOB]), START, "2025-01-09T00:00:00-05:00")
    assert names == [re.split("[:;]", line)[0] for line in logical_lines(reference)]
    assert [text.count("\n") for text in texts(written, "DESCRIPTION")] == [3, 3]
    for read in READERS:
        assert sorted(times for _, *times in read(written)) == sorted(times for _, *times in read(reference))


def test_a_name_of_several_lines_becomes_one() -> None:
    """A line break reads as a space, and what cannot be printed leaves a mark."""
    written = ical.dumps(named("Ann\r\nSUMMARY:x", "a\u202eb\x00c\td"), START, "2025-01-02T00:00:00Z")
    assert texts(written, "SUMMARY") == ["On call: Ann SUMMARY:x — a\ufffdb\ufffdc d"]


def test_contact_data_is_not_published() -> None:
    """Of a person only the name is written, not the address nor who was invited."""
    person = User("pagerduty_user.alice", name="Alice", email="alice@example.com", time_zone="Europe/Madrid")
    written = ical.dumps(rota([person, BOB]), START, "2025-03-01T00:00:00Z")
    assert not re.search(rb"example\.com|Madrid|pagerduty_user|ATTENDEE|ORGANIZER|CONTACT", written)


# --- One person, several schedules, timelines -------------------------------------------------------------------------


def two_rotas(*, reverse: bool = False) -> Configuration:
    """Two rotations that alice is in, of which the second is a week behind, and one that she is not in."""
    found = [
        rota(key="pagerduty_schedule.checkout"),
        rota([DAVE, ALICE, BOB, CAROL], name="Search", key="pagerduty_schedule.search"),
        rota([BOB, CAROL], name="Other"),
    ]
    return Configuration(schedules=found[::-1] if reverse else found)


def test_one_person_of_a_schedule() -> None:
    """The calendar of a person has the events of the schedule's calendar that are theirs, and no others."""
    everybody = event_bytes(ical.dumps(rota(), START, "2025-03-01T00:00:00Z"))
    hers = event_bytes(ical.dumps(rota(), START, "2025-03-01T00:00:00Z", user=ALICE))
    assert hers == {uid: event for uid, event in everybody.items() if b"SUMMARY:On call: alice " in event}
    assert len(hers) == 3
    assert event_bytes(ical.dumps(rota(), START, "2025-03-01T00:00:00Z", user="alice")) == hers


def test_one_person_across_schedules() -> None:
    """Shifts are in the order of time, with the names of their schedules, and the events are those of the schedules."""
    written = ical.dumps(two_rotas(), START, "2025-02-04T00:00:00Z", user="alice")
    assert texts(written, "SUMMARY") == [f"On call: alice — {name}" for name in ("Checkout", "Search", "Checkout")]
    assert texts(written, "NAME") == ["On call: alice"]
    apart = [event_bytes(ical.dumps(it, START, "2025-02-04T00:00:00Z")) for it in two_rotas().schedules.values()]
    assert event_bytes(written).items() <= (apart[0] | apart[1]).items()


def test_the_order_of_schedules_is_not_in_the_bytes() -> None:
    """However a configuration was put together, a person's calendar is the same, also where shifts begin at once."""
    both = [rota(name="a"), rota(name="b")]
    for one, other in ((two_rotas(), two_rotas(reverse=True)), map(_configuration, (both, both[::-1]))):
        assert len({ical.dumps(it, START, "2025-06-01T00:00:00Z", user=ALICE) for it in (one, other)}) == 1


def _configuration(schedules: list[Schedule]) -> Configuration:
    return Configuration(schedules=schedules)


def test_schedules_of_one_name_are_told_apart() -> None:
    """Where two schedules have the same name, their ids stand beside it."""
    both = _configuration([rota(key="a"), rota(key="b"), rota(name="Till")])
    found = set(texts(ical.dumps(both, START, "2025-01-02T00:00:00Z", user=ALICE), "SUMMARY"))
    assert found == {f"On call: alice — {title}" for title in ("Checkout (a)", "Checkout (b)", "Till")}


def test_a_user_is_found_by_name_too() -> None:
    """Whom a configuration knows as bob can be asked for as bob, and somebody without a shift has an empty calendar."""
    bob = User("pagerduty_user.bob", name="Bob")
    configuration = Configuration(schedules=[rota([ALICE, bob])], users=[bob, User("pagerduty_user.zoe", name="Zoe")])
    for name in ("pagerduty_user.bob", "bob", "Bob"):
        assert len(events(ical.dumps(configuration, START, "2025-01-22T00:00:00-05:00", user=name))) == 1
    assert texts(ical.dumps(configuration, START, "2025-03-01T00:00:00Z", user="Zoe"), "NAME") == ["On call: Zoe"]


def test_a_timeline_is_written_as_it_is() -> None:
    """Its shifts keep their bounds, and who comes before and after is said only where the timeline has somebody."""
    timeline = rota().shifts("2025-01-06T00:00:00Z", "2025-01-10T00:00:00Z")
    written = ical.dumps(timeline, name="Till")
    assert [(str(each.start), str(each.end)) for each in events(written)] == [
        ("2025-01-06 00:00:00+00:00", "2025-01-08 05:00:00+00:00"),
        ("2025-01-08 05:00:00+00:00", "2025-01-10 00:00:00+00:00"),
    ]
    hand_overs = [text.split("\n")[1:-1] for text in texts(written, "DESCRIPTION")]
    assert hand_overs == [["Hands over to bob"], ["Takes over from alice"]]
    assert texts(written, "NAME") == ["Till"]
    assert texts(written, "SUMMARY") == ["On call: alice — Till", "On call: bob — Till"]


def test_a_timeline_has_the_schedules_uids_by_its_id() -> None:
    """The whole shifts of a timeline under the name of the schedule are the events of the schedule."""
    since, until = START, "2025-03-01T00:00:00Z"
    named = ical.dumps(rota().shifts(since, until, overflow=True), name="Checkout")
    assert uids(named) == uids(ical.dumps(rota(), since, until))
    assert not uids(named) & uids(ical.dumps(rota().shifts(since, until, overflow=True), name="Till"))


def test_a_timeline_of_one_person() -> None:
    """The rest of the timeline still says whom they hand over to, and one without a shift has an empty calendar."""
    timeline = rota().shifts(START, "2025-01-22T00:00:00-05:00")
    written = ical.dumps(timeline, user="bob")
    assert texts(written, "SUMMARY") == ["On call: bob"]
    assert texts(written, "NAME") == ["On call: bob"]
    assert texts(written, "CATEGORIES") == ["On call"]
    assert texts(written, "DESCRIPTION")[0].split("\n")[1:3] == ["Takes over from alice", "Hands over to carol"]
    assert events(ical.dumps(timeline, user="zoe")) == events(ical.dumps(timeline, user=User("zoe"))) == []


@pytest.mark.parametrize(
    ("source", "arguments", "title"),
    [
        (rota(), {}, "Checkout"),
        (rota(), {"user": ALICE}, "On call: alice — Checkout"),
        (rota(), {"name": "Till"}, "Till"),
        (rota(), {"name": "Till", "user": ALICE}, "Till"),
        (_configuration([rota()]), {"user": ALICE}, "On call: alice"),
        (_configuration([rota()]), {"user": ALICE, "name": "Mine"}, "Mine"),
    ],
)
def test_a_calendar_is_called(source: Schedule | Configuration, arguments: dict[str, Any], title: str) -> None:
    """NAME (RFC 7986) and X-WR-CALNAME, which older readers look for, are the schedule's, the person's or as given."""
    written = ical.dumps(source, START, "2025-01-02T00:00:00Z", **arguments)
    assert texts(written, "NAME") == texts(written, "X-WR-CALNAME") == [title]


def test_a_name_that_is_given_stands_in_the_events_of_a_schedule() -> None:
    """`name` is what the schedule is called in its calendar, and changes no UID."""
    written = ical.dumps(rota(), START, "2025-01-02T00:00:00Z", name="Till")
    assert texts(written, "SUMMARY") == ["On call: alice — Till"]
    assert uids(written) == uids(ical.dumps(rota(), START, "2025-01-02T00:00:00Z"))


# --- What is refused --------------------------------------------------------------------------------------------------

_TIMELINE = Timeline([], since=0, until=DAY)


@pytest.mark.parametrize(
    ("source", "arguments", "error", "message"),
    [
        (rota(), {}, InvalidValueError, "since must be given for a schedule, which has no range of its own, got None"),
        (rota(), {"since": 0}, InvalidValueError, "until must be given for a schedule"),
        (rota(), {"since": DAY, "until": 0}, InvalidValueError, "until must be after since"),
        (rota(), {"since": "2025-01-01", "until": DAY}, NotAnInstantError, "since: '2025-01-01' is not an instant"),
        (rota(), {"since": 0, "until": DAY, "user": "zoe"}, NotFoundError, "no user is called 'zoe'"),
        (rota(), {"since": 0, "until": DAY, "user": 5}, InvalidValueError, "user must be a User or an id, got 5"),
        (rota(), {"since": 0, "until": DAY, "name": " "}, InvalidValueError, "name must be a text that is not empty"),
        (rota(), {"since": 0, "until": DAY, "stamp": "now"}, NotAnInstantError, "stamp: 'now' is not an instant"),
        (
            _TIMELINE,
            {"since": 0},
            InvalidValueError,
            "since must be absent for a timeline, which has a range of its own",
        ),
        (_TIMELINE, {"until": 9}, InvalidValueError, "until must be absent for a timeline"),
        (two_rotas(), {"since": 0, "until": DAY}, InvalidValueError, "user must be a User or an id: the calendar of a"),
        (two_rotas(), {"user": "alice"}, InvalidValueError, "since must be given for a configuration"),
        (
            two_rotas(),
            {"since": 0, "until": 9, "user": "alcie"},
            NotFoundError,
            "no user is called 'alcie'; near: alice",
        ),
        (two_rotas(), {"since": 9, "until": 0, "user": User("zoe")}, InvalidValueError, "until must be after since"),
        ([], {"since": 0, "until": DAY}, InvalidValueError, "source must be a Schedule, a Timeline or a Configuration"),
    ],
)
def test_what_makes_no_calendar_is_refused(
    source: Schedule | Timeline | Configuration, arguments: dict[str, Any], error: type[Exception], message: str
) -> None:
    """A source and arguments that do not go together are refused by name, and a file is left as it was."""
    file = io.BytesIO()
    with pytest.raises(error, match=re.escape(message)):
        ical.dump(source, file, **arguments)
    assert file.getvalue() == b""
