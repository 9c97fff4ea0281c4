"""The elements of SVG that pictures are made of, written as short as they can be."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, tostring
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable

_PREFIX = "\0"
"""Stands for what all ids of a picture begin with, until that is known; no text of a picture can have it in it."""

PADDING = 12.0
SIZE = 13.0
"""Of the letters, as the widths of texts need to know it."""
BOLDER = 1.15
"""How much wider bold letters are, for the widths of texts."""


def number(value: float) -> str:
    """A length or coordinate with one decimal at most."""
    return f"{value:.1f}".removesuffix(".0")


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle as a part of a path."""
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}H{number(x)}z"


def upright(x: float, top: float, bottom: float) -> str:
    """A vertical line as a part of a path."""
    return f"M{number(x)} {number(top)}V{number(bottom)}"


def path(parent: Element, lines: str | Iterable[str], **attributes: str) -> Element:
    """A path of these lines; `kind` is its class."""
    return _child(parent, "path", d="".join(lines), **attributes)


def text(parent: Element, words: str, x: float, y: float, **attributes: str) -> Element:
    """Words at a place."""
    child = _child(parent, "text", x=number(x), y=number(y), **attributes)
    child.text = words
    return child


def shortened(parent: Element, words: str, short: str, x: float, y: float, *, kind: str = "") -> Element:
    """What is left of words at a place; if that is not all of them, they are in the tooltip."""
    if short == words:
        return text(parent, words, x, y, kind=kind)
    drawn = titled(text(parent, "", x, y, kind=kind), words)
    drawn[0].tail = short
    return drawn


def group(parent: Element, **attributes: str) -> Element:
    """A group."""
    return _child(parent, "g", **attributes)


def titled(parent: Element, words: str) -> Element:
    """The element with a title, which browsers show when the pointer rests on it."""
    SubElement(parent, "title").text = words
    return parent


def moved(parent: Element, y: float, **attributes: str) -> Element:
    """A group that stands so much lower."""
    return group(parent, transform=f"translate(0 {number(y)})", **attributes)


def own_id(name: str) -> str:
    """An id that no other picture on the page has, unless it is the same picture."""
    return f"{_PREFIX}-{name}"


def reference(name: str) -> str:
    """What refers to an own id from `fill`."""
    return f"url(#{own_id(name)})"


def written(svg: Element) -> str:
    """The picture as text: the same one has the same bytes, and its ids begin with a checksum of them."""
    found = tostring(svg, encoding="unicode")
    return found.replace(_PREFIX, f"oc{crc32(found.encode()):08x}")


def _child(parent: Element, tag: str, *, kind: str = "", **attributes: str) -> Element:
    return SubElement(parent, tag, ({"class": kind} if kind else {}) | attributes)
