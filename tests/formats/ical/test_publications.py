"""Publications: what changed since the calendar before, and nothing else, is told anew."""

from __future__ import annotations

import contextlib
import re
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import attrs
import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Override, Schedule
from oncall.errors import InvalidValueError
from oncall.formats import ical
from tests.formats.ical.calls import Call, calls
from tests.formats.ical.readers import event_bytes, parsed, texts, uids
from tests.formats.ical.rotas import ALICE, BOB, CAROL, DAVE, ERIN, NEW_YORK, START, published, rota
from tests.strategies import HOUR, PEOPLE, Scene, instant_at

if TYPE_CHECKING:
    from collections.abc import Mapping

ALARM = timedelta(hours=1)
LAST_DAY, WEDNESDAY = datetime(2025, 1, 14), datetime(2025, 1, 15)
UNTIL = "2025-02-26T00:00:00-05:00"
FIRST, SECOND, THIRD = (f"2025-0{month}-01T00:00:00Z" for month in (2, 3, 4))
Told = dict[str, tuple[str, int, str]]


def told(written: bytes) -> Told:
    """Status, SEQUENCE and stamp of each event, by its UID."""
    return {
        event.uid: (str(event["STATUS"]), event.sequence, f"{event.DTSTAMP:%Y%m%dT%H%M%SZ}")
        for event in icalendar.Calendar.from_ical(written).events
    }


def plainly(event: bytes) -> bytes:
    """An event without what tells of its publication."""
    return re.sub(rb"(DTSTAMP|LAST-MODIFIED|SEQUENCE):.*\r\n", b"", event)


def plain_events(written: bytes) -> dict[bytes, bytes]:
    """The events that are not cancelled, without what tells of their publication."""
    found = event_bytes(written).items()
    return {uid: plainly(event) for uid, event in found if b"STATUS:CONFIRMED" in event}


@st.composite
def edited(draw: st.DrawFn) -> tuple[Schedule, Schedule, int, int]:
    """A schedule, the same after an edit, and a range in which the edit is felt mostly."""
    scene: Scene
    scene, since, until = draw(published())
    before = scene.schedule
    start = draw(st.integers(since, until - 1))
    overrides = before.overrides
    if draw(st.booleans()):
        overrides = (*overrides, Override(user=draw(st.sampled_from(PEOPLE)), start=start, end=start + 6 * HOUR))
    layers = before.layers
    if draw(st.booleans()) and layers:
        last = layers[-1]
        others = draw(st.sampled_from(((ERIN, *last.users), (*last.users, ERIN), last.users[1:] or (ERIN,))))
        end = start // 60 * 60 if draw(st.integers(0, 1)) else last.end
        layers = (*layers[:-1], attrs.evolve(last, users=others, end=end))
    return before, attrs.evolve(before, layers=layers, overrides=overrides), since, until


@given(edited())
def test_only_what_changed_is_told_anew(it: tuple[Schedule, Schedule, int, int]) -> None:
    """What is the same has the bytes it had, what changed one SEQUENCE more, and what is gone is cancelled once."""
    before, after, since, until = it
    first = ical.dumps(before, since, until, stamp=FIRST)
    second = ical.dumps(after, since, until, stamp=SECOND, previous=first)
    assert plain_events(second) == plain_events(ical.dumps(after, since, until))
    was, now, were, are = event_bytes(first), event_bytes(second), told(first), told(second)
    assert was.keys() <= now.keys()
    for uid in now:
        name = uid.decode()
        if uid not in was:
            assert are[name] == ("CONFIRMED", 0, "20250301T000000Z")
        elif uid not in plain_events(second):
            assert are[name] == ("CANCELLED", 1, "20250301T000000Z")
        elif plainly(was[uid]) == plainly(now[uid]):
            assert was[uid] == now[uid]
            assert were[name] == ("CONFIRMED", 0, "20250201T000000Z")
        else:
            assert are[name] == ("CONFIRMED", 1, "20250301T000000Z")


