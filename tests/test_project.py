"""Facts about the project itself: what it is made of, and what a checkout promises."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from hypothesis import settings

import oncall

CHECKOUT = Path(__file__).parent.parent
MODULES = sorted((CHECKOUT / "oncall").rglob("*.py"))
TESTS = sorted((CHECKOUT / "tests").rglob("*.py"))


def test_the_top_level_holds_what_the_design_names() -> None:
    """Tracked files stand in the four folders or are one of the seven files that have to be at the top."""
    listing = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True)  # noqa: S607
    tracked = {name.split("/")[0] for name in listing.stdout.splitlines() if not name.startswith(".ci/")}
    folders = {"oncall", "tests", "examples", "docs"}
    files = {"pyproject.toml", "CHANGELOG.md", "README.md", "LICENSE", ".gitignore", ".pre-commit-hooks.yaml"}
    assert tracked <= folders | files
    assert {name for name in listing.stdout.splitlines() if name.startswith(".ci/")} <= {".ci/run"}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_a_module_has_one_job(module: Path) -> None:
    """A module past 400 lines has two jobs, and one named after no job has none."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400
    assert module.stem.strip("_") not in {"util", "utils", "helper", "helpers", "common", "misc"}


def test_importing_the_library_loads_no_more_than_it_needs() -> None:
    """`import oncall` meets neither the command's packages, nor a file format's, nor an extra's."""
    unwanted = {
        "rich",
        "click",
        "icalendar",
        "tree_sitter",
        "tree_sitter_hcl",
        "yaml",
        "re2",
        "pandas",
        "polars",
        "matplotlib",
    }
    program = f"import sys, oncall; print(*sorted({unwanted!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-c", program], cwd=CHECKOUT, capture_output=True, text=True, check=True)
    assert run.stdout.split() == []


def test_the_version_is_written_once() -> None:
    """`oncall.__version__` is where the distribution's metadata has it from."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "version" not in project
    assert "version" in project["dynamic"]
    assert version("oncall-schedule") == oncall.__version__


@pytest.mark.parametrize(("name", "ends"), [("report", "oncall report examples/checkout"), ("test", "pytest -n auto")])
def test_the_readme_has_its_two_commands(name: str, ends: str) -> None:
    """Each is one line after its marker, from nothing to the answer, as .ci/run takes it out and runs it."""
    readme = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    (command,) = re.findall(rf"<!-- command: {name} -->\n```sh\n(.+)\n```\n", readme)
    assert command.startswith("python3 -m venv .venv && ")
    assert command.endswith(f".venv/bin/{ends}")


@pytest.mark.parametrize(("profile", "at_least"), [("ci", 5_000), ("nightly", 100_000)])
def test_the_laws_are_tried_often_enough(profile: str, at_least: int) -> None:
    """The number of laws of the engine times the profile's examples is what the project promises, or more."""
    assert len(_laws()) * settings.get_profile(profile).max_examples >= at_least


def test_no_law_sets_its_own_number_of_examples() -> None:
    """Otherwise a profile would not mean what it says."""
    own = [
        path.relative_to(CHECKOUT).as_posix()
        for path in TESTS
        if path.name != "conftest.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "max_examples"
    ]
    assert own == []


def _laws() -> list[str]:
    return [
        f"{path.stem}.{node.name}"
        for path in TESTS
        if path.parent.name in {"agreement", "laws"}
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and any(_is_given(decorator) for decorator in node.decorator_list)
    ]


def _is_given(decorator: ast.expr) -> bool:
    return isinstance(decorator, ast.Call) and ast.unparse(decorator.func) in {"given", "hypothesis.given"}
