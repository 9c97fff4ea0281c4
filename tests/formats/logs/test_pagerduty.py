"""PagerDuty's incidents and log entries as page logs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall import PageLog, User, load_log
from oncall.errors import SourceError
from oncall.formats.logs import loads
from tests.formats.logs.documents import T0, T, at, entry, incident, only, pages, problems, user
from tests.formats.surgery import mutated

if TYPE_CHECKING:
    from oncall.errors import Problem

EXAMPLES = Path(__file__).parents[3] / "examples" / "page-log"


def test_an_incident_has_what_the_api_says_of_it() -> None:
    """The texts are the summaries, which Terraform knows as names; priority is severity, urgency is not."""
    found = only(
        incident(
            incident_number=1234,
            title="The server is on fire.",
            resolved_at=at(600),
            urgency="high",
            priority={"id": "P53ZZH5", "type": "priority_reference", "summary": "P2"},
            service={"id": "PIJ90N7", "type": "service_reference", "summary": "My Mail Service"},
            escalation_policy={"id": "PT20YPA", "summary": "Another Escalation Policy"},
            acknowledgements=[{"at": at(90), "acknowledger": user("bob")}],
        )
    )
    assert (found.id, found.title) == ("Q1", "The server is on fire.")
    assert found.number is None  # 1234 counts the incidents of the whole account
    assert found.timing == (T0, (T0 + 90,), T0 + 600)
    assert (found.severity, found.service) == ("P2", "My Mail Service")
    assert found.escalation_policy == "Another Escalation Policy"
    assert (found.needed_action, found.started_at) == (None, None)


def test_what_is_null_or_absent_is_not_known() -> None:
    """An incident is an id and the time of its trigger; all the rest may be null, and urgency is never a severity."""
    bare = only({"id": "Q1", "created_at": T})
    keys = ("title", "status", "resolved_at", "priority", "service", "escalation_policy", "assignments")
    nulls: dict[str, Any] = dict.fromkeys((*keys, "acknowledgements", "incident_number", "last_status_change_at"))
    assert only(incident(urgency="high", **nulls)) == bare
    assert (bare.severity, bare.timing, bare.pages) == ("", (T0, (), None), ())


@pytest.mark.parametrize(
    ("members", "seconds"),
    [
        ({"resolved_at": at(60), "status": "resolved", "last_status_change_at": at(99)}, 60),
        ({"status": "resolved", "last_status_change_at": at(99)}, 99),
        ({"status": "acknowledged", "last_status_change_at": at(99)}, None),
    ],
)
def test_when_it_was_resolved(members: dict[str, Any], seconds: int | None) -> None:
    """`resolved_at` says it, else the last change of status, if that was to resolved."""
    assert only(incident(**members)).seconds_to_resolve == seconds


def test_log_entries_say_when_what_happened() -> None:
    """Without the incident itself its entries are enough: the first trigger, each acknowledgement, the last resolve."""
    entries = [
        entry("resolve", 300),
        entry("acknowledge", 60),
        entry("acknowledge", 200),
        entry("trigger", 30),
        entry("trigger", 0),
    ]
    assert only(*entries).timing == (T0, (T0 + 60, T0 + 200), T0 + 300)
    assert only(*entries, incident(resolved_at=at(299))).timing == (T0, (T0 + 60, T0 + 200), T0 + 299)


@pytest.mark.parametrize("kind", ["assign", "escalate", "reassign", "delegate"])
def test_every_assignment_is_a_page_of_each_assignee(kind: str) -> None:
    """Two assignees are two pages, at the instant of the assignment; an escalation policy is no person."""
    assignees = [user("bob"), user("alice"), {"id": "PE", "type": "escalation_policy_reference", "summary": "E"}]
    assert pages(incident(), entry(kind, 5, assignees=assignees)) == [(5, "PALICE"), (5, "PBOB")]


def test_the_notifications_of_somebody_assigned_are_the_same_page() -> None:
    """A call and an e-mail about one assignment are one page, at the assignment."""
    things = [
        incident(),
        entry("assign", 0, assignees=[user("bob")]),
        entry("notify", 4, user=user("bob"), channel={"type": "auto", "notification": {"type": "phone"}}),
        entry("notify", 5, user=user("bob"), channel={"type": "auto", "notification": {"type": "email"}}),
    ]
    assert pages(*things) == [(0, "PBOB")]


def test_somebody_notified_and_never_assigned_is_paged_once_until_the_next_assignment() -> None:
    """Carol is notified twice before bob is assigned, and twice after: two pages of hers, each at the first."""
    things = [
        incident(),
        entry("notify", 9, user=user("carol")),
        entry("notify", 7, user=user("carol")),
        entry("assign", 60, assignees=[user("bob")]),
        entry("notify", 61, user=user("carol")),
        entry("notify", 99, user=user("carol")),
    ]
    assert pages(*things) == [(7, "PCAROL"), (60, "PBOB"), (61, "PCAROL")]


def test_what_an_incident_lists_counts_where_no_entry_says_more() -> None:
    """Its assignments are pages; with log entries of people, those are, and the list is passed over."""
    listed = incident(assignments=[{"at": at(3), "assignee": user("bob")}, {"at": at(3), "assignee": None}])
    assert pages(listed) == [(3, "PBOB")]
    assert pages(listed, entry("acknowledge", 10)) == [(3, "PBOB")]
    assert pages(listed, entry("assign", 0, assignees=[user("alice")])) == [(0, "PALICE")]


def test_a_person_has_the_id_the_name_and_the_email_that_are_recorded() -> None:
    """A reference has a summary, a whole user a name and an e-mail address; without an id the name is one."""
    whole = {"id": "PBOB", "name": "Bob", "email": "bob@example.com", "time_zone": "Eastern Time (US & Canada)"}
    (page,) = only(incident(), entry("notify", 0, user=whole)).pages
    assert (page.user, page.user.name, page.user.email) == (User("PBOB"), "Bob", "bob@example.com")
    assert pages(incident(), entry("assign", 0, assignees=[{"summary": "Bob"}])) == [(0, "Bob")]


def test_entries_that_say_nothing_of_time_or_people_are_passed_over() -> None:
    """A note, a snooze, and a type of next year make no difference, whatever they look like."""
    others = [entry(kind, 1) for kind in ("annotate", "snooze", "unacknowledge")]
    assert only(incident(), *others, {"type": "new_log_entry", "created_at": 7}) == only(incident())


def test_a_reference_example_of_the_api() -> None:
    """The API's own example, newest entry first, calls and e-mails included: one page, at the assignment."""
    tim = {"id": "PT23IWX", "type": "user_reference", "summary": "Tim Wright"}
    common: dict[str, Any] = {
        "incident": {"id": "P31FVLZ", "summary": "[#12] GO009"},
        "service": {"id": "P4672E4", "summary": "Test"},
    }
    entries: list[dict[str, Any]] = [
        {"type": "unacknowledge_log_entry", "created_at": "2013-03-06T20:59:30Z", "channel": {"type": "timeout"}},
        {"type": "acknowledge_log_entry", "created_at": "2013-03-06T20:29:30Z", "agent": tim},
        {"type": "notify_log_entry", "created_at": "2013-03-06T20:28:51Z", "user": tim},
        {"type": "notify_log_entry", "created_at": "2013-03-06T20:28:50Z", "user": tim | {"email": "tim@acme.com"}},
        {"type": "assign_log_entry", "created_at": "2013-03-06T20:28:46Z", "assignees": [tim]},
        {"type": "trigger_log_entry", "created_at": "2013-03-06T20:28:46Z", "agent": tim},
    ]
    (found,) = loads(json.dumps({"log_entries": [each | common for each in entries], "limit": 100, "total": 12}))
    assert [(page.at.isoformat(), page.user.name, page.user.email) for page in found.pages] == [
        ("2013-03-06T20:28:46+00:00", "Tim Wright", "tim@acme.com")
    ]
    assert (found.seconds_to_acknowledge, found.seconds_to_resolve, found.service) == (44, None, "Test")


