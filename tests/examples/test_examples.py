"""The examples print what their README.md says, to the letter, each in a process of its own.

What is expected is written by hand there, with the arithmetic that makes it right.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

import oncall
from tests.documents import CHECKOUT, fences

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.once

EXAMPLES = CHECKOUT / "examples"
READMES = sorted(EXAMPLES.glob("**/README.md"))
PROGRAMS = {"oncall": ["-m", "oncall.cli"], "pytest": ["-m", "pytest", "-p", "no:cacheprovider"], "python": []}


def outputs(readme: Path) -> list[tuple[str, str]]:
    """The commands that a README.md shows, each with all that it prints."""
    found = fences(readme.read_text(encoding="utf-8"))
    return [(fence.about, fence.body) for fence in found if fence.kind == "output"]


EXPECTED = [pytest.param(command, shown, id=command) for readme in READMES for command, shown in outputs(readme)]


def run(command: str) -> subprocess.CompletedProcess[str]:
    """What a command does in the folder of the examples, on 80 columns, without the settings of this suite."""
    program, *arguments = shlex.split(command)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    ours = {"COLUMNS": "80", "PYTHONUTF8": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [sys.executable, *PROGRAMS[program], *arguments],
        cwd=EXAMPLES,
        env=kept | ours,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(("command", "shown"), EXPECTED)
def test_an_example_prints_what_its_readme_says(command: str, shown: str) -> None:
    """All of it, and nothing else; only the seconds that pytest took are whatever they are."""
    done = run(command)
    assert done.stderr == ""
    assert done.returncode in ({0, 1} if {"check", "diff"} & {*command.split()} else {0})
    assert re.sub(r" in [0-9.]+s$", " in 0.40s", done.stdout, flags=re.MULTILINE) == shown


def test_every_example_says_what_it_answers() -> None:
    """Each folder has a README.md with a question, a command and its answer, and that of all of them lists it."""
    folders = [each for each in EXAMPLES.iterdir() if each.is_dir() and not each.name.startswith(("_", "."))]
    assert [each.name for each in folders if not outputs(each / "README.md")] == []
    contents = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [each.name for each in folders if f"({each.name}/README.md)" not in contents] == []
    titles = [each.joinpath("README.md").read_text(encoding="utf-8").splitlines()[0] for each in folders]
    assert [title for title in titles if not re.fullmatch(r"# .+\?", title)] == []


def test_every_script_is_run() -> None:
    """By one of the commands; but for the one that takes a while, which has tests of its own."""
    commands = " ".join(command for readme in READMES for command, _ in outputs(readme))
    scripts = [each.relative_to(EXAMPLES).as_posix() for each in EXAMPLES.glob("**/*.py")]
    tests = {"fairness-suite/test_rota.py"}  # which pytest finds in its folder
    assert [name for name in scripts if name not in commands and name not in tests] == ["fleet_dask.py"]


def test_no_example_asks_what_time_it_is() -> None:
    """A command that begins now unless it is told otherwise is told otherwise."""
    asking = {"check", "fairness", "ics", "page", "report", "shifts", "who", "explain"}
    commands = [shlex.split(command) for readme in READMES for command, _ in outputs(readme)]
    told = [each for each in commands if each[0] == "oncall" and each[1] in asking]
    assert told
    assert [each for each in told if not {"--at", "--since"} & {*each}] == []


def test_links_between_examples_lead_somewhere() -> None:
    """To a file or folder that is there."""
    for readme in READMES:
        targets = re.findall(r"\]\(([^)#]+)", readme.read_text(encoding="utf-8"))
        assert [target for target in targets if not (readme.parent / target).exists()] == []


def warnings(name: str) -> set[str]:
    """The codes of what is found in an example that is worse than an info, and is not ignored beside the block."""
    found = oncall.check(oncall.load(EXAMPLES / name), since="2025-03-12T00:00:00Z").findings
    return {finding.code for finding in found if finding.severity != "info"}


@pytest.mark.parametrize("name", ["checkout-fixed", "fairness-suite", "follow-the-sun", "weekend-split"])
def test_a_good_example_has_no_warnings(name: str) -> None:
    """As its README.md says."""
    assert f"`oncall check {name}` has no warnings" in (EXAMPLES / name / "README.md").read_text(encoding="utf-8")
    assert warnings(name) == set()


def test_the_platform_has_the_warnings_that_its_readme_explains() -> None:
    """Those, and no other."""
    explained = {*re.findall(r"OC[0-9]+", (EXAMPLES / "platform" / "README.md").read_text(encoding="utf-8"))}
    assert warnings("platform") == explained == {"OC303", "OC305", "OC603", "OC605"}
