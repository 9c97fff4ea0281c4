"""Tables of incidents as CSV."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import Incident, PageLog
from oncall.errors import SourceError, UnknownZoneError
from oncall.formats.logs import load, loads
from tests.formats.logs.documents import T0, T, at, problems
from tests.strategies import instant_at

if TYPE_CHECKING:
    from oncall.errors import Problem

WHOLE = f"""\
id,triggered_at,acknowledged_at,resolved_at,started_at,severity,title,service,escalation_policy,needed_action,person
Q1,{T},{at(60)},{at(600)},2025-03-12T14:59:00Z,SEV-1,"Down, all of it",Checkout,Checkout Escalation,yes,alice
"""


def only(text: str, *, time_zone: str | None = None) -> Incident:
    """The one incident of a table."""
    (found,) = loads(text, time_zone=time_zone)
    return found


def test_every_column_has_its_field() -> None:
    """What a row says is what the incident has; a person was paged at the trigger, unless told otherwise."""
    found = only(WHOLE)
    assert found.timing == (T0, (T0 + 60,), T0 + 600)
    assert found.seconds_to_detect == 60
    assert (found.id, found.severity, found.title) == ("Q1", "SEV-1", "Down, all of it")
    assert (found.service, found.escalation_policy, found.needed_action) == ("Checkout", "Checkout Escalation", True)
    assert [(page.instant, page.user.id) for page in found.pages] == [(T0, "alice")]


@given(order=st.permutations(range(11)), delimiter=st.sampled_from(",;\t"), mark=st.booleans())
def test_columns_are_known_by_name(order: list[int], delimiter: str, *, mark: bool) -> None:
    """Columns in any order, with another one between, set apart by comma, semicolon or tab, and a byte order mark."""
    rows = [[*(row[index] for index in order), "else"] for row in csv.reader(io.StringIO(WHOLE))]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    assert loads("\ufeff" * mark + written.getvalue()) == loads(WHOLE)


def test_pagerdutys_own_export() -> None:
    """Its columns, with lengths of time instead of times, and the person to whom it was assigned, once."""
    text = (
        "id,incident_number,description,service_id,service_name,escalation_policy_id,escalation_policy_name,created_on,"
        "resolved_on,seconds_to_first_ack,seconds_to_resolve,auto_resolved,assignment_count,assigned_to_user_ids,"
        "assigned_to_user_names,urgency\n"
        f"Q1,7,down,PS,Checkout,PE,Escalation,{T},,60,600,f,1,PBOB,Bob,high\n"
    )
    found = only(text)
    assert (found.number, found.title, found.service, found.escalation_policy) == (
        None,
        "down",
        "Checkout",
        "Escalation",
    )
    assert found.timing == (T0, (T0 + 60,), T0 + 600)
    assert [(page.instant, page.user.id, page.user.name) for page in found.pages] == [(T0, "PBOB", "Bob")]
    assert found.severity == ""


@pytest.mark.parametrize(("people", "count"), [("PBOB", 2), ("PBOB|PANN", 1), ("PBOB,PANN", ""), ("", 1)])
def test_an_export_that_does_not_say_when_who_was_paged_has_no_pages(people: str, count: object) -> None:
    """Of several assignments the export knows no times."""
    assert only(f'created_on,assigned_to_user_ids,assignment_count\n{T},"{people}",{count}').pages == ()


def test_a_row_for_each_page() -> None:
    """Rows with one id are one incident; what a later row leaves empty stays."""
    found = only(
        f"id,triggered_at,severity,person,paged_at\nQ1,{T},SEV-2,alice,\nQ1,{T},,bob@example.com,{at(300)}\n"
        f"Q1,,,bob@example.com,{at(300)}\n"
    )
    assert [(page.instant - T0, page.user.id, page.user.email) for page in found.pages] == [
        (0, "alice", ""),
        (300, "bob@example.com", "bob@example.com"),
    ]
    assert found.severity == "SEV-2"


def test_rows_without_an_id_are_incidents_of_their_own() -> None:
    """Two equal rows are two incidents."""
    assert len(loads(f"triggered_at\n{T}\n\n{T}\n")) == 2


def test_notes_alone_do_not_say_when_anything_was() -> None:
    """A table of ids and notes needs another file that knows the triggers."""
    (problem,) = problems("id,needed_action,started_at\nQ1,no,2025-03-12T14:58:00Z\n")
    assert problem.startswith("log:2:1: nothing of the incident 'Q1' says when it was triggered")


@pytest.mark.parametrize(
    ("written", "truth"),
    [("yes", True), ("TRUE", True), ("1", True), ("no", False), ("False", False), ("0", False), ("", None)],
)
def test_truth_is_written_in_several_ways(written: str, truth: object) -> None:
    """Nothing is not known, which is neither."""
    assert only(f"triggered_at,needed_action\n{T},{written}").needed_action is truth


@pytest.mark.parametrize(
    ("written", "fold"),
    [
        ("2025-03-12 11:00:00", 0),
        ("2025-11-02T01:30:00", 0),  # occurs twice: the first, still in summer time
        ("2025-03-09T02:30", 0),  # skipped: an hour later, 03:30
    ],
)
def test_a_naive_time_is_read_on_the_wall_clock_that_is_named(written: str, fold: int) -> None:
    """As the standard library reads it: the first of two, and a skipped one moved forward."""
    naive = datetime.fromisoformat(written)
    expected = instant_at("America/New_York", naive, fold)
    assert only(f"triggered_at\n{written}", time_zone="America/New_York").timing[0] == expected
    assert only(f"triggered_at\n{T}", time_zone="America/New_York").timing[0] == T0
    (problem,) = problems(f"triggered_at\n{written}")
    assert problem.startswith(f"log:2:1: triggered_at: '{written}' is not an instant: it has no UTC offset")
    assert problem.endswith("(time_zone=, --time-zone)")


@pytest.mark.parametrize(
    ("column", "trigger", "written", "expected"),
    [
        ("acknowledged_at", "01:30", "01:10", "01:10:00-05:00"),  # not before the trigger, so the second
        ("acknowledged_at", "01:10", "01:30", "01:30:00-04:00"),
        ("acknowledged_at", "01:30", "01:30", "01:30:00-04:00"),
        ("resolved_at", "01:30", "01:10", "01:10:00-05:00"),
        ("resolved_at", "00:30", "01:10", "01:10:00-04:00"),
        ("paged_at", "01:30", "01:10", "01:10:00-05:00"),
        ("started_at", "02:30", "01:30", "01:30:00-05:00"),  # the last that is not after it
        ("started_at", "01:30", "01:10", "01:10:00-04:00"),
        ("started_at", "01:30", "01:30", "01:30:00-04:00"),
    ],
)
def test_a_time_that_occurs_twice_is_the_one_that_can_be(
    column: str, trigger: str, written: str, expected: str
) -> None:
    """Summer time ends: a trigger is the first occurrence, and the rest cannot come before it, the start not after."""
    row = f"id,triggered_at,person,{column}\nA,2025-11-02 {trigger},alice,2025-11-02 {written}\n"
    person = "alice" if column == "paged_at" else ""
    notes = f"id,person,{column}\nA,{person},2025-11-02 {written}\nA,,\n"
    trigger_alone = f"id,triggered_at\nA,2025-11-02 {trigger}\n"
    for texts in ((row,), (notes, trigger_alone), (trigger_alone, notes)):
        found = load_texts(texts, time_zone="America/New_York")
        times = {
            "acknowledged_at": found.acknowledged_at,
            "resolved_at": (found.resolved_at,),
            "paged_at": tuple(page.at for page in found.pages if page.user.id == "alice"),
            "started_at": (found.started_at,),
        }[column]
        assert times[-1] == datetime.fromisoformat(f"2025-11-02T{expected}")


def load_texts(texts: tuple[str, ...], *, time_zone: str) -> Incident:
    """The one incident of several tables."""
    with TemporaryDirectory() as folder:
        paths = [Path(folder, f"{number}.csv") for number in range(len(texts))]
        for path, text in zip(paths, texts, strict=True):
            path.write_text(text)
        (found,) = load(*paths, time_zone=time_zone)
        return found


def test_an_acknowledgement_may_be_written_twice() -> None:
    """Both count, and the earliest is how long it took; a resolution that is written as a time is that time."""
    found = only(
        "triggered_at,acknowledged_at,seconds_to_first_ack,resolved_at,seconds_to_resolve\n"
        f"{T},{at(300)},60,{at(600)},900\n"
    )
    assert found.timing == (T0, (T0 + 60, T0 + 300), T0 + 600)
    assert found.seconds_to_acknowledge == 60


def test_two_triggers_in_one_row_must_agree() -> None:
    """As those of two rows; written differently they may be one."""
    (problem,) = problems(f"id,created_at,triggered_at\nQ1,{at(60)},{T}\n")
    assert problem == (
        f"log:2:1: triggered_at: the row says two different triggers, triggered_at '{T}' and created_at '{at(60)}'"
    )
    assert only(f"created_on,triggered_at\n2025-03-12T16:00:00+01:00,{T}\n").timing[0] == T0


EXPORT = (
    "id,incident_number,description,service_id,service_name,escalation_policy_id,escalation_policy_name,created_on,"
    "resolved_on,seconds_to_first_ack,seconds_to_resolve,auto_resolved,acknowledge_count,assignment_count,"
    "acknowledged_by_user_ids,acknowledged_by_user_names,assigned_to_user_ids,assigned_to_user_names,"
    "resolved_by_user_id,resolved_by_user_name,urgency"
)
OTHERS = (
    "id,created_at,acknowledged_by,resolved_by,team_id,team_name,major,priority_id,priority_name,seconds_to_engage,"
    "seconds_to_mobilize,engaged_seconds,engaged_user_count,escalation_count,reassignment_count,"
    "timeout_escalation_count,manual_escalation_count,snoozed_seconds,business_hour_interruptions,"
    "sleep_hour_interruptions,off_hour_interruptions,total_interruptions,total_notifications,"
    "user_defined_effort_seconds,updated_at,status"
)


@pytest.mark.parametrize("header", [EXPORT, OTHERS])
def test_the_columns_of_pagerduty_are_no_mistakes(header: str) -> None:
    """Those that are not read are passed over."""
    assert loads(header + "\n") == PageLog()


@pytest.mark.parametrize(
    ("header", "meant"),
    [
        ("triggered_at,acknowleged_at", "acknowledged_at"),
        ("triggered_at,person,Paged att", "paged_at"),
        ("triggered_at,severty", "severity"),
        ("id,trigered_at", "triggered_at"),
    ],
)
def test_a_column_that_is_misspelt_is_not_lost(header: str, meant: str) -> None:
    """It is near one that is read and not there; if that is there, the other is another column."""
    name = header.rpartition(",")[2].lower().replace(" ", "_")
    expected = f"log:1:1: {name}: no such column is read; did you mean {meant!r}? If not, name it otherwise"
    assert problems(f"{header}\n") == [expected]
    loads(f"{header},{meant}\n")


def test_a_zone_must_be_one() -> None:
    """A misspelt zone is no zone, whatever the table holds."""
    with pytest.raises(UnknownZoneError):
        loads(f"triggered_at\n{T}", time_zone="New York")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"triggered_at\n{'x' * 5000}", "log:2:1: triggered_at: a text of 5000 characters is no time in ISO 8601"),
        ("triggered_at\nsoon", "log:2:1: triggered_at: 'soon' is not an instant"),
        ("triggered_at\n99999-01-01T00:00:00Z", "log:2:1: triggered_at: '99999-01-01T00:00:00Z' is not an instant"),
        (f"triggered_at,number\n{T},-1", "log:2:1: number: '-1' is no whole number"),
        (f"triggered_at,number\n{T},{'9' * 5000}", "log:2:1: number: '999999"),
        (f"triggered_at,needed_action\n{T},maybe", "log:2:1: needed_action: 'maybe' is none of yes, no"),
        (f"triggered_at\n{T},x", "log:2:1: the row has 2 fields, the header 1"),
        (f"triggered_at,triggered_at\n{T},{T}", "log:1:1: triggered_at: the column is there more than once"),
        (f'triggered_at,title\n{T},"a\nb"\n\n"{T}"x,', "log:2:1: from here on the table cannot be read: "),
        (f'title,triggered_at\n"a\nb",{T}\n"c\nd",then', "log:4:1: triggered_at: 'then' is not an instant"),
        (f"triggered_at,resolved_at\n{T},2025-03-12T14:00:00Z", "log:2:1: resolved_at must be at or after the trigger"),
        ("id,person\nQ1,alice", "log:2:1: paged_at: it is missing, and so is the trigger"),
        ("hello\nworld", "log:1:1: this is neither JSON nor the header of a table with the column 'triggered_at'"),
    ],
)
def test_what_is_wrong_is_said_with_line_and_column(text: str, expected: str) -> None:
    """The line is the one on which the row begins."""
    assert any(problem.startswith(expected) for problem in problems(text)), problems(text)


def test_everything_wrong_is_said_at_once() -> None:
    """Each field of each row for itself."""
    assert len(problems(f"triggered_at,resolved_at,number\nx,y,z\n{T},{T},1\nx,,z\n")) == 5


def test_a_header_alone_is_a_log_without_incidents() -> None:
    """A quiet month has a header."""
    assert loads("id,triggered_at\n") == PageLog()


FIELDS = st.sampled_from(["", T, at(60), "yes", "1", "alice", "x,y", '"', "a\nb", "2025-13-01", "é", "7" * 5000])
COLUMNS = st.sampled_from(["id", "triggered_at", "created_on", "resolved_at", "person", "number", "needed_action", "x"])


def wrong(text: str) -> tuple[Problem, ...]:
    """What is wrong with a text; nothing, if it is a log."""
    try:
        loads(text, "log")
    except SourceError as error:
        return error.problems
    return ()


@given(header=st.lists(COLUMNS, min_size=1, max_size=5), rows=st.lists(st.lists(FIELDS, max_size=6), max_size=5))
def test_any_table_is_read_or_reported(header: list[str], rows: list[list[str]]) -> None:
    """Whatever fields a table has, it is a log or a list of problems, each with the name of the file."""
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    assert all(str(each).startswith("log:") for each in wrong(written.getvalue()))


@given(text=st.text(alphabet='id,triggered_at\n\r";\t {[-:T0123456789Zé\x00\ud800\u2028', max_size=80) | st.text())
def test_any_text_is_read_or_reported(text: str) -> None:
    """Also one that is no table at all, or is cut off."""
    assert all(str(each).startswith("log") for each in wrong(text))
