"""The sheet that a picture is drawn on: its size, its name, and what people hear who do not see it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from oncall.chronology.shortening import cut
from oncall.views.pictures.details import LONGEST
from oncall.views.pictures.drawing import BOLDER, PADDING, box, number, own_id, path, text, written
from oncall.views.pictures.style import patterns, style
from oncall.views.pictures.texts import brief, safe, width_at

if TYPE_CHECKING:
    from oncall.views.pictures.style import Paints

WIDTH = 960.0
HEADING = 52.0
"""How high the name and the line below it are together."""
_ABOUT = 26.0
"""How high that line is alone."""
_NAME = 16.0
"""The size of the letters of the name, as the rules say it."""
_SVG = "http://www.w3.org/2000/svg"


def heading(*, is_named: bool) -> float:
    """How high what stands above the body is."""
    return HEADING if is_named else _ABOUT


def sheet(
    body: Element, height: float, *, name: str, about: str, told: str, paints: Paints, is_named: bool = True
) -> str:
    """The picture as text: `body` below a name and a line about it; `told` says what is to be seen.

    Where what stands around it says the name, it need not be drawn: those who do not see the picture hear it still.
    """
    size = {"viewBox": f"0 0 {number(WIDTH)} {number(height)}", "width": number(WIDTH), "height": number(height)}
    ids = f"{own_id('t')} {own_id('d')}"
    svg = Element("svg", {"xmlns": _SVG, "class": "oncall", "role": "img", "aria-labelledby": ids, **size})
    SubElement(svg, "title", id=own_id("t")).text = f"{brief(safe(name), LONGEST)}: {about}"
    SubElement(svg, "desc", id=own_id("d")).text = told
    style(svg, (hue for hue, _ in paints.used))
    patterns(svg, paints.used)
    path(svg, box(0, 0, WIDTH, height), kind="g")
    if is_named:
        text(svg, cut(safe(name), WIDTH - 2 * PADDING, width_at(_NAME * BOLDER)), PADDING, 26, kind="a")
    text(svg, about, PADDING, heading(is_named=is_named) - 8, kind="s")
    svg.append(body)
    return written(svg)


def new_body() -> Element:
    """What the parts of a picture are drawn into."""
    return Element("g")
