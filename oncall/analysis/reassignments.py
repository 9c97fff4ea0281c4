"""Reassignments: the spans in which somebody else is on call after a change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import attrs

from oncall.analysis.proofs import span_dict
from oncall.chronology.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.model.schedules import Schedule
    from oncall.model.users import User


@attrs.frozen(kw_only=True)
class Reassignment:
    """A span all through which `after` is on call where `before` was; None: nobody."""

    span: Span
    """The instants that it is about."""
    before: User | None
    """Who was on call; None: nobody."""
    after: User | None
    """Who is on call instead; None: nobody."""

    def to_dict(self) -> dict[str, Any]:
        """Plain values: the ends of the span in ISO 8601, and the ids of both people."""
        return {**span_dict(self.span), "before": _id(self.before), "after": _id(self.after)}

    def __str__(self) -> str:
        before, after = (user or "nobody" for user in (self.before, self.after))
        return f"{self.span}: {before} -> {after}"


def reassignments(
    before: Schedule | None, after: Schedule | None, since: int, until: int, *, zone: str
) -> tuple[Reassignment, ...]:
    """The reassignments of `[since, until)`, in order and apart; two that follow each other differ in a person.

    None stands for a schedule that is not there: nobody is on call. Linear in the pieces of both. `zone` is where spans
    are shown.
    """
    was, becomes = (_held(schedule, since, until) for schedule in (before, after))
    found: list[Reassignment] = []
    begun, here = since, (was[0][1], becomes[0][1])
    for start, users in (*_together(was, becomes), (until, None)):
        if users == here:
            continue
        if here[0] != here[1]:
            found.append(Reassignment(span=Span(begun, start, zone=zone), before=here[0], after=here[1]))
        if users is not None:
            begun, here = start, users
    return tuple(found)


def _id(user: User | None) -> str | None:
    return None if user is None else user.id


_Held: TypeAlias = "list[tuple[int, User | None]]"


def _held(schedule: Schedule | None, since: int, until: int) -> _Held:
    """Who is on call from when on; the first entry is of `since`."""
    if schedule is None:
        return [(since, None)]
    lane, holders = schedule.compiled.stack.lane(since, until), schedule.compiled.holders
    return [(start, holders[place]) for start, place in zip(lane.starts, lane.places, strict=True)]


def _together(was: _Held, becomes: _Held) -> Iterator[tuple[int, tuple[User | None, User | None]]]:
    """Who is on call before and after, from each instant on at which either may change."""
    before, after = was[0][1], becomes[0][1]
    starts = sorted({start for held in (was, becomes) for start, _ in held[1:]})
    one, other = dict(was), dict(becomes)
    for start in starts:
        before, after = one.get(start, before), other.get(start, after)
        yield start, (before, after)