@given(edited())
def test_what_comes_back_is_confirmed_with_a_higher_sequence(it: tuple[Schedule, Schedule, int, int]) -> None:
    """After an edit is taken back all is as it was, but for the SEQUENCE of what was touched, which is 2."""
    before, after, since, until = it
    first = ical.dumps(before, since, until)
    second = ical.dumps(after, since, until, previous=first, stamp=SECOND)
    third = ical.dumps(before, since, until, previous=second, stamp=THIRD)
    assert plain_events(third) == plain_events(first)
    for name, (_, sequence, _) in told(second).items():
        if name.encode() in event_bytes(first):
            assert told(third)[name][1] == 2 * sequence
        else:
            assert told(third)[name][:2] == ("CANCELLED", 1)


@given(calls(), st.integers(0, 4_000_000_000))
def test_publishing_again_changes_no_byte(call: Call, stamp: int) -> None:
    """Whatever is published, with whatever names and tombstones: after itself it is what it was, whatever the stamp."""
    first = call.dumps()
    assert call.dumps(previous=call.calendar(), stamp=stamp) == first
    before = call.opposite.dumps()
    second = call.dumps(previous=before)
    assert call.dumps(previous=second, stamp=stamp) == second
    assert call.calendar(previous=before).to_ical() == second
    assert parsed(second)


def test_only_the_shifts_of_the_range_are_cancelled() -> None:
    """Of the eight weeks that another rotation takes over, those before the range and after it are not spoken of.

    The range from Wednesday 2025-01-15 to 02-12 has four of them; at both its ends another week begins.
    """
    old, new = rota(), rota([ERIN, BOB], key="Other")
    first = ical.dumps(old, START, UNTIL)
    second = ical.dumps(new, "2025-01-15T00:00:00-05:00", "2025-02-12T00:00:00-05:00", previous=first)
    gone = [event for event in icalendar.Calendar.from_ical(second).events if event["STATUS"] == "CANCELLED"]
    assert [f"{event.start:%m-%d}" for event in gone] == ["01-15", "01-22", "01-29", "02-05"]
    assert len(uids(second)) == 8


def test_a_tombstone_says_what_it_was_and_blocks_no_time() -> None:
    """It keeps its times and its words; it has no alarm, is nobody's to attend, and does not make busy."""
    swap = Override(user=ERIN, start="2025-01-08T00:00:00-05:00", end="2025-01-15T00:00:00-05:00")
    options: dict[str, Any] = {"busy": True, "alarms": [ALARM]}
    first = ical.dumps(rota(), START, UNTIL, **options)
    second = ical.dumps(attrs.evolve(rota(), overrides=[swap]), START, UNTIL, previous=first, **options)
    (stone,) = (event for event in event_bytes(second).values() if b"STATUS:CANCELLED" in event)
    (was,) = (event for event in event_bytes(first).values() if b"DTSTART:20250108T050000Z" in event)
    told_anew = was.replace(b"CONFIRMED", b"CANCELLED").replace(b"OPAQUE", b"TRANSPARENT")
    assert plainly(stone) == plainly(re.sub(rb"BEGIN:VALARM\r\n.*END:VALARM\r\n", b"", told_anew, flags=re.DOTALL))
    assert b"\r\nSEQUENCE:1\r\n" in stone


def test_a_shift_without_end_is_changed_by_a_later_range() -> None:
    """It is one event that ends with the range, so a longer range moves its end."""
    alone = rota([ALICE])
    first = ical.dumps(alone, START, "2025-06-01T00:00:00Z")
    second = ical.dumps(alone, START, "2025-07-01T00:00:00Z", previous=first)
    assert uids(first) == uids(second)
    assert texts(second, "SEQUENCE") == ["1"]


