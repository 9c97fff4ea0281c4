"""Calendars: the same bytes for the same input, what they are called, and what is refused."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from hypothesis import given

from oncall import Configuration, Layer, Schedule, Timeline, User
from oncall.errors import InvalidValueError, NotAnInstantError, NotFoundError, NotRecurringError
from oncall.formats import ical
from tests.formats.ical.readers import event_bytes, events, logical_lines, texts, uids
from tests.formats.ical.rotas import ALICE, BOB, START, published, rota, two_rotas
from tests.strategies import DAY, Scene

UNTIL = "2025-03-01T00:00:00Z"


def test_a_small_calendar_byte_for_byte() -> None:
    """One event as RFC 5545 and RFC 7986 write it.

    The UID begins as `printf '["rota-1", "alice", 1736899200]' | sha256sum` does, and the colour is number 5 of 24,
    counted from 0, since that is what the first 128 bits of `printf '["alice"]' | sha256sum` leave when divided by 24.
    A comma in a TEXT is escaped (section 3.3.11). The long line is folded (section 3.1) after 74 octets, and after 75
    with the blank before them.
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
        b"COLOR:goldenrod\r\n"
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
        "import sys; from oncall.formats import ical; from tests.formats.ical.rotas import START, two_rotas; "
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
def test_reading_the_bytes_loses_nothing_of_them(it: tuple[Scene, int, int]) -> None:
    """What icalendar reads it writes again as it was."""
    scene, since, until = it
    written = ical.dumps(scene.schedule, since, until)
    assert icalendar.Calendar.from_ical(written).to_ical() == written


def test_a_stamp_is_what_it_is_given_as() -> None:
    """DTSTAMP and LAST-MODIFIED are the argument, in UTC, and nothing else changes with it."""
    plain = ical.dumps(rota(), START, "2025-03-01T00:00:00Z")
    stamped = ical.dumps(rota(), START, "2025-03-01T00:00:00Z", stamp="2025-02-03T04:05:06-05:00")
    assert set(texts(stamped, "DTSTAMP")) == set(texts(stamped, "LAST-MODIFIED")) == {"20250203T090506Z"}
    assert stamped.replace(b"20250203T090506Z", b"20250101T000000Z") == plain


CHECKOUT = Path(__file__).parents[3]


def _configuration(schedules: list[Schedule]) -> Configuration:
    return Configuration(schedules=schedules)


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
        (two_rotas(), {"user": "alice"}, InvalidValueError, "since must be given for a configuration"),
        (
            two_rotas(),
            {"since": 0, "until": 9, "user": "alcie"},
            NotFoundError,
            "no user is called 'alcie'; near: alice",
        ),
        (two_rotas(), {"since": 9, "until": 0, "user": User("zoe")}, InvalidValueError, "until must be after since"),
        ([], {"since": 0, "until": DAY}, InvalidValueError, "source must be a Schedule, a Timeline, an Escalation"),
        (
            rota(),
            {"since": 0, "until": DAY, "user": ALICE, "gaps": True},
            InvalidValueError,
            "user must be absent for gaps",
        ),
        (
            rota(),
            {"since": 0, "until": DAY, "policies": rota()},
            InvalidValueError,
            "policies must be a list of Escalat",
        ),
        (rota(), {"since": 0, "until": DAY, "policies": ["checkout"]}, InvalidValueError, "policies must be a list of"),
        (_TIMELINE, {"recurring": True}, NotRecurringError, "a timeline"),
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


@pytest.mark.parametrize(
    "alarms",
    [timedelta(hours=1), "PT1H", [3600], [timedelta(seconds=-1)], [timedelta(seconds=1.5)], [timedelta(hours=1), None]],
)
def test_an_alarm_is_a_length_of_time_in_whole_seconds(alarms: Any) -> None:
    """A single one, a number, one after the beginning, a fraction: each is refused by name."""
    with pytest.raises(InvalidValueError, match="alarms must be "):
        ical.dumps(rota(), START, "2025-01-02T00:00:00Z", alarms=alarms)


# --- What is written besides ------------------------------------------------------------------------------------------


