"""A page as a browser's parser sees it, as far as the tests ask: elements with their attributes and texts, in order."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING

import attrs

if TYPE_CHECKING:
    from collections.abc import Iterator

VOID = {"meta", "br", "img", "input", "link", "hr", "col", "wbr"}


@attrs.define(eq=False)
class Node:
    """An element."""

    tag: str
    attributes: dict[str, str]
    children: list[Node | str] = attrs.field(factory=list)

    def each(self, *tags: str) -> Iterator[Node]:
        """Every element within it with one of these tags, or with any, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                if not tags or child.tag in tags:
                    yield child
                yield from child.each(*tags)

    @property
    def text(self) -> str:
        """All the text in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def of_class(self, name: str) -> list[Node]:
        """Every element within it that has this class."""
        return [each for each in self.each() if name in each.attributes.get("class", "").split()]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("document", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute of {tag} is there twice"
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].tag == tag, f"</{tag}> ends {self.open[-1].tag}"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"there are no comments: {data}")


def parsed(markup: str) -> Node:
    """The document; every element is closed where it was opened."""
    reader = _Reader()
    reader.feed(markup)
    reader.close()
    assert len(reader.open) == 1, [each.tag for each in reader.open]
    return reader.open[0]
