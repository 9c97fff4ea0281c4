"""Columns of many short pieces as boxes: each person has as much of the height as of the time."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import attrs

from oncall.views.pictures.drawing import number
from oncall.views.pictures.merging import LEAST, LEAST_GAP, columns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from oncall.model import User
    from oncall.views.pictures.merging import Key, Run, Who
    from oncall.views.pictures.scales import Scale


@attrs.frozen
class Box:
    """A rectangle of a lane; its top is above its bottom, and so less."""

    left: float
    right: float
    top: float
    bottom: float


def stacks(run: Run, scale: Scale, people: Sequence[User], height: float) -> Iterator[tuple[Key, list[Box]]]:
    """For each of the people who has any of a run, for the others together, and for nobody, their boxes.

    From bottom to top stand who decides, who is hidden, nobody.
    """
    places: dict[Who, int] = {user: place for place, user in enumerate(people)}
    places["others"] = len(people)
    found = columns(run, scale, {*people})
    keys = sorted({key for column in found for key in column.seconds}, key=lambda key: _order(key, places))
    boxes: dict[Key, list[Box]] = {key: [] for key in keys}
    for column in found:
        width = max(scale.x(column.end) - scale.x(column.start), LEAST)
        left, bottom = min(scale.x(column.start), scale.right - width), height
        right = left + width
        for key in filter(column.seconds.__contains__, keys):
            top = bottom - height * column.seconds[key] / (column.end - column.start)
            if key[0] is None:
                top, bottom = 0, max(bottom, LEAST_GAP)
            boxes[key].append(Box(left, right, top, bottom))
            bottom = top
    for key in keys:
        yield key, [*_joined(boxes[key])]


def _order(key: Key, places: dict[Who, int]) -> tuple[bool, bool, int]:
    who, is_hidden = key
    return who is None, is_hidden, -1 if who is None else places[who]


def _joined(boxes: Sequence[Box]) -> Iterator[Box]:
    """The boxes, those that touch and are equally high, as far as can be seen, as one."""
    for _, same in groupby(_numbered(boxes), key=lambda each: each[0]):
        alike = [each for _, each in same]
        yield attrs.evolve(alike[0], right=alike[-1].right)


def _numbered(boxes: Sequence[Box]) -> Iterator[tuple[int, Box]]:
    """Each box with a number that is the same for all that one box can stand for."""
    count, before = 0, None
    for each in boxes:
        if before is None or any(
            number(one) != number(other)
            for one, other in ((before.right, each.left), (before.top, each.top), (before.bottom, each.bottom))
        ):
            count += 1
        before = each
        yield count, each
