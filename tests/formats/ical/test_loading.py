"""Calendars of other systems, read: times of every kind, what recurs, and files that are none."""

from __future__ import annotations

import builtins
import io
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from oncall import User
from oncall.errors import InvalidValueError, MissingLibraryError, NotAnInstantError, SourceError, UnknownZoneError
from oncall.formats import ical
from tests.strategies import DAY, HOUR, Scene, ranges, scenes

if TYPE_CHECKING:
    from pathlib import Path

SINCE, UNTIL = "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z"
ZONES = (
    "America/New_York",
    "Europe/Dublin",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Pacific/Apia",
    "America/St_Johns",
    "Asia/Kathmandu",
    "Etc/UTC",
)


def calendar(*events: str, head: str = "") -> str:
    """A calendar of some events, numbered from 0, of which the lines that differ are given."""
    bodies = "".join(
        f"BEGIN:VEVENT\nUID:{number}\nDTSTAMP:20250101T000000Z\nSUMMARY:event {number}\n{lines}\nEND:VEVENT\n"
        for number, lines in enumerate(events)
    )
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//example//EN\n{head}{bodies}END:VCALENDAR\n"


def times(*events: str, time_zone: str | None = None, head: str = "") -> list[tuple[str, str]]:
    """When the events take place in 2025, in UTC."""
    found = ical.loads(calendar(*events, head=head), SINCE, UNTIL, time_zone=time_zone)
    return [(_utc(event.bounds[0]), _utc(event.bounds[1])) for event in found]


def _utc(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%m-%dT%H:%M")


def problems(text: str | bytes, time_zone: str | None = None) -> list[str]:
    """What is wrong with a text."""
    with pytest.raises(SourceError) as caught:
        ical.loads(text, SINCE, UNTIL, time_zone=time_zone)
    return [str(problem) for problem in caught.value.problems]


# --- Times of every kind ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "time_zone", "expected"),
    [
        ("DTSTART:20250310T090000Z\nDTEND:20250310T170000Z", None, ("03-10T09:00", "03-10T17:00")),
        # New York is at -04:00 from 9 March on.
        (
            "DTSTART;TZID=America/New_York:20250310T090000\nDTEND;TZID=America/New_York:20250310T170000",
            None,
            ("03-10T13:00", "03-10T21:00"),
        ),
        (
            "DTSTART;TZID=Eastern Standard Time:20250310T090000\nDURATION:PT8H",
            None,
            ("03-10T13:00", "03-10T21:00"),
        ),
        # Kathmandu is at +05:45.
        ("DTSTART:20250310T090000\nDTEND:20250310T170000", "Asia/Kathmandu", ("03-10T03:15", "03-10T11:15")),
        # A date is a local day: that of the spring change has 23 hours, from 05:00 to 04:00 in UTC.
        ("DTSTART;VALUE=DATE:20250309", "America/New_York", ("03-09T05:00", "03-10T04:00")),
        ("DTSTART;VALUE=DATE:20250308\nDTEND;VALUE=DATE:20250311", "Etc/UTC", ("03-08T00:00", "03-11T00:00")),
        # Apia's clocks skip an hour or, once, a day; in 2025 it is at +13:00.
        ("DTSTART;VALUE=DATE:20250309", "Pacific/Apia", ("03-08T11:00", "03-09T11:00")),
        # 01:30 occurs twice on 2 November: the first one is at -04:00; 02:30 only once, at -05:00.
        (
            "DTSTART;TZID=America/New_York:20251102T013000\nDTEND;TZID=America/New_York:20251102T023000",
            None,
            ("11-02T05:30", "11-02T07:30"),
        ),
        # 02:30 is skipped on 9 March, and is 03:30 at -04:00.
        (
            "DTSTART;TZID=America/New_York:20250309T023000\nDTEND;TZID=America/New_York:20250309T043000",
            None,
            ("03-09T07:30", "03-09T08:30"),
        ),
    ],
)
def test_a_time_is_an_instant(lines: str, time_zone: str | None, expected: tuple[str, str]) -> None:
    """UTC, IANA names, names of Windows, floating times and dates, over clock changes too."""
    assert times(lines, time_zone=time_zone) == [expected]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # From 22:00 at -05:00, which is 03:00 in UTC: eight hours that pass, and a day of the wall clock, of 23 hours.
        ("DTSTART;TZID=America/New_York:20250308T220000\nDURATION:PT8H", ["03-09T03:00 03-09T11:00"]),
        ("DTSTART;TZID=America/New_York:20250308T220000\nDURATION:P1D", ["03-09T03:00 03-10T02:00"]),
        ("DTSTART;TZID=America/New_York:20250308T220000\nDURATION:P1DT1H", ["03-09T03:00 03-10T03:00"]),
        # Nothing is left of 02:30 to 03:30 in the night that skips 02:30, so the hour is counted from 03:30 at -04:00.
        (
            (
                "DTSTART;TZID=America/New_York:20250308T023000\nDTEND;TZID=America/New_York:20250308T033000\n"
                "RRULE:FREQ=DAILY;COUNT=3"
            ),
            ["03-08T07:30 03-08T08:30", "03-09T07:30 03-09T08:30", "03-10T06:30 03-10T07:30"],
        ),
        ("DTSTART;VALUE=DATE:20250301\nDTEND;VALUE=DATE:20250301", ["03-01T05:00 03-02T05:00"]),
        ("DTSTART;VALUE=DATE:20250301\nDURATION:P2D", ["03-01T05:00 03-03T05:00"]),
        # Ten in New York is seven in Los Angeles: two hours later it is nine there.
        (
            ("DTSTART;TZID=America/New_York:20250301T100000\nDTEND;TZID=America/Los_Angeles:20250301T090000"),
            ["03-01T15:00 03-01T17:00"],
        ),
        # The last day of a rule counts as a whole, also where times have hours.
        (
            "DTSTART:20250301T100000\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=20250302",
            ["03-01T15:00 03-01T16:00", "03-02T15:00 03-02T16:00"],
        ),
        ("DTSTART;VALUE=DATE:18500704\nRRULE:FREQ=YEARLY", ["07-04T04:00 07-05T04:00"]),
    ],
)
def test_lengths_are_those_that_are_meant(lines: str, expected: list[str]) -> None:
    """Days are nominal and hours exact where DURATION says them; in 2025, in New York."""
    assert [" ".join(each) for each in times(lines, time_zone="America/New_York")] == expected


