"""How pictures look: by classes, so that they follow whether the reader has a light or a dark screen, or paper."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

import attrs

from oncall.views.palette import BLACK, HUES
from oncall.views.pictures.drawing import own_id, path, reference

if TYPE_CHECKING:
    from collections.abc import Iterable

    from oncall.views.palette import Look
    from oncall.views.people import Roster
    from oncall.views.pictures.merging import Who

_FONT = "system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif"
# A rule of a picture stands for all of a page: so each begins with `.oncall`, and says the same in every picture.
_RULES = (
    (".oncall", f"font:13px {_FONT};max-width:100%;height:auto;print-color-adjust:exact"),
    (".oncall text", "fill:#1c2128"),
    (".oncall .g", "fill:#fff"),
    (".oncall .a", "font-weight:600;font-size:16px"),
    (".oncall .b", "font-weight:600"),
    (".oncall .s", "fill:#545d68;font-size:12px"),
    (".oncall .e", "fill:#545d68;font-size:12px;text-anchor:end"),
    (".oncall .m,.oncall .n", "font-size:12px;text-anchor:middle"),
    (".oncall .m", "fill:#545d68"),
    (".oncall .n", "pointer-events:none"),
    (".oncall .i0", "fill:#000"),
    (".oncall .if", "fill:#fff"),
    (".oncall .f", "opacity:.28"),
    (".oncall .w", "fill:#eef1f4"),
    (".oncall .l", "stroke:#d5dae1;fill:none"),
    (".oncall .c", "stroke:#545d68;stroke-dasharray:3 3;fill:none"),
    (".oncall .o", "stroke:#c4182e;stroke-width:2;fill:none"),
    (".oncall .r", "fill:#b31d28"),
    (".oncall .q", "fill:#fde4e6"),
    (".oncall .x", "fill:#c3cad3"),
    (".oncall .p", "stroke:#c4182e;stroke-width:2"),
)
_DARK = (
    (".oncall text", "fill:#e6eaf0"),
    (".oncall .g", "fill:#10141a"),
    (".oncall .s,.oncall .e,.oncall .m", "fill:#a9b3c0"),
    (".oncall .i0", "fill:#000"),
    (".oncall .if", "fill:#fff"),
    (".oncall .f", "opacity:.35"),
    (".oncall .w", "fill:#1c232d"),
    (".oncall .l", "stroke:#343d49"),
    (".oncall .c", "stroke:#a9b3c0"),
    (".oncall .o,.oncall .p", "stroke:#ff8a8a"),
    (".oncall .r", "fill:#ff9a9a"),
    (".oncall .q", "fill:#3f161b"),
    (".oncall .x", "fill:#4c5664"),
)


@attrs.frozen
class Paints:
    """What a roster gives each person, as attributes of what is drawn."""

    roster: Roster
    used: dict[Look, None] = attrs.field(factory=dict["Look", None], init=False)
    """The looks that were asked for so far: those that the picture has to say something about."""
    asked: set[Who] = attrs.field(factory=set["Who"], init=False)
    """For whom they were."""

    def of(self, who: Who) -> dict[str, str]:
        """How something is drawn for somebody, for the others, or as a gap."""
        self.asked.add(who)
        if who is None:
            return {"fill": reference("gap")}
        if who == "others":
            return {"kind": "x"}
        badge = self.roster[who]
        self.used[badge.hue, badge.mark] = None
        return {"fill": reference(f"h{badge.hue}-{badge.mark}")} if badge.mark else {"kind": f"h{badge.hue}"}


def style(parent: Element, hues: Iterable[int]) -> None:
    """The rules that a picture with these colours needs."""
    plain = [*_RULES, *((f".oncall .h{hue}", f"fill:{HUES[hue].color}") for hue in sorted({*hues}))]
    SubElement(parent, "style").text = f"{_css(plain)}@media screen and (prefers-color-scheme:dark){{{_css(_DARK)}}}"


def patterns(parent: Element, looks: Iterable[Look]) -> None:
    """The patterns that a picture refers to: that of gaps, and one for each colour with a mark."""
    definitions = SubElement(parent, "defs")
    gap = _pattern(definitions, "gap", "rotate(45)")
    path(gap, "M0 0h6v6H0z", kind="q")
    path(gap, "M1 0v6", kind="p")
    for hue, mark in sorted(look for look in looks if look[1]):
        pattern = _pattern(definitions, f"h{hue}-{mark}", "rotate(-45)" if mark == 1 else "rotate(45)")
        path(pattern, "M0 0h6v6H0z", kind=f"h{hue}")
        # Away from the ink, so that a name can be read on the mark as well.
        light = "#fff" if HUES[hue].ink == BLACK else BLACK
        lines = "M0 0h3v3H0z" if mark > 2 else "M0 0h2v6H0z"  # noqa: PLR2004 - the last mark is of dots
        path(pattern, lines, fill=light, opacity=".55")


def _pattern(parent: Element, name: str, turned: str) -> Element:
    size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse", "patternTransform": turned}
    return SubElement(parent, "pattern", {"id": own_id(name), **size})


def _css(rules: Iterable[tuple[str, str]]) -> str:
    return "".join(f"{selector}{{{declarations}}}" for selector, declarations in rules)
