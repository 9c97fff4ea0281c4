"""Preserving: the virtual start, or the order, with which a layer that is edited leaves people their next shifts."""

from __future__ import annotations

from collections import Counter
from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.preserved import PreservedLayer, PreservedSchedule
from oncall.chronology.instants import Instant, to_datetime, to_seconds
from oncall.chronology.words import duration, every
from oncall.chronology.zones import DAY, EARLIEST
from oncall.engine.lanes import NOBODY
from oncall.errors import InvalidValueError
from oncall.model.schedules import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from oncall.chronology.zones import Zone
    from oncall.engine.stack import Track
    from oncall.model.layers import Layer
    from oncall.model.users import User

_MINUTE = 60
_MOST_PIECES = 20_000
"""Whether people keep their turns beyond so many turns and windows, nobody plans by."""


def preserve(before: Schedule, after: Schedule, at: Instant, *, reorder: bool = False) -> PreservedSchedule:
    """The schedule `after` with its edited layers mended, so that people who stay keep their turns of `before` longest.

    A layer that is not over by `at` is edited if people joined or left it or its turns changed; layers of one name are
    one layer, and of the others those that have most people in common. Each gets the `rotation_virtual_start` with
    which the first instant from `at` on is latest at which somebody who stays in the layer has lost a turn that was
    theirs: of all positions of the rotation, the first that is best. Its hand-offs stay where they are written. With
    `reorder` the virtual start stays as it is, and the users are put into an order that is best of all there are: those
    whom nothing fixes, in the order in which they are written.

    Times at which the layer was closed, or is closed after the edit, do not count, and neither does whether other
    layers hide it. The first 20,000 turns and windows are looked at.

    Raises:
        NotAnInstantError, InvalidValueError: `at` is no instant, or something is no schedule.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> def weekly(*names: str) -> Schedule:
        ...     users = [User(name) for name in names]
        ...     layer = Layer.weekly(users, start="2025-01-06T09:00:00Z", hand_off="mon 09:00", time_zone="Etc/UTC")
        ...     return Schedule(name="checkout", time_zone="Etc/UTC", layers=[layer])
        >>> found = preserve(weekly("alice", "bob"), weekly("alice", "bob", "carol"), "2025-01-20T09:00:00Z")
        >>> print(found.terraform)
        # checkout, layer 1
        rotation_virtual_start = "2024-12-30T09:00:00+00:00"
    """
    for field, value in (("before", before), ("after", after)):
        if not isinstance(value, Schedule):
            raise InvalidValueError(field, "a Schedule", value)
    instant = to_seconds(at, "at")
    partners = _partners(before, after, instant)
    layers = tuple(
        _preserved(_Edit(before, after, partners[index], index, instant), reorder=reorder)
        for index in range(len(after.layers))
        if index in partners and _is_edited(before.layers[partners[index]], after.layers[index])
    )
    mended = {each.index: each.layer for each in layers}
    schedule = attrs.evolve(after, layers=[mended.get(index, layer) for index, layer in enumerate(after.layers)])
    return PreservedSchedule(before=before, after=after, schedule=schedule, at=instant, layers=layers)


def _partners(before: Schedule, after: Schedule, at: int) -> dict[int, int]:
    """The index of the layer before for each one after that has one: of the same name, else of the same people.

    Layers that are over by then have none: after a leave, a layer may have an earlier part of the same name.

    Those go together first that are most alike: by how many people they share, then by restrictions and the length of
    turns, then by their place.
    """
    known, layers = (_lasting(each, at) for each in (before, after))
    old, new = _by_name(known), _by_name(layers)
    found = {new[name]: old[name] for name in new if name in old}
    likeness: list[tuple[tuple[int, bool, bool, int], int, int]] = []
    for index, layer in layers.items():
        for other, one in known.items():
            if shared := len({*layer.users} & {*one.users}):
                key = (
                    -shared,
                    layer.restrictions != one.restrictions,
                    layer.rotation_turn_length_seconds != one.rotation_turn_length_seconds,
                    abs(index - other),
                )
                likeness.append((key, index, other))
    for _, index, other in sorted(likeness):
        if index not in found and other not in found.values():
            found[index] = other
    return found


