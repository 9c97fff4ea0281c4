"""Facts about the contract: a change of a public name or signature is seen in review, as a change of a text."""

from __future__ import annotations

import difflib
from importlib import import_module

import pytest

import oncall
from tests.public_surface import PUBLIC, TEXT, names_of, surface


def test_the_public_surface_is_what_was_agreed() -> None:
    """Every public name, with its parameters and their types, is as the committed text says."""
    agreed, found = TEXT.read_text(encoding="utf-8").splitlines(), surface().splitlines()
    changes = "\n".join(difflib.unified_diff(agreed, found, "tests/public_surface.txt", "oncall", n=0, lineterm=""))
    if changes:
        pytest.fail(
            f"{changes}\n\nWhere this is meant, say so in CHANGELOG.md and run: python -m tests.public_surface",
            pytrace=False,
        )


@pytest.mark.parametrize("package", PUBLIC)
def test_a_public_package_lists_names_that_there_are(package: str) -> None:
    """`__all__` has nothing twice, and each of its names is found; ruff keeps it sorted."""
    module = import_module(package)
    listed: list[str] = getattr(module, "__all__", names_of(package))
    assert len(set(listed)) == len(listed) > 0
    assert [name for name in listed if not hasattr(module, name)] == []


def test_every_public_name_says_what_it_is() -> None:
    """A public class or function has a docstring."""
    named = [getattr(import_module(package), name) for package in PUBLIC for name in names_of(package)]
    silent = [value for value in named if callable(value) and not (value.__doc__ or "").strip()]
    assert silent == []


def test_everything_public_is_annotated() -> None:
    """No parameter and no result is without a type."""
    assert [line for line in surface().splitlines() if "?" in line] == []


@pytest.mark.parametrize("name", ["oncall.model", "oncall.checks", "oncall.formats"])
def test_what_is_public_twice_is_one_thing(name: str) -> None:
    """A name of a package that `oncall` has too is the same object."""
    package = import_module(name)
    shared = set(names_of(name)) & set(oncall.__all__)
    assert shared
    assert [each for each in sorted(shared) if getattr(package, each) is not getattr(oncall, each)] == []