def test_an_end_that_nobody_lives_to_see() -> None:
    """What people write for "for ever" is a very long time."""
    for lines in (
        "DTSTART:20250301T000000Z\nDTEND:99960229T000000Z",
        "DTSTART:20250301T000000Z\nDTEND:99991231T235959Z",
        "DTSTART;VALUE=DATE:20250301\nDTEND;VALUE=DATE:99991231",
    ):
        (event,) = ical.loads(calendar(lines), SINCE, UNTIL, time_zone="Etc/UTC")
        assert event.start.year == 2025
        assert event.end.year >= 9000


def test_a_calendar_that_cancels_has_nothing() -> None:
    """METHOD:CANCEL says that its events are no more."""
    assert times("DTSTART:20250301T000000Z\nDURATION:P1D", head="METHOD:CANCEL\n") == []


def test_a_zone_that_the_file_defines() -> None:
    """An invented name means what its VTIMEZONE says: seven hours ahead of UTC."""
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Ours\nBEGIN:STANDARD\nDTSTART:19700101T000000\n"
        "TZOFFSETFROM:+0700\nTZOFFSETTO:+0700\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    lines = "DTSTART;TZID=Ours:20250310T090000\nDTEND;TZID=Ours:20250310T100000"
    assert times(lines, head=zone) == [("03-10T02:00", "03-10T03:00")]


def test_the_zone_of_the_calendar_itself() -> None:
    """X-WR-TIMEZONE says where dates are meant, and a zone that is given beats it."""
    head = "X-WR-TIMEZONE:Asia/Kathmandu\n"
    assert times("DTSTART;VALUE=DATE:20250310", head=head) == [("03-09T18:15", "03-10T18:15")]
    assert times("DTSTART;VALUE=DATE:20250310", head=head, time_zone="Etc/UTC") == [("03-10T00:00", "03-11T00:00")]


