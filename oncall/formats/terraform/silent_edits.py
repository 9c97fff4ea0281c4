"""Edits of `start` that the provider drops: what is written for a layer, beside what a plan is going to leave there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import to_seconds
from oncall.errors import NotAnInstantError
from oncall.formats.resources.conversions import as_text
from oncall.formats.resources.values import NOT_KNOWN, NoValueError, RefusedError
from oncall.formats.terraform.recorded_blocks import objects, present
from oncall.model.silent_edits import SilentEdit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.errors import Location
    from oncall.formats.json_text import JsonNode
    from oncall.formats.resources.bodies import Argument, Body, Declared, Found
    from oncall.formats.resources.report import Report

_TYPE = "pagerduty_schedule"
_CALL = re.compile(r'module\.([^.\[\]]+)(?:\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\])?(?:\.|$)', re.DOTALL)
_HINT = "give the folder of the .tf files as well (--beside, `beside=`)"


@attrs.frozen
class Start:
    """One `start` as it is written: a text, or None where it cannot be told; `why` says why not.

    `variable` is the name of the one variable that it is made of, empty if it is not made like that.
    """

    text: str | None
    at: Location
    why: str = ""
    variable: str = ""


def edits_of_plan(root: JsonNode, report: Report) -> tuple[SilentEdit, ...]:
    """The dropped edits that a plan by itself shows: its `configuration` has what is written where it is a literal.

    Where that cannot be told, there is a warning, one for each resource however many instances it has.
    """
    reading = _Configuration(root, report)
    found = tuple(edit for each in _changed(root, report) for edit in reading.edits(each))
    reading.tell_of_the_rest()
    return found


def edits_beside(root: JsonNode, after: Found, written: Found, report: Report) -> tuple[SilentEdit, ...]:
    """The dropped edits of the schedules of a plan, by the files that it was made from."""
    wanted = {address.text for each in _changed(root, report) if (address := present(each, "address"))}
    planned = {each.id: each for each in after.declared if each.type == _TYPE and each.id in wanted}
    found: list[SilentEdit] = []
    for each in written.declared:
        if each.id in planned and not each.is_data:
            found += _edits_of(planned[each.id], each, report)
    return tuple(found)


def _edits_of(planned: Declared, written: Declared, report: Report) -> Iterator[SilentEdit]:
    layers, others = planned.body.blocks_of("layer"), written.body.blocks_of("layer")
    if len(layers) != len(others):
        counts = f"the plan has {len(layers)} layers, the files beside it {len(others)}"
        message = f"{counts}: whether an edit of `start` is dropped cannot be told"
        report.warning(message, written.body.at, written.id)
        return
    for index, (layer, other) in enumerate(zip(layers, others, strict=True)):
        applied, start = _text(layer.arguments.get("start")), other.arguments.get("start")
        text = _text(start)
        if start is None:
            continue
        if text is None or applied is None:
            report.warning(
                "whether an edit of `start` is dropped cannot be told: it is not known", start.at, planned.id
            )
        elif edit := _edit(planned.id, index, _name(layer), applied, Start(text, start.at)):
            yield edit


def _text(argument: Argument | None) -> str | None:
    try:
        value = argument.value() if argument else None
        return None if value is None or isinstance(value, NOT_KNOWN) else as_text(value)
    except (NoValueError, RefusedError):
        return None


def _name(layer: Body) -> str:
    return _text(layer.arguments.get("name")) or ""


def _changed(root: JsonNode, report: Report) -> Iterator[JsonNode]:
    """The changes of schedules that are there before the plan and after it: nothing is dropped of what is new."""
    for each in objects(root, "resource_changes", report):
        type_, mode = each.get("type"), each.get("mode")
        is_ours = type_ and type_.text == _TYPE and not (mode and mode.text == "data")
        if (
            is_ours
            and not present(each, "deposed")
            and all(present(each, "change", key) for key in ("before", "after"))
        ):
            yield each


def _edit(schedule: str, layer: int, name: str, applied: str, start: Start) -> SilentEdit | None:
    """The edit of a layer; None where both times are one instant, or one of them is none."""
    assert start.text is not None, "what cannot be told is no edit"
    try:
        if to_seconds(applied) == to_seconds(start.text):
            return None
        return SilentEdit(
            schedule=schedule, layer=layer, name=name, applied=applied, written=start.text, where=start.at
        )
    except NotAnInstantError:
        return None  # The provider refuses it; in a plan it was never written.


class _Configuration:
    """What is written, as far as the `configuration` of a plan says it."""

    def __init__(self, root: JsonNode, report: Report) -> None:
        self._report = report
        self._root = present(root, "configuration", "root_module")
        self._variables = present(root, "variables")
        self._at = root.at
        self._schedules: dict[tuple[str, ...], dict[str, JsonNode]] = {}
        self._untold: dict[str, tuple[str, Location]] = {}

    def edits(self, change: JsonNode) -> Iterator[SilentEdit]:
        """The dropped edits of one schedule."""
        address = present(change, "address")
        after = present(change, "change", "after")
        assert after is not None, "the changes that are looked at have one"
        layers = objects(after, "layer", self._report)
        written = self._written(change)
        for index, layer in enumerate(layers):
            applied, name = (present(layer, key) for key in ("start", "name"))
            if applied is None or applied.text is None or address is None or address.text is None:
                continue
            start = self._start(written, index, len(layers))
            if start.variable and not _word(change, "module_address") and self._holds(start.variable, applied.text):
                continue
            if start.text is None:
                self._untold.setdefault(_block_of(address.text), (start.why, start.at))
            elif edit := _edit(address.text, index, (name and name.text) or "", applied.text, start):
                yield edit

    def tell_of_the_rest(self) -> None:
        """Warn of each resource of which it could not be told."""
        for address, (why, at) in self._untold.items():
            message = f"whether an edit of `start` is dropped cannot be told from the plan: {why}; {_HINT}"
            self._report.warning(message, at, address)

    def _written(self, change: JsonNode) -> JsonNode | None:
        """The resource of the configuration that a change is of an instance of."""
        calls = tuple(_CALL.findall(_word(change, "module_address")))
        if calls not in self._schedules:
            module = self._root
            for call in calls:
                module = present(module, "module_calls", call, "module")
            resources = present(module, "resources")
            self._schedules[calls] = {
                _word(each, "name"): each
                for each in (resources.items() if resources else ())
                if _word(each, "type") == _TYPE and _word(each, "mode") != "data"
            }
        return self._schedules[calls].get(_word(change, "name"))

    def _start(self, written: JsonNode | None, index: int, count: int) -> Start:
        """What is written for the `start` of a layer."""
        if written is None:
            return Start(None, self._at, "its `configuration` does not have the schedule")
        layers = present(written, "expressions", "layer")
        if layers is None or len(layers.items()) != count:
            return Start(None, written.at, "its `configuration` leaves out `dynamic` blocks")
        layer = layers.items()[index]
        constant = present(layer, "start", "constant_value")
        if constant is not None and constant.text is not None:
            return Start(constant.text, constant.at)
        references = present(layer, "start", "references")
        names = [each.text or "" for each in (references.items() if references else ())]
        made = f"`start` is made of {', '.join(names)}" if any(names) else "`start` is no literal"
        variable = names[0].removeprefix("var.") if len(names) == 1 and names[0].startswith("var.") else ""
        return Start(None, layer.at, made, variable)

    def _holds(self, variable: str, applied: str) -> bool:
        """Whether a variable of the root module is the time that is applied: then nobody has edited it."""
        value = present(self._variables, variable, "value")
        try:
            return value is not None and to_seconds(value.text or "") == to_seconds(applied)
        except NotAnInstantError:
            return False


def _word(node: JsonNode, key: str) -> str:
    found = node.get(key)
    return (found.text or "") if found else ""


def _block_of(address: str) -> str:
    """The address without the keys of instances, in modules too: one block is written for all of them."""
    return re.sub(r'\[(?:[0-9]+|"(?:[^"\\]|\\.)*")\]', "", address)