@pytest.mark.parametrize(
    "document",
    [
        incident(),
        {"incident": incident()},
        {"incidents": [incident(), None], "limit": 25, "more": False},
        [incident()],
        {"log_entries": [entry("trigger", 0)]},
        {"log_entry": entry("trigger", 0)},
        {"incidents": [incident()], "log_entries": [entry("trigger", 0)]},
    ],
)
def test_envelopes_are_taken_or_left(document: Any) -> None:
    """One thing or many, of either kind, in the API's envelopes or bare, are the same incident."""
    assert [each.timing for each in loads(json.dumps(document))] == [(T0, (), None)]


def test_no_incidents_are_a_log_too() -> None:
    """A quiet month is an empty list."""
    assert loads('{"incidents": []}') == loads("[]") == PageLog()


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"incidents": [incident(), incident(id="Q2", created_at="2025-03-12T15:00:00")]},
         "incidents[1].created_at: '2025-03-12T15:00:00' is not an instant: it has no UTC offset"),
        ({"incidents": [incident(created_at=7)]},
         "incidents[0].created_at: it must be a time in ISO 8601, and is a number, 7"),
        ([incident(created_at="x" * 5000)], "[0].created_at: it must be a time in ISO 8601, and is a text"),
        ({"incidents": [{"created_at": T}]}, "incidents[0].id: it is missing"),
        ({"incidents": [incident(id=" ")]}, "incidents[0].id: it is missing"),
        ({"incidents": [incident(id=7)]}, "incidents[0].id: it must be a text, and is a number, 7"),
        ({"incidents": [incident()], "more": 1}, "more: it must be a truth value, and is a number, 1"),
        (incident(assignments=[{"at": T, "assignee": {"id": 7}}]),
         "assignments[0].assignee.id: it must be a text, and is a number, 7"),
        (incident(assignments=[{"at": T, "assignee": {"id": " ", "name": " "}}]),
         "assignments[0].assignee.id: it is missing"),
        ({"log_entries": [entry("assign", 1, incident={"id": 7})]},
         "log_entries[0].incident.id: it must be a text, and is a number, 7"),
        ({"log_entries": [entry("assign", 1, incident=7)]},
         "log_entries[0].incident: it must be an object, and is a number, 7"),
        ({"incidents": [{"id": "Q1"}]}, "incidents[0]: nothing of the incident 'Q1' says when it was triggered"),
        ({"incidents": "x"}, "incidents: it must be a list, and is a text, 'x'"),
        ({"incidents": [[]]}, "incidents[0]: it must be an object, and is a list"),
        ([7], "[0]: it must be an object, and is a number, 7"),
        ({"incident": incident(service="x")}, "incident.service: it must be an object, and is a text, 'x'"),
        (incident(title=True), "title: it must be a text, and is a truth value, True"),
        (incident(assignments=[{"assignee": user("bob")}]), "assignments[0].at: it is missing"),
        (incident(assignments=[{"at": T, "assignee": {}}]), "assignments[0].assignee.id: it is missing"),
        (incident(resolved_at="2025-03-12T14:00:00Z"),
         "resolved_at must be at or after the trigger (2025-03-12T15:00:00+00:00), got '2025-03-12T14:00:00+00:00'"),
        ({"log_entries": [entry("assign", 1, incident=None)]}, "log_entries[0].incident.id: it is missing"),
        ({"log_entries": [entry("notify", 1) | {"created_at": None}]}, "log_entries[0].created_at: it is missing"),
        ({"log_entries": [entry("assign", 1)]},
         "log_entries[0]: nothing of the incident 'Q1' says when it was triggered"),
        ({"schedules": []}, "there is no incident and no log entry in it; load an answer of GET /incidents"),
        ({"incidents": None}, "there is no incident and no log entry in it"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_with_its_path_in_the_document(document: Any, expected: str) -> None:
    """File, path, what was expected and what came."""
    (found,) = problems(json.dumps(document))
    assert found.startswith(f"log: {expected}")


def test_everything_wrong_is_said_at_once() -> None:
    """Three incidents with a mistake each are three problems; what follows from them is none."""
    wrong = [incident(id=f"Q{n}", **{key: 7}) for n, key in enumerate(("created_at", "title", "resolved_at"))]
    assert [each.split(":")[1].strip() for each in problems(json.dumps(wrong))] == [
        "[0].created_at",
        "[1].title",
        "[2].resolved_at",
    ]


def test_the_same_incident_twice_is_one_and_must_agree() -> None:
    """Pages of an answer overlap: the later text counts; two times of one trigger cannot both be right."""
    old, new = incident(title="old"), incident(title="new", status="resolved", resolved_at=at(60))
    found = only(old, new)
    assert (found.title, found.seconds_to_resolve) == ("new", 60)
    (problem,) = problems(json.dumps([old, incident(created_at=at(1))]))
    assert problem == (
        "log: [1]: it was triggered at 2025-03-12T15:00:01+00:00, but log: [0] says 2025-03-12T15:00:00+00:00 of the "
        "same incident, 'Q1'"
    )


def test_the_examples_are_read() -> None:
    """Five incidents, six pages: carol, alice and then the manager, alice twice more, bob."""
    log = load_log(*sorted(path for path in EXAMPLES.iterdir() if path.suffix != ".md"))
    assert len(log) == 5
    assert [page.user.name for page in log.pages] == [
        "Carol", "Alice", "Engineering Manager", "Alice", "Alice", "Bob",
    ]  # fmt: skip
    assert [incident.needed_action for incident in log] == [True, True, False, False, True]


ENTRIES = [
    incident(assignments=[{"at": at(1), "assignee": user("dave")}]),
    entry("trigger", 0),
    entry("notify", 3, user=user("carol")),
    entry("assign", 2, assignees=[user("bob"), user("alice")]),
    entry("notify", 4, user=user("bob")),
    entry("escalate", 9, assignees=[user("carol")]),
    entry("acknowledge", 10),
    entry("resolve", 30),
    incident(id="Q2", created_at=at(7)),
    incident(id="Q3", created_at=at(7)),
]


@given(order=st.permutations(ENTRIES), again=st.lists(st.sampled_from(ENTRIES)))
def test_the_order_of_a_log_makes_no_difference(order: list[Any], again: list[Any]) -> None:
    """Entries in any order, and some of them twice, as overlapping answers have them, are the same log."""
    assert loads(json.dumps([*order, *again])) == loads(json.dumps(ENTRIES))


LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=5)
    | st.sampled_from([T, at(60)])
)
KEYS = st.sampled_from([
    "incidents", "log_entries", "incident", "id", "type", "created_at", "resolved_at", "status", "priority", "summary",
    "service", "assignments", "at", "assignee", "acknowledgements", "user", "assignees", "incident_number",
])  # fmt: skip
TYPES = st.sampled_from(["assign_log_entry", "notify_log_entry", "trigger_log_entry", "resolve_log_entry", "incident"])
JSON = st.recursive(
    LEAVES | TYPES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=6)
)


