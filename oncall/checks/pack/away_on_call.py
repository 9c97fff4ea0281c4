"""OC703 away-on-call: somebody who is on call while away.

## What it finds

People who are on call in a schedule while they are away, or whom a rule of an escalation policy names directly and who
are away: who, when first, for how long and how many times, and why they are away if that was said. One finding a
schedule or policy and person. It needs to be told who is away: `oncall.check(configuration, away=[...])`, or
`oncall check --away PERSON=FILE.ics`. Without that it finds nothing.

## Why it matters

Who is on holiday has no laptop there, and hears the page on a beach or not at all; until the policy goes on to the next
level, nobody is looking. PagerDuty's [guide to being on
call](https://response.pagerduty.com/oncall/being_oncall/) asks people to know when they are on call next, and to
arrange swaps around travel and vacations; its [manual](https://support.pagerduty.com/docs/edit-schedules) has overrides
for that. A swap is forgotten easily: the rotation does not know of the holiday, nor the calendar of the rotation. That
more than no time at all is found is our own choice (`away_seconds`), no published limit.

## Example

```python
from oncall import Absence, Configuration, Layer, Schedule, User

alice, bob, *others = map(User, ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, bob, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer])
configuration = Configuration(schedules=[schedule])
away = [
    Absence(user=bob, start="2025-01-11T00:00:00-05:00", end="2025-01-20T00:00:00-05:00", reason="a wedding"),
]
```

## Use instead

```python
from oncall import Absence, Configuration, Layer, Override, Schedule, User

alice, bob, *others = map(User, ["alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi"])
layer = Layer.weekly(
    [alice, bob, *others], start="2025-01-06T09:00:00-05:00", hand_off="mon 09:00", time_zone="America/New_York"
)
overrides = [
    Override(user=User("frank"), start="2025-01-13T09:00:00-05:00", end="2025-01-20T09:00:00-05:00"),
    Override(user=bob, start="2025-02-10T09:00:00-05:00", end="2025-02-17T09:00:00-05:00"),
]
schedule = Schedule(name="checkout", time_zone="America/New_York", layers=[layer], overrides=overrides)
configuration = Configuration(schedules=[schedule])
away = [
    Absence(user=bob, start="2025-01-11T00:00:00-05:00", end="2025-01-20T00:00:00-05:00", reason="a wedding"),
]
```

## How to mend it

Put somebody else on call by an override over that time, best one who gives a turn of their own in return: bob and frank
swapped theirs. Whom a rule names directly no override can replace: let the rule name a schedule, or somebody else until
they are back. [The how-to](../how-to/people-who-are-away.md) goes from a calendar file to the override.

## What it cannot see

Absences that nobody told it of, and overrides that PagerDuty has and no file names. Whether somebody who is away would
answer all the same: allow that by an override that they agree to, and leave the time out of the absence. An absence of
centuries is looked at as far as a few hundred thousand turns go; the finding says so then.
"""

from __future__ import annotations

from collections import defaultdict
from textwrap import shorten
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.people import policies_of
from oncall.analysis.walks import LONGEST_WALK
from oncall.checks.definition import Answer, Check
from oncall.checks.findings import Severity
from oncall.chronology.instants import to_seconds
from oncall.chronology.spans import Span, canonical
from oncall.chronology.words import abridged, duration, listing, moment
from oncall.chronology.zones import EARLIEST, Zone
from oncall.model import User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from oncall.checks.definition import Subject
    from oncall.checks.scope import Scope
    from oncall.engine.stack import Stack
    from oncall.model import Absence, EscalationPolicy, Schedule

_MOST_LISTED = 50
_LONGEST_REASON = 60


def _ask(scope: Scope) -> Iterator[Answer]:
    away = _away(scope)
    if not away:
        return
    for schedule in scope.paged_schedules:
        for user in schedule.users:
            if user in away:
                yield from _in_schedule(scope, schedule, user, away[user])
    for policy in policies_of(scope.configuration):
        for user, levels in _named_levels(policy).items():
            if user in away:
                yield from _in_policy(scope, policy, user, levels, away[user])


@attrs.frozen
class _Away:
    """When somebody is away from `since` on, in the order of time: merged, and as it was told."""

    spans: list[tuple[int, int]]
    absences: list[Absence]

    def reasons(self, start: int, end: int) -> str:
        """Why, in brackets, in that time; empty if nobody said."""
        told = (each.reason for each in self.absences if to_seconds(each.start) < end and start < to_seconds(each.end))
        texts = [shorten(reason, _LONGEST_REASON, placeholder="…") for reason in told]
        found = [*dict.fromkeys(filter(None, texts))]
        return f" ({abridged(found)})" if found else ""


