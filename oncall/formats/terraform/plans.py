"""Plans of Terraform: what is there before one, what comes after it, and what it does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.errors import Problem, SourceError, in_reading_order
from oncall.formats import json_text
from oncall.formats.resources.source import decode
from oncall.formats.terraform.large_plans import trimmed
from oncall.formats.terraform.sides import Sides

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from oncall.formats.json_text import JsonNode
    from oncall.formats.terraform.sides import Beside
    from oncall.model.configuration import Configuration
    from oncall.model.silent_edits import SilentEdit

FOLDER_ADVICE = (
    "it is a folder, not a plan: write one in it with `terraform plan -out plan.bin`, and as JSON with "
    "`terraform show -json plan.bin > plan.json`"
)
_HOW = "write the plan as JSON with `terraform show -json PLANFILE`"
_ZIP = b"PK\x03\x04"
_OF_A_STATE = {"values", "serial", "lineage", "resources"}


@attrs.frozen(kw_only=True)
class Plan:
    """What one plan of Terraform does: the configuration `before` it, and the one `after` it.

    Both have the addresses of after: `moved` gives for each resource of ours that is moved its address before. What is
    known of one side only, because the other one depends on what is not known yet, is `left_out` of both, so that it
    does not look as if it were added or removed. `silent_edits` are the edits that the plan does not show and that are
    never applied. `warnings` are about all of it.
    """

    before: Configuration
    """The configuration before the plan, by the addresses of after."""
    after: Configuration
    """The configuration after it."""
    silent_edits: tuple[SilentEdit, ...] = ()
    """The edits that the plan does not show and that are never applied."""
    moved: Mapping[str, str] = attrs.field(factory=dict[str, str])
    """The address before, of each resource of ours that is moved, by the one after."""
    left_out: tuple[str, ...] = ()
    """The addresses of what is known of one side only, and is in neither."""
    warnings: tuple[Problem, ...] = attrs.field(default=(), eq=False)
    """What was there to read and is no part of either, each with its place."""


def plan_of(content: bytes, path: str, beside: Beside | None = None) -> Plan:
    """The plan that is the content of a file; `path` names it.

    Raises:
        SourceError: with every problem.
    """
    if content.startswith(_ZIP):
        raise SourceError([Problem(path, f"this is the plan in Terraform's own form, which is not read: {_HOW}")])
    part = trimmed(content, path)
    if isinstance(part, Problem):
        raise SourceError([part])
    sides = Sides(_root(*part), path)
    edits = sides.edits() if beside is None else sides.filled(beside)
    before, after, left_out = sides.configurations()
    return Plan(
        before=before,
        after=after,
        silent_edits=edits,
        moved=sides.moved,
        left_out=left_out,
        warnings=in_reading_order(dict.fromkeys((*before.warnings, *after.warnings))),
    )


def _root(content: bytes, path: str) -> JsonNode:
    """The JSON of a plan.

    Raises:
        SourceError: it is none.
    """
    source = decode(path, content)
    if isinstance(source, Problem):
        raise SourceError([source])
    root = json_text.parse(source)
    if not isinstance(root, json_text.JsonNode):
        advice = f"this is the log of `terraform plan -json`: {_HOW}" if _is_log(content) else f"it is no JSON: {_HOW}"
        raise SourceError([Problem(path, advice), *root])
    keys = {member.key for member in root.members()}
    if not keys & {"planned_values", "resource_changes"}:
        what = _what_it_is(keys)
        raise SourceError([source.problem(f"{what}: {_HOW}", root.at)])
    return root


def _is_log(content: bytes) -> bool:
    return b'"@level"' in content.partition(b"\n")[0]


def _what_it_is(keys: Collection[str]) -> str:
    if {"@level", "@message"} <= {*keys}:
        return "this is the log of `terraform plan -json`"
    if {*keys} & _OF_A_STATE:
        return "this is a state, not a plan"
    return "this is not the JSON of a plan: it has no `planned_values` and no `resource_changes`"
