"""From paths to one configuration: which kind each input is of, and all of them together."""

from __future__ import annotations

import os
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from oncall.errors import Problem, SourceError, in_reading_order
from oncall.formats.resources.assembly import configuration
from oncall.formats.resources.bodies import Found, together
from oncall.formats.resources.report import Report
from oncall.formats.resources.source import Source, decode
from oncall.formats.terraform.configuration import Inputs, of_folder, of_sources
from oncall.formats.terraform.declarations import TYPES
from oncall.formats.terraform.files import DISK, Files, Tree, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.formats.json_text import JsonNode
    from oncall.formats.pagerduty.reading import Order
    from oncall.formats.terraform.recorded import Which
    from oncall.model import Configuration

READ = (".tf", ".json", ".tfstate")
"""How the names end of the files that are read in a folder."""
_TERRAFORM = (".tf", ".tf.json")
_OF_TERRAFORM = {*TYPES, "//"}
_ADDRESS = "it is an address: give a file or a folder; nothing is read from a network"


@attrs.frozen(kw_only=True)
class Reading:
    """How the inputs of one load are read.

    What is given for variables, below which folder, which side of a plan; of answers of the REST API, which schedule
    overrides are of that do not say so, and which layer of a schedule is listed first. `tree` is where the files are.
    """

    inputs: Inputs = attrs.field(factory=Inputs)
    root: Path | None = None
    which: Which = "after"
    schedule: str = ""
    order: Order = "auto"
    tree: Tree = DISK


def load(paths: Sequence[str | os.PathLike[str]], reading: Reading) -> Configuration:
    """Everything that the paths say about being on call.

    Raises:
        SourceError: with every problem of every file, or because there is no path.
    """
    if not paths or any(not os.fspath(path) for path in paths):
        which = "the path is empty" if paths else "there is no path"
        raise SourceError([Problem("", f"{which}: give a file or a folder, '.' for this one")])
    inputs = _Inputs(reading)
    for path in paths:
        place = Path(path)
        if reading.tree.is_folder(place):
            inputs.add_folder(place)
        else:
            found = read(place, reading.tree)
            is_address = isinstance(found, Problem) and "://" in os.fspath(path)
            inputs.add_file(Problem(os.fspath(path), _ADDRESS) if is_address else found)
    return inputs.configuration(" ".join(map(str, paths)))


def loads(text: str, path: str, reading: Reading) -> Configuration:
    """Everything that one text says about being on call; no file is read for it.

    Raises:
        SourceError: with every problem in it.
    """
    inputs = _Inputs(reading, reads_files=False)
    inputs.add_file(decode(path, text.encode(errors="surrogatepass")))
    return inputs.configuration(path)


class _Inputs:
    """What has been found in the inputs until now. Single files of Terraform are kept for the module they belong to."""

    def __init__(self, reading: Reading, *, reads_files: bool = True) -> None:
        self._reading = reading
        self._reads_files = reads_files
        self._report = Report()
        self._found: list[Found] = []
        self._modules: dict[Path, list[Source]] = {}

    def add_folder(self, folder: Path) -> None:
        """A folder of Terraform; one that has none of it, as a folder of recordings."""
        files = Files(self._reading.root or folder, self._reading.tree)
        names = files.names(folder)
        if isinstance(names, Problem):
            self._report.trouble(names)
        elif any(name.endswith(_TERRAFORM) for name in names):
            self._found.append(of_folder(folder, files, self._reading.inputs, self._report))
        else:
            recordings = [name for name in names if name.endswith(READ)]
            if not recordings:
                self._report.trouble(Problem(str(folder), "the folder holds no .tf and no .json file"))
            for name in recordings:
                self.add_file(files.source(folder / name))

    def add_file(self, source: Source | Problem) -> None:
        """A file, whatever is in it."""
        if isinstance(source, Problem):
            self._report.trouble(source)
        elif source.path.endswith(_TERRAFORM) or not _begins_as_json(source):
            self._add_to_module(source)
        else:
            self._add_json(source)

    def configuration(self, path: str) -> Configuration:
        """All of it together; `path` names it.

        Raises:
            SourceError: something in it is wrong.
        """
        for folder, sources in self._modules.items():
            files = Files((self._reading.root or folder) if self._reads_files else None, self._reading.tree)
            self._found.append(of_sources(sources, folder, files, self._reading.inputs, self._report))
        found = together(self._found)
        self._refuse_undeclared(path, found)
        loaded = configuration(found, self._report)
        if self._report.errors:
            raise SourceError(self._report.errors)
        warnings = [*self._report.warnings, *_namesakes(path, loaded)]
        if not warnings and not any((loaded.schedules, loaded.escalation_policies, loaded.users, loaded.services)):
            warnings.append(
                Problem(path, "there is no schedule, escalation policy, user or service of PagerDuty in it")
            )
        return attrs.evolve(loaded, warnings=in_reading_order(warnings))

    def _add_to_module(self, source: Source) -> None:
        self._modules.setdefault(Path(source.path).parent, []).append(source)

    def _add_json(self, source: Source) -> None:
        from oncall.formats import json_text  # Imported here: a folder of Terraform needs it only for `.tf.json`.

        root = json_text.parse(source)
        if not isinstance(root, json_text.JsonNode):
            self._report.has_read(source, root)
        elif (keys := {member.key for member in root.members()}) and keys <= _OF_TERRAFORM:
            self._add_to_module(source)
        else:
            self._report.has_read(source)
            self._found.append(_recorded(root, keys, self._reading, self._report))

    def _refuse_undeclared(self, path: str, found: Found) -> None:
        for name in self._reading.inputs.names:
            if name not in found.variables:
                near = get_close_matches(name, found.variables, n=1)
                hint = f"; did you mean {near[0]!r}?" if near else ""
                self._report.trouble(Problem(path, f"no variable {name!r} is declared there{hint}"))


def _recorded(root: JsonNode, keys: set[str], reading: Reading, report: Report) -> Found:
    """What a plan, a state or an answer of the REST API declares, told from each other by their keys."""
    from oncall.formats.pagerduty import reading as pagerduty
    from oncall.formats.terraform import recorded

    if keys & {"planned_values", "resource_changes"}:
        return recorded.plan(root, report, reading.which)
    if "format_version" in keys:
        return recorded.state(root, report)
    if "version" in keys and keys & {"serial", "lineage", "terraform_version", "resources"}:
        return recorded.tfstate(root, report)
    return pagerduty.found(root, report, schedule_id=reading.schedule, order=reading.order)


def _begins_as_json(source: Source) -> bool:
    """Whether a text begins as JSON does, which no Terraform file does."""
    return source.content.lstrip()[:1] in {b"{", b"["}


def _namesakes(path: str, loaded: Configuration) -> Iterator[Problem]:
    """A warning for each name that several people have: answers could not tell them apart."""
    ids: dict[str, list[str]] = {}
    for user in loaded.users.values():
        ids.setdefault(user.name, []).append(user.id)
    for name, several in ids.items():
        if len(several) > 1:
            yield Problem(path, f"{len(several)} users are called {name!r}: {', '.join(several)}")
