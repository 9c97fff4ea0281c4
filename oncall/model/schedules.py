"""Schedules: layers beneath overrides, and who they put on call."""

from __future__ import annotations

import operator
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING

import attrs

from oncall.chronology.instants import Instant, checked_range, to_seconds
from oncall.chronology.representations import as_written
from oncall.errors import InvalidValueError, NotFoundError
from oncall.model import fields, many
from oncall.model.compilation import Compiled, compiled, source_name
from oncall.model.layers import Layer
from oncall.model.timelines import Shift, Timeline
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.axes import Axes

    from oncall.chronology.instants import DateTime
    from oncall.chronology.spans import Span
    from oncall.engine.stack import Stack
    from oncall.errors import Location
    from oncall.model.explanations import Explanation


def _layers(values: Iterable[Layer]) -> tuple[Layer, ...]:
    return fields.tuple_of(Layer, "layers", values)


def _overrides(values: Iterable[Override]) -> tuple[Override, ...]:
    return fields.tuple_of(Override, "overrides", values)


@attrs.frozen(kw_only=True)
class Override:
    """`user` is on call from `start` up to `end`, whatever the layers say.

    Raises:
        NotAnInstantError: a time is not an instant, or has no UTC offset.
        InvalidValueError: `end` is not after `start`.
    """

    user: User = attrs.field(validator=fields.instance_of(User))
    """Who is on call."""
    start: DateTime = attrs.field(converter=fields.start)
    """From when on: the first instant."""
    end: DateTime = attrs.field(converter=fields.end)
    """Until when, not included."""

    __repr__ = as_written

    def __attrs_post_init__(self) -> None:
        if to_seconds(self.end, "end") <= to_seconds(self.start, "start"):
            raise InvalidValueError("end", f"after start ({self.start.isoformat()})", self.end.isoformat())


