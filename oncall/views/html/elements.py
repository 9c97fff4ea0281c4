"""Elements of HTML in which every text stays a text, whatever is in it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias
from unicodedata import bidirectional
from xml.etree.ElementTree import Element, tostring

from oncall.chronology.characters import JOINERS, escapes, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Child: TypeAlias = "str | Element | Iterable[Child] | None"
Attribute: TypeAlias = str | int | bool | None

_BLOCKS = frozenset(
    {"article", "body", "dd", "details", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4"}
    | {"head", "header", "html", "li", "main", "meta", "nav", "ol", "p", "script", "section", "style", "summary"}
    | {"table", "tbody", "thead", "title", "tr", "ul"}
)
"""What ends its line: blanks after it are not shown, and two pages can be compared line by line."""
_OF_ONE_TEXT = {"bdi", "style", "title"}
"""What holds one text and no elements, or is on its own anyway."""
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT = {"R", "AL"}, {"L", "EN"}
"""Letters read from right to left; letters the other way, and digits."""
_BETWEEN_NAMES = ",;:[](){}"
"""What stands between two names, each of which is on its own: a list keeps its order."""
_CODE = re.compile(r"`([^`\n]+)`")


def element(tag: str, *children: Child, **attributes: Attribute) -> Element:
    """An element with its children, of which None is none; texts are escaped when they are written.

    What is read from right to left in a text is isolated, so that numbers and signs beside it stay where they are.

    An attribute's name may end in an underscore (`class_`); any other one stands for a hyphen. True is an attribute
    without a value, None and False are none.

    Examples:
        >>> print(written(element("b", "a < b", class_="x", aria_label='"')))
        <b class="x" aria-label="&quot;">a &lt; b</b>
    """
    made = Element(tag, {_name(name): _value(value) for name, value in attributes.items() if _is_there(value)})
    _fill(made, children)
    if tag in _BLOCKS:
        made.tail = "\n"
    return made


def verbatim(tag: str, text: str) -> Element:
    """A `style` or `script` with this text, which is ours and no input: it is written as it is."""
    made = element(tag)
    made.text = text
    return made


def bidi(text: str, **attributes: Attribute) -> Element:
    """A name on its own: whichever way its letters are read, what stands beside it stays where it is."""
    return element("bdi", text, **attributes)


def lines(text: str) -> Element:
    """Lines of code to copy."""
    made = element("pre", element("code"))
    made[0].text = escapes(text, kept=f"\n{JOINERS}")
    return made


def prose(text: str) -> Iterator[Child]:
    """A sentence in which what stands in backticks is code."""
    for place, part in enumerate(_CODE.split(text)):
        yield element("code", part) if place % 2 else part


def written(made: Element) -> str:
    """The markup of an element."""
    return tostring(made, encoding="unicode", method="html")


def _fill(made: Element, children: Iterable[Child]) -> None:
    for child in children:
        match child:
            case None:
                pass
            case str() if child.isascii() or made.tag in _OF_ONE_TEXT:
                _add(made, visible(child))
            case str():
                _write(made, visible(child))
            case Element():
                made.append(child)
            case _:
                _fill(made, child)


def _write(made: Element, text: str) -> None:
    """A text of which each stretch that is read from right to left is on its own, so that nothing else is turned."""
    start = 0
    for first, last in _right_to_left(text):
        _add(made, text[start:first])
        made.append(bidi(text[first:last]))
        start = last
    _add(made, text[start:])


def _right_to_left(text: str) -> Iterator[tuple[int, int]]:
    """From where to where letters are read from right to left, with what stands between two words of one name."""
    first, last = 0, 0
    for index, char in enumerate(text):
        kind = bidirectional(char)
        if kind in _RIGHT_TO_LEFT:
            first, last = (first if last else index), index + 1
        elif last and (kind in _LEFT_TO_RIGHT or char in _BETWEEN_NAMES):
            yield first, last
            last = 0
    if last:
        yield first, last


def _add(made: Element, text: str) -> None:
    """Text after what is there already."""
    if len(made):
        made[-1].tail = (made[-1].tail or "") + text
    else:
        made.text = (made.text or "") + text


def _is_there(value: Attribute) -> bool:
    return value is not None and value is not False


def _name(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _value(value: Attribute) -> str:
    return "" if value is True else visible(str(value))
