"""The lanes of a picture, exact to the second: whole shifts, and which parts of them decide who is on call."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import to_seconds
from oncall.engine.lanes import NOBODY
from oncall.model.compilation import source_name
from oncall.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from oncall.model import Schedule, Shift, Timeline, User

Pair = tuple[int, int]

MOST_LAYERS, MOST_PEOPLE = 12, 24
"""So many layers have a lane, and so many people are listed."""


@attrs.frozen
class Piece:
    """A stretch `[start, end)` of a bar, within the range; `is_hidden` if a lane above decides there."""

    start: int
    end: int
    bar: Bar
    is_hidden: bool = False

    @property
    def seconds(self) -> int:
        """How long it lasts."""
        return self.end - self.start


@attrs.frozen(eq=False)
class Bar:
    """A whole shift, which may reach out of the range; None for `user`: a gap, in which nobody is on call."""

    start: int
    end: int | None
    user: User | None
    sources: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Lane:
    """One line of a picture: pieces in order and apart; those of one bar follow each other."""

    label: str
    pieces: tuple[Piece, ...]
    is_result: bool = False


def schedule_lanes(
    schedule: Schedule, since: int, until: int, left_out: Container[int] = frozenset()
) -> Iterator[Lane]:
    """The lanes from top to bottom: the result with its gaps, any overrides, and the layers, the last one first.

    Layers whose index is in `left_out` have none.
    """
    yield result_lane(schedule.shifts(since, until, overflow=True))
    deciding = _deciding(schedule, since, until)
    if NOBODY in deciding:  # an override is never hidden, so there is one if one decides
        claims = attrs.evolve(schedule, layers=()).shifts(since, until, overflow=True)
        yield _lane("overrides", claims, deciding[NOBODY])
    for index in reversed(range(len(schedule.layers))):
        if index not in left_out:
            timeline = schedule.layer_shifts(index, since, until, overflow=True)
            yield _lane(source_name(schedule, index), timeline, deciding.get(index, []))


def least_of_many(schedule: Schedule, since: int, until: int) -> dict[int, int]:
    """The layers that have no lane, as `least_deciding` gives them; nothing if there are few."""
    return least_deciding(schedule, since, until, MOST_LAYERS) if len(schedule.layers) > MOST_LAYERS else {}


def least_deciding(schedule: Schedule, since: int, until: int, most: int) -> dict[int, int]:
    """For how many seconds each layer decides but the `most` that decide for the longest time; the last one first.

    Of layers that decide for equally long, those are the lower.
    """
    deciding = _deciding(schedule, since, until)
    lasting = {
        index: sum(end - start for start, end in deciding.get(index, ()))
        for index in reversed(range(len(schedule.layers)))
    }
    kept = sorted(lasting, key=lambda index: -lasting[index])[:most]
    return {index: seconds for index, seconds in lasting.items() if index not in kept}


def result_lane(timeline: Timeline) -> Lane:
    """The lane of a timeline, with its gaps, so that the pieces make up the whole range; but a part has none."""
    since, until = bounds(timeline)
    pieces = [Piece(*_within(shift, since, until), _bar(shift)) for shift in timeline]
    gaps = [] if timeline.part else [Piece(*gap.bounds, Bar(*gap.bounds, None)) for gap in timeline.gaps]
    return Lane(
        label=timeline.part or "on call",
        pieces=tuple(sorted((*pieces, *gaps), key=lambda piece: piece.start)),
        is_result=True,
    )


def bounds(timeline: Timeline) -> Pair:
    """Both ends of the range of a timeline, as UTC seconds."""
    return to_seconds(timeline.since), to_seconds(timeline.until)


def _lane(label: str, timeline: Timeline, deciding: Sequence[Pair]) -> Lane:
    """The shifts of a timeline, cut where they begin or cease to decide."""
    since, until = bounds(timeline)
    edges = [edge for pair in deciding for edge in pair]
    pieces: list[Piece] = []
    for shift in timeline:
        bar, (start, end) = _bar(shift), _within(shift, since, until)
        first, last = bisect_right(edges, start), bisect_right(edges, end - 1)
        for number, (begin, stop) in enumerate(pairwise([start, *edges[first:last], end]), start=first):
            pieces.append(Piece(begin, stop, bar, is_hidden=number % 2 == 0))
    return Lane(label=label, pieces=tuple(pieces))


def _deciding(schedule: Schedule, since: int, until: int) -> dict[int, list[Pair]]:
    """For each layer by its index, and `NOBODY` for the overrides, where it decides: in order and not touching."""
    parts = schedule.compiled
    lane = parts.stack.lane(since, until)
    found: dict[int, list[Pair]] = {}
    for start, end, place in zip(lane.starts, lane.ends, lane.places, strict=True):
        if place != NOBODY:
            _add(found.setdefault(parts.tracks[place], []), (start, end))
    return found


def _add(pairs: list[Pair], pair: Pair) -> None:
    if pairs and pairs[-1][1] == pair[0]:
        pair = (pairs.pop()[0], pair[1])
    pairs.append(pair)


def _bar(shift: Shift) -> Bar:
    return Bar(*shift.bounds, shift.user, shift.sources)


def _within(shift: Shift, since: int, until: int) -> Pair:
    start, end = shift.bounds
    return max(start, since), until if end is None else min(end, until)


def people(lanes: Iterable[Lane]) -> set[User]:
    """Everybody with a bar."""
    return {piece.bar.user for lane in lanes for piece in lane.pieces if piece.bar.user is not None}


def held(*lanes: Lane) -> dict[User, int]:
    """For how many seconds each person has a lane, or several together, who has any."""
    found: dict[User, int] = {}
    for piece in (piece for lane in lanes for piece in lane.pieces):
        if piece.bar.user is not None:
            found[piece.bar.user] = found.get(piece.bar.user, 0) + piece.seconds
    return found


def listed(lanes: Sequence[Lane], users: Iterable[User], most: int = MOST_PEOPLE) -> tuple[list[User], list[User]]:
    """Of everybody with a bar those who are on call for the longest time, in the order of `users`; and the others.

    On call is who has a lane of a result.
    """
    seen, seconds = people(lanes), held(*(lane for lane in lanes if lane.is_result))
    longest = sorted(filter(seen.__contains__, users), key=lambda user: -seconds.get(user, 0))
    first, rest = longest[:most], longest[most:]
    return [user for user in users if user in first], rest


def said_of_left_out(left_out: Mapping[int, int], length: int) -> str:
    """How many more layers there are than have a lane, and how much of the time they decide."""
    decide = "decides" if len(left_out) == 1 else "decide"
    return (
        f"and {counted(len(left_out), 'more layer')}, which {decide} {sum(left_out.values()) / length:.1%} of the time"
    )
