"""Files and folders into one configuration, or into one error with everything that is wrong in them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from oncall.errors import Location, Problem, SourceError, in_reading_order
from oncall.formats.terraform.declarations import declarations
from oncall.formats.terraform.parsing import parse
from oncall.formats.terraform.report import Report
from oncall.formats.terraform.resources import configuration
from oncall.formats.terraform.source import MAX_BYTES, Source, decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.model import Configuration


def load(path: str | os.PathLike[str]) -> Configuration:
    """Everything that a `.tf` file, or the `.tf` files of a folder, say about being on call.

    A folder is read as Terraform reads it: its own files in the order of their names, without those below it and
    without hidden files and editors' backups. References are resolved across the files. What is left out (modules,
    `.tf.json` files, `pagerduty_schedulev2`) is named in the warnings.

    Raises:
        SourceError: with every problem of every file: what cannot be read, is wrong, or cannot be evaluated yet.
    """
    if not os.fspath(path):
        raise SourceError([Problem("", "the path is empty: give a file or a folder, '.' for this one")])
    place = Path(path)
    if not place.is_dir():
        return _read(str(place), [_file(place)], [])
    try:
        names = sorted(entry.name for entry in place.iterdir() if not _is_ignored(entry.name) and not entry.is_dir())
    except OSError as error:
        raise SourceError([Problem(str(place), f"the folder cannot be read: {_reason(error)}")]) from error
    json = [_left_out(place / name) for name in names if name.endswith(".tf.json")]
    found = [name for name in names if name.endswith(".tf")]
    if not found:
        also = f"; {len(json)} .tf.json cannot be read yet" if json else ""
        raise SourceError([Problem(str(place), f"the folder holds no .tf file{also}")])
    return _read(str(place), [_file(place / name) for name in found], json)


def loads(text: str, *, path: str = "<text>") -> Configuration:
    """Everything that a Terraform configuration says about being on call; `path` names it in locations.

    Raises:
        SourceError: with every problem in it.
    """
    return _read(path, [decode(path, text.encode(errors="surrogatepass"))], [])


def _read(path: str, decoded: Iterable[Source | Problem], warnings: list[Problem]) -> Configuration:
    found = list(decoded)
    sources = [each for each in found if isinstance(each, Source)]
    problems = [each for each in found if isinstance(each, Problem)]
    files = [parse(source) for source in sources]
    problems += [problem for file in files for problem in file.problems]
    report = Report({source.path: source for source in sources}, is_complete=not problems)
    loaded = configuration(declarations(files, report), report)
    problems += report.errors
    if problems:
        raise SourceError(problems)
    if not any((loaded.schedules, loaded.escalation_policies, loaded.users, loaded.services)):
        warnings = [
            *warnings,
            Problem(path, "there is no schedule, escalation policy, user or service of PagerDuty in it"),
        ]
    warnings = [*warnings, *_namesakes(path, loaded)]
    return attrs.evolve(loaded, warnings=in_reading_order((*warnings, *report.warnings)))


def _namesakes(path: str, loaded: Configuration) -> Iterator[Problem]:
    """A warning for each name that several people have: answers could not tell them apart."""
    ids: dict[str, list[str]] = {}
    for user in loaded.users.values():
        ids.setdefault(user.name, []).append(user.id)
    for name, several in ids.items():
        if len(several) > 1:
            yield Problem(path, f"{len(several)} users are called {name!r}: {', '.join(several)}")


def _is_ignored(name: str) -> bool:
    """Whether Terraform passes over a file of that name: hidden, or an editor's backup."""
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))


def _left_out(path: Path) -> Problem:
    return Problem(
        str(path), "a .tf.json file cannot be read yet: what it declares is left out", Location(str(path), 1)
    )


def _file(path: Path) -> Source | Problem:
    if not path.exists():
        return Problem(str(path), "there is no such file or folder")
    if not path.is_file():
        return Problem(str(path), "it is neither a file nor a folder")
    if path.suffix == ".json":
        return Problem(str(path), "JSON cannot be read yet: give the .tf file or its folder", Location(str(path), 1))
    try:
        with path.open("rb") as file:
            return decode(str(path), file.read(MAX_BYTES + 1))
    except OSError as error:
        return Problem(str(path), f"the file cannot be read: {_reason(error)}")


def _reason(error: OSError) -> str:
    return (error.strerror or "unknown reason").lower()
