"""What the files of one load declare: resources by address, locals by name, and what is passed over aloud."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from oncall.formats.terraform.schema import DATA_SOURCES, RESOURCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.formats.terraform.report import Report
    from oncall.formats.terraform.syntax import Attribute, Block, File

_NOTED = {
    "pagerduty_schedulev2": "a pagerduty_schedulev2 cannot be read yet: it is left out",
}


@attrs.frozen
class Declarations:
    """The blocks by address and the locals by name, each in the order of the files."""

    blocks: dict[str, Block]
    local_values: dict[str, Attribute]

    def of(self, type_: str) -> list[tuple[str, Block]]:
        """The resources of one type with their addresses."""
        return [(address, block) for address, block in self.blocks.items() if address.startswith(f"{type_}.")]


def declarations(files: Iterable[File], report: Report) -> Declarations:
    """Everything of ours that the files declare; what is declared twice is reported, what is left out is warned of."""
    found = Declarations({}, {})
    for file in files:
        is_override = file.source.path.endswith("override.tf") and _is_override(file.source.path)
        for block in file.blocks:
            if not is_override:
                _add(block, found, report)
            elif block.type == "locals" or _address(block):
                message = "override files cannot be merged yet: write the values where they are overridden"
                report.error(message, block.at, _address(block))
    return found


def _is_override(path: str) -> bool:
    name = path.replace("\\", "/").rpartition("/")[2]
    return name == "override.tf" or name.endswith("_override.tf")


def _add(block: Block, found: Declarations, report: Report) -> None:
    match block.type, block.labels:
        case "locals", _:
            _add_locals(block, found, report)
        case "module", _:
            name = block.labels[0] if block.labels else ""
            report.warning(f'the module "{name}" cannot be read yet: what it declares is left out', block.at)
        case "resource" | "data", (type_, *_) if type_ in _NOTED:
            report.warning(_NOTED[type_], block.at, ".".join(block.labels))
        case "resource" | "data", _:
            _add_resource(block, found, report)
        case _:
            pass


def _add_locals(block: Block, found: Declarations, report: Report) -> None:
    for attribute in block.attributes:
        first = found.local_values.setdefault(attribute.name, attribute)
        if first is not attribute:
            report.error(f"`local.{attribute.name}` is declared twice, first at {first.at}", attribute.at)


def _add_resource(block: Block, found: Declarations, report: Report) -> None:
    address = _address(block)
    if not address:
        return
    match block.labels:
        case (str(_), str(name)) if name:
            first = found.blocks.setdefault(address, block)
            if first is not block:
                report.error(f"it is declared twice, first at {first.at}", block.at, address)
        case _ if block.is_sound:
            report.error(f"a {block.type} block has two labels: its type and its name", block.at)
        case _:
            pass  # What is wrong with its syntax has been reported.


def _address(block: Block) -> str:
    """The address of a block of ours; empty for any other."""
    match block.type, block.labels:
        case "resource", (type_, *_) if type_ in RESOURCES:
            return ".".join(block.labels)
        case "data", (type_, *_) if type_ in DATA_SOURCES:
            return ".".join(("data", *block.labels))
        case _:
            return ""
