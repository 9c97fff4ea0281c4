"""PagerDuty's REST JSON as declared resources, with the names that Terraform gives to the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.formats.pagerduty.bodies import Bodies
from oncall.formats.resources.bodies import Declared, DeclaredOverride, Found

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from oncall.formats.json_text import JsonNode
    from oncall.formats.resources.bodies import Body
    from oncall.formats.resources.report import Report

Order: TypeAlias = Literal["auto", "highest_first", "lowest_first"]

_ONE: Mapping[str, str] = {
    "schedule": "schedule",
    "escalation_policy": "escalation_policy",
    "user": "user",
    "service": "service",
    "override": "override",
}
_MANY: Mapping[str, str] = {
    "schedules": "schedule",
    "escalation_policies": "escalation_policy",
    "users": "user",
    "services": "service",
    "overrides": "override",
}
# What tells an object of each kind that stands alone, where its `type` does not.
_MARKS: Mapping[str, str] = {
    "schedule_layers": "schedule",
    "escalation_rules": "escalation_policy",
    "auto_resolve_timeout": "service",
    "email": "user",
}
_NEEDED = "load an answer of GET /schedules/{id}, /schedules/{id}/overrides, /escalation_policies, /users or /services"


def found(root: JsonNode, report: Report, *, schedule_id: str = "", order: Order = "auto") -> Found:
    """What an answer of the REST API declares, or the body of a request.

    One thing or a list of them, in their envelope (`{"schedule": …}`, `{"users": …}`) or bare; an envelope may hold
    several kinds. `order` says which layer of a schedule is the first in its list: the API answers the highest first
    and takes the lowest first. `auto` takes a schedule with an id for an answer, one without for the body of a request.

    Overrides are those of the schedule that they name themselves, else of `schedule_id`, else of the only one here;
    where none of these is told, their `schedule` is empty. A schedule for which no overrides are listed has those of
    its `overrides_subschedule`: they are the same ones, but cut to the time that was asked for.
    """
    reading = _Reading(report, order)
    if root.kind == "array":
        for item in root.items():
            reading.document(item)
    else:
        reading.document(root)
    return reading.result(schedule_id)


@attrs.frozen
class _Rendered:
    """The overrides that a schedule has in its rendered entries."""

    schedule: str
    bodies: tuple[Body, ...]


class _Reading:
    """The parts of one JSON text."""

    def __init__(self, report: Report, order: Order) -> None:
        self._report = report
        self._order: Order = order
        self._bodies = Bodies(report)
        self._declared: list[Declared] = []
        self._overrides: list[tuple[str, Body]] = []
        self._rendered: list[_Rendered] = []
        self._has_overrides = False

    def document(self, node: JsonNode) -> None:
        """What an envelope holds, or a thing that stands alone."""
        if node.kind != "object":
            self._report.error(f"an object of PagerDuty's API is needed here, not a JSON {node.kind}", node.at)
        elif kind := _bare_kind(node):
            self._thing(kind, node)
        elif not self._envelope(node):
            self._report.error(_what_else(node), node.at)

    def _envelope(self, node: JsonNode) -> bool:
        """Whether anything in it is of a kind that is read."""
        is_ours = False
        for member in node.members():
            if kind := _ONE.get(member.key):
                is_ours = True
                self._thing(kind, member.value)
            elif kind := _MANY.get(member.key):
                is_ours = True
                self._has_overrides |= kind == "override"
                if member.value.kind != "array":
                    self._report.error(f"`{member.key}` must be a list", member.value.at)
                for item in member.value.items():
                    self._thing(kind, item)
        more = node.get("more")
        if is_ours and more and more.kind == "bool" and more.value() is True:
            self._report.warning("the list goes on: this is one page of it, and `more` is true", more.at)
        return is_ours

    def _thing(self, kind: str, node: JsonNode) -> None:
        if node.kind != "object":
            self._report.error(f"an object is needed for the {kind.replace('_', ' ')}, not a JSON {node.kind}", node.at)
            return
        makers: Mapping[str, Callable[[JsonNode], object]] = {
            "schedule": self._schedule,
            "override": self._override,
            "escalation_policy": lambda each: self._declare(each, self._bodies.escalation_policy(each)),
            "user": lambda each: self._declare(each, self._bodies.user(each)),
            "service": lambda each: self._declare(each, self._bodies.service(each)),
        }
        makers[kind](node)

    def _declare(self, node: JsonNode, body: Body) -> str:
        """Keeps what was declared, and gives its id."""
        real_id, name = _text(node, "id"), _visible(node, "name") or _visible(node, "summary")
        identity = real_id or name
        if real_id and not real_id.strip():
            self._report.error("its `id` is blank", node.at, name)
        elif not identity:
            self._report.error("it has neither an `id` nor a `name`", node.at)
        else:
            self._declared.append(Declared(identity, body.type, name or identity, body, real_id=real_id))
        return identity

    def _schedule(self, node: JsonNode) -> None:
        is_answer = self._order == "highest_first" or (self._order == "auto" and bool(_text(node, "id")))
        body = self._bodies.schedule(node, is_highest_first=is_answer)
        if node.get("schedule_layers") is None:
            message = "the schedule has no `schedule_layers`, as in a list of schedules: load GET /schedules/{id}"
            self._report.error(message, node.at, _text(node, "id") or _text(node, "name"))
            return
        identity = self._declare(node, body)
        subschedule = node.get("overrides_subschedule")
        if subschedule and subschedule.kind == "object":
            self._rendered.append(_Rendered(identity, self._bodies.entries(subschedule)))

    def _override(self, node: JsonNode) -> None:
        self._has_overrides = True
        named = node.get("schedule")
        schedule = _text(node, "schedule_id") or (named.text or _text(named, "id") if named else "")
        self._overrides.append((schedule, self._bodies.override(node)))

    def result(self, schedule_id: str) -> Found:
        """Everything that was read."""
        schedules = [each.id for each in self._declared if each.type == "pagerduty_schedule"]
        only = schedules[0] if len(schedules) == 1 else ""
        overrides = [DeclaredOverride(named or schedule_id or only, body) for named, body in self._overrides]
        listed = {each.schedule for each in overrides}
        if self._has_overrides and not self._overrides and (schedule_id or only):
            listed.add(schedule_id or only)
        for rendered in self._rendered:
            if rendered.schedule not in listed:
                overrides += (DeclaredOverride(rendered.schedule, body) for body in rendered.bodies)
        return Found(tuple(self._declared), tuple(overrides), self._bodies.names)


def _text(node: JsonNode, key: str) -> str:
    found = node.get(key)
    return (found.text or "") if found else ""


def _visible(node: JsonNode, key: str) -> str:
    """A text, unless there is nothing of it to see."""
    found = _text(node, key)
    return found if found.strip() else ""


def _bare_kind(node: JsonNode) -> str:
    """Which kind of thing an object is that stands in no envelope; empty for an envelope or anything else."""
    type_ = _text(node, "type")
    if type_ in _ONE and type_ != "override":
        return type_
    for mark, kind in _MARKS.items():
        if node.get(mark) is not None:
            return kind
    if node.get("escalation_level") is not None or node.get("escalation_policy") is not None:
        return ""  # It tells who is on call through a policy, not whom somebody put there.
    return "override" if all(node.get(key) is not None for key in ("start", "end", "user")) else ""


def _what_else(node: JsonNode) -> str:
    """What an object is of which nothing is read."""
    error = node.get("error")
    if error is not None:
        said = error.text or _text(error, "message")
        return f"PagerDuty answered with an error, not with what was asked for{f': {said}' if said else ''}"
    if node.get("oncalls") is not None:
        return f"this is an answer of GET /oncalls: who is on call at one time, not how schedules are made; {_NEEDED}"
    if _text(node, "type").endswith("_reference"):
        return (
            f"this is a reference to a {_text(node, 'type').removesuffix('_reference')}, not the whole of it; {_NEEDED}"
        )
    keys = ", ".join(f"`{member.key[:40]}`" for member in node.members()[:5])
    holds = f"its keys are {keys}" if keys else "it is an empty object"
    return f"nothing of PagerDuty's API that is read here ({holds}); {_NEEDED}"
