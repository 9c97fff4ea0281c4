"""Patterns of file names, as Terraform's `fileset` takes them: those of doublestar 1, which it is made with."""

from __future__ import annotations

import re
from os.path import relpath
from pathlib import Path
from posixpath import normpath
from typing import TYPE_CHECKING

from oncall.formats.resources.values import NoValueError
from oncall.formats.terraform.files import OutsideError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from oncall.formats.terraform.files import Files

_SPECIAL = frozenset("*?[{\\")
_TERRAFORMS_OWN = ".terraform"
_CHARACTERS_A_STEP = 100  # of a pattern, of which what is left is copied with each of a name


class _BadPatternError(Exception):
    """A part of a pattern is none, which only shows once a name is compared with it as far as that."""


def found(files: Files, folder: Path, pattern: str, spend: Callable[[int], None]) -> set[str]:
    """The files whose paths from a folder match a pattern; every name that is looked at is a step to `spend`.

    `*`, `?`, `[abc]`, `[a-z]`, `[^abc]`, `{a,b}` and, as a whole part of the path, `**` are known; a backslash takes
    what follows for itself, and `.`, `..` and `//` are resolved. As in Terraform, what is wrong in a pattern is an
    error only where a name matches all that is before it; below a folder always, where Terraform forgets it if the disk
    has more names after that folder. No wildcard matches a link to a folder, nor `.terraform`.

    Raises:
        NoValueError: it is no pattern.
        OutsideError: it leads out of the root.
    """
    search = _Search(files, spend)
    try:
        search.look(folder, _split(normpath(f"./{pattern}"), "/"))
    except _BadPatternError as error:
        raise NoValueError(f"{pattern[:60]!r} is no pattern of file names") from error
    return {Path(relpath(path, folder)).as_posix() for path in search.found}


class _Search:
    """The files of a tree that match a pattern."""

    def __init__(self, files: Files, spend: Callable[[int], None]) -> None:
        self.found: list[Path] = []
        self._files = files
        self._spend = spend

    def look(self, place: Path, parts: Sequence[str]) -> None:
        """Keep what matches these parts from a place on.

        Raises:
            OutsideError: they lead out of the root.
            _BadPatternError: one of them is wrong.
        """
        plain = next((index for index, part in enumerate(parts) if _SPECIAL & {*part}), len(parts))
        place, rest = place.joinpath(*parts[:plain]), parts[plain:]
        if plain and not self._files.is_inside(place):
            raise OutsideError
        if not rest:
            self.found += [place] if self._files.tree.is_file(place) else []
            return
        listed = self._listed(place)
        if rest[0] == "**":
            for name, is_folder in listed:
                if is_folder:
                    self.look(place / name, rest)
                elif not rest[1:]:
                    self.look(place / name, ())
            rest = rest[1:]
        for name, is_folder in listed if rest else ():
            if _matches(rest[0], name, self._spend) and (is_folder or not rest[1:]):
                self.look(place / name, rest[1:])

    def _listed(self, folder: Path) -> list[tuple[str, bool]]:
        """The names in a folder, and which are folders; of one that cannot be read, none."""
        tree = self._files.tree
        if not tree.is_folder(folder):
            return []
        try:
            folders, names = tree.folders(folder), tree.names(folder)
        except OSError:
            return []
        self._spend(len(folders) + len(names))
        return [*((name, True) for name in folders if name != _TERRAFORMS_OWN), *((name, False) for name in names)]


def _matches(part: str, name: str, spend: Callable[[int], None]) -> bool:
    """Whether a name matches a part of a pattern.

    Raises:
        _BadPatternError: it is wrong, where the name matches what is before that.
    """
    known: dict[tuple[str, str], bool | None] = {}

    def matches(pattern: str, rest: str) -> bool:
        """Whether what is left of both matches; worked out once, since stars try everything."""
        key = pattern, rest
        if key not in known:
            spend(1 + len(pattern) // _CHARACTERS_A_STEP)
            try:
                known[key] = _compared(pattern, rest, matches)
            except _BadPatternError:
                known[key] = None
        answer = known[key]
        if answer is None:
            raise _BadPatternError
        return answer

    return matches(part, name)


def _compared(pattern: str, name: str, matches: Callable[[str, str], bool]) -> bool:
    """Whether a name matches a pattern up to its end, by what `matches` says of the rest of both."""
    while pattern and name:
        if pattern[0] == "*":
            return len(pattern) == 1 or any(_tried(pattern[1:], name[at:], matches) for at in range(len(name)))
        if pattern[0] == "{":
            return any(matches(option, name) for option in _options(pattern[1:]))
        left = _behind(pattern, name[0])
        if left is None:
            return False
        pattern, name = left, name[1:]
    return not name and pattern in ("", "*", "**")


def _tried(pattern: str, name: str, matches: Callable[[str, str], bool]) -> bool:
    """Whether they match; behind a star a pattern that is wrong matches nothing."""
    try:
        return matches(pattern, name)
    except _BadPatternError:
        return False


def _options(pattern: str) -> list[str]:
    """What may stand for a pattern that begins within braces; the first one that closes ends them."""
    end = _index(pattern, "}")
    return [option + pattern[end + 1 :] for option in _split(pattern[:end], ",")]


def _behind(pattern: str, char: str) -> str | None:
    """What is left of a pattern that begins with this character; None: it does not."""
    match pattern[0]:
        case "[":
            end = 1 + _index(pattern[1:], "]")
            return pattern[end + 1 :] if _is_in_class(pattern[1:end], char) else None
        case "\\":
            return pattern[2:] if _bound(pattern, "")[0] == char else None
        case first:
            return pattern[1:] if first in ("?", char) else None


def _is_in_class(inside: str, char: str) -> bool:
    """Whether a character is one of a class, as it stands between brackets."""
    is_outside = inside.startswith("^")
    left = inside[is_outside:]
    is_in = False
    if not inside:
        raise _BadPatternError
    while left:
        low, left = _bound(left, "-")
        high, left = _bound(left[1:], "-") if left.startswith("-") else (low, left)
        is_in = is_in or low <= char <= high
    return is_in != is_outside


def _bound(left: str, special: str) -> tuple[str, str]:
    """The character at the beginning, or behind a backslash there, and what comes after it; none may be `special`."""
    escaped = left.startswith("\\")
    found_here = left[escaped : escaped + 1]
    if not found_here or (not escaped and found_here == special):
        raise _BadPatternError
    return found_here, left[escaped + 1 :]


def _split(text: str, separator: str) -> list[str]:
    """The parts of a text between separators that have no backslash before them."""
    return re.split(rf"(?<!\\){separator}", text)


def _index(text: str, char: str) -> int:
    """Where a character first stands that has no backslash before it."""
    at = text.find(char)
    while at > 0 and text[at - 1] == "\\":
        at = text.find(char, at + 1)
    if at < 0:
        raise _BadPatternError
    return at
