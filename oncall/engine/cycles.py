"""Cycles: stretches of a clock that come back, and whether those of two different periods ever meet."""

from __future__ import annotations

from math import gcd, lcm
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.spans import canonical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def _shorter_pairs(pairs: Sequence[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    return tuple((start, end) for start, end in pairs if start < end)


@attrs.frozen
class Cycle:
    """The numbers of some half-open `pairs`, moved by every multiple of `period`; a pair is no longer than that."""

    period: int
    pairs: tuple[tuple[int, int], ...] = attrs.field(converter=_shorter_pairs)

    @property
    def is_steady(self) -> bool:
        """Whether it holds every number, so that it never begins."""
        return any(end - start == self.period for start, end in self.pairs)

    def folded(self, modulus: int) -> list[tuple[int, int]]:
        """The remainders that its numbers leave, as sorted, disjoint pairs; `modulus` divides the period."""
        if any(end - start >= modulus for start, end in self.pairs):
            return [(0, modulus)]
        return canonical(piece for pair in self.pairs for piece in _folded(pair, modulus))


def cycle_of(runs: Sequence[tuple[int, int]], begin: int, period: int, less: int = 0) -> Cycle:
    """The cycle that shows the disjoint `runs` over two periods from `begin` on, each of them ended `less` sooner.

    Two stretches have more than so many numbers in common exactly if, ended so much sooner, they have any.
    """
    if list(runs) == [(begin, begin + 2 * period)]:
        return Cycle(period, [(begin, begin + period)])
    # What begins with the first period may be the rest of a run; if it is none, it begins with the second one too.
    whole = ((start, end) for start, end in runs if begin < start <= begin + period)
    return Cycle(period, [(start, end - less) for start, end in whole])


def meet(one: Cycle, other: Cycle) -> bool:
    """Whether two cycles ever have a number in common.

    By the Chinese remainder theorem two numbers come together, moved by multiples of their periods, if they leave one
    remainder by the greatest common divisor of the periods. So nobody has to walk the least common multiple.
    """
    modulus = gcd(one.period, other.period)
    return overlap(one.folded(modulus), other.folded(modulus))


def meeting_pairs(one: Cycle, other: Cycle) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Each pair of one cycle with each of the other that it ever meets; linear in the product of their numbers."""
    modulus = gcd(one.period, other.period)
    folded = [(pair, Cycle(other.period, (pair,)).folded(modulus)) for pair in other.pairs]
    for pair in one.pairs:
        own = Cycle(one.period, (pair,)).folded(modulus)
        yield from ((pair, another) for another, remainders in folded if overlap(own, remainders))


def count_meetings(one: Cycle, other: Cycle) -> int:
    """How often pairs of two cycles meet in each joint period; linear in the product of the numbers of their pairs.

    Of each distance between two begins that leaves the right remainder there is one in a joint period. What a steady
    cycle has in common with another is that one's pairs; two steady ones meet for ever, without beginning.
    """
    modulus = gcd(one.period, other.period)
    joint = lcm(one.period, other.period)
    if one.is_steady or other.is_steady:
        return (
            0
            if one.is_steady and other.is_steady
            else sum(len(each.pairs) * joint // each.period for each in (one, other) if not each.is_steady)
        )
    return sum(
        (end - start - 1 - apart) // modulus + (until - begin - 1 + apart) // modulus + 1
        for start, end in one.pairs
        for begin, until in other.pairs
        for apart in [(begin - start) % modulus]
    )


def first_meeting(one: Cycle, other: Cycle, since: int) -> tuple[int, int] | None:
    """The first stretch, begun at `since` or later, that two cycles have in common; None: they never meet.

    What they have in common begins where a pair of one of them begins within a pair of the other. Linear in the product
    of the numbers of their pairs, and logarithmic in the periods. What two steady cycles have in common never begins.
    """
    if one.is_steady or other.is_steady:
        return min(
            (
                _first_begin(pair, each.period, since)
                for each in (one, other)
                if not each.is_steady
                for pair in each.pairs
            ),
            default=None,
        )
    found = [
        meeting
        for pair, another in meeting_pairs(one, other)
        for meeting in (
            _first_begun_within(pair, one.period, another, other.period, since),
            _first_begun_within(another, other.period, pair, one.period, since),
        )
        if meeting is not None
    ]
    return min(found, default=None)


def _first_begin(pair: tuple[int, int], period: int, since: int) -> tuple[int, int]:
    """The first return of `pair` that begins at `since` or later."""
    moved = -(-(since - pair[0]) // period) * period
    return pair[0] + moved, pair[1] + moved


def _first_begun_within(
    pair: tuple[int, int], period: int, other: tuple[int, int], other_period: int, since: int
) -> tuple[int, int] | None:
    """The first return of `pair`, from `since` on, that begins within a return of `other`, cut to that."""
    length, reach = pair[1] - pair[0], other[1] - other[0]
    begin, _ = _first_begin(pair, period, since)
    times = first_multiple(period, other_period, other[0] - begin, reach)
    if times is None:
        return None
    start = begin + times * period
    left = reach - (start - other[0]) % other_period
    return start, start + min(length, left)


def first_multiple(step: int, modulus: int, offset: int, width: int) -> int | None:
    """The least n from 0 on for which `n * step - offset` leaves a remainder by `modulus` of less than `width`.

    None: there is none. As in Euclid's algorithm each round asks the same of a modulus of at most half the size.
    """
    low = offset % modulus
    high = low + width - 1
    return 0 if low == 0 or high >= modulus else _first_between(step % modulus, modulus, low, high)


def _first_between(step: int, modulus: int, low: int, high: int) -> int | None:
    """The least n for which `n * step % modulus` is from `low` to `high`, both included, where 0 < low."""
    if 2 * step > modulus:
        step, low, high = modulus - step, modulus - high, modulus - low
    if step == 0:
        return None
    times = -(-low // step)
    if times * step <= high:
        return times
    # No multiple of the step lies between: n * step = modulus * wraps + something from low to high.
    wraps = _first_between(-modulus % step, step, low % step, high % step)
    return None if wraps is None else -(-(low + modulus * wraps) // step)


def _folded(pair: tuple[int, int], modulus: int) -> Iterator[tuple[int, int]]:
    start = pair[0] % modulus
    end = start + pair[1] - pair[0]
    yield start, min(end, modulus)
    if end > modulus:
        yield 0, end - modulus


def overlap(some: list[tuple[int, int]], others: list[tuple[int, int]]) -> bool:
    """Whether two lists of sorted, disjoint pairs have a number in common."""
    first = second = 0
    while first < len(some) and second < len(others):
        (start, end), (begin, until) = some[first], others[second]
        if start < until and begin < end:
            return True
        if end <= until:
            first += 1
        else:
            second += 1
    return False
