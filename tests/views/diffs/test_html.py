"""What a change does to people, as a page of HTML."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from oncall.views.diffs import Code, Paragraph, Part, Section, diff_html
from oncall.views.diffs.verdicts import verdict
from oncall.views.diffs.words import told
from tests.views.diffs.changes import ALICE, BOB, HOSTILE, changed, hostile, joined, policy, weekly
from tests.views.html.markup import parsed


class Reader(HTMLParser):
    """The tags, the attributes and the text of a page, which must be closed as they were opened."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in {"meta", "wbr"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """It ends, and it is the one that was opened last."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """A text that is shown, unless it is a rule or a tooltip."""
        if not {"style", "title"} & {*self._open}:
            self.text += data

    @classmethod
    def of(cls, page: str) -> Reader:
        """What is on a page."""
        reader = cls()
        reader.feed(page)
        reader.close()
        assert reader._open == []
        return reader


def test_the_page_says_what_the_text_says() -> None:
    """The verdict is sentence by sentence the same, with an arrow for the arrow."""
    diff = joined()
    text = Reader.of(diff_html(diff)).text
    for sentence in verdict(diff):
        assert told(sentence, str).replace("->", "\N{RIGHTWARDS ARROW}") in text
    assert "Reassignments (2)" in text


def test_nothing_is_loaded_from_elsewhere() -> None:
    """There is no script, no address but those of places on the page, and the page forbids both by itself."""
    reader = Reader.of(diff_html(hostile()))
    assert not {*reader.tags} & {"script", "img", "link", "iframe", "object", "base", "form", "input"}
    assert all((value or "").startswith("#") for name, value in reader.attributes if name in {"href", "src"})
    assert not any(name.startswith("on") for name, _ in reader.attributes)
    policy_of_page = next(value for _, value in reader.attributes if value and value.startswith("default-src 'none'"))
    assert "script-src" not in policy_of_page


def test_names_that_mean_harm_are_texts() -> None:
    """Each name without characters that are not seen is there as it was written."""
    text = Reader.of(diff_html(hostile())).text
    for name in HOSTILE:
        if name.isprintable():
            assert name in text
    assert "\u202e" not in text


def test_every_link_leads_somewhere() -> None:
    """The contents name sections that are there."""
    page = diff_html(hostile())
    ids = re.findall(r' id="([^"]+)"', page)
    assert {found[1:] for found in re.findall(r'href="(#[^"]+)"', page)} <= {*ids}


def test_before_and_after_are_drawn() -> None:
    """One picture for each schedule that changes, whose rules are those of the page."""
    page = diff_html(joined())
    assert page.count("<svg") - page.count('class="dot"') == 1
    assert page.count("<style>") == 1


def test_a_long_table_is_folded() -> None:
    """Of four weeks one line is none to fold; of ten years there are hundreds (see test_text)."""
    assert "<details>" not in diff_html(joined())
    assert "<summary>What changes hands in Checkout (348)</summary>" in diff_html(joined(until="2035-01-06T09:00:00Z"))


def test_who_stands_second() -> None:
    """Of two columns that a phone shows one says who; what stands below a head is still its own."""
    page = parsed(diff_html(joined()))
    table = next(each for each in page.each("table") if "lasts" in each.text)
    assert [each.text for each in table.each("th")][:4] == ["from", "who", "to", "lasts"]
    first = next(row for row in table.each("tr") if "2025" in row.text)
    assert [cell.text for cell in first.each("th", "td")] == [
        "Mon 2025-01-20 09:00",
        "Alice \N{RIGHTWARDS ARROW} Carol",
        "Mon 2025-01-27 09:00",
        "1 week",
    ]


def test_nothing_changes() -> None:
    """The page says so, in green, and has no contents."""
    page = diff_html(changed(weekly(ALICE, BOB), weekly(ALICE, BOB)))
    assert 'class="verdict fine"' in page
    assert "<nav" not in page
    assert 'class="verdict warning"' in diff_html(joined())
    assert 'class="verdict warning"' in diff_html(changed(weekly(ALICE, BOB), weekly(ALICE, BOB)), left_out=1)


def test_a_caller_may_add_a_section() -> None:
    """Lines to copy stay as they are."""
    section = Section(
        anchor="suggestion",
        title="To keep the next shifts",
        parts=(Part((Paragraph(("Paste this:",), "error"), Code("users = []\nturn < 1"))),),
    )
    page = diff_html(joined(), more=[section])
    assert "<pre><code>users = []\nturn &lt; 1</code></pre>" in page
    assert '<a href="#suggestion">To keep the next shifts</a>' in page


def test_the_same_diff_gives_the_same_page() -> None:
    """Nothing but the diff decides."""
    schedule = weekly(ALICE, BOB)
    pages = {diff_html(changed(policy(schedule), policy(schedule, 5))) for _ in range(2)}
    assert len(pages) == 1
