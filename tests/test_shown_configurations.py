"""The configuration files that readers copy are valid, as far as that can be seen from here."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tests.documents import CHECKOUT, Fence, fences, name_of, pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from _pytest.mark import ParameterSet

_READERS: dict[str, Callable[[str], Any]] = {"yaml": yaml.safe_load, "toml": tomllib.loads, "json": json.loads}


def _shown(*languages: str) -> Iterator[tuple[str, Fence]]:
    for page in pages():
        for fence in fences(page.read_text(encoding="utf-8")):
            if fence.language in languages:
                yield f"{name_of(page)}:{fence.line}", fence


def _documents(key: str) -> list[ParameterSet]:
    """What the YAML of the pages says, where it has that key at the top."""
    found = ((place, yaml.safe_load(fence.body)) for place, fence in _shown("yaml"))
    return [pytest.param(document, id=place) for place, document in found if key in document]


def _hooks_of_this_repository() -> dict[str, Any]:
    hooks = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    return {hook["id"]: hook for hook in hooks}


@pytest.mark.parametrize("shown", [pytest.param(fence, id=place) for place, fence in _shown(*_READERS)])
def test_configuration_is_well_formed(shown: Fence) -> None:
    """Every block of YAML, TOML or JSON can be read, and says something."""
    assert _READERS[shown.language](shown.body)


@pytest.mark.parametrize("workflow", _documents("jobs"))
def test_workflows_have_what_github_asks_for(workflow: dict[Any, Any]) -> None:
    """Something starts a workflow; each job has a machine and steps; each step runs a command, or uses an action."""
    assert workflow[True]  # to YAML 1.1, which PyYAML reads, `on` is a word for true
    for job in workflow["jobs"].values():
        assert job["runs-on"]
        assert job["steps"]
        for step in job["steps"]:
            assert ("run" in step) != ("uses" in step), step
            assert "@" in step.get("uses", "@"), step


def test_there_are_workflows_and_hooks() -> None:
    """The two tests of them have something to look at."""
    assert len(_documents("jobs")) >= 3
    assert len(_documents("repos")) >= 2


@pytest.mark.parametrize("configuration", _documents("repos"))
def test_hooks_have_what_pre_commit_asks_for(configuration: dict[str, Any]) -> None:
    """A local hook says all that it is; one of this repository has a version, and an id that is declared here."""
    for repository in configuration["repos"]:
        for hook in repository["hooks"]:
            if repository["repo"] == "local":
                assert {"id", "name", "entry", "language"} <= hook.keys()
                assert hook["pass_filenames"] is False
            else:
                assert repository["rev"].startswith("v")
                assert hook["id"] in _hooks_of_this_repository()