def _lasting(schedule: Schedule, at: int) -> dict[int, Layer]:
    """The layers by index that are not over at an instant."""
    tracks = schedule.compiled.stack.tracks
    return {index: layer for index, layer in enumerate(schedule.layers) if tracks[index].end > at}


def _by_name(layers: Mapping[int, Layer]) -> dict[str, int]:
    """The index of each layer that alone has its name."""
    counts = Counter(layer.name for layer in layers.values())
    return {layer.name: index for index, layer in layers.items() if layer.name and counts[layer.name] == 1}


def _is_edited(before: Layer, after: Layer) -> bool:
    """Whether the turns of a layer are other people's than they were written to be."""
    return (before.users, before.rotation_turn_length_seconds, before.rotation_virtual_start) != (
        after.users,
        after.rotation_turn_length_seconds,
        after.rotation_virtual_start,
    )


@attrs.frozen
class _Edit:
    """One layer of two schedules, from `at` on."""

    before: Schedule
    after: Schedule
    before_index: int
    index: int
    at: int

    @property
    def old(self) -> Layer:
        """The layer before."""
        return self.before.layers[self.before_index]

    @property
    def new(self) -> Layer:
        """The layer as it is written after the edit."""
        return self.after.layers[self.index]

    @property
    def zone(self) -> Zone:
        """Whose clock the layer after follows."""
        return self.after.compiled.stack.zone

    @property
    def rounds(self) -> tuple[int, int]:
        """How long a round of each takes."""
        old, new = (len(each.users) * each.rotation_turn_length_seconds for each in (self.old, self.new))
        return old, new

    def wishes(self) -> Iterator[tuple[int, int, User]]:
        """Who of those who stay had which turn: from when on, its number among the turns of a round, and the user.

        In order of time, from `at` on, up to one joint period later.
        """
        old = _track(self.before, self.before_index)
        new = _track(self.after, self.index)
        staying = set(self.new.users)
        since = max(self.at, old.start, new.start)
        until = min(old.end, new.end, since + self._horizon(old, new))
        if until <= since:
            return
        was, becomes = old.lane(since, until), new.lane(since, until)
        for start in sorted({*was.starts, *becomes.starts}):
            place, turn = was.at(start), becomes.at(start)
            if NOBODY not in {place, turn} and self.old.users[place] in staying:
                yield start, turn, self.old.users[place]

    def _horizon(self, old: Track, new: Track) -> int:
        """One joint period of both, or as much of it as is looked at."""
        shortest = min(each.rotation.seconds for each in (old, new))
        windows = sum(len(each.windows.pattern) for each in (old, new) if each.windows is not None)
        most = _MOST_PIECES * 604_800 // (2 * 604_800 // shortest + 2 * windows + 1)
        return min(lcm(old.period, new.period) + 2 * max(self.rounds), most)


def _track(schedule: Schedule, index: int) -> Track:
    """A layer whose places are the positions in its list of users."""
    return attrs.evolve(schedule.compiled.stack.tracks[index], first_place=0, places=len(schedule.layers[index].users))


def _preserved(edit: _Edit, *, reorder: bool) -> PreservedLayer:
    wishes = list(edit.wishes())
    written = _kept_until(wishes, edit.new.users)
    layer, kept = _reordered(edit, wishes) if reorder else _turned(edit, wishes)
    if not _is_later(kept, written):
        layer, kept = edit.new, written
    return PreservedLayer(
        index=edit.index,
        before=edit.old,
        after=edit.new,
        layer=layer,
        zone=edit.zone.name,
        written_until=written,
        kept_until=kept,
        because="" if kept is None else _because(edit),
    )


