"""The git command, which is asked for objects and nothing else: it checks nothing out, fetches and writes nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path
from typing import IO, TYPE_CHECKING

import attrs

from oncall.errors import Problem, SourceError

if TYPE_CHECKING:
    from collections.abc import Generator

_PATIENCE = 120  # seconds; a revision is looked up in milliseconds
_CHUNK = 1 << 20
_ID = re.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?")
_UNFIT = re.compile(r"-|.*[\x00-\x1f\x7f]|\s*\Z", re.DOTALL)
# Set where git itself runs the command, as in a hook: they name a repository, and the one of the path is meant.
_NOT_OURS = frozenset({"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE", "GIT_COMMON_DIR"})
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",  # of a partial clone, what is not there stays away
    "GIT_ALLOW_PROTOCOL": "none",  # the same for a git that does not know the other
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_SETTINGS = ("-c", "core.fsmonitor=false", "-c", f"core.hooksPath={os.devnull}")


class MissingObjectError(Exception):
    """An object is not in the repository: its history was not fetched as a whole."""


@attrs.frozen
class Repository:
    """A repository of git: `top` is the folder of its work tree, as git names it, `prefix` the place asked about in it.

    The prefix ends in a slash, or is empty.
    """

    top: str
    prefix: str

    @classmethod
    def around(cls, path: str) -> Repository:
        """The one that a path is in; there need not be anything of that name.

        Raises:
            SourceError: it is in none, or git is not installed.
        """
        folder = os.path.abspath(path)  # noqa: PTH100 - links are kept
        while not Path(folder).is_dir():
            folder = os.path.dirname(folder)  # noqa: PTH120 - of a text
        try:
            return cls(*(_line(_run(folder, "rev-parse", option)) for option in ("--show-toplevel", "--show-prefix")))
        except _RefusedError as error:
            raise _failure(path, f"it is not in the work tree of a git repository ({error})") from error

    def commit(self, revision: str) -> str:
        """The id of the commit that a revision is.

        Raises:
            SourceError: there is no such revision.
        """
        if not _UNFIT.match(revision):
            try:
                found = _line(_run(self.top, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}"))
            except _RefusedError:
                found = ""
            if _ID.fullmatch(found):  # `^main` is understood as well, and is no commit
                return found
        near = self._near(revision)
        hint = f"; did you mean {near}?" if near else ""
        if revision.startswith("-"):
            hint = "; one that begins with - is told by its full name, such as refs/heads/-name"
        elif _line(_run(self.top, "rev-parse", "--is-shallow-repository")) == "true":
            hint += "; not all of it was fetched: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout"
        raise _failure(self.top, f"there is no revision {revision!r} in this git repository{hint}")

    def tree(self, commit: str) -> str:
        """The id of the tree of a commit."""
        return _line(_run(self.top, "rev-parse", "--verify", "--quiet", f"{commit}^{{tree}}"))

    @contextmanager
    def objects(self) -> Generator[Objects]:
        """What the repository holds, for as long as it is asked."""
        command = [*_command(self.top), "cat-file", "--batch"]
        with subprocess.Popen(  # noqa: S603 - no shell; the arguments are ours
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                yield Objects(process.stdin, process.stdout)
            finally:
                process.kill()

    def _near(self, revision: str) -> str:
        """Names of branches and tags that are like a revision, or end in it."""
        listed = _run(self.top, "for-each-ref", "--format=%(refname:short)", "--count=10000").decode(errors="replace")
        names = listed.split("\n")[:-1]
        ends = [name for name in names if name.endswith(f"/{revision}")]
        near = dict.fromkeys([*ends, *get_close_matches(revision, names, n=3)])
        return ", ".join(map(repr, [*near][:3]))


@attrs.frozen
class Objects:
    """The objects of a repository, by their ids."""

    _questions: IO[bytes]
    _answers: IO[bytes]

    def content(self, id_: str, most: int | None = None) -> bytes:
        """What is in an object, as it is stored: no filter is applied. Of more than `most` bytes, only these and one.

        Raises:
            MissingObjectError: it is not there.
        """
        try:
            self._questions.write(f"{id_}\n".encode())
            self._questions.flush()
        except OSError as error:  # git has ended, since the repository is broken
            raise MissingObjectError(id_) from error
        header = self._answers.readline().split()
        if len(header) != 3 or not header[2].isdigit():  # noqa: PLR2004 - its id, its type and its size
            raise MissingObjectError(id_)
        size = int(header[2])
        kept = size if most is None else min(size, most + 1)
        content = self._answers.read(kept)
        rest = size - kept + 1  # a line break follows
        while rest > 0:
            rest -= len(self._answers.read(min(rest, _CHUNK))) or rest
        return content


class _RefusedError(Exception):
    """Git would not; its words are the text."""


def _failure(path: str, message: str) -> SourceError:
    return SourceError([Problem(path, message)])


def _command(folder: str) -> list[str]:
    found = shutil.which("git")
    if found is None:
        raise _failure("", "git is not installed, and revisions are read with it: give two paths instead")
    return [found, *_SETTINGS, "-C", folder]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _NOT_OURS} | _ENVIRONMENT


def _run(folder: str, *arguments: str) -> bytes:
    """What git says.

    Raises:
        _RefusedError: it will not.
        SourceError: it is not installed, or never ends.
    """
    try:
        done = subprocess.run(  # noqa: S603 - no shell; no argument begins with a hyphen that is not ours
            [*_command(folder), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env=_environment(),
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _failure(folder, f"git did not answer within {_PATIENCE} seconds") from error
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().split("\n")[0]
        raise _RefusedError(words.removeprefix("fatal: ") or "git says no more")
    return done.stdout


def _line(output: bytes) -> str:
    """One line of output, which may be a path with line breaks in it."""
    return os.fsdecode(output.removesuffix(b"\n").removesuffix(b"\r"))
