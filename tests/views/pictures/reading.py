"""Pictures read back: what is drawn where, as a reader of SVG sees it."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import attrs

_SVG = "{http://www.w3.org/2000/svg}"
_BOX = re.compile(r"M(-?[\d.]+) (-?[\d.]+)h(-?[\d.]+)v(-?[\d.]+)H(-?[\d.]+)z")


@attrs.frozen
class Box:
    """A rectangle of a lane, its tooltip, and the classes and fills that it or what it stands in has."""

    left: float
    top: float
    width: float
    height: float
    title: str
    looks: frozenset[str]

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    @property
    def is_faint(self) -> bool:
        """Whether a lane above hides it."""
        return "f" in self.looks

    @property
    def is_gap(self) -> bool:
        """Whether nobody is on call in it."""
        return any(look.startswith("url(#") and look.endswith("-gap)") for look in self.looks)


@attrs.frozen
class Drawing:
    """A picture that was parsed."""

    root: ET.Element

    @classmethod
    def of(cls, svg: str) -> Drawing:
        """The picture in a text, which must be well-formed."""
        return cls(ET.fromstring(svg))  # noqa: S314 - a picture that the test has made

    @property
    def texts(self) -> list[str]:
        """Every text that is shown, in order."""
        return ["".join(_own_text(each)) for each in self.root.iter(f"{_SVG}text")]

    def x_of(self, words: str) -> float:
        """Where the first text with these words stands."""
        return next(float(each.get("x", "nan")) for each in self.root.iter(f"{_SVG}text") if each.text == words)

    @property
    def names(self) -> list[str]:
        """What the tags of all elements are, each once."""
        return sorted({each.tag.removeprefix(_SVG) for each in self.root.iter()})

    @property
    def titles(self) -> list[str]:
        """Every tooltip."""
        return [each.text or "" for each in self.root.iter(f"{_SVG}title")]

    def lane(self, number: int) -> list[Box]:
        """The boxes of a lane, the result being number 0, from left to right."""
        groups = [each for each in self.root.iter(f"{_SVG}g") if "transform" in each.attrib]
        return sorted(_boxes(groups[number], "", frozenset()), key=lambda box: (box.left, -box.top))

    @property
    def lanes(self) -> int:
        """How many lanes there are: each is there as bars, and again as the names in them."""
        return sum("transform" in each.attrib for each in self.root.iter(f"{_SVG}g")) // 2

    def ids(self) -> list[str]:
        """Every id."""
        return [each.attrib["id"] for each in self.root.iter() if "id" in each.attrib]

    def lines(self, kind: str) -> list[float]:
        """Where vertical lines of a class stand."""
        paths = [each.get("d", "") for each in self.root.iter(f"{_SVG}path") if each.get("class") == kind]
        return [float(x) for path in paths for x in re.findall(r"M([\d.]+) [\d.]+V", path)]


def _boxes(element: ET.Element, title: str, looks: frozenset[str]) -> list[Box]:
    own = element.find(f"{_SVG}title")
    title = title if own is None else own.text or ""
    fill = [element.attrib["fill"]] if "fill" in element.attrib else []
    looks |= {*element.get("class", "").split(), *fill}
    found = [
        Box(float(left), float(top), float(width), float(height), title, looks)
        for left, top, width, height, _ in _BOX.findall(element.get("d", ""))
    ]
    return found + [box for child in element for box in _boxes(child, title, looks)]


def _own_text(element: ET.Element) -> list[str]:
    """The text of an element without that of its tooltip."""
    return [element.text or "", *(child.tail or "" for child in element)]
