"""Laying: what a stack repeats, put along the clock of its zone, which is changed, and beneath its overrides."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from oncall.engine.lanes import NOBODY, Lane, Runs, overlay, runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.engine.repeats import Repeat
    from oncall.engine.stack import Stack

_MANY_CLAIMS = 20
"""To find what is left between two overrides takes as long as to go through some tens of shifts."""


def laid_lane(stack: Stack, repeat: Repeat, since: int, until: int) -> Lane:
    """What `stack.swept` is over `[since, until)`, which reaches beyond `stack.steady_since`."""
    steady = max(since, stack.steady_since)
    before = stack.swept_tracks(since, steady) if since < steady else Lane([], [], since)
    found = Lane([*before.starts], [*before.places], until)
    for start, end, offset in stack.zone.steps(steady, until):
        if offset is not None:
            repeat.lay(start, end, offset, found)
        else:
            changing = _around_change(stack, repeat, start, end)
            found.starts.extend(changing.starts)
            found.places.extend(changing.places)
    return overlay(found, stack.claimed.cut(since, until)) if stack.claims else found


def laid_runs(stack: Stack, repeat: Repeat, since: int, until: int) -> Runs:
    """The runs of `stack.swept` over `[since, until)`, which reaches beyond `stack.steady_since`.

    Where the clock is settled and there is no override, they are laid from one change of owner to another; what is left
    between, and at both ends, is a part of one run, or is found piece by piece.
    """
    starts = stack.claimed.starts
    if bisect_left(starts, until) - bisect_right(starts, since) > _MANY_CLAIMS:
        return runs(laid_lane(stack, repeat, since, until), stack.owners)
    found = Runs([], [], since, dict(repeat.table))
    settled, reached = since, None
    for start, end, offset in _regular(stack, max(since, stack.steady_since), until):
        first, last = repeat.borders_up_to(start + offset + 1), repeat.borders_up_to(end + offset) - 1
        if first < last:
            # No border is left out, or comes twice: it is one run from the last border, or the begin, to this one.
            is_one = start == since if reached is None else first == reached + 1
            _go_on(stack, repeat, repeat.border(first) - offset, found, first - 1 if is_one else None)
            repeat.lay_runs(first, last, offset, found)
            settled, reached = end, last
    _go_on(stack, repeat, until, found, reached if settled == until else None)
    return found


def _around_change(stack: Stack, repeat: Repeat, start: int, end: int) -> Lane:
    """What the layers show while a change of the clock is not settled, which it is at `start` or a little before.

    Put back, the clock shows again what has been: nothing begins. Put forward, all that begins on a reading that is
    left out, or on one of those shown, begins now; if nothing does, nothing changes.
    """
    before, after = stack.zone.offset_at(start - 1), stack.zone.offset_at(start)
    if after < before:
        return Lane([start], [repeat.place_on(start + before - 1)], end)
    if after > before and not repeat.changes_within(start + before, start + 2 * after - before - 1):
        return Lane([start], [repeat.place_on(start + before)], end)
    return stack.swept_tracks(start, end)


def _regular(stack: Stack, since: int, until: int) -> Iterator[tuple[int, int, int]]:
    """Where in `[since, until)` there are no overrides and the clock is settled, each with its offset from UTC."""
    claimed = stack.claimed.cut(since, until) if stack.claims else Lane([since], [NOBODY], until)
    for begin, last, place in zip(claimed.starts, claimed.ends, claimed.places, strict=True):
        if place == NOBODY:
            for start, end, offset in stack.zone.steps(begin, last):
                if offset is not None:
                    yield start, end, offset


def _go_on(stack: Stack, repeat: Repeat, until: int, found: Runs, border: int | None) -> None:
    """Add to `found` all up to `until`: if there is no override, a part of the one run that begins at a `border`.

    None: there may be anything.
    """
    kind = None if border is None or stack.claims else repeat.kind_from(border)
    if kind is None:
        found.extend(runs(stack.lane(found.until, until), stack.owners))
    else:
        found.starts.append(found.until)
        found.kinds.append(kind)
        found.until = until
