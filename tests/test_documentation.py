"""The code that readers see, in README.md, docs/ and docstrings, runs and does what stands beside it.

A document is one test, because an example may need the ones before it; a failure names the example's line. An example
sees the names made before it in its document; in a docstring, the names of its module too. They run in an empty folder
that has the checkout's `examples`, and the files that they write stay there.

What needs a package that not everybody has says so: `<!-- needs: PACKAGES -->` stands before it. Where one of these is
missing, the rest of the document runs, and the test is then skipped, by the name of what is missing.
"""

from __future__ import annotations

import ast
import builtins
import doctest
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

from tests.documents import CHECKOUT, Fence, fences, name_of, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sybil import Document

PAGES = Sybil(parsers=[PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS)])
DOCSTRINGS = Sybil(parsers=[DocTestParser(optionflags=doctest.ELLIPSIS)])

UNTRIED = {
    "distributed": "an extra of its own, `dask`; who tests all else needs no cluster",
    "pyspark": "Spark needs Java, and no extra brings it",
}
"""What blocks need and the extra `test` does not bring, with the reason: they run where somebody has it."""


def documents() -> list[Document]:
    """Every document that has an example, pages first."""
    modules = sorted((CHECKOUT / "oncall").rglob("*.py"))
    parsed = [*map(PAGES.parse, pages()), *map(DOCSTRINGS.parse, modules)]
    return [document for document in parsed if any(document.examples())]


def _shown() -> Iterator[tuple[Path, Fence]]:
    return ((page, fence) for page in pages() for fence in fences(page.read_text(encoding="utf-8")))


def _needs(path: Path) -> dict[int, list[str]]:
    """The packages that the fences of a page need, by the lines of what is in these."""
    found = fences(path.read_text(encoding="utf-8")) if path.suffix == ".md" else []
    return {
        line: fence.about.split()
        for fence in found
        if fence.kind == "needs"
        for line in range(fence.line - 1, fence.line + fence.body.count("\n"))
    }


@pytest.mark.parametrize("document", documents(), ids=lambda it: Path(it.path).relative_to(CHECKOUT).as_posix())
def test_examples_run(document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of the document runs, in a folder of its own, and shows what it says."""
    (tmp_path / "examples").symlink_to(CHECKOUT / "examples")
    monkeypatch.chdir(tmp_path)
    needs, missing = _needs(Path(document.path)), dict[str, int]()
    for example in document.examples():
        lacking = [name for name in needs.get(example.line, []) if find_spec(name) is None]
        for name in lacking:
            missing.setdefault(name, example.line)
        if not lacking:
            example.evaluate()
    if missing:
        pytest.skip(", ".join(f"not installed: {name}, which line {line} needs" for name, line in missing.items()))


def test_all_python_is_called_python() -> None:
    """No block is Python by another name, under which it would not run."""
    others = {"py", "python3", "pycon", "py3", "ipython", "Python"}
    assert [f"{name_of(page)}:{fence.line}" for page, fence in _shown() if fence.language in others] == []


def test_what_is_needed_is_known() -> None:
    """What a block needs comes with the extra `test`, so that it is tried with all else, or here is why not."""
    extras = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "optional-dependencies"
    ]
    brought = {re.split(r"[^\w-]", each)[0] for each in extras["test"]}
    needed = [(fence.language, fence.about.split()) for _, fence in _shown() if fence.kind == "needs"]
    assert {language for language, _ in needed} == {"python"}
    assert {name for _, names in needed for name in names} - brought == UNTRIED.keys()


@pytest.mark.parametrize("page", [page for page in pages() if "<!-- needs: " in page.read_text("utf-8")], ids=name_of)
def test_what_does_not_run_everywhere_makes_sense(page: Path) -> None:
    """It can be compiled, and each name in it is one of Python, or is made before it on the page or within it."""
    known = {*vars(builtins)}
    for fence in fences(page.read_text(encoding="utf-8")):
        if fence.language == "python":
            made, used = _names(fence)
            known |= made
            assert used - known == set(), f"{name_of(page)}:{fence.line}"


def _names(fence: Fence) -> tuple[set[str], set[str]]:
    """The names that the code of a fence makes, anywhere, and those that it asks for."""
    prompted = doctest.DocTestParser().get_examples(fence.body)
    made, used = set[str](), set[str]()
    for node in ast.walk(ast.parse("".join(example.source for example in prompted) or fence.body)):
        match node:
            case ast.Name(id=name, ctx=ast.Load()):
                used.add(name)
            case ast.Name(id=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.arg(arg=name):
                made.add(name)
            case ast.alias(name=name, asname=other):
                made.add(other or name.partition(".")[0])
            case _:
                pass
    return made, used
