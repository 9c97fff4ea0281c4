"""The share of branches that is printed after `pytest --cov` is that of what coverage measured."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.branch_coverage import main

if TYPE_CHECKING:
    from pathlib import Path

ONE_WAY = "if {asked}:\n    found = 1\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to be in."""
    for name in ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG", "COVERAGE_FILE"):
        monkeypatch.delenv(name, raising=False)  # the run that this is a part of may be measured itself
    monkeypatch.chdir(tmp_path)
    return tmp_path


def measured(folder: Path, both_ways: int) -> None:
    """Take one way of each of two conditions, and both ways of so many more."""
    packages = {"low/one.py": ONE_WAY.format(asked="len(__name__)") * 2}
    packages["high/all.py"] = "for asked in (0, 1):\n" + "    if asked:\n        found = 1\n" * both_ways
    for name, text in packages.items():
        (folder / name).parent.mkdir()
        (folder / name).write_text(text)
    (folder / "run.py").write_text("import low.one\nimport high.all\n")
    command = [sys.executable, "-m", "coverage", "run", "--branch", "run.py"]
    subprocess.run(command, cwd=folder, check=True)


def test_the_least_covered_package_comes_first(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line each, and one of all."""
    measured(folder, both_ways=3)
    assert main() == 1
    # Two conditions of one way each; three of both ways, and a loop that begins and ends.
    assert [line.split() for line in capsys.readouterr().out.splitlines()] == [
        ["low/one.py", "2", "of", "4", "branches", "50.0", "%"],
        ["high/all.py", "8", "of", "8", "branches", "100.0", "%"],
        ["all", "10", "of", "12", "branches", "83.3", "%"],
    ]


@pytest.mark.parametrize(("both_ways", "status"), [(16, 1), (17, 0)])
def test_less_than_95_percent_fails(folder: Path, both_ways: int, status: int) -> None:
    """Of the branches alone: of the lines nearly all are run."""
    # (4 + 2 * 16) / (6 + 2 * 16) is 94.7 %, (4 + 2 * 17) / (6 + 2 * 17) exactly 95 %.
    measured(folder, both_ways)
    assert main() == status
