"""The rules by which the page looks as it does."""

from __future__ import annotations

import re

import pytest

from oncall.views.html.style import STYLE

TONES = ("error", "warning", "info", "fine")


def luminance(color: str) -> float:
    """The relative luminance of a colour, as WCAG 2.2 defines it."""
    digits = color.lstrip("#")
    parts = digits if len(digits) == 6 else "".join(digit * 2 for digit in digits)
    linear = [
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (int(parts[at : at + 2], 16) / 255 for at in (0, 2, 4))
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("which", [0, 1], ids=["light", "dark"])
def test_what_is_read_stands_out(which: int) -> None:
    """Text on what is behind it has a contrast of at least 4.5 to 1, as WCAG 2.2 asks for at level AA."""
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    names = ("ground", "card", "text", "soft", "link", *TONES, *(f"{tone}-tint" for tone in TONES))
    colors = {name: re.findall(rf"--{name}: (#\w+);", STYLE)[which] for name in names}
    pairs = [(front, back) for front in ("text", "soft", "link", *TONES) for back in ("ground", "card")]
    for front, back in [*pairs, *((tone, f"{tone}-tint") for tone in TONES)]:
        assert contrast(colors[front], colors[back]) >= 4.5, (front, back)


def test_there_are_rules_for_paper_for_the_night_and_for_phones() -> None:
    """The dark ones are for screens only, so that paper stays white."""
    assert "@media screen and (prefers-color-scheme: dark)" in STYLE
    assert "@media (max-width: 40rem)" in STYLE
    _, _, paper = STYLE.partition("@media print")
    assert "break-inside: avoid" in paper
    assert "print-color-adjust: exact" in paper


def test_braces_are_balanced() -> None:
    """A rule that is not closed would swallow those after it; nothing in it could end the element."""
    assert STYLE.count("{") == STYLE.count("}")
    assert "<" not in STYLE