@given(st.sampled_from(ZONES), st.integers(0, 364), st.integers(0, 23), st.integers(1, 80))
def test_local_times_are_those_of_the_zone(zone: str, day: int, hour: int, hours: int) -> None:
    """At an hour that is shown once, the instant is the one that zoneinfo has for it."""
    start = datetime(2025, 1, 1, hour) + timedelta(days=day)
    end = start + timedelta(hours=hours)
    expected = [_once(moment, zone) for moment in (start, end)]
    lines = f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\nDTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"
    (event,) = ical.loads(calendar(lines), "2024-12-01T00:00:00Z", "2026-02-01T00:00:00Z")
    for found, instant in zip(event.bounds, expected, strict=True):
        assert instant is None or found == instant


def _once(moment: datetime, zone: str) -> int | None:
    """The UTC second of a local time; None: it is skipped or repeated."""
    both = {moment.replace(tzinfo=ZoneInfo(zone), fold=fold).timestamp() for fold in (0, 1)}
    return int(both.pop()) if len(both) == 1 else None


# --- What recurs ------------------------------------------------------------------------------------------------------


def test_a_rule_with_exceptions() -> None:
    """Of four Wednesdays the second is left out, and the third is on Thursday."""
    series = "DTSTART:20250305T090000Z\nDTEND:20250305T100000Z\nRRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20250312T090000Z"
    moved = "DTSTART:20250320T120000Z\nDTEND:20250320T130000Z\nRECURRENCE-ID:20250319T090000Z"
    text = calendar(series, moved).replace("UID:1", "UID:0")
    found = ical.loads(text, SINCE, UNTIL)
    assert [_utc(event.bounds[0]) for event in found] == ["03-05T09:00", "03-20T12:00", "03-26T09:00"]


def test_a_cancelled_occurrence_and_a_cancelled_event_are_left_out() -> None:
    """STATUS:CANCELLED takes an occurrence out of its series, or the whole event."""
    series = "DTSTART:20250305T090000Z\nDTEND:20250305T100000Z\nRRULE:FREQ=WEEKLY;COUNT=2"
    off = "DTSTART:20250312T090000Z\nDTEND:20250312T100000Z\nRECURRENCE-ID:20250312T090000Z\nSTATUS:CANCELLED"
    text = calendar(series, off, "DTSTART:20250401T090000Z\nDURATION:PT1H\nSTATUS:CANCELLED").replace("UID:1", "UID:0")
    assert [_utc(event.bounds[0]) for event in ical.loads(text, SINCE, UNTIL)] == ["03-05T09:00"]


def test_further_dates() -> None:
    """RDATE adds occurrences of the same length, or of their own."""
    periods = "RDATE;VALUE=PERIOD:20250401T000000Z/PT5H,20250501T000000Z/20250503T000000Z"
    assert times(f"DTSTART:20250305T000000Z\nDURATION:P1D\n{periods}") == [
        ("03-05T00:00", "03-06T00:00"),
        ("04-01T00:00", "04-01T05:00"),
        ("05-01T00:00", "05-03T00:00"),
    ]
    assert times("DTSTART:20250305T000000Z\nDURATION:P1D\nRDATE:20250401T000000Z") == [
        ("03-05T00:00", "03-06T00:00"),
        ("04-01T00:00", "04-02T00:00"),
    ]


@given(
    st.sampled_from(ZONES),
    st.sampled_from(["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,FR", "FREQ=MONTHLY;BYDAY=-1SU", "FREQ=YEARLY"]),
    st.datetimes(datetime(2024, 1, 1), datetime(2025, 6, 1)).map(lambda at: at.replace(microsecond=0)),
)
def test_rules_are_followed_on_the_wall_clock(zone: str, rule: str, start: datetime) -> None:
    """Each occurrence is where dateutil's rule has it on a clock without a zone, and that reading is zoneinfo's."""
    since, until = datetime(2025, 3, 1), datetime(2025, 5, 1)
    readings = rrule.rrulestr(rule, dtstart=start).between(since - timedelta(days=2), until + timedelta(days=2))
    if start not in readings and since <= start < until:
        readings.append(start)  # RFC 5545 section 3.8.5.3: DTSTART is the first instance
    begin, end = (int(moment.replace(tzinfo=UTC).timestamp()) for moment in (since, until))
    instants = {int(each.replace(tzinfo=ZoneInfo(zone)).timestamp()) for each in readings}
    expected = sorted(each for each in instants if begin - HOUR < each < end)
    text = calendar(f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}\nDURATION:PT1H\nRRULE:{rule}")
    found = [event.bounds[0] for event in ical.loads(text, begin, end)]
    assert found == expected


