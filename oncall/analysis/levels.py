"""Levels: whom the rules of an escalation policy reach, each by itself and compared with the next, for all time."""

from __future__ import annotations

from functools import cached_property
from itertools import accumulate
from math import lcm
from typing import TYPE_CHECKING

import attrs

from oncall.analysis.sightings import Joint, Sighting, holders, joint_walk, presences, sighting
from oncall.chronology.spans import canonical, without
from oncall.engine.lanes import NOBODY, Lane, mask
from oncall.engine.stack import FOREVER
from oncall.model.schedules import Schedule
from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from oncall.analysis.walks import Walk
    from oncall.chronology.zones import Zone
    from oncall.engine.ensembles import Chord, Ensemble
    from oncall.engine.stack import Stack
    from oncall.model.escalation import EscalationPolicy, EscalationRule
    from oncall.model.pages import Target


@attrs.frozen(kw_only=True)
class Look:
    """What was looked at to decide a question, and what came of it.

    `walk` is None if nothing had to be looked at: it is the same at every instant. `schedules` are those that have
    nobody on call then, `users` those that are reached, in both cases at any time of the sighting's span.
    """

    walk: Walk | None = None
    sighting: Sighting | None = None
    schedules: tuple[Schedule, ...] = ()
    users: tuple[User, ...] = ()


NOTHING = Look()


@attrs.frozen(kw_only=True)
class Seen:
    """How much several looks have seen together: from when, the joint period, and up to when they decide.

    From `settled` on nothing starts or ends any more.
    """

    since: int
    settled: int
    period: int | None
    until: int | None

    @classmethod
    def of(cls, looks: Iterable[Look]) -> Seen | None:
        """What some looks have seen; None: it is the same at every instant."""
        walks = [look.walk for look in looks if look.walk is not None]
        if not walks:
            return None
        periods = [each.period for each in walks if each.period is not None]
        return cls(
            since=min(each.since for each in walks),
            settled=max(each.settled for each in walks),
            period=lcm(*periods) if periods else None,
            until=min((each.until for each in walks if each.until is not None), default=None),
        )


