"""Objects of PagerDuty's REST API as bodies, with Terraform's names for their blocks and arguments."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.formats.pagerduty.rails_zones import iana_name
from oncall.formats.resources.bodies import Body, Known
from oncall.formats.resources.values import Sequence

if TYPE_CHECKING:
    from oncall.errors import Location
    from oncall.formats.json_text import JsonNode
    from oncall.formats.resources.report import Report

_OFF = "null"
"""How Terraform writes a timeout that is switched off."""


class Bodies:
    """Makes bodies, reports what has no sense in them, and keeps what people are called by their ids."""

    def __init__(self, report: Report) -> None:
        self.names: dict[str, str] = {}
        self._report = report

    def user(self, node: JsonNode) -> Body:
        """A user, as in `{"user": …}`."""
        arguments = _arguments(node, "name", "email")
        if "name" not in arguments and (summary := _arguments(node, "summary")):
            arguments["name"] = summary["summary"]
        return Body("pagerduty_user", node.at, {**arguments, **_zone(node)})

    def schedule(self, node: JsonNode, *, is_highest_first: bool) -> Body:
        """A schedule with its layers in Terraform's order: the lowest first."""
        for user in self._objects(node, "users")[0]:
            self._person(user)
        layers, is_sound = self._objects(node, "schedule_layers")
        blocks = tuple(self._layer(layer) for layer in (reversed(layers) if is_highest_first else layers))
        arguments = {**_arguments(node, "name", "description"), **_zone(node)}
        return Body("pagerduty_schedule", node.at, arguments, blocks, is_sound=is_sound)

    def escalation_policy(self, node: JsonNode) -> Body:
        """An escalation policy with its rules."""
        rules, is_sound = self._objects(node, "escalation_rules")
        arguments = _arguments(node, "name", "description", "num_loops")
        blocks = tuple(self._rule(rule) for rule in rules)
        return Body("pagerduty_escalation_policy", node.at, arguments, blocks, is_sound=is_sound)

    def service(self, node: JsonNode) -> Body:
        """A service; null switches a timeout off."""
        arguments = _arguments(node, "name", "description", "acknowledgement_timeout", "auto_resolve_timeout")
        for name in ("acknowledgement_timeout", "auto_resolve_timeout"):
            timeout = node.get(name)
            if timeout is not None and timeout.kind == "null":
                arguments[name] = Known(_OFF, timeout.at)
        if (policy := node.get("escalation_policy")) and (known := _arguments(policy, "id")):
            arguments["escalation_policy"] = known["id"]
        return Body("pagerduty_service", node.at, arguments)

    def override(self, node: JsonNode) -> Body:
        """An override: a start, an end, and a user."""
        arguments = _arguments(node, "start", "end")
        user = node.get("user")
        if user is None or user.kind == "null":
            return Body("override", node.at, arguments)
        known = self._person(user)
        if known:
            arguments["user"] = known
        return Body("override", node.at, arguments, is_sound=known is not None)

    def entries(self, node: JsonNode) -> tuple[Body, ...]:
        """The rendered entries of a subschedule as overrides.

        Old versions of the API list an entry without length where one begins at the very end of what was asked for.
        """
        found = self._objects(node, "rendered_schedule_entries")[0]
        bodies = [self.override(entry) for entry in found]
        return tuple(body for body in bodies if _moment(body, "start") != _moment(body, "end"))

    def _layer(self, node: JsonNode) -> Body:
        arguments = _arguments(node, "name", "start", "end", "rotation_virtual_start", "rotation_turn_length_seconds")
        end = node.get("end")
        if end is not None and end.text == "":
            del arguments["end"]
        users, has_users = self._objects(node, "users")
        people = [known for user in users if (known := self._person(user.get("user") or user))]
        if listed := node.get("users"):
            values = Sequence(tuple(person.known for person in people))
            arguments["users"] = Known(values, listed.at, tuple(person.at for person in people))
        restrictions, has_restrictions = self._objects(node, "restrictions")
        blocks = tuple(Body("restriction", each.at, _restriction(each)) for each in restrictions)
        is_sound = has_users and has_restrictions and len(people) == len(users)
        return Body("layer", node.at, arguments, blocks, is_sound=is_sound)

    def _rule(self, node: JsonNode) -> Body:
        targets, is_sound = self._objects(node, "targets")
        for target in targets:
            if (type_ := target.get("type")) and type_.text in {"user", "user_reference"}:
                self._name(target)
        blocks = [Body("target", each.at, _arguments(each, "id", "type")) for each in targets]
        strategy = node.get("escalation_rule_assignment_strategy")
        if strategy is not None and strategy.kind != "null":
            # The reference has a text here, its clients an object with a type.
            written = Known(strategy.value(), strategy.at)
            arguments = {"type": written} if strategy.kind == "string" else _arguments(strategy, "type")
            blocks.append(Body("escalation_rule_assignment_strategy", strategy.at, arguments))
        return Body("rule", node.at, _arguments(node, "escalation_delay_in_minutes"), tuple(blocks), is_sound=is_sound)

    def _objects(self, node: JsonNode, key: str) -> tuple[tuple[JsonNode, ...], bool]:
        """The objects of a list, none where it is absent, and whether there is nothing else; that is reported."""
        listed = node.get(key)
        if listed is None or listed.kind == "null":
            return (), True
        if listed.kind != "array":
            self._report.error(f"`{key}` must be a list", listed.at)
            return (), False
        objects = tuple(item for item in listed.items() if item.kind == "object")
        for item in listed.items():
            if item.kind != "object":
                self._report.error(f"every element of `{key}` must be an object, not a JSON {item.kind}", item.at)
        return objects, len(objects) == len(listed.items())

    def _person(self, node: JsonNode) -> Known | None:
        """The id of a person who is referred to, whose name is kept; reported where there is none."""
        id_ = node.get("id")
        if id_ is None or not id_.text:
            self._report.error("a user must have an `id`", id_.at if id_ else node.at)
            return None
        self._name(node)
        return Known(id_.text, id_.at)

    def _name(self, node: JsonNode) -> None:
        id_, name = node.get("id"), node.get("summary") or node.get("name")
        if id_ and id_.text and name and name.text:
            self.names.setdefault(id_.text, name.text)


def _arguments(node: JsonNode, *names: str) -> dict[str, Known]:
    """The arguments that are there under the same names, and not null."""
    found: dict[str, Known] = {}
    for name in names:
        value = node.get(name)
        if value is not None and value.kind != "null":
            places: tuple[Location, ...] = tuple(item.at for item in value.items())
            found[name] = Known(value.value(), value.at, places)
    return found


def _zone(node: JsonNode) -> dict[str, Known]:
    """The time zone by its IANA name; old answers have the names of Rails."""
    found = _arguments(node, "time_zone")
    return {
        name: Known(iana_name(known.known), known.at) if isinstance(known.known, str) else known
        for name, known in found.items()
    }


def _restriction(node: JsonNode) -> dict[str, Known]:
    found = _arguments(node, "type", "start_time_of_day", "duration_seconds", "start_day_of_week")
    if "start_day_of_week" in found and found["start_day_of_week"].known == 0:
        del found["start_day_of_week"]
    return found


def _moment(body: Body, name: str) -> object:
    argument = body.arguments.get(name)
    return argument.value() if argument else name
