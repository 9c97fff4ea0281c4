"""What a change does to people, as one page of HTML that needs nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.views.diffs.documents import Code, Listing, Paragraph, Picture, Table
from oncall.views.diffs.drawings import change_svg
from oncall.views.diffs.sections import Limits, document
from oncall.views.diffs.words import ARROW, told
from oncall.views.html.drawings import Drawings, framed, picture_rules
from oncall.views.html.elements import bidi, element, lines, written
from oncall.views.html.heads import head
from oncall.views.html.style import STYLE
from oncall.views.html.tabular import at, boxed, table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from xml.etree.ElementTree import Element

    from oncall.checks.diffing import Diff
    from oncall.views.diffs.documents import Block, Document, Item, Part, Section
    from oncall.views.diffs.words import Words
    from oncall.views.html.elements import Child

GENERATOR = "oncall diff"
"""What the page says near its beginning that it was made by."""
LIMITS = Limits(rows=200, parts=100)
_TITLE = "What this change does to people"
_RULES = """
.verdict { margin-top: 1.25rem; padding: 1rem 1.25rem; background: var(--card); border: 1px solid var(--tone);
  border-left-width: .35rem; border-radius: .75rem; }
.verdict p { margin: 0; }
.verdict p + p { margin-top: .5rem; }
.verdict p:first-child { font-size: 1.1rem; font-weight: 600; }
p.error, li.error { color: var(--tone); }
pre { overflow-x: auto; margin: .5rem 0 0; }
"""
_MOST_OPEN = 30
"""A table with more lines is folded."""
_SEVERITIES = frozenset({"error", "warning", "info"})


def diff_html(diff: Diff, *, more: Sequence[Section] = (), left_out: int = 0) -> str:
    """A page with the verdict, pictures of before and after, and all that the text has; the same diff, the same page.

    Nothing is loaded from elsewhere and there is no script: the page's own Content Security Policy forbids both. `more`
    and `left_out` are as those of `diff_text`.
    """
    shown = document(diff, LIMITS, more, left_out)
    drawings = Drawings(shown.roster)
    page = element(
        "html",
        head(_TITLE, f"{STYLE}{_RULES}{picture_rules()}\n", generator=GENERATOR),
        element(
            "body",
            element("header", _header(shown, drawings)),
            element("nav", _contents(shown.sections), aria_label="Contents") if shown.sections else None,
            element("main", [_section(each, drawings) for each in shown.sections]),
            element("footer", element("p", "Made by ", element("code", GENERATOR), ", offline.")),
        ),
        lang="en",
    )
    return f"<!DOCTYPE html>\n{written(page)}"


def _header(shown: Document, drawings: Drawings) -> Iterator[Child]:
    yield element("h1", _TITLE)
    yield element("p", _told(shown.about, drawings), class_="soft")
    sentences = [element("p", _told(each, drawings)) for each in shown.verdict]
    yield element("div", sentences, class_=f"verdict {'fine' if shown.is_fine else 'warning'}")


def _contents(sections: Sequence[Section]) -> Element:
    links = [element("li", element("a", each.title, href=f"#{each.anchor}")) for each in sections]
    return element("ul", links, role="list")


def _section(section: Section, drawings: Drawings) -> Element:
    return element(
        "section",
        element("h2", section.title, id=section.anchor),
        [_part(each, drawings) for each in section.parts],
        aria_labelledby=section.anchor,
    )


def _part(part: Part, drawings: Drawings) -> Child:
    title = element("h3", _told(part.title, drawings)) if part.title else None
    blocks = [_block(each, drawings) for each in part.blocks]
    is_of_cards = any(isinstance(each, Listing) and any(item.lines for item in each.items) for each in part.blocks)
    return [title, blocks] if is_of_cards else element("article", title, blocks)


def _block(block: Block, drawings: Drawings) -> Child:
    match block:
        case Paragraph(words, mood):
            return element("p", _told(words, drawings), class_=mood or None)
        case Table():
            return _table(block, drawings)
        case Picture():
            label, drawn = f"Picture of {block.diff.name}", change_svg(block, drawings.roster)
            return framed(label, drawn, key=block.diff.id)
        case Listing(items, more):
            rest = element("p", f"and {more:,} more", class_="soft") if more else None
            if any(item.lines for item in items):
                return [*(_card(item, drawings) for item in items), rest]
            return [element("ul", [element("li", _told(item.heading, drawings)) for item in items]), rest]
        case Code(text):
            return lines(text)


def _table(block: Table, drawings: Drawings) -> Element:
    order = [*dict.fromkeys((0, block.chief, *range(len(block.titles))))]
    rows = [[_cell(row[place], drawings, is_time=place in block.times) for place in order] for row in block.rows]
    numbers = [index for index, place in enumerate(order) if place in block.numbers]
    label = "".join(part if isinstance(part, str) else part.text for part in block.label)
    drawn = boxed(label, table([block.titles[place] for place in order], rows, numbers=numbers, more=block.more))
    if len(rows) <= _MOST_OPEN:
        return drawn
    return element("details", element("summary", f"{label} ({len(rows) + block.more:,})"), drawn)


def _cell(words: Words, drawings: Drawings, *, is_time: bool) -> Child:
    return at(told(words, str)) if is_time else _told(words, drawings)


def _card(item: Item, drawings: Drawings) -> Element:
    kind = f"finding {item.mood}" if item.mood in _SEVERITIES else None
    return element(
        "article",
        element("h4", _told(item.heading, drawings)),
        [element("p", _told(line, drawings)) for line in item.lines],
        class_=kind,
    )


def _told(words: Words, drawings: Drawings) -> list[Child]:
    """The words as elements: names on their own, those of people after a dot of their colour."""
    found: list[Child] = []
    for part in words:
        if isinstance(part, str):
            found.append(part.replace(ARROW, " \N{RIGHTWARDS ARROW} "))
        elif part.user is None:
            found.append(bidi(part.text))
        else:
            found.append(drawings.person(part.user, part.text))
    return found
