"""Proving: what is true of a schedule, or of two, at every instant for ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.meetings import meetings
from oncall.analysis.periods import Course, course
from oncall.analysis.proofs import Proof
from oncall.analysis.walks import Walk, walk
from oncall.chronology.instants import Instant, to_seconds
from oncall.chronology.spans import Span, canonical
from oncall.chronology.words import listing, moment
from oncall.engine.ensembles import presence
from oncall.engine.lanes import NOBODY
from oncall.engine.stack import FOREVER
from oncall.errors import InvalidValueError
from oncall.model.schedules import Schedule
from oncall.model.users import full_names

if TYPE_CHECKING:
    from oncall.model.layers import Layer
    from oncall.model.users import User


def prove_covered(schedule: Schedule, *, since: Instant | None = None) -> Proof:
    """Whether somebody is on call at every instant from `since` on, by default from the schedule's first start.

    If `since` is before the first start, the time up to that is a gap.

    Decided for all time: on the wall clock over one joint period of the restrictions, on instants up to the last start
    or end, and on the day of every clock change of the zone up to 2050. Rotations do not matter to it, so the period is
    a week at most. The counter-example is the first gap.

    Raises:
        NotAnInstantError, InvalidValueError: `since` is no instant, or the schedule is none.

    Examples:
        >>> from oncall import DailyRestriction, Layer, Schedule, User
        >>> days = DailyRestriction(start_time_of_day="08:00:00", duration_seconds=43_200)
        >>> layer = Layer.weekly(
        ...     [User("alice"), User("bob")],
        ...     start="2025-01-06T08:00:00Z",
        ...     hand_off="mon 08:00",
        ...     time_zone="Etc/UTC",
        ...     restrictions=[days],
        ... )
        >>> proof = prove_covered(Schedule(name="checkout", time_zone="Etc/UTC", layers=[layer]))
        >>> proof.holds, str(proof.counterexample), str(proof.recurs)
        (False, '2025-01-06T20:00:00+00:00 to 2025-01-07T08:00:00+00:00', 'every day')
    """
    begin = _since(since)
    seen = coverage(checked_schedule("schedule", schedule), begin)
    gaps = (
        []
        if seen is None
        else [(start, FOREVER if is_endless(seen, end) else end) for start, end in seen.spans(is_gap)]
    )
    if seen is not None and begin is not None and begin < seen.since:
        gaps = canonical([(begin, seen.since), *gaps])
    return Proof(
        code="OC101",
        subject=schedule.id,
        statement="somebody is always on call",
        holds=seen is not None and not gaps,
        since=None if seen is None else seen.since if begin is None else begin,
        period_seconds=None if seen is None else seen.period,
        until=None if seen is None else seen.until,
        repeats_from=None if seen is None else seen.settled,
        counterexample=Span(*gaps[0], zone=schedule.time_zone) if gaps else None,
        recurs=None if seen is None else seen.recurrence(is_gap),
        because="" if seen is not None else "nobody is ever on call",
        zone=schedule.time_zone,
        kind="schedule",
    )


def prove_distinct(one: Schedule, other: Schedule, *, since: Instant | None = None) -> Proof:
    """Whether no person is ever on call in both of two schedules at once, such as a primary and a secondary one.

    Decided for all time, as `prove_covered`, over the joint period of both: if that is too long to walk, by the Chinese
    remainder theorem. Two zones of different clocks have no joint period; then it is decided on instants up to 2050.
    The counter-example is the first time at which it happens. Where one of them has nobody on call, nobody is in both.

    Raises:
        NotAnInstantError, InvalidValueError: `since` is no instant, or one of the schedules is none.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> people = [User(name) for name in ("alice", "bob", "carol", "dave", "erin")]
        >>> monday, zone = "2025-01-06T09:00:00Z", "Etc/UTC"
        >>> primary, secondary = (
        ...     Schedule(
        ...         name=name,
        ...         time_zone=zone,
        ...         layers=[Layer.weekly(users, start=monday, hand_off="mon 09:00", time_zone=zone)],
        ...     )
        ...     for name, users in (("primary", people), ("secondary", people[1:]))
        ... )
        >>> proof = prove_distinct(primary, secondary)
        >>> proof.holds, proof.because, str(proof.recurs)
        (False, 'bob and others are', '4 times every 20 weeks')
    """
    found = meetings(checked_schedule("one", one), checked_schedule("other", other), _since(since))
    return Proof(
        code="OC701",
        subject=f"{one.id} and {other.id}",
        statement="nobody is on call in both at once",
        holds=found.first is None,
        since=found.since,
        period_seconds=found.period,
        until=found.until,
        repeats_from=max(each.compiled.stack.settled for each in (one, other)),
        counterexample=None if found.first is None else Span(*found.first, zone=one.time_zone),
        recurs=found.recurs,
        because=found.who(full_names((*one.users, *other.users)).__getitem__),
        by_arithmetic=found.by_arithmetic,
        zone=one.time_zone,
    )


def prove_everyone_serves(schedule: Schedule, *, since: Instant | None = None) -> Proof:
    """Whether everybody who is listed in a layer is on call again and again, or, in one that ends, ever at all.

    Layers that are over at `since`, or never begin, do not count. Decided for all time, however long the joint period:
    whether a turn ever meets the times at which its layer decides, is arithmetic (the Chinese remainder theorem).
    `because` says who never serves, and from when on, if they did before.

    Raises:
        NotAnInstantError, InvalidValueError: `since` is no instant, or the schedule is none.

    Examples:
        >>> from oncall import Layer, Schedule, User, WeeklyRestriction
        >>> weekdays = WeeklyRestriction(start_day_of_week=1, start_time_of_day="00:00:00", duration_seconds=5 * 86_400)
        >>> layer = Layer.daily(
        ...     [User(name) for name in ("alice", "bob", "carol", "dave", "erin", "frank", "grace")],
        ...     start="2025-01-06T00:00:00Z",
        ...     hand_off="00:00",
        ...     time_zone="Etc/UTC",
        ...     restrictions=[weekdays],
        ... )
        >>> proof = prove_everyone_serves(Schedule(name="checkout", time_zone="Etc/UTC", layers=[layer]))
        >>> proof.holds, proof.because
        (False, 'frank and grace never are')
    """
    return everyone_serves(checked_schedule("schedule", schedule), course(schedule, _since(since)))


def everyone_serves(schedule: Schedule, seen: Course | None) -> Proof:
    """The same, of a course that is known."""
    missing = [] if seen is None else starved(seen)
    again = " again and again" if seen is not None and all(lasts for _, lasts in _live_layers(seen)) else ""
    until = None if seen is None else seen.places_until
    return Proof(
        code="OC202",
        subject=schedule.id,
        statement=f"everybody listed in a layer that is not over is on call{again}",
        holds=seen is not None and not missing,
        since=None if seen is None else seen.since,
        period_seconds=None if seen is None else seen.period,
        until=until,
        repeats_from=None if seen is None else seen.settled,
        because="nobody is ever on call" if seen is None else _missing(schedule, seen, missing),
        by_arithmetic=seen is not None and seen.until != until,
        zone=schedule.time_zone,
        kind="schedule",
    )


def _missing(schedule: Schedule, seen: Course, missing: list[User]) -> str:
    """Who never is on call, and who is not any more, from when on."""
    later = starved_later(seen) if missing else []
    since = f" from {moment(seen.settled, schedule.compiled.stack.zone)} on"
    full = full_names(schedule.users)
    parts = (([user for user in missing if user not in later], ""), (later, since))
    return "; ".join(
        f"{listing(full[user] for user in users)} never {'is' if len(users) == 1 else 'are'}{begin}"
        for users, begin in parts
        if users
    )


def starved_later(seen: Course) -> list[User]:
    """Those of the starved who are on call before all that starts and ends has done so, and not after it."""
    return [user for user in starved(seen) if user in seen.users] if seen.settled > seen.since else []


def starved(seen: Course) -> list[User]:
    """Who is listed in a layer that is not over, and never on call; of a layer that lasts, not again and again."""
    lasting, ever = set(seen.lasting_users), set(seen.users)
    missing: dict[User, None] = {}
    for layer, lasts in _live_layers(seen):
        serving = lasting if lasts else ever
        missing |= dict.fromkeys(user for user in layer.users if user not in serving)
    return list(missing)


def _live_layers(seen: Course) -> list[tuple[Layer, bool]]:
    """The layers that are not over when a course begins, and do begin, each with whether it lasts for ever."""
    tracks = zip(seen.schedule.layers, seen.schedule.compiled.stack.tracks, strict=True)
    return [(layer, track.end == FOREVER) for layer, track in tracks if track.end > max(seen.since, track.start)]


def coverage(schedule: Schedule, since: int | None = None, until: int | None = None, *, margin: int = 0) -> Walk | None:
    """When anybody is on call, for all time; None: nobody ever is. Who that is, it does not tell.

    Each layer always has somebody whose turn it is, so only the windows matter, which repeat every week.
    """
    return walk(presence(schedule.compiled.stack), since, until, margin=margin)


def is_endless(seen: Walk, end: int) -> bool:
    """Whether what was seen to last until `end` goes on for ever: nothing lasts, and the walk ends there."""
    return seen.pattern is None and seen.until is None and end == seen.walked[0].until


def is_gap(place: int) -> bool:
    """Whether a place is nobody's."""
    return place == NOBODY


def checked_schedule(field: str, value: object) -> Schedule:
    """What was given for an argument, which must be a schedule."""
    if not isinstance(value, Schedule):
        raise InvalidValueError(field, "a Schedule", value)
    return value


def _since(since: Instant | None) -> int | None:
    return None if since is None else to_seconds(since, "since")
