"""The files that a load may read: those below its root, wherever links lead, of the tree in which they are kept."""

from __future__ import annotations

import os
import re
from pathlib import Path
from posixpath import normpath
from typing import Any, Protocol, cast

from oncall.errors import Problem
from oncall.formats.resources.source import MAX_BYTES, Source, decode
from oncall.formats.resources.values import NoValueError

MAX_FILES = 10_000
_PARTS = re.compile(r"\*\*/?|[*?{},]|\[\^?(?:\\.|[^\]\\])+\]|\\.|[^*?{},\[\\]+|.", re.DOTALL)
_GLOB = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]", "{": "(?:", "}": ")", ",": "|"}
_RANGE = re.compile(r"(\\?.)(?:-(\\?.))?", re.DOTALL)


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

    def below(self, folder: Path) -> list[str] | None:
        """The files below a folder, sorted, by their paths from it; None: there are more than `MAX_FILES`."""
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

    def below(self, folder: Path) -> list[str] | None:
        return below(folder)

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


def below(folder: Path) -> list[str] | None:
    """The files below a folder, sorted, by their paths from it; None: there are more than `MAX_FILES`.

    No link is followed.
    """
    found: list[str] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name != ".terraform"]
        found += [Path(place, name).relative_to(folder).as_posix() for name in names]
        if len(found) > MAX_FILES:
            return None
    return sorted(found)


def glob_pattern(pattern: str) -> re.Pattern[str]:
    """A pattern of `fileset` as a regular expression that takes linear time.

    It knows what Terraform's documentation names: `*`, `**` as a whole part of the path (elsewhere it is `*`), `?`,
    `{a,b}`, `[abc]`, `[a-z]` and `[^abc]`; a backslash takes what follows for itself. `.`, `..` and `//` are resolved,
    and one that begins with `/` is taken from the folder, too.

    Raises:
        NoValueError: it is no pattern, or it leads out of the folder.
    """
    import re2  # type: ignore[import-untyped]  # Imported here: few configurations look for files.

    depth = 0
    found = ""
    clean = normpath(f"./{pattern}")  # as Terraform joins it to the folder
    if clean.startswith("../"):
        raise NoValueError(f"{pattern[:60]!r} is no pattern of file names below a folder")
    for match in _PARTS.finditer(clean):
        part = match[0]
        depth += {"{": 1, "}": -1}.get(part, 0)
        if depth and "/" in part:  # each part of a path is a pattern of its own
            raise NoValueError(f"{pattern[:60]!r} is no pattern of file names: its braces hold a slash")
        if part.startswith("**") and not _is_whole(clean, *match.span()):
            found += "[^/]*" + part[2:]
        elif part == "," and not depth:
            found += part
        elif len(part) > 1 and part[0] in "[\\":
            found += _one_of(part[1:-1]) if part[0] == "[" else re.escape(part[1])
        else:
            found += _GLOB.get(part) or (part if part in {"[", "\\"} else re.escape(part))
    library: Any = re2
    options = library.Options()
    options.log_errors = False
    try:
        return cast("re.Pattern[str]", library.compile(found, options))
    except library.error as error:
        raise NoValueError(f"{pattern[:60]!r} is no pattern of file names") from error


def _is_whole(pattern: str, start: int, end: int) -> bool:
    """Whether what stands from `start` to `end` is a part of the path of its own."""
    return pattern[start - 1 : start] in {"", "/"} and (pattern[end - 1] == "/" or pattern[end : end + 1] in {"", "/"})


def _one_of(inside: str) -> str:
    """A class of characters, which never has the separator of a path in it."""
    is_outside = inside.startswith("^")
    pairs: list[tuple[str, str]] = _RANGE.findall(inside[is_outside:])
    if any("-" in pair for pair in pairs):
        raise NoValueError(f"'[{inside[:60]}]' is no class of characters: write a hyphen as \\-")
    ranges = [(first[-1], (last or first)[-1]) for first, last in pairs]
    if not is_outside:  # what is on either side of the separator
        halves = ((first, min(last, "."), max(first, "0"), last) for first, last in ranges)
        ranges = [pair for a, b, c, d in halves for pair in ((a, b), (c, d)) if pair[0] <= pair[1]]
    written = "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in ranges)
    return f"[{'^/' if is_outside else ''}{written}]"


def read(path: Path, tree: Tree = DISK) -> Source | Problem:
    """The text of a file, or what makes it unreadable."""
    content = tree.content(path, MAX_BYTES)
    return content if isinstance(content, Problem) else decode(str(path), content)


def content_of(path: Path, most: int) -> bytes | Problem:
    """The bytes of a file, at most one more than `most`, or what makes it unreadable.

    What is neither a file nor a folder is not opened: a pipe that nobody writes to would never end.
    """
    try:
        if not path.exists():
            return Problem(str(path), "there is no such file or folder")
        if not path.is_file():
            return Problem(
                str(path), "it is a folder, not a file" if path.is_dir() else "it is neither a file nor a folder"
            )
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