@attrs.frozen
class Levels:
    """The rules of a policy, from `since` on; None: from the beginning of what each question is about.

    Levels are counted from 1. Of rules with the strategy `round_robin` every incident is thought of.
    """

    policy: EscalationPolicy
    since: int | None = None

    def empty(self, level: int, *, longer_than: int = 0) -> Look:
        """When a level reaches nobody, for some incident, for more than so many seconds.

        Without `since`: from the first start of the schedules of this level on; else also before that, once any
        schedule of the policy has begun.
        """
        asked = self.policy.rules[level - 1]
        if _never_empty(asked):
            return NOTHING
        schedules = _schedules(asked.targets)
        begun = None if self.since is None else self._begun
        joint = presences(schedules, self.since, begun=begun, margin=longer_than)
        return _looked(joint, schedules, lambda chord: _silent([asked], schedules, chord), longer_than)

    @property
    def _begun(self) -> int:
        """When the first schedule of the policy begins."""
        return min(schedule.compiled.stack.begins for schedule in self.policy.schedules)

    @cached_property
    def _presence(self) -> Joint:
        return presences(self.policy.schedules, self.since)

    def silent(self, *, longer_than: int = 0) -> Look:
        """When an incident may be triggered of which nobody is ever paged, for more than so many seconds.

        Where empty rules are skipped, that is when all of them are empty. Where they wait, each is asked when it is
        run.
        """
        if any(map(_never_empty, self.policy.rules)):
            return NOTHING
        schedules = self.policy.schedules
        joint = presences(schedules, self.since, margin=longer_than) if longer_than else self._presence
        if self.policy.plan.waits:
            return self._silent_after_waiting(joint.ensemble, longer_than)
        return _looked(joint, schedules, lambda chord: _silent(self.policy.rules, schedules, chord), longer_than)

    def _silent_after_waiting(self, ensemble: Ensemble, longer_than: int) -> Look:
        waiting = _Waiting(self.policy, ensemble)
        seen = joint_walk(ensemble, waiting, self.since, margin=max(longer_than, self.policy.plan.seconds))
        if seen is None:
            return Look(sighting=Sighting(span=None), schedules=self.policy.schedules)
        found = sighting(seen, _is_held, longer_than=longer_than)
        return Look(walk=seen, sighting=found, schedules=self.policy.schedules if found else ())

    def is_empty_only_in_silence(self, level: int) -> bool:
        """Whether a level reaches nobody only when no other does either."""
        asked, schedules = self.policy.rules[level - 1], self.policy.schedules
        if any(map(_never_empty, self.policy.rules)) or self.policy.plan.waits:
            return False
        return all(
            _silent(self.policy.rules, schedules, chord) is not None
            for chord in self._presence.chords
            if _silent([asked], schedules, chord) is not None
        )

    def repeated(self, level: int, *, longer_than: int = 0) -> Look:
        """When a level, from 2, reaches somebody, and nobody but whom the one before it reaches at the same instant.

        That is so for some incident, for more than so many seconds. The users are those whom it reaches.
        """
        before, after = self.policy.rules[level - 2 : level]
        possible, later = _everybody(before.targets), _everybody(after.targets)
        if not possible & later or (not after.is_round_robin and _users(after.targets) - possible):
            return NOTHING
        # Whom the earlier level names needs no schedule to be there, nor does anybody whom the later one cannot reach.
        asked = later if before.is_round_robin else later - _users(before.targets)

        def mattering(targets: Iterable[Target]) -> tuple[Target, ...]:
            return tuple(each for each in targets if isinstance(each, User) or asked & _everybody([each]))

        numbers = range(lcm(*(len(each.targets) for each in (before, after) if each.is_round_robin)))
        pairs = [(mattering(before.targets_of(number)), after.targets_of(number)) for number in numbers]
        schedules = _schedules((*mattering(before.targets), *after.targets))
        return _reached(holders(schedules, self.since, margin=longer_than), schedules, pairs, longer_than)

    def crowded(self, level: int, most: int) -> Look:
        """When a level reaches more than so many people; the users are those of the first such moment."""
        asked = self.policy.rules[level - 1]
        if asked.is_round_robin or len({(type(target), target.id) for target in asked.targets}) <= most:
            return NOTHING
        schedules = _schedules(asked.targets)
        if len(_everybody(asked.targets)) == sum(len(_everybody([each])) for each in asked.targets):
            return self._crowded_by_strangers(asked, schedules, most)
        joint = holders(schedules, self.since)
        people = _people(joint, schedules)
        found = joint.sighting(lambda chord: len(people.reached(asked.targets, chord)) > most)
        if found is None:
            return Look(walk=joint.walk)
        crowds = (people.reached(asked.targets, chord) for chord in joint.shown(found.span))
        return Look(walk=joint.walk, sighting=found, users=next(tuple(each) for each in crowds if len(each) > most))

    def _crowded_by_strangers(self, asked: EscalationRule, schedules: tuple[Schedule, ...], most: int) -> Look:
        """The same where nobody could be reached through two targets: then it is enough to know who has somebody."""
        joint, users = presences(schedules, self.since), len(_users(asked.targets))
        found = joint.sighting(lambda chord: users + len(chord) - chord.count(NOBODY) > most)
        if found is None:
            return Look(walk=joint.walk)
        begin = found.span[0] if found.span else joint.walk.since if joint.walk else 0
        return Look(walk=joint.walk, sighting=found, users=tuple(asked.reached(begin)))


def _reached(
    joint: Joint,
    schedules: tuple[Schedule, ...],
    pairs: Sequence[tuple[tuple[Target, ...], tuple[Target, ...]]],
    longer_than: int,
) -> Look:
    people = _people(joint, schedules)

    def repeats(chord: Chord) -> Iterator[User]:
        for before, after in pairs:
            reached = people.reached(after, chord)
            if reached.keys() <= people.reached(before, chord).keys():
                yield from reached

    found = joint.sighting(lambda chord: any(True for _ in repeats(chord)), longer_than=longer_than)
    if found is None:
        return Look(walk=joint.walk)
    users = dict.fromkeys(user for chord in joint.shown(found.span) for user in repeats(chord))
    return Look(walk=joint.walk, sighting=found, users=tuple(users))


def _looked(
    joint: Joint,
    schedules: tuple[Schedule, ...],
    silent: Callable[[Chord], tuple[Schedule, ...] | None],
    longer_than: int,
) -> Look:
    found = joint.sighting(lambda chord: silent(chord) is not None, longer_than=longer_than)
    if found is None:
        return Look(walk=joint.walk)
    named = {each.id for chord in joint.shown(found.span) for each in silent(chord) or ()}
    return Look(walk=joint.walk, sighting=found, schedules=tuple(each for each in schedules if each.id in named))


