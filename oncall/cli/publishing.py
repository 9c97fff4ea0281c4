"""Publishing into a folder: only what changed is written, whole, and never over files of somebody else."""

from __future__ import annotations

import os
import secrets
import shutil
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.words import listing
from oncall.errors import InvalidValueError

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Generator, Iterable, Mapping

_HEAD = 1024
"""In so many bytes at the beginning a file of ours says that it is one."""


def _named(_folder: object, _attribute: object, path: str) -> None:
    if not path:
        raise InvalidValueError("--out", "a folder ('.' is this one)", path)


@attrs.frozen(kw_only=True)
class Folder:
    """A folder to publish into, by its path as it was given; `is_ours(file_name, head)` knows the files of ours."""

    path: str = attrs.field(validator=_named)
    is_ours: Callable[[str, bytes], bool]

    def previous(self, file_names: Iterable[str]) -> dict[str, bytes]:
        """What is in those of the files that are there.

        Raises:
            InvalidValueError: some of them are not ours, or cannot be read.
        """
        found: dict[str, bytes] = {}
        with self._told_of():
            for name in file_names:
                with suppress(FileNotFoundError):
                    found[name] = (Path(self.path) / name).read_bytes()
        others = sorted(name for name, content in found.items() if not self.is_ours(name, content[:_HEAD]))
        if others:
            expected = f"a folder of which this command wrote {listing(others)}: it overwrites nothing of others"
            raise InvalidValueError("--out", expected, self.path)
        return found

    def publish(self, contents: Mapping[str, bytes], previous: Mapping[str, bytes]) -> set[str]:
        """Write what differs from what is there, in this order; the names of what was written.

        Everything is on the disk beside its place before the first file takes it, at once and whole, so that nobody
        reads half a file; if that fails, everything is as it was.

        Raises:
            InvalidValueError: that is not possible.
        """
        changed = {name: content for name, content in contents.items() if previous.get(name) != content}
        place, waiting = Path(self.path), dict[Path, Path]()
        with self._told_of():
            place.mkdir(parents=True, exist_ok=True)
            try:
                for name, content in changed.items():
                    waiting[place / name] = beside(place / name, content)
                for path, temporary in waiting.items():
                    os.replace(temporary, path)  # noqa: PTH105 - the name of what it does: over the file that is there
            finally:
                for temporary in waiting.values():
                    temporary.unlink(missing_ok=True)
        return set(changed)

    def left_over(self, kept: Container[str]) -> list[str]:
        """The names of calendars of ours that are not among the files that are kept, in order."""
        return [
            path.name for path in sorted(Path(self.path).glob("*.ics")) if path.name not in kept and self._is_mine(path)
        ]

    def _is_mine(self, path: Path) -> bool:
        try:
            with path.open("rb") as file:
                return self.is_ours(path.name, file.read(_HEAD))
        except OSError:
            return False

    @contextmanager
    def _told_of(self) -> Generator[None]:
        """What the system refuses, as an error about `--out`."""
        try:
            yield
        except OSError as error:
            reason = f"{error.filename}: {error.strerror}" if error.strerror else str(error)
            raise self._unfit(reason) from error
        except ValueError as error:  # a path with a NUL in it
            raise self._unfit(str(error)) from error

    def _unfit(self, reason: str) -> InvalidValueError:
        return InvalidValueError("--out", f"a folder that can be written to ({reason})", self.path)


def beside(path: Path, content: bytes) -> Path:
    """A new file next to a path, with the content, and the permissions of the file that is there."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.write(content)
        with suppress(FileNotFoundError):
            shutil.copymode(path, temporary)
    except BaseException:  # Ctrl-C too leaves nothing behind
        temporary.unlink(missing_ok=True)
        raise
    return temporary
