"""The files that a load may read: those below its root, wherever links lead, of the tree in which they are kept."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

from oncall.errors import Problem
from oncall.formats.resources.source import MAX_BYTES, Source, decode


class OutsideError(Exception):
    """A path leads out of the root."""


class Tree(Protocol):
    """Where files are kept: on the disk, or in a revision of a repository. Every path is one of the disk."""

    def real(self, path: Path) -> Path:
        """The path from the top on, with all links followed.

        Raises:
            OSError, ValueError: there cannot be anything of that name.
        """
        ...

    def is_folder(self, path: Path) -> bool:
        """Whether there is a folder of that name."""
        ...

    def is_file(self, path: Path) -> bool:
        """Whether there is a file of that name."""
        ...

    def names(self, folder: Path) -> list[str]:
        """The names of everything in a folder that is no folder.

        Raises:
            OSError: it cannot be read.
        """
        ...

    def folders(self, folder: Path) -> list[str]:
        """The names of the folders in a folder; a link to one is none.

        Raises:
            OSError: it cannot be read.
        """
        ...

    def content(self, path: Path, most: int) -> bytes | Problem:
        """The bytes of a file, at most one more than `most`, or what makes it unreadable."""
        ...


class _Disk:
    """The files as they are now."""

    def real(self, path: Path) -> Path:
        return Path(os.path.realpath(path))

    def is_folder(self, path: Path) -> bool:
        return is_folder(path)

    def is_file(self, path: Path) -> bool:
        return is_file(path)

    def names(self, folder: Path) -> list[str]:
        return [entry.name for entry in folder.iterdir() if not entry.is_dir()]

    def folders(self, folder: Path) -> list[str]:
        return [entry.name for entry in folder.iterdir() if entry.is_dir() and not entry.is_symlink()]

    def content(self, path: Path, most: int) -> bytes | Problem:
        return content_of(path, most)


DISK: Tree = _Disk()


class Files:
    """Everything below `root`; nothing else is opened, and no link is followed out. Without a root, nothing is."""

    def __init__(self, root: Path | None, tree: Tree = DISK) -> None:
        self.root = root
        self.tree = tree
        self._real_root = None if root is None else tree.real(root)

    def is_inside(self, path: Path) -> bool:
        """Whether a path, with its links followed, is below the root."""
        if self._real_root is None:
            return False
        try:
            return self.tree.real(path).is_relative_to(self._real_root)
        except (OSError, ValueError):
            return False

    def source(self, path: Path) -> Source | Problem:
        """The text of a file below the root, or what makes it unreadable."""
        if not self.is_inside(path):
            return outside(path, self.root)
        return read(path, self.tree)

    def names(self, folder: Path) -> list[str] | Problem:
        """The files of a folder that Terraform looks at, in the order of their names."""
        if not self.is_inside(folder):
            return outside(folder, self.root)
        try:
            return sorted(name for name in self.tree.names(folder) if not _is_ignored(name))
        except OSError as error:
            return Problem(str(folder), f"the folder cannot be read: {reason(error)}")


def is_folder(path: Path) -> bool:
    """Whether there is a folder of that name; one that the system cannot take is the name of none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_file(path: Path) -> bool:
    """Whether there is a file of that name; one that the system cannot take is the name of none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def read(path: Path, tree: Tree = DISK) -> Source | Problem:
    """The text of a file, or what makes it unreadable."""
    content = tree.content(path, MAX_BYTES)
    return content if isinstance(content, Problem) else decode(str(path), content)


def content_of(path: Path, most: int, *, if_folder: str = "it is a folder, not a file") -> bytes | Problem:
    """The bytes of a file, at most one more than `most`, or what makes it unreadable; `if_folder` is said of a folder.

    What is neither a file nor a folder is not opened: a pipe that nobody writes to would never end.
    """
    try:
        if not path.exists():
            return Problem(str(path), "there is no such file or folder")
        if not path.is_file():
            return Problem(str(path), if_folder if path.is_dir() else "it is neither a file nor a folder")
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        return Problem(str(path), f"the file cannot be read: {reason(error)}")
    except ValueError:
        return Problem(str(path), "this is no path of a file")


def reason(error: OSError) -> str:
    """Why the system would not, in lower case."""
    return (error.strerror or "unknown reason").lower()


ROOT_ADVICE = "name a folder above both as the root (--root, `root=`) to have it read"


def beyond(root: Path | None) -> str:
    """What is to say of a path that is not below the root."""
    return "no file is read for a text" if root is None else f"it is outside of {root}, and only what is below is read"


def outside(path: Path, root: Path | None) -> Problem:
    """That a path is left alone, and how to have it read."""
    return Problem(str(path), f"{beyond(root)}; {ROOT_ADVICE}")


def _is_ignored(name: str) -> bool:
    """Whether Terraform passes over a file of that name: hidden, or an editor's backup."""
    return name.startswith(".") or name.endswith("~") or (name.startswith("#") and name.endswith("#"))