def test_a_tombstone_has_the_words_that_there_are() -> None:
    """Where somebody took away what an event was called, it is cancelled without."""
    bare = re.sub(rb"(SUMMARY|DESCRIPTION|CATEGORIES|COLOR|TRANSP):.*\r\n( .*\r\n)*", b"", WHOLE)
    written = ical.dumps(rota([CAROL]), START, UNTIL, previous=bare)
    assert texts(written, "STATUS").count("CANCELLED") == 8
    assert ical.calendar(rota([CAROL]), START, UNTIL, previous=bare).to_ical() == written
    assert ical.dumps(rota([CAROL]), START, UNTIL, previous=written, stamp=THIRD) == written
    assert parsed(written)


def test_other_peoples_events_are_left_alone() -> None:
    """Events whose UID is not ours are neither cancelled nor copied."""
    plain = ical.dumps(rota(), START, UNTIL)
    foreign = b"BEGIN:VEVENT\r\nUID:1@example.com\r\nDTSTAMP:20250101T000000Z\r\nDTSTART:nonsense\r\nEND:VEVENT\r\n"
    mixed = plain.replace(b"BEGIN:VEVENT", foreign + b"BEGIN:VEVENT", 1)
    assert ical.dumps(rota(), START, UNTIL, previous=mixed) == plain


def test_a_calendar_that_users_went_on_with_is_followed_too() -> None:
    """What users add to a calendar is theirs: what they say of an event of ours is not published again."""
    users = ical.calendar(rota(), START, UNTIL)
    users.events[0]["LOCATION"] = icalendar.vText("Till")
    second = ical.dumps(rota(), START, UNTIL, previous=users)
    assert plain_events(second) == plain_events(ical.dumps(rota(), START, UNTIL))
    assert sorted(sequence for _, sequence, _ in told(second).values()) == [0, 0, 0, 0, 0, 0, 0, 1]


WHOLE = ical.dumps(rota(), START, UNTIL)


@pytest.mark.parametrize(
    "previous",
    [
        b"",
        b"<html>",
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        "BEGIN:VCALENDAR",
        5,
        WHOLE.replace(b"20250101T050000Z", b"2025-01-01"),
        WHOLE.replace(b"DTSTAMP:20250101T000000Z", b"DTSTAMP:yesterday"),
        WHOLE.replace(b"DTSTAMP:20250101T000000Z\r\n", b""),
        WHOLE.replace(b"DTSTART:20250101T050000Z", b"DTSTART;VALUE=DATE:20250101"),
        WHOLE.replace(b"STATUS", b"SEQUENCE:often\r\nSTATUS"),
        WHOLE.replace(b"DTSTART:20250101T050000Z", b"DTSTART;TZID=Asia/Tokyo:00010101T000000"),
        WHOLE.replace(b"DTEND:20250108T050000Z", b"DTEND;TZID=America/New_York:99991231T235959"),
        WHOLE.replace(b"DTEND:20250108T050000Z", b"DTEND:20240108T050000Z"),
    ],
)
def test_what_is_no_calendar_is_refused(previous: Any) -> None:
    """A download that went wrong, a text, times that are none: the argument is named, and no other library's error."""
    with pytest.raises(InvalidValueError, match="previous must be .*calendar") as caught:
        ical.dumps(rota([CAROL]), START, UNTIL, previous=previous)
    assert len(str(caught.value)) < 300


@given(st.data())
def test_a_damaged_calendar_is_followed_or_refused(data: st.DataObject) -> None:
    """Whatever is missing or doubled within it, there is a calendar, or an error that says whose fault it is."""
    damaged = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 3))):
        begin = data.draw(st.integers(0, len(damaged) - 1))
        damaged[begin : begin + data.draw(st.sampled_from((0, 1, 9, 99)))] = data.draw(st.sampled_from(_DAMAGE))
    with contextlib.suppress(InvalidValueError):
        written = ical.dumps(rota([ALICE, BOB]), START, UNTIL, previous=bytes(damaged))
        assert parsed(written)
        assert ical.calendar(rota([ALICE, BOB]), START, UNTIL, previous=bytes(damaged)).to_ical() == written
        assert plain_events(written).keys() == uids(ical.dumps(rota([ALICE, BOB]), START, UNTIL))


