"""What a layer has to say at an instant, and how that came about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from oncall.chronology.characters import visible_lines
from oncall.chronology.instants import to_datetime, to_text
from oncall.chronology.representations import as_written
from oncall.chronology.spans import UTC_ZONE, Span
from oncall.chronology.words import DAYS, duration, listing, moment
from oncall.chronology.zones import DAY, EARLIEST, LATEST, Zone
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import FOREVER
from oncall.model.compilation import source_name
from oncall.model.restrictions import WeeklyRestriction

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from oncall.chronology.instants import DateTime
    from oncall.engine.stack import Track
    from oncall.engine.turns import Rotation
    from oncall.model.layers import Layer
    from oncall.model.restrictions import Restriction
    from oncall.model.schedules import Schedule
    from oncall.model.users import User

State: TypeAlias = Literal["wins", "hidden", "masked", "not begun", "over", "never"]
"""`masked`: restricted right now. `never`: its end is not after its start."""
Part: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""A headline, and what stands below it: each line's label, such as `turn`, and its text."""


@attrs.frozen(kw_only=True)
class Turn:
    """Whose turn it is in a layer, and the arithmetic that says so.

    On the wall clock, `elapsed_seconds` have passed since the reading of `rotation_virtual_start`: that is `number`
    turns of `seconds` each and `rest_seconds`. `number` modulo the number of users is `position` - 1. Shortly after a
    clock change a turn may have begun that the reading alone does not show, or the other way round; then the rest is
    negative, or longer than a turn, and `number` is what defines it: the largest of the turns that have begun.
    """

    number: int
    """How many turns have gone by since `rotation_virtual_start`; negative before it."""
    user: User
    """Whose turn it is."""
    position: int
    """From 1: the place of the user in the layer's list."""
    users: tuple[User, ...]
    """Who takes turns in the layer."""
    span: Span
    """From when the turn is current, and up to when; the layer may begin later, or be over before."""
    seconds: int
    """How long a turn is, in seconds of the wall clock."""
    elapsed_seconds: int
    """How many seconds of the wall clock have passed since `rotation_virtual_start`."""
    rest_seconds: int
    """What is left of them after `number` turns."""

    @property
    def start(self) -> DateTime:
        """When the turn began, in the schedule's zone; not before the first instant that every zone can show."""
        return self.span.start

    @property
    def end(self) -> DateTime:
        """When another turn is current, in the schedule's zone; not after the last instant that every zone can show."""
        return self.span.end

    @property
    def is_by_reading(self) -> bool:
        """Whether the readings of the wall clock alone give the number, as they do but shortly after a clock change."""
        return 0 <= self.rest_seconds < self.seconds

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "number": self.number,
            "user": self.user.id,
            "name": self.user.name,
            "position": self.position,
            "of": len(self.users),
            **_ends(self.span),
            "seconds": self.seconds,
            "elapsed_seconds": self.elapsed_seconds,
            "rest_seconds": self.rest_seconds,
            "is_by_reading": self.is_by_reading,
        }

    def __str__(self) -> str:
        return str(self.user) if len(self.users) == 1 else f"{self.user}, {self.position} of {len(self.users)}"


