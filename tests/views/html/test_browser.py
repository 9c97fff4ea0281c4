"""The page in a browser: at the width of a phone and of a desk, by day and by night, and on paper.

The browser is looked for on the PATH as `chromium`, `chromium-browser`, `google-chrome` or `google-chrome-stable`;
without it these tests are skipped. What it shows is kept as PNG and PDF files in the folder that the environment
variable `ONCALL_SCREENSHOTS` names, else in the temporary folder that pytest keeps of its last three runs
(`screenshots*/`): `everything-390-light.png` and so on. Accessibility is checked with axe-core, from the package
`axe-core-python`.
"""

from __future__ import annotations

import os
import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from oncall import Configuration
from oncall.views.html import report_page
from tests.views.html.browser import PROGRAM, WHY_NOT, Browser
from tests.views.html.overviews import HOSTILE, everything, hostile, overview

if TYPE_CHECKING:
    from collections.abc import Iterator

HEIGHT = 900
MEASURE = """({
  window: window.innerWidth,
  page: document.documentElement.scrollWidth,
  ground: getComputedStyle(document.body).backgroundColor,
  wide: [...document.querySelectorAll("body *")]
    .filter((it) => !it.closest(".scroll") && it.getBoundingClientRect().right > window.innerWidth + 1)
    .map((it) => it.outerHTML.slice(0, 200)),
})"""
CHECK = """(async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const named = found.violations.map((it) => [it.id, it.nodes.slice(0, 3).map((node) => node.html.slice(0, 300))]);
  return { violations: named, passes: found.passes.length };
})()"""

pytestmark = [pytest.mark.once, pytest.mark.skipif(PROGRAM is None, reason=WHY_NOT)]
PHONE, DESK = 390, 1280
LIGHT, DARK = False, True


@pytest.fixture(scope="module")
def screenshots(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pictures of the pages are kept."""
    named = os.environ.get("ONCALL_SCREENSHOTS")
    if not named:
        return tmp_path_factory.mktemp("screenshots")
    folder = Path(named)
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A browser, for all of these tests."""
    running = Browser(tmp_path_factory.mktemp("profile"))
    yield running
    running.close()


@cache
def page(name: str) -> str:
    """One of the pages."""
    if name == "everything":
        return report_page(overview(everything(), calendars=["out/gaps.ics"]))
    found = hostile()
    few = Configuration(  # of everything that means harm, as much as is checked within a second
        schedules=[*found.schedules.values()][-2:],
        escalation_policies=[*found.escalation_policies.values()][-2:],
        warnings=found.warnings,
    )
    return report_page(overview(few, HOSTILE[0]))


def written(name: str, folder: Path) -> Path:
    """The page as a file."""
    path = folder / f"{name}.html"
    path.write_text(page(name), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "width", "is_dark"),
    [
        *(("everything", width, is_dark) for width in (PHONE, DESK) for is_dark in (LIGHT, DARK)),
        ("hostile", PHONE, LIGHT),
        ("hostile", DESK, DARK),
    ],
)
def test_the_page_on_a_screen(name: str, width: int, browser: Browser, screenshots: Path, *, is_dark: bool) -> None:
    """It never scrolls sideways, has the colours that the reader prefers, and loads nothing else."""
    path = written(name, screenshots)
    browser.open(path, width, HEIGHT, is_dark=is_dark)
    measured = browser.run(MEASURE)
    assert (measured["window"], measured["page"]) == (width, width), measured["wide"]
    assert measured["wide"] == []
    assert measured["ground"] == ("rgb(14, 17, 22)" if is_dark else "rgb(244, 246, 248)")
    assert browser.requests == [path.as_uri()]
    picture = browser.picture()
    (screenshots / f"{name}-{width}-{'dark' if is_dark else 'light'}.png").write_bytes(picture)
    assert struct.unpack(">8s8xI", picture[:20]) == (b"\x89PNG\r\n\x1a\n", width)


@pytest.mark.parametrize(("width", "is_dark"), [(PHONE, LIGHT), (DESK, DARK)])
def test_the_page_is_accessible(width: int, browser: Browser, screenshots: Path, *, is_dark: bool) -> None:
    """Axe, with all its rules and best practices, finds nothing to complain of; contrast too is one of them."""
    browser.open(written("everything", screenshots), width, HEIGHT, is_dark=is_dark)
    browser.run(files("axe_core_python").joinpath("axe.min.js").read_text(encoding="utf-8"))
    found = browser.run(CHECK)
    assert found["violations"] == []
    assert found["passes"] > 20  # so many rules had something to look at


def test_the_page_on_paper(browser: Browser, screenshots: Path) -> None:
    """It is printed in dark ink on white, also for who prefers a dark screen."""
    browser.open(written("everything", screenshots), 1280, HEIGHT, is_dark=True)
    paper = browser.paper()
    (screenshots / "everything.pdf").write_bytes(paper)
    assert paper.startswith(b"%PDF-")
    browser.ask("Emulation.setEmulatedMedia", media="print")
    colors = browser.run(
        "[document.body].map((it) => [getComputedStyle(it).color, getComputedStyle(it).backgroundColor])"
    )
    browser.ask("Emulation.setEmulatedMedia", media="")
    assert colors == [["rgb(27, 33, 41)", "rgb(255, 255, 255)"]]