def _away(scope: Scope) -> dict[User, _Away]:
    told: dict[User, list[Absence]] = defaultdict(list)
    for absence in sorted(scope.away, key=lambda each: to_seconds(each.start)):
        told[absence.user].append(absence)
    since = EARLIEST if scope.since is None else scope.since
    merged = {
        user: canonical((max(to_seconds(each.start), since), to_seconds(each.end)) for each in absences)
        for user, absences in told.items()
    }
    return {user: _Away(spans, told[user]) for user, spans in merged.items() if spans}


def _in_schedule(scope: Scope, schedule: Schedule, user: User, away: _Away) -> Iterator[Answer]:
    parts = schedule.compiled
    person = parts.people.index(user)
    spans = [*_walked(parts.stack, away.spans)]
    found = [
        stretch
        for start, end in spans
        for stretch in parts.stack.stretches(start, end)
        if stretch.owner == person and stretch.end - stretch.start > scope.settings.away_seconds
    ]
    if not found:
        return
    pairs = [(stretch.start, stretch.end) for stretch in found]
    first = Span(*pairs[0], zone=schedule.time_zone)
    zone = Zone.named(schedule.time_zone)
    bound = "" if spans == away.spans else f", as far as it was looked at, up to {moment(spans[-1][1], zone)}"
    again = "" if len(pairs) == 1 else ", and at the other times"
    layer = parts.tracks[found[0].places[0]]
    yield CHECK.finding(
        subject=schedule,
        message=f"{scope.called(user)} is on call while away{_when(pairs, away, zone)}{bound}.",
        fix="Put somebody else on call by an override from "
        f"{first.start.isoformat()} to {first.end.isoformat()}{again}, or swap turns with them.",
        where=schedule.layers[layer].where if layer >= 0 else None,
        spans=_evidence(scope, schedule, pairs),
    )


def _walked(stack: Stack, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans, up to the first one that is too long to walk, which is cut."""
    for start, end in spans:
        until, always = end, stack.pieces_within(start, start)
        while stack.pieces_within(start, until) - always > LONGEST_WALK:
            until = start + (until - start) // 2
        yield start, until
        if until < end:
            return


def _named_levels(policy: EscalationPolicy) -> dict[User, list[int]]:
    """On which levels, from 1, a policy names people directly."""
    found: dict[User, list[int]] = defaultdict(list)
    for level, rule in enumerate(policy.rules, start=1):
        for user in {target for target in rule.targets if isinstance(target, User)}:
            found[user].append(level)
    return found


def _in_policy(scope: Scope, policy: EscalationPolicy, user: User, levels: list[int], away: _Away) -> Iterator[Answer]:
    pairs = [(start, end) for start, end in away.spans if end - start > scope.settings.away_seconds]
    if not pairs:
        return
    name = scope.called(user)
    named, verb = (f"levels {listing(map(str, levels))}", "name") if levels[1:] else (f"level {levels[0]}", "names")
    yield CHECK.finding(
        subject=policy,
        message=f"{name}, whom {named} {verb}, is away{_when(pairs, away, Zone.named(policy.time_zone))}.",
        fix=f"Let {named} name a schedule, in which an override can put somebody else, or another person until {name} "
        "is back.",
        where=policy.rules[levels[0] - 1].where,
        spans=_evidence(scope, policy, pairs),
    )


def _when(pairs: Sequence[tuple[int, int]], away: _Away, zone: Zone) -> str:
    start, end = pairs[0]
    length = duration(sum(end - start for start, end in pairs))
    first = f"{away.reasons(start, end)} from {moment(start, zone)} to {moment(end, zone)}"
    return f"{first}, the first of {len(pairs)} times: {length} in all" if len(pairs) > 1 else f"{first}: {length}"


def _evidence(scope: Scope, subject: Subject, pairs: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The spans before the scope's `until`, cut to it; the first one whole if all are later."""
    until = scope.until
    if until is not None:
        pairs = [(start, min(end, until)) for start, end in pairs if start < until] or pairs[:1]
    return tuple(Span(*pair, zone=subject.time_zone) for pair in pairs[:_MOST_LISTED])


CHECK = Check(code="OC703", name="away-on-call", severity=Severity.WARNING, ask=_ask, page=__doc__ or "")