def _kept_until(wishes: Sequence[tuple[int, int, User]], users: Sequence[User], position: int = 0) -> int | None:
    """When the first wish is not met by users who are that many turns further; None: all are."""
    count = len(users)
    return next((start for start, turn, user in wishes if users[(turn + position) % count] != user), None)


def _is_later(one: int | None, other: int | None) -> bool:
    return other is not None and (one is None or one > other)


def _turned(edit: _Edit, wishes: Sequence[tuple[int, int, User]]) -> tuple[Layer, int | None]:
    """The layer in the first position that keeps the wishes longest, and until when."""
    best, kept = edit.new, _kept_until(wishes, edit.new.users)
    for position in range(1, len(edit.new.users)):
        until = _kept_until(wishes, edit.new.users, position)
        moved = _moved(edit, position) if _is_later(until, kept) else None
        if moved is not None:
            best, kept = moved, until
    return best, kept


def _moved(edit: _Edit, position: int) -> Layer | None:
    """The layer with a virtual start so many turns earlier, and whole rounds more where nobody can write that.

    That is where a clock change skipped it, or where it is on no full minute. None: nobody ever can.
    """
    zone, new, (_, whole) = edit.zone, edit.new, edit.rounds
    rotation = edit.after.compiled.stack.tracks[edit.index].rotation
    first = rotation.origin - position * rotation.seconds
    for reading in range(first, max(first - 2 * _MINUTE * whole, EARLIEST + DAY), -whole):
        instant = zone.instant_of(reading)
        if zone.reading_of(instant) == reading and (instant % _MINUTE == 0 or new.is_as_answered):
            return attrs.evolve(new, rotation_virtual_start=to_datetime(instant, zone))
    return None


def _reordered(edit: _Edit, wishes: Sequence[tuple[int, int, User]]) -> tuple[Layer, int | None]:
    """The layer in an order of its users that keeps the wishes longest, and until when.

    Each wish fixes who has a turn. They can be met as long as no two fix one turn for different people, and nobody is
    fixed more often than they are listed. So the first wish that breaks this is where every order breaks one.
    """
    users = edit.new.users
    fixed: dict[int, User] = {}
    left = Counter(users)
    kept: int | None = None
    for start, turn, user in wishes:
        if fixed.get(turn, user) != user or (turn not in fixed and not left[user]):
            kept = start
            break
        if turn not in fixed:
            fixed[turn] = user
            left[user] -= 1
    rest = _in_order(users, left)
    order = [fixed.get(turn) or next(rest) for turn in range(len(users))]
    return attrs.evolve(edit.new, users=order), kept


def _in_order(users: Sequence[User], left: Counter[User]) -> Iterator[User]:
    """The users who are left, each as often, in the order in which they are written."""
    remaining = Counter(left)
    for user in users:
        if remaining[user]:
            remaining[user] -= 1
            yield user


def _because(edit: _Edit) -> str:
    """Why nobody can keep everything: the arithmetic of the two rounds."""
    turns = [_turns(each) for each in (edit.old, edit.new)]
    before, after = edit.rounds
    if before == after:
        return f"a round takes {duration(after)} before and after, but {_otherwise(edit.old, edit.new)}"
    return (
        f"a round took {duration(before)} ({turns[0]}) and takes {duration(after)} ({turns[1]}): "
        f"they are in step again only {every(lcm(before, after))}"
    )


def _otherwise(old: Layer, new: Layer) -> str:
    """What is different about two rotations of which a round takes equally long."""
    if Counter(old.users) != Counter(new.users):
        return "its people are others"
    if old.users != new.users:
        return "their order is another one"
    return "its turns begin at other times"


def _turns(layer: Layer) -> str:
    count = len(layer.users)
    return f"{count} {'turn' if count == 1 else 'turns'} of {duration(layer.rotation_turn_length_seconds)}"
