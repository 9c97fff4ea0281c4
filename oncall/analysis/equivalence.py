"""Equivalence: whether two schedules put the same people on call at the same times, for all time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oncall.analysis.pairs import Pair
from oncall.analysis.proofs import Proof
from oncall.analysis.proving import checked_schedule
from oncall.analysis.sightings import joint_walk, sighting
from oncall.chronology.instants import Instant, to_seconds
from oncall.chronology.spans import Span
from oncall.engine.stack import FOREVER
from oncall.model.users import full_names

if TYPE_CHECKING:
    from oncall.model.schedules import Schedule


def prove_same(one: Schedule, other: Schedule, *, since: Instant | None = None) -> Proof:
    """Whether at every instant from `since` on the same person is on call in both of two schedules, or nobody in both.

    By default from the first start of either. Decided for all time, as `prove_covered`, over the joint period of both;
    up to a date, if that is too long to walk. Two zones of different clocks have no joint period; then it is decided on
    instants up to 2050. The counter-example is the first time at which it is not so.

    Raises:
        NotAnInstantError, InvalidValueError: `since` is no instant, or one of the schedules is none.

    Examples:
        >>> from oncall import Layer, Schedule, User
        >>> alice, bob, monday, zone = User("alice"), User("bob"), "2025-01-06T09:00:00Z", "Etc/UTC"
        >>> written, turned = (
        ...     Schedule(
        ...         name="checkout",
        ...         time_zone=zone,
        ...         layers=[Layer.weekly(users, start=start, hand_off="mon 09:00", time_zone=zone)],
        ...     )
        ...     for users, start in (([alice, bob], monday), ([bob, alice], "2025-01-13T09:00:00Z"))
        ... )
        >>> prove_same(written, turned, since="2025-02-01T00:00:00Z").holds
        True
    """
    first, second = checked_schedule("one", one), checked_schedule("other", other)
    begin = None if since is None else to_seconds(since, "since")
    pair = Pair.of(first, second)
    seen = joint_walk(pair.ensemble, pair.ensemble, begin, margin=0)
    found = None if seen is None else sighting(seen, pair.differs)
    first_span = None
    if found is not None and seen is not None:
        start, end = found.span or (seen.since, FOREVER)
        first_span = start, FOREVER if found.for_ever_from == start else end
    return Proof(
        code="",
        subject=other.id if one.id == other.id else f"{one.id} and {other.id}",
        statement="the same people are on call at the same times",
        holds=found is None,
        since=None if seen is None else seen.since,
        period_seconds=None if seen is None else seen.period,
        until=None if seen is None else seen.until,
        repeats_from=None if seen is None else seen.settled,
        counterexample=None if first_span is None else Span(*first_span, zone=other.time_zone),
        recurs=None if found is None else found.recurs,
        because="" if first_span is None else _difference(first, second, first_span[0]),
        zone=other.time_zone,
    )


def _difference(one: Schedule, other: Schedule, at: int) -> str:
    """Who is on call at an instant in one of two schedules, and who in the other."""
    full = full_names((*one.users, *other.users))
    people = (each.on_call(at) for each in (one, other))
    first, second = ("nobody" if user is None else full[user] for user in people)
    return f"{first} is on call in one and {second} in the other"
