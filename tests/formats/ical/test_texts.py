"""Names stay data, whatever is in them."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import unquote

import attrs
import pytest
from hypothesis import given
from ical.calendar_stream import IcsCalendarStream

from oncall import EscalationPolicy, EscalationRule, Schedule, User
from oncall.formats import ical
from oncall.formats.ical.texts import mailto, one_line
from tests.formats.ical.calls import disguised
from tests.formats.ical.names import emails, hostile_names, is_fit_for_a_line, printable_names
from tests.formats.ical.readers import READERS, events, is_text, logical_lines, parsed, texts
from tests.formats.ical.rotas import ALICE, BOB, START, rota

LATER = "2025-01-22T00:00:00Z"


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
        assert all(map(is_fit_for_a_line, line.decode()))
    assert written.decode().splitlines() == [line.decode() for line in lines[:-1]]
    names = [re.split("[:;]", line)[0] for line in logical_lines(written)]
    reference = ical.dumps(rota([ALICE, BOB]), START, "2025-01-09T00:00:00-05:00")
    assert names == [re.split("[:;]", line)[0] for line in logical_lines(reference)]
    assert [text.count("\n") for text in texts(written, "DESCRIPTION")] == [3, 3]
    for read in READERS:
        assert sorted(times for _, *times in read(written)) == sorted(times for _, *times in read(reference))


TEXTS = ("NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION", "CATEGORIES", "CONTACT", "UID", "COLOR")


@given(hostile_names(), hostile_names(), hostile_names(), emails())
def test_no_name_and_no_address_adds_anything(person: str, schedule: str, layer: str, email: str) -> None:
    """By the grammar of RFC 5545 there is what a calendar of plain names has, and every TEXT is one."""
    address = email if email.strip() else "  "
    plain = rota([User("alice", email="alice@example.com" if email.strip() else ""), User("bob")])
    people = {"alice": User("alice", name=person, email=address), "bob": User("bob", name=person)}
    policy = EscalationPolicy(
        name=layer, rules=[EscalationRule(escalation_delay_in_minutes=5, targets=[plain, people["bob"]])]
    )
    hostile = disguised(plain, people, schedule, layer)
    policies = [attrs.evolve(policy, rules=[attrs.evolve(policy.rules[0], targets=[it])]) for it in (plain, hostile)]
    reference, written = (
        ical.dumps(
            it,
            START,
            "2025-01-22T00:00:00Z",
            contacts=True,
            policies=[using],
            alarms=[timedelta(hours=1)],
            user="alice",
        )
        for it, using in zip((plain, hostile), policies, strict=True)
    )
    lines = parsed(written)
    assert [line.shape for line in lines] == [line.shape for line in parsed(reference)]
    for line in lines:
        assert line.name not in TEXTS or is_text(line.value, several=line.name == "CATEGORIES")


# RFC 6068 section 2: what an address may have that is not percent-encoded, less what would begin headers after it.
_ADDRESS = re.compile(r"mailto:(?:[A-Za-z0-9._~!$'()*+,;:@-]|%[0-9A-F]{2})*")


@given(hostile_names(), emails().filter(str.strip))
def test_an_address_is_one_address_and_comes_back(name: str, email: str) -> None:
    """The value of ATTENDEE is a mailto of one address, and CN by RFC 6868 the name on one line."""
    (found,) = (
        line
        for line in parsed(ical.dumps(rota([User("alice", name=name, email=email)]), START, LATER, contacts=True))
        if line.name == "ATTENDEE"
    )
    assert _ADDRESS.fullmatch(found.value)
    assert "," not in found.value
    assert unquote(found.value.removeprefix("mailto:")) == one_line(email.strip())
    ((parameter, value),) = found.parameters
    assert parameter == "CN"
    plain = re.sub(
        r"\^(.)", lambda match: {"n": "\n", "'": '"', "^": "^"}[match[1]], value.removeprefix('"').removesuffix('"')
    )
    assert plain == one_line(name)


@pytest.mark.parametrize(
    ("email", "written"),
    [
        ("alice@example.com", "mailto:alice@example.com"),
        ("o'neill+on-call@example.com", "mailto:o'neill+on-call@example.com"),
        ("a@example.com?body=x&to=b", "mailto:a@example.com%3Fbody%3Dx%26to%3Db"),
        ("a@example.com,b@example.com", "mailto:a@example.com%2Cb@example.com"),
        ('"a b"@example.com', "mailto:%22a%20b%22@example.com"),
        ("é@example.com", "mailto:%C3%A9@example.com"),
        ("50%@example.com", "mailto:50%25@example.com"),
    ],
)
def test_what_an_address_may_not_have_is_encoded(email: str, written: str) -> None:
    """A question mark would begin a subject or a body of mails, a comma another address (RFC 6068 section 2)."""
    assert mailto(email) == written


def test_a_name_of_several_lines_becomes_one() -> None:
    """A line break reads as a space, and what cannot be printed leaves a mark."""
    written = ical.dumps(named("Ann\r\nSUMMARY:x", "a\u202eb\x00c\td"), START, "2025-01-02T00:00:00Z")
    assert texts(written, "SUMMARY") == ["On call: Ann SUMMARY:x — a\ufffdb\ufffdc d"]


def test_contact_data_is_not_published() -> None:
    """Of a person only the name is written, not the address nor who was invited."""
    person = User("pagerduty_user.alice", name="Alice", email="alice@example.com", time_zone="Europe/Madrid")
    written = ical.dumps(rota([person, BOB]), START, "2025-03-01T00:00:00Z")
    assert not re.search(rb"example\.com|Madrid|pagerduty_user|ATTENDEE|ORGANIZER|CONTACT", written)
