"""What the files of one folder declare: resources by type and name, and the other blocks by name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.formats.resources.report import Report
    from oncall.formats.terraform.syntax import Attribute, Block, File

_NOTED = {
    "pagerduty_schedulev2": "a pagerduty_schedulev2 (rotations of events) cannot be read yet: it is left out",
}
_OTHERS = frozenset({"terraform", "provider", "moved", "import", "removed", "check", "ephemeral", "action", "list"})
TYPES = frozenset({*_OTHERS, "resource", "data", "variable", "output", "locals", "module"})
"""The types of blocks that Terraform has at the top level."""
OURS = frozenset({"pagerduty_user", "pagerduty_schedule", "pagerduty_escalation_policy", "pagerduty_service"})
"""The types of resources and data sources that say anything about being on call."""
_LONGER = tuple(f"{type_}_" for type_ in OURS)
_NEAR = 0.9
"""How much of a misspelt type is as it should be; the nearest two of the provider's own are less alike."""
_LOOKED_UP_IN_NUMBERS = frozenset(
    {f"{type_.removesuffix('y')}ies" if type_.endswith("y") else f"{type_}s" for type_ in OURS}
)
"""Data sources that the provider has, or may have: `pagerduty_users`."""


@attrs.frozen
class Declarations:
    """The blocks of one module, each kind in the order of the files.

    Resources are keyed `pagerduty_user.alice`, data sources `data.pagerduty_user.alice`.
    """

    resources: dict[str, Block] = attrs.field(factory=dict[str, "Block"])
    local_values: dict[str, Attribute] = attrs.field(factory=dict[str, "Attribute"])
    variables: dict[str, Block] = attrs.field(factory=dict[str, "Block"])
    outputs: dict[str, Block] = attrs.field(factory=dict[str, "Block"])
    modules: dict[str, Block] = attrs.field(factory=dict[str, "Block"])


def declarations(files: Iterable[File], report: Report) -> Declarations:
    """Everything that the files of a folder declare.

    Override files are merged over the others, after them; what is declared twice is reported, and what is left out is
    warned of.
    """
    found = Declarations()
    later: list[File] = []
    for file in files:
        if _is_override(file.source.path):
            later.append(file)
            continue
        for block in file.blocks:
            _declare(block, found, report)
    for file in later:
        for block in file.blocks:
            _override(block, found, report)
    return found


def _is_override(path: str) -> bool:
    name = path.replace("\\", "/").rpartition("/")[2].removesuffix(".json").removesuffix(".tf")
    return name == "override" or name.endswith("_override")


def _table(block: Block, found: Declarations) -> dict[str, Block] | None:
    """Where blocks of that type are kept; None for those that say nothing."""
    tables = {"variable": found.variables, "output": found.outputs, "module": found.modules}
    return found.resources if block.type in {"resource", "data"} else tables.get(block.type)


def _key(block: Block) -> str:
    return ".".join(("data", *block.labels) if block.type == "data" else block.labels)


def _declare(block: Block, found: Declarations, report: Report) -> None:
    if block.type == "locals":
        for attribute in block.attributes:
            earlier = found.local_values.setdefault(attribute.name, attribute)
            if earlier is not attribute:
                report.error(f"`local.{attribute.name}` is declared twice, first at {earlier.at}", attribute.at)
        return
    table = _table(block, found)
    if table is None:
        near = [] if block.type in _OTHERS else get_close_matches(block.type, sorted(TYPES), n=1)
        if near:
            report.error(f"there is no block type `{block.type}`; did you mean `{near[0]}`?", block.at)
        elif block.type not in _OTHERS:
            report.warning(f"a block of the type `{block.type}` is not known here: it is passed over", block.at)
        return
    if not _has_labels(block, report):
        return
    key = _key(block)
    if block.type in {"resource", "data"} and _is_left_out(block, key, report):
        return
    first = table.setdefault(key, block)
    if first is not block:
        report.error(f"it is declared twice, first at {first.at}", block.at, key)


def _is_left_out(block: Block, key: str, report: Report) -> bool:
    """Whether nothing is kept of a resource or data source. That is warned of, and so is a type that looks misspelt."""
    type_ = block.labels[0]
    if type_ in _NOTED:
        report.warning(_NOTED[type_], block.at, key)
    elif meant := _meant(block):
        report.warning(f"`{type_}` is not known here: it is passed over; did you mean `{meant}`?", block.at, key)
    return type_ in _NOTED


def _meant(block: Block) -> str | None:
    """The type of ours that a type of a resource or data source is a misspelling of; None: it is none.

    What only goes on after one of ours, as `pagerduty_service_integration`, is a type of its own.
    """
    name = block.labels[0].lower()
    if block.labels[0] in OURS or name.startswith(_LONGER) or (block.type == "data" and name in _LOOKED_UP_IN_NUMBERS):
        return None
    return next(iter(get_close_matches(name, sorted(OURS), n=1, cutoff=_NEAR)), None)


def _has_labels(block: Block, report: Report) -> bool:
    wanted = 2 if block.type in {"resource", "data"} else 1
    if len(block.labels) == wanted and all(block.labels):
        return True
    if block.is_sound:  # Otherwise, what is wrong with its syntax has been reported.
        words = "two labels: its type and its name" if wanted == 2 else "one label: its name"  # noqa: PLR2004
        report.error(f"a {block.type} block has {words}", block.at)
    return False


def _override(block: Block, found: Declarations, report: Report) -> None:
    if block.type == "locals":
        found.local_values.update({attribute.name: attribute for attribute in block.attributes})
        return
    table = _table(block, found)
    if table is None or not _has_labels(block, report):
        return
    key = _key(block)
    if key not in table:
        report.error("an override file overrides what other files declare, and none declares this", block.at, key)
        return
    table[key] = merged(table[key], block)


def merged(block: Block, over: Block) -> Block:
    """A block with what another one says laid over it: each argument, and all nested blocks of a type at once."""
    names = {attribute.name for attribute in over.attributes}
    types = {_block_type(nested) for nested in over.blocks}
    return attrs.evolve(
        block,
        attributes=(*(each for each in block.attributes if each.name not in names), *over.attributes),
        blocks=(*(each for each in block.blocks if _block_type(each) not in types), *over.blocks),
        is_sound=block.is_sound and over.is_sound,
    )


def _block_type(block: Block) -> str:
    return block.labels[0] if block.type == "dynamic" and block.labels else block.type
