"""Who wins: overrides over the last layer over the ones before it."""

from __future__ import annotations

from datetime import UTC
from functools import cached_property
from math import lcm

import attrs

from oncall.chronology.spans import without
from oncall.chronology.zones import EARLIEST, LATEST, WEEK, Zone
from oncall.engine.lanes import NOBODY, Lane, Runs, Stretch, mask, overlay, runs, stacked, stretches
from oncall.engine.laying import laid_lane, laid_runs
from oncall.engine.repeats import Repeat
from oncall.engine.turns import Rotation
from oncall.engine.windows import Windows

FOREVER = LATEST
"""The end of what has no end."""

_BEFORE = EARLIEST - 8 * WEEK
"""A reading may be some hours before the instants that it stands for, and whoever looks around looks some days back."""

WALL_CLOCK = Zone("Etc/UTC", UTC)
"""A clock that is never changed."""

CLOCK_CHANGES_UNTIL = 2_524_608_000
"""2050-01-01: up to here every real clock change is looked at where something is said about all time."""


_MOST_PIECES = 1000
"""A repeat of more pieces costs more than most questions do without it."""


@attrs.frozen
class Track:
    """One layer: its rotation, cut to `[start, end)` and to its windows.

    Its places are the numbers from `first_place` on, one for each position of the rotation until its owners repeat.
    """

    start: int
    end: int
    rotation: Rotation
    first_place: int
    places: int
    windows: Windows | None = None

    def place_at(self, instant: int, reading: int | None) -> int:
        """The place at `instant`; `reading` is the zone's settled reading then."""
        if not self.start <= instant < self.end:
            return NOBODY
        if reading is None:
            opened = self.windows is None or self.windows.open_at(instant)
            turn = self.rotation.turn_at(instant)
        else:
            opened = self.windows is None or self.windows.open_on(reading)
            turn = (reading - self.rotation.origin) // self.rotation.seconds
        return self.first_place + turn % self.places if opened else NOBODY

    @property
    def period(self) -> int:
        """After how many seconds of the wall clock the places repeat, where it neither starts nor ends; 1: always."""
        turning = self.places * self.rotation.seconds if self.places > 1 else 1
        return turning if self.windows is None else lcm(turning, self.windows.period)

    def pieces_within(self, since: int, until: int) -> int:
        """About how many pieces `lane` would have to look at."""
        turns = (until - since) // self.rotation.seconds + 1 if self.places > 1 else 0
        openings = 0 if self.windows is None else len(self.windows.pattern) * ((until - since) // WEEK + 1)
        return turns + openings

    def cycle(self, seconds: int) -> Lane:
        """The places on the readings of `[0, seconds)`, some periods, of a track that neither starts nor ends."""
        first, places, turning = self.first_place, self.places, self.rotation.seconds
        period = self.period if self.period > 1 else seconds
        edges = {0}
        if places > 1:
            edges.update(range(self.rotation.origin % turning, period, turning))
        if self.windows is not None:
            edges.update(self.windows.edges_on_wall(period))
        starts = sorted(edges)
        ahead = -self.rotation.origin % (places * turning)  # small numbers divide several times as fast
        held = [first + (ahead + start) // turning % places for start in starts]
        if self.windows is not None:
            opened = map(self.windows.open_on, starts)
            held = [place if is_open else NOBODY for place, is_open in zip(held, opened, strict=True)]
        moves = range(0, seconds, period)
        return Lane([move + start for move in moves for start in starts], held * len(moves), seconds)

    def on(self, clock: Zone) -> Track:
        """The same turns and windows, from ever to ever, on a clock whose instants are the readings of this one."""
        windows = None if self.windows is None else Windows(clock, self.windows.pattern)
        rotation = Rotation(clock, self.rotation.origin, self.rotation.seconds)
        return Track(_BEFORE, FOREVER, rotation, self.first_place, self.places, windows)

    def lane(self, since: int, until: int) -> Lane:
        """The places over `[since, until)`."""
        start, end = max(self.start, since), min(self.end, until)
        if end <= start:
            return Lane([since], [NOBODY], until)
        turns, first = self.rotation.lane(start, end, self.places), self.first_place
        lane = Lane(turns.starts, [first + place for place in turns.places], end)
        if self.windows is not None:
            lane = mask(lane, self.windows.openings(start, end))
        return _padded(lane, since, until)


def _claims_lane(stack: Stack) -> Lane:
    """The overrides as a lane of all time."""
    if not stack.claims:
        return Lane([_BEFORE], [NOBODY], FOREVER)
    lane, first = stacked(stack.claims, _BEFORE, FOREVER), len(stack.owners) - len(stack.claims)
    return Lane(lane.starts, [NOBODY if place == NOBODY else first + place for place in lane.places], FOREVER)


@attrs.frozen
class Stack:
    """The layers of one schedule, the first lowest, beneath its overrides.

    `owners[place]` is the person who holds a place. `claims` are the overrides as half-open pairs of instants, the last
    of those that overlap winning; the places of the claims come after those of all tracks.
    """

    zone: Zone
    tracks: tuple[Track, ...]
    owners: tuple[int, ...]
    claims: tuple[tuple[int, int], ...] = ()
    claimed: Lane = attrs.field(init=False, eq=False, repr=False, default=attrs.Factory(_claims_lane, takes_self=True))
    _downwards: tuple[Track, ...] = attrs.field(
        init=False, eq=False, repr=False, default=attrs.Factory(lambda self: self.tracks[::-1], takes_self=True)
    )

    @property
    def parts(self) -> tuple[Stack, ...]:
        """The stack alone; see `Ensemble`, which is made of several."""
        return (self,)

    def place_at(self, instant: int) -> int:
        """The place that is on call at `instant`: arithmetic for each layer, and a bisection of the overrides."""
        if self.claims:
            place = self.claimed.at(instant)
            if place != NOBODY:
                return place
        reading = self.zone.settled_reading(instant)
        for track in self._downwards:
            place = track.place_at(instant, reading)
            if place != NOBODY:
                return place
        return NOBODY

    def lane(self, since: int, until: int) -> Lane:
        """Who is on call over `[since, until)`; linear in the pieces of it."""
        repeat = self.repeat
        if repeat is None or not self.steady_since < until <= FOREVER:
            return self.swept(since, until)
        return laid_lane(self, repeat, since, until)

    def swept(self, since: int, until: int) -> Lane:
        """The same as `lane`, layer by layer: what must hold of a `repeat`, and what does where there is none."""
        return self._beneath(self.claimed.cut(since, until))

    def swept_tracks(self, since: int, until: int) -> Lane:
        """Who of the layers alone is on call over `[since, until)`."""
        return self._beneath(Lane([since], [NOBODY], until))

    def runs(self, since: int, until: int) -> Runs:
        """The shifts of `[since, until)`, cut to it, as columns."""
        repeat = self.repeat
        if repeat is None or not self.steady_since < until <= FOREVER:
            return runs(self.swept(since, until), self.owners)
        return laid_runs(self, repeat, since, until)

    def whole_runs(self, since: int, until: int) -> Runs:
        """The `runs` of a range, but with the first and the last one whole."""
        found = self.runs(since, until)
        last, first = self.stretch_at(until - 1), self.stretch_at(since)
        if last is not None:
            found.kinds[-1], found.until = found.number((last.owner, last.places)), last.end
        if first is not None:
            found.kinds[0], found.starts[0] = found.number((first.owner, first.places)), first.start
        return found

    def stretches(self, since: int, until: int) -> list[Stretch]:
        """The shifts of `[since, until)`, cut to it, each as a value."""
        return self.runs(since, until).stretches

    def pieces_within(self, since: int, until: int) -> int:
        """About how many pieces `lane` would have to look at."""
        return sum(track.pieces_within(since, until) for track in self.tracks) + 2 * len(self.claims)

    def stretch_at(self, instant: int) -> Stretch | None:
        """The whole shift that `instant` lies in; its end is `FOREVER` if nothing ever ends it. None: nobody."""
        found = self.stretches(instant, instant + 1)
        if not found:
            return None
        owner = found[0].owner
        before, after = self._whole_before(instant, owner), self._whole_after(instant, owner)
        (whole,) = stretches(self.lane(before, min(after, self.seen_all_by(instant))), self.owners)
        return attrs.evolve(whole, end=after)

    def next_stretch(self, instant: int) -> Stretch | None:
        """The whole shift that comes first at or after `instant`, at which nobody is on call; None: none does."""
        horizon = self.seen_all_by(instant)
        since, width = max(instant, self.begins), 8 * WEEK
        while since < horizon:
            until = min(since + width, horizon)
            found = self.stretches(since, until)
            if found:
                return self.stretch_at(found[0].start)
            since, width = until, width * 2
        return None

    def gaps(self, since: int, until: int) -> list[tuple[int, int]]:
        """The whole gaps with a part in `[since, until)`, in order; one that nothing ever ends has the end `FOREVER`.

        Before anything begins there are none.
        """
        begun = max(since, self.begins)
        if begun >= until:
            return []
        found = without([(begun, until)], [(each.start, each.end) for each in self.stretches(begun, until)])
        if found and found[0][0] == begun:
            found[0] = (self._last_end(begun), found[0][1])
        if found and found[-1][1] == until:
            following = self.next_stretch(until)
            found[-1] = (found[-1][0], FOREVER if following is None else following.start)
        return found

    @cached_property
    def repeat(self) -> Repeat | None:
        """What the layers that never end show over and over; None: there are none, or it would take too many pieces."""
        shown, period = self._shown_for_ever, self.period
        if not shown or sum(track.pieces_within(0, period) for track in shown) > _MOST_PIECES:
            return None
        lane = shown[0].cycle(period)
        for track in shown[1:]:
            lane = overlay(track.cycle(period), lane)
        return Repeat.of(lane, self.owners)

    @cached_property
    def steady_since(self) -> int:
        """From this instant on no layer starts or ends; overrides may."""
        active = (track for track in self.tracks if track.start < track.end)
        return max([EARLIEST, *(edge for track in active for edge in (track.start, track.end) if edge < FOREVER)])

    @property
    def begins(self) -> int:
        """The first instant at which anybody could be on call: before it nobody is. `FOREVER` if there is none."""
        starts = [track.start for track in self.tracks if track.start < track.end]
        return max(min([*starts, *(start for start, _ in self.claims)], default=FOREVER), EARLIEST)

    @property
    def settled(self) -> int:
        """The instant after which nothing starts or ends for good: the layers that are left repeat themselves."""
        return max([self.steady_since, *(end for _, end in self.claims)])

    @property
    def period(self) -> int:
        """After how many seconds of the wall clock the layers that never end repeat together; a week if none changes.

        A layer of one person does not change, and what lies beneath a layer that never is silent does not show.
        """
        periods = [period for track in self._shown_for_ever if (period := track.period) > 1]
        return lcm(*periods) if periods else WEEK

    @property
    def pattern(self) -> Stack | None:
        """The layers that never end, on a clock that is never changed: its instants are readings of this one's wall.

        Once everything has settled, who is on call at t is who the pattern has at `zone.settled_reading(t)`; only in
        the hour after a clock change, which has no settled reading, may that differ. None: no layer is for ever.
        """
        lasting = tuple(track.on(WALL_CLOCK) for track in self.tracks if track.start < track.end == FOREVER)
        return Stack(WALL_CLOCK, lasting, self.owners) if lasting else None

    def seen_all_by(self, instant: int) -> int:
        """By when everything has been seen that can happen from `instant` on.

        That is one joint period after the last start or end, and the clock changes up to `CLOCK_CHANGES_UNTIL`.
        """
        return min(max(max(instant, self.settled) + self.period + WEEK, CLOCK_CHANGES_UNTIL), FOREVER)

    @property
    def _shown_for_ever(self) -> list[Track]:
        """The tracks that never end, from the last one down to one that never is silent: beneath that, none shows."""
        found: list[Track] = []
        for track in self._downwards:
            if track.start < track.end == FOREVER:
                found.append(track)
                if track.windows is None:
                    break
        return found

    def _beneath(self, lane: Lane) -> Lane:
        """The lane with the layers showing through wherever it holds nobody."""
        for track in self._downwards:
            if NOBODY not in lane.places:
                break
            lane = overlay(track.lane(lane.starts[0], lane.until), lane)
        return lane

    def _last_end(self, instant: int) -> int:
        """When the last shift before an instant was over at which nobody is on call; if there is none, `begins`."""
        until, width = instant, 8 * WEEK
        while until > self.begins:
            since = max(until - width, self.begins)
            found = self.stretches(since, until)
            if found:
                return found[-1].end
            until, width = since, width * 2
        return self.begins

    def _whole_before(self, instant: int, owner: int) -> int:
        until, width = instant + 1, 8 * WEEK
        while True:
            since = max(until - width, min(self.begins, instant))
            last = self.stretches(since, until)[-1:]
            if not last or last[0].owner != owner or last[0].end != until:
                return until
            if last[0].start > since or since == min(self.begins, instant):
                return last[0].start
            until, width = since, width * 2

    def _whole_after(self, instant: int, owner: int) -> int:
        since, width = instant, 8 * WEEK
        horizon = self.seen_all_by(instant)
        while since < horizon:
            until = min(since + width, horizon)
            first = self.stretches(since, until)[:1]
            if not first or first[0].owner != owner or first[0].start != since:
                return since
            if first[0].end < until:
                return first[0].end
            since, width = until, width * 2
        return FOREVER


def _padded(lane: Lane, since: int, until: int) -> Lane:
    """The lane of a range within `[since, until)`, with nobody on either side of it."""
    starts, places = lane.starts, lane.places
    if since < starts[0]:
        starts, places = [since, *starts], [NOBODY, *places]
    if lane.until < until:
        starts, places = [*starts, lane.until], [*places, NOBODY]
    return Lane(starts, places, until)