@given(scenes(), st.data())
def test_what_is_written_is_read_back(scene: Scene, data: st.DataObject) -> None:
    """A calendar of ours gives the timeline, and its overrides put the same people on call."""
    since, until = data.draw(ranges(scene, pieces=6))
    timeline = scene.schedule.shifts(since, until)
    events = ical.loads(ical.dumps(timeline), since, until)
    assert [event.bounds for event in events] == [shift.bounds for shift in timeline]
    overrides = events.overrides(scene.schedule.users)
    assert [override.user for override in overrides] == [shift.user for shift in timeline]


def test_another_reader_finds_the_same() -> None:
    """The library `ical` has the same occurrences of a rule over the spring change of New York."""
    lines = (
        "DTSTART;TZID=America/New_York:20250305T220000\nDTEND;TZID=America/New_York:20250306T060000\nRRULE:FREQ=DAILY"
    )
    begin, end = datetime(2025, 3, 5, tzinfo=UTC), datetime(2025, 3, 15, tzinfo=UTC)
    text = calendar(lines)
    by_ical = [
        (int(event.start_datetime.timestamp()), int(event.end_datetime.timestamp()))
        for event in IcsCalendarStream.calendar_from_ics(text).timeline.overlapping(begin, end)
    ]
    assert [event.bounds for event in ical.loads(text, begin, end)] == by_ical


def test_the_range_is_half_open_and_occurrences_are_whole() -> None:
    """What ends at the start of the range, or begins at its end, has no part in it."""
    text = calendar("DTSTART:20250305T090000Z\nDTEND:20250305T100000Z")
    begin, end = (int(datetime(2025, 3, 5, hour, tzinfo=UTC).timestamp()) for hour in (9, 10))
    for since, until, number in ((begin - DAY, begin, 0), (end, end + DAY, 0), (begin + 60, begin + 120, 1)):
        found = ical.loads(text, since, until)
        assert [event.bounds for event in found] == [(begin, end)] * number


# --- What a file is that is none --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the file is empty"),
        ("hello", "it is no iCalendar"),
        ("<html></html>", "it is no iCalendar"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1", "END:VCALENDAR is missing"),
        ("BEGIN:VTODO\nEND:VTODO\n", "it is no iCalendar"),
        (calendar("SEQUENCE:0"), "has no DTSTART"),
        (calendar("DTSTART:20250101"), "has dates, and nothing says in which zone: give time_zone"),
        (calendar("DTSTART:20250101T000000\nDURATION:P1D"), "has times without a zone"),
        (calendar("DTSTART;TZID=No/Where:20250101T000000"), "has a DTSTART in 'No/Where', which is no zone"),
        (calendar("DTSTART:20250102T000000Z\nDTEND:20250101T000000Z"), "ends before it begins"),
        (calendar("DTSTART:20250102T000000Z\nDURATION:-PT1H"), "ends before it begins"),
        (calendar("DTSTART:00010101T000000Z\nDURATION:PT1H"), "begins in the year 1, not in 2 to 9998"),
        (calendar("DTSTART:99991231T000000Z\nDURATION:PT1H"), "begins in the year 9999, not in 2 to 9998"),
        (calendar("DTSTART:2025"), "has a DTSTART that cannot be read"),
        (calendar("DTSTART:20250101T000000Z\nRRULE:FREQ=BANANA"), "has a RRULE that cannot be read"),
        (calendar("DTSTART:20250101T000000Z\nRRULE:FREQ=DAILY;INTERVAL=0"), "an INTERVAL or COUNT below 1"),
        (calendar("DTSTART:20250101T000000Z\nDURATION:PT1S\nRRULE:FREQ=SECONDLY"), "comes back more than 50000 times"),
        (
            calendar("DTSTART:20240101T000000Z\nDURATION:PT1S\nRRULE:FREQ=DAILY;BYHOUR=1,2;BYMINUTE=1,2;BYSECOND=1,2"),
            "",
        ),
    ],
)
def test_what_cannot_be_read_is_said(text: str, message: str) -> None:
    """One error of ours, whatever the libraries beneath make of it; a rule of a few times a day is none."""
    if not message:
        assert ical.loads(text, SINCE, "2025-01-02T00:00:00Z")
        return
    (found,) = problems(text)
    assert message in found


