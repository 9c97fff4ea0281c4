"""Git repositories that tests make, with nothing of the settings of whoever runs them."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import attrs
import pytest

if TYPE_CHECKING:
    from pathlib import Path

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

_ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": "ann@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


@attrs.frozen
class Repository:
    """A repository in a folder."""

    folder: Path

    @classmethod
    def made(cls, folder: Path, files: dict[str, str]) -> Repository:
        """A new one with the branch main, and a first commit of some files."""
        folder.mkdir(parents=True, exist_ok=True)
        made = cls(folder)
        made.git("init", "--quiet")
        made.git("symbolic-ref", "HEAD", "refs/heads/main")
        made.commit(files)
        return made

    def git(self, *arguments: str, text: str = "") -> str:
        """What git says."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],  # noqa: S607 - the one on the path
            env=kept | _ENVIRONMENT,
            input=text,
            capture_output=True,
            check=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def write(self, files: dict[str, str]) -> None:
        """Files by their paths in it."""
        for path, text in files.items():
            place = self.folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8")

    def commit(self, files: dict[str, str]) -> str:
        """The id of a commit of everything there, with these files."""
        self.write(files)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "x")
        return self.git("rev-parse", "HEAD")
