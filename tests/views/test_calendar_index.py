"""The page that lists published calendars."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.chronology.characters import visible
from oncall.views.calendar_index import GENERATOR, index_page
from oncall.views.published import Published
from tests.formats.ical.names import hostile_names

VOID = {"meta"}
KINDS = ("person", "schedule", "policy", "gaps")


class Page(HTMLParser):
    """What an independent reader finds in a page: elements with their attributes, and the text of each link."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[tuple[dict[str, str | None], str]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append((dict(attrs), ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element without content."""
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """The innermost open element ends, and no other."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text, of the link that is open too."""
        self.texts.append((self.open[-1] if self.open else "", data))
        if "a" in self.open:
            attributes, text = self.links[-1]
            self.links[-1] = (attributes, text + data)

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """The attributes of each element of a kind."""
        return [attributes for name, attributes in self.elements if name == tag]


def listed(name: str, kind: str = "person", file_name: str = "person-bob.ics", about: str = "Checkout") -> Published:
    """A calendar of a name."""
    return Published(
        folder="f", file_name=file_name, kind=kind, name=name, id="x", about=about, events=2, color="steelblue"
    )


calendars = st.lists(st.tuples(st.sampled_from(KINDS), hostile_names(), hostile_names()), max_size=4).map(
    lambda found: [listed(name, kind, f"{kind}-{index}.ics", about) for index, (kind, name, about) in enumerate(found)]
)


@given(calendars)
def test_names_are_text(found: list[Published]) -> None:
    """Whatever is in a name: the elements are those of a page of plain names, and the name is in a link's text."""
    page = Page(index_page(found))
    plain = Page(index_page([listed("plain", each.kind, each.file_name) for each in found]))
    assert page.elements == plain.elements
    assert page.open == []
    texts = {text for _, text in page.links}
    for each in found:
        assert {f"Subscribe to {visible(each.name)}", f"Download {visible(each.name)}"} <= texts


@given(calendars)
def test_every_calendar_has_its_two_links(found: list[Published]) -> None:
    """Both lead to its file; where the address is known, one of them through webcal."""
    for address, start in (("", ""), ("https://cal.example.org/on-call/", "webcal://cal.example.org/on-call/")):
        hrefs = [(link["class"], link["href"]) for link, _ in Page(index_page(found, address)).links]
        expected = [
            pair
            for kind in KINDS
            for each in found
            if each.kind == kind
            for pair in (("subscribe", start + each.file_name), ("download", each.file_name))
        ]
        assert hrefs == expected


def test_a_page_for_everybody() -> None:
    """It has a language, a title, one main heading, headings for the groups in order, and no id twice."""
    page = Page(index_page([listed(kind, kind, f"{kind}.ics") for kind in reversed(KINDS)]))
    assert page.of("html") == [{"lang": "en"}]
    assert page.texts.count(("title", "On-call calendars")) == page.texts.count(("h1", "On-call calendars")) == 1
    headings = [text for tag, text in page.texts if tag == "h2"]
    assert headings == ["People", "Schedules", "Escalation policies", "Gaps", "How to subscribe"]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(set(ids)) == len(ids) == 5
    assert [attributes["aria-labelledby"] for attributes in page.of("section")] == ids
    names = [text for _, text in page.links]
    assert len(set(names)) == len(names) == 8
    assert {"name": "viewport", "content": "width=device-width, initial-scale=1"} in page.of("meta")


def test_a_group_without_calendars_is_not_there() -> None:
    """A configuration without policies has no empty list of them."""
    headings = [text for tag, text in Page(index_page([listed("Bob")])).texts if tag == "h2"]
    assert headings == ["People", "How to subscribe"]


def test_nothing_is_fetched() -> None:
    """Nothing has a source, style and script are known by their digests, and only the links lead elsewhere."""
    for address in ("", "https://cal.example.org/"):
        content = index_page([listed("Bob")], address)
        page = Page(content)
        assert not [name for name, attributes in page.elements if "src" in attributes or name == "link"]
        (policy,) = (each["content"] for each in page.of("meta") if "http-equiv" in each)
        inline = [text for tag, text in page.texts if tag in {"style", "script"}]
        digests = [f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in inline]
        assert policy is not None
        assert policy.startswith("default-src 'none';")
        assert re.findall(r"'sha256-[^']*'", policy) == digests
        assert len(digests) == (1 if address else 2)
        assert "url(" not in content.decode()
        assert not [attributes for _, attributes in page.elements if "style" in attributes or "onclick" in attributes]


def test_ours_is_known_by_its_first_lines() -> None:
    """The line about the generator is whole, and near the beginning."""
    assert GENERATOR.encode() in index_page([])[:300].splitlines()


def luminance(color: str) -> float:
    """The relative luminance of a colour, by WCAG 2.2."""
    parts = color[1:] if len(color) == 7 else "".join(each * 2 for each in color[1:])
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(parts[at : at + 2], 16) / 255 for at in (0, 2, 4))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("which", [0, 1], ids=["light", "dark"])
def test_contrast(which: int) -> None:
    """Text on what is behind it has a contrast of at least 4.5 to 1, as WCAG 2.2 asks for at level AA."""
    style = index_page([]).decode()
    names = ("ground", "card", "text", "soft", "link")
    colors = {name: re.findall(rf"--{name}: (#\w+);", style)[which] for name in names}
    pairs = [(front, back) for front in ("text", "soft", "link") for back in ("ground", "card")]
    for front, back in pairs:  # what is written on the button is in the colour of the card
        low, high = sorted((luminance(colors[front]), luminance(colors[back])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, (front, back)
