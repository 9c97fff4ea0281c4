"""What all the modules of one load share: the files they may read, what these declare, and the work they may be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from oncall.errors import Problem
from oncall.formats.resources.conversions import as_text
from oncall.formats.resources.source import Source
from oncall.formats.resources.values import PLAN_ADVICE, Cause, NoValueError, RefusedError, Unknown
from oncall.formats.terraform.declarations import OURS, Declarations, declarations
from oncall.formats.terraform.parsing import parse
from oncall.formats.terraform.work import Work

if TYPE_CHECKING:
    from collections.abc import Mapping

    from oncall.formats.resources.report import Report
    from oncall.formats.resources.values import Value
    from oncall.formats.terraform.files import Files, Tree
    from oncall.formats.terraform.modules import Module
    from oncall.formats.terraform.syntax import Block, File
    from oncall.model import Suppression

_MAX_MODULES_DEEP = 20


class Workspace:
    """`folder` is that of the root module; relative paths of `file()` begin there, as they do for Terraform."""

    def __init__(self, folder: Path, files: Files, report: Report, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.files = files
        self.report = report
        self.work: Work = Work()
        self.suppressions: list[Suppression] = []
        self._environment = environment
        self._folders: dict[str, Declarations] = {}

    def surroundings(self, folder: Path) -> dict[str, Value]:
        """What `path` and `terraform` say in the module of a folder; paths are relative to the root module."""
        found: dict[str, Value] = {
            "path.module": Path(os.path.relpath(folder, self.folder)).as_posix(),
            "path.root": ".",
        }
        if name := self._environment.get("TF_WORKSPACE"):
            found["terraform.workspace"] = name
        return found

    def parsed(self, source: Source) -> File:
        """The blocks of a file; its syntax errors are reported."""
        self.work.has_read(len(source.content))
        is_json = source.path.endswith(".json") or source.content.lstrip()[:1] == b"{"
        file = self._parsed_json(source) if is_json else parse(_without_fence(source))
        self.report.has_read(source, file.problems)
        self.suppressions.extend(file.suppressions)
        return file

    def _parsed_json(self, source: Source) -> File:
        from oncall.formats.terraform.json_syntax import parse_json  # Imported here: most folders have no JSON.

        return parse_json(source)

    def declared(self, folder: Path) -> Declarations | Problem:
        """What the files of a folder declare; each folder is read once."""
        key = str(folder)
        if key not in self._folders:
            names = self.files.names(folder)
            if isinstance(names, Problem):
                return names
            read = [self.files.source(folder / name) for name in names if name.endswith((".tf", ".tf.json"))]
            for problem in (each for each in read if isinstance(each, Problem)):
                self.report.trouble(problem)
            files = [self.parsed(source) for source in read if isinstance(source, Source)]
            self._folders[key] = declarations(files, self.report)
        return self._folders[key]

    def called(self, module: Module, name: str, block: Block) -> tuple[Path, Declarations] | Cause:
        """Where the files of a module that is called are, and what they declare; a Cause where that is not known.

        Raises:
            RefusedError: the call is wrong.
        """
        source = block.attribute("source")
        if source is None:
            raise RefusedError(f'the module "{name}" has no `source`', block.at)
        value = module.scope.value(source.expression)
        if isinstance(value, Unknown):
            return value.causes[0]
        try:
            written = as_text(value)
        except NoValueError as error:
            raise RefusedError(f"`source`: {error.message}", source.expression.at) from error
        folder = _plain(module.folder / written, self.files.tree)
        is_local = written.startswith(("./", "../")) or (
            "//" not in written and ":" not in written and self.files.tree.is_folder(folder)
        )
        if not is_local:
            what = f'the module "{name}" is not in these files: it comes from {written!r}'
            return Cause(what, source.expression.at, PLAN_ADVICE)
        if not self.files.tree.is_folder(folder) and self.files.is_inside(folder):
            raise RefusedError(f'there is no folder {written!r} for the module "{name}"', source.expression.at)
        found = self.declared(folder)
        if isinstance(found, Problem):
            return Cause(f'the module "{name}": {found.message}', source.expression.at)
        if module.address.count("module.") >= _MAX_MODULES_DEEP:
            raise RefusedError(f"modules call each other more than {_MAX_MODULES_DEEP} deep", block.at)
        return folder, found

    def concerns(self, module: Module, name: str, block: Block) -> bool:
        """Whether a module that is called may say anything about being on call: it, or a module that it calls.

        One that cannot be read may.
        """
        try:
            found = self.called(module, name, block)
        except RefusedError:
            return True
        return isinstance(found, Cause) or says_anything(found[1])


def _plain(folder: Path, tree: Tree) -> Path:
    """The same folder without `..` in its name, unless a link makes that another one."""
    plain = Path(os.path.normpath(folder))
    return plain if tree.real(plain) == tree.real(folder) else folder


def says_anything(declared: Declarations) -> bool:
    """Whether a module declares anything of ours, or calls another one, which may."""
    types = (address.removeprefix("data.").partition(".")[0] for address in declared.resources)
    return bool(declared.modules) or any(type_ in OURS for type_ in types)


def _without_fence(source: Source) -> Source:
    """A text without the Markdown fence around the whole of it, its lines where they were."""
    lines = source.content.rstrip().split(b"\n")
    if not lines[0].lstrip().startswith(b"```") or lines[-1].strip() != b"```" or len(lines) == 1:
        return source
    return Source(source.path, b"\n".join([b"", *lines[1:-1], b""]))
