"""A revision of a repository as the files that it has, by the paths that they have, or would have, on the disk."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import attrs

from oncall.cli.git import MissingObjectError, Repository
from oncall.errors import Problem, SourceError
from oncall.formats.terraform.files import DISK

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Sequence

    from oncall.cli.git import Objects

_MAX_LINKS = 40
_MAX_TARGET = 4096
_POINTER = b"version https://git-lfs.github.com/spec/"

Kind: TypeAlias = Literal["folder", "file", "link", "submodule"]
_KINDS: dict[bytes, Kind] = {b"40000": "folder", b"120000": "link", b"160000": "submodule"}


@attrs.frozen
class Entry:
    """What a folder has under one name: of which kind it is, and its id."""

    kind: Kind
    id: str


class _OutsideError(Exception):
    """A link leads out of the repository."""


@contextmanager
def revision(paths: Sequence[str], name: str) -> Generator[Revision]:
    """The revision of that name of the repository in which all the paths are.

    Raises:
        SourceError: there is no such revision, they are not in one repository, or git is not installed.
    """
    several = [Repository.around(path) for path in paths]
    for path, each in zip(paths, several, strict=True):
        if each.top != several[0].top:
            raise SourceError([Problem(path, f"it is not in the git repository {several[0].top}, as the others are")])
    repository = several[0]
    commit = repository.commit(name)
    with repository.objects() as objects:
        yield Revision(name, commit, objects, repository.tree(commit), _tops(repository, paths[0]))


def _tops(repository: Repository, path: str) -> tuple[Path, ...]:
    """The folder of the work tree: as it is part of a path as it was given, and as git names it."""
    folder = os.path.abspath(path)  # noqa: PTH100 - links are kept
    while not Path(folder).is_dir():
        folder = os.path.dirname(folder)  # noqa: PTH120 - of a text
    prefix = repository.prefix.rstrip("/").replace("/", os.sep)
    given = folder.removesuffix(prefix).rstrip(os.sep) or os.sep if prefix else folder
    is_part = not prefix or folder.endswith(os.sep + prefix)
    return (*([Path(given)] if is_part else []), Path(repository.top))


class Revision:
    """The files of one commit, as `oncall.formats.terraform.files.Tree` has them. Nothing of them is on the disk.

    What is outside of the repository is as it is on the disk. Links are followed within the repository, submodules are
    not: `submodules` are those that were come across.
    """

    def __init__(self, name: str, commit: str, objects: Objects, tree: str, tops: tuple[Path, ...]) -> None:
        self.name = name
        self.commit = commit
        self.submodules: dict[str, None] = {}
        self._objects = objects
        self._root = Entry("folder", tree)
        self._tops = tops
        self._folders: dict[str, dict[str, Entry]] = {}

    @property
    def top(self) -> Path:
        """The folder of the repository."""
        return self._tops[0]

    def real(self, path: Path) -> Path:
        """The path with all links followed; of one that leads out of the repository, the top of everything."""
        parts = self._parts(path)
        if parts is None:
            return DISK.real(path)
        try:
            return self.top.joinpath(*self._followed(parts)[0])
        except _OutsideError:
            return Path(os.sep)

    def has(self, path: Path) -> bool:
        """Whether there is a file or folder of that name."""
        return self.is_folder(path) or self.is_file(path)

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder of that name."""
        if self._parts(path) is None:
            return DISK.is_folder(path)
        entry = self._entry(path)
        return entry is not None and entry.kind == "folder"

    def is_file(self, path: Path) -> bool:
        """Whether there is a file of that name."""
        if self._parts(path) is None:
            return DISK.is_file(path)
        entry = self._entry(path)
        return entry is not None and entry.kind == "file"

    def names(self, folder: Path) -> list[str]:
        """The names of everything in a folder that is no folder.

        Raises:
            OSError: it cannot be read.
        """
        if self._parts(folder) is None:
            return DISK.names(folder)
        return [name for name, each in self._entries(folder).items() if self._is_leaf(folder / name, each)]

    def folders(self, folder: Path) -> list[str]:
        """The names of the folders in a folder; a link to one is none.

        Raises:
            OSError: it cannot be read.
        """
        if self._parts(folder) is None:
            return DISK.folders(folder)
        return [name for name, each in self._entries(folder).items() if each.kind == "folder"]

    def content(self, path: Path, most: int) -> bytes | Problem:
        """The bytes of a file, at most one more than `most`, or what makes it unreadable."""
        if self._parts(path) is None:
            return DISK.content(path, most)
        entry = self._entry(path)
        if entry is None:
            return Problem(str(path), f"there is no such file or folder in {self.name}")
        if entry.kind != "file":
            return Problem(str(path), f"it is neither a file nor a folder in {self.name}")
        try:
            content = self._objects.content(entry.id, most)
        except MissingObjectError:
            return Problem(str(path), f"its content in {self.name} is not here: fetch the whole history first")
        if content.startswith(_POINTER):
            return Problem(str(path), f"its content in {self.name} is kept in Git LFS, where it is not looked for")
        return content

    def _parts(self, path: Path) -> tuple[str, ...] | None:
        """The names that lead from the top to a path; None for one outside of the repository."""
        whole = _whole(path)
        return next((whole.relative_to(top).parts for top in self._tops if whole.is_relative_to(top)), None)

    def _entry(self, path: Path) -> Entry | None:
        parts = self._parts(path)
        try:
            return None if parts is None else self._followed(parts)[1]
        except _OutsideError:
            return None

    def _followed(self, parts: Iterable[str]) -> tuple[tuple[str, ...], Entry | None]:
        """Where names lead, link by link, and what is there; None: nothing.

        Raises:
            _OutsideError: out of the repository, or in a circle.
        """
        way: list[tuple[str, Entry]] = []
        left = [*reversed([*parts])]
        links = 0
        while left:
            name = left.pop()
            here = way[-1][1] if way else self._root
            if name in {"", "."}:
                continue
            if name == "..":
                if not way:
                    raise _OutsideError
                way.pop()
                continue
            self._note(way)
            entry = self._listed(here).get(name) if here.kind == "folder" else None
            if entry is None:
                return (*(each for each, _ in way), name, *reversed(left)), None
            if entry.kind != "link":
                way.append((name, entry))
                continue
            links += 1
            target = self._target(entry)
            if links > _MAX_LINKS or target.startswith("/"):
                raise _OutsideError
            left += reversed(target.split("/"))
        self._note(way)
        return tuple(name for name, _ in way), way[-1][1] if way else self._root

    def _note(self, way: list[tuple[str, Entry]]) -> None:
        """Remember a submodule that a path leads to, or through."""
        if way and way[-1][1].kind == "submodule":
            self.submodules["/".join(name for name, _ in way)] = None

    def _is_leaf(self, path: Path, entry: Entry) -> bool:
        """Whether something that a folder has is a file, or a link to what is none of the folders."""
        return entry.kind == "file" or (entry.kind == "link" and not self.is_folder(path))

    def _target(self, link: Entry) -> str:
        try:
            return os.fsdecode(self._objects.content(link.id, _MAX_TARGET))
        except MissingObjectError:
            raise _OutsideError from None

    def _entries(self, folder: Path) -> dict[str, Entry]:
        entry = self._entry(folder)
        if entry is None or entry.kind != "folder":
            raise FileNotFoundError(None, f"there is no such folder in {self.name}")
        return self._listed(entry)

    def _listed(self, folder: Entry) -> dict[str, Entry]:
        if folder.id not in self._folders:
            try:
                self._folders[folder.id] = _entries(self._objects.content(folder.id), len(folder.id) // 2)
            except (MissingObjectError, ValueError) as error:  # not there, or no tree
                message = f"a part of the revision {self.name!r} is not here: fetch the whole history first"
                raise SourceError([Problem(str(self.top), message)]) from error
        return self._folders[folder.id]


def _whole(path: Path) -> Path:
    """A path from the top of everything on; a `..` that may follow a link is still in it."""
    if path.is_absolute():
        return path
    here, parts = Path.cwd(), [*path.parts]
    while parts and parts[0] == "..":
        here = here.parent
        parts = parts[1:]
    return here.joinpath(*parts)


def _entries(tree: bytes, size: int) -> dict[str, Entry]:
    """What is in a tree as git stores it: for each entry its mode, a space, its name, a NUL, and `size` bytes of id."""
    found: dict[str, Entry] = {}
    at = 0
    while at < len(tree):
        space = tree.index(b" ", at)
        end = tree.index(b"\0", space)
        kind = _KINDS.get(tree[at:space].lstrip(b"0"), "file")
        found[os.fsdecode(tree[space + 1 : end])] = Entry(kind, tree[end + 1 : end + 1 + size].hex())
        at = end + 1 + size
    return found