def test_alarms_announce_each_event() -> None:
    """The earliest first, each once, in whatever order they are given; with none there is no VALARM."""
    hour, minutes = timedelta(hours=1), timedelta(minutes=10)
    range_ = (START, "2025-01-09T00:00:00-05:00")
    written = ical.dumps(rota(), *range_, alarms=[minutes, hour, minutes, timedelta(0), timedelta(days=2, hours=1)])
    assert texts(written, "TRIGGER") == ["-P2DT1H", "-PT1H", "-PT10M", "P0D"] * 2
    assert texts(written, "ACTION") == ["DISPLAY"] * 8
    assert [event.alarms.times[0].trigger for event in events(written)] == [
        event.start - timedelta(days=2, hours=1) for event in events(written)
    ]
    assert ical.dumps(rota(), *range_, alarms={hour, minutes}) == ical.dumps(rota(), *range_, alarms=(minutes, hour))
    assert b"VALARM" not in ical.dumps(rota(), *range_)


def test_only_a_busy_calendar_blocks_time() -> None:
    """TRANSP (RFC 5545 section 3.8.2.7) is all that `busy` changes."""
    plain, busy = (ical.dumps(rota(), START, "2025-03-01T00:00:00Z", busy=busy) for busy in (False, True))
    assert set(texts(plain, "TRANSP")) == {"TRANSPARENT"}
    assert set(texts(busy, "TRANSP")) == {"OPAQUE"}
    assert busy.replace(b"OPAQUE", b"TRANSPARENT") == plain


def test_contacts_are_of_those_who_have_an_address() -> None:
    """Alice has one, bob none. RFC 5546 section 3.2.1 allows no ATTENDEE where METHOD is PUBLISH, so it is left out."""
    alice = User("alice", name="Alice, Ops", email=" alice@example.com ")
    range_ = (START, "2025-01-22T00:00:00-05:00")
    written = ical.dumps(rota([alice, BOB]), *range_, contacts=True)
    assert logical_lines(written).count('ATTENDEE;CN="Alice, Ops":mailto:alice@example.com') == 2
    assert texts(written, "CONTACT") == ["Alice, Ops, alice@example.com"] * 2
    assert texts(written, "METHOD") == []
    assert texts(ical.dumps(rota([ALICE, BOB]), *range_, contacts=True), "METHOD") == ["PUBLISH"]
    assert texts(ical.dumps(rota([alice, BOB]), *range_), "METHOD") == ["PUBLISH"]


def test_a_calendar_is_icalendars_and_users_go_on_with_it() -> None:
    """Its times are datetimes, its events take what users add, and it writes itself."""
    found = ical.calendar(rota(), START, "2025-01-09T00:00:00-05:00", alarms=[timedelta(hours=1)])
    assert isinstance(found, icalendar.Calendar)
    first, second_one = found.events
    assert (first.start, first.end) == (datetime(2025, 1, 1, 5, tzinfo=UTC), datetime(2025, 1, 8, 5, tzinfo=UTC))
    assert second_one.start == first.end
    assert first.duration == timedelta(days=7)
    assert first.uid.endswith("@oncall-schedule")
    assert first["SUMMARY"] == "On call: alice — Checkout"
    assert [alarm.trigger for alarm in first.alarms.times] == [first.start - timedelta(hours=1)]
    own = icalendar.Event.new(summary="Stand-up", start=datetime(2025, 1, 2, 9, tzinfo=UTC), uid="1@example.com")
    found.add_component(own)
    first.add("location", "Till, EU")
    again = icalendar.Calendar.from_ical(found.to_ical())
    assert [str(event["SUMMARY"]) for event in again.events][-1] == "Stand-up"
    assert again.events[0]["LOCATION"] == "Till, EU"


def test_a_configuration_has_all_of_its_schedules() -> None:
    """Their events are those of the schedules' own calendars, under a name that says what they are."""
    written = ical.dumps(two_rotas(), START, "2025-02-01T00:00:00Z")
    apart = [event_bytes(ical.dumps(it, START, "2025-02-01T00:00:00Z")) for it in two_rotas().schedules.values()]
    assert event_bytes(written) == {uid: event for each in apart for uid, event in each.items()}
    assert texts(written, "NAME") == ["On call"]
    assert texts(ical.dumps(two_rotas(), START, "2025-02-01T00:00:00Z", name="All"), "NAME") == ["All"]


def test_a_persons_colour_is_theirs_in_every_calendar() -> None:
    """It is made from who they are: the same in two schedules, and whatever else is published beside them."""
    both = two_rotas().schedules.values()
    colours = [
        {str(event["SUMMARY"]).split()[2]: str(event["COLOR"]) for event in ical.calendar(it, START, UNTIL).events}
        for it in both
    ]
    assert all(colours[0][name] == found[name] for found in colours for name in found)
    assert len(set(colours[0].values())) > 1
