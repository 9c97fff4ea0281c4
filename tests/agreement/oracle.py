"""Who is on call, worked out slowly and obviously from the words of the model.

This is what the library is compared with, so it shares no code with it and knows nothing of how it works. Each function
quotes the clause that it follows and tries every turn, window and layer that could matter; nothing is clever, nothing
is remembered between two questions.

Times are whole seconds. An *instant* is a UTC second. A *reading* is what the wall clock of a zone shows, as the second
that would show the same in UTC: 1970-01-02 00:00 on the wall is the reading 86 400 in every zone.

How wide a neighbourhood is searched: `datetime` allows no UTC offset of 24 hours or more. So `reading - instant` lies
strictly between -24 h and +24 h, for one pair and for any other pair of the same zone, and therefore

    instant_of(r) > t    whenever    r >= reading_of(t) + 48 h,
    instant_of(r) < t    whenever    r <= reading_of(t) - 48 h.

So a reading 48 hours or more from the wall clock at t is certainly in the future or in the past. `NEAR` is three days.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

DAY = 86_400
WEEK = 7 * DAY
NEAR = 3 * DAY

_SECOND = timedelta(seconds=1)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH_ON_THE_WALL = _EPOCH.replace(tzinfo=None)  # naive on purpose: a reading belongs to no zone


@dataclass(frozen=True)
class Window:
    """One restriction: daily when `day_of_week` is None, else weekly (1 = Monday ... 7 = Sunday)."""

    seconds_of_day: int
    duration_seconds: int
    day_of_week: int | None = None


@dataclass(frozen=True)
class Layer:
    """One layer; `start`, `end` and `virtual_start` are instants, and `end` None is for ever."""

    start: int
    end: int | None
    virtual_start: int
    turn_seconds: int
    users: tuple[str, ...]
    windows: tuple[Window, ...] = ()


@dataclass(frozen=True)
class Override:
    """One override, between two instants."""

    start: int
    end: int
    user: str


@dataclass(frozen=True)
class Schedule:
    """Layers with the lowest first (S2) and overrides in the order of their creation (S4)."""

    zone: str
    layers: tuple[Layer, ...]
    overrides: tuple[Override, ...] = ()


# --- Time ---------------------------------------------------------------------------------------------------------


def reading_of(instant: int, zone: str) -> int:
    """The reading that the wall clock of `zone` shows at `instant`."""
    shown = (_EPOCH + instant * _SECOND).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return (shown - _EPOCH_ON_THE_WALL) // _SECOND


def instant_of(reading: int, zone: str) -> int:
    """The instant of a wall-clock reading.

    T4: "one that occurs twice is its first occurrence; one that is skipped moves forward by the length of the gap".

    PEP 495 gives both to `fold=0`: the first of two occurrences, and for a skipped reading the offset from before the
    gap, which lands as far after the gap's beginning as the reading is into the gap. The tests of this module compare
    it with a search through the instants themselves.
    """
    shown = _EPOCH_ON_THE_WALL + reading * _SECOND
    return (shown.replace(tzinfo=ZoneInfo(zone), fold=0) - _EPOCH) // _SECOND


# --- A layer ------------------------------------------------------------------------------------------------------


def start_of(layer: Layer, zone: str, k: int) -> int:
    """The instant at which turn k starts.

    L2: "Turn k starts at start_of(k) = the instant of (wall clock of V in the zone) + k*L". The sum is a reading. Where
    V is the second of two occurrences of its reading, turn 0 starts at the first, as T4 has it.
    """
    return instant_of(reading_of(layer.virtual_start, zone) + k * layer.turn_seconds, zone)


def turn_number(layer: Layer, zone: str, t: int) -> int:
    """L2: "The current turn at t is the largest k with start_of(k) <= t".

    Every k whose reading is within three days and one turn of the wall clock at t is tried. Later ones start after t.
    Earlier ones started before t, but so did one of those tried (the last three days hold a start, or the turn before
    them does), and its k is larger. The starts tried need not be in order: a day that is skipped puts them out of it.
    """
    origin = reading_of(layer.virtual_start, zone)
    now = reading_of(t, zone)
    near = _turns_between(origin, layer.turn_seconds, now - layer.turn_seconds - NEAR, now + NEAR)
    return max(k for k in near if start_of(layer, zone, k) <= t)


def _turns_between(origin: int, turn_seconds: int, first: int, last: int) -> range:
    """Every k with `first <= origin + k * turn_seconds <= last`, and one more at each end."""
    return range((first - origin) // turn_seconds, (last - origin) // turn_seconds + 2)


def is_active(layer: Layer, t: int) -> bool:
    """L1: "active in [start, end); no end means for ever; end at or before start ... is never active"."""
    return layer.start <= t and (layer.end is None or t < layer.end)


def weekday(day: int) -> int:
    """The weekday, 1 = Monday ... 7 = Sunday, of a day counted from 1970-01-01 (day 0), which was a Thursday."""
    return (day + 3) % 7 + 1


def windows_starting(window: Window, first_day: int, last_day: int) -> list[tuple[int, int]]:
    """Every `[start, end)` of readings that one restriction opens on the days `first_day` to `last_day`.

    L8: "start_time_of_day ... for duration_seconds, each local day", a weekly one on its `start_day_of_week` only.
    L9: "A window ends at the wall-clock reading start + duration, also across a clock change".
    """
    days = [d for d in range(first_day, last_day + 1) if window.day_of_week in (None, weekday(d))]
    starts = [d * DAY + window.seconds_of_day for d in days]
    return [(start, start + window.duration_seconds) for start in starts]


def united(windows: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """L7: "Restrictions are a union of wall-clock windows": those that overlap or touch become one stretch."""
    stretches: list[tuple[int, int]] = []
    for start, end in sorted(windows):
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], end))
        else:
            stretches.append((start, end))
    return stretches


def is_masked(layer: Layer, zone: str, t: int) -> bool:
    """Whether the restrictions of the layer keep it silent at t (L7, L9, L10); without restrictions they never do.

    The windows, daily and weekly alike, are united on the wall clock. Then the two ends of each longest stretch become
    instants by T4, and t must lie between them. A stretch whose ends meet or cross (it lies in a skipped hour, say)
    holds no instant.

    Windows that start within 14 days of the wall clock at t are enough. They repeat weekly, so a stretch of a week or
    more means that the whole week is covered, and such a stretch shows itself: every window that covers some reading
    of the last seven days or the next fourteen started within these days. Otherwise every stretch is shorter than
    seven days, and one that holds t has its start before `now + NEAR` and its end after `now - NEAR`, so all the
    windows that it is made of start within ten days.
    """
    if not layer.windows:
        return False
    now = reading_of(t, zone)
    today = now // DAY
    stretches = united([each for window in layer.windows for each in windows_starting(window, today - 14, today + 14)])
    if any(end - start >= WEEK for start, end in stretches):
        return False
    return not any(instant_of(start, zone) <= t < instant_of(end, zone) for start, end in stretches)


def layer_user(layer: Layer, zone: str, t: int) -> str | None:
    """The user of one layer at t, None where it is not active or is masked.

    L2: "its user is users[k mod n] (floored modulo)", which is what Python's `%` is: L4 runs the rotation backwards
    before V. L7: restrictions "mask the layer and never slow the rotation", so the turn does not depend on them.
    """
    if not is_active(layer, t) or is_masked(layer, zone, t):
        return None
    return layer.users[turn_number(layer, zone, t) % len(layer.users)]


# --- A schedule ---------------------------------------------------------------------------------------------------


def override_user(schedule: Schedule, t: int) -> str | None:
    """The user whom an override puts on call at t, None where there is no override.

    S4: "among overlapping ones the last created (last listed) wins". T2: `[start, end)`.
    """
    found = [override.user for override in schedule.overrides if override.start <= t < override.end]
    return found[-1] if found else None


def on_call(schedule: Schedule, t: int) -> str | None:
    """Who is on call at t: one person at most (S1), None for nobody.

    S4: "Overrides beat every layer, fill gaps, are not masked". S2: "the first is the lowest, the last wins wherever
    it is active and not masked; where it is silent the next one down shows through".
    """
    from_lowest = [layer_user(layer, schedule.zone, t) for layer in schedule.layers]
    from_lowest.append(override_user(schedule, t))
    somebody = [user for user in from_lowest if user is not None]
    return somebody[-1] if somebody else None


def boundaries(schedule: Schedule, since: int, until: int) -> list[int]:
    """Every instant in `[since, until]` at which the person on call might change, in order, with the two ends.

    These are both ends of each layer and override, the start of every turn, and both ends of every window (those of
    the united stretches are among them). Turns and windows are taken from the readings within `NEAR` of the range, and
    a week earlier for windows, the longest of which lasts less than a week.
    """
    zone = schedule.zone
    first, last = reading_of(since, zone) - NEAR, reading_of(until, zone) + NEAR
    found = {since, until}
    for override in schedule.overrides:
        found |= {override.start, override.end}
    for layer in schedule.layers:
        found |= {layer.start} if layer.end is None else {layer.start, layer.end}
        origin = reading_of(layer.virtual_start, zone)
        found |= {start_of(layer, zone, k) for k in _turns_between(origin, layer.turn_seconds, first, last)}
        for window in layer.windows:
            for start, end in windows_starting(window, (first - WEEK) // DAY, last // DAY):
                found |= {instant_of(start, zone), instant_of(end, zone)}
    return sorted(t for t in found if since <= t <= until)


def shifts(schedule: Schedule, since: int, until: int) -> list[tuple[int, int, str]]:
    """Every shift as `(start, end, user)`, in order and cut to `[since, until)` (S6); an empty range has none.

    S5: "the longest unbroken stretch of one person in the final schedule, whatever layers it came through".
    S7: "Gaps are absent from the list". Nothing changes between two neighbouring boundaries, so whoever is on call at
    the first of them is on call up to the second.
    """
    found: list[tuple[int, int, str]] = []
    for start, end in pairwise(boundaries(schedule, since, until)):
        user = on_call(schedule, start)
        if user is None:
            continue
        if found and found[-1][1:] == (start, user):
            found[-1] = (found[-1][0], end, user)
        else:
            found.append((start, end, user))
    return found


def covered_seconds(schedule: Schedule, since: int, until: int) -> int:
    """How many seconds of `[since, until)` have somebody on call: S7's coverage times the length of the range."""
    return sum(end - start for start, end, _ in shifts(schedule, since, until))
