"""What Terraform recorded as JSON: plans and states (`terraform show -json`), and its own state files.

Their blocks are written out and in the order of the files, `dynamic` ones too. An id that a plan does not know yet is
taken from the references in its `configuration`, which has them in the order of the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.chronology.words import listing
from oncall.formats.resources.bodies import Declared, Found, Known
from oncall.formats.resources.schema import RESOURCES, Shape
from oncall.formats.terraform.recorded_blocks import Resource, Sides, block, objects, present, says
from oncall.model.addresses import address as parsed
from oncall.model.addresses import instance_key

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Mapping

    from oncall.errors import Location
    from oncall.formats.json_text import JsonNode
    from oncall.formats.resources.report import Report

Which: TypeAlias = Literal["before", "after"]

_LOOKED_UP = Shape(optional={"name", "email", "time_zone", "description"})
_CALL = re.compile(r"module\.([\w-]+)")
_VERSION = re.compile(r"[01]\.[0-9]+")  # 0 is that of Terraform 0.12 to 1.0; what is read here has not changed since
_TFSTATE_VERSION = 4
_SHOWN = ("name", "email", "description")
_LOOKED_UP_TYPES = frozenset({"pagerduty_user", "pagerduty_schedule", "pagerduty_escalation_policy"})


def plan(root: JsonNode, report: Report, which: Which = "after") -> Found:
    """What a plan leads to, or with `before` what it starts from, by the addresses that things have after it.

    What leaves Terraform and is not destroyed goes on as it is: it is there on both sides.

    A list of people that is not known yet, since one of them is only being made, is read from the references of the
    configuration. They name the people of a plain list and nothing else: a function around it, a text that is an id, do
    not show there; anything that does show makes the list unknown.
    """
    if not _is_known_version(root, "planned_values", "a plan", report):
        return Found()
    if which == "after" and says(root.get("errored"), "true"):
        report.error("terraform stopped with an error while it made this plan: what is here is a part of it", root.at)
        return Found()
    if which == "after" and says(root.get("complete"), "false"):
        report.warning("the plan is not complete: something was left out with -target, or deferred", root.at)
    reading = _Reading(report, root)
    found: dict[str, Declared] = {}
    prior = present(root, "prior_state", "values", "root_module")
    if which == "after":
        planned = present(root, "planned_values", "root_module")
        if planned is None:
            what = "has no `planned_values` with a `root_module`"
            report.error(f"the plan {what}: it was not made by `terraform show -json <plan>`", root.at)
        found |= reading.module(planned)
        found = {**reading.module(prior, only_data=True), **found}
        found = {**reading.forgotten(root), **found}
    else:
        moved = moves(root)
        found = _moved(reading.module(prior, is_prior=True), moved)
        found = {**reading.changed(root, found), **found}
        left = {*moved.values()} - {*moved}
        found = {address: each for address, each in found.items() if address not in left}
    reading.tell_of_hidden(root.at)
    return Found(tuple(found.values()))


def moves(root: JsonNode) -> dict[str, str]:
    """The addresses that the resources of ours had before a plan that moves them, by those that they have after it.

    To be taken out of Terraform and imported again under another address is to be moved as well.
    """
    changes = present(root, "resource_changes")
    found: dict[str, str] = {}
    forgotten: dict[str, str] = {}
    imported: dict[str, str] = {}
    for each in changes.items() if changes else ():
        address, previous, type_ = (present(each, key) for key in ("address", "previous_address", "type"))
        if not (address and address.text and type_ and type_.text in RESOURCES):
            continue
        if previous and previous.text:
            found[address.text] = previous.text
        if (id_ := present(each, "change", "importing", "id")) and id_.text:
            imported[id_.text] = address.text
        if _is_forgotten(each) and (id_ := present(each, "change", "before", "id")) and id_.text:
            forgotten[id_.text] = address.text
    return found | {imported[id_]: old for id_, old in forgotten.items() if id_ in imported}


def _is_forgotten(change: JsonNode) -> bool:
    """Whether a change takes a resource out of Terraform without destroying it."""
    actions = present(change, "change", "actions")
    return [action.text for action in (actions.items() if actions else ())] == ["forget"]


def _moved(found: Mapping[str, Declared], moves: Mapping[str, str]) -> dict[str, Declared]:
    """What is in the state before a plan, by the addresses after it; Terraform itself has moved it already."""
    if all(new in found for new, old in moves.items() if old in found):
        return dict(found)
    names = {old: new for new, old in moves.items()}
    return {name: attrs.evolve(each, id=name) for each in found.values() for name in [names.get(each.id, each.id)]}


def state(root: JsonNode, report: Report) -> Found:
    """What a state says, in the form of `terraform show -json`."""
    if not _is_known_version(root, "values", "a state", report):
        return Found()
    module = present(root, "values", "root_module")
    if module is None:
        report.error("the state is empty: nothing was applied yet, or it is that of another workspace", root.at)
    return Found(tuple(_Reading(report).module(module).values()))


def tfstate(root: JsonNode, report: Report) -> Found:
    """What a state file says, in the form in which Terraform keeps it: `terraform.tfstate`, version 4."""
    version = root.get("version")
    if root.get("encrypted_data") is not None:
        report.error("the state is encrypted: load the JSON of `terraform show -json` (`tofu show -json`)", root.at)
    elif version is None or version.number != _TFSTATE_VERSION:
        written = f"version {version.number}" if version and version.number is not None else "no version"
        at = version.at if version else root.at
        message = f"only state files of version 4 are read, this one has {written}: load `terraform show -json`"
        report.error(message, at)
    else:
        reading = _Reading(report)
        found = (each for node in objects(root, "resources", report) for each in reading.instances(node))
        return Found(tuple({each.id: each for each in found}.values()))
    return Found()


def _is_known_version(root: JsonNode, key: str, what: str, report: Report) -> bool:
    version = root.get("format_version")
    if version is None or version.text is None:
        message = f"this is not the JSON of {what}: it has no `format_version` (see `terraform show -json`)"
        report.error(message, root.at)
    elif not _VERSION.fullmatch(version.text):
        message = f"only {what} of format version 0 or 1 is read, this one is of {version.text!r}"
        report.error(message, version.at)
    elif root.get(key) is None and key == "values" and root.get("planned_values") is not None:
        report.error("this is a plan, not a state", root.at)
    else:
        return True
    return False


class _Reading:
    """The resources of one input."""

    def __init__(self, report: Report, root: JsonNode | None = None) -> None:
        self._report = report
        self._hidden: set[tuple[str, str]] = set()
        self._configuration = present(root, "configuration", "root_module")
        self._written: dict[tuple[str, ...], Mapping[tuple[str, ...], JsonNode]] = {}
        changes = present(root, "resource_changes")
        self._changes = {
            address.text: change
            for each in (changes.items() if changes else ())
            if (type_ := each.get("type")) and (type_.text or "").startswith("pagerduty_")
            if (address := each.get("address")) and not present(each, "deposed") and (change := present(each, "change"))
        }

    def text(self, node: JsonNode, key: str) -> str:
        """A text that has to be there; reported and empty where it is not."""
        found = node.get(key)
        if found is None or not found.text:
            self._report.error(f"`{key}` must be a text here", found.at if found else node.at)
            return ""
        return found.text

    def module(
        self,
        node: JsonNode | None,
        address: str = "",
        calls: tuple[str, ...] = (),
        *,
        is_prior: bool = False,
        only_data: bool = False,
    ) -> dict[str, Declared]:
        """What a module and those in it declare, by address, or what they look up. `calls` leads to the module."""
        found: dict[str, Declared] = {}
        if node is None:
            return found
        for each in objects(node, "resources", self._report):
            if only_data and not ((mode := each.get("mode")) and mode.text == "data"):
                continue
            values = each.get("values")
            if declared := self._resource(each, values, address, calls, is_prior=is_prior):
                found[declared.id] = self._without_secrets(declared, present(each, "sensitive_values"))
        for child in objects(node, "child_modules", self._report):
            inner = self.text(child, "address")
            call = _CALL.match(inner.removeprefix(address))
            if call is None:
                self._report.error(f"{inner!r} is no address of a module", child.at)
            else:
                nested = (*calls, call[1])
                found |= self.module(child, f"{inner}.", nested, is_prior=is_prior, only_data=only_data)
        return found

    def changed(self, root: JsonNode, known: Container[str]) -> dict[str, Declared]:
        """What the changes of a plan start from, unless it is known."""
        changes = objects(root, "resource_changes", self._report)
        others = (each for each in changes if not ((address := each.get("address")) and (address.text or "") in known))
        return {found.id: found for each in others for found in self._old(each)}

    def forgotten(self, root: JsonNode) -> dict[str, Declared]:
        """What a plan takes out of Terraform and does not destroy."""
        found: dict[str, Declared] = {}
        moved = {*moves(root).values()}
        for each in objects(root, "resource_changes", self._report):
            if _is_forgotten(each):
                found |= {old.id: old for old in self._old(each) if old.id not in moved}
        for old in found.values():
            message = "it leaves Terraform and is not destroyed: it goes on as it is"
            self._report.warning(message, old.body.at, old.id)
        return found

    def tell_of_hidden(self, at: Location) -> None:
        """Warn of what has been left out because it is marked as sensitive."""
        if self._hidden:
            names = listing(sorted({name for _, name in self._hidden}))
            count = len({address for address, _ in self._hidden})
            subject = "one resource is" if count == 1 else f"{count} resources are"
            message = f"of {subject} marked as sensitive, and left out: {names}; labels stand for names"
            self._report.warning(message, at)

    def _old(self, change: JsonNode) -> Iterator[Declared]:
        """What a change starts from; nothing for what it creates."""
        before = present(change, "change", "before")
        if before is None or present(change, "deposed"):
            return
        module = change.get("module_address")
        prefix = f"{module.text}." if module and module.text else ""
        if declared := self._resource(change, before, prefix, (), is_prior=True):
            yield self._without_secrets(declared, present(change, "change", "before_sensitive"))

    def _without_secrets(self, declared: Declared, sensitive: JsonNode | None) -> Declared:
        """The same without the texts that would be shown and are marked as sensitive; its label stands for a name."""
        arguments = dict(declared.body.arguments)
        for name in _SHOWN:
            if name in arguments and says(present(sensitive, name), "true"):
                self._hidden.add((declared.id, name))
                at = arguments.pop(name).at
                if name == "name":
                    arguments[name] = Known(declared.label, at)
        return attrs.evolve(declared, body=attrs.evolve(declared.body, arguments=arguments))

    def instances(self, node: JsonNode) -> Iterator[Declared]:
        """What a resource of a state file declares, one thing for each key."""
        module = node.get("module")
        prefix = f"{module.text}." if module and module.text else ""
        type_, is_data = self._kind(node)
        if not type_:
            return
        name = self.text(node, "name")
        for instance in objects(node, "instances", self._report):
            if present(instance, "deposed"):
                continue
            index = present(instance, "index_key")
            if index and index.kind not in {"string", "number"}:
                self._report.error("`index_key` must be a text or a number", index.at)
                continue
            key = _key(index)
            resource = Resource(f"{prefix}{'data.' if is_data else ''}{type_}.{name}{key}", type_, prefix, is_data)
            values = present(instance, "attributes")
            if not self._is_ours(resource, node.at):
                continue
            if values is None or values.kind != "object":
                self._report.error("the instance has no `attributes` that could be read", instance.at, resource.address)
            else:
                yield self._declared(resource, Sides(resource.address, values))

    def _kind(self, node: JsonNode) -> tuple[str, bool]:
        """The type of a resource, and whether it is only looked up; empty where it is none of ours."""
        type_, mode = node.get("type"), node.get("mode")
        if type_ is None or type_.text is None:
            self._report.error("a resource must have a `type` that is a text", type_.at if type_ else node.at)
            return "", False
        if not type_.text.startswith("pagerduty_"):
            return "", False
        if mode is None or mode.text not in {"managed", "data"}:
            message = f"a {type_.text} must have a `mode` that is managed or data"
            self._report.error(message, mode.at if mode else node.at)
            return "", False
        return type_.text, mode.text == "data"

    def _is_ours(self, resource: Resource, at: Location) -> bool:
        if resource.type == "pagerduty_schedulev2":
            message = "a pagerduty_schedulev2 is not understood yet: this schedule is left out"
            self._report.warning(message, at, resource.address)
        return resource.type in (_LOOKED_UP_TYPES if resource.is_data else RESOURCES)

    def _resource(
        self, node: JsonNode, values: JsonNode | None, module: str, calls: tuple[str, ...], *, is_prior: bool
    ) -> Declared | None:
        type_, is_data = self._kind(node)
        if not type_ or present(node, "deposed_key"):
            return None
        resource = Resource(self.text(node, "address"), type_, module, is_data)
        if not resource.address or not self._is_ours(resource, node.at):
            return None
        if values is None or values.kind != "object":
            at = values.at if values else node.at
            self._report.error("the resource has no `values` that could be read", at, resource.address)
            return None
        if is_prior or resource.address not in self._changes:
            return self._declared(resource, Sides(resource.address, values))
        unknown = present(self._changes[resource.address], "after_unknown")
        name = node.get("name")
        mode = "data" if is_data else "managed"
        written = self._expressions(calls).get((mode, type_, (name.text or "") if name else ""))
        return self._declared(resource, Sides(resource.address, values, unknown, written))

    def _expressions(self, calls: tuple[str, ...]) -> Mapping[tuple[str, ...], JsonNode]:
        """What is written in a module's resources, by mode, type and name."""
        if calls not in self._written:
            module = self._configuration
            for call in calls:
                module = present(module, "module_calls", call, "module")
            resources = present(module, "resources")
            found: dict[tuple[str, ...], JsonNode] = {}
            for each in resources.items() if resources else ():
                keys = [each.get(key) for key in ("mode", "type", "name")]
                if expressions := present(each, "expressions"):
                    found[tuple((key.text or "") if key else "" for key in keys)] = expressions
            self._written[calls] = found
        return self._written[calls]

    def _declared(self, resource: Resource, sides: Sides) -> Declared:
        real_id = sides.value.get("id")
        local = resource.address.removeprefix(resource.module).removeprefix("data.")
        shape = _LOOKED_UP if resource.is_data else RESOURCES[resource.type]
        return Declared(
            id=resource.address,
            type=resource.type,
            label=parts.label if (parts := parsed(resource.address)) else local.removeprefix(f"{resource.type}."),
            body=block(resource.type, shape, sides, resource, self._report),
            is_data=resource.is_data,
            real_id=(real_id.text or "") if real_id else "",
        )


def _key(index: JsonNode | None) -> str:
    """The key of an instance as it stands in its address."""
    match index.value() if index else None:
        case None:
            return ""
        case str() as text:
            return instance_key(text)
        case number:
            return f"[{number}]"