@attrs.frozen
class _People:
    """Whom the numbers of chords stand for, and at which position of a chord each schedule is, by id."""

    people: tuple[User, ...]
    positions: dict[str, int]

    def reached(self, targets: Iterable[Target], chord: Chord) -> dict[User, None]:
        """Whom some targets lead to, each once, in their order."""
        found: dict[User, None] = {}
        for target in targets:
            if isinstance(target, User):
                found[target] = None
            elif (number := chord[self.positions[target.id]]) != NOBODY:
                found[self.people[number]] = None
        return found


def _people(joint: Joint, schedules: tuple[Schedule, ...]) -> _People:
    return _People(joint.people, {schedule.id: position for position, schedule in enumerate(schedules)})


def _silent(
    rules: Sequence[EscalationRule], schedules: tuple[Schedule, ...], chord: Chord
) -> tuple[Schedule, ...] | None:
    """The schedules at fault if an incident reaches nobody by any of the rules; None: every incident does."""
    silent = {schedule.id for schedule, number in zip(schedules, chord, strict=True) if number == NOBODY}
    if not silent:
        return None
    for number in range(lcm(*(len(rule.targets) for rule in rules if rule.is_round_robin))):
        targets = [target for rule in rules for target in rule.targets_of(number)]
        at_fault = [target for target in targets if isinstance(target, Schedule) and target.id in silent]
        if len(at_fault) == len(targets):
            return tuple(at_fault)
    return None


@attrs.frozen
class _Waiting:
    """When an incident pages nobody in the end, if each rule is asked at its time: the place 0, else `NOBODY`."""

    policy: EscalationPolicy
    ensemble: Ensemble

    @property
    def zone(self) -> Zone:
        return self.ensemble.zone

    @property
    def parts(self) -> tuple[Stack, ...]:
        return self.ensemble.parts

    @property
    def begins(self) -> int:
        return self.ensemble.begins

    @property
    def settled(self) -> int:
        return self.ensemble.settled

    @property
    def period(self) -> int:
        return self.ensemble.period

    @property
    def pattern(self) -> _Waiting | None:
        pattern = self.ensemble.pattern
        return None if pattern is None else attrs.evolve(self, ensemble=pattern)

    def pieces_within(self, since: int, until: int) -> int:
        plan = self.policy.plan
        return self.ensemble.pieces_within(since, until) * len(plan.delays) * plan.passes * self.policy.turns

    def lane(self, since: int, until: int) -> Lane:
        plan = self.policy.plan
        end = min(until + plan.seconds, FOREVER)
        here = self.ensemble.lane(since, end)
        pieces = list(zip(here.starts, here.ends, (self.ensemble.chords[each] for each in here.places), strict=True))
        runs = list(
            zip(accumulate(plan.delays * plan.passes, initial=0), self.policy.rules * plan.passes, strict=False)
        )
        quiet: list[tuple[int, int]] = []
        for number in range(self.policy.turns):
            paged = canonical(
                (start - offset, stop - offset)
                for offset, rule in runs
                for start, stop, chord in pieces
                if self._reaches(rule.targets_of(number), chord)
            )
            quiet += without([(since, until)], paged)
        return mask(Lane([since], [0], until), canonical(quiet))

    def _reaches(self, targets: Iterable[Target], chord: Chord) -> bool:
        numbers = {schedule.id: number for schedule, number in zip(self.policy.schedules, chord, strict=True)}
        return any(isinstance(target, User) or numbers[target.id] != NOBODY for target in targets)


def _is_held(place: int) -> bool:
    return place != NOBODY


def _never_empty(rule: EscalationRule) -> bool:
    """Whether a rule names somebody who is paged whatever the schedules say, of every incident."""
    named = [isinstance(target, User) for target in rule.targets]
    return all(named) if rule.is_round_robin else any(named)


def _everybody(targets: Iterable[Target]) -> set[User]:
    """Everybody whom some targets could lead to."""
    return {user for target in targets for user in ((target,) if isinstance(target, User) else target.compiled.people)}


def _users(targets: Iterable[Target]) -> set[User]:
    """The people whom some targets name."""
    return {target for target in targets if isinstance(target, User)}


def _schedules(targets: Iterable[Target]) -> tuple[Schedule, ...]:
    return tuple({target.id: target for target in targets if isinstance(target, Schedule)}.values())
