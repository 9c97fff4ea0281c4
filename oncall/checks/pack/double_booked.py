"""OC701 double-booked: one person on call in two schedules at once.

## What it finds

Somebody who is on call in two schedules of the configuration at the same time: who, in which, when first, and how often
that comes back for this person; then how often for everybody together, if there are others. One finding a schedule,
about the first other one, with the number of those that follow. Its spans are those in which this person is on call in
both, the first fifty that were looked at one by one. Decided for all time, however long it takes until the
two repeat together; between zones of different clocks up to 2050.

## Why it matters

Two incidents at once are when a second person is needed, and then both pages go to the same one. Rotations of different
lengths look independent and are not: a primary one of five people and a secondary one of four of them put the same
person into both chairs in four weeks of every twenty.

## Example

```terraform
resource "pagerduty_schedule" "primary" {
  name      = "Primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Primary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users = [
      "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan",
    ]
  }
}

resource "pagerduty_schedule" "secondary" {
  name      = "Secondary"
  time_zone = "America/New_York"

  layer {
    name                         = "Secondary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-13T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## Use instead

The same people in the same order, a turn behind: they never meet.

```terraform
resource "pagerduty_schedule" "primary" {
  name      = "Primary"
  time_zone = "America/New_York"

  layer {
    name                         = "Primary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-06T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}

resource "pagerduty_schedule" "secondary" {
  name      = "Secondary"
  time_zone = "America/New_York"

  layer {
    name                         = "Secondary"
    start                        = "2025-01-06T09:00:00-05:00"
    rotation_virtual_start       = "2025-01-13T09:00:00-05:00"
    rotation_turn_length_seconds = 604800
    users                        = ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"]
  }
}
```

## How to mend it

Give both schedules the same people in the same order and turns of the same length, and let `rotation_virtual_start` of
one be a turn later; or share no people. An override that puts somebody into a second chair should take them out of the
first.

## What it cannot see

People under two ids. Two schedules that one team means to have one person: ignore it there, with a reason. Overrides
that PagerDuty has and no file names.
"""

from __future__ import annotations

from collections import defaultdict
from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.bookings import bookings
from oncall.analysis.meetings import meetings
from oncall.analysis.recurrence import again
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.spans import Span
from oncall.chronology.words import listing, moment
from oncall.chronology.zones import Zone

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oncall.analysis.bookings import Bookings
    from oncall.analysis.meetings import Meetings
    from oncall.analysis.periods import Course
    from oncall.analysis.proofs import Proof
    from oncall.checks.scope import Scope
    from oncall.model import Schedule, User


def _ask(scope: Scope) -> Iterator[Answer]:
    courses = {schedule.id: seen for schedule, seen in scope.courses}
    found = bookings(courses, scope.since, longer_than=scope.settings.double_booked_seconds)
    partners = _partners(found)
    joint = _joint_periods(courses, found)
    for name in found.people:
        schedule, others = courses[name].schedule, partners[name]
        first = _first(scope, courses, name, others)
        proof = CHECK.proof(
            subject=schedule,
            statement="whoever is on call is on call in no other schedule at once",
            holds=first is None,
            seen=courses[name],
            counterexample=None if first is None else _span(schedule, first),
            recurs=None if first is None else first.seen.recurs,
            because="" if first is None else f"{first.seen.who(scope.called)}, in {first.other}",
        )
        period, settled = joint[name]
        if first is not None:
            period, settled = first.seen.period, max(courses[each].settled for each in (name, first.other.id))
        proof = attrs.evolve(
            proof,
            until=found.until.get(name),
            period_seconds=period,
            repeats_from=settled,
            by_arithmetic=period is not None and period != courses[name].period,
        )
        yield proof
        later = [other for other in others if (name, other) in found.shared]
        if first is not None and first.other.id not in later:
            first = _first(scope, courses, name, {other: others[other] for other in later})
        if first is not None:
            yield _finding(scope, schedule, first, later, proof)


def _partners(found: Bookings) -> dict[str, dict[str, int | None]]:
    """With which other schedules each shares somebody at once, and when that is first, as far as it was walked."""
    partners: dict[str, dict[str, int | None]] = defaultdict(dict)
    for (one, other), at in found.shared.items():
        partners[one][other] = partners[other][one] = at
    return partners


