"""The documentation: every page has a place in it, and Sphinx builds it without a word."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.documents import CHECKOUT, name_of, prose

if TYPE_CHECKING:
    from pathlib import Path

DOCS = CHECKOUT / "docs"
INDEXES = sorted(DOCS.rglob("index.md"))

_missing = [name for name in ("sphinx", "myst_parser", "furo") if find_spec(name) is None]


def listed() -> list[str]:
    """The pages that the lists of the index pages lead to; docs/conf.py makes the navigation of them."""
    found: list[str] = []
    for index in INDEXES:
        links = re.findall(r"\]\(([\w/-]+\.md)\)", prose(index.read_text(encoding="utf-8")))
        found += (name_of(index.parent / link) for link in dict.fromkeys(links))
    return found


def test_every_page_has_one_place() -> None:
    """Each page in docs/ but the first is in a list of an index page, and in one only."""
    pages = {name_of(page) for page in DOCS.rglob("*.md")} - {"docs/index.md"}
    assert Counter(listed()) == dict.fromkeys(pages, 1)


def test_the_first_page_has_the_four_kinds() -> None:
    """Each kind of page is a part of docs/index.md, and has the pages of its folder."""
    text = (DOCS / "index.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)[1:]
    folders = {
        title: {link.split("/")[0] for link in re.findall(r"\]\(([\w/-]+\.md)\)", part)}
        for title, part in zip(parts[::2], parts[1::2], strict=True)
    }
    assert folders == {
        "Tutorials": {"tutorials"},
        "How-to guides": {"how-to"},
        "Explanation": {"explanation"},
        "Reference": {"reference", "checks"},
    }


@pytest.mark.skipif(bool(_missing), reason=f"{', '.join(_missing)} not installed: pip install -e '.[docs]'")
def test_sphinx_builds_it_without_a_warning(tmp_path: Path) -> None:
    """All of it, every link and every type in a signature resolved, and without network."""
    options = ["-W", "-n", "--keep-going", "-q", "-b", "html", "-d", str(tmp_path / "doctrees")]
    run = subprocess.run(
        [sys.executable, "-m", "sphinx", *options, str(DOCS), str(tmp_path / "site")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.stdout + run.stderr == ""
    assert run.returncode == 0
    assert (tmp_path / "site" / "index.html").exists()
