"""PagerDuty's REST JSON: answers of `GET /incidents`, `/incidents/{id}`, `/log_entries`, `/incidents/{id}/log_entries`.

The shapes are those of PagerDuty/api-schema, reference/REST/openapiv3.json, and of its examples.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from oncall.formats.logs.answers import Answer
from oncall.formats.logs.members import Members, is_object
from oncall.model import User

if TYPE_CHECKING:
    from oncall.formats.logs.drafts import Drafts

_MANY, _ONE = ("incidents", "log_entries"), ("incident", "log_entry")
_ENTRY = "_log_entry"
_ASSIGNMENTS = {"assign_log_entry", "escalate_log_entry", "reassign_log_entry", "delegate_log_entry"}
_KNOWN = {"trigger_log_entry", "acknowledge_log_entry", "resolve_log_entry", "notify_log_entry", *_ASSIGNMENTS}
_NEEDED = "load an answer of GET /incidents, /incidents/{id}, /log_entries or /incidents/{id}/log_entries"


def read(document: object, path: str, drafts: Drafts) -> None:
    """Take what a document says of incidents: in the API's envelopes, or a bare object or list of the same."""
    for thing in _things(document, path, drafts):
        if thing.text("type").endswith(_ENTRY):
            _read_entry(thing, drafts)
        else:
            _read_incident(thing, drafts)


def _things(document: object, path: str, drafts: Drafts) -> list[Members]:
    """The incidents and log entries of a document, each with its place."""
    root = Members(path, (), document if is_object(document) else {}, drafts.problems)
    if isinstance(document, list):
        return root.those_of("", cast("list[object]", document))
    found = [key for key in (*_MANY, *_ONE) if key in root]
    if not found and is_object(document) and {"created_at", "type"} & document.keys():
        return [root]
    if not found:
        root.report(f"there is no incident and no log entry in it; {_NEEDED}")
    many = {key: root.members(key) for key in _MANY if key in root}
    if many:
        goes_on, offset, limit = root.truth("more"), root.whole("offset") or 0, root.whole("limit") or 0
        drafts.answers += (Answer(root.place, key, offset, limit, len(things), goes_on) for key, things in many.items())
    return [thing for things in many.values() for thing in things] + [
        thing for key in _ONE if (thing := root.member(key)) is not None
    ]


def _read_incident(incident: Members, drafts: Drafts) -> None:
    name = incident.text("id").strip()
    if not name:
        if incident.is_blank("id"):
            incident.report("it is missing", "id")
        return
    place = incident.place
    draft = drafts.of(name, place)
    created, ended = incident.instant("created_at"), incident.instant("resolved_at")
    if ended is None and incident.text("status") == "resolved":
        ended = incident.instant("last_status_change_at")
    disagreement = draft.say(place, created=created, ended=ended)
    if disagreement is not None:
        drafts.problems.append(disagreement)
    draft.title = incident.text("title") or incident.text("summary") or draft.title
    draft.severity = _named(incident, "priority") or draft.severity
    draft.service = _named(incident, "service") or draft.service
    draft.escalation_policy = _named(incident, "escalation_policy") or draft.escalation_policy
    for assignment in incident.members("assignments"):
        draft.note("listed", assignment.instant("at", is_needed=True), _person(assignment, "assignee"))
    for acknowledgement in incident.members("acknowledgements"):
        draft.note("acknowledged", acknowledgement.instant("at", is_needed=True))


def _read_entry(entry: Members, drafts: Drafts) -> None:
    """Take what a log entry says; those of a type that says nothing about time or people are passed over."""
    type_name = entry.text("type")
    if type_name not in _KNOWN:
        return
    incident, at = entry.member("incident"), entry.instant("created_at", is_needed=True)
    name = "" if incident is None else incident.text("id").strip()
    if incident.is_blank("id") if incident is not None else "incident" not in entry:
        entry.report("it is missing", "incident.id")
    if at is None or not name:
        return
    draft = drafts.of(name, entry.place)
    draft.service = draft.service or _named(entry, "service")
    match type_name:
        case "trigger_log_entry":
            draft.note("triggered", at)
        case "acknowledge_log_entry":
            draft.note("acknowledged", at)
        case "resolve_log_entry":
            draft.note("resolved", at)
        case "notify_log_entry":
            draft.note("notified", at, _person(entry, "user"))
        case _:
            for assignee in entry.members("assignees"):
                draft.note("assigned", at, _user(assignee))


def _named(thing: Members, key: str) -> str:
    """What something is called, which a Terraform configuration knows too; else its id, which only the API does."""
    named = thing.member(key)
    return "" if named is None else named.text("summary") or named.text("name") or named.text("id")


def _person(thing: Members, key: str) -> User | None:
    person = thing.member(key)
    return None if person is None else _user(person)


def _user(person: Members) -> User | None:
    """A person; None for what is none, such as an escalation policy."""
    if not (person.text("type") or "user").startswith("user"):
        return None
    name = person.text("name").strip() or person.text("summary").strip()
    known = person.text("id").strip() or name
    if not known:
        if person.is_blank("id"):
            person.report("it is missing", "id")
        return None
    return User(known, name=name or known, email=person.text("email"))
