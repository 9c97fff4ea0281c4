"""Every check's page: what it says is true, and it is the page in docs/."""

from pathlib import Path

import pytest

import oncall
from oncall.checks.definition import Check
from oncall.checks.pack import CHECKS
from oncall.checks.pages import example, index, page
from oncall.formats import settings as settings_files
from oncall.formats import terraform

DOCS = Path(__file__).parents[2] / "docs" / "checks"
SECTIONS = ["What it finds", "Why it matters", "Example", "Use instead", "How to mend it", "What it cannot see"]

each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)


def findings_of(check: Check, section: str) -> set[str]:
    """The codes of everything that an example on a check's page breaks."""
    shown = example(check, section)
    settings = settings_files.loads(shown.settings) if shown.settings else None
    if shown.language == "terraform":
        report = oncall.check(terraform.loads(shown.text), settings=settings)
    else:
        names: dict[str, object] = {"pages": (), "away": (), "settings": settings, "change": None}
        exec(shown.text, names)  # noqa: S102 - an example of our own page
        configuration, pages, away = (names[each] for each in ("configuration", "pages", "away"))
        own, change = (names[each] for each in ("settings", "change"))
        assert isinstance(configuration, oncall.Configuration)
        assert isinstance(pages, tuple | list | oncall.PageLog)
        assert isinstance(away, tuple | list)
        assert own is None or isinstance(own, oncall.Settings)
        assert change is None or isinstance(change, oncall.Diff)
        report = oncall.check(configuration, pages=pages, away=away, settings=own, change=change)
    return {finding.code for finding in report.findings}


@each_check
def test_the_bad_example_breaks_exactly_its_check(check: Check) -> None:
    """The first example on a page is found by that check, and by no other."""
    assert findings_of(check, "Example") == {check.code}


@each_check
def test_the_mended_example_breaks_none(check: Check) -> None:
    """The second example on a page passes every check."""
    assert findings_of(check, "Use instead") == set()


@each_check
def test_pages_have_one_form(check: Check) -> None:
    """A page has a title with code and name, and the same six sections in the same order."""
    assert check.page.startswith(f"{check.code} {check.name}: ")
    headings = [line.removeprefix("## ") for line in check.page.splitlines() if line.startswith("## ")]
    assert headings == SECTIONS


@each_check
def test_the_documentation_is_fresh(check: Check) -> None:
    """docs/checks/ holds the page as it would be written now: `oncall.checks.pages.write("docs/checks")` does."""
    assert (DOCS / f"{check.code}.md").read_text(encoding="utf-8") == page(check)


def test_the_index_is_fresh() -> None:
    """docs/checks/ lists exactly the checks there are."""
    assert (DOCS / "index.md").read_text(encoding="utf-8") == index()
    assert {path.stem for path in DOCS.glob("OC*.md")} == {check.code for check in CHECKS}


def test_codes_and_names_are_told_apart() -> None:
    """No code and no name is used twice, and the pack is in the order of the codes."""
    codes = [check.code for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len({check.name for check in CHECKS}) == len(CHECKS)
