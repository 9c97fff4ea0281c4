"""The colours of people: told apart by everybody, readable, and steady."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oncall.views.palette import FIRST, HUES, MARKS, Hue, looks

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009,
# doi:10.1109/TVCG.2009.113), severity 1.0: on linear red, green and blue.
SEEN_BY = {
    "everybody else": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE_POINT = (0.95047, 1.0, 1.08883)
Triple = tuple[float, ...]


def linear(color: str) -> Triple:
    """`#rrggbb` as linear light: IEC 61966-2-1."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def times(matrix: tuple[Triple, ...], values: Triple) -> Triple:
    """A matrix times a vector."""
    return tuple(sum(factor * value for factor, value in zip(row, values, strict=True)) for row in matrix)


def lab(light: Triple) -> Triple:
    """Linear light in CIELAB, in which equal distances look about equal: CIE 15."""
    ratios = [value / white for value, white in zip(times(TO_XYZ, light), WHITE_POINT, strict=True)]
    x, y, z = (ratio ** (1 / 3) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116 for ratio in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(color: str, eyes: str) -> Triple:
    """A colour as somebody sees it."""
    return lab(tuple(min(max(part, 0.0), 1.0) for part in times(SEEN_BY[eyes], linear(color))))


def distance(one: Triple, other: Triple) -> float:
    """The colour difference of 1976: from about 2 on people see it, from 10 on at a glance."""
    return math.dist(one, other)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2."""
    darker, lighter = sorted(
        0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in map(linear, (one, other))
    )
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("eyes", SEEN_BY)
def test_any_two_colours_are_told_apart(eyes: str) -> None:
    """The first eight are at least 16 apart for everybody, and all of them 13."""
    points = [seen(hue.color, eyes) for hue in HUES]
    assert min(distance(*pair) for pair in combinations(points[:FIRST], 2)) >= 16
    assert min(distance(*pair) for pair in combinations(points, 2)) >= 13


def test_the_measure_of_distance() -> None:
    """White and black are 100 apart, and red and green, which are far apart, come close with deuteranopia."""
    assert distance(lab((1, 1, 1)), lab((0, 0, 0))) == pytest.approx(100, abs=0.1)
    assert distance(seen("#c00000", "everybody else"), seen("#607000", "everybody else")) > 60
    assert distance(seen("#c00000", "deuteranopia"), seen("#607000", "deuteranopia")) < 20


@pytest.mark.parametrize("hue", HUES, ids=lambda hue: hue.color)
def test_a_name_can_be_read_on_its_colour(hue: Hue) -> None:
    """WCAG 2.2 asks for 4.5 of text; a colour also is not lost on white paper or on a dark screen."""
    assert contrast(hue.color, hue.ink) >= 4.5
    assert contrast(hue.color, "#ffffff") >= 1.3
    assert contrast(hue.color, "#10141a") >= 2


_ids = st.lists(st.text(max_size=8), unique=True, max_size=70)


@given(ids=_ids, newcomer=st.text(max_size=8), data=st.data())
def test_a_look_depends_on_who_is_there_alone(ids: list[str], newcomer: str, data: st.DataObject) -> None:
    """In any order everybody has the same look, and as long as there are enough no two people have one."""
    found = looks(ids)
    assert looks(data.draw(st.permutations(ids))) == found
    assert len({*found.values()}) == min(len(ids), len(HUES) * MARKS)
    if len(ids) <= FIRST:
        assert all(hue < FIRST and mark == 0 for hue, mark in found.values())
    if len(ids) < FIRST and newcomer not in found:
        # The newcomer takes a free colour, or somebody's, who then takes a free one, or somebody's, ...
        moved = [each for each in ids if looks([*ids, newcomer])[each] != found[each]]
        taken = looks([*ids, newcomer])[newcomer]
        assert bool(moved) == (taken in found.values())


def test_who_is_alone_has_the_colour_of_their_checksum() -> None:
    """The CRC-32 of `123456789` is the check value 0xCBF43926, and 0x26 = 38 leaves 6 when divided by 8."""
    assert looks(["123456789"]) == {"123456789": (6, 0)}


def test_marks_come_after_all_colours() -> None:
    """Twelve people have a colour each, the thirteenth one with a pattern, the forty-ninth one that somebody has."""
    assert {mark for _, mark in looks(map(str, range(12))).values()} == {0}
    assert sorted({mark for _, mark in looks(map(str, range(13))).values()}) == [0, 1]
    assert len({*looks(map(str, range(49))).values()}) == 48
