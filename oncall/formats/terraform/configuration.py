"""The folder of a root module, with the modules that it calls, as everything that is declared there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs

from oncall.errors import Problem
from oncall.formats.resources.bodies import Declared, Found
from oncall.formats.resources.values import RefusedError, Unknown
from oncall.formats.terraform import variables
from oncall.formats.terraform.declarations import OURS, Declarations, declarations
from oncall.formats.terraform.expansion import body
from oncall.formats.terraform.files import read
from oncall.formats.terraform.modules import Module
from oncall.formats.terraform.workspace import Workspace
from oncall.model.addresses import address as parsed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from oncall.formats.resources.report import Report
    from oncall.formats.resources.source import Source
    from oncall.formats.terraform.files import Files
    from oncall.formats.terraform.modules import Instance
    from oncall.formats.terraform.variables import Given


@attrs.frozen(kw_only=True)
class Inputs:
    """What is given for the variables of a root module, each kind beating those before it.

    `environment` may hold `TF_VAR_…` and `TF_WORKSPACE`; then come the files that Terraform reads by itself, and then
    `assignments`: paths of `.tfvars` files and mappings from names to values, the later ones winning.
    """

    environment: Mapping[str, str] = attrs.field(factory=dict[str, str])
    assignments: Sequence[Path | Mapping[str, Any]] = ()

    @property
    def names(self) -> list[str]:
        """The variables for which a value is given, outside of files."""
        return [name for each in self.assignments if not isinstance(each, Path) for name in each]


def of_folder(folder: Path, files: Files, inputs: Inputs, report: Report) -> Found:
    """What the files of a folder declare, and those of the local modules that they call."""
    workspace = Workspace(folder, files, report, inputs.environment)
    declared = workspace.declared(folder)
    if isinstance(declared, Problem):
        report.trouble(declared)
        return Found()
    names = files.names(folder)
    automatic = [folder / name for name in variables.automatic(names if isinstance(names, list) else ())]
    return _found(workspace, declared, inputs, automatic)


def of_sources(sources: Sequence[Source], folder: Path, files: Files, inputs: Inputs, report: Report) -> Found:
    """What these files alone declare, and the local modules that they call from their folder."""
    workspace = Workspace(folder, files, report, inputs.environment)
    return _found(workspace, declarations([workspace.parsed(source) for source in sources], report), inputs, [])


def _found(workspace: Workspace, declared: Declarations, inputs: Inputs, automatic: list[Path]) -> Found:
    given = _given(workspace, declared, inputs, automatic)
    root = Module(workspace, workspace.folder, declared, given)
    families: set[str] = set()
    found = tuple(_in_module(root, families))
    return Found(
        declared=found,
        families=frozenset(families),
        variables=frozenset(declared.variables),
        suppressions=tuple(workspace.suppressions),
    )


def _given(workspace: Workspace, declared: Declarations, inputs: Inputs, automatic: list[Path]) -> dict[str, Given]:
    """The value of each variable for which there is any."""
    found = variables.from_environment(inputs.environment)
    for path in automatic:
        found |= _from_file(workspace.files.source(path), workspace, declared)
    for each in inputs.assignments:
        if isinstance(each, Path):
            found |= _from_file(read(each, workspace.files.tree), workspace, declared)
        else:
            found |= variables.from_python(each)
    return found


def _from_file(source: Source | Problem, workspace: Workspace, declared: Declarations) -> dict[str, Given]:
    if isinstance(source, Problem):
        workspace.report.trouble(source)
        return {}
    found = variables.from_file(source, workspace)
    for name, (_, at) in found.items():
        if name not in declared.variables:
            workspace.report.warning(f"no variable {name!r} is declared: the value is not used", at)
    return {name: given for name, (given, _) in found.items()}


def _in_module(module: Module, families: set[str]) -> Iterator[Declared]:
    """Everything of ours in a module, and in those that it calls; what nobody can count goes into `families`."""
    for address in module.declared.resources:
        if address.removeprefix("data.").partition(".")[0] in OURS:
            yield from _instances(module, address, families)
    for name, block in module.declared.modules.items():
        full = module.within(f"module.{name}")
        if not module.workspace.concerns(module, name, block):
            continue
        try:
            children = module.children(name)
        except RefusedError as error:
            module.workspace.report.refused(error, full)
            continue
        if isinstance(children, Unknown):
            module.workspace.report.unknown("what it declares", children, block.at, full)
            continue
        for child in children.values():
            yield from _in_module(child, families)


def _instances(module: Module, address: str, families: set[str]) -> Iterator[Declared]:
    block = module.declared.resources[address]
    report = module.workspace.report
    full = module.within(address)
    try:
        found = module.instances(address, block.at)
    except RefusedError as error:
        report.refused(error, full)
        return
    if isinstance(found, Unknown):
        families.add(full)
        if block.type == "resource" and block.labels[0] != "pagerduty_user":
            attribute = block.attribute("for_each") or block.attribute("count")
            assert attribute is not None
            report.unknown(f"`{attribute.name}`", found, attribute.expression.at, full)
        return
    for instance in found.values():
        yield _declared(instance, report)


def _declared(instance: Instance, report: Report) -> Declared:
    block = instance.block
    parts = parsed(instance.address)
    return Declared(
        id=instance.address,
        type=block.labels[0],
        label=parts.label if parts else instance.address,
        body=body(block, instance.scope, lambda error: report.refused(error, instance.address)),
        is_data=block.type == "data",
        is_written=block.type == "resource",
    )
