"""Plans too large to be read as a whole: most of a large plan is of other providers."""

from __future__ import annotations

import json
from typing import TypeAlias

from oncall.errors import Problem
from oncall.formats.resources.source import MAX_BYTES

Json: TypeAlias = "dict[str, Json] | list[Json] | str | float | bool | None"

MAX_PLAN_BYTES = 200_000_000
"""A larger one takes gigabytes of memory for a moment."""

_VALUES = ("format_version", "errored", "complete", "variables")
_PARTS = ("planned_values", "prior_state", "configuration", "resource_changes")


def trimmed(content: bytes, path: str) -> tuple[bytes, str] | Problem:
    """What a plan has of PagerDuty, laid out anew, and what to call it; a small one is left as it is.

    A Problem where it is no JSON, or larger than anybody could read.
    """
    if len(content) <= MAX_BYTES:
        return content, path
    if len(content) > MAX_PLAN_BYTES:
        return Problem(path, f"the plan is larger than {MAX_PLAN_BYTES} bytes, more than is read of one")
    try:
        document: Json = json.loads(content)
    except (ValueError, RecursionError) as error:
        return Problem(path, f"it is no JSON: {error}")
    if not isinstance(document, dict):
        return Problem(path, "this is not the JSON of a plan: it is no object")
    kept = {key: document[key] for key in _VALUES if key in document}
    kept |= {key: _inside(key, _ours(document[key])) for key in _PARTS if key in document}
    return json.dumps(kept, indent=1).encode(), f"{path} (its part of PagerDuty, laid out anew)"


def _ours(part: Json) -> Json:
    """A part of a plan without the resources of other providers, in whatever module; no value is looked into."""
    return {key: _inside(key, held) for key, held in part.items()} if isinstance(part, dict) else part


def _inside(key: str, held: Json) -> Json:
    if isinstance(held, list):
        if key in {"resources", "resource_changes"}:
            return [each for each in held if _is_ours(each)]
        return [_ours(each) for each in held] if key == "child_modules" else held
    if key == "module_calls" and isinstance(held, dict):
        return {name: _ours(call) for name, call in held.items()}
    return _ours(held) if key in {"root_module", "module", "values"} else held


def _is_ours(resource: Json) -> bool:
    """Whether a resource, or a change of one, is of PagerDuty; what is neither is kept, to be reported."""
    type_ = resource.get("type") if isinstance(resource, dict) else None
    return not isinstance(type_, str) or type_.startswith("pagerduty_")
