"""The code that readers see, in README.md, docs/ and docstrings, runs and does what stands beside it.

A document is one test, because an example may need the ones before it; a failure names the example's line. An example
sees the names made before it in its document; in a docstring, the names of its module too.
"""

from __future__ import annotations

import doctest
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser
from sybil.parsers.rest import DocTestParser

if TYPE_CHECKING:
    from sybil import Document

CHECKOUT = Path(__file__).parent.parent
PAGES = Sybil(parsers=[PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS)])
DOCSTRINGS = Sybil(parsers=[DocTestParser(optionflags=doctest.ELLIPSIS)])


def documents() -> list[Document]:
    """Every document that has an example, pages first."""
    pages = [CHECKOUT / "README.md", *sorted((CHECKOUT / "docs").rglob("*.md"))]
    modules = sorted((CHECKOUT / "oncall").rglob("*.py"))
    parsed = [*map(PAGES.parse, pages), *map(DOCSTRINGS.parse, modules)]
    return [document for document in parsed if any(document.examples())]


@pytest.mark.parametrize("document", documents(), ids=lambda it: Path(it.path).relative_to(CHECKOUT).as_posix())
def test_examples_run(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every example of the document runs, from the top of the checkout, and shows what it says."""
    monkeypatch.chdir(CHECKOUT)
    for example in document.examples():
        example.evaluate()
