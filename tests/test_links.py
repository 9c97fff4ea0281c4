"""Links from one page to another, and to places in pages, lead somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.documents import CHECKOUT, name_of, pages, prose, without_fences

if TYPE_CHECKING:
    from pathlib import Path

_LINK = re.compile(r"!?\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^)\s]+)\)|(?:src|href)=\"(?P<other>[^\"]+)\"")
_ELSEWHERE = re.compile(r"[a-z][a-z+.-]*:", re.IGNORECASE)


def _targets(page: Path) -> list[str]:
    text = prose(page.read_text(encoding="utf-8"))
    return [found["target"] or found["other"] for found in _LINK.finditer(text)]


def _anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them: of two alike, the second has a number."""
    anchors: set[str] = set()
    text = without_fences(page.read_text(encoding="utf-8")).replace("`", "")
    for heading in re.findall(r"^#{1,6} +(.+?) *$", text, re.MULTILINE):
        words = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", heading).lower()
        anchor = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        number = sum(1 for each in anchors if re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", each))
        anchors.add(f"{anchor}-{number}" if number else anchor)
    return anchors


def _broken(page: Path, target: str) -> str | None:
    """What is wrong with a link, if anything is."""
    path, _, anchor = target.partition("#")
    place = (page.parent / path).resolve() if path else page
    if not place.is_relative_to(CHECKOUT) or not place.exists():
        return f"{target}: no such file"
    if anchor and place.suffix == ".md" and anchor not in _anchors(place):
        return f"{target}: no such heading"
    return None


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link to a file of the checkout, or to a heading of a page, has one there."""
    ours = [target for target in _targets(page) if not _ELSEWHERE.match(target)]
    assert [broken for target in ours if (broken := _broken(page, target))] == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_links_to_other_sites_are_encrypted(page: Path) -> None:
    """What is not in the checkout is named by an address that begins with https."""
    others = [target for target in _targets(page) if _ELSEWHERE.match(target)]
    assert [target for target in others if not target.startswith("https://")] == []


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_files_that_are_named_are_there(page: Path) -> None:
    """What a page names in `examples/` is in the checkout."""
    named = re.findall(r"`(examples/[^`\s]+)`", page.read_text(encoding="utf-8"))
    assert [path for path in named if not (CHECKOUT / path).exists()] == []


def test_the_readme_leads_to_every_kind_of_page() -> None:
    """Whoever reads the README first finds a tutorial, a how-to, an explanation and a reference."""
    folders = {target.split("/")[1] for target in _targets(CHECKOUT / "README.md") if target.startswith("docs/")}
    assert folders >= {"tutorials", "how-to", "explanation", "reference", "checks"}
