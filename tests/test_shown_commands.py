"""The commands that readers see do what stands beside them, in a folder like the reader's.

In that folder are the checkout's `examples`, the files of `examples/page-log`, `holidays.ics`, `france.ics`, a
`plan.json`, and `infra`, which is `examples/checkout` unless the page has the reader write something else. What comes
before on a page has been done: commands are run in the order of the page, and files are written where it shows them.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
from itertools import zip_longest
from typing import TYPE_CHECKING

import pytest

from tests.cli.running import run
from tests.documents import CHECKOUT, Fence, fences, name_of, pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.once

EXAMPLES = CHECKOUT / "examples"
_COMMAND = re.compile(r"(?:- run: |- )?(?P<command>oncall .+)")
_SHELL = re.compile(r" (?:\|\||>|&&|\||#) .*")
"""What a shell does with the output, or with the exit status, is left to it."""
_OF_GITHUB = re.compile(r"\$\{\{.*?\}\}")
"""An expression that GitHub replaces; there is one, and it gives an address."""

UNCOMPARED = {
    "2,000 schedules, pickled": "a run of ten million pages, timed on one machine",
    "oncall/__init__.py            5 of": "a run of all tests that measures, which takes minutes",
    "17 4 * * *": "a line of a file that is no output, and whose folders are those of a server",
}
"""Blocks of text, by how they begin, that are not compared with what a command prints, and why."""


def _commands(fence: Fence) -> list[str]:
    """The commands of a fence that are ours: whole lines of a shell, or of what a CI system runs."""
    lines = fence.commands if fence.language in {"sh", "yaml"} else []
    found = (_COMMAND.fullmatch(line.strip()) for line in lines)
    return [_OF_GITHUB.sub("https://example.org/", _SHELL.sub("", match["command"])) for match in found if match]


def _shown(fence: Fence) -> list[tuple[str, str]]:
    """Commands with the output that a fence says they have: that of its comment, or after a prompt within it."""
    if fence.kind == "output":
        return [(fence.about, fence.body)]
    if fence.language in {"text", "console"} and fence.body.startswith("$ "):
        parts = re.split(r"^\$ (.+)\n", fence.body.replace("\\\n", " "), flags=re.MULTILINE)
        return list(zip(parts[1::2], parts[2::2], strict=True))
    return []


def _has_commands(page: Path) -> bool:
    found = fences(page.read_text(encoding="utf-8"))
    return any(_commands(fence) or _shown(fence) for fence in found)


def _answer(command: str) -> tuple[int, str, str]:
    """The exit status of a command, what it prints on 80 columns, and what it prints about mistakes."""
    program, *arguments = shlex.split(command)
    if program == "oncall":
        result = run(*arguments, env={"COLUMNS": "80"})
        return result.exit_code, result.stdout, result.stderr
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ours = {"COLUMNS": "80", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # other plugins take a second to begin
    before = {"pytest": ["-m", "pytest", "-p", "no:cacheprovider", "-p", "oncall.testing.plugin"], "python": []}
    done = subprocess.run(
        [sys.executable, *before[program], *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**kept, **ours},
    )
    return done.returncode, done.stdout, done.stderr


def _insert(folder: Path, fence: Fence) -> None:
    """Puts what a fence shows into a file, as its comment says: `FILE before TEXT`, or `FILE before the last TEXT`.

    Between functions of Python there are two lines.
    """
    name, _, place = fence.about.partition(" before ")
    text = (folder / name).read_text(encoding="utf-8")
    last = place.removeprefix("the last ")
    at = text.rindex(f"\n{last}") if last != place else text.index(f"\n{place}")
    apart = "\n\n" if name.endswith(".py") else ""
    (folder / name).write_text(f"{text[: at + 1]}{fence.body}{apart}{text[at + 1 :]}", encoding="utf-8")


def _write(folder: Path, fence: Fence) -> None:
    """Writes the file that a fence shows; the first one in `infra` is there instead of the example."""
    path = folder / fence.about
    if path.parent == folder / "infra" and (folder / "infra" / "pagerduty.tf").exists():
        shutil.rmtree(folder / "infra")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fence.body, encoding="utf-8")


def _change(folder: Path, fence: Fence) -> None:
    """Changes a file as the lines of a fence say: those with a minus go, those with a plus come, others stay."""
    text = (folder / fence.about).read_text(encoding="utf-8")
    lines = fence.body.splitlines(keepends=True)
    before, after = ("".join(line[1:] for line in lines if line[0] in f" {sign}") for sign in "-+")
    assert text.count(before) == 1, f"{fence.about} has it once:\n{before}"
    (folder / fence.about).write_text(text.replace(before, after), encoding="utf-8")


def _look(folder: Path, fence: Fence) -> None:
    """Looks for what a fence shows in the file that it is from; the lines may stand further to the right there."""
    inside = textwrap.dedent((folder / fence.about).read_text(encoding="utf-8"))
    indents = {len(line) - len(line.lstrip()) for line in inside.splitlines() if line.lstrip()}
    bodies = {textwrap.indent(fence.body, " " * indent) for indent in indents}
    assert any(body in inside for body in bodies), f"{fence.about} has it:\n{fence.body}"


_STEPS = {"file": _write, "insert": _insert, "change": _change, "excerpt": _look}
"""What a comment before a fence has the reader do with a file."""


def _commit(folder: Path) -> None:
    """Makes the folder a repository of git, as the reader's is, whose branch `main` has all that is there."""
    ours = ["-c", "user.name=alice", "-c", "user.email=alice@example.com", "-c", "commit.gpgsign=false"]
    for arguments in (["init", "-q", "-b", "main"], ["add", "infra"], [*ours, "commit", "-q", "-m", "as it is"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)  # noqa: S607 - the git that is on PATH


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that the reader works in."""
    shutil.copytree(EXAMPLES / "checkout", tmp_path / "infra")
    (tmp_path / "examples").symlink_to(EXAMPLES)
    for name in ("incidents.json", "log_entries.json", "notes.csv"):
        shutil.copy(EXAMPLES / "page-log" / name, tmp_path)
    for name in ("holidays.ics", "france.ics"):
        shutil.copy(EXAMPLES / "time-off" / "public-holidays.ics", tmp_path / name)
    shutil.copy(CHECKOUT / "tests" / "recordings" / "terraform" / "article" / "plan.json", tmp_path)
    _commit(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _asked(fence: Fence, following: Fence | None) -> list[tuple[str, str]]:
    """Commands of a fence, with what the page shows of their output: three dots, which stand for anything, or more.

    A command that stands before its output is run once, with that output.
    """
    answered = {following.about} if following and following.kind == "output" else set[str]()
    return [(command, "...\n") for command in _commands(fence) if command not in answered] + _shown(fence)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_output_has_its_command(page: Path) -> None:
    """What a command prints stands below that command, with nothing left out: the last line of the block before it."""
    found = fences(page.read_text(encoding="utf-8"))
    for before, fence in zip([None, *found], found, strict=False):
        place = f"{name_of(page)}:{fence.line}"
        if fence.kind == "output":
            lines = before.commands if before and before.language == "sh" else []
            assert [" ".join(line.split()) for line in lines[-1:]] == [fence.about], place
        elif fence.language in {"text", "console", ""} and not fence.kind and not _shown(fence):
            assert fence.body.startswith(tuple(UNCOMPARED)), f"{place} shows what nobody compares"


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_nothing_is_said_to_be_on_the_package_index(page: Path) -> None:
    """Where the package comes from is said, as the README does; by its name alone it brings extras to what is there."""
    shown = "\n".join(fence.body for fence in fences(page.read_text(encoding="utf-8")))
    assert re.findall(r"pip install .*oncall-schedule(?!\[)", shown) == []


def test_what_nobody_compares_is_there() -> None:
    """The list has no block that is gone."""
    shown = [fence for page in pages() for fence in fences(page.read_text(encoding="utf-8"))]
    assert [begins for begins in UNCOMPARED if not any(fence.body.startswith(begins) for fence in shown)] == []


@pytest.mark.parametrize("page", [page for page in pages() if _has_commands(page)], ids=name_of)
def test_commands_print_what_the_page_shows(page: Path, folder: Path) -> None:
    """Every command is accepted, and prints what stands beside it; three dots stand for anything."""
    found = fences(page.read_text(encoding="utf-8"))
    for fence, following in zip_longest(found, found[1:]):
        if fence.kind in _STEPS:
            _STEPS[fence.kind](folder, fence)
        for command, shown in _asked(fence, following):
            place = f"{name_of(page)}:{fence.line}: {command}"
            status, output, errors = _answer(command)
            assert status in {0, 1}, f"{place}\n{output}{errors}"
            _compare(place, shown, output)


def _compare(place: str, shown: str, output: str) -> None:
    checker, options = doctest.OutputChecker(), doctest.ELLIPSIS
    if not checker.check_output(shown, output, options):
        example = doctest.Example("", shown)
        pytest.fail(f"{place}\n{checker.output_difference(example, output, doctest.REPORT_NDIFF)}")