def test_all_problems_come_at_once_with_their_lines() -> None:
    """The first event begins in line 4, and each of these has six lines."""
    text = calendar("DTSTART:2025", "DTSTART:20250102T000000Z", "DTSTART:2026")
    assert [found.split(": ")[0] for found in problems(text)] == ["<text>:4:1", "<text>:16:1"]


def test_lines_are_counted_past_what_is_left_out() -> None:
    """Events of a calendar that cancels count, a line that goes on with another does not, and no U+2028 ends one."""
    cancelled = calendar("DTSTART:20250102T000000Z", head="METHOD:CANCEL\n")
    wrong = calendar("DTSTART:2025\nDESCRIPTION:a\u2028b\n BEGIN:VEVENT", "DTSTART:2026")
    # The first calendar has 11 lines; of the second one the events begin in its lines 4 and 12.
    assert [found.split(": ")[0] for found in problems(cancelled + wrong)] == ["<text>:15:1", "<text>:23:1"]


def test_bytes_with_a_mark_and_of_another_encoding() -> None:
    """A byte order mark of UTF-8 is skipped, and UTF-16 is told."""
    text = calendar("DTSTART:20250305T090000Z\nDTEND:20250305T100000Z")
    assert len(ical.loads(text.encode("utf-8-sig"), SINCE, UNTIL)) == 1
    assert len(ical.loads(text.replace("\n", "\r\n").encode(), SINCE, UNTIL)) == 1
    assert "UTF-16" in problems(text.encode("utf-16"))[0]
    assert "UTF-8" in problems(b"BEGIN:VCALENDAR\n\xff")[0]


def test_several_calendars_in_one_file() -> None:
    """All of them are read, and problems of any are found."""
    both = calendar("DTSTART:20250305T000000Z\nDURATION:P1D") + calendar("DTSTART:20250401T000000Z\nDURATION:P1D")
    assert len(ical.loads(both, SINCE, UNTIL)) == 2
    assert len(problems(both + calendar("DTSTART:2025"))) == 1


def test_files(tmp_path: Path) -> None:
    """A path and a file that was opened are read, and what is no file is told with its path."""
    path = tmp_path / "bob.ics"
    path.write_text(calendar("DTSTART:20250305T000000Z\nDURATION:P1D"))
    with path.open("rb") as file:
        assert list(ical.load(path, SINCE, UNTIL)) == list(ical.load(file, SINCE, UNTIL))
    assert len(ical.load(io.BytesIO(path.read_bytes()), SINCE, UNTIL)) == 1
    for wrong in (tmp_path, tmp_path / "none.ics"):
        with pytest.raises(SourceError, match=str(wrong)):
            ical.load(wrong, SINCE, UNTIL)
    with pytest.raises(SourceError, match="the path is empty"):
        ical.load("", SINCE, UNTIL)


def test_arguments_that_are_none() -> None:
    """A range that is empty or no instant, and a zone that nobody knows."""
    text = calendar()
    with pytest.raises(InvalidValueError, match="until must be after since"):
        ical.loads(text, UNTIL, SINCE)
    with pytest.raises(NotAnInstantError):
        ical.loads(text, "2025-01-01", UNTIL)
    with pytest.raises(UnknownZoneError):
        ical.loads(text, SINCE, UNTIL, time_zone="Europe/Nowhere")