@given(document=JSON)
def test_any_document_is_read_or_reported(document: Any) -> None:
    """Whatever shape a JSON document has, it is a log or a list of problems, each with the name of the file."""
    assert all(str(each).startswith("log:") for each in wrong(document))


WHOLE = [json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8")) for name in ("incidents", "log_entries")]


@given(document=st.sampled_from(WHOLE).flatmap(mutated))
def test_any_damage_to_an_answer_is_read_or_reported(document: Any) -> None:
    """Of an answer of the API in which parts are missing, moved or replaced, the same is true."""
    assert all(str(each).startswith("log:") for each in wrong(document))


@given(member=st.sampled_from(["title", "resolved_at", "priority", "service", "assignments"]), value=JSON)
def test_one_wrong_member_is_all_that_is_wrong(member: str, value: Any) -> None:
    """If one member of an incident is anything at all, then it is what is wrong, or nothing is."""
    found = wrong({"incidents": [incident(**{member: value})]})
    assert all(f"incidents[0].{member}" in str(each) or "at or after the trigger" in str(each) for each in found)


def wrong(document: Any) -> tuple[Problem, ...]:
    """What is wrong with a document; nothing, if it is a log."""
    try:
        loads(json.dumps(document), "log")
    except SourceError as error:
        return error.problems
    return ()
