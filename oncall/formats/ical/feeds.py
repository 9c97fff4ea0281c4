"""Feeds: whose shifts, or which gaps, a calendar has, and under which titles."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

import attrs

from oncall.analysis.people import policies_of, schedules_of, users_of
from oncall.chronology.spans import UTC_ZONE
from oncall.chronology.zones import EARLIEST, MONDAY, WEEK, Zone
from oncall.errors import InvalidValueError
from oncall.formats.ical import gaps
from oncall.formats.ical.levels import called, level_lines, numbers
from oncall.model import Catalog, Configuration, EscalationPolicy, Schedule, Timeline, User
from oncall.model.addresses import address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from oncall.model.pages import Target

Stretch: TypeAlias = "tuple[int, int | None, User | None, tuple[str, ...]]"
"""A shift as a row: start, end (None: for ever), the user, the sources; without a user it is a gap."""

ON_CALL, NOBODY_ON_CALL = "On call", "Nobody on call"


@attrs.frozen
class Grid:
    """Where the weeks begin of somebody who has all the time: at a reading, and every week before and after it."""

    user: User | None
    reading: int


@attrs.frozen(kw_only=True)
class Strand:
    """A part of a calendar: the shifts or the gaps of one schedule, timeline or target, and what events say of it.

    `stretches(since, until)` has everything with a part in the range, whole and in order; `holder_at` names who is on
    call at an instant, and is empty where that is not known. `key` makes the UIDs, `person` leaves the shifts of one.
    `schedule` is what could recur; `always` is somebody who is on call at all times, which is told week by week;
    `levels` are lines about where policies use it.
    """

    key: tuple[str, ...]
    title: str
    zone: Zone
    stretches: Callable[[int, int], Sequence[Stretch]]
    holder_at: Callable[[int], str]
    schedule: Schedule | None = None
    person: User | None = None
    always: Grid | None = None
    is_of_gaps: bool = False
    levels: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Plan:
    """A calendar to be: its name and its strands. `key` makes its colour."""

    name: str
    key: str
    strands: tuple[Strand, ...]


def identity(thing: User | Schedule | EscalationPolicy) -> str:
    """What tells a thing from others for years: the REST id, else the name, which a new label in Terraform keeps."""
    return thing.id if address(thing.id) is None else thing.name


def person_among(user: User | str | None, known: Iterable[User]) -> User | None:
    """The user that is meant.

    Raises:
        NotFoundError: nobody or more than one of those who are known has that id or name.
        InvalidValueError: neither a User nor a text.
    """
    match user:
        case None | User():
            return user
        case str():
            return Catalog("user", {each.id: each for each in known})[user]
        case _:
            raise InvalidValueError("user", "a User or an id", user)


def of_schedule(
    schedule: Schedule,
    *,
    user: User | str | None,
    name: str | None,
    of_gaps: bool,
    policies: Iterable[EscalationPolicy],
) -> Plan:
    """The calendar of a schedule, or of one person in it, or of its gaps."""
    person = person_among(user, schedule.users)
    title = name or schedule.name
    strand = _strand(schedule, title=title, key=identity(schedule), policies=policies, person=person, of_gaps=of_gaps)
    return Plan(name=name or _name(title, person, of_gaps=of_gaps), key=identity(schedule), strands=(strand,))


def of_timeline(timeline: Timeline, *, user: User | str | None, name: str | None, of_gaps: bool) -> Plan:
    """The calendar of a timeline, which knows neither a schedule nor of people without a shift: any id is taken."""
    person = person_among(user, (User(user), *timeline.users) if isinstance(user, str) else ())
    rows = gaps.of_timeline(timeline) if of_gaps else [(*shift.bounds, shift.user, shift.sources) for shift in timeline]
    key = name or ON_CALL
    strand = Strand(
        key=(key,),
        title=name or "",
        zone=Zone.named(timeline.zone),
        stretches=lambda _since, _until: rows,
        holder_at=_nobody_knows,
        person=person,
        categories=(name,) if name else (),
    )
    return Plan(name=name or _name("", person, of_gaps=of_gaps), key=key, strands=(strand,))


def of_configuration(configuration: Configuration, *, user: User | str | None, name: str | None, of_gaps: bool) -> Plan:
    """The calendar of all schedules, or of one person in any of them, or of the gaps of each."""
    schedules = schedules_of(configuration)
    person = person_among(user, users_of(configuration))
    policies = policies_of(configuration)
    chosen = [schedule for schedule in schedules if person is None or person in schedule.users]
    strands = tuple(
        _strand(schedule, title=title, key=key, policies=policies, person=person, of_gaps=of_gaps)
        for schedule, (title, key) in zip(chosen, _told_apart(chosen, schedules), strict=True)
    )
    key = ON_CALL if person is None else identity(person)
    return Plan(name=name or _name("", person, of_gaps=of_gaps), key=key, strands=strands)


def of_policy(policy: EscalationPolicy, *, user: User | str | None, name: str | None, of_gaps: bool) -> Plan:
    """The calendar of everybody whom a policy may page, level by level, or of when it reaches nobody."""
    targets = list({target.id: target for rule in policy.rules for target in rule.targets}.values())
    known = (each for target in targets for each in (target.users if isinstance(target, Schedule) else (target,)))
    person = person_among(user, known)
    title, key = name or policy.name, identity(policy)
    if of_gaps:
        strands = _policy_gaps(policy, targets, title, key)
    else:
        apart = _told_apart(policy.schedules, policy.schedules)
        titles = dict(zip((schedule.id for schedule in policy.schedules), apart, strict=True))
        levels = (_level(target, policy, key, titles, person) for target in targets)
        strands = tuple(attrs.evolve(strand, categories=(title, *strand.categories)) for strand in levels)
    return Plan(name=name or _name(title, person, of_gaps=of_gaps), key=key, strands=strands)


def _level(
    target: Target,
    policy: EscalationPolicy,
    key: str,
    titles: dict[str, tuple[str, str]],
    person: User | None,
) -> Strand:
    levels = numbers(target, policy)
    categories = tuple(f"Level {number}" for number in levels)
    if isinstance(target, Schedule):
        title, own_key = titles[target.id]
        strand = _strand(target, title=f"{called(levels)}, {title}", key=own_key, policies=(policy,), person=person)
        return attrs.evolve(strand, key=(key, own_key), categories=categories)
    zone = Zone.named(target.time_zone or UTC_ZONE)
    people = (each for rule in policy.rules for each in rule.targets if isinstance(each, User))
    namesakes = {each.id for each in people if identity(each) == identity(target)}
    return Strand(
        key=(key,) if len(namesakes) == 1 else (key, target.id),
        title=called(levels),
        zone=zone,
        stretches=lambda since, _until: [(since - 2 * WEEK, None, target, ())],
        holder_at=_nobody_knows,
        person=person,
        always=Grid(target, MONDAY),
        levels=level_lines(target, (policy,)),
        categories=categories,
    )


def _policy_gaps(policy: EscalationPolicy, targets: Sequence[Target], title: str, key: str) -> tuple[Strand, ...]:
    if any(isinstance(target, User) for target in targets):
        return ()  # who is named directly is always reached
    return (
        Strand(
            key=(key,),
            title=title,
            zone=Zone.named(policy.schedules[0].time_zone),
            stretches=partial(gaps.of_all, policy.schedules),
            holder_at=_nobody_knows,
            categories=(title,),
        ),
    )


def _strand(
    schedule: Schedule,
    *,
    title: str,
    key: str,
    policies: Iterable[EscalationPolicy],
    person: User | None = None,
    of_gaps: bool = False,
) -> Strand:
    def shifts(since: int, until: int) -> list[Stretch]:
        parts = schedule.compiled
        return [*parts.named(parts.stack.whole_runs(since, until))]

    def holder_at(instant: int) -> str:
        holder = schedule.on_call(instant) if instant >= EARLIEST else None
        return "nobody" if holder is None else holder.name

    return Strand(
        key=(key,),
        title=title,
        zone=Zone.named(schedule.time_zone),
        stretches=partial(gaps.of_schedule, schedule) if of_gaps else shifts,
        holder_at=holder_at,
        schedule=schedule,
        is_of_gaps=of_gaps,
        person=person,
        levels=level_lines(schedule, policies),
        categories=(title,),
    )


def _told_apart(chosen: Iterable[Schedule], schedules: Iterable[Schedule]) -> list[tuple[str, str]]:
    """A title and a key for each schedule: its name, or with another one of that name its id too."""
    namesakes = Counter(schedule.name for schedule in schedules)
    return [
        (each.name, identity(each)) if namesakes[each.name] == 1 else (f"{each} ({each.id})", each.id)
        for each in chosen
    ]


def _name(title: str, person: User | None, *, of_gaps: bool) -> str:
    """What a calendar is called that is given no name."""
    if person is None and not of_gaps:
        return title or ON_CALL
    heading = NOBODY_ON_CALL if person is None else f"{ON_CALL}: {person}"
    return f"{heading} — {title}" if title else heading


def _nobody_knows(_instant: int) -> str:
    return ""