@attrs.frozen(kw_only=True)
class ExplainedLayer:
    """A layer at an instant: its `state`, and why.

    `turn` is whose turn it is, also while a layer is hidden or masked; None outside of the layer's start and end.
    `window` is the stretch around the instant in which its restrictions leave it open, or closed if it is masked; None
    for a layer that is always open, or not active. `index` is from 0, the lowest; `hidden_by` names the layer that wins
    instead, or is `override`, as in the sources of a shift; `is_overridden` is whether it is an override that wins.
    """

    layer: Layer
    """The layer itself."""
    name: str
    """What it is called, here and in the sources of a shift."""
    index: int
    """Its place in the schedule, from 0, the lowest."""
    state: State
    """What it does at the instant."""
    hidden_by: str | None = None
    """The layer that wins instead, or `override`, as in the sources of a shift; None: none does."""
    is_overridden: bool = False
    """Whether it is an override that wins."""
    turn: Turn | None = None
    """Whose turn it is, also while it is hidden or masked; None: the instant is outside of its start and end."""
    window: Span | None = None
    """The stretch around the instant in which it is open, or masked if it is; None: always open, or not active."""
    _start: int = attrs.field(alias="start")
    _end: int | None = attrs.field(alias="end")
    _at: int = attrs.field(alias="at")
    zone: str = attrs.field(default=UTC_ZONE, eq=False)
    """The IANA zone in which times are shown; it takes no part in equality."""

    __repr__ = as_written

    @property
    def user(self) -> User | None:
        """Whom the layer alone has on call; None: nobody."""
        return self.turn.user if self.turn is not None and self.state in {"wins", "hidden"} else None

    @property
    def start(self) -> DateTime:
        """When the layer begins, in the schedule's zone."""
        return to_datetime(self._start, Zone.named(self.zone))

    @property
    def end(self) -> DateTime | None:
        """When it is over, in the schedule's zone; None: never."""
        return None if self._end is None else to_datetime(self._end, Zone.named(self.zone))

    @property
    def at(self) -> DateTime:
        """The instant that was asked about, in the schedule's zone."""
        return to_datetime(self._at, Zone.named(self.zone))

    def to_dict(self) -> dict[str, Any]:
        """Plain values."""
        zone = Zone.named(self.zone)
        return {
            "layer": self.name,
            "index": self.index,
            "state": self.state,
            "hidden_by": self.hidden_by,
            "is_overridden": self.is_overridden,
            "user": None if self.user is None else self.user.id,
            "start": to_text(self._start, zone),
            "end": None if self._end is None else to_text(self._end, zone),
            "rotation_virtual_start": self.layer.rotation_virtual_start.isoformat(),
            "turn": None if self.turn is None else self.turn.to_dict(),
            "restrictions": [_restriction_dict(each) for each in self.layer.restrictions],
            "window": None if self.window is None else _ends(self.window),
        }

    def lines(self) -> list[str]:
        """What a person reads about it: a headline, and below it what it comes from."""
        headline, why = self.part
        return [headline, *(f"  {line}" for line in labelled(why))]

    @property
    def part(self) -> Part:
        """The same as a headline and, below it, labels with their texts."""
        number = f"layer {self.index + 1}"
        title = f"{self.name} ({number})" if self.layer.name else number
        return f"{title} {self.verdict}", tuple(self._why())

    def __str__(self) -> str:
        return visible_lines(self.lines())

    @property
    def verdict(self) -> str:
        """What comes of it, as the end of a sentence that begins with its name."""
        match self.state:
            case "wins":
                return f"wins: {self.turn}"
            case "hidden":
                hider = "an override" if self.is_overridden else self.hidden_by
                return f"is hidden by {hider}: it would be {self.turn}"
            case "masked":
                return f"is restricted: it would be {self.turn}"
            case "not begun":
                return "has not begun"
            case "over":
                return "is over"
            case "never":
                return "is never active: its end is not after its start"

    def _why(self) -> Iterator[tuple[str, str]]:
        zone = Zone.named(self.zone)
        if self.turn is None:
            yield "start", moment(self._start, zone)
            yield "end", "never" if self._end is None else moment(self._end, zone)
            return
        if self.window is not None:
            yield "closed" if self.state == "masked" else "open", _stretch(self.window, zone)
            yield "windows", listing(map(restriction_in_words, self.layer.restrictions))
        yield "turn", f"{self.turn.number}: {_stretch(self.turn.span, zone)}"
        yield from self._cuts(zone)
        yield "counted", self._arithmetic(self.turn, zone)
        if not self.turn.is_by_reading:
            yield "decided", "the largest k with start_of(k) <= now, since the clock was just changed"
        if len(self.turn.users) > 1:
            place = f"{self.turn.number} mod {len(self.turn.users)} = {self.turn.position - 1}"
            yield "place", f"{place}: {_marked(self.turn)}"

    def _cuts(self, zone: Zone) -> Iterator[tuple[str, str]]:
        assert self.turn is not None, "only an active layer has a turn that it could cut"
        begun, over = self.turn.span.bounds
        if begun < self._start:
            yield "cut", f"the layer began {moment(self._start, zone)}"
        if self._end is not None and self._end < over:
            yield "cut", f"the layer ends {moment(self._end, zone)}"

    def _arithmetic(self, turn: Turn, zone: Zone) -> str:
        now = zone.reading_of(self._at)
        difference = f"{_reading(now)} - {_reading(now - turn.elapsed_seconds)}"
        sign = "-" if turn.rest_seconds < 0 else "+"
        rest = f" {sign} {_exactly(abs(turn.rest_seconds))}" if turn.rest_seconds else ""
        return f"{difference} = {turn.number} x {_exactly(turn.seconds)}{rest}"


