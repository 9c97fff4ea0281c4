"""How pictures look, in the light and in the dark."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from oncall.views.palette import HUES
from oncall.views.pictures.style import style
from tests.views.test_palette import contrast


def rules() -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """What a light picture and a dark one say of each class, `text` for all texts."""
    parent = Element("svg")
    style(parent, range(len(HUES)))
    css = parent[0].text or ""
    light, dark = css.split("@media screen and (prefers-color-scheme:dark){")
    return _parsed(light), _parsed(light) | _merged(_parsed(light), _parsed(dark))


def _parsed(css: str) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for selectors, declarations in re.findall(r"([^{}]+)\{([^{}]*)\}", css):
        said = dict(each.split(":", 1) for each in declarations.split(";"))
        for selector in selectors.split(","):
            name = selector.removeprefix(".oncall").strip().removeprefix(".")
            found[name] = found.get(name, {}) | said
    return found


def _merged(one: dict[str, dict[str, str]], other: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
    return {name: one.get(name, {}) | other.get(name, {}) for name in {*one, *other}}


def _blended(color: str, ground: str, opacity: float) -> str:
    pairs = [(int(color[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(over * opacity + under * (1 - opacity)):02x}" for over, under in pairs)


def _long(color: str) -> str:
    return color if len(color) == 7 else "#" + "".join(digit * 2 for digit in color[1:])


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_texts_can_be_read(mode: int) -> None:
    """Every text has a contrast of 4.5 to the ground, to shaded weekends, and to what is faint."""
    found = rules()[mode]
    ground, shade = _long(found["g"]["fill"]), _long(found["w"]["fill"])
    for kind in ("text", "s", "e", "m", "r"):
        assert contrast(_long(found[kind]["fill"]), ground) >= 4.5
        assert contrast(_long(found[kind]["fill"]), shade) >= 4.5
    opacity = float(found["f"]["opacity"])
    for hue in HUES:
        for below in (ground, shade):
            assert contrast(_long(found["text"]["fill"]), _blended(hue.color, below, opacity)) >= 4.5


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_a_gap_stands_out(mode: int) -> None:
    """Its hatching has a contrast of 3 to what lies between, as WCAG 2.2 asks of graphics; so has the line of now."""
    found = rules()[mode]
    assert contrast(_long(found["p"]["stroke"]), _long(found["q"]["fill"])) >= 3
    assert contrast(_long(found["o"]["stroke"]), _long(found["g"]["fill"])) >= 3


def test_a_dark_screen_is_not_a_dark_paper() -> None:
    """What is printed is light, and nothing is loaded from elsewhere."""
    parent = Element("svg")
    style(parent, [0])
    css = parent[0].text or ""
    assert "@media screen and (prefers-color-scheme:dark)" in css
    assert "url(" not in css
    assert "@import" not in css
    assert not re.search("[<>&]", css)
