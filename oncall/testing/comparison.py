"""How two timelines differ: the shifts that one has and the other has not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.chronology.zones import Zone
from oncall.model.users import full_names
from oncall.views.wording import counted, local, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from oncall.model import Shift, Timeline, User

BRIEF, WHOLE = 6, 200
"""How many lines there are at most: as many as pytest shows by default, and with `-vv`."""


def timeline_lines(left: Timeline, right: Timeline, *, most: int = BRIEF) -> list[str]:
    """What pytest shows below `assert left == right`: one line for each shift that differs, so many at `most`.

    `extra` shifts are on the left only, `missing` ones on the right only; a `changed` one begins at the same instant.
    Times are in the zone of the left one.
    """
    zone = Zone.named(left.zone)
    lines = [*_range_lines(left, right, zone), *_shift_lines(left, right, zone)]
    rest = len(lines) - most
    head = f"{counted(len(left), 'shift')} == {counted(len(right), 'shift')} (times in {zone.name})"
    return [head, *lines[:most], *([f"and {rest} more"] if rest > 0 else [])]


def _range_lines(left: Timeline, right: Timeline, zone: Zone) -> Iterator[str]:
    ranges = [tuple(int(end.timestamp()) for end in (each.since, each.until)) for each in (left, right)]
    if ranges[0] != ranges[1]:
        words = (f"{local(since, zone)} to {local(until, zone)}" for since, until in ranges)
        yield "the ranges differ: {}, not {}".format(*words)


def _shift_lines(left: Timeline, right: Timeline, zone: Zone) -> Iterator[str]:
    lefts = {shift.bounds[0]: shift for shift in left}
    rights = {shift.bounds[0]: shift for shift in right}
    full = full_names((*left.users, *right.users))
    for start in sorted({*lefts, *rights}):
        some, other = lefts.get(start), rights.get(start)
        if some == other:
            continue
        if some is None or other is None:
            kind, shift = ("missing", other) if some is None else ("extra  ", some)
            assert shift is not None, "it begins in one of the two"
            yield f"{kind} {local(start, zone)} to {_end(shift, zone)}: {shown(full[shift.user])}"
        else:
            ends = _both(some, other, lambda it: _end(it, zone))
            yield f"changed {local(start, zone)} to {ends}: {_who(some, other, full)}"


def _who(some: Shift, other: Shift, full: Mapping[User, str]) -> str:
    """Both people; if it is one, whose shift came through other layers, those too."""
    who = _both(some, other, lambda it: shown(full[it.user]))
    if (some.user, some.bounds) != (other.user, other.bounds):
        return who
    return f"{who}, through {_both(some, other, lambda it: shown(' and '.join(it.sources)) or 'no layer')}"


def _both(some: Shift, other: Shift, words: Callable[[Shift], str]) -> str:
    """What both say, or `what the left one says, not what the right one says`."""
    left, right = words(some), words(other)
    return left if left == right else f"{left}, not {right}"


def _end(shift: Shift, zone: Zone) -> str:
    end = shift.bounds[1]
    return "for ever" if end is None else local(end, zone)
