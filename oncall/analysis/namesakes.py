"""Namesakes: what in one configuration is the same thing, or the same person, as in another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Protocol, TypeVar

import attrs

from oncall.model.users import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from oncall.model.escalation import EscalationPolicy, EscalationRule
    from oncall.model.pages import Target
    from oncall.model.schedules import Schedule


class _Named(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=_Named)


def pairs(before: Iterable[T], after: Iterable[T], *namings: Callable[[T], str]) -> list[tuple[T | None, T | None]]:
    """Each thing of `after` in order with the one of `before` that it is, or None; then what is in `before` alone.

    Those of one id are one thing. Of what is left, those are that alone have a name, on both sides, by the first of the
    `namings` that gives them one; an empty name is none.
    """
    old, new = list(before), list(after)
    found: dict[str, T] = {}
    for naming in (_id, *namings):
        matched = {partner.id for partner in found.values()}
        alone = _alone([each for each in old if each.id not in matched], naming)
        free = _alone([each for each in new if each.id not in found], naming)
        found |= {each.id: alone[name] for name, each in free.items() if name in alone}
    matched = {partner.id for partner in found.values()}
    return [
        *((found.get(each.id), each) for each in new),
        *((each, None) for each in old if each.id not in matched),
    ]


def same_people(before: Iterable[User], after: Iterable[User]) -> dict[User, User]:
    """Whom of `after` each person of `before` is that is there under another id: by e-mail address, else by name.

    Two people of one name whose addresses are known and differ are two people.
    """
    matched = pairs(before, after, _email, _name)
    return {
        one: other
        for one, other in matched
        if one is not None
        and other is not None
        and one != other
        and (_email(one) == _email(other) or not (one.email and other.email))
    }


def renamed_schedule(schedule: Schedule, people: Mapping[User, User]) -> Schedule:
    """The same schedule with each person as somebody else is called; itself if it has none of them."""
    if not people or people.keys().isdisjoint(schedule.users):
        return schedule
    layers = [attrs.evolve(layer, users=[people.get(user, user) for user in layer.users]) for layer in schedule.layers]
    overrides = [attrs.evolve(each, user=people.get(each.user, each.user)) for each in schedule.overrides]
    return attrs.evolve(schedule, layers=layers, overrides=overrides)


def renamed_policy(policy: EscalationPolicy, people: Mapping[User, User]) -> EscalationPolicy:
    """The same policy with each person as somebody else is called, in its schedules too."""
    if not people:
        return policy

    def target(each: Target) -> Target:
        return people.get(each, each) if isinstance(each, User) else renamed_schedule(each, people)

    def rule(each: EscalationRule) -> EscalationRule:
        return attrs.evolve(each, targets=[target(one) for one in each.targets])

    return attrs.evolve(policy, rules=[rule(each) for each in policy.rules])


def is_renamed(before: _Named | None, after: _Named | None) -> bool:
    """Whether something is there before and after, under another id or name."""
    return before is not None and after is not None and (before.id, before.name) != (after.id, after.name)


def by_name(thing: _Named) -> str:
    """The name of a thing."""
    return thing.name


def _id(thing: _Named) -> str:
    return thing.id


def _name(user: User) -> str:
    return "" if user.name == user.id else user.name


def _email(user: User) -> str:
    return user.email.casefold()


def _alone(things: list[T], naming: Callable[[T], str]) -> dict[str, T]:
    """The things by a name that none of the others has."""
    counts = Counter(map(naming, things))
    return {naming(each): each for each in things if naming(each) and counts[naming(each)] == 1}