_DAMAGE = (
    *(b"", b"\r\n", b"\xff", b"\x00", b":", b";", b'"', b"\\", b"BEGIN:VEVENT", b"END:VEVENT", b"BEGIN:VALARM"),
    *(b"\r\nSEQUENCE:1.5", b"\r\nDTSTART;VALUE=DATE:20250101", b"\r\nDTEND:00010101T000000Z", b"\r\nDURATION:P1W"),
    *(b"\r\nDTSTART;TZID=Nowhere:20250101T000000", b"\r\nRRULE:FREQ=NEVER", b"\r\nCATEGORIES:x", b"\r\nUID:x"),
)


# --- Recurring calendars ----------------------------------------------------------------------------------------------

SWAP = Override(user=ERIN, start="2025-01-08T00:00:00-05:00", end="2025-01-09T00:00:00-05:00")


def sequences(written: bytes) -> Mapping[str, list[int]]:
    """The SEQUENCE of the series of each person."""
    found: dict[str, list[int]] = {}
    for event in icalendar.Calendar.from_ical(written).events:
        if "RRULE" in event:
            found.setdefault(str(event["SUMMARY"]).split()[2], []).append(event.sequence)
    return found


def test_a_series_is_told_anew_when_one_of_its_weeks_is_swapped_and_again_when_it_is_not() -> None:
    """Erin takes a day of bob's second week and gives it back.

    In New York the clock changes in every year, but at two in the night of a Sunday: a week from midnight to midnight
    has no exception for it. So bob's series has one exception while erin has the day, which begins his week a day
    later: EXDATE, and an event of its own. The other three keep every byte.
    """
    plain, swapped = rota(), attrs.evolve(rota(), overrides=[SWAP])
    first = ical.dumps(plain, recurring=True)
    second = ical.dumps(swapped, recurring=True, previous=first, stamp=SECOND)
    third = ical.dumps(plain, recurring=True, previous=second, stamp=THIRD)
    assert sequences(first) == {"alice": [0], "bob": [0], "carol": [0], "dave": [0]}
    assert sequences(second)["bob"] == [1]
    assert sequences(third)["bob"] == [2]
    assert sequences(second)["dave"] == sequences(third)["dave"] == [0]


def test_an_occurrence_that_is_no_exception_any_more_tells_its_series_anew() -> None:
    """When erin gives back the last day of bob's week, the RECURRENCE-ID is gone, and bob's series has a new SEQUENCE.

    Else a program that imports the file would keep the shorter week, since nothing in it speaks of that any more.
    """
    start, end = (instant_at(NEW_YORK, day) for day in (LAST_DAY, WEDNESDAY))
    swapped = attrs.evolve(rota(), overrides=[Override(user=ERIN, start=start, end=end)])
    first = ical.dumps(swapped, recurring=True)
    assert len(texts(first, "RECURRENCE-ID;TZID=America/New_York")) >= 1
    second = ical.dumps(rota(), recurring=True, previous=first, stamp=SECOND)
    assert sequences(second)["bob"] == [1]
    assert sequences(second)["alice"] == sequences(second)["dave"] == [0]
    assert ical.dumps(rota(), recurring=True, previous=second, stamp=THIRD) == second


def test_a_series_that_is_no_more_is_cancelled_for_as_long_as_the_range_stays() -> None:
    """Dave leaves: his series is cancelled; a range that begins after its first week says so too, again and again."""
    old, new = rota([ALICE, BOB, CAROL, DAVE]), rota([ALICE, BOB, CAROL])
    first = ical.dumps(old, recurring=True)
    for since in (None, "2026-01-01T00:00:00Z"):
        second = ical.dumps(new, since, recurring=True, previous=first)
        gone = [event for event in event_bytes(second).values() if b"STATUS:CANCELLED" in event]
        assert any(b"On call: dave" in event for event in gone)
        assert ical.dumps(new, since, recurring=True, previous=second, stamp=THIRD) == second