def test_without_the_library_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra is named."""
    importing = builtins.__import__

    def refuse(name: str, *arguments: Any, **others: Any) -> Any:
        if name == "recurring_ical_events":
            raise ImportError(name)
        return importing(name, *arguments, **others)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(MissingLibraryError, match=r"pip install 'oncall-schedule\[ical\]'"):
        ical.loads(calendar("DTSTART:20250305T000000Z\nDURATION:P1D"), SINCE, UNTIL)


# --- Whose it is ------------------------------------------------------------------------------------------------------

ALICE, BOB = User("pagerduty_user.alice", name="Alice Ng", email="alice@example.com"), User("bob", name="Bob")


def shift(summary: str, *lines: str) -> str:
    """A calendar of one event on 5 March with a summary of its own."""
    text = calendar("\n".join(["DTSTART:20250305T000000Z\nDURATION:P1D", *lines]))
    return text.replace("SUMMARY:event 0", f"SUMMARY:{summary}")


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        (shift("Primary: alice ng"), ALICE),
        (shift("On call: Bob — Checkout"), BOB),
        (shift("Pager", "ATTENDEE;CN=A:MAILTO:Alice@Example.com"), ALICE),
        (shift("Bob's pager", "ORGANIZER:mailto:alice@example.com"), ALICE),
    ],
)
def test_an_event_names_its_person(text: str, owner: User) -> None:
    """By an address, else by a name as words of its own, in small or capital letters."""
    (override,) = ical.loads(text, SINCE, UNTIL).overrides([ALICE, BOB])
    assert override.user == owner
    assert override.start.isoformat() == "2025-03-05T00:00:00+00:00"


@pytest.mark.parametrize("summary", ["Pager", "Bobby", "Alice Ng and Bob"])
def test_an_event_that_names_nobody_or_two_is_refused(summary: str) -> None:
    """The error lists it."""
    events = ical.loads(shift(summary), SINCE, UNTIL)
    with pytest.raises(
        InvalidValueError, match=f"whose must be people of whom each event names exactly one, got '{summary}"
    ):
        events.overrides([ALICE, BOB])


def test_of_names_within_names_the_longest_counts() -> None:
    """Ann is not Ann Lee, though her name stands in that one; both together are two."""
    ann, lee = User("ann", name="Ann"), User("lee", name="Ann Lee")
    for summary, owner in (("On call: Ann — Checkout", ann), ("On call: Ann Lee — Checkout", lee)):
        assert [each.user for each in ical.loads(shift(summary), SINCE, UNTIL).overrides([ann, lee])] == [owner]
    with pytest.raises(InvalidValueError, match="got 'Ann for Ann Lee"):
        ical.loads(shift("Ann for Ann Lee"), SINCE, UNTIL).overrides([ann, lee])


def test_events_of_one_person_and_as_a_function_says() -> None:
    """All are one person's; or a function decides, and leaves out those for which it has nobody."""
    events = ical.loads(calendar(*["DTSTART:20250305T000000Z\nDURATION:P1D"] * 2), SINCE, UNTIL)
    assert [each.user for each in events.overrides(BOB)] == [BOB, BOB]
    assert [each.user for each in events.overrides(lambda event: ALICE if event.uid == "1" else None)] == [ALICE]
    assert [(each.user, each.reason) for each in events.absences(BOB)] == [(BOB, "event 0"), (BOB, "event 1")]


def test_spans_and_dates() -> None:
    """The time that events take together, and the dates of those of whole days."""
    events = ical.loads(
        calendar(
            "DTSTART;VALUE=DATE:20250305\nDTEND;VALUE=DATE:20250307",
            "DTSTART:20250305T120000Z\nDURATION:P2D",
            "DTSTART;VALUE=DATE:20250306",
        ),
        SINCE,
        UNTIL,
        time_zone="Etc/UTC",
    )
    assert events.dates == (date(2025, 3, 5), date(2025, 3, 6))
    assert events.spans.seconds == 2.5 * DAY  # from 5 March 00:00 to 7 March 12:00
    assert [event.is_all_day for event in events] == [True, False, True]
    assert (len(events), events[0].seconds, len(events[1:])) == (3, 2 * DAY, 2)