def labelled(lines: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Each label and its text as a line; the texts stand below each other."""
    return (f"{label:<7}  {text}" for label, text in lines)


def explained_layer(schedule: Schedule, index: int, at: int, winner: int, winning: str) -> ExplainedLayer:
    """A layer of `schedule` at an instant; `winner` is the index of the layer that wins then, `NOBODY` if none does."""
    layer, track = schedule.layers[index], schedule.compiled.stack.tracks[index]
    state = _state(track, at, is_winner=index == winner)
    is_active = state in {"wins", "hidden", "masked"}
    return ExplainedLayer(
        layer=layer,
        name=source_name(schedule, index),
        index=index,
        state=state,
        hidden_by=winning if state == "hidden" else None,
        is_overridden=state == "hidden" and winner == NOBODY,
        turn=_turn(layer, track.rotation, at) if is_active else None,
        window=_span(*track.windows.unchanged_around(at), schedule.time_zone) if is_active and track.windows else None,
        start=min(max(track.start, EARLIEST), LATEST),
        end=None if track.end >= FOREVER else max(track.end, EARLIEST),
        at=at,
        zone=schedule.time_zone,
    )


def _state(track: Track, at: int, *, is_winner: bool) -> State:
    if track.end <= track.start:
        return "never"
    if at < track.start:
        return "not begun"
    if at >= track.end:
        return "over"
    if track.windows is not None and not track.windows.open_at(at):
        return "masked"
    return "wins" if is_winner else "hidden"


def _turn(layer: Layer, rotation: Rotation, at: int) -> Turn:
    # The engine's places are those of the shortest round; people know the list that they wrote.
    number = rotation.turn_at(at)
    position = number % len(layer.users)
    elapsed = rotation.zone.reading_of(at) - rotation.origin
    return Turn(
        number=number,
        user=layer.users[position],
        position=position + 1,
        users=layer.users,
        span=_span(rotation.start_of(number), rotation.end_of(number), rotation.zone.name),
        seconds=rotation.seconds,
        elapsed_seconds=elapsed,
        rest_seconds=elapsed - number * rotation.seconds,
    )


def _span(start: int, end: int, zone: str) -> Span:
    """A stretch around an instant, cut to what every zone can show."""
    return Span(max(start, EARLIEST), min(end, LATEST), zone=zone)


def _ends(span: Span) -> dict[str, str]:
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}


def _stretch(span: Span, zone: Zone) -> str:
    start, end = span.bounds
    return f"{moment(start, zone)} to {moment(end, zone)}"


def _marked(turn: Turn) -> str:
    """The names of the list, the one whose turn it is in brackets."""
    names = (f"[{user}]" if place == turn.position else str(user) for place, user in enumerate(turn.users, start=1))
    return ", ".join(names)


def _reading(reading: int) -> str:
    """A reading as a date and a time."""
    reading = min(max(reading, EARLIEST - 2 * DAY), LATEST + 2 * DAY - 1)  # what a date can say
    return moment(reading, Zone.named(UTC_ZONE))[4:].rpartition(" ")[0]


def _exactly(seconds: int) -> str:
    """A length of time in words with nothing cut off: `1 week`, `1 week 5 days 1 hour`."""
    return duration(seconds, units=5)


def restriction_in_words(restriction: Restriction) -> str:
    """When a restriction leaves a layer open: `daily 09:00 for 8 hours`, `Saturdays 00:00 for 2 days`."""
    begin = restriction.start_time_of_day.removesuffix(":00")
    when = f"{DAYS[restriction.start_day_of_week - 1]}s" if isinstance(restriction, WeeklyRestriction) else "daily"
    return f"{when} {begin} for {_exactly(restriction.duration_seconds)}"


def _restriction_dict(restriction: Restriction) -> dict[str, Any]:
    fields = {"start_time_of_day": restriction.start_time_of_day, "duration_seconds": restriction.duration_seconds}
    if isinstance(restriction, WeeklyRestriction):
        return {"type": "weekly_restriction", "start_day_of_week": restriction.start_day_of_week, **fields}
    return {"type": "daily_restriction", **fields}