@attrs.frozen(kw_only=True)
class Schedule:
    """Who is on call when. At most one person is, at any instant.

    `layers` are in Terraform's order: the last one wins wherever it is active and not restricted, elsewhere the one
    before it shows through. `overrides` beat every layer, fill gaps, and among overlapping ones the last listed wins.

    Raises:
        InvalidValueError, UnknownZoneError: a field is outside of its limits.
    """

    name: str = attrs.field(validator=fields.name)
    """What people call it."""
    time_zone: str = attrs.field(validator=fields.zone)
    """The IANA zone on whose wall clock turns and restrictions are counted."""
    layers: tuple[Layer, ...] = attrs.field(converter=_layers)
    """The layers in Terraform's order: the last one wins."""
    overrides: tuple[Override, ...] = attrs.field(default=(), converter=_overrides)
    """Who is on call whatever the layers say; of several at once, the last one listed."""
    description: str = attrs.field(default="", validator=fields.text)
    """What it is for, for people to read."""
    id: str = attrs.field(default=attrs.Factory(lambda self: self.name, takes_self=True), validator=fields.name)
    """The address or REST id that it came with, else the name."""
    where: Location | None = attrs.field(default=None, eq=False, repr=False)
    """The file and line that it came from; None: it was made in Python. It takes no part in equality."""

    @cached_property
    def compiled(self) -> Compiled:
        """The engine's view of this schedule, made once."""
        return compiled(self)

    @property
    def _stack(self) -> Stack:
        return self.compiled.stack

    @property
    def users(self) -> tuple[User, ...]:
        """Everybody listed in a layer or an override, in that order, each once."""
        return self.compiled.people

    @property
    def period(self) -> timedelta | None:
        """After how long the layers that never end repeat together, on the wall clock; None: every layer ends.

        The least common multiple of the rounds (users times turn) and of the restrictions (a day or a week). What lies
        beneath a layer that never is silent does not count, and one person without restrictions repeats every week.
        """
        return None if self._stack.pattern is None else timedelta(seconds=self._stack.period)

    def on_call(self, at: Instant) -> User | None:
        """Who is on call at an instant; None: nobody. The cost does not depend on how far away it is.

        Raises:
            NotAnInstantError: `at` is no instant.
        """
        parts = self.compiled
        known = parts.lookup
        if known is not None:
            place = known.place_at(at if type(at) is int else to_seconds(at, "at"))
            if place is not None:
                return parts.holders[place]
        return parts.holders[parts.stack.place_at(to_seconds(at, "at"))]

    def on_call_many(self, instants: Iterable[Instant]) -> list[User | None]:
        """Who is on call at each of `instants`, in their order: UTC seconds, datetimes, texts, or an array of ints.

        Many instants close to each other cost less than as many calls of `on_call`.

        Raises:
            NotAnInstantError: one of them is no instant. An array of `datetime64`, which has no UTC offset, is refused.
        """
        return many.on_call_many(self, instants)

    def shift_at(self, at: Instant) -> Shift | None:
        """The whole shift that an instant lies in; None: nobody is on call. A shift that never ends has the end None.

        Linear in the pieces that make up the shift.
        """
        instant = to_seconds(at, "at")
        whole = self.compiled.named(self._stack.whole_runs(instant, instant + 1))
        if not whole:
            return None
        start, end, user, sources = whole[0]
        return Shift(user=user, start=start, end=end, sources=sources, zone=self.time_zone)

    def explain(self, at: Instant) -> Explanation:
        """Why somebody, or nobody, is on call at an instant: each override and layer, from the top, and who wins.

        Raises:
            NotAnInstantError: `at` is no instant.
        """
        from oncall.model.explanations import Explanation

        return Explanation(schedule=self, at=at)

    def shifts(self, since: Instant, until: Instant, *, overflow: bool = False) -> Timeline:
        """The shifts of `[since, until)`, cut to it; with `overflow` the first and the last one are whole.

        Linear in the number of shifts, however long ago the rotations began.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, or the range is empty.
        """
        begin, end = checked_range(since, until)
        return self._timeline(self._stack, begin, end, overflow=overflow)

    def layer_shifts(self, layer: str | int, since: Instant, until: Instant, *, overflow: bool = False) -> Timeline:
        """The shifts of one layer alone, by its name or its index (0 is the first, the lowest), as `shifts`.

        Raises:
            NotFoundError: no layer, or more than one, has that name or index.
        """
        index = self._layer_index(layer)
        begin, end = checked_range(since, until)
        stack = attrs.evolve(self._stack, tracks=self._stack.tracks[index : index + 1], claims=())
        part = source_name(self, index)
        return self._timeline(stack, begin, end, overflow=overflow, part=part)

    def without(self, user: User | str, since: Instant | None = None, until: Instant | None = None) -> Schedule:
        """The schedule without a person, named by user, id or name, for `[since, until)`.

        Whoever leaves for good (no `until`) is taken out of the rotations, as who deletes the name from the file: the
        turns of the others move, which `oncall.preserve` mends. Whoever comes back has, in the meantime, each turn
        taken by the next person in the rotation, and nobody else's turn moves. Layers are cut in two where that begins
        and ends; one with nobody else is silent, and overrides that name the person are cut.

        Raises:
            NotFoundError: the name means nobody in the schedule, or more than one person.
            NotAnInstantError, InvalidValueError: an end is no instant, or not on a full minute, or the range is empty.

        Examples:
            >>> layer = Layer.weekly(
            ...     [User("alice"), User("bob"), User("carol")],
            ...     start="2025-01-06T09:00:00Z",
            ...     hand_off="mon 09:00",
            ...     time_zone="Etc/UTC",
            ... )
            >>> schedule = Schedule(name="checkout", time_zone="Etc/UTC", layers=[layer])
            >>> away = schedule.without("bob", "2025-01-10T00:00:00Z", "2025-02-01T00:00:00Z")
            >>> print(schedule.on_call("2025-01-15T00:00:00Z"), away.on_call("2025-01-15T00:00:00Z"))
            bob carol
        """
        from oncall.model.what_if import without

        return without(self, user, since, until)

    def swap(self, a: User | str, b: User | str, span: Span | tuple[Instant, Instant]) -> Schedule:
        """The schedule with `a` on call wherever `b` is in a span, and `b` wherever `a` is: by overrides.

        People are named by user, id or name; a user may be somebody who is not in the schedule.

        Raises:
            NotFoundError: a name means nobody in the schedule, or more than one person.
            NotAnInstantError, InvalidValueError: an end of the span is no instant, it is empty, or both are one person.
        """
        from oncall.model.what_if import swapped

        return swapped(self, a, b, span)

    def plot(self, since: Instant, until: Instant, ax: Axes | None = None) -> Axes:
        """The lanes of the layers, the overrides and the result over `[since, until)`, drawn into an `Axes`.

        `ax` is an Axes of matplotlib; without one, a figure of its own is made, which `pyplot` knows nothing of. Days
        are those of the schedule's zone. What is drawn elsewhere in the Axes with aware datetimes fits to it.

        Raises:
            NotAnInstantError, InvalidValueError: an end of the range is no instant, the range is empty, or `ax` is no
                Axes.
            MissingLibraryError: matplotlib is not installed.
        """
        from oncall.views.plots import schedule_axes

        return schedule_axes(self, since, until, ax)

    def to_svg(self, since: Instant, until: Instant, *, now: Instant | None = None) -> str:
        """A picture of `[since, until)` as SVG: who is on call, the overrides, and each layer, the first one lowest.

        What a lane above hides is faint, and gaps are hatched. Days are those of the schedule's zone; every second that
        passes is equally wide. With `now`, a line stands there. Below stands who has how much of the time. The same
        schedule and range give the same text, of up to 50 kB: what has no room is drawn with less detail.

        Raises:
            NotAnInstantError, InvalidValueError: a time is no instant, or the range is empty.
        """
        from oncall.views.pictures import schedule_svg

        return schedule_svg(self, since, until, now=now)

    def _repr_svg_(self) -> str | None:
        """What a notebook shows: a picture from the day on which the first layer begins; None: nobody ever is on call.

        It is as long as the `period` of the schedule, but at least two weeks and at most thirteen. Where all layers
        end it is as long as they last, within the same limits.
        """
        from oncall.views.pictures import own_svg

        return own_svg(self)

    def _repr_html_(self) -> str | None:
        """The same with a table of its shifts, of the first fifty if there are more."""
        from oncall.views.html.notebooks import schedule_html

        return schedule_html(self)

    def _timeline(self, stack: Stack, since: int, until: int, *, overflow: bool, part: str = "") -> Timeline:
        found = (stack.whole_runs if overflow else stack.runs)(since, until)
        return Timeline(self.compiled.named(found), since=since, until=until, zone=self.time_zone, part=part)

    def _layer_index(self, layer: str | int) -> int:
        names = [source_name(self, index) for index in range(len(self.layers))]
        match layer:
            case str():
                found = [index for index, name in enumerate(names) if name == layer]
            case _:
                index = operator.index(layer)
                found = [index] if 0 <= index < len(names) else []
        if len(found) != 1:
            several = tuple(names[index] for index in found)
            raise NotFoundError("layer", str(layer), several, ambiguous=bool(found), known=tuple(names))
        return found[0]

    def __str__(self) -> str:
        return self.name