@attrs.frozen
class _Meeting:
    """When somebody is first on call in a schedule and in `other` at once."""

    other: Schedule
    first: tuple[int, int]
    seen: Meetings


def _first(scope: Scope, courses: dict[str, Course], name: str, others: dict[str, int | None]) -> _Meeting | None:
    """The first meeting of a schedule with any of some others; with the one met first, as far as that was walked."""
    walked = {other: at for other, at in others.items() if at is not None}
    chosen = [min(walked, key=walked.__getitem__)] if walked else list(others)
    longer_than = scope.settings.double_booked_seconds
    found: list[_Meeting] = []
    for other in (courses[each].schedule for each in chosen):
        seen = meetings(courses[name].schedule, other, scope.since, longer_than=longer_than)
        if seen.first is not None:
            found.append(_Meeting(other, seen.first, seen))
    return min(found, key=lambda each: each.first, default=None)


def _joint_periods(courses: dict[str, Course], found: Bookings) -> dict[str, tuple[int | None, int]]:
    """The joint period of each schedule and those of its zone that it shares people with, and from when they repeat."""
    sharing: dict[tuple[str, User], list[Course]] = defaultdict(list)
    for name, users in found.people.items():
        for user in users:
            sharing[courses[name].stack.zone.name, user].append(courses[name])
    periods = {key: lcm(*{each.period or 1 for each in together}) for key, together in sharing.items()}
    settled = {key: max(each.settled for each in together) for key, together in sharing.items()}
    joint: dict[str, tuple[int | None, int]] = {}
    for name, users in found.people.items():
        keys = [(courses[name].stack.zone.name, user) for user in users]
        period = lcm(*{periods[key] for key in keys}) if courses[name].period else None
        joint[name] = period, max(settled[key] for key in keys)
    return joint


def _span(schedule: Schedule, found: _Meeting) -> Span:
    return Span(*found.first, zone=schedule.time_zone)


def _finding(scope: Scope, schedule: Schedule, found: _Meeting, others: list[str], proof: Proof) -> Answer:
    zone, seen = Zone.named(schedule.time_zone), found.seen
    start, end = (moment(each, zone) for each in found.first)
    more = f"; so is somebody in {len(others) - 1} more" if others[1:] else ""
    listed = [each for each in seen.own_spans if scope.until is None or each[0] < scope.until] or [found.first]
    return CHECK.finding(
        subject=schedule,
        message=f"{scope.called(seen.user)} is on call here and in {found.other} at once from {start} to {end}"
        f"{_often(found, zone)}{more}.",
        fix=_fix(schedule, found.other),
        spans=tuple(Span(*each, zone=schedule.time_zone) for each in listed[:_MOST_LISTED]),
        proof=proof,
        also_about=tuple(others),
    )


def _fix(*schedules: Schedule) -> str:
    of_overrides = next((each for each in schedules if not each.layers), None)
    if of_overrides is not None:
        return (
            f"Give the overrides of {of_overrides} to somebody who is not on call in the other schedule at these "
            "times; or share nobody."
        )
    return (
        f"Give {listing(map(str, schedules))} the same people in the same order and turns of one length, with "
        "rotation_virtual_start a turn apart; or share nobody."
    )


def _often(found: _Meeting, zone: Zone) -> str:
    """How often whoever is in both first is there again, and how often anybody is."""
    seen = found.seen
    bound = "" if seen.until is None else f" up to {moment(seen.until, zone)}"
    own = f", the first of {len(seen.own_spans)} times{bound}" if len(seen.own_spans) > 1 else ""
    if seen.own_recurs:
        start, end = found.first
        own = again(seen.own_recurs, end - start)
    if not seen.are_others:
        return own
    if seen.own_recurs and seen.recurs == seen.own_recurs:
        return f"{own}; so are others, but not again and again"
    times = str(seen.recurs) if seen.recurs else f"{len(seen.spans)} times{'' if own else bound}"
    return f"{own}; so are others, {times} in all"


_MOST_LISTED = 50

CHECK = Check(
    code="OC701", name="double-booked", severity=Severity.WARNING, ask=_ask, page=__doc__ or "", told_by=("OC701",)
)
