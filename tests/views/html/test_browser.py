"""The page in a browser: at the width of a phone and of a desk, by day and by night, and on paper.

The browser is looked for on the PATH as `chromium`, `chromium-browser`, `google-chrome` or `google-chrome-stable`;
without it these tests are skipped. What it shows is kept as PNG and PDF files in the folder that the environment
variable `ONCALL_SCREENSHOTS` names, else in the temporary folder that pytest keeps of its last three runs
(`screenshots*/`): `everything-390-light.png` and so on. Accessibility is checked with axe-core, from the package
`axe-core-python`.
"""

from __future__ import annotations

import os
import re
import struct
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from oncall import Configuration, User
from oncall.views.diffs import diff_html
from oncall.views.html import report_page
from tests.views.diffs.changes import changed, joined, weekly
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
SEEN = """[...document.querySelectorAll("table")].map((table) => {
  const place = [...table.tHead.rows[0].cells].findIndex((cell) => cell.textContent === "who");
  const box = table.closest(".scroll").getBoundingClientRect();
  const ends = [...table.rows].map((row) => {
    const words = document.createRange();
    words.selectNodeContents(row.cells[place]);
    return words.getBoundingClientRect().right;
  });
  return [table.closest(".scroll").ariaLabel, Math.max(...ends) <= box.right];
})"""
"""For each table of a change whether all of its column `who` is to be seen before it is scrolled."""
LINES = """[...document.querySelectorAll(".at")].map((time) => {
  const found = {};
  for (const node of time.childNodes) {
    if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
    const words = document.createRange();
    words.selectNodeContents(node);
    for (const { top } of words.getClientRects()) found[top] = (found[top] ?? "") + node.data;
  }
  return Object.values(found);
})"""
"""The lines of each time in a table."""
ASTRAY = """[...document.querySelectorAll(".dot")].filter((dot) => {
  const [first] = dot.nextElementSibling.getClientRects(), round = dot.getBoundingClientRect();
  return round.top > first.bottom || round.bottom < first.top;
}).map((dot) => dot.parentElement.textContent)"""
"""The names that begin in another line than the dot before them ends."""
CHECK = """(async () => {
  const found = await axe.run(document, { resultTypes: ["violations"] });
  const named = found.violations.map((it) => [it.id, it.nodes.slice(0, 3).map((node) => node.html.slice(0, 300))]);
  return { violations: named, passes: found.passes.length };
})()"""

pytestmark = [pytest.mark.once, pytest.mark.skipif(PROGRAM is None, reason=WHY_NOT)]
SMALL_PHONE, PHONE, DESK = 320, 390, 1280
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
    assert browser.run(ASTRAY) == []
    assert measured["ground"] == ("rgb(14, 17, 22)" if is_dark else "rgb(244, 246, 248)")
    assert browser.requests == [path.as_uri()]
    picture = browser.picture()
    (screenshots / f"{name}-{width}-{'dark' if is_dark else 'light'}.png").write_bytes(picture)
    assert struct.unpack(">8s8xI", picture[:20]) == (b"\x89PNG\r\n\x1a\n", width)


@pytest.mark.parametrize(("width", "count"), [(SMALL_PHONE, 3), (PHONE, 3), (DESK, 1)])
def test_whom_a_change_affects_is_seen_at_once(width: int, count: int, browser: Browser, screenshots: Path) -> None:
    """No table has to be scrolled to see who it is about; a time has one line, or three on a phone; dates are whole."""
    path = screenshots / "change.html"
    names = ("Bartholomew Fotheringay", "Maximiliana Featherstone", "\u05d3\u05e0\u05d4 \u05db\u05d4\u05df")
    people = [User(name, name=name) for name in names]
    path.write_text(diff_html(changed(weekly(*people[:2]), weekly(*people))), encoding="utf-8")
    browser.open(path, width, HEIGHT, is_dark=LIGHT)
    (screenshots / f"change-{width}.png").write_bytes(browser.picture())
    measured = browser.run(MEASURE)
    assert (measured["page"], measured["wide"]) == (width, [])
    seen = browser.run(SEEN)
    assert len(seen) == 3
    assert [title for title, is_seen in seen if not is_seen] == []
    assert browser.run(ASTRAY) == []
    words = browser.run(LINES)
    assert {len(lines) for lines in words} == {count}
    assert all(any(re.search(r"\d{4}-\d\d-\d\d", line) for line in lines) for lines in words)


def test_what_people_gain_and_lose_fits_a_phone(browser: Browser, screenshots: Path) -> None:
    """Names of one short word leave room for the hours, shifts, nights and weekends that everybody gains and loses."""
    path = screenshots / "gains.html"
    path.write_text(diff_html(joined()), encoding="utf-8")
    browser.open(path, PHONE, HEIGHT, is_dark=LIGHT)
    found = browser.run(
        "[...document.querySelectorAll('.scroll')].map((it) => [it.scrollWidth - it.clientWidth, it.innerText])"
    )
    assert [over for over, words in found if "weekends" in words] == [0]


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
